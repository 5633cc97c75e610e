"""What a review looked for and did not want to find again: doors beside the doors."""

from __future__ import annotations

import asyncio
import logging
import stat
import threading
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlmodel import col, select
from streamlit.testing.v1 import AppTest

import chest.chests.invitations
import chest.chests.members
from api.lifespan import build_lifespan
from chest.assets.manager import AssetManager
from chest.chests.manager import ChestManager
from chest.chests.members import MemberManager
from chest.contributions.moderation import Moderation
from chest.database import Database
from chest.errors import ChestError, Gone, Invalid, NotFound, TooMany
from chest.library import Library, open_library
from chest.models import Audience, Invitation, Kind, Membership, Role
from chest.security.passwords import Passwords
from chest.settings import Settings
from tests.api.conftest import PASSWORD, SETUP_CODE, House, open_house
from tests.builders import (
    RecordingQueue,
    add_account,
    add_asset,
    add_chest,
    add_family,
    add_link,
    add_member,
    open_link_session,
)
from tests.mailing import list_letters, open_invitations
from tests.waiting import wait_until


@pytest.fixture
def house(tmp_path: Path, sqlite_template: Path) -> Iterator[House]:
    with open_house(tmp_path / "house", sqlite_template) as made:
        yield made


@pytest.fixture
def library(database: Database, tmp_path: Path) -> Iterator[Library]:
    """By invitation only, with its first account."""
    made = open_library(
        Settings(
            _env_file=None,
            data_dir=tmp_path / "library",
            database_url=database.url,
            secret_key="s" * 32,
            setup_code=SETUP_CODE,
            worker="external",
        )
    )
    made.accounts.sign_up(
        email="ana@example.org", password=PASSWORD, name="Ana", setup_code=SETUP_CODE
    )
    yield made
    made.close()


# ---- addresses that leave the house ----


def test_a_reset_letter_leads_to_the_public_address_whatever_the_request_was_sent_to(
    house: House,
) -> None:
    house.library.settings.public_url = "https://chest.example.org"
    answer = house.client(host="evil.example.com").post(
        "/api/auth/forgot-password", json={"email": "keeper@example.org"}
    )
    assert answer.status_code == 202
    # It is written after the answer.
    wait_until(lambda: list_letters(house.library.database) != [])
    (letter,) = list_letters(house.library.database)
    assert letter.data["address"].startswith("https://chest.example.org/?reset=")


def test_an_invitation_has_a_whole_address_that_is_not_made_of_the_host(house: House) -> None:
    answer = house.keeper.post(
        f"/api/chests/{house.chest_id}/invitations",
        json={"role": "viewer"},
        headers={"Host": "api.local"},
    )
    assert answer.json()["url"].startswith(f"{house.url}/?invitation=")


def test_no_address_is_written_down_by_the_server(tmp_path: Path) -> None:
    log = logging.getLogger("uvicorn.access")
    library = open_library(Settings(_env_file=None, data_dir=tmp_path / "d", worker="external"))

    async def start() -> bool:
        async with build_lifespan(library, address="http://localhost")(None):
            return log.disabled

    try:
        assert asyncio.run(start())
    finally:
        log.disabled = False


# ---- who has an account, and who may make one ----


def test_without_an_invitation_nobody_learns_who_has_an_account(library: Library) -> None:
    sentences = set()
    for email in ("ana@example.org", "nobody@example.org"):
        with pytest.raises(ChestError) as refused:
            library.accounts.sign_up(email=email, password=PASSWORD, name="M", invitation="made-up")
        sentences.add(refused.value.sentence)
    assert len(sentences) == 1


def test_guessing_invitations_is_throttled(library: Library) -> None:
    def guess() -> None:
        library.accounts.sign_up(
            email="m@example.org", password=PASSWORD, name="M", invitation="x", address="10.0.0.1"
        )

    for _ in range(30):
        with pytest.raises(NotFound):
            guess()
    with pytest.raises(TooMany):
        guess()


@pytest.mark.parametrize("fate", ["removed", "demoted"])
def test_an_invitation_ends_when_whoever_made_it_keeps_the_chest_no_more(
    database: Database, fate: str
) -> None:
    keeper, former = add_account(database), add_account(database)
    chest_id = add_chest(database, keeper)
    add_member(database, chest_id, former, Role.keeper)
    members = MemberManager(database=database)
    invitations = open_invitations(database)
    offer = invitations.invite(former, chest_id, role=Role.keeper)
    assert former.account_id
    if fate == "removed":
        members.remove(keeper, chest_id, account_id=former.account_id)
    else:
        members.set_role(keeper, chest_id, account_id=former.account_id, role=Role.viewer)
    with pytest.raises(Gone):
        invitations.accept(former, offer.token)
    with pytest.raises(Gone):
        invitations.describe(offer.token)


def test_an_invitation_to_a_deleted_chest_is_not_taken_up(database: Database) -> None:
    keeper, guest = add_account(database), add_account(database)
    chest_id = add_chest(database, keeper)
    invitations = open_invitations(database)
    offer = invitations.invite(keeper, chest_id, role=Role.viewer)
    ChestManager(database=database).delete(keeper, chest_id)
    with pytest.raises(Gone):
        invitations.accept(guest, offer.token)


def test_few_passwords_are_hashed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    passwords = Passwords()
    hashed = passwords.hash(PASSWORD)
    lock, running, most = threading.Lock(), 0, 0
    verify = PasswordHasher.verify

    def counted(self: PasswordHasher, *arguments: Any) -> bool:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        try:
            return bool(verify(self, *arguments))
        finally:
            with lock:
                running -= 1

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: passwords.match(hashed, PASSWORD), range(16)))
    assert all(answers)
    assert most <= 4


