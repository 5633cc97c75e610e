"""Whom of the roster some words name, by any of the names that everybody calls them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from chest.access.prepared import Prepared
from chest.access.viewers import AccountViewer, Viewer
from chest.models import Person
from chest.people.roster import MOST
from chest.search.asking import Wanted
from chest.search.folding import Term, words_of
from chest.search.rows import Hit, find_across, find_rows, find_wanted

_MOST_MEANT = 3


def list_names(session: Session, viewer: Viewer, chest_id: UUID) -> list[tuple[UUID, str]]:
    """Everybody's names, each with whom it stands for. Nothing for whoever may not know who is
    who; what only one person calls somebody ("Dad") is no name for all."""
    if not isinstance(viewer, AccountViewer):
        return []
    rows = _NAMES.ask(session, viewer, chest_id=chest_id)
    there = {row.id for row in rows}
    return [
        (row.stands_as, name)
        for row in rows
        if row.stands_as in there
        for name in _of_all(row.name, row.called, row.also)
    ]


def find_on(
    session: Session, viewer: Viewer, chest_id: UUID, terms: Sequence[Term], wanted: Wanted
) -> list[tuple[list[Hit], str]]:
    """What shows somebody whom these words name, and has the other words: as a family said that it
    does, also where no caption names them. For each person that may be meant, with their name."""
    if wanted.person_id is not None:
        return []
    found = []
    for person_id, name, others in _meant(list_names(session, viewer, chest_id), terms):
        of_them = replace(wanted, person_id=person_id)
        if others:
            hits = find_rows(session, viewer, chest_id, others, of_them)
            hits = hits or find_across(session, viewer, chest_id, others, of_them)
        else:
            hits = find_wanted(session, viewer, chest_id, of_them)
        if hits:
            found.append((hits, name))
    return found


def _of_all(name: str, called: str | None, also: Iterable[dict[str, Any]]) -> list[str]:
    others = [one["name"] for one in also if not one.get("by") and not one.get("who")]
    return [name, *([called] if called else []), *others]


def _meant(
    names: Sequence[tuple[UUID, str]], terms: Sequence[Term]
) -> list[tuple[UUID, str, list[Term]]]:
    """Who is named by some of the words in their order, or by the first of their own names; those
    of whom most is said first. With the words that are left."""
    said = [term.words for term in terms]
    flat = tuple(word for words in said for word in words)
    best: dict[UUID, tuple[int, str, frozenset[str]]] = {}
    for person_id, name in names:
        own = tuple(word.folded for word in words_of(name))
        for length in range(len(own), 0, -1):
            if _stands_in(own[:length], flat):
                if length > best.get(person_id, (0, "", frozenset()))[0]:
                    best[person_id] = length, name, frozenset(own[:length])
                break
    longest = max((length for length, _, _ in best.values()), default=0)
    return [
        (person_id, name, [term for term in terms if not words.issuperset(term.words)])
        for person_id, (length, name, words) in best.items()
        if length == longest
    ][:_MOST_MEANT]


def _stands_in(name: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return any(words[at : at + len(name)] == name for at in range(len(words) - len(name) + 1))


def _names(_: Viewer) -> Select[Any]:
    return (
        select_columns(
            col(Person.id), col(Person.stands_as), col(Person.name), col(Person.called),
            col(Person.also),
        )
        .where(col(Person.chest_id) == bindparam("chest_id"), col(Person.deleted_at).is_(None))
        .order_by(col(Person.name), col(Person.id))
        .limit(MOST * 2)
    )  # fmt: skip


_NAMES = Prepared(_names)
