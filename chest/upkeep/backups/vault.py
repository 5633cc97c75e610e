"""A place for backups, read and written piece by piece."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from chest.errors import Conflict, Invalid, NotFound
from chest.upkeep.backups.form import (
    FORMAT,
    MARKER,
    PIECES,
    SNAPSHOTS,
    BackupDamaged,
    Head,
    WrongIdentity,
    find_piece,
    key_of_head,
    key_of_piece,
    name_piece,
    split_head_key,
    unlock,
)
from storage.base import BlobMissing
from storage.places import Pace, Place, open_place

if TYPE_CHECKING:
    from storage.age_format import Identity

_README = """\
Backups of a Memory Chest
=========================

To bring one back, install Memory Chest and run

    python -m chest restore PLACE

with --identity FILE where they are encrypted; PLACE is where this file lies. Whether every byte is
as it was written, python -m chest verify PLACE tells, without any key.

Without that program: snapshots/ has one JSON for each backup. Its "manifest" names pieces, which
are the files below pieces/ (where they are encrypted, open each with age: age -d -i IDENTITY PIECE)
and, put one behind the other, are lines of JSON: the first tells of the database, each of the
others of one file and the pieces that it is made of. The second half of each piece's name is its
SHA-256.
"""


class Vault:
    """The pieces and heads of one place. Raises StorageError where it does not answer."""

    def __init__(self, place: Place, address: str, *, pace: Pace | None = None) -> None:
        self.place = place
        self.address = address
        self._pace = pace or Pace()

    def find_owner(self) -> str | None:
        """The id of the installation whose backups these are; None where there are none."""
        try:
            told = json.loads(self._read(MARKER))
        except BlobMissing:
            return None
        except ValueError as error:
            raise BackupDamaged(f"{MARKER} is damaged.") from error
        if told.get("format", 0) > FORMAT:
            raise Conflict("These backups were made by a newer Memory Chest. Install that one.")
        return str(told.get("installation"))

    def claim(self, installation: str) -> None:
        """Make it the place of this installation. Raises Conflict where it is another's."""
        owner = self.find_owner()
        if owner is None:
            told = {"format": FORMAT, "installation": installation}
            self.place.put("README.txt", [_README.encode()])
            self.place.put(MARKER, [json.dumps(told).encode()])
        elif owner != installation:
            raise Conflict(
                f"{self.address} holds the backups of another installation. Choose an empty folder."
            )

    def iter_pieces(self) -> Iterator[str]:
        """The names of all pieces that lie there, needed or not."""
        for key in self.place.iter_keys(PIECES):
            name = find_piece(key)
            if name is not None:
                yield name

    def write_piece(self, mark: str, kept: bytes) -> str:
        """Write it, durably; returns its name."""
        name = name_piece(mark, kept)
        self.place.put(key_of_piece(name), self._pace.paced(kept) if kept else [b""])
        return name

    def read_piece(self, name: str) -> bytes:
        """The very bytes that were written. Raises BackupDamaged where they are missing or are
        others."""
        try:
            kept = self._read(key_of_piece(name))
        except BlobMissing as error:
            raise BackupDamaged(f"{key_of_piece(name)} is missing.") from error
        if hashlib.sha256(kept).hexdigest() != name.rpartition("-")[2]:
            raise BackupDamaged(f"{key_of_piece(name)} is not as it was written.", piece=name)
        return kept

    def delete_piece(self, name: str) -> None:
        self.place.delete(key_of_piece(name))

    def write_head(self, head: Head) -> None:
        """With this the backup is one."""
        data = head.write()
        self.place.put(key_of_head(head.id, data), [data])

    def list_heads(self) -> list[Head]:
        """Every backup that is whole, the newest first. Raises BackupDamaged for a head that is not
        as it was written: nothing may then be thought unneeded."""
        return [self.read_head(key) for _, key in self.list_head_keys()]

    def list_head_keys(self) -> list[tuple[str, str]]:
        """The id of every backup and the key of its head, the newest first."""
        found = ((split_head_key(key), key) for key in self.place.iter_keys(SNAPSHOTS))
        return sorted(((told[0], key) for told, key in found if told), reverse=True)

    def read_head(self, key: str) -> Head:
        told = split_head_key(key)
        data = self._read(key)
        if told is None or hashlib.sha256(data).hexdigest() != told[1]:
            raise BackupDamaged(f"{key} is not as it was written.")
        return Head.read(data)

    def delete_head(self, head: Head) -> None:
        self.place.delete(key_of_head(head.id, head.write()))

    def find_head(self, snapshot: str | None) -> Head:
        """The newest, or the one of this id. Raises NotFound."""
        keys = self.list_head_keys()
        if not keys:
            raise NotFound(f"There is no backup in {self.address}.")
        for head_id, key in keys:
            if snapshot is None or head_id == snapshot:
                return self.read_head(key)
        raise NotFound(f"There is no backup {snapshot} in {self.address}. See: backup list")

    def _read(self, key: str) -> bytes:
        return b"".join(self.place.iter_range(key))


