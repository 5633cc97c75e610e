"""What somebody keeps for themselves alone is seen by nobody else, and is not lost when they go."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from chest.access.viewers import Viewer
from chest.assets.bulk import BulkManager
from chest.assets.manager import AssetManager
from chest.chests.members import MemberManager
from chest.contributions.moderation import Moderation
from chest.database import Database
from chest.erasing.purging import purge_deleted
from chest.errors import Invalid, NotFound, Stale
from chest.gate.held import held_of
from chest.gate.reading import read_chest
from chest.models import (
    Asset,
    Audience,
    Chest,
    Kind,
    PersonMention,
    Review,
    Role,
)
from chest.people.reading import read_names
from chest.stories.evidence import list_segments
from tests.builders import (
    Family,
    RecordingQueue,
    account_of,
    add_asset,
    add_contribution,
    add_family,
    add_link,
    add_member,
    open_link_session,
)

MINE = {"audience": "only_me"}


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database, trusts_members=False)


@pytest.fixture
def assets(database: Database) -> AssetManager:
    return AssetManager(database=database, jobs=RecordingQueue())


def give(family: Family, by: Viewer | None = None, **fields: Any) -> UUID:
    owner = account_of(by or family.member)
    return add_asset(family.database, family.chest_id, added_by=owner, **fields)


def row_of(family: Family, asset_id: UUID) -> Asset:
    with family.database.read() as session:
        return session.get_one(Asset, asset_id)


def edit(assets: AssetManager, viewer: Viewer, asset_id: UUID, **changes: Any) -> None:
    version = assets.get(viewer, asset_id).version
    assets.edit(viewer, asset_id, version=version, changes=changes)


def seers(assets: AssetManager, family: Family, asset_id: UUID) -> list[Viewer]:
    found = []
    for viewer in (family.keeper, family.curator, family.member, family.viewer):
        try:
            assets.get(viewer, asset_id)
        except NotFound:
            continue
        found.append(viewer)
    return found


def test_one_keeps_what_one_added_and_nobody_what_others_did(
    assets: AssetManager, family: Family
) -> None:
    mine = give(family, audience=Audience.family)
    with pytest.raises(Invalid, match="added yourself"):
        edit(assets, family.keeper, mine, **MINE)
    edit(assets, family.member, mine, **MINE)
    assert seers(assets, family, mine) == [family.member]
    for viewer in (family.keeper, family.viewer):
        assert assets.counts(viewer, family.chest_id) == {}
    assert assets.counts(family.member, family.chest_id) == {"photo": 1}


def test_nobody_decides_about_what_only_its_giver_sees_and_opened_it_waits(
    assets: AssetManager, family: Family
) -> None:
    gift = add_contribution(family.database, family.chest_id, by=family.member)
    asset_id = give(family, review=Review.pending, contribution_id=gift)
    moderation = Moderation(database=family.database)
    before = moderation.get(family.curator, gift)
    edit(assets, family.member, asset_id, **MINE)
    assert seers(assets, family, asset_id) == [family.member]
    row = row_of(family, asset_id)
    assert (row.review, row.contribution_id) == (Review.published, None)
    with pytest.raises(Stale):  # it is not what stood on the screen
        moderation.approve(family.curator, gift, version=before.version)
    moderation.approve(family.curator, gift)
    assert seers(assets, family, asset_id) == [family.member]
    edit(assets, family.member, asset_id, caption="Only mine")
    assert row_of(family, asset_id).review is Review.published
    edit(assets, family.member, asset_id, audience="family")
    assert row_of(family, asset_id).review is Review.pending
    assert seers(assets, family, asset_id) == [family.keeper, family.curator, family.member]


def test_what_a_link_gives_and_what_is_approved_is_for_no_one_person(
    assets: AssetManager, family: Family
) -> None:
    giver = open_link_session(
        family.database, add_link(family.database, family.chest_id, family.keeper)
    )
    gift = add_contribution(family.database, family.chest_id, by=giver)
    given = add_asset(family.database, family.chest_id, contribution_id=gift, review=Review.pending)
    moderation = Moderation(database=family.database)
    for viewer in (family.keeper, family.curator):
        with pytest.raises(Invalid):
            moderation.approve(viewer, gift, audience=Audience.only_me)
        with pytest.raises(Invalid):
            moderation.approve(viewer, gift, edits={given: MINE})
    assert row_of(family, given).audience is Audience.family


def test_of_many_only_ones_own_are_kept_and_undoing_is_ones_own_too(
    assets: AssetManager, database: Database, family: Family
) -> None:
    bulk = BulkManager(database=database)
    mine, hers = give(family, family.keeper), give(family)
    done = bulk.change(family.keeper, family.chest_id, [mine, hers], MINE)
    assert (done.changed, done.left_out) == (1, 1)
    assert done.undo
    assert bulk.undo(family.curator, family.chest_id, done.undo).changed == 0
    assert bulk.delete(family.curator, family.chest_id, [mine, hers]).changed == 1
    assert seers(assets, family, mine) == [family.keeper]


def test_what_is_written_on_it_is_for_its_giver_alone_too(
    assets: AssetManager, family: Family
) -> None:
    mine = give(family, audience=Audience.only_me)
    note = assets.add_note(family.member, family.chest_id, body="For me", attached_to=mine)
    assert seers(assets, family, note.id) == [family.member]
    assert row_of(family, note.id).review is Review.published


def test_no_story_tells_of_it_and_no_note_in_it_is_read_by_others(family: Family) -> None:
    words = "She ran the bakery for forty years. Please don't say 'lost her battle'. She sang."
    give(family, family.keeper, kind=Kind.note, body=words, audience=Audience.only_me)
    told = give(family, family.keeper, kind=Kind.note, body=words)
    read_chest(family.database, family.chest_id)
    with family.database.read() as session:
        chest = session.get_one(Chest, family.chest_id)
        for audience in (Audience.keepers, Audience.family, Audience.everyone):
            segments = list_segments(session, chest, audience=audience)
            assert {UUID(one.id) for one in segments} <= {told}
            assert {note.asset_id for note in held_of(session, chest, audience).notes} <= {told}
        assert {note.asset_id for note in held_of(session, chest, Audience.keepers).notes}


def test_names_in_it_are_proposed_to_nobody_until_it_is_opened(
    assets: AssetManager, family: Family
) -> None:
    mine = give(family, family.keeper, who="Rose Kearns", audience=Audience.only_me)

    def mentions() -> int:
        with family.database.write() as session:
            read_names(session, [mine])
            found = session.exec(select(PersonMention).where(PersonMention.asset_id == mine))
            return len(found.all())

    assert mentions() == 0
    edit(assets, family.keeper, mine, audience="family")
    assert mentions() > 0
    edit(assets, family.keeper, mine, **MINE)
    assert mentions() == 0


def test_leaving_puts_it_away_for_thirty_days_and_coming_back_brings_it_back(
    assets: AssetManager, database: Database, family: Family
) -> None:
    mine, shared = give(family, audience=Audience.only_me), give(family)
    members = MemberManager(database=database)
    assert members.count_kept_alone(family.member, family.chest_id) == 1
    members.remove(family.keeper, family.chest_id, account_id=account_of(family.member))
    assert row_of(family, shared).deleted_at is None
    for viewer in (family.keeper, family.curator):
        assert assets.list_deleted(viewer, family.chest_id) == []
        with pytest.raises(NotFound):
            assets.restore(viewer, mine)
    with database.write() as session:
        assert purge_deleted(session, limit=9) == 0
        assert row_of(family, mine).deleted_at is not None
    add_member(database, family.chest_id, family.member, Role.member)
    assert [one.id for one in assets.list_deleted(family.member, family.chest_id)] == [mine]
    assets.restore(family.member, mine)
    assert seers(assets, family, mine) == [family.member]
