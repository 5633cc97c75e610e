"""The address that the browser shows, so that reloading, going back and passing it on work."""

from __future__ import annotations

import streamlit as st

from pages.components.shared.sources import source

_address = st.components.v2.component(
    "memory_chest_address",
    html="\n<i hidden></i>\n",
    js=source("shared/view.js", "address/address.js"),
)


def show_address(page: str, **query: str) -> None:
    """Make the address name what is shown: `query`, and nothing else, behind `/page`.

    Streamlit's menu drops the query, and its own `st.query_params` would put a second entry into
    the history for every press, so that Back seems to do nothing. This replaces the entry there
    is; only another `id` on the same page, which a person chose, becomes an entry of its own.
    """
    _address(key=f"address-{page}", data={"page": page, "query": query})
