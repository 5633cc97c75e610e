"""The roster: who is who, by what names, merged and parted, and on which memories they are."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, update

from ai.narrative.kinship.relations import Relation
from chest.access.viewers import Viewer
from chest.assets.manager import AssetManager
from chest.assets.pages import Filter
from chest.assets.years import DecadeYears, Stretch
from chest.database import Database
from chest.erasing.people import PeoplePurge
from chest.errors import Conflict, Invalid, NotFound, NotSignedIn, Stale
from chest.jobs.queue import JobClient
from chest.models import (
    Account,
    Audience,
    Chest,
    Life,
    Person,
    Pronoun,
    utc_now,
)
from chest.people.changes import PersonFields
from chest.people.manager import PeopleManager
from chest.people.pictures import PeopleInPictures, Place
from chest.people.roster import AlsoKnownAs, roster_of
from tests.builders import (
    Family,
    account_of,
    add_asset,
    add_family,
    add_link,
    open_link_session,
)
from tests.chest.dates.dated import add_dated, add_undated

LOURDES = "Dona Maria de Lourdes Ferreira"


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database, name=LOURDES, pronoun=Pronoun.she, language="pt", called="Lourdes")


@pytest.fixture
def people(database: Database) -> PeopleManager:
    return PeopleManager(database=database)


@pytest.fixture
def pictures(database: Database) -> PeopleInPictures:
    return PeopleInPictures(database=database)


@pytest.fixture
def assets(database: Database) -> AssetManager:
    return AssetManager(database=database, jobs=JobClient(database))


def roster(family: Family) -> dict[str, tuple[str, ...]]:
    with family.database.read() as session:
        return {one.name: one.aka for one in roster_of(session, chest_of(session, family))}


def chest_of(session: Session, family: Family) -> Chest:
    chest = session.get(Chest, family.chest_id)
    assert chest is not None
    return chest


def ids_of(assets: AssetManager, viewer: Viewer, family: Family, **wanted: UUID) -> set[UUID]:
    page = assets.list_page(viewer, family.chest_id, Filter(**wanted))
    return {card.id for card in page.items}


def test_the_person_a_chest_is_about_is_on_its_roster_before_anybody_wrote_it(
    people: PeopleManager, family: Family
) -> None:
    (honoree,) = people.roster(family.viewer, family.chest_id)
    assert (honoree.id, honoree.name, honoree.first) == (family.chest_id, LOURDES, "Lourdes")
    assert honoree.is_honoree
    assert (honoree.relation, honoree.pronoun) == ("self", Pronoun.she)
    assert honoree.aka == ("Lourdes",)


@pytest.mark.parametrize(
    ("words", "relation", "pronoun"),
    [
        ("neta", Relation.granddaughter, Pronoun.she),
        ("my late husband's sister", Relation.sister_in_law, Pronoun.she),
        ("prima", Relation.cousin, None),
        ("the one with the hat", None, None),
    ],
)
def test_a_relation_is_read_from_how_it_is_said(
    people: PeopleManager,
    family: Family,
    words: str,
    relation: Relation | None,
    pronoun: Pronoun | None,
) -> None:
    view = people.add(
        family.keeper, family.chest_id, PersonFields(name="Júlia", relation_words=words)
    )
    assert view.person.relation == (relation and relation.value)
    assert view.person.relation_words == words
    assert view.person.pronoun == pronoun


def test_what_one_person_calls_another_is_told_with_whose_word_it_is(
    people: PeopleManager, family: Family
) -> None:
    tom = people.add(family.keeper, family.chest_id, PersonFields(name="Tom Marsden")).person
    also = [AlsoKnownAs("Dad", by=tom.id), AlsoKnownAs("Joey"), AlsoKnownAs("Pops", who="Sue")]
    people.add(family.keeper, family.chest_id, PersonFields(name="Joe Marsden", also=also))
    assert roster(family)["Joe Marsden"] == ("Dad@Tom", "Joey", "Pops@Sue")


def test_links_and_strangers_read_no_roster(people: PeopleManager, family: Family) -> None:
    link = open_link_session(
        family.database, add_link(family.database, family.chest_id, family.keeper)
    )
    with pytest.raises(NotSignedIn):
        people.roster(link, family.chest_id)
    with pytest.raises(NotFound):
        people.roster(family.stranger, family.chest_id)
    with pytest.raises(NotFound):
        people.get(family.stranger, family.chest_id)
    with pytest.raises(NotFound):
        people.get(family.keeper, uuid4())


def test_viewers_read_members_add_and_change_their_own_and_curators_everybody(
    people: PeopleManager, family: Family
) -> None:
    with pytest.raises(NotFound):
        people.add(family.viewer, family.chest_id, PersonFields(name="Ana"))
    own = people.add(family.member, family.chest_id, PersonFields(name="Ana")).person
    other = people.add(family.curator, family.chest_id, PersonFields(name="Rui")).person
    people.edit(family.member, own.id, PersonFields(called="Aninhas"))
    with pytest.raises(NotFound):
        people.edit(family.member, other.id, PersonFields(called="R"))
    assert people.edit(family.curator, own.id, PersonFields(called="A")).person.called == "A"
    assert not people.get(family.viewer, own.id).editable


def test_an_edit_of_what_changed_meanwhile_is_refused(
    people: PeopleManager, family: Family
) -> None:
    ana = people.add(family.keeper, family.chest_id, PersonFields(name="Ana")).person
    people.edit(family.keeper, ana.id, PersonFields(name="Ana Luísa"), version=ana.version)
    with pytest.raises(Stale):
        people.edit(family.keeper, ana.id, PersonFields(name="Anna"), version=ana.version)


@pytest.mark.parametrize(
    "fields",
    [
        PersonFields(name=""),
        PersonFields(name="…"),
        PersonFields(name="x" * 201),
        PersonFields(name="Ana", relation="queen"),
        PersonFields(name="Ana", relation="self"),
        PersonFields(name="Ana", born="the other day"),
        PersonFields(name="Ana", also=[AlsoKnownAs(str(n)) for n in range(60)]),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_of_it_is(
    people: PeopleManager, family: Family, fields: PersonFields
) -> None:
    with pytest.raises(Invalid):
        people.add(family.keeper, family.chest_id, fields)
    assert len(people.roster(family.keeper, family.chest_id)) == 1


def test_whoever_died_on_a_day_is_dead(people: PeopleManager, family: Family) -> None:
    ana = people.add(
        family.keeper, family.chest_id, PersonFields(name="Ana", born="1931", died="spring 2001")
    ).person
    assert (ana.life, ana.born, ana.died) == (Life.dead, "1931", "2001-21")


# ---- merging and splitting ----


def test_merging_makes_one_of_two_and_parting_two_again(
    people: PeopleManager, pictures: PeopleInPictures, assets: AssetManager, family: Family
) -> None:
    joe = people.add(family.keeper, family.chest_id, PersonFields(name="Joe Marsden")).person
    joey = people.add(
        family.keeper,
        family.chest_id,
        PersonFields(name="Joey", also=[AlsoKnownAs("Josef")], relation="husband"),
    ).person
    photo = add_asset(family.database, family.chest_id)
    pictures.put_on(family.keeper, photo, [Place(joey.id, box=(0.1, 0.2, 0.3, 0.4))])

    merged = people.merge(family.keeper, joey.id, joe.id).person
    assert merged.id == joe.id
    assert merged.aka == ("Joey", "Josef")
    assert merged.relation == "husband"
    assert merged.merged == ((joey.id, "Joey"),)
    assert people.get(family.viewer, joey.id).person.id == joe.id
    assert ids_of(assets, family.viewer, family, person=joe.id) == {photo}
    assert [one.name for one in pictures.list_on(family.viewer, photo)] == ["Joe Marsden"]

    parted = people.part(family.keeper, joey.id).person
    assert (parted.name, parted.aka) == ("Joey", ("Josef",))
    assert roster(family)["Joe Marsden"] == ()
    assert ids_of(assets, family.viewer, family, person=joe.id) == set()
    assert ids_of(assets, family.viewer, family, person=joey.id) == {photo}


def test_merges_of_merges_are_undone_step_by_step(people: PeopleManager, family: Family) -> None:
    a, b, c = (
        people.add(family.keeper, family.chest_id, PersonFields(name=name)).person.id
        for name in ("Aa", "Bb", "Cc")
    )
    people.merge(family.keeper, a, b)
    people.merge(family.keeper, b, c)
    assert people.get(family.keeper, a).person.id == c
    people.merge(family.keeper, c, a)  # they are one already
    people.part(family.keeper, b)
    assert people.get(family.keeper, a).person.id == b
    assert people.get(family.keeper, c).person.merged == ()


def test_the_person_a_chest_is_about_is_merged_into_nobody(
    people: PeopleManager, family: Family
) -> None:
    ana = people.add(family.keeper, family.chest_id, PersonFields(name="Lurdinha")).person
    with pytest.raises(Conflict):
        people.merge(family.keeper, family.chest_id, ana.id)
    assert people.merge(family.keeper, ana.id, family.chest_id).person.aka == (
        "Lourdes",
        "Lurdinha",
    )
    with pytest.raises(Conflict):
        people.delete(family.keeper, family.chest_id)


def test_an_edit_of_merged_people_does_not_make_the_names_of_one_those_of_the_other(
    people: PeopleManager, family: Family
) -> None:
    joe = people.add(family.keeper, family.chest_id, PersonFields(name="Joe")).person
    joey = people.add(family.keeper, family.chest_id, PersonFields(name="Joey")).person
    shown = people.merge(family.keeper, joey.id, joe.id).person
    people.edit(family.keeper, joe.id, PersonFields(also=[*shown.also, AlsoKnownAs("Big Joe")]))
    people.part(family.keeper, joey.id)
    assert roster(family)["Joe"] == ("Big Joe",)


def test_splitting_takes_names_and_pictures_along(
    people: PeopleManager, pictures: PeopleInPictures, assets: AssetManager, family: Family
) -> None:
    also = [AlsoKnownAs("Zezinho"), AlsoKnownAs("Zé do Monte")]
    ze = people.add(family.keeper, family.chest_id, PersonFields(name="Zé", also=also)).person
    kept, moved = (add_asset(family.database, family.chest_id) for _ in range(2))
    for photo in (kept, moved):
        pictures.put_on(family.keeper, photo, [Place(ze.id, box=(0, 0, 0.5, 0.5))])
    second = people.split(
        family.keeper, ze.id, name="Zé do Monte", also=also[1:], asset_ids=[moved]
    ).person
    assert roster(family)["Zé"] == ("Zezinho",)
    assert ids_of(assets, family.viewer, family, person=ze.id) == {kept}
    assert ids_of(assets, family.viewer, family, person=second.id) == {moved}
    assert pictures.list_on(family.viewer, moved)[0].box == (0, 0, 0.5, 0.5)
    people.merge(family.keeper, second.id, ze.id)
    assert ids_of(assets, family.viewer, family, person=ze.id) == {kept, moved}


def test_whoever_is_deleted_comes_back_for_thirty_days_and_is_erased_then(
    people: PeopleManager, pictures: PeopleInPictures, assets: AssetManager, family: Family
) -> None:
    ana = people.add(family.keeper, family.chest_id, PersonFields(name="Ana")).person
    ana2 = people.add(family.keeper, family.chest_id, PersonFields(name="Aninhas")).person
    people.merge(family.keeper, ana2.id, ana.id)
    photo = add_asset(family.database, family.chest_id)
    pictures.put_on(family.keeper, photo, [Place(ana.id)])
    people.delete(family.keeper, ana.id)
    assert set(roster(family)) == {LOURDES}
    assert ids_of(assets, family.keeper, family, person=ana.id) == set()
    assert pictures.list_on(family.keeper, photo) == ()
    assert people.list_deleted(family.curator, family.chest_id) == [(ana.id, "Ana")]
    purge = PeoplePurge(database=family.database)
    assert purge.purge() == 0
    people.restore(family.keeper, ana.id)
    assert ids_of(assets, family.keeper, family, person=ana.id) == {photo}
    people.delete(family.keeper, ana.id)
    with family.database.write() as session:
        session.exec(
            update(Person)
            .where(Person.id == ana.id)  # type: ignore[arg-type]  # a column, not a bool
            .values(deleted_at=utc_now() - timedelta(days=31))
        )
    assert purge.purge() == 2
    with pytest.raises(NotFound):
        people.restore(family.keeper, ana.id)


# ---- who am I ----


def test_a_keeper_says_what_they_are_and_is_found_by_their_name(
    people: PeopleManager, family: Family
) -> None:
    with family.database.write() as session:
        account = session.get(Account, account_of(family.keeper))
        assert account is not None
        account.name = "Rita Ferreira"
        session.add(account)
    known = people.add(family.curator, family.chest_id, PersonFields(name="Rita Ferreira")).person
    assert people.find_own(family.keeper, family.chest_id) is None
    said = people.say_who_i_am(family.keeper, family.chest_id, "filha mais nova").person
    assert (said.id, said.relation) == (known.id, "daughter")
    again = people.say_who_i_am(family.keeper, family.chest_id, "nora").person
    assert (again.id, again.relation) == (known.id, "daughter-in-law")
    own = people.find_own(family.keeper, family.chest_id)
    assert own is not None
    assert own.id == known.id


# ---- on a memory ----


def test_people_are_put_on_a_picture_and_what_was_taken_away_stays_away(
    pictures: PeopleInPictures, family: Family
) -> None:
    photo = add_asset(family.database, family.chest_id)
    on = pictures.put_on(
        family.curator,
        photo,
        [
            Place(name="Ana", box=(0.6, 0.1, 0.2, 0.2)),
            Place(family.chest_id, box=(0.1, 0.1, 0.2, 0.2)),
            Place(name="Rui"),
        ],
    )
    assert [one.name for one in on] == [LOURDES, "Ana", "Rui"]
    ana = on[1]
    on = pictures.put_on(family.curator, photo, [Place(ana.person_id, box=ana.box)])
    assert on == (ana,)
    again = pictures.put_on(family.curator, photo, [Place(name="ANA")])
    assert [one.person_id for one in again] == [ana.person_id]


@pytest.mark.parametrize(
    "box",
    [
        (0.0, 0.0, 0.0, 0.1),
        (-0.1, 0.0, 0.5, 0.5),
        (0.6, 0.0, 0.5, 0.5),
        (float("nan"), 0.0, 0.5, 0.5),
        (0.0, 0.0, 0.5, float("inf")),
    ],
)
def test_a_box_is_within_the_picture(
    pictures: PeopleInPictures, family: Family, box: tuple[float, float, float, float]
) -> None:
    photo = add_asset(family.database, family.chest_id)
    with pytest.raises(Invalid):
        pictures.put_on(family.keeper, photo, [Place(name="Ana", box=box)])
    assert set(roster(family)) == {LOURDES}


def test_the_timeline_of_one_person_has_what_they_are_on_and_the_viewer_sees(
    database: Database, people: PeopleManager, pictures: PeopleInPictures, assets: AssetManager,
    family: Family,
) -> None:  # fmt: skip
    joe, kath = (
        people.add(family.keeper, family.chest_id, PersonFields(name=name)).person
        for name in ("Joe", "Kath")
    )
    dates = ("1961", "1964", "196X", "1987-05", "2001")
    ids = [add_dated(database, family.chest_id, edtf) for edtf in dates]
    ids += [add_undated(database, family.chest_id) for _ in range(2)]
    secret = add_dated(database, family.chest_id, "1975", audience=Audience.keepers)
    for one in (*ids[:4], ids[5], secret):
        pictures.put_on(family.keeper, one, [Place(joe.id)])
    pictures.put_on(family.keeper, ids[4], [Place(kath.id)])

    def read(viewer: Viewer, person: UUID) -> tuple[dict[int, int], int, list[UUID]]:
        counts, years = assets.timeline_of(viewer, family.chest_id, person)
        assert years.keys() == counts.decades.keys()
        found: list[UUID] = []
        for decade, number in counts.decades.items():
            asked = {"decade": decade, "person": person}
            page = assets.timeline_page(viewer, family.chest_id, Stretch(**asked), limit=2)
            assert assets.timeline_count(viewer, family.chest_id, Stretch(**asked)) == number
            rest = page.next and assets.timeline_page(
                viewer, family.chest_id, Stretch(**asked), cursor=page.next
            )
            found += [card.id for card in [*page.items, *(rest.items if rest else ())]]
        drawer = assets.timeline_page(viewer, family.chest_id, Stretch(undated=True, person=person))
        assert len(drawer.items) == counts.undated
        found += [card.id for card in drawer.items]
        everything = assets.timeline_page(viewer, family.chest_id, Stretch(person=person))
        assert [card.id for card in everything.items] == found
        return counts.decades, counts.undated, found

    joes = [ids[2], ids[0], ids[1], ids[3], ids[5]]
    assert read(family.viewer, joe.id) == ({1960: 3, 1980: 1}, 1, joes)
    assert read(family.keeper, joe.id) == (
        {1960: 3, 1970: 1, 1980: 1}, 1, [*joes[:3], secret, *joes[3:]]
    )  # fmt: skip
    assert assets.timeline_of(family.viewer, family.chest_id, joe.id)[1][1960] == DecadeYears(
        (1961, 1964), yearless=True
    )
    assert read(family.viewer, kath.id)[2] == [ids[4]]
    # Who is who is for the family, and a stranger's list is nobody's.
    made = add_link(database, family.chest_id, family.keeper, audience=Audience.family)
    for viewer, person in (
        (open_link_session(database, made), joe.id),
        (family.keeper, uuid4()),
    ):
        assert read(viewer, person) == ({}, 0, [])
    with pytest.raises(NotFound):
        assets.timeline_of(family.stranger, family.chest_id, joe.id)
    other = add_family(database, name="Somebody else")
    assert assets.timeline_of(other.keeper, other.chest_id, joe.id)[0].decades == {}
    pictures.put_on(family.keeper, ids[3], [])
    people.delete(family.keeper, kath.id)
    assert read(family.viewer, joe.id)[0] == {1960: 3}
    assert read(family.viewer, kath.id) == ({}, 0, [])


def test_who_is_on_a_memory_is_for_those_who_see_and_may_change_it(
    pictures: PeopleInPictures, assets: AssetManager, family: Family
) -> None:
    photo = add_asset(
        family.database,
        family.chest_id,
        audience=Audience.keepers,
        added_by=account_of(family.keeper),
    )
    on = pictures.put_on(family.keeper, photo, [Place(name="Ana")])
    with pytest.raises(NotFound):
        pictures.list_on(family.viewer, photo)
    with pytest.raises(NotFound):
        pictures.put_on(family.member, photo, [])
    assert ids_of(assets, family.keeper, family, person=on[0].person_id) == {photo}
    assert ids_of(assets, family.curator, family, person=on[0].person_id) == set()


def test_a_portrait_is_the_box_in_a_picture_that_whoever_asks_sees(
    pictures: PeopleInPictures, people: PeopleManager, family: Family
) -> None:
    ana = people.add(family.keeper, family.chest_id, PersonFields(name="Ana")).person
    nina = people.add(family.keeper, family.chest_id, PersonFields(name="Nina")).person
    plain = add_asset(family.database, family.chest_id)
    pictures.put_on(family.keeper, plain, [Place(ana.id)])
    assert pictures.find_portrait(family.viewer, ana.id) is None
    box = (0.1, 0.1, 0.25, 0.5)
    mine = add_asset(
        family.database,
        family.chest_id,
        audience=Audience.keepers,
        added_by=account_of(family.keeper),
    )
    pictures.put_on(family.keeper, mine, [Place(nina.id, box=box)])
    people.merge(family.keeper, nina.id, ana.id)
    assert pictures.find_portrait(family.keeper, ana.id) == (mine, box)
    assert pictures.find_portrait(family.viewer, ana.id) is None


def test_a_link_is_told_of_nobody_on_a_picture_that_it_sees(
    pictures: PeopleInPictures, assets: AssetManager, family: Family
) -> None:
    photo = add_asset(family.database, family.chest_id, audience=Audience.everyone)
    on = pictures.put_on(family.keeper, photo, [Place(name="Ana")])
    link = open_link_session(
        family.database, add_link(family.database, family.chest_id, family.keeper)
    )
    assert assets.get(link, photo).people == ()
    assert [one.name for one in assets.get(family.viewer, photo).people] == ["Ana"]
    assert ids_of(assets, link, family, person=on[0].person_id) == set()


def test_somebody_of_another_chest_is_nobody_here(
    database: Database, people: PeopleManager, pictures: PeopleInPictures, family: Family
) -> None:
    other = add_family(database)
    theirs = people.add(other.keeper, other.chest_id, PersonFields(name="Ana")).person
    photo = add_asset(database, family.chest_id)
    with pytest.raises(Invalid):
        pictures.put_on(family.keeper, photo, [Place(theirs.id)])
    ours = people.add(family.keeper, family.chest_id, PersonFields(name="Rui")).person
    with pytest.raises(NotFound):
        people.merge(family.keeper, ours.id, theirs.id)
    with pytest.raises(NotFound):
        people.edit(family.keeper, theirs.id, PersonFields(name="Bea"))
