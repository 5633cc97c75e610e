"""What somebody may go on to type: names, places, tags and dates that the viewer sees."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Select, String, bindparam, func, literal_column
from sqlalchemy import select as select_columns
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Session, col

from ai.tagging.vocabulary import called
from chest.access.prepared import NOW, Prepared
from chest.access.tallies import on_display
from chest.access.viewers import Viewer
from chest.access.visibility import visible_to
from chest.dates.uncertain import parse_date, say_date
from chest.models import Asset, AssetTag, Contribution, SearchText
from chest.search.albums import find_albums
from chest.search.folding import Term, words_of
from chest.search.matching import has_more, has_names, is_sqlite, names_match_of, said_to, some_rows
from chest.search.people import list_names
from chest.search.rows import conditions, join
from chest.tags.rows import reads_tags
from language import current

_LOOKED_AT = 200  # memories whose names and places are told apart
_LONGEST = 60
_SHORTEST = 2
_MOST_TAGS = 60
_MOST_ALBUMS = 3
_COUNTED = 100  # memories that have a tag; more are as many
_KINDS = ("person", "place", "giver", "giver")
_PARTS = re.compile(r"\s*(?:[,;/&+\n]|\b(?:and|e|und|et|y)\b)\s*")


@dataclass(frozen=True)
class Suggestion:
    """`kind` is person, giver, place, tag, date or album; `text` goes on from what was typed. Of an
    album it is the name, and `id` is told with it."""

    kind: str
    text: str
    id: UUID | None = None


def suggest(
    session: Session, viewer: Viewer, chest_id: UUID, typed: str, *, limit: int, southern: bool
) -> list[Suggestion]:
    """At most `limit` of them, those of most memories first and albums last. Made of what the
    viewer sees and, for members, of the people whom the family told apart: nothing else can be in
    them."""
    words = tuple(word.folded for word in words_of(typed))
    if not words or len("".join(words)) < _SHORTEST:
        return []
    counts: Counter[tuple[str, str]] = Counter()
    for row in _list_named(session, viewer, chest_id, words):
        told: set[tuple[str, str]] = set()
        for kind, text in zip(_KINDS, row, strict=True):
            parts = [] if not text else _PARTS.split(text) if kind == "person" else [text]
            told |= {(kind, part) for part in map(str.strip, parts)}
        counts.update(told)
    # Somebody may stand in no caption at all.
    counts.update({("person", name) for _, name in list_names(session, viewer, chest_id)})
    for label, number in _count_tags(session, viewer, chest_id, words).items():
        counts["tag", label] = number
    going_on = [
        (kind, text)
        for kind, text in counts
        if text and len(text) <= _LONGEST and _goes_on(text, words)
    ]
    best = sorted(going_on, key=lambda one: (-counts[one], one[1], one[0]))
    unlike: dict[str, Suggestion] = {}
    for kind, text in best:  # somebody who gave and is on it is offered once
        unlike.setdefault(text.lower(), Suggestion(kind, text))
    albums = find_albums(session, viewer, chest_id, typed, limit=_MOST_ALBUMS)
    others = [*_dates(typed, southern), *unlike.values()][: limit - len(albums)]
    return [*others, *(Suggestion("album", one.name, one.id) for one in albums)]


@lru_cache(maxsize=4096)  # the same names and tags come with every letter
def _words_of(text: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words_of(text))


def _goes_on(text: str, words: tuple[str, ...]) -> bool:
    """Whether the words stand in the text one after the other, the last of them only begun."""
    told = _words_of(text)
    for at in range(len(told) - len(words) + 1):
        here = told[at : at + len(words)]
        if here[:-1] == words[:-1] and here[-1].startswith(words[-1]):
            return True
    return False


def _list_named(
    session: Session, viewer: Viewer, chest_id: UUID, words: tuple[str, ...]
) -> list[Any]:
    """Who is on it, the place, who gave and who sent it, of memories that have all of the words in
    them; of the youngest where there are many."""
    on_sqlite = is_sqlite(session)
    values: dict[str, Any] = {"chest_id": chest_id, "most": _LOOKED_AT}
    if not on_sqlite:
        begun = [Term((word,), is_beginning=n == len(words)) for n, word in enumerate(words, 1)]
        return list(_NAMED.ask(session, viewer, False, match=said_to(False, begun), **values))
    match, at_once = names_match_of(words), _LOOKED_AT
    while True:
        found = _NAMED.ask(session, viewer, True, match=match, at_once=at_once, **values)
        if len(found) >= _LOOKED_AT or not has_more(session, match, at_once, of="search_names"):
            return list(found)
        at_once *= 10


def _named(viewer: Viewer, on_sqlite: bool) -> Select[Any]:
    told: list[Any] = [
        col(Asset.who), col(Asset.place), col(Contribution.name), col(Asset.sender),
    ]  # fmt: skip
    asked = (
        select_columns(*told)
        .where(*conditions(viewer), col(SearchText.segment_id).is_(None))
        .limit(bindparam("most", type_=Integer()))
    )
    if on_sqlite:
        some = some_rows("match", ranked=False, of="search_names").subquery()
        asked = asked.select_from(some).join(SearchText, col(SearchText.id) == some.c.row_id)
    else:
        asked = asked.select_from(SearchText).where(has_names("match"))
    gift = col(Contribution.id) == col(Asset.contribution_id)
    return join(asked).outerjoin(Contribution, gift)


_NAMED = Prepared(_named)


def _count_tags(
    session: Session, viewer: Viewer, chest_id: UUID, words: tuple[str, ...]
) -> dict[str, int]:
    """The tags that go on from the words, and of how many memories that the viewer sees. Nothing
    for whoever reads no tags."""
    if not reads_tags(viewer):
        return {}
    every = _LABELS.ask(session, viewer, chest_id=chest_id)
    speaks = current()
    begun = [label for (label,) in every if label and _goes_on(called(label, speaks), words)][
        :_MOST_TAGS
    ]
    if not begun:
        return {}
    on_sqlite = is_sqlite(session)
    asked = json.dumps(begun) if on_sqlite else begun
    counted = _TAGGED.ask(session, viewer, on_sqlite, chest_id=chest_id, labels=asked)
    return {called(label, speaks): number for label, number in counted if number}


def _labels(_: Viewer) -> Select[Any]:
    """The tags of a chest, whatever number of memories have them: from each to the next one in the
    index."""
    of = col(AssetTag.chest_id) == bindparam("chest_id")
    first = func.min(col(AssetTag.label))
    labels = select_columns(first.label("label")).where(of).cte("labels", recursive=True)
    following = select_columns(first).where(of, col(AssetTag.label) > labels.c.label)
    labels = labels.union_all(
        select_columns(following.correlate(labels).scalar_subquery()).where(
            labels.c.label.is_not(None)
        )
    )
    return select_columns(labels.c.label)


_LABELS = Prepared(_labels)


def _tagged(viewer: Viewer, on_sqlite: bool) -> Select[Any]:
    each: Select[Any]
    if on_sqlite:
        of = func.json_each(bindparam("labels", type_=String()))
        each = select_columns(literal_column("value").label("label")).select_from(of)
    else:
        each = select_columns(
            func.unnest(bindparam("labels", type_=ARRAY(String()))).label("label")
        )
    labels = each.subquery("labels")
    seen = (
        select_columns(literal_column("1"))
        .select_from(AssetTag)
        .join(Asset, col(Asset.id) == col(AssetTag.asset_id))
        .where(
            col(AssetTag.chest_id) == bindparam("chest_id"),
            col(AssetTag.label) == literal_column("labels.label"),
            col(AssetTag.rejected).is_(False),
            on_display(viewer),
            visible_to(viewer, now=NOW),
        )
        .limit(literal_column(str(_COUNTED)))
        .subquery("seen")
    )
    number = select_columns(func.count()).select_from(seen).scalar_subquery()
    return select_columns(labels.c.label, number)


_TAGGED = Prepared(_tagged)


def _dates(typed: str, southern: bool) -> list[Suggestion]:
    """The date that is told already, in words: nothing of what is kept is in it."""
    if not any(c.isdigit() for c in typed):
        return []
    known = parse_date(typed, southern=southern)
    return [Suggestion("date", say_date(known))] if known else []
