"""Bytes as text, or the certainty that they are none."""

from __future__ import annotations

import codecs
from pathlib import Path

from ai.media.files import reading
from ai.media.types import MediaError, MediaErrorKind

TEXT_LIMIT = 200_000  # characters; a novel has about twice as many
_CONTROLS = {code for code in range(32) if chr(code) not in "\t\n\r\f\x1b"}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def text(path: Path) -> str:
    """The text of a file in UTF-8, UTF-16 or a Western single-byte encoding.

    Lines end with `\\n`. At most TEXT_LIMIT characters. Raises MediaError(unsupported) where the
    bytes are not text.
    """
    with reading(path) as file:
        data = file.read(4 * TEXT_LIMIT)
        complete = not file.read(1)
    found = decoded(data, complete=complete)
    if found is None:
        raise MediaError(MediaErrorKind.unsupported, "the bytes are not text")
    return found[:TEXT_LIMIT]


def decoded(data: bytes, *, complete: bool) -> str | None:
    """Text of these bytes, or None. Unless `complete`, the last character may be cut in two."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _clean(_decoded_as(encoding, data[len(mark) :], complete=complete))
    if b"\0" in data:
        return _clean(_utf16_without_mark(data, complete=complete))
    for encoding in ("utf-8", "cp1252", "latin-1"):
        found = _decoded_as(encoding, data, complete=complete)
        if found is not None:
            return _clean(found)
    return None


def _decoded_as(encoding: str, data: bytes, *, complete: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data, complete)
    except UnicodeDecodeError:
        return None


def _utf16_without_mark(data: bytes, *, complete: bool) -> str | None:
    """Old editors leave the mark out; Western text then has a zero in every second byte."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    pairs = max(1, len(data) // 2)
    if odd > 0.6 * pairs and even == 0:
        return _decoded_as("utf-16-le", data, complete=complete)
    if even > 0.6 * pairs and odd == 0:
        return _decoded_as("utf-16-be", data, complete=complete)
    return None


def _clean(text: str | None) -> str | None:
    if text is None or any(ord(character) in _CONTROLS for character in set(text)):
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")
