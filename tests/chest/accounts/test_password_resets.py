"""A forgotten password is replaced once, within the hour, by whoever reads the letter."""

from __future__ import annotations

import email
import re
from datetime import timedelta
from email import policy
from pathlib import Path

import pytest
from sqlmodel import select

from chest.accounts.manager import AccountManager
from chest.accounts.password_resets import PasswordResets
from chest.accounts.sessions import LoginSessions
from chest.database import Database
from chest.errors import Gone, Invalid, NotFound, TooMany
from chest.mail import Outbox
from chest.models import Account, PasswordReset, utc_now
from chest.security.throttle import RATES, WindowThrottle
from tests.chest.accounts.owner import EMAIL
from tests.chest.accounts.owner import PASSWORD as OLD

NEW = "another sentence"


@pytest.fixture
def resets(database: Database, accounts: AccountManager, tmp_path: Path) -> PasswordResets:
    return PasswordResets(
        database=database,
        accounts=accounts,
        mailer=Outbox(tmp_path / "outbox"),
        throttle=WindowThrottle(),
    )


def letters(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "outbox").glob("*.eml"))


def token_in(letter: Path) -> str:
    message = email.message_from_bytes(letter.read_bytes(), policy=policy.default)
    assert message["To"] == EMAIL
    found = re.search(r"https://chest\.example/\?reset=(\S+)", message.get_content())
    assert found
    return found[1]


def ask(resets: PasswordResets, address: str = EMAIL) -> None:
    resets.ask(email=address, base_url="https://chest.example")()


def test_the_letter_sets_a_new_password_and_ends_every_session(
    resets: PasswordResets, accounts: AccountManager, sign_ins: LoginSessions, tmp_path: Path
) -> None:
    session = accounts.sign_in(email=EMAIL, password=OLD)
    ask(resets)
    (letter,) = letters(tmp_path)
    assert letter.stat().st_mode & 0o077 == 0
    resets.reset(token=token_in(letter), password=NEW)
    assert sign_ins.find_viewer(session) is None
    assert accounts.sign_in(email=EMAIL, password=NEW)
    with pytest.raises(Invalid):
        accounts.sign_in(email=EMAIL, password=OLD)


def test_a_letter_works_once_and_ends_the_others(resets: PasswordResets, tmp_path: Path) -> None:
    ask(resets)
    ask(resets)
    first, second = map(token_in, letters(tmp_path))
    resets.reset(token=second, password=NEW)
    for token in (first, second):
        with pytest.raises(Gone):
            resets.reset(token=token, password="a third sentence")


def test_an_unknown_address_gets_no_letter_and_the_same_silence(
    resets: PasswordResets, tmp_path: Path
) -> None:
    ask(resets, "nobody@example.org")
    assert letters(tmp_path) == []


def test_a_made_up_token_and_an_old_letter_set_nothing(
    resets: PasswordResets, accounts: AccountManager, database: Database, tmp_path: Path
) -> None:
    with pytest.raises(NotFound):
        resets.reset(token="made-up", password=NEW)
    ask(resets)
    with database.write() as session:
        row = session.exec(select(PasswordReset)).one()
        assert row.token_hash not in letters(tmp_path)[0].read_text()
        row.expires_at = utc_now() - timedelta(seconds=1)
        session.add(row)
    with pytest.raises(Gone):
        resets.reset(token=token_in(letters(tmp_path)[0]), password=NEW)
    assert accounts.sign_in(email=EMAIL, password=OLD)


def test_a_password_that_cannot_be_taken_leaves_the_letter_usable(
    resets: PasswordResets, tmp_path: Path
) -> None:
    ask(resets)
    token = token_in(letters(tmp_path)[0])
    with pytest.raises(Invalid):
        resets.reset(token=token, password="short")
    resets.reset(token=token, password=NEW)


def test_asking_is_throttled(resets: PasswordResets) -> None:
    for _ in range(5):
        ask(resets)
    with pytest.raises(TooMany):
        ask(resets)


def test_a_network_of_ipv6_addresses_asks_as_one(resets: PasswordResets) -> None:
    for n in range(5):
        resets.ask(email=EMAIL, base_url="https://chest.example", address=f"2001:db8::{n:x}")
    with pytest.raises(TooMany):
        resets.ask(email=EMAIL, base_url="https://chest.example", address="2001:db8::ffff")


def test_a_mailbox_is_not_filled_and_nobody_is_told(
    resets: PasswordResets, accounts: AccountManager, tmp_path: Path
) -> None:
    accounts.sign_up(email="tom@example.org", password=OLD, name="Tom")
    for n in range(8):
        resets.ask(
            email=EMAIL, base_url="https://chest.example", address=f"203.0.113.{n}"
        )()  # the same for whoever asks, whether a letter goes out or not
    assert len(letters(tmp_path)) == RATES["reset-letter"].amount == 5
    resets.ask(email="tom@example.org", base_url="https://chest.example", address="203.0.113.1")()
    assert len(letters(tmp_path)) == 6


def test_asking_looks_nothing_up_before_the_answer(
    database: Database, accounts: AccountManager, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What takes its time, and would tell who has an account, is left for after the answer."""
    resets = PasswordResets(
        database=database,
        accounts=accounts,
        mailer=Outbox(tmp_path / "outbox"),
        throttle=WindowThrottle(),
    )
    with monkeypatch.context() as during:
        during.delattr(Database, "read")
        during.delattr(Database, "write")
        known, unknown = (
            resets.ask(email=address, base_url="https://chest.example")
            for address in (EMAIL, "nobody@example.org")
        )
    assert letters(tmp_path) == []
    unknown()
    assert letters(tmp_path) == []
    known()
    assert len(letters(tmp_path)) == 1


def test_a_letter_used_twice_at_one_instant_sets_one_password(
    resets: PasswordResets,
    accounts: AccountManager,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ask(resets)
    token = token_in(letters(tmp_path)[0])
    hashing = accounts.hash_password

    def hash_after_another(password: str) -> str:
        monkeypatch.setattr(accounts, "hash_password", hashing)
        resets.reset(token=token, password="the first sentence")
        return hashing(password)

    monkeypatch.setattr(accounts, "hash_password", hash_after_another)
    with pytest.raises(Gone):
        resets.reset(token=token, password="the second sentence")
    assert accounts.sign_in(email=EMAIL, password="the first sentence")


def test_a_changed_password_ends_the_letters_that_would_set_another(
    resets: PasswordResets, accounts: AccountManager, sign_ins: LoginSessions, tmp_path: Path
) -> None:
    ask(resets)
    here = accounts.sign_in(email=EMAIL, password=OLD)
    viewer = sign_ins.find_viewer(here)
    assert viewer is not None
    accounts.change_password(viewer, current=OLD, password=NEW, keep=here)
    with pytest.raises(Gone):
        resets.reset(token=token_in(letters(tmp_path)[0]), password="a third sentence")
    assert accounts.sign_in(email=EMAIL, password=NEW)


def test_nobody_waits_while_a_new_password_is_hashed(
    resets: PasswordResets,
    accounts: AccountManager,
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ask(resets)
    hashing = accounts.hash_password

    def hash_while_another_writes(password: str) -> str:
        with database.write() as session:  # waits for whoever holds the account, or the file
            account = session.exec(select(Account).with_for_update()).one()
            account.name = "Meanwhile"
            session.add(account)
        return hashing(password)

    monkeypatch.setattr(accounts, "hash_password", hash_while_another_writes)
    resets.reset(token=token_in(letters(tmp_path)[0]), password=NEW)
    with database.read() as session:
        assert session.exec(select(Account.name)).one() == "Meanwhile"
