"""People as they are read beside memories, and the memories that somebody is on or gave.

That somebody is on a memory is said by hand (`PersonInAsset`), or follows from the names written
for who is on it, once somebody said who is meant by the name. What was taken away by hand is so
whatever is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    false,
    or_,
    select,
    union,
)
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from chest.access.viewers import AccountViewer, Viewer
from chest.models import (
    Asset,
    MentionIn,
    Person,
    PersonInAsset,
    PersonMention,
    PersonProposal,
    ProposalState,
)

_ON_IT = (MentionIn.who,)
_BY_THEM = (MentionIn.giver, MentionIn.sender, MentionIn.signature)


@dataclass(frozen=True)
class InPicture:
    """Somebody on a memory; `box` is where in the picture, as parts of its width and height, None
    where nobody drew it; `told` that a person said it here, and not only the written names."""

    person_id: UUID
    name: str
    box: tuple[float, float, float, float] | None
    told: bool


def load_people(
    session: Session, viewer: Viewer, ids: Sequence[UUID]
) -> dict[UUID, tuple[InPicture, ...]]:
    """Who is on memories that this viewer is known to see, those in boxes first from left to right.
    Nothing for links and receipts: who is who is for the family."""
    if not ids or not isinstance(viewer, AccountViewer):
        return {}
    found: dict[UUID, dict[UUID, InPicture]] = {}
    gone: set[tuple[UUID, UUID]] = set()
    stands = aliased(Person)
    by_hand = session.execute(
        select(
            col(PersonInAsset.asset_id),
            col(stands.id),
            col(stands.name),
            col(PersonInAsset.box),
            col(PersonInAsset.rejected),
        )
        .join(Person, col(Person.id) == col(PersonInAsset.person_id))
        .join(stands, col(stands.id) == col(Person.stands_as))
        .where(col(PersonInAsset.asset_id).in_(ids), col(stands.deleted_at).is_(None))
    ).all()
    for asset_id, person_id, name, box, rejected in by_hand:
        if rejected:
            gone.add((asset_id, person_id))
            continue
        where = (box[0], box[1], box[2], box[3]) if box else None
        found.setdefault(asset_id, {})[person_id] = InPicture(person_id, name, where, True)
    by_name = session.execute(
        select(col(PersonMention.asset_id), col(stands.id), col(stands.name))
        .join(PersonProposal, col(PersonProposal.id) == col(PersonMention.proposal_id))
        .join(Person, col(Person.id) == col(PersonProposal.person_id))
        .join(stands, col(stands.id) == col(Person.stands_as))
        .where(
            col(PersonMention.asset_id).in_(ids),
            col(PersonMention.place).in_(_ON_IT),
            col(PersonProposal.state) == ProposalState.confirmed,
            col(stands.deleted_at).is_(None),
        )
    ).all()
    for asset_id, person_id, name in by_name:
        people = found.setdefault(asset_id, {})
        if person_id not in people and (asset_id, person_id) not in gone:
            people[person_id] = InPicture(person_id, name, None, False)
    return {
        asset_id: tuple(
            sorted(people.values(), key=lambda one: (one.box is None, one.box or (), one.name))
        )
        for asset_id, people in found.items()
    }


def is_on(viewer: Viewer, name: str = "person") -> ColumnElement[bool]:
    """Over `Asset`: that the person is on it who is left open by this name, in the chest
    `chest_id`; of nothing for whoever may not know who is who."""
    if not isinstance(viewer, AccountViewer):
        return false()
    taken_away = _by_hand(name, rejected=True)
    named = _mentioned(_ON_IT, name=name).where(col(PersonMention.asset_id).not_in(taken_away))
    return col(Asset.id).in_(union(_by_hand(name, rejected=False), named))


def is_by(viewer: Viewer) -> ColumnElement[bool]:
    """Over `Asset`: that whoever is left open as `by_person` gave it, sent it or signed it."""
    if not isinstance(viewer, AccountViewer):
        return false()
    accounts = select(col(Person.account_id)).where(
        col(Person.stands_as) == bindparam("by_person"),
        col(Person.chest_id) == bindparam("chest_id"),
        col(Person.account_id).is_not(None),
    )
    theirs = and_(col(Asset.added_by).in_(accounts), col(Asset.contribution_id).is_(None))
    return or_(theirs, col(Asset.id).in_(_mentioned(_BY_THEM, name="by_person")))


def _by_hand(name: str, *, rejected: bool) -> Select[Any]:
    return (
        select(col(PersonInAsset.asset_id))
        .join(Person, col(Person.id) == col(PersonInAsset.person_id))
        .where(
            col(Person.stands_as) == bindparam(name),
            col(Person.chest_id) == bindparam("chest_id"),
            col(PersonInAsset.rejected).is_(rejected),
            _is_there(name),
        )
    )


def _mentioned(places: Sequence[MentionIn], *, name: str) -> Select[Any]:
    return (
        select(col(PersonMention.asset_id))
        .join(PersonProposal, col(PersonProposal.id) == col(PersonMention.proposal_id))
        .join(Person, col(Person.id) == col(PersonProposal.person_id))
        .where(
            col(Person.stands_as) == bindparam(name),
            col(Person.chest_id) == bindparam("chest_id"),
            or_(*(col(PersonMention.place) == place for place in places)),
            col(PersonProposal.state) == ProposalState.confirmed,
            _is_there(name),
        )
    )


def _is_there(name: str) -> ColumnElement[bool]:
    stands = aliased(Person)
    return exists(
        select(col(stands.id)).where(
            col(stands.id) == bindparam(name), col(stands.deleted_at).is_(None)
        )
    )
