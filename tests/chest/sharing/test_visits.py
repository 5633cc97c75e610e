"""Visits through a link: opening, counting, unlocking, and clients without cookies."""

from __future__ import annotations

import threading

import pytest
from sqlmodel import select

from chest.access.viewers import LinkViewer
from chest.access.visibility import visible_to
from chest.database import Database
from chest.errors import Conflict, Gone, NotFound, TooMany
from chest.models import (
    Asset,
    Audience,
    Chest,
)
from chest.security.signing import Signer
from chest.security.throttle import RATES
from chest.sharing.links import LinkState, Locked
from chest.sharing.manager import SharingManager
from chest.sharing.visits import LinkSessions
from tests.builders import Family, add_asset, add_contribution
from tests.chest.sharing.visiting import (
    SECRET,
    let_through,
    make,
    uses,
)


def test_opening_is_no_use_so_previews_cost_nothing(
    sharing: SharingManager, visits: LinkSessions, family: Family, database: Database
) -> None:
    link_id, token = make(sharing, family, max_uses=1)
    for _ in range(5):
        opened = visits.open_session(token)
        assert visits.find_viewer(opened.cookie) is None
        assert opened.status.state is LinkState.needs_continue
    assert uses(database, link_id) == 0


def test_continue_counts_a_browser_once(
    sharing: SharingManager, visits: LinkSessions, family: Family, database: Database
) -> None:
    link_id, token = make(sharing, family, max_uses=2)
    cookie = visits.open_session(token).cookie
    for _ in range(3):
        assert visits.press_continue(cookie).state is LinkState.live
    assert uses(database, link_id) == 1


def test_a_used_up_link_ends_for_newcomers_and_lives_on_for_those_inside(
    sharing: SharingManager, visits: LinkSessions, family: Family, database: Database
) -> None:
    link_id, token = make(sharing, family, max_uses=1)
    early = visits.open_session(token).cookie
    inside = let_through(visits, token)
    with pytest.raises(Gone) as refused:
        visits.press_continue(early)
    assert refused.value.data["reason"] == "used_up"
    with pytest.raises(Gone):
        visits.open_session(token)
    status = visits.describe(early)
    assert status
    assert status.state is LinkState.used_up
    assert visits.find_viewer(inside)
    assert visits.open_session(token, cookie=inside).cookie == inside
    assert uses(database, link_id) == 1
    assert sharing.get(family.curator, link_id).state is LinkState.used_up


