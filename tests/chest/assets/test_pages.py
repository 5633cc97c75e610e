"""Pages, decades and neighbours; what links are not told."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import col, select

from chest.access.tallies import DecadeCounts
from chest.access.viewers import ReceiptViewer
from chest.assets.manager import AssetManager
from chest.assets.pages import Filter, Order
from chest.assets.years import DecadeYears, Stretch
from chest.database import Database
from chest.errors import Invalid, NotFound
from chest.models import (
    Asset,
    Audience,
    Derivative,
    Kind,
    Review,
    utc_now,
)
from tests.builders import (
    Family,
    add_asset,
    add_contribution,
    add_link,
    open_link_session,
)
from tests.chest.dates.dated import add_dated, add_undated


def test_pages_neither_repeat_nor_skip_while_memories_come_and_go(
    database: Database, assets: AssetManager, family: Family
) -> None:
    ids = [add_dated(database, family.chest_id, f"19{n // 5 + 50}") for n in range(23)]
    for order, expected in (
        (Order.oldest, ids),
        (Order.newest, ids[::-1]),
        (Order.added, ids[::-1]),
    ):
        seen: list[UUID] = []
        cursor = None
        while True:
            page = assets.list_page(
                family.viewer, family.chest_id, order=order, limit=4, cursor=cursor
            )
            seen += [card.id for card in page.items]
            if len(seen) == 8:
                add_dated(database, family.chest_id, "1940")
                gone = ids[12] if order is Order.oldest else ids[10]
                with database.write() as session:
                    session.get_one(Asset, gone).deleted_at = utc_now()
            cursor = page.next
            if cursor is None:
                break
        old = [asset_id for asset_id in seen if asset_id in ids]
        assert len(seen) == len(set(seen))
        with database.read() as session:
            alive = set(session.exec(select(Asset.id).where(col(Asset.deleted_at).is_(None))).all())
        assert [i for i in old if i in alive] == [i for i in expected if i in alive]


def test_a_cursor_is_good_for_the_order_that_made_it_only(
    database: Database, assets: AssetManager, family: Family
) -> None:
    for _ in range(3):
        add_undated(database, family.chest_id)
    page = assets.list_page(family.viewer, family.chest_id, limit=1, order=Order.newest)
    assert page.next
    for cursor, order in (
        (page.next, Order.oldest),
        (page.next, Order.added),
        ("nonsense", Order.newest),
        ("é", Order.newest),
        ("W10", Order.newest),
        ("WyJuZXdlc3QiLDEsMl0", Order.newest),
    ):
        with pytest.raises(Invalid):
            assets.list_page(family.viewer, family.chest_id, cursor=cursor, order=order)


def test_filters_keep_what_may_have_been_made_in_the_days_asked_for(
    database: Database, assets: AssetManager, family: Family
) -> None:
    ids = {
        edtf: add_dated(database, family.chest_id, edtf)
        for edtf in ("1963-12-31", "1964", "1964-22", "1965-01-01", "196X", "../1950", "1970/..")
    }
    undated = add_undated(database, family.chest_id, kind=Kind.video)

    def asked(**filters: Any) -> set[UUID]:
        page = assets.list_page(family.viewer, family.chest_id, Filter(**filters))
        return {card.id for card in page.items}

    year = {"since": date(1964, 1, 1), "until": date(1964, 12, 31)}
    assert asked(**year) == {ids["1964"], ids["1964-22"], ids["196X"]}
    assert asked(until=date(1949, 1, 1)) == {ids["../1950"]}
    assert asked(since=date(1980, 1, 1)) == {ids["1970/.."]}
    assert asked(undated=True) == {undated}
    assert asked(undated=False) == set(ids.values())
    assert asked(kind=Kind.video) == {undated}


def test_the_timeline_has_the_decades_of_a_life_and_a_drawer(
    database: Database, assets: AssetManager, family: Family
) -> None:
    ids = {
        edtf: add_dated(database, family.chest_id, edtf)
        for edtf in ("1964-07-02", "1931-04-12", "1964", "196X", "1969-12-31", "2019")
    }
    undated = add_undated(database, family.chest_id)
    counts = assets.timeline_counts(family.viewer, family.chest_id)
    assert counts == DecadeCounts({1930: 1, 1960: 4, 2010: 1}, undated=1)
    sixties = assets.timeline_page(family.viewer, family.chest_id, Stretch(decade=1960), limit=3)
    assert [card.id for card in sixties.items] == [ids["196X"], ids["1964"], ids["1964-07-02"]]
    rest = assets.timeline_page(
        family.viewer, family.chest_id, Stretch(decade=1960), cursor=sixties.next, limit=3
    )
    assert ([card.id for card in rest.items], rest.next) == ([ids["1969-12-31"]], None)
    drawer = assets.timeline_page(family.viewer, family.chest_id, Stretch(undated=True))
    assert [card.id for card in drawer.items] == [undated]
    everything = assets.timeline_page(family.viewer, family.chest_id)
    assert everything.items[0].id == ids["1931-04-12"]
    assert everything.items[-1].id == undated

    around = assets.neighbours(family.viewer, ids["1964"])
    assert around.previous is not None
    assert around.next is not None
    assert (around.previous.id, around.next.id) == (ids["196X"], ids["1964-07-02"])
    assert assets.neighbours(family.viewer, ids["1931-04-12"]).previous is None
    assert assets.neighbours(family.viewer, undated).next is None


def test_what_is_dated_to_no_year_stands_before_the_years_of_its_decade(
    database: Database, assets: AssetManager, family: Family
) -> None:
    dates = (
        *("1959-12-30", "1960-01-01", "1960", "1964~", "1964-22", "1969-12-31", "1970-06"),
        *("196X", "1963/1966", "1963-06/1965-03", "../1960", "1961/.."),
    )
    ids = {edtf: add_dated(database, family.chest_id, edtf) for edtf in dates}
    edtf = {asset_id: date for date, asset_id in ids.items()}
    add_undated(database, family.chest_id)
    years = assets.timeline_years(family.viewer, family.chest_id)
    assert years == {
        1950: DecadeYears((1959,)),
        1960: DecadeYears((1960, 1964, 1969), yearless=True),
        1970: DecadeYears((1970,)),
    }
    assert assets.timeline_counts(family.viewer, family.chest_id).decades.keys() == years.keys()

    def shown(**stretch: Any) -> list[str]:
        page = assets.timeline_page(family.viewer, family.chest_id, Stretch(**stretch))
        found = [edtf[card.id] for card in page.items if card.id in edtf]
        count = assets.timeline_count(family.viewer, family.chest_id, Stretch(**stretch))
        assert count == len(page.items)
        return found

    loose = ["../1960", "196X", "1961/..", "1963/1966", "1963-06/1965-03"]
    assert sorted(shown(decade=1960, yearless=True)) == sorted(loose)
    assert shown(year=1960) == ["1960-01-01", "1960"]
    assert shown(year=1964) == ["1964~", "1964-22"]
    sixties = shown(decade=1960)
    assert sixties == [
        *shown(decade=1960, yearless=True),
        *shown(year=1960),
        *shown(year=1964),
        *shown(year=1969),
    ]
    whole = shown()
    assert whole == ["1959-12-30", *sixties, "1970-06"]
    # Page by page, and from one memory to the next, it is the same order.
    paged: list[str] = []
    cursor = None
    while True:
        page = assets.timeline_page(family.viewer, family.chest_id, limit=2, cursor=cursor)
        paged += [edtf[card.id] for card in page.items if card.id in edtf]
        cursor = page.next
        if cursor is None:
            break
    assert paged == whole
    walked = [whole[0]]
    while (after := assets.neighbours(family.viewer, ids[walked[-1]]).next) and after.id in edtf:
        walked.append(edtf[after.id])
        before = assets.neighbours(family.viewer, after.id).previous
        assert before is not None
        assert edtf[before.id] == walked[-2]
    assert walked == whole


def test_years_of_which_one_sees_nothing_are_not_told(
    database: Database, assets: AssetManager, family: Family
) -> None:
    add_dated(database, family.chest_id, "1964")
    add_dated(database, family.chest_id, "1965", audience=Audience.keepers)
    add_dated(database, family.chest_id, "196X", audience=Audience.everyone)
    link = add_link(database, family.chest_id, family.keeper, audience=Audience.everyone)
    through_link = open_link_session(database, link)
    for viewer, seen in (
        (family.keeper, DecadeYears((1964, 1965), yearless=True)),
        (family.viewer, DecadeYears((1964,), yearless=True)),
        (through_link, DecadeYears(yearless=True)),
    ):
        assert assets.timeline_years(viewer, family.chest_id) == {1960: seen}
    with pytest.raises(NotFound):
        assets.timeline_years(family.stranger, family.chest_id)
    with pytest.raises(NotFound):
        assets.timeline_count(family.stranger, family.chest_id, Stretch(year=1964))


def test_a_card_tells_the_first_words_of_a_note_and_which_pictures_there_are(
    database: Database, assets: AssetManager, family: Family
) -> None:
    note = add_undated(database, family.chest_id, kind=Kind.note, body="a" * 500)
    photo = add_undated(database, family.chest_id)
    with database.write() as session:
        for kind, version in (("thumb", 3), ("preview", 2)):
            session.add(
                Derivative(
                    asset_id=photo,
                    kind=kind,
                    version=version,
                    storage_key=kind,
                    media_type="image/jpeg",
                    bytes=1,
                )
            )
    cards = {card.id: card for card in assets.list_recent(family.viewer, family.chest_id)}
    assert cards[note].words == "a" * 400
    assert cards[note].renditions == {}
    assert cards[photo].renditions == {"thumb": 3, "preview": 2}


# ---- what links are not told ----


def test_links_and_receipts_learn_no_place_no_duplicate_and_no_account(
    database: Database, assets: AssetManager, family: Family
) -> None:
    viewer = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    mine = add_contribution(database, family.chest_id, by=viewer)
    others = add_contribution(database, family.chest_id, by=family.member)
    known = add_asset(database, family.chest_id)
    fields = {"latitude": 64.1, "longitude": -21.9, "duplicate_of": known}
    shared = add_asset(
        database,
        family.chest_id,
        contribution_id=others,
        added_by=family.member.account_id,
        **fields,
    )
    own = add_asset(
        database, family.chest_id, contribution_id=mine, review=Review.pending, **fields
    )
    for asker in (viewer, ReceiptViewer(contribution_id=mine)):
        seen = assets.list_views(asker, [shared, own])
        assert seen[-1].id == own
        assert seen[-1].contribution_id == mine
        for view in seen:
            assert (view.latitude, view.longitude, view.duplicate_of) == (None, None, None)
            assert view.contributor_account_id is None
            assert view.contributor_name == "Aunt Graça"
            assert view.contribution_id != others
    view = assets.get(family.keeper, shared)
    assert (view.latitude, view.duplicate_of, view.contribution_id) == (64.1, known, others)
    assert view.contributor_account_id == family.member.account_id


def test_a_duplicate_that_one_may_not_see_is_not_named(
    database: Database, assets: AssetManager, family: Family
) -> None:
    secret = add_asset(database, family.chest_id, audience=Audience.keepers, sha256="a" * 64)
    copy = add_asset(database, family.chest_id, duplicate_of=secret, sha256="a" * 64)
    assert assets.get(family.curator, copy).duplicate_of is None
    assert assets.get(family.keeper, copy).duplicate_of == secret
    assert assets.list_duplicates(family.curator, family.chest_id) == []
    (group,) = assets.list_duplicates(family.keeper, family.chest_id)
    assert [card.id for card in group] == [secret, copy]
