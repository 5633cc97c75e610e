"""A letter's whole way: written in a transaction, sent encrypted by the real worker."""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from chest.letters import contents
from chest.library import open_library
from chest.models import LetterState
from chest.settings import Settings
from tests.app_server import ROOT
from tests.mailing import list_letters, words_of
from tests.servers.certificates import Certificates
from tests.servers.mail import PASSWORD, USER, mail_server
from tests.waiting import wait_until

ADDRESS = "https://rosa.example/?reset=abc"


def test_the_worker_sends_what_was_written(
    tmp_path: Path, sqlite_template: Path, certificates: Certificates
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(sqlite_template, data / "chest.db")
    with mail_server(starttls=certificates.for_server(), asks_password=True) as office:
        said = {
            "CHEST_DATA_DIR": str(data),
            "CHEST_SMTP_URL": f"smtp://{USER}:{quote(PASSWORD, safe='')}@localhost:{office.port}",
            "CHEST_SMTP_FROM": "chest@example.org",
            ssl.get_default_verify_paths().openssl_cafile_env: str(certificates.authority),
        }
        library = open_library(
            Settings.model_validate(
                {
                    "data_dir": data,
                    "smtp_url": said["CHEST_SMTP_URL"],
                    "smtp_from": said["CHEST_SMTP_FROM"],
                }
            )
        )
        with library.database.write() as session:
            content = contents.ResetPassword(address=ADDRESS)
            library.letters.write(session, content, to="tom@example.org")
        environment = {k: v for k, v in os.environ.items() if not k.startswith("CHEST_")}
        log = tmp_path / "log"
        with log.open("wb") as stderr:
            worker = subprocess.Popen(
                [sys.executable, "worker.py"],
                cwd=ROOT,
                env={**environment, "PYTHONPATH": str(ROOT), **said},
                stderr=stderr,
            )
        try:
            wait_until(lambda: list_letters(library.database)[0].state is LetterState.sent)
        finally:
            worker.terminate()
            worker.wait()
            library.close()
    (taken,) = office.taken
    assert taken.was_encrypted
    assert taken.was_signed_in
    assert ADDRESS in words_of(taken.letter)
    for secret in ("tom@example.org", "reset=", PASSWORD):
        assert secret not in log.read_text()
