"""Where letters go: a mail server, or without one a folder for the operator."""

from __future__ import annotations

import os
from email.message import EmailMessage
from email.policy import SMTPUTF8
from pathlib import Path
from typing import ClassVar, Protocol
from uuid import UUID

from chest.letters.composing import NOBODY, Sender, read_sender
from chest.letters.mail_server import MailServer, NotSent, read_mail_server
from chest.models import LetterState
from chest.settings import Settings
from language import _


class Post(Protocol):
    """Takes letters over."""

    leaves: ClassVar[LetterState]
    """Where a letter is once it was handed over."""

    def send(self, letter: EmailMessage, *, letter_id: UUID, to: str) -> None:
        """Hand over one letter to one address. It is safe when this returns. Raises NotSent."""
        ...


class ByMail:
    """To a mail server, each letter by a connection of its own."""

    leaves: ClassVar = LetterState.sent

    def __init__(self, server: MailServer) -> None:
        self._server = server

    def send(self, letter: EmailMessage, *, letter_id: UUID, to: str) -> None:
        self._server.send(letter, to=to)


class Outbox:
    """A folder of letters, one `.eml` file each, readable by the operator only. Handing over the
    same letter twice leaves one file.

    Never shown in the app: whoever reads a letter could act for the person it is meant for.
    """

    leaves: ClassVar = LetterState.in_outbox

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, letter: EmailMessage, *, letter_id: UUID, to: str) -> None:
        try:
            self._write(letter.as_bytes(policy=SMTPUTF8), self._folder / f"{letter_id}.eml")
        except OSError as error:
            raise NotSent(
                _("The letter cannot be written into its folder: {reason}.", reason=error.strerror)
            ) from error

    def _write(self, data: bytes, path: Path) -> None:
        """All of it or nothing: the file is there under its name only once it is on the disk."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_suffix(f".{os.getpid()}.part")
        draft.unlink(missing_ok=True)
        fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(fd, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def open_post(settings: Settings) -> tuple[Post, Sender]:
    """Where letters go by these settings, and whom they are from. Opens no connection. Raises
    SettingsError for settings that cannot be used."""
    server = read_mail_server(settings.smtp_url.get_secret_value())
    if server is not None:
        return ByMail(server), read_sender(settings.smtp_from)
    sender = read_sender(settings.smtp_from) if settings.smtp_from else NOBODY
    return Outbox(outbox_of(settings)), sender


def outbox_of(settings: Settings) -> Path:
    return settings.data_dir / "outbox"
