"""Texts that wait for the family: they are told, quoted, cited and sent nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Held:
    """`fields` are texts of memories (caption, body, extracted, picture, message), `said` sentences
    of recordings."""

    fields: frozenset[tuple[UUID, str]] = frozenset()
    said: frozenset[UUID] = frozenset()
    notes: tuple[object, ...] = ()


NOTHING = Held()
