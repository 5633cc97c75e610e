"""What kind of book somebody asked for, kept with the export until it is made."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from chest.errors import Invalid
from chest.exports.book.paper import Paper
from chest.models import Export, ExportPiece
from language import _

MOST_ALBUMS = 50


@dataclass(frozen=True)
class BookOrder:
    """On which paper, and with which albums, in this order."""

    paper: Paper = Paper.a5
    albums: tuple[UUID, ...] = ()

    def check(self) -> None:
        """Raises Invalid for too many albums."""
        if len(self.albums) > MOST_ALBUMS:
            raise Invalid(_("A book holds at most {n} albums.", n=MOST_ALBUMS))


def keep_order(session: Session, export: Export, order: BookOrder) -> None:
    """A book's first piece holds no byte of it, and says what was asked for. In the caller's
    transaction."""
    told = {"paper": order.paper.value, "albums": [str(one) for one in order.albums]}
    session.add(
        ExportPiece(
            export_id=export.id,
            n=0,
            storage_key=f"v1/{export.chest_id}/x/{export.id.hex}-order",
            bytes=0,
            entries=[told],
            problems=[],
        )
    )


def find_order(session: Session, export: Export) -> BookOrder | None:
    """What was asked for; None once the export is gone."""
    piece = session.get(ExportPiece, (export.id, 0))
    if piece is None:
        return None
    (told,) = piece.entries
    return BookOrder(Paper(told["paper"]), tuple(UUID(one) for one in told["albums"]))
