"""What a file is, by its bytes and never by its name."""

from __future__ import annotations

import functools
import importlib
import os
import re
import stat
import struct
import threading
from pathlib import Path
from typing import BinaryIO

from ai.media import pictured
from ai.media.texts import decoded
from ai.media.types import Kind, MediaError, MediaErrorKind, MediaType

_HEAD = 256 * 1024  # the tracks of a film and the root of an XML file are named within this
_MOOV = 16 * 1024 * 1024  # the index of a film of many hours
_TEXT_TOO = {"message/rfc822", "application/json"}  # a letter may begin with "From:"
_UNKNOWN = MediaType("application/octet-stream", Kind.other, ".bin")
_TEXT = MediaType("text/plain", Kind.document, ".txt")
_DNG = MediaType("image/x-adobe-dng", Kind.other, ".dng")

# As libmagic names it → as browsers name it, what it is here, and its usual extension.
_KNOWN: dict[str, tuple[str, Kind, str]] = {
    "image/jpeg": ("image/jpeg", Kind.photo, ".jpg"),
    "image/png": ("image/png", Kind.photo, ".png"),
    "image/webp": ("image/webp", Kind.photo, ".webp"),
    "image/gif": ("image/gif", Kind.photo, ".gif"),
    "image/heic": ("image/heic", Kind.photo, ".heic"),
    "image/heic-sequence": ("image/heic", Kind.photo, ".heic"),
    "image/heif": ("image/heif", Kind.photo, ".heif"),
    "image/heif-sequence": ("image/heif", Kind.photo, ".heif"),
    "image/avif": ("image/avif", Kind.photo, ".avif"),
    "image/tiff": ("image/tiff", Kind.photo, ".tif"),
    "image/bmp": ("image/bmp", Kind.photo, ".bmp"),
    "image/x-ms-bmp": ("image/bmp", Kind.photo, ".bmp"),
    "video/mp4": ("video/mp4", Kind.video, ".mp4"),
    "video/x-m4v": ("video/mp4", Kind.video, ".m4v"),
    "video/quicktime": ("video/quicktime", Kind.video, ".mov"),
    "video/3gpp": ("video/3gpp", Kind.video, ".3gp"),
    "video/3gpp2": ("video/3gpp2", Kind.video, ".3g2"),
    "video/webm": ("video/webm", Kind.video, ".webm"),
    "video/x-matroska": ("video/x-matroska", Kind.video, ".mkv"),
    "video/x-msvideo": ("video/x-msvideo", Kind.video, ".avi"),
    "video/x-ms-asf": ("video/x-ms-wmv", Kind.video, ".wmv"),
    "video/mpeg": ("video/mpeg", Kind.video, ".mpg"),
    "video/mp2p": ("video/mpeg", Kind.video, ".mpg"),
    "video/mp2t": ("video/mp2t", Kind.video, ".mts"),
    "video/x-flv": ("video/x-flv", Kind.video, ".flv"),
    "video/x-dv": ("video/x-dv", Kind.video, ".dv"),
    "video/ogg": ("video/ogg", Kind.video, ".ogv"),
    "audio/mpeg": ("audio/mpeg", Kind.audio, ".mp3"),
    "audio/x-m4a": ("audio/mp4", Kind.audio, ".m4a"),
    "audio/mp4": ("audio/mp4", Kind.audio, ".m4a"),
    "audio/x-hx-aac-adts": ("audio/aac", Kind.audio, ".aac"),
    "audio/aac": ("audio/aac", Kind.audio, ".aac"),
    "audio/flac": ("audio/flac", Kind.audio, ".flac"),
    "audio/x-flac": ("audio/flac", Kind.audio, ".flac"),
    "audio/ogg": ("audio/ogg", Kind.audio, ".ogg"),
    "audio/x-wav": ("audio/wav", Kind.audio, ".wav"),
    "audio/wav": ("audio/wav", Kind.audio, ".wav"),
    "audio/vnd.wave": ("audio/wav", Kind.audio, ".wav"),
    "audio/x-aiff": ("audio/aiff", Kind.audio, ".aiff"),
    "audio/amr": ("audio/amr", Kind.audio, ".amr"),
    "audio/x-caf": ("audio/x-caf", Kind.audio, ".caf"),
    "audio/basic": ("audio/basic", Kind.audio, ".au"),
    "application/pdf": ("application/pdf", Kind.document, ".pdf"),
    "text/rtf": ("application/rtf", Kind.document, ".rtf"),
    "application/rtf": ("application/rtf", Kind.document, ".rtf"),
    "application/msword": ("application/msword", Kind.document, ".doc"),
    "application/vnd.oasis.opendocument.text": (
        "application/vnd.oasis.opendocument.text",
        Kind.document,
        ".odt",
    ),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Kind.document,
        ".docx",
    ),
    "text/html": ("text/html", Kind.other, ".html"),
    "application/xhtml+xml": ("application/xhtml+xml", Kind.other, ".xhtml"),
    "image/svg+xml": ("image/svg+xml", Kind.other, ".svg"),
    "text/xml": ("application/xml", Kind.other, ".xml"),
    "application/xml": ("application/xml", Kind.other, ".xml"),
    "application/zip": ("application/zip", Kind.other, ".zip"),
}
# The same box holds films and recordings; which one it is stands in its list of tracks.
_AUDIO_TWIN = {
    "video/mp4": ("audio/mp4", ".m4a"),
    "video/quicktime": ("video/quicktime", ".mov"),
    "video/3gpp": ("audio/3gpp", ".3gp"),
    "video/3gpp2": ("audio/3gpp2", ".3g2"),
    "video/webm": ("audio/webm", ".webm"),
    "video/x-matroska": ("audio/x-matroska", ".mka"),
    "video/x-ms-wmv": ("audio/x-ms-wma", ".wma"),
}
_ASF_VIDEO = bytes.fromhex("c0ef19bc4d5bcf11a8fd00805f5c442b")
_ASF_AUDIO = bytes.fromhex("409e69f84d5bcf11a8fd00805f5c442b")
_EBML_VIDEO = re.compile(rb"\x86[\x80-\xff]V_[A-Z]")  # the CodecID element of a track
_EBML_AUDIO = re.compile(rb"\x86[\x80-\xff]A_[A-Z]")
_magic_lock = threading.Lock()


