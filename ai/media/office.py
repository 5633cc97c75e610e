"""The words of letters written with a word processor: DOCX, ODT, RTF and DOC.

Runs inside the decoding process. Only words are read: nothing in such a file is run, looked up or
followed, and nothing of it grows beyond what is read at once.
"""

from __future__ import annotations

import contextlib
import errno
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, TypeVar

import olefile
from lxml import etree
from striprtf.striprtf import rtf_to_text

from ai.media.texts import TEXT_LIMIT
from ai.media.types import LOCKED, MediaError, MediaErrorKind

_UNPACKED = 64 * 1024 * 1024  # bytes of XML that are looked at, however many there are
_PIECE = 64 * 1024
_LONGEST_RTF = 32 * 1024 * 1024  # pictures stand in it as letters
_LONGEST_DOC = 64 * 1024 * 1024
_OLE = olefile.MAGIC

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
_UNSAID = {f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note"}

# Where Word's own format keeps what is needed here, in bytes from the start of its main stream.
_WORD, _FLAGS, _FIRST, _COUNT, _PIECES = 0xA5EC, 0x0A, 0x18, 0x4C, 0x01A2
_ENCRYPTED, _SECOND_TABLE, _WORD_97 = 0x0100, 0x0200, 0x00C1
_SINGLE_BYTES = 0x40000000
_FIELD, _FIELD_SHOWN, _FIELD_END = "\x13", "\x14", "\x15"
_SAID_OTHERWISE = str.maketrans(
    {"\r": "\n", "\x07": "\t", "\x0b": "\n", "\x0c": "\n", "\x1e": "-", "\xa0": " ", "\x1f": None}
)


def words(path: Path) -> str:
    """At most TEXT_LIMIT characters of what is written; lines end with a newline.

    Raises MediaError: unsupported with the detail LOCKED for what needs a password, unsupported
    for what is none of these formats, unreadable for a damaged file.
    """
    with path.open("rb") as file:
        head = file.read(8)
        file.seek(0)
        with _damage():
            if head[:2] == b"PK":
                found = _zipped(file)
            elif head.startswith(b"{\\rtf"):
                found = _rtf(file)
            elif head.startswith(_OLE):
                found = _doc(file)
            else:
                raise MediaError(MediaErrorKind.unsupported, "no word processor's file")
    return _plain(found)


@contextlib.contextmanager
def _damage() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in (None, errno.EINVAL):  # sent to a place that no file has
            raise
        raise MediaError(MediaErrorKind.unreadable, str(error)) from error
    except (
        *(
            zlib.error,
            zipfile.BadZipFile,
            etree.XMLSyntaxError,
            struct.error,
            LookupError,
            ValueError,
        ),
        *(EOFError, NotImplementedError, RuntimeError, ArithmeticError, TypeError, AttributeError),
    ) as error:
        raise MediaError(MediaErrorKind.unreadable, f"{type(error).__name__}: {error}") from error


def _plain(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    kept = "".join(c for c in text if c.isprintable() or c in "\n\t")
    lines = [line.rstrip() for line in kept.split("\n")]
    return "\n".join(lines).strip()[:TEXT_LIMIT]


def _zipped(file: IO[bytes]) -> str:
    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
        if "content.xml" in names:
            if "META-INF/manifest.xml" in names:
                with archive.open("META-INF/manifest.xml") as manifest:
                    if b"encryption-data" in manifest.read(_UNPACKED):
                        raise MediaError(MediaErrorKind.unsupported, LOCKED)
            return "".join(_read(archive, "content.xml", _WordsOfOdt()).parts)
        found = "word/document.xml" if "word/document.xml" in names else _main_part(archive)
        if found is None:
            raise MediaError(MediaErrorKind.unsupported, "an archive without a letter in it")
        return "".join(_read(archive, found, _WordsOfDocx()).parts)


def _main_part(archive: zipfile.ZipFile) -> str | None:
    """Where a letter's words are, by the list that some programs name them in."""
    return _read(archive, "_rels/.rels", _Relations()).target


class _Relations:
    """What a parser calls while it reads which part of the file is which."""

    def __init__(self) -> None:
        self.target: str | None = None
        self.length = 0

    def start(self, _tag: str, attributes: Any) -> None:
        if str(attributes.get("Type", "")).endswith("/officeDocument"):
            self.target = str(attributes.get("Target", "")).lstrip("/")

    def end(self, _tag: str) -> None: ...

    def data(self, _text: str) -> None: ...

    def close(self) -> None: ...


class _Words:
    """What a parser calls while it reads; it keeps the words alone."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0

    def say(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def close(self) -> None: ...


class _WordsOfDocx(_Words):
    def __init__(self) -> None:
        super().__init__()
        self._within = False
        self._on_the_ruler = False

    def start(self, tag: str, _attributes: Any) -> None:
        name = self._name(tag)
        self._within = name == "t"
        if name in ("br", "cr"):
            self.say("\n")
        elif name == "tabs":  # where they stand, in the same word as that there is one
            self._on_the_ruler = True
        elif name == "tab" and not self._on_the_ruler:
            self.say("\t")

    def end(self, tag: str) -> None:
        name = self._name(tag)
        self._within = False
        if name == "p":
            self.say("\n")
        elif name == "tabs":
            self._on_the_ruler = False

    def data(self, text: str) -> None:
        if self._within:
            self.say(text)

    @staticmethod
    def _name(tag: str) -> str:
        space, _, name = tag.rpartition("}")
        return name if space + "}" in (_W, _W_STRICT) else ""


class _WordsOfOdt(_Words):
    def __init__(self) -> None:
        super().__init__()
        self._within = self._unsaid = 0

    def start(self, tag: str, attributes: Any) -> None:
        self._unsaid += tag in _UNSAID
        self._within += tag in _PARAGRAPHS
        if self._unsaid:
            return
        if tag == f"{_TEXT}tab":
            self.say("\t")
        elif tag == f"{_TEXT}line-break":
            self.say("\n")
        elif tag == f"{_TEXT}s":
            self.say(" " * min(100, int(attributes.get(f"{_TEXT}c", "1"))))

    def end(self, tag: str) -> None:
        if tag in _PARAGRAPHS and not self._unsaid:
            self.say("\n")
        self._unsaid -= tag in _UNSAID
        self._within -= tag in _PARAGRAPHS

    def data(self, text: str) -> None:
        if self._within and not self._unsaid:
            self.say(text)


_Target = TypeVar("_Target", _Relations, _WordsOfDocx, _WordsOfOdt)


def _read(archive: zipfile.ZipFile, name: str, target: _Target) -> _Target:
    """Lets a part of the file tell itself to `target` as far as is read. No entity is resolved and
    no other file is opened."""
    parser = etree.XMLParser(
        target=target, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    with archive.open(name) as part:
        for _ in range(_UNPACKED // _PIECE):
            piece = part.read(_PIECE)
            if not piece:
                parser.close()
                break
            parser.feed(piece)
            if target.length > TEXT_LIMIT:
                break
    return target


def _rtf(file: IO[bytes]) -> str:
    data = file.read(_LONGEST_RTF)
    return str(rtf_to_text(data.decode("latin-1"), errors="ignore"))  # type: ignore[no-untyped-call]  # it has no types


def _doc(file: IO[bytes]) -> str:
    data = file.read(_LONGEST_DOC)
    with olefile.OleFileIO(io.BytesIO(data)) as box:
        if box.exists("EncryptedPackage"):
            raise MediaError(MediaErrorKind.unsupported, LOCKED)
        if not box.exists("WordDocument"):
            raise MediaError(MediaErrorKind.unsupported, "an office file without a letter in it")
        main = box.openstream("WordDocument").read()
        magic, version = struct.unpack_from("<HH", main, 0)
        (flags,) = struct.unpack_from("<H", main, _FLAGS)
        if flags & _ENCRYPTED:
            raise MediaError(MediaErrorKind.unsupported, LOCKED)
        if version < _WORD_97 or magic != _WORD:
            start, end = struct.unpack_from("<II", main, _FIRST)
            return _shown(main[start:end].decode("cp1252", "replace"))
        table = box.openstream("1Table" if flags & _SECOND_TABLE else "0Table").read()
    (count,) = struct.unpack_from("<I", main, _COUNT)
    start, length = struct.unpack_from("<II", main, _PIECES)
    return _shown(_pieces(main, table[start : start + length])[:count])


def _pieces(main: bytes, found: bytes) -> str:
    """The text put together: Word appends what was changed and keeps a list of the pieces."""
    at = 0
    while found[at] == 1:  # properties, which say nothing
        at += 3 + struct.unpack_from("<H", found, at + 1)[0]
    if found[at] != 2:
        raise ValueError("no list of pieces")
    (length,) = struct.unpack_from("<I", found, at + 1)
    pieces = (length - 4) // 12
    starts = struct.unpack_from(f"<{pieces + 1}I", found, at + 5)
    parts, total = [], 0
    for number in range(pieces):
        count = starts[number + 1] - starts[number]
        (place,) = struct.unpack_from("<I", found, at + 5 + 4 * (pieces + 1) + 8 * number + 2)
        if place & _SINGLE_BYTES:
            begin = (place & ~_SINGLE_BYTES) // 2
            parts.append(main[begin : begin + count].decode("cp1252", "replace"))
        else:
            parts.append(main[place : place + 2 * count].decode("utf-16-le", "replace"))
        total += len(parts[-1])
        if total > 2 * TEXT_LIMIT:
            break
    return "".join(parts)


def _shown(text: str) -> str:
    """Without the instructions of fields, whose results stand beside them."""
    kept: list[str] = []
    instructions: list[bool] = []  # of each field that is open: whether its result has not begun
    for character in text:
        if character == _FIELD:
            instructions.append(True)
        elif character == _FIELD_SHOWN and instructions:
            instructions[-1] = False
        elif character == _FIELD_END and instructions:
            instructions.pop()
        elif not any(instructions):
            kept.append(character)
    return "".join(kept).translate(_SAID_OTHERWISE)
