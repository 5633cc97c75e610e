"""The people of a chest, as its pages say them."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from ai.narrative.kinship.relations import Relation
from chest.library import Library
from chest.models import Life, Pronoun, Role
from chest.people.changes import PersonFields
from chest.people.pictures import Place
from chest.people.reading import PeopleReader
from chest.people.relations import RELATIONS
from pages.parts.people import LIVES, PRONOUNS
from tests.builders import account_of, add_asset
from tests.pages.visits import Visitor, button, sign_up, words


@pytest.fixture
def chest_id(ana: Visitor, library: Library) -> UUID:
    return library.chests.create(
        ana.viewer, name="Maria de Lourdes Ferreira", called="Lourdes", pronoun="she"
    ).id


@pytest.fixture
def photo(library: Library, chest_id: UUID, ana: Visitor) -> UUID:
    return add_asset(
        library.database, chest_id, added_by=account_of(ana.viewer), who="Kath Brennan, Rui Reis"
    )


def test_every_relation_and_pronoun_has_words() -> None:
    assert set(RELATIONS) == set(Relation)
    assert set(PRONOUNS) == set(Pronoun)
    assert set(LIVES) == set(Life)


def test_who_one_is_is_asked_and_kept(library: Library, ana: Visitor, chest_id: UUID) -> None:
    page = ana.open("people.py", chest=str(chest_id))
    assert "The people of Lourdes" in words(page)
    assert page.expander[0].label == "Who are you to Lourdes?"
    page.text_input[0].set_value("neta")
    button(page, "Save").click().run()
    own = library.people.find_own(ana.viewer, chest_id)
    assert own is not None
    assert (own.name, own.relation) == ("Ana", "granddaughter")
    assert "You\\: granddaughter" in [one.label for one in page.expander]
    assert "granddaughter" in words(page)


def test_a_name_that_waits_is_confirmed_and_taken_back(
    library: Library, ana: Visitor, chest_id: UUID, photo: UUID
) -> None:
    PeopleReader(database=library.database).read()
    page = ana.open("people.py", chest=str(chest_id))
    assert "Who is meant?" in words(page)
    confirm = [one for one in page.button if one.label == "Yes, that is so"]
    names = [one.name for one in library.proposals.list_page(ana.viewer, chest_id).items]
    assert len(confirm) == len(names)
    confirm[0].click().run()
    assert f"Saved: {names[0]}." in words(page)
    roster = [one.name for one in library.people.roster(ana.viewer, chest_id)]
    assert roster == ["Maria de Lourdes Ferreira", names[0]]
    button(page, "Undo").click().run()
    assert len(library.people.roster(ana.viewer, chest_id)) == 1


def test_a_name_that_is_nobody_is_set_aside_and_can_be_asked_about_again(
    library: Library, ana: Visitor, chest_id: UUID, photo: UUID
) -> None:
    PeopleReader(database=library.database).read()
    before = library.proposals.count_waiting(ana.viewer, chest_id)
    page = ana.open("people.py", chest=str(chest_id))
    next(one for one in page.button if one.label == "Nobody to remember").click().run()
    assert library.proposals.count_waiting(ana.viewer, chest_id) == before - 1
    assert "Set aside (1)" in [one.label for one in page.expander]
    button(page, "Ask again").click().run()
    assert library.proposals.count_waiting(ana.viewer, chest_id) == before


def test_a_person_is_added_changed_and_taken_off_the_list(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    page = ana.open("people.py", chest=str(chest_id))
    (name,) = [one for one in page.text_input if one.key == "new-person-name"]
    (said,) = [one for one in page.text_input if one.key == "new-person-relation"]
    name.set_value("Joaquim Ferreira")
    said.set_value("marido")
    button(page, "Add").click().run()
    (_, joaquim) = library.people.roster(ana.viewer, chest_id)
    assert (joaquim.name, joaquim.relation, joaquim.pronoun) == (
        "Joaquim Ferreira",
        "husband",
        Pronoun.he,
    )
    page = ana.open("person.py", chest=str(chest_id), person=str(joaquim.id))
    assert "husband" in words(page)
    (died,) = [one for one in page.text_input if one.label == "Died"]
    died.set_value("spring 1987")
    button(page, "Save").click().run()
    assert library.people.get(ana.viewer, joaquim.id).person.died == "1987-21"
    assert library.people.get(ana.viewer, joaquim.id).person.relation == "husband"
    page = ana.open("person.py", chest=str(chest_id), person=str(joaquim.id))
    button(page, "Take Joaquim Ferreira off the list").click().run()
    assert len(library.people.roster(ana.viewer, chest_id)) == 1


def test_the_timeline_says_whose_memories_alone_it_shows_and_leads_out(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    joaquim = library.people.add(ana.viewer, chest_id, PersonFields(name="Joaquim")).person
    page = ana.open("timeline.py", chest=str(chest_id), person=str(joaquim.id))
    assert "Only the memories that Joaquim is on." in words(page)
    assert "Nobody said yet that this person is on a memory." in words(page)
    out = page.get("page_link")
    assert [link.proto.label for link in out][:2] == ["Show all memories", "About this person"]
    assert "Only the memories" not in words(ana.open("timeline.py", chest=str(chest_id)))
    gone = ana.open("timeline.py", chest=str(chest_id), person=str(uuid4()))
    assert "This person is not on the list" in words(gone)


def test_two_are_made_one_and_parted_again_on_the_page(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    one, other = (
        library.people.add(ana.viewer, chest_id, PersonFields(name=name)).person
        for name in ("Joaquim", "Quim")
    )
    page = ana.open("person.py", chest=str(chest_id), person=str(other.id))
    (same,) = [box for box in page.selectbox if box.key == f"same-{other.id}"]
    same.set_value(next(o for o in same.options if o == "Joaquim")).run()
    button(page, "Make them one").click().run()
    assert library.people.get(ana.viewer, one.id).person.aka == ("Quim",)
    page = ana.open("person.py", chest=str(chest_id), person=str(one.id))
    assert "Quim was found to be the same." in words(page)
    button(page, "Part them").click().run()
    assert library.people.get(ana.viewer, one.id).person.aka == ()


def test_who_is_on_a_memory_is_said_and_changed_there(
    library: Library, ana: Visitor, chest_id: UUID, photo: UUID
) -> None:
    page = ana.open("memory.py", chest=str(chest_id), id=str(photo))
    (chooser,) = [one for one in page.multiselect if one.label == "People"]
    chooser.set_value(["Kath Brennan", str(chest_id)])
    (save,) = [one for one in page.button if (one.key or "").startswith("save-people")]
    save.click().run()
    on = library.in_pictures.list_on(ana.viewer, photo)
    assert [one.name for one in on] == ["Kath Brennan", "Maria de Lourdes Ferreira"]


def test_boxes_stay_when_names_are_changed_without_drawing(
    library: Library, ana: Visitor, chest_id: UUID, photo: UUID
) -> None:
    box = (0.1, 0.1, 0.2, 0.2)
    library.in_pictures.put_on(ana.viewer, photo, [Place(name="Kath Brennan", box=box)])
    page = ana.open("memory.py", chest=str(chest_id), id=str(photo))
    (chooser,) = [one for one in page.multiselect if one.label == "People"]
    chooser.set_value([*chooser.value, "Rui Reis"])
    (save,) = [one for one in page.button if (one.key or "").startswith("save-people")]
    save.click().run()
    on = library.in_pictures.list_on(ana.viewer, photo)
    assert [(one.name, one.box) for one in on] == [("Kath Brennan", box), ("Rui Reis", None)]


def test_whoever_only_looks_reads_the_people_and_changes_nothing(
    library: Library, ana: Visitor, chest_id: UUID, photo: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = library.people.add(ana.viewer, chest_id, PersonFields(name="Joaquim")).person
    PeopleReader(database=library.database).read()
    offer = library.invitations.invite(ana.viewer, chest_id, role=Role.viewer)
    rui = sign_up(library, "Rui", monkeypatch, invitation=offer.token)
    library.people.say_who_i_am(rui.viewer, chest_id, "nephew")
    page = rui.open("people.py", chest=str(chest_id))
    assert "Who is meant?" not in words(page)
    assert [one.label for one in page.button] == ["Save"]
    page = rui.open("person.py", chest=str(chest_id), person=str(person.id))
    assert "Joaquim" in words(page)
    assert not page.button


def test_a_new_chest_asks_who_its_keeper_is(library: Library, ana: Visitor) -> None:
    page = ana.open()
    fields = {one.label: one for one in page.text_input}
    fields["Name"].set_value("Maria de Lourdes Ferreira")
    fields["Called"].set_value("Lourdes")
    fields["Who are you to this person?"].set_value("daughter")
    page.radio[0].set_value("she")
    button(page, "Make the chest").click().run()
    (chest,) = library.chests.list_chests(ana.viewer)
    assert chest.called == "Lourdes"
    own = library.people.find_own(ana.viewer, chest.id)
    assert own is not None
    assert own.relation == "daughter"
    first = library.people.roster(ana.viewer, chest.id)[0]
    assert first.first == "Lourdes"
