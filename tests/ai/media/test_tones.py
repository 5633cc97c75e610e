"""Films of a high dynamic range look on every screen as they looked to who took them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from ai.media import Decoder, tones
from tests.ai.media import samples


def grey(*signals: float) -> np.ndarray:
    row = np.array(signals)[None, :, None] * np.ones(3)
    return (row * 65535).astype(np.uint16)


@pytest.mark.parametrize("is_pq", [True, False])
def test_black_is_black_light_is_white_and_between_them_it_only_rises(is_pq: bool) -> None:
    mapped = tones.map_signal(grey(*np.linspace(0, 1, 500)), is_pq=is_pq)[0]
    assert mapped[0].max() == 0
    assert mapped[-1].min() >= 254
    assert (np.diff(mapped[:, 0].astype(int)) >= 0).all()
    assert np.ptp(mapped.astype(int), axis=1).max() <= 1  # grey stays grey


def test_a_face_is_as_bright_as_in_a_film_of_today() -> None:
    """Skin lies near 50 cd/m², which is 0.44 of PQ; in sRGB such a grey is about 135."""
    (pixel,) = tones.map_signal(grey(0.44), is_pq=True)[0]
    assert 120 <= int(pixel[0]) <= 150


@pytest.mark.parametrize(("transfer", "number"), [("smpte2084", 16), ("arib-std-b67", 18)])
def test_the_poster_of_such_a_film_is_mapped(
    tmp_path: Path, out: Path, decoder: Decoder, transfer: str, number: int
) -> None:
    def film(name: str, told: str) -> Image.Image:
        path = tmp_path / name
        with av.open(path, "w") as file:
            stream = file.add_stream("libx265", rate=24)
            stream.width, stream.height, stream.pix_fmt = 192, 128, "yuv420p10le"
            stream.options = {"x265-params": f"log-level=none:{told}"}
            for at in range(4):
                ramp = np.linspace(60, 180, 192)[None, :, None] * np.ones((128, 1, 3))
                frame = av.VideoFrame.from_ndarray(ramp.astype(np.uint8), format="rgb24")
                frame.pts, frame.time_base = at, Fraction(1, 24)
                file.mux(stream.encode(frame))
            file.mux(stream.encode())
        made = decoder.poster(path, out)
        assert made is not None
        with Image.open(made.preview.path) as picture:
            return picture.convert("L")

    plain = film("plain.mp4", "colorprim=bt709:transfer=bt709:colormatrix=bt709")
    bright = film("hdr.mp4", f"colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc")
    asked = {16: True, 18: False}[number]
    for x in (40, 96, 150):
        before = plain.getpixel((x, 64))
        assert isinstance(before, int)
        (wanted,) = tones.map_signal(grey(before / 255), is_pq=asked)[0]
        assert samples.near((bright.getpixel((x, 64)),), (int(wanted[0]),), within=10)
    (paper,) = tones.map_signal(grey(0.75), is_pq=asked)[0]
    assert int(paper[0]) > 255 * 0.75 + 12  # so that a picture left as it is would show
