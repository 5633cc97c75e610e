"""The words that the pictures of a chest are labelled with: a family adds its own, and switches off
those that it does not want to read."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from chest.access.visibility import ALLOWED, Action
from chest.tags.labels import Labels
from language import N_, Sayings, _
from pages.components.address.address import show_address
from pages.parts import failures, session
from pages.parts.once import is_second_press, keep, once
from pages.parts.words import plain

library = session.library()
person = session.viewer()
chest = session.the_chest()
show_address("labels", chest=str(chest.id))
may_change = bool(chest.role and Action.edit_any in ALLOWED[chest.role])

_GROUPS = Sayings(
    {
        "occasion": N_("Occasions"),
        "people": N_("People"),
        "place": N_("Places"),
        "house": N_("House and home"),
        "season": N_("Seasons and weather"),
        "work": N_("Work"),
        "leisure": N_("Leisure"),
        "animal": N_("Animals"),
        "plant": N_("Plants"),
        "vehicle": N_("Vehicles"),
        "thing": N_("Things"),
        "paper": N_("Papers"),
        "form": N_("What kind of picture it is"),
    }
)


def act(do: Callable[[], object], done: str) -> None:
    """Do it, and say on the page that is drawn then that it was done."""
    with failures.report_errors():
        do()
        keep({"labels-done": done, "renaming-label": None})
        st.rerun()


def show_own(labels: Labels) -> None:
    st.subheader(_("Your own words"), anchor=False)
    if not labels.added:
        st.write(_("Add what only your family says: the name of a house, a boat, a dog, a valley."))
    for word in labels.added:
        with st.container(key=f"label-{word}", horizontal=True, vertical_alignment="center"):
            st.markdown(plain(word), width="stretch")
            if may_change:
                show_acts(word)
        if st.session_state.get("renaming-label") == word:
            show_renaming(word)
    if may_change:
        show_new()


def show_acts(word: str) -> None:
    if st.button(_("Rename"), key=f"rename-{word}"):
        st.session_state["renaming-label"] = word
    if st.button(_("Take out"), key=f"drop-{word}") and not is_second_press("drop", word):
        act(
            lambda: library.tags.drop_label(person, chest.id, word),
            _("Taken out. What you said of pictures with it stays."),
        )


def show_renaming(word: str) -> None:
    with st.form(f"renaming-{word}", border=False):
        new = st.text_input(
            _("What is {word} called now?", word=plain(word)),
            value=word,
            max_chars=100,
            key=f"new-name-{word}",
        )
        with st.container(horizontal=True):
            saved = st.form_submit_button(_("Save"), key=f"save-{word}")
            left = st.form_submit_button(_("Cancel"), key=f"leave-{word}")
    if left:
        st.session_state.pop("renaming-label", None)
        st.rerun()
    if saved:
        with failures.report_errors():
            once(
                "rename-label",
                (chest.id, word, new),
                lambda: library.tags.rename_label(person, chest.id, word, new),
            )
            act(lambda: None, _("Renamed, on its pictures too."))


def show_new() -> None:
    with st.form("new-label", border=False, clear_on_submit=True):
        word = st.text_input(_("A word of your own"), max_chars=100, key="new-word")
        added = st.form_submit_button(_("Add the word"))
    if added:
        with failures.report_errors():
            once(
                "add-label",
                (chest.id, word),
                lambda: library.tags.add_label(person, chest.id, word),
            )
            act(lambda: None, _("Added. Pictures that show it will say so, as far as it is seen."))


def show_known(labels: Labels) -> None:
    st.subheader(_("Words that are known"), anchor=False)
    keys = sorted(labels.offered, key=lambda key: labels.offered[key].casefold())
    if may_change:
        with st.form(f"off-{'/'.join(labels.removed)}", border=False):
            off = st.multiselect(
                _("Words that nobody here wants to read"),
                keys,
                default=[key for key in keys if key in labels.removed],
                format_func=labels.offered.__getitem__,
                placeholder=_("All are used"),
                select_all=False,
            )
            if st.form_submit_button(_("Save"), key="save-off"):
                act(
                    lambda: library.tags.switch_off_labels(person, chest.id, off),
                    _("Saved. Pictures are labelled anew, without being looked at again."),
                )
    for group, title in _GROUPS.items():
        with st.expander(title):
            used, unused = [], []
            for key in keys:
                if labels.groups[key] == group:
                    (unused if key in labels.removed else used).append(labels.offered[key])
            st.write(plain(", ".join(used)))
            if unused:
                st.caption(plain(_("Switched off: {words}", words=", ".join(unused))))


st.title(_("Words for pictures"))
st.write(
    _(
        "When a picture is looked at on this computer, those of these words that fit are "
        "suggested. Each picture can also be given any word by hand."
    )
)
with st.container():
    if "labels-done" in st.session_state:
        st.success(st.session_state.pop("labels-done"))
with failures.report_errors():
    known = library.tags.get_labels(person, chest.id)
    show_own(known)
    show_known(known)
