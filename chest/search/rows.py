"""Which memories have the words: asked of the index, and of what the viewer sees, in one question.

Of what they do not see nothing is counted and nothing comes out, whatever it says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    column,
    exists,
    func,
    literal_column,
    or_,
    table,
    text,
)
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from chest.access.tallies import on_display
from chest.access.viewers import Viewer
from chest.access.visibility import visible_to
from chest.dates.uncertain import UNDATED_SORT_KEY
from chest.models import Asset, AssetTag, SearchText, utc_now
from chest.search.asking import Wanted
from chest.search.folding import Term, words_of

DEPTH = 200  # memories of one list; nobody reads further, they ask more closely
_FIRST = 400  # rows of the index that are looked at before anybody is asked who sees them
_WEIGHTS = "8.0, 8.0, 8.0, 4.0, 3.0, 3.0, 1.0"  # in the order of the index's columns

_FTS = table("search_fts", column("rowid"))
_CALLED = {"person": "who", "place": "place", "giver": "giver"}


@dataclass(frozen=True)
class Hit:
    """A memory that was found, as what it is shown, and which of its sentences were."""

    asset_id: UUID
    shown_as: UUID
    sha256: str | None
    segment_id: UUID | None = None


def find_rows(
    session: Session, viewer: Viewer, chest_id: UUID, terms: Sequence[Term], wanted: Wanted
) -> list[Hit]:
    """What has all of these words in one row, best first."""
    if not terms:
        return []
    if _is_sqlite(session):
        return _ask_sqlite(session, viewer, chest_id, match_of(terms), wanted)
    query = func.to_tsquery("simple", tsquery_of(terms))
    words = col(SearchText.words)
    asked = (
        _select(viewer, chest_id, wanted, _is_sqlite(session))
        .where(words.op("@@")(query))
        .order_by(func.ts_rank(words, query).desc(), col(SearchText.id))
        .limit(DEPTH)
    )
    return _hits(session, asked)


def find_across(
    session: Session, viewer: Viewer, chest_id: UUID, terms: Sequence[Term], wanted: Wanted
) -> list[Hit]:
    """What has all of these words, each wherever it stands: one in a caption, one in what is said.
    Asked only where few have all in one place."""
    if len(terms) < 2 or not _has_sentences(session, chest_id):
        return []  # a memory's own words are all in one row
    is_sqlite = _is_sqlite(session)
    holds = [
        col(Asset.id).in_(
            select_columns(col(SearchText.asset_id)).where(
                col(SearchText.chest_id) == chest_id, has_words([term], is_sqlite)
            )
        )
        for term in terms
    ]
    asked = (
        _select(viewer, chest_id, wanted, is_sqlite)
        .where(col(SearchText.segment_id).is_(None), *holds)
        .order_by(col(Asset.taken_sort), col(Asset.id))
        .limit(DEPTH)
    )
    return _hits(session, asked)


def find_wanted(
    session: Session,
    viewer: Viewer,
    chest_id: UUID,
    wanted: Wanted,
    *,
    ids: Sequence[UUID] | None = None,
) -> list[Hit]:
    """What is wanted, whatever it says, in the order of a life; of these `ids` alone, if given."""
    asked = _select(viewer, chest_id, wanted, _is_sqlite(session)).where(
        col(SearchText.segment_id).is_(None)
    )
    if ids is not None:
        asked = asked.where(col(Asset.id).in_(ids))
    return _hits(session, asked.order_by(col(Asset.taken_sort), col(Asset.id)).limit(DEPTH))


def find_sentences(
    session: Session, asset_ids: Sequence[UUID], terms: Sequence[Term], *, each: int
) -> dict[UUID, list[UUID]]:
    """Which sentences of these recordings, which the viewer is known to see, have any of the
    words, in order."""
    if not asset_ids or not terms:
        return {}
    asked = (
        select_columns(col(SearchText.asset_id), col(SearchText.segment_id))
        .where(
            col(SearchText.asset_id).in_(asset_ids),
            col(SearchText.segment_id).is_not(None),
            or_(*(has_words([term], _is_sqlite(session)) for term in terms)),
        )
        .order_by(col(SearchText.asset_id), col(SearchText.second), col(SearchText.id))
    )
    found: dict[UUID, list[UUID]] = {}
    for asset_id, segment_id in session.connection().execute(asked):
        told = found.setdefault(asset_id, [])
        if segment_id is not None and len(told) < each:
            told.append(segment_id)
    return found


def find_matching(
    session: Session,
    viewer: Viewer,
    chest_id: UUID,
    term: Term,
    columns: Sequence[str],
    *,
    most: int,
) -> list[UUID]:
    """Memories with the term in one of these columns, in no order; at most so many, found without
    looking at all that have it."""
    asked = (
        select_columns(col(Asset.id))
        .where(*conditions(viewer, chest_id), col(SearchText.segment_id).is_(None))
        .limit(most)
    )
    if not _is_sqlite(session):
        told = (
            asked.select_from(SearchText)
            .join(Asset, col(Asset.id) == col(SearchText.asset_id))
            .where(has_words([term], False, columns))
        )
        return [row.id for row in session.connection().execute(told)]
    match = f"{{{' '.join(columns)}}} : {_match(term)}"
    at_once = most * 2
    while True:
        some = (
            select_columns(literal_column("rowid").label("row_id"))
            .select_from(text("search_fts"))
            .where(literal_column("search_fts").op("match")(match))
            .limit(at_once)
            .subquery()
        )
        told = (
            asked.select_from(some)
            .join(SearchText, col(SearchText.id) == some.c.row_id)
            .join(Asset, col(Asset.id) == col(SearchText.asset_id))
        )
        found = [row.id for row in session.connection().execute(told)]
        if len(found) >= most or not _has_more(session, match, at_once):
            return found
        at_once *= 10


def _has_sentences(session: Session, chest_id: UUID) -> bool:
    asked = (
        select_columns(col(SearchText.id))
        .where(col(SearchText.segment_id).is_not(None), col(SearchText.chest_id) == chest_id)
        .limit(1)
    )
    return session.connection().execute(asked).first() is not None


def has_words(
    terms: Sequence[Term], is_sqlite: bool, columns: Sequence[str] = ()
) -> ColumnElement[bool]:
    """The predicate over `SearchText` for rows with all of these words; in some columns only, if
    any are named."""
    if is_sqlite:
        match = match_of(terms)
        if columns:
            match = f"{{{' '.join(columns)}}} : ({match})"
        rows = select_columns(_FTS.c.rowid).where(
            literal_column("search_fts").op("match")(bindparam(None, match, type_=String()))
        )
        return col(SearchText.id).in_(rows)
    query = func.to_tsquery("simple", tsquery_of(terms))
    if not columns:
        return col(SearchText.words).op("@@")(query)
    both = col(SearchText.words).op("@@")(query)  # what the index can tell, first
    return and_(
        both,
        or_(
            *(
                func.to_tsvector("simple", func.coalesce(col(getattr(SearchText, name)), "")).op(
                    "@@"
                )(query)
                for name in columns
            )
        ),
    )


def match_of(terms: Sequence[Term]) -> str:
    """The terms in the language of SQLite's index: words are quoted, and hold letters and digits
    alone."""
    return " AND ".join(map(_match, terms))


def _match(term: Term) -> str:
    said = f'"{" ".join(term.words)}"' + ("*" if term.is_beginning else "")
    return f"({' OR '.join([said, *(f'{chr(34)}{near}{chr(34)}' for near in term.near)])})"


def tsquery_of(terms: Sequence[Term]) -> str:
    """The terms in the language of PostgreSQL's index."""
    return " & ".join(map(_tsquery, terms))


