"""What opening a link costs, who is counted when a password is guessed, and days in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlmodel import select
from starlette.applications import Starlette

from api.application import build_routes
from chest.database import Database
from chest.library import Library, open_library
from chest.models import LinkPermission, LinkSession
from chest.security.throttle import RATES
from chest.settings import Settings
from chest.sharing.links import LinkTerms
from tests.api.answers import Description
from tests.asgi import AppClient
from tests.builders import Family, add_contribution, add_family, add_link, open_link_session

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