# ---- two at one instant ----


class Meanwhile:
    """Somebody else's call, in a thread of its own."""

    def __init__(self, call: Callable[[], object]) -> None:
        self._call = call
        self._refused: list[ChestError] = []
        self._thread = threading.Thread(target=self._run)

    def start(self) -> None:
        """Let it begin, once; it ends within a second if nothing holds it back."""
        if self._thread.ident is None:
            self._thread.start()
            self._thread.join(1)

    def refused(self) -> list[ChestError]:
        """Wait until it has ended, and tell what it was refused with."""
        self._thread.join()
        return self._refused

    def _run(self) -> None:
        try:
            self._call()
        except ChestError as error:
            self._refused.append(error)


def meanwhile(monkeypatch: pytest.MonkeyPatch, call: Callable[[], object]) -> Meanwhile:
    """Let `call` begin when the first call of a member manager is about to commit."""
    other = Meanwhile(call)
    record = chest.chests.members.record

    def record_and_start(*arguments: Any, **named: Any) -> None:
        record(*arguments, **named)
        other.start()

    for module in (chest.chests.members, chest.chests.invitations):
        monkeypatch.setattr(module, "record", record_and_start)
    return other


def test_two_keepers_who_remove_each_other_leave_one(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = add_account(database), add_account(database)
    chest_id = add_chest(database, one)
    add_member(database, chest_id, two, Role.keeper)
    members = MemberManager(database=database)
    assert one.account_id
    assert two.account_id
    first, second = one.account_id, two.account_id
    other = meanwhile(monkeypatch, lambda: members.remove(two, chest_id, account_id=first))
    members.remove(one, chest_id, account_id=second)
    refused = other.refused()
    with database.read() as session:
        left = session.exec(select(Membership).where(col(Membership.chest_id) == chest_id)).all()
    assert [row.account_id for row in left] == [first]
    assert len(refused) == 1


def test_an_invitation_opened_twice_at_one_instant_lets_one_in(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper, one, two = (add_account(database) for _ in range(3))
    chest_id = add_chest(database, keeper)
    invitations = open_invitations(database)
    offer = invitations.invite(keeper, chest_id, role=Role.viewer)
    other = meanwhile(monkeypatch, lambda: invitations.accept(two, offer.token))
    invitations.accept(one, offer.token)
    refused = other.refused()
    with database.read() as session:
        row = session.exec(select(Invitation)).one()
        assert session.get(Membership, (chest_id, two.account_id)) is None
    assert row.accepted_by == one.account_id
    assert [type(error) for error in refused] == [Gone]


# ---- nothing is published that nobody looked at ----


def test_who_approves_has_seen_also_what_a_member_marked_for_keepers(database: Database) -> None:
    family = add_family(database)
    assets = AssetManager(database=database, jobs=RecordingQueue())
    moderation = Moderation(database=database)
    shown = assets.add_note(family.member, family.chest_id, body="kind words")
    marked = assets.add_note(family.member, family.chest_id, body="other words")
    changes = {"audience": Audience.keepers.value}
    assets.edit(family.member, marked.id, version=marked.version, changes=changes)
    assert shown.contribution_id is not None
    given = moderation.get(family.curator, shown.contribution_id)
    assert {item.body for item in given.items} == {"kind words", "other words"}
    moderation.approve(family.curator, given.id, version=given.version)
    with pytest.raises(NotFound):
        assets.get(family.curator, marked.id)


# ---- what one may not know of ----


def test_a_memory_does_not_name_a_hidden_one_that_it_is_attached_to(database: Database) -> None:
    family = add_family(database)
    note = add_asset(database, family.chest_id, kind=Kind.note, body="x", audience=Audience.keepers)
    photo = add_asset(database, family.chest_id, attached_to=note)
    assets = AssetManager(database=database, jobs=RecordingQueue())
    link = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    assert assets.get(family.keeper, photo).attached_to == note
    for who in (family.curator, family.viewer, link):
        assert assets.get(who, photo).attached_to is None


def test_a_link_learns_nothing_of_another_chest_by_its_version(database: Database) -> None:
    family, other = add_family(database), add_family(database)
    link = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    chests = ChestManager(database=database)
    assert chests.pulse(link, family.chest_id)
    with pytest.raises(NotFound):
        chests.pulse(link, other.chest_id)


def test_a_cursor_of_many_brackets_is_refused_with_a_sentence(database: Database) -> None:
    family = add_family(database)
    cursor = urlsafe_b64encode(b"[" * 40_000).decode()
    with pytest.raises(Invalid, match="Start from the beginning"):
        AssetManager(database=database, jobs=RecordingQueue()).list_page(
            family.viewer, family.chest_id, cursor=cursor
        )


# ---- this computer's other users ----


def test_nobody_else_on_this_computer_can_read_the_database(tmp_path: Path) -> None:
    library = open_library(Settings(_env_file=None, data_dir=tmp_path / "new"))
    with library.database.write() as session:
        session.connection().exec_driver_sql("create table t (x)")
    files = sorted(tmp_path.joinpath("new").glob("chest.db*"))
    assert "chest.db" in [file.name for file in files]
    for path in (tmp_path / "new", *files):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
    library.close()


# ---- words ----


def test_a_refusal_that_no_page_expected_is_shown_as_plain_words() -> None:
    def page() -> None:
        from chest.errors import Invalid
        from pages.parts.failures import report_failure

        report_failure(Invalid("“[here](https://evil.example.com)” is no date."))

    shown = AppTest.from_function(page).run()
    assert shown.error[0].value.startswith("“\\[here\\]")
