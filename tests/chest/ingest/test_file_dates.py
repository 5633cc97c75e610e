from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chest.ingest.file_dates import FileDate, Traces, date_in_name, date_of_file
from chest.models import DateOrigin

ADDED = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)


def dated(**traces: object) -> FileDate | None:
    return date_of_file(
        Traces(added=ADDED, **traces),  # type: ignore[arg-type]  # fields by name
        time_zone="Europe/Lisbon",
        southern=False,
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("IMG_20190321_160422.jpg", "2019-03-21T16:04:22"),
        ("IMG-20190321-WA0001.jpg", "2019-03-21"),
        ("PXL_20230101_233000123.jpg", "2023-01-01"),
        ("2019-03-21 16.04.22.jpg", "2019-03-21T16:04:22"),
        ("WhatsApp Image 2019-03-21 at 16.04.22.jpeg", "2019-03-21T16:04:22"),
        ("Screenshot_2019-03-21-16-04-22.png", "2019-03-21T16:04:22"),
        ("1931-04-12.jpg", "1931-04-12"),
        ("12 April 1931.jpg", "1931-04-12"),
        ("summer 1964.jpg", "1964-22"),
        ("Rosa at the beach 1964.jpg", "1964"),
        ("Rosa ca. 1952.jpg", "1952~"),
    ],
)
def test_a_name_tells_the_date_that_stands_in_it(name: str, told: str) -> None:
    found = date_in_name(name, added=ADDED, southern=False)
    assert found
    assert found.edtf == told


@pytest.mark.parametrize(
    "name",
    [
        "IMG_1964.JPG",
        "1964.jpg",
        "Scan 1964.jpg",
        "scan0001.jpg",
        "DSC_0042.JPG",
        "Christmas 1964 and 1965.jpg",
        "20190231_000000.jpg",
        "2031-01-01.jpg",
        "19700101_000000.jpg",
        "10154_19991332_n.jpg",
        "letter from Porto.pdf",
        "🎉.png",
        "",
        None,
    ],
)
def test_a_counter_or_an_impossible_day_is_no_date(name: str | None) -> None:
    assert date_in_name(name, added=ADDED, southern=False) is None


def test_what_the_camera_wrote_is_trusted_before_the_name() -> None:
    found = dated(embedded="2019-03-21T16:04:22", offset="+01:00", name="2020-01-01.jpg")
    assert found
    assert (found.date.edtf, found.origin, found.offset) == (
        "2019-03-21T16:04:22",
        DateOrigin.embedded,
        "+01:00",
    )


def test_a_film_that_keeps_utc_is_told_in_the_chests_own_time() -> None:
    found = dated(embedded="2019-07-31T23:30:00", offset="+00:00", keeps_utc=True)
    assert found
    assert (found.date.edtf, found.offset) == ("2019-08-01T00:30:00", "+01:00")


@pytest.mark.parametrize("unset", ["1970-01-01T00:00:00", "1980-01-01T00:00:10", "2031-01-01"])
def test_a_clock_that_was_never_set_leaves_the_memory_undated(unset: str) -> None:
    assert dated(embedded=unset) is None


def test_a_scan_is_not_dated_by_the_day_it_was_scanned() -> None:
    assert dated(name="beach.jpg", modified=ADDED - timedelta(days=900)) is None


def test_a_recorders_file_is_dated_by_when_it_was_last_changed() -> None:
    found = dated(name="Voice 001.wav", modified=datetime(2012, 6, 3, 9, 0, tzinfo=UTC))
    assert found
    assert (found.date.edtf, found.origin) == ("2012-06-03", DateOrigin.imported)


@pytest.mark.parametrize(
    "modified",
    [
        ADDED,
        ADDED - timedelta(hours=5),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(1980, 1, 1, tzinfo=UTC),
    ],
)
def test_the_time_of_the_copy_itself_is_no_date(modified: datetime) -> None:
    assert dated(name="DSC_0042.JPG", modified=modified) is None


@pytest.mark.parametrize(
    "traces",
    [
        {"name": "Voice note 2026-05-01 11.58.webm"},
        {"name": "Voice note 2026-04-28 09.10.webm"},  # waited for a connection
        {"embedded": "2026-05-01T11:58:00", "name": "New recording 12.m4a"},
        {"name": "rec_0007.wav", "modified": ADDED - timedelta(days=2)},
    ],
)
def test_the_day_a_voice_is_recorded_is_not_the_day_it_tells_of(traces: dict[str, object]) -> None:
    assert dated(is_voice=True, **traces) is None
    assert dated(**traces), "of a picture or a film it is"


def test_a_voice_from_another_time_keeps_its_day() -> None:
    found = dated(is_voice=True, embedded="2014-06-03T09:00:00", name="answering machine.m4a")
    assert found
    assert found.date.edtf == "2014-06-03T09:00:00"