def test_the_last_use_is_taken_once_when_many_press_at_the_same_time(
    sharing: SharingManager, visits: LinkSessions, family: Family, database: Database
) -> None:
    link_id, token = make(sharing, family, max_uses=2)
    cookies = [visits.open_session(token).cookie for _ in range(6)]
    start = threading.Barrier(len(cookies))
    outcomes: list[str] = []

    def press(cookie: str) -> None:
        start.wait()
        try:
            outcomes.append(visits.press_continue(cookie).state.value)
        except Gone as error:
            outcomes.append(error.data["reason"])

    threads = [threading.Thread(target=press, args=(cookie,)) for cookie in cookies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["live"] * 2 + ["used_up"] * 4
    assert uses(database, link_id) == 2
    assert sum(visits.find_viewer(cookie) is not None for cookie in cookies) == 2


def test_one_browser_that_presses_twice_at_once_is_counted_once(
    sharing: SharingManager, visits: LinkSessions, family: Family, database: Database
) -> None:
    link_id, token = make(sharing, family, max_uses=5)
    cookie = visits.open_session(token).cookie
    start = threading.Barrier(4)

    def press() -> None:
        start.wait()
        visits.press_continue(cookie)  # raising here fails the test

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert uses(database, link_id) == 1


def test_a_browser_that_comes_back_keeps_its_session(
    sharing: SharingManager, visits: LinkSessions, family: Family
) -> None:
    _, token = make(sharing, family)
    cookie = let_through(visits, token)
    again = visits.open_session(token, cookie=cookie)
    assert again.cookie == cookie
    assert again.status.state is LinkState.live


def test_the_cookie_of_another_link_opens_a_session_of_its_own(
    sharing: SharingManager, visits: LinkSessions, family: Family
) -> None:
    _, one = make(sharing, family)
    two_id, two = make(sharing, family)
    cookie = let_through(visits, one)
    opened = visits.open_session(two, cookie=cookie)
    assert opened.cookie != cookie
    visits.press_continue(opened.cookie)
    viewer = visits.find_viewer(opened.cookie)
    assert isinstance(viewer, LinkViewer)
    assert viewer.link_id == two_id


@pytest.mark.parametrize("forged", ["", "x", "a.b", "AAAA.AAAA", "\x00", "ü.ü", "A" * 5000])
def test_a_forged_token_is_not_found(
    sharing: SharingManager, visits: LinkSessions, family: Family, forged: str
) -> None:
    make(sharing, family)
    with pytest.raises(NotFound):
        visits.open_session(forged)
    with pytest.raises(NotFound):
        visits.find_viewer_by_token(forged)
    with pytest.raises(NotFound):
        visits.begin(forged)


def test_a_token_changed_by_a_letter_or_signed_by_another_house_is_forged(
    sharing: SharingManager, visits: LinkSessions, family: Family, signer: Signer
) -> None:
    link_id, token = make(sharing, family)
    changed = ("B" if token[0] == "A" else "A") + token[1:]
    elsewhere = Signer(SECRET[::-1]).link_token(link_id, 1)
    receipt = signer.receipt_token(link_id)
    for forged in (changed, token[:-2], elsewhere, receipt):
        with pytest.raises(NotFound):
            visits.open_session(forged)


@pytest.mark.parametrize("cookie", [None, "", "made up"])
def test_an_unknown_cookie_is_nobody(
    sharing: SharingManager, visits: LinkSessions, family: Family, cookie: str | None
) -> None:
    make(sharing, family)
    assert visits.find_viewer(cookie) is None
    assert visits.describe(cookie) is None
    with pytest.raises(NotFound):
        visits.press_continue(cookie)
    with pytest.raises(NotFound):
        visits.unlock(cookie, "rosinha")


def test_a_password_is_asked_once(
    sharing: SharingManager, visits: LinkSessions, family: Family
) -> None:
    link_id, token = make(sharing, family, password="rosinha")
    assert sharing.get(family.curator, link_id).has_password
    opened = visits.open_session(token)
    assert opened.status.state is LinkState.needs_password
    assert opened.status.name is opened.status.words is None
    with pytest.raises(Locked):
        visits.press_continue(opened.cookie)
    with pytest.raises(Locked):
        visits.unlock(opened.cookie, "Rosinha")
    assert visits.find_viewer(opened.cookie) is None
    status = visits.unlock(opened.cookie, "rosinha")
    assert status.state is LinkState.needs_continue
    assert status.name == "Rosa Almeida"
    visits.press_continue(opened.cookie)
    assert visits.find_viewer(opened.cookie)
    assert visits.unlock(opened.cookie, "whatever").state is LinkState.live


def test_a_password_given_in_one_browser_opens_no_other(
    sharing: SharingManager, visits: LinkSessions, family: Family
) -> None:
    _, token = make(sharing, family, password="rosinha")
    visits.unlock(visits.open_session(token).cookie, "rosinha")
    assert visits.open_session(token).status.state is LinkState.needs_password


PER_ADDRESS = RATES["link-password"].amount


FROM_ANYWHERE = RATES["link-password-anywhere"].amount


SPARE = RATES["link-password-spare"].amount


def guess(visits: LinkSessions, token: str, address: str, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(Locked):
            visits.unlock(visits.open_session(token).cookie, "guess", address=address)


def give_password(visits: LinkSessions, token: str, address: str) -> LinkState:
    return visits.unlock(visits.open_session(token).cookie, "rosinha", address=address).state


def test_guessing_a_password_is_stopped_whatever_browser_guesses(
    sharing: SharingManager, visits: LinkSessions, family: Family
) -> None:
    _, token = make(sharing, family, password="rosinha")
    guess(visits, token, "203.0.113.9", PER_ADDRESS)
    with pytest.raises(TooMany) as refused:
        give_password(visits, token, "203.0.113.9")
    assert refused.value.data["retry_after"] > 0


def test_whoever_guesses_keeps_nobody_else_out(
    sharing: SharingManager,
    visits: LinkSessions,
    family: Family,
) -> None:
    _, token = make(sharing, family, password="rosinha")
    _, other = make(sharing, family, password="rosinha")
    guess(visits, token, "203.0.113.9", PER_ADDRESS)
    for _ in range(FROM_ANYWHERE):
        with pytest.raises(TooMany):
            give_password(visits, token, "203.0.113.9")
    assert give_password(visits, token, "198.51.100.1") is LinkState.needs_continue
    assert give_password(visits, other, "203.0.113.9") is LinkState.needs_continue


def test_guessing_from_many_addresses_has_an_end(
    sharing: SharingManager, visits: LinkSessions, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Checking a password is slow on purpose; how often it is checked is what counts here.
    monkeypatch.setattr("chest.security.passwords.Passwords.match", lambda self, kept, tried: False)
    _, token = make(sharing, family, password="rosinha")
    for n in range(FROM_ANYWHERE):
        guess(visits, token, f"203.0.113.{n}")
    guess(visits, token, "198.51.100.1", SPARE)
    with pytest.raises(TooMany) as refused:
        visits.unlock(visits.open_session(token).cookie, "guess", address="198.51.100.1")
    assert refused.value.data["retry_after"] > 0
    _, other = make(sharing, family, password="rosinha")
    guess(visits, other, "198.51.100.1", SPARE + 1)


@pytest.mark.parametrize("line", [56, 48])
def test_one_line_does_not_use_up_what_everyone_has(
    sharing: SharingManager,
    visits: LinkSessions,
    family: Family,
    monkeypatch: pytest.MonkeyPatch,
    line: int,
) -> None:
    with monkeypatch.context() as during:
        during.setattr("chest.security.passwords.Passwords.match", lambda self, kept, tried: False)
        _, token = make(sharing, family, password="rosinha")
        allowed = RATES[f"link-password-{line}"].amount
        assert allowed < FROM_ANYWHERE
        step = 1 if line == 56 else 256  # of a /48, each guess from another /56
        for n in range(allowed):
            guess(visits, token, f"2001:db8:0:{n * step:x}::1")
        for n in range(allowed, 250):
            with pytest.raises(TooMany):
                guess(visits, token, f"2001:db8:0:{n * step:x}::1")
    # Neighbours of the line, and everyone else, have all their tries.
    if line == 56:
        assert give_password(visits, token, "2001:db8:0:100::1") is LinkState.needs_continue
    guess(visits, token, "2001:db8:1::1", SPARE + 1)
    assert give_password(visits, token, "198.51.100.1") is LinkState.needs_continue


@pytest.mark.parametrize("address", ["198.51.100.1", "2001:db8:1::1"])
def test_who_knows_the_password_gets_in_however_many_guess(
    sharing: SharingManager,
    visits: LinkSessions,
    family: Family,
    monkeypatch: pytest.MonkeyPatch,
    address: str,
) -> None:
    _, token = make(sharing, family, password="rosinha")
    with monkeypatch.context() as during:
        during.setattr("chest.security.passwords.Passwords.match", lambda self, kept, tried: False)
        for n in range(FROM_ANYWHERE):
            guess(visits, token, f"203.0.113.{n}")
    guess(visits, token, address)  # mistyped once
    assert give_password(visits, token, address) is LinkState.needs_continue


def test_the_spare_tries_of_a_network_are_few_whatever_part_of_it_guesses(
    sharing: SharingManager, visits: LinkSessions, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chest.security.passwords.Passwords.match", lambda self, kept, tried: False)
    _, token = make(sharing, family, password="rosinha")
    for n in range(FROM_ANYWHERE):
        guess(visits, token, f"203.0.113.{n}")
    for n in range(SPARE):
        guess(visits, token, f"2001:db8:0:{n:x}00::1")
    with pytest.raises(TooMany):
        guess(visits, token, "2001:db8:0:ff00::1")


def test_a_network_of_ipv6_addresses_guesses_as_one(
    sharing: SharingManager, visits: LinkSessions, family: Family
) -> None:
    _, token = make(sharing, family, password="rosinha")
    for n in range(PER_ADDRESS):
        guess(visits, token, f"2001:db8::{n:x}")
    with pytest.raises(TooMany):
        give_password(visits, token, "2001:db8::ffff")
    assert give_password(visits, token, "2001:db8:1::1") is LinkState.needs_continue


def test_a_large_family_that_knows_the_password_is_not_kept_out(
    sharing: SharingManager, visits: LinkSessions, family: Family
) -> None:
    _, token = make(sharing, family, password="rosinha")
    for _ in range(PER_ADDRESS + 5):
        assert give_password(visits, token, "203.0.113.9") is LinkState.needs_continue


def test_the_contribute_page_learns_name_words_and_hero(
    sharing: SharingManager, visits: LinkSessions, family: Family, database: Database
) -> None:
    hero = add_asset(database, family.chest_id, audience=Audience.family)
    with database.write() as session:
        chest = session.get(Chest, family.chest_id)
        assert chest
        chest.hero_asset_id, chest.hero_crop = hero, [0.1, 0.0, 0.8, 0.8]
        session.add(chest)
    _, token = make(sharing, family, max_bytes=1000)
    status = visits.open_session(token).status
    assert (status.name, status.words) == ("Rosa Almeida", "She sang while she cooked.")
    assert (status.hero_asset_id, status.hero_crop) == (hero, (0.1, 0.0, 0.8, 0.8))
    assert status.bytes_left == 1000
    _, token = make(sharing, family, audience=Audience.everyone)
    status = visits.open_session(token).status
    assert status.name == "Rosa Almeida"
    assert status.hero_asset_id is status.hero_crop is None


def test_a_client_asks_with_the_token_alone_and_looks(
    sharing: SharingManager, visits: LinkSessions, family: Family, database: Database
) -> None:
    shown = add_asset(database, family.chest_id)
    _, token = make(sharing, family)
    viewer = visits.find_viewer_by_token(token)
    with database.read() as session:
        assert session.exec(select(Asset.id).where(visible_to(viewer))).all() == [shown]


def test_two_clients_with_one_token_are_two_people(
    sharing: SharingManager, visits: LinkSessions, family: Family
) -> None:
    _, token = make(sharing, family)
    one, two = visits.begin(token), visits.begin(token)
    assert isinstance(one, LinkViewer)
    assert isinstance(two, LinkViewer)
    assert one.session_id != two.session_id
    bare = visits.find_viewer_by_token(token)
    assert isinstance(bare, LinkViewer)
    assert bare.session_id not in (one.session_id, two.session_id)


def test_a_receipt_beside_the_token_speaks_for_its_contributor(
    sharing: SharingManager,
    visits: LinkSessions,
    family: Family,
    database: Database,
    signer: Signer,
) -> None:
    _, token = make(sharing, family)
    begun = visits.begin(token)
    contribution = add_contribution(database, family.chest_id, by=begun)
    receipt = signer.receipt_token(contribution)
    assert visits.find_viewer_by_token(token, receipt=receipt) == begun


def test_a_receipt_from_another_link_or_made_up_is_not_found(
    sharing: SharingManager,
    visits: LinkSessions,
    family: Family,
    database: Database,
    signer: Signer,
) -> None:
    _, one = make(sharing, family)
    _, two = make(sharing, family)
    contribution = add_contribution(database, family.chest_id, by=visits.begin(one))
    receipt = signer.receipt_token(contribution)
    for wrong in (receipt[:-1], "x", signer.link_token(contribution, 0)):
        with pytest.raises(NotFound):
            visits.find_viewer_by_token(one, receipt=wrong)
    with pytest.raises(NotFound):
        visits.find_viewer_by_token(two, receipt=receipt)


def test_beginning_is_a_clients_use_of_a_link(
    sharing: SharingManager,
    visits: LinkSessions,
    family: Family,
    database: Database,
    signer: Signer,
) -> None:
    link_id, token = make(sharing, family, max_uses=1)
    with pytest.raises(Conflict):
        visits.find_viewer_by_token(token)
    begun = visits.begin(token)
    assert uses(database, link_id) == 1
    with pytest.raises(Gone):
        visits.begin(token)
    with pytest.raises(Gone):
        visits.find_viewer_by_token(token)
    contribution = add_contribution(database, family.chest_id, by=begun)
    receipt = signer.receipt_token(contribution)
    assert visits.find_viewer_by_token(token, receipt=receipt) == begun


def test_a_client_of_a_link_with_a_password_comes_with_its_session(
    sharing: SharingManager, visits: LinkSessions, family: Family, database: Database
) -> None:
    link_id, token = make(sharing, family, password="rosinha", max_uses=1)
    with pytest.raises(Locked):
        visits.find_viewer_by_token(token)
    with pytest.raises(Locked):
        visits.begin(token)
    cookie = visits.open_session(token).cookie
    with pytest.raises(Locked):
        visits.begin(token, cookie=cookie)
    visits.unlock(cookie, "rosinha")
    assert visits.begin(token, cookie=cookie).link_id == link_id
    assert uses(database, link_id) == 1


def test_a_client_that_pressed_continue_is_the_browser_it_was(
    sharing: SharingManager, visits: LinkSessions, family: Family, database: Database
) -> None:
    link_id, token = make(sharing, family, max_uses=1)
    cookie = let_through(visits, token)
    inside = visits.find_viewer(cookie)
    assert visits.find_viewer_by_token(token, cookie=cookie) == inside
    assert visits.begin(token, cookie=cookie) == inside
    assert uses(database, link_id) == 1


def test_revoking_ends_a_client_with_its_receipt(
    sharing: SharingManager,
    visits: LinkSessions,
    family: Family,
    database: Database,
    signer: Signer,
) -> None:
    link_id, token = make(sharing, family)
    contribution = add_contribution(database, family.chest_id, by=visits.begin(token))
    receipt = signer.receipt_token(contribution)
    sharing.revoke(family.keeper, link_id)
    with pytest.raises(Gone):
        visits.find_viewer_by_token(token, receipt=receipt)


def test_a_viewer_of_a_link_is_no_account(
    sharing: SharingManager, visits: LinkSessions, family: Family
) -> None:
    _, token = make(sharing, family)
    viewer = visits.find_viewer(let_through(visits, token))
    assert isinstance(viewer, LinkViewer)
    assert viewer.account_id is None


def test_opening_another_link_in_between_loses_nothing(
    sharing: SharingManager, visits: LinkSessions, family: Family
) -> None:
    _, one = make(sharing, family)
    _, two = make(sharing, family)
    cookie = let_through(visits, one)
    first = visits.find_viewer(cookie)
    both = visits.open_session(two, cookie=cookie).cookie
    assert visits.find_viewer(both) is None
    back = visits.open_session(one, cookie=both).cookie
    assert visits.find_viewer(back) == first
    for _ in range(10):
        back = visits.open_session(make(sharing, family)[1], cookie=back).cookie
    assert len(back) < 400


def test_a_route_learns_why_a_cookie_speaks_for_nobody(
    sharing: SharingManager, visits: LinkSessions, family: Family
) -> None:
    link_id, token = make(sharing, family, password="rosinha")
    cookie = visits.open_session(token).cookie
    with pytest.raises(NotFound):
        visits.get_viewer(None)
    with pytest.raises(Locked):
        visits.get_viewer(cookie)
    visits.unlock(cookie, "rosinha")
    with pytest.raises(Conflict):
        visits.get_viewer(cookie)
    visits.press_continue(cookie)
    assert visits.get_viewer(cookie) == visits.find_viewer(cookie)
    sharing.revoke(family.curator, link_id)
    with pytest.raises(Gone):
        visits.get_viewer(cookie)