def _tsquery(term: Term) -> str:
    said = " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.is_beginning else "")
    return f"({' | '.join([f'({said})', *(f'{chr(39)}{near}{chr(39)}' for near in term.near)])})"


def conditions(viewer: Viewer, chest_id: UUID) -> list[ColumnElement[bool]]:
    """What of a chest somebody may find: what stands in their timeline, and parts of that."""
    return [
        col(SearchText.chest_id) == chest_id,
        col(Asset.chest_id) == chest_id,
        on_display(viewer),
        visible_to(viewer, now=utc_now()),
    ]


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


_Asked: TypeAlias = Select[UUID, UUID | None, str | None, bool, UUID | None]

_HIT = (
    col(Asset.id),
    col(Asset.companion_of),
    col(Asset.sha256),
    col(Asset.stands_apart),
    col(SearchText.segment_id),
)


def _select(viewer: Viewer, chest_id: UUID, wanted: Wanted, is_sqlite: bool) -> _Asked:
    return (
        select_columns(*_HIT)
        .select_from(SearchText)
        .join(Asset, col(Asset.id) == col(SearchText.asset_id))
        .where(*conditions(viewer, chest_id), *_narrowed(wanted, chest_id, is_sqlite))
    )


def _narrowed(wanted: Wanted, chest_id: UUID, is_sqlite: bool) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.kind is not None:
        found.append(col(Asset.kind) == wanted.kind)
    if wanted.since is not None:
        latest = col(Asset.taken_latest)
        found.append(or_(latest.is_(None), latest >= wanted.since.isoformat()))
    if wanted.until is not None:
        earliest = col(Asset.taken_earliest)
        found.append(or_(earliest.is_(None), earliest <= wanted.until.isoformat()))
    if wanted.since is not None or wanted.until is not None:
        found.append(col(Asset.taken_sort) != UNDATED_SORT_KEY)
    if wanted.tag is not None:
        found.append(
            exists(
                select_columns(col(AssetTag.asset_id)).where(
                    col(AssetTag.asset_id) == col(Asset.id),
                    col(AssetTag.label) == wanted.tag,
                    col(AssetTag.rejected).is_(False),
                )
            )
        )
    for name, told_in in _CALLED.items():
        said = getattr(wanted, name)
        words = tuple(word.folded for word in words_of(said or ""))
        if said and words:
            rows = select_columns(col(SearchText.asset_id)).where(
                col(SearchText.chest_id) == chest_id,
                has_words([Term(words)], is_sqlite, (told_in,)),
            )
            found.append(col(Asset.id).in_(rows))
    return found


