"""One person: what is known of them, the memories that they are on, and what they gave."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from chest.access.visibility import ALLOWED, Action
from chest.assets.pages import Filter, Order
from chest.errors import NotFound
from chest.models import Life
from chest.people.manager import PersonView
from chest.people.roster import RosterEntry
from language import _
from pages.components.address.address import show_address
from pages.components.gallery.gallery import gallery
from pages.parts import failures, items, session
from pages.parts.chest_form import date_words
from pages.parts.hero import cropped
from pages.parts.once import keep, once
from pages.parts.people import PRONOUNS, person_fields, say_names, say_relation
from pages.parts.words import plain

library = session.library()
person = session.viewer()
chest = session.the_chest()

_AT_ONCE = 60

# What the address says is gone once another run shows it; the person stays.
person_id = session.query_id("person") or st.session_state.get("person")
if not isinstance(person_id, UUID):
    st.switch_page("people.py", query_params=session.chest_query(chest))
if st.session_state.get("person") != person_id:
    st.session_state["person"] = person_id
    st.session_state["person-pages"] = {}
show_address("person", chest=str(chest.id), person=str(person_id))


def show_known(one: RosterEntry, names: dict[object, str]) -> None:
    said = say_relation(one.relation, one.relation_words)
    if said:
        st.write(plain(said))
    others = say_names(one, names)
    if others:
        st.caption(plain(_("Also called {names}", names=", ".join(others))))
    if one.pronoun:
        st.caption(_("Spoken of as “{word}”", word=PRONOUNS[one.pronoun]))
    if one.born:
        st.caption(plain(_("Born {when}", when=date_words(one.born, chest))))
    if one.died:
        st.caption(plain(_("Died {when}", when=date_words(one.died, chest))))
    elif one.life is Life.dead:
        st.caption(_("Died; nobody said when."))


def show_portrait(one: RosterEntry) -> None:
    """The face, where somebody drew a box around it: a little more than the box."""
    found = library.in_pictures.find_portrait(person, one.id)
    if found is None:
        return
    picture = next(iter(library.assets.list_views(person, [found[0]])), None)
    address = items.address(person, picture, "preview") if picture else ""
    if picture and address:
        with st.container(key="portrait", width=240):
            alt = _("{name}, from a picture", name=one.name)
            st.html(cropped(address, alt=alt, crop=around(found[1]), size=items.size(picture)))


def around(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """The box with a quarter of itself on each side, as far as the picture goes."""
    left, top, width, height = box
    x, y = max(0.0, left - width / 4), max(0.0, top - height / 4)
    return (x, y, min(1 - x, width * 1.5), min(1 - y, height * 1.5))


def show_memories(title: str, wanted: Filter, name: str, empty: str) -> bool:
    """Whether there are any."""
    st.subheader(title, anchor=False)
    found = []
    cursor: str | None = None
    pages = st.session_state.setdefault("person-pages", {})
    with failures.report_errors():
        for _more in range(pages.get(name, 1)):
            page = library.assets.list_page(
                person, chest.id, wanted, order=Order.oldest, cursor=cursor, limit=_AT_ONCE
            )
            found += page.items
            cursor = page.next
            if cursor is None:
                break
    if not found:
        st.write(empty)
        return False
    opened = gallery([items.gallery_item(person, one, chest) for one in found], key=f"of-{name}")
    if opened:
        session.open_memory(opened)
    if cursor and st.button(_("Show more"), key=f"more-{name}"):
        st.session_state["person-pages"] = pages | {name: pages.get(name, 1) + 1}
        st.rerun()
    return True


def show_change(view: PersonView) -> None:
    one = view.person
    with st.expander(_("Change what is known")), st.form(f"person-{one.id}", border=False):
        fields = person_fields(f"edit-{one.id}-{one.version}", chest, one)
        if st.form_submit_button(_("Save"), key=f"save-person-{one.id}"):
            with failures.report_errors():
                once(
                    f"person-{one.id}",
                    fields,
                    lambda: library.people.edit(person, one.id, fields, version=one.version),
                )
                st.rerun()
        if one.is_honoree:
            st.caption(_("Name, dates and words about this person stand in Settings."))


def show_one_or_two(one: RosterEntry, roster: tuple[RosterEntry, ...]) -> None:
    """Merging two who are one, splitting one who is two, and taking both back."""
    if Action.edit_any not in (ALLOWED[chest.role] if chest.role else ()):
        return
    with st.expander(_("The same as somebody else, or two people")):
        for other_id, name in one.merged:
            words, button = st.columns([4, 1], vertical_alignment="center")
            words.write(plain(_("{name} was found to be the same.", name=name)))
            if button.button(_("Part them"), key=f"part-{other_id}"):
                with failures.report_errors():
                    library.people.part(person, other_id)
                    st.rerun()
        others = [each for each in roster if each.id != one.id]
        if others and not one.is_honoree:
            same = st.selectbox(
                _("This is the same person as"),
                others,
                index=None,
                format_func=lambda each: each.name,
                placeholder=_("Choose"),
                key=f"same-{one.id}",
            )
            if same is not None and st.button(_("Make them one"), key=f"merge-{one.id}"):
                with failures.report_errors():
                    library.people.merge(person, one.id, same.id)
                    keep({"person": same.id})
                    st.rerun()
        with st.form(f"split-{one.id}", border=False):
            name = st.text_input(_("These are two people. The second is called"), max_chars=200)
            moved = st.multiselect(
                _("These names are the second one's"),
                one.also,
                format_func=lambda each: each.name,
                placeholder=_("Choose"),
            )
            if st.form_submit_button(_("Make two of them"), key=f"split-{one.id}-save"):
                with failures.report_errors():
                    once(
                        f"split-{one.id}",
                        (name, moved),
                        lambda: library.people.split(person, one.id, name=name, also=moved),
                    )
                    st.rerun()


def show_delete(one: RosterEntry) -> None:
    if one.is_honoree:
        return
    if st.button(_("Take {name} off the list", name=plain(one.name)), key=f"delete-{one.id}"):
        with failures.report_errors():
            library.people.delete(person, one.id)
            keep({"person": None})
            st.switch_page("people.py", query_params=session.chest_query(chest))
    st.caption(
        _("No memory goes. For 30 days this can be undone at the end of the list of people.")
    )


try:
    view = library.people.get(person, person_id)
except NotFound:
    st.write(_("This person is not on the list, or is not yours to see."))
    st.page_link("people.py", label=_("To the people"), query_params=session.chest_query(chest))
    st.stop()
roster = library.people.roster(person, chest.id)
st.title(plain(view.person.name))
show_portrait(view.person)
show_known(view.person, {one.id: one.first for one in roster})
if show_memories(
    _("With {name}", name=plain(view.person.first)),
    Filter(person=view.person.id),
    "on",
    _("Nobody said yet on which memories {name} is.", name=plain(view.person.first)),
):
    st.page_link(
        "timeline.py",
        label=_("See them along the years"),
        query_params=session.chest_query(chest, person=str(view.person.id)),
    )
show_memories(
    _("Given or written by {name}", name=plain(view.person.first)),
    Filter(by_person=view.person.id),
    "by",
    _("Nothing here was given by {name}.", name=plain(view.person.first)),
)
if view.editable:
    show_change(view)
    show_one_or_two(view.person, roster)
    show_delete(view.person)
st.page_link("people.py", label=_("To the people"), query_params=session.chest_query(chest))
