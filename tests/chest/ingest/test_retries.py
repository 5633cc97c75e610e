"""Ingest that is interrupted, has to wait, comes twice, or comes too late."""

from __future__ import annotations

import contextlib
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pytest
from sqlmodel import col, delete, select, update

from ai.media import Decoder, MediaError, MediaErrorKind
from chest.database import Database
from chest.ingest.job import Ingest
from chest.ingest.open_file import MadeFile
from chest.ingest.rows import IngestRows
from chest.jobs.runner import TryLater
from chest.models import (
    Asset,
    AssetState,
    BlobTrash,
    ProcessingStep,
    Review,
    StepState,
    utc_now,
)
from tests.arrivals import (
    ShutStore,
    arrive,
    get_asset,
    get_derivatives,
    get_steps,
    meanwhile,
    once,
)
from tests.builders import Family


class CrashingDecoder(Decoder):
    """A labelled fake: a decoder whose process dies of every photo."""

    def image(self, path: Path, out_dir: Path) -> Any:
        raise MediaError(MediaErrorKind.crashed, "SIGSEGV")


def test_understanding_twice_changes_nothing(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, media: Path
) -> None:
    source = media / "cottage.jpg"
    asset_id = arrive(database, blobs, family.chest_id, source, name=source.name)
    ingest.run(asset_id, once)
    first = get_asset(database, asset_id)
    keys = list(blobs.iter_keys("v1/"))
    made = get_derivatives(database, asset_id)
    # As if the worker had died before anything but the bytes was recorded.
    with database.write() as session:
        session.exec(update(Asset).values(state=AssetState.processing))
        session.exec(update(ProcessingStep).values(state=StepState.running))
    ingest.run(asset_id, once)
    assert get_asset(database, asset_id) == first
    assert list(blobs.iter_keys("v1/")) == keys
    again = get_derivatives(database, asset_id)
    assert {kind: (row.version, row.bytes) for kind, row in again.items()} == {
        kind: (row.version, row.bytes) for kind, row in made.items()
    }


def test_what_is_understood_is_left_alone(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, media: Path
) -> None:
    source = media / "allium.jpg"
    asset_id = arrive(database, blobs, family.chest_id, source, name=source.name)
    ingest.run(asset_id, once)
    taken: list[str] = []
    ingest.run(asset_id, meanwhile("hash", lambda: taken.append("hash")))
    assert taken == []
    assert get_steps(database, asset_id)["hash"].attempts == 1


def test_a_store_that_does_not_answer_is_waited_for(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, media: Path
) -> None:
    source = media / "allium.jpg"
    asset_id = arrive(database, blobs, family.chest_id, source, name=source.name)
    blobs.shut = True
    with pytest.raises(TryLater, match="does not answer"):
        ingest.run(asset_id, once)
    step = get_steps(database, asset_id)["hash"]
    assert (step.state, step.attempts) == (StepState.waiting, 1)
    assert get_asset(database, asset_id).state is AssetState.processing
    assert asset_id in ingest.list_unfinished()
    blobs.shut = False
    ingest.run(asset_id, once)
    step = get_steps(database, asset_id)["hash"]
    assert (step.state, step.attempts, step.reason) == (StepState.done, 2, None)
    assert get_asset(database, asset_id).state is AssetState.ready
    assert ingest.list_unfinished() == []


def test_what_was_given_up_can_be_tried_again(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, media: Path
) -> None:
    source = media / "allium.jpg"
    asset_id = arrive(database, blobs, family.chest_id, source, name=source.name)
    blobs.shut = True
    with pytest.raises(TryLater):
        ingest.run(asset_id, once)
    ingest.give_up(asset_id, "The place where the files are kept does not answer.")
    assert get_asset(database, asset_id).state is AssetState.failed
    steps = get_steps(database, asset_id)
    assert {step.state for step in steps.values()} == {StepState.failed}
    assert ingest.list_unfinished() == []
    blobs.shut = False
    with database.write() as session:  # as AssetManager.retry does
        session.exec(update(ProcessingStep).values(state=StepState.waiting, reason=None))
        session.exec(update(Asset).values(state=AssetState.processing))
    ingest.run(asset_id, once)
    assert get_asset(database, asset_id).state is AssetState.ready


