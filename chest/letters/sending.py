"""Sending a letter, as a job. The row says whether it was sent, and when it is tried next."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import structlog

from chest.database import Database
from chest.jobs.runner import Checkpoint, TryLater
from chest.letters import rows
from chest.letters.composing import Sender, compose
from chest.letters.mail_server import NotSent
from chest.letters.post import Post
from chest.models import Letter, LetterState
from language import N_

log = structlog.get_logger(__name__)

_OUR_MISTAKE = N_("Something went wrong inside the program. The details are in its log.")

# What a step told is kept by the job engine, so it is plain JSON.
Told = dict[str, Any]


class SendLetter:
    """The job `send_letter`, over one letter.

    A letter goes out once, with one exception that no program can rule out: when a worker dies
    between the mail server's yes and the row that says so, it goes out again, with the same
    Message-ID.
    """

    def __init__(self, *, database: Database, post: Post, sender: Sender) -> None:
        self._database = database
        self._post = post
        self._sender = sender

    def run(self, subject_id: UUID, step: Checkpoint) -> None:
        """Hand the letter over. Nothing happens for one that was handed over, given up, or is
        gone. Raises TryLater until its time is over."""
        told = step("send", lambda: self._send(subject_id))
        if told:
            raise TryLater(told["reason"], in_seconds=told["in_seconds"])

    def give_up(self, subject_id: UUID, reason: str) -> None:
        """End it; only mistakes of our own come to this, whatever `reason` says of other jobs."""
        with self._database.write() as session:
            rows.end(session, subject_id, LetterState.failed, reason=_OUR_MISTAKE)

    def list_unfinished(self) -> list[UUID]:
        with self._database.read() as session:
            return rows.list_waiting(session)

    def _send(self, letter_id: UUID) -> Told | None:
        """One try; answers when to go on if that is needed."""
        with self._database.write() as session:
            begun = rows.begin(session, letter_id)
        if not isinstance(begun, Letter):
            return _told(begun)
        letter = compose(begun.id, begun.kind, begun.data, to=begun.to, sender=self._sender)
        try:
            self._post.send(letter, letter_id=letter_id, to=begun.to)
        except NotSent as error:
            return self._note_failure(letter_id, error)
        with self._database.write() as session:
            rows.end(session, letter_id, self._post.leaves, reason=None)
        log.info("letter handed over", letter=str(letter_id), attempts=begun.attempts)
        return None

    def _note_failure(self, letter_id: UUID, error: NotSent) -> Told | None:
        # The sentence may quote the server, which may name the address: it is for the row alone.
        cause = type(error.__cause__).__name__ if error.__cause__ else None
        log.warning("letter not sent", letter=str(letter_id), final=error.is_final, cause=cause)
        with self._database.write() as session:
            if error.is_final:
                rows.end(session, letter_id, LetterState.failed, reason=error.sentence)
                return None
            return _told(rows.postpone(session, letter_id, reason=error.sentence))


def _told(wait: rows.Wait | None) -> Told | None:
    # The runner logs the reason of a job that waits.
    return {"reason": "The letter waits.", "in_seconds": wait.seconds} if wait else None
