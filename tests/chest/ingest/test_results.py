"""What a model made of some bytes is kept for the chest, and goes with the last memory of it."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select, update

from chest.assets.manager import AssetManager
from chest.contributions.manager import ContributionManager
from chest.database import Database
from chest.erasing.purging import purge_assets, purge_chest, purge_gift
from chest.ingest.results import find_result, keep_result
from chest.models import Asset, Chest, Contribution, ProcessingResult, utc_now
from tests.builders import Family, add_asset, add_contribution, add_family

ONE, OTHER = "1" * 64, "2" * 64
ASKED = ("read", "rapid", "small", "1")


def keep(database: Database, chest_id: UUID, result: dict[str, Any], sha256: str = ONE) -> None:
    with database.write() as session:
        keep_result(session, chest_id, sha256, *ASKED, result)


def find(database: Database, chest_id: UUID, sha256: str = ONE) -> dict[str, Any] | None:
    with database.read() as session:
        return find_result(session, chest_id, sha256, *ASKED)


def test_what_was_kept_is_found_by_the_same_question_alone(
    database: Database, family: Family
) -> None:
    add_asset(database, family.chest_id, sha256=ONE)
    keep(database, family.chest_id, {"text": "Cova Gala"})
    assert find(database, family.chest_id) == {"text": "Cova Gala"}
    others = add_family(database)
    assert find(database, others.chest_id) is None
    assert find(database, family.chest_id, OTHER) is None
    for place in range(len(ASKED)):
        asked = [*ASKED]
        asked[place] = "another"
        with database.read() as session:
            assert find_result(session, family.chest_id, ONE, *asked) is None


def test_keeping_again_replaces_also_within_one_session(database: Database, family: Family) -> None:
    add_asset(database, family.chest_id, sha256=ONE)
    with database.write() as session:
        keep_result(session, family.chest_id, ONE, *ASKED, {"n": 1})
        assert find_result(session, family.chest_id, ONE, *ASKED) == {"n": 1}
        keep_result(session, family.chest_id, ONE, *ASKED, {"n": 2})
        assert find_result(session, family.chest_id, ONE, *ASKED) == {"n": 2}
    assert find(database, family.chest_id) == {"n": 2}


def test_two_workers_may_keep_the_same_at_once(database: Database, family: Family) -> None:
    add_asset(database, family.chest_id, sha256=ONE)
    ready, failed = threading.Barrier(4), []

    def work(number: int) -> None:
        ready.wait()
        try:
            keep(database, family.chest_id, {"n": number})
        except SQLAlchemyError as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    found = find(database, family.chest_id)
    assert found is not None
    assert found["n"] in range(4)


def test_nothing_is_kept_of_bytes_that_were_purged_meanwhile(
    database: Database, family: Family
) -> None:
    keep(database, family.chest_id, {"text": "of a memory that is gone"})
    assert find(database, family.chest_id) is None


def test_the_last_memory_with_these_bytes_takes_it_along(
    database: Database, family: Family
) -> None:
    first, second = (add_asset(database, family.chest_id, sha256=ONE) for _ in range(2))
    add_asset(database, family.chest_id, sha256=OTHER)
    keep(database, family.chest_id, {"n": 1})
    keep(database, family.chest_id, {"n": 2}, OTHER)
    others = add_family(database)
    add_asset(database, others.chest_id, sha256=ONE)
    keep(database, others.chest_id, {"n": 3})
    with database.write() as session:
        purge_assets(session, [first])
    assert find(database, family.chest_id) == {"n": 1}
    with database.write() as session:
        purge_assets(session, [second])
    assert find(database, family.chest_id) is None
    assert find(database, family.chest_id, OTHER) == {"n": 2}
    assert find(database, others.chest_id) == {"n": 3}


def test_what_is_only_put_away_keeps_it(
    database: Database, family: Family, assets: AssetManager
) -> None:
    asset_id = add_asset(database, family.chest_id, sha256=ONE)
    keep(database, family.chest_id, {"n": 1})
    assets.delete(family.keeper, asset_id)
    assert assets.purge_due() == 0
    assert find(database, family.chest_id) == {"n": 1}
    with database.write() as session:
        long_ago = utc_now() - timedelta(days=31)
        session.exec(update(Asset).where(col(Asset.id) == asset_id).values(deleted_at=long_ago))
    assert assets.purge_due() == 1
    assert find(database, family.chest_id) is None


def test_a_gift_that_is_erased_takes_it_along(
    database: Database, family: Family, contributions: ContributionManager
) -> None:
    gift_id = add_contribution(database, family.chest_id, by=family.member)
    add_asset(database, family.chest_id, sha256=ONE, contribution_id=gift_id)
    keep(database, family.chest_id, {"n": 1})
    with database.write() as session:
        purge_gift(session, session.get_one(Contribution, gift_id))
    assert find(database, family.chest_id) is None


@pytest.mark.parametrize("with_memory", [True, False])
def test_a_chest_that_is_erased_takes_all_of_it_along(
    database: Database, family: Family, with_memory: bool
) -> None:
    asset_id = add_asset(database, family.chest_id, sha256=ONE)
    keep(database, family.chest_id, {"n": 1})
    with database.write() as session:
        if not with_memory:
            session.delete(session.get_one(Asset, asset_id))
            session.flush()
        purge_chest(session, session.get_one(Chest, family.chest_id))
    with database.read() as session:
        assert session.exec(select(ProcessingResult)).all() == []
