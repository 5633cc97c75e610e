"""What relatives have given: looked at, approved, edited, declined, held, and all of it undone."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import streamlit as st

from chest.asset_views import AssetView
from chest.contribution_views import ContributionView
from chest.models import ContributionState, Kind
from pages.components import items, session
from pages.components.gallery import gallery
from pages.components.player import player

library = session.library()
person = session.viewer()
chest = session.the_chest()

DONE = {
    "approve": "Approved. It is in the chest now.",
    "decline": "Declined. It is kept where only you and the person who sent it see it.",
    "hold": "Put aside until then.",
}


def decided(contribution_id: UUID, what: str) -> None:
    st.session_state["decided"] = (contribution_id, what, datetime.now(UTC))
    st.rerun()


@st.fragment(run_every=10)
def show_last_decision() -> None:
    """The undo in place: it stays for ten seconds, later it is in the history below."""
    last = st.session_state.get("decided")
    if last is None:
        return
    contribution_id, what, since = last
    if datetime.now(UTC) - since > timedelta(seconds=10):
        st.session_state.pop("decided")
        return
    words, undo = st.columns([4, 1], vertical_alignment="center")
    words.success(DONE[what])
    if undo.button("Undo", key="undo-last"):
        with session.report_errors():
            library.contributions.undo(person, contribution_id)
            st.session_state.pop("decided")
            st.rerun(scope="app")


def show_contents(given: ContributionView) -> None:
    who = session.plain(given.name)
    st.subheader(who, anchor=False)
    facts = [given.relation, items.day(given.submitted_at or given.created_at, chest)]
    if given.link_label:
        facts.append(f"through the link for {given.link_label}")
    st.caption(session.plain(" · ".join(f for f in facts if f)))
    if given.message:
        st.html(f"<blockquote class='story'>{session.html(given.message)}</blockquote>")
    files = [item for item in given.items if item.id != given.message_asset_id]
    if files:
        opened = gallery(
            [items.gallery_item(person, asset, chest) for asset in files], key=f"given-{given.id}"
        )
        if opened:
            st.switch_page("memory.py", query_params={"id": opened, "chest": str(chest.id)})
    for asset in files:
        if asset.kind is Kind.audio and "original" in asset.renditions:
            player(
                kind="audio",
                src=items.address(person, asset, "original"),
                alt=items.alt_text(asset),
                peaks=asset.peaks,
                key=f"hear-{asset.id}",
            )


def ask_edits(given: ContributionView) -> None:
    with st.form(f"edit-{given.id}", border=False):
        edits: dict[UUID, dict[str, str]] = {}
        for asset in given.items:
            edits[asset.id] = ask_asset_edit(asset)
        st.caption("What they sent stays in the memory's history, in their own words.")
        if st.form_submit_button("Approve with these changes", type="primary"):
            changed = {asset_id: changes for asset_id, changes in edits.items() if changes}
            with session.report_errors():
                library.contributions.approve(
                    person, given.id, version=given.version, edits=changed
                )
                decided(given.id, "approve")


def ask_asset_edit(asset: AssetView) -> dict[str, str]:
    """The fields a person changed, and only those."""
    changes: dict[str, str] = {}
    if asset.kind is Kind.note:
        body = st.text_area("Their words", value=asset.body or "", key=f"body-{asset.id}")
        return {"body": body} if body != (asset.body or "") else {}
    name = session.plain(asset.original_name or "this file")
    for field, label, value in (
        ("caption", f"Caption of {name}", asset.caption or ""),
        ("taken", f"When {name} was made", items.when_to_type(asset, chest)),
        ("place", f"Where {name} was made", asset.place or ""),
    ):
        typed = st.text_input(label, value=value, key=f"{field}-{asset.id}")
        if typed != value:
            changes[field] = typed
    return changes


def show_waiting(given: ContributionView) -> None:
    with st.container(key=f"contribution-{given.id}"):
        show_contents(given)
        if st.button("Approve", type="primary", key=f"approve-{given.id}"):
            with session.report_errors():
                library.contributions.approve(person, given.id, version=given.version)
                decided(given.id, "approve")
        with st.expander("Edit and approve"):
            ask_edits(given)
        with st.expander("Decline with a note"):
            note = st.text_area(
                "A note to the person, if you like",
                key=f"note-{given.id}",
                placeholder="They read this with their receipt.",
            )
            if st.button("Decline", key=f"decline-{given.id}"):
                with session.report_errors():
                    library.contributions.decline(
                        person, given.id, note=note or None, version=given.version
                    )
                    decided(given.id, "decline")
        with st.expander("Hold until later"):
            day = st.date_input(
                "Until",
                value=datetime.now(UTC).date() + timedelta(days=30),
                min_value=datetime.now(UTC).date() + timedelta(days=1),
                key=f"until-{given.id}",
            )
            if st.button("Hold", key=f"hold-{given.id}"):
                with session.report_errors():
                    until = datetime.combine(day, time(8), UTC)
                    library.contributions.hold(person, given.id, until=until, version=given.version)
                    decided(given.id, "hold")
    st.divider()


def show_history(given: ContributionView) -> None:
    with st.container(key=f"history-{given.id}"):
        by = f" by {given.decided_by_name}" if given.decided_by_name else ""
        when = items.day(given.decided_at, chest) if given.decided_at else ""
        st.write(
            f"**{session.plain(given.name)}**: {given.state.value}"
            f"{session.plain(by)} {session.plain(when)}"
        )
        if given.decision_note:
            st.caption(session.plain(given.decision_note))
        if st.button("Undo", key=f"undo-{given.id}"):
            with session.report_errors():
                library.contributions.undo(person, given.id)
                st.rerun()


st.title("To approve")
show_last_decision()
with session.report_errors():
    waiting = library.contributions.queue(person, chest.id, state=ContributionState.pending).items
    held = library.contributions.queue(person, chest.id, state=ContributionState.held).items
    if not waiting:
        st.write("Nothing waits for you. What relatives send through a link appears here first.")
        st.page_link("share.py", label="Make a link", query_params=session.chest_query(chest))
    for given in waiting:
        show_waiting(given)
    if held:
        with st.expander(f"Held for later ({len(held)})"):
            for given in held:
                show_waiting(given)
    history = [
        given
        for state in (ContributionState.approved, ContributionState.declined)
        for given in library.contributions.queue(person, chest.id, state=state).items
    ]
    if history:
        with st.expander(f"Decided before ({len(history)})"):
            for given in sorted(history, key=lambda g: g.decided_at or g.created_at, reverse=True):
                show_history(given)
