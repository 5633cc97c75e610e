"""For people who came by a link, often on a phone, often old: large type, and a closer look."""

from __future__ import annotations

import streamlit as st

from chest.access.viewers import Viewer
from chest.assets.views import AssetView
from chest.models import Kind
from pages.components import items, session
from pages.components.player import player

# Everything here is measured in rem, our components included, so that one number enlarges it all.
_LARGE = """<style>
html:root { font-size: 19.5px !important }
[data-testid="stMainBlockContainer"] h1 { font-size: 1.75rem }
[data-testid="stMainBlockContainer"] { padding-top: 4rem }
</style>"""


def large_type() -> None:
    """Sets this whole page in larger type."""
    st.html(_LARGE)


@st.dialog("A closer look", width="large")
def look_closer(viewer: Viewer, asset: AssetView) -> None:
    """One memory as large as the window, with a way to save it, over the page one was on."""
    url = session.library().media.url
    original = url(viewer, asset, "original")
    if asset.kind in (Kind.video, Kind.audio) and asset.kind.value in asset.renditions:
        player(
            kind=asset.kind.value,
            src=url(viewer, asset, asset.kind.value) or "",
            alt=items.alt_text(asset),
            poster=url(viewer, asset, "poster"),
            peaks=asset.peaks,
            download=original,
            plays=asset.plays_in_browser,
            size=items.size(asset),
            key=f"closer-{asset.id}",
        )
    elif "preview" in asset.renditions:
        player(
            kind="photo",
            src=url(viewer, asset, "preview") or "",
            alt=items.alt_text(asset),
            download=original,
            size=items.size(asset),
            key=f"closer-{asset.id}",
        )
    st.caption(session.plain(asset.original_name or items.title(asset)))
    if original and not asset.renditions.keys() & {"preview", "video", "audio"}:
        st.link_button("Save a copy", original)
    elif items.is_unfinished(asset):
        st.write("It has arrived and is still being looked at. Come back in a moment.")
