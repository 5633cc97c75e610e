"""Several at once: what must happen once happens once, on both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from sqlmodel import select

from chest.database import Database
from chest.errors import ChestError, Conflict, TooLarge
from chest.idempotency import Idempotency, Request
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
    ticket = uploads.begin(family.keeper, FileOffer(name="a", size=0), chest_id=family.chest_id)
    results = all_at_once(lambda _: uploads.complete(family.keeper, ticket.id))
    assert set(results) == {ticket.asset_id}
    assert len(jobs.jobs) == 1


def test_finishing_and_giving_up_at_once_end_in_one_of_both(
    database: Database, uploads: UploadManager, jobs: RecordingQueue, family: Family
) -> None:
    ticket = uploads.begin(family.keeper, FileOffer(name="a", size=0), chest_id=family.chest_id)
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


def test_the_same_request_many_times_at_once_is_begun_once(database: Database) -> None:
    idempotency = Idempotency(database=database)
    results = all_at_once(lambda _: idempotency.begin(a_request()))
    assert results.count(None) == 1
    assert sum(isinstance(result, Conflict) for result in results) == AT_ONCE - 1
    idempotency.finish(a_request(), {"id": "1"})
    assert idempotency.begin(a_request()) == {"id": "1"}
    assert idempotency.begin(a_request(actor="account:2")) is None
    assert idempotency.begin(a_request(key="other")) is None


def test_one_key_serves_one_body(database: Database) -> None:
    idempotency = Idempotency(database=database)
    idempotency.begin(a_request())
    idempotency.finish(a_request(), {})
    assert idempotency.begin(a_request()) == {}
    with pytest.raises(Conflict, match="another request"):
        idempotency.begin(a_request(body=b"changed"))
    idempotency.forget(a_request())
    assert idempotency.begin(a_request(body=b"changed")) is None


def test_after_a_day_a_key_is_new_and_its_answer_is_not_kept(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    idempotency = Idempotency(database=database)
    idempotency.begin(a_request())
    idempotency.finish(a_request(), {"id": "1"})
    later = utc_now() + timedelta(hours=24, seconds=1)
    monkeypatch.setattr("chest.idempotency.utc_now", lambda: later)
    idempotency.purge()
    with database.read() as session:
        assert session.exec(select(IdempotencyRecord)).all() == []
    assert idempotency.begin(a_request(body=b"changed")) is None


def test_a_request_that_a_kill_cut_off_is_done_again_after_a_while(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    idempotency = Idempotency(database=database)
    idempotency.begin(a_request())
    with pytest.raises(Conflict):
        idempotency.begin(a_request())
    later = utc_now() + timedelta(minutes=6)
    monkeypatch.setattr("chest.idempotency.utc_now", lambda: later)
    assert idempotency.begin(a_request()) is None
