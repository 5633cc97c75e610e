"""The chapter of a new telling that a chapter of an earlier one has become."""

from __future__ import annotations

from collections.abc import Sequence

from ai.narrative.base import CHEST
from ai.narrative.changes import Dating, Edit, ToldChapter
from ai.narrative.likeness import memory_of


def find_chapter(telling: Sequence[ToldChapter], edit: Edit, dated: Dating) -> int | None:
    """The chapter that its sentence was in, or that of the time of its memories, else the
    last."""
    if not telling:
        return None
    for number, chapter in enumerate(telling):
        if edit.chapter_key and chapter.key == edit.chapter_key:
            return number
    memories = {*map(memory_of, edit.sources)} - {CHEST}
    for number, chapter in enumerate(telling):
        if not memories.isdisjoint(chapter.memories):
            return number
    times = dated(memories)
    when = min(times.values(), default=None)
    if when is not None:
        begins = _find_beginnings(telling, dated)
        before = [n for n in begins if begins[n] <= when]
        if begins:
            return max(before or [min(begins)], key=lambda n: (begins[n], n))
    titles = [n for n, told in enumerate(telling) if told.title == edit.chapter_title]
    last = [n for n, told in enumerate(telling) if not told.is_appendix]
    return (titles or last[-1:] or [len(telling) - 1])[0]


def _find_beginnings(telling: Sequence[ToldChapter], dated: Dating) -> dict[int, str]:
    """When the memories of each chapter begin."""
    of = {
        number: {memory for told in chapter.sentences for memory in told.said.memories}
        for number, chapter in enumerate(telling)
        if not chapter.is_appendix
    }
    times = dated({memory for memories in of.values() for memory in memories} - {CHEST})
    found = {
        number: min((times[memory] for memory in memories if memory in times), default=None)
        for number, memories in of.items()
    }
    return {number: begins for number, begins in found.items() if begins is not None}


def find_nearness(edit: Edit, chapter: ToldChapter) -> tuple[bool, float] | None:
    """How likely this is the chapter that got a name of the family; None where it is not."""
    known = {memory_of(source) for anchor in edit.anchors for source in anchor.said.sources}
    cited = {memory for told in chapter.sentences for memory in told.said.memories}
    whole = len(known | cited)
    common = len(known & cited) / whole if whole else 0.0
    if edit.chapter_key and chapter.key:
        return (True, common) if edit.chapter_key == chapter.key else None
    same_title = bool(edit.chapter_title) and edit.chapter_title == chapter.title
    return (same_title, common) if (same_title and common) or common >= 0.3 else None
