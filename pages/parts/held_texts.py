"""Texts that wait for a decision: why, in words, and the words themselves; and where one hears of
them."""

from __future__ import annotations

from html import escape

import streamlit as st

from chest.access.viewers import Viewer
from chest.access.visibility import ALLOWED, Action
from chest.chests.manager import ChestView
from chest.contributions.gifts import GiftView
from chest.models import Audience, HeldState, TextField
from chest.stories.held_texts import HeldView
from chest.stories.questions import LONGEST, Question
from language import N_, Sayings, _, ngettext
from pages.parts import items, session
from pages.parts.words import plain

# Why a text waits: of `ai.narrative.gate.reading.REASONS`.
REASONS = Sayings(
    {
        "secrecy": N_("Somebody asks that this is not shown to everybody."),
        "condition": N_("Somebody says under which condition it may be told."),
        "doubt": N_("Somebody is not sure that it belongs here."),
        "editor_note": N_("This is said to whoever puts the story together."),
        "insult": N_("It speaks badly of somebody."),
        "accusation": N_("It says that somebody did something wrong."),
        "paternity": N_("It is about whose child somebody is."),
        "violence": N_("It tells of violence."),
        "abuse": N_("It tells of abuse."),
        "suicide": N_("It tells of suicide."),
        "illness": N_("It tells of an illness."),
        "address": N_("There is an address in it."),
        "number": N_("There is a number in it that belongs to somebody."),
        "password": N_("There is a password or a code in it."),
        "machine": N_("It speaks to a machine, and not to people."),
    }
)
FIELDS = Sayings(
    {
        TextField.caption: N_("the words beside it"),
        TextField.place: N_("the place"),
        TextField.body: N_("what is written"),
        TextField.message: N_("the words that came with a gift"),
        TextField.extracted: N_("what stands in the document"),
        TextField.picture: N_("what is written on it"),
        TextField.said: N_("what is said in the recording"),
    }
)
STATES = Sayings(
    {
        HeldState.open: N_("Waits for a decision"),
        HeldState.told: N_("It may be told"),
        HeldState.out: N_("Kept out"),
        HeldState.asked: N_("Whoever gave it was asked"),
    }
)
ONLY = Sayings(
    {
        Audience.family: N_("Told only to the family"),
        Audience.keepers: N_("Told only to keepers"),
    }
)
ANSWERED = N_("Thank you. The keeper reads your answer and then decides.")


def say_state(one: HeldView) -> str:
    if one.state is HeldState.only:
        return ONLY[one.audience or Audience.keepers]
    return STATES[one.state]


def say_reasons(one: HeldView) -> str:
    """Each reason once, in sentences."""
    return " ".join(dict.fromkeys(REASONS[finding.reason] for finding in one.findings))


def say_where(one: HeldView) -> str:
    """ "Aunt Graça: the words beside it", and at which second it is said."""
    where = FIELDS[one.field]
    if one.second is not None:
        where = _("{where}, at {time}", where=where, time=items.clock(one.second))
    return _("{who}: {where}", who=one.by, where=where) if one.by else where


def show_words(one: HeldView) -> None:
    """The words with what stands around them; those because of which it waits are marked."""
    parts = [
        f"<mark>{escape(piece.text)}</mark>" if piece.found else escape(piece.text)
        for piece in one.context
    ]
    words = "".join(parts).strip().replace("\n", "<br>")
    st.html(f"<blockquote class='story'><p>{words}</p></blockquote>")


def link_to_queue(chest: ChestView, label: str) -> None:
    st.page_link("decisions.py", label=label, query_params=session.chest_query(chest))


def may_decide(chest: ChestView) -> bool:
    return chest.role is not None and Action.edit_chest in ALLOWED[chest.role]


def count_words(waiting: int) -> str:
    """ "3 texts wait for a decision": a hundred and more are not counted further."""
    return ngettext(
        "{n} text waits for a decision",
        "{n} texts wait for a decision",
        waiting,
    )


def show_waiting(viewer: Viewer, chest: ChestView) -> None:
    """On the chest's first page: what keepers decide, and what anybody is asked."""
    library = session.library()
    if may_decide(chest):
        waiting = library.decisions.count_waiting(viewer, chest.id)
        if waiting:
            link_to_queue(chest, count_words(waiting))
        return
    asked = library.questions.list_own(viewer, chest.id)
    if asked:
        link_to_queue(
            chest,
            ngettext(
                "You are asked about something that you wrote",
                "You are asked about {n} things that you wrote",
                len(asked),
            ),
        )


def show_waiting_line(viewer: Viewer, chest: ChestView) -> None:
    """On the story's page: one line, for keepers."""
    if may_decide(chest):
        waiting = session.library().decisions.count_waiting(viewer, chest.id)
        if waiting:
            with st.container(key="asking-decisions"):
                link_to_queue(chest, count_words(waiting))


def show_found(viewer: Viewer, given: GiftView, chest: ChestView) -> None:
    """Beside a gift: what of it a story does not tell before a keeper has decided."""
    found = session.library().decisions.list_of_gift(viewer, given.id)
    if not found:
        return
    with st.container(key=f"held-of-{given.id}"):
        st.subheader(_("Not told before somebody decides"), anchor=False)
        for one in found:
            st.write(plain(say_reasons(one)))
            show_words(one)
        if may_decide(chest):
            link_to_queue(chest, _("Decide about it"))
        else:
            st.caption(_("A keeper decides about it."))


def ask_giver(question: Question) -> str | None:
    """What the giver is asked, and a place to answer; their words once they are sent."""
    st.write(_("The person who keeps this chest asks whether this may be told, and to whom:"))
    st.html(f"<blockquote class='story'><p>{escape(question.quote)}</p></blockquote>")
    with st.form(f"answer-{question.id}", border=False):
        words = st.text_area(_("Your answer"), key=f"answer-words-{question.id}", max_chars=LONGEST)
        if st.form_submit_button(_("Send the answer"), key=f"answer-send-{question.id}"):
            return words
    return None
