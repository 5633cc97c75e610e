"""By what a search is narrowed besides its words: kinds, days, tags, people, places and givers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, bindparam, or_
from sqlalchemy import select as select_columns
from sqlmodel import col

from chest.access.albums import is_in_album
from chest.access.viewers import Viewer
from chest.dates.uncertain import UNDATED_SORT_KEY
from chest.models import Asset, SearchText
from chest.people.rows import is_on
from chest.search.asking import Wanted
from chest.search.folding import Term, words_of
from chest.search.matching import has_words, said_to
from chest.tags.rows import is_tagged

_CALLED = {"person": "who", "place": "place", "giver": "giver"}


def values_of(wanted: Wanted, on_sqlite: bool) -> dict[str, Any]:
    """What narrows the search, by name: nothing of what is not asked for."""
    values: dict[str, Any] = {
        "kind": wanted.kind,
        "since": wanted.since and wanted.since.isoformat(),
        "until": wanted.until and wanted.until.isoformat(),
        "tag": wanted.tag,
        "person_id": wanted.person_id,
        "album": wanted.album,
    }
    for name, told_in in _CALLED.items():
        words = tuple(word.folded for word in words_of(getattr(wanted, name) or ""))
        values[name] = said_to(on_sqlite, [Term(words)], (told_in,)) if words else None
    return {name: value for name, value in values.items() if value is not None}


def narrowed_by(viewer: Viewer, asked: Sequence[str], on_sqlite: bool) -> list[ColumnElement[bool]]:
    """Over `Asset`, for what is asked for by these names; what it is stays open."""
    found: list[ColumnElement[bool]] = []
    if "kind" in asked:
        found.append(col(Asset.kind) == bindparam("kind"))
    if "since" in asked:
        latest = col(Asset.taken_latest)
        found.append(or_(latest.is_(None), latest >= bindparam("since")))
    if "until" in asked:
        earliest = col(Asset.taken_earliest)
        found.append(or_(earliest.is_(None), earliest <= bindparam("until")))
    if "since" in asked or "until" in asked:
        found.append(col(Asset.taken_sort) != UNDATED_SORT_KEY)
    if "tag" in asked:
        found.append(is_tagged(viewer))
    if "person_id" in asked:
        found.append(is_on(viewer, "person_id"))
    if "album" in asked:
        found.append(is_in_album(viewer))
    for name, told_in in _CALLED.items():
        if name in asked:
            rows = select_columns(col(SearchText.asset_id)).where(
                col(SearchText.chest_id) == bindparam("chest_id"),
                has_words(name, on_sqlite, (told_in,)),
            )
            found.append(col(Asset.id).in_(rows))
    return found
