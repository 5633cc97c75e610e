"""Share links: making, opening, unlocking, counting and ending them."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from xml.etree import ElementTree

import pytest
import segno
from sqlalchemy import text
from sqlmodel import select

from chest.access.viewers import ANONYMOUS, LinkViewer
from chest.access.visibility import visible_to
from chest.database import Database
from chest.errors import Conflict, Gone, Invalid, NotFound, NotSignedIn, TooMany
from chest.models import (
    Asset,
    Audience,
    AuditEvent,
    Chest,
    LinkPermission,
    LinkSession,
    ShareLink,
    utc_now,
)
from chest.security.addresses import Scope, who_can_reach
from chest.security.signing import Signer
from chest.security.throttle import RATES, WindowThrottle
from chest.settings import Settings
from chest.sharing.links import LinkState, LinkTerms, Locked
from chest.sharing.manager import SharingManager
from chest.sharing.sessions import ENDED_KEPT, SESSION_LIFETIME, UNUSED_KEPT
from tests.builders import Family, add_asset, add_chest, add_contribution, add_family

SECRET = b"a secret of at least thirty-two bytes"
ADD, LOOK = LinkPermission.add, LinkPermission.look


@pytest.fixture
def signer() -> Signer:
    return Signer(SECRET)


@pytest.fixture
def sharing(database: Database, signer: Signer) -> SharingManager:
    return SharingManager(
        database=database,
        signer=signer,
        settings=Settings(_env_file=None),
        throttle=WindowThrottle(),
    )


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database, words="She sang while she cooked.")


def make(sharing: SharingManager, family: Family, **terms: Any) -> tuple[UUID, str]:
    facts = sharing.create(
        family.curator, family.chest_id, LinkTerms(**{"permission": ADD, **terms})
    )
    assert facts.token
    return facts.id, facts.token


def let_through(sharing: SharingManager, token: str) -> str:
    cookie = sharing.open_session(token).cookie
    sharing.press_continue(cookie)
    return cookie


def change_link(database: Database, link_id: UUID, **columns: Any) -> None:
    with database.write() as session:
        link = session.get(ShareLink, link_id)
        assert link
        for name, value in columns.items():
            setattr(link, name, value)
        session.add(link)


def uses(database: Database, link_id: UUID) -> int:
    with database.read() as session:
        link = session.get(ShareLink, link_id)
        assert link
        return link.uses


# ---- making ----


def test_a_new_link_opens_what_its_terms_say(
    sharing: SharingManager, family: Family, database: Database
) -> None:
    link_id, token = make(sharing, family, permission=LOOK, audience=Audience.everyone)
    viewer = sharing.find_viewer(let_through(sharing, token))
    assert isinstance(viewer, LinkViewer)
    assert viewer.link_id == link_id
    assert viewer.chest_id == family.chest_id
    assert viewer.permission is LOOK
    assert viewer.audience is Audience.everyone
    shown = add_asset(database, family.chest_id, audience=Audience.everyone)
    add_asset(database, family.chest_id, audience=Audience.family)
    with database.read() as session:
        assert session.exec(select(Asset.id).where(visible_to(viewer))).all() == [shown]


def test_a_link_to_add_also_lets_one_look_at_what_its_audience_may_see(
    sharing: SharingManager, family: Family, database: Database
) -> None:
    _, token = make(sharing, family, permission=ADD)
    shown = add_asset(database, family.chest_id)
    viewer = sharing.find_viewer(let_through(sharing, token))
    assert viewer
    with database.read() as session:
        assert session.exec(select(Asset.id).where(visible_to(viewer))).all() == [shown]


def test_only_curators_and_keepers_make_see_and_revoke_links(
    sharing: SharingManager, family: Family
) -> None:
    link_id, _ = make(sharing, family)
    sharing.create(family.keeper, family.chest_id, LinkTerms(permission=LOOK))
    assert len(sharing.list_links(family.curator, family.chest_id).items) == 2
    for viewer in (family.member, family.viewer, family.stranger):
        for call in (
            lambda v: sharing.create(v, family.chest_id, LinkTerms(permission=ADD)),
            lambda v: sharing.list_links(v, family.chest_id),
            lambda v: sharing.get(v, link_id),
            lambda v: sharing.token(v, link_id),
            lambda v: sharing.qr_svg(v, link_id, base_url="http://localhost"),
            lambda v: sharing.revoke(v, link_id),
        ):
            with pytest.raises(NotFound):
                call(viewer)
    with pytest.raises(NotSignedIn):
        sharing.token(ANONYMOUS, link_id)
    assert sharing.get(family.curator, link_id).state is LinkState.live


def test_a_curator_of_another_chest_sees_none_of_this_ones_links(
    sharing: SharingManager, family: Family, database: Database
) -> None:
    link_id, _ = make(sharing, family)
    add_chest(database, family.stranger)
    with pytest.raises(NotFound):
        sharing.url(family.stranger, link_id, base_url="http://localhost")


@pytest.mark.parametrize(
    "terms",
    [
        {"audience": Audience.keepers},
        {"expires_at": utc_now() - timedelta(seconds=1)},
        {"expires_at": (utc_now() + timedelta(days=1)).replace(tzinfo=None)},
        {"max_uses": 0},
        {"max_uses": 2**40},
        {"max_bytes": -1},
        {"max_bytes": 2**70},
        {"label": "x" * 201},
        {"password": "abc"},
        {"password": "x" * 1025},
    ],
)
def test_terms_that_cannot_be_meant_are_refused_with_a_sentence(
    sharing: SharingManager, family: Family, terms: dict[str, Any]
) -> None:
    with pytest.raises(Invalid) as refused:
        make(sharing, family, **terms)
    assert refused.value.sentence.endswith(".")
    assert not sharing.list_links(family.curator, family.chest_id).items


def test_curators_may_ask_for_the_same_link_again(sharing: SharingManager, family: Family) -> None:
    link_id, token = make(sharing, family, label="  For \x00the   funeral ")
    again = sharing.get(family.keeper, link_id)
    assert again.token == token == sharing.token(family.keeper, link_id)
    assert again.label == "For the funeral"


def test_nothing_in_the_database_opens_a_link(
    sharing: SharingManager, family: Family, database: Database
) -> None:
    _, token = make(sharing, family, password="rosinha")
    cookie = sharing.open_session(token).cookie
    sharing.unlock(cookie, "rosinha")
    stored = ""
    with database.read() as session:
        for table in ("share_link", "link_session", "audit_event"):
            for row in session.execute(text(f"select * from {table}")):
                stored += repr(tuple(row))
    assert token.partition(".")[0] not in stored
    for secret in (token, cookie, "rosinha"):
        assert secret not in stored


def test_the_public_address_is_used_where_one_is_set(
    sharing: SharingManager, family: Family, database: Database, signer: Signer
) -> None:
    link_id, token = make(sharing, family)
    here = sharing.url(family.curator, link_id, base_url="http://192.168.1.20:8501/")
    assert here == f"http://192.168.1.20:8501/c/{token}"
    public = SharingManager(
        database=database,
        signer=signer,
        settings=Settings(_env_file=None, public_url="https://rosa.example.org/"),
        throttle=WindowThrottle(),
    )
    there = public.url(family.curator, link_id, base_url="http://192.168.1.20:8501")
    assert there == f"https://rosa.example.org/c/{token}"
    assert public.who_can_reach("http://localhost").scope is Scope.everyone
    assert sharing.who_can_reach("http://localhost").scope is Scope.this_computer


def test_the_qr_code_is_an_svg_of_the_address(sharing: SharingManager, family: Family) -> None:
    link_id, token = make(sharing, family)
    svg = sharing.qr_svg(family.curator, link_id, base_url="http://127.0.0.1:8501")
    tree = ElementTree.fromstring(svg)
    names = {child.tag.rpartition("}")[2] for child in tree.iter()}
    assert {"svg", "title", "path"} <= names
    assert "script" not in names
    code = segno.make_qr(f"http://127.0.0.1:8501/c/{token}", error="m")
    modules = sum(row.count(1) for row in (bytes(row) for row in code.matrix))
    assert _dark_modules(tree) == modules


def _dark_modules(tree: ElementTree.Element) -> int:
    """Lengths of the horizontal strokes, which are the dark modules of the code."""
    import re

    path = next(e for e in tree.iter() if "qrline" in e.get("class", ""))
    return sum(int(n) for n in re.findall(r"h(\d+)", path.get("d", "")))


@pytest.mark.parametrize(
    ("url", "scope"),
    [
        ("http://localhost:8501", Scope.this_computer),
        ("http://chest.localhost", Scope.this_computer),
        ("http://127.0.0.1:8501", Scope.this_computer),
        ("http://127.9.9.9", Scope.this_computer),
        ("http://[::1]:8501/", Scope.this_computer),
        ("http://0.0.0.0:8501", Scope.this_computer),
        ("http://[::ffff:127.0.0.1]", Scope.this_computer),
        ("", Scope.this_computer),
        ("http://192.168.1.20:8501", Scope.home_network),
        ("http://10.0.0.4", Scope.home_network),
        ("http://172.20.1.1", Scope.home_network),
        ("http://169.254.10.10", Scope.home_network),
        ("http://100.100.20.1", Scope.home_network),
        ("http://[fe80::1%25eth0]:8501", Scope.home_network),
        ("http://[fd12::1]", Scope.home_network),
        ("http://livingroom", Scope.home_network),
        ("http://livingroom.local:8501", Scope.home_network),
        ("http://nas.home.arpa", Scope.home_network),
        ("http://172.32.0.1", Scope.everyone),
        ("http://8.8.8.8", Scope.everyone),
        ("https://rosa.example.org", Scope.everyone),
        ("https://localhost.example.org", Scope.everyone),
    ],
)
def test_the_share_page_can_say_who_could_open_a_link(url: str, scope: Scope) -> None:
    reach = who_can_reach(url)
    assert reach.scope is scope
    assert reach.sentence.endswith(".")


def test_links_are_listed_newest_first_page_by_page(
    sharing: SharingManager, family: Family
) -> None:
    made = [make(sharing, family, label=str(n))[0] for n in range(5)]
    first = sharing.list_links(family.curator, family.chest_id, limit=2)
    second = sharing.list_links(family.curator, family.chest_id, limit=2, after=first.next)
    third = sharing.list_links(family.curator, family.chest_id, limit=2, after=second.next)
    listed = [link.id for page in (first, second, third) for link in page.items]
    assert listed == made[::-1]
    assert third.next is None


# ---- opening and counting ----


def test_opening_is_no_use_so_previews_cost_nothing(
    sharing: SharingManager, family: Family, database: Database
) -> None:
    link_id, token = make(sharing, family, max_uses=1)
    for _ in range(5):
        opened = sharing.open_session(token)
        assert sharing.find_viewer(opened.cookie) is None
        assert opened.status.state is LinkState.needs_continue
    assert uses(database, link_id) == 0


def test_continue_counts_a_browser_once(
    sharing: SharingManager, family: Family, database: Database
) -> None:
    link_id, token = make(sharing, family, max_uses=2)
    cookie = sharing.open_session(token).cookie
    for _ in range(3):
        assert sharing.press_continue(cookie).state is LinkState.live
    assert uses(database, link_id) == 1


def test_a_used_up_link_ends_for_newcomers_and_lives_on_for_those_inside(
    sharing: SharingManager, family: Family, database: Database
) -> None:
    link_id, token = make(sharing, family, max_uses=1)
    early = sharing.open_session(token).cookie
    inside = let_through(sharing, token)
    with pytest.raises(Gone) as refused:
        sharing.press_continue(early)
    assert refused.value.data["reason"] == "used_up"
    with pytest.raises(Gone):
        sharing.open_session(token)
    status = sharing.describe(early)
    assert status
    assert status.state is LinkState.used_up
    assert sharing.find_viewer(inside)
    assert sharing.open_session(token, cookie=inside).cookie == inside
    assert uses(database, link_id) == 1
    assert sharing.get(family.curator, link_id).state is LinkState.used_up


def test_the_last_use_is_taken_once_when_many_press_at_the_same_time(
    sharing: SharingManager, family: Family, database: Database
) -> None:
    link_id, token = make(sharing, family, max_uses=2)
    cookies = [sharing.open_session(token).cookie for _ in range(6)]
    start = threading.Barrier(len(cookies))
    outcomes: list[str] = []

    def press(cookie: str) -> None:
        start.wait()
        try:
            outcomes.append(sharing.press_continue(cookie).state.value)
        except Gone as error:
            outcomes.append(error.data["reason"])

    threads = [threading.Thread(target=press, args=(cookie,)) for cookie in cookies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["live"] * 2 + ["used_up"] * 4
    assert uses(database, link_id) == 2
    assert sum(sharing.find_viewer(cookie) is not None for cookie in cookies) == 2


def test_one_browser_that_presses_twice_at_once_is_counted_once(
    sharing: SharingManager, family: Family, database: Database
) -> None:
    link_id, token = make(sharing, family, max_uses=5)
    cookie = sharing.open_session(token).cookie
    start = threading.Barrier(4)

    def press() -> None:
        start.wait()
        sharing.press_continue(cookie)  # raising here fails the test

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert uses(database, link_id) == 1


def test_a_browser_that_comes_back_keeps_its_session(
    sharing: SharingManager, family: Family
) -> None:
    _, token = make(sharing, family)
    cookie = let_through(sharing, token)
    again = sharing.open_session(token, cookie=cookie)
    assert again.cookie == cookie
    assert again.status.state is LinkState.live


def test_the_cookie_of_another_link_opens_a_session_of_its_own(
    sharing: SharingManager, family: Family
) -> None:
    _, one = make(sharing, family)
    two_id, two = make(sharing, family)
    cookie = let_through(sharing, one)
    opened = sharing.open_session(two, cookie=cookie)
    assert opened.cookie != cookie
    sharing.press_continue(opened.cookie)
    viewer = sharing.find_viewer(opened.cookie)
    assert isinstance(viewer, LinkViewer)
    assert viewer.link_id == two_id


@pytest.mark.parametrize("forged", ["", "x", "a.b", "AAAA.AAAA", "\x00", "ü.ü", "A" * 5000])
def test_a_forged_token_is_not_found(sharing: SharingManager, family: Family, forged: str) -> None:
    make(sharing, family)
    with pytest.raises(NotFound):
        sharing.open_session(forged)
    with pytest.raises(NotFound):
        sharing.find_viewer_by_token(forged)
    with pytest.raises(NotFound):
        sharing.begin(forged)


def test_a_token_changed_by_a_letter_or_signed_by_another_house_is_forged(
    sharing: SharingManager, family: Family, signer: Signer
) -> None:
    link_id, token = make(sharing, family)
    changed = ("B" if token[0] == "A" else "A") + token[1:]
    elsewhere = Signer(SECRET[::-1]).link_token(link_id, 1)
    receipt = signer.receipt_token(link_id)
    for forged in (changed, token[:-2], elsewhere, receipt):
        with pytest.raises(NotFound):
            sharing.open_session(forged)


@pytest.mark.parametrize("cookie", [None, "", "made up"])
def test_an_unknown_cookie_is_nobody(
    sharing: SharingManager, family: Family, cookie: str | None
) -> None:
    make(sharing, family)
    assert sharing.find_viewer(cookie) is None
    assert sharing.describe(cookie) is None
    with pytest.raises(NotFound):
        sharing.press_continue(cookie)
    with pytest.raises(NotFound):
        sharing.unlock(cookie, "rosinha")


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
    sharing: SharingManager, family: Family, database: Database, how: str
) -> None:
    link_id, token = make(sharing, family)
    inside, waiting = let_through(sharing, token), sharing.open_session(token).cookie
    if how == "revoked":
        sharing.revoke(family.keeper, link_id)
    else:
        end(database, family, link_id, how)
    for call in (
        lambda: sharing.open_session(token),
        lambda: sharing.open_session(token, cookie=inside),
        lambda: sharing.press_continue(inside),
        lambda: sharing.press_continue(waiting),
        lambda: sharing.unlock(inside, "rosinha"),
        lambda: sharing.find_viewer_by_token(token),
        lambda: sharing.begin(token),
    ):
        with pytest.raises(Gone) as refused:
            call()
        assert refused.value.data == {"reason": how}
        assert refused.value.sentence.endswith(".")
    for cookie in (inside, waiting):
        assert sharing.find_viewer(cookie) is None
        status = sharing.describe(cookie)
        assert status
        assert status.has_ended
        assert status.state == how
        assert status.name is status.words is status.hero_asset_id is None


def test_revoking_ends_a_session_at_its_next_request(
    sharing: SharingManager, family: Family, signer: Signer
) -> None:
    link_id, token = make(sharing, family)
    cookie = let_through(sharing, token)
    assert sharing.find_viewer(cookie)
    facts = sharing.revoke(family.curator, link_id)
    assert sharing.find_viewer(cookie) is None
    assert (facts.state, facts.token) == (LinkState.revoked, None)
    with pytest.raises(Gone):
        sharing.open_session(signer.link_token(link_id, 2))
    assert sharing.revoke(family.curator, link_id).revoked_at == facts.revoked_at
    with pytest.raises(Gone):
        sharing.token(family.curator, link_id)


def test_a_session_lives_thirty_days_or_until_its_link_ends(
    sharing: SharingManager, family: Family, database: Database
) -> None:
    _, token = make(sharing, family)
    day = 24 * 3600
    assert 29.9 * day < sharing.open_session(token).lasts_seconds <= 30 * day
    soon = utc_now() + timedelta(days=2)
    _, token = make(sharing, family, expires_at=soon)
    assert sharing.open_session(token).lasts_seconds <= 2 * day


def test_a_session_that_slept_asks_to_open_the_link_once_more(
    sharing: SharingManager, family: Family, database: Database
) -> None:
    _, token = make(sharing, family)
    cookie = let_through(sharing, token)
    age_sessions(database, timedelta(days=31))
    assert sharing.find_viewer(cookie) is None
    status = sharing.describe(cookie)
    assert status
    assert status.state is LinkState.asleep
    fresh = sharing.open_session(token, cookie=cookie)
    assert fresh.cookie != cookie


def age_sessions(database: Database, age: timedelta) -> None:
    with database.write() as session:
        for row in session.exec(select(LinkSession)):
            row.created_at -= age
            row.expires_at -= age
            session.add(row)


def test_sessions_are_forgotten_a_week_after_their_end(
    sharing: SharingManager, family: Family, database: Database
) -> None:
    _, token = make(sharing, family)
    old = let_through(sharing, token)
    age_sessions(database, ENDED_KEPT)
    ended = let_through(sharing, token)
    age_sessions(database, SESSION_LIFETIME + timedelta(hours=1))
    live = let_through(sharing, token)
    assert sharing.purge_sessions() == 1
    assert sharing.purge_sessions() == 0
    assert sharing.describe(old) is None
    assert sharing.describe(ended)
    assert sharing.find_viewer(live)


def test_sessions_of_a_closed_link_say_why_for_a_week_and_are_forgotten(
    sharing: SharingManager, family: Family, database: Database
) -> None:
    (closed_id, closed), (_, other) = make(sharing, family), make(sharing, family)
    out, inside = let_through(sharing, closed), let_through(sharing, other)
    sharing.revoke(family.keeper, closed_id)
    assert sharing.purge_sessions() == 0
    change_link(database, closed_id, revoked_at=utc_now() - ENDED_KEPT - timedelta(hours=1))
    status = sharing.describe(out)
    assert status
    assert status.state is LinkState.revoked
    assert sharing.purge_sessions() == 1
    assert sharing.describe(out) is None
    assert sharing.find_viewer(inside)


def test_who_opened_a_link_and_never_went_in_is_forgotten_after_two_days(
    sharing: SharingManager, family: Family, database: Database
) -> None:
    _, token = make(sharing, family)
    previews = [sharing.open_session(token).cookie for _ in range(3)]
    inside = let_through(sharing, token)
    age_sessions(database, UNUSED_KEPT - timedelta(hours=1))
    assert sharing.purge_sessions() == 0
    age_sessions(database, timedelta(hours=2))
    late = sharing.open_session(token).cookie
    assert sharing.purge_sessions() == 3
    assert all(sharing.describe(cookie) is None for cookie in previews)
    assert sharing.find_viewer(inside)
    assert sharing.describe(late)


def test_many_sessions_are_forgotten_some_at_a_time(
    sharing: SharingManager,
    family: Family,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("chest.sharing.visits._SESSIONS_AT_ONCE", 2)
    _, token = make(sharing, family)
    for _ in range(5):
        sharing.open_session(token)
    age_sessions(database, UNUSED_KEPT + timedelta(hours=1))
    assert sharing.purge_sessions() == 5


def test_a_browser_that_comes_back_leaves_one_row(
    sharing: SharingManager, family: Family, database: Database
) -> None:
    _, token = make(sharing, family)
    cookie = None
    for _ in range(5):
        cookie = sharing.open_session(token, cookie=cookie).cookie
    assert count_sessions(database) == 1


def count_sessions(database: Database) -> int:
    with database.read() as session:
        return len(session.exec(select(LinkSession.id)).all())


def test_asking_whether_a_link_opens_leaves_nothing(
    sharing: SharingManager, family: Family, database: Database
) -> None:
    _, add = make(sharing, family, max_uses=1)
    used_id, look = make(sharing, family, permission=LOOK, max_uses=1)
    assert sharing.check_link(add) is ADD
    assert sharing.check_link(look) is LOOK
    change_link(database, used_id, uses=1)
    with pytest.raises(Gone):
        sharing.check_link(look)
    with pytest.raises(NotFound):
        sharing.check_link(add[:-1])
    assert count_sessions(database) == 0


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


# ---- the password ----


def test_a_password_is_asked_once(sharing: SharingManager, family: Family) -> None:
    link_id, token = make(sharing, family, password="rosinha")
    assert sharing.get(family.curator, link_id).has_password
    opened = sharing.open_session(token)
    assert opened.status.state is LinkState.needs_password
    assert opened.status.name is opened.status.words is None
    with pytest.raises(Locked):
        sharing.press_continue(opened.cookie)
    with pytest.raises(Locked):
        sharing.unlock(opened.cookie, "Rosinha")
    assert sharing.find_viewer(opened.cookie) is None
    status = sharing.unlock(opened.cookie, "rosinha")
    assert status.state is LinkState.needs_continue
    assert status.name == "Rosa Almeida"
    sharing.press_continue(opened.cookie)
    assert sharing.find_viewer(opened.cookie)
    assert sharing.unlock(opened.cookie, "whatever").state is LinkState.live


def test_a_password_given_in_one_browser_opens_no_other(
    sharing: SharingManager, family: Family
) -> None:
    _, token = make(sharing, family, password="rosinha")
    sharing.unlock(sharing.open_session(token).cookie, "rosinha")
    assert sharing.open_session(token).status.state is LinkState.needs_password


PER_ADDRESS = RATES["link-password"].amount
FROM_ANYWHERE = RATES["link-password-anywhere"].amount
SPARE = RATES["link-password-spare"].amount


def guess(sharing: SharingManager, token: str, address: str, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(Locked):
            sharing.unlock(sharing.open_session(token).cookie, "guess", address=address)


def give_password(sharing: SharingManager, token: str, address: str) -> LinkState:
    return sharing.unlock(sharing.open_session(token).cookie, "rosinha", address=address).state


def test_guessing_a_password_is_stopped_whatever_browser_guesses(
    sharing: SharingManager, family: Family
) -> None:
    _, token = make(sharing, family, password="rosinha")
    guess(sharing, token, "203.0.113.9", PER_ADDRESS)
    with pytest.raises(TooMany) as refused:
        give_password(sharing, token, "203.0.113.9")
    assert refused.value.data["retry_after"] > 0


def test_whoever_guesses_keeps_nobody_else_out(sharing: SharingManager, family: Family) -> None:
    _, token = make(sharing, family, password="rosinha")
    _, other = make(sharing, family, password="rosinha")
    guess(sharing, token, "203.0.113.9", PER_ADDRESS)
    for _ in range(FROM_ANYWHERE):
        with pytest.raises(TooMany):
            give_password(sharing, token, "203.0.113.9")
    assert give_password(sharing, token, "198.51.100.1") is LinkState.needs_continue
    assert give_password(sharing, other, "203.0.113.9") is LinkState.needs_continue


def test_guessing_from_many_addresses_has_an_end(
    sharing: SharingManager, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Checking a password is slow on purpose; how often it is checked is what counts here.
    monkeypatch.setattr("chest.security.passwords.Passwords.match", lambda self, kept, tried: False)
    _, token = make(sharing, family, password="rosinha")
    for n in range(FROM_ANYWHERE):
        guess(sharing, token, f"203.0.113.{n}")
    guess(sharing, token, "198.51.100.1", SPARE)
    with pytest.raises(TooMany) as refused:
        sharing.unlock(sharing.open_session(token).cookie, "guess", address="198.51.100.1")
    assert refused.value.data["retry_after"] > 0
    _, other = make(sharing, family, password="rosinha")
    guess(sharing, other, "198.51.100.1", SPARE + 1)


@pytest.mark.parametrize("line", [56, 48])
def test_one_line_does_not_use_up_what_everyone_has(
    sharing: SharingManager, family: Family, monkeypatch: pytest.MonkeyPatch, line: int
) -> None:
    with monkeypatch.context() as during:
        during.setattr("chest.security.passwords.Passwords.match", lambda self, kept, tried: False)
        _, token = make(sharing, family, password="rosinha")
        allowed = RATES[f"link-password-{line}"].amount
        assert allowed < FROM_ANYWHERE
        step = 1 if line == 56 else 256  # of a /48, each guess from another /56
        for n in range(allowed):
            guess(sharing, token, f"2001:db8:0:{n * step:x}::1")
        for n in range(allowed, 250):
            with pytest.raises(TooMany):
                guess(sharing, token, f"2001:db8:0:{n * step:x}::1")
    # Neighbours of the line, and everyone else, have all their tries.
    if line == 56:
        assert give_password(sharing, token, "2001:db8:0:100::1") is LinkState.needs_continue
    guess(sharing, token, "2001:db8:1::1", SPARE + 1)
    assert give_password(sharing, token, "198.51.100.1") is LinkState.needs_continue


@pytest.mark.parametrize("address", ["198.51.100.1", "2001:db8:1::1"])
def test_who_knows_the_password_gets_in_however_many_guess(
    sharing: SharingManager, family: Family, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    _, token = make(sharing, family, password="rosinha")
    with monkeypatch.context() as during:
        during.setattr("chest.security.passwords.Passwords.match", lambda self, kept, tried: False)
        for n in range(FROM_ANYWHERE):
            guess(sharing, token, f"203.0.113.{n}")
    guess(sharing, token, address)  # mistyped once
    assert give_password(sharing, token, address) is LinkState.needs_continue


def test_the_spare_tries_of_a_network_are_few_whatever_part_of_it_guesses(
    sharing: SharingManager, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chest.security.passwords.Passwords.match", lambda self, kept, tried: False)
    _, token = make(sharing, family, password="rosinha")
    for n in range(FROM_ANYWHERE):
        guess(sharing, token, f"203.0.113.{n}")
    for n in range(SPARE):
        guess(sharing, token, f"2001:db8:0:{n:x}00::1")
    with pytest.raises(TooMany):
        guess(sharing, token, "2001:db8:0:ff00::1")


def test_a_network_of_ipv6_addresses_guesses_as_one(
    sharing: SharingManager, family: Family
) -> None:
    _, token = make(sharing, family, password="rosinha")
    for n in range(PER_ADDRESS):
        guess(sharing, token, f"2001:db8::{n:x}")
    with pytest.raises(TooMany):
        give_password(sharing, token, "2001:db8::ffff")
    assert give_password(sharing, token, "2001:db8:1::1") is LinkState.needs_continue


def test_a_large_family_that_knows_the_password_is_not_kept_out(
    sharing: SharingManager, family: Family
) -> None:
    _, token = make(sharing, family, password="rosinha")
    for _ in range(PER_ADDRESS + 5):
        assert give_password(sharing, token, "203.0.113.9") is LinkState.needs_continue


# ---- what the page may show ----


def test_the_contribute_page_learns_name_words_and_hero(
    sharing: SharingManager, family: Family, database: Database
) -> None:
    hero = add_asset(database, family.chest_id, audience=Audience.family)
    with database.write() as session:
        chest = session.get(Chest, family.chest_id)
        assert chest
        chest.hero_asset_id, chest.hero_crop = hero, [0.1, 0.0, 0.8, 0.8]
        session.add(chest)
    _, token = make(sharing, family, max_bytes=1000)
    status = sharing.open_session(token).status
    assert (status.name, status.words) == ("Rosa Almeida", "She sang while she cooked.")
    assert (status.hero_asset_id, status.hero_crop) == (hero, (0.1, 0.0, 0.8, 0.8))
    assert status.bytes_left == 1000
    _, token = make(sharing, family, audience=Audience.everyone)
    status = sharing.open_session(token).status
    assert status.name == "Rosa Almeida"
    assert status.hero_asset_id is status.hero_crop is None


# ---- clients without cookies ----


def test_a_client_asks_with_the_token_alone_and_looks(
    sharing: SharingManager, family: Family, database: Database
) -> None:
    shown = add_asset(database, family.chest_id)
    _, token = make(sharing, family)
    viewer = sharing.find_viewer_by_token(token)
    with database.read() as session:
        assert session.exec(select(Asset.id).where(visible_to(viewer))).all() == [shown]


def test_two_clients_with_one_token_are_two_people(sharing: SharingManager, family: Family) -> None:
    _, token = make(sharing, family)
    one, two = sharing.begin(token), sharing.begin(token)
    assert isinstance(one, LinkViewer)
    assert isinstance(two, LinkViewer)
    assert one.session_id != two.session_id
    bare = sharing.find_viewer_by_token(token)
    assert isinstance(bare, LinkViewer)
    assert bare.session_id not in (one.session_id, two.session_id)


def test_a_receipt_beside_the_token_speaks_for_its_contributor(
    sharing: SharingManager, family: Family, database: Database, signer: Signer
) -> None:
    _, token = make(sharing, family)
    begun = sharing.begin(token)
    contribution = add_contribution(database, family.chest_id, by=begun)
    receipt = signer.receipt_token(contribution)
    assert sharing.find_viewer_by_token(token, receipt=receipt) == begun


def test_a_receipt_from_another_link_or_made_up_is_not_found(
    sharing: SharingManager, family: Family, database: Database, signer: Signer
) -> None:
    _, one = make(sharing, family)
    _, two = make(sharing, family)
    contribution = add_contribution(database, family.chest_id, by=sharing.begin(one))
    receipt = signer.receipt_token(contribution)
    for wrong in (receipt[:-1], "x", signer.link_token(contribution, 0)):
        with pytest.raises(NotFound):
            sharing.find_viewer_by_token(one, receipt=wrong)
    with pytest.raises(NotFound):
        sharing.find_viewer_by_token(two, receipt=receipt)


def test_beginning_is_a_clients_use_of_a_link(
    sharing: SharingManager, family: Family, database: Database, signer: Signer
) -> None:
    link_id, token = make(sharing, family, max_uses=1)
    with pytest.raises(Conflict):
        sharing.find_viewer_by_token(token)
    begun = sharing.begin(token)
    assert uses(database, link_id) == 1
    with pytest.raises(Gone):
        sharing.begin(token)
    with pytest.raises(Gone):
        sharing.find_viewer_by_token(token)
    contribution = add_contribution(database, family.chest_id, by=begun)
    receipt = signer.receipt_token(contribution)
    assert sharing.find_viewer_by_token(token, receipt=receipt) == begun


def test_a_client_of_a_link_with_a_password_comes_with_its_session(
    sharing: SharingManager, family: Family, database: Database
) -> None:
    link_id, token = make(sharing, family, password="rosinha", max_uses=1)
    with pytest.raises(Locked):
        sharing.find_viewer_by_token(token)
    with pytest.raises(Locked):
        sharing.begin(token)
    cookie = sharing.open_session(token).cookie
    with pytest.raises(Locked):
        sharing.begin(token, cookie=cookie)
    sharing.unlock(cookie, "rosinha")
    assert sharing.begin(token, cookie=cookie).link_id == link_id
    assert uses(database, link_id) == 1


def test_a_client_that_pressed_continue_is_the_browser_it_was(
    sharing: SharingManager, family: Family, database: Database
) -> None:
    link_id, token = make(sharing, family, max_uses=1)
    cookie = let_through(sharing, token)
    inside = sharing.find_viewer(cookie)
    assert sharing.find_viewer_by_token(token, cookie=cookie) == inside
    assert sharing.begin(token, cookie=cookie) == inside
    assert uses(database, link_id) == 1


def test_revoking_ends_a_client_with_its_receipt(
    sharing: SharingManager, family: Family, database: Database, signer: Signer
) -> None:
    link_id, token = make(sharing, family)
    contribution = add_contribution(database, family.chest_id, by=sharing.begin(token))
    receipt = signer.receipt_token(contribution)
    sharing.revoke(family.keeper, link_id)
    with pytest.raises(Gone):
        sharing.find_viewer_by_token(token, receipt=receipt)


# ---- history ----


def test_making_using_and_revoking_are_written_down_without_secrets(
    sharing: SharingManager, family: Family, database: Database
) -> None:
    link_id, token = make(sharing, family)
    viewer = sharing.find_viewer(let_through(sharing, token))
    assert viewer
    sharing.revoke(family.keeper, link_id)
    with database.read() as session:
        events = session.exec(select(AuditEvent).order_by(AuditEvent.at, AuditEvent.id)).all()
    assert [(event.action, event.actor) for event in events] == [
        ("link.created", family.curator.key),
        ("link.used", viewer.key),
        ("link.revoked", family.keeper.key),
    ]
    assert {event.subject_id for event in events} == {str(link_id)}
    assert all(event.chest_id == family.chest_id for event in events)


def test_a_viewer_of_a_link_is_no_account(sharing: SharingManager, family: Family) -> None:
    _, token = make(sharing, family)
    viewer = sharing.find_viewer(let_through(sharing, token))
    assert isinstance(viewer, LinkViewer)
    assert viewer.account_id is None


def test_opening_another_link_in_between_loses_nothing(
    sharing: SharingManager, family: Family
) -> None:
    _, one = make(sharing, family)
    _, two = make(sharing, family)
    cookie = let_through(sharing, one)
    first = sharing.find_viewer(cookie)
    both = sharing.open_session(two, cookie=cookie).cookie
    assert sharing.find_viewer(both) is None
    back = sharing.open_session(one, cookie=both).cookie
    assert sharing.find_viewer(back) == first
    for _ in range(10):
        back = sharing.open_session(make(sharing, family)[1], cookie=back).cookie
    assert len(back) < 400


def test_a_route_learns_why_a_cookie_speaks_for_nobody(
    sharing: SharingManager, family: Family
) -> None:
    link_id, token = make(sharing, family, password="rosinha")
    cookie = sharing.open_session(token).cookie
    with pytest.raises(NotFound):
        sharing.get_viewer(None)
    with pytest.raises(Locked):
        sharing.get_viewer(cookie)
    sharing.unlock(cookie, "rosinha")
    with pytest.raises(Conflict):
        sharing.get_viewer(cookie)
    sharing.press_continue(cookie)
    assert sharing.get_viewer(cookie) == sharing.find_viewer(cookie)
    sharing.revoke(family.curator, link_id)
    with pytest.raises(Gone):
        sharing.get_viewer(cookie)
