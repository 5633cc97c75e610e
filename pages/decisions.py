"""What no story tells before a keeper has decided: the words, why they wait, and four ways. One at
a time, on a phone as at a desk. Whoever is asked about their own words answers here."""

from __future__ import annotations

from html import escape
from uuid import UUID

import streamlit as st

from chest.access.visibility import ALLOWED, Action
from chest.errors import Stale
from chest.models import Audience, HeldState
from chest.stories.decisions import Decision
from chest.stories.held_texts import HeldView
from language import N_, Sayings, _, number
from pages.components.address.address import show_address
from pages.parts import failures, held_texts, items, session
from pages.parts.once import is_second_press, keep
from pages.parts.words import plain

library = session.library()
person = session.viewer()
chest = session.the_chest()
show_address("decisions", chest=str(chest.id))

AT_ONCE = 20
DONE = Sayings(
    {
        "tell": N_("It may be told."),
        "only": N_("It is told only to those whom you chose."),
        "keep_out": N_("It is kept out of every story."),
        "ask": N_("Whoever gave it is asked. Until they answer it is told to nobody."),
    }
)
CHANGED = _("The text has changed since you looked at it. Nothing was decided: read it once more.")


def decide(one: HeldView, decision: Decision, audience: Audience | None = None) -> None:
    """Do it, and show the next one. The second press of a double click finds that one's button."""
    if is_second_press("decide-text", one.id):
        st.rerun()
    with failures.report_errors():
        try:
            library.decisions.decide(
                person, one.id, decision, audience=audience, wording=seen_wording(one)
            )
        except Stale:
            keep({"text-said": CHANGED, "wordings": None})
        else:
            keep({"text-decided": (one.id, decision), "wordings": None})
        st.rerun()


def seen_wording(one: HeldView) -> str:
    """The wording that this person has on the screen: the run that begins with their press reads it
    afresh."""
    seen: dict[UUID, str] = st.session_state.setdefault("wordings", {})
    return seen.setdefault(one.id, one.wording)


def undo(held_id: UUID) -> None:
    if is_second_press("undo-text", held_id):
        st.rerun()
    with failures.report_errors():
        library.decisions.undo(person, held_id)
        keep({"text-decided": None, "text-now": held_id})
        st.rerun()


def show_last() -> None:
    """What was just decided, with the way back. Its place is there without it too."""
    with st.container(key="text-decided-place"):
        said = st.session_state.pop("text-said", None)
        if said:
            st.info(plain(said))
        last = st.session_state.get("text-decided")
        if last is None:
            return
        held_id, decision = last
        with st.container(horizontal=True, vertical_alignment="center"):
            st.success(DONE[decision])
            if st.button(_("Undo"), key=f"undo-last-{held_id}"):
                undo(held_id)


def show_memory(one: HeldView) -> None:
    """Which memory it is."""
    found = library.assets.list_views(person, [one.asset_id])
    if not found:
        return
    asset = found[0]
    src = items.address(person, asset, "thumb")
    query = session.chest_query(chest, id=str(asset.id))
    with st.container(horizontal=True, vertical_alignment="center"):
        if src:
            st.html(
                f"<img src='{escape(src, quote=True)}' alt='{escape(items.alt_text(asset), True)}' "
                "style='max-width:7rem;max-height:7rem;border-radius:10px;display:block'>",
                width="content",
            )
        st.page_link("memory.py", label=_("Look at the memory"), query_params=query)


def show_one(one: HeldView) -> None:
    with st.container(key=f"text-{one.id}"):
        st.subheader(plain(held_texts.say_reasons(one)), anchor=False)
        st.caption(plain(held_texts.say_where(one)))
        held_texts.show_words(one)
        if one.answer:
            st.write(plain(_("They were asked, and answer: “{words}”", words=one.answer)))
        if one.is_note:
            st.caption(
                _(
                    "Only this sentence is left out; the rest is told. It stands in the list "
                    "beside the story."
                )
            )
        show_memory(one)
        if may_decide:
            show_ways(one)
        else:
            st.caption(_("A keeper decides about it."))


