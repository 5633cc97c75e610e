"""What was found in a chest, and why."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from chest.errors import NotFound
from chest.models import Kind
from chest.paging import MAX_PAGE
from chest.search.asking import LONGEST, Wanted, who_is_on_it
from chest.search.manager import Found
from chest.search.reasons import Reason
from language import N_, Sayings, _
from pages.components.address.address import show_address
from pages.components.findings.findings import Finding, Passage, findings
from pages.parts import failures, items, session
from pages.parts.words import KINDS, plain

library = session.library()
person = session.viewer()
chest = session.the_chest()

_AT_ONCE = 30

_FIELDS = Sayings(
    {
        "caption": N_("Caption"),
        "who": N_("Who is on it"),
        "place": N_("Place"),
        "body": N_("Story"),
        "text": N_("Its words"),
        "tag": N_("In the picture"),
        "picture_text": N_("Written on it"),
        "alt_text": N_("Description"),
        "giver": N_("Given by"),
        "sender": N_("Sent by"),
        "name": N_("File"),
        "transcript": N_("Said"),
        "date": N_("Date"),
        "meaning": N_("Looks like what you ask for"),
    }
)
_NARROWED = Sayings(
    {
        "person": N_("With {value}"),
        "place": N_("Place: {value}"),
        "giver": N_("Given by {value}"),
        "tag": N_("In the picture: {value}"),
    }
)


def clock(second: float) -> str:
    """ "1:05", as players say it."""
    minutes, seconds = divmod(int(second), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def passage(reason: Reason) -> Passage:
    return Passage(
        label=_FIELDS[reason.field],
        text=reason.text,
        marks=reason.marks,
        second=reason.second,
        at=None if reason.second is None else clock(reason.second),
    )


def finding(found: Found, thumb: str | None) -> Finding:
    card = found.card
    # What stands below, marked, is not said above as well.
    is_told = any(reason.field == "caption" for reason in found.why)
    return Finding(
        id=str(card.id),
        href=f"/memory?chest={chest.id}&id={card.id}",
        title=KINDS[card.kind].called if is_told else items.title(card),
        kind=KINDS[card.kind].short,
        when=items.when(card, southern=chest.southern),
        thumb=thumb,
        passages=[passage(reason) for reason in found.why[:5]],
    )


def show_found(found: Sequence[Found]) -> None:
    """Grouped by kind, the kind of the nearest first."""
    groups: dict[Kind, list[Found]] = {}
    for one in found:
        groups.setdefault(one.card.kind, []).append(one)
    for kind, group in groups.items():
        st.subheader(KINDS[kind].short, anchor=False)
        shown = [finding(one, library.media.url(person, one.card, "thumb")) for one in group]
        opened = findings(shown, key=f"found-{kind.value}")
        if opened:
            second = opened.get("second")
            if isinstance(second, int | float):
                st.session_state["second"] = str(opened["id"]), float(second)
            session.open_memory(str(opened["id"]))


def name_of(value: str) -> str:
    """Somebody of the roster by name; words as they are."""
    known = who_is_on_it(value).get("person_id")
    if known is None:
        return value
    try:
        return library.people.get(person, known).person.name
    except NotFound:
        return _("somebody")


def show_narrowed(narrowed: dict[str, str]) -> None:
    """What the search is narrowed by, each to be taken away."""
    if not narrowed:
        return
    with st.container(horizontal=True):
        for name, value in narrowed.items():
            said = _NARROWED.marked[name]
            if name == "person":
                value = name_of(value)
            label = _("{name} ×", name=_(said, value=value))
            if st.button(plain(label), key=f"without-{name}"):
                st.query_params.from_dict(
                    {key: one for key, one in st.query_params.to_dict().items() if key != name}
                )
                st.rerun()


text = session.searched_for()[:LONGEST]
narrowed = {
    name: value[:LONGEST] for name in _NARROWED.marked if (value := st.query_params.get(name))
}
show_address("search", chest=str(chest.id), q=text, **narrowed)

st.title(_("Search"))
if text:
    st.write(plain(_("For: {words}", words=text)))
show_narrowed(narrowed)
kind = st.pills(
    _("Only"),
    list(Kind),
    format_func=lambda one: KINDS[one].short,
    key="search-kind",
    label_visibility="collapsed",
)
if not text and not narrowed and kind is None:
    st.write(
        _(
            "Press the glass at the top and write what you look for: a word, a name, a place, or "
            "a date as you would say it, such as “summer 1964”."
        )
    )
    st.stop()

asked = (text, kind, tuple(narrowed.items()))
number = st.session_state.get("search-shown", (None, _AT_ONCE))
count = number[1] if number[0] == asked else _AT_ONCE
others = {name: value for name, value in narrowed.items() if name != "person"}
wanted = Wanted(kind=kind, **others, **who_is_on_it(narrowed.get("person")))
with failures.report_errors():
    answer = library.search.search(person, chest.id, text, wanted, limit=min(count, MAX_PAGE))
    if answer.items:
        show_found(answer.items)
    else:
        st.write(
            _(
                "Nothing found. Try fewer or other words, only the beginning of a word, or a year. "
                "Names are found as they are written in captions and under “who is on it”."
            )
        )
    if answer.next and count < MAX_PAGE and st.button(_("Show more")):
        st.session_state["search-shown"] = asked, count + _AT_ONCE
        st.rerun()
