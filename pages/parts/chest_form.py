"""The fields that describe the person a chest is for; the same when making and when editing."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

import streamlit as st

from chest.chests.manager import ChestView
from chest.dates.uncertain import from_edtf, say_date

PRONOUNS = {"she": "she, her", "he": "he, him", "they": "they, them"}


def chest_fields(chest: ChestView | None) -> dict[str, Any]:
    """Draw the fields inside the caller's form and return what stands in them, as
    `ChestManager.create` and `edit` take it."""
    values: dict[str, Any] = {"name": st.text_input("Name", value=chest.name if chest else "")}
    born, died = st.columns(2)
    values["born"] = born.text_input(
        "Born",
        value=date_words(chest.born, chest) if chest else "",
        placeholder="12 April 1931, or about 1930",
    )
    values["died"] = died.text_input(
        "Died",
        value=date_words(chest.died, chest) if chest else "",
        placeholder="Leave empty if you wish",
    )
    values["words"] = st.text_input(
        "A line about them",
        value=(chest.words or "") if chest else "",
        placeholder="Seamstress, swimmer, mother of three",
    )
    with st.expander("More names, places and how dates are read"):
        left, right = st.columns(2)
        for column, name, label in (
            (left, "middle_name", "Middle name"),
            (right, "maiden_name", "Name at birth"),
            (left, "nick_name", "Name at home"),
        ):
            values[name] = column.text_input(
                label, value=(getattr(chest, name) or "") if chest else ""
            )
        values["pronoun"] = right.selectbox(
            "In the story",
            list(PRONOUNS),
            index=list(PRONOUNS).index(chest.pronoun.value) if chest else 2,
            format_func=PRONOUNS.__getitem__,
        )
        values["places"] = st.text_area(
            "Places that mattered, one a line",
            value="\n".join(chest.places) if chest else "",
        ).splitlines()
        values["long_words"] = st.text_area(
            "More about them", value=(chest.long_words or "") if chest else "", height=160
        )
        zones = sorted(available_timezones())
        zone = chest.time_zone if chest else (st.context.timezone or "UTC")
        values["time_zone"] = st.selectbox(
            "Time zone", zones, index=zones.index(zone if zone in zones else "UTC")
        )
        values["southern"] = st.toggle(
            "Seasons of the southern half of the world",
            value=chest.southern if chest else False,
            help="There, the summer of 1964 begins in December.",
        )
    return values


def date_words(edtf: str | None, chest: ChestView) -> str:
    """The date as it can be typed again; "" without one."""
    if not edtf:
        return ""
    date = from_edtf(edtf, southern=chest.southern)
    return say_date(date) if date else edtf
