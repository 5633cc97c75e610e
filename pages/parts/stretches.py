"""The years of a life as pages show them: decades that hold something, then what is undated."""

from __future__ import annotations

from chest.access.tallies import DecadeCounts
from pages.components.years.years import Stretch

_UNDATED = (
    "Nobody has said yet when these were made. If you know, even roughly, open one and "
    "write it down: “about 1952” or “summer 1964” is enough."
)


def stretches(counts: DecadeCounts, *, may_date: bool = True) -> list[Stretch]:
    """The decades, and at the end the undated; whoever `may_date` is asked to."""
    found = [
        Stretch(str(start), f"{start}s", f"{start}s", count, {"decade": str(start)})
        for start, count in counts.decades.items()
    ]
    if counts.undated:
        words = _UNDATED if may_date else "Nobody has said yet when these were made."
        asked = {"undated": "true"}
        found.append(Stretch("undated", "Undated", "undated", counts.undated, asked, words))
    return found
