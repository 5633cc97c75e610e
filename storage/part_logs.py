"""The log of an upload in a folder: which parts are in their place.

The first line is the upload's handle. Every other line is ``n sha256 crc32``: part ``n`` with
this digest is in its place, or with ``-`` for a digest, no longer is. The newest line about a
part counts. A line is written only when what it says is on the medium. One that was cut short by
a kill or a power cut ends without a newline or fails its checksum, and is passed over.
"""

from __future__ import annotations

import os
import zlib

from storage.durable import sync_data, write_all
from storage.parts import Handle

_VOID = "-"


def start_log(log: int, upload: Handle) -> None:
    """Write the first line of a new log, durably."""
    write_all(log, f"{upload}\n".encode("ascii"))
    sync_data(log)


def read_handle(log: int) -> str:
    """The first line, whatever it is."""
    return os.pread(log, 2048, 0).partition(b"\n")[0].decode("ascii", "replace")


def read_log(log: int, upload: Handle) -> dict[int, str]:
    """The SHA-256 of each part that is in its place.

    Raises PartRejected (``unknown_upload``) if this is the log of another upload.
    """
    first, *lines = _read_all(log).split(b"\n")
    if first.decode("ascii", "replace") != str(upload):
        raise upload.unknown()
    arrived: dict[int, str] = {}
    for line in lines[:-1]:  # what follows the last newline is cut short, or empty
        words = line.decode("ascii", "replace").split(" ")
        if len(words) != 3 or words[2] != _checksum(upload, words[0], words[1]):
            continue
        n = int(words[0])
        if words[1] == _VOID:
            arrived.pop(n, None)
        else:
            arrived[n] = words[1]
    return arrived


def log_arrival(log: int, upload: Handle, n: int, sha256: str) -> None:
    """Add that a part is in its place, durably. The caller holds the log's lock."""
    _append(log, upload, n, sha256)


def log_removal(log: int, upload: Handle, n: int) -> None:
    """Add that a part is no longer in its place, durably. The caller holds the log's lock."""
    _append(log, upload, n, _VOID)


def _append(log: int, upload: Handle, n: int, word: str) -> None:
    line = f"{n} {word} {_checksum(upload, str(n), word)}\n".encode("ascii")
    if os.pread(log, 1, os.fstat(log).st_size - 1) != b"\n":
        line = b"\n" + line  # do not let a line that was cut short swallow this one
    write_all(log, line)
    sync_data(log)


def _checksum(upload: Handle, n: str, word: str) -> str:
    return f"{zlib.crc32(f'{upload.token} {n} {word}'.encode()):08x}"


def _read_all(log: int) -> bytes:
    blocks: list[bytes] = []
    offset = 0
    while block := os.pread(log, 1 << 20, offset):
        blocks.append(block)
        offset += len(block)
    return b"".join(blocks)
