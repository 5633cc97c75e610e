"""Leads to the field that keeps a form from being taken."""

from __future__ import annotations

import secrets

import streamlit as st

from pages.components.shared.sources import source

_fault = st.components.v2.component(
    "memory_chest_fault",
    html="\n<i hidden></i>\n",
    js=source("shared/view.js", "fault/fault.js"),
)


def lead_to(field: str | None, *, said: str = "", key: str) -> None:
    """Marks a field as wrong, for eyes and for screen readers, opens what it is folded into, and
    brings it into sight with the focus in it.

    `field` is the key of a Streamlit field, which is described by the element with the id `said`;
    None leads to the first field that is marked already, as those of plain forms are.
    """
    # Each time anew: the same mistake made twice is pointed at twice.
    data = {"field": field, "said": said, "time": secrets.token_hex(4)}
    _fault(key=f"fault-{key}", data=data)
