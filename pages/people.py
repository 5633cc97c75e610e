"""The people of a life: everybody whom the family told apart, and names that wait for it."""

from __future__ import annotations

import streamlit as st

from chest.access.visibility import ALLOWED, Action
from chest.models import ProposalState
from chest.people.proposals import Proposal
from chest.people.roster import RosterEntry
from language import _, number
from pages.components.address.address import show_address
from pages.parts import failures, session
from pages.parts.once import is_second_press, keep, once
from pages.parts.people import link_to_person, person_fields, say_names, say_relation, show_own
from pages.parts.words import plain

library = session.library()
person = session.viewer()
chest = session.the_chest()
show_address("people", chest=str(chest.id))

_AT_ONCE = 60
_PROPOSED = 10
may = ALLOWED[chest.role] if chest.role else frozenset()


def show_roster(names: dict[object, str]) -> None:
    people: list[RosterEntry] = []
    cursor: str | None = None
    for _more in range(st.session_state.get("people-pages", 1)):
        page = library.people.list_page(person, chest.id, cursor=cursor, limit=_AT_ONCE)
        people += page.items
        cursor = page.next
        if cursor is None:
            break
    for one in people:
        with st.container(key=f"person-{one.id}"):
            link_to_person(chest, one.id, one.name)
            said = [say_relation(one.relation, one.relation_words), *say_names(one, names)]
            st.caption(plain(", ".join(filter(None, said)) or _("Nobody said yet who this is.")))
    if cursor and st.button(_("Show more"), key="more-people"):
        st.session_state["people-pages"] = st.session_state.get("people-pages", 1) + 1
        st.rerun()


def show_add() -> None:
    if Action.edit_own not in may:
        return
    with st.expander(_("Add a person")), st.form("add-person", border=False, clear_on_submit=True):
        fields = person_fields("new-person", chest)
        if st.form_submit_button(_("Add"), key="save-new-person"):
            with failures.report_errors():
                once("new-person", fields, lambda: library.people.add(person, chest.id, fields))
                st.rerun()


def say_proposed(one: Proposal) -> str:
    relation = say_relation(one.relation, one.relation_words)
    if one.called_by:
        return _("{who} says “{name}”", who=one.called_by, name=one.name)
    return _("{name}, {relation}", name=one.name, relation=relation) if relation else one.name


def show_proposals(roster: tuple[RosterEntry, ...]) -> None:
    """Names about which nobody decided: each with where it stands, and who is probably meant."""
    if Action.edit_any not in may:
        return
    cursor: str | None = None
    found: list[Proposal] = []
    for _more in range(st.session_state.get("proposal-pages", 1)):
        page = library.proposals.list_page(person, chest.id, cursor=cursor, limit=_PROPOSED)
        found += page.items
        cursor = page.next
        if cursor is None:
            break
    show_undo()
    if not found:
        return
    st.subheader(_("Who is meant?"), anchor=False)
    st.write(_("These names stand in memories. Say who is who, or leave them."))
    for one in found:
        show_proposal(one, roster)
    if cursor and st.button(_("Show more names"), key="more-proposals"):
        st.session_state["proposal-pages"] = st.session_state.get("proposal-pages", 1) + 1
        st.rerun()


def show_proposal(one: Proposal, roster: tuple[RosterEntry, ...]) -> None:
    with st.container(border=True, key=f"proposal-{one.id}"):
        st.markdown(f"**{plain(say_proposed(one))}**")
        quotes = dict.fromkeys(evidence.quote for evidence in one.evidence)
        for quote in [q for q in quotes if q and q not in (one.name, say_proposed(one))][:2]:
            st.caption(plain(_("“{words}”", words=quote)))
        where = one.evidence[0] if one.evidence else None
        if where is not None:
            query = session.chest_query(chest, id=str(where.asset_id))
            st.page_link("memory.py", label=_("Look at the memory"), query_params=query)
        choices = [None, *roster]
        likely = one.suggested
        index = next((n for n, p in enumerate(choices) if p and likely and p.id == likely.id), 0)
        chosen = st.selectbox(
            _("This is"),
            choices,
            index=index,
            format_func=lambda p: p.name if p else _("Somebody new"),
            key=f"who-{one.id}",
        )
        with st.container(horizontal=True):
            if st.button(_("Yes, that is so"), key=f"confirm-{one.id}", type="primary"):
                decide(one, ProposalState.confirmed, chosen)
            if st.button(_("Nobody to remember"), key=f"dismiss-{one.id}"):
                decide(one, ProposalState.dismissed, None)


def decide(one: Proposal, how: ProposalState, chosen: RosterEntry | None) -> None:
    if is_second_press("who-is-meant", one.id):
        return
    with failures.report_errors():
        if how is ProposalState.confirmed:
            known = chosen.id if chosen else None
            once(
                "who-is-meant",
                (one.id, known),
                lambda: library.proposals.confirm(person, one.id, person_id=known),
            )
        else:
            library.proposals.dismiss(person, one.id)
        keep({"decided-last": (str(chest.id), one.id, one.name)})
        st.rerun()


def show_undo() -> None:
    """What was just decided, and the way back."""
    last = st.session_state.get("decided-last")
    if not last or last[0] != str(chest.id):
        return
    with st.container(horizontal=True, vertical_alignment="center", key="decided-last-row"):
        st.caption(plain(_("Saved: {name}.", name=last[2])))
        if st.button(_("Undo"), key="undo-decided"):
            with failures.report_errors():
                library.proposals.undo(person, last[1])
                keep({"decided-last": None})
                st.rerun()


def show_set_aside() -> None:
    """Names that were dismissed, and people who were deleted: both can come back."""
    if Action.edit_any not in may:
        return
    page = library.proposals.list_page(person, chest.id, state=ProposalState.dismissed, limit=100)
    deleted = library.people.list_deleted(person, chest.id)
    if not page.items and not deleted:
        return
    count = number(len(page.items) + len(deleted))
    with st.expander(_("Set aside ({number})", number=count)):
        for person_id, name in deleted:
            words, button = st.columns([4, 1], vertical_alignment="center")
            words.write(plain(_("{name}, deleted", name=name)))
            if button.button(_("Bring back"), key=f"restore-{person_id}"):
                with failures.report_errors():
                    library.people.restore(person, person_id)
                    st.rerun()
        for one in page.items:
            words, button = st.columns([4, 1], vertical_alignment="center")
            words.write(plain(say_proposed(one)))
            if button.button(_("Ask again"), key=f"ask-{one.id}"):
                with failures.report_errors():
                    library.proposals.undo(person, one.id)
                    st.rerun()


st.title(_("The people of {name}", name=plain(chest.called or chest.name)))
roster = library.people.roster(person, chest.id)
show_own(person, chest)
show_roster({one.id: one.first for one in roster})
show_add()
show_proposals(roster)
show_set_aside()
