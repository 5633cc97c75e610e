"""Sessions of a link: how long they live, and when they are forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from chest.database import Database
from chest.errors import Gone, NotFound
from chest.models import (
    LinkSession,
    utc_now,
)
from chest.sharing.links import LinkState
from chest.sharing.manager import SharingManager
from chest.sharing.sessions import ENDED_KEPT, SESSION_LIFETIME, UNUSED_KEPT
from chest.sharing.visits import LinkSessions
from tests.builders import Family
from tests.chest.sharing.visiting import (
    ADD,
    LOOK,
    change_link,
    let_through,
    make,
)


def test_a_session_lives_thirty_days_or_until_its_link_ends(
    sharing: SharingManager, visits: LinkSessions, family: Family, database: Database
) -> None:
    _, token = make(sharing, family)
    day = 24 * 3600
    assert 29.9 * day < visits.open_session(token).lasts_seconds <= 30 * day
    soon = utc_now() + timedelta(days=2)
    _, token = make(sharing, family, expires_at=soon)
    assert visits.open_session(token).lasts_seconds <= 2 * day


def test_a_session_that_slept_asks_to_open_the_link_once_more(
    sharing: SharingManager, visits: LinkSessions, family: Family, database: Database
) -> None:
    _, token = make(sharing, family)
    cookie = let_through(visits, token)
    age_sessions(database, timedelta(days=31))
    assert visits.find_viewer(cookie) is None
    status = visits.describe(cookie)
    assert status
    assert status.state is LinkState.asleep
    fresh = visits.open_session(token, cookie=cookie)
    assert fresh.cookie != cookie


def age_sessions(database: Database, age: timedelta) -> None:
    with database.write() as session:
        for row in session.exec(select(LinkSession)):
            row.created_at -= age
            row.expires_at -= age
            session.add(row)


def test_sessions_are_forgotten_a_week_after_their_end(
    sharing: SharingManager, visits: LinkSessions, family: Family, database: Database
) -> None:
    _, token = make(sharing, family)
    old = let_through(visits, token)
    age_sessions(database, ENDED_KEPT)
    ended = let_through(visits, token)
    age_sessions(database, SESSION_LIFETIME + timedelta(hours=1))
    live = let_through(visits, token)
    assert visits.purge_sessions() == 1
    assert visits.purge_sessions() == 0
    assert visits.describe(old) is None
    assert visits.describe(ended)
    assert visits.find_viewer(live)


def test_sessions_of_a_closed_link_say_why_for_a_week_and_are_forgotten(
    sharing: SharingManager, visits: LinkSessions, family: Family, database: Database
) -> None:
    (closed_id, closed), (_, other) = make(sharing, family), make(sharing, family)
    out, inside = let_through(visits, closed), let_through(visits, other)
    sharing.revoke(family.keeper, closed_id)
    assert visits.purge_sessions() == 0
    change_link(database, closed_id, revoked_at=utc_now() - ENDED_KEPT - timedelta(hours=1))
    status = visits.describe(out)
    assert status
    assert status.state is LinkState.revoked
    assert visits.purge_sessions() == 1
    assert visits.describe(out) is None
    assert visits.find_viewer(inside)


def test_who_opened_a_link_and_never_went_in_is_forgotten_after_two_days(
    sharing: SharingManager, visits: LinkSessions, family: Family, database: Database
) -> None:
    _, token = make(sharing, family)
    previews = [visits.open_session(token).cookie for _ in range(3)]
    inside = let_through(visits, token)
    age_sessions(database, UNUSED_KEPT - timedelta(hours=1))
    assert visits.purge_sessions() == 0
    age_sessions(database, timedelta(hours=2))
    late = visits.open_session(token).cookie
    assert visits.purge_sessions() == 3
    assert all(visits.describe(cookie) is None for cookie in previews)
    assert visits.find_viewer(inside)
    assert visits.describe(late)


def test_many_sessions_are_forgotten_some_at_a_time(
    sharing: SharingManager,
    visits: LinkSessions,
    family: Family,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("chest.sharing.visits._SESSIONS_AT_ONCE", 2)
    _, token = make(sharing, family)
    for _ in range(5):
        visits.open_session(token)
    age_sessions(database, UNUSED_KEPT + timedelta(hours=1))
    assert visits.purge_sessions() == 5


def test_a_browser_that_comes_back_leaves_one_row(
    sharing: SharingManager, visits: LinkSessions, family: Family, database: Database
) -> None:
    _, token = make(sharing, family)
    cookie = None
    for _ in range(5):
        cookie = visits.open_session(token, cookie=cookie).cookie
    assert count_sessions(database) == 1


def count_sessions(database: Database) -> int:
    with database.read() as session:
        return len(session.exec(select(LinkSession.id)).all())


def test_asking_whether_a_link_opens_leaves_nothing(
    sharing: SharingManager, visits: LinkSessions, family: Family, database: Database
) -> None:
    _, add = make(sharing, family, max_uses=1)
    used_id, look = make(sharing, family, permission=LOOK, max_uses=1)
    assert visits.check_link(add) is ADD
    assert visits.check_link(look) is LOOK
    change_link(database, used_id, uses=1)
    with pytest.raises(Gone):
        visits.check_link(look)
    with pytest.raises(NotFound):
        visits.check_link(add[:-1])
    assert count_sessions(database) == 0
