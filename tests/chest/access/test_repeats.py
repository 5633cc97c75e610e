"""The same bytes are one memory among what somebody sees, and none of them is lost by that."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import col, select, update

from chest.access.tallies import find_miscounts, recount, settle_opened
from chest.access.viewers import LinkViewer, Viewer
from chest.assets.manager import AssetManager
from chest.assets.years import Stretch
from chest.chests.manager import ChestManager
from chest.database import Database
from chest.erasing.purging import purge_assets, purge_chest
from chest.models import (
    Asset,
    AssetState,
    Audience,
    Chest,
    ChestTally,
    Kind,
    LinkPermission,
    Repeat,
    Review,
    utc_now,
)
from tests.builders import (
    Family,
    account_of,
    add_asset,
    add_contribution,
    add_family,
    add_link,
    open_link_session,
)

ALBUM, LETTER = "a" * 64, "b" * 64
YEAR = "19640607".ljust(29, "0")


def add_copy(family: Family, **fields: object) -> UUID:
    values = {"sha256": ALBUM, "bytes": 5, "taken": "1964-06-07", "taken_sort": YEAR}
    return add_asset(family.database, family.chest_id, **{**values, **fields})


def shown(assets: AssetManager, family: Family, viewer: Viewer) -> list[UUID]:
    """What a viewer is shown of what is published; every list and number has to say the same."""
    chest_id = family.chest_id
    listed = assets.list_page(viewer, chest_id).items
    published = sorted(card.id for card in listed if card.review is Review.published)
    timeline = assets.timeline_page(viewer, chest_id, limit=200).items
    recent = assets.list_recent(viewer, chest_id, limit=200)
    for cards in (timeline, recent):
        assert sorted(c.id for c in cards if c.review is Review.published) == published
    counts = Counter(
        (card.kind if card.review is Review.published else card.review).value for card in listed
    )
    told = Counter(assets.counts(viewer, chest_id))
    told.pop("declined", None)
    told.pop("withdrawn", None)
    assert told == counts
    decades = assets.timeline_counts(viewer, chest_id)
    assert sum(decades.decades.values()) + decades.undated == len(timeline)
    for decade, number in decades.decades.items():
        page = assets.timeline_page(viewer, chest_id, Stretch(decade=decade), limit=200)
        assert len(page.items) == number
    for before, after in pairwise(timeline):
        following = assets.neighbours(viewer, before.id).next
        assert following is not None
        assert following.id == after.id
    if viewer.account_id is not None:
        chests = ChestManager(database=family.database)
        assert Counter(chests.get(viewer, chest_id).counts) == Counter(
            assets.counts(viewer, chest_id)
        )
    return published


def change(family: Family, asset_id: UUID, **values: object) -> None:
    with family.database.write() as session:
        session.exec(update(Asset).where(col(Asset.id) == asset_id).values(**values))
    with family.database.read() as session:
        assert find_miscounts(session) == {}


def link_of(family: Family, audience: Audience) -> LinkViewer:
    link = add_link(
        family.database,
        family.chest_id,
        family.keeper,
        permission=LinkPermission.add,
        audience=audience,
    )
    viewer = open_link_session(family.database, link)
    assert isinstance(viewer, LinkViewer)
    return viewer


def test_the_same_bytes_are_shown_once_and_counted_once(
    assets: AssetManager, family: Family
) -> None:
    first = add_copy(family)
    second = add_copy(family, added_by=account_of(family.member))
    other = add_copy(family, sha256=LETTER, kind=Kind.document)
    empty = [add_copy(family, sha256="e" * 64, bytes=0) for _ in range(2)]
    everyone = (family.keeper, family.curator, family.member, family.viewer)
    for viewer in (*everyone, link_of(family, Audience.family)):
        assert shown(assets, family, viewer) == [first, other, *empty]
    # Whoever has its address still opens the other one.
    assert assets.get(family.viewer, second).id == second
    elsewhere = add_family(family.database)
    apart = add_copy(elsewhere)
    assert shown(assets, elsewhere, elsewhere.viewer) == [apart]


def test_with_the_shown_one_gone_the_other_is_shown(
    assets: AssetManager, database: Database, family: Family
) -> None:
    first, second, third = (add_copy(family) for _ in range(3))
    assets.delete(family.curator, first)
    assert shown(assets, family, family.viewer) == [second]
    assets.restore(family.curator, first)
    assert shown(assets, family, family.viewer) == [first]
    with database.write() as session:
        purge_assets(session, [first])
    assert shown(assets, family, family.viewer) == [second]
    with database.write() as session:
        purge_assets(session, [second])
        assert session.exec(select(Repeat)).all() == []
    assert shown(assets, family, family.viewer) == [third]


@pytest.mark.parametrize("review", [r for r in Review if r is not Review.published])
def test_nothing_folds_before_it_is_approved(
    assets: AssetManager, family: Family, review: Review
) -> None:
    mine = {"added_by": account_of(family.member), "review": review}
    waiting = add_copy(family, **mine)
    listed = add_copy(family)
    again = add_copy(family, **mine)
    waits = {waiting, again} if review not in (Review.declined, Review.withdrawn) else set()
    for viewer in (family.keeper, family.curator, family.member):
        assert shown(assets, family, viewer) == [listed]
        seen = {card.id for card in assets.list_page(viewer, family.chest_id).items}
        is_curator = viewer is not family.member
        drafts = is_curator and review in (Review.draft, Review.withdrawn)
        assert seen == {listed, *(waits if not drafts else ())}
    change(family, waiting, review=Review.published)
    assert shown(assets, family, family.viewer) == [min(waiting, listed)]


def test_what_still_arrives_folds_nothing(assets: AssetManager, family: Family) -> None:
    arriving = add_copy(family, state=AssetState.uploading)
    here = add_copy(family)
    assert shown(assets, family, family.viewer) == [here]
    change(family, arriving, state=AssetState.processing)
    assert shown(assets, family, family.viewer) == [arriving]


def test_each_is_shown_what_they_see_of_it(assets: AssetManager, family: Family) -> None:
    secret = add_copy(family, audience=Audience.keepers, taken_sort="9" * 29)
    ours = add_copy(family)
    open_one = add_copy(family, audience=Audience.everyone)
    again = add_copy(family, audience=Audience.keepers)
    for viewer in (family.keeper, family.viewer, link_of(family, Audience.everyone)):
        assert shown(assets, family, viewer) == [open_one]
    change(family, open_one, audience=Audience.keepers)
    assert shown(assets, family, family.keeper) == [ours]
    assert shown(assets, family, family.viewer) == [ours]
    assert shown(assets, family, link_of(family, Audience.everyone)) == []
    change(family, ours, deleted_at=utc_now())
    assert shown(assets, family, family.keeper) == [secret]
    assert shown(assets, family, family.viewer) == []
    change(family, secret, visible_from=utc_now() + timedelta(days=9))
    assert shown(assets, family, family.keeper) == [open_one]
    change(family, open_one, sha256=LETTER)
    assert shown(assets, family, family.keeper) == [open_one, again]


def test_of_two_for_keepers_whoever_gave_one_sees_it(assets: AssetManager, family: Family) -> None:
    def add_secret(by: Viewer | None) -> UUID:
        adder = account_of(by) if by else None
        return add_copy(family, audience=Audience.keepers, added_by=adder)

    theirs = add_secret(family.curator)
    mine = add_secret(family.member)
    twice = add_secret(family.member)
    through_a_link = add_secret(None)
    assert shown(assets, family, family.keeper) == [theirs]
    assert shown(assets, family, family.curator) == [theirs]
    assert shown(assets, family, family.member) == [mine]
    assert shown(assets, family, family.viewer) == []
    change(family, mine, deleted_at=utc_now())
    assert shown(assets, family, family.member) == [twice]
    change(family, theirs, deleted_at=utc_now())
    change(family, twice, deleted_at=utc_now())
    assert shown(assets, family, family.keeper) == [through_a_link]


def test_a_seal_that_passed_folds_before_and_after_the_sweep(
    assets: AssetManager, database: Database, family: Family
) -> None:
    sealed = add_copy(family, visible_from=utc_now() + timedelta(days=1))
    here = add_copy(family)
    assert shown(assets, family, family.viewer) == [here]
    later = add_copy(family, visible_from=utc_now() + timedelta(days=1))
    for one in (sealed, later):
        change(family, one, visible_from=utc_now() - timedelta(seconds=9))
    assert shown(assets, family, family.viewer) == [here]
    change(family, here, deleted_at=utc_now())
    assert shown(assets, family, family.viewer) == [sealed]
    with database.write() as session:
        assert settle_opened(session) == 2
    assert shown(assets, family, family.viewer) == [sealed]


def test_a_link_is_shown_once_what_it_gave_and_sees(assets: AssetManager, family: Family) -> None:
    giver = link_of(family, Audience.everyone)
    gift = add_contribution(family.database, family.chest_id, by=giver)
    for_family = add_copy(family)
    given = [add_copy(family, contribution_id=gift) for _ in range(2)]
    assert shown(assets, family, family.viewer) == [for_family]
    assert shown(assets, family, giver) == [given[0]]
    assert shown(assets, family, link_of(family, Audience.everyone)) == []
    change(family, for_family, audience=Audience.everyone)
    assert shown(assets, family, giver) == [for_family]


def test_a_chest_goes_with_its_repeats(database: Database, family: Family) -> None:
    for by in (family.member, family.curator, family.keeper):
        for audience in Audience:
            add_copy(family, audience=audience, added_by=account_of(by))
    with database.write() as session:
        assert len(session.exec(select(Repeat)).all()) == 3 * len(Audience) - 1
        purge_chest(session, session.get_one(Chest, family.chest_id))
    with database.read() as session:
        assert session.exec(select(Repeat)).all() == []
        assert session.exec(select(ChestTally)).all() == []
        assert find_miscounts(session) == {}


def test_a_wrong_repeat_is_found_and_put_right(
    assets: AssetManager, database: Database, family: Family
) -> None:
    first = add_copy(family)
    add_copy(family)
    alone = add_copy(family, sha256=LETTER)
    for damage in (
        "delete from repeat",
        "update repeat set decade = '199'",
        "update repeat set asset_id = (select id from asset order by id limit 1)",
    ):
        with database.write() as session:
            session.connection().execute(text(damage))
        with database.write() as session:
            assert find_miscounts(session)[family.chest_id] > 0, damage
            recount(session)
            assert find_miscounts(session) == {}
        assert shown(assets, family, family.viewer) == [first, alone]


def test_of_two_that_are_published_at_one_instant_one_is_shown(
    assets: AssetManager, database: Database, family: Family
) -> None:
    """Neither transaction sees what the other has not committed yet."""
    for _ in range(6):
        digest = f"{_}" * 64
        pair = [add_copy(family, sha256=digest, review=Review.pending) for _ in range(2)]
        both = threading.Barrier(2)
        failures: list[Exception] = []

        def publish(
            asset_id: UUID,
            both: threading.Barrier = both,
            failures: list[Exception] = failures,
        ) -> None:
            try:
                with database.write() as session:
                    asset = session.get_one(Asset, asset_id, with_for_update=True)
                    if not database.is_sqlite:  # which lets one of them in at a time
                        both.wait(10)
                    asset.review = Review.published
            except Exception as error:  # noqa: BLE001  # told to the test, which fails
                failures.append(error)

        threads = [threading.Thread(target=publish, args=(one,)) for one in pair]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
    assert len(shown(assets, family, family.viewer)) == 6
    with database.read() as session:
        assert find_miscounts(session) == {}
