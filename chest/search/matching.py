"""The language of each database's index: terms as it is asked for, and the predicates that ask.

SQLite has tables of its own for it (FTS5), PostgreSQL lists of words in a column: see
`chest.migrations.versions.0019_search`. Values are left open, for prepared questions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    Select,
    String,
    Uuid,
    and_,
    any_,
    bindparam,
    cast,
    func,
    literal_column,
    or_,
    text,
)
from sqlalchemy import select as select_columns
from sqlalchemy.dialects.postgresql import ARRAY, REGCONFIG
from sqlmodel import Session, col

from chest.models import SearchText
from chest.search.folding import Term
from chest.together import CONNECTION

_WEIGHTS = "8.0, 8.0, 8.0, 4.0, 3.0, 3.0, 1.0"  # in the order of the index's columns
TOLD = ("caption", "who", "place")  # what people said of a memory weighs most
# All but tags, for whoever may not read them. On PostgreSQL, by the weights of the index.
UNTAGGED = ("caption", "who", "place", "body", "giver", "name")
_UNTAGGED_WEIGHTS = "ABD"


def is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def match_of(terms: Sequence[Term], columns: Sequence[str] = ()) -> str:
    """The terms in the language of SQLite's index, all of them in some columns if any are named:
    words are quoted, and hold letters and digits alone."""
    said = " AND ".join(map(_match, terms))
    return f"{{{' '.join(columns)}}} : ({said})" if columns else said


def _match(term: Term) -> str:
    said = f'"{" ".join(term.words)}"' + ("*" if term.is_beginning else "")
    return f"({' OR '.join([said, *(f'{chr(34)}{near}{chr(34)}' for near in term.near)])})"


def names_match_of(words: Sequence[str]) -> str:
    """All words, the last of them only begun, for the index of names: it does not know which of
    them stand together."""
    *whole, begun = (f'"{word}"' for word in words)
    return " AND ".join([*whole, f"{begun}*"])


def tsquery_of(terms: Sequence[Term], weights: str = "") -> str:
    """The terms in the language of PostgreSQL's index, among words of these weights if any are
    named."""
    return " & ".join(_tsquery(term, weights) for term in terms)


def _tsquery(term: Term, weights: str) -> str:
    of = f":{weights}" if weights else ""
    *whole, last = (f"'{word}'{of}" for word in term.words)
    if term.is_beginning:
        last = f"{last}*" if of else f"{last}:*"
    said = " <-> ".join([*whole, last])
    return (
        f"({' | '.join([f'({said})', *(f'{chr(39)}{near}{chr(39)}{of}' for near in term.near)])})"
    )


def said_to(
    on_sqlite: bool, terms: Sequence[Term], columns: Sequence[str] = (), *, tagged: bool = True
) -> str:
    """What `has_words` of these columns is to be given; without `tagged`, tags are no words."""
    if on_sqlite:
        return match_of(terms, columns or (() if tagged else UNTAGGED))
    return tsquery_of(terms, "" if tagged else _UNTAGGED_WEIGHTS)


def has_words(name: str, on_sqlite: bool, columns: Sequence[str] = ()) -> ColumnElement[bool]:
    """The predicate over `SearchText` for rows with all of the words that are left open as `name`
    (see `said_to`); in some columns only, if any are named."""
    if on_sqlite:
        rows: Select[Any] = (
            select_columns(literal_column("rowid"))
            .select_from(text("search_fts"))
            .where(literal_column("search_fts").op("match")(_open(name)))
        )
        return col(SearchText.id).in_(rows)
    query = query_of(name)
    has_all: ColumnElement[bool] = col(SearchText.words).op("@@")(query)
    if not columns:
        return has_all
    there = [_listed(col(getattr(SearchText, column))).op("@@")(query) for column in columns]
    return and_(has_all, or_(*there))  # what the index can tell, first


def query_of(name: str) -> ColumnElement[Any]:
    """What is left open, as PostgreSQL asks its lists of words for it."""
    return func.to_tsquery(_simple(), _open(name))


def has_names(name: str) -> ColumnElement[bool]:
    """On PostgreSQL, over the rows of memories: whether all of the words stand in who is on it,
    where it was or who gave it. Written as `ix_search_text_names` is."""
    parts = [
        func.coalesce(col(getattr(SearchText, column)), literal_column("''"))
        for column in ("who", "place", "giver")
    ]
    blank: ColumnElement[Any] = literal_column("' '")
    together = parts[0].op("||")(blank).op("||")(parts[1]).op("||")(blank).op("||")(parts[2])
    return func.to_tsvector(_simple(), together).op("@@")(query_of(name))


def some_rows(name: str, *, ranked: bool, of: str = "search_fts") -> Select[Any]:
    """On SQLite, the `row_id` of rows with what is left open as `name`, and their `place`: the best
    first where they are `ranked`, else the youngest; as many as are left open as `at_once`.

    Ranking looks at all rows with any of the words, the youngest are found without."""
    place = f"bm25({of}, {_WEIGHTS})" if ranked else "-rowid"
    columns: list[Any] = [
        literal_column("rowid").label("row_id"), literal_column(place).label("place"),
    ]  # fmt: skip
    return (
        select_columns(*columns)
        .select_from(text(of))
        .where(literal_column(of).op("match")(_open(name)))
        .order_by(text("place") if ranked else text("rowid desc"))
        .limit(bindparam("at_once", type_=Integer()))
    )


_MORE = {
    of: text(f"select 1 from {of} where {of} match :match limit 1 offset :number")
    for of in ("search_fts", "search_names")
}


def has_more(session: Session, match: str, number: int, *, of: str = "search_fts") -> bool:
    """On SQLite, whether more rows than this number match: looks at no more of them."""
    row = connection_of(session).execute(_MORE[of], {"match": match, "number": number})
    return row.first() is not None


def connection_of(session: Session) -> Connection:
    """For statements that need nothing of what makes objects of rows: see `reading`."""
    connection: Connection = session.info.get(CONNECTION) or session.connection()
    return connection


def _open(name: str) -> BindParameter[str]:
    return bindparam(name, type_=String())


def _simple() -> ColumnElement[Any]:
    return literal_column("'simple'::regconfig", REGCONFIG())


def _listed(column: Any) -> ColumnElement[Any]:
    return func.to_tsvector(_simple(), func.coalesce(column, literal_column("''")))


def among(column: Any, on_sqlite: bool) -> ColumnElement[bool]:
    """Whether it is one of what is left open as `ids` (see `write_ids`): a list of any length in
    one value, so that the statement stays the same."""
    ids = _open("ids")
    if on_sqlite:
        each: Select[Any] = select_columns(literal_column("value")).select_from(func.json_each(ids))
        return col(column).in_(each)
    return col(column) == any_(cast(ids, ARRAY(Uuid())))


def write_ids(session: Session, ids: Sequence[UUID]) -> str:
    if is_sqlite(session):
        return f"[{','.join(f'{chr(34)}{one.hex}{chr(34)}' for one in ids)}]"
    return f"{{{','.join(map(str, ids))}}}"
