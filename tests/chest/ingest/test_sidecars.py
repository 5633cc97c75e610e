"""Which file tells of which, and what stands in it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chest.database import Database
from chest.ingest.file_dates import Traces, date_of_file
from chest.ingest.job import Ingest
from chest.ingest.sidecars import Beside, pair, read_sidecar, read_sidecars
from chest.models import DateOrigin, utc_now
from tests.arrivals import ShutStore, arrive, get_asset, once
from tests.builders import Family, account_of

LONG = "A very long name of a photograph of Rosa at the sea in 1964.jpg"

GOOGLE = {
    "title": "IMG_1.jpg",
    "description": "Rosa and the sea",
    "creationTime": {"timestamp": "1577836800"},
    "photoTakenTime": {"timestamp": "-170000000", "formatted": "12 Aug 1964"},
    "geoData": {"latitude": 38.52, "longitude": -8.88, "altitude": 0.0},
    "people": [{"name": "Rosa"}, {"name": "João"}],
}

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
 xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 exif:GPSLatitude="38,31.2N" exif:GPSLongitude="8,52,48W"
 exif:DateTimeOriginal="1964-08-12T10:11:12.00+01:00"><dc:description><rdf:Alt>
 <rdf:li xml:lang="x-default">At the harbour</rdf:li></rdf:Alt></dc:description>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


@pytest.mark.parametrize(
    ("sidecar", "picture"),
    [
        ("IMG_1.jpg.json", "IMG_1.jpg"),
        ("IMG_1.jpg.supplemental-metadata.json", "IMG_1.jpg"),
        ("IMG_1.JPG.suppl.json", "IMG_1.jpg"),
        ("IMG_1.jpg(2).json", "IMG_1(2).jpg"),
        ("IMG_1.jpg.supplemental-metadata(2).json", "IMG_1(2).jpg"),
        ("IMG_1.jpg.json", "IMG_1-edited.jpg"),
        (f"{LONG[:46]}.json", LONG),
        ("PXL_20210704_101500123.MOTION-01.COVER.jpg.sup.json",
         "PXL_20210704_101500123.MOTION-01.COVER.jpg"),
        ("IMG_1.jpg.xmp", "IMG_1.jpg"),
        ("IMG_1.xmp", "IMG_1.jpg"),
        ("Photo Details-1.csv", "IMG_1.jpg"),
    ],
)  # fmt: skip
def test_a_sidecar_is_known_by_its_name(sidecar: str, picture: str) -> None:
    assert pair([sidecar, picture, "other.pdf"]).get(sidecar, [])[:1] == [picture]


@pytest.mark.parametrize(
    ("sidecar", "other"),
    [
        ("IMG_1.jpg.json", "IMG_10.jpg"),
        ("IMG_1.jpg(2).json", "IMG_1.jpg"),
        ("IMG_1.jpg.json", "IMG_1(2).jpg"),
        ("letter.json", "letter.jpg"),
        ("metadata.json", "IMG_1.jpg"),
        (f"{LONG[:30]}.json", LONG),
        ("IMG_2.xmp", "IMG_1.jpg"),
        ("prices.csv", "IMG_1.jpg"),
    ],
)
def test_what_is_nobodys_sidecar_stays_a_file(sidecar: str, other: str) -> None:
    assert pair([sidecar, other]) == {}


def test_google_tells_when_where_what_and_who() -> None:
    told = read_sidecar("IMG_1.jpg.json", json.dumps(GOOGLE), of="IMG_1.jpg")
    assert told == Beside(
        taken="1964-08-12T09:46:40",
        keeps_utc=True,
        latitude=38.52,
        longitude=-8.88,
        caption="Rosa and the sea",
        people=("Rosa", "João"),
    )
    assert Beside.from_json(told.as_json()) == told


def test_icloud_tells_when_in_the_line_of_the_picture() -> None:
    table = (
        "imgName,fileChecksum,favorite,hidden,deleted,originalCreationDate,viewCount,importDate\n"
        'IMG_0.HEIC,x,no,no,no,"Monday March 16,2020 7:12 PM GMT",1,x\n'
        'IMG_1.HEIC,x,no,no,no,"Sunday March 15,2020 7:12 PM GMT",1,x\n'
    )
    told = read_sidecar("Photo Details.csv", table, of="IMG_1.HEIC")
    assert told == Beside(taken="2020-03-15T19:12:00", keeps_utc=True)
    assert read_sidecar("Photo Details.csv", table, of="IMG_2.HEIC") is None


def test_xmp_tells_wall_time_place_and_words() -> None:
    told = read_sidecar("IMG_1.xmp", XMP, of="IMG_1.jpg")
    assert told is not None
    assert (told.taken, told.keeps_utc) == ("1964-08-12T10:11:12", False)
    assert told.latitude == pytest.approx(38.52)
    assert told.longitude == pytest.approx(-8.88)
    assert told.caption == "At the harbour"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jpg.json", ""),
        ("a.jpg.json", "{"),
        ("a.jpg.json", "[1, 2]"),
        ("a.jpg.json", '{"recipe": "bread"}'),
        ("a.jpg.json", "[" * 5000),
        ("a.xmp", "<a>"),
        ("a.xmp", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        ("Photo Details.csv", "\0"),
    ],
)
def test_what_is_no_sidecar_tells_nothing(name: str, text: str) -> None:
    assert read_sidecar(name, text, of="a.jpg") is None


@pytest.mark.parametrize(
    "told",
    [
        {"photoTakenTime": {"timestamp": "99999999999999999"}},
        {"photoTakenTime": 3, "geoData": {"latitude": "x", "longitude": 1}},
        {"photoTakenTime": {}, "geoData": {"latitude": 0.0, "longitude": 0.0}},
        {"geoData": {"latitude": 213.0, "longitude": 1.0}},
        {"photoTakenTime": None, "people": {"name": 3}, "description": 7},
    ],
)
def test_nonsense_in_a_sidecar_is_left_out(told: object) -> None:
    assert read_sidecar("a.jpg.json", json.dumps(told), of="a.jpg") == Beside()


def test_several_sidecars_complete_each_other() -> None:
    google = json.dumps({"photoTakenTime": {"timestamp": "-170000000"}})
    told = read_sidecars([("a.jpg.json", google), ("a.xmp", XMP)], of="a.jpg")
    assert told is not None
    assert (told.taken, told.caption) == ("1964-08-12T09:46:40", "At the harbour")


# ---- which date is believed ----

ADDED = datetime(2026, 1, 1, tzinfo=UTC)


def dated(**traces: object) -> tuple[str, str] | None:
    found = date_of_file(
        Traces(added=ADDED, **traces),  # type: ignore[arg-type]  # each test gives some of them
        time_zone="Europe/Lisbon",
        southern=False,
    )
    return (found.date.edtf, found.origin.value) if found else None


SIDECAR = Beside(taken="1964-08-12T09:46:40", keeps_utc=True)


def test_the_file_itself_is_believed_before_what_lies_beside_it() -> None:
    assert dated(embedded="1963-01-02", beside=SIDECAR) == ("1963-01-02", "embedded")
    assert dated(name="summer 1962.jpg", beside=SIDECAR) == ("1962-22", "file")
    assert dated(name="x.jpg", beside=SIDECAR) == ("1964-08-12T10:46:40", "import")


def test_the_day_on_which_a_service_was_given_a_scan_is_not_believed() -> None:
    doubtful = Beside(taken="2020-01-01T00:00:00", keeps_utc=True, doubtful=True)
    assert dated(name="Rosa.jpg", beside=doubtful) is None
    assert dated(name="IMG_0412.jpg", beside=doubtful) == ("2020-01-01T00:00:00", "import")


@pytest.mark.parametrize(
    ("folder", "date"),
    [
        ("summer 1964", "1964-22"),
        ("1964 Setubal", "1964"),
        ("Photos from 2019", "2019"),
        ("St. Ives 1958", "1958"),
        ("Backup 2019", None),
        ("Google Photos 2024", None),
        ("1964", "1964"),
        ("100APPLE", None),
    ],
)
def test_a_folder_s_name_dates_what_nothing_else_does(folder: str, date: str | None) -> None:
    assert dated(name="a.jpg", folder=folder) == (None if date is None else (date, "import"))


# ---- in a chest ----


def test_what_lay_beside_a_picture_comes_with_it(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, media: Path
) -> None:
    asset_id = arrive(
        database,
        blobs,
        family.chest_id,
        media / "allium.jpg",
        name="allium.jpg",
        upload={
            "account_id": account_of(family.keeper),
            "beside": Beside(
                taken="1964-08-12T09:46:40",
                keeps_utc=True,
                latitude=38.52,
                longitude=-8.88,
                caption="Rosa's flowers",
            ).as_json(),
        },
        created_at=utc_now(),
    )
    ingest.run(asset_id, once)
    asset = get_asset(database, asset_id)
    assert (asset.taken, asset.taken_source) == ("1964-08-12T10:46:40", DateOrigin.imported)
    assert (asset.latitude, asset.longitude) == (38.52, -8.88)
    assert (asset.caption, asset.version) == ("Rosa's flowers", 1)


def test_what_a_picture_and_its_giver_tell_wins(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, media: Path
) -> None:
    beside = Beside(taken="1999-01-01", latitude=1.0, longitude=1.0, caption="from elsewhere")
    asset_id = arrive(
        database,
        blobs,
        family.chest_id,
        media / "IMG_0412.heic",
        name="IMG_0412.heic",
        caption="the giver's words",
        upload={"account_id": account_of(family.keeper), "beside": beside.as_json()},
    )
    ingest.run(asset_id, once)
    asset = get_asset(database, asset_id)
    assert (asset.taken, asset.taken_source) == ("2019-03-21T11:04:22", DateOrigin.embedded)
    assert asset.latitude == pytest.approx(38.5244)
    assert asset.caption == "the giver's words"
