"""The chest's first page: who this was, what is new, what waits, and one thing to do."""

import streamlit as st

from chest.access.visibility import ALLOWED, Action
from language import _, number
from pages.components.address.address import show_address
from pages.components.gallery.gallery import gallery
from pages.components.live.live import live
from pages.parts import held_texts, items, session
from pages.parts.hero import hero
from pages.parts.ready import show_ready
from pages.parts.words import count_words, paragraphs

library = session.library()
person = session.viewer()
chest = session.the_chest(counted=True)
show_address("overview", chest=str(chest.id))
version = library.chests.pulse(person, chest.id)  # before what is shown: never newer than that
allowed = ALLOWED[chest.role] if chest.role else frozenset()

found = library.assets.list_views(person, [chest.hero_asset_id] if chest.hero_asset_id else [])
picture = found[0] if found else None
hero(
    name=chest.name,
    src=items.address(person, picture, "preview") if picture else None,
    alt=items.alt_text(picture) if picture else "",
    crop=chest.hero_crop,
    size=items.size(picture) if picture else None,
    years=chest.years or None,
    words=chest.words,
)

if Action.add in allowed:
    session.main_link("add.py", _("Add memories"), query=session.chest_query(chest))

waiting = session.waiting(person, chest.id) if Action.moderate in allowed else 0
if waiting:
    st.subheader(_("Waiting for you ({number})", number=number(waiting)), anchor=False)
    st.page_link(
        "moderate.py", label=_("Look at what was sent"), query_params=session.chest_query(chest)
    )

held_texts.show_waiting(person, chest)
show_ready(person, chest)
recent = library.assets.list_recent(person, chest.id, limit=12)
if recent:
    st.subheader(_("Recently added"), anchor=False)
    opened = gallery([items.gallery_item(person, asset, chest) for asset in recent], key="recent")
    if opened:
        session.open_memory(opened)
    st.page_link(
        "timeline.py", label=_("See all, along the years"), query_params=session.chest_query(chest)
    )
    words = count_words(chest.counts)
    if words:
        st.caption(_("In this chest: {words}.", words=words))
else:
    st.subheader(_("This chest is still empty"), anchor=False)
    st.write(
        _(
            "Photographs, films, voices, letters and stories will be here. Begin with a single "
            "one; the rest can come later, and from others."
        )
    )
if Action.see in allowed and recent:
    st.page_link("story.py", label=_("Read the story"), query_params=session.chest_query(chest))
    st.page_link("people.py", label=_("See who is who"), query_params=session.chest_query(chest))
    st.page_link(
        "albums.py", label=_("Look into the albums"), query_params=session.chest_query(chest)
    )
live(
    key="overview-live",
    url=f"/api/chests/{chest.id}/version",
    every=4,
    version=version,
)

if chest.long_words:
    st.subheader(_("About"), anchor=False)
    st.html(f"<div class='story'>{paragraphs(chest.long_words)}</div>")
