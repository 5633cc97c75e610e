"""Letters: written in the transaction of what they are about, and sent in the background."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from chest.access.viewers import Viewer, require_account
from chest.access.visibility import Action, require
from chest.database import Database
from chest.errors import Conflict, NotFound
from chest.jobs.queue import Job, JobQueue
from chest.letters import contents, rows
from chest.models import Account, Letter, LetterKind, LetterState, utc_now
from chest.security.throttle import Throttle
from language import N_, said

# Whoever asked for it looks at what becomes of it now, and not in three days.
_TEST_PATIENCE = timedelta(minutes=15)

NO_SERVER = N_(
    "No mail server is set up here, so letters lie in a folder with the person who runs this chest."
)


@dataclass(frozen=True)
class LetterView:
    """What became of a letter, for whoever asked for it. `reason` is a sentence that says why it
    was not sent, or not yet; `next_attempt_at` when it is tried again."""

    id: UUID
    to: str
    state: LetterState
    reason: str | None
    next_attempt_at: datetime | None
    created_at: datetime
    ended_at: datetime | None


class LetterManager:
    """`goes_by_mail` is whether a mail server is set up; without one, letters are laid into a
    folder for the operator."""

    def __init__(
        self, *, database: Database, jobs: JobQueue, throttle: Throttle, goes_by_mail: bool
    ) -> None:
        self._database = database
        self._jobs = jobs
        self._throttle = throttle
        self.goes_by_mail = goes_by_mail

    def write(
        self,
        session: Session,
        content: contents.Content,
        *,
        to: str,
        about: UUID | None = None,
        asked_by: UUID | None = None,
        useless_from: datetime | None = None,
    ) -> Letter:
        """Add a letter and its job to the caller's transaction, which has asked who may: it goes
        out if and only if that commits. It is not tried again once it is useless, nor after three
        days. `about` is what it can be withdrawn by; see `chest.letters.rows`."""
        give_up_at = utc_now() + rows.PATIENCE
        letter = Letter(
            kind=content.kind,
            to=to,
            data=asdict(content),
            about=about,
            asked_by=asked_by,
            give_up_at=min(give_up_at, useless_from) if useless_from else give_up_at,
        )
        session.add(letter)
        session.flush()
        self._jobs.enqueue(session, Job.send_letter, letter.id)
        return letter

    def send_test(self, viewer: Viewer, chest_id: UUID) -> LetterView:
        """Send a test letter to the viewer's own address; for keepers of a chest. Raises Conflict
        where no mail server is set up, TooMany when it is asked for too often."""
        account_id = require_account(viewer)
        with self._database.read() as session:
            require(session, viewer, chest_id, Action.edit_chest)
        if not self.goes_by_mail:
            raise Conflict(NO_SERVER)
        self._throttle.check("test-letter", str(account_id))
        with self._database.write() as session:
            require(session, viewer, chest_id, Action.edit_chest)
            letter = self.write(
                session,
                contents.Test(),
                to=session.get_one(Account, account_id).email,
                asked_by=account_id,
                useless_from=utc_now() + _TEST_PATIENCE,
            )
            return _view(letter)

    def get_test(self, viewer: Viewer, chest_id: UUID, letter_id: UUID) -> LetterView:
        """What became of a test letter that this viewer asked for. NotFound for any other."""
        with self._database.read() as session:
            require(session, viewer, chest_id, Action.edit_chest)
            letter = session.get(Letter, letter_id)
            if (
                letter is None
                or letter.kind is not LetterKind.test
                or letter.asked_by != viewer.account_id
            ):
                raise NotFound
            return _view(letter)

    def purge(self) -> None:
        """Remove letters of more than 30 days. For the worker's sweep."""
        with self._database.write() as session:
            rows.purge(session)


def _view(letter: Letter) -> LetterView:
    return LetterView(
        id=letter.id,
        to=letter.to,
        state=letter.state,
        reason=said(letter.reason) or None,
        next_attempt_at=letter.next_attempt_at if letter.reason else None,
        created_at=letter.created_at,
        ended_at=letter.ended_at,
    )
