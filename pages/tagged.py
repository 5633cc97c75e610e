"""All that shows one thing: a garden, a wedding, a dog."""

from __future__ import annotations

import streamlit as st

from ai.tagging.vocabulary import called
from chest.assets.pages import Filter, Order
from language import _, current
from pages.components.address.address import show_address
from pages.components.gallery.gallery import gallery
from pages.parts import failures, items, session
from pages.parts.words import plain

_AT_ONCE = 60

library = session.library()
person = session.viewer()
chest = session.the_chest()
# What the address says is gone once another run shows it; the word stays.
tag = str(st.query_params.get("tag") or st.session_state.get("tagged") or "")[:100]
if not tag:
    st.switch_page("timeline.py", query_params=session.chest_query(chest))
if st.session_state.get("tagged") != tag:
    st.session_state["tagged"] = tag
    st.session_state["tagged-pages"] = 1
show_address("tagged", chest=str(chest.id), tag=tag)

st.title(_("In the picture: {word}", word=plain(called(tag, current()))))
found = []
cursor: str | None = None
with failures.report_errors():
    for _more in range(st.session_state.get("tagged-pages", 1)):
        page = library.assets.list_page(
            person,
            chest.id,
            Filter(tag=tag),
            order=Order.oldest,
            cursor=cursor,
            limit=_AT_ONCE,
        )
        found += page.items
        cursor = page.next
        if cursor is None:
            break
if not found:
    st.write(_("Nothing here shows this yet, as far as anybody said."))
else:
    opened = gallery([items.gallery_item(person, one, chest) for one in found], key="tagged-rows")
    if opened:
        session.open_memory(opened)
if cursor and st.button(_("Show more"), key="more-tagged"):
    st.session_state["tagged-pages"] += 1
    st.rerun()
st.page_link(
    "timeline.py", label=_("Back to the timeline"), query_params=session.chest_query(chest)
)
