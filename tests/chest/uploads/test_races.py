"""Several at once: what must happen once happens once, on both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from chest.database import Database
from chest.errors import ChestError, Conflict, TooLarge
from chest.idempotency import Idempotency, Repeated, Request
from chest.models import (
    Asset,
    Contribution,
    ContributionState,
    IdempotencyRecord,
    ShareLink,
    Upload,
    UploadState,
    utc_now,
)
from chest.uploads.manager import UploadManager
from chest.uploads.offers import FileOffer
from tests.builders import (
    Family,
    RecordingQueue,
    add_contribution,
    add_link,
    open_link_session,
)
from tests.chest.uploads.sending import send_part

AT_ONCE = 6


def all_at_once(work: Callable[[int], Any]) -> list[Any]:
    """Runs the work in several threads that start together; errors of ours are results too."""
    gate = threading.Barrier(AT_ONCE)

    def run(number: int) -> Any:
        gate.wait()
        try:
            return work(number)
        except ChestError as error:
            return error

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


def test_files_that_begin_together_lie_in_one_contribution(
    database: Database, uploads: UploadManager, family: Family
) -> None:
    tickets = all_at_once(
        lambda n: uploads.begin(
            family.member, FileOffer(name=f"{n}", size=1), chest_id=family.chest_id
        )
    )
    with database.read() as session:
        assert len(session.exec(select(Contribution)).all()) == 1
        homes = {session.get_one(Asset, ticket.asset_id).contribution_id for ticket in tickets}
    assert len(homes) == 1


def test_a_links_limit_holds_when_all_come_at_once(
    database: Database, uploads: UploadManager, family: Family
) -> None:
    link = add_link(database, family.chest_id, family.keeper, max_bytes=25)
    viewer = open_link_session(database, link)
    draft = add_contribution(database, family.chest_id, by=viewer, state=ContributionState.draft)
    results = all_at_once(
        lambda n: uploads.begin(viewer, FileOffer(name=f"{n}", size=10), contribution_id=draft)
    )
    assert sum(isinstance(result, TooLarge) for result in results) == AT_ONCE - 2
    with database.read() as session:
        assert session.get_one(ShareLink, link.id).used_bytes == 20


def test_finishing_several_times_at_once_enqueues_once(
    uploads: UploadManager, jobs: RecordingQueue, family: Family
) -> None:
    ticket = uploads.begin(family.keeper, FileOffer(name="a", size=1), chest_id=family.chest_id)
    send_part(uploads, family.keeper, ticket.id, 1, b"a")
    results = all_at_once(lambda _: uploads.complete(family.keeper, ticket.id))
    assert set(results) == {ticket.asset_id}
    assert len(jobs.jobs) == 1


def test_finishing_and_giving_up_at_once_end_in_one_of_both(
    database: Database, uploads: UploadManager, jobs: RecordingQueue, family: Family
) -> None:
    ticket = uploads.begin(family.keeper, FileOffer(name="a", size=1), chest_id=family.chest_id)
    send_part(uploads, family.keeper, ticket.id, 1, b"a")
    calls = (uploads.complete, uploads.abort)
    all_at_once(lambda n: calls[n % 2](family.keeper, ticket.id))
    with database.read() as session:
        upload = session.get_one(Upload, ticket.id)
        asset = session.get_one(Asset, ticket.asset_id)
    assert upload.state in (UploadState.complete, UploadState.aborted)
    assert (upload.state is UploadState.complete) == (len(jobs.jobs) == 1)
    assert (asset.deleted_at is not None) == (upload.state is UploadState.aborted)


# ---- requests that are sent twice ----


def a_request(body: bytes = b"body", key: str = "k", actor: str = "account:1") -> Request:
    return Request(actor=actor, route="POST /x", key=key, body_hash=sha256(body).hexdigest())


def do_once(
    database: Database, request: Request, work: Callable[[], str]
) -> tuple[str, str | None]:
    """What was answered to the request, and what this very call did of it."""
    idempotency = Idempotency(database=database)
    while (answered := idempotency.find(request)) is None:
        with suppress(Repeated), idempotency.once(request) as keep:
            done = work()
            keep({"id": done})
            return done, done
    return answered["id"], None


def test_the_same_request_many_times_at_once_is_done_once(
    database: Database, family: Family
) -> None:
    def work() -> str:
        link = add_link(database, family.chest_id, family.keeper)
        return str(link.id)

    results = all_at_once(lambda _: do_once(database, a_request(), work))
    answers = {answer for answer, _ in results}
    assert len(answers) == 1
    assert [done for _, done in results].count(None) == AT_ONCE - 1
    with database.read() as session:
        assert [str(link.id) for link in session.exec(select(ShareLink))] == list(answers)
    assert do_once(database, a_request(actor="account:2"), work)[1] is not None
    assert do_once(database, a_request(key="other"), work)[1] is not None


def test_one_key_serves_one_body(database: Database) -> None:
    assert do_once(database, a_request(), lambda: "1") == ("1", "1")
    assert do_once(database, a_request(), lambda: "2") == ("1", None)
    with pytest.raises(Conflict, match="another request"):
        Idempotency(database=database).find(a_request(body=b"changed"))


def test_after_a_day_a_key_is_new_and_its_answer_is_not_kept(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    do_once(database, a_request(), lambda: "1")
    later = utc_now() + timedelta(hours=24, seconds=1)
    monkeypatch.setattr("chest.idempotency.utc_now", lambda: later)
    assert do_once(database, a_request(body=b"changed"), lambda: "2") == ("2", "2")
    monkeypatch.setattr("chest.idempotency.utc_now", lambda: later + timedelta(hours=25))
    Idempotency(database=database).purge()
    with database.read() as session:
        assert session.exec(select(IdempotencyRecord)).all() == []


def test_of_a_request_that_fails_or_is_cut_off_nothing_is_kept_and_the_next_is_the_first(
    database: Database, family: Family
) -> None:
    def cut_off() -> str:
        add_link(database, family.chest_id, family.keeper)
        add_contribution(database, family.chest_id, by=family.member)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        do_once(database, a_request(), cut_off)
    with database.read() as session:
        assert session.exec(select(ShareLink)).all() == []
        assert session.exec(select(Contribution)).all() == []
        assert session.exec(select(IdempotencyRecord)).all() == []
    assert do_once(database, a_request(), lambda: "1") == ("1", "1")


def test_who_repeats_a_request_that_is_being_done_waits_and_does_it_if_nothing_came_of_it(
    database: Database, family: Family
) -> None:
    begun, end = threading.Event(), threading.Event()

    def fails_late() -> str:
        add_link(database, family.chest_id, family.keeper)
        begun.set()
        assert end.wait(30)
        raise Conflict("refused after all")

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(do_once, database, a_request(), fails_late)
        assert begun.wait(30)
        second = pool.submit(do_once, database, a_request(), lambda: "2")
        end.set()
        with pytest.raises(Conflict):
            first.result()
        assert second.result() == ("2", "2")
    with database.read() as session:
        assert session.exec(select(ShareLink)).all() == []


def test_what_was_written_is_read_again_within_and_a_part_that_fails_may_be_tried_again(
    database: Database, family: Family
) -> None:
    def work() -> str:
        link = add_link(database, family.chest_id, family.keeper)
        with database.read() as session:
            assert session.get(ShareLink, link.id) is not None
        with pytest.raises(IntegrityError), database.write() as session:
            session.add(Contribution(id=uuid4(), chest_id=uuid4()))
        with database.write() as session:
            session.get_one(ShareLink, link.id).label = "for Ana"
        return str(link.id)

    made, _ = do_once(database, a_request(), work)
    with database.read() as session:
        assert session.get_one(ShareLink, UUID(made)).label == "for Ana"
        assert session.exec(select(Contribution)).all() == []
