"""Whether what is searched in is what the memories say, and making it so again.

The database keeps the words itself, by the triggers of revision 0019 of the migrations, which tell
here as well what belongs in them. Memories are looked at some at a time, each time in a transaction
of its own: nobody waits for the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlmodel import Session

from chest.database import Database
from chest.upkeep.checks import Finding

_RULES = import_module("chest.migrations.versions.0019_search")
_AT_ONCE = 1_000
_OWN = ", ".join(_RULES.COLUMNS)
_INDEXES = {"search_fts": _RULES.COLUMNS, "search_names": _RULES.NAMES}  # on SQLite


@dataclass
class Wrong:
    """How many memories and sentences are not found by what they say, how many rows tell of what
    is gone, and how many are in no index (or one is there too much); `triggers` are those missing
    that keep all this."""

    memories: int = 0
    sentences: int = 0
    left_over: int = 0
    unindexed: int = 0
    triggers: int = 0

    @property
    def is_nothing(self) -> bool:
        return self == Wrong()

    def say(self) -> str:
        told = (
            (self.memories, "memory says", "memories say", "something else than is searched in"),
            (self.sentences, "sentence is", "sentences are", "not searched in as spoken"),
            (self.left_over, "row tells", "rows tell", "of what is gone"),
            (self.unindexed, "row is", "rows are", "indexed wrongly"),
            (self.triggers, "trigger is", "triggers are", "missing"),
        )
        return ", ".join(
            f"{number} {one if number == 1 else many} {what}"
            for number, one, many, what in told
            if number
        )


def check_words(database: Database) -> Finding:
    """Looks at every memory and sentence. Raises SQLAlchemyError where nothing answers."""
    wrong = find_wrong(database)
    if wrong.is_nothing:
        return Finding("search", ok=True, sentence="looks in what the memories say")
    sentence = f"{wrong.say()}. Run: python -m chest search rebuild"
    return Finding("search", ok=False, sentence=sentence)


def find_wrong(database: Database) -> Wrong:
    """What is wrong with the words that are searched in; changes nothing."""
    wrong = Wrong()
    with database.read() as session:
        wrong.triggers = _count_missing_triggers(session, database.is_sqlite)
    for kind, count in _KINDS:
        found = sum(len(ids) for _session, ids in _iter_wrong(database, kind, database.read))
        setattr(wrong, count, found)
    if database.is_sqlite:
        for index in _INDEXES:
            wrong.unindexed += sum(_iter_unindexed(database, index))
    return wrong


def mend_words(
    database: Database, *, everything: bool = False, told: Callable[[str], None] = lambda _: None
) -> Wrong:
    """Put right whatever is wrong, and tell what was; with `everything`, each row and the index are
    made anew. What others write meanwhile stays; stopped half way, it goes on when run again."""
    wrong = Wrong()
    with database.write() as session:
        wrong.triggers = _count_missing_triggers(session, database.is_sqlite)
        if wrong.triggers:
            for statement in _RULES.write_triggers(database.is_sqlite, apart=True):
                session.connection().execute(text(statement.replace(":", "\\:")))
    for kind, count in _KINDS:
        told(f"looking at {count.replace('_', ' ')}")
        for session, ids in _iter_wrong(database, kind, database.write, everything=everything):
            _MEND[kind](session, database.is_sqlite, ids)
            setattr(wrong, count, getattr(wrong, count) + len(ids))
    if database.is_sqlite:
        for index in _INDEXES:
            number = sum(_iter_unindexed(database, index))
            wrong.unindexed += number
            # Without a trigger, rows and index may differ in what no count tells.
            if number or everything or wrong.triggers:
                told("making the index")
                _make_index(database, index)
    return wrong


_KINDS = (("left", "left_over"), ("memory", "memories"), ("sentence", "sentences"))
_TABLES = {"left": "search_text", "memory": "asset", "sentence": "transcript_segment"}


def _iter_wrong(
    database: Database, kind: str, opened: Callable[[], Any], *, everything: bool = False
) -> Iterator[tuple[Session, list[Any]]]:
    """The ids of rows that are wrong, some at a time, each with the session they were found in."""
    is_sqlite = database.is_sqlite
    asked = _asked(kind, is_sqlite, everything=everything and kind != "left")
    after: Any = 0 if kind == "left" else "" if is_sqlite else UUID(int=0)
    table = _TABLES[kind]
    while True:
        with opened() as session:
            part = text(
                f"select max(id) from (select id from {table} where id > :after "
                "order by id limit :number) t"
                if is_sqlite
                else f"select id from (select id from {table} where id > :after "
                "order by id limit :number) t order by id desc limit 1"
            )
            connection = session.connection()
            until = connection.execute(part, {"after": after, "number": _AT_ONCE}).scalar()
            if until is None:
                return
            found = connection.execute(text(asked), {"after": after, "until": until})
            ids = [one for (one,) in found]
            if ids:
                yield session, ids
        after = until


def _asked(kind: str, is_sqlite: bool, *, everything: bool) -> str:
    within = "x.id > :after and x.id <= :until"
    if kind == "left":
        return (
            f"select x.id from search_text x where {within} and ("
            "not exists (select 1 from asset a where a.id = x.asset_id) or "
            "(x.segment_id is not null and not exists "
            "(select 1 from transcript_segment g where g.id = x.segment_id)))"
        )
    if everything:
        return f"select x.id from {_TABLES[kind]} x where {within}"
    differ = "is not" if is_sqlite else "is distinct from"
    if kind == "memory":
        values = _RULES.values_of_memory("x", is_sqlite, apart=True)
        there, own = "s.asset_id = x.id and s.segment_id is null", "s.chest_id <> x.chest_id"
    else:
        values = _RULES.values_of_sentence("x", is_sqlite)
        there, own = "s.segment_id = x.id", f"s.second {differ} x.start"
    kept = ", ".join(f"s.{name}" for name in values)
    wrong = [f"s.id is null or {own} or ({kept}) {differ} ({', '.join(values.values())})"]
    if not is_sqlite:
        wrong.append(f"s.words {differ} ({_RULES.weigh('s', apart=True)})")
    return (
        f"select x.id from {_TABLES[kind]} x left join search_text s on {there} "
        f"where {within} and ({' or '.join(wrong)})"
    )


# ---- putting right, within one transaction ----


def _forget(session: Session, _is_sqlite: bool, ids: list[Any]) -> None:
    _run(session, "delete from search_text where id in :ids", ids)


def _put_memories(session: Session, is_sqlite: bool, ids: list[Any]) -> None:
    values = _RULES.values_of_memory("a", is_sqlite, apart=True)
    _run(
        session,
        f"insert into search_text (asset_id, chest_id, {_OWN}) "
        f"select a.id, a.chest_id, {', '.join(values.values())} from asset a where a.id in :ids "
        "and not exists (select 1 from search_text s where s.asset_id = a.id "
        "and s.segment_id is null)",
        ids,
    )
    if not is_sqlite:  # after a lock of the row, so that what is written meanwhile is in it
        _run(session, "select search_put(a.id) from asset a where a.id in :ids order by a.id", ids)
        return
    put = ", ".join(
        f"{name} = (select {told} from asset a where a.id = search_text.asset_id)"
        for name, told in {"chest_id": "a.chest_id", **values}.items()
    )
    _run(
        session,
        f"update search_text set {put} where asset_id in :ids and segment_id is null",
        ids,
    )


def _put_sentences(session: Session, is_sqlite: bool, ids: list[Any]) -> None:
    if not is_sqlite:  # or what somebody writes meanwhile is overwritten by what it was
        _run(session, "select 1 from transcript_segment where id in :ids for update", ids)
    values = _RULES.values_of_sentence("g", is_sqlite)
    _run(
        session,
        "insert into search_text (asset_id, chest_id, segment_id, second, who, body) "
        f"select g.asset_id, a.chest_id, g.id, g.start, {values['who']}, {values['body']} "
        "from transcript_segment g join asset a on a.id = g.asset_id where g.id in :ids "
        "and not exists (select 1 from search_text s where s.segment_id = g.id)",
        ids,
    )
    put = ", ".join(
        f"{name} = (select {told} from transcript_segment g where g.id = search_text.segment_id)"
        for name, told in {"second": "g.start", **values}.items()
    )
    _run(session, f"update search_text set {put} where segment_id in :ids", ids)


_MEND = {"left": _forget, "memory": _put_memories, "sentence": _put_sentences}


def _run(session: Session, statement: str, ids: list[Any]) -> None:
    asked = text(statement).bindparams(bindparam("ids", expanding=True))
    session.connection().execute(asked, {"ids": ids})


# ---- triggers, and on SQLite the index ----


def _count_missing_triggers(session: Session, is_sqlite: bool) -> int:
    if is_sqlite:
        wanted = set(_RULES.SQLITE_TRIGGERS)
        asked = "select name from sqlite_master where type = 'trigger'"
    else:
        wanted = {"search_text_words", *(name for name, *_ in _RULES.POSTGRESQL_TRIGGERS)}
        asked = (
            "select t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid "
            "where t.tgenabled <> 'D' and pg_table_is_visible(c.oid)"
        )
    there = {name for (name,) in session.connection().execute(text(asked))}
    return len(wanted - there)


def _iter_unindexed(database: Database, index: str) -> Iterator[int]:
    """How many rows the index lacks or has too much, some of them at a time."""
    wanted = "1" if index == "search_fts" else _RULES.names_a_thing("s")
    asked = text(
        "select count(*) from ("
        f"select s.id from search_text s where s.id > :after and s.id <= :until and {wanted} "
        f"and s.id not in (select id from {index}_docsize where id > :after and id <= :until) "
        f"union all select d.id from {index}_docsize d where d.id > :after and d.id <= :until "
        f"and not exists (select 1 from search_text s where s.id = d.id and {wanted}))"
    )
    for after, until in _iter_parts(database, f"{index}_docsize"):
        with database.read() as session:
            yield session.connection().execute(asked, {"after": after, "until": until}).scalar_one()


def _iter_parts(database: Database, *others: str) -> Iterator[tuple[int, int]]:
    """From where to where rows of the index have their numbers."""
    with database.read() as session:
        last = max(
            session.connection().execute(text(f"select max(id) from {table}")).scalar() or 0
            for table in ("search_text", *others)
        )
    for after in range(0, last, 5 * _AT_ONCE):
        yield after, after + 5 * _AT_ONCE


def _make_index(database: Database, index: str) -> None:
    """From the first row on. Until it is made, less is found; it is found missing if stopped."""
    columns = ", ".join(_INDEXES[index])
    wanted = "1" if index == "search_fts" else _RULES.names_a_thing("search_text")
    with database.write() as session:
        session.connection().execute(text(f"insert into {index} ({index}) values ('delete-all')"))
    put = text(
        f"insert into {index} (rowid, {columns}) select id, {columns} from search_text "
        f"where id > :after and id <= :until and {wanted} "
        f"and id not in (select id from {index}_docsize where id > :after and id <= :until)"
    )
    for after, until in _iter_parts(database):
        with database.write() as session:
            session.connection().execute(put, {"after": after, "until": until})
