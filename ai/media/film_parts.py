"""Whether the parts of a film or a recording, below its pictures and sound, are all harmless.

FFmpeg tells only the tags that it knows; what it passes over (a `uuid` box with XMP, the `free`
boxes of a dash cam, an attachment) is found by walking the file itself. Each walk ends at the
first part that is not on its list. A format without a walk is never vouched for.
"""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from ai.media.exif_blocks import plain_words

_SMALL = 64  # bytes of a part that holds a few numbers
_WORDS = 256
_MOST_PARTS = 5_000_000

_KNOWN_TAGS = re.compile(
    r"major_brand|minor_version|compatible_brands|encoder|vendor_id|handler_name|language"
    r"|creation_time|duration|bps|number_of_(frames|bytes)|_statistics_(writing_app|tags|"
    r"writing_date_utc)|(com\.apple\.quicktime\.|com\.android\.)?(make|manufacturer|model)"
    r"|com\.apple\.quicktime\.(software|creationdate)|com\.android\.(version|capture\.fps)"
)
_MOMENT = re.compile(r"[\d:.TZ+ \-]{1,40}")
_TIMES = {"creation_time", "duration", "com.apple.quicktime.creationdate"}
_LISTS = {"compatible_brands", "_statistics_tags"}  # as long as they like, of short words
_LIST = re.compile(r"[A-Za-z0-9_ ]{0,200}")


def tag_is_harmless(name: str, value: str) -> bool:
    name = name.lower()
    if not _KNOWN_TAGS.fullmatch(name):
        return False
    if name.startswith(("duration", "creation")) or name in _TIMES:
        return _MOMENT.fullmatch(value.strip("\0")) is not None
    if name in _LISTS:
        return _LIST.fullmatch(value) is not None
    return plain_words(value)


class Harmful(ValueError):
    """Something that is not known to be harmless. Says what, for a log."""


@dataclass
class Parts:
    """What a walk found that only the packets can confirm."""

    payload: int | None = None  # bytes that must all belong to a stream
    tracks: set[int] = field(default_factory=set)


