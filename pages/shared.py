"""What a link lets one look at, without an account."""

from __future__ import annotations

import streamlit as st

from chest.access.viewers import Viewer
from chest.errors import ChestError, NotFound
from chest.models import Kind, LinkPermission
from chest.sharing.links import LinkState
from pages.components import items, session, theme
from pages.components.gallery import gallery
from pages.components.player import hero, player
from pages.components.reader import reader

theme.wide()
library = session.library()
cookie = session.link_cookie()
status = library.sharing.describe(cookie)


def show_memory(viewer: Viewer) -> None:
    """One memory, large, over the rest."""
    asset_id = session.query_id("id")
    if asset_id is None:
        return
    try:
        asset = library.assets.get(viewer, asset_id)
    except NotFound:
        return
    url = library.media.url
    st.title(session.plain(items.title(asset)), anchor=False)
    if asset.kind is Kind.note:
        st.html(f"<div class='story'>{session.html(asset.body or '')}</div>")
    elif asset.kind in (Kind.video, Kind.audio) and asset.kind.value in asset.renditions:
        player(
            kind=asset.kind.value,
            src=url(viewer, asset, asset.kind.value) or "",
            alt=items.alt_text(asset),
            poster=url(viewer, asset, "poster"),
            peaks=asset.peaks,
            download=url(viewer, asset, "original"),
            plays=asset.plays_in_browser,
            size=items.size(asset),
            key=f"see-{asset.id}",
        )
    elif "preview" in asset.renditions:
        player(
            kind="photo",
            src=url(viewer, asset, "preview") or "",
            alt=items.alt_text(asset),
            download=url(viewer, asset, "original"),
            size=items.size(asset),
            key=f"see-{asset.id}",
        )
    facts = [items.when(asset, southern=chest.southern), asset.place, asset.contributor_name]
    st.caption(session.plain(" · ".join(f for f in facts if f)))
    if st.button("Back to all"):
        st.query_params.clear()
        st.rerun()
    st.divider()


def show_all(viewer: Viewer) -> None:
    cursor = None
    pages = st.session_state.setdefault("shared-pages", 1)
    cards = []
    for _ in range(pages):
        page = library.assets.list_page(viewer, viewer.chest_id, cursor=cursor, limit=60)
        cards += page.items
        cursor = page.next
        if cursor is None:
            break
    opened = gallery(
        [items.link_item(viewer, card, southern=chest.southern) for card in cards],
        key="shared-rows",
    )
    if opened:
        st.query_params["id"] = opened
        st.rerun()
    if not cards:
        st.write("Nothing has been opened to this link yet.")
    if cursor is not None and st.button("Show more"):
        st.session_state["shared-pages"] = pages + 1
        st.rerun()


viewer = library.sharing.find_viewer(cookie)
if status is None or status.has_ended:
    st.title("This link no longer opens")
    st.write(status.sentence if status else "Open the link again from the message it came in.")
    st.stop()
if viewer is None or status.state is not LinkState.live:
    st.switch_page("contribute.py")

try:
    chest = library.chests.get(viewer, status.chest_id)
    hero(
        name=chest.name,
        src=items.hero_address(viewer, status.hero_asset_id),
        crop=status.hero_crop,
        years=chest.years or None,
        words=chest.words,
    )
    if status.permission is LinkPermission.add:
        st.page_link("contribute.py", label="**Add memories**")
    show_memory(viewer)
    story = library.stories.find_latest(viewer, status.chest_id)
    if story is not None:
        with st.expander("Read the story"):
            reader(story, key="shared-story", marks=False)
    show_all(viewer)
except ChestError as error:
    session.show_sentence(error.sentence)
