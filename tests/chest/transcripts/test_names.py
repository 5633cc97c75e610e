"""A name is put right everywhere at once, where one may, and taken back at once."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import col, select, update

from chest.assets.manager import AssetManager
from chest.database import Database
from chest.errors import Conflict, Invalid, NotFound
from chest.models import (
    Asset,
    AssetRevision,
    ChestUnderstanding,
    Kind,
    NameChange,
    NameChangePlace,
    PictureText,
    Review,
    TranscriptSegment,
    utc_now,
)
from chest.transcripts.names import NameManager
from tests.builders import Family, account_of, add_asset
from tests.chest.transcripts.saying import add_recording


@pytest.fixture
def names(database: Database) -> NameManager:
    return NameManager(database=database)


def fill(database: Database, family: Family) -> dict[str, UUID]:
    made = {
        "voice": add_recording(
            database, family.chest_id, ["Rose went out.", "A rose bush.", "Roses, Prosecco."]
        ),
        "photo": add_asset(
            database, family.chest_id, caption="ROSE at sea", alt_text="rose, smiling"
        ),
        "note": add_asset(
            database,
            family.chest_id,
            kind=Kind.note,
            body="Dear Rose,\nRose is well.",
            added_by=account_of(family.member),
        ),
        "hidden": add_asset(
            database,
            family.chest_id,
            caption="Rose",
            review=Review.draft,
        ),
    }
    with database.write() as session:
        session.add(PictureText(asset_id=made["photo"], text="To Rose"))
    return made


def segments(database: Database, asset_id: UUID) -> list[str]:
    with database.read() as session:
        return list(
            session.exec(
                select(TranscriptSegment.text)
                .where(TranscriptSegment.asset_id == asset_id)
                .order_by(col(TranscriptSegment.position))
            )
        )


def test_a_name_is_put_right_everywhere_and_taken_back(
    database: Database, family: Family, names: NameManager, assets: AssetManager
) -> None:
    made = fill(database, family)
    found = names.find(family.curator, family.chest_id, " rose ")
    assert (found.recordings, found.writings, found.pictures, found.count) == (2, 3, 1, 6)
    assert len(found.examples) == 5

    done = names.change(family.curator, family.chest_id, old="rose", new="Róża")
    assert done.changed == 6
    assert done.undo is not None
    assert segments(database, made["voice"]) == [
        "Róża went out.",
        "A Róża bush.",
        "Roses, Prosecco.",
    ]
    photo = assets.get(family.curator, made["photo"])
    assert (photo.caption, photo.alt_text) == ("Róża at sea", "Róża, smiling")
    assert assets.get(family.curator, made["note"]).body == "Dear Róża,\nRóża is well."
    with database.read() as session:
        picture = session.get(PictureText, made["photo"])
        assert picture is not None
        assert (picture.text, picture.seen, picture.version) == ("To Róża", "To Rose", 2)
        hidden = session.get(Asset, made["hidden"])
        assert hidden is not None
        assert hidden.caption == "Rose"
        assert len(session.exec(select(AssetRevision)).all()) == 2
        chosen = session.get(ChestUnderstanding, family.chest_id)
        assert chosen is not None
        assert chosen.names == [{"heard": "rose", "right": "Róża"}]

    # What somebody wrote since stays.
    version = photo.version
    assets.edit(family.keeper, made["photo"], version=version, changes={"caption": "Rosie"})
    back = names.undo(family.curator, family.chest_id, done.undo)
    assert back.changed == 5
    assert segments(database, made["voice"]) == [
        "Rose went out.",
        "A rose bush.",
        "Roses, Prosecco.",
    ]
    photo = assets.get(family.curator, made["photo"])
    assert (photo.caption, photo.alt_text) == ("Rosie", "rose, smiling")
    with database.read() as session:
        chosen = session.get(ChestUnderstanding, family.chest_id)
        assert chosen is not None
        assert chosen.names == []
    assert names.undo(family.curator, family.chest_id, done.undo).changed == 0


def test_members_put_right_their_own_and_viewers_nothing(
    database: Database, family: Family, names: NameManager
) -> None:
    made = fill(database, family)
    assert names.find(family.member, family.chest_id, "Rose").count == 1
    done = names.change(family.member, family.chest_id, old="Rose", new="Rosa")
    assert done.changed == 1
    assert segments(database, made["voice"])[0] == "Rose went out."
    with database.read() as session:
        assert session.get(ChestUnderstanding, family.chest_id) is None
        note = session.get(Asset, made["note"])
        assert note is not None
        assert note.review is Review.pending  # looked at again, as if written by hand
    for viewer in (family.viewer, family.stranger):
        with pytest.raises(NotFound):
            names.find(viewer, family.chest_id, "Rose")
        with pytest.raises(NotFound):
            names.change(viewer, family.chest_id, old="Rose", new="Rosa")
    assert done.undo is not None
    with pytest.raises(NotFound):
        names.undo(family.stranger, family.chest_id, done.undo)


def test_what_is_no_name_is_refused_and_old_changes_are_forgotten(
    database: Database, family: Family, names: NameManager
) -> None:
    fill(database, family)
    for old, new in (("", "x"), ("Rose", " "), ("Rose", "Rose"), ("x" * 201, "y")):
        with pytest.raises(Invalid):
            names.change(family.keeper, family.chest_id, old=old, new=new)
    done = names.change(family.keeper, family.chest_id, old="Rose", new="Rosa")
    assert names.purge() == 0
    with database.write() as session:
        session.exec(update(NameChange).values(made_at=utc_now() - timedelta(days=31)))
    assert done.undo is not None
    with pytest.raises(Conflict):
        names.undo(family.keeper, family.chest_id, done.undo)
    assert names.purge() == 1
    with database.read() as session:
        assert session.exec(select(NameChangePlace)).all() == []


def test_a_name_that_is_written_nowhere_is_remembered_all_the_same(
    database: Database, family: Family, names: NameManager
) -> None:
    done = names.change(family.keeper, family.chest_id, old="Al 100%_a", new="Almeida")
    assert done.changed == 0
    assert done.undo is not None
    assert names.change(family.keeper, family.chest_id, old="Al 100%_a", new="Almeida").undo is None
