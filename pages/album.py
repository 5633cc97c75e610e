"""One album: its memories in its own order."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from language import _
from pages.components.address.address import show_address
from pages.components.gallery.gallery import gallery
from pages.parts import albums, failures, items, lists, session
from pages.parts.words import plain

library = session.library()
person = session.viewer()
chest = session.the_chest()


def show_one(album_id: UUID) -> None:
    with failures.report_errors():
        one = library.albums.get(person, album_id)
        st.title(plain(one.name), anchor=False)
        albums.show_done()
        if one.description:
            st.write(plain(one.description))
        st.caption(albums.say_what(one))
        found, more = lists.load(
            f"album-{one.id}",
            lambda cursor: library.albums.list_memories(person, one.id, cursor=cursor, limit=60),
        )
        tiles = [items.gallery_item(person, card, chest) for card in found]
        if not found:
            st.write(
                _(
                    "Nothing is in it yet that you may see. Open a memory and put it into this "
                    "album there."
                )
            )
        is_ordering = (
            one.editable
            and bool(found)
            and st.toggle(_("Put in order, take out"), key=f"ordering-{one.id}")
        )
        if is_ordering:
            albums.show_order(person, one, tiles, more=more)
        elif tiles:
            opened = gallery(tiles, key=f"album-rows-{one.id}")
            if opened:
                session.open_memory(opened)
        lists.offer_more(f"album-{one.id}", more=more)
        if found:
            with st.container(key=f"ways-{one.id}", horizontal=True, gap="medium"):
                query = session.chest_query(chest, album=str(one.id))
                st.page_link(
                    "timeline.py", label=_("In the order of the years"), query_params=query
                )
                st.page_link("search.py", label=_("Search in it"), query_params=query)
        if one.editable:
            albums.show_edit(person, one, chest)
    st.page_link("albums.py", label=_("All albums"), query_params=session.chest_query(chest))


# What the address says is gone once another run shows it; the album stays.
asked = session.query_id("id") or st.session_state.get("album")
if asked is None:
    st.switch_page("albums.py", query_params=session.chest_query(chest))
st.session_state["album"] = asked
show_address("album", chest=str(chest.id), id=str(asked))
show_one(asked)
