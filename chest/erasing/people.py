"""People who were taken off a roster, erased when they can no longer be brought back."""

from __future__ import annotations

from sqlmodel import col, delete, select, update

from chest.database import Database
from chest.erasing.periods import RESTORABLE_FOR
from chest.models import Person, PersonProposal, ProposalState, utc_now

_AT_ONCE = 200


class PeoplePurge:
    def __init__(self, *, database: Database) -> None:
        self._database = database

    def purge(self) -> int:
        """Erase whoever was deleted 30 days ago, with everybody who was merged into them; returns
        how many. The names that led to them are not asked about again."""
        with self._database.write() as session:
            due = session.exec(
                select(Person.id)
                .where(col(Person.deleted_at) < utc_now() - RESTORABLE_FOR)
                .order_by(col(Person.deleted_at))
                .limit(_AT_ONCE)
            ).all()
            if not due:
                return 0
            gone = session.exec(
                select(Person.id).where(col(Person.id).in_(due) | col(Person.stands_as).in_(due))
            ).all()
            session.exec(
                update(PersonProposal)
                .where(col(PersonProposal.person_id).in_(gone))
                .values(state=ProposalState.dismissed, person_id=None)
            )
            session.exec(delete(Person).where(col(Person.id).in_(gone)))
            return len(gone)
