"""What happened in a chest: who may read it, filtered and a page at a time, and no content."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import col, update

from chest.access.audit import record
from chest.access.proving import prove
from chest.access.viewers import ANONYMOUS, Viewer
from chest.chests.history import ActorKind, HistoryManager, Sort
from chest.chests.manager import ChestManager
from chest.chests.members import MemberManager
from chest.database import Database
from chest.errors import Invalid, NotFound, NotSignedIn
from chest.models import (
    Account,
    Chest,
    Contribution,
    ContributionState,
    Membership,
    Role,
    new_id,
    utc_now,
)
from tests.builders import (
    Family,
    account_of,
    add_contribution,
    add_family,
    add_link,
    open_link_session,
)


@pytest.fixture
def history(database: Database) -> HistoryManager:
    return HistoryManager(database=database)


def did(database: Database, viewer: Viewer, action: str, family: Family, **about: object) -> None:
    subject = next(iter(about.items()), ("asset", new_id()))
    with database.write() as session:
        record(session, viewer, action, subject=subject, chest_id=family.chest_id)  # type: ignore[arg-type]


def actions(history: HistoryManager, family: Family, **asked: object) -> list[str]:
    page = history.list_deeds(family.keeper, family.chest_id, **asked)  # type: ignore[arg-type]
    return [deed.action for deed in page.items]


def test_only_keepers_of_the_very_chest_read_what_happened_in_it(
    history: HistoryManager, database: Database
) -> None:
    family, other = add_family(database), add_family(database)
    did(database, family.keeper, "asset.edited", family)
    aunt = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    assert actions(history, family) == ["asset.edited"]
    assert actions(history, other) == []
    may_not = (family.curator, family.member, family.viewer, family.stranger)
    for viewer in (*may_not, other.keeper):
        with pytest.raises(NotFound):
            history.list_deeds(viewer, family.chest_id)
    for viewer in (aunt, ANONYMOUS):
        with pytest.raises(NotSignedIn):
            history.list_deeds(viewer, family.chest_id)


def test_the_newest_stands_first_and_pages_go_on_without_a_gap(
    history: HistoryManager, database: Database
) -> None:
    family = add_family(database)
    wanted = [f"asset.{number}" for number in range(7)]
    with database.write() as session:
        for action in wanted:
            record(
                session,
                family.keeper,
                action,
                subject=("asset", new_id()),
                chest_id=family.chest_id,
            )
    found: list[str] = []
    cursor = None
    for _page in range(3):
        page = history.list_deeds(family.keeper, family.chest_id, cursor=cursor, limit=3)
        found += [deed.action for deed in page.items]
        cursor = page.next
    assert cursor is None
    assert found == wanted[::-1]
    with pytest.raises(Invalid):
        history.list_deeds(family.keeper, family.chest_id, cursor="nonsense")


def test_one_asks_for_what_somebody_did_and_for_a_sort_of_deed(
    history: HistoryManager, database: Database
) -> None:
    family = add_family(database)
    did(database, family.keeper, "link.created", family)
    did(database, family.member, "asset.added", family)
    did(database, family.member, "asset.downloaded", family)
    did(database, family.member, "export.begun", family)
    by = account_of(family.member)
    assert actions(history, family, by=by) == ["export.begun", "asset.downloaded", "asset.added"]
    assert actions(history, family, sort=Sort.downloads) == ["export.begun", "asset.downloaded"]
    assert actions(history, family, sort=Sort.links, by=by) == []
    assert actions(history, family, sort=Sort.links) == ["link.created"]


def test_a_link_is_called_by_its_label_and_a_giver_by_the_name_that_was_sent(
    history: HistoryManager, database: Database
) -> None:
    family = add_family(database)
    link = add_link(database, family.chest_id, family.keeper, label="Graça")
    aunt = open_link_session(database, link)
    did(database, aunt, "link.used", family, share_link=link.id)
    gift = add_contribution(database, family.chest_id, by=aunt, name="Aunt Zé")
    (deed,) = history.list_deeds(family.keeper, family.chest_id).items
    assert (deed.actor_kind, deed.about, deed.actor_name) == (ActorKind.link, "Graça", "Aunt Zé")
    with database.write() as session:
        session.exec(
            update(Contribution)
            .where(col(Contribution.id) == gift)
            .values(state=ContributionState.draft)
        )
    (deed,) = history.list_deeds(family.keeper, family.chest_id).items
    assert deed.actor_name is None  # what was not sent is known to its giver alone


def test_the_chain_stays_whole_when_somebody_is_erased_for_good(
    history: HistoryManager, database: Database
) -> None:
    family = add_family(database)
    members = MemberManager(database=database)
    members.set_role(
        family.keeper, family.chest_id, account_id=account_of(family.viewer), role=Role.member
    )
    did(database, family.viewer, "asset.added", family)
    heads = [proof.head for proof in prove(database)]
    with database.write() as session:
        gone = account_of(family.viewer)
        session.delete(session.get_one(Membership, (family.chest_id, gone)))
        session.flush()
        session.delete(session.get_one(Account, gone))
    proofs = prove(database)
    assert [proof.head for proof in proofs] == heads
    assert [proof.trouble for proof in proofs] == [None, None]
    added, made = history.list_deeds(family.keeper, family.chest_id).items
    assert (added.actor_kind, added.actor_name) == (ActorKind.account, None)
    assert (made.action, made.about) == ("member.role.member", None)


def test_the_record_of_a_chest_outlives_it_and_proves_itself(database: Database) -> None:
    family = add_family(database)
    chests = ChestManager(database=database)
    chests.edit(family.keeper, family.chest_id, version=1, changes={"words": "w"})
    chests.delete(family.keeper, family.chest_id)
    with database.write() as session:
        session.get_one(Chest, family.chest_id).deleted_at = utc_now() - timedelta(days=31)
    assert chests.purge_due() == 1
    found = {proof.chain: proof for proof in prove(database)}[family.chest_id]
    assert (found.lines, found.trouble) == (3, None)
