"""What the doctor finds about letters, and the test letter that the operator sends."""

from __future__ import annotations

import shutil
import ssl
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import update

from chest.database import Database
from chest.errors import Invalid
from chest.letters import contents
from chest.models import Letter, LetterState, utc_now
from chest.settings import Settings
from chest.upkeep.doctor import examine
from chest.upkeep.mail_checks import check_letters, check_mail, send_test_letter
from tests.app_server import free_port
from tests.command_line import CommandLine
from tests.mailing import list_letters, open_letters
from tests.servers.certificates import make_certificates
from tests.servers.mail import USER, mail_server

FROM = "Rosa's chest <chest@example.org>"


def settings(tmp_path: Path, **words: str) -> Settings:
    return Settings.model_validate({"data_dir": tmp_path / "data", "smtp_from": FROM, **words})


def test_without_a_server_the_folder_is_named(tmp_path: Path) -> None:
    finding = check_mail(settings(tmp_path))
    assert finding.ok
    assert str(tmp_path / "data" / "outbox") in finding.sentence


def test_a_server_is_asked_and_gets_no_letter(tmp_path: Path) -> None:
    with mail_server() as office:
        url = f"smtp://127.0.0.1:{office.port}"
        finding = check_mail(settings(tmp_path, smtp_url=url, public_url="https://rosa.example"))
    assert finding.ok
    assert finding.sentence == f"127.0.0.1:{office.port} answers, without encryption"
    assert office.told == ["QUIT"]


def test_letters_without_a_public_address_lead_nowhere_and_are_told(tmp_path: Path) -> None:
    with mail_server() as office:
        finding = check_mail(settings(tmp_path, smtp_url=f"smtp://127.0.0.1:{office.port}"))
    assert "set CHEST_PUBLIC_URL" in finding.sentence


def test_what_is_wrong_with_the_server_or_the_settings_is_told_without_a_password(
    tmp_path: Path,
) -> None:
    for words, sentence in (
        ({"smtp_url": f"smtp://127.0.0.1:{free_port()}"}, "No mail server answers"),
        ({"smtp_url": "smtp://a:hunter22@mail.example.org/x"}, "CHEST_SMTP_URL is no address"),
        ({"smtp_url": "smtp://127.0.0.1:25", "smtp_from": ""}, "CHEST_SMTP_FROM is no"),
    ):
        finding = check_mail(settings(tmp_path, **words))
        assert not finding.ok
        assert finding.sentence.startswith(sentence)
        assert "hunter22" not in finding.sentence


def test_a_wrong_password_is_found(tmp_path: Path) -> None:
    with mail_server(asks_password=True) as office:
        url = f"smtp://{USER}:hunter22@127.0.0.1:{office.port}"
        finding = check_mail(settings(tmp_path, smtp_url=url))
    assert not finding.ok
    assert "does not accept the name and the password" in finding.sentence
    assert "hunter22" not in finding.sentence


def test_the_doctor_looks_at_mail_and_letters(tmp_path: Path, sqlite_template: Path) -> None:
    (tmp_path / "data").mkdir()
    shutil.copy(sqlite_template, tmp_path / "data" / "chest.db")
    found = {finding.what: finding for finding in examine(settings(tmp_path))}
    assert found["mail"].ok
    assert found["letters"].sentence == "0 wait, 0 did not go out in 30 days"


def test_letters_that_nobody_takes_up_and_those_that_failed_are_counted(
    database: Database,
) -> None:
    letters = open_letters(database)
    for _ in range(3):
        with database.write() as session:
            letters.write(session, contents.Test(), to="tom@example.org")
    first = list_letters(database)[0]
    with database.write() as session:
        row = session.get_one(Letter, first.id)
        row.state, row.reason = LetterState.failed, "No such mailbox."
    finding = check_letters(database)
    assert finding.ok
    assert finding.sentence == (
        "2 wait, 1 did not go out in 30 days. The last reason: No such mailbox."
    )
    with database.write() as session:
        session.exec(update(Letter).values(created_at=utc_now() - timedelta(minutes=6)))
    finding = check_letters(database)
    assert not finding.ok
    assert "Nothing has taken up 2: a worker has to run" in finding.sentence


# ---- the operator's test letter ----


def test_the_operator_sends_a_test_letter_over_tls(tmp_path: Path) -> None:
    certificates = make_certificates(tmp_path)
    with mail_server(tls=certificates.for_server()) as office:
        terminal = CommandLine(
            tmp_path / "data",
            env={
                "CHEST_SMTP_FROM": FROM,
                "CHEST_SMTP_URL": f"smtps://localhost:{office.port}",
                # What OpenSSL itself asks for authorities of one's own.
                ssl.get_default_verify_paths().openssl_cafile_env: str(certificates.authority),
            },
        )
        done = terminal.run("doctor", "--letter", "tom@example.org")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "ok    letter: the mail server took one to tom@example.org\n"
    (taken,) = office.taken
    assert taken.to == ["tom@example.org"]
    assert taken.letter["From"] == FROM
    assert not (tmp_path / "data").exists()


def test_a_test_letter_that_cannot_go_says_why(tmp_path: Path) -> None:
    nowhere = send_test_letter(settings(tmp_path), "tom@example.org")
    assert not nowhere.ok
    assert nowhere.sentence.startswith("CHEST_SMTP_URL is not set")
    with mail_server() as office:
        office.replies["RCPT"].append("550 5.1.1 No such mailbox")
        known = settings(tmp_path, smtp_url=f"smtp://127.0.0.1:{office.port}")
        refused = send_test_letter(known, "tom@example.org")
        with pytest.raises(Invalid, match="does not look like an e-mail address"):
            send_test_letter(known, "tom")
    assert not refused.ok
    assert "It said: 550 5.1.1 No such mailbox" in refused.sentence
    assert office.taken == []
