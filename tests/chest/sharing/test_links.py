"""What a link opens, and how it ends."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from chest.database import Database
from chest.errors import Gone
from chest.models import (
    Chest,
    utc_now,
)
from chest.security.signing import Signer
from chest.sharing.links import LinkState
from chest.sharing.manager import SharingManager
from chest.sharing.visits import LinkSessions
from tests.builders import Family, add_family
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
        assert status.name is status.words is status.hero_asset_id is None


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
