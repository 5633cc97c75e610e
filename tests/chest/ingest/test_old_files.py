"""What arrived before it was known which files belong together is looked at once, in pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import select, update

from chest.assets.bulk import BulkManager
from chest.assets.manager import AssetManager
from chest.database import Database
from chest.ingest.job import Ingest
from chest.ingest.old_files import OldFiles
from chest.models import UNPAIRED_UPLOADS, Asset, Companion, Step, StepState, Upload
from tests.ai.media import samples
from tests.arrivals import ShutStore, get_asset, get_steps
from tests.builders import Family
from tests.chest.ingest.giving import Giver
from tests.media import moments

TOLD = {
    "title": "photo.jpg",
    "description": "Beach with Rosa",
    "photoTakenTime": {"timestamp": "82771200"},
    "geoData": {"latitude": 38.7223, "longitude": -9.1393},
}
WHEN, FILM_WHEN = "2019:03:21 11:04:22", "2019-03-21T11:04:23+0000"


@pytest.fixture
def giver(database: Database, blobs: ShutStore, family: Family, ingest: Ingest) -> Giver:
    return Giver(database, blobs, family, ingest)


def forget(database: Database) -> None:
    """As a release from before that left it."""
    with database.write() as session:
        session.exec(update(Upload).values(near=None, content_id=None))
        session.exec(update(Asset).values(companion_of=None, companion_as=None, moment=None))


def pair_all(database: Database, *, at_once: int) -> int:
    """As sweep after sweep does it; how many sweeps had something to do."""
    old, sweeps = OldFiles(database=database), 0
    while old.pair(at_once=at_once, pages=1):
        sweeps += 1
        assert sweeps < 20
    return sweeps


@pytest.mark.parametrize("at_once", [1, 2, 200])
def test_old_files_are_paired_whichever_page_they_stand_on(
    giver: Giver, assets: AssetManager, family: Family, tmp_path: Path, at_once: int
) -> None:
    photo = giver.give("IMG_0042.JPG", moments.still(taken=WHEN))
    other = giver.give("IMG_0050.JPG", moments.still(taken=WHEN, shade=20))
    film = giver.give("IMG_0042.MOV", moments.film(tmp_path, taken=FILM_WHEN))
    forget(giver.database)
    assert pair_all(giver.database, at_once=at_once) >= 3 // at_once
    kept = get_asset(giver.database, film)
    assert (kept.companion_of, kept.companion_as) == (photo, Companion.moment)
    assert get_asset(giver.database, other).companion_of is None
    # A second time there is nothing to look at.
    assert OldFiles(database=giver.database).pair() == 0


def test_what_somebody_wants_apart_or_has_written_about_stays_so(
    giver: Giver, assets: AssetManager, family: Family, tmp_path: Path
) -> None:
    giver.give("IMG_0042.JPG", moments.still(taken=WHEN))
    film = giver.give("IMG_0042.MOV", moments.film(tmp_path, taken=FILM_WHEN))
    forget(giver.database)
    assets.edit(family.keeper, film, version=1, changes={"caption": "The waves"})
    pair_all(giver.database, at_once=200)
    assert get_asset(giver.database, film).companion_of is None


def test_an_old_sidecar_tells_of_its_picture_and_is_no_letter_any_more(
    giver: Giver, family: Family
) -> None:
    photo = giver.send("photo.jpg", moments.still())
    sidecar = giver.send("photo.jpg.json", json.dumps(TOLD).encode())
    forget(giver.database)
    giver.understand()
    with giver.database.write() as session:
        session.exec(
            update(Asset).where(Asset.id == sidecar).values(extracted_text="geoData 38.7223")
        )
    assert get_asset(giver.database, photo).caption is None
    pair_all(giver.database, at_once=200)
    assert get_steps(giver.database, sidecar)[Step.metadata].state is StepState.waiting
    giver.understand()
    assert get_asset(giver.database, photo).caption == "Beach with Rosa"
    kept = get_asset(giver.database, sidecar)
    assert (kept.companion_of, kept.companion_as) == (photo, Companion.sidecar)
    assert kept.extracted_text is None


def test_nothing_else_is_read_to_see_that_nothing_is_left(database: Database) -> None:
    if database.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL plans by what is in the table, and here it is empty")
    query = select(Upload.id).where(text(UNPAIRED_UPLOADS)).order_by(Upload.id)
    told = str(query.compile(database.engine))
    with database.engine.connect() as connection:
        plan = connection.execute(text(f"explain query plan {told}")).all()
    assert "ix_upload_unpaired" in str(plan)


def test_captions_say_who_wrote_them(giver: Giver, assets: AssetManager, family: Family) -> None:
    photo = giver.give("a.jpg", _with_caption("Rosa by the sea"))
    asset = get_asset(giver.database, photo)
    assert (asset.caption, asset.caption_source) == ("Rosa by the sea", "embedded")
    assert not assets.get(family.keeper, photo).is_told_of
    view = assets.edit(family.keeper, photo, version=1, changes={"caption": "Rosa, 1964"})
    assert (view.caption, view.caption_source) == ("Rosa, 1964", "user")
    assert view.is_told_of


def test_words_of_many_that_are_taken_back_are_the_files_own_again(
    giver: Giver, assets: AssetManager, family: Family
) -> None:
    bulk = BulkManager(database=giver.database)
    photo = giver.give("a.jpg", _with_caption("Rosa by the sea"))
    done = bulk.change(family.keeper, family.chest_id, [photo], {"caption": "The sea"})
    assert get_asset(giver.database, photo).caption_source == "user"
    assert done.undo is not None
    bulk.undo(family.keeper, family.chest_id, done.undo)
    asset = get_asset(giver.database, photo)
    assert (asset.caption, asset.caption_source) == ("Rosa by the sea", "embedded")


def test_a_caption_of_an_export_is_told_as_its(
    giver: Giver, assets: AssetManager, family: Family
) -> None:
    giver.give("photo.jpg.json", json.dumps(TOLD).encode())
    photo = giver.give("photo.jpg", _with_caption("what the camera wrote"))
    asset = get_asset(giver.database, photo)
    assert (asset.caption, asset.caption_source) == ("Beach with Rosa", "import")
    assert not assets.get(family.keeper, photo).is_told_of


def _with_caption(words: str) -> bytes:
    block = samples.exif(make="Canon", model="EOS")
    block[0x010E] = words
    return samples.encoded(samples.corners(), "JPEG", exif=block)
