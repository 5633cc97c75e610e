"""The file of an export as it lies in the store: pieces of whole entries, each written once, so
that whoever goes on after a worker's death begins behind the last of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from secrets import token_hex
from uuid import UUID

from sqlmodel import Session, col, select, update

from chest.database import Database
from chest.erasing.purging import trash_keys
from chest.exports.book.orders import BookOrder, find_order
from chest.exports.memories import Problem
from chest.exports.packing import Entry, Packed, end, pack, place
from chest.models import Export, ExportPiece, ExportState
from storage.base import BlobStore

PIECE_BYTES = 32 * 1024 * 1024
"""A piece is ended once it has so many; a larger file is a piece of its own."""

PIECE_MEMORIES = 100
"""Nor has it more memories: their texts are held in memory until it is written."""


class Gone(Exception):
    """Raised when nobody wants the export any more."""


class Pieces:
    """The pieces of one export."""

    def __init__(
        self, database: Database, blobs: BlobStore, export: Export, *, folder: str
    ) -> None:
        """`folder` is the one folder that the archive holds."""
        self._database = database
        self._blobs = blobs
        self._export = export
        self._folder = folder

    def find_last(self) -> tuple[int, UUID | None, int]:
        """How many pieces there are, the last memory in them, and their bytes."""
        with self._database.read() as session:
            rows = session.exec(
                select(ExportPiece.n, ExportPiece.after, ExportPiece.bytes)
                .where(col(ExportPiece.export_id) == self._export.id)
                .order_by(col(ExportPiece.n))
            ).all()
        return len(rows), rows[-1][1] if rows else None, sum(row[2] for row in rows)

    def is_whole(self) -> bool:
        """Whether the list of contents is written, behind which nothing comes."""
        with self._database.read() as session:
            last = session.exec(
                select(ExportPiece.entries)
                .where(col(ExportPiece.export_id) == self._export.id)
                .order_by(col(ExportPiece.n).desc())
                .limit(1)
            ).first()
        return last == []

    def delete_strays(self) -> None:
        """Delete what was written by somebody who died before they could say so."""
        with self._database.read() as session:
            known = set(
                session.exec(
                    select(ExportPiece.storage_key).where(
                        col(ExportPiece.export_id) == self._export.id
                    )
                )
            )
        for key in list(self._blobs.iter_keys(prefix_of(self._export))):
            if key not in known:
                self._blobs.delete(key)

    def iter_packed(self) -> Iterator[Packed]:
        """All entries, without the folder that they lie in, a piece at a time."""
        n = 0
        while True:
            with self._database.read() as session:
                piece = session.get(ExportPiece, (self._export.id, n))
            if piece is None:
                return
            for row in piece.entries:
                yield Packed(**row)
            n += 1

    def list_problems(self) -> list[Problem]:
        with self._database.read() as session:
            rows = session.exec(
                select(ExportPiece.problems)
                .where(col(ExportPiece.export_id) == self._export.id)
                .order_by(col(ExportPiece.n))
            ).all()
        return [one for some in rows for one in some]

    def add(
        self,
        entries: Sequence[Entry],
        *,
        problems: Sequence[Problem] = (),
        after: UUID | None,
        memories: int = 0,
        size: int = 0,
    ) -> None:
        """Write a piece and that it is there. Raises Gone, ChangedMeanwhile, and what the store
        raises."""
        n, _, offset = self.find_last()
        inside = [replace(one, path=f"{self._folder}/{one.path}") for one in entries]
        packed, _ = place(inside, offset)
        self._write(
            n,
            pack(inside, self._export.created_at),
            [replace(one, path=entry.path) for one, entry in zip(packed, entries, strict=True)],
            problems=problems,
            after=after,
            memories=memories,
            size=size,
        )

    def find_order(self) -> BookOrder:
        """What kind of book was asked for. Raises Gone."""
        with self._database.read() as session:
            order = find_order(session, self._export)
        if order is None:
            raise Gone
        return order

    def add_book(self, chunks: Iterable[bytes], *, problems: Sequence[Problem]) -> None:
        """Write a whole book as one piece. Raises as `add` does."""
        self._write(self.find_last()[0], chunks, [], problems=problems, after=None)

    def tell(self, done: int, of: int) -> None:
        """Write down how many of how many pictures of a book are ready. Raises Gone."""
        with self._database.write() as session:
            going_on = session.exec(
                update(Export)
                .where(col(Export.id) == self._export.id, col(Export.state) == ExportState.making)
                .values(done=done, memories=of)
            )
            if not going_on.rowcount:
                raise Gone

    def finish(self) -> None:
        """Write the list of contents."""
        n, after, offset = self.find_last()
        when = self._export.created_at
        named = (replace(one, path=f"{self._folder}/{one.path}") for one in self.iter_packed())
        self._write(n, end(named, offset, when), [], after=after)

    def _write(
        self,
        n: int,
        chunks: Iterable[bytes],
        packed: Sequence[Packed],
        *,
        problems: Sequence[Problem] = (),
        after: UUID | None,
        memories: int = 0,
        size: int = 0,
    ) -> None:
        # A key of its own for each try: a worker that hung must not write over what another wrote.
        key = f"{prefix_of(self._export)}{n:06}-{token_hex(8)}"
        info = self._blobs.put(key, chunks)
        try:
            self._note(n, key, info.size, packed, problems, after, memories, size)
        except Gone:
            self._blobs.delete(key)
            raise

    def _note(
        self,
        n: int,
        key: str,
        length: int,
        packed: Sequence[Packed],
        problems: Sequence[Problem],
        after: UUID | None,
        memories: int,
        size: int,
    ) -> None:
        with self._database.write() as session:
            session.add(
                ExportPiece(
                    export_id=self._export.id,
                    n=n,
                    storage_key=key,
                    bytes=length,
                    entries=[one.as_json() for one in packed],
                    problems=list(problems),
                    after=after,
                )
            )
            going_on = session.exec(
                update(Export)
                .where(col(Export.id) == self._export.id, col(Export.state) == ExportState.making)
                .values(
                    done=col(Export.done) + memories,
                    done_bytes=col(Export.done_bytes) + size,
                    problems=col(Export.problems) + len(problems),
                )
            )
            if not going_on.rowcount:
                raise Gone


def prefix_of(export: Export) -> str:
    """How the keys of its pieces begin."""
    return f"v1/{export.chest_id}/x/{export.id.hex}-"


def trash_pieces(session: Session, export_ids: Sequence[UUID]) -> None:
    """Forget the pieces of these exports, in the caller's transaction; their bytes go to the
    trash."""
    rows = session.exec(select(ExportPiece).where(col(ExportPiece.export_id).in_(export_ids))).all()
    trash_keys(session, [row.storage_key for row in rows])
    for row in rows:
        session.delete(row)
    session.flush()


def read_pieces(
    blobs: BlobStore, pieces: Sequence[tuple[str, int]], *, start: int, stop: int
) -> Iterator[bytes]:
    """The bytes of a stretch of the file; `pieces` are keys and sizes in their order."""

    def stretches() -> Iterator[Iterator[bytes]]:
        begin = 0
        for key, size in pieces:
            first, last = max(start - begin, 0), min(stop - begin, size)
            if first < last:
                yield blobs.iter_range(key, start=first, stop=last)
            begin += size

    return chain.from_iterable(stretches())
