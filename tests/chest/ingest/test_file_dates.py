from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chest.ingest.file_dates import Evidence, FileDate, Traces, date_of_file, day_of_scan
from chest.ingest.sidecars import Beside
from chest.models import DateOrigin

ADDED = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)


def dated(**traces: object) -> FileDate | None:
    return date_of_file(
        Traces(added=ADDED, **traces),  # type: ignore[arg-type]  # fields by name
        time_zone="Europe/Lisbon",
        southern=False,
    )


@pytest.mark.parametrize(
    "name", ["2031-01-01.jpg", "19700101_000000.jpg", "ISO 1600 Rosa.jpg", None]
)
def test_a_name_tells_no_day_that_cannot_be(name: str | None) -> None:
    assert dated(name=name) is None


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


LATE, SCAN = datetime(2019, 7, 1, 9, tzinfo=UTC), "2015-02-03"
BY_HAND = Beside(taken="1958-08-12")
STAMP, FILM = {"stamped": "2016-05-28T12:59:51"}, {"keeps_utc": True}
EPSON = {"scanned": SCAN, "camera": "EPSON Perfection V600"}
IN_SUMMER = {"embedded": "2019-07-31T23:30:00"} | FILM
BY_GOOGLE = Beside(taken="2019-04-12T09:00:00", keeps_utc=True)


@pytest.mark.parametrize(
    ("traces", "told", "evidence"),
    [
        # The best evidence first.
        ({"embedded": "2019-03-21", "name": "1964.jpg"}, "2019-03-21", "original"),
        ({"embedded": "2019-03-21", "beside": BY_HAND}, "2019-03-21", "original"),
        ({"name": "1970.jpg", "beside": BY_HAND}, "1958-08-12", "sidecar"),
        ({"name": "Rosa 1964.jpg", "folder": "1970"}, "1964", "name"),
        ({"beside": BY_GOOGLE, "folder": "1970"}, "2019-04-12T10:00:00", "sidecar"),
        ({"name": "Rosa.jpg", "folder": "1964-08 Nazaré"}, "1964-08", "folder"),
        ({"folder": "1964"} | STAMP, "1964", "folder"),
        ({"camera": "X", "modified": LATE} | STAMP, "2016-05-28", "satellites"),
        ({"name": "Rosa 1964.mp4"} | IN_SUMMER, "1964", "name"),
        ({"name": "a.mp4"} | IN_SUMMER, "2019-08-01T00:30:00", "container"),
        ({"name": "DSC_0042.JPG", "modified": LATE}, "2019-07-01", "modified"),
        ({"name": "a.jpg", "changed": "2021-04-01T08:22:44"}, "[..2021-04-01]", "changed"),
        ({"name": "DSC_1.JPG", "modified": LATE, "changed": SCAN}, "2019-07-01", "modified"),
        # What is less trusted and lies within makes it sharper.
        ({"name": "1964 Rosa.jpg", "folder": "1964-08 Nazaré"}, "1964-08", "folder"),
        ({"embedded": "1964-08", "name": "Rosa 12 Aug 1964.jpg"}, "1964-08-12", "name"),
        ({"name": "DSC_1.JPG", "folder": "2019", "modified": LATE}, "2019-07-01", "modified"),
        ({"name": "2019 Algarve.mp4"} | IN_SUMMER, "2019-08-01T00:30:00", "container"),
        ({"name": "1964.jpg", "embedded": "1965-02-03"}, "1965-02-03", "original"),
        ({"name": "1964 Rosa.jpg", "changed": "1964-08-01"}, "1964", "name"),
        # The day of a satellite is that of the place.
        ({"stamped": "2016-05-28T23:30:00", "longitude": 151.2}, "2016-05-29", "satellites"),
        ({"stamped": "2016-05-28T02:30:00", "longitude": -108.4}, "2016-05-27", "satellites"),
        ({"stamped": "2016-05-28"}, "2016-05-28", "satellites"),
        # A clock that was reset is doubted, and anything else is trusted before it.
        ({"embedded": "2000-01-01T00:00:00", "camera": "Canon"}, "2000-01-01?", "reset"),
        ({"embedded": "2000-01-01T03:12:00", "camera": "Canon"}, "2000-01-01?", "reset"),
        ({"embedded": "2002-12-08T12:00:00"}, "2002-12-08?", "reset"),
        ({"embedded": "2007-01-01T00:00:00"}, "2007-01-01?", "reset"),
        ({"embedded": "2007-01-01T00:03:00"}, "2007-01-01T00:03:00", "original"),
        ({"embedded": "2000-01-01T00:00:00", "name": "Rosa 2004.jpg"}, "2004", "name"),
        ({"embedded": "2002-12-08T12:00:00", "changed": SCAN}, f"[..{SCAN}]", "changed"),
        ({"embedded": "2000-01-01", "changed": "2000-01-01"}, "2000-01-01?", "reset"),
        # A name's before and after.
        ({"name": "before 1960 Lisboa.jpg"}, "[..1959-12-31]", "name"),
        # The day of a scan is no date.
        ({"name": "scan 1958 Lisboa.jpg"} | EPSON, "1958", "name"),
        ({"name": "a.jpg", "scanned": SCAN, "folder": "Anos 50"}, "195X", "folder"),
        ({"name": "Scan 2015-02-03.jpg", "folder": "1958"}, "1958", "folder"),
    ],
)  # fmt: skip
def test_the_best_evidence_tells_the_date(
    traces: dict[str, object], told: str, evidence: str
) -> None:
    found = dated(**traces)
    assert found
    assert (found.date.edtf, found.evidence) == (told, Evidence(evidence))


@pytest.mark.parametrize(
    "traces",
    [
        {"name": "a.jpg", "scanned": SCAN},
        {"name": "a.jpg", "scanned": SCAN, "changed": "2015-02-03T10:11:12"},
        {"name": "a.jpg", "modified": LATE} | EPSON,
        {"name": "IMG_0042.jpg", "scanned": SCAN, "modified": LATE},
        {"name": "a.jpg", "camera": "Canon CanoScan LiDE 220", "modified": LATE},
        {"scanned": SCAN, "beside": Beside(taken="2015-02-03T10:11:12", keeps_utc=True)},
        {"name": "Scan 2015-02-03.jpg"},
        {"name": "scan_20150203_101112.jpg"},
        {"name": "a.jpg", "changed": "2026-04-30T10:00:00"},  # the day before it came
        {"name": "DSC_1.JPG", "modified": datetime(2000, 1, 1, 8, tzinfo=UTC)},
        {"name": "a.jpg", "folder": "Backup 2019"},
    ],
)  # fmt: skip
def test_what_tells_of_a_scan_or_a_copy_leaves_the_memory_undated(
    traces: dict[str, object],
) -> None:
    assert dated(**traces) is None


def test_the_day_of_a_scan_is_kept_apart() -> None:
    by_name = Traces(added=ADDED, name="Scan 2015-02-03 Lisboa 1958.jpg")
    assert day_of_scan(by_name, southern=False) == "2015-02-03"
    by_file = Traces(added=ADDED, name="Lisboa 1958.jpg", scanned="2014-01-01")
    assert day_of_scan(by_file, southern=False) == "2014-01-01"
    assert day_of_scan(Traces(added=ADDED, name="Lisboa 1958.jpg"), southern=False) is None


def test_a_folder_is_no_name_of_its_own_in_a_row() -> None:
    found = dated(name="Rosa.jpg", folder="1964")
    assert found
    assert found.origin is DateOrigin.imported, "an older release reads this row too"
