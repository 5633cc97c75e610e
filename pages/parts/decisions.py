"""What was decided about a gift: kept together with what the person saw, and undone in place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import streamlit as st

from chest.access.viewers import Viewer
from chest.contributions.views import ContributionView
from chest.errors import Stale
from pages.parts import failures, session

UNDO_SECONDS = 10
DONE = {
    "approve": "Approved. It is in the chest now.",
    "decline": "Declined. It is kept where only you and the person who sent it see it.",
    "hold": "Put aside until then.",
}


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
    with failures.report_errors():
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


def show_last_decision(person: Viewer) -> None:
    """What was just decided, with its undo, for as long as it may be undone in place."""
    if "decided" in st.session_state:
        _offer_undo(person)


@st.fragment(run_every=UNDO_SECONDS)
def _offer_undo(person: Viewer) -> None:
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
        with failures.report_errors():
            session.library().moderation.undo(person, contribution_id, version=version)
            st.session_state.pop("decided")
            st.rerun(scope="app")
