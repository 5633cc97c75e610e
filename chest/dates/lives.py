"""A life in its years, as it stands below a name."""

from __future__ import annotations

from chest.dates.uncertain import from_edtf, say_date
from language import _


def say_years(born: str | None, died: str | None, *, southern: bool) -> str:
    """Born and died in words: "1931 – 2019", "born 1931", or nothing."""
    since, until = (_year_or_words(edtf, southern=southern) for edtf in (born, died))
    if since and until:
        return f"{since} – {until}"
    return _("born {year}", year=since) if since else _("died {year}", year=until) if until else ""


def _year_or_words(edtf: str | None, *, southern: bool) -> str:
    date = from_edtf(edtf, southern=southern) if edtf else None
    if date is None:
        return ""
    if date.earliest and date.latest and date.earliest.year == date.latest.year:
        return (
            _("about {year}", year=date.earliest.year)
            if date.is_approximate
            else str(date.earliest.year)
        )
    return say_date(date)
