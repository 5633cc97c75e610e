"""For people who came by a link, often on a phone, often old: large type, and a closer look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import streamlit as st

from chest.access.viewers import Viewer
from chest.assets.views import AssetView
from pages.components.gallery.gallery import gallery
from pages.parts import items

# Everything here is measured in rem, our components included, so that one number enlarges it all.
_LARGE = """<style>
html:root { font-size: 19.5px !important }
[data-testid="stMainBlockContainer"] h1 { font-size: 1.75rem }
[data-testid="stMainBlockContainer"] { padding-top: 4rem }
</style>"""


def large_type() -> None:
    """Sets this whole page in larger type."""
    st.html(_LARGE)


def show_files(
    viewer: Viewer, files: Sequence[AssetView], *, key: str, speaks_as: Literal["link", "receipt"]
) -> None:
    """What somebody gives or gave, without the word on each that it waits: that is what the page
    is about. One that is touched opens large, over the page one was on."""
    tiles = [replace(items.link_item(viewer, asset), badge=None) for asset in files]
    gallery(tiles, key=key, has_page=False, speaks_as=speaks_as)
