"""What pictures are labelled with is found by what it is called, in the reader's language."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from chest.database import Database
from chest.models import AssetTag, TagBy
from chest.search.asking import read_question
from chest.search.folding import Term
from chest.search.labels import Named, name_labels
from chest.search.manager import SearchManager
from tests.builders import Family, add_asset, add_family
from tests.chest.search.meanings import LetterGroups, add_picture_of


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database)


@pytest.fixture
def manager(database: Database, tmp_path: Path) -> SearchManager:
    return SearchManager(
        database=database, folder=tmp_path / "search", open_text_embedders=[LetterGroups]
    )


@pytest.fixture
def speaks_portuguese(monkeypatch: pytest.MonkeyPatch) -> None:
    for room in ("manager", "reasons", "suggesting"):
        monkeypatch.setattr(f"chest.search.{room}.current", lambda: "pt_BR")


def add_tagged(family: Family, *labels: str, **fields: str) -> UUID:
    asset_id = add_asset(family.database, family.chest_id, **fields)
    with family.database.write() as session:
        for label in labels:
            session.add(
                AssetTag(asset_id=asset_id, chest_id=family.chest_id, label=label, by=TagBy.model)
            )
    return asset_id


def found(manager: SearchManager, family: Family, text: str) -> list[UUID]:
    answer = manager.search(family.viewer, family.chest_id, text)
    return [one.card.id for one in answer.items]


def test_a_label_is_found_by_its_name_in_the_readers_language(
    manager: SearchManager, family: Family, speaks_portuguese: None
) -> None:
    beach = add_tagged(family, "beach", who="Rosa")
    group = add_tagged(family, "group photo")
    add_tagged(family, "dog")
    assert found(manager, family, "praia") == [beach]
    assert found(manager, family, "Rosa praia") == [beach]
    add_tagged(family, "roses")
    assert found(manager, family, "Rosa") == [beach]
    assert len(found(manager, family, "rosa")) == 2
    assert found(manager, family, "praia João") == []
    assert found(manager, family, "fotografia de grupo") == [group]
    assert found(manager, family, '"fotografia de grupo"') == [group]
    (item,) = manager.search(family.viewer, family.chest_id, "praia").items
    (why,) = item.why
    assert (why.field, why.text, why.marks) == ("tag", "praia", ((0, 5),))
    suggested = manager.suggest(family.viewer, family.chest_id, "pra")
    assert [(one.kind, one.text) for one in suggested] == [("tag", "praia")]
    assert manager.suggest(family.viewer, family.chest_id, "bea") == []


def test_another_name_of_a_label_is_as_good(manager: SearchManager, family: Family) -> None:
    wedding = add_tagged(family, "wedding")
    said = add_tagged(family, caption="The bride")
    assert found(manager, family, "bride") == [said, wedding]
    assert found(manager, family, "praia") == []  # nobody here speaks Portuguese


def test_words_are_put_beside_pictures_in_english(
    database: Database, manager: SearchManager, family: Family, speaks_portuguese: None
) -> None:
    asset_id = add_asset(database, family.chest_id)
    add_picture_of(database, asset_id, "beach")
    assert found(manager, family, "praia") == [asset_id]


def test_names_are_taken_out_of_the_words_around_them() -> None:
    def named(text: str, language: str) -> Named | None:
        terms = read_question(text).terms
        return name_labels(text, terms, language, is_name=lambda word: word == "Rosa")

    beach = Term(("praia",), is_beginning=True, near=("beach",))
    assert named("Rosa  praia", "pt") == Named((Term(("rosa",)), beach), "Rosa  beach")
    assert named("Rosa", "pt") is None
    rose = Term(("rosa",), is_beginning=True, near=("roses",))
    assert named("rosa", "pt") == Named((rose,), "roses")
    group = Term(("fotografia", "de", "grupo"), near=("group photo",))
    assert named("João fotografia de grupo", "pt") == Named(
        (Term(("joao",)), group), "João group photo"
    )
    assert named("beach", "en") is None
    assert named("", "en") is None
