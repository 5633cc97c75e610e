"""Members are removed with or without the links they made, and a chest keeps a keeper."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import col, select

from chest.access.viewers import ANONYMOUS, Viewer
from chest.chests.manager import ChestManager
from chest.chests.members import MemberManager
from chest.database import Database
from chest.errors import Conflict, NotFound, NotSignedIn
from chest.models import AuditEvent, Role, ShareLink, utc_now
from chest.security.signing import Signer
from chest.settings import Settings
from chest.sharing.links import LinkState
from chest.sharing.manager import SharingManager
from tests.builders import Family, account_of, add_link, add_member, open_link_session


@pytest.fixture
def members(database: Database) -> MemberManager:
    return MemberManager(database=database)


@pytest.fixture
def sharing(database: Database) -> SharingManager:
    return SharingManager(
        database=database,
        signer=Signer(b"m" * 32),
        settings=Settings(_env_file=None),
    )


def role(database: Database, viewer: Viewer, family: Family) -> Role | None:
    return ChestManager(database=database).role(viewer, family.chest_id)


def rows(database: Database) -> dict[str, ShareLink]:
    with database.read() as session:
        return {link.label: link for link in session.exec(select(ShareLink))}


def test_links_live_on_when_their_maker_is_removed_without_them(
    database: Database, family: Family, members: MemberManager
) -> None:
    add_link(database, family.chest_id, family.curator, label="choir")
    members.remove(family.keeper, family.chest_id, account_id=account_of(family.curator))
    assert role(database, family.curator, family) is None
    assert rows(database)["choir"].revoked_at is None


def test_links_are_closed_with_their_maker_as_if_by_hand(
    database: Database, family: Family, members: MemberManager, sharing: SharingManager
) -> None:
    for label in ("by hand", "with them"):
        add_link(database, family.chest_id, family.curator, label=label)
    add_link(database, family.chest_id, family.keeper, label="another's")
    sharing.revoke(family.keeper, rows(database)["by hand"].id)
    by_hand = rows(database)["by hand"]
    members.remove(
        family.keeper, family.chest_id, account_id=account_of(family.curator), close_links=True
    )
    after = rows(database)
    assert after["by hand"].revoked_at == by_hand.revoked_at
    assert after["by hand"].generation == after["with them"].generation == 2
    assert after["with them"].revoked_at is not None
    assert after["another's"].revoked_at is None
    links = sharing.list_links(family.keeper, family.chest_id).items
    assert {link.label: link.state for link in links} == {
        "by hand": LinkState.revoked,
        "with them": LinkState.revoked,
        "another's": LinkState.live,
    }
    with database.read() as session:
        closed = session.exec(
            select(AuditEvent.subject_id).where(col(AuditEvent.action) == "link.revoked")
        ).all()
    assert sorted(closed) == sorted(str(after[label].id) for label in ("by hand", "with them"))


def test_open_links_are_those_that_still_let_somebody_in(
    database: Database, family: Family, members: MemberManager
) -> None:
    ago = utc_now() - timedelta(days=1)
    curator = family.curator
    add_link(database, family.chest_id, curator, label="open")
    add_link(database, family.chest_id, curator, label="closed", revoked_at=ago)
    add_link(database, family.chest_id, curator, label="over", expires_at=ago)
    add_link(database, family.chest_id, family.keeper, label="another's")
    # Used up for newcomers, and open to who is inside.
    open_link_session(
        database,
        add_link(database, family.chest_id, curator, label="used up", max_uses=1, uses=1),
    )

    def count(viewer: Viewer) -> int:
        return members.count_open_links(viewer, family.chest_id, account_id=account_of(curator))

    assert count(family.keeper) == count(curator) == 2
    members.remove(family.keeper, family.chest_id, account_id=account_of(curator), close_links=True)
    closed = {label for label, link in rows(database).items() if link.revoked_at is not None}
    assert closed == {"open", "closed", "used up"}


def test_only_keepers_and_the_member_learn_of_their_links(
    family: Family, members: MemberManager
) -> None:
    for viewer in (family.curator, family.member, family.viewer, family.stranger):
        with pytest.raises(NotFound):
            members.count_open_links(viewer, family.chest_id, account_id=account_of(family.keeper))
    with pytest.raises(NotSignedIn):
        members.count_open_links(ANONYMOUS, family.chest_id, account_id=account_of(family.keeper))


def test_who_leaves_closes_their_links_if_they_may_close_links(
    database: Database, family: Family, members: MemberManager
) -> None:
    add_link(database, family.chest_id, family.curator, label="curator's")
    # Made when they were more than a viewer.
    add_link(database, family.chest_id, family.viewer, label="viewer's")
    with pytest.raises(NotFound):
        members.remove(
            family.viewer, family.chest_id, account_id=account_of(family.viewer), close_links=True
        )
    assert role(database, family.viewer, family) is Role.viewer
    members.remove(
        family.curator, family.chest_id, account_id=account_of(family.curator), close_links=True
    )
    assert role(database, family.curator, family) is None
    after = rows(database)
    assert after["curator's"].revoked_at is not None
    assert after["viewer's"].revoked_at is None


def test_an_only_keeper_stays_one_until_there_is_another(
    database: Database, family: Family, members: MemberManager
) -> None:
    keeper = account_of(family.keeper)
    add_link(database, family.chest_id, family.keeper, label="keeper's")
    for attempt in (
        lambda: members.remove(family.keeper, family.chest_id, account_id=keeper),
        lambda: members.remove(family.keeper, family.chest_id, account_id=keeper, close_links=True),
        lambda: members.set_role(
            family.keeper, family.chest_id, account_id=keeper, role=Role.curator
        ),
    ):
        with pytest.raises(Conflict, match="Make someone else a keeper first"):
            attempt()
    assert role(database, family.keeper, family) is Role.keeper
    assert rows(database)["keeper's"].revoked_at is None
    add_member(database, family.chest_id, family.stranger, Role.keeper)
    members.set_role(family.keeper, family.chest_id, account_id=keeper, role=Role.curator)
    assert role(database, family.keeper, family) is Role.curator


def test_nobody_but_a_keeper_removes_another(family: Family, members: MemberManager) -> None:
    for viewer in (family.curator, family.member, family.viewer, family.stranger):
        with pytest.raises(NotFound):
            members.remove(
                viewer, family.chest_id, account_id=account_of(family.keeper), close_links=True
            )


def test_everyone_may_leave_and_it_is_recorded_that_they_did_so_themselves(
    database: Database, family: Family, members: MemberManager
) -> None:
    for viewer in (family.viewer, family.member, family.curator):
        members.remove(viewer, family.chest_id, account_id=account_of(viewer))
        assert role(database, viewer, family) is None
        with database.read() as session:
            event = session.exec(
                select(AuditEvent)
                .where(col(AuditEvent.action) == "member.removed")
                .order_by(col(AuditEvent.id).desc())
            ).first()
        assert event is not None
        assert event.subject_id == str(account_of(viewer))
        assert event.actor == viewer.key
    with pytest.raises(NotFound):
        members.list_members(family.member, family.chest_id)
