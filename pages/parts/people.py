"""Who somebody is, in words; the names and fields that pages about people share."""

from __future__ import annotations

import streamlit as st

from chest.access.viewers import Viewer
from chest.chests.manager import ChestView
from chest.models import Life, Pronoun
from chest.people.changes import PersonFields
from chest.people.relations import say_relation
from chest.people.roster import AlsoKnownAs, RosterEntry
from language import N_, Sayings, _
from pages.parts import failures, session
from pages.parts.chest_form import date_words
from pages.parts.once import once
from pages.parts.words import plain

PRONOUNS = Sayings({Pronoun.she: N_("she"), Pronoun.he: N_("he"), Pronoun.they: N_("they")})
LIVES = Sayings(
    {
        Life.unknown: N_("Not known"),
        Life.living: N_("Living"),
        Life.dead: N_("Dead"),
    }
)


def say_names(person: RosterEntry, names: dict[object, str]) -> list[str]:
    """Other names, each with whose word it is; `names` are those of the roster by id."""
    return [
        _("{name} (as {who} says)", name=one.name, who=names.get(one.by) or one.who or "")
        if one.by or one.who
        else one.name
        for one in person.also
    ]


def link_to_person(chest: ChestView, person_id: object, label: str) -> None:
    query = session.chest_query(chest, person=str(person_id))
    st.page_link("person.py", label=plain(label), query_params=query)


def person_fields(key: str, chest: ChestView, before: RosterEntry | None = None) -> PersonFields:
    """The fields of a form in which somebody is written down."""
    about = before is not None and before.is_honoree
    name = before.name if before else ""
    if not about:
        name = st.text_input(_("Name"), name, max_chars=200, key=f"{key}-name")
    called = None
    if not about:
        called = st.text_input(
            _("What they are called in a sentence, if not by the first name"),
            (before.called if before else "") or "",
            max_chars=200,
            key=f"{key}-called",
        )
    words = (before.relation_words or (before.relation or "") if before else "") or ""
    relation = None
    if not about:
        relation = st.text_input(
            plain(_("Who they are to {name}", name=chest.called or chest.name)),
            words,
            max_chars=200,
            key=f"{key}-relation",
            help=_("As you would say it: her niece, a neighbour, his late wife's brother."),
        )
    plain_names = [one for one in before.also if not one.by and not one.who] if before else []
    others = st.text_input(
        _("Other names, with commas between them"),
        ", ".join(one.name for one in plain_names),
        max_chars=1000,
        key=f"{key}-also",
    )
    kept = [one for one in before.also if one.by or one.who] if before else []
    also = [AlsoKnownAs(one) for one in map(str.strip, others.split(",")) if one] + kept
    if about or before is None:
        return PersonFields(
            name=None if about else name, called=called,
            also=also, relation_words=relation,
        )  # fmt: skip
    pronoun = st.selectbox(
        _("Spoken of as"),
        list(Pronoun),
        index=list(Pronoun).index(before.pronoun) if before.pronoun else None,
        format_func=lambda one: PRONOUNS[one],
        placeholder=_("Not said"),
        key=f"{key}-pronoun",
    )
    life = st.radio(
        _("Living or dead"),
        list(Life),
        index=list(Life).index(before.life),
        format_func=lambda one: LIVES[one],
        horizontal=True,
        key=f"{key}-life",
    )
    born = st.text_input(
        _("Born"), date_words(before.born, chest), max_chars=100, key=f"{key}-born"
    )
    died = st.text_input(
        _("Died"), date_words(before.died, chest), max_chars=100, key=f"{key}-died"
    )
    return PersonFields(
        name=name, called=called, also=also, relation_words=None if relation == words else relation,
        pronoun=pronoun, life=life, born=born, died=died,
    )  # fmt: skip


def show_own(person: Viewer, chest: ChestView) -> None:
    """Who the reader is to the person the chest is about: asked once, and changed where it
    stands."""
    library = session.library()
    own = library.people.find_own(person, chest.id)
    known = say_relation(own.relation, own.relation_words) if own else None
    title = (
        _("You: {relation}", relation=known)
        if known
        else _("Who are you to {name}?", name=chest.called or chest.name)
    )
    with st.expander(plain(title)), st.form("who-am-i", border=False):
        words = st.text_input(
            _("As you would say it"),
            (own.relation_words if own else None) or "",
            max_chars=200,
            placeholder=_("daughter, neighbour, a friend from school"),
        )
        st.caption(_("Then “Mum” and “Grandad” in what you write are understood."))
        if st.form_submit_button(_("Save"), key="save-who-am-i"):
            with failures.report_errors():
                once(
                    "who-am-i",
                    (chest.id, words),
                    lambda: library.people.say_who_i_am(person, chest.id, words),
                )
                st.rerun()
