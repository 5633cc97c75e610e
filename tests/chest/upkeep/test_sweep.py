"""What is looked after every half minute, one sweep at a time."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy import update as update_table
from sqlmodel import col, select

from ai.media import Decoder
from chest.database import Database
from chest.ingest.job import Ingest
from chest.jobs.queue import Job, JobClient, JobState, engine_table
from chest.jobs.runner import JobHandler
from chest.models import (
    AssetState,
    BlobTrash,
    Kind,
    ProcessingStep,
    StepState,
    Story,
    StoryState,
    utc_now,
)
from chest.stories.telling import TellStory
from chest.upkeep.sweep import MAX_RUNS, Sweep, SweepThread
from storage.base import StorageUnavailable
from storage.local import LocalStore
from tests.arrivals import arrive, get_asset, get_steps
from tests.builders import add_asset, add_family
from tests.waiting import wait_until


@pytest.fixture
def blobs(tmp_path: Path) -> LocalStore:
    return LocalStore(tmp_path / "blobs", secret=b"0" * 32)


@pytest.fixture
def queue(database: Database) -> JobClient:
    return JobClient(database)


@pytest.fixture
def handlers(database: Database, blobs: LocalStore) -> dict[Job, JobHandler]:
    return {
        # No file is opened here, so its process is never started.
        Job.ingest: Ingest(database=database, blobs=blobs, decoder=Decoder()),
        Job.tell_story: TellStory(database=database),
    }


@pytest.fixture
def sweep(
    database: Database, blobs: LocalStore, queue: JobClient, handlers: dict[Job, JobHandler]
) -> Sweep:
    return Sweep(database, blobs, jobs=queue, handlers=handlers, chores={})


def live(database: Database, queue: JobClient, job: Job = Job.ingest) -> set[UUID]:
    with database.read() as session:
        return queue.list_live(session, job)


def end_jobs(database: Database, state: JobState) -> None:
    with database.write() as session:
        session.execute(update_table(engine_table(database)).values(status=state.value))


def test_a_file_without_a_job_gets_one_and_no_second(
    database: Database, blobs: LocalStore, queue: JobClient, sweep: Sweep
) -> None:
    family = add_family(database)
    lost = arrive(database, blobs, family.chest_id, b"words", name="a.txt")
    arrive(database, blobs, family.chest_id, b"words", name="b.txt", state=AssetState.uploading)
    arrive(database, blobs, family.chest_id, b"words", name="c.txt", state=AssetState.ready)
    arrive(database, blobs, family.chest_id, b"words", name="d.txt", deleted_at=utc_now())
    add_asset(database, family.chest_id, kind=Kind.note, body="Words")
    for _ in range(2):
        sweep.run()
        assert live(database, queue) == {lost}
    with database.read() as session:
        last = queue.find_last_run(session, Job.ingest, lost)
    assert last
    assert last.generation == 1


def test_a_file_whose_job_ended_without_an_end_gets_another(
    database: Database, blobs: LocalStore, queue: JobClient, sweep: Sweep
) -> None:
    family = add_family(database)
    asset_id = arrive(database, blobs, family.chest_id, b"words", name="a.txt", queue=queue)
    end_jobs(database, JobState.error)
    sweep.run()
    assert live(database, queue) == {asset_id}


def test_a_step_that_a_person_asked_for_again_is_not_forgotten(
    database: Database, blobs: LocalStore, queue: JobClient, sweep: Sweep
) -> None:
    family = add_family(database)
    asset_id = arrive(
        database, blobs, family.chest_id, b"words", name="a.txt", state=AssetState.ready
    )
    with database.write() as session:
        session.add(ProcessingStep(asset_id=asset_id, step="text", state=StepState.waiting))
    sweep.run()
    assert live(database, queue) == {asset_id}


def test_a_file_that_killed_its_workers_is_given_up(
    database: Database, blobs: LocalStore, queue: JobClient, sweep: Sweep
) -> None:
    family = add_family(database)
    asset_id = arrive(database, blobs, family.chest_id, b"words", name="a.txt", queue=queue)
    with database.write() as session:
        session.add(ProcessingStep(asset_id=asset_id, step="hash", state=StepState.running))
    end_jobs(database, JobState.gave_up)
    sweep.run()
    assert live(database, queue) == set()
    assert get_asset(database, asset_id).state is AssetState.failed
    step = get_steps(database, asset_id)["hash"]
    assert step.state is StepState.failed
    assert step.reason
    assert "put aside" in step.reason


def test_a_file_that_never_comes_to_an_end_is_given_up(
    database: Database, blobs: LocalStore, queue: JobClient, sweep: Sweep
) -> None:
    family = add_family(database)
    asset_id = arrive(database, blobs, family.chest_id, b"words", name="a.txt", queue=queue)
    for _ in range(MAX_RUNS):
        end_jobs(database, JobState.success)
        sweep.run()
    assert live(database, queue) == set()
    assert get_asset(database, asset_id).state is AssetState.failed


def test_a_story_without_a_job_gets_one_or_is_given_up(
    database: Database, queue: JobClient, sweep: Sweep
) -> None:
    family = add_family(database)
    assert family.keeper.account_id
    with database.write() as session:
        story = Story(
            chest_id=family.chest_id,
            provider="composer",
            state=StoryState.telling,
            created_by=family.keeper.account_id,
        )
        session.add(story)
        session.flush()
        story_id = story.id
    sweep.run()
    assert live(database, queue, Job.tell_story) == {story_id}
    end_jobs(database, JobState.gave_up)
    sweep.run()
    with database.read() as session:
        told = session.get(Story, story_id)
    assert told
    assert told.state is StoryState.failed
    assert told.reason


def test_trash_is_emptied_and_what_cannot_be_deleted_stays_in_it(
    database: Database, blobs: LocalStore, sweep: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    blobs.put("v1/a/o/1", [b"bytes"])
    with database.write() as session:
        session.add(BlobTrash(storage_key="v1/a/o/1"))
        session.add(BlobTrash(storage_key="v1/a/o/gone-already"))

    def refuse(key: str) -> None:
        raise StorageUnavailable("The store is shut.", key=key)

    with monkeypatch.context() as patch:
        patch.setattr(blobs, "delete", refuse)
        sweep.run()
    with database.read() as session:
        assert len(session.exec(select(BlobTrash)).all()) == 2
    sweep.run()
    assert not blobs.exists("v1/a/o/1")
    with database.read() as session:
        assert session.exec(select(BlobTrash)).all() == []


def test_one_action_that_fails_does_not_keep_the_others_from_their_turn(
    database: Database, blobs: LocalStore, queue: JobClient, handlers: dict[Job, JobHandler]
) -> None:
    done: list[str] = []

    def fail() -> None:
        raise ZeroDivisionError

    chores = {"first": fail, "second": lambda: done.append("second")}
    Sweep(database, blobs, jobs=queue, handlers=handlers, chores=chores).run()
    assert done == ["second"]


def test_only_the_worker_that_leads_sweeps(
    database: Database, blobs: LocalStore, queue: JobClient
) -> None:
    swept: list[str] = []
    for name, leads in (("follower", False), ("leader", True)):
        chores = {"note": lambda name=name: swept.append(name)}
        sweep = Sweep(database, blobs, jobs=queue, handlers={}, chores=chores)
        thread = SweepThread(sweep, lambda leads=leads: leads, interval_seconds=0.05)
        thread.start()
        if leads:
            wait_until(lambda: bool(swept))
        else:
            time.sleep(0.5)
        thread.stop()
    assert set(swept) == {"leader"}


def test_ended_jobs_are_forgotten_after_a_week(
    database: Database, blobs: LocalStore, queue: JobClient, sweep: Sweep
) -> None:
    family = add_family(database)
    asset_id = arrive(
        database, blobs, family.chest_id, b"w", name="a.txt", queue=queue, state=AssetState.ready
    )
    end_jobs(database, JobState.success)
    jobs = engine_table(database)
    week_ago = int((utc_now() - timedelta(days=8)).timestamp() * 1000)
    with database.write() as session:
        session.execute(text(f"update {jobs.fullname} set completed_at = {week_ago}"))
    sweep.run()
    with database.read() as session:
        assert queue.find_last_run(session, Job.ingest, asset_id) is None
        assert session.exec(select(col(BlobTrash.id))).all() == []