def test_a_step_that_is_asked_for_again_leaves_a_ready_memory_ready(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, media: Path
) -> None:
    source = media / "speech.flac"
    asset_id = arrive(database, blobs, family.chest_id, source, name=source.name)
    ingest.run(asset_id, once)
    with database.write() as session:
        session.exec(
            update(ProcessingStep)
            .where(col(ProcessingStep.step) == "waveform")
            .values(state=StepState.waiting)
        )
    assert ingest.list_unfinished() == [asset_id]
    ingest.run(asset_id, once)
    assert get_asset(database, asset_id).state is AssetState.ready
    steps = get_steps(database, asset_id)
    assert (steps["waveform"].attempts, steps["metadata"].attempts) == (2, 1)


def test_a_decoder_killed_from_outside_is_no_fault_of_the_file(
    database: Database, blobs: ShutStore, family: Family, media: Path
) -> None:
    source = media / "handwritten-notes.jpg"
    asset_id = arrive(database, blobs, family.chest_id, source, name=source.name)
    stop = threading.Event()

    def kill_decoders() -> None:
        while not stop.wait(0.02):
            for child in psutil.Process().children():
                # It may be gone, or another one, by the time it is looked at.
                with contextlib.suppress(psutil.Error):
                    if "ai.media.process" in " ".join(child.cmdline()):
                        child.kill()

    with Decoder() as decoder:
        ingest = Ingest(database=database, blobs=blobs, decoder=decoder)
        killer = threading.Thread(target=kill_decoders)
        killer.start()
        try:
            with pytest.raises(TryLater):
                ingest.run(asset_id, once)
        finally:
            stop.set()
            killer.join()
        assert get_asset(database, asset_id).state is AssetState.processing
        ingest.run(asset_id, once)
    assert get_asset(database, asset_id).state is AssetState.ready


def test_a_file_that_kills_every_decoder_is_given_up(
    database: Database, blobs: ShutStore, family: Family, media: Path
) -> None:
    source = media / "allium.jpg"
    asset_id = arrive(database, blobs, family.chest_id, source, name=source.name)
    with CrashingDecoder() as decoder:
        ingest = Ingest(database=database, blobs=blobs, decoder=decoder)
        for _ in range(2):
            with pytest.raises(TryLater):
                ingest.run(asset_id, once)
        ingest.run(asset_id, once)
    assert get_asset(database, asset_id).state is AssetState.failed
    assert get_steps(database, asset_id)["metadata"].attempts == 3


@pytest.mark.parametrize(
    "fields", [{"deleted_at": datetime(2026, 1, 1, tzinfo=UTC)}, {"review": Review.withdrawn}]
)
def test_a_file_that_is_not_wanted_any_more_is_left_alone(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, fields: dict[str, Any]
) -> None:
    asset_id = arrive(database, blobs, family.chest_id, b"words", name="a.txt", **fields)
    ingest.run(asset_id, once)
    assert get_steps(database, asset_id) == {}
    assert ingest.list_unfinished() == []


def test_a_file_deleted_in_the_middle_ends_quietly(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, media: Path
) -> None:
    source = media / "allium.jpg"
    asset_id = arrive(database, blobs, family.chest_id, source, name=source.name)

    def put_away() -> None:
        with database.write() as session:
            session.exec(update(Asset).values(deleted_at=utc_now()))

    ingest.run(asset_id, meanwhile("derivatives", put_away))
    assert get_derivatives(database, asset_id) == {}
    with database.write() as session:
        session.exec(update(Asset).values(deleted_at=None))
    assert ingest.list_unfinished() == [asset_id]  # restored: the sweep takes it up again


def test_pictures_of_a_purged_memory_go_to_the_trash(
    database: Database, blobs: ShutStore, family: Family, media: Path
) -> None:
    source = media / "allium.jpg"
    asset_id = arrive(database, blobs, family.chest_id, source, name=source.name)
    asset = get_asset(database, asset_id)
    with database.write() as session:
        session.exec(delete(Asset).where(col(Asset.id) == asset_id))
    IngestRows(database, blobs).store(asset, "thumb", MadeFile(source, "image/jpeg", 1, 1))
    with database.read() as session:
        (trash,) = session.exec(select(BlobTrash)).all()
    assert trash.storage_key.endswith("/thumb-1")
    assert get_derivatives(database, asset_id) == {}
