"""Letters that the chest sends. Without a mail server they lie in a folder for the operator."""

from __future__ import annotations

import os
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import Protocol

from chest.models import new_id, utc_now


class Mailer(Protocol):
    def send(self, *, to: str, subject: str, text: str) -> None:
        """Hand over one letter. It is safe when this returns."""
        ...


class Outbox:
    """A folder of letters, one `.eml` file each, readable by the operator only.

    Never shown in the app: whoever reads a letter could act for the person it is meant for.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, *, to: str, subject: str, text: str) -> None:
        letter = EmailMessage(policy=SMTP)
        letter["To"] = to
        letter["From"] = "Memory Chest <chest@localhost>"
        letter["Subject"] = subject
        letter["Date"] = format_datetime(utc_now())
        letter["Message-ID"] = make_msgid(domain="memory-chest.invalid")
        letter.set_content(text)
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._folder / f"{new_id()}.eml"
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(fd, "wb") as file:
            file.write(letter.as_bytes())
            file.flush()
            os.fsync(file.fileno())
