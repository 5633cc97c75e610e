"""One memory large, in the same way for the family and for whoever came by a link."""

from __future__ import annotations

import streamlit as st

from chest.access.viewers import Viewer
from chest.assets.views import AssetView
from chest.models import Kind
from language import _
from pages.components.player.player import player
from pages.parts import items, session
from pages.parts.spoken import captions_of
from pages.parts.words import paragraphs


def show_memory(
    viewer: Viewer,
    asset: AssetView,
    *,
    key: str,
    southern: bool = False,
    second: float | None = None,
) -> None:
    """The thing itself: a story in its words, a film or voice to play, a picture; else a way to
    save it. `key` names the place on the page, where the same memory may stand in two; at `second`
    a film or voice begins."""
    if asset.kind is Kind.note:
        st.html(f"<div class='story'>{paragraphs(asset.body or '')}</div>")
        return
    original = session.library().media.url(viewer, asset, "original")
    shown = _show_media(
        viewer,
        asset,
        original=original,
        key=f"{key}-{asset.id}",
        southern=southern,
        second=second,
    )
    if asset.extracted_text:
        with st.expander(_("Read it as text"), expanded=not shown):
            st.html(f"<div class='story'>{paragraphs(asset.extracted_text)}</div>")
    if original and not shown:
        # What goes out by a link is a copy, without the place where it was made.
        st.link_button(
            _("Download the original") if viewer.account_id else _("Save a copy"), original
        )
    if asset.is_truncated:
        st.warning(
            _(
                "The end of this picture is missing. What there is, is shown and kept. If you "
                "have the whole file, add it again."
            )
        )


def _show_media(
    viewer: Viewer,
    asset: AssetView,
    *,
    original: str | None,
    key: str,
    southern: bool,
    second: float | None,
) -> bool:
    """Play or show it; False when there is no form of it that a browser could show."""
    plays = asset.kind in (Kind.video, Kind.audio) and asset.kind.value in asset.renditions
    if not plays and "preview" not in asset.renditions:
        return False
    player(
        kind=asset.kind.value if plays else "photo",
        src=items.address(viewer, asset, asset.kind.value if plays else "preview"),
        alt=items.alt_text(asset),
        poster=items.address(viewer, asset, "poster") or None if plays else None,
        peaks=asset.peaks if plays else None,
        download=original,
        plays=asset.plays_in_browser if plays else True,
        size=items.size(asset),
        duration=asset.duration if plays else None,
        start=second if plays else None,
        played_as=asset.played_as if plays else None,
        making=items.making(asset) if plays else None,
        of=str(asset.id),
        captions=captions_of(viewer, asset) if plays else None,
        closer=None
        if plays or not viewer.account_id
        else items.tile_of(viewer, asset, southern=southern),
        moment=None if plays else session.library().media.moment_url(viewer, asset),
        key=key,
    )
    return True
