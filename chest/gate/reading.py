"""The texts of memories read by the gate: when they come, when they change, and again and again in
the background, for whatever was missed. What was read in the same wording is not read again.

Rows of the gate are locked after the memories they are of; whoever changes a memory has locked it
before its texts are read here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select as select_columns
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from ai.narrative.gate.reading import VERSION, Finding, find_held
from chest.database import Database
from chest.gate.settling import NOTHING, Found, settle
from chest.gate.texts import (
    TextOfMemory,
    fingerprint_of,
    join_wordings,
    load_texts,
    split_wordings,
)
from chest.models import Asset, HeldText, PeopleWalk, TextsRead

AT_ONCE = 100  # memories of one transaction: others who write wait as long
NEW_AT_ONCE = 1_000  # of one turn
AGAIN_AT_ONCE = 400
TEXTS_AT_ONCE = 2_000  # that the gate has not seen, before one transaction
TEXTS_IN_ALL = 10_000  # of one turn: what else the sweep does waits as long
_WALK = "texts"


@dataclass(frozen=True)
class _Looked:
    """Some memories, those of them that have to be read, and what the gate finds in their texts."""

    ids: Sequence[UUID] = ()
    due: Sequence[UUID] = ()
    known: Found = field(default_factory=dict)


class TextReader:
    """What the worker's sweep does every half minute. Two at once do nothing twice."""

    def __init__(self, *, database: Database) -> None:
        self._database = database

    def read(self) -> int:
        """Read what is new, and of the rest a part after the other; returns how many memories had
        to be read."""
        done, texts = 0, 0
        for new, most in ((True, NEW_AT_ONCE), (False, AGAIN_AT_ONCE)):
            seen = 0
            while seen < most and texts < TEXTS_IN_ALL:
                looked = self._turn(new=new)
                seen += len(looked.ids)
                done += len(looked.due)
                texts += len(looked.known)
                if not looked.ids or self._is_at_end(new=new):
                    break
        return done

    def _is_at_end(self, *, new: bool) -> bool:
        with self._database.read() as session:
            walk = session.get(PeopleWalk, _WALK)
            if walk is None or not new:
                return walk is None or walk.again is None
            return not _ids_after(session, walk.newest, limit=1)

    def _turn(self, *, new: bool) -> _Looked:
        with self._database.read() as session:
            walk = session.get(PeopleWalk, _WALK)
            after = (walk.newest if new else walk.again) if walk else None
            until = walk.newest if walk and not new else None
            if not new and until is None:
                return _Looked()
            ids = _ids_after(session, after, until=until, limit=AT_ONCE)
            looked = _look_at(session, ids, most=TEXTS_AT_ONCE)
        with self._database.write() as session:
            walk = session.get(PeopleWalk, _WALK, with_for_update=True)
            if walk is None:
                walk = PeopleWalk(name=_WALK)
            elif (walk.newest if new else walk.again) != after:
                return _Looked()  # another worker was here
            read_memories(session, looked.due, known=looked.known)
            is_whole = len(looked.ids) == len(ids) < AT_ONCE
            if new:
                walk.newest = looked.ids[-1] if looked.ids else walk.newest
            else:
                walk.again = None if is_whole else looked.ids[-1]  # and from the beginning
            session.add(walk)
        return looked


def _ids_after(
    session: Session, after: UUID | None, *, until: UUID | None = None, limit: int
) -> Sequence[UUID]:
    query = select(Asset.id).order_by(col(Asset.id)).limit(limit)
    if after is not None:
        query = query.where(col(Asset.id) > after)
    if until is not None:
        query = query.where(col(Asset.id) <= until)
    return session.exec(query).all()


def read_chest(database: Database, chest_id: UUID) -> int:
    """Read all that was not read in this wording, some memories in a transaction; returns how many
    had to be. To be called before a story is told."""
    with database.read() as session:
        parts = list(_parts_of(session, chest_id))
    return sum(read_now(database, ids) for ids in parts)


def read_now(database: Database, ids: Sequence[UUID]) -> int:
    """Read these where they were not read in this wording, in a transaction of its own in which
    nobody waits for the gate; returns how many had to be."""
    with database.read() as session:
        looked = _look_at(session, ids)
    if not looked.due:
        return 0
    with database.write() as session:
        return read_memories(session, looked.due, known=looked.known)


