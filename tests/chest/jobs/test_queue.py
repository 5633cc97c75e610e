"""The job engine on both databases, with real worker processes that are really killed."""

from __future__ import annotations

import signal
import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, text

from chest.database import Database
from chest.jobs.queue import Job, JobClient, JobState
from chest.jobs.runner import MAX_ATTEMPTS, MAX_DEATHS, delay_before
from chest.models import new_id
from tests.builders import add_account
from tests.chest.jobs.conftest import Works
from tests.waiting import PATIENCE, wait_until

PROMISED_RECOVERY = 30.0


def test_a_job_exists_if_and_only_if_its_transaction_commits(database: Database) -> None:
    queue = JobClient(database)
    kept, lost = new_id(), new_id()
    with database.write() as session:
        queue.enqueue(session, Job.ingest, kept)
    with pytest.raises(ZeroDivisionError):  # noqa: PT012, SIM117  what commits is what raises
        with database.write() as session:
            queue.enqueue(session, Job.ingest, lost)
            raise ZeroDivisionError
    with database.read() as session:
        assert queue.list_live(session, Job.ingest) == {kept}
    # The session is still fit for other work after the engine wrote through it.
    add_account(database)


def test_a_job_that_waits_is_not_added_again(database: Database) -> None:
    queue = JobClient(database)
    subject_id = new_id()
    for _ in range(3):
        with database.write() as session:
            queue.enqueue(session, Job.ingest, subject_id)
    with database.read() as session:
        last = queue.find_last_run(session, Job.ingest, subject_id)
        assert last
        assert (last.generation, last.state) == (1, JobState.enqueued)
        assert queue.list_live(session, Job.tell_story) == set()


def test_a_job_that_waits_to_be_tried_again_is_overtaken(database: Database) -> None:
    queue = JobClient(database)
    subject_id = new_id()
    with database.write() as session:
        queue.enqueue(session, Job.ingest, subject_id, delay_seconds=3600)
    with database.write() as session:
        queue.enqueue(session, Job.ingest, subject_id)
    with database.read() as session:
        last = queue.find_last_run(session, Job.ingest, subject_id)
    assert last
    assert (last.generation, last.state) == (2, JobState.enqueued)


def test_the_newest_of_many_runs_is_found(database: Database) -> None:
    queue = JobClient(database)
    subject_id = new_id()
    for _ in range(35):
        with database.write() as session:
            queue.enqueue(session, Job.ingest, subject_id, delay_seconds=3600)
    with database.read() as session:
        last = queue.find_last_run(session, Job.ingest, subject_id)
    assert last
    assert last.generation == 35


def test_making_a_queue_starts_nothing(database: Database) -> None:
    before = set(threading.enumerate())
    checked_out = database.engine.pool.status()
    queue = JobClient(database)
    assert set(threading.enumerate()) == before
    assert database.engine.pool.status() == checked_out
    queue.close()


def test_waiting_grows_fourfold_with_jitter() -> None:
    waits = [[delay_before(attempt) for _ in range(200)] for attempt in range(2, MAX_ATTEMPTS + 1)]
    for number, wait in enumerate(waits):
        middle = 5 * 4**number
        assert middle * 0.5 <= min(wait) < middle < max(wait) <= middle * 1.5


def test_enqueuing_twice_runs_once(works: Works) -> None:
    subject_id = works.add("ok")
    with works.database.write() as session:
        works.queue.enqueue(session, Job.ingest, subject_id)
    works.start()
    wait_until(lambda: works.state(subject_id) is JobState.success)
    later = works.add("ok")
    wait_until(lambda: works.state(later) is JobState.success)
    assert len(works.lines("trace", subject_id)) == 1


def test_a_finished_job_can_be_asked_for_again(works: Works) -> None:
    subject_id = works.add("ok")
    works.start()
    wait_until(lambda: works.state(subject_id) is JobState.success)
    with works.database.write() as session:
        works.queue.enqueue(session, Job.ingest, subject_id)
    wait_until(lambda: len(works.lines("done", subject_id)) == 2)


@pytest.mark.slow
def test_a_failing_job_waits_longer_each_time_and_holds_no_slot(works: Works) -> None:
    # Four of them, more than run at once: if waiting held a slot, the last could not be done.
    failing = [works.add("later later ok") for _ in range(4)]
    works.start()
    other = works.add("ok")
    wait_until(lambda: works.is_done(other))
    for subject_id in failing:
        wait_until(lambda subject_id=subject_id: works.is_done(subject_id))
        begun = [at for _, at in works.lines("trace", subject_id)]
        assert len(begun) == 3
        assert begun[1] - begun[0] >= 0.5  # 1 s × 0.5 at least
        assert begun[2] - begun[1] >= 2.0  # 4 s × 0.5 at least


def test_a_job_that_says_when_it_goes_on_is_not_given_up(works: Works) -> None:
    subject_id = works.add("wait " * (MAX_ATTEMPTS + 1) + "ok")
    works.start()
    wait_until(lambda: works.is_done(subject_id))
    assert len(works.lines("trace", subject_id)) == MAX_ATTEMPTS + 2
    assert works.given_up(subject_id) is None


