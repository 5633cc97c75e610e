"""Where an account is signed in: shown as one entry a device, and ended one by one or all."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

import chest.accounts.sessions
from chest.access.viewers import ANONYMOUS, Viewer
from chest.accounts.manager import AccountManager
from chest.accounts.sessions import LoginSessions
from chest.database import Database
from chest.errors import Invalid, NotFound, NotSignedIn
from chest.models import LoginSession, utc_now
from tests.chest.accounts.owner import EMAIL, PASSWORD


def sign_in(accounts: AccountManager, device: str = "Firefox on Windows") -> str:
    return accounts.sign_in(email=EMAIL, password=PASSWORD, device=device)


def who(sign_ins: LoginSessions, token: str) -> Viewer:
    viewer = sign_ins.find_viewer(token)
    assert viewer is not None
    return viewer


def names(sign_ins: LoginSessions, token: str) -> list[str | None]:
    return [each.device for each in sign_ins.list_devices(who(sign_ins, token), current=token)]


def set_back(database: Database, by: timedelta) -> None:
    """Let every session have been opened that long ago."""
    with database.write() as session:
        for row in session.exec(select(LoginSession)):
            row.created_at -= by
            session.add(row)


def test_each_device_is_listed_with_this_one_first(
    accounts: AccountManager, sign_ins: LoginSessions, database: Database
) -> None:
    phone = sign_in(accounts, "Safari on an iPhone")
    set_back(database, timedelta(days=2))
    sign_in(accounts, "Chrome on a Mac")
    first, second = sign_ins.list_devices(who(sign_ins, phone), current=phone)
    assert (first.device, first.is_this) == ("Safari on an iPhone", True)
    assert (second.device, second.is_this) == ("Chrome on a Mac", False)
    assert utc_now() - first.signed_in_at > timedelta(days=1)
    assert utc_now() - second.signed_in_at < timedelta(minutes=5)


def test_a_device_of_someone_else_is_not_listed_and_not_ended(
    accounts: AccountManager, sign_ins: LoginSessions
) -> None:
    mine = sign_in(accounts)
    accounts.sign_up(email="tom@example.org", password=PASSWORD, name="Tom")
    toms = accounts.sign_in(email="tom@example.org", password=PASSWORD, device="Chrome on a Mac")
    assert names(sign_ins, mine) == ["Firefox on Windows"]
    (his,) = sign_ins.list_devices(who(sign_ins, toms))
    with pytest.raises(NotFound):
        sign_ins.sign_out_device(who(sign_ins, mine), his.id)
    assert sign_ins.find_viewer(toms) is not None


def test_one_device_is_signed_out_and_the_others_stay(
    accounts: AccountManager, sign_ins: LoginSessions
) -> None:
    here, lost = sign_in(accounts), sign_in(accounts, "Safari on an iPhone")
    lost_one = next(
        each
        for each in sign_ins.list_devices(who(sign_ins, here), current=here)
        if not each.is_this
    )
    sign_ins.sign_out_device(who(sign_ins, here), lost_one.id)
    assert sign_ins.find_viewer(lost) is None
    assert names(sign_ins, here) == ["Firefox on Windows"]
    with pytest.raises(NotFound):
        sign_ins.sign_out_device(who(sign_ins, here), lost_one.id)


def test_a_program_and_its_tokens_are_one_device(
    accounts: AccountManager, sign_ins: LoginSessions, database: Database
) -> None:
    browser = sign_in(accounts, "A program")
    pair = sign_ins.tokens_for(browser)
    set_back(database, timedelta(days=2))
    pair = sign_ins.refresh(pair.refresh_token)
    (device,) = sign_ins.list_devices(who(sign_ins, browser), current=pair.access_token)
    assert (device.device, device.is_this) == ("A program", True)
    assert utc_now() - device.signed_in_at > timedelta(days=1)
    assert utc_now() - device.seen_at < timedelta(minutes=5)
    sign_ins.sign_out_device(who(sign_ins, browser), device.id)
    assert sign_ins.find_viewer(browser) is None
    assert sign_ins.find_viewer_by_access_token(pair.access_token) is None
    with pytest.raises(NotSignedIn):
        sign_ins.refresh(pair.refresh_token)


def test_signing_out_by_one_token_ends_the_others_of_that_device(
    accounts: AccountManager, sign_ins: LoginSessions
) -> None:
    other = sign_in(accounts)
    browser = sign_in(accounts, "A program")
    pair = sign_ins.tokens_for(browser)
    sign_ins.sign_out(pair.access_token)
    assert sign_ins.find_viewer(browser) is None
    with pytest.raises(NotSignedIn):
        sign_ins.refresh(pair.refresh_token)
    assert sign_ins.find_viewer(other) is not None


def test_what_ended_or_was_used_up_is_not_listed(
    accounts: AccountManager, sign_ins: LoginSessions, database: Database
) -> None:
    here = sign_in(accounts)
    for device in ("signed out", "run out"):
        token = sign_in(accounts, device)
        if device == "signed out":
            sign_ins.sign_out(token)
    with database.write() as session:
        row = session.exec(select(LoginSession).where(col(LoginSession.device) == "run out")).one()
        row.expires_at = utc_now() - timedelta(seconds=1)
        session.add(row)
    assert names(sign_ins, here) == ["Firefox on Windows"]


def test_a_session_from_before_devices_were_kept_is_listed_without_words(
    accounts: AccountManager, sign_ins: LoginSessions, database: Database
) -> None:
    here = sign_in(accounts)
    with database.write() as session:
        row = session.exec(select(LoginSession)).one()
        row.device = row.seen_at = None
        session.add(row)
    (device,) = sign_ins.list_devices(who(sign_ins, here), current=here)
    assert device.device is None
    assert device.is_this


def test_being_seen_is_noted_to_the_hour(
    accounts: AccountManager, sign_ins: LoginSessions, database: Database
) -> None:
    here = sign_in(accounts)

    def seen() -> object:
        with database.read() as session:
            return session.exec(select(LoginSession.seen_at)).one()

    who(sign_ins, here)
    assert seen() is None  # within the hour nothing is written
    set_back(database, timedelta(hours=2))
    who(sign_ins, here)
    first = seen()
    assert first is not None
    (device,) = sign_ins.list_devices(who(sign_ins, here))
    assert utc_now() - device.seen_at < timedelta(minutes=5)
    assert utc_now() - device.signed_in_at > timedelta(hours=1)
    assert seen() == first


def test_who_cannot_be_noted_as_seen_may_read_all_the_same(
    accounts: AccountManager, sign_ins: LoginSessions, database: Database
) -> None:
    here = sign_in(accounts)
    set_back(database, timedelta(hours=2))

    def full(*arguments: Any) -> None:
        if arguments[2].startswith("UPDATE"):
            raise OperationalError("update", {}, Exception("disk full"))

    event.listen(database.engine, "before_cursor_execute", full)
    assert sign_ins.find_viewer(here) is not None
    event.remove(database.engine, "before_cursor_execute", full)
    assert sign_ins.list_devices(who(sign_ins, here))[0].seen_at > utc_now() - timedelta(minutes=5)


def test_nobody_who_reads_waits_for_whoever_writes(
    accounts: AccountManager, sign_ins: LoginSessions, database: Database
) -> None:
    here = sign_in(accounts)
    set_back(database, timedelta(hours=2))
    with database.write() as session:
        session.exec(select(LoginSession).with_for_update()).one()
        found: list[Viewer | None] = []
        reader = threading.Thread(target=lambda: found.append(sign_ins.find_viewer(here)))
        reader.start()
        reader.join(10)
        waited = reader.is_alive()
    reader.join()
    assert not waited
    assert [viewer is not None for viewer in found] == [True]
    with database.read() as session:
        assert session.exec(select(LoginSession.seen_at)).one() is None
    who(sign_ins, here)
    assert sign_ins.list_devices(who(sign_ins, here))[0].seen_at > utc_now() - timedelta(minutes=5)


def test_being_seen_takes_no_second_connection(
    accounts: AccountManager, sign_ins: LoginSessions, database: Database
) -> None:
    here = sign_in(accounts)
    set_back(database, timedelta(hours=2))
    out: list[int] = []
    event.listen(
        database.engine,
        "checkout",
        lambda *_: out.append(database.engine.pool.checkedout()),  # type: ignore[attr-defined]
    )
    assert sign_ins.find_viewer(here) is not None
    assert len(out) == 1


def test_of_requests_at_one_instant_one_notes_that_it_was_seen(
    accounts: AccountManager,
    sign_ins: LoginSessions,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = sign_in(accounts)
    set_back(database, timedelta(hours=2))
    written: list[int] = []
    event.listen(
        database.engine,
        "after_cursor_execute",
        lambda *arguments: (
            written.append(arguments[1].rowcount) if arguments[2].startswith("UPDATE") else None
        ),
    )
    note = chest.accounts.sessions._note_seen

    def note_after_another(session: Session, session_id: UUID) -> None:
        monkeypatch.setattr(chest.accounts.sessions, "_note_seen", note)
        session.rollback()  # nothing is held yet by a request that is about to note it
        assert sign_ins.find_viewer(here) is not None
        note(session, session_id)

    monkeypatch.setattr(chest.accounts.sessions, "_note_seen", note_after_another)
    assert sign_ins.find_viewer(here) is not None
    assert written == [1, 0]


# ---- what ended is forgotten ----


def age(database: Database, token_of: str, **columns: object) -> None:
    with database.write() as session:
        for row in session.exec(select(LoginSession).where(col(LoginSession.device) == token_of)):
            for name, value in columns.items():
                setattr(row, name, value)
            session.add(row)


def test_sessions_are_forgotten_a_month_after_their_end(
    accounts: AccountManager,
    sign_ins: LoginSessions,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("chest.accounts.sessions._SESSIONS_AT_ONCE", 2)
    here = sign_in(accounts)
    tokens = {device: sign_in(accounts, device) for device in ("out", "over", "late", "old", "x")}
    assert sign_ins.purge_sessions() == 0
    month, hour = chest.accounts.sessions.ENDED_KEPT, timedelta(hours=1)
    sign_ins.sign_out(tokens["out"])
    age(database, "out", revoked_at=utc_now() - month - hour)
    age(database, "late", revoked_at=utc_now() - month + hour)
    age(database, "over", expires_at=utc_now() - month - hour)
    age(database, "x", expires_at=utc_now() - month - hour)
    age(database, "old", created_at=utc_now() - 3 * month)
    assert sign_ins.purge_sessions() == 3
    assert sign_ins.purge_sessions() == 0
    with database.read() as session:
        left = set(session.exec(select(LoginSession.device)))
    assert left == {"Firefox on Windows", "late", "old"}
    assert sign_ins.find_viewer(here) is not None


def test_a_program_that_stays_tells_since_when_after_its_first_tokens_are_forgotten(
    accounts: AccountManager, sign_ins: LoginSessions, database: Database
) -> None:
    browser = sign_in(accounts, "A program")
    pair = sign_ins.tokens_for(browser)
    long_ago = timedelta(days=90)
    with database.write() as session:
        for row in session.exec(select(LoginSession).where(LoginSession.kind != "refresh")):
            row.created_at -= long_ago
            row.expires_at -= long_ago
            session.add(row)
    pair = sign_ins.refresh(pair.refresh_token)
    assert sign_ins.purge_sessions() == 1  # the first access token
    viewer = sign_ins.find_viewer_by_access_token(pair.access_token)
    assert viewer is not None
    (device,) = sign_ins.list_devices(viewer, current=pair.access_token)
    assert utc_now() - device.signed_in_at > timedelta(days=89)
    sign_ins.sign_out_everywhere(viewer)
    assert sign_ins.purge_sessions() == 1  # nothing of it lives any more


def test_nobody_has_no_devices(sign_ins: LoginSessions) -> None:
    with pytest.raises(NotSignedIn):
        sign_ins.list_devices(ANONYMOUS)
    with pytest.raises(NotSignedIn):
        sign_ins.sign_out_device(ANONYMOUS, uuid4())


# ---- two at one instant ----


def meanwhile(monkeypatch: pytest.MonkeyPatch, work: Callable[[], object]) -> threading.Thread:
    """Do `work` in a thread while the next call of `revoke_sessions` is about to commit."""
    thread = threading.Thread(target=work)
    revoke = chest.accounts.sessions.revoke_sessions

    def revoke_and_wait(*arguments: object) -> None:
        revoke(*arguments)  # type: ignore[arg-type]  # as they came
        if thread.ident is None:
            thread.start()
            thread.join(1)

    monkeypatch.setattr(chest.accounts.sessions, "revoke_sessions", revoke_and_wait)
    return thread


def test_a_token_that_is_refreshed_while_all_are_ended_ends_too(
    accounts: AccountManager, sign_ins: LoginSessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = sign_in(accounts, "A program")
    pair = sign_ins.tokens_for(browser)
    viewer = who(sign_ins, browser)
    got: list[object] = []

    def refresh() -> None:
        try:
            got.append(sign_ins.refresh(pair.refresh_token))
        except NotSignedIn as error:
            got.append(error)

    thread = meanwhile(monkeypatch, refresh)
    sign_ins.sign_out_everywhere(viewer)
    thread.join()
    assert [type(each) for each in got] == [NotSignedIn]


@pytest.mark.parametrize("deed", ["sign out everywhere", "change the password"])
def test_tokens_that_are_opened_while_all_are_ended_end_too(
    accounts: AccountManager, sign_ins: LoginSessions, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    here = sign_in(accounts)
    other = sign_in(accounts, "A program")
    viewer = who(sign_ins, here)
    got: list[object] = []

    def open_tokens() -> None:
        try:
            got.append(sign_ins.tokens_for(other))
        except NotSignedIn as error:
            got.append(error)

    thread = meanwhile(monkeypatch, open_tokens)
    if deed == "sign out everywhere":
        sign_ins.sign_out_everywhere(viewer)
    else:
        accounts.change_password(viewer, current=PASSWORD, password="another sentence", keep=here)
    thread.join()
    assert [type(each) for each in got] == [NotSignedIn]


def test_who_signs_in_with_the_old_password_while_it_changes_stays_out(
    accounts: AccountManager, sign_ins: LoginSessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = sign_in(accounts)
    got: list[object] = []
    matched, changed = threading.Event(), threading.Event()
    opened = sign_ins.open_browser_session

    def open_late(*arguments: object, **named: object) -> str:
        matched.set()
        changed.wait(60)
        return opened(*arguments, **named)  # type: ignore[arg-type]  # as they came

    def enter() -> None:
        try:
            got.append(sign_in(accounts, "late"))
        except Invalid as error:
            got.append(error)

    monkeypatch.setattr(sign_ins, "open_browser_session", open_late)
    thread = threading.Thread(target=enter)
    thread.start()
    matched.wait(60)
    accounts.change_password(
        who(sign_ins, here), current=PASSWORD, password="another sentence", keep=here
    )
    changed.set()
    thread.join()
    assert [type(each) for each in got] == [Invalid]
    assert names(sign_ins, here) == ["Firefox on Windows"]
