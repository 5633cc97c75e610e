"""What moderators find: what waits, what they decided, and what comes back on its day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from chest.access.viewers import ANONYMOUS
from chest.contributions.manager import ContributionManager
from chest.contributions.moderation import Decision
from chest.database import Database
from chest.errors import Invalid, NotFound, NotSignedIn
from chest.models import Contribution, ContributionState, utc_now
from chest.security.signing import Signer
from tests.builders import Family, add_chest, add_contribution, add_family

State = ContributionState


@pytest.fixture
def contributions(database: Database) -> ContributionManager:
    return ContributionManager(database=database, signer=Signer(b"x" * 32))


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database)


def read_history(
    contributions: ContributionManager, family: Family, *, limit: int
) -> list[tuple[UUID, State]]:
    listed: list[tuple[UUID, State]] = []
    after = None
    while True:
        page = contributions.list_decided(family.curator, family.chest_id, after=after, limit=limit)
        listed += [(view.id, view.state) for view in page.items]
        if page.next is None:
            return listed
        after = page.next


def test_the_history_begins_with_the_newest_decision(
    contributions: ContributionManager, database: Database, family: Family
) -> None:
    given = [add_contribution(database, family.chest_id, by=family.member) for _ in range(7)]
    approved, declined = [given[n] for n in (3, 0, 5)], [given[n] for n in (4, 1)]
    for one in approved:
        contributions.approve(family.curator, one)
    for one in declined:
        contributions.decline(family.keeper, one)
    contributions.hold(family.keeper, given[2], until=utc_now() + timedelta(days=1))
    wanted = [(one, State.declined) for one in declined[::-1]]
    wanted += [(one, State.approved) for one in approved[::-1]]
    for limit in (1, 2, 50):
        assert read_history(contributions, family, limit=limit) == wanted


def test_decisions_of_one_instant_are_listed_once_each(
    contributions: ContributionManager, database: Database, family: Family
) -> None:
    at = utc_now()
    given = {
        add_contribution(
            database, family.chest_id, by=family.member, state=State.approved, decided_at=at
        )
        for _ in range(5)
    }
    listed = [one for one, _ in read_history(contributions, family, limit=2)]
    assert len(listed) == 5
    assert set(listed) == given


def test_a_place_in_the_history_that_is_gone_begins_at_its_beginning(
    contributions: ContributionManager, database: Database, family: Family
) -> None:
    given = [add_contribution(database, family.chest_id, by=family.member) for _ in range(3)]
    for one in given:
        contributions.approve(family.curator, one)
    contributions.undo(family.curator, given[1])
    elsewhere = add_contribution(
        database,
        add_chest(database, family.stranger),
        by=family.stranger,
        state=State.approved,
        decided_at=utc_now() - timedelta(days=300),
    )
    for after in (given[1], elsewhere, uuid4()):
        page = contributions.list_decided(family.curator, family.chest_id, after=after)
        assert [view.id for view in page.items] == [given[2], given[0]]


def test_what_waits_is_counted(
    contributions: ContributionManager, database: Database, family: Family
) -> None:
    given = [add_contribution(database, family.chest_id, by=family.member) for _ in range(5)]
    add_contribution(database, family.chest_id, by=family.member, state=State.draft)
    add_contribution(database, add_chest(database, family.stranger), by=family.stranger)
    contributions.approve(family.curator, given[0])
    contributions.hold(family.curator, given[1], until=utc_now() + timedelta(days=1))
    assert contributions.count_waiting(family.curator, family.chest_id) == 3


def test_history_and_count_are_for_curators_and_keepers(
    contributions: ContributionManager, family: Family
) -> None:
    for call in (contributions.list_decided, contributions.count_waiting):
        for viewer in (family.member, family.viewer, family.stranger):
            with pytest.raises(NotFound):
                call(viewer, family.chest_id)
        with pytest.raises(NotSignedIn):
            call(ANONYMOUS, family.chest_id)


@pytest.mark.parametrize(
    ("time_zone", "begins"),
    [
        ("UTC", datetime(2099, 7, 1, 0, 0, tzinfo=UTC)),
        ("America/Los_Angeles", datetime(2099, 7, 1, 7, 0, tzinfo=UTC)),
        ("Pacific/Auckland", datetime(2099, 6, 30, 12, 0, tzinfo=UTC)),
        ("Asia/Kolkata", datetime(2099, 6, 30, 18, 30, tzinfo=UTC)),
    ],
)
@pytest.mark.parametrize("at_once", [False, True])
def test_what_is_held_until_a_day_comes_back_when_it_begins_where_the_chest_is_at_home(
    contributions: ContributionManager,
    database: Database,
    time_zone: str,
    begins: datetime,
    at_once: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    family = add_family(database, time_zone=time_zone)
    given = add_contribution(database, family.chest_id, by=family.member)
    day = date(2099, 7, 1)
    if at_once:
        contributions.review(family.curator, family.chest_id, [given], Decision.hold, until=day)
    else:
        contributions.hold(family.curator, given, until=day)
    with database.read() as session:
        row = session.get(Contribution, given)
        assert row
        assert row.held_until == begins
    monkeypatch.setattr(
        "chest.contributions.moderation.utc_now", lambda: begins - timedelta(minutes=1)
    )
    assert contributions.release_held() == 0
    monkeypatch.setattr(
        "chest.contributions.moderation.utc_now", lambda: begins + timedelta(minutes=1)
    )
    assert contributions.release_held() == 1


def test_today_is_no_day_ahead_and_tomorrow_there_is(
    contributions: ContributionManager,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    family = add_family(database, time_zone="Pacific/Auckland")
    given = add_contribution(database, family.chest_id, by=family.member)
    # Still the 30th in London, and already noon of the 1st in Auckland.
    now = datetime(2099, 6, 30, 23, 0, tzinfo=UTC)
    monkeypatch.setattr("chest.contributions.moderation.utc_now", lambda: now)
    with pytest.raises(Invalid):
        contributions.hold(family.curator, given, until=date(2099, 7, 1))
    assert contributions.hold(family.curator, given, until=date(2099, 7, 2)).held_until