def sniff(path: Path) -> MediaType:
    """The type of a file, from its bytes; its name and extension play no part.

    SVG, HTML, XML and whatever nobody knows are `other`. Text is a `document` only where its
    bytes decode as text. Raises MediaError(empty) for 0 bytes, OSError where there is no file.
    libmagic runs in this process; for a stranger's file `Decoder.sniff` keeps it outside.
    """
    with path.open("rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise MediaError(MediaErrorKind.unsupported, "not a regular file")
        head = file.read(_HEAD)
        if not head:
            raise MediaError(MediaErrorKind.empty, "0 bytes")
        return pictured.as_photo(_judged(head, file), head)


def _judged(head: bytes, file: BinaryIO) -> MediaType:
    if scripted := _scripted(head):
        return _known(scripted)
    if head[:4] == b"caff":
        return _known("audio/x-caf")
    if _is_transport_stream(head):
        return _known("video/mp2t")
    named = _libmagic(head)
    if named == "image/tiff" and _is_camera_raw(head, file):
        return _DNG
    if named in _KNOWN:
        media_type, kind, extension = _KNOWN[named]
        if media_type in _AUDIO_TWIN and not _has_pictures(media_type, head, file):
            media_type, extension = _AUDIO_TWIN[media_type]
            return MediaType(media_type, Kind.audio, extension)
        return MediaType(media_type, kind, extension)
    # libmagic takes a diary that opens with a brace for C, and one letter for nothing at all.
    texty = named.startswith("text/") or named in _TEXT_TOO or len(head) < 16
    if texty and decoded(head, complete=len(head) < _HEAD) is not None:
        return _TEXT
    return MediaType(named, Kind.other, ".bin") if named.count("/") == 1 else _UNKNOWN


def _known(name: str) -> MediaType:
    return MediaType(*_KNOWN[name])


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
    lower = text.lower()
    if "<svg" in lower or ":svg" in lower:
        return "image/svg+xml"
    if any(mark in lower for mark in ("<html", "<!doctype html", "<script", "<body", "<iframe")):
        return "text/html"
    return "text/xml" if lower.lstrip().startswith("<?xml") else None


def _is_transport_stream(head: bytes) -> bool:
    """Camcorders write packets of 188 bytes, or of 192 with a time before each."""
    return b"\0" in head[:1024] and any(
        len(head) > start + 4 * size and all(head[start + n * size] == 0x47 for n in range(5))
        for start, size in ((0, 188), (4, 192))
    )


def _is_camera_raw(head: bytes, file: BinaryIO) -> bool:
    """A raw photo is a TIFF whose first picture is only a small preview, or says it is a DNG."""
    order = "<" if head[:2] == b"II" else ">"
    try:
        (start,) = struct.unpack_from(order + "I", head, 4)
        file.seek(start)
        (count,) = struct.unpack(order + "H", file.read(2))
        entries = file.read(12 * min(count, 512))
        for at in range(0, len(entries), 12):
            tag, kind, _ = struct.unpack_from(order + "HHI", entries, at)
            if tag == 0xC612:  # DNGVersion
                return True
            if tag == 0x00FE and kind == 4:  # NewSubfileType
                return bool(struct.unpack_from(order + "I", entries, at + 8)[0] & 1)
    except struct.error:
        return False
    return False


def _has_pictures(media_type: str, head: bytes, file: BinaryIO) -> bool:
    """Whether a film box holds a picture track. In doubt it is a film."""
    if media_type in ("video/webm", "video/x-matroska"):
        return _EBML_VIDEO.search(head) is not None or _EBML_AUDIO.search(head) is None
    if media_type == "video/x-ms-wmv":
        return _ASF_VIDEO in head or _ASF_AUDIO not in head
    index = _movie_index(file)
    tracks = set(re.findall(rb"hdlr.{8}(vide|soun)", index, re.DOTALL))
    return tracks != {b"soun"}


def _movie_index(file: BinaryIO) -> bytes:
    """The `moov` box of an ISO film, wherever it lies; empty when there is none."""
    size = os.fstat(file.fileno()).st_size
    at = 0
    for _ in range(10_000):
        file.seek(at)
        header = file.read(16)
        if len(header) < 8:
            break
        length, name = struct.unpack(">I4s", header[:8])
        if length == 1 and len(header) == 16:
            (length,) = struct.unpack(">Q", header[8:])
        elif length == 0:
            length = size - at
        if name == b"moov":
            file.seek(at)
            return file.read(min(length, _MOOV))
        if length < 8:
            break
        at += length
    return b""
