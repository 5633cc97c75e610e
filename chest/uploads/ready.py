"""That the files which somebody added are ready: a line where they see their uploads, and a letter
when it was much or took long. Once for each batch; see docs/decisions/0040 and
`chest.uploads.batches`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, delete, select

from chest.access.viewers import Viewer, require_account
from chest.access.visibility import Action, require, require_to_see, visible_to
from chest.database import Database
from chest.letters import contents
from chest.letters.manager import LetterManager
from chest.letters.rows import withdraw
from chest.models import (
    Account,
    Asset,
    AssetState,
    Chest,
    Contribution,
    ContributionState,
    Membership,
    ProcessingStep,
    StepState,
    UploadBatch,
    utc_now,
)
from chest.uploads import batches
from chest.uploads.batches import Owner
from language import said

MANY = 50
LONG = timedelta(minutes=30)
"""A letter tells of so many files, or of what took longer than that from the first file on."""
KEPT_FOR = timedelta(days=30)

_NAMED_IN_LETTER = 20
_BATCHES_IN_LINE = 20
_FILES_AT_ONCE = 10_000
_AT_ONCE = 500
_NEVER_SHOWN = (ContributionState.declined, ContributionState.withdrawn)


@dataclass(frozen=True)
class UnreadFile:
    """A file that could not be read, and why, in a sentence."""

    asset_id: UUID
    name: str | None
    reason: str | None


@dataclass(frozen=True)
class ReadyView:
    """What is ready since this person last said that they know. `unread` are the first of those
    `failed` that could not be read."""

    ready: int
    failed: int
    unread: tuple[UnreadFile, ...]
    until: datetime


class ReadyNotices:
    """What people are told of what they added themselves; `is_paused` says whether hearing, looking
    and reading rest, so that nobody waits for them."""

    def __init__(
        self,
        *,
        database: Database,
        letters: LetterManager,
        public_url: str,
        is_paused: Callable[[], bool],
    ) -> None:
        self._database = database
        self._letters = letters
        self._public_url = public_url.rstrip("/")
        self._is_paused = is_paused

    def find(self, viewer: Viewer, chest_id: UUID) -> ReadyView | None:
        """What this person added to this chest that is ready now, unless they know; None for
        nothing. What was put away or can be read since is no failure any more."""
        account_id = require_account(viewer)
        with self._database.read() as session:
            require_to_see(session, viewer, chest_id)
            told = session.exec(
                select(UploadBatch)
                .where(
                    col(UploadBatch.account_id) == account_id,
                    col(UploadBatch.chest_id) == chest_id,
                    col(UploadBatch.settled_at) > utc_now() - KEPT_FOR,
                    col(UploadBatch.dismissed_at).is_(None),
                )
                .order_by(col(UploadBatch.settled_at).desc())
                .limit(_BATCHES_IN_LINE)
            ).all()
            return _view(session, viewer, told)

    def dismiss(self, viewer: Viewer, chest_id: UUID, *, until: datetime) -> None:
        """This person knows what was ready at `until`. Saying so twice changes nothing."""
        account_id = require_account(viewer)
        with self._database.write() as session:
            require(session, viewer, chest_id, Action.see)
            batches.dismiss(session, Owner(chest_id, account_id, None), until=until)

    def tell_due(self) -> int:
        """For the sweep: gather what arrived, and tell of what is ready; answers of how many."""
        gathered_to = batches.gather(self._database)
        told, files = 0, 0
        paused = self._is_paused()
        for batch_id in batches.list_unsettled(self._database):
            if files >= _FILES_AT_ONCE:
                break
            goes_on = True
            while goes_on and files < _FILES_AT_ONCE:
                with self._database.write() as session:
                    batch = batches.lock(session, batch_id)
                    if batch is None:
                        break
                    if not batches.has_ended(session, batch, gathered_to=gathered_to):
                        break
                    walked = batches.walk(session, batch, paused=paused)
                    files += walked.files
                    goes_on = walked.goes_on and not walked.is_through
                    if walked.is_through:
                        told += self._settle(session, batch)
        self._purge()
        return told

    def _settle(self, session: Session, batch: UploadBatch) -> bool:
        """Tell of a batch that is understood, in the transaction that says so; whether anybody is
        told. What waits to be sent is told of later."""
        gift = session.get(Contribution, batch.contribution_id) if batch.contribution_id else None
        if gift is not None and gift.state is ContributionState.draft:
            return False
        chest = session.get(Chest, batch.chest_id)
        to = _address_of(session, batch, gift)
        number = batch.ready + batch.failed
        if not number or to is None or chest is None or chest.deleted_at or chest.shut:
            batches.put_nowhere(session, batch)
            return False
        batch.settled_at = utc_now()
        session.add(batch)
        if self._letters.goes_by_mail and (number >= MANY or _took_long(batch)):
            content = self._write(session, batch, chest.name)
            self._letters.write(session, content, to=to, about=batch.id)
        return True

    def _write(self, session: Session, batch: UploadBatch, chest: str) -> contents.Ready:
        """What the letter says. The address of a gift's receipt is a right, and the mailbox is one
        that somebody wrote down: it holds none."""
        here = self._public_url if batch.account_id is not None else ""
        ids = [UUID(one) for one in batch.failed_ids[:_NAMED_IN_LETTER]]
        reasons = _reasons(session, ids)
        failed = {
            asset.id: asset for asset in session.exec(select(Asset).where(col(Asset.id).in_(ids)))
        }
        named = [
            contents.NotRead(
                name=failed[asset_id].original_name or "",
                reason=reasons.get(asset_id) or "",
                address=f"{here}/memory?chest={batch.chest_id}&id={asset_id}" if here else "",
            )
            for asset_id in ids
            if asset_id in failed
        ]
        return contents.Ready(
            chest=chest,
            ready=batch.ready,
            failed=batch.failed,
            not_read=named,
            unnamed=batch.failed - len(named),
            is_gift=batch.account_id is None,
            address=f"{here}/overview?chest={batch.chest_id}" if here else "",
        )

    def _purge(self) -> None:
        """Nobody is shown what was told more than 30 days ago."""
        due = col(UploadBatch.settled_at) < utc_now() - KEPT_FOR
        with self._database.read() as session:
            ids = session.exec(select(UploadBatch.id).where(due).limit(_AT_ONCE)).all()
        if ids:
            with self._database.write() as session:
                session.exec(delete(UploadBatch).where(col(UploadBatch.id).in_(ids)))


def forget_ready(session: Session, chest_id: UUID, account_id: UUID) -> None:
    """Whoever leaves a chest is told nothing more of what they added to it, in the transaction in
    which they leave."""
    ids = session.exec(
        select(UploadBatch.id)
        .where(Owner(chest_id, account_id, None).of())
        .order_by(col(UploadBatch.id))
        .with_for_update()
    ).all()
    if ids:
        withdraw(session, ids)
        session.exec(delete(UploadBatch).where(col(UploadBatch.id).in_(ids)))


def _took_long(batch: UploadBatch) -> bool:
    return batch.understood_at is not None and batch.understood_at - batch.begun_at > LONG


def _address_of(session: Session, batch: UploadBatch, gift: Contribution | None) -> str | None:
    """Where whoever added it is told; None for nobody: they left, or gave no address."""
    if batch.account_id is None:
        return None if gift is None or gift.state in _NEVER_SHOWN else gift.contact_email
    account = session.get(Account, batch.account_id)
    belongs = session.get(Membership, (batch.chest_id, batch.account_id)) is not None
    if account is None or account.deleted_at is not None or not belongs:
        return None
    return account.email


def _view(session: Session, viewer: Viewer, told: Collection[UploadBatch]) -> ReadyView | None:
    if not told:
        return None
    ids = [UUID(one) for batch in told for one in batch.failed_ids][: batches.FAILURES_KEPT]
    known = (
        session.exec(select(Asset).where(col(Asset.id).in_(ids), visible_to(viewer))).all()
        if ids
        else []
    )
    unread = {asset.id: asset for asset in known if asset.state is AssetState.failed}
    reasons = _reasons(session, list(unread))
    ready = sum(batch.ready for batch in told)
    ready += sum(asset.state is AssetState.ready for asset in known)
    failed = sum(batch.failed for batch in told) - len(ids) + len(unread)
    if not ready and not failed:
        return None
    return ReadyView(
        ready=ready,
        failed=failed,
        unread=tuple(
            UnreadFile(one, unread[one].original_name, said(reasons.get(one)) or None)
            for one in ids
            if one in unread
        ),
        until=max(batch.settled_at for batch in told if batch.settled_at is not None),
    )


def _reasons(session: Session, asset_ids: Collection[UUID]) -> dict[UUID, str | None]:
    """Why these could not be read, as it is kept."""
    if not asset_ids:
        return {}
    rows = session.exec(
        select(ProcessingStep.asset_id, ProcessingStep.reason)
        .where(
            col(ProcessingStep.asset_id).in_(asset_ids),
            col(ProcessingStep.state) == StepState.failed,
            col(ProcessingStep.reason).is_not(None),
        )
        .order_by(col(ProcessingStep.updated_at).desc())
    ).all()
    reasons: dict[UUID, str | None] = {}
    for asset_id, reason in rows:
        reasons.setdefault(asset_id, reason)
    return reasons
