"""The life along its years: decades, and at the end a drawer of what is undated."""

from __future__ import annotations

from typing import NoReturn
from uuid import UUID

import streamlit as st

from chest.access.visibility import ALLOWED, Action
from chest.errors import NotFound
from language import _
from pages.components.address.address import show_address
from pages.components.live.live import live
from pages.components.years.years import Choosing, years
from pages.parts import failures, items, session
from pages.parts.memory_edits import AUDIENCES
from pages.parts.stretches import stretches
from pages.parts.words import offered, plain

library = session.library()
person = session.viewer()
chest = session.the_chest()
who, album = session.query_id("person"), session.query_id("album")
narrowed = {name: str(one) for name, one in (("person", who), ("album", album)) if one}
show_address("timeline", chest=str(chest.id), **narrowed)
version = library.chests.pulse(person, chest.id)  # before what is shown: never newer than that


def show_deleted() -> None:
    """What this person can still bring back, at the end, where one looks for what is missing."""
    deleted = library.assets.list_deleted(person, chest.id)
    if not deleted:
        return
    with st.expander(_("Deleted memories ({number})", number=len(deleted))):
        st.write(_("They can be brought back for 30 days; then they are erased."))
        for asset in deleted:
            words, button = st.columns([4, 1], vertical_alignment="center")
            with words:
                st.write(plain(items.deleted_title(asset)))
                when, until = items.day(asset.deleted_at, chest), items.day(asset.erased_at, chest)
                st.caption(
                    plain(
                        _(
                            "Deleted on {when} by {name}. To be erased on {until}.",
                            when=when,
                            name=asset.deleted_by_name,
                            until=until,
                        )
                        if asset.deleted_by_name
                        else _(
                            "Deleted on {when}. To be erased on {until}.", when=when, until=until
                        )
                    )
                )
            if button.button(_("Bring back"), key=f"restore-{asset.id}"):
                with failures.report_errors():
                    library.assets.restore(person, asset.id)
                    st.rerun()


def stop_without(words: str) -> NoReturn:
    """Say that there is nothing of the sort, and the way to all memories."""
    st.write(words)
    query = session.chest_query(chest)
    st.page_link("timeline.py", label=_("Show all memories"), query_params=query)
    st.stop()


def show_album(asked: UUID) -> str:
    """Of which album alone the memories stand here, and the ways to it and to all of them; what
    changes when it holds something else."""
    try:
        one = library.albums.get(person, asked)
    except NotFound:
        one = None
    if one is None or one.chest_id != chest.id:
        stop_without(_("This album is not there, or is not yours to see."))
    st.write(
        plain(_("Only what the album {name} holds, in the order of the years.", name=one.name))
    )
    with st.container(horizontal=True, gap="medium"):
        st.page_link(
            "album.py",
            label=_("The album in its own order"),
            query_params=session.chest_query(chest, id=str(one.id)),
        )
        if not who:
            query = session.chest_query(chest)
            st.page_link("timeline.py", label=_("Show all memories"), query_params=query)
    return library.albums.pulse(person, one.id)


def show_whom(asked: UUID) -> UUID:
    """Of whom alone the memories stand here, and the way to all of them; whose they are."""
    try:
        one = library.people.get(person, asked).person
    except NotFound:
        stop_without(_("This person is not on the list, or is not yours to see."))
    st.write(plain(_("Only the memories that {name} is on.", name=one.name)))
    with st.container(horizontal=True, gap="medium"):
        query = session.chest_query(chest)
        st.page_link("timeline.py", label=_("Show all memories"), query_params=query)
        st.page_link(
            "person.py",
            label=_("About this person"),
            query_params=session.chest_query(chest, person=str(one.id)),
        )
    return one.id


st.title(_("The years of {name}", name=plain(chest.name)))
if who:
    who = show_whom(who)
held = show_album(album) if album else ""
may_change = bool(chest.role and Action.edit_own in ALLOWED[chest.role])
if narrowed:
    counts, known_years = library.assets.timeline_of(person, chest.id, who, album=album)
else:
    counts = library.assets.timeline_counts(person, chest.id)
    known_years = library.assets.timeline_years(person, chest.id)
shown = stretches(counts, known_years, may_date=may_change, person=who, album=album)
live(
    key="timeline-live",
    url=f"/api/chests/{chest.id}/version",
    every=4,
    version=version,
)

if narrowed and not shown:
    st.write(
        _("There is nothing in it that you may see.")
        if album
        else _("Nobody said yet that this person is on a memory.")
    )
    st.stop()
if not shown:
    st.write(_("Pictures, letters and voices will stand here in the order of the years."))
    if chest.role and Action.add in ALLOWED[chest.role]:
        st.page_link("add.py", label=_("Add memories"), query_params=session.chest_query(chest))
    show_deleted()
    st.stop()

address = f"/api/chests/{chest.id}"
opened = years(
    shown,
    key="-".join(["years", *narrowed.values()]),
    only=" ".join(narrowed.values()) or None,
    url=f"{address}/tiles",
    memory=f"/memory?chest={chest.id}&id=",
    version=version + held,
    choosing=Choosing(
        bulk=f"{address}/assets/bulk",
        count=f"{address}/timeline/count",
        date=f"{address}/date",
        labels=f"{address}/labels",
        albums=f"{address}/albums",
        audiences=[
            (one.value, AUDIENCES[one]) for one in offered(AUDIENCES, chest.role, is_own=True)
        ],
    )
    if may_change
    else None,
)
if opened:
    session.open_memory(opened)

if not narrowed:
    show_deleted()
