"""Names that wait for somebody to say who is meant. Only a person decides; what was decided is done
once and can be taken back, and what was dismissed stays so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, func, tuple_
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from ai.narrative.kinship.relations import Relation
from chest.access.audit import record
from chest.access.locks import lock_chest
from chest.access.viewers import Viewer, require_account
from chest.access.visibility import Action, require, visible_to
from chest.database import Database
from chest.errors import NotFound
from chest.models import (
    Asset,
    Chest,
    MentionIn,
    Person,
    PersonMention,
    PersonProposal,
    ProposalState,
    utc_now,
)
from chest.paging import Page, read_cursor, unknown_place, write_cursor
from chest.people.changes import (
    PersonFields,
    add_also,
    check_room,
    create_person,
    drop_if_unused,
    get_person,
    make_honoree,
)
from chest.people.guessing import claimed_by, relation_of, suggest
from chest.people.names import pronoun_of
from chest.people.roster import AlsoKnownAs, Known, RosterEntry, roster_of

_QUOTES = 3


@dataclass(frozen=True)
class Evidence:
    """Where the name stands, as far as whoever asks may see it."""

    asset_id: UUID
    place: MentionIn
    quote: str | None


@dataclass(frozen=True)
class Proposal:
    """Somebody who may be told apart. `relation` is what they would be to the person the chest is
    about; `called_by` is set where it is what one person calls them ("Dad", by Tom). `suggested` is
    whoever of the roster is probably meant. `number` counts what this viewer sees."""

    id: UUID
    name: str
    relation: str | None
    relation_words: str | None
    called_by: str | None
    suggested: RosterEntry | None
    number: int
    evidence: tuple[Evidence, ...]
    state: ProposalState
    person_id: UUID | None


class ProposalManager:
    """Every call takes the viewer first. For curators and keepers."""

    def __init__(self, *, database: Database) -> None:
        self._database = database

    def list_page(
        self,
        viewer: Viewer,
        chest_id: UUID,
        *,
        state: ProposalState = ProposalState.waiting,
        cursor: str | None = None,
        limit: int = 20,
    ) -> Page[Proposal]:
        """Names about which nobody has decided yet, those that stand in most memories first; or
        those that were dismissed. Only such as stand in a memory that the viewer sees."""
        limit = max(1, min(limit, 100))
        with self._database.read() as session:
            chest, _role = require(session, viewer, chest_id, Action.edit_any)
            query = (
                select(PersonProposal)
                .where(
                    col(PersonProposal.chest_id) == chest_id,
                    col(PersonProposal.state) == state,
                    exists(_seen_mentions(viewer)),
                )
                .order_by(col(PersonProposal.number).desc(), col(PersonProposal.id).desc())
                .limit(limit + 1)
            )
            if cursor:
                query = query.where(
                    tuple_(col(PersonProposal.number), col(PersonProposal.id)) < _read(cursor)
                )
            rows = session.exec(query).all()
            shown = rows[:limit]
            items = _views(session, viewer, chest, shown)
        more = len(rows) > limit
        last = write_cursor(str(shown[-1].number), shown[-1].id.hex) if more else None
        return Page(items, last)

    def count_waiting(self, viewer: Viewer, chest_id: UUID, *, most: int = 100) -> int:
        """How many names wait; at most `most`, and none for whoever does not decide."""
        with self._database.read() as session:
            try:
                require(session, viewer, chest_id, Action.edit_any)
            except NotFound:
                return 0
            waiting = (
                select_columns(col(PersonProposal.id))
                .where(
                    col(PersonProposal.chest_id) == chest_id,
                    col(PersonProposal.state) == ProposalState.waiting,
                    exists(_seen_mentions(viewer)),
                )
                .limit(most)
                .subquery()
            )
            return int(
                session.execute(select_columns(func.count()).select_from(waiting)).scalar_one()
            )

    def confirm(
        self,
        viewer: Viewer,
        proposal_id: UUID,
        *,
        person_id: UUID | None = None,
        fields: PersonFields | None = None,
    ) -> UUID:
        """Say who is meant: somebody of the roster, or, without `person_id`, somebody new. Returns
        who. What one person alone calls them is kept with whose word it is; a full name becomes one
        of their names. Decided already in the same way is no error."""
        account_id = require_account(viewer)
        with self._database.write() as session:
            proposal, chest = self._lock(session, viewer, proposal_id)
            known = Known(roster_of(session, chest))
            decided = proposal.person_id
            if decided is not None and person_id in (None, decided):
                return decided
            if person_id is None:
                check_room(known)
                relation = relation_of(proposal, known, claimed_by(session, chest, [proposal]))
                new = fields or PersonFields()
                person = create_person(
                    session,
                    chest,
                    PersonFields(
                        name=new.name or _new_name(proposal),
                        relation=new.relation or (relation.value if relation else None),
                        relation_words=new.relation_words or proposal.relation_words,
                        pronoun=new.pronoun or pronoun_of(relation),
                        life=new.life,
                    ),
                    by=account_id,
                )
            elif person_id == chest.id:
                person = make_honoree(session, chest)
            else:
                person = get_person(session, chest.id, person_id)
            _keep_name(session, proposal, person, known)
            proposal.state, proposal.person_id = ProposalState.confirmed, person.id
            _decide(session, viewer, proposal, account_id)
            record(
                session,
                viewer,
                "person.confirmed",
                subject=("person", person.id),
                chest_id=chest.id,
            )
            return person.id

    def dismiss(self, viewer: Viewer, proposal_id: UUID) -> None:
        """Nobody is to be told apart by this; nobody is asked again. Twice is no error."""
        account_id = require_account(viewer)
        with self._database.write() as session:
            proposal, chest = self._lock(session, viewer, proposal_id)
            proposal.state, proposal.person_id = ProposalState.dismissed, None
            _decide(session, viewer, proposal, account_id)
            record(
                session,
                viewer,
                "person.dismissed",
                subject=("proposal", proposal.id),
                chest_id=chest.id,
            )

    def undo(self, viewer: Viewer, proposal_id: UUID) -> None:
        """Let it wait again. The names that were written down when it was confirmed stay with the
        person, where they can be taken away; somebody who was made for it and is nowhere else is
        deleted, which can be undone for 30 days."""
        account_id = require_account(viewer)
        with self._database.write() as session:
            proposal, _chest = self._lock(session, viewer, proposal_id)
            person_id = proposal.person_id
            proposal.state, proposal.person_id = ProposalState.waiting, None
            proposal.decided_by, proposal.decided_at = None, None
            session.add(proposal)
            session.flush()
            if person_id is not None:
                drop_if_unused(session, person_id, account_id)

    def _lock(
        self, session: Session, viewer: Viewer, proposal_id: UUID
    ) -> tuple[PersonProposal, Chest]:
        known = session.get(PersonProposal, proposal_id)
        if known is None:
            raise NotFound
        lock_chest(session, known.chest_id)
        chest, _role = require(session, viewer, known.chest_id, Action.edit_any)
        seen = _seen_mentions(viewer).where(col(PersonProposal.id) == proposal_id)
        found = session.exec(
            select(PersonProposal)
            .where(col(PersonProposal.id) == proposal_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).first()
        if (
            found is None
            or session.execute(
                select_columns(col(PersonProposal.id)).where(
                    col(PersonProposal.id) == proposal_id, exists(seen)
                )
            ).first()
            is None
        ):
            raise NotFound
        return found, chest


def _seen_mentions(viewer: Viewer) -> Select[Any]:
    """The mentions of a proposal that stand in what the viewer sees."""
    return (
        select_columns(col(PersonMention.asset_id))
        .join(Asset, col(Asset.id) == col(PersonMention.asset_id))
        .where(col(PersonMention.proposal_id) == col(PersonProposal.id), visible_to(viewer))
        .correlate(PersonProposal)
    )


def _views(
    session: Session, viewer: Viewer, chest: Chest, rows: Sequence[PersonProposal]
) -> list[Proposal]:
    ids = [row.id for row in rows]
    if not ids:
        return []
    known = Known(roster_of(session, chest))
    claimed = claimed_by(session, chest, rows)
    place = (
        func.row_number()
        .over(partition_by=col(PersonMention.proposal_id), order_by=col(PersonMention.asset_id))
        .label("at")
    )
    number = func.count().over(partition_by=col(PersonMention.proposal_id)).label("number")
    seen = (
        select_columns(
            col(PersonMention.proposal_id),
            col(PersonMention.asset_id),
            col(PersonMention.place),
            col(PersonMention.quote),
            place,
            number,
        )
        .join(Asset, col(Asset.id) == col(PersonMention.asset_id))
        .where(col(PersonMention.proposal_id).in_(ids), visible_to(viewer))
        .subquery()
    )
    evidence: dict[UUID, list[Evidence]] = {}
    counts: dict[UUID, int] = {}
    for row in session.execute(select_columns(seen).where(seen.c.at <= _QUOTES)).all():
        evidence.setdefault(row.proposal_id, []).append(
            Evidence(row.asset_id, MentionIn(row.place), row.quote)
        )
        counts[row.proposal_id] = row.number
    return [
        _view(row, known, claimed, counts.get(row.id, 0), tuple(evidence.get(row.id, ())))
        for row in rows
    ]


def _view(
    row: PersonProposal,
    known: Known,
    claimed: Mapping[str, Relation],
    number: int,
    evidence: tuple[Evidence, ...],
) -> Proposal:
    relation = relation_of(row, known, claimed)
    return Proposal(
        id=row.id,
        name=row.name,
        relation=relation.value if relation else None,
        relation_words=row.relation_words,
        called_by=row.said_by if row.key.startswith("k:") else None,
        suggested=suggest(row, known, relation),
        number=number,
        evidence=evidence,
        state=row.state,
        person_id=row.person_id,
    )


def _new_name(row: PersonProposal) -> str:
    """Somebody who is only known by what Tom calls them, until somebody writes their name."""
    return f"{row.name} ({row.said_by})" if row.key.startswith("k:") and row.said_by else row.name


def _keep_name(session: Session, row: PersonProposal, person: Person, known: Known) -> None:
    if row.key.startswith("k:"):
        speaker = known.speaker(row.said_by)
        name = AlsoKnownAs(
            row.name, speaker.id if speaker else None, None if speaker else row.said_by
        )
    else:
        name = AlsoKnownAs(row.name)
    add_also(person, name)
    session.add(person)


def _decide(session: Session, viewer: Viewer, row: PersonProposal, account_id: UUID) -> None:
    row.decided_by, row.decided_at = account_id, utc_now()
    session.add(row)


def _read(cursor: str) -> tuple[int, UUID]:
    try:
        number, proposal_id = read_cursor(cursor)
        return int(number), UUID(proposal_id)
    except ValueError as error:
        raise unknown_place() from error