def walk(path: Path, form: str) -> Parts:
    """Raises Harmful, struct.error or another ValueError or LookupError unless all is known."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        parts = Parts()
        if form == "mov":
            parts.payload = 0
            _Boxes(file, parts).walk(0, size, _TOP)
        elif form == "matroska":
            _walk_elements(file, size, parts)
        elif form == "wav":
            _walk_wav(file, size)
        elif form == "flac":
            parts.payload = size - _walk_flac(file)
        else:
            raise Harmful(f"nothing is known of {form}")
        return parts


# ISO films: which boxes may stand in which. What is in neither table is not known.
_TOP = "file"
_HOLDS: dict[str, frozenset[bytes]] = {
    parent: frozenset(names.encode("latin-1").split())
    for parent, names in {
        _TOP: "ftyp styp moov moof mdat free skip wide sidx mfra",
        "moov": "mvhd trak mvex udta meta free",
        "trak": "tkhd mdia edts udta tapt load free",
        "tapt": "clef prof enof",
        "edts": "elst",
        "mdia": "mdhd hdlr minf elng",
        "minf": "vmhd smhd hdlr dinf stbl",
        "dinf": "dref",
        "stbl": "stsd stts ctts cslg stsc stsz stz2 stco co64 stss sdtp sbgp sgpd stps",
        "mvex": "mehd trex",
        "moof": "mfhd traf",
        "traf": "tfhd tfdt trun sdtp sbgp sgpd",
        "mfra": "tfra mfro",
        "udta": "meta free \xa9swr \xa9mak \xa9mod \xa9day \xa9enc \xa9too \xa9fmt",
        "meta": "hdlr keys ilst free",
        "entry": "avcC hvcC av1C vpcC esds colr pasp btrt clap fiel gama dOps dfLa alac chan chrm",
    }.items()
}
_TABLES = frozenset(
    b"stts ctts stsc stsz stz2 stco co64 stss stps sdtp sbgp sgpd sidx tfra trun elst".split()
)
_SIZED = {b"ftyp": 256, b"styp": 256, b"dref": 64}
_EMPTY = frozenset(b"free skip wide".split())
_ENTRY_BEFORE_BOXES = {b"vide": 78, b"soun": 28}
_SOUND_VERSIONS = {0: 0, 1: 16}


class _Boxes:
    def __init__(self, file: BinaryIO, parts: Parts) -> None:
        self._file = file
        self._parts = parts
        self._handler = b""
        self._keys: list[str] = []

    def walk(self, start: int, end: int, parent: str) -> None:
        for name, at, until in self._children(start, end):
            if name not in _HOLDS[parent]:
                raise Harmful(f"a box {name!r} in {parent}")
            kind = name.decode("latin-1")
            if name == b"mdat":
                self._parts.payload = (self._parts.payload or 0) + until - at
            elif name in _EMPTY:
                self._must_be_empty(at, until)
            elif name == b"hdlr":
                self._handler_box(self._read(at, until, _WORDS), parent)
            elif name == b"meta":
                # ISO puts four bytes before its boxes, QuickTime does not.
                head = self._read(at, min(until, at + 8), 8)
                self.walk(at if head[4:8] == b"hdlr" else at + 4, until, kind)
            elif name == b"keys":
                self._keys = list(_keys(self._read(at, until, 16 * _WORDS)))
            elif name == b"ilst":
                self._items(at, until)
            elif name == b"stsd":
                self._sample_entries(at, until)
            elif kind in _HOLDS:
                self.walk(at, until, kind)
            elif name[:1] == b"\xa9":
                self._international_text(self._read(at, until, _WORDS))
            elif name not in _TABLES and until - at > _SIZED.get(name, 128):
                raise Harmful(f"a long box {name!r}")

    def _children(self, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
        while start < end:
            self._file.seek(start)
            size, name = struct.unpack(">I4s", self._file.read(8))
            at = start + 8
            if size == 1:
                (size,) = struct.unpack(">Q", self._file.read(8))
                at += 8
            elif size == 0 and start + 4 == end:
                return  # QuickTime ends a list of its users' data with a zero
            elif size == 0:
                size = end - start
            if start + size > end or start + size < at:
                raise Harmful(f"a box {name!r} of no possible size")
            yield name, at, start + size
            start += size

    def _read(self, at: int, until: int, most: int) -> bytes:
        if until - at > most:
            raise Harmful("a long box")
        self._file.seek(at)
        return self._file.read(until - at)

    def _must_be_empty(self, at: int, until: int) -> None:
        self._file.seek(at)
        while at < until:
            piece = self._file.read(min(1 << 20, until - at))
            if not piece or piece.strip(b"\0"):
                raise Harmful("words in an empty box")
            at += len(piece)

    def _handler_box(self, body: bytes, parent: str) -> None:
        kind, name = body[8:12], body[24:]
        if parent == "mdia":
            self._handler = kind
            allowed: tuple[bytes, ...] = (b"vide", b"soun")
        else:
            allowed = (b"mdir", b"mdta") if parent == "meta" else (b"url ", b"alis")
        if kind not in allowed or not plain_words(name[1:] if name[:1] < b" " else name):
            raise Harmful(f"a track of {kind!r}")

    def _items(self, start: int, end: int) -> None:
        for name, at, until in self._children(start, end):
            number = struct.unpack(">I", name)[0]
            key = "encoder" if name == b"\xa9too" else self._keys[number - 1]
            for inner, inner_at, inner_until in self._children(at, until):
                value = self._read(inner_at, inner_until, _WORDS)
                text = value[8:].decode("utf-8", "replace")
                if value[:4] in (b"\0\0\0\x17", b"\0\0\0\x15", b"\0\0\0\x16"):
                    text = ""  # a number: the frames in a second
                if inner != b"data" or not tag_is_harmless(key, text):
                    raise Harmful(f"a tag {key}")

    def _international_text(self, body: bytes) -> None:
        (length,) = struct.unpack_from(">H", body)
        if length != len(body) - 4 or not plain_words(body[4:]):
            raise Harmful("words of a user")

    def _sample_entries(self, at: int, until: int) -> None:
        if self._handler not in _ENTRY_BEFORE_BOXES:
            raise Harmful("a track without a handler")
        for _, start, end in self._children(at + 8, until):
            head = self._read(start, start + _ENTRY_BEFORE_BOXES[self._handler], _SMALL * 2)
            start += len(head)
            if self._handler == b"vide":
                if not plain_words(head[43:74]):
                    raise Harmful("the name of a compressor")
            else:
                start += _SOUND_VERSIONS[struct.unpack_from(">H", head, 8)[0]]
            self._entry(start, end)

    def _entry(self, start: int, end: int) -> None:
        for name, at, until in self._children(start, end):
            if name not in _HOLDS["entry"] | {b"wave", b"frma", b"mp4a", b"\0\0\0\0"}:
                raise Harmful(f"a box {name!r} in a track")
            if name == b"wave":
                self._entry(at, until)
            # The pictures' own box is looked through with the pictures; so may a profile of
            # colours be long.
            elif name not in (b"avcC", b"hvcC", b"colr") and until - at > 128:
                raise Harmful(f"a long box {name!r}")


def _keys(body: bytes) -> Iterator[str]:
    at = 8
    while at < len(body):
        size, space = struct.unpack_from(">I4s", body, at)
        if space != b"mdta" or size < 8:
            raise Harmful("a key of no known kind")
        yield body[at + 8 : at + size].decode("utf-8", "replace")
        at += size


# Matroska: the numbers of the elements; each stands for the same wherever it is found.
_MASTERS = {
    *(0x1A45DFA3, 0x18538067, 0x114D9B74, 0x4DBB, 0x1549A966, 0x1654AE6B, 0xAE, 0xE0, 0xE1),
    *(0x55B0, 0x55D0, 0x1C53BB6B, 0xBB, 0xB7, 0x1F43B675, 0xA0),
    *(0x1254C367, 0x7373, 0x63C0, 0x67C8),
}
_NUMBERS = {
    *(0x4286, 0x42F7, 0x42F2, 0x42F3, 0x4282, 0x4287, 0x4285, 0xBF),  # EBML itself
    *(0x53AB, 0x53AC, 0x2AD7B1, 0x4489, 0x4461, 0x73A4),  # index, length, date
    *(0xD7, 0x73C5, 0x83, 0xB9, 0x88, 0x55AA, 0x9C, 0x6DE7, 0x6DF8, 0x23E383, 0x234E7A, 0x55EE),
    *(0x22B59C, 0x22B59D, 0x86, 0x56AA, 0x56BB, 0xAA),  # a track
    *(0xB0, 0xBA, 0x9A, 0x9D, 0x53B8, 0x53C0, *range(0x54AA, 0x54BB), 0x54B2, 0x54B3),  # pictures
    *range(0x55B1, 0x55BE),
    *range(0x55D1, 0x55DB),
    *(0xB5, 0x78B5, 0x9F, 0x6264, 0x52F1),  # sound
    *(0xB3, 0xF7, 0xF1, 0xF0, 0xB2, 0x5378),  # where to seek
    *(0xE7, 0xA7, 0xAB, 0x9B, 0xFB, 0x75A2),  # times
    *(0x68CA, 0x63CA, 0x63C5, 0x447A, 0x447B, 0x4484),  # what a tag is about
}
_APPLICATIONS = {0x4D80, 0x5741, 0x258688}
_TRACK_TYPE, _TRACK_NUMBER, _CODEC_PRIVATE = 0x83, 0xD7, 0x63A2
_VOID, _TAG_NAME, _TAG_STRING = 0xEC, 0x45A3, 0x4487
_BLOCKS = {0xA3, 0xA1}
_LONG_NUMBER = 16  # a UID


def _walk_elements(file: BinaryIO, size: int, parts: Parts) -> None:
    """Flat: into every element that holds others, past every one that does not. So the unknown
    lengths of what a browser recorded live need no care."""
    name, at = "", 0
    for _ in range(_MOST_PARTS):
        if at >= size:
            return
        file.seek(at)
        head = file.read(16)
        element, width = _variable(head, marked=True)
        length, more = _variable(head[width:], marked=False)
        at += width + more
        if element in _MASTERS:
            continue
        if at + length > size:
            raise Harmful("an element cut short")
        if element in _BLOCKS:
            number, _ = _variable(head[width + more :], marked=False)
            if number not in parts.tracks:
                raise Harmful("a block of no track")
        elif element != _CODEC_PRIVATE:  # looked through with the stream
            if length > _WORDS and element != _VOID:
                raise Harmful(f"a long element {element:#x}")
            file.seek(at)
            name = _judge_element(element, file.read(length), parts, name)
        at += length
    raise Harmful("no end of elements")


def _judge_element(element: int, body: bytes, parts: Parts, name: str) -> str:
    """Answers the name of the tag whose value comes next."""
    if element == _VOID:
        known = not body.strip(b"\0")
    elif element == _TRACK_TYPE:
        known = body.lstrip(b"\0") in (b"\1", b"\2")
    elif element == _TRACK_NUMBER:
        parts.tracks.add(int.from_bytes(body, "big"))
        known = len(body) <= _LONG_NUMBER
    elif element in _APPLICATIONS:
        known = plain_words(body)
    elif element == _TAG_NAME:
        name, known = body.decode("utf-8", "replace").strip("\0"), True
    elif element == _TAG_STRING:
        known = tag_is_harmless(name, body.decode("utf-8", "replace"))
    else:
        known = element in _NUMBERS and len(body) <= _LONG_NUMBER + _LONG_NUMBER
    if not known or (element == _TAG_NAME and not _KNOWN_TAGS.fullmatch(name.lower())):
        raise Harmful(f"an element {element:#x}")
    return name


def _variable(head: bytes, *, marked: bool) -> tuple[int, int]:
    """(number, its width) of EBML."""
    width = 9 - head[0].bit_length()
    if width > 8 or len(head) < width:
        raise Harmful("no number where one must be")
    value = int.from_bytes(head[:width], "big")
    return (value if marked else value & ((1 << 7 * width) - 1)), width


def _walk_wav(file: BinaryIO, size: int) -> None:
    riff, length, form = struct.unpack("<4sI4s", file.read(12))
    if riff != b"RIFF" or form != b"WAVE" or length + 8 not in (size, size - 1):
        raise Harmful("not just a WAV")
    at = 12
    while at < size:
        file.seek(at)
        name, length = struct.unpack("<4sI", file.read(8))
        if at + 8 + length > size:
            raise Harmful("a part cut short")
        if name == b"LIST" and length <= _WORDS:
            body = file.read(length)
            # Only FFmpeg's own signature; every other word of such a list is somebody's.
            if body[:8] != b"INFOISFT" or not plain_words(body[12:]):
                raise Harmful("a list of words")
        elif name != b"data" and (name not in (b"fmt ", b"fact") or length > _SMALL):
            raise Harmful(f"a part {name!r}")
        at += 8 + length + length % 2


def _walk_flac(file: BinaryIO) -> int:
    """Where the sound begins."""
    if file.read(4) != b"fLaC":
        raise Harmful("not just a FLAC")
    last = False
    while not last:
        (head,) = struct.unpack(">I", file.read(4))
        last, kind, length = bool(head >> 31), head >> 24 & 0x7F, head & 0xFFFFFF
        body = file.read(length)
        known = kind in (0, 3) or (kind == 1 and not body.strip(b"\0"))
        if not known and not (kind == 4 and comments_are_harmless(body)):
            raise Harmful(f"a block {kind}")
    return file.tell()


def comments_are_harmless(body: bytes) -> bool:
    """The comments of Vorbis, as FLAC has them too."""
    texts: list[bytes] = []
    (length,) = struct.unpack_from("<I", body)
    texts.append(body[4 : 4 + length])
    at = 4 + length
    (count,) = struct.unpack_from("<I", body, at)
    at += 4
    for _ in range(min(count, 1000)):
        (length,) = struct.unpack_from("<I", body, at)
        texts.append(body[at + 4 : at + 4 + length])
        at += 4 + length
    if body[at:].strip(b"\0\1"):  # Vorbis ends them with a bit that is set
        return False
    words = [text.decode("utf-8", "replace").partition("=") for text in texts[1:]]
    return plain_words(texts[0]) and all(tag_is_harmless(name, text) for name, _, text in words)


def vorbis_headers(extra: bytes) -> tuple[bytes, bytes, bytes]:
    """What the sound is, its comments, and its tables, as Matroska and FFmpeg keep them together:
    the first two with their lengths before, in bytes that are added up while they are 255."""
    if extra[:1] != b"\2":
        raise Harmful("a header of no known kind")
    at, lengths = 1, []
    for _ in range(2):
        value = 0
        while extra[at] == 0xFF:
            value, at = value + 255, at + 1
        lengths.append(value + extra[at])
        at += 1
    first, second = at + lengths[0], at + lengths[0] + lengths[1]
    return extra[at:first], extra[first:second], extra[second:]


def vorbis_without_comments(extra: bytes) -> bytes:
    first, _, tables = vorbis_headers(extra)
    bare = b"\3vorbis" + bytes(8) + b"\1"
    return bytes((2, len(first), len(bare))) + first + bare + tables
