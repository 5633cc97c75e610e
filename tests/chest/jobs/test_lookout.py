"""Looking for jobs, on both databases: where one waits, and at what cost."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import text

from chest.database import Database
from chest.jobs.lookout import Bell, Lookout
from chest.jobs.queue import FILMS, INTERACTIVE, QUEUES, Job, JobClient, migrate_jobs
from chest.models import new_id


def test_a_look_finds_the_queues_in_which_a_job_can_begin(database: Database) -> None:
    migrate_jobs(database)
    jobs, lookout = JobClient(database), Lookout(database, QUEUES)
    assert lookout.look() == []
    with database.write() as session:
        jobs.enqueue(session, Job.play_film, new_id())
        jobs.enqueue(session, Job.send_letter, new_id(), delay_seconds=3600)
    assert lookout.look() == [FILMS]
    with database.write() as session:
        jobs.enqueue(session, Job.tell_story, new_id())
    assert lookout.look() == [INTERACTIVE, FILMS]
    jobs.close()


def test_a_look_does_not_read_through_all_jobs_that_ever_were(database: Database) -> None:
    migrate_jobs(database)
    question = Lookout(database, QUEUES).question
    words = str(question.compile(database.engine, compile_kwargs={"literal_binds": True}))
    with database.engine.connect() as connection:
        if database.is_sqlite:
            plan = connection.execute(text(f"EXPLAIN QUERY PLAN {words}")).all()
        else:
            # An empty table is read whole, whatever there is to do it better.
            connection.execute(text("SET enable_seqscan = off"))
            plan = connection.execute(text(f"EXPLAIN {words}")).all()
    steps = [str(row[-1]) for row in plan]
    assert sum("in_flight" in step for step in steps) == len(QUEUES), steps


def test_a_bell_that_rings_while_nobody_waits_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    bell = Bell()
    bell.ring(at_most_every=60.0)
    assert bell.wait(0.001) is False  # at once, although the loop would wait for half a minute
    bell.ring(at_most_every=60.0)  # too soon
    woken = threading.Event()
    waiting = threading.Thread(target=lambda: (bell.wait(0.001), woken.set()), daemon=True)
    waiting.start()
    assert not woken.wait(0.2)
    bell.set()
    assert woken.wait(10)
    monkeypatch.setattr("chest.jobs.lookout._LOOK_ANYWAY_SECONDS", 0.01)
    assert bell.wait(0.001) is True
