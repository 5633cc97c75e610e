"""What relatives have given: looked at, approved, edited, declined, held, and all of it undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import streamlit as st

from chest.assets.views import AssetView
from chest.contributions.views import ContributionPage, ContributionView
from chest.dates.days import today_in
from chest.errors import Stale
from chest.models import ContributionState, Kind
from pages.components import items, session
from pages.components.address import show_address
from pages.components.gallery import gallery
from pages.components.player import player

library = session.library()
person = session.viewer()
chest = session.the_chest()
show_address("moderate", chest=str(chest.id))

AT_ONCE = 20
UNDO_SECONDS = 10

DONE = {
    "approve": "Approved. It is in the chest now.",
    "decline": "Declined. It is kept where only you and the person who sent it see it.",
    "hold": "Put aside until then.",
}

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


def load(name: str, ask: Callable[[UUID | None], ContributionPage]) -> ContributionPage:
    """As many pages of a list as this person has asked for."""
    found: list[ContributionView] = []
    after = None
    for _ in range(st.session_state.setdefault(name, 1)):
        page = ask(after)
        found += page.items
        after = page.next
        if after is None:
            break
    return ContributionPage(items=found, next=after)


def queue_of(state: ContributionState) -> Callable[[UUID | None], ContributionPage]:
    return lambda after: library.contributions.queue(
        person, chest.id, state=state, after=after, limit=AT_ONCE
    )


def offer_more(name: str, page: ContributionPage) -> None:
    if page.next is not None and st.button("Show more", key=f"show-{name}"):
        st.session_state[name] += 1
        st.rerun()


def seen_version(given: ContributionView) -> int:
    """The version of it that this person has on the screen. The run that begins with their press
    reads it afresh: what changed meanwhile is only shown after that press. `mark_seen` ends what
    this begins, once all of it is drawn."""
    versions: dict[UUID, int] = st.session_state.setdefault("seen-versions", {})
    return versions.setdefault(given.id, given.version)


def mark_seen(given: ContributionView) -> None:
    st.session_state["seen-versions"][given.id] = given.version


def decide(given: ContributionView, what: str, act: Callable[[], ContributionView]) -> None:
    """Do what was decided, and show what became of it in the next run."""
    with session.report_errors():
        try:
            decided = act()
        except Stale:
            st.session_state["said"] = (
                f"What {given.name} gave has changed since you looked at it. Nothing was decided: "
                "look at it once more."
            )
        else:
            st.session_state["decided"] = (given.id, what, datetime.now(UTC), decided.version)
        st.rerun()


def show_last_decision() -> None:
    """The undo in place: it stays for ten seconds, later it is in the history below."""
    last = st.session_state.get("decided")
    if last is None:
        return
    contribution_id, what, since, version = last
    if datetime.now(UTC) - since > timedelta(seconds=UNDO_SECONDS):
        st.session_state.pop("decided")
        return
    words, undo = st.columns([4, 1], vertical_alignment="center")
    words.success(DONE[what])
    if undo.button("Undo", key="undo-last"):
        with session.report_errors():
            library.contributions.undo(person, contribution_id, version=version)
            st.session_state.pop("decided")
            st.rerun(scope="app")


def show_contents(given: ContributionView) -> None:
    if given.message:
        st.html(f"<blockquote class='story'>{session.html(given.message)}</blockquote>")
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
    st.subheader(session.plain(given.name), anchor=False)
    facts = [given.relation, items.day(given.submitted_at or given.created_at, chest)]
    if given.link_label:
        facts.append(f"through the link for {given.link_label}")
    if given.contact_email:
        facts.append(given.contact_email)
    if given.held_until:
        facts.append(f"comes back on {items.day(given.held_until, chest)}")
    st.caption(session.plain(" · ".join(f for f in facts if f)))


def ask_edits(given: ContributionView, version: int) -> None:
    with st.form(f"edit-{given.id}", border=False):
        edits: dict[UUID, dict[str, str]] = {}
        for asset in given.items:
            edits[asset.id] = ask_asset_edit(asset)
        st.caption("What they sent stays in the memory's history, in their own words.")
        if st.form_submit_button("Approve with these changes", type="primary"):
            changed = {asset_id: changes for asset_id, changes in edits.items() if changes}
            decide(
                given,
                "approve",
                lambda: library.contributions.approve(
                    person, given.id, version=version, edits=changed
                ),
            )


def ask_asset_edit(asset: AssetView) -> dict[str, str]:
    """The fields a person changed, and only those."""
    changes: dict[str, str] = {}
    if asset.kind is Kind.note:
        body = st.text_area("Their words", value=asset.body or "", key=f"body-{asset.id}")
        if body != (asset.body or ""):
            changes["body"] = body
        fields = [("taken", "When that was", items.when_to_type(asset, chest))]
    else:
        name = session.plain(asset.original_name or "this file")
        fields = [
            ("caption", f"Caption of {name}", asset.caption or ""),
            ("taken", f"When {name} was made", items.when_to_type(asset, chest)),
            ("place", f"Where {name} was made", asset.place or ""),
        ]
    for field, label, value in fields:
        typed = st.text_input(label, value=value, key=f"{field}-{asset.id}")
        if typed != value:
            changes[field] = typed
    return changes


def show_waiting(given: ContributionView, *, kind: str) -> None:
    version = seen_version(given)
    with st.container(key=f"{kind}-{given.id}"):
        show_giver(given)
        show_contents(given)
        if st.button("Approve", type="primary", key=f"approve-{given.id}"):
            decide(
                given,
                "approve",
                lambda: library.contributions.approve(person, given.id, version=version),
            )
        with st.expander("Edit and approve"):
            ask_edits(given, version)
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
                    lambda: library.contributions.decline(
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
                    lambda: library.contributions.hold(
                        person, given.id, until=day, version=version
                    ),
                )
        st.divider()
    mark_seen(given)


def show_all_waiting(page: ContributionPage) -> None:
    number = len(page.items)
    now = min(st.session_state.get("waiting-now", 0), number - 1)
    st.html(ONE_AT_A_TIME.format(now=page.items[now].id))
    total = library.contributions.count_waiting(person, chest.id)
    with st.container(key="one-at-a-time", horizontal=True, vertical_alignment="center"):
        if total > 1:
            st.html(f"<p class='soft' role='status'>{now + 1} of {total}</p>", width="content")
            before = st.button("Earlier", disabled=now == 0)
            after = st.button("Next", disabled=now + 1 >= total)
            if before or after:
                st.session_state["waiting-now"] = now + (1 if after else -1)
                if now + 1 >= number and after:
                    st.session_state["waiting-pages"] += 1
                st.rerun()
    for given in page.items:
        show_waiting(given, kind="contribution")
    with st.container(key="more-waiting"):
        if total > number:
            st.caption(f"{number} of {total} are shown.")
        offer_more("waiting-pages", page)


def show_history(given: ContributionView) -> None:
    version = seen_version(given)
    with st.container(key=f"history-{given.id}"):
        by = f" by {given.decided_by_name}" if given.decided_by_name else ""
        when = f" on {items.day(given.decided_at, chest)}" if given.decided_at else ""
        st.write(
            f"**{session.plain(given.name)}**: {given.state.value}"
            f"{session.plain(by)}{session.plain(when)}"
        )
        if given.decision_note:
            st.caption(session.plain(f"The note to them: {given.decision_note}"))
        looks = st.session_state.get("looks-at") == given.id
        if looks:
            show_contents(given)
        with st.container(horizontal=True):
            if not looks and st.button("Look at it", key=f"look-{given.id}"):
                st.session_state["looks-at"] = given.id
                st.rerun()
            undo = st.button("Undo", key=f"undo-{given.id}")
        if undo:
            with session.report_errors():
                library.contributions.undo(person, given.id, version=version)
                st.session_state.pop("decided", None)
                st.session_state["said"] = f"What {given.name} gave waits for you again."
                st.rerun()
    mark_seen(given)


st.title("To approve")
if "decided" in st.session_state:
    st.fragment(show_last_decision, run_every=UNDO_SECONDS)()
said = st.session_state.pop("said", None)
if said:
    st.info(session.plain(said))
with session.report_errors():
    waiting = load("waiting-pages", queue_of(ContributionState.pending))
    held = load("held-pages", queue_of(ContributionState.held))
    history = load(
        "history-pages",
        lambda after: library.contributions.history(person, chest.id, after=after, limit=AT_ONCE),
    )
    if waiting.items:
        show_all_waiting(waiting)
    else:
        st.write("Nothing waits for you. What relatives send through a link appears here first.")
        st.page_link("share.py", label="Make a link", query_params=session.chest_query(chest))
    if held.items:
        with st.expander(f"Held for later ({len(held.items)}{'+' if held.next else ''})"):
            for given in held.items:
                show_waiting(given, kind="held")
            offer_more("held-pages", held)
    if history.items:
        with st.expander(f"Decided before ({len(history.items)}{'+' if history.next else ''})"):
            for given in history.items:
                show_history(given)
            offer_more("history-pages", history)
