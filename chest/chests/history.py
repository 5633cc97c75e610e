"""What happened in a chest, for its keepers: who did what and when, nothing of what is in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from chest.access.viewers import Viewer
from chest.access.visibility import Action, require
from chest.database import Database
from chest.models import (
    Account,
    AuditEvent,
    Contribution,
    ContributionState,
    ShareLink,
)
from chest.paging import MAX_PAGE, Page, in_order, read_cursor, unknown_place, write_cursor


class Sort(StrEnum):
    """The sorts of deeds that one can ask for."""

    memories = "memories"
    gifts = "gifts"
    members = "members"
    links = "links"
    downloads = "downloads"
    stories = "stories"
    chest = "chest"


# By what their names begin with.
_BEGINNINGS: Mapping[Sort, tuple[str, ...]] = {
    Sort.memories: ("asset.", "archive.", "transcript.", "name.", "person."),
    Sort.gifts: ("contribution.",),
    Sort.members: ("member.",),
    Sort.links: ("link.",),
    Sort.downloads: ("asset.downloaded", "export."),
    Sort.stories: ("story.", "text."),
    Sort.chest: ("chest.", "audit."),
}

# What a keeper knows of: a draft is its giver's own, and what was taken back is again.
_SENT = (
    ContributionState.pending,
    ContributionState.approved,
    ContributionState.declined,
    ContributionState.held,
)


class ActorKind(StrEnum):
    account = "account"
    link = "link"  # a browser on a link, or whoever holds a receipt
    chest = "chest"  # the chest itself, at work in the background
    unknown = "unknown"


@dataclass(frozen=True)
class Deed:
    """One line. `actor_name` is the name that an account has now, or that was given with a gift;
    None where nobody knows it any more. `about` names the account or the link that it was done
    to."""

    id: UUID
    at: datetime
    action: str
    actor_kind: ActorKind
    actor_id: str | None
    actor_name: str | None
    about: str | None
    is_about_self: bool = False


class HistoryManager:
    def __init__(self, *, database: Database) -> None:
        self._database = database

    def list_deeds(
        self,
        viewer: Viewer,
        chest_id: UUID,
        *,
        by: UUID | None = None,
        sort: Sort | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page[Deed]:
        """What was done in this chest, the newest first; only `by` this account, and only of this
        `sort`, where asked for. For keepers; to others the chest has no history: NotFound."""
        limit = max(1, min(limit, MAX_PAGE))
        wanted = [col(AuditEvent.chest_id) == chest_id]
        if by is not None:
            wanted.append(col(AuditEvent.actor) == f"account:{by}")
        if sort is not None:
            wanted.append(or_(*map(col(AuditEvent.action).startswith, _BEGINNINGS[sort])))
        if cursor:
            wanted.append(_after(cursor))
        with self._database.read() as session:
            require(session, viewer, chest_id, Action.read_audit)
            rows = session.exec(
                select(AuditEvent)
                .where(*wanted)
                .order_by(col(AuditEvent.at).desc(), col(AuditEvent.id).desc())
                .limit(limit + 1)
            ).all()
            shown = rows[:limit]
            deeds = _tell(session, shown)
        last = shown[-1] if len(rows) > limit else None
        return Page(deeds, write_cursor(in_order(last.at), str(last.id)) if last else None)


def _after(cursor: str) -> ColumnElement[bool]:
    try:
        moment, id = read_cursor(cursor)
        at, last = datetime.fromisoformat(moment), UUID(id)
    except ValueError as error:
        raise unknown_place() from error
    if at.tzinfo is None:
        raise unknown_place()
    return or_(
        col(AuditEvent.at) < at,
        and_(col(AuditEvent.at) == at, col(AuditEvent.id) < last),
    )


def _tell(session: Session, rows: Sequence[AuditEvent]) -> list[Deed]:
    """The lines with the names that are known now. Each sort of name is one question."""
    actors = [row.actor.partition(":") for row in rows]
    accounts = _ids(id for kind, _, id in actors if kind == "account")
    accounts |= _ids(row.subject_id for row in rows if row.subject_type == "account")
    sessions = _ids(id for kind, _, id in actors if kind in ("link", "door"))
    receipts = _ids(id for kind, _, id in actors if kind == "receipt")
    links = _ids(row.subject_id for row in rows if row.subject_type == "share_link")
    people = dict(
        session.exec(select(Account.id, Account.name).where(col(Account.id).in_(accounts))).all()
    )
    givers: dict[UUID, str] = {}
    for gift_id, session_id, name in session.exec(
        select(Contribution.id, Contribution.link_session_id, Contribution.name).where(
            or_(
                col(Contribution.id).in_(receipts),
                col(Contribution.link_session_id).in_(sessions),
            ),
            col(Contribution.state).in_(_SENT),
        )
    ).all():
        givers[gift_id] = name
        if session_id is not None:
            givers[session_id] = name
    labels = dict(
        session.exec(
            select(ShareLink.id, ShareLink.label).where(col(ShareLink.id).in_(links))
        ).all()
    )
    told = []
    for row, (kind, _, id) in zip(rows, actors, strict=True):
        actor = _id(id)
        subject = _id(row.subject_id)
        told.append(
            Deed(
                id=row.id,
                at=row.at,
                action=row.action,
                actor_kind=_KINDS.get(kind, ActorKind.unknown),
                actor_id=id or None,
                actor_name=(people.get(actor) or givers.get(actor)) if actor else None,
                about=(people.get(subject) or labels.get(subject)) if subject else None,
                is_about_self=row.subject_type == "account" and subject == actor,
            )
        )
    return told


_KINDS = {
    "account": ActorKind.account,
    "link": ActorKind.link,
    "door": ActorKind.link,
    "receipt": ActorKind.link,
    "worker": ActorKind.chest,
    "operator": ActorKind.chest,
}


def _ids(found: Iterable[str]) -> set[UUID]:
    return {id for id in map(_id, found) if id is not None}


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
