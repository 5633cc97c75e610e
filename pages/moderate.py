"""What relatives have given: looked at, approved, edited, declined, held, and all of it undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import streamlit as st

from chest.contributions.views import ContributionPage, ContributionView
from chest.dates.days import today_in
from chest.models import ContributionState, Kind
from pages.components.address.address import show_address
from pages.components.gallery.gallery import gallery
from pages.components.player.player import player
from pages.parts import failures, items, session
from pages.parts.decisions import decide, mark_seen, seen_version, show_last_decision
from pages.parts.gift_edits import ask_edits
from pages.parts.lists import ask_for_more, load, offer_more
from pages.parts.words import paragraphs, plain

library = session.library()
person = session.viewer()
chest = session.the_chest()
show_address("moderate", chest=str(chest.id))

AT_ONCE = 20

# On a phone one at a time; on a desk all of them, without the buttons that lead from one to the
# next. The page cannot know which of the two it is drawn on, so it is drawn for both.
# What is left out goes with its wrapper: the gaps between wrappers would stay.
ONE_AT_A_TIME = """<style>
@media (min-width: 641px) {{
  [data-testid="stLayoutWrapper"]:has(> .st-key-one-at-a-time) {{ display: none }}
}}
@media (max-width: 640px) {{
  [data-testid="stLayoutWrapper"]:has(
    > [class*="st-key-contribution-"]:not(.st-key-contribution-{now}), > .st-key-more-waiting
  ) {{ display: none }}
}}
</style>"""


def queue_of(state: ContributionState) -> Callable[[UUID | None], ContributionPage]:
    return lambda after: library.moderation.list_contributions(
        person, chest.id, state=state, after=after, limit=AT_ONCE
    )


def show_contents(given: ContributionView) -> None:
    if given.message:
        st.html(f"<blockquote class='story'>{paragraphs(given.message)}</blockquote>")
    files = [item for item in given.items if item.id != given.message_asset_id]
    if files:
        # That it waits is what this page is about; a word on every picture would only hide them.
        tiles = [replace(items.gallery_item(person, a, chest), badge=None) for a in files]
        opened = gallery(tiles, key=f"given-{given.id}")
        if opened:
            session.open_memory(opened)
    for asset in files:
        if asset.kind is Kind.audio and "original" in asset.renditions:
            player(
                kind="audio",
                src=items.address(person, asset, "original"),
                alt=items.alt_text(asset),
                peaks=asset.peaks,
                key=f"hear-{asset.id}",
            )


def show_giver(given: ContributionView) -> None:
    st.subheader(plain(given.name), anchor=False)
    facts = [given.relation, items.day(given.submitted_at or given.created_at, chest)]
    if given.link_label:
        facts.append(f"through the link for {given.link_label}")
    if given.contact_email:
        facts.append(given.contact_email)
    if given.held_until:
        facts.append(f"comes back on {items.day(given.held_until, chest)}")
    st.caption(plain(" · ".join(f for f in facts if f)))


def show_waiting(given: ContributionView, *, kind: str) -> None:
    version = seen_version(given)
    with st.container(key=f"{kind}-{given.id}"):
        show_giver(given)
        show_contents(given)
        if st.button("Approve", type="primary", key=f"approve-{given.id}"):
            decide(
                given,
                "approve",
                lambda: library.moderation.approve(person, given.id, version=version),
            )
        with st.expander("Edit and approve"):
            edits = ask_edits(given, chest)
            if edits is not None:
                decide(
                    given,
                    "approve",
                    lambda: library.moderation.approve(
                        person, given.id, version=version, edits=edits
                    ),
                )
        with st.expander("Decline with a note"):
            note = st.text_area(
                "A note to the person, if you like",
                key=f"note-{given.id}",
                placeholder="They read this with their receipt.",
            )
            st.caption("It is kept, and this can be undone later.")
            if st.button("Decline", key=f"decline-{given.id}"):
                decide(
                    given,
                    "decline",
                    lambda: library.moderation.decline(
                        person, given.id, note=note or None, version=version
                    ),
                )
        with st.expander("Hold until later"):
            today = today_in(chest.time_zone)
            day = st.date_input(
                "Until the morning of",
                value=today + timedelta(days=30),
                min_value=today + timedelta(days=1),
                format="DD/MM/YYYY",
                key=f"until-{given.id}",
            )
            if st.button("Hold", key=f"hold-{given.id}"):
                decide(
                    given,
                    "hold",
                    lambda: library.moderation.hold(person, given.id, until=day, version=version),
                )
        st.divider()
    mark_seen(given)


def show_all_waiting(given_here: list[ContributionView], *, more: bool) -> None:
    number = len(given_here)
    now = min(st.session_state.get("waiting-now", 0), number - 1)
    st.html(ONE_AT_A_TIME.format(now=given_here[now].id))
    total = library.moderation.count_waiting(person, chest.id)
    with st.container(key="one-at-a-time", horizontal=True, vertical_alignment="center"):
        if total > 1:
            st.html(f"<p class='soft' role='status'>{now + 1} of {total}</p>", width="content")
            before = st.button("Earlier", disabled=now == 0)
            after = st.button("Next", disabled=now + 1 >= total)
            if before or after:
                st.session_state["waiting-now"] = now + (1 if after else -1)
                if now + 1 >= number and after:
                    ask_for_more("waiting-pages")
                st.rerun()
    for given in given_here:
        show_waiting(given, kind="contribution")
    with st.container(key="more-waiting"):
        if total > number:
            st.caption(f"{number} of {total} are shown.")
        offer_more("waiting-pages", more=more)


def show_history(given: ContributionView) -> None:
    version = seen_version(given)
    with st.container(key=f"history-{given.id}"):
        by = f" by {given.decided_by_name}" if given.decided_by_name else ""
        when = f" on {items.day(given.decided_at, chest)}" if given.decided_at else ""
        st.write(f"**{plain(given.name)}**: {given.state.value}{plain(by)}{plain(when)}")
        if given.decision_note:
            st.caption(plain(f"The note to them: {given.decision_note}"))
        looks = st.session_state.get("looks-at") == given.id
        if looks:
            show_contents(given)
        with st.container(horizontal=True):
            if not looks and st.button("Look at it", key=f"look-{given.id}"):
                st.session_state["looks-at"] = given.id
                st.rerun()
            undo = st.button("Undo", key=f"undo-{given.id}")
        if undo:
            with failures.report_errors():
                library.moderation.undo(person, given.id, version=version)
                st.session_state.pop("decided", None)
                st.session_state["said"] = f"What {given.name} gave waits for you again."
                st.rerun()
    mark_seen(given)


st.title("To approve")
show_last_decision(person)
said = st.session_state.pop("said", None)
if said:
    st.info(plain(said))
with failures.report_errors():
    waiting, more_wait = load("waiting-pages", queue_of(ContributionState.pending))
    held, more_held = load("held-pages", queue_of(ContributionState.held))
    history, more_decided = load(
        "history-pages",
        lambda after: library.moderation.list_decided(person, chest.id, after=after, limit=AT_ONCE),
    )
    if waiting:
        show_all_waiting(waiting, more=more_wait)
    else:
        st.write("Nothing waits for you. What relatives send through a link appears here first.")
        st.page_link("share.py", label="Make a link", query_params=session.chest_query(chest))
    if held:
        with st.expander(f"Held for later ({len(held)}{'+' if more_held else ''})"):
            for given in held:
                show_waiting(given, kind="held")
            offer_more("held-pages", more=more_held)
    if history:
        with st.expander(f"Decided before ({len(history)}{'+' if more_decided else ''})"):
            for given in history:
                show_history(given)
            offer_more("history-pages", more=more_decided)