def show_ways(one: HeldView) -> None:
    seen_wording(one)
    with st.container(key=f"ways-{one.id}"):
        if st.button(_("Tell it"), key=f"tell-{one.id}", width="stretch"):
            decide(one, "tell")
        with st.expander(_("Only to …")):
            for audience, label in (
                (Audience.family, _("The family and keepers")),
                (Audience.keepers, _("Keepers alone")),
            ):
                if st.button(label, key=f"only-{audience}-{one.id}", width="stretch"):
                    decide(one, "only", audience)
        if st.button(_("Keep it out"), key=f"out-{one.id}", width="stretch"):
            decide(one, "keep_out")
        if one.can_ask:
            ask = _("Ask {name}", name=one.by) if one.by else _("Ask the giver")
            if st.button(plain(ask), key=f"ask-{one.id}", width="stretch"):
                decide(one, "ask")


def show_queue() -> None:
    """One of those that wait, and the way to the others."""
    page = library.decisions.list_page(person, chest.id, limit=AT_ONCE)
    waiting = page.items
    if not waiting:
        st.write(
            _(
                "Nothing waits here. What somebody asks to keep quiet, what could hurt, and what "
                "is said to whoever puts the story together is found when it comes, and no story "
                "tells it before a keeper has decided."
            )
        )
        return
    asked = st.session_state.get("text-now")
    place = next((n for n, one in enumerate(waiting) if one.id == asked), 0)
    if len(waiting) > 1:
        number_of_all = f"{number(len(waiting))}{'+' if page.next else ''}"
        with st.container(key="text-turns", horizontal=True, vertical_alignment="center"):
            if st.button(_("Earlier text"), disabled=place == 0):
                open_text(waiting[place - 1].id)
            turn = _("{number} of {all}", number=number(place + 1), all=number_of_all)
            st.html(f"<p class='soft' role='status'>{escape(turn)}</p>", width="content")
            if st.button(_("Next text"), disabled=place + 1 == len(waiting)):
                open_text(waiting[place + 1].id)
    show_one(waiting[place])


def open_text(held_id: UUID) -> None:
    st.session_state["text-now"] = held_id
    st.rerun()


def show_decided() -> None:
    """What was decided, and who was asked; all of it can be taken back."""
    for state in (HeldState.asked, HeldState.out, HeldState.only, HeldState.told):
        page = library.decisions.list_page(person, chest.id, state=state, limit=AT_ONCE)
        if not page.items:
            continue
        shown = f"{number(len(page.items))}{'+' if page.next else ''}"
        title = TITLES[state]
        with st.expander(_("{title} ({number})", title=title, number=shown)):
            for one in page.items:
                with st.container(key=f"decided-{one.id}"):
                    st.caption(plain(f"{held_texts.say_where(one)} · {held_texts.say_state(one)}"))
                    held_texts.show_words(one)
                    if may_decide and st.button(_("Undo"), key=f"undo-{one.id}"):
                        undo(one.id)


TITLES = Sayings(
    {
        HeldState.asked: N_("Asked, and not answered yet"),
        HeldState.out: N_("Kept out of every story"),
        HeldState.only: N_("Told only to some"),
        HeldState.told: N_("Told"),
    }
)


def show_questions() -> None:
    """What this person is asked about their own words."""
    if st.session_state.pop("text-answered", False):
        st.success(_(held_texts.ANSWERED))
    for question in library.questions.list_own(person, chest.id):
        with st.container(key=f"question-{question.id}"):
            words = held_texts.ask_giver(question)
            if words is not None:
                with failures.report_errors():
                    library.questions.answer(person, question.id, words)
                    keep({"text-answered": True})
                    st.rerun()


allowed = ALLOWED[chest.role] if chest.role else frozenset()
may_decide = Action.edit_chest in allowed
st.title(_("What a story may tell"))
with failures.report_errors():
    show_questions()
    if Action.moderate in allowed:
        show_last()
        show_queue()
        show_decided()