class Contents:
    """What is in one backup, opened by `identities` where it is encrypted."""

    def __init__(self, vault: Vault, head: Head, identities: Sequence[Identity] = ()) -> None:
        self._vault = vault
        self.head = head
        self._identities = identities

    @property
    def is_readable(self) -> bool:
        """Whether an identity at hand opens it."""
        try:
            self._open(self.head.manifest[0])
        except WrongIdentity:
            return False
        return True

    def iter_needed(self) -> Iterator[str]:
        """The names of all pieces that it needs, besides those of this very list. Needs no
        identity."""
        rest = b""
        for name in self.head.pieces:
            *lines, rest = (rest + self._vault.read_piece(name)).split(b"\n")
            yield from (line.decode() for line in lines if line)

    def iter_manifest(self) -> Iterator[dict[str, Any]]:
        """First what tells of the database, then of one file each."""
        return (json.loads(line) for line in self._lines(self.head.manifest))

    def iter_erased(self) -> Iterator[tuple[str, str, datetime]]:
        """What was erased for good until then: kind, id and when."""
        for line in self._lines(self.head.erased):
            kind, subject, at = line.decode().split(" ")
            yield kind, subject, datetime.fromisoformat(at).astimezone(UTC)

    def read(self, file: dict[str, Any]) -> Iterator[bytes]:
        """The bytes of one of the files, piece by piece. Raises BackupDamaged at the end where the
        whole is not what it should be."""
        digest, size = hashlib.sha256(), 0
        for name in file["pieces"]:
            data = self._open(name)
            digest.update(data)
            size += len(data)
            yield data
        if (digest.hexdigest(), size) != (file["sha256"], file["size"]):
            raise BackupDamaged("A file of this backup is not what it should be.")

    def _lines(self, names: Iterable[str]) -> Iterator[bytes]:
        rest = b""
        for name in names:
            *lines, rest = (rest + self._open(name)).split(b"\n")
            yield from (line for line in lines if line)

    def _open(self, name: str) -> bytes:
        kept = self._vault.read_piece(name)
        return unlock(kept, self._identities) if self.head.encrypted else kept


def open_vault(
    address: str, *, password: str = "", bytes_a_second: int = 0, make: bool = False
) -> Vault:
    """Raises NotFound where nothing is there and it is not to be made, Invalid for an address that
    nobody understands."""
    pace = Pace(bytes_a_second)
    try:
        place = open_place(address, password=password, pace=pace, make=make)
    except ValueError as error:
        raise Invalid(str(error)) from error
    if place is None:
        raise NotFound(f"There is no backup in {address}. Is its disk mounted?")
    # A WebDAV server is sent a piece at a time: it is paced while it is sent.
    is_paced_itself = address.startswith(("webdav://", "webdavs://"))
    return Vault(place, address, pace=None if is_paced_itself else pace)
