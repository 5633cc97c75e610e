"""When something was made, from the bytes that arrived to what people and programs are told."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PIL import Image

from api.schemas.assets import Taken
from chest.assets.manager import AssetManager
from chest.assets.views import AssetView
from chest.database import Database
from chest.ingest.job import Ingest
from chest.models import DateOrigin
from pages.parts.memory_history import who_says_when
from tests.arrivals import ShutStore, arrive, get_asset, once
from tests.builders import Family, RecordingQueue, account_of
from tests.media import cameras

SCAN = {"make": "EPSON", "model": "Perfection V600"}
IN_2015 = "2015:02:03 10:11:12"


def jpeg(**told: Any) -> bytes:
    buffer = io.BytesIO()
    block = cameras.exif(cameras.Told(**told))
    Image.new("RGB", (48, 32), "teal").save(buffer, "JPEG", exif=block)
    return buffer.getvalue()


class Arrivals:
    def __init__(
        self, database: Database, blobs: ShutStore, family: Family, ingest: Ingest
    ) -> None:
        self.database, self.blobs, self.family, self.ingest = database, blobs, family, ingest
        self.assets = AssetManager(database=database, jobs=RecordingQueue())

    def of(
        self, data: bytes | Path, name: str, *, folder: str | None = None, **fields: Any
    ) -> AssetView:
        """What the keeper is told of a file that arrived and was understood."""
        asset_id = arrive(
            self.database,
            self.blobs,
            self.family.chest_id,
            data,
            name=name,
            upload={"account_id": account_of(self.family.keeper), "folder": folder},
            **fields,
        )
        self.ingest.run(asset_id, once)
        return self.view(asset_id)

    def view(self, asset_id: UUID) -> AssetView:
        return self.assets.list_views(self.family.keeper, [asset_id])[0]


@pytest.fixture
def arrivals(database: Database, blobs: ShutStore, family: Family, ingest: Ingest) -> Arrivals:
    return Arrivals(database, blobs, family, ingest)


def test_a_scan_of_1958_is_of_1958_and_its_own_day_is_kept(arrivals: Arrivals) -> None:
    view = arrivals.of(jpeg(taken=IN_2015, **SCAN), "scan 1958 Lisboa.jpg")
    assert (view.taken, view.taken_source) == ("1958", DateOrigin.file)
    assert view.scanned == "2015-02-03"
    assert who_says_when(view) == "1958, from the file’s name"


def test_a_scan_of_an_unknown_day_is_undated(arrivals: Arrivals) -> None:
    view = arrivals.of(jpeg(taken=IN_2015, **SCAN), "image0042.jpg")
    assert (view.taken, view.scanned) == (None, "2015-02-03")
    assert who_says_when(view) is None


def test_the_name_of_a_folder_is_told_as_what_it_is(arrivals: Arrivals) -> None:
    view = arrivals.of(jpeg(), "Rosa.jpg", folder="1964-08 Nazaré")
    assert (view.taken, view.taken_source) == ("1964-08", DateOrigin.folder)
    row = get_asset(arrivals.database, view.id)
    assert row.taken_source is DateOrigin.imported, "an older release reads this row too"
    told = Taken.of(view)
    assert told
    assert told.source == "folder"
    assert who_says_when(view) == "August 1964, from the folder’s name"


def test_what_was_only_saved_is_no_younger_than_that(arrivals: Arrivals) -> None:
    data = jpeg(software="Adobe Photoshop 22", more={})
    exif = Image.Exif()
    exif[0x0132] = "2021:04:01 08:22:44"
    buffer = io.BytesIO()
    Image.open(io.BytesIO(data)).save(buffer, "JPEG", exif=exif.tobytes())
    view = arrivals.of(buffer.getvalue(), "Rosa.jpg")
    assert view.taken == "[..2021-04-01]"
    assert (view.taken_earliest, view.taken_latest) == (None, "2021-04-01")
    said = "before 2 April 2021, the file was last saved then, and may be older"
    assert who_says_when(view) == said


def test_a_reset_clock_is_told_with_a_doubt(arrivals: Arrivals) -> None:
    view = arrivals.of(jpeg(make="Canon", taken="2000:01:01 00:00:00"), "IMG_0001.JPG")
    assert view.taken == "2000-01-01?"
    assert (who_says_when(view) or "").startswith("1 January 2000, perhaps, the camera says so")


def test_words_in_a_file_are_its_caption_unless_the_giver_wrote_one(arrivals: Arrivals) -> None:
    assert arrivals.of(jpeg(words="Rosa at the sea"), "a.jpg").caption == "Rosa at the sea"
    with_place = jpeg(words="Rosa at 38.7223, -9.1393")
    assert arrivals.of(with_place, "b.jpg").caption is None, "it would tell links where that was"
    given = arrivals.of(jpeg(words="Rosa at home"), "c.jpg", caption="Rosa, my sister")
    assert given.caption == "Rosa, my sister"


def test_what_a_person_says_stays_and_the_scan_is_told_all_the_same(arrivals: Arrivals) -> None:
    view = arrivals.of(
        jpeg(taken=IN_2015, **SCAN), "scan 1958.jpg", taken="1960", taken_source=DateOrigin.user
    )
    assert (view.taken, view.taken_source, view.scanned) == ("1960", DateOrigin.user, "2015-02-03")
    assert who_says_when(view) == "1960, as somebody wrote it here"
