"""Bytes as text, or the certainty that they are none."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from ai.media.charsets import find_encoding
from ai.media.files import reading
from ai.media.types import MediaError, MediaErrorKind

TEXT_LIMIT = 200_000  # characters; a novel has about twice as many
_CONTROLS = {code for code in range(32) if chr(code) not in "\t\n\r\f\x1b"}
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_USUAL = re.compile(r"[\t\n\r -\u06ff\u2010-\u2026]")  # of the alphabets around Europe
_END_OF_DOS = b"\x1a"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def text(path: Path) -> str:
    """The text of a file in Unicode or in the letters of old programs (`ai.media.charsets`).

    Lines end with `\\n`. At most TEXT_LIMIT characters. Raises MediaError(unsupported) where the
    bytes are not text, or where nobody can tell in which letters they were written.
    """
    with reading(path) as file:
        data = file.read(4 * TEXT_LIMIT)
        complete = not file.read(1)
    found = decoded(data, complete=complete)
    if found is None:
        raise unreadable_letters()
    return found[:TEXT_LIMIT]


def unreadable_letters() -> MediaError:
    return MediaError(MediaErrorKind.unsupported, "no text, or in letters that nobody can tell")


def decoded(data: bytes, *, complete: bool) -> str | None:
    """Text of these bytes, or None. Unless `complete`, the last character may be cut in two."""
    data = data.rstrip(_END_OF_DOS)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _clean(_decoded_as(encoding, data[len(mark) :], complete=complete))
    if b"\0" in data:
        return _clean(_utf16_without_mark(data, complete=complete))
    found = _decoded_as("utf-8", data, complete=complete)
    if found is not None and b"\x1b$" not in data:
        return _clean(found)
    if not _is_plain(data):
        return None
    told = find_encoding(data)
    return _clean(_decoded_as(told, data, complete=complete)) if told else None


def is_text(data: bytes, *, complete: bool) -> bool:
    """Whether the bytes can be nothing else, also where their letters cannot be told."""
    if b"\0" in data or data.startswith(tuple(mark for mark, _ in _MARKS)):
        return decoded(data, complete=complete) is not None
    return _is_plain(data)


def _is_plain(data: bytes) -> bool:
    return not _CONTROL.search(data.rstrip(_END_OF_DOS))


def _decoded_as(encoding: str, data: bytes, *, complete: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data, complete)
    except UnicodeDecodeError:
        return None


def _utf16_without_mark(data: bytes, *, complete: bool) -> str | None:
    """Old editors leave the mark out. Western text then has a zero in every second byte; of the two
    ways to read other text, one gives nothing but rare characters."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    pairs = max(1, len(data) // 2)
    if odd > 0.6 * pairs and even == 0:
        return _decoded_as("utf-16-le", data, complete=complete)
    if even > 0.6 * pairs and odd == 0:
        return _decoded_as("utf-16-be", data, complete=complete)
    for encoding in ("utf-16-le", "utf-16-be"):
        found = _decoded_as(encoding, data, complete=complete)
        if found and _USUAL.sub("", found) == "" and " " in found:
            return found
    return None


def _clean(text: str | None) -> str | None:
    if text is None or any(ord(character) in _CONTROLS for character in set(text)):
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")
