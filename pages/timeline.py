"""The life along its years: decades, and at the end a drawer of what is undated."""

from __future__ import annotations

import streamlit as st

from chest.access.visibility import ALLOWED, Action
from chest.assets.pages import AssetPage
from pages.components.address.address import show_address
from pages.components.gallery.gallery import gallery
from pages.components.live.live import live
from pages.parts import failures, items, session
from pages.parts.words import plain

FIRST = 24  # memories of each decade before "Show more"
MORE = 60

library = session.library()
person = session.viewer()
chest = session.the_chest()
show_address("timeline", chest=str(chest.id))
version = library.chests.pulse(person, chest.id)  # before what is shown: never newer than that


def show_rows(first: AssetPage, *, key: str, decade: int | None) -> None:
    """The first memories and those asked for since; `key` names the stretch of time."""
    asked = st.session_state.get(f"more-{chest.id}-{key}", 0)
    cards, cursor = list(first.items), first.next
    for _ in range(asked):
        if cursor is None:
            break
        page = library.assets.timeline_page(
            person, chest.id, decade=decade, undated=decade is None, cursor=cursor, limit=MORE
        )
        cards += page.items
        cursor = page.next
    opened = gallery([items.gallery_item(person, card, chest) for card in cards], key=f"rows-{key}")
    if opened:
        session.open_memory(opened)
    if cursor is not None and st.button("Show more", key=f"show-more-{key}"):
        st.session_state[f"more-{chest.id}-{key}"] = asked + 1
        st.rerun()


def show_deleted() -> None:
    """What this person can still bring back, at the end, where one looks for what is missing."""
    deleted = library.assets.list_deleted(person, chest.id)
    if not deleted:
        return
    with st.expander(f"Deleted memories ({len(deleted)})"):
        st.write("They can be brought back for 30 days; then they are erased.")
        for asset in deleted:
            words, button = st.columns([4, 1], vertical_alignment="center")
            with words:
                st.write(plain(items.deleted_title(asset)))
                by = f" by {asset.deleted_by_name}" if asset.deleted_by_name else ""
                when, until = items.day(asset.deleted_at, chest), items.day(asset.erased_at, chest)
                st.caption(plain(f"Deleted on {when}{by}. To be erased on {until}."))
            if button.button("Bring back", key=f"restore-{asset.id}"):
                with failures.report_errors():
                    library.assets.restore(person, asset.id)
                    st.rerun()


st.title(f"The years of {plain(chest.name)}")
timeline = library.assets.timeline(person, chest.id, limit=FIRST)
live(
    key="timeline-live",
    url=f"/api/chests/{chest.id}/version",
    every=4,
    version=version,
)

if timeline.count == 0:
    st.write("Pictures, letters and voices will stand here in the order of the years.")
    if chest.role and Action.add in ALLOWED[chest.role]:
        st.page_link("add.py", label="Add memories", query_params=session.chest_query(chest))
    show_deleted()
    st.stop()

if len(timeline.decades) > 1:
    rail = "".join(f"<a href='#years-{d.start}'>{d.start}s</a>" for d in timeline.decades)
    undated = "<a href='#undated'>undated</a>" if timeline.undated_count else ""
    st.html(f"<nav class='chest-rail' aria-label='Decades'>{rail}{undated}</nav>")

for decade in timeline.decades:
    st.header(f"{decade.start}s", anchor=f"years-{decade.start}")
    show_rows(decade.page, key=str(decade.start), decade=decade.start)

if timeline.undated_count:
    st.header("Undated", anchor="undated")
    st.write(
        "Nobody has said yet when these were made. If you know, even roughly, open one and "
        "write it down: “about 1952” or “summer 1964” is enough."
    )
    show_rows(timeline.undated, key="undated", decade=None)

show_deleted()
