"""What was erased for good is erased once more, where an older backup brought it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from uuid import UUID

from sqlmodel import Session, col, delete, select

from chest.database import Database
from chest.erasing.purging import purge_assets, purge_chest, purge_gift
from chest.models import Album, Asset, Chest, Contribution, Person

_AT_ONCE = 200


def erase_again(database: Database, erased: Iterable[tuple[str, UUID]]) -> int:
    """Erase each of these, of a kind and an id, that is there; returns how many were. What hangs on
    them goes too, their bytes by way of the trash."""
    count, rest = 0, iter(erased)
    while group := list(islice(rest, _AT_ONCE)):
        with database.write() as session:
            for kind, ids in _by_kind(group):
                count += _ERASE[kind](session, ids)
    return count


def _by_kind(group: Sequence[tuple[str, UUID]]) -> Iterator[tuple[str, list[UUID]]]:
    # Chests first: with one goes most of what else is on the list.
    for kind in _ERASE:
        ids = [subject for of, subject in group if of == kind]
        if ids:
            yield kind, ids


def _chests(session: Session, ids: Sequence[UUID]) -> int:
    found = session.exec(select(Chest).where(col(Chest.id).in_(ids))).all()
    for chest in found:
        purge_chest(session, chest)
    return len(found)


def _gifts(session: Session, ids: Sequence[UUID]) -> int:
    found = session.exec(select(Contribution).where(col(Contribution.id).in_(ids))).all()
    for gift in found:
        purge_gift(session, gift)
    return len(found)


def _memories(session: Session, ids: Sequence[UUID]) -> int:
    found = session.exec(select(Asset.id).where(col(Asset.id).in_(ids))).all()
    if found:
        purge_assets(session, found)
    return len(found)


def _people(session: Session, ids: Sequence[UUID]) -> int:
    return session.exec(delete(Person).where(col(Person.id).in_(ids))).rowcount


def _albums(session: Session, ids: Sequence[UUID]) -> int:
    return session.exec(delete(Album).where(col(Album.id).in_(ids))).rowcount


_ERASE = {
    "chest": _chests,
    "contribution": _gifts,
    "asset": _memories,
    "person": _people,
    "album": _albums,
}
