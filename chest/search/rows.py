"""Which memories have the words: asked of the index, and of what the viewer sees, in one question.

Of what they do not see nothing is counted and nothing comes out, whatever it says. Questions are
prepared (decision 0020): one for each shape, with what is asked left open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Uuid,
    bindparam,
    func,
    literal_column,
    null,
    or_,
    type_coerce,
)
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from chest.access.prepared import NOW, Prepared
from chest.access.repeats import picture_of
from chest.access.tallies import on_display
from chest.access.viewers import Viewer
from chest.access.visibility import visible_to
from chest.models import Asset, SearchText
from chest.models.base import ManyIds
from chest.search.asking import Wanted
from chest.search.folding import Term
from chest.search.matching import (
    TOLD,
    among,
    has_more,
    has_words,
    is_sqlite,
    match_of,
    query_of,
    said_to,
    some_rows,
    write_ids,
)
from chest.search.narrowing import narrowed_by, values_of
from chest.tags.rows import reads_tags

DEPTH = 200  # memories of one list; nobody reads further, they ask more closely
_FIRST = 300  # rows of the index that are looked at before anybody is asked who sees them
_MANY = 1_500  # rows with a word: where there are more, having it says little, and nobody counts


class Hit(NamedTuple):
    """A memory that was found, as what it is shown, the bytes under which it and its copies are
    shown as one, and which of its sentences were found."""

    asset_id: UUID
    shown_as: UUID
    sha256: str | None
    segment_id: UUID | None = None


class _How(StrEnum):
    """By which words: all in one row (on SQLite by how much they tell, by how much the rare ones of
    them do, or the youngest rows first), each wherever it stands, or by none."""

    ranked = "ranked"
    by_rare = "rare"
    youngest = "youngest"
    across = "across"
    wanted = "wanted"


def _id(column: Any) -> ColumnElement[Any]:
    return type_coerce(column, ManyIds())


_COLUMNS = (
    _id(col(Asset.id)),
    _id(col(Asset.companion_of)),
    picture_of(Asset),
    col(Asset.stands_apart),
)


@dataclass(frozen=True)
class _Shape:
    """What decides how a question is written."""

    how: _How
    narrowed: tuple[str, ...]
    on_sqlite: bool
    terms: int = 0
    of_some: bool = False


def find_rows(
    session: Session, viewer: Viewer, chest_id: UUID, terms: Sequence[Term], wanted: Wanted
) -> list[Hit]:
    """What has all of these words in one row, best first. On SQLite words that stand in thousands
    of rows say nothing about which are best; with no others, what people said of a memory is before
    what is only in it, and what came last is first."""
    if not terms:
        return []
    on_sqlite, tagged = is_sqlite(session), reads_tags(viewer)
    match = said_to(on_sqlite, terms, tagged=tagged)
    if not on_sqlite:
        return _ask(session, viewer, chest_id, wanted, _How.ranked, match=match)
    singly = {term: said_to(True, [term], tagged=tagged) for term in terms}
    rare = [term for term in terms if not has_more(session, singly[term], _MANY)]
    if len(rare) == len(terms):
        return _ask_more(session, viewer, chest_id, wanted, _How.ranked, match)
    if rare:
        return _ask(
            session, viewer, chest_id, wanted, _How.by_rare,
            match=match, rare=said_to(True, rare, tagged=tagged), at_once=_MANY,
        )  # fmt: skip
    told = match_of(terms, TOLD)
    found = _ask_more(session, viewer, chest_id, wanted, _How.youngest, told)
    if len(found) < DEPTH:
        found += _ask_more(session, viewer, chest_id, wanted, _How.youngest, match)
    return list(dict.fromkeys(found))[:DEPTH]


def find_across(
    session: Session, viewer: Viewer, chest_id: UUID, terms: Sequence[Term], wanted: Wanted
) -> list[Hit]:
    """What has all of these words, each wherever it stands: one in a caption, one in what is said.
    Asked only where few have all in one place."""
    if len(terms) < 2 or not _SENTENCES.ask(session, viewer, chest_id=chest_id):
        return []  # a memory's own words are all in one row
    on_sqlite, tagged = is_sqlite(session), reads_tags(viewer)
    said: dict[str, Any] = {
        f"term_{n}": said_to(on_sqlite, [term], tagged=tagged) for n, term in enumerate(terms)
    }
    return _ask(session, viewer, chest_id, wanted, _How.across, terms=len(terms), **said)


def find_wanted(
    session: Session,
    viewer: Viewer,
    chest_id: UUID,
    wanted: Wanted,
    *,
    ids: Sequence[UUID] | None = None,
) -> list[Hit]:
    """What is wanted, whatever it says, in the order of a life; of these `ids` alone, if given."""
    if ids is None:
        return _ask(session, viewer, chest_id, wanted, _How.wanted)
    some = write_ids(session, ids)
    return _ask(session, viewer, chest_id, wanted, _How.wanted, of_some=True, ids=some)


def find_sentences(
    session: Session,
    viewer: Viewer,
    asset_ids: Sequence[UUID],
    terms: Sequence[Term],
    *,
    each: int,
) -> dict[UUID, list[UUID]]:
    """Which sentences of these recordings, which the viewer is known to see, have any of the
    words, in order."""
    if not asset_ids or not terms:
        return {}
    on_sqlite = is_sqlite(session)
    said = {f"term_{n}": said_to(on_sqlite, [term]) for n, term in enumerate(terms)}
    rows = _FOUND_SENTENCES.ask(
        session, viewer, on_sqlite, len(terms), ids=write_ids(session, asset_ids), **said
    )
    found: dict[UUID, list[UUID]] = {}
    for asset_id, segment_id in rows:
        told = found.setdefault(asset_id, [])
        if len(told) < each:
            told.append(segment_id)
    return found


def conditions(viewer: Viewer) -> list[ColumnElement[bool]]:
    """What somebody may find of the chest that is left open as `chest_id`: what stands in their
    timeline, and parts of that."""
    return [
        col(SearchText.chest_id) == bindparam("chest_id"),
        col(Asset.chest_id) == bindparam("chest_id"),
        *_shown(viewer),
    ]


def _shown(viewer: Viewer) -> list[ColumnElement[bool]]:
    return [on_display(viewer), visible_to(viewer, now=NOW)]


def _ask(
    session: Session,
    viewer: Viewer,
    chest_id: UUID,
    wanted: Wanted,
    how: _How,
    *,
    terms: int = 0,
    of_some: bool = False,
    **values: Any,
) -> list[Hit]:
    on_sqlite = is_sqlite(session)
    narrowed = values_of(wanted, on_sqlite)
    shape = _Shape(how, tuple(narrowed), on_sqlite, terms, of_some)
    values |= narrowed
    rows = _FOUND.ask(session, viewer, shape, chest_id=chest_id, most=DEPTH, **values)
    return [
        Hit(asset_id, companion_of or asset_id, None if apart else sha256, segment_id)
        for asset_id, companion_of, sha256, apart, segment_id in rows
    ]


def _ask_more(
    session: Session, viewer: Viewer, chest_id: UUID, wanted: Wanted, how: _How, match: str
) -> list[Hit]:
    """The first rows of the index, and more of them until enough are seen by the viewer."""
    at_once = _FIRST
    while True:
        found = _ask(session, viewer, chest_id, wanted, how, match=match, at_once=at_once)
        if len(found) >= DEPTH or not has_more(session, match, at_once):
            return found
        at_once *= 10


def _found(viewer: Viewer, shape: _Shape) -> Select[Any]:
    if shape.how in (_How.across, _How.wanted):
        return _by_life(viewer, shape)
    asked = (
        select_columns(*_COLUMNS, _id(col(SearchText.segment_id)))
        .where(*conditions(viewer), *narrowed_by(viewer, shape.narrowed, shape.on_sqlite))
        .limit(bindparam("most", type_=Integer()))
    )
    if not shape.on_sqlite:
        words, query = col(SearchText.words), query_of("match")
        return (
            join(asked.select_from(SearchText))
            .where(words.op("@@")(query))
            .order_by(func.ts_rank(words, query).desc(), col(SearchText.id))
        )
    some = some_rows("match", ranked=shape.how is _How.ranked).subquery()
    if shape.how is not _How.by_rare:
        joined = asked.select_from(some).join(SearchText, col(SearchText.id) == some.c.row_id)
        return join(joined).order_by(some.c.place, col(SearchText.id))
    best = some_rows("rare", ranked=True).subquery()
    joined = (
        asked.select_from(some)
        .join(best, best.c.row_id == some.c.row_id)
        .join(SearchText, col(SearchText.id) == some.c.row_id)
    )
    return join(joined).order_by(best.c.place, col(SearchText.id))


_FOUND = Prepared(_found)


def _by_life(viewer: Viewer, shape: _Shape) -> Select[Any]:
    """Of memories alone, in the order of a life: without the index, or with all words wherever."""
    holds: list[ColumnElement[bool]] = [
        col(Asset.id).in_(
            select_columns(col(SearchText.asset_id)).where(
                col(SearchText.chest_id) == bindparam("chest_id"),
                has_words(f"term_{n}", shape.on_sqlite),
            )
        )
        for n in range(shape.terms)
    ]
    in_chest: ColumnElement[bool] = col(Asset.chest_id) == bindparam("chest_id")
    if shape.of_some:
        holds.append(among(Asset.id, shape.on_sqlite))
        if shape.on_sqlite:  # or it goes through the chest and looks which are among them
            in_chest = literal_column("+asset.chest_id", Uuid()) == bindparam("chest_id")
    return (
        select_columns(*_COLUMNS, null().label("segment_id"))
        .where(
            in_chest, *_shown(viewer), *narrowed_by(viewer, shape.narrowed, shape.on_sqlite), *holds
        )
        .order_by(col(Asset.taken_sort), col(Asset.id))
        .limit(bindparam("most", type_=Integer()))
    )


def join(asked: Select[Any]) -> Select[Any]:
    return asked.join(Asset, col(Asset.id) == col(SearchText.asset_id))


def _sentences(_: Viewer) -> Select[Any]:
    return (
        select_columns(literal_column("1"))
        .select_from(SearchText)
        .where(
            col(SearchText.segment_id).is_not(None),
            col(SearchText.chest_id) == bindparam("chest_id"),
        )
        .limit(1)
    )


_SENTENCES = Prepared(_sentences)


def _found_sentences(_: Viewer, on_sqlite: bool, terms: int) -> Select[Any]:
    columns: list[Any] = [col(SearchText.asset_id), col(SearchText.segment_id)]
    return (
        select_columns(*columns)
        .where(
            among(SearchText.asset_id, on_sqlite),
            col(SearchText.segment_id).is_not(None),
            or_(*(has_words(f"term_{n}", on_sqlite) for n in range(terms))),
        )
        .order_by(col(SearchText.asset_id), col(SearchText.second), col(SearchText.id))
    )


_FOUND_SENTENCES = Prepared(_found_sentences)
