"""One picture of a film.

Runs inside the decoding process. Only keyframes are decoded, so a film of hours costs no more than
one of minutes.
"""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
from PIL import Image

from ai.media import colours, images, tones
from ai.media.audiovisual import keyframes, opened, picture_stream, square_size
from ai.media.types import STILL_NAME, Derivatives, MediaError, MediaErrorKind

STILL_EDGE = 448  # pixels: twice what a model looks at

_QUARTERS = {  # counterclockwise
    1: Image.Transpose.ROTATE_90,
    2: Image.Transpose.ROTATE_180,
    3: Image.Transpose.ROTATE_270,
}
_FLAT = 16.0  # of 255 between dark and bright, under which a frame shows nothing
_GLANCE = 160  # pixels of the long edge: enough to see whether there is anything


def poster(path: Path, out_dir: Path) -> Derivatives | None:
    """The derivatives of one telling frame, or None where there is no picture stream.

    Seeks to keyframes and decodes nothing else; prefers a frame that shows something.
    """
    with opened(path, at_once=True) as container:
        stream = picture_stream(container)
        if stream is None:
            return None
        best: av.VideoFrame | None = None
        most = -1.0
        for frame in keyframes(container, stream):
            contrast = _contrast(frame)
            if contrast > most:
                best, most = frame, contrast
            if most >= _FLAT:
                break
        if best is None:
            raise MediaError(MediaErrorKind.unreadable, "no frame of the film can be decoded")
        return images.derive(_upright(best, stream), out_dir)


def stills(path: Path, out_dir: Path) -> int:
    """Writes a few keyframes, small, as `still-0.jpg` and so on; how many there are. Frames that
    show nothing are left out where another shows something."""
    with opened(path) as container:
        stream = picture_stream(container)
        if stream is None:
            return 0
        found = [
            (_contrast(frame), _upright(frame, stream)) for frame in keyframes(container, stream)
        ]
    telling = [picture for contrast, picture in found if contrast >= _FLAT]
    pictures = telling or [picture for _contrast_of_it, picture in found[:1]]
    for number, picture in enumerate(pictures):
        picture.thumbnail((STILL_EDGE, STILL_EDGE))
        picture.convert("RGB").save(out_dir / STILL_NAME.format(number), "JPEG", quality=85)
    return len(pictures)


def _upright(frame: av.VideoFrame, stream: av.VideoStream) -> Image.Image:
    width, height = colours.fitted(square_size(frame, stream), images.PREVIEW_EDGE)
    turn = _QUARTERS.get(round(frame.rotation / 90) % 4)
    if tones.is_high_range(frame):
        small = frame.reformat(width=width, height=height, interpolation="AREA")
        picture = Image.fromarray(tones.tone_map(small))
    else:
        if frame.format.name.startswith("yuv"):
            # Made small first and coloured then: both at once take thrice as long.
            colours_told = frame.color_range, frame.colorspace
            frame = frame.reformat(width=width, height=height, interpolation="AREA")
            frame.color_range, frame.colorspace = colours_told
        small = frame.reformat(width=width, height=height, format="rgb24", interpolation="AREA")
        picture = Image.fromarray(small.to_ndarray())
    return picture if turn is None else picture.transpose(turn)


def _contrast(frame: av.VideoFrame) -> float:
    """How far its dark tenth is from its bright tenth. Sampled and not averaged, so that grain
    counts; a bright line or a title on black does not."""
    width, height = colours.fitted((frame.width, frame.height), _GLANCE)
    small = frame.reformat(width=width, height=height, format="gray", interpolation="POINT")
    dark, bright = np.percentile(small.to_ndarray(), (10, 90))
    return float(bright - dark)
