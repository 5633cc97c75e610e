"""The chests that this person keeps or belongs to, and making a new one."""

import streamlit as st

from chest.chests.manager import ChestView
from language import _
from pages.parts import failures, invitations, items, leaving, session
from pages.parts.chest_form import check_chosen, chest_fields
from pages.parts.faults import Fields
from pages.parts.hero import cropped
from pages.parts.once import is_second_press, once
from pages.parts.words import count_words, plain

library = session.library()
person = session.viewer()

invitation = st.query_params.get("invitation")
if invitation:
    invitations.ask(person, invitation)


def show_chests(chests: list[ChestView]) -> None:
    """Each chest as a card with its picture; the whole card opens it."""
    heroes = [chest.hero_asset_id for chest in chests if chest.hero_asset_id]
    pictures = {picture.id: picture for picture in library.assets.list_views(person, heroes)}
    for chest in chests:
        with st.container(key=f"chest-card-{chest.id}"):
            picture = pictures.get(chest.hero_asset_id) if chest.hero_asset_id else None
            address = items.address(person, picture, "preview") if picture else ""
            if picture and address:
                left, right = st.columns([2, 3], gap="medium", vertical_alignment="center")
                with left:
                    # Beside the name the picture says nothing more to who does not see it.
                    st.html(cropped(address, crop=chest.hero_crop, size=items.size(picture)))
            else:
                right = st.container()
            with right:
                st.subheader(plain(chest.name), anchor=False)
                facts = [chest.years, count_words(chest.counts)]
                if chest.shut:
                    facts = [_("Locked")]
                st.caption(plain(" · ".join(fact for fact in facts if fact)))
                st.page_link(
                    "overview.py",
                    label=_("Go to the chest") if chest.shut else _("Open the chest"),
                    query_params=session.chest_query(chest),
                )


def show_new() -> None:
    st.write(
        _(
            "A chest holds what is left of one life: photographs, films, voices, letters and "
            "stories. Only the name, and whether the story says she, he or they, is needed now. "
            "Everything else can come later."
        )
    )
    with st.form("new-chest", border=False):
        fields = Fields("new-chest")
        values = chest_fields(None, fields)
        relation = st.text_input(
            _("Who are you to this person?"),
            max_chars=200,
            key="new-chest-relation",
            placeholder=_("Daughter, neighbour, or leave it empty"),
        )
        if st.form_submit_button(_("Make the chest"), type="primary"):
            with fields.report_errors():
                if values["name"].strip():  # what is asked first is said to be missing first
                    check_chosen(values)
                made = once("new-chest", values, lambda: library.chests.create(person, **values))
                if relation.strip():
                    library.people.say_who_i_am(person, made.id, relation)
                st.switch_page("add.py", query_params=session.chest_query(made))


chests = library.chests.list_chests(person)
if not chests:
    st.title(_("Who is this chest for?"))
    leaving.show_done()
    show_new()
else:
    st.title(_("Your chests"))
    leaving.show_done()
    show_chests(chests)
    with st.expander(_("Make another chest")):
        show_new()

put_away = library.chests.list_chests(person, deleted=True)
if put_away:
    with st.expander(_("Deleted chests ({number})", number=len(put_away))):
        st.write(_("A deleted chest can be brought back for 30 days, with everything in it."))
        for one in put_away:
            pressed = st.button(_("Restore {name}", name=plain(one.name)), key=f"restore-{one.id}")
            if pressed and not is_second_press("restore", one.id):
                with failures.report_errors():
                    library.chests.restore(person, one.id)
                    st.rerun()
