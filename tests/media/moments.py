"""Photos that carry a moment, put together as phones do it: a film behind a JPEG's end or in a box
of a HEIC, and Apple's two files with one mark."""

from __future__ import annotations

import io
import struct
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PIL import Image

from tests.media.cameras import Told, exif

GOOGLE = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
    'xmlns:GCamera="http://ns.google.com/photos/1.0/camera/" '
    'xmlns:Container="http://ns.google.com/photos/1.0/container/" '
    'xmlns:Item="http://ns.google.com/photos/1.0/container/item/" {told}>{items}'
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
)


def apple_note(content_id: str) -> bytes:
    """Apple's note to itself with one entry: by it the photo and its film know each other."""
    text = content_id.encode() + b"\0"
    entry = struct.pack(">HHII", 0x0011, 2, len(text), 14 + 2 + 12 + 4)
    return b"Apple iOS\0\0\1MM" + struct.pack(">H", 1) + entry + bytes(4) + text


def still(
    *, taken: str | None = None, xmp: str = "", content_id: str | None = None, shade: int = 90
) -> bytes:
    picture = Image.new("RGB", (160, 120), (shade, 120, 60))
    note = apple_note(content_id) if content_id else None
    block = exif(Told(make="Apple", model="iPhone 12", taken=taken, note=note))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", exif=block, **({"xmp": xmp.encode()} if xmp else {}))
    return buffer.getvalue()


def film(
    folder: Path,
    *,
    seconds: float = 2.0,
    codec: str = "libx264",
    content_id: str | None = None,
    taken: str | None = None,
    place: str | None = None,
    shade: int = 90,
) -> bytes:
    """A small film, as a phone's MOV or MP4."""
    path = folder / f"made-{codec}-{seconds}-{content_id}.mov"
    told = {
        "com.apple.quicktime.content.identifier": content_id,
        "com.apple.quicktime.creationdate": taken,
        "com.apple.quicktime.location.ISO6709": place,
    }
    kept = {name: words for name, words in told.items() if words}
    options = {"movflags": "use_metadata_tags"} if kept else {}
    form = "mov" if kept else "mp4"
    with av.open(str(path), "w", format=form, options=options) as made:
        made.metadata.update(kept)
        stream = made.add_stream(codec, rate=10)
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        for number in range(round(seconds * 10)):
            pixels = np.full((120, 160, 3), (shade + number * 3) % 255, np.uint8)
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 10)
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
    data = path.read_bytes()
    path.unlink()
    return data


def google(film: bytes, *, taken: str | None = None, behind: bytes = b"") -> bytes:
    """A motion photo of today: XMP lists what stands behind the picture."""
    items = (
        '<Container:Directory><rdf:Seq><rdf:li rdf:parseType="Resource"><Container:Item '
        'Item:Mime="image/jpeg" Item:Semantic="Primary" Item:Length="0" Item:Padding="0"/></rdf:li>'
        '<rdf:li rdf:parseType="Resource"><Container:Item Item:Mime="video/mp4" '
        f'Item:Semantic="MotionPhoto" Item:Length="{len(film)}" Item:Padding="0"/></rdf:li>'
        + (
            '<rdf:li rdf:parseType="Resource"><Container:Item Item:Mime="image/jpeg" '
            f'Item:Semantic="Depth" Item:Length="{len(behind)}"/></rdf:li>'
            if behind
            else ""
        )
        + "</rdf:Seq></Container:Directory>"
    )
    xmp = GOOGLE.format(told='GCamera:MotionPhoto="1"', items=items)
    return still(taken=taken, xmp=xmp) + film + behind


def micro(film: bytes) -> bytes:
    """The same of some years ago: one number, counted from the end."""
    told = f'GCamera:MicroVideo="1" GCamera:MicroVideoOffset="{len(film)}"'
    return still(xmp=GOOGLE.format(told=told, items="")) + film


def samsung(film: bytes) -> bytes:
    """Samsung's words before the film, and a list of what was put there at the very end."""
    listed = b"SEFH" + bytes(8) + b"MotionPhoto_Data"
    return still() + b"\0\0\x30\x0a\x10\0\0\0MotionPhoto_Data" + film + listed + b"SEFT"


def heic_with_film(heic: bytes, film: bytes) -> bytes:
    return heic + struct.pack(">I4s", 8 + len(film), b"mpvd") + film
