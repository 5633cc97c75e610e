"""Albums as the holder of a link sees them: those for everyone, and of each what the link shows."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from chest.access.viewers import Viewer
from chest.errors import NotFound
from language import _, ngettext
from pages.components.gallery.gallery import gallery
from pages.parts import albums, items, lists, session
from pages.parts.words import paragraphs, plain


def show_albums(viewer: Viewer, chest_id: UUID, *, southern: bool) -> None:
    """Their names and covers, where there are any; a press opens one."""
    library = session.library()
    found, more = lists.load(
        "shared-albums",
        lambda cursor: library.albums.list_page(viewer, chest_id, cursor=cursor, limit=12),
    )
    if not found:
        return
    st.subheader(_("Albums"), anchor=False)
    named = [one.cover_id for one in found if one.cover_id]
    covers = {card.id: card for card in library.assets.list_views(viewer, named)}
    for one in found:
        with st.container(
            key=f"shared-album-{one.id}", horizontal=True, vertical_alignment="center"
        ):
            cover = covers.get(one.cover_id) if one.cover_id else None
            tile = items.link_item(viewer, cover, southern=southern) if cover else None
            if tile is not None and tile.thumb:
                st.html(albums.cover_of(tile), width=96)
            with st.container(gap=None):
                if st.button(plain(one.name), key=f"open-album-{one.id}", type="tertiary"):
                    st.query_params.from_dict({"album": str(one.id)})
                    st.rerun()
                st.caption(ngettext("{n} memory", "{n} memories", one.count))
    lists.offer_more("shared-albums", more=more, label=_("Show more albums"))


def show_album(viewer: Viewer, *, southern: bool) -> bool:
    """The album that the address names, in its own order, instead of all; whether there is one."""
    asked = session.query_id("album")
    if asked is None:
        return False
    library = session.library()
    try:
        one = library.albums.get(viewer, asked)
    except NotFound:
        return False
    st.subheader(plain(one.name), anchor=False)
    if one.description:
        st.html(f"<div class='story'>{paragraphs(one.description)}</div>")
    found, more = lists.load(
        f"shared-album-{one.id}",
        lambda cursor: library.albums.list_memories(viewer, one.id, cursor=cursor, limit=60),
    )
    tiles = [items.link_item(viewer, card, southern=southern) for card in found]
    gallery(tiles, key=f"shared-rows-{one.id}", has_page=False, speaks_as="link")
    lists.offer_more(f"shared-album-{one.id}", more=more)
    if st.button(_("Back to all"), key="leave-album"):
        st.query_params.clear()
        st.rerun()
    return True
