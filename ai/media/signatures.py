"""What a file is, by its bytes and never by its name.

libmagic names most files. Before it, this looks at structures that it takes for something else or
does not know (boxes, raw photographs, tags before a recording, cards and mail); after it, at what
is left unnamed.
"""

from __future__ import annotations

import functools
import importlib
import re
import stat
import threading
import zlib
from pathlib import Path
from typing import BinaryIO

from ai.media.boxes import name_boxed
from ai.media.files import reading
from ai.media.known import AUDIO_TWIN, KNOWN, UNKNOWN, known
from ai.media.raws import name_raw
from ai.media.records import name_record
from ai.media.sounds import find_frames, name_sound
from ai.media.texts import decoded, is_text
from ai.media.types import Kind, MediaError, MediaErrorKind, MediaType

_HEAD = 256 * 1024  # the tracks of a film and the root of an XML file are named within this
_TEXT_TOO = {"message/rfc822", "application/json", "application/x-ndjson"}  # by its first words
# What it says where it does not know, or knows but half.
_LOOKED_AT_AGAIN = {*_TEXT_TOO, "application/octet-stream", "application/zip", "image/x-tga"}
_BY_HEAD = (
    (rb"caff", "audio/x-caf"),
    (rb"\{\\rtf\d", "application/rtf"),
    (rb"\xff\x0a[\0-\xff]", "image/jxl"),
    (rb"\xff\x4f\xff\x51", "image/j2c"),
    (rb"8BPS\0[\x01\x02]", "image/vnd.adobe.photoshop"),
    (rb"\0\0\x01\0[\x01-\xff]\0[\0-\xff]{3}\0[\0\x01]\0", "image/vnd.microsoft.icon"),
    (rb"P[14]\s", "image/x-portable-bitmap"),
    (rb"P[25]\s", "image/x-portable-graymap"),
    (rb"P[36]\s", "image/x-portable-pixmap"),
    (rb"P7\nWIDTH ", "image/x-portable-arbitrarymap"),
    (rb"\x0a[\0-\5][\0\1][\1\2\4\x08]", "image/x-pcx"),
    (rb"0&\xb2u\x8ef\xcf\x11", "video/x-ms-wmv"),
    (rb"FLV\x01", "video/x-flv"),
    (rb"\x1f\x07\0[\x3f\xbf]", "video/x-dv"),  # the tape of a camcorder
    (rb"RIFF[\0-\xff]{4}AVI ", "video/x-msvideo"),
    (rb"\0\0\x01\xba", "video/mpeg"),
    (rb"\0\0\x01\xb3", "video/mpeg"),
)
_STARTS = tuple((re.compile(pattern), name) for pattern, name in _BY_HEAD)
_NETPBM = re.compile(rb"P[1-6](?:\s|#[^\n]*\n)+\d{1,6}(?:\s|#[^\n]*\n)+\d{1,6}\s")
_SVG_ROOT = re.compile(
    r"(?:\s|<\?xml[^>]*\?>|<!--.*?-->|<!doctype[^>\[]*(?:\[[^\]]*\]\s*)?>)*<(?:[\w-]+:)?svg[\s/>]",
    re.DOTALL,
)
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\3\4"
_IN_OLE = tuple(
    (stream.encode("utf-16-le"), what)
    for stream, what in (
        ("WordDocument", "application/msword"),
        ("PowerPoint Document", "application/vnd.ms-powerpoint"),
        ("Workbook", "application/vnd.ms-excel"),
    )
)
_ASF_VIDEO = bytes.fromhex("c0ef19bc4d5bcf11a8fd00805f5c442b")
_ASF_AUDIO = bytes.fromhex("409e69f84d5bcf11a8fd00805f5c442b")
_EBML_VIDEO = re.compile(rb"\x86[\x80-\xff]V_[A-Z]")  # the CodecID element of a track
_EBML_AUDIO = re.compile(rb"\x86[\x80-\xff]A_[A-Z]")
_magic_lock = threading.Lock()


