"""Which date a reader has just been told, so that the next sentence need not say it again."""

from __future__ import annotations

from ai.narrative.english.phrases import core, lower, same
from ai.narrative.memories import Memory


class NamedDates:
    """The date that the last sentence named, and the memory it is the date of, if it is one's."""

    def __init__(self) -> None:
        self._date: str | None = None
        self._of: str | None = None
        self._repeats = 0

    def mention(self, when: str | None, *, by: str | None = None) -> None:
        """A sentence names this date, that of the memory `by`; None where it names none."""
        self._date = _bare(when) if when else None
        self._of = by
        self._repeats = 0

    def say(self, memory: Memory | None, told: str = "") -> tuple[str | None, str | None]:
        """The memory's date in full, as "in the same year" with the memory that this refers to, or
        None where it is known or stands in `told`, which the sentence quotes."""
        when = memory.made if memory else None
        if memory is None or when is None:
            self.mention(None)
            return None, None
        if _bare(when) != self._date:
            self.mention(when, by=memory.id)
            return (None if _bare(when) in told.casefold() else when), None
        self._repeats += 1
        reference = same(when) if self._repeats % 2 and self._of else None
        return reference, self._of if reference else None

    def say_once(self, memory: Memory) -> str | None:
        """The memory's date in full, or None where it has just been named."""
        named = memory.made is not None and _bare(memory.made) == self._date
        self.mention(memory.made)
        return None if named else memory.made


def _bare(when: str) -> str:
    return core(lower(when)).casefold()
