"""What belongs together is one memory: the photo and its moment, the edited and what it was before,
the picture and its raw; and its sidecar is none of its own."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import col, select

from chest.access.tallies import count_by_kind, find_miscounts
from chest.access.viewers import Viewer
from chest.assets.manager import AssetManager
from chest.assets.pairs import PairManager
from chest.contributions.moderation import Moderation
from chest.database import Database
from chest.errors import Conflict, NotFound
from chest.ingest.job import Ingest
from chest.ingest.pairs import pair_one
from chest.models import (
    Asset,
    Audience,
    Companion,
    DateOrigin,
    Kind,
    Review,
    Upload,
    utc_now,
)
from chest.stories.evidence import citable_for
from tests.arrivals import ShutStore, get_asset, get_derivatives, once
from tests.builders import Family, add_contribution, add_link, open_link_session
from tests.chest.ingest.giving import Giver
from tests.media import moments

MARK = "5D9AE6B7-1F2C-4C8B-9C1E-0A3B5C7D9E1F"
WHEN = "2019:03:21 11:04:22"
FILM_WHEN = "2019-03-21T11:04:21+0000"


@pytest.fixture
def giver(database: Database, blobs: ShutStore, family: Family, ingest: Ingest) -> Giver:
    return Giver(database, blobs, family, ingest)


def shown(assets: AssetManager, family: Family, viewer: Viewer | None = None) -> list[UUID]:
    """What lists show, after a look whether numbers say the same."""
    viewer = viewer or family.keeper
    listed = [card.id for card in assets.list_page(viewer, family.chest_id).items]
    assert sum(assets.counts(viewer, family.chest_id).values()) == len(listed)
    stretch = assets.timeline_page(viewer, family.chest_id).items
    assert {card.id for card in stretch} <= set(listed)
    decades = assets.timeline_counts(viewer, family.chest_id)
    assert sum(decades.decades.values()) + decades.undated == len(stretch)
    with family.database.read() as session:
        assert find_miscounts(session) == {}
    return listed


@pytest.mark.parametrize("film_first", [False, True])
def test_apples_two_files_are_one_memory_whatever_they_are_called(
    giver: Giver, assets: AssetManager, family: Family, tmp_path: Path, film_first: bool
) -> None:
    files = {
        "IMG_0042.JPG": moments.still(taken=WHEN, content_id=MARK),
        "live.MOV": moments.film(tmp_path, seconds=7, content_id=MARK, taken=FILM_WHEN),
    }
    ids = {}
    for name in sorted(files, reverse=film_first):
        ids[name] = giver.give(name, files[name])
    photo, film = ids["IMG_0042.JPG"], ids["live.MOV"]
    assert shown(assets, family) == [photo]
    kept = get_asset(giver.database, film)
    assert (kept.companion_of, kept.companion_as) == (photo, Companion.moment)
    assert get_asset(giver.database, photo).moment == pytest.approx(7, abs=0.2)


def test_a_film_of_the_same_name_and_second_is_the_photos_moment(
    giver: Giver, assets: AssetManager, family: Family, tmp_path: Path
) -> None:
    film = giver.give(
        "IMG_0042.MOV",
        moments.film(tmp_path, taken="2019-03-21T09:04:23+0000", place="+38.5244-008.8882/"),
    )
    assert shown(assets, family) == [film]
    photo = giver.give("IMG_0042.JPG", moments.still(taken=WHEN))  # elsewhere, by two hours
    assert shown(assets, family) == [photo]
    # What only the film tells is known of the memory.
    assert get_asset(giver.database, photo).latitude == pytest.approx(38.5244)


@pytest.mark.parametrize(
    ("name", "film", "more"),
    [
        ("IMG_0042.MOV", {"seconds": 8.0, "taken": FILM_WHEN}, {}),  # a film, no moment
        ("IMG_0042.MOV", {"taken": "2019-03-21T11:09:21+0000"}, {}),  # five minutes later
        ("IMG_0042.MOV", {}, {}),  # nobody knows when
        ("IMG_0043.MOV", {"taken": FILM_WHEN}, {}),
        ("IMG_0042.MOV", {"taken": FILM_WHEN}, {"folder": "another"}),
        ("IMG_0042.MOV", {"taken": FILM_WHEN, "content_id": "A" * 36}, {}),  # another's
    ],
    ids=["long", "later", "undated", "other-name", "other-folder", "other-mark"],
)
def test_what_does_not_belong_together_stays_two(
    giver: Giver,
    assets: AssetManager,
    family: Family,
    tmp_path: Path,
    name: str,
    film: dict[str, Any],
    more: dict[str, Any],
) -> None:
    mark = MARK if "content_id" in film else None
    giver.give("IMG_0042.JPG", moments.still(taken=WHEN, content_id=mark))
    giver.give(name, moments.film(tmp_path, **film), **more)
    assert len(shown(assets, family)) == 2


def test_two_people_s_files_of_one_name_stay_two(
    giver: Giver, assets: AssetManager, family: Family, tmp_path: Path
) -> None:
    giver.give("IMG_0042.JPG", moments.still(taken=WHEN))
    giver.by = family.curator
    giver.give("IMG_0042.MOV", moments.film(tmp_path, taken=FILM_WHEN))
    assert len(shown(assets, family)) == 2


def test_a_motion_photo_keeps_its_film_apart_to_be_played(
    giver: Giver, assets: AssetManager, family: Family, tmp_path: Path
) -> None:
    inside = moments.film(tmp_path, place="+38.7223-009.1393/")
    photo = giver.give("PXL_20210704_091500123.MP.jpg", moments.google(inside))
    assert shown(assets, family) == [photo]
    asset = get_asset(giver.database, photo)
    assert (asset.kind, asset.moment) == (Kind.photo, pytest.approx(2.0, abs=0.2))
    made = get_derivatives(giver.database, photo)["moment"]
    with giver.blobs.as_file(made.storage_key) as path:
        assert b"38.7223" not in path.read_bytes()
    assert asset.storage_key
    with giver.blobs.as_file(asset.storage_key) as path:
        assert inside in path.read_bytes()  # the original is whole


def test_what_was_edited_is_shown_and_what_it_was_before_is_kept(
    giver: Giver, assets: AssetManager, family: Family, tmp_path: Path
) -> None:
    before = giver.give("IMG_1234.JPG", moments.still(taken=WHEN, content_id=MARK))
    film = giver.give("IMG_1234.MOV", moments.film(tmp_path, content_id=MARK, taken=FILM_WHEN))
    assert shown(assets, family) == [before]
    edited = giver.give("IMG_E1234.JPG", moments.still(taken=WHEN, shade=200))
    assert shown(assets, family) == [edited]
    roles = {one: get_asset(giver.database, one).companion_as for one in (before, film)}
    assert roles == {before: Companion.original, film: Companion.moment}
    assert get_asset(giver.database, film).companion_of == edited
    assert get_asset(giver.database, edited).moment


def test_what_google_edited_is_shown(giver: Giver, assets: AssetManager, family: Family) -> None:
    giver.give("Setubal.jpg", moments.still(taken=WHEN), folder="Photos from 2019")
    edited = giver.give(
        "Setubal-edited.jpg", moments.still(taken=WHEN, shade=200), folder="Photos from 2019"
    )
    other = giver.give("Setubal(1).jpg", moments.still(shade=10), folder="Photos from 2019")
    assert set(shown(assets, family)) == {edited, other}


def test_a_raw_goes_with_its_picture(giver: Giver, assets: AssetManager, family: Family) -> None:
    raw = giver.give("DSC_0007.RAW", bytes(range(256)) * 4)  # of a kind that nobody knows
    picture = giver.give("DSC_0007.JPG", moments.still(taken=WHEN))
    assert shown(assets, family) == [picture]
    assert get_asset(giver.database, raw).companion_as is Companion.raw


# ---- one memory in all that is done with it ----


@pytest.fixture
def pair(giver: Giver, tmp_path: Path) -> tuple[UUID, UUID]:
    photo = giver.give("IMG_0042.JPG", moments.still(taken=WHEN))
    return photo, giver.give("IMG_0042.MOV", moments.film(tmp_path, taken=FILM_WHEN))


@pytest.mark.parametrize("which", [0, 1])
def test_what_is_done_to_one_is_done_to_both(
    database: Database,
    assets: AssetManager,
    family: Family,
    pair: tuple[UUID, UUID],
    which: int,
) -> None:
    def now() -> list[tuple[object, ...]]:
        both = [get_asset(database, one) for one in pair]
        return [(a.audience, a.deleted_at, a.deleted_by) for a in both]

    one = pair[which]
    assets.edit(family.keeper, one, version=1, changes={"audience": "everyone"})
    assert now()[0] == now()[1] == (Audience.everyone, None, None)
    link = open_link_session(
        database, add_link(database, family.chest_id, family.keeper, audience="everyone")
    )
    assert shown(assets, family, link) == [pair[0]]
    assets.delete(family.keeper, one)
    assert now()[0] == now()[1]
    assert now()[0][1] is not None
    assert shown(assets, family) == []
    assert [gone.id for gone in assets.list_deleted(family.keeper, family.chest_id)] == [pair[0]]
    assets.restore(family.keeper, one)
    assert now()[0] == now()[1] == (Audience.everyone, None, None)
    assert shown(assets, family) == [pair[0]]


def test_a_story_is_told_of_one(
    database: Database, pair: tuple[UUID, UUID], family: Family
) -> None:
    with database.read() as session:
        told = session.exec(select(Asset.id).where(citable_for(Audience.family))).all()
    assert told == [pair[0]]


def test_a_gift_shows_both_until_it_is_approved_and_is_one_from_then_on(
    giver: Giver,
    database: Database,
    assets: AssetManager,
    moderation: Moderation,
    family: Family,
    tmp_path: Path,
) -> None:
    giver.by = family.member
    gift = add_contribution(database, family.chest_id, by=family.member)
    waits = {"review": Review.pending, "contribution_id": gift}
    photo = giver.give("IMG_0042.JPG", moments.still(taken=WHEN), **waits)
    film = giver.give("IMG_0042.MOV", moments.film(tmp_path, taken=FILM_WHEN), **waits)
    assert set(shown(assets, family)) == {photo, film}
    moderation.approve(family.curator, gift)
    assert shown(assets, family) == [photo]
    moderation.undo(family.curator, gift)
    reviews = {get_asset(database, one).review for one in (photo, film)}
    assert reviews == {Review.pending}
    with database.read() as session:
        assert count_by_kind(session, family.keeper, [family.chest_id])
        assert find_miscounts(session) == {}


# ---- sidecars that come by themselves ----

GOOGLE = {
    "title": "photo.jpg",
    "description": "Beach with Rosa",
    "photoTakenTime": {"timestamp": "82814400"},
    "creationTime": {"timestamp": "1598032635"},
    "geoData": {"latitude": 38.7223, "longitude": -9.1393, "altitude": 0.0},
    "people": [{"name": "Rosa Almeida"}, {"name": "João"}],
}


@pytest.mark.parametrize("name", ["photo.jpg.json", "photo.jpg.supplemental-metad.json"])
@pytest.mark.parametrize("sidecar_first", [True, False])
def test_a_sidecar_that_comes_alone_joins_its_picture(
    giver: Giver, assets: AssetManager, family: Family, sidecar_first: bool, name: str
) -> None:
    files = {name: json.dumps(GOOGLE).encode(), "photo.jpg": moments.still()}
    ids = {}
    for one in sorted(files, key=lambda n: n.endswith("json"), reverse=sidecar_first):
        ids[one] = giver.give(one, files[one])
    photo = get_asset(giver.database, ids["photo.jpg"])
    assert shown(assets, family) == [photo.id]
    assert photo.taken == "1972-08-16T13:00:00"
    assert (photo.latitude, photo.longitude) == (38.7223, -9.1393)
    assert photo.caption == "Beach with Rosa"
    assert (photo.who, photo.who_source) == ("Rosa Almeida, João", DateOrigin.imported)
    sidecar = get_asset(giver.database, ids[name])
    assert sidecar.companion_as is Companion.sidecar
    assert sidecar.extracted_text is None


def test_what_people_said_stays_before_what_a_sidecar_says(
    giver: Giver, assets: AssetManager, family: Family
) -> None:
    photo = giver.give("photo.jpg", moments.still())
    assets.edit(family.keeper, photo, version=1, changes={"who": "Avó", "taken": "summer 1971"})
    giver.give("photo.jpg.json", json.dumps(GOOGLE).encode())
    asset = get_asset(giver.database, photo)
    assert (asset.who, asset.who_source) == ("Avó", DateOrigin.user)
    assert (asset.taken, asset.caption) == ("1971-22", None)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("letter.json", '{"a": 1}'),
        ("other.jpg.json", json.dumps(GOOGLE)),
        ("shopping.csv", "bread,2"),
    ],
)
def test_what_belongs_to_nothing_stays_a_document(
    giver: Giver, assets: AssetManager, family: Family, name: str, text: str
) -> None:
    photo = giver.give("photo.jpg", moments.still())
    other = giver.give(name, text.encode())
    assert set(shown(assets, family)) == {photo, other}


@pytest.mark.parametrize("table_first", [True, False])
def test_icloud_s_table_joins_the_pictures_of_its_folder(
    giver: Giver, assets: AssetManager, family: Family, table_first: bool
) -> None:
    table = (
        b"imgName,fileChecksum,favorite,hidden,deleted,originalCreationDate,viewCount,importDate\n"
        b'a.JPG,x,no,no,no,"Monday March 16,2020 7:12 PM GMT",1,x\n'
        b'b.JPG,x,no,no,no,"Sunday March 15,2020 7:12 PM GMT",1,x\n'
    )
    if table_first:
        giver.give("Photo Details.csv", table, folder="Photos")
    ids = [
        giver.give(name, moments.still(shade=n), folder="Photos")
        for n, name in enumerate(("a.JPG", "b.JPG", "c.JPG"))
    ]
    if not table_first:
        giver.give("Photo Details.csv", table, folder="Photos")
    taken = [get_asset(giver.database, one).taken for one in ids]
    assert taken == ["2020-03-16T19:12:00", "2020-03-15T19:12:00", None]
    assert set(shown(assets, family)) == set(ids)


def test_understanding_again_changes_nothing(
    giver: Giver, assets: AssetManager, family: Family, pair: tuple[UUID, UUID]
) -> None:
    for one in pair:
        with giver.database.write() as session:
            asset = session.get(Asset, one)
            assert asset is not None
            asset.state = type(asset.state).processing
            session.add(asset)
        giver.ingest.run(one, once)
    assert shown(assets, family) == [pair[0]]
    with giver.database.read() as session:
        rows = session.exec(select(Upload).where(col(Upload.asset_id).in_(pair))).all()
    assert len(rows) == 2


# ---- what somebody may be given of it ----


def test_both_are_kept_whole_and_shown_apart_when_somebody_wants_it(
    database: Database, assets: AssetManager, family: Family, pair: tuple[UUID, UUID]
) -> None:
    pairs = PairManager(database=database)
    photo, film = pair
    found = pairs.get_companions(family.viewer, photo)
    assert (found.shown, [one.id for one in found.items], found.apart) == (photo, [film], False)
    assert "original" in found.items[0].renditions
    with pytest.raises(NotFound):
        pairs.show_apart(family.viewer, photo)
    assert pairs.show_apart(family.keeper, film).apart
    assert set(shown(assets, family)) == {photo, film}
    assert assets.get(family.keeper, photo).moment_source is None
    pair_again(database, photo)
    assert set(shown(assets, family)) == {photo, film}  # for good, until somebody says otherwise
    assert not pairs.show_as_one(family.keeper, film).apart
    assert shown(assets, family) == [photo]
    assert assets.get(family.keeper, photo).moment_source is not None


def pair_again(database: Database, asset_id: UUID) -> None:
    with database.write() as session:
        pair_one(session, asset_id)


def test_those_that_are_seen_by_others_now_are_not_made_one(
    database: Database, assets: AssetManager, family: Family, pair: tuple[UUID, UUID]
) -> None:
    pairs = PairManager(database=database)
    pairs.show_apart(family.keeper, pair[0])
    assets.edit(family.keeper, pair[1], version=1, changes={"audience": "keepers"})
    assert get_asset(database, pair[0]).audience is Audience.family
    with pytest.raises(Conflict):
        pairs.show_as_one(family.keeper, pair[0])


def test_a_link_plays_the_moment_and_gets_no_place(
    giver: Giver, database: Database, assets: AssetManager, family: Family, tmp_path: Path
) -> None:
    inside = moments.film(tmp_path, place="+38.7223-009.1393/")
    photo = giver.give("PXL_1.MP.jpg", moments.google(inside), audience=Audience.everyone)
    link = open_link_session(
        database, add_link(database, family.chest_id, family.keeper, audience="everyone")
    )
    view = assets.get(link, photo)
    assert view.moment_source == (photo, "moment", 1)
    made = get_derivatives(database, photo)["moment"]
    with giver.blobs.as_file(made.storage_key) as path:
        assert b"38.7223" not in path.read_bytes()


@pytest.mark.parametrize("name", ["photo.jpg.json", "alone.jpg.json"])
def test_a_link_is_never_handed_a_sidecar_s_place(
    giver: Giver, database: Database, assets: AssetManager, family: Family, name: str
) -> None:
    giver.give("photo.jpg", moments.still(), audience=Audience.everyone)
    sidecar = giver.give(name, json.dumps(GOOGLE).encode(), audience=Audience.everyone)
    link = open_link_session(
        database, add_link(database, family.chest_id, family.keeper, audience="everyone")
    )
    view = assets.get(link, sidecar)
    assert "original" not in view.renditions
    assert view.extracted_text is None
    assert (view.latitude, view.longitude) == (None, None)
    assert "original" in assets.get(family.keeper, sidecar).renditions


def test_what_is_erased_takes_its_companions_along(
    database: Database, assets: AssetManager, family: Family, pair: tuple[UUID, UUID]
) -> None:
    assets.delete(family.keeper, pair[0])
    with database.write() as session:
        for one in pair:
            asset = session.get(Asset, one)
            assert asset is not None
            asset.deleted_at = utc_now() - timedelta(days=31)
            session.add(asset)
    assert assets.purge_due() == 2
    with database.read() as session:
        assert session.get(Asset, pair[1]) is None
        assert find_miscounts(session) == {}
