"""Names in memories are read in the background, and a person says who is meant."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlmodel import col, delete, select

from ai.narrative.kinship.mentions import find_people, read_signature, read_who
from chest.assets.manager import AssetManager
from chest.assets.pages import Filter
from chest.database import Database
from chest.errors import NotFound
from chest.jobs.queue import JobClient
from chest.models import (
    Asset,
    Audience,
    ContributionState,
    Kind,
    PersonMention,
    Pronoun,
    ProposalState,
    Review,
    TranscriptSegment,
)
from chest.people import reading
from chest.people.changes import PersonFields
from chest.people.manager import PeopleManager
from chest.people.pictures import PeopleInPictures, Place
from chest.people.proposals import Proposal, ProposalManager
from chest.people.reading import PeopleReader
from chest.people.roster import roster_of
from tests.builders import (
    Family,
    account_of,
    add_asset,
    add_contribution,
    add_family,
    add_link,
    open_link_session,
)
from tests.chest.transcripts.saying import add_recording


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database, name="Margaret O'Donnell", pronoun=Pronoun.she, called="Peg")


@pytest.fixture
def people(database: Database) -> PeopleManager:
    return PeopleManager(database=database)


@pytest.fixture
def proposals(database: Database) -> ProposalManager:
    return ProposalManager(database=database)


def read(family: Family) -> int:
    return PeopleReader(database=family.database).read()


def waiting(proposals: ProposalManager, family: Family) -> dict[str, Proposal]:
    page = proposals.list_page(family.keeper, family.chest_id, limit=100)
    return {one.name: one for one in page.items}


def given_by(family: Family, name: str, relation: str, **fields: str) -> UUID:
    """A photograph that somebody gave through a link, and that is approved."""
    link = add_link(family.database, family.chest_id, family.keeper)
    contribution_id = add_contribution(
        family.database,
        family.chest_id,
        by=open_link_session(family.database, link),
        state=ContributionState.approved,
        name=name,
        relation=relation,
    )
    return add_asset(family.database, family.chest_id, contribution_id=contribution_id, **fields)


def list_with(family: Family, **wanted: UUID) -> set[UUID]:
    manager = AssetManager(database=family.database, jobs=JobClient(family.database))
    page = manager.list_page(family.viewer, family.chest_id, Filter(**wanted))
    return {card.id for card in page.items}


def test_givers_are_proposed_with_what_they_say_they_are(
    proposals: ProposalManager, family: Family
) -> None:
    given_by(family, "Dinny Hanlon", "brother")
    given_by(family, "Cora Byrne", "she was my aunt")
    read(family)
    found = waiting(proposals, family)
    assert found["Dinny Hanlon"].relation == "brother"
    assert found["Cora Byrne"].relation == "niece or nephew"
    (evidence,) = found["Dinny Hanlon"].evidence
    assert evidence.quote == "Dinny Hanlon, brother"


def test_dad_said_by_tom_is_joe(
    people: PeopleManager, proposals: ProposalManager, family: Family
) -> None:
    people.add(family.keeper, family.chest_id, PersonFields(name="Tom Marsden", relation="son"))
    joe = people.add(
        family.keeper, family.chest_id, PersonFields(name="Joe Marsden", relation="husband")
    ).person
    given_by(family, "Tom Marsden", "son", caption="Dad and Uncle Con on the boat")
    read(family)
    found = waiting(proposals, family)
    dad = found["Dad"]
    assert dad.called_by == "Tom Marsden"
    assert dad.suggested is not None
    assert dad.suggested.id == joe.id
    # Tom's uncle is her brother, or his: which of them, nobody can tell.
    assert found["Con"].relation == "brother-in-law"
    proposals.confirm(family.keeper, dad.id, person_id=joe.id)
    assert people.get(family.viewer, joe.id).person.aka == ("Dad@Tom",)
    assert "Dad" not in waiting(proposals, family)


def test_what_a_giver_says_of_themself_is_enough_to_understand_their_words(
    people: PeopleManager, proposals: ProposalManager, family: Family
) -> None:
    joe = people.add(
        family.keeper, family.chest_id, PersonFields(name="Joe Marsden", relation="husband")
    ).person
    given_by(family, "Tom Marsden", "her son", caption="Dad at the Grafton")
    read(family)
    dad = waiting(proposals, family)["Dad"]
    assert dad.suggested is not None
    assert dad.suggested.id == joe.id
    proposals.confirm(family.keeper, dad.id, person_id=joe.id)
    assert people.get(family.viewer, joe.id).person.aka == ("Dad@Tom Marsden",)


def test_mum_said_by_her_son_is_she_herself(
    people: PeopleManager, proposals: ProposalManager, family: Family
) -> None:
    people.add(family.keeper, family.chest_id, PersonFields(name="Tom Marsden", relation="son"))
    given_by(family, "Tom Marsden", "son", caption="Mum in the purple hat")
    read(family)
    mum = waiting(proposals, family)["Mum"]
    assert mum.suggested is not None
    assert mum.suggested.is_honoree
    proposals.confirm(family.keeper, mum.id, person_id=family.chest_id)
    assert people.get(family.viewer, family.chest_id).person.aka == ("Peg", "Mum@Tom")


def test_names_come_from_captions_lists_letters_signatures_and_voices(
    proposals: ProposalManager, family: Family
) -> None:
    chest = family.chest_id
    add_asset(family.database, chest, caption="My cousin Michael, and Father Keane", who="Kath B.")
    add_asset(
        family.database,
        chest,
        kind=Kind.note,
        body="The sea was rough.\nYour loving sister,\nNora",
    )
    recording = add_recording(family.database, chest, ["We sang.", "All of us."])
    with family.database.write() as session:
        for row in session.exec(
            select(TranscriptSegment).where(col(TranscriptSegment.asset_id) == recording)
        ):
            row.speaker = "Bernadette Quinn"
            session.add(row)
    add_asset(family.database, chest, sender="Tio Zé")
    read(family)
    found = waiting(proposals, family)
    assert {"Michael", "Kath B", "Nora", "Bernadette Quinn", "Tio Zé"} <= set(found)
    assert "Keane" not in found
    assert found["Bernadette Quinn"].evidence[0].place.value == "speaker"


def test_confirmed_as_somebody_new_they_are_on_the_roster_with_their_memories(
    people: PeopleManager, proposals: ProposalManager, family: Family
) -> None:
    on = add_asset(family.database, family.chest_id, who="Kath Brennan, Peg")
    gave = given_by(family, "Kath Brennan", "friend")
    read(family)
    kath = waiting(proposals, family)["Kath Brennan"]
    assert kath.number == 2
    person_id = proposals.confirm(family.curator, kath.id)
    assert proposals.confirm(family.curator, kath.id) == person_id  # twice does one thing
    person = people.get(family.viewer, person_id).person
    assert (person.name, person.relation) == ("Kath Brennan", "friend")
    assert list_with(family, person=person_id) == {on}
    assert list_with(family, by_person=person_id) == {gave}


def test_what_was_taken_away_by_hand_is_not_brought_back_by_what_is_written(
    proposals: ProposalManager, family: Family
) -> None:
    photo = add_asset(family.database, family.chest_id, who="Kath Brennan")
    read(family)
    person_id = proposals.confirm(family.keeper, waiting(proposals, family)["Kath Brennan"].id)
    assert list_with(family, person=person_id) == {photo}
    pictures = PeopleInPictures(database=family.database)
    assert pictures.put_on(family.keeper, photo, []) == ()
    assert list_with(family, person=person_id) == set()
    pictures.put_on(family.keeper, photo, [Place(person_id)])
    assert list_with(family, person=person_id) == {photo}


def test_dismissed_stays_dismissed_and_can_be_taken_back(
    proposals: ProposalManager, family: Family
) -> None:
    photo = add_asset(family.database, family.chest_id, who="Aunt Nobody")
    read(family)
    (one,) = waiting(proposals, family).values()
    proposals.dismiss(family.keeper, one.id)
    proposals.dismiss(family.keeper, one.id)
    rewrite(family, photo, who="Aunt Nobody, again and again")
    read(family)
    add_asset(family.database, family.chest_id, who="Aunt Nobody")
    read(family)
    assert waiting(proposals, family) == {}
    dismissed = proposals.list_page(
        family.keeper, family.chest_id, state=ProposalState.dismissed
    ).items
    assert [item.id for item in dismissed] == [one.id]
    proposals.undo(family.keeper, one.id)
    assert list(waiting(proposals, family)) == [one.name]


def test_a_confirmation_that_is_undone_leaves_nobody_behind(
    people: PeopleManager, proposals: ProposalManager, family: Family
) -> None:
    photo = add_asset(family.database, family.chest_id, who="Kath Brennan")
    read(family)
    one = waiting(proposals, family)["Kath Brennan"]
    person_id = proposals.confirm(family.keeper, one.id)
    proposals.undo(family.keeper, one.id)
    assert [p.name for p in people.roster(family.keeper, family.chest_id)] == ["Margaret O'Donnell"]
    assert list(waiting(proposals, family)) == ["Kath Brennan"]
    assert people.restore(family.keeper, person_id).person.name == "Kath Brennan"
    assert list_with(family, person=person_id) == set()
    assert photo


def test_nobody_is_asked_about_a_name_that_is_somebodys_already(
    people: PeopleManager, proposals: ProposalManager, family: Family
) -> None:
    add_asset(family.database, family.chest_id, who="Kath Brennan")
    read(family)
    kath = people.add(family.keeper, family.chest_id, PersonFields(name="Kath Brennan")).person
    assert waiting(proposals, family) == {}
    later = add_asset(family.database, family.chest_id, who="KATH BRENNAN, ROSE KEARNS")
    read(family)
    assert list(waiting(proposals, family)) == ["ROSE KEARNS"]
    assert later in list_with(family, person=kath.id)


def test_only_what_changed_is_read_again_and_what_is_gone_is_forgotten(
    proposals: ProposalManager, family: Family
) -> None:
    photo = add_asset(family.database, family.chest_id, who="Kath Brennan")
    add_asset(family.database, family.chest_id, who="Rose Kearns")
    assert read(family) == 2
    assert read(family) == 0
    rewrite(family, photo, who="Con Hanlon")
    assert read(family) == 1
    assert set(waiting(proposals, family)) == {"Con Hanlon", "Rose Kearns"}
    with family.database.write() as session:
        session.exec(delete(Asset).where(col(Asset.id) == photo))
    assert set(waiting(proposals, family)) == {"Rose Kearns"}


def test_one_turn_reads_so_many_and_the_next_ones_the_rest(
    proposals: ProposalManager, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "AT_ONCE", 2)
    monkeypatch.setattr(reading, "NEW_AT_ONCE", 4)
    monkeypatch.setattr(reading, "AGAIN_AT_ONCE", 2)
    for number in range(7):
        add_asset(family.database, family.chest_id, who=f"Person {'ABCDEFG'[number]}x")
    assert read(family) == 4
    assert read(family) == 3
    assert len(waiting(proposals, family)) == 7


def test_a_name_from_a_memory_for_keepers_is_proposed_to_keepers_alone(
    proposals: ProposalManager, family: Family
) -> None:
    add_asset(
        family.database,
        family.chest_id,
        who="Secret Love",
        audience=Audience.keepers,
        added_by=account_of(family.keeper),
    )
    read(family)
    secret = waiting(proposals, family)["Secret Love"]
    names = [o.name for o in proposals.list_page(family.curator, family.chest_id).items]
    assert "Secret Love" not in names
    assert proposals.count_waiting(family.curator, family.chest_id) == len(names)
    with pytest.raises(NotFound):
        proposals.confirm(family.curator, secret.id)
    with pytest.raises(NotFound):
        proposals.dismiss(family.curator, secret.id)


def test_a_quote_from_what_waits_is_told_to_those_who_decide_alone(
    proposals: ProposalManager, family: Family
) -> None:
    add_asset(family.database, family.chest_id, who="Rose Kearns", review=Review.pending)
    read(family)
    assert [o.name for o in proposals.list_page(family.curator, family.chest_id).items]
    for viewer in (family.member, family.viewer, family.stranger):
        with pytest.raises(NotFound):
            proposals.list_page(viewer, family.chest_id)
        assert proposals.count_waiting(viewer, family.chest_id) == 0


def test_pages_of_names_come_with_most_memories_first(
    proposals: ProposalManager, family: Family
) -> None:
    for name, often in (("Ana Reis", 3), ("Rui Reis", 1), ("Bea Reis", 2)):
        for _ in range(often):
            add_asset(family.database, family.chest_id, who=name)
    read(family)
    names, cursor = [], None
    while True:
        page = proposals.list_page(family.keeper, family.chest_id, cursor=cursor, limit=1)
        names += [one.name for one in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert names == ["Ana Reis", "Bea Reis", "Rui Reis"]


def test_reading_again_puts_no_mention_there_twice(family: Family) -> None:
    photo = add_asset(family.database, family.chest_id, who="Ana, Ana", caption="My cousin Ana")
    read(family)
    rewrite(family, photo, place="Setúbal", caption="My cousin Ana again")
    read(family)
    with family.database.read() as session:
        mentions = session.exec(select(PersonMention)).all()
    assert sorted(one.place.value for one in mentions) == ["caption", "who"]


def test_the_roster_for_whoever_checks_sentences_resolves_what_children_say(
    people: PeopleManager, family: Family
) -> None:
    from chest.models import Chest

    people.add(family.keeper, family.chest_id, PersonFields(name="Tom Marsden", relation="son"))
    with family.database.read() as session:
        chest = session.get(Chest, family.chest_id)
        assert chest is not None
        first, tom = roster_of(session, chest)
    assert (first.name, first.relation, first.first) == ("Margaret O'Donnell", "self", "Peg")
    assert (tom.name, tom.relation, tom.pronoun) == ("Tom Marsden", "son", Pronoun.he)


def rewrite(family: Family, asset_id: UUID, **fields: str) -> None:
    with family.database.write() as session:
        asset = session.get(Asset, asset_id)
        assert asset is not None
        for name, value in fields.items():
            setattr(asset, name, value)
        session.add(asset)


# ---- what is read out of words ----


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Dad and Uncle Con", "en", [(None, "father"), ("Con", "uncle")]),
        ("Dinny, my brother, in the summer", "en", [("Dinny", "brother")]),
        ("A tia Rosa com a Vó na praia", "pt", [("Rosa", "aunt"), (None, "grandmother")]),
        ("La abuela y mi hermana Pilar", "es", [("Pilar", "sister")]),
        ("Onkel Karl mit Oma im Garten", "de", [("Karl", "uncle"), (None, "grandmother")]),
        (
            "Tante Odile et notre cousin Luc Martin",
            "fr",
            [("Odile", "aunt"), ("Luc Martin", "cousin")],
        ),
        ("Zia Carla a Bari", "it", [("Carla", "aunt")]),
        ("Frau Müller im Laden", "de", [("Müller", None)]),
        ("Father Keane said Mass", "en", []),
        ("the best mother of all", "en", []),
        ("A day at the beach", "en", []),
        ("IMG_2231", "en", []),
    ],
)
def test_of_whom_words_speak(text: str, language: str, found: list[tuple[str | None, str]]) -> None:
    read = [(one.name, one.relation and one.relation.value) for one in find_people(text, language)]
    assert read == found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ana, tio Zé e eu", ["Ana", "Zé", None]),
        ("Kalle und Pilar", ["Kalle", "Pilar"]),
        ("?? who is this", []),
        ("Con?? or cousin Michael", []),
        ("", []),
    ],
)
def test_who_is_on_it(text: str, names: list[str | None]) -> None:
    assert [one.name for one in read_who(text, "pt")] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dear all,\nWe are fine.\nLove,\nNora", "Nora"),
        ("Viele Grüße\nKarl Brandt", "Karl Brandt"),
        ("Um abraço,\nToninho", "Toninho"),
        ("We are fine.", None),
        ("Love", None),
        ("", None),
    ],
)
def test_who_signed(text: str, name: str | None) -> None:
    found = read_signature(text)
    assert (found.name if found else None) == name
