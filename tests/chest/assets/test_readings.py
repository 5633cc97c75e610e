"""The words in pictures: who reads them, who puts them right, and that nothing is lost by it."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlmodel import select

from chest.access.viewers import Viewer
from chest.assets.readings import ReadingManager
from chest.database import Database
from chest.errors import Invalid, NotFound, Stale
from chest.ingest.results import find_result, keep_result
from chest.jobs.queue import Job
from chest.models import (
    Asset,
    Audience,
    Chest,
    PictureText,
    Review,
    Step,
    StepState,
    Understanding,
)
from tests.builders import Family, RecordingQueue, account_of, add_asset

SHA = "a" * 64


@pytest.fixture
def readings(database: Database, jobs: RecordingQueue) -> ReadingManager:
    return ReadingManager(database=database, jobs=jobs)


@pytest.fixture
def photo(database: Database, family: Family) -> UUID:
    asset_id = add_asset(database, family.chest_id, sha256=SHA, added_by=account_of(family.member))
    with database.write() as session:
        session.add(
            PictureText(
                asset_id=asset_id,
                text="Cova Gola",
                confidence=0.62,
                lines=[{"text": "Cova Gola", "confidence": 0.62, "box": [0.1, 0.2, 0.5, 0.3]}],
                provider="rapidocr",
                model="small",
            )
        )
    return asset_id


def test_whoever_sees_a_memory_reads_it_and_nobody_else(
    readings: ReadingManager, family: Family, photo: UUID, aunt: Viewer
) -> None:
    told = readings.get(family.viewer, photo)
    assert (told.text, told.version, told.by_person, told.is_clear) == (
        "Cova Gola",
        1,
        False,
        False,
    )
    assert told.lines[0].box == (0.1, 0.2, 0.5, 0.3)
    assert readings.get(aunt, photo).text == "Cova Gola"
    for deed in (readings.get, readings.read_again):
        with pytest.raises(NotFound):
            deed(family.stranger, photo)
    with pytest.raises(NotFound):
        readings.edit(aunt, photo, version=1, text="Mine")


def test_it_is_put_right_by_whoever_may_and_what_it_was_comes_back(
    readings: ReadingManager, family: Family, photo: UUID
) -> None:
    with pytest.raises(NotFound):
        readings.edit(family.viewer, photo, version=1, text="Mine")
    told = readings.edit(family.member, photo, version=1, text="  Cova Gala ")
    assert (told.text, told.version, told.by_person, told.is_clear) == ("Cova Gala", 2, True, True)
    assert told.seen == "Cova Gola"
    with pytest.raises(Stale) as overtaken:
        readings.edit(family.curator, photo, version=1, text="Another")
    assert overtaken.value.data["current"] == {"text": "Cova Gala", "version": 2}
    readings.edit(family.curator, photo, version=2, text="")
    earlier = readings.list_earlier(family.curator, photo)
    assert [(one.version, one.text, one.changed_by_name) for one in earlier] == [
        (2, "Cova Gala", "Curator"),
        (1, "Cova Gola", "Member"),
    ]
    back = readings.edit(family.curator, photo, version=3, text=earlier[0].text)
    assert (back.text, back.version) == ("Cova Gala", 4)
    with pytest.raises(NotFound):
        readings.list_earlier(family.viewer, photo)


def test_what_a_model_read_may_be_confirmed_as_it_is(
    readings: ReadingManager, family: Family, photo: UUID
) -> None:
    told = readings.edit(family.curator, photo, version=1, text="Cova Gola")
    assert (told.by_person, told.version) == (True, 2)
    assert readings.edit(family.curator, photo, version=2, text="Cova Gola").version == 2


def test_words_may_be_written_where_nothing_was_read(
    readings: ReadingManager, database: Database, family: Family
) -> None:
    asset_id = add_asset(database, family.chest_id)
    assert readings.get(family.viewer, asset_id).version == 0
    told = readings.edit(family.curator, asset_id, version=0, text="For Rosa")
    assert (told.text, told.version, told.by_person) == ("For Rosa", 1, True)
    with pytest.raises(Stale):
        readings.edit(family.curator, asset_id, version=0, text="For Tom")
    with pytest.raises(Invalid):
        readings.edit(family.curator, asset_id, version=1, text="x" * 200_001)


def test_where_members_are_not_trusted_it_waits_again(
    readings: ReadingManager, database: Database, family: Family, photo: UUID
) -> None:
    with database.write() as session:
        chest = session.get_one(Chest, family.chest_id)
        chest.trusts_members = False
        session.add(chest)
    readings.edit(family.member, photo, version=1, text="Cova Gala")
    with database.read() as session:
        assert session.get_one(Asset, photo).review is Review.pending


def test_for_keepers_alone_it_stays_with_keepers(
    readings: ReadingManager, database: Database, family: Family, photo: UUID
) -> None:
    with database.write() as session:
        asset = session.get_one(Asset, photo)
        asset.audience, asset.added_by = Audience.keepers, account_of(family.keeper)
        session.add(asset)
    assert readings.get(family.keeper, photo).text == "Cova Gola"
    with pytest.raises(NotFound):
        readings.get(family.viewer, photo)


def test_it_is_read_again_when_somebody_asks(
    readings: ReadingManager, database: Database, family: Family, photo: UUID, jobs: RecordingQueue
) -> None:
    key = (family.chest_id, SHA, "read", "rapidocr", "small", "1")
    with database.write() as session:
        keep_result(session, *key, {"lines": []})
        session.add(Understanding(asset_id=photo, step=Step.read, state=StepState.done))
    with pytest.raises(NotFound):
        readings.read_again(family.viewer, photo)
    readings.read_again(family.curator, photo)
    with database.read() as session:
        assert find_result(session, *key) is None
        row = session.exec(select(Understanding)).one()
        assert row.state is StepState.waiting
    assert [(job, subject) for job, subject, *_ in jobs.jobs] == [(Job.read, photo)]
