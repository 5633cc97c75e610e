"""Many memories at once: as each by itself, in one step, and back again."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event
from sqlmodel import col, func, select, update

from chest.access.tallies import find_miscounts
from chest.access.viewers import Viewer
from chest.assets.bulk import NAMED_AT_ONCE, BulkManager, BulkResult
from chest.assets.manager import AssetManager
from chest.assets.pages import Filter
from chest.contributions.moderation import Moderation
from chest.database import Database
from chest.errors import Conflict, Invalid, NotFound, NotSignedIn
from chest.models import (
    Asset,
    AssetRevision,
    AssetTag,
    Audience,
    AuditEvent,
    BulkChange,
    BulkMemory,
    Kind,
    Review,
    TagBy,
    utc_now,
)
from chest.tags.giving import MOST, TagChange
from chest.tags.manager import TagManager
from tests.builders import (
    Family,
    account_of,
    add_asset,
    add_chest,
    add_contribution,
    add_link,
    open_link_session,
)

UNKNOWN = UUID(int=7)


def suggest(database: Database, family: Family, asset_id: UUID, label: str) -> None:
    with database.write() as session:
        session.add(
            AssetTag(
                asset_id=asset_id,
                label=label,
                chest_id=family.chest_id,
                by=TagBy.model,
                score=0.75,
                provider="clip-onnx",
                model="tiny",
            )
        )


def tags(database: Database, ids: list[UUID]) -> list[dict[str, object]]:
    with database.read() as session:
        found = session.exec(
            select(AssetTag)
            .where(col(AssetTag.asset_id).in_(ids))
            .order_by(col(AssetTag.asset_id), col(AssetTag.label))
        )
        return [row.model_dump() for row in found]


@pytest.fixture
def bulk(database: Database) -> BulkManager:
    return BulkManager(database=database)


def add_several(family: Family, number: int = 3, **fields: object) -> list[UUID]:
    return [add_asset(family.database, family.chest_id, **fields) for _ in range(number)]


def rows(database: Database, ids: list[UUID]) -> list[dict[str, object]]:
    with database.read() as session:
        found = session.exec(select(Asset).where(col(Asset.id).in_(ids)).order_by(col(Asset.id)))
        return [asset.model_dump(exclude={"version"}) for asset in found]


def undone(result: BulkResult) -> UUID:
    assert result.undo is not None
    return result.undo


def test_date_place_words_and_audience_of_many_and_back(
    bulk: BulkManager, assets: AssetManager, database: Database, family: Family
) -> None:
    dated = add_several(family, 2, taken="1951-03-04T05:06:07", taken_offset="+01:00")
    ids = dated + add_several(family, 2, caption="On the ferry", audience=Audience.everyone)
    before = rows(database, ids)
    done = bulk.change(
        family.curator,
        family.chest_id,
        ids,
        {"taken": "summer 1964", "place": "Tróia", "audience": "family", "caption": "The beach"},
    )
    assert (done.changed, done.left_out) == (4, 0)
    for asset_id in ids:
        view = assets.get(family.viewer, asset_id)
        assert (view.taken, view.place, view.caption) == ("1964-22", "Tróia", "The beach")
        assert (view.audience, view.version) == (Audience.family, 2)
        assert len(assets.list_revisions(family.curator, asset_id)) == 1
    assert assets.timeline_counts(family.viewer, family.chest_id).decades == {1960: 4}

    back = bulk.undo(family.keeper, family.chest_id, undone(done))
    assert (back.changed, back.left_out) == (4, 0)
    assert rows(database, ids) == before
    assert [len(assets.list_revisions(family.curator, i)) for i in ids] == [2] * 4
    # Twice is no error, and does nothing.
    assert bulk.undo(family.curator, family.chest_id, undone(done)).changed == 0
    assert rows(database, ids) == before
    with database.read() as session:
        deeds = session.exec(select(AuditEvent.action, AuditEvent.actor)).all()
        assert find_miscounts(session) == {}
    assert Counter(deeds) == {
        ("asset.edited", family.curator.key): 4,
        ("asset.edited", family.keeper.key): 4,
    }


def test_tags_of_many_and_back(bulk: BulkManager, database: Database, family: Family) -> None:
    ids = add_several(family, 4)
    suggest(database, family, ids[0], "garden")  # becomes the family's own
    suggest(database, family, ids[1], "dog")  # is taken away
    manager = TagManager(database=database)
    manager.add(family.curator, ids[2], "garden")
    manager.reject(family.curator, ids[2], "garden")  # is there again
    before = tags(database, ids)
    change = {"tags": TagChange.of(["garden", "Tia Amélia"], ["cão"])}
    done = bulk.change(family.curator, family.chest_id, ids, change)
    assert (done.changed, done.left_out) == (4, 0)
    for asset_id in ids:
        told = manager.get(family.viewer, asset_id)
        assert {tag.label for tag in told.items} == {"garden", "Tia Amélia"}
        assert all(not tag.is_suggested for tag in told.items)
    assert [tag.label for tag in manager.get(family.curator, ids[1]).rejected] == ["dog"]
    # What is so already is not done again.
    again = bulk.change(family.curator, family.chest_id, ids, change)
    assert (again.changed, again.left_out, again.not_allowed) == (0, 4, 0)
    # Somebody changes one since: that word stays as they left it, all others are as they were.
    manager.reject(family.curator, ids[3], "garden")
    back = bulk.undo(family.curator, family.chest_id, undone(done))
    assert (back.changed, back.left_out) == (4, 0)
    left = [row for row in tags(database, ids) if row["asset_id"] != ids[3]]
    assert left == before
    (kept,) = tags(database, [ids[3]])
    assert (kept["label"], kept["rejected"]) == ("garden", True)
    assert bulk.undo(family.curator, family.chest_id, undone(done)).changed == 0


def test_tags_and_words_go_together_or_not_at_all(
    bulk: BulkManager, database: Database, family: Family
) -> None:
    ids = add_several(family, 2)
    for n in range(MOST):
        TagManager(database=database).add(family.curator, ids[0], f"word {n}")
    before, of_before = rows(database, ids), tags(database, ids)
    both = {"tags": TagChange.of(["garden"], []), "place": "Tróia"}
    done = bulk.change(family.curator, family.chest_id, ids, both)
    assert (done.changed, done.left_out) == (1, 1)  # one has as many as it can have
    assert [row["place"] for row in rows(database, ids)] == [None, "Tróia"]
    with pytest.raises(Invalid, match="at most 50 tags"):
        bulk.change(family.curator, family.chest_id, ids[:1], both)
    bulk.undo(family.curator, family.chest_id, undone(done))
    assert (rows(database, ids), tags(database, ids)) == (before, of_before)
    for words, gone in ((["garden"], ["Garten"]), ([" "], []), (["x" * 101], [])):
        with pytest.raises(Invalid):
            TagChange.of(words, gone)


def test_tags_of_many_cost_few_questions(
    bulk: BulkManager, database: Database, family: Family
) -> None:
    def asked(number: int, word: str) -> int:
        ids = add_several(family, number)
        statements: list[str] = []

        def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.startswith("SELECT"):
                statements.append(statement)

        event.listen(database.engine, "before_cursor_execute", note)
        try:
            change = {"tags": TagChange.of([word], [])}
            bulk.change(family.curator, family.chest_id, ids, change)
        finally:
            event.remove(database.engine, "before_cursor_execute", note)
        return len(statements)

    asked(1, "cat")  # the first deed of all begins the chain of the audit
    assert asked(40, "dog") == asked(4, "dog")


def test_what_one_may_not_change_is_left_out_and_counted(
    bulk: BulkManager, database: Database, family: Family
) -> None:
    mine = add_several(family, 2, added_by=account_of(family.member))
    theirs = add_several(family, 2, added_by=account_of(family.keeper))
    secret = add_several(family, 1, audience=Audience.keepers)
    taken_back = add_several(family, 1, added_by=account_of(family.member), review=Review.withdrawn)
    elsewhere = add_asset(database, add_chest(database, family.stranger))
    every = [*mine, *theirs, *secret, *taken_back, elsewhere, UNKNOWN]
    done = bulk.change(family.member, family.chest_id, every, {"place": "Lisboa"})
    assert (done.changed, done.left_out) == (2, 6)
    assert [row["place"] for row in rows(database, every)].count("Lisboa") == 2
    assert {row["place"] for row in rows(database, mine)} == {"Lisboa"}
    none = bulk.change(family.viewer, family.chest_id, every, {"place": "Porto"})
    assert none == BulkResult(0, 8, None, not_allowed=8)
    for stranger, refusal in ((family.stranger, NotFound), (_guest(family), NotSignedIn)):
        with pytest.raises(refusal):
            bulk.change(stranger, family.chest_id, every, {"place": "Porto"})
        with pytest.raises(refusal):
            bulk.delete(stranger, family.chest_id, every)
        with pytest.raises(refusal):
            bulk.undo(stranger, family.chest_id, undone(done))
    # Nobody's but whoever did it, and those who may change all.
    with pytest.raises(NotFound):
        bulk.undo(family.viewer, family.chest_id, undone(done))
    with pytest.raises(NotFound):
        bulk.undo(family.curator, family.chest_id, uuid4())


def _guest(family: Family) -> Viewer:
    return open_link_session(
        family.database, add_link(family.database, family.chest_id, family.keeper)
    )


def test_an_audience_that_one_may_not_choose_is_refused_memory_by_memory(
    bulk: BulkManager, database: Database, family: Family
) -> None:
    mine = add_several(family, 1, added_by=account_of(family.curator))
    theirs = add_several(family, 2)
    done = bulk.change(family.curator, family.chest_id, [*mine, *theirs], {"audience": "keepers"})
    assert (done.changed, done.left_out) == (1, 2)
    with pytest.raises(Invalid, match="Only a keeper"):
        bulk.change(family.curator, family.chest_id, theirs, {"audience": "keepers"})
    with pytest.raises(Invalid, match="could not be read"):
        bulk.change(family.curator, family.chest_id, theirs, {"taken": "once upon a time"})
    for wrong in ({"body": "x"}, {"alt_text": "x"}, {}):
        with pytest.raises(Invalid):
            bulk.change(family.curator, family.chest_id, theirs, wrong)
    with database.read() as session:
        assert session.exec(select(func.count()).select_from(BulkChange)).one() == 1


def test_a_filter_means_what_its_list_shows(
    bulk: BulkManager, assets: AssetManager, family: Family
) -> None:
    films = add_several(family, 3, kind=Kind.video)
    add_several(family, 2)
    copies = add_several(family, 2, kind=Kind.video, sha256="a" * 64)
    wanted = Filter(kind=Kind.video)
    done = bulk.delete(family.curator, family.chest_id, wanted)
    assert done.changed == 4  # of the same bytes the one that was shown
    listed = assets.list_page(family.curator, family.chest_id, wanted).items
    assert [card.id for card in listed] == copies[1:]
    assert bulk.delete(family.curator, family.chest_id, Filter(kind=Kind.audio)).undo is None
    assert bulk.undo(family.curator, family.chest_id, undone(done)).changed == 4
    listed = assets.list_page(family.curator, family.chest_id, wanted).items
    assert sorted(card.id for card in listed) == [*films, copies[0]]


def test_many_are_put_away_and_brought_back(
    bulk: BulkManager, assets: AssetManager, database: Database, family: Family
) -> None:
    ids = add_several(family, 4)
    gone = bulk.delete(family.curator, family.chest_id, ids[:3])
    assert assets.counts(family.viewer, family.chest_id) == {"photo": 1}
    assert len(assets.list_deleted(family.curator, family.chest_id)) == 3
    with database.write() as session:
        long_ago = utc_now() - timedelta(days=31)
        session.exec(update(Asset).where(col(Asset.id) == ids[0]).values(deleted_at=long_ago))
    back = bulk.restore(family.keeper, family.chest_id, ids)
    assert (back.changed, back.left_out) == (2, 2)
    # Undoing the bringing back puts them away again; the first deed's way back is still there.
    assert bulk.undo(family.keeper, family.chest_id, undone(back)).changed == 2
    assert assets.counts(family.viewer, family.chest_id) == {"photo": 1}
    # They were put away anew since then, and for another reason.
    assert bulk.undo(family.curator, family.chest_id, undone(gone)) == BulkResult(0, 3, None)
    with database.read() as session:
        assert find_miscounts(session) == {}


def test_members_bring_back_what_they_put_away_themselves(
    bulk: BulkManager, family: Family
) -> None:
    mine = add_several(family, 2, added_by=account_of(family.member))
    bulk.delete(family.curator, family.chest_id, mine[:1])
    bulk.delete(family.member, family.chest_id, mine[1:])
    assert bulk.restore(family.member, family.chest_id, mine).changed == 1
    assert bulk.restore(family.curator, family.chest_id, mine).changed == 1


def test_what_was_changed_since_stays_as_it_is(
    bulk: BulkManager, assets: AssetManager, family: Family
) -> None:
    ids = add_several(family, 3, place="Setúbal")
    done = bulk.change(family.curator, family.chest_id, ids, {"place": "Lisboa"})
    assets.edit(family.keeper, ids[0], version=2, changes={"caption": "The beach"})
    back = bulk.undo(family.curator, family.chest_id, undone(done))
    assert (back.changed, back.left_out) == (2, 1)
    places = [assets.get(family.viewer, i).place for i in ids]
    assert places == ["Lisboa", "Setúbal", "Setúbal"]


def test_what_members_change_waits_again_where_they_are_not_trusted(
    bulk: BulkManager, assets: AssetManager, moderation: Moderation, family: Family
) -> None:
    first = assets.add_note(family.member, family.chest_id, body="It waits.")
    ids = [*add_several(family, 2, added_by=account_of(family.member)), first.id]
    bulk.change(family.member, family.chest_id, ids, {"place": "Lisboa"})
    assert assets.counts(family.viewer, family.chest_id) == {}
    (waiting,) = moderation.list_contributions(family.curator, family.chest_id).items
    assert {item.id for item in waiting.items} == set(ids)
    # Who may see it is nothing to approve.
    mine = add_several(family, 1, added_by=account_of(family.member))
    bulk.change(family.member, family.chest_id, mine, {"audience": "keepers"})
    assert assets.get(family.keeper, mine[0]).review is Review.published


def test_a_gift_that_waits_is_changed_with_the_others(
    bulk: BulkManager, database: Database, family: Family
) -> None:
    gift = add_contribution(database, family.chest_id, by=_guest(family))
    waiting = add_several(family, 2, contribution_id=gift, review=Review.pending)
    done = bulk.change(family.curator, family.chest_id, waiting, {"taken": "1964"})
    assert done.changed == 2


def test_too_many_names_are_refused_and_none_does_nothing(
    bulk: BulkManager, family: Family
) -> None:
    with pytest.raises(Invalid, match="500"):
        bulk.delete(family.curator, family.chest_id, [uuid4() for _ in range(NAMED_AT_ONCE + 1)])
    assert bulk.delete(family.curator, family.chest_id, []) == BulkResult(0, 0, None)


def test_the_way_back_ends_after_thirty_days_and_goes_with_the_memory(
    bulk: BulkManager, database: Database, family: Family
) -> None:
    ids = add_several(family, 2)
    done = bulk.change(family.curator, family.chest_id, ids, {"caption": "The beach"})
    with database.write() as session:
        session.delete(session.get_one(Asset, ids[0]))
    with database.read() as session:
        assert [row.asset_id for row in session.exec(select(BulkMemory))] == ids[1:]
    assert bulk.purge() == 0
    with database.write() as session:
        session.get_one(BulkChange, undone(done)).made_at = utc_now() - timedelta(days=31)
    with pytest.raises(Conflict, match="30 days"):
        bulk.undo(family.curator, family.chest_id, undone(done))
    assert bulk.purge() == 1
    with database.read() as session:
        assert session.exec(select(BulkMemory)).all() == []
        assert len(session.exec(select(AssetRevision)).all()) == 1
