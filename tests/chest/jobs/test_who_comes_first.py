"""In which order what waits in a queue is begun."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from chest.jobs.queue import Job, rank_of
from chest.models import Kind, new_id
from tests.builders import Family, add_asset
from tests.chest.jobs.conftest import Works
from tests.waiting import wait_until

NOON = datetime(2026, 8, 12, 12, tzinfo=UTC)


def test_a_letter_that_was_just_scanned_waits_for_no_holiday(works: Works, family: Family) -> None:
    folder = works.folder / "read"
    folder.mkdir()

    def add(kind: Kind, minute: int) -> UUID:
        asset_id = add_asset(
            works.database,
            family.chest_id,
            kind=kind,
            created_at=NOON + timedelta(minutes=minute),
        )
        (folder / str(asset_id)).write_text("work")
        return asset_id

    holiday = [add(Kind.photo, minute) for minute in range(4)]
    old_letter, letter = add(Kind.document, 1), add(Kind.document, 9)
    with works.database.write() as session:
        for asset_id in (*holiday, old_letter, letter):
            works.queue.enqueue(session, Job.read, asset_id)
    works.start()
    done = folder / "done"
    wait_until(lambda: done.exists() and len(done.read_text().splitlines()) == 6)
    order = [UUID(line.split()[0]) for line in done.read_text().splitlines()]
    assert order == [letter, old_letter, *reversed(holiday)]


def test_what_is_not_read_comes_in_the_order_in_which_it_was_asked_for(
    works: Works, family: Family
) -> None:
    photo = add_asset(works.database, family.chest_id)
    with works.database.read() as session:
        assert rank_of(session, Job.ingest, photo) == 0
        assert rank_of(session, Job.read, photo) > 0
        assert rank_of(session, Job.read, new_id()) == 0  # it is gone


def test_the_order_holds_for_as_long_as_a_rank_has_room(works: Works, family: Family) -> None:
    ranks = []
    for kind in (Kind.document, Kind.photo):
        for year in (2058, 2027, 1999):
            made = datetime(year, 1, 1, tzinfo=UTC)
            asset_id = add_asset(works.database, family.chest_id, kind=kind, created_at=made)
            with works.database.read() as session:
                ranks.append(rank_of(session, Job.read, asset_id))
    assert ranks == sorted(set(ranks))
    assert ranks[0] >= 1
    assert ranks[-1] < 2**31
