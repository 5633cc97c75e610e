"""Letters as tests of other rooms need them: written by the real manager, and handed over by the
real job to a folder, a server, or a bag that keeps them."""

from __future__ import annotations

from email.message import EmailMessage
from typing import ClassVar
from uuid import UUID

from sqlmodel import col, select

from chest.chests.invitations import Invitations
from chest.database import Database
from chest.jobs.queue import JobQueue
from chest.letters.composing import Sender
from chest.letters.manager import LetterManager
from chest.letters.post import Post
from chest.letters.sending import SendLetter
from chest.models import Letter, LetterState
from chest.security.throttle import Throttle, WindowThrottle
from tests.arrivals import once
from tests.builders import RecordingQueue

SENDER = Sender("Memory Chest", "chest@example.org")


class Bag:
    """A labelled fake of where letters go: it keeps what it is handed, and raises what it is told
    to raise."""

    leaves: ClassVar = LetterState.sent

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.failures: list[Exception] = []

    def send(self, letter: EmailMessage, *, letter_id: UUID, to: str) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.letters.append(letter)


def open_letters(
    database: Database,
    *,
    goes_by_mail: bool = True,
    jobs: JobQueue | None = None,
    throttle: Throttle | None = None,
) -> LetterManager:
    return LetterManager(
        database=database,
        jobs=jobs or RecordingQueue(),
        throttle=throttle or WindowThrottle(),
        goes_by_mail=goes_by_mail,
    )


def open_invitations(database: Database, *, goes_by_mail: bool = False) -> Invitations:
    letters = open_letters(database, goes_by_mail=goes_by_mail)
    return Invitations(database=database, letters=letters, throttle=WindowThrottle())


def list_letters(database: Database) -> list[Letter]:
    """Every letter that was written, in the order in which they were."""
    with database.read() as session:
        return list(session.exec(select(Letter).order_by(col(Letter.id))))


def deliver(database: Database, post: Post) -> None:
    """Run the job of every letter that waits, once, as the worker does."""
    sending = SendLetter(database=database, post=post, sender=SENDER)
    for letter_id in sending.list_unfinished():
        sending.run(letter_id, once)


def words_of(letter: EmailMessage, kind: str = "plain") -> str:
    body = letter.get_body((kind,))
    assert body is not None
    return str(body.get_content())
