"""Books, before they are ordered and for whoever writes one to a disk of their own. What is made in
the background is ordered with `ExportManager.begin`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from chest.access.audit import record
from chest.access.viewers import Viewer
from chest.access.visibility import require_to_see
from chest.database import Database
from chest.exports.book.making import BookMaker, Made, Tell
from chest.exports.book.orders import BookOrder
from chest.exports.book.reading import BookSize
from chest.exports.names import name_export
from chest.models import Chest, utc_now


class BookManager:
    """Every call takes the viewer first."""

    def __init__(self, *, database: Database, maker: BookMaker) -> None:
        self._database = database
        self._maker = maker

    @property
    def has_codes(self) -> bool:
        """Whether codes lead from a book to its voices: where the chest has an address."""
        return self._maker.has_codes

    def measure(self, viewer: Viewer, chest_id: UUID, order: BookOrder) -> BookSize:
        """About how large it would be. Raises NotSignedIn for links, NotFound for whoever does not
        belong to the chest."""
        with self._database.read() as session:
            require_to_see(session, viewer, chest_id)
        return self._maker.measure(viewer, chest_id, order)

    @contextmanager
    def make(
        self, viewer: Viewer, chest_id: UUID, order: BookOrder, *, tell: Tell
    ) -> Iterator[tuple[str, Made]]:
        """What it is called, and the book until the context ends; see `BookMaker.make`. That it was
        taken out is written down. Raises as `measure` does."""
        order.check()
        with self._database.write() as session:
            require_to_see(session, viewer, chest_id)
            chest = session.get_one(Chest, chest_id)
            subject = ("chest", chest_id)
            record(session, viewer, "export.begun", subject=subject, chest_id=chest_id)
            name = name_export(chest.name, f"{utc_now():%Y-%m-%d}", what="book")
        with self._maker.make(viewer, chest_id, order, when=utc_now(), tell=tell) as made:
            yield name, made
