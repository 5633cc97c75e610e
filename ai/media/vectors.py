"""Drawings in SVG made into pixels.

Runs inside the decoding process. A drawing may ask for other files, on this machine or elsewhere:
whatever it refers to that does not lie within itself is taken out before anything is drawn.
Scripts are never run; the library that draws has no interpreter for them.
"""

from __future__ import annotations

import io
import re
import zlib
from pathlib import Path

import resvg_py
from lxml import etree
from PIL import Image

from ai.media.types import MediaError, MediaErrorKind

_PACKED = b"\x1f\x8b"
_EDGE = 1600
_LONGEST = 32 * 1024 * 1024
_WITHIN = re.compile(r"\s*(#|data:image/(png|jpe?g|gif|webp)[;,])", re.IGNORECASE)
_NEVER = {"script", "foreignObject", "iframe", "audio", "video", "handler", "listener"}
_LENGTH = re.compile(r"\s*([0-9.]+)\s*(px|pt|pc|mm|cm|in)?\s*$")
_PIXELS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


def svg(path: Path) -> Image.Image:
    """The drawing at a long edge of 1600 pixels. Raises MediaError(unsupported)
    for what cannot be drawn."""
    data = path.read_bytes() if path.stat().st_size <= _LONGEST else b""
    if data.startswith(_PACKED):
        data = _unpacked(data)
    if not data:
        raise MediaError(MediaErrorKind.too_large, "a drawing of many megabytes")
    root = _safe(data)
    width, height = _shape(root)
    wide = width >= height
    try:
        drawn = resvg_py.svg_to_bytes(
            svg_string=etree.tostring(root, encoding="unicode"),
            width=_EDGE if wide else None,
            height=None if wide else _EDGE,
        )
    except ValueError as error:
        raise MediaError(MediaErrorKind.unsupported, str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # Rust's, which is no Exception
            raise
        raise MediaError(MediaErrorKind.unsupported, str(error)) from error
    picture = Image.open(io.BytesIO(drawn), formats=["PNG"])
    picture.load()
    return picture


def _unpacked(data: bytes) -> bytes:
    """What is in a gzip (SVGZ); nothing where that is larger than a drawing may be."""
    opened = zlib.decompressobj(31)
    try:
        inner = opened.decompress(data, _LONGEST)
    except zlib.error as error:
        raise MediaError(MediaErrorKind.unreadable, str(error)) from error
    return b"" if opened.unconsumed_tail else inner


def _safe(data: bytes) -> etree._Element:
    """The drawing without anything that lies outside of it. The parser opens no file and ends
    where entities would grow the text beyond measure."""
    parser = etree.XMLParser(
        resolve_entities="internal", no_network=True, load_dtd=False, huge_tree=False,
        remove_pis=True, remove_comments=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise MediaError(MediaErrorKind.unsupported, str(error)) from error
    if root is None or etree.QName(root).localname != "svg":
        raise MediaError(MediaErrorKind.unsupported, "no drawing")
    for element in list(root.iter(etree.Element)):
        if etree.QName(element).localname in _NEVER and element.getparent() is not None:
            element.getparent().remove(element)
            continue
        for name, value in list(element.attrib.items()):
            is_reference = etree.QName(name).localname in ("href", "src")
            if is_reference and not _WITHIN.match(str(value)):
                del element.attrib[name]
    return root


def _shape(root: etree._Element) -> tuple[float, float]:
    """Width and height in some unit, to know which side is the long one."""
    sides = [_length(root.get(name)) for name in ("width", "height")]
    if not all(sides):
        numbers = [
            _number(part) for part in re.split(r"[\s,]+", (root.get("viewBox") or "").strip())
        ]
        sides = numbers[2:4] if len(numbers) == 4 else [0.0, 0.0]
    width, height = sides
    if not width or not height:
        return 1.0, 1.0
    if max(width, height) / min(width, height) > _EDGE:
        raise MediaError(MediaErrorKind.unsupported, "a drawing thinner than a line")
    return width, height


def _length(text: str | None) -> float:
    found = _LENGTH.match(text or "")
    return _number(found[1]) * _PIXELS[found[2] or "px"] if found else 0.0


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
