"""What the family changes about a story, and a telling with these changes: see `overlay`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ai.narrative.likeness import Said
from language import N_

MAY_BE_REMOVED = N_("It may say what the family took out.")
MAY_BE_REWRITTEN = N_("The family said this in their own words.")

Op = Literal["remove", "rewrite", "lock", "accept", "insert", "withhold", "rename"]
"""`withhold` holds back what the family rewrote where fewer people read it: what they wrote is not
for everybody here, and what they replaced is not to be told on."""

How = Literal["there", "beside", "in its time", "nowhere"]

Dating = Callable[[Collection[str]], Mapping[str, str]]
"""Sort keys of the times of these memories; those of which none is known are missing."""


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A sentence of the telling."""

    id: str
    said: Said
    opens: bool = False


@dataclass(frozen=True, slots=True)
class ToldChapter:
    id: str
    key: str
    title: str
    sentences: tuple[Told, ...]
    memories: frozenset[str] = frozenset()
    """All that belong to this part of the life, told or not."""
    is_appendix: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a sentence said when it was changed, and those that were left beside it."""

    said: Said
    beside: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Edit:
    """What holds of one sentence: the last thing that was done to it, and every wording by which it
    was known. `follows` is the inserted sentence behind which this one was inserted."""

    id: str
    op: Op
    anchors: tuple[Anchor, ...]
    text: str = ""
    sources: tuple[str, ...] = ()
    chapter_key: str = ""
    chapter_title: str = ""
    follows: str | None = None


@dataclass(slots=True, eq=False)
class Line:
    """A sentence as it reads: as it was told, or with the words of `edit`. `held` says why it is
    shown to nobody but those who may tell stories."""

    told: Told | None = None
    edit: Edit | None = None
    opens: bool = False
    held: list[str] = field(default_factory=list)
    accepted: Edit | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        if self.edit is not None:
            return self.edit.sources
        return self.told.said.sources if self.told else ()


@dataclass(slots=True)
class Chapter:
    """`id` is None of one that was made for words that no chapter is there for."""

    id: str | None
    title: str
    lines: list[Line]
    renamed: Edit | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """How one edit came through: where its words stand; how many sentences went and how many wait
    because of it."""

    how: How
    gone: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Laid:
    """`carried` has every edit by its id, `about` those that decide how a told sentence reads, by
    the sentence's."""

    chapters: list[Chapter]
    carried: dict[str, Carried]
    about: dict[str, Edit]
