"""Files under a decoder: whose fault it is when one cannot be read.

A file that lies about its own places sends its reader far beyond its end, and the system answers
such a seek as it answers a broken disk. So nothing here asks the system to seek at all: places are
kept as numbers, what lies beyond the end is empty, and an error of the system while bytes are read
is the machine's, whatever a library makes of it. Stray bytes before the file proper are not seen.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from ai.media.strays import LOOKED_AT, count_strays
from ai.media.types import MediaError, MediaErrorKind

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_AT_ONCE = 1 << 20
_BEYOND = 1 << 62  # every file's end
# No disk answers so; whoever is asked for what cannot be does.
_NO_DISK_SAYS = frozenset(
    (errno.EINVAL, errno.EOVERFLOW, errno.ESPIPE, errno.EDOM, errno.ERANGE, errno.EILSEQ)
)


class MachineFault(OSError):
    """The machine could not open or read a file: nothing is known of the file itself."""


@contextlib.contextmanager
def reading(path: Path) -> Iterator[BinaryIO]:
    """A file open for reading, without a name, from where it begins (`ai.media.strays`).

    Raises MachineFault where it cannot be opened, and at the end of the block where a part of it
    could not be read, instead of whatever was raised because of that. Another OSError that no disk
    gives becomes MediaError(unreadable).
    """
    source = _Source(path)
    try:
        with _File(source, _AT_ONCE // 16) as file:
            yield cast(BinaryIO, file)
    except Exception as error:
        fault = source.find_fault()
        if fault is not None:
            raise MachineFault(fault.errno, fault.strerror) from error
        if isinstance(error, OSError) and is_of_the_file(error):
            raise MediaError(MediaErrorKind.unreadable, f"{error}") from error
        raise
    finally:
        source.end()


def is_of_the_file(error: OSError) -> bool:
    """Whether it is the file that led a decoder to this error, and not the machine."""
    if isinstance(error, MachineFault) or error.filename is not None:
        return False
    return error.errno is None or error.errno in _NO_DISK_SAYS


@contextlib.contextmanager
def lending(path: Path) -> Iterator[None]:
    """The same for a block in which a library opens the file by its name."""
    with reading(path) as file:
        cast(_File, file).raw.lend()
        yield


def contents(path: Path) -> bytes:
    """All of a file, from where it begins."""
    with reading(path) as file:
        return file.read()


class _File(io.BufferedReader):
    raw: _Source

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        # A place may be written in eight bytes; Python's own files take one bit less.
        return super().seek(min(offset, _BEYOND), whence)


class _Source(io.RawIOBase):
    """A regular file read by place. Seeking never fails but before its beginning."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        try:
            self._descriptor = os.open(path, os.O_RDONLY)
        except OSError as error:
            raise MachineFault(error.errno, error.strerror, str(path)) from error
        self._at = self._start = 0
        self._fault: OSError | None = None
        self._is_lent = False
        try:
            self._size = os.fstat(self._descriptor).st_size
            self._start = count_strays(self._read(LOOKED_AT, 0))
            self._size -= self._start
        except OSError:
            self.end()
            raise

    def find_fault(self) -> OSError | None:
        """Why a part of it could not be read; None where all that was asked for could. What was
        lent to a library, which reads without us, is read through once to find out."""
        if self._fault is None and self._is_lent:
            with contextlib.suppress(OSError):
                at = 0
                while part := len(self._read(_AT_ONCE, at)):
                    at += part
        return self._fault

    def end(self) -> None:
        """Close the descriptor too, which outlives the file where a library closed that."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def fileno(self) -> int:
        if self._start:
            raise io.UnsupportedOperation("the file does not begin where its descriptor does")
        self.lend()
        return self._descriptor

    def lend(self) -> None:
        """Note that somebody reads it past this object."""
        self._is_lent = True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise ValueError(f"a place before the beginning: {start + offset}")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        data = self._read(len(view), self._at)
        view[: len(data)] = data
        self._at += len(data)
        return len(data)

    def _read(self, count: int, at: int) -> bytes:
        if at >= self._size:
            return b""
        try:
            return os.pread(self._descriptor, count, self._start + at)
        except OSError as error:
            self._fault = error
            raise MachineFault(error.errno, error.strerror) from error