def test_a_mistake_in_the_program_is_tried_again_too(works: Works) -> None:
    subject_id = works.add("wrong ok")
    works.start()
    wait_until(lambda: works.is_done(subject_id))
    assert len(works.lines("trace", subject_id)) == 2


def test_a_lost_job_is_taken_up_by_the_sweep(works: Works) -> None:
    subject_id = new_id()
    (works.folder / str(subject_id)).write_text("ok")  # unfinished, and nobody enqueued it
    works.start()
    wait_until(lambda: works.is_done(subject_id))


@pytest.mark.slow
def test_a_killed_workers_job_goes_on_within_the_promised_time(works: Works) -> None:
    doomed = works.start()
    subject_id = works.add("sleep120 ok")
    wait_until(lambda: bool(works.lines("kept", subject_id)))
    if not works.database.is_sqlite:
        works.start()  # many machines: another worker lives already
    doomed.kill()
    doomed.wait()
    if works.database.is_sqlite:
        works.start()  # one machine: the app starts the next
    # How long a process takes to start is no part of what is promised.
    begun_at = time.time()
    wait_until(lambda: works.is_done(subject_id))
    (_, begun_again) = works.lines("trace", subject_id)[1]
    print(f"recovered after {begun_again - begun_at:.1f} s")
    assert begun_again - begun_at < PROMISED_RECOVERY
    # The step that was finished is not done a second time.
    assert len(works.lines("first", subject_id)) == 1


@pytest.mark.hold
@pytest.mark.slow
def test_a_job_that_kills_its_worker_is_given_up(works: Works) -> None:
    subject_id = works.add("kill")
    for death in range(1, MAX_DEATHS + 1):
        worker = works.start(lease_seconds=2)
        worker.wait(PATIENCE)
        assert len(works.lines("trace", subject_id)) == death
    survivor = works.start(lease_seconds=2)
    wait_until(lambda: works.given_up(subject_id) is not None)
    assert "put aside" in (works.given_up(subject_id) or "")
    other = works.add("ok")
    wait_until(lambda: works.is_done(other))
    assert survivor.poll() is None
    assert len(works.lines("trace", subject_id)) == MAX_DEATHS
    assert works.state(subject_id) is JobState.gave_up


@pytest.mark.hold
@pytest.mark.slow
def test_a_clean_stop_hands_the_job_back_and_does_not_count_as_a_death(works: Works) -> None:
    subject_id = works.add("sleep120 " * (MAX_DEATHS + 1) + "ok")
    for stop in range(1, MAX_DEATHS + 2):
        worker = works.start()
        wait_until(lambda stop=stop: len(works.lines("trace", subject_id)) == stop)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(PATIENCE) == 0
        assert works.state(subject_id) is JobState.enqueued
    works.start()
    wait_until(lambda: works.is_done(subject_id))


@pytest.mark.hold
@pytest.mark.slow
def test_workers_that_were_suspended_accuse_nobody(works: Works) -> None:
    if works.database.is_sqlite:
        pytest.skip("One machine has one worker, which has nobody to accuse.")
    workers = [works.start(lease_seconds=4) for _ in range(2)]
    jobs = [works.add("sleep20") for _ in range(4)]
    wait_until(lambda: all(works.lines("first", subject_id) for subject_id in jobs))
    for worker in workers:
        worker.send_signal(signal.SIGSTOP)
    time.sleep(8)  # twice as long as a lease lasts
    for worker in workers:
        worker.send_signal(signal.SIGCONT)
    wait_until(lambda: all(works.is_done(subject_id) for subject_id in jobs))
    assert [len(works.lines("trace", subject_id)) for subject_id in jobs] == [1] * 4
    assert all(worker.poll() is None for worker in workers)


@pytest.mark.slow
def test_a_worker_cut_off_from_the_database_stops_itself(works: Works) -> None:
    if works.database.is_sqlite:
        pytest.skip("Nobody is cut off from a file on the same machine.")
    worker = works.start(lease_seconds=4)
    name = works.database.engine.url.database
    works.queue.close()
    works.database.close()
    admin = create_engine(
        works.database.engine.url.set(database="postgres"), isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        connection.execute(text(f"alter database {name} allow_connections false"))
        connection.execute(
            text("select pg_terminate_backend(pid) from pg_stat_activity where datname = :n"),
            {"n": name},
        )
        assert worker.wait(PATIENCE) == 70
        connection.execute(text(f"alter database {name} allow_connections true"))
    admin.dispose()


def test_old_jobs_are_forgotten_and_living_ones_are_not(works: Works) -> None:
    finished = works.add("ok")
    works.start()
    wait_until(lambda: works.state(finished) is JobState.success)
    waiting = new_id()
    with works.database.write() as session:
        works.queue.enqueue(session, Job.ingest, waiting, delay_seconds=3600)
    assert works.queue.delete_old_jobs(older_than=timedelta(days=7)) == 0
    assert works.queue.delete_old_jobs(older_than=timedelta(seconds=-5)) == 1
    assert works.state(finished) is None
    assert works.state(waiting) is JobState.delayed
