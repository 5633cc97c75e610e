"""What kind of book one wants: on which paper, with which albums, and how large that would be."""

from __future__ import annotations

import streamlit as st

from chest.access.viewers import Viewer
from chest.chests.manager import ChestView
from chest.exports.book.orders import MOST_ALBUMS, BookOrder
from chest.exports.book.paper import Paper
from chest.texts import say_bytes
from language import N_, Sayings, _, ngettext, number
from pages.parts import session

PAPERS = Sayings(
    {
        Paper.a5: N_("A5: small, to hold in the hand"),
        Paper.a4: N_("A4: large"),
        Paper.letter: N_("US letter: large, for printers in North America"),
    }
)


def ask_book(viewer: Viewer, chest: ChestView) -> BookOrder:
    """What was chosen; told below it is about how large that book would be."""
    library = session.library()
    paper = st.radio(_("On which paper?"), list(PAPERS), format_func=PAPERS.__getitem__)
    albums = library.albums.list_page(viewer, chest.id).items
    chosen = (
        st.multiselect(
            _("Albums that become chapters of it"),
            albums,
            format_func=lambda album: album.name,
            max_selections=MOST_ALBUMS,
            placeholder=_("None"),
        )
        if albums
        else []
    )
    order = BookOrder(paper, tuple(album.id for album in chosen))
    size = library.books.measure(viewer, chest.id, order)
    st.write(
        ngettext(
            "About {pages} pages with {n} picture, {size}.",
            "About {pages} pages with {n} pictures, {size}.",
            size.pictures,
            pages=number(size.pages),
            size=say_bytes(size.bytes),
        )
    )
    words = [
        _(
            "A book is handed around: it holds what is for the whole family. What only keepers or "
            "only you see, and what nobody has approved yet, is not in it."
        )
    ]
    if library.books.has_codes:
        words.append(_("Beside voices and films stand codes that a phone's camera opens."))
    else:
        words.append(
            _(
                "This chest has no address on the internet, so no codes lead from the book to its "
                "voices and films."
            )
        )
    st.caption(" ".join(words))
    return order
