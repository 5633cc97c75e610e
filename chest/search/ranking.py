"""Several lists of what was found as one, and where a page goes on in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from chest.paging import read_cursor, unknown_place, write_cursor
from chest.search.rows import Hit

# How much a list says, by its kind: the usual sum of 1 / (60 + place) over the lists.
_RANK = 60
_NOBODY: Mapping[UUID, str] = {}
_SAYS = {
    "words": 1.0, "person": 0.95, "date": 0.9, "across": 0.8, "near": 0.7, "label": 0.6,
    "typo": 0.5,
}  # fmt: skip


@dataclass
class Ranked:
    """A memory by its places in all lists, which lists those are, whom it shows of those who were
    asked for, and which of its sentences they name."""

    hit: Hit
    score: float = 0.0
    lists: frozenset[str] = frozenset()
    shows: str | None = None
    segments: list[UUID] = field(default_factory=list)


def number_of(lists: Sequence[tuple[str, list[Hit]]]) -> int:
    """How many memories there are in all lists."""
    return len({hit.shown_as for _, hits in lists for hit in hits})


def fuse(
    lists: Sequence[tuple[str, list[Hit]]], names: Mapping[UUID, str] = _NOBODY
) -> list[Ranked]:
    """All lists as one, each memory once: by its places in all of them. The same bytes are one
    memory, and so is what belongs together. `names` tell whom a memory shows."""
    found: dict[object, Ranked] = {}
    for kind, hits in lists:
        places: dict[object, int] = {}
        for hit in hits:
            # Copies have the same bytes; what was never a file is like nothing else.
            is_itself = hit.shown_as == hit.asset_id
            key: object = hit.sha256 if hit.sha256 and is_itself else hit.shown_as
            one = found.setdefault(key, Ranked(hit))
            one.shows = one.shows or names.get(hit.asset_id)
            is_of_it = hit.asset_id == one.hit.asset_id
            if hit.segment_id and is_of_it and hit.segment_id not in one.segments:
                one.segments.append(hit.segment_id)
            if key in places:
                continue
            places[key] = len(places)
            one.score += _SAYS[kind] / (_RANK + places[key])
            one.lists |= {kind}
    return sorted(found.values(), key=lambda one: (-round(one.score, 9), one.hit.shown_as.int))


def place_of(one: Ranked) -> tuple[float, str]:
    """By what they are ordered; nothing has the place of another."""
    return -round(one.score, 9), one.hit.shown_as.hex


def write_place(one: Ranked) -> str:
    """The cursor of a page that ended with this one."""
    score, shown_as = place_of(one)
    return write_cursor("search", repr(score), shown_as)


def read_place(cursor: str | None) -> tuple[float, str] | None:
    """The place after which a page goes on. Raises Invalid for a cursor of something else."""
    if not cursor:
        return None
    try:
        made_by, score, shown_as = read_cursor(cursor)
        if made_by != "search":
            raise unknown_place()
        return float(score), UUID(shown_as).hex
    except ValueError as error:
        raise unknown_place() from error