def read_texts(session: Session, chest_id: UUID, asset_ids: Sequence[UUID] | None) -> int:
    """Read the texts of these memories, or of all in the chest, in the caller's transaction;
    returns in how many memories there was something new to read."""
    if asset_ids is None:
        return sum(read_memories(session, ids) for ids in _parts_of(session, chest_id))
    return read_memories(session, asset_ids)


def _parts_of(session: Session, chest_id: UUID) -> Iterator[Sequence[UUID]]:
    ids = session.exec(
        select(Asset.id).where(col(Asset.chest_id) == chest_id).order_by(col(Asset.id))
    ).all()
    return (ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE))


def _look_at(session: Session, ids: Sequence[UUID], *, most: int | None = None) -> _Looked:
    """The gate over what was not read of these, before a transaction in which others would wait
    for it; with `most`, of as many of them as have no more new texts, and of one in any case."""
    texts = load_texts(session, ids)
    due = _list_due(session, ids, texts)
    seen = _wordings(session, due)
    known: dict[bytes, tuple[Finding, ...]] = {}
    for place, asset_id in enumerate(due):
        new = [
            text for text in texts[asset_id] if text.wording not in seen.get(asset_id, frozenset())
        ]
        if most is not None and place and len(known) + len(new) > most:
            ids = [id for id in ids if id < asset_id]
            due = due[:place]
            break
        for text in new:
            if text.wording not in known:
                known[text.wording] = tuple(find_held(text.words))
    return _Looked(ids, due, known)


def read_memories(session: Session, ids: Sequence[UUID], *, known: Found = NOTHING) -> int:
    """`read_texts` of a handful, whatever chests they are in; `known` is what is found in texts
    that were looked at before."""
    due = _list_due(session, ids, load_texts(session, ids)) if ids else []
    if not due:
        return 0
    there = session.execute(
        select_columns(col(Asset.id), col(Asset.chest_id))
        .where(col(Asset.id).in_(due))
        .order_by(col(Asset.id))
        .with_for_update(read=True, key_share=True)
    ).all()
    chests: dict[UUID, UUID] = {row[0]: row[1] for row in there}
    if not chests:
        return 0
    _make_rows(session, chests)
    rows = session.exec(
        select(TextsRead)
        .where(col(TextsRead.asset_id).in_(list(chests)))
        .order_by(col(TextsRead.asset_id))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    texts = load_texts(session, list(chests))  # as they are after the lock
    held = _held_of(session, list(chests))
    for row in rows:
        of_this = texts.get(row.asset_id, [])
        settle(session, chests[row.asset_id], row, of_this, held.get(row.asset_id, []), known=known)
        row.version, row.fingerprint = VERSION, fingerprint_of(of_this)
        row.wordings = join_wordings(of_this)
        session.add(row)
    session.flush()
    return len(due)


def _list_due(
    session: Session, ids: Sequence[UUID], texts: Mapping[UUID, Sequence[TextOfMemory]]
) -> list[UUID]:
    """Those whose texts are not what was read."""
    known = dict(
        session.exec(
            select(TextsRead.asset_id, TextsRead.fingerprint).where(
                col(TextsRead.asset_id).in_(ids)
            )
        ).all()
    )
    return sorted(
        asset_id
        for asset_id, of_this in texts.items()
        # Of what has no words there is no row, unless it had some.
        if (of_this or asset_id in known) and known.get(asset_id) != fingerprint_of(of_this)
    )


def _wordings(session: Session, ids: Sequence[UUID]) -> dict[UUID, frozenset[bytes]]:
    rows = session.exec(
        select(TextsRead.asset_id, TextsRead.wordings).where(
            col(TextsRead.asset_id).in_(ids), col(TextsRead.version) == VERSION
        )
    )
    return {asset_id: split_wordings(kept) for asset_id, kept in rows}


def _make_rows(session: Session, ids: Iterable[UUID]) -> None:
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    session.execute(
        insert(TextsRead)
        .values([{"asset_id": id, "version": "", "fingerprint": "", "wordings": b""} for id in ids])
        .on_conflict_do_nothing()
    )


def _held_of(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[HeldText]]:
    rows = session.exec(
        select(HeldText)
        .where(col(HeldText.asset_id).in_(ids))
        .order_by(col(HeldText.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    held: dict[UUID, list[HeldText]] = {}
    for row in rows:
        held.setdefault(row.asset_id, []).append(row)
    return held
