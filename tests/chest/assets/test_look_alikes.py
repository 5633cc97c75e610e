"""Pictures that may be the same one: who is asked, what is decided, and what is shown then."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlmodel import col, select, update

from chest.access.tallies import find_miscounts
from chest.assets.copies import CopyManager
from chest.assets.look_alikes import MOST_IN_GROUP, LookAlikeManager
from chest.assets.manager import AssetManager
from chest.database import Database
from chest.erasing.purging import purge_assets
from chest.errors import Invalid, NotFound, NotSignedIn
from chest.models import Alike, Asset, Audience, LookAlike, PicturePrint, Repeat, Review
from tests.builders import (
    Family,
    account_of,
    add_asset,
    add_link,
    open_link_session,
)


@pytest.fixture
def alike(database: Database) -> LookAlikeManager:
    return LookAlikeManager(database=database)


def sha_of(number: int) -> str:
    return f"{number:064x}"


def add_picture(family: Family, number: int, **fields: object) -> UUID:
    values: dict[str, object] = {"sha256": sha_of(number), "bytes": 5}
    return add_asset(family.database, family.chest_id, **{**values, **fields})


def add_pair(family: Family, one: int, other: int, nearness: float = 0.95) -> None:
    first, second = sorted((sha_of(one), sha_of(other)))
    with family.database.write() as session:
        session.add(
            LookAlike(chest_id=family.chest_id, first=first, second=second, nearness=nearness)
        )


def shown(assets: AssetManager, family: Family, viewer: object = None) -> set[UUID]:
    chest_id, who = family.chest_id, viewer or family.viewer
    cards = assets.list_page(who, chest_id, limit=200).items  # type: ignore[arg-type]  # any viewer
    counted = assets.counts(who, chest_id)  # type: ignore[arg-type]  # any viewer
    assert sum(counted.values()) == len(cards)
    with family.database.read() as session:
        assert find_miscounts(session) == {}
    return {card.id for card in cards}


def group(alike: LookAlikeManager, family: Family, **how: object) -> list[UUID]:
    found = alike.next_group(family.curator, family.chest_id, **how)  # type: ignore[arg-type]  # as it takes them
    return [view.id for view in found]


def test_the_nearest_group_comes_first_and_one_at_a_time(
    alike: LookAlikeManager, family: Family
) -> None:
    a, b, c, d, e = (add_picture(family, n) for n in range(5))
    add_pair(family, 0, 1, 0.94)
    add_pair(family, 2, 3, 0.99)
    add_pair(family, 3, 4, 0.96)  # and so all three are one question
    assert group(alike, family) == [c, d, e]
    assert group(alike, family, later=[d]) == [a, b]
    pairs = alike.list_pairs(family.curator, family.chest_id)
    assert [pair.nearness for pair in pairs] == [0.99, 0.96, 0.94]
    assert alike.count_open(family.curator, family.chest_id) == 3
    assert alike.looks_like_others(family.curator, d)
    assert alike.keep(family.curator, family.chest_id, [c, d, e]) == 2
    assert alike.keep(family.curator, family.chest_id, [c, d, e]) == 0
    assert not alike.looks_like_others(family.curator, d)
    assert group(alike, family) == [a, b]
    alike.keep(family.curator, family.chest_id, [a, b])
    assert group(alike, family) == []
    decided = alike.list_decided(family.curator, family.chest_id)
    assert [{view.id for view in one} for one in decided] == [{a, b}, {c, d, e}]
    assert alike.reopen(family.curator, family.chest_id, [a, b]) == 1
    assert group(alike, family) == [a, b]


def test_a_chain_is_decided_about_in_parts(alike: LookAlikeManager, family: Family) -> None:
    for n in range(30):
        add_picture(family, n)
        if n:
            add_pair(family, n - 1, n, 0.95 + n / 1000)
    seen: set[UUID] = set()
    for _turn in range(30):
        ids = group(alike, family)
        if not ids:
            break
        assert 2 <= len(ids) <= MOST_IN_GROUP
        seen |= set(ids)
        assert alike.keep(family.curator, family.chest_id, ids) >= 1
    assert group(alike, family) == []
    assert len(seen) == 30


def test_one_is_shown_for_all_and_the_others_are_kept(
    alike: LookAlikeManager, assets: AssetManager, database: Database, family: Family
) -> None:
    old = add_picture(family, 1, added_by=account_of(family.member))
    better = add_picture(family, 2, added_by=account_of(family.keeper))
    other = add_picture(family, 3)
    add_pair(family, 1, 2)
    assert alike.fold(family.curator, family.chest_id, [old, better], shown=better)
    assert not alike.fold(family.curator, family.chest_id, [old, better], shown=better)
    assert shown(assets, family) == {better, other}
    # Whoever has its address opens the other one, and is told who gave it.
    assert assets.get(family.viewer, old).id == old
    copies = CopyManager(database=database)
    assert [copy.asset_id for copy in copies.get_copies(family.viewer, better).items] == [old]
    # The same bytes once more are the same picture too; with the chosen one gone the other stands.
    add_picture(family, 1, same_as=sha_of(2))
    assert shown(assets, family) == {better, other}
    assets.delete(family.curator, better)
    assert shown(assets, family) == {old, other}
    assets.restore(family.curator, better)
    assert shown(assets, family) == {better, other}
    # The page of the memory has its own way back, and so has the list of what was decided.
    copies.show_apart(family.curator, old)
    assert {old, better, other} <= shown(assets, family)
    assert alike.fold(family.curator, family.chest_id, [old, better], shown=old)
    assert shown(assets, family) == {old, other}
    assert alike.reopen(family.curator, family.chest_id, [old, better])
    assert shown(assets, family) == {old, better, other}
    with database.read() as session:
        assert session.exec(select(Asset.same_as).distinct()).all() == [None]


def test_what_is_shown_for_another_already_goes_along(
    alike: LookAlikeManager, assets: AssetManager, family: Family
) -> None:
    a, b, c = (add_picture(family, n) for n in range(3))
    for one, other in ((0, 1), (0, 2), (1, 2)):
        add_pair(family, one, other)
    alike.fold(family.curator, family.chest_id, [a, b], shown=b)
    assert group(alike, family) == [b, c]
    alike.fold(family.curator, family.chest_id, [b, c], shown=c)
    assert shown(assets, family) == {c}
    assert group(alike, family) == []
    alike.reopen(family.curator, family.chest_id, [c, b])
    assert shown(assets, family) == {a, b, c}
    assert group(alike, family) == [a, b, c]


def test_what_more_people_see_is_shown_before_the_chosen_one(
    alike: LookAlikeManager, assets: AssetManager, family: Family
) -> None:
    wide = add_picture(family, 1, audience=Audience.everyone)
    chosen = add_picture(family, 2)
    add_pair(family, 1, 2)
    alike.fold(family.curator, family.chest_id, [wide, chosen], shown=chosen)
    assert shown(assets, family) == {wide}
    link = add_link(family.database, family.chest_id, family.keeper, audience=Audience.everyone)
    assert shown(assets, family, open_link_session(family.database, link)) == {wide}


def test_only_curators_over_what_they_see_and_what_is_published(
    alike: LookAlikeManager, family: Family
) -> None:
    a, b = add_picture(family, 1), add_picture(family, 2)
    secret = add_picture(family, 3, audience=Audience.keepers)
    waits = add_picture(family, 4, review=Review.pending)
    for other in (2, 3, 4):
        add_pair(family, 1, other)
    assert group(alike, family) == [a, b]
    assert {v.id for v in alike.next_group(family.keeper, family.chest_id)} == {a, b, secret}
    for hidden in (secret, waits, UUID(int=5)):
        with pytest.raises(NotFound):
            alike.fold(family.curator, family.chest_id, [a, hidden], shown=a)
    with pytest.raises(Invalid, match="Say which"):
        alike.fold(family.curator, family.chest_id, [a, b], shown=secret)
    unlike = add_picture(family, 9)
    with pytest.raises(Invalid, match="not found to look alike"):
        alike.keep(family.curator, family.chest_id, [a, unlike])
    with pytest.raises(Invalid, match="a few"):
        alike.keep(family.curator, family.chest_id, [UUID(int=n) for n in range(13)])
    guest = open_link_session(
        family.database, add_link(family.database, family.chest_id, family.keeper)
    )
    for viewer, refusal in (
        (family.member, NotFound),
        (family.viewer, NotFound),
        (family.stranger, NotFound),
        (guest, NotSignedIn),
    ):
        with pytest.raises(refusal):
            alike.keep(viewer, family.chest_id, [a, b])
        with pytest.raises((NotFound, NotSignedIn)):
            alike.next_group(viewer, family.chest_id)
        with pytest.raises((NotFound, NotSignedIn)):
            alike.list_decided(viewer, family.chest_id)


def test_what_is_put_away_asks_again_when_it_is_brought_back(
    alike: LookAlikeManager, assets: AssetManager, family: Family
) -> None:
    a, b = add_picture(family, 1), add_picture(family, 2)
    add_pair(family, 1, 2)
    assets.delete(family.curator, a)
    assert group(alike, family) == []
    assert alike.count_open(family.curator, family.chest_id) == 0
    assets.restore(family.curator, a)
    assert group(alike, family) == [a, b]


def test_what_was_found_goes_with_the_last_that_has_these_bytes(
    alike: LookAlikeManager, database: Database, family: Family
) -> None:
    a, b, copy = add_picture(family, 1), add_picture(family, 2), add_picture(family, 2)
    add_pair(family, 1, 2)
    with database.write() as session:
        session.add(PicturePrint(chest_id=family.chest_id, key=1, sha256=sha_of(2), bits=3))
    with database.write() as session:
        purge_assets(session, [b])
    with database.read() as session:
        assert session.exec(select(LookAlike)).all()
    with database.write() as session:
        purge_assets(session, [copy])
    with database.read() as session:
        assert session.exec(select(LookAlike)).all() == []
        assert session.exec(select(PicturePrint)).all() == []
    assert group(alike, family) == []
    assert a


def test_a_wrong_repeat_of_a_folded_one_is_found_and_put_right(
    alike: LookAlikeManager, assets: AssetManager, database: Database, family: Family
) -> None:
    from chest.access.tallies import recount

    a, b = add_picture(family, 1), add_picture(family, 2)
    add_pair(family, 1, 2)
    alike.fold(family.curator, family.chest_id, [a, b], shown=b)
    with database.write() as session:
        session.exec(update(Repeat).where(col(Repeat.asset_id) == a).values(sha256=sha_of(7)))
    with database.read() as session:
        assert find_miscounts(session) != {}
    with database.write() as session:
        recount(session)
    assert shown(assets, family) == {b}


def test_decisions_are_rows_that_say_who_and_when(
    alike: LookAlikeManager, database: Database, family: Family
) -> None:
    a, b = add_picture(family, 1), add_picture(family, 2)
    add_pair(family, 1, 2)
    alike.keep(family.curator, family.chest_id, [a, b])
    with database.read() as session:
        (row,) = session.exec(select(LookAlike)).all()
        assert (row.state, row.decided_by) == (Alike.kept, account_of(family.curator))
        assert row.decided_at is not None
