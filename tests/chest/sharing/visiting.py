"""Links that the tests of sharing make, and people who come through them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from chest.database import Database
from chest.models import (
    LinkPermission,
    ShareLink,
)
from chest.sharing.links import LinkTerms
from chest.sharing.manager import SharingManager
from chest.sharing.visits import LinkSessions
from tests.builders import Family

SECRET = b"a secret of at least thirty-two bytes"
ADD, LOOK = LinkPermission.add, LinkPermission.look


def make(sharing: SharingManager, family: Family, **terms: Any) -> tuple[UUID, str]:
    facts = sharing.create(
        family.curator, family.chest_id, LinkTerms(**{"permission": ADD, **terms})
    )
    assert facts.token
    return facts.id, facts.token


def let_through(visits: LinkSessions, token: str) -> str:
    cookie = visits.open_session(token).cookie
    visits.press_continue(cookie)
    return cookie


def change_link(database: Database, link_id: UUID, **columns: Any) -> None:
    with database.write() as session:
        link = session.get(ShareLink, link_id)
        assert link
        for name, value in columns.items():
            setattr(link, name, value)
        session.add(link)


def uses(database: Database, link_id: UUID) -> int:
    with database.read() as session:
        link = session.get(ShareLink, link_id)
        assert link
        return link.uses
