"""The albums of a chest, each with the picture that stands for it."""

from __future__ import annotations

import streamlit as st

from chest.access.visibility import ALLOWED, Action
from language import _
from pages.components.address.address import show_address
from pages.parts import albums, failures, items, lists, session
from pages.parts.memory_edits import AUDIENCES
from pages.parts.once import keep, once
from pages.parts.words import offered, plain

library = session.library()
person = session.viewer()
chest = session.the_chest()
may = ALLOWED[chest.role] if chest.role else frozenset()


def show_all() -> None:
    st.title(_("Albums"), anchor=False)
    albums.show_done()
    with failures.report_errors():
        found, more = lists.load(
            "albums-pages",
            lambda cursor: library.albums.list_page(person, chest.id, cursor=cursor, limit=60),
        )
        covers = {
            card.id: card
            for card in library.assets.list_views(
                person, [one.cover_id for one in found if one.cover_id]
            )
        }
        shown = []
        for one in found:
            cover = covers.get(one.cover_id) if one.cover_id else None
            shown.append(items.gallery_item(person, cover, chest) if cover else None)
        if not found:
            st.write(
                _(
                    "Folders that you add become albums here. You can also make one yourself: "
                    "give it a name, and put memories into it where you look at them."
                )
            )
        for one, tile in zip(found, shown, strict=True):
            with st.container(key=f"album-{one.id}", horizontal=True, vertical_alignment="center"):
                if tile is not None and tile.thumb:
                    st.html(albums.cover_of(tile), width=96)
                with st.container(gap=None):
                    st.page_link(
                        "album.py",
                        label=plain(one.name),
                        query_params=session.chest_query(chest, id=str(one.id)),
                    )
                    st.caption(albums.say_what(one))
        lists.offer_more("albums-pages", more=more)
    if Action.add in may:
        show_new()
    show_deleted()


def show_new() -> None:
    with st.expander(_("Make an album")), st.form("new-album", border=False, clear_on_submit=True):
        name = st.text_input(_("What is it called?"), key="new-album-name")
        audiences = offered(AUDIENCES, chest.role, is_own=True)
        audience = st.selectbox(
            _("Who sees it"),
            [one for one in audiences if Action.edit_any in may or one.value != "everyone"],
            format_func=AUDIENCES.__getitem__,
            key="new-album-audience",
        )
        if st.form_submit_button(_("Make the album"), key="save-new-album"):
            with failures.report_errors():
                made = once(
                    "new-album",
                    (name, audience),
                    lambda: library.albums.create(person, chest.id, name=name, audience=audience),
                )
                keep({"album-done": _("The album is there. Choose memories for it.")})
                st.switch_page("album.py", query_params=session.chest_query(chest, id=str(made.id)))


def show_deleted() -> None:
    """Albums that were put away and can come back."""
    if Action.add not in may:
        return
    gone = library.albums.list_page(person, chest.id, deleted=True, limit=60).items
    if not gone:
        return
    with st.expander(_("Deleted albums")):
        for one in gone:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.write(plain(one.name))
                if st.button(_("Bring back"), key=f"restore-{one.id}"):
                    with failures.report_errors():
                        library.albums.restore(person, one.id)
                        st.rerun()


show_address("albums", chest=str(chest.id))
show_all()
