"""XMP: what photo programs write about a picture, within it or beside it.

Read with a parser that is told of no document type, so of no entities, and that stops where a
packet is larger, deeper or fuller than any program writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

LONGEST_XMP = 4 * 1024 * 1024
_DEEPEST, _MOST_ELEMENTS, _LONGEST_TEXT = 60, 50_000, 20_000

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns# "
_PREFIXES = {
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://cipa.jp/exif/1.0/": "exifEX",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.acdsee.com/iptc/1.0/": "acdsee",
    "http://ns.adobe.com/xmp/1.0/DynamicMedia/": "xmpDM",
    "http://ns.microsoft.com/photo/1.0/": "microsoft",
}
_DEGREES = re.compile(r"(\d{1,3})[, ](\d{1,2}(?:\.\d+)?)(?:[, ](\d{1,2}(?:\.\d+)?))? ?([NSEW])")
_DECIMAL = re.compile(r"([+-]?\d{1,3}(?:\.\d+)?) ?([NSEW]?)")


@dataclass(frozen=True)
class Xmp:
    """What a packet tells, as it stands there; None where it says nothing.

    `original` is when the picture was taken, `digitized` when it became a file, `changed` when it
    was last saved, `stamped` what satellites said. Latitude and longitude are degrees, either of
    them None where it is missing or off the earth. `properties` has every simple property that is
    known here by its usual name, such as `tiff:Make`.
    """

    original: str | None = None
    digitized: str | None = None
    changed: str | None = None
    stamped: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    caption: str | None = None
    make: str | None = None
    model: str | None = None
    tool: str | None = None
    properties: Mapping[str, str] = field(default_factory=dict)


NO_XMP = Xmp()


def read_xmp(packet: bytes) -> Xmp:
    """What an XMP packet or file tells. Never raises: what is no XMP tells nothing."""
    told = _properties(packet)

    def first(*names: str) -> str | None:
        return next((told[name] for name in names if told.get(name)), None)

    return Xmp(
        original=first(
            "exif:DateTimeOriginal", "photoshop:DateCreated", "acdsee:datetime", "xmpDM:shotDate"
        ),
        digitized=first("exif:DateTimeDigitized", "xmp:CreateDate"),
        changed=first("xmp:ModifyDate", "tiff:DateTime"),
        stamped=first("exif:GPSTimeStamp"),
        latitude=_degrees(told.get("exif:GPSLatitude"), "NS", 90),
        longitude=_degrees(told.get("exif:GPSLongitude"), "EW", 180),
        caption=first("dc:description", "acdsee:caption"),
        make=first("tiff:Make"),
        model=first("tiff:Model"),
        tool=first("tiff:Software", "xmp:CreatorTool"),
        properties=told,
    )


def _properties(packet: bytes) -> dict[str, str]:
    packet = packet.strip(b"\0 \t\r\n")
    if not packet or len(packet) > LONGEST_XMP:
        return {}
    reader = _Reader()
    if reader.read(packet):
        return reader.told
    # Some programs write their own alphabet into it, and say that it is UTF-8.
    again = _Reader()
    if b"\0" not in packet and again.read(packet.decode("utf-8", "replace").encode()):
        return again.told
    return again.told or reader.told  # what stood before the damage


class _TooMuch(Exception):
    """Raised inside the parser to end it."""


class _Reader:
    """Takes the properties of the resource itself, not of what it was made from: those stand
    deeper, in descriptions of their own."""

    def __init__(self) -> None:
        self.told: dict[str, str] = {}
        self._path: list[str] = []
        self._elements = 0
        self._text: list[str] = []
        self._length = 0
        self._default: bool = False  # whether a text for every language was found

    def read(self, packet: bytes) -> bool:
        """Whether it is well-formed to its end."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        handlers: dict[str, Callable[..., None]] = {
            "StartDoctypeDeclHandler": self._refuse,
            "EntityDeclHandler": self._refuse,
            "StartElementHandler": self._begin,
            "EndElementHandler": self._end,
            "CharacterDataHandler": self._hear,
        }
        for name, handler in handlers.items():
            setattr(parser, name, handler)
        try:
            parser.Parse(packet, True)
        except (expat.ExpatError, ValueError, LookupError):
            return False
        except _TooMuch:
            self.told.clear()
            return True
        return True

    def _refuse(self, *_: object) -> None:
        raise _TooMuch  # no program that writes XMP declares anything

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name)
        self._elements += 1
        if len(self._path) > _DEEPEST or self._elements > _MOST_ELEMENTS:
            raise _TooMuch
        self._text, self._length = [], 0
        if self._is_top(len(self._path)):
            for key, value in attributes.items():
                self._tell(key, value)
        if name == _RDF + "li":
            self._default = "x-default" in attributes.values()

    def _hear(self, text: str) -> None:
        if self._length < _LONGEST_TEXT:
            self._text.append(text)
            self._length += len(text)

    def _end(self, name: str) -> None:
        text = "".join(self._text).strip()[:_LONGEST_TEXT]
        depth = len(self._path)
        if name == _RDF + "li":
            # Property, a bag or a list of languages, and the words.
            if depth > 3 and self._is_top(depth - 3) and text:
                self._tell(self._path[depth - 3], text, again=self._default)
        elif text and self._is_top(depth - 1):
            self._tell(name, text)
        elif text and name == _RDF + "value" and depth > 2 and self._is_top(depth - 2):
            self._tell(self._path[depth - 2], text)
        self._path.pop()
        self._text, self._length = [], 0

    def _is_top(self, depth: int) -> bool:
        """Whether the element at this depth describes the picture itself."""
        return depth >= 2 and self._path[depth - 2] == _RDF + "RDF"

    def _tell(self, name: str, value: str, *, again: bool = False) -> None:
        space, _, local = name.rpartition(" ")
        prefix = _PREFIXES.get(space)
        if prefix and value.strip() and (again or f"{prefix}:{local}" not in self.told):
            self.told[f"{prefix}:{local}"] = value.strip()[:_LONGEST_TEXT]


def _degrees(written: str | None, signs: str, limit: int) -> float | None:
    """`38,43.338N`, `38,43,20.28N`, and the plain `38.7223` that some programs write."""
    written = (written or "").strip()
    if found := _DEGREES.fullmatch(written):
        degrees = int(found[1]) + float(found[2]) / 60 + float(found[3] or 0) / 3600
    elif found := _DECIMAL.fullmatch(written):
        degrees = float(found[1])
    else:
        return None
    sign = found[found.lastindex or 0] or ""
    if sign and sign not in signs:
        return None
    degrees = -degrees if sign in ("S", "W") else degrees
    return degrees if abs(degrees) <= limit else None
