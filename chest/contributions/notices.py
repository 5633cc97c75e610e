"""Letters to those who approve, when something waits for them.

They are quiet: at most one a day for each chest and person, and none of what that person has seen
waiting already (docs/decisions/0026). The worker's sweep writes them, so that what is sent in one
sitting makes one letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from chest.access.viewers import Viewer, require_account
from chest.access.visibility import ALLOWED, Action, require
from chest.contributions.gifts import GiftView
from chest.database import Database
from chest.letters import contents
from chest.letters.manager import LetterManager
from chest.models import (
    Account,
    Chest,
    Contribution,
    ContributionState,
    Membership,
    WaitingNotice,
    utc_now,
)
from language import N_

SETTLES_AFTER = timedelta(minutes=5)
"""So long after a gift was sent the letter is written: who gives again at once is told of once."""
PAUSE = timedelta(days=1)

_ONE = N_("It waits for you.")
_MORE = N_("It waits for you, and there is more that you have not seen yet.")

_AT_ONCE = 200
_LONG_AGO = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_MODERATORS = tuple(role for role, allowed in ALLOWED.items() if Action.moderate in allowed)


@dataclass(frozen=True)
class Wish:
    """Whether this person wants letters, and whether any can be written here at all: they go by
    mail, and lead to an address that is reached from elsewhere."""

    wanted: bool
    possible: bool


class WaitingNotices:
    """What moderators are told of what waits. Calls of theirs ask for `Action.moderate`."""

    def __init__(self, *, database: Database, letters: LetterManager, public_url: str) -> None:
        self._database = database
        self._letters = letters
        self._public_url = public_url.rstrip("/")

    @property
    def possible(self) -> bool:
        return self._letters.goes_by_mail and bool(self._public_url)

    def wish(self, viewer: Viewer, chest_id: UUID) -> Wish:
        """What this person wants of this chest."""
        account_id = require_account(viewer)
        with self._database.read() as session:
            require(session, viewer, chest_id, Action.moderate)
            row = session.get(WaitingNotice, (chest_id, account_id))
            return Wish(wanted=row is None or row.wanted, possible=self.possible)

    def set_wanted(self, viewer: Viewer, chest_id: UUID, *, wanted: bool) -> None:
        """Want letters about this chest, or none."""
        with self._database.write() as session:
            require(session, viewer, chest_id, Action.moderate)
            row = _row(session, chest_id, require_account(viewer))
            row.wanted = wanted
            session.add(row)

    def note_looked(self, viewer: Viewer, chest_id: UUID, shown: Sequence[GiftView]) -> None:
        """Remember that this person has seen these waiting: no letter tells of them any more.
        Nothing is written where that was known."""
        newest = max((gift.submitted_at or gift.created_at for gift in shown), default=None)
        account_id = require_account(viewer)
        if newest is None:
            return
        with self._database.read() as session:
            known = session.get(WaitingNotice, (chest_id, account_id))
            if known is not None and known.looked_at is not None and known.looked_at >= newest:
                return
        with self._database.write() as session:
            require(session, viewer, chest_id, Action.moderate)
            row = _row(session, chest_id, account_id)
            row.looked_at = max(newest, row.looked_at or newest)
            session.add(row)

    def write_due(self) -> int:
        """For the sweep: write the letters that are due; answers how many."""
        if not self.possible:
            return 0
        with self._database.read() as session:
            due = session.exec(_due().limit(_AT_ONCE)).all()
        written = 0
        for chest_id, account_id in due:
            # One short transaction each, so that nobody who writes waits for all of them.
            with self._database.write() as session:
                written += self._write(session, chest_id, account_id)
        return written

    def _write(self, session: Session, chest_id: UUID, account_id: UUID) -> bool:
        _row(session, chest_id, account_id)  # locked, so that two workers write one letter
        still = _due().where(
            col(Membership.chest_id) == chest_id, col(Membership.account_id) == account_id
        )
        if session.exec(still).first() is None:
            return False
        row = session.get_one(WaitingNotice, (chest_id, account_id))
        account, chest = session.get_one(Account, account_id), session.get_one(Chest, chest_id)
        new = session.exec(
            select(Contribution)
            .where(
                col(Contribution.chest_id) == chest_id,
                col(Contribution.submitted_at) > _known(row),
                _is_news_to(account_id),
            )
            .order_by(col(Contribution.submitted_at))
            .limit(2)
        ).all()
        first = new[0]
        here = self._public_url
        content = contents.Waiting(
            giver=first.name,
            chest=chest.name,
            waits=_MORE if len(new) > 1 else _ONE,
            address=f"{here}/moderate?chest={chest_id}&given={first.id}",
            stop_address=f"{here}/membership?chest={chest_id}",
        )
        self._letters.write(session, content, to=account.email, about=first.id)
        row.told_at = utc_now()
        session.add(row)
        return True


def _known(row: WaitingNotice) -> datetime:
    return max(row.looked_at or _LONG_AGO, row.told_at or _LONG_AGO)


def _row(session: Session, chest_id: UUID, account_id: UUID) -> WaitingNotice:
    row = session.get(WaitingNotice, (chest_id, account_id), with_for_update=True)
    if row is None:
        row = WaitingNotice(chest_id=chest_id, account_id=account_id)
        session.add(row)
        session.flush()
    return row


def _is_news_to(account_id: object) -> ColumnElement[bool]:
    """What waits, has settled, and was not given by the very person."""
    return and_(
        col(Contribution.state) == ContributionState.pending,
        col(Contribution.submitted_at) <= utc_now() - SETTLES_AFTER,
        or_(col(Contribution.account_id).is_(None), col(Contribution.account_id) != account_id),
    )


def _due() -> Select[UUID, UUID]:
    """(chest, account) of those to whom something is news, and who were told of nothing today."""
    notice = col(WaitingNotice.told_at), col(WaitingNotice.looked_at)
    told_at, looked_at = (func.coalesce(moment, _LONG_AGO) for moment in notice)
    return (
        select(Membership.chest_id, Membership.account_id)
        .distinct()
        .join(Contribution, col(Contribution.chest_id) == col(Membership.chest_id))
        .join(Chest, col(Chest.id) == col(Membership.chest_id))
        .outerjoin(
            WaitingNotice,
            and_(
                col(WaitingNotice.chest_id) == col(Membership.chest_id),
                col(WaitingNotice.account_id) == col(Membership.account_id),
            ),
        )
        .where(
            col(Membership.role).in_(_MODERATORS),
            col(Chest.deleted_at).is_(None),
            _is_news_to(col(Membership.account_id)),
            or_(col(WaitingNotice.wanted).is_(None), col(WaitingNotice.wanted).is_(True)),
            told_at <= utc_now() - PAUSE,
            col(Contribution.submitted_at) > told_at,
            col(Contribution.submitted_at) > looked_at,
        )
    )
