"""What was found in a chest, and why."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from chest.assets.kinds import KINDS
from chest.models import Kind
from chest.paging import MAX_PAGE
from chest.search.asking import LONGEST
from chest.search.manager import Found
from chest.search.reasons import Reason
from language import N_, Sayings, _
from pages.components.address.address import show_address
from pages.components.findings.findings import Finding, Passage, findings
from pages.parts import failures, items, session
from pages.parts.narrowing import (
    choose_kind,
    offer_years,
    read_asked,
    show_fields,
    show_narrowed,
)
from pages.parts.words import plain

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
        "speaker": N_("Speaking"),
        "meaning": N_("Looks like what you ask for"),
    }
)


def passage(reason: Reason) -> Passage:
    return Passage(
        label=_FIELDS[reason.field],
        text=reason.text,
        marks=reason.marks,
        second=reason.second,
        at=None if reason.second is None else items.clock(reason.second),
    )


def written_words(found: Found) -> str | None:
    """What was looked for as it is written on a picture, where it is."""
    for reason in found.why:
        if reason.field == "picture_text" and reason.marks:
            start, end = reason.marks[0]
            return reason.text[start:end]
    return None


def finding(found: Found, thumb: str | None) -> Finding:
    card = found.card
    words = written_words(found)
    query = {"chest": str(chest.id), "id": str(card.id)} | ({"words": words} if words else {})
    # What stands below, marked, is not said above as well; the date stands above.
    is_told = any(reason.field == "caption" for reason in found.why)
    why = [reason for reason in found.why if reason.field != "date"]
    return Finding(
        id=str(card.id),
        href=f"/memory?{urlencode(query)}",
        words=words,
        title=KINDS[card.kind].called if is_told else items.title(card),
        kind=KINDS[card.kind].short,
        when=items.when(card, southern=chest.southern),
        thumb=thumb,
        passages=[passage(reason) for reason in why[:5]],
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
            words = opened.get("words")
            st.session_state["words"] = (
                (str(opened["id"]), str(words)[:LONGEST]) if isinstance(words, str) else None
            )
            session.open_memory(str(opened["id"]))


def show_albums(words: str) -> None:
    """Albums that are called so; a press opens one."""
    found = library.albums.find(person, chest.id, words, limit=6)
    if not found:
        return
    st.subheader(_("Albums"), anchor=False)
    with st.container(key="found-albums", horizontal=True, gap="medium"):
        for one in found:
            st.page_link(
                "album.py",
                label=plain(one.name),
                query_params=session.chest_query(chest, id=str(one.id)),
            )


asked = read_asked()
show_address("search", chest=str(chest.id), **asked.query)

st.title(_("Search"))
if not asked.is_anything:
    choose_kind(chest, asked)
    st.write(
        _(
            "Press the glass at the top and write what you look for: a word, a name, a place, or "
            "a date as you would say it, such as “summer 1964”."
        )
    )
    show_fields(chest, asked)
    st.stop()

number = st.session_state.get("search-shown", (None, _AT_ONCE))
count = number[1] if number[0] == asked else _AT_ONCE
with failures.report_errors():
    answer = library.search.search(
        person,
        chest.id,
        asked.text,
        asked.wanted(southern=chest.southern),
        limit=min(count, MAX_PAGE),
    )
    if asked.text:
        st.write(plain(_("For: {words}", words=asked.text)))
    choose_kind(chest, asked)
    date = (answer.day, answer.rest) if answer.day is not None else None
    show_narrowed(chest, asked, date_in_words=date)
    show_fields(chest, asked)
    if answer.day is None:
        offer_years(chest, asked, [one.card for one in answer.items])
    if asked.text and not asked.is_narrowed:
        show_albums(asked.text)
    if answer.items:
        show_found(answer.items)
    else:
        st.write(
            _(
                "Nothing found. Try fewer or other words, only the beginning of a word, or a year. "
                "Names are found as they are written in captions and under “who is on it”."
            )
        )
        if asked.is_narrowed:
            st.write(_("Or take away what the search is narrowed by, above."))
    if answer.next and count < MAX_PAGE and st.button(_("Show more")):
        st.session_state["search-shown"] = asked, count + _AT_ONCE
        st.rerun()
