"""What comes first: also where the words stand in more memories than anybody counts."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from chest.database import Database
from chest.models import Contribution, Kind, TranscriptSegment
from chest.search.manager import SearchManager
from tests.builders import Family, account_of, add_asset, add_contribution, add_family


@pytest.fixture
def manager(database: Database, tmp_path: Path) -> SearchManager:
    return SearchManager(database=database, folder=tmp_path / "search")


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database)


def found(manager: SearchManager, family: Family, text: str) -> list[UUID]:
    answer = manager.search(family.viewer, family.chest_id, text)
    return [one.card.id for one in answer.items]


def suggested(manager: SearchManager, family: Family, typed: str) -> list[tuple[str, str]]:
    return [(s.kind, s.text) for s in manager.suggest(family.viewer, family.chest_id, typed)]


def test_what_people_said_is_before_what_is_only_in_it_and_the_name_of_a_file_is_last(
    database: Database, manager: SearchManager, family: Family
) -> None:
    by = {
        "name": add_asset(database, family.chest_id, original_name="windmill.jpg"),
        "text": add_asset(database, family.chest_id, kind=Kind.document, extracted_text="Windmill"),
        "caption": add_asset(database, family.chest_id, caption="Windmill"),
    }
    assert found(manager, family, "windmill") == [by["caption"], by["text"], by["name"]]


def test_common_words_are_ordered_by_the_rare_one(
    database: Database, manager: SearchManager, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chest.search.rows._MANY", 6)
    monkeypatch.setattr("chest.search.rows._FIRST", 4)
    for n in range(12):
        add_asset(database, family.chest_id, caption=f"Garden {n}")
    in_file = add_asset(database, family.chest_id, body="The well, in the garden", kind=Kind.note)
    said = add_asset(database, family.chest_id, caption="Garden well")
    for text in ("garden well", "well garden"):
        assert found(manager, family, text) == [said, in_file], text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_without_a_rare_word_what_was_said_is_first_and_the_youngest_of_it(
    database: Database, manager: SearchManager, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chest.search.rows._MANY", 3)
    monkeypatch.setattr("chest.search.rows._FIRST", 2)
    said = [add_asset(database, family.chest_id, caption=f"Garden {n}") for n in range(5)]
    only_in_it = [
        add_asset(database, family.chest_id, original_name=f"garden {n}.jpg") for n in range(4)
    ]
    assert found(manager, family, "garden") == [*reversed(said), *reversed(only_in_it)]


def test_what_many_rows_hide_is_found_behind_them(
    database: Database, manager: SearchManager, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first rows of the index may all be such as the viewer does not see."""
    monkeypatch.setattr("chest.search.rows._FIRST", 2)
    seen = add_asset(database, family.chest_id, caption="Garden")
    elsewhere = add_family(database)
    for _ in range(9):
        add_asset(database, elsewhere.chest_id, caption="Garden")
    assert found(manager, family, "garden") == [seen]


def test_names_are_found_whole_begun_and_as_they_are_now(
    database: Database, manager: SearchManager, family: Family
) -> None:
    gift = add_contribution(database, family.chest_id, by=family.member, name="Aunt Graça")
    both = add_asset(
        database, family.chest_id, who="Rosa Almeida, João", contribution_id=gift,
        added_by=account_of(family.member),
    )  # fmt: skip
    other = add_asset(database, family.chest_id, who="Rosalina", place="Almeirim")
    add_asset(database, family.chest_id, caption="Almond trees, says Rosa")
    assert suggested(manager, family, "alm") == [("place", "Almeirim"), ("person", "Rosa Almeida")]
    assert suggested(manager, family, "rosa alm") == [("person", "Rosa Almeida")]
    assert suggested(manager, family, "gra") == [("giver", "Aunt Graça")]
    assert found(manager, family, "rosa almeida") == [both]
    assert found(manager, family, "rosalina") == [other]
    with database.write() as session:
        session.get_one(Contribution, gift).name = "Aunt Teresa"
    assert suggested(manager, family, "gra") == []
    assert suggested(manager, family, "ter") == [("giver", "Aunt Teresa")]
    with database.write() as session:
        session.add(
            TranscriptSegment(
                asset_id=other, position=0, start=0, end=1, text="Hm.", speaker="Gracinda"
            )
        )
    assert suggested(manager, family, "graci") == []  # who speaks is no name of a memory yet
