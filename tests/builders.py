"""Rows that tests start from, written straight into the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session

from chest.access.viewers import AccountViewer, LinkViewer, Viewer
from chest.database import Database
from chest.jobs.queue import Job
from chest.models import (
    Account,
    Asset,
    AssetState,
    Chest,
    Contribution,
    ContributionState,
    Kind,
    LinkPermission,
    LinkSession,
    Membership,
    Role,
    ShareLink,
    new_id,
    utc_now,
)


@dataclass
class Family:
    """A chest with one account for each role, and one stranger; and where all of them are kept."""

    database: Database
    chest_id: UUID
    keeper: Viewer
    curator: Viewer
    member: Viewer
    viewer: Viewer
    stranger: Viewer


def add_account(database: Database, name: str = "Ana") -> Viewer:
    with database.write() as session:
        account = Account(email=f"{uuid4().hex}@example.org", name=name, password_hash="-")
        session.add(account)
        session.flush()
        return AccountViewer(account_id=account.id)


def account_of(viewer: Viewer) -> UUID:
    assert viewer.account_id is not None
    return viewer.account_id


def add_chest(database: Database, owner: Viewer, **fields: Any) -> UUID:
    assert owner.account_id
    with database.write() as session:
        chest = Chest(**{"name": "Rosa Almeida", "created_by": owner.account_id, **fields})
        session.add(chest)
        session.flush()
        session.add(Membership(chest_id=chest.id, account_id=owner.account_id, role=Role.keeper))
        return chest.id


def add_member(database: Database, chest_id: UUID, account: Viewer, role: Role) -> None:
    assert account.account_id
    with database.write() as session:
        session.add(Membership(chest_id=chest_id, account_id=account.account_id, role=role))


def add_family(database: Database, **fields: Any) -> Family:
    keeper = add_account(database, "Keeper")
    chest_id = add_chest(database, keeper, **fields)
    others = {}
    for role in (Role.curator, Role.member, Role.viewer):
        others[role.value] = add_account(database, role.value.title())
        add_member(database, chest_id, others[role.value], role)
    return Family(
        database=database,
        chest_id=chest_id,
        keeper=keeper,
        stranger=add_account(database, "Stranger"),
        **others,
    )


def add_asset(database: Database, chest_id: UUID, **fields: Any) -> UUID:
    defaults: dict[str, Any] = {
        "kind": Kind.photo,
        "state": AssetState.ready,
        "taken_sort": "9999-12-31",
        "original_name": "picture.jpg",
    }
    with database.write() as session:
        asset = Asset(chest_id=chest_id, **{**defaults, **fields})
        session.add(asset)
        session.flush()
        return asset.id


def add_link(database: Database, chest_id: UUID, owner: Viewer, **fields: Any) -> ShareLink:
    assert owner.account_id
    with database.write() as session:
        link = ShareLink(
            **{
                "chest_id": chest_id,
                "permission": LinkPermission.add,
                "created_by": owner.account_id,
                **fields,
            }
        )
        session.add(link)
        return link


def open_link_session(database: Database, link: ShareLink) -> Viewer:
    """A browser that has opened the link and pressed Continue."""
    from datetime import timedelta

    with database.write() as session:
        row = LinkSession(
            link_id=link.id,
            generation=link.generation,
            token_hash=uuid4().hex,
            expires_at=utc_now() + timedelta(days=1),
            pressed_at=utc_now(),
        )
        session.add(row)
        session.flush()
        return LinkViewer(
            session_id=row.id,
            link_id=link.id,
            chest_id=link.chest_id,
            permission=link.permission,
            audience=link.audience,
            allow_download=link.allow_download,
        )


def add_contribution(
    database: Database,
    chest_id: UUID,
    *,
    by: Viewer,
    state: ContributionState = ContributionState.pending,
    **fields: Any,
) -> UUID:
    with database.write() as session:
        row = Contribution(
            **{
                "id": new_id(),
                "chest_id": chest_id,
                "link_id": by.link_id if isinstance(by, LinkViewer) else None,
                "link_session_id": by.session_id if isinstance(by, LinkViewer) else None,
                "account_id": by.account_id,
                "name": "Aunt Graça",
                "consent_at": utc_now(),
                "state": state,
                **fields,
            }
        )
        session.add(row)
        session.flush()
        return row.id


class RecordingQueue:
    """Stands in for the job engine: remembers what was enqueued, in order, and runs nothing."""

    def __init__(self) -> None:
        self.jobs: list[tuple[Job, UUID]] = []

    def enqueue(
        self, session: Session, job: Job, subject_id: UUID, *, delay_seconds: float = 0
    ) -> None:
        self.jobs.append((job, subject_id))
