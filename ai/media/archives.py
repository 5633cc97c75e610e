"""ZIP archives: what is in them, and their files one by one. Runs in the decoding process alone.

Nothing is ever written under a name that an archive gives: files appear in the folder of the caller
under their numbers, and names are told as text.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from ai.media.types import ArchiveEntry, MediaError, MediaErrorKind

MOST_FILES = 20_000
MOST_BYTES = 200 * 1024**3
# Photographs do not shrink; texts do by ten or twenty. A bomb grows by a thousand and more.
MOST_GROWTH = 100
_SMALL = 64 * 1024**2  # so little may grow as it likes
_CHUNK = 1 << 20
_LOCKED = 0x1
_IS_UTF8 = 0x800
_UNICODE_PATH = 0x7075
_LONGEST_NAME = 1000
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, ValueError, OverflowError)


def archive(path: Path) -> list[ArchiveEntry]:
    """The files in it, in their order; folders are none.

    Raises MediaError(unreadable) for what is no whole archive, too_large for what would grow
    beyond all measure.
    """
    with _opened(path) as opened:
        found = opened.infolist()
        if len(found) > MOST_FILES:
            raise MediaError(MediaErrorKind.too_large, f"{len(found)} files")
        size = sum(info.file_size for info in found)
        packed = path.stat().st_size
        if size > MOST_BYTES or size > max(_SMALL, MOST_GROWTH * packed):
            raise MediaError(MediaErrorKind.too_large, f"{packed} bytes grow to {size}")
        return [
            ArchiveEntry(
                n=n,
                path=_name_of(info)[:_LONGEST_NAME],
                size=info.file_size,
                locked=bool(info.flag_bits & _LOCKED),
                modified=_moment(info.date_time),
            )
            for n, info in enumerate(found)
            if not info.is_dir()
        ]


def unpack(path: Path, out_dir: Path, *, numbers: Sequence[int]) -> list[int]:
    """Write these files into `out_dir`, each under its number. Returns the numbers of those that
    came out whole: what they are is for others to find out."""
    whole = []
    with _opened(path) as opened:
        found = opened.infolist()
        for n in numbers:
            if _write(opened, found[n], out_dir / str(n)):
                whole.append(n)
    return whole


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except _BROKEN as error:
        raise MediaError(MediaErrorKind.unreadable, str(error)) from error


def _write(opened: zipfile.ZipFile, info: zipfile.ZipInfo, out: Path) -> bool:
    """Whether the file came out as large, and with the checksum, that the archive says."""
    try:
        # zipfile stops at the size that was declared, and compares the checksum at its end.
        with opened.open(info) as packed, out.open("wb") as file:
            size = 0
            while chunk := packed.read(_CHUNK):
                file.write(chunk)
                size += len(chunk)
        return size == info.file_size
    except (*_BROKEN, NotImplementedError, RuntimeError):  # an odd method; a password
        out.unlink(missing_ok=True)
        return False


def _name_of(info: zipfile.ZipInfo) -> str:
    """The path as its writer meant it. Without a mark, old programs of Windows wrote it in the
    letters of DOS, and those of macOS and Linux in UTF-8."""
    if info.flag_bits & _IS_UTF8:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437", "replace")
    told = _unicode_path(info.extra, raw)
    if told is not None:
        return told
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        # The DOS letters of Western Europe: they agree with the American ones on most accents,
        # and have letters where those have frames for tables.
        return raw.decode("cp850")


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """What Info-ZIP writes beside a name that its own letters could not hold."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        body: Any = extra[at + 4 : at + 4 + length]
        at += 4 + length
        if kind != _UNICODE_PATH or len(body) < 5 or body[0] != 1:
            continue
        if struct.unpack_from("<I", body, 1)[0] == zlib.crc32(raw):
            return str(body[5:].decode("utf-8", "replace"))
    return None


def _moment(told: tuple[int, int, int, int, int, int]) -> str | None:
    """The file's own time, in nobody knows which zone; None for the first day of DOS's clock."""
    try:
        moment = datetime(*told)
    except ValueError:
        return None
    return moment.isoformat() if moment.year > 1980 else None
