"""What relatives have given: looked at piece by piece, approved, declined, held, and all of it
undone."""

from __future__ import annotations

from contextlib import suppress
from html import escape
from uuid import UUID

import streamlit as st

from chest.access.visibility import ALLOWED, Action
from chest.contributions.gifts import GiftView
from chest.errors import ChestError, NotFound
from chest.models import ContributionState
from language import _, ngettext, number
from pages.components.address.address import show_address
from pages.components.live.live import live
from pages.parts import failures, gift, held_texts, items, session
from pages.parts.decisions import ask_all, ask_decision, saw, show_last_decision, undo
from pages.parts.lists import load, offer_more
from pages.parts.words import count_words, plain

library = session.library()
person = session.viewer()
chest = session.the_chest()

AT_ONCE = 20
DECIDED = {
    ContributionState.draft: _("draft"),
    ContributionState.pending: _("pending"),
    ContributionState.approved: _("approved"),
    ContributionState.declined: _("declined"),
    ContributionState.held: _("held"),
    ContributionState.withdrawn: _("withdrawn"),
}
UNDECIDED = (ContributionState.pending, ContributionState.held)
GONE = _(
    "What you were led to is no longer here: whoever gave it has taken it back, or it was erased."
)


def take_named() -> None:
    """Open what the address names, once: whoever is led here by a letter then goes on freely."""
    named = session.query_id("given")
    if named is not None and st.session_state.get("gift-named") != named:
        st.session_state["gift-named"] = st.session_state["gift-now"] = named


def choose(waiting: list[GiftView]) -> GiftView | None:
    """The gift that is open: the one asked for, else the first that waits."""
    asked: UUID | None = st.session_state.get("gift-now")
    if asked is not None:
        found = next((one for one in waiting if one.id == asked), None)
        try:
            return found or library.gifts.get(person, asked)
        except NotFound:
            st.session_state.pop("gift-now")
            st.info(GONE)
    return waiting[0] if waiting else None


def open_gift(gift_id: UUID) -> None:
    st.session_state["gift-now"] = gift_id
    st.rerun()


def show_turns(now: GiftView, waiting: list[GiftView], *, more: bool) -> None:
    """Which of those that wait this is, and the way to the others."""
    place = next((n for n, one in enumerate(waiting) if one.id == now.id), None)
    if place is None:
        if waiting and st.button(
            _("Back to what waits ({count})", count=count(waiting, more=more))
        ):
            open_gift(waiting[0].id)
        return
    if len(waiting) < 2:
        return
    with st.container(key="turns", horizontal=True, vertical_alignment="center"):
        before = st.button(_("Earlier gift"), disabled=place == 0)
        turn = _("{number} of {all}", number=place + 1, all=count(waiting, more=more))
        st.html(
            f"<p class='soft' role='status'>{escape(turn)}</p>",
            width="content",
        )
        after = st.button(_("Next gift"), disabled=place + 1 == len(waiting))
    if before or after:
        open_gift(waiting[place + (1 if after else -1)].id)


def count(listed: list[GiftView], *, more: bool) -> str:
    return f"{len(listed)}{'+' if more else ''}"


def in_a_line(given: GiftView) -> str:
    """ "Aunt Graça, aunt: 7 photographs, 21 March 2019"."""
    who = ", ".join(part for part in (given.name, given.relation) if part)
    what = count_words(dict(given.counts)) or ngettext("{n} piece", "{n} pieces", given.size)
    day = items.day(given.submitted_at or given.created_at, chest)
    return _("{who}: {what}, {day}", who=who, what=what, day=day)


def show_open(given: GiftView) -> None:
    with st.container(key=f"contribution-{given.id}"):
        gift.show_giver(given, chest)
        gift.show_pieces(person, given, chest)
        held_texts.show_found(person, given, chest)
        if given.state in UNDECIDED:
            ask_decision(person, given, chest, others=waiting)
        else:
            show_decided(given)


def show_decided(given: GiftView) -> None:
    st.write(say_decided(given))
    if given.decision_note:
        st.caption(plain(_("The note to them: {decision_note}", decision_note=given.decision_note)))
    if st.button(_("Undo"), key=f"undo-open-{given.id}"):
        undo(person, given)


def say_decided(given: GiftView) -> str:
    """ "**Aunt Graça**: approved, 2 left out by Ana on 21 March 2019", as far as it is known."""
    what = DECIDED[given.state]
    if given.left_out:
        what = _("{what}, {n} left out", what=what, n=number(given.left_out))
    if given.decided_by_name:
        what = _("{what} by {name}", what=what, name=plain(given.decided_by_name))
    if given.decided_at:
        what = _("{what} on {day}", what=what, day=plain(items.day(given.decided_at, chest)))
    return f"**{plain(given.name)}**: {what}"


