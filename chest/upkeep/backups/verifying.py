"""Whether a backup is as it was written; without a key whether any byte was changed, with one also
whether each file is what it should be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from chest.upkeep.backups.form import BackupDamaged
from chest.upkeep.backups.index import Index
from chest.upkeep.backups.vault import Contents, Vault

if TYPE_CHECKING:
    from storage.age_format import Identity

Tell = Callable[[int], None]

_LONGEST_LIST = 100


@dataclass
class Verified:
    """`faults` are sentences, `damaged` the names of pieces that lie there and are not what they
    should be. `read` says whether the contents were looked at as well."""

    snapshots: int = 0
    pieces: int = 0
    bytes: int = 0
    files: int = 0
    read: bool = False
    faults: list[str] = field(default_factory=list)
    damaged: set[str] = field(default_factory=set)

    def add(self, error: BackupDamaged | str, *, of: str = "") -> None:
        fault = f"{of}: {error}" if of else str(error)
        if len(self.faults) < _LONGEST_LIST and fault not in self.faults:
            self.faults.append(fault)
        if isinstance(error, BackupDamaged) and error.piece:
            self.damaged.add(error.piece)


def verify(
    vault: Vault,
    *,
    identities: Iterable[Identity] = (),
    snapshot: str | None = None,
    tell: Tell = lambda _: None,
) -> Verified:
    """Read every piece that the newest backup needs, or the one of this id, and compare it with its
    SHA-256; of all others, whether their heads are whole and their pieces there. Raises NotFound
    where there is none."""
    done = Verified()
    head = vault.find_head(snapshot)
    contents = Contents(vault, head, list(identities))
    if not _read_contents(contents, done, tell):
        _read_pieces(vault, contents, done, tell)
    _look_at_others(vault, head.id, done)
    return done


def _read_pieces(vault: Vault, contents: Contents, done: Verified, tell: Tell) -> None:
    try:
        for name in chain(contents.head.pieces, contents.iter_needed()):
            done.pieces += 1
            try:
                done.bytes += len(vault.read_piece(name))
            except BackupDamaged as error:
                done.add(error)
            tell(done.pieces)
    except BackupDamaged as error:
        done.add(error)


def _read_contents(contents: Contents, done: Verified, tell: Tell) -> bool:
    """Whether all could be opened; every piece is then read by that, and compared."""
    try:
        if not contents.is_readable:
            return False
        needed = sum(1 for _ in contents.iter_needed())
        for _ in contents.iter_erased():
            pass
        lines = contents.iter_manifest()
        for file in chain([{"key": "the database", **next(lines)["database"]}], lines):
            if "pieces" not in file:
                continue
            done.files += 1
            done.bytes += file["size"]
            try:
                for _ in contents.read(file):
                    tell(done.files)
            except BackupDamaged as error:
                done.add(error, of=file["key"])
    except BackupDamaged:
        done.files, done.bytes = 0, 0
        return False
    done.pieces, done.read = needed + len(contents.head.pieces), True
    return True


def _look_at_others(vault: Vault, looked_at: str, done: Verified) -> None:
    with TemporaryDirectory(prefix="chest-") as folder, closing(Index(Path(folder) / "i")) as there:
        there.need(vault.iter_pieces())
        for head_id, key in vault.list_head_keys():
            done.snapshots += 1
            if head_id == looked_at:
                continue
            try:
                head = vault.read_head(key)
                needed = Contents(vault, head).iter_needed()
                missing = sum(not there.is_needed(name) for name in needed)
            except BackupDamaged as error:
                done.add(error, of=head_id)
                continue
            if missing:
                done.add(f"{head_id}: {missing} pieces are missing.")
