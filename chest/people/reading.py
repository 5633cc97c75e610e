"""The names in a chest's memories, read in the background: new ones first, and then again and again
all others, for what was written to them since. Each memory costs the same, however many there are;
what was read and did not change is left as it is."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, delete, select, update

from chest.access.locks import lock_chest
from chest.database import Database
from chest.models import (
    Account,
    Asset,
    AssetState,
    Chest,
    Contribution,
    MentionIn,
    PeopleRead,
    PeopleWalk,
    PersonMention,
    PersonProposal,
    ProposalState,
    Transcript,
    TranscriptSegment,
    utc_now,
)
from chest.people.changes import make_honoree
from chest.people.mentions import Memory, mentions_of, propose
from chest.people.names import (
    fold_name,
    is_more_than_a_first_name,
)
from chest.people.roster import Known, roster_of

AT_ONCE = 100  # memories of one transaction: others who write wait as long
NEW_AT_ONCE = 1_000  # of one turn
AGAIN_AT_ONCE = 400
_LONGEST_QUOTE = 300
_MOST_SPEAKERS = 20
_WALK = "people"


class PeopleReader:
    """What the worker's sweep does every half minute. Two at once do nothing twice."""

    def __init__(self, *, database: Database) -> None:
        self._database = database

    def read(self) -> int:
        """Read the names of what is new, and of some that may have changed; returns how many
        memories had to be read."""
        done = 0
        for _turn in range(NEW_AT_ONCE // AT_ONCE):
            seen, changed = self._turn(new=True)
            done += changed
            if seen < AT_ONCE:
                break
        for _turn in range(AGAIN_AT_ONCE // AT_ONCE):
            seen, changed = self._turn(new=False)
            done += changed
            if seen < AT_ONCE:
                break
        return done

    def _turn(self, *, new: bool) -> tuple[int, int]:
        """How many memories were looked at, and how many of them read."""
        with self._database.write() as session:
            walk = session.get(PeopleWalk, _WALK, with_for_update=True)
            if walk is None:
                walk = PeopleWalk(name=_WALK)
                session.add(walk)
                session.flush()
            after = walk.newest if new else walk.again
            query = select(Asset.id).order_by(col(Asset.id)).limit(AT_ONCE)
            if after is not None:
                query = query.where(col(Asset.id) > after)
            if not new and walk.newest is not None:
                query = query.where(col(Asset.id) <= walk.newest)
            ids = session.exec(query).all()
            changed = read_names(session, ids)
            if new:
                walk.newest = ids[-1] if ids else walk.newest
            else:
                walk.again = ids[-1] if len(ids) == AT_ONCE else None  # and from the beginning
            session.add(walk)
            return len(ids), changed


def read_names(session: Session, ids: Sequence[UUID]) -> int:
    """Read the names in these memories where their words changed; returns in how many they had."""
    memories = _load(session, ids)
    known = dict(
        session.exec(
            select(PeopleRead.asset_id, PeopleRead.fingerprint).where(
                col(PeopleRead.asset_id).in_(ids)
            )
        ).all()
    )
    changed = [one for one in memories if known.get(one.asset.id) != one.fingerprint]
    by_chest: dict[UUID, list[Memory]] = {}
    for memory in changed:
        by_chest.setdefault(memory.asset.chest_id, []).append(memory)
    for chest_id, of_chest in by_chest.items():
        chest = session.get(Chest, chest_id)
        if chest is not None:
            _read_of(session, chest, of_chest)
    for memory in changed:
        row = session.get(PeopleRead, memory.asset.id)
        if row is None:
            row = PeopleRead(asset_id=memory.asset.id, fingerprint="")
        row.fingerprint = memory.fingerprint
        session.add(row)
    return len(changed)


def _load(session: Session, ids: Sequence[UUID]) -> list[Memory]:
    if not ids:
        return []
    rows = session.exec(
        select(Asset, Contribution, Account)
        .join(Contribution, col(Contribution.id) == col(Asset.contribution_id), isouter=True)
        .join(Account, col(Account.id) == col(Asset.added_by), isouter=True)
        .where(col(Asset.id).in_(ids), col(Asset.state) != AssetState.uploading)
    ).all()
    spoken = session.exec(
        select(TranscriptSegment.asset_id, TranscriptSegment.speaker)
        .join(Transcript, col(Transcript.asset_id) == col(TranscriptSegment.asset_id))
        .where(col(Transcript.asset_id).in_(ids), col(TranscriptSegment.speaker).is_not(None))
        .distinct()
        .order_by(col(TranscriptSegment.speaker))
    ).all()
    speakers: dict[UUID, list[str]] = {}
    for asset_id, speaker in spoken:
        speakers.setdefault(asset_id, []).append(speaker or "")
    return [
        Memory(asset, gift, account, tuple(speakers.get(asset.id, ())[:_MOST_SPEAKERS]))
        for asset, gift, account in rows
    ]


def _read_of(session: Session, chest: Chest, memories: Sequence[Memory]) -> None:
    lock_chest(session, chest.id)
    ids = [memory.asset.id for memory in memories]
    before = dict(
        session.exec(
            select(PersonMention.proposal_id, func.count())
            .where(col(PersonMention.asset_id).in_(ids))
            .group_by(col(PersonMention.proposal_id))
        ).all()
    )
    session.exec(delete(PersonMention).where(col(PersonMention.asset_id).in_(ids)))
    known = Known(roster_of(session, chest))
    wanted: dict[str, PersonProposal] = {}
    rows: dict[tuple[str, UUID, MentionIn], str] = {}
    for memory in memories:
        for told in mentions_of(memory, chest):
            proposal = propose(chest, told.mention, told.speaker)
            if proposal is None:
                continue
            first = wanted.setdefault(proposal.key, proposal)
            first.relation = first.relation or proposal.relation
            first.relation_words = first.relation_words or proposal.relation_words
            rows.setdefault(
                (proposal.key, memory.asset.id, told.place), told.mention.quote[:_LONGEST_QUOTE]
            )
    there = _proposals(session, chest, wanted, known)
    for (key, asset_id, place), quote in rows.items():
        session.add(
            PersonMention(proposal_id=there[key].id, asset_id=asset_id, place=place, quote=quote)
        )
    session.flush()
    _count(session, {*before, *(row.id for row in there.values())})


def _proposals(
    session: Session, chest: Chest, wanted: dict[str, PersonProposal], known: Known
) -> dict[str, PersonProposal]:
    """Those that there are by these keys, and new ones for the others."""
    found = {
        row.key: row
        for row in session.exec(
            select(PersonProposal)
            .where(
                col(PersonProposal.chest_id) == chest.id, col(PersonProposal.key).in_(list(wanted))
            )
            .with_for_update()
        ).all()
    }
    for key, proposal in wanted.items():
        row = found.get(key)
        if row is None:
            settle_by_name(proposal, known)
            if proposal.person_id == chest.id:
                make_honoree(session, chest)
            session.add(proposal)
            found[key] = proposal
        elif row.relation is None and proposal.relation:
            row.relation, row.relation_words = proposal.relation, proposal.relation_words
            session.add(row)
    session.flush()
    return found


def settle_by_name(proposal: PersonProposal, known: Known) -> None:
    """Whoever has the very name already is meant, where it is more than a first name, or one that
    the family itself wrote down: nobody is asked again."""
    if not proposal.key.startswith("n:"):
        return
    person = known.named(proposal.name)
    if person is not None and (
        is_more_than_a_first_name(proposal.name)
        or fold_name(person.name) == fold_name(proposal.name)
        or any(fold_name(one.name) == fold_name(proposal.name) for one in person.also)
    ):
        proposal.state, proposal.person_id = ProposalState.confirmed, person.id
        proposal.decided_at = utc_now()


def _count(session: Session, ids: set[UUID]) -> None:
    """In how many memories each of these names stands by now; one that stands nowhere any more and
    about which nobody decided anything is forgotten."""
    if not ids:
        return
    number = (
        select(func.count())
        .where(col(PersonMention.proposal_id) == col(PersonProposal.id))
        .scalar_subquery()
    )
    of_these = col(PersonProposal.id).in_(ids)
    session.exec(
        update(PersonProposal)
        .where(of_these)
        .values(number=number)
        .execution_options(synchronize_session=False)
    )
    session.exec(
        delete(PersonProposal)
        .where(
            of_these,
            col(PersonProposal.number) == 0,
            col(PersonProposal.state) == ProposalState.waiting,
        )
        .execution_options(synchronize_session=False)
    )
