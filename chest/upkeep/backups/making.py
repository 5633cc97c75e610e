"""A backup is made: the database as of one moment, and every file that it names.

Only what the place does not hold yet is sent. The head is written last, so that a run which is
killed leaves no backup, and pieces that the next run finds.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from chest.blob_store import find_private
from chest.database import Database
from chest.models import utc_now
from chest.upkeep.backups.contents import Named, count_memories, is_named, iter_erased, iter_named
from chest.upkeep.backups.dumps import dumped
from chest.upkeep.backups.form import PIECE, Head, Names, count_pieces, lock, name_snapshot
from chest.upkeep.backups.index import Index
from chest.upkeep.backups.vault import Vault
from storage.base import CHUNK_SIZE, BlobMissing, BlobStore

if TYPE_CHECKING:
    from storage.age_format import Recipient

Tell = Callable[[int, int], None]

_THREADS = 3
_LONGEST_LIST = 100  # problems that are told by name


@dataclass
class Made:
    """What came of it. `sent` of the `pieces` were not there before, with `sent_bytes`;
    `problems` are files that could not be read, or are not as they came."""

    head: Head
    pieces: int
    sent: int
    sent_bytes: int
    problems: list[str] = field(default_factory=list)


class Making:
    """One run into a place that is this installation's; `work` is an empty folder of its own."""

    def __init__(
        self,
        *,
        database: Database,
        blobs: BlobStore,
        vault: Vault,
        names_key: bytes,
        recipients: Sequence[Recipient],
        work: Path,
        secret: str | None,
        tell: Tell = lambda _done, _all: None,
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._vault = vault
        self._recipients = recipients
        self._names = Names(names_key, tuple(str(one) for one in recipients))
        self._work = work
        self._secret = secret
        self._tell = tell
        self._counting = Lock()
        self._sent = self._sent_bytes = 0
        self._problems: list[str] = []

    def run(self) -> Made:
        """Make it. Raises what the database and the two stores raise; run again, it goes on."""
        made_at = utc_now()
        with closing(Index(self._work / "index.sqlite")) as index:
            self._index = index
            index.add_there(self._vault.iter_pieces())
            with dumped(self._database, self._work) as dump:
                first = {
                    "database": {"kind": dump.kind, **self._keep_path(dump.path)},
                    "revision": dump.revision,
                    "tables": dump.tables,
                    "made_at": made_at.isoformat(),
                    "secret": self._secret if self._recipients else None,
                }
                dump.path.unlink()
                erased = self._keep_lines("erased", iter_erased(dump.connection))
                memories = count_memories(dump.connection)
                files, size, problems = self._keep_files(dump.connection)
                revision, kind = dump.revision, dump.kind
            manifest = self._keep_lines("manifest", self._iter_manifest(first))
            needed = (f"{name}\n".encode() for name in index.iter_needed())
            pieces = self._keep_lines("pieces", needed, plain=True, counts=False)
            head = Head(
                id=name_snapshot(made_at, secrets.token_hex(3)),
                made_at=made_at,
                database=kind,
                revision=revision,
                encrypted=bool(self._recipients),
                recipients=[str(one) for one in self._recipients],
                memories=memories,
                files=files,
                size=size,
                problems=problems,
                pieces=pieces["pieces"],
                manifest=manifest["pieces"],
                erased=erased["pieces"],
            )
            self._vault.write_head(head)
            count = index.count_needed()
        return Made(head, count, self._sent, self._sent_bytes, self._problems)

    # ---- the files that the rows name ----

    def _keep_files(self, connection: Connection) -> tuple[int, int, int]:
        """Returns how many there are, their bytes, and of how many something is to be said."""
        files = size = problems = done = 0
        total = int(sum(1 for _ in iter_named(connection)))
        waiting: set[Future[dict[str, Any] | None]] = set()
        with ThreadPoolExecutor(_THREADS) as threads:

            def take(finished: Iterable[Future[dict[str, Any] | None]]) -> None:
                nonlocal files, size, problems, done
                for future in finished:
                    told = future.result()
                    done += 1
                    if told is None:
                        continue
                    files += "pieces" in told
                    size += told.get("size", 0)
                    problems += "problem" in told
                    self._note(told)
                self._tell(done, total)

            try:
                for named in iter_named(connection):
                    waiting.add(threads.submit(self._keep, named))
                    if len(waiting) > 2 * _THREADS:
                        finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                        take(finished)
                take(wait(waiting).done)
            except BaseException:
                threads.shutdown(wait=False, cancel_futures=True)
                raise
        return files, size, problems

    def _keep(self, named: Named) -> dict[str, Any] | None:
        """What is told of one file, once its pieces are there; None for one erased since."""
        try:
            return self._keep_blob(named)
        except BlobMissing as error:
            with self._database.engine.connect() as connection:
                if not is_named(connection, named.key):
                    return None
            return {"key": named.key, "problem": str(error)}

    def _keep_blob(self, named: Named) -> dict[str, Any]:
        sha256, size = named.sha256, named.size
        told: dict[str, Any] = {"key": named.key}
        read = self._blobs.iter_range
        if named.as_it_lies and (private := find_private(self._blobs)):
            told["as_it_lies"] = True
            read = private.iter_as_it_lies
        names = self._find(sha256, size) if sha256 and size is not None else [None]
        if not all(names) or not sha256 or size is None:
            # Read before anything is sent: under a mark lies nothing else, ever.
            whole = b""
            if size is not None and size <= PIECE:
                whole = b"".join(read(named.key))
            actual = _digest([whole] if whole else read(named.key))
            if (sha256 or actual[0], actual[1] if size is None else size) != actual:
                told["problem"] = "is not as it came"
            sha256, size = actual
            for n, name in enumerate(names := self._find(sha256, size)):
                if name is None:
                    stop = min((n + 1) * PIECE, size)
                    piece = whole[n * PIECE : stop] or b"".join(
                        read(named.key, start=n * PIECE, stop=stop)
                    )
                    names[n] = self._send(sha256, size, n, piece)
        return {**told, "sha256": sha256, "size": size, "pieces": names}

    # ---- what is written for the backup itself ----

    def _keep_lines(
        self, name: str, lines: Iterator[bytes], *, plain: bool = False, counts: bool = True
    ) -> dict[str, Any]:
        path = self._work / name
        with path.open("wb") as file:
            file.writelines(lines)
        told = self._keep_path(path, plain=plain, counts=counts)
        path.unlink()
        return told

    def _keep_path(self, path: Path, *, plain: bool = False, counts: bool = True) -> dict[str, Any]:
        """Keep a file of this disk; `plain` is readable for everybody, whatever the rest is."""
        with path.open("rb") as file:
            sha256, size = _digest(iter(lambda: file.read(CHUNK_SIZE), b""))
            names = self._find(sha256, size, plain=plain)
            for n, name in enumerate(names):
                if name is None:
                    file.seek(n * PIECE)
                    names[n] = self._send(sha256, size, n, file.read(PIECE), plain=plain)
        if counts:
            self._index.need(name for name in names if name)
        return {"sha256": sha256, "size": size, "pieces": names}

    def _iter_manifest(self, first: dict[str, Any]) -> Iterator[bytes]:
        yield json.dumps(first).encode() + b"\n"
        for told in self._index.iter_files():
            yield json.dumps(told).encode() + b"\n"

    def _note(self, told: dict[str, Any]) -> None:
        self._index.need(told.get("pieces", ()))
        self._index.add_file(told["key"], told)
        if "problem" in told and len(self._problems) < _LONGEST_LIST:
            self._problems.append(f"{told['key']}: {told['problem']}")

    # ---- pieces ----

    def _find(self, sha256: str, size: int, *, plain: bool = False) -> list[str | None]:
        marks = (self._names.mark(sha256, size, n, plain=plain) for n in range(count_pieces(size)))
        return [self._index.find(mark) for mark in marks]

    def _send(self, sha256: str, size: int, n: int, data: bytes, *, plain: bool = False) -> str:
        kept = lock(data, () if plain else self._recipients)
        name = self._vault.write_piece(self._names.mark(sha256, size, n, plain=plain), kept)
        self._index.add_there([name])
        with self._counting:
            self._sent += 1
            self._sent_bytes += len(kept)
        return name


def _digest(chunks: Iterable[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size
