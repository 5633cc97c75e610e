"""Sessions of a link: how long they live, and when they are forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from chest.contributions.manager import ContributionManager
from chest.contributions.receipts import Receipts
from chest.database import Database
from chest.errors import Gone, NotFound
from chest.models import (
    LinkSession,
    utc_now,
)
from chest.sharing.links import LinkState
from chest.sharing.manager import SharingManager
from chest.sharing.sessions import ENDED_KEPT, SESSION_LIFETIME, UNUSED_KEPT, find_opening
from chest.sharing.visits import LinkSessions
from tests.builders import Family
from tests.chest.sharing.visiting import (
    ADD,
    LOOK,
    change_link,
    let_through,
    make,
    uses,
)


def test_a_session_lives_thirty_days_or_until_its_link_ends(
    sharing: SharingManager, visits: LinkSessions, family: Family, database: Database
) -> None:
    _, token = make(sharing, family)
    day = 24 * 3600
    assert 29.9 * day < seconds_left(database, visits.open_session(token).cookie) <= 30 * day
    soon = utc_now() + timedelta(days=2)
    _, token = make(sharing, family, expires_at=soon)
    assert seconds_left(database, visits.open_session(token).cookie) <= 2 * day


def seconds_left(database: Database, cookie: str) -> float:
    with database.read() as session:
        opening = find_opening(session, cookie)
    assert opening
    return (opening.session.expires_at - utc_now()).total_seconds()


def test_a_browser_that_comes_back_has_thirty_days_again_and_knows_for_a_year(
    sharing: SharingManager, visits: LinkSessions, family: Family, database: Database
) -> None:
    _, token = make(sharing, family)
    cookie = let_through(visits, token)
    age_sessions(database, timedelta(days=20))
    back = visits.open_session(token, cookie=cookie)
    assert back.cookie == cookie
    assert back.lasts_seconds == 365 * 24 * 3600
    assert seconds_left(database, cookie) > 29.9 * 24 * 3600
    assert visits.find_viewer(cookie)


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
    # What was begun in it is there again, and it is no second use of the link.
    assert visits.open_session(token, cookie=cookie).cookie == cookie
    assert visits.find_viewer(cookie)


def test_a_session_that_slept_gives_the_password_again(
    sharing: SharingManager, visits: LinkSessions, family: Family, database: Database
) -> None:
    link_id, token = make(sharing, family, password="rosinha", max_uses=1)
    cookie = visits.open_session(token).cookie
    visits.unlock(cookie, "rosinha")
    visits.press_continue(cookie)
    age_sessions(database, timedelta(days=31))
    assert visits.open_session(token, cookie=cookie).status.state is LinkState.needs_password
    assert visits.unlock(cookie, "rosinha").state is LinkState.live
    assert uses(database, link_id) == 1


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


def test_a_browser_that_sent_something_is_remembered_for_a_year(
    sharing: SharingManager,
    visits: LinkSessions,
    contributions: ContributionManager,
    receipts: Receipts,
    family: Family,
    database: Database,
) -> None:
    link_id, token = make(sharing, family)
    _, other = make(sharing, family)
    giver, idle = let_through(visits, token), let_through(visits, token)
    second = visits.open_session(other, cookie=giver).cookie
    visits.press_continue(second)
    for cookie in (giver, second):
        viewer = visits.find_viewer(cookie)
        assert viewer
        draft = contributions.open_draft(viewer, name="Graça", consent=True)
        contributions.update(viewer, draft.id, message="The boat was blue.")
        contributions.submit(viewer, draft.id)
    assert receipts.list_sent(idle) == receipts.list_sent(None) == receipts.list_sent("x") == []
    sharing.revoke(family.keeper, link_id)
    change_link(database, link_id, revoked_at=utc_now() - timedelta(days=200))
    age_sessions(database, timedelta(days=200))
    assert visits.purge_sessions() == 1
    sent = receipts.list_sent(second)
    assert [gift.chest_name for gift in sent] == ["Rosa Almeida"] * 2
    assert [receipts.receipt(gift.receipt).id for gift in sent] == [gift.id for gift in sent]
    assert sent[0].submitted_at > sent[1].submitted_at
    age_sessions(database, timedelta(days=196))
    assert visits.purge_sessions() == 2
    assert receipts.list_sent(second) == []


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
    monkeypatch.setattr("chest.sharing.forgetting._AT_ONCE", 2)
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
