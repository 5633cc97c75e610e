"""Letters are written with what they are about, and a test letter is for keepers alone."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from sqlmodel import Session

from chest.access.viewers import ANONYMOUS
from chest.database import Database
from chest.errors import Conflict, NotFound, NotSignedIn, SettingsError, TooMany
from chest.jobs.queue import Job, JobClient
from chest.letters import contents
from chest.letters.post import ByMail, Outbox, open_post
from chest.library import open_library
from chest.models import Account, LetterState, Role
from chest.security.throttle import RATES
from chest.settings import Settings
from tests.builders import Family, RecordingQueue, account_of, add_member
from tests.mailing import Bag, deliver, list_letters, open_letters


def test_a_letter_and_its_job_are_there_if_and_only_if_the_deed_is(database: Database) -> None:
    queue = JobClient(database)
    letters = open_letters(database, jobs=queue)
    with Session(database.engine) as undone:
        letters.write(undone, contents.Test(), to="tom@example.org")
        undone.rollback()
    assert list_letters(database) == []
    with database.write() as session:
        kept = letters.write(session, contents.Test(), to="tom@example.org")
    with database.read() as session:
        assert queue.list_live(session, Job.send_letter) == {kept.id}
    queue.close()


def test_a_test_letter_goes_to_the_keepers_own_address(database: Database, family: Family) -> None:
    jobs = RecordingQueue()
    letters = open_letters(database, jobs=jobs)
    asked = letters.send_test(family.keeper, family.chest_id)
    with database.read() as session:
        own = session.get_one(Account, account_of(family.keeper)).email
    assert (asked.to, asked.state) == (own, LetterState.waiting)
    assert jobs.jobs == [(Job.send_letter, asked.id)]
    bag = Bag()
    deliver(database, bag)
    assert [sent["To"] for sent in bag.letters] == [own]
    seen = letters.get_test(family.keeper, family.chest_id, asked.id)
    assert (seen.state, seen.reason) == (LetterState.sent, None)
    assert seen.ended_at is not None


def test_a_test_letter_is_asked_for_and_looked_at_by_keepers_alone(
    database: Database, family: Family
) -> None:
    letters = open_letters(database)
    asked = letters.send_test(family.keeper, family.chest_id)
    for viewer in (family.curator, family.member, family.viewer, family.stranger):
        with pytest.raises(NotFound):
            letters.send_test(viewer, family.chest_id)
        with pytest.raises(NotFound):
            letters.get_test(viewer, family.chest_id, asked.id)
    with pytest.raises(NotSignedIn):
        letters.send_test(ANONYMOUS, family.chest_id)
    with pytest.raises(NotSignedIn):
        letters.get_test(ANONYMOUS, family.chest_id, asked.id)
    assert len(list_letters(database)) == 1


def test_nobody_looks_at_anybody_elses_letter(database: Database, family: Family) -> None:
    letters = open_letters(database)
    asked = letters.send_test(family.keeper, family.chest_id)
    add_member(database, family.chest_id, family.stranger, Role.keeper)
    with database.write() as session:
        other = letters.write(
            session,
            contents.ResetPassword(address="https://chest.example/?reset=x"),
            to="tom@example.org",
            asked_by=account_of(family.stranger),
        )
    for letter_id in (asked.id, other.id, uuid4()):
        with pytest.raises(NotFound):
            letters.get_test(family.stranger, family.chest_id, letter_id)


def test_test_letters_are_throttled(database: Database, family: Family) -> None:
    letters = open_letters(database)
    for _ in range(RATES["test-letter"].amount):
        letters.send_test(family.keeper, family.chest_id)
    with pytest.raises(TooMany):
        letters.send_test(family.keeper, family.chest_id)
    assert len(list_letters(database)) == RATES["test-letter"].amount


def test_without_a_mail_server_there_is_nothing_to_test(database: Database, family: Family) -> None:
    letters = open_letters(database, goes_by_mail=False)
    with pytest.raises(Conflict, match="lie in a folder with the person who runs this chest"):
        letters.send_test(family.keeper, family.chest_id)
    assert list_letters(database) == []


# ---- what the settings say ----


def settings(tmp_path: Path, **words: str) -> Settings:
    return Settings.model_validate({"data_dir": tmp_path / "data", **words})


def test_letters_go_where_the_settings_say(tmp_path: Path) -> None:
    post, sender = open_post(settings(tmp_path))
    assert isinstance(post, Outbox)
    assert sender.address == "chest@localhost"
    post, sender = open_post(
        settings(tmp_path, smtp_url="smtp://mail.example.org", smtp_from="Rosa <rosa@example.org>")
    )
    assert isinstance(post, ByMail)
    assert (sender.name, sender.address) == ("Rosa", "rosa@example.org")
    for url, goes_by_mail in (("smtp://mail.example.org", True), ("", False)):
        library = open_library(settings(tmp_path, smtp_url=url, smtp_from="rosa@example.org"))
        assert library.letters.goes_by_mail is goes_by_mail
        library.close()


def test_wrong_settings_are_told_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="CHEST_SMTP_URL"):
        open_library(settings(tmp_path, smtp_url="mail.example.org", smtp_from="a@example.org"))
    with pytest.raises(SettingsError, match="CHEST_SMTP_FROM"):
        open_library(settings(tmp_path, smtp_url="smtp://mail.example.org"))
