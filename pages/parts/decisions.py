"""What is decided about a gift: kept together with what the person saw, and undone in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import streamlit as st

from chest.access.viewers import Viewer
from chest.chests.manager import ChestView
from chest.contributions.gifts import GiftView
from chest.contributions.moderation import Decision
from chest.contributions.views import ContributionView
from chest.dates.days import today_in
from chest.errors import Stale
from language import N_, Sayings, _, ngettext, number
from pages.parts import failures, session
from pages.parts.once import is_second_press, keep

UNDO_SECONDS = 10
DONE = Sayings(
    {
        "approve": N_("Approved. It is in the chest now."),
        "decline": N_("Declined. It is kept where only you and the person who sent it see it."),
        "hold": N_("Put aside until then."),
    }
)


@dataclass(frozen=True)
class _Last:
    """What was decided last."""

    gift: UUID
    chest: UUID
    what: str
    at: datetime
    version: int


def seen_version(given: GiftView) -> int:
    """The version of it that this person has on the screen. The run that begins with their press
    reads it afresh: what changed meanwhile is only shown after that press. `saw` ends what this
    begins, once all of it is drawn."""
    versions: dict[UUID, int] = st.session_state.setdefault("seen-versions", {})
    return versions.setdefault(given.id, given.version)


def saw(given: GiftView, version: int) -> None:
    """This person has this version on the screen, or made it themselves."""
    st.session_state.setdefault("seen-versions", {})[given.id] = version


def ask_decision(
    viewer: Viewer, given: GiftView, chest: ChestView, *, others: list[GiftView]
) -> None:
    """Approve, decline, hold. `others` are those that wait: the next of them comes after it."""
    moderation = session.library().moderation
    version = seen_version(given)
    following = _following(given, others)
    kept = given.size - given.left_out
    approve = (
        _("Approve") if not given.left_out else _("Approve the other {kept}", kept=number(kept))
    )
    with st.container(key=f"decide-{given.id}"):
        if st.button(approve, type="primary", key=f"approve-{given.id}"):
            _decide(
                given,
                "approve",
                lambda: moderation.approve(viewer, given.id, version=version),
                following,
            )
        if given.left_out:
            st.caption(
                ngettext(
                    "{n} piece is left out. The giver's receipt tells it, and you can put it back "
                    "in later.",
                    "{n} pieces are left out. The giver's receipt tells it, and you can put them "
                    "back in later.",
                    given.left_out,
                )
            )
        with st.expander(_("Decline with a note")):
            note = st.text_area(
                _("A note to the person, if you like"),
                key=f"note-{given.id}",
                placeholder=_("They read this with their receipt."),
            )
            st.caption(_("It is kept, and this can be undone later."))
            if st.button(_("Decline"), key=f"decline-{given.id}"):
                _decide(
                    given,
                    "decline",
                    lambda: moderation.decline(
                        viewer, given.id, note=note or None, version=version
                    ),
                    following,
                )
        with st.expander(_("Hold until later")):
            today = today_in(chest.time_zone)
            day = st.date_input(
                _("Until the morning of"),
                value=today + timedelta(days=30),
                min_value=today + timedelta(days=1),
                format="DD/MM/YYYY",
                key=f"until-{given.id}",
            )
            if st.button(_("Hold"), key=f"hold-{given.id}"):
                _decide(
                    given,
                    "hold",
                    lambda: moderation.hold(viewer, given.id, until=day, version=version),
                    following,
                )


def _following(given: GiftView, others: list[GiftView]) -> UUID | None:
    """The gift after this one; at the end, the first of those that wait."""
    ids = [one.id for one in others]
    place = ids.index(given.id) if given.id in ids else -1
    rest = [*ids[place + 1 :], *ids[: max(place, 0)]]
    return rest[0] if rest else None


def _decide(
    given: GiftView, what: str, act: Callable[[], ContributionView], following: UUID | None
) -> None:
    """Do what was decided, and show what became of it in the next run."""
    if is_second_press("decide", given.id):
        st.rerun()
    with failures.report_errors():
        try:
            decided = act()
        except Stale:
            said = _(
                "What {name} gave has changed since you looked at it. Nothing was decided: look "
                "at it once more.",
                name=given.name,
            )
            keep({"said": said})
        else:
            at = datetime.now(UTC)
            last = _Last(given.id, given.chest_id, what, at, decided.version)
            keep({"decided": last, "gift-now": following})
        st.rerun()


def undo(viewer: Viewer, given: GiftView) -> None:
    """Let a gift wait again, and open it."""
    if is_second_press("undo", given.id):
        st.rerun()
    with failures.report_errors():
        session.library().moderation.undo(viewer, given.id, version=seen_version(given))
        said = _("What {name} gave waits for you again.", name=given.name)
        keep({"decided": None, "gift-now": given.id, "said": said})
        st.rerun()


def ask_all(viewer: Viewer, chest: ChestView, waiting: list[GiftView], *, more: bool) -> None:
    """One decision about all that are listed, as they were seen."""
    versions = {one.id: seen_version(one) for one in waiting}
    with st.expander(_("Approve all of these at once")):
        st.write(
            ngettext(
                "The family then sees those that are listed here: {n} gift, whether you have "
                "looked at each or not. What is left out stays out. Each can be undone below.",
                "The family then sees those that are listed here: {n} gifts, whether you have "
                "looked at each or not. What is left out stays out. Each can be undone below.",
                len(waiting),
            )
            if more
            else ngettext(
                "The family then sees all that waits: {n} gift, whether you have looked at each "
                "or not. What is left out stays out. Each can be undone below.",
                "The family then sees all that waits: {n} gifts, whether you have looked at each "
                "or not. What is left out stays out. Each can be undone below.",
                len(waiting),
            )
        )
        if st.button(_("Approve all {number}", number=len(waiting)), key="approve-all"):
            with failures.report_errors():
                outcomes = session.library().moderation.review(
                    viewer, chest.id, list(versions), Decision.approve, versions=versions
                )
                stayed = sum(outcome.problem is not None for outcome in outcomes)
                said = ngettext(
                    "{n} gift is in the chest now.",
                    "{n} gifts are in the chest now.",
                    len(waiting) - stayed,
                )
                if stayed:
                    changed = _("The others have changed since you looked: look at them once more.")
                    said = f"{said} {changed}"
                keep({"said": said, "gift-now": None})
                st.rerun()


def show_last_decision(viewer: Viewer) -> None:
    """What was just decided, with its undo, for as long as it may be undone in place."""
    if "decided" in st.session_state:
        _offer_undo(viewer)


@st.fragment(run_every=UNDO_SECONDS)
def _offer_undo(viewer: Viewer) -> None:
    """The undo in place: it stays for ten seconds, later it is in the history below."""
    last: _Last | None = st.session_state.get("decided")
    if last is None:
        return
    if datetime.now(UTC) - last.at > timedelta(seconds=UNDO_SECONDS):
        st.session_state.pop("decided")
        return
    words, undo_it = st.columns([4, 1], vertical_alignment="center")
    words.success(DONE[last.what])
    if last.what == "approve":
        st.page_link(
            "timeline.py",
            label=_("See it in the timeline"),
            query_params={"chest": str(last.chest)},
        )
    pressed = undo_it.button(_("Undo"), key="undo-last")
    if pressed and not is_second_press("undo", last.gift):
        with failures.report_errors():
            session.library().moderation.undo(viewer, last.gift, version=last.version)
            keep({"decided": None, "gift-now": last.gift})
            st.rerun(scope="app")
