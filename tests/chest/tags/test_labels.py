"""The words of a chest: its own, renamed and dropped, and those that it does not want."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlmodel import select

from ai.tagging.vocabulary import MOST_OWN
from chest.database import Database
from chest.errors import Invalid, NotFound
from chest.models import AssetTag, Step, StepState, TagBy, Understanding
from chest.tags.manager import TagManager
from tests.builders import Family, add_asset


@pytest.fixture
def tags(database: Database) -> TagManager:
    return TagManager(database=database)


def looked_at(database: Database, family: Family) -> UUID:
    asset_id = add_asset(database, family.chest_id)
    with database.write() as session:
        session.add(Understanding(asset_id=asset_id, step=Step.tag, state=StepState.done))
    return asset_id


def state(database: Database, asset_id: UUID) -> StepState:
    with database.read() as session:
        row = session.get(Understanding, (asset_id, Step.tag))
        assert row is not None
        return row.state


def test_what_two_curators_add_at_once_is_all_there(tags: TagManager, family: Family) -> None:
    tags.add_label(family.curator, family.chest_id, "Casalinho")
    tags.add_label(family.keeper, family.chest_id, "Bobi")
    tags.add_label(family.curator, family.chest_id, "Casalinho")
    assert tags.get_labels(family.viewer, family.chest_id).added == ("Casalinho", "Bobi")
    tags.switch_off_labels(family.curator, family.chest_id, ["garden", "dog"])
    now = tags.add_label(family.curator, family.chest_id, "Garten")  # wanted again
    assert (now.added, now.removed) == (("Casalinho", "Bobi"), ("dog",))
    assert tags.drop_label(family.curator, family.chest_id, "Casalinho").added == ("Bobi",)


def test_pictures_are_weighed_anew_only_where_something_changed(
    tags: TagManager, database: Database, family: Family
) -> None:
    photo = looked_at(database, family)
    tags.switch_off_labels(family.curator, family.chest_id, [])
    tags.drop_label(family.curator, family.chest_id, "nothing")
    assert state(database, photo) is StepState.done
    tags.add_label(family.curator, family.chest_id, "Casalinho")
    assert state(database, photo) is StepState.waiting


def test_a_word_is_renamed_on_its_pictures(
    tags: TagManager, database: Database, family: Family
) -> None:
    tags.add_label(family.curator, family.chest_id, "Casalinho")
    only, both, refused, seen = (add_asset(database, family.chest_id) for _ in range(4))
    for photo in (only, both, refused):
        tags.add(family.curator, photo, "Casalinho")
    tags.reject(family.curator, refused, "Casalinho")
    with database.write() as session:
        for photo, label in ((both, "House of Rosa"), (seen, "Casalinho")):
            session.add(
                AssetTag(
                    asset_id=photo,
                    label=label,
                    chest_id=family.chest_id,
                    by=TagBy.model,
                    score=0.7,
                    provider="clip-onnx",
                )
            )
    now = tags.rename_label(family.curator, family.chest_id, "Casalinho", "House of Rosa")
    assert now.added == ("House of Rosa",)
    told = {
        photo: [(t.label, t.is_suggested) for t in tags.get(family.curator, photo).items]
        for photo in (only, both, refused, seen)
    }
    assert told == {
        only: [("House of Rosa", False)],
        both: [("House of Rosa", False)],  # what a person said holds
        refused: [],
        seen: [("House of Rosa", True)],
    }
    assert [t.label for t in tags.get(family.curator, refused).rejected] == ["House of Rosa"]
    with database.read() as session:
        assert "Casalinho" not in session.exec(select(AssetTag.label)).all()
    # Called as a known word is, it becomes that one.
    tags.rename_label(family.curator, family.chest_id, "House of Rosa", "jardim")
    assert tags.get_labels(family.curator, family.chest_id).added == ()
    assert [t.label for t in tags.get(family.curator, only).items] == ["garden"]


def test_only_curators_change_them_and_not_without_end(tags: TagManager, family: Family) -> None:
    for viewer in (family.member, family.viewer, family.stranger):
        with pytest.raises(NotFound):
            tags.add_label(viewer, family.chest_id, "Casalinho")
        with pytest.raises(NotFound):
            tags.rename_label(viewer, family.chest_id, "Casalinho", "Bobi")
    with pytest.raises(NotFound):
        tags.rename_label(family.curator, family.chest_id, "garden", "Casalinho")
    with pytest.raises(Invalid):
        tags.add_label(family.curator, family.chest_id, " ")
    own = [f"word {n}" for n in range(MOST_OWN)]
    tags.choose_labels(family.curator, family.chest_id, added=own, removed=[])
    with pytest.raises(Invalid, match="at most 100 words"):
        tags.add_label(family.curator, family.chest_id, "one more")
