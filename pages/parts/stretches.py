"""The years of a life as pages show them: decades that hold something, in them their years, then
what is undated."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from chest.access.tallies import DecadeCounts
from chest.assets.years import DecadeYears
from language import N_, _
from pages.components.years.years import Part, Stretch

_ASKED = N_(
    "These have no date. Do you know when they were made? “About 1952” or “summer 1964” is "
    "enough, and many can be dated at once."
)
_TOLD = N_("Nobody has said yet when these were made.")
_NO_YEARS = DecadeYears()


def stretches(
    counts: DecadeCounts,
    years: Mapping[int, DecadeYears],
    *,
    may_date: bool = True,
    person: UUID | None = None,
    album: UUID | None = None,
) -> list[Stretch]:
    """The decades, with their years where there are several, and at the end the undated; whoever
    `may_date` is asked to. With a `person` or an `album`, they hold only what that one is on or
    holds."""
    only = {name: str(one) for name, one in (("person", person), ("album", album)) if one}
    found = [
        Stretch(
            key=str(start),
            title=_("{year}s", year=start),
            short=_("{year}s", year=start),
            count=count,
            query={"decade": str(start)} | only,
            all=_("All of the {year}s", year=start),
            parts=_parts(start, years.get(start, _NO_YEARS), only),
        )
        for start, count in counts.decades.items()
    ]
    if counts.undated:
        undated = Stretch(
            key="undated",
            title=_("Undated"),
            short=_("undated"),
            count=counts.undated,
            query={"undated": "true"} | only,
            words=_(_ASKED) if may_date else _(_TOLD),
            offer=_("Choose some and date them") if may_date else None,
            all=_("All that are undated"),
        )
        found.append(undated)
    return found


def _parts(decade: int, known: DecadeYears, only: Mapping[str, str]) -> list[Part]:
    """The years of a decade, and before them what is dated to none; nothing where there is but one
    heading to make."""
    found = []
    if known.yearless:
        query = {"decade": str(decade), "yearless": "true", **only}
        found.append(Part(f"d{decade}", _("Without a year"), None, query, _("All without a year")))
    for year in known.years:
        query = {"year": str(year), **only}
        found.append(Part(f"y{year}", str(year), year, query, _("All of {year}", year=year)))
    return found if len(found) > 1 else []
