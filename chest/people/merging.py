"""Two who are one, one who are two: what then leads to whom. Within the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from chest.access.memories import get_visible
from chest.access.viewers import Viewer
from chest.models import Chest, Person, PersonInAsset, PersonProposal, ProposalState, utc_now
from chest.people.names import key_of_name
from chest.people.roster import Known, roster_of


def settle_standing(session: Session, chest_id: UUID) -> None:
    """As whom everybody is seen, after a merge or its undoing."""
    rows = {
        row.id: row
        for row in session.exec(
            select(Person).where(col(Person.chest_id) == chest_id).with_for_update()
        ).all()
    }
    for row in rows.values():
        at, seen = row, {row.id}
        while at.merged_into in rows and at.merged_into not in seen:
            at = rows[at.merged_into]
            seen.add(at.id)
        if row.stands_as != at.id:
            row.stands_as = at.id
            session.add(row)
    session.flush()


def take_up_names(session: Session, chest: Chest) -> None:
    """Names that wait and are somebody's now need not be asked about any more."""
    known = Known(roster_of(session, chest))
    names: dict[str, UUID] = {}
    for one in known.roster:
        for name in (one.name, *(also.name for also in one.also if not also.by and not also.who)):
            person = known.named(name)
            if person is not None and not person.is_honoree:
                names[key_of_name(name)] = person.id
    if not names:
        return
    waiting = session.exec(
        select(PersonProposal)
        .where(
            col(PersonProposal.chest_id) == chest.id,
            col(PersonProposal.key).in_(list(names)),
            col(PersonProposal.state) == ProposalState.waiting,
        )
        .with_for_update()
    ).all()
    for row in waiting:
        row.state, row.person_id, row.decided_at = (
            ProposalState.confirmed,
            names[row.key],
            utc_now(),
        )
        session.add(row)
    session.flush()


def move_pictures(
    session: Session,
    viewer: Viewer,
    from_ids: Sequence[UUID],
    to: Person,
    asset_ids: Sequence[UUID],
    account_id: UUID,
) -> None:
    """Let `to` be on these memories in the place of whoever was."""
    for asset_id in asset_ids[:500]:
        get_visible(session, viewer, asset_id)
        box: list[float] | None = None
        for one in from_ids:
            row = session.get(PersonInAsset, (asset_id, one), with_for_update=True)
            if row is not None and not row.rejected:
                box = row.box or box
            row = row or PersonInAsset(asset_id=asset_id, person_id=one)
            row.box, row.rejected, row.by = None, True, account_id
            session.add(row)
        session.add(PersonInAsset(asset_id=asset_id, person_id=to.id, box=box, by=account_id))
    session.flush()
