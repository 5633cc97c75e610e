"""What is searched for, as a page's address says it: words, and by what they are narrowed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import streamlit as st

from ai.tagging.vocabulary import called
from chest.assets.cards import AssetCard
from chest.assets.kinds import KINDS
from chest.chests.manager import ChestView
from chest.dates.uncertain import from_edtf, parse_date, say_date
from chest.errors import NotFound
from chest.models import Kind
from chest.search.asking import LONGEST, Wanted, who_is_on_it
from language import N_, Sayings, _, current
from pages.parts import session
from pages.parts.words import plain

_MOST_YEARS = 8

_SAID = Sayings(
    {
        "person": N_("With {value}"),
        "place": N_("Place: {value}"),
        "giver": N_("Given by {value}"),
        "tag": N_("In the picture: {value}"),
        "when": N_("When: {value}"),
        "album": N_("In the album {value}"),
    }
)
_FIELDS = Sayings(
    {
        "person": N_("Who is on it"),
        "place": N_("Where"),
        "giver": N_("Given by"),
        "album": N_("In which album"),
        "when": N_("When"),
    }
)
_WHEN_EXAMPLE = N_("1964, summer 1964 or the 1960s")


@dataclass(frozen=True)
class Asked:
    """`when` is EDTF and `album` an id; None asks for nothing in particular."""

    text: str = ""
    kind: Kind | None = None
    person: str | None = None
    place: str | None = None
    giver: str | None = None
    tag: str | None = None
    when: str | None = None
    album: str | None = None

    @property
    def is_anything(self) -> bool:
        return self != Asked()

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.narrowed)

    @property
    def narrowed(self) -> dict[str, str]:
        """Everything but words and kind, that is asked for."""
        return {name: value for name in _SAID.marked if (value := getattr(self, name))}

    @property
    def query(self) -> dict[str, str]:
        """As the address says it."""
        kind = {"kind": self.kind.value} if self.kind else {}
        return {"q": self.text, **kind, **self.narrowed}

    def wanted(self, *, southern: bool) -> Wanted:
        known = from_edtf(self.when, southern=southern) if self.when else None
        return Wanted(
            kind=self.kind,
            place=self.place,
            giver=self.giver,
            tag=self.tag,
            album=read_id(self.album),
            since=known.earliest if known else None,
            until=known.latest if known else None,
            **who_is_on_it(self.person),
        )


def read_asked() -> Asked:
    """What the address asks for. What nobody could have meant asks for nothing."""
    told: dict[str, Any] = {
        name: value[:LONGEST]
        for name in _SAID.marked
        if (value := st.query_params.get(name, "").strip())
    }
    if from_edtf(told.get("when")) is None:
        told.pop("when", None)
    if read_id(told.get("album")) is None:
        told.pop("album", None)
    kind = st.query_params.get("kind")
    known = Kind(kind) if kind in list(Kind) else None
    return Asked(text=session.searched_for()[:LONGEST], kind=known, **told)


def go(chest: ChestView, asked: Asked) -> None:
    """Search for this from now on; Back leads to what was searched for before."""
    st.session_state["search"] = asked.text
    st.query_params.from_dict(session.chest_query(chest, **asked.query))


def choose_kind(chest: ChestView, asked: Asked) -> None:
    """Pills for the kinds. The address decides which one is pressed: it may have changed since."""
    if st.session_state.get("search-kind") != asked.kind:
        st.session_state["search-kind"] = asked.kind

    def chosen() -> None:
        go(chest, replace(asked, kind=st.session_state["search-kind"]))

    st.pills(
        _("Only"),
        list(Kind),
        format_func=lambda one: KINDS[one].short,
        key="search-kind",
        label_visibility="collapsed",
        on_change=chosen,
    )


def show_narrowed(chest: ChestView, asked: Asked, *, date_in_words: tuple[str, str] | None) -> None:
    """What the search is narrowed by, each to be taken away. `date_in_words` is the date that was
    read out of the words, as EDTF, and the words without it."""
    gone: list[tuple[str, str, Asked]] = []
    if date_in_words is not None:
        edtf, rest = date_in_words
        gone.append(("date", _date(edtf, southern=chest.southern), replace(asked, text=rest)))
    for name, value in asked.narrowed.items():
        shown = value
        if name == "when":
            shown = _date(value, southern=chest.southern)
        elif name == "tag":
            shown = called(value, current())
        elif name == "person":
            shown = name_of(value)
        elif name == "album":
            shown = name_of_album(value)
        said = _(_SAID.marked[name], value=shown)
        without: dict[str, Any] = {name: None}
        gone.append((name, said, replace(asked, **without)))
    if not gone:
        return
    with st.container(key="narrowed-by", horizontal=True, gap="small"):
        for name, said, without_it in gone:
            st.button(
                plain(_("{name} ×", name=said)),
                key=f"without-{name}",
                on_click=go,
                args=(chest, without_it),
            )


def name_of(value: str) -> str:
    """Somebody of the roster by name; words as they are."""
    known = who_is_on_it(value).get("person_id")
    if known is None:
        return value
    try:
        return session.library().people.get(session.viewer(), known).person.name
    except NotFound:
        return _("somebody")


def name_of_album(value: str) -> str:
    """An album by name."""
    known = read_id(value)
    try:
        return session.library().albums.get(session.viewer(), known).name if known else value
    except NotFound:
        return _("that is not there, or is not yours to see")


def read_id(value: str | None) -> UUID | None:
    try:
        return UUID(value or "")
    except ValueError:
        return None


def offer_years(chest: ChestView, asked: Asked, cards: Sequence[AssetCard]) -> None:
    """The years of most of what was found, to look at one of them alone."""
    years = Counter(
        card.taken_earliest[:4]
        for card in cards
        if card.taken_earliest
        and card.taken_latest
        and card.taken_earliest[:4] == card.taken_latest[:4]
    )
    if asked.when or len(years) < 2:
        return
    with st.container(key="found-years", horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(_("Only of the year"), width="content")
        for year, _number in sorted(years.most_common(_MOST_YEARS)):
            st.button(
                year,
                key=f"year-{year}",
                on_click=go,
                args=(chest, replace(asked, when=year)),
            )


def show_fields(chest: ChestView, asked: Asked) -> None:
    """Fields for who, where, by whom, in which album and when."""
    with st.expander(_("Search more closely")), st.form("narrow", border=False):
        typed = {}
        for name, label in _FIELDS.marked.items():
            value = getattr(asked, name) or ""
            if name == "when" and value:
                value = _date(value, southern=chest.southern)
            if name == "person" and value:
                value = name_of(value)
            if name == "album" and value:
                value = name_of_album(value)
            typed[name] = st.text_input(
                _(label),
                value,
                max_chars=LONGEST,
                key=f"narrow-{name}-{value}",
                placeholder=_(_WHEN_EXAMPLE) if name == "when" else None,
            ).strip()
        if not st.form_submit_button(_("Search"), key="narrow-search"):
            return
        when = _read_when(typed, asked, southern=chest.southern)
        if typed["when"] and when is None:
            st.error(
                _(
                    "This is no date that we can read. Write it as {example}.",
                    example=_(_WHEN_EXAMPLE),
                )
            )
            return
        album = _read_album(chest, typed["album"], asked)
        if typed["album"] and album is None:
            st.error(_("There is no album of this name, or it is not yours to see."))
            return
        names = {name: typed[name] or None for name in ("person", "place", "giver")}
        if asked.person and typed["person"] == name_of(asked.person):
            names["person"] = asked.person  # left as it stood
        go(chest, replace(asked, when=when, album=album, **names))
        st.rerun()


def _read_when(typed: Mapping[str, str], asked: Asked, *, southern: bool) -> str | None:
    if asked.when and typed["when"] == _date(asked.when, southern=southern):
        return asked.when  # left as it stood
    known = parse_date(typed["when"], southern=southern)
    return known.edtf if known else None


def _read_album(chest: ChestView, typed: str, asked: Asked) -> str | None:
    """The id of the album that is meant: the one called so, or else the first that has the
    words."""
    if asked.album and typed == name_of_album(asked.album):
        return asked.album  # left as it stood
    found = session.library().albums.find(session.viewer(), chest.id, typed)
    exact = [one for one in found if one.name.casefold() == typed.casefold()]
    return str((exact or found)[0].id) if found else None


def _date(edtf: str, *, southern: bool) -> str:
    known = from_edtf(edtf, southern=southern)
    return say_date(known) if known else edtf
