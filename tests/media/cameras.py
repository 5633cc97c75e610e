"""What cameras, phones and their programs write into a photograph, and what they save it as."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass, field
from typing import Any

from PIL import Image, ImageCms

Angle = tuple[float, float, float]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the EXIF block says."""

    make: str | None = None
    model: str | None = None
    software: str | None = None
    words: str | None = None
    by: str | None = None
    orientation: int = 1
    taken: str | None = None
    offset: str | None = None
    note: bytes | None = None  # what only the maker of the camera can read
    north: Angle | None = None
    west: Angle | None = None
    gps_day: str | None = None
    more: dict[int, Any] = field(default_factory=dict)


def exif(told: Told) -> bytes:
    block = Image.Exif()
    base: dict[int, str | int | None] = {0x010E: told.words, 0x010F: told.make}
    base |= {0x0110: told.model, 0x0131: told.software}
    base |= {0x013B: told.by, 0x0112: told.orientation}
    for tag, value in base.items():
        if value is not None:
            block[tag] = value
    details = block.get_ifd(0x8769)
    if told.taken:
        details[0x9003] = details[0x9004] = told.taken
        details[0x829A], details[0x829D], details[0x8827] = 0.004, 4.0, 200
    if told.offset:
        details[0x9011] = told.offset
    if told.note:
        details[0x927C] = told.note
    details.update(told.more)
    if told.north and told.west:
        gps = block.get_ifd(0x8825)
        gps.update({0: b"\2\3\0\0", 1: "N", 2: told.north, 3: "W", 4: told.west, 5: b"\0", 6: 12.5})
        if told.gps_day:
            gps[29] = told.gps_day
    return block.tobytes()


def xmp(**told: str) -> bytes:
    """A packet as photo programs leave it; names are `prefix_Name`."""
    spaces = {
        "xmp": "http://ns.adobe.com/xap/1.0/",
        "photoshop": "http://ns.adobe.com/photoshop/1.0/",
        "tiff": "http://ns.adobe.com/tiff/1.0/",
    }
    named = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in spaces.items())
    said = " ".join(f'{name.replace("_", ":", 1)}="{value}"' for name, value in told.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {named} {said}/>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def srgb() -> bytes:
    """The profile of plain colours, without the moment at which it was made."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = struct.pack(">6H", 2024, 1, 1, 0, 0, 0)
    return bytes(profile)


def jpeg(
    picture: Image.Image, *, quality: int = 82, iptc: dict[int, str] | None = None, **how: Any
) -> bytes:
    """iptc: the records of the press by their numbers, such as 90 for the city."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality, optimize=True, **how)
    data = buffer.getvalue()
    if not iptc:
        return data
    records = b""
    for number, value in iptc.items():
        text = value.encode()
        records += struct.pack(">BBBH", 0x1C, 2, number, len(text)) + text
    records += b"\0" * (len(records) % 2)
    body = b"Photoshop 3.0\0" + b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(records)) + records
    return data[:2] + b"\xff\xed" + struct.pack(">H", len(body) + 2) + body + data[2:]
