"""What a family has: a long film, a voice note, a letter on paper, a letter in a file."""

from __future__ import annotations

import struct
from fractions import Fraction
from pathlib import Path

import av
import numpy
from PIL import Image

LETTER = """Lisbon, 3 May 1958

Dear Clara,

The anemones are out behind the house. I counted until the light went and then I lost count. Rosa
would not come in for supper. She says that a meadow has to be read slowly, like a letter.

Your brother, Tomas
"""


def make_film(path: Path, *, picture: Path, size: int) -> Path:
    """A film of six seconds that is `size` bytes long: H.264 and a trailing `free` box, which
    players skip. The rest of the file is a hole, so it costs no time to make."""
    with Image.open(picture) as opened:
        still = opened.convert("RGB").resize((800, 450))
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=12)
        stream.width, stream.height, stream.pix_fmt = 640, 360, "yuv420p"
        stream.time_base = Fraction(1, 12)
        for n in range(72):
            seen = still.crop((n * 2, n, n * 2 + 640, n + 360))
            frame = av.VideoFrame.from_image(seen)  # type: ignore[no-untyped-call]  # av's stub
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    begun = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(begun)
        file.write(struct.pack(">I4s", size - begun, b"free"))
        file.truncate(size)
    return path


def make_voice_note(path: Path, *, seconds: int) -> Path:
    """What a browser's recorder writes: WebM as it comes, with neither length nor index."""
    with av.open(str(path), "w", format="webm", options={"live": "1"}) as container:
        stream = container.add_stream("libopus", rate=48_000, layout="mono")
        for at in range(0, seconds * 48_000, 960):
            wave = numpy.sin(numpy.arange(at, at + 960) / 20).astype(numpy.float32) / 4
            frame = av.AudioFrame.from_ndarray(wave.reshape(1, -1), format="flt", layout="mono")
            frame.sample_rate, frame.pts = 48_000, at
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def make_letter(path: Path) -> Path:
    path.write_text(LETTER, encoding="utf-8")
    return path


def make_pdf(path: Path, *, lines: list[str]) -> Path:
    """A page of typed lines, as a word processor of long ago might have saved it."""
    typed = "\n".join(f"({line}) Tj T*" for line in lines)
    drawn = f"BT /F1 14 Tf 22 TL 72 740 Td\n{typed}\nET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
    ]
    body = "%PDF-1.4\n"
    places = []
    for n, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{n} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    body += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    )
    path.write_bytes(body.encode("latin-1"))
    return path


def make_print(path: Path, *, of: Path) -> Path:
    """A part of a photograph, as someone who has only a print of it would scan it."""
    with Image.open(of) as opened:
        width, height = opened.size
        part = opened.convert("RGB").crop((width // 5, height // 8, width, height))
    part.save(path, quality=88)
    return path
