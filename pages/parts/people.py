"""Who somebody is, in words; the names and fields that pages about people share."""

from __future__ import annotations

import streamlit as st

from ai.narrative.kinship.relations import Relation
from chest.access.viewers import Viewer
from chest.chests.manager import ChestView
from chest.models import Life, Pronoun
from chest.people.changes import PersonFields
from chest.people.roster import AlsoKnownAs, RosterEntry
from language import N_, Sayings, _
from pages.parts import failures, session
from pages.parts.chest_form import date_words
from pages.parts.once import once
from pages.parts.words import plain

_R = Relation

RELATIONS = Sayings(
    {
        _R.self: N_("the person this chest is about"),
        _R.parent: N_("parent"),
        _R.mother: N_("mother"),
        _R.father: N_("father"),
        _R.child: N_("child"),
        _R.daughter: N_("daughter"),
        _R.son: N_("son"),
        _R.sibling: N_("sibling"),
        _R.sister: N_("sister"),
        _R.brother: N_("brother"),
        _R.spouse: N_("husband or wife"),
        _R.wife: N_("wife"),
        _R.husband: N_("husband"),
        _R.partner: N_("partner"),
        _R.fiancee: N_("fiancée"),
        _R.fiance: N_("fiancé"),
        _R.ex_spouse: N_("former husband or wife"),
        _R.ex_wife: N_("former wife"),
        _R.ex_husband: N_("former husband"),
        _R.grandparent: N_("grandparent"),
        _R.grandmother: N_("grandmother"),
        _R.grandfather: N_("grandfather"),
        _R.grandchild: N_("grandchild"),
        _R.granddaughter: N_("granddaughter"),
        _R.grandson: N_("grandson"),
        _R.great_grandparent: N_("great-grandparent"),
        _R.great_grandmother: N_("great-grandmother"),
        _R.great_grandfather: N_("great-grandfather"),
        _R.great_grandchild: N_("great-grandchild"),
        _R.great_granddaughter: N_("great-granddaughter"),
        _R.great_grandson: N_("great-grandson"),
        _R.aunt_or_uncle: N_("aunt or uncle"),
        _R.aunt: N_("aunt"),
        _R.uncle: N_("uncle"),
        _R.great_aunt_or_uncle: N_("great-aunt or great-uncle"),
        _R.great_aunt: N_("great-aunt"),
        _R.great_uncle: N_("great-uncle"),
        _R.niece_or_nephew: N_("niece or nephew"),
        _R.niece: N_("niece"),
        _R.nephew: N_("nephew"),
        _R.great_niece_or_nephew: N_("great-niece or great-nephew"),
        _R.great_niece: N_("great-niece"),
        _R.great_nephew: N_("great-nephew"),
        _R.cousin: N_("cousin"),
        _R.parent_in_law: N_("mother- or father-in-law"),
        _R.mother_in_law: N_("mother-in-law"),
        _R.father_in_law: N_("father-in-law"),
        _R.child_in_law: N_("daughter- or son-in-law"),
        _R.daughter_in_law: N_("daughter-in-law"),
        _R.son_in_law: N_("son-in-law"),
        _R.sibling_in_law: N_("sister- or brother-in-law"),
        _R.sister_in_law: N_("sister-in-law"),
        _R.brother_in_law: N_("brother-in-law"),
        _R.stepparent: N_("stepparent"),
        _R.stepmother: N_("stepmother"),
        _R.stepfather: N_("stepfather"),
        _R.stepchild: N_("stepchild"),
        _R.stepdaughter: N_("stepdaughter"),
        _R.stepson: N_("stepson"),
        _R.stepsibling: N_("stepsister or stepbrother"),
        _R.stepsister: N_("stepsister"),
        _R.stepbrother: N_("stepbrother"),
        _R.half_sibling: N_("half-sister or half-brother"),
        _R.half_sister: N_("half-sister"),
        _R.half_brother: N_("half-brother"),
        _R.foster_parent: N_("foster parent"),
        _R.foster_mother: N_("foster mother"),
        _R.foster_father: N_("foster father"),
        _R.foster_child: N_("foster child"),
        _R.foster_daughter: N_("foster daughter"),
        _R.foster_son: N_("foster son"),
        _R.godparent: N_("godparent"),
        _R.godmother: N_("godmother"),
        _R.godfather: N_("godfather"),
        _R.godchild: N_("godchild"),
        _R.goddaughter: N_("goddaughter"),
        _R.godson: N_("godson"),
        _R.friend: N_("friend"),
        _R.neighbour: N_("neighbour"),
        _R.colleague: N_("colleague"),
        _R.classmate: N_("classmate"),
        _R.teacher: N_("teacher"),
        _R.pupil: N_("pupil"),
        _R.boss: N_("boss"),
        _R.carer: N_("carer"),
        _R.doctor: N_("doctor"),
        _R.priest: N_("priest"),
    }
)
PRONOUNS = Sayings({Pronoun.she: N_("she"), Pronoun.he: N_("he"), Pronoun.they: N_("they")})
LIVES = Sayings(
    {
        Life.unknown: N_("Not known"),
        Life.living: N_("Living"),
        Life.dead: N_("Dead"),
    }
)


def say_relation(relation: str | None, words: str | None) -> str | None:
    """What somebody is, as it was read; else as somebody said it; None where nobody did."""
    return RELATIONS[Relation(relation)] if relation else words


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
