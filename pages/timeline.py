"""The life along its years: decades, and at the end a drawer of what is undated."""

from __future__ import annotations

import streamlit as st

from chest.access.visibility import ALLOWED, Action
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
if who := session.query_id("person"):
    # One person's own years are on their page, in the same order.
    st.switch_page("person.py", query_params=session.chest_query(chest, person=str(who)))
show_address("timeline", chest=str(chest.id))
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


st.title(_("The years of {name}", name=plain(chest.name)))
may_change = bool(chest.role and Action.edit_own in ALLOWED[chest.role])
shown = stretches(
    library.assets.timeline_counts(person, chest.id),
    library.assets.timeline_years(person, chest.id),
    may_date=may_change,
)
live(
    key="timeline-live",
    url=f"/api/chests/{chest.id}/version",
    every=4,
    version=version,
)

if not shown:
    st.write(_("Pictures, letters and voices will stand here in the order of the years."))
    if chest.role and Action.add in ALLOWED[chest.role]:
        st.page_link("add.py", label=_("Add memories"), query_params=session.chest_query(chest))
    show_deleted()
    st.stop()

address = f"/api/chests/{chest.id}"
opened = years(
    shown,
    key="years",
    url=f"{address}/tiles",
    memory=f"/memory?chest={chest.id}&id=",
    version=version,
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

show_deleted()
