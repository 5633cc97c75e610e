"""What a link opens, and how it ends."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from chest.assets.manager import AssetManager
from chest.database import Database
from chest.errors import Gone
from chest.models import (
    Account,
    Asset,
    Audience,
    Chest,
    utc_now,
)
from chest.security.signing import Signer
from chest.sharing.links import LinkState
from chest.sharing.manager import SharingManager
from chest.sharing.visits import LinkSessions
from tests.builders import Family, account_of, add_asset, add_family
from tests.chest.sharing.visiting import (
    change_link,
    let_through,
    make,
)


def end(database: Database, family: Family, link_id: UUID, how: str) -> None:
    if how == "expired":
        change_link(database, link_id, expires_at=utc_now() - timedelta(seconds=1))
    elif how == "closed":
        with database.write() as session:
            chest = session.get(Chest, family.chest_id)
            assert chest
            chest.deleted_at = utc_now()
            session.add(chest)


@pytest.mark.parametrize("how", ["expired", "closed", "revoked"])
def test_a_genuine_link_that_has_ended_says_so_everywhere(
    sharing: SharingManager, visits: LinkSessions, family: Family, database: Database, how: str
) -> None:
    link_id, token = make(sharing, family)
    inside, waiting = let_through(visits, token), visits.open_session(token).cookie
    if how == "revoked":
        sharing.revoke(family.keeper, link_id)
    else:
        end(database, family, link_id, how)
    for call in (
        lambda: visits.open_session(token),
        lambda: visits.open_session(token, cookie=inside),
        lambda: visits.press_continue(inside),
        lambda: visits.press_continue(waiting),
        lambda: visits.unlock(inside, "rosinha"),
        lambda: visits.find_viewer_by_token(token),
        lambda: visits.begin(token),
    ):
        with pytest.raises(Gone) as refused:
            call()
        assert refused.value.data == {"reason": how}
        assert refused.value.sentence.endswith(".")
    for cookie in (inside, waiting):
        assert visits.find_viewer(cookie) is None
        status = visits.describe(cookie)
        assert status
        assert status.has_ended
        assert status.state == how
        assert status.words is status.hero_asset_id is status.asked_by is status.years is None
        assert status.name == (None if how == "closed" else "Rosa Almeida")
    told = visits.describe_token(token)
    assert told
    assert (told.state, told.name) == (how, None if how == "closed" else "Rosa Almeida")
    assert told.title != status.sentence


@pytest.mark.parametrize("how", ["expired", "revoked"])
def test_whose_chest_it_was_is_not_told_without_the_password(
    sharing: SharingManager, visits: LinkSessions, family: Family, database: Database, how: str
) -> None:
    link_id, token = make(sharing, family, password="rosinha")
    locked, unlocked = (visits.open_session(token).cookie for _ in range(2))
    visits.unlock(unlocked, "rosinha")
    assert visits.describe_token(token) is None
    if how == "revoked":
        sharing.revoke(family.keeper, link_id)
    else:
        end(database, family, link_id, how)
    told = [visits.describe_token(token), visits.describe(locked), visits.describe(unlocked)]
    assert [status and status.name for status in told] == [None, None, "Rosa Almeida"]


def test_the_door_says_who_asks_and_shows_the_picture_that_the_link_may_show(
    sharing: SharingManager,
    visits: LinkSessions,
    assets: AssetManager,
    family: Family,
    database: Database,
) -> None:
    hero, other = add_asset(database, family.chest_id), add_asset(database, family.chest_id)
    with database.write() as session:
        chest = session.get_one(Chest, family.chest_id)
        chest.hero_asset_id, chest.born, chest.died = hero, "1931-04-12", "2019"
        session.add(chest)
        maker = session.get_one(Account, account_of(family.curator)).name
    _, token = make(sharing, family, password="rosinha", max_uses=1)
    cookie = visits.open_session(token).cookie
    assert visits.find_at_the_door(cookie) is None
    locked = visits.describe(cookie)
    assert locked
    assert locked.name is locked.asked_by is locked.years is locked.hero_asset_id is None
    visits.unlock(cookie, "rosinha")
    status = visits.describe(cookie)
    assert status
    assert (status.asked_by, status.years, status.hero_asset_id) == (maker, "1931 – 2019", hero)
    door = visits.find_at_the_door(cookie)
    assert door
    assert [view.id for view in assets.list_views(door, [hero, other])] == [hero]
    assert "original" not in assets.get(door, hero).renditions
    with database.write() as session:
        session.get_one(Asset, hero).audience = Audience.keepers
    assert assets.list_views(door, [hero, other]) == []
    # Nobody has gone in by it, and whoever has stands at the door no more.
    assert sharing.list_links(family.keeper, family.chest_id).items[0].uses == 0
    visits.press_continue(cookie)
    assert visits.find_at_the_door(cookie) is None


def test_revoking_ends_a_session_at_its_next_request(
    sharing: SharingManager, visits: LinkSessions, family: Family, signer: Signer
) -> None:
    link_id, token = make(sharing, family)
    cookie = let_through(visits, token)
    assert visits.find_viewer(cookie)
    facts = sharing.revoke(family.curator, link_id)
    assert visits.find_viewer(cookie) is None
    assert (facts.state, facts.token) == (LinkState.revoked, None)
    with pytest.raises(Gone):
        visits.open_session(signer.link_token(link_id, 2))
    assert sharing.revoke(family.curator, link_id).revoked_at == facts.revoked_at
    with pytest.raises(Gone):
        sharing.token(family.curator, link_id)


@pytest.mark.parametrize(
    ("time_zone", "ends"),
    [
        ("UTC", datetime(2099, 7, 1, 23, 59, 59, 999999, UTC)),
        ("America/Los_Angeles", datetime(2099, 7, 2, 6, 59, 59, 999999, UTC)),
        ("Pacific/Auckland", datetime(2099, 7, 1, 11, 59, 59, 999999, UTC)),
    ],
)
def test_a_link_that_ends_on_a_day_ends_with_it_where_the_chest_is_at_home(
    sharing: SharingManager, database: Database, time_zone: str, ends: datetime
) -> None:
    family = add_family(database, time_zone=time_zone)
    link_id, _ = make(sharing, family, expires_at=date(2099, 7, 1))
    assert sharing.get(family.keeper, link_id).expires_at == ends
