"""The fields that describe the person a chest is for; the same when making and when editing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import available_timezones

import streamlit as st

from chest.chests.manager import ChestView
from chest.dates.uncertain import from_edtf, say_date
from chest.errors import Invalid
from language import N_, Sayings, _
from pages.parts.faults import Fields

PRONOUNS = Sayings({"she": N_("she, her"), "he": N_("he, him"), "they": N_("they, them")})
_NOT_SAID = N_("Please choose how the story speaks of this person: she, he or they.")


def chest_fields(chest: ChestView | None, fields: Fields) -> dict[str, Any]:
    """Draw the fields inside the caller's form and return what stands in them, as
    `ChestManager.create` and `edit` take it."""

    def text(name: str, label: str, value: str, *, column: Any = st, **more: Any) -> str:
        within = None if column is st else column
        return fields.draw(
            name, lambda key: column.text_input(label, value=value, key=key, **more), within=within
        )

    values: dict[str, Any] = {"name": text("name", _("Name"), chest.name if chest else "")}
    values["called"] = text(
        "called",
        _("Called"),
        (chest.called or "") if chest else "",
        placeholder=_("Lourdes, if nobody said Maria; else the first name"),
    )
    # Nobody is spoken of by a word that was not chosen for them.
    values["pronoun"] = fields.draw(
        "pronoun",
        lambda key: st.radio(
            _("The story speaks of this person as"),
            list(PRONOUNS),
            index=list(PRONOUNS).index(chest.pronoun.value) if chest else None,
            format_func=PRONOUNS.__getitem__,
            horizontal=True,
            key=key,
        ),
    )
    born, died = st.columns(2)
    for column, name, label, hint in (
        (born, "born", _("Born"), _("12 April 1931, or about 1930")),
        (died, "died", _("Died"), _("Leave empty if you wish")),
    ):
        said = date_words(getattr(chest, name), chest) if chest else ""
        values[name] = text(name, label, said, column=column, placeholder=hint)
    values["words"] = text(
        "words",
        _("A line about them"),
        (chest.words or "") if chest else "",
        placeholder=_("Seamstress, swimmer, mother of three"),
    )
    with st.expander(_("More names, places and how dates are read")):
        values |= _more_fields(chest, fields, text)
    return values


def _more_fields(
    chest: ChestView | None, fields: Fields, text: Callable[..., str]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    left, right = st.columns(2)
    for column, name, label in (
        (left, "middle_name", _("Middle name")),
        (right, "maiden_name", _("Name at birth")),
        (left, "nick_name", _("Name at home")),
    ):
        said = (getattr(chest, name) or "") if chest else ""
        values[name] = text(name, label, said, column=column)
    values["places"] = fields.draw(
        "places",
        lambda key: st.text_area(
            _("Places that mattered, one a line"),
            value="\n".join(chest.places) if chest else "",
            key=key,
        ),
    ).splitlines()
    values["long_words"] = fields.draw(
        "long_words",
        lambda key: st.text_area(
            _("More about them"),
            value=(chest.long_words or "") if chest else "",
            height=160,
            key=key,
        ),
    )
    zones = sorted(available_timezones())
    zone = chest.time_zone if chest else (st.context.timezone or "UTC")
    values["time_zone"] = fields.draw(
        "time_zone",
        lambda key: st.selectbox(
            _("Time zone"), zones, index=zones.index(zone if zone in zones else "UTC"), key=key
        ),
    )
    values["southern"] = fields.draw(
        "southern",
        lambda key: st.toggle(
            _("Seasons of the southern half of the world"),
            value=chest.southern if chest else False,
            help=_("There, the summer of 1964 begins in December."),
            key=key,
        ),
    )
    return values


def check_chosen(values: dict[str, Any]) -> None:
    """Raises Invalid where nobody said how the person is spoken of."""
    if values["pronoun"] is None:
        raise Invalid(_(_NOT_SAID), field="pronoun")


def date_words(edtf: str | None, chest: ChestView) -> str:
    """The date as it can be typed again; "" without one."""
    if not edtf:
        return ""
    date = from_edtf(edtf, southern=chest.southern)
    return say_date(date) if date else edtf