def _ask_sqlite(
    session: Session, viewer: Viewer, chest_id: UUID, match: str, wanted: Wanted
) -> list[Hit]:
    """The best rows of the index first, and more of them until enough are seen by the viewer."""
    at_once = _FIRST
    while True:
        best = (
            select_columns(
                literal_column("rowid").label("row_id"),
                literal_column(f"bm25(search_fts, {_WEIGHTS})").label("place"),
            )
            .select_from(text("search_fts"))
            .where(literal_column("search_fts").op("match")(match))
            .order_by(text("place"))
            .limit(at_once)
            .subquery()
        )
        asked = (
            select_columns(*_HIT)
            .select_from(best)
            .join(SearchText, col(SearchText.id) == best.c.row_id)
            .join(Asset, col(Asset.id) == col(SearchText.asset_id))
            .where(*conditions(viewer, chest_id), *_narrowed(wanted, chest_id, True))
            .order_by(best.c.place, col(SearchText.id))
            .limit(DEPTH)
        )
        found = _hits(session, asked)
        if len(found) >= DEPTH or not _has_more(session, match, at_once):
            return found
        at_once *= 10


def _has_more(session: Session, match: str, at_once: int) -> bool:
    row = session.connection().execute(
        text("select 1 from search_fts where search_fts match :match limit 1 offset :number"),
        {"match": match, "number": at_once},
    )
    return row.first() is not None


def _hits(session: Session, asked: _Asked) -> list[Hit]:
    return [
        Hit(
            asset_id=row.id,
            shown_as=row.companion_of or row.id,
            sha256=None if row.stands_apart else row.sha256,
            segment_id=row.segment_id,
        )
        for row in session.connection().execute(asked)
    ]
