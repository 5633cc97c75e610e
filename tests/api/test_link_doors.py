"""What opening a link costs, who is counted when a password is guessed, and days in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from sqlmodel import select
from starlette.applications import Starlette

from api.application import build_routes
from chest.database import Database
from chest.library import Library, open_library
from chest.models import (
    Asset,
    Audience,
    Chest,
    Derivative,
    LinkPermission,
    LinkSession,
    Review,
    ShareLink,
    utc_now,
)
from chest.security.throttle import RATES
from chest.settings import Settings
from chest.sharing.links import SENTENCES, TITLES, LinkState, LinkTerms
from tests.api.answers import Description
from tests.asgi import AppClient
from tests.builders import (
    Family,
    add_asset,
    add_contribution,
    add_family,
    add_link,
    open_link_session,
)

# The managers behind these routes are tested on both kinds of database.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

PREVIEWERS = [
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "WhatsApp/2.23.20.0",
    "TelegramBot (like TwitterBot)",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
    "Mozilla/5.0 (compatible; SomeOtherBot/1.0)",
]
PEOPLE = [
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/150.0.0.0 Mobile Safari",
    "Mozilla/5.0 (Linux; Android 11; CUBOT NOTE 20) AppleWebKit/537.36 Chrome/120.0 Mobile Safari",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) [FBAN/FBIOS;FBAV/480.0]",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Instagram 330.0",
    "",
]


@pytest.fixture
def library(database: Database, database_url: str, tmp_path: Path) -> Iterator[Library]:
    made = open_library(
        Settings(
            _env_file=None,
            database_url=database_url,
            data_dir=tmp_path / "data",
            secret_key="a secret of at least thirty-two characters",
        )
    )
    yield made
    made.close()


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database, time_zone="Pacific/Auckland")


@pytest.fixture
def app(library: Library) -> Starlette:
    return Starlette(routes=build_routes(library))


@pytest.fixture
def browser(app: Starlette, description: Description) -> Iterator[AppClient]:
    with AppClient(app, event_hooks=description.hooks) as client:
        yield client


def make_link(library: Library, family: Family, **terms: Any) -> str:
    link = library.sharing.create(
        family.keeper, family.chest_id, LinkTerms(**{"permission": LinkPermission.add, **terms})
    )
    assert link.token
    return link.token


def sessions(library: Library) -> int:
    with library.database.read() as session:
        return len(session.exec(select(LinkSession.id)).all())


def test_coming_again_leaves_one_session(
    browser: AppClient, library: Library, family: Family
) -> None:
    token = make_link(library, family)
    for _ in range(4):
        assert browser.get(f"/c/{token}").status_code == 303
    assert sessions(library) == 1


def test_asking_whether_a_link_opens_leaves_nothing(
    browser: AppClient, library: Library, family: Family
) -> None:
    token = make_link(library, family)
    answer = browser.head(f"/c/{token}")
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert browser.head(f"/c/{token}x").status_code == 404
    assert sessions(library) == 0


@pytest.mark.parametrize("agent", PREVIEWERS)
def test_a_preview_costs_nothing_tells_no_name_and_leaves_a_way_on(
    browser: AppClient, library: Library, family: Family, agent: str
) -> None:
    token = make_link(library, family)
    answer = browser.get(f"/c/{token}", headers={"User-Agent": agent})
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    assert "Rosa" not in answer.text
    assert token not in answer.text
    assert "og:title" in answer.text
    assert sessions(library) == 0
    # Should a person see it after all, the link on it opens.
    onward = urlsplit(f"/c/{token}?open=1")
    assert 'href="?open=1"' in answer.text
    opened = browser.get(onward.geturl(), headers={"User-Agent": agent})
    assert opened.status_code == 303
    assert sessions(library) == 1


def test_a_preview_of_a_closed_link_says_that_it_is_closed(
    browser: AppClient, library: Library, family: Family
) -> None:
    token = make_link(library, family)
    link = library.sharing.list_links(family.keeper, family.chest_id).items[0]
    library.sharing.revoke(family.keeper, link.id)
    answer = browser.get(f"/c/{token}", headers={"User-Agent": PREVIEWERS[0]})
    assert answer.status_code == 410


@pytest.mark.parametrize("agent", PEOPLE)
def test_people_are_let_in_whatever_their_telephone_is_called(
    browser: AppClient, library: Library, family: Family, agent: str
) -> None:
    token = make_link(library, family)
    answer = browser.get(f"/c/{token}", headers={"User-Agent": agent})
    assert answer.status_code == 303
    assert "chest_link=" in answer.headers["set-cookie"]


def test_a_browser_that_says_how_it_came_is_nobodys_preview(
    browser: AppClient, library: Library, family: Family
) -> None:
    token = make_link(library, family)
    headers = {"User-Agent": "Mozilla/5.0 AppleBot/1", "Sec-Fetch-Dest": "document"}
    assert browser.get(f"/c/{token}", headers=headers).status_code == 303


@pytest.mark.parametrize(
    "header", [{"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "preview"}, {"X-Moz": "prefetch"}]
)
def test_what_is_fetched_ahead_of_time_gets_no_page_that_could_be_shown_later(
    browser: AppClient, library: Library, family: Family, header: dict[str, str]
) -> None:
    token = make_link(library, family)
    answer = browser.get(f"/c/{token}", headers=header)
    assert (answer.status_code, answer.content) == (204, b"")
    assert sessions(library) == 0


def test_whoever_guesses_a_password_keeps_out_only_their_own_address(
    app: Starlette, library: Library, family: Family
) -> None:
    token = make_link(library, family, password="rosinha")

    def give(password: str, *, address: str = "203.0.113.9") -> int:
        with AppClient(app, address=address) as client:
            assert client.get(f"/c/{token}").status_code == 303
            body = {"password": password}
            return client.post("/api/share-links/unlock", json=body).status_code

    for _ in range(RATES["link-password"].amount):
        assert give("guess") == 401
    assert give("rosinha") == 429
    assert give("rosinha", address="198.51.100.7") == 200


def test_days_are_the_chests_own_and_moments_need_their_zone(
    browser: AppClient, library: Library, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sign_in(*arguments: Any) -> Any:
        return family.keeper

    monkeypatch.setattr(type(library.sign_ins), "find_viewer", sign_in)
    links = f"/api/chests/{family.chest_id}/share-links"
    made = browser.post(links, json={"permission": "add", "expires_at": "2099-07-01"})
    assert made.status_code == 201, made.text
    assert made.json()["expires_at"] == "2099-07-01T11:59:59.999Z"
    given = add_contribution(library.database, family.chest_id, by=family.member)
    hold = f"/api/contributions/{given}/hold"
    held = browser.post(hold, json={"until": "2099-07-01"})
    assert held.json()["held_until"] == "2099-06-30T12:00:00.000Z"
    held = browser.post(hold, json={"until": "2099-07-01T08:00:00+02:00"})
    assert held.json()["held_until"] == "2099-07-01T06:00:00.000Z"
    for wrong in ("2099-07-01T00:00:00", "2099-7-1", "tomorrow", "2099-02-30", []):
        assert browser.post(hold, json={"until": wrong}).status_code == 422, wrong
        body = {"permission": "add", "expires_at": wrong}
        assert browser.post(links, json=body).status_code == 422, wrong


def test_a_receipt_says_when_what_was_taken_back_is_erased(
    browser: AppClient, library: Library, family: Family
) -> None:
    aunt = open_link_session(
        library.database, add_link(library.database, family.chest_id, family.keeper)
    )
    given = add_contribution(library.database, family.chest_id, by=aunt)
    receipt = library.signer.receipt_token(given)
    assert browser.get(f"/api/receipts/{receipt}").json()["erased_at"] is None
    taken = browser.post(f"/api/receipts/{receipt}/withdraw").json()
    assert taken["erased_at"].endswith("Z")
    assert "until then you can put it back" in taken["words"]
    assert browser.post(f"/api/receipts/{receipt}/unwithdraw").json()["erased_at"] is None


@pytest.mark.parametrize("how", ["expired", "revoked", "used_up", "closed"])
def test_a_link_that_has_ended_is_a_page_that_says_how_and_whose_it_was(
    browser: AppClient, library: Library, family: Family, how: str
) -> None:
    token = make_link(library, family, max_uses=1)
    link = library.sharing.list_links(family.keeper, family.chest_id).items[0]
    if how == "revoked":
        library.sharing.revoke(family.keeper, link.id)
    elif how == "used_up":
        library.visits.press_continue(library.visits.open_session(token).cookie)
    with library.database.write() as session:
        if how == "expired":
            session.get_one(ShareLink, link.id).expires_at = utc_now()
        elif how == "closed":
            session.get_one(Chest, family.chest_id).deleted_at = utc_now()
    answer = browser.get(f"/c/{token}")
    state = LinkState(how)
    assert answer.status_code == 410
    assert f"<h1>{TITLES[state]}</h1>" in answer.text
    assert SENTENCES[state] in answer.text
    assert ("The chest of Rosa Almeida" in answer.text) == (how != "closed")
    assert "/app/static/fonts/source-serif-4-latin-600-normal.woff2" in answer.text
    # What a messenger shows beside it is read by more people.
    preview = browser.get(f"/c/{token}", headers={"User-Agent": PREVIEWERS[0]})
    assert preview.status_code == 410
    assert "Rosa" not in preview.text


def test_the_page_of_a_link_with_a_password_does_not_say_whose_it_was(
    browser: AppClient, library: Library, family: Family
) -> None:
    token = make_link(library, family, password="rosinha")
    link = library.sharing.list_links(family.keeper, family.chest_id).items[0]
    library.sharing.revoke(family.keeper, link.id)
    answer = browser.get(f"/c/{token}")
    assert answer.status_code == 410
    assert "Rosa" not in answer.text


def test_a_cut_off_address_and_a_mistyped_one_are_told_apart_and_tell_nothing(
    browser: AppClient, library: Library, family: Family
) -> None:
    token = make_link(library, family)
    wrong = token[:-1] + ("A" if token[-1] != "A" else "Q")
    pages = {
        "This link is not complete": ["/c", "/c/", f"/c/{token[:40]}", f"/c/{token[:-1]}"],
        "There is a mistake in this link": [f"/c/{token}x", f"/c/{wrong}", f"/c/{token.lower()}"],
        "The address of this receipt is not complete": ["/r", "/r/", f"/r/{token[:40]}"],
        "There is a mistake in this address": [f"/r/{token}", f"/r/{token}x"],
    }
    for title, paths in pages.items():
        for path in paths:
            answer = browser.get(path)
            assert (answer.status_code, f"<h1>{title}</h1>" in answer.text) == (404, True), path
            assert "Rosa" not in answer.text
            assert "font-face" in answer.text
    assert sessions(library) == 0


@pytest.mark.parametrize("hung_on", [".", ",", ")", "”", "…", "%20", ">."])
def test_what_a_sentence_hung_on_to_a_link_is_no_mistake(
    browser: AppClient, library: Library, family: Family, hung_on: str
) -> None:
    token = make_link(library, family)
    assert browser.get(f"/c/{token}{hung_on}").status_code == 303


def test_the_picture_at_the_top_is_seen_at_the_door_and_nothing_else_is(
    browser: AppClient, app: Starlette, library: Library, family: Family
) -> None:
    hero, other = (add_asset(library.database, family.chest_id) for _ in range(2))
    for asset_id in (hero, other):
        key = f"v1/{asset_id}"
        library.blobs.put(key, [b"a picture"])
        with library.database.write() as session:
            session.add(
                Derivative(
                    asset_id=asset_id,
                    kind="preview",
                    storage_key=key,
                    media_type="image/jpeg",
                    bytes=9,
                )
            )
            session.get_one(Chest, family.chest_id).hero_asset_id = hero
    token = make_link(library, family, password="rosinha", max_uses=1)
    browser.get(f"/c/{token}")
    cookie = browser.cookies["chest_link"]
    library.visits.unlock(cookie, "rosinha")
    door = library.visits.find_at_the_door(cookie)
    assert door
    [view] = library.assets.list_views(door, [hero, other])
    address = library.media.url(door, view, "preview")
    assert address
    assert browser.get(address).content == b"a picture"
    assert browser.get(address.replace(str(hero), str(other))).status_code == 404
    with AppClient(app) as stranger:
        assert stranger.get(address).status_code == 404
    assert browser.get(f"/api/chests/{family.chest_id}/assets").status_code == 401
    assert library.sharing.list_links(family.keeper, family.chest_id).items[0].uses == 0
    with library.database.write() as session:
        session.get_one(Asset, hero).audience = Audience.keepers
    assert browser.get(address).status_code == 404


def test_a_giver_tells_of_a_file_and_reads_how_the_date_was_understood(
    browser: AppClient, library: Library, family: Family
) -> None:
    token = {"X-Share-Token": make_link(library, family)}
    begun = browser.post(
        "/api/contributions", json={"name": "Graça", "consent": True}, headers=token
    )
    assert begun.status_code == 201, begun.text
    gift, mine = begun.json()["id"], token | {"X-Receipt": begun.json()["receipt"]}
    lies = {"contribution_id": UUID(gift), "review": Review.draft}
    photo = add_asset(library.database, family.chest_id, **lies)
    path = f"/api/contributions/{gift}/files/{photo}"
    told = browser.patch(path, json={"who": "Rosa", "taken": "about 1964"}, headers=mine)
    assert told.status_code == 200, told.text
    assert (told.json()["who"], told.json()["when"]) == ("Rosa", "about 1964")
    assert told.json()["taken"]["edtf"] == "1964~"
    refused = browser.patch(path, json={"taken": "when I was seven"}, headers=mine)
    assert (refused.status_code, refused.json()["field"]) == (422, "taken")
    assert browser.patch(path, json={"audience": "everyone"}, headers=mine).status_code == 422
    assert browser.patch(path, json={"who": "x"}, headers=token).status_code == 404
    words = {"message": "We painted the boat.", "message_taken": "summer 1964"}
    kept = browser.patch(f"/api/contributions/{gift}", json=words, headers=mine)
    assert kept.json()["message_when"] == "summer 1964"


def test_a_receipt_is_not_sent_where_no_mail_goes_out(
    browser: AppClient, library: Library, family: Family
) -> None:
    aunt = open_link_session(
        library.database, add_link(library.database, family.chest_id, family.keeper)
    )
    given = add_contribution(library.database, family.chest_id, by=aunt)
    path = f"/api/receipts/{library.signer.receipt_token(given)}/letter"
    assert browser.post(path, json={"email": "graca@example.org"}).status_code == 409
    assert browser.post(path, json={"email": "graca at home"}).status_code == 422
    assert browser.post("/api/receipts/x/letter", json={"email": "a@b.example"}).status_code == 404


def test_whoever_sent_something_finds_its_receipt_where_the_link_is_closed(
    browser: AppClient, library: Library, family: Family
) -> None:
    token = make_link(library, family)
    browser.get(f"/c/{token}")
    library.visits.press_continue(browser.cookies["chest_link"])
    aunt = library.visits.get_viewer(browser.cookies["chest_link"])
    draft = library.contributions.open_draft(aunt, name="Graça", consent=True)
    library.contributions.update(aunt, draft.id, message="She sang.")
    receipt = library.contributions.submit(aunt, draft.id).receipt
    link = library.sharing.list_links(family.keeper, family.chest_id).items[0]
    library.sharing.revoke(family.keeper, link.id)
    page = browser.get(f"/c/{token}")
    assert page.status_code == 410
    assert f'<a href="/r/{receipt}">What you sent for Rosa Almeida on ' in page.text
    assert browser.get(f"/r/{receipt}").status_code == 303
    browser.cookies.clear()
    assert "/r/" not in browser.get(f"/c/{token}").text
