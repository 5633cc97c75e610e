"""Setting up, signing in and out, and what a token stands for."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from argon2 import PasswordHasher
from sqlmodel import col, select

from chest.access.viewers import ANONYMOUS, Viewer
from chest.accounts.manager import AccountManager
from chest.accounts.sessions import LoginSessions
from chest.chests.members import MemberManager
from chest.database import Database
from chest.errors import Invalid, NotFound, NotSignedIn, TooMany
from chest.models import Account, AuditEvent, LoginSession, Role, utc_now
from chest.security.passwords import Passwords
from chest.security.throttle import WindowThrottle
from chest.settings import Settings
from tests.builders import add_account, add_chest
from tests.mailing import open_invitations

PASSWORD = "a short sentence"


@pytest.fixture
def accounts(database: Database, tmp_path: Path) -> AccountManager:
    return AccountManager(
        database=database,
        settings=Settings(data_dir=tmp_path, _env_file=None),
        throttle=WindowThrottle(),
        sign_ins=LoginSessions(database=database),
        setup_key=b"k" * 32,
        accept_invitation=open_invitations(database).accept_in,
    )


def set_up(accounts: AccountManager, email: str = "ana@example.org") -> None:
    accounts.sign_up(email=email, password=PASSWORD, name="Ana", setup_code=accounts.setup_code)


def test_the_first_account_needs_the_setup_code(accounts: AccountManager) -> None:
    with pytest.raises(Invalid, match="setup code"):
        accounts.sign_up(email="a@example.org", password=PASSWORD, name="A", setup_code="WRONG")
    assert not accounts.is_claimed()
    set_up(accounts)
    assert accounts.is_claimed()


def test_the_setup_code_is_taken_however_it_was_copied(accounts: AccountManager) -> None:
    copied = accounts.setup_code.lower().replace("-", " ") + " "
    accounts.sign_up(email="a@example.org", password=PASSWORD, name="A", setup_code=copied)
    assert accounts.is_claimed()


def test_the_setup_code_works_once(accounts: AccountManager) -> None:
    set_up(accounts)
    with pytest.raises(Invalid, match="by invitation"):
        accounts.sign_up(
            email="b@example.org", password=PASSWORD, name="B", setup_code=accounts.setup_code
        )


def test_a_second_claim_at_the_same_moment_makes_no_account(
    accounts: AccountManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(accounts)
    # What the second process saw a moment before the first one's commit.
    monkeypatch.setattr(accounts, "is_claimed", lambda: False)
    with pytest.raises(Invalid, match="by someone else"):
        set_up(accounts, email="b@example.org")
    monkeypatch.undo()
    with pytest.raises(Invalid):
        accounts.sign_in(email="b@example.org", password=PASSWORD)


def test_an_invitation_makes_an_account_and_its_membership(
    accounts: AccountManager, database: Database
) -> None:
    set_up(accounts)
    keeper = add_account(database)
    chest_id = add_chest(database, keeper)
    invitations = open_invitations(database)
    offer = invitations.invite(keeper, chest_id, role=Role.member)
    joined = accounts.sign_up(
        email="tom@example.org", password=PASSWORD, name="Tom", invitation=offer.token
    )
    roles = {
        m.account_id: m.role
        for m in MemberManager(database=database).list_members(keeper, chest_id)
    }
    assert roles[joined.id] is Role.member


def test_an_invitation_that_was_used_makes_no_second_account(
    accounts: AccountManager, database: Database
) -> None:
    set_up(accounts)
    keeper = add_account(database)
    offer = open_invitations(database).invite(keeper, add_chest(database, keeper), role=Role.viewer)
    accounts.sign_up(email="t@example.org", password=PASSWORD, name="T", invitation=offer.token)
    with pytest.raises(Exception, match="already used"):
        accounts.sign_up(email="u@example.org", password=PASSWORD, name="U", invitation=offer.token)
    with pytest.raises(Invalid):
        accounts.sign_in(email="u@example.org", password=PASSWORD)


def test_signing_in_opens_a_session_that_names_the_account(
    accounts: AccountManager, sign_ins: LoginSessions
) -> None:
    set_up(accounts)
    token = accounts.sign_in(email=" ANA@example.org ", password=PASSWORD)
    viewer = sign_ins.find_viewer(token)
    assert viewer is not None
    assert accounts.get(viewer).name == "Ana"


def test_only_a_hash_of_the_session_token_is_stored(
    accounts: AccountManager, sign_ins: LoginSessions, database: Database
) -> None:
    set_up(accounts)
    token = accounts.sign_in(email="ana@example.org", password=PASSWORD)
    with database.read() as session:
        stored = session.exec(select(LoginSession.token_hash)).one()
    assert token not in stored
    assert sign_ins.find_viewer(stored) is None


@pytest.mark.parametrize("email", ["ana@example.org", "nobody@example.org"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_sentence(
    accounts: AccountManager, email: str
) -> None:
    set_up(accounts)
    with pytest.raises(Invalid, match="is not right"):
        accounts.sign_in(email=email, password="something else")


def test_guessing_is_throttled_and_says_how_long(accounts: AccountManager) -> None:
    set_up(accounts)
    for _ in range(10):
        with pytest.raises(Invalid):
            accounts.sign_in(email="ana@example.org", password="wrong guess", address="1.2.3.4")
    with pytest.raises(TooMany) as caught:
        accounts.sign_in(email="ana@example.org", password=PASSWORD, address="1.2.3.4")
    assert caught.value.data["retry_after"] > 0
    assert accounts.sign_in(email="ana@example.org", password=PASSWORD, address="5.6.7.8")


def test_a_network_of_ipv6_addresses_guesses_as_one(
    accounts: AccountManager,
    sign_ins: LoginSessions,
) -> None:
    set_up(accounts)
    _, viewer = signed_in(accounts, sign_ins)
    for n in range(5):
        address = f"2001:db8::{n:x}"
        with pytest.raises(Invalid):
            accounts.sign_in(email="ana@example.org", password="wrong guess", address=address)
        with pytest.raises(Invalid):
            accounts.change_password(
                viewer, current="wrong guess", password="another sentence", address=address
            )
    with pytest.raises(TooMany):
        accounts.sign_in(email="ana@example.org", password=PASSWORD, address="2001:db8::ffff")
    assert accounts.sign_in(email="ana@example.org", password=PASSWORD, address="2001:db8:1::1")


def test_guessing_the_setup_code_from_a_network_is_throttled(accounts: AccountManager) -> None:
    def guess(address: str) -> None:
        accounts.sign_up(
            email="a@example.org", password=PASSWORD, name="A", setup_code="X", address=address
        )

    for n in range(20):
        with pytest.raises(Invalid):
            guess(f"2001:db8::{n:x}")
    with pytest.raises(TooMany):
        guess("2001:db8::ffff")


def test_signing_out_ends_this_session_only(
    accounts: AccountManager, sign_ins: LoginSessions
) -> None:
    set_up(accounts)
    phone = accounts.sign_in(email="ana@example.org", password=PASSWORD)
    laptop = accounts.sign_in(email="ana@example.org", password=PASSWORD)
    sign_ins.sign_out(phone)
    sign_ins.sign_out(phone)
    assert sign_ins.find_viewer(phone) is None
    assert sign_ins.find_viewer(laptop) is not None


def test_signing_out_everywhere_ends_every_session(
    accounts: AccountManager, sign_ins: LoginSessions
) -> None:
    set_up(accounts)
    phone = accounts.sign_in(email="ana@example.org", password=PASSWORD)
    laptop = accounts.sign_in(email="ana@example.org", password=PASSWORD)
    pair = sign_ins.tokens_for(laptop)
    viewer = sign_ins.find_viewer(phone)
    assert viewer is not None
    sign_ins.sign_out_everywhere(viewer)
    assert sign_ins.find_viewer(laptop) is None
    assert sign_ins.find_viewer_by_access_token(pair.access_token) is None


def test_an_expired_session_names_nobody(
    accounts: AccountManager, sign_ins: LoginSessions, database: Database
) -> None:
    set_up(accounts)
    token = accounts.sign_in(email="ana@example.org", password=PASSWORD)
    with database.write() as session:
        row = session.exec(select(LoginSession)).one()
        row.expires_at = utc_now() - timedelta(seconds=1)
        session.add(row)
    assert sign_ins.find_viewer(token) is None


def test_a_refresh_token_used_twice_ends_its_whole_family(
    accounts: AccountManager, sign_ins: LoginSessions
) -> None:
    set_up(accounts)
    browser = accounts.sign_in(email="ana@example.org", password=PASSWORD)
    first = sign_ins.tokens_for(browser)
    second = sign_ins.refresh(first.refresh_token)
    assert sign_ins.find_viewer_by_access_token(second.access_token) is not None
    with pytest.raises(NotSignedIn):
        sign_ins.refresh(first.refresh_token)
    assert sign_ins.find_viewer_by_access_token(second.access_token) is None
    with pytest.raises(NotSignedIn):
        sign_ins.refresh(second.refresh_token)


def test_tokens_of_one_kind_are_not_taken_for_another(
    accounts: AccountManager, sign_ins: LoginSessions
) -> None:
    set_up(accounts)
    browser = accounts.sign_in(email="ana@example.org", password=PASSWORD)
    pair = sign_ins.tokens_for(browser)
    assert sign_ins.find_viewer(pair.access_token) is None
    assert sign_ins.find_viewer_by_access_token(browser) is None
    assert sign_ins.find_viewer_by_access_token(pair.refresh_token) is None


def test_a_new_password_ends_every_session(
    accounts: AccountManager, sign_ins: LoginSessions
) -> None:
    set_up(accounts)
    token = accounts.sign_in(email="ana@example.org", password=PASSWORD)
    accounts.set_password(email="ana@example.org", password="another sentence")
    assert sign_ins.find_viewer(token) is None
    assert accounts.sign_in(email="ana@example.org", password="another sentence")
    with pytest.raises(NotFound, match="no account"):
        accounts.set_password(email="x@example.org", password="another sentence")


@pytest.mark.parametrize(
    ("email", "password", "name", "sentence"),
    [
        ("no-address", PASSWORD, "Ana", "e-mail address"),
        ("a@example.org", "short", "Ana", "at least 8"),
        ("a@example.org", "x" * 2000, "Ana", "at most"),
        ("a@example.org", PASSWORD, "  ", "your name"),
    ],
)
def test_what_cannot_be_taken_gets_a_sentence(
    accounts: AccountManager, email: str, password: str, name: str, sentence: str
) -> None:
    with pytest.raises(Invalid, match=sentence):
        accounts.sign_up(email=email, password=password, name=name, setup_code=accounts.setup_code)


def test_nobody_is_not_signed_in(accounts: AccountManager, sign_ins: LoginSessions) -> None:
    assert sign_ins.find_viewer(None) is None
    assert sign_ins.find_viewer("made up") is None
    with pytest.raises(NotSignedIn):
        accounts.get(ANONYMOUS)


# ---- what its owner changes ----


def signed_in(accounts: AccountManager, sign_ins: LoginSessions) -> tuple[str, Viewer]:
    token = accounts.sign_in(email="ana@example.org", password=PASSWORD)
    viewer = sign_ins.find_viewer(token)
    assert viewer is not None
    return token, viewer


def test_a_name_is_changed_by_its_owner_and_kept_clean(
    accounts: AccountManager,
    sign_ins: LoginSessions,
) -> None:
    set_up(accounts)
    _, viewer = signed_in(accounts, sign_ins)
    assert accounts.rename(viewer, "  Ana \x00 Almeida ").name == "Ana Almeida"
    assert accounts.get(viewer).name == "Ana Almeida"
    with pytest.raises(Invalid, match="your name"):
        accounts.rename(viewer, " ")
    with pytest.raises(NotSignedIn):
        accounts.rename(ANONYMOUS, "Nobody")
    assert accounts.get(viewer).name == "Ana Almeida"


def test_changing_the_password_ends_every_other_session(
    accounts: AccountManager, sign_ins: LoginSessions
) -> None:
    set_up(accounts)
    here, viewer = signed_in(accounts, sign_ins)
    lost, _ = signed_in(accounts, sign_ins)
    program, _ = signed_in(accounts, sign_ins)
    pair = sign_ins.tokens_for(program)
    accounts.change_password(viewer, current=PASSWORD, password="another sentence", keep=here)
    assert sign_ins.find_viewer(here) is not None
    assert sign_ins.find_viewer(lost) is None
    assert sign_ins.find_viewer_by_access_token(pair.access_token) is None
    assert accounts.sign_in(email="ana@example.org", password="another sentence")
    with pytest.raises(Invalid):
        accounts.sign_in(email="ana@example.org", password=PASSWORD)


def test_a_program_that_changes_the_password_keeps_all_its_tokens(
    accounts: AccountManager,
    sign_ins: LoginSessions,
) -> None:
    set_up(accounts)
    browser, viewer = signed_in(accounts, sign_ins)
    lost, _ = signed_in(accounts, sign_ins)
    pair = sign_ins.tokens_for(browser)
    accounts.change_password(
        viewer, current=PASSWORD, password="another sentence", keep=pair.access_token
    )
    assert sign_ins.find_viewer_by_access_token(pair.access_token) is not None
    assert sign_ins.refresh(pair.refresh_token)
    assert sign_ins.find_viewer(lost) is None


def test_nobody_elses_token_is_kept_by_a_change_of_password(
    accounts: AccountManager, sign_ins: LoginSessions, database: Database
) -> None:
    set_up(accounts)
    _, viewer = signed_in(accounts, sign_ins)
    lost, _ = signed_in(accounts, sign_ins)
    offer = open_invitations(database).invite(viewer, add_chest(database, viewer), role=Role.viewer)
    accounts.sign_up(email="t@example.org", password=PASSWORD, name="T", invitation=offer.token)
    toms = accounts.sign_in(email="t@example.org", password=PASSWORD)
    accounts.change_password(viewer, current=PASSWORD, password="another sentence", keep=toms)
    assert sign_ins.find_viewer(lost) is None
    assert sign_ins.find_viewer(toms) is not None


@pytest.mark.parametrize(
    ("current", "password", "sentence"),
    [
        ("not the one", "another sentence", "current password is not right"),
        ("", "another sentence", "current password is not right"),
        (PASSWORD, "short", "at least 8"),
        (PASSWORD, "x" * 2000, "at most"),
    ],
)
def test_a_password_that_is_not_changed_changes_nothing(
    accounts: AccountManager, sign_ins: LoginSessions, current: str, password: str, sentence: str
) -> None:
    set_up(accounts)
    _, viewer = signed_in(accounts, sign_ins)
    other, _ = signed_in(accounts, sign_ins)
    with pytest.raises(Invalid, match=sentence):
        accounts.change_password(viewer, current=current, password=password)
    assert sign_ins.find_viewer(other) is not None
    assert accounts.sign_in(email="ana@example.org", password=PASSWORD)


def test_guessing_the_current_password_is_throttled_like_signing_in(
    accounts: AccountManager,
    sign_ins: LoginSessions,
) -> None:
    set_up(accounts)
    _, viewer = signed_in(accounts, sign_ins)

    def guess(current: str) -> None:
        accounts.change_password(
            viewer, current=current, password="another sentence", address="1.2.3.4"
        )

    for _ in range(5):
        with pytest.raises(Invalid):
            guess("wrong guess")
        with pytest.raises(Invalid):
            accounts.sign_in(email="ana@example.org", password="wrong guess", address="1.2.3.4")
    with pytest.raises(TooMany):
        guess(PASSWORD)
    assert accounts.sign_in(email="ana@example.org", password=PASSWORD, address="5.6.7.8")


def test_of_two_who_change_the_password_at_one_instant_one_is_refused(
    accounts: AccountManager, sign_ins: LoginSessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(accounts)
    here, viewer = signed_in(accounts, sign_ins)
    hashing = accounts.hash_password

    def hash_after_another(password: str) -> str:
        monkeypatch.setattr(accounts, "hash_password", hashing)
        accounts.change_password(viewer, current=PASSWORD, password="the first sentence", keep=here)
        return hashing(password)

    monkeypatch.setattr(accounts, "hash_password", hash_after_another)
    with pytest.raises(Invalid, match="is not right"):
        accounts.change_password(
            viewer, current=PASSWORD, password="the second sentence", keep=here
        )
    assert accounts.sign_in(email="ana@example.org", password="the first sentence")


@pytest.mark.parametrize("how", ["changed", "set"])
def test_nobody_waits_for_a_password_that_is_being_hashed(
    accounts: AccountManager,
    sign_ins: LoginSessions,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    how: str,
) -> None:
    set_up(accounts)
    _, viewer = signed_in(accounts, sign_ins)
    hashing = Passwords.hash
    written: list[str] = []

    def hash_while_another_writes(self: Passwords, password: str) -> str:
        with database.write() as session:  # waits for whoever holds the account, or the file
            account = session.get(Account, viewer.account_id, with_for_update=True)
            assert account is not None
            account.name = "Meanwhile"
            session.add(account)
        written.append(password)
        return hashing(self, password)

    monkeypatch.setattr(Passwords, "hash", hash_while_another_writes)
    if how == "changed":
        accounts.change_password(viewer, current=PASSWORD, password="another sentence")
    else:
        accounts.set_password(email="ana@example.org", password="another sentence")
    assert written == ["another sentence"]
    assert accounts.get(viewer).name == "Meanwhile"


def test_a_hash_of_yesterday_is_renewed_by_signing_in(
    accounts: AccountManager, sign_ins: LoginSessions, database: Database
) -> None:
    set_up(accounts)
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with database.write() as session:
        account = session.exec(select(Account)).one()
        account.password_hash = weak
        session.add(account)
    token, viewer = signed_in(accounts, sign_ins)
    assert sign_ins.find_viewer(token) is not None
    assert accounts.get(viewer).password_hash != weak
    assert signed_in(accounts, sign_ins)


def test_who_comes_goes_and_fails_to_come_is_written_down_without_a_word_of_theirs(
    accounts: AccountManager, database: Database
) -> None:
    set_up(accounts)
    token = accounts.sign_in(email="ana@example.org", password=PASSWORD)
    for email in ("ana@example.org", "nobody@example.org"):
        with pytest.raises(Invalid):
            accounts.sign_in(email=email, password="guessed-wrong")
    accounts._sign_ins.sign_out(token)
    with database.read() as session:
        account_id = session.exec(select(Account.id)).one()
        rows = session.exec(select(AuditEvent).order_by(col(AuditEvent.seq))).all()
    known, nobody = str(account_id), str(UUID(int=0))
    assert [(row.action, row.actor, row.subject_id) for row in rows] == [
        ("account.created", f"account:{known}", known),
        ("account.signed_in", f"account:{known}", known),
        ("account.sign_in_failed", "nobody", known),
        ("account.sign_in_failed", "nobody", nobody),
        ("account.signed_out", f"account:{known}", known),
    ]
    told = " ".join(str(row) for row in rows)
    assert not any(word in told for word in ("example.org", PASSWORD, "guessed"))
