"""A book as an export: made anew by whoever takes it up, and written as one piece."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from chest.access.viewers import Viewer
from chest.exports.book.making import BookMaker, say_missing
from chest.exports.pieces import Pieces
from chest.models import Export

_AT_ONCE = 1024 * 1024
_TOLD_EVERY = 20  # pictures


def bind_book(books: BookMaker, pieces: Pieces, export: Export, viewer: Viewer) -> str | None:
    """Make the book and write it, unless that was done; returns a sentence on what it could not
    print, if there is something. Raises Gone, NotSet, and what the store raises."""
    order = pieces.find_order()
    pieces.delete_strays()
    if pieces.find_last()[0] > 1:
        return None

    def tell(done: int, of: int) -> None:
        if done % _TOLD_EVERY == 0 or done == of:
            pieces.tell(done, of)

    with books.make(viewer, export.chest_id, order, when=export.created_at, tell=tell) as made:
        problems = [{"path": one} for one in made.lost]
        pieces.add_book(_read(made.path), problems=problems)
    return say_missing(made.missing) if made.missing else None


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_AT_ONCE):
            yield chunk