def show_list(listed: list[GiftView], now: GiftView) -> None:
    """The others, each a line that opens it."""
    for one in listed:
        if one.id != now.id and st.button(
            plain(in_a_line(one)), key=f"open-{one.id}", width="stretch"
        ):
            open_gift(one.id)


def show_held(held: list[GiftView], *, more: bool) -> None:
    with st.expander(_("Held for later ({count})", count=count(held, more=more))):
        for one in held:
            with st.container(key=f"held-{one.id}"):
                day = items.day(one.held_until, chest) if one.held_until else ""
                st.write(
                    plain(
                        _("{gift}, comes back on {day}", gift=in_a_line(one), day=day)
                        if day
                        else in_a_line(one)
                    )
                )
                with st.container(horizontal=True):
                    if st.button(_("Look at it now"), key=f"look-held-{one.id}"):
                        open_gift(one.id)
                    if st.button(_("Let it wait now"), key=f"undo-held-{one.id}"):
                        undo(person, one)
        offer_more("held-pages", more=more)


def show_history(history: list[GiftView], *, more: bool) -> None:
    with st.expander(_("Decided before ({count})", count=count(history, more=more))):
        for one in history:
            with st.container(key=f"history-{one.id}"):
                st.write(say_decided(one))
                if one.decision_note:
                    st.caption(
                        plain(
                            _("The note to them: {decision_note}", decision_note=one.decision_note)
                        )
                    )
                with st.container(horizontal=True):
                    if st.button(_("Look at it"), key=f"look-{one.id}"):
                        open_gift(one.id)
                    if st.button(_("Undo"), key=f"undo-{one.id}"):
                        undo(person, one)
        offer_more("history-pages", more=more)


def show_begun() -> None:
    """That somebody began a gift and stopped there, so that a keeper may ask whether they need a
    hand."""
    if chest.role is None or Action.edit_chest not in ALLOWED[chest.role]:
        return
    begun = library.gifts.count_begun(person, chest.id)
    if begun:
        st.caption(
            ngettext(
                "{n} gift was begun through a link and not sent yet. Only whoever began it sees "
                "what is in it, and can go on with it; after seven days without a change it goes.",
                "{n} gifts were begun through a link and not sent yet. Only whoever began one sees "
                "what is in it, and can go on with it; after seven days without a change it goes.",
                begun,
            )
        )


st.title(_("To approve"))
show_last_decision(person)
said = st.session_state.pop("said", None)
if said:
    st.info(plain(said))
with failures.report_errors():
    version = library.chests.pulse(person, chest.id)  # before what is shown
    take_named()
    waiting, more_wait = load(
        "waiting-pages",
        lambda after: library.gifts.list_waiting(person, chest.id, after=after, limit=AT_ONCE),
    )
    held, more_held = load(
        "held-pages",
        lambda after: library.gifts.list_waiting(
            person, chest.id, state=ContributionState.held, after=after, limit=AT_ONCE
        ),
    )
    history, more_decided = load(
        "history-pages",
        lambda after: library.gifts.list_decided(person, chest.id, after=after, limit=AT_ONCE),
    )
    now = choose(waiting)
    show_address("moderate", chest=str(chest.id), **({"given": str(now.id)} if now else {}))
    if now is None:
        st.write(_("Nothing waits for you. What relatives send through a link appears here first."))
        st.page_link("share.py", label=_("Make a link"), query_params=session.chest_query(chest))
        # With a gift open nothing moves under the hand of whoever looks at it.
        live(
            key="moderate-live",
            url=f"/api/chests/{chest.id}/version",
            every=4,
            version=version,
        )
    else:
        show_turns(now, waiting, more=more_wait)
        show_open(now)
        if len(waiting) > 1:
            st.subheader(
                _("Also waiting ({count})", count=count(waiting[1:], more=more_wait)), anchor=False
            )
            show_list(waiting, now)
            offer_more("waiting-pages", more=more_wait)
            ask_all(person, chest, waiting, more=more_wait)
    show_begun()
    if held:
        show_held(held, more=more_held)
    if history:
        show_history(history, more=more_decided)
    for one in (*waiting, *held, *history, *([now] if now else [])):
        saw(one, one.version)
    # A disk that takes nothing keeps nobody from looking; the letter then comes once more.
    with suppress(ChestError):
        library.notices.note_looked(person, chest.id, waiting)
