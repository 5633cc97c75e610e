"""How a sentence names what it rests on: by the id of a memory, with the id of one of its sentences
behind a "#" where that is what was said, or by `CHEST`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from ai.narrative.base import CHEST

_SAID = "#"
_AT_ONCE = 2_000  # ids in one question: SQLite takes 32,766 parameters, PostgreSQL 65,535


def name_said(asset_id: UUID, said_id: UUID) -> str:
    """The source that is one sentence of a recording."""
    return f"{asset_id}{_SAID}{said_id}"


def memory_of(source: str) -> str:
    """The memory that a source is, or is said in; `CHEST` stays what it is."""
    return source.partition(_SAID)[0]


def said_in(source: str) -> UUID | None:
    """Which sentence of a recording the source is; None where it is no such thing."""
    said = source.partition(_SAID)[2]
    return UUID(said) if said else None


def list_memories(sources: Iterable[str]) -> list[str]:
    """The memories among the sources, each once, in the order of their citation."""
    return list(dict.fromkeys(memory_of(source) for source in sources if source != CHEST))


def in_parts(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    """Each id once, as many at a time as one question to the database takes."""
    every = list(dict.fromkeys(ids))
    return (every[start : start + _AT_ONCE] for start in range(0, len(every), _AT_ONCE))
