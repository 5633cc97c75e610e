"""What a link lets one look at, without an account."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from chest.access.viewers import Viewer
from chest.errors import ChestError, NotFound
from chest.models import LinkPermission
from chest.sharing.links import LinkState
from language import _
from pages.components.reader.reader import Look, reader
from pages.components.years.years import years
from pages.parts import failures, items, memory_view, session
from pages.parts.hero import hero
from pages.parts.link_door import show_end
from pages.parts.shared_albums import show_album, show_albums
from pages.parts.spoken import is_spoken, show_spoken
from pages.parts.story_insets import list_insets
from pages.parts.stretches import stretches
from pages.parts.words import paragraphs, plain

library = session.library()
cookie = session.link_cookie()
status = library.visits.describe(cookie)


def show_opened(viewer: Viewer) -> None:
    """One memory, large, over the rest."""
    asset_id = session.query_id("id")
    if asset_id is None:
        return
    try:
        asset = library.assets.get(viewer, asset_id)
    except NotFound:
        return
    heading = items.heading(asset, southern=chest.southern)
    st.html(f"<h2 class='unseen'>{escape(heading)}</h2>")
    second = session.opened_second(asset.id)
    spoken = is_spoken(asset)
    here = None if spoken else second
    memory_view.show_memory(viewer, asset, key="see", southern=chest.southern, second=here)
    if asset.caption:
        st.html(f"<div class='story'>{paragraphs(asset.caption)}</div>")
    facts = [
        asset.who,
        items.when(asset, southern=chest.southern),
        asset.place,
        asset.contributor_name,
    ]
    st.caption(plain(" · ".join(f for f in facts if f)))
    if spoken:
        show_spoken(viewer, asset, second=second)
    if st.button(_("Back to all")):
        st.query_params.clear()
        st.rerun()
    st.divider()


def show_all(viewer: Viewer) -> None:
    shown = stretches(
        library.assets.timeline_counts(viewer, chest.id),
        library.assets.timeline_years(viewer, chest.id),
        may_date=False,
    )
    if not shown:
        st.write(_("Nothing has been opened to this link yet."))
        return
    years(
        shown,
        key="shared-years",
        url=f"/api/chests/{chest.id}/tiles",
        memory="?id=",
        version=version,
        has_page=False,
        speaks_as="link",
    )


viewer = library.visits.find_viewer(cookie)
if status is None or status.has_ended:
    show_end(status)
if viewer is None or status.state is not LinkState.live:
    st.switch_page("contribute.py")

try:
    version = library.chests.pulse(viewer, status.chest_id)  # before what is shown
    chest = library.chests.get(viewer, status.chest_id)
    with st.container(key="wide-page"):
        hero(
            name=chest.name,
            src=items.hero_address(viewer, status.hero_asset_id),
            crop=status.hero_crop,
            years=chest.years or None,
            words=chest.words,
        )
    if status.permission is LinkPermission.add:
        st.page_link("contribute.py", label=_("**Add memories**"))
    show_opened(viewer)
    if show_album(viewer, southern=chest.southern):
        st.stop()
    story = library.stories.find_latest(viewer, status.chest_id)
    if story is not None:
        with st.expander(_("Read the story")):
            tile = partial(items.link_item, viewer, southern=chest.southern)
            insets = list_insets(viewer, story, tile=tile, southern=chest.southern)
            look = Look(marks=False, has_page=False, speaks_as="link")
            reader(story, key="shared-story", look=look, insets=insets)
    show_albums(viewer, status.chest_id, southern=chest.southern)
    show_all(viewer)
except ChestError as error:
    failures.show_sentence(error.sentence)
