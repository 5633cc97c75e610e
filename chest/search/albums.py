"""Albums whose name has the words that somebody typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Select, bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from chest.access.albums import album_seen_by
from chest.access.prepared import Prepared
from chest.access.viewers import Viewer
from chest.models import Album
from chest.search.folding import words_of

_LOOKED_AT = 5_000  # names of a chest, the newest first
_ASKED = 60  # of those that have the words, whether the viewer sees them
_SHORTEST = 2


@dataclass(frozen=True)
class FoundAlbum:
    id: UUID
    name: str


def find_albums(
    session: Session, viewer: Viewer, chest_id: UUID, typed: str, *, limit: int
) -> list[FoundAlbum]:
    """The albums that are there for the viewer and have every word in their name, the last one
    perhaps only begun: first those that begin with them, then the newest."""
    words = tuple(word.folded for word in words_of(typed))
    if len("".join(words)) < _SHORTEST:
        return []
    rows = _NAMES.ask(session, viewer, chest_id=chest_id, most=_LOOKED_AT)
    named = [row for row in rows if _has(row.name, words)]
    named.sort(key=lambda row: not _begins(row.name, words))
    asked = named[:_ASKED]
    if not asked:
        return []
    seen = {row.id for row in _SEEN.ask(session, viewer, albums=[row.id for row in asked])}
    return [FoundAlbum(row.id, row.name) for row in asked if row.id in seen][:limit]


@lru_cache(maxsize=8192)  # the same names come with every letter
def _words_of(name: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words_of(name))


def _has(name: str, words: Sequence[str]) -> bool:
    told = _words_of(name)
    *whole, begun = words
    return all(word in told for word in whole) and any(one.startswith(begun) for one in told)


def _begins(name: str, words: Sequence[str]) -> bool:
    told = _words_of(name)
    *whole, begun = words
    return list(told[: len(whole)]) == whole and told[len(whole)].startswith(begun)


def _names(_: Viewer) -> Select[Any]:
    """Whoever asks: which of them they see is asked of the few that have the words."""
    columns: list[Any] = [col(Album.id), col(Album.name)]
    return (
        select_columns(*columns)
        .where(col(Album.chest_id) == bindparam("chest_id"), col(Album.deleted_at).is_(None))
        .order_by(col(Album.id).desc())
        .limit(bindparam("most", type_=Integer()))
    )


def _seen(viewer: Viewer) -> Select[Any]:
    columns: list[Any] = [col(Album.id)]
    named: Any = bindparam("albums", expanding=True)
    return select_columns(*columns).where(col(Album.id).in_(named), album_seen_by(viewer))


_NAMES, _SEEN = Prepared(_names), Prepared(_seen)
