"""What a keeper may enter about the person, and how each field is checked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from sqlmodel import Session, col, select

from chest.access.viewers import Viewer
from chest.access.visibility import visible_to
from chest.dates.columns import read_date
from chest.dates.uncertain import from_edtf
from chest.errors import Invalid
from chest.models import Asset, Kind, Pronoun, utc_now
from chest.texts import keepable
from language import N_, _

# What a keeper may change, with the longest text that is taken.
TEXTS = {
    "name": 200,
    "middle_name": 200,
    "maiden_name": 200,
    "nick_name": 200,
    "called": 200,
    "words": 500,
    "long_words": 20_000,
    "time_zone": 64,
    "language": 16,
}
_LABELS = {
    "name": N_("The name"),
    "middle_name": N_("The middle name"),
    "maiden_name": N_("The name at birth"),
    "nick_name": N_("The name used at home"),
    "called": N_("What they are called in a sentence"),
    "words": N_("The line of words"),
    "long_words": N_("The longer words"),
    "time_zone": N_("The time zone"),
    "language": N_("The language"),
    "born": N_("The date of birth"),
    "died": N_("The date of death"),
}
FLAGS = ("southern", "trusts_members")
EDITABLE = frozenset({*TEXTS, *FLAGS, "born", "died", "places", "pronoun", "hero"})


def clean_fields(fields: dict[str, Any], *, southern: bool) -> dict[str, Any]:
    """Column values for what a person entered. Raises Invalid with a sentence for the first field
    that cannot be taken."""
    unknown = set(fields) - EDITABLE
    if unknown:
        raise Invalid(_("A chest has no field {names}.", names=", ".join(sorted(unknown))))
    values: dict[str, Any] = {}
    for name, longest in TEXTS.items():
        if name in fields:
            text = keepable(fields[name] or "").strip()
            if len(text) > longest:
                raise Invalid(
                    _(
                        "{label} is too long: at most {longest} characters.",
                        label=_(_LABELS[name]),
                        longest=longest,
                    ),
                    field=name,
                )
            values[name] = text or None
    for name in ("name", "time_zone", "language"):
        if name in values:
            values[name] = values[name] or {"time_zone": "UTC", "language": "en"}.get(name, "")
    if "time_zone" in values and values["time_zone"] not in available_timezones():
        raise Invalid(
            _("This time zone is not known. Choose one such as Europe/Lisbon."), field="time_zone"
        )
    for name in FLAGS:
        if name in fields:
            values[name] = bool(fields[name])
    if "pronoun" in fields:
        try:
            values["pronoun"] = Pronoun(fields["pronoun"] or "they")
        except ValueError as error:
            raise Invalid(_("Choose she, he or they."), field="pronoun") from error
    for name in ("born", "died"):
        if name in fields:
            date = read_date(fields[name], southern=southern, what=_(_LABELS[name]), field=name)
            values[name] = date.edtf if date else None
    if "places" in fields:
        values["places"] = [p for p in map(_clean_place, fields["places"] or []) if p][:50]
    if "hero" in fields:
        values |= _clean_hero(fields["hero"])
    return values


def check_life(born: str | None, died: str | None, *, southern: bool) -> None:
    """Raise Invalid when somebody would have died before they were born, whatever is uncertain, or
    been born on a day that is still to come."""
    birth = from_edtf(born, southern=southern) if born else None
    death = from_edtf(died, southern=southern) if died else None
    # Half a day ahead it is another date already somewhere on earth.
    tomorrow = (utc_now() + timedelta(hours=14)).date()
    ahead = {
        "born": _("The date of birth lies in the future. Please check it."),
        "died": _("The date of death lies in the future. Please check it."),
    }
    for name, date in (("born", birth), ("died", death)):
        if date and date.earliest and date.earliest > tomorrow:
            raise Invalid(ahead[name], field=name)
    if birth and death and birth.earliest and death.latest and death.latest < birth.earliest:
        raise Invalid(
            _("The date of death lies before the date of birth. Please check both."), field="died"
        )


def _clean_place(place: str) -> str:
    return keepable(place).strip()[:300]


def _clean_hero(hero: dict[str, Any] | None) -> dict[str, Any]:
    if hero is None:
        return {"hero_asset_id": None, "hero_crop": None}
    try:
        asset_id = UUID(str(hero["asset_id"]))
        crop = [float(n) for n in hero.get("crop") or (0, 0, 1, 1)]
        x, y, width, height = crop
    except (KeyError, TypeError, ValueError) as error:
        raise Invalid(_("Choose a picture, and which part of it to show.")) from error
    if not (0 <= x < 1 and 0 <= y < 1 and 0 < width <= 1 - x + 1e-6 and 0 < height <= 1 - y + 1e-6):
        raise Invalid(_("The chosen part of the picture lies outside of it."))
    return {"hero_asset_id": asset_id, "hero_crop": crop}


def check_hero(session: Session, viewer: Viewer, chest_id: UUID, asset_id: UUID) -> None:
    found = session.exec(
        select(Asset.id).where(
            col(Asset.id) == asset_id,
            col(Asset.chest_id) == chest_id,
            col(Asset.kind).in_((Kind.photo, Kind.video)),
            visible_to(viewer),
        )
    ).first()
    if found is None:
        raise Invalid(_("Choose one of the pictures in this chest."))