def sniff(path: Path) -> MediaType:
    """The type of a file, from its bytes; its name and extension play no part.

    HTML, XML and whatever nobody knows are `other`. Text is a `document` only where its bytes can
    be nothing else. Bytes before the file proper do not count (`ai.media.strays`). Raises
    MediaError(empty) for 0 bytes, OSError where there is no file.

    libmagic runs in this process; for a stranger's file `Decoder.sniff` keeps it outside.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise MediaError(MediaErrorKind.unsupported, "not a regular file")
    with reading(path) as file:
        head = file.read(_HEAD)
        if not head:
            raise MediaError(MediaErrorKind.empty, "0 bytes")
        return _judged(head, file)


def _judged(head: bytes, file: BinaryIO) -> MediaType:
    named = (
        _scripted(head)
        or name_boxed(head, file)
        or name_raw(head, file)
        or name_sound(head, file)
        or _named_by_head(head)
    )
    if named is None and _is_transport_stream(head):
        named = "video/mp2t"
    if named is None:
        named = _libmagic(head)
        is_named = named in KNOWN and named not in _LOOKED_AT_AGAIN
        if not is_named or (named.startswith("text/") and known(named).kind is Kind.document):
            named = _second_look(head, named)
    if named not in KNOWN:
        return MediaType(named, Kind.other, ".bin") if named.count("/") == 1 else UNKNOWN
    found = known(named)
    twin = AUDIO_TWIN.get(found.media_type)
    return known(twin) if twin and not _has_pictures(found.media_type, head) else found


def _named_by_head(head: bytes) -> str | None:
    """By its first bytes alone, where libmagic is not sure of them."""
    for start, name in _STARTS:
        if start.match(head):
            is_netpbm = name.startswith("image/x-portable") and not head.startswith(b"P7")
            if not is_netpbm or _NETPBM.match(head):
                return name
    return "image/svg+xml" if is_drawing(head) else None


def is_drawing(head: bytes) -> bool:
    """Whether a file that begins so is an SVG, packed or not."""
    inner = _inflated(head) if head[:2] == b"\x1f\x8b" else head
    return _scripted(inner) == "image/svg+xml"


def _inflated(head: bytes) -> bytes:
    """The beginning of what is in a gzip; nothing where it is none."""
    try:
        return zlib.decompressobj(31).decompress(head, _HEAD)
    except zlib.error:
        return b""


def _second_look(head: bytes, named: str) -> str:
    """What libmagic left unnamed, or took for the language of a program: it takes a diary that
    opens with a brace for C, and one letter for nothing at all."""
    complete = len(head) < _HEAD
    texty = named.startswith("text/") or named in _TEXT_TOO or len(head) < 16
    if texty or named == UNKNOWN.media_type:
        text = decoded(head, complete=complete)
        if text is not None:
            return name_record(text, complete=complete)
        if is_text(head, complete=complete):  # in letters that nobody can tell
            return name_record(head.decode("latin-1"), complete=complete)
    if head.startswith(_ZIP) and (inner := _in_zip(head)):
        return inner
    if head.startswith(_OLE):
        return next((what for stream, what in _IN_OLE if stream in head), named)
    if _is_tga(head):
        return "image/x-tga"
    named = UNKNOWN.media_type if named == "image/x-tga" else named
    return (named == UNKNOWN.media_type and find_frames(head)) or named


def _in_zip(head: bytes) -> str | None:
    """A document in a ZIP whose parts stand in an unusual order."""
    for name, what in (
        (b"word/document.xml", "wordprocessingml.document"),
        (b"xl/workbook.xml", "spreadsheetml.sheet"),
        (b"ppt/presentation.xml", "presentationml.presentation"),
    ):
        if name in head:
            return f"application/vnd.openxmlformats-officedocument.{what}"
    return None


def _is_tga(head: bytes) -> bool:
    """It has no name of its own: every field of its header has to be one that it may have."""
    if len(head) < 18 or head[1] > 1 or head[2] not in (1, 2, 3, 9, 10, 11):
        return False
    is_mapped = head[2] in (1, 9)
    palette, depth = head[7], head[16]
    if is_mapped != (head[1] == 1) or palette not in ((15, 16, 24, 32) if is_mapped else (0,)):
        return False
    size = int.from_bytes(head[12:14], "little") * int.from_bytes(head[14:16], "little")
    depths = (8, 16) if is_mapped or head[2] in (3, 11) else (15, 16, 24, 32)
    return depth in depths and size > 0 and head[17] & 0xC0 == 0


@functools.cache
def _reader() -> object:
    importlib.import_module("pylibmagic")  # first: it tells python-magic where its library lies
    import magic

    return magic.Magic(mime=True)


def _libmagic(head: bytes) -> str:
    with _magic_lock:  # one reader is not made for two threads
        return str(_reader().from_buffer(head))  # type: ignore[attr-defined]  # untyped package


def _scripted(head: bytes) -> str | None:
    """The type of markup that a browser might run, also where a long comment hides its root."""
    if not head[:256].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<"):
        return None
    text = decoded(head, complete=False)
    if text is None:
        return None
    lower = text.lower().lstrip("\ufeff")
    if _SVG_ROOT.match(lower):
        return "image/svg+xml"
    if "<svg" in lower or ":svg" in lower:
        return "text/html"
    if any(mark in lower for mark in ("<html", "<!doctype html", "<script", "<body", "<iframe")):
        return "text/html"
    if "<x:xmpmeta" in lower or "<?xpacket" in lower:
        return "application/rdf+xml"
    return "text/xml" if lower.lstrip().startswith("<?xml") else None


def _is_transport_stream(head: bytes) -> bool:
    """Camcorders write packets of 188 bytes, or of 192 with a time before each. A recording of
    television may begin in the middle of one."""
    return b"\0" in head[:1024] and any(
        len(head) > start + 4 * size and set(head[start : 20 * size : size]) == {0x47}
        for size in (188, 192, 204)
        for start in range(size)
    )


def _has_pictures(media_type: str, head: bytes) -> bool:
    """Whether a film box holds a picture track. In doubt it is a film."""
    if media_type in ("video/webm", "video/x-matroska"):
        return _EBML_VIDEO.search(head) is not None or _EBML_AUDIO.search(head) is None
    if media_type == "video/x-flv":
        return len(head) < 5 or head[4] & 5 != 4
    return _ASF_VIDEO in head or _ASF_AUDIO not in head
