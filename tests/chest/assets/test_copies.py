"""Who else gave the very same file, and showing both."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlmodel import col, select

from chest.access.tallies import pulse
from chest.access.viewers import Viewer
from chest.assets.copies import CopyManager
from chest.assets.manager import AssetManager
from chest.database import Database
from chest.errors import NotFound, NotSignedIn
from chest.models import Asset, Audience, AuditEvent, Kind, Review
from tests.builders import (
    Family,
    account_of,
    add_asset,
    add_contribution,
    add_link,
    open_link_session,
)

ALBUM = "a" * 64


@pytest.fixture
def copies(database: Database) -> CopyManager:
    return CopyManager(database=database)


@pytest.fixture
def add_copy(database: Database, family: Family) -> Callable[..., UUID]:
    return lambda **fields: add_asset(
        database, family.chest_id, **{"sha256": ALBUM, "bytes": 5, **fields}
    )


def shown(assets: AssetManager, family: Family, viewer: Viewer) -> list[UUID]:
    found = sorted(card.id for card in assets.list_page(viewer, family.chest_id).items)
    assert assets.counts(viewer, family.chest_id) == ({"photo": len(found)} if found else {})
    return found


def test_who_else_gave_it_is_told_to_whoever_sees_both(
    copies: CopyManager, database: Database, family: Family, add_copy: Callable[..., UUID]
) -> None:
    giver = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    gift = add_contribution(database, family.chest_id, by=giver, name="Tia Nelinha")
    ours = add_copy(added_by=account_of(family.member))
    given = add_copy(contribution_id=gift)
    secret = add_copy(audience=Audience.keepers, added_by=account_of(family.keeper))
    waiting = add_copy(review=Review.pending)

    def names(viewer: Viewer, asset_id: UUID) -> list[str | None]:
        return [copy.contributor_name for copy in copies.get_copies(viewer, asset_id).items]

    assert names(family.viewer, ours) == ["Tia Nelinha"]
    assert names(family.viewer, given) == ["Member"]
    assert names(family.keeper, ours) == ["Tia Nelinha", "Keeper"]
    assert names(family.keeper, secret) == ["Member", "Tia Nelinha"]
    assert names(family.keeper, waiting) == []
    with pytest.raises(NotFound):
        copies.get_copies(family.viewer, secret)
    with pytest.raises(NotFound):
        copies.get_copies(family.stranger, ours)
    for ask in (copies.get_copies, copies.show_apart, copies.show_as_one):
        with pytest.raises(NotSignedIn):
            ask(giver, given)


def test_a_curator_shows_both_apart_and_as_one_again(
    copies: CopyManager,
    assets: AssetManager,
    database: Database,
    family: Family,
    add_copy: Callable[..., UUID],
) -> None:
    link = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    pair = [add_copy() for _ in range(2)]
    readers = (family.keeper, family.viewer, link)

    def heartbeat() -> str:
        with database.read() as session:
            return pulse(session, family.viewer, family.chest_id)

    before = heartbeat()
    for _ in range(2):
        assert copies.show_apart(family.curator, pair[1]).apart
    assert heartbeat() != before
    for viewer in readers:
        assert shown(assets, family, viewer) == pair
    late = add_copy()
    for viewer in readers:
        assert shown(assets, family, viewer) == pair
    assert [copy.asset_id for copy in copies.get_copies(family.viewer, late).items] == pair
    for _ in range(2):
        assert not copies.show_as_one(family.keeper, late).apart
    for viewer in readers:
        assert shown(assets, family, viewer) == pair[:1]
    with database.read() as session:
        deeds = session.exec(select(AuditEvent.action).order_by(col(AuditEvent.id))).all()
    assert deeds == ["asset.shown_apart", "asset.shown_as_one"]


def test_only_curators_show_apart(
    copies: CopyManager, assets: AssetManager, family: Family, add_copy: Callable[..., UUID]
) -> None:
    mine = [add_copy(added_by=account_of(family.member)) for _ in range(2)]
    for viewer in (family.member, family.viewer, family.stranger):
        for ask in (copies.show_apart, copies.show_as_one):
            with pytest.raises(NotFound):
                ask(viewer, mine[0])
    assert shown(assets, family, family.viewer) == mine[:1]


def test_what_a_curator_does_not_see_stays_as_it_is(
    copies: CopyManager,
    assets: AssetManager,
    database: Database,
    family: Family,
    add_copy: Callable[..., UUID],
) -> None:
    pair = [add_copy() for _ in range(2)]
    secret = add_copy(audience=Audience.keepers)
    copies.show_apart(family.curator, pair[0])
    assert shown(assets, family, family.keeper) == pair
    with database.read() as session:
        assert not session.get_one(Asset, secret).stands_apart


def test_what_is_alone_is_neither_apart_nor_written_down(
    copies: CopyManager, database: Database, family: Family, add_copy: Callable[..., UUID]
) -> None:
    alone = add_copy()
    assert not copies.show_apart(family.curator, alone).apart
    with database.read() as session:
        assert session.exec(select(AuditEvent)).all() == []
        assert not session.get_one(Asset, alone).stands_apart


def test_words_have_no_bytes_and_so_no_copies(
    copies: CopyManager, database: Database, family: Family
) -> None:
    one, other = (
        add_asset(database, family.chest_id, kind=Kind.note, body=f"Words {n}", sha256=None)
        for n in range(2)
    )
    assert copies.get_copies(family.keeper, one).items == ()
    copies.show_apart(family.keeper, one)
    with database.read() as session:
        assert not any(session.exec(select(Asset.stands_apart)).all())
    assert copies.get_copies(family.keeper, other).items == ()
