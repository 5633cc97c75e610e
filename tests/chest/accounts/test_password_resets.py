"""A forgotten password is replaced once, within the hour, by whoever reads the letter."""

from __future__ import annotations

import re
from datetime import timedelta
from email.message import EmailMessage

import pytest
from sqlmodel import select

from chest.accounts.manager import AccountManager
from chest.accounts.password_resets import PasswordResets
from chest.accounts.sessions import LoginSessions
from chest.database import Database
from chest.errors import Gone, Invalid, NotFound, TooMany
from chest.models import Account, PasswordReset, utc_now
from chest.security.throttle import RATES, WindowThrottle
from tests.chest.accounts.owner import EMAIL
from tests.chest.accounts.owner import PASSWORD as OLD
from tests.mailing import Bag, deliver, open_letters, words_of

NEW = "another sentence"


class Mailbox:
    """What came by letter, read whenever it is asked for."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._bag = Bag()

    @property
    def letters(self) -> list[EmailMessage]:
        deliver(self._database, self._bag)
        return self._bag.letters

    @property
    def tokens(self) -> list[str]:
        return [token_in(letter) for letter in self.letters]


@pytest.fixture
def mailbox(database: Database) -> Mailbox:
    return Mailbox(database)


@pytest.fixture
def resets(database: Database, accounts: AccountManager) -> PasswordResets:
    return open_resets(database, accounts)


def open_resets(database: Database, accounts: AccountManager) -> PasswordResets:
    return PasswordResets(
        database=database,
        accounts=accounts,
        letters=open_letters(database),
        throttle=WindowThrottle(),
    )


def token_in(letter: EmailMessage) -> str:
    assert letter["To"] == EMAIL
    found = re.search(r"https://chest\.example/\?reset=(\S+)", words_of(letter))
    assert found
    return found[1]


def ask(resets: PasswordResets, address: str = EMAIL) -> None:
    resets.ask(email=address, base_url="https://chest.example")()


def test_the_letter_sets_a_new_password_and_ends_every_session(
    resets: PasswordResets, accounts: AccountManager, sign_ins: LoginSessions, mailbox: Mailbox
) -> None:
    session = accounts.sign_in(email=EMAIL, password=OLD)
    ask(resets)
    (token,) = mailbox.tokens
    resets.reset(token=token, password=NEW)
    assert sign_ins.find_viewer(session) is None
    assert accounts.sign_in(email=EMAIL, password=NEW)
    with pytest.raises(Invalid):
        accounts.sign_in(email=EMAIL, password=OLD)


def test_a_letter_works_once_and_ends_the_others(resets: PasswordResets, mailbox: Mailbox) -> None:
    ask(resets)
    ask(resets)
    first, second = mailbox.tokens
    resets.reset(token=second, password=NEW)
    for token in (first, second):
        with pytest.raises(Gone):
            resets.reset(token=token, password="a third sentence")


def test_an_unknown_address_gets_no_letter_and_the_same_silence(
    resets: PasswordResets, mailbox: Mailbox
) -> None:
    ask(resets, "nobody@example.org")
    assert mailbox.letters == []


def test_a_made_up_token_and_an_old_letter_set_nothing(
    resets: PasswordResets, accounts: AccountManager, database: Database, mailbox: Mailbox
) -> None:
    with pytest.raises(NotFound):
        resets.reset(token="made-up", password=NEW)
    ask(resets)
    (letter,) = mailbox.letters
    with database.write() as session:
        row = session.exec(select(PasswordReset)).one()
        assert row.token_hash not in str(letter)
        row.expires_at = utc_now() - timedelta(seconds=1)
        session.add(row)
    with pytest.raises(Gone):
        resets.reset(token=mailbox.tokens[0], password=NEW)
    assert accounts.sign_in(email=EMAIL, password=OLD)


def test_a_password_that_cannot_be_taken_leaves_the_letter_usable(
    resets: PasswordResets, mailbox: Mailbox
) -> None:
    ask(resets)
    token = mailbox.tokens[0]
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
    resets: PasswordResets, accounts: AccountManager, mailbox: Mailbox
) -> None:
    accounts.sign_up(email="tom@example.org", password=OLD, name="Tom")
    for n in range(8):
        resets.ask(
            email=EMAIL, base_url="https://chest.example", address=f"203.0.113.{n}"
        )()  # the same for whoever asks, whether a letter goes out or not
    assert len(mailbox.letters) == RATES["reset-letter"].amount == 5
    resets.ask(email="tom@example.org", base_url="https://chest.example", address="203.0.113.1")()
    assert len(mailbox.letters) == 6


def test_asking_looks_nothing_up_before_the_answer(
    database: Database, accounts: AccountManager, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What takes its time, and would tell who has an account, is left for after the answer."""
    resets = open_resets(database, accounts)
    with monkeypatch.context() as during:
        during.delattr(Database, "read")
        during.delattr(Database, "write")
        known, unknown = (
            resets.ask(email=address, base_url="https://chest.example")
            for address in (EMAIL, "nobody@example.org")
        )
    assert mailbox.letters == []
    unknown()
    assert mailbox.letters == []
    known()
    assert len(mailbox.letters) == 1


def test_a_letter_used_twice_at_one_instant_sets_one_password(
    resets: PasswordResets,
    accounts: AccountManager,
    mailbox: Mailbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ask(resets)
    token = mailbox.tokens[0]
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
    resets: PasswordResets, accounts: AccountManager, sign_ins: LoginSessions, mailbox: Mailbox
) -> None:
    ask(resets)
    (token,) = mailbox.tokens
    ask(resets)
    here = accounts.sign_in(email=EMAIL, password=OLD)
    viewer = sign_ins.find_viewer(here)
    assert viewer is not None
    accounts.change_password(viewer, current=OLD, password=NEW, keep=here)
    with pytest.raises(Gone):
        resets.reset(token=token, password="a third sentence")
    assert mailbox.tokens == [token]  # the one that waited does not go out any more
    assert accounts.sign_in(email=EMAIL, password=NEW)


def test_nobody_waits_while_a_new_password_is_hashed(
    resets: PasswordResets,
    accounts: AccountManager,
    database: Database,
    mailbox: Mailbox,
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
    resets.reset(token=mailbox.tokens[0], password=NEW)
    with database.read() as session:
        assert session.exec(select(Account.name)).one() == "Meanwhile"
