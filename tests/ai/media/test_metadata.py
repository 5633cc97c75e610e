from __future__ import annotations

import math

import pytest

from ai.media import metadata


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2019:03:21 16:04:22", "2019-03-21T16:04:22"),
        ("2019:03:21 16:04:22\0\0", "2019-03-21T16:04:22"),
        ("2023-09-27T14:30:13+02:00", "2023-09-27T14:30:13"),
        (b"1998:12:24 18:00:00", "1998-12-24T18:00:00"),
        ("1964/07/01 12:30", "1964-07-01T12:30:00"),
        ("1964:07:01", "1964-07-01"),
        ("0000:00:00 00:00:00", None),
        ("    :  :     :  :  ", None),
        ("2019:02:30 10:00:00", None),
        ("2019:03:21 24:00:00", "2019-03-21"),
        ("2015:02:03 15:08:70", "2015-02-03"),
        ("2015:02:03 24:13:10", "2015-02-03"),
        ("2009.10.11 12:13:14", "2009-10-11T12:13:14"),
        ("2009:10:11  9:13:10", "2009-10-11"),
        ("2009:10:11 09:13:10 PM", "2009-10-11T21:13:10"),
        ("2009:10:11 12:13:10.55", "2009-10-11T12:13:10"),
        ("1964:08:00 00:00:00", "1964-08"),
        ("1964:08:  ", "1964-08"),
        ("1964:00:00", "1964"),
        ("1964-08", "1964-08"),
        ("1964", "1964"),
        ("1964:08:15 00:00:00", "1964-08-15"),
        ("1964:01:01 00:00:00", "1964"),
        ("2009:10-11 12:13:14", None),
        ("15/08/1964 10:00:00", None),
        ("1553184262000", None),
        ("2005:0?:03 10:00:00", None),
        ("1964:13:01", None),
        ("0001:01:01 00:00:00", None),
        ("yesterday", None),
        (None, None),
        (20190321, None),
    ],
)
def test_a_camera_date_becomes_one_form_or_none(written: object, read: str | None) -> None:
    assert metadata.wall_time(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("+01:00", "+01:00"),
        ("-0330", "-03:30"),
        ("Z", "+00:00"),
        ("2019-03-21T16:04:22+0100", "+01:00"),
        ("2019-03-21T15:04:22.000000Z", "+00:00"),
        ("2019-03-21", None),
        ("+25:00", None),
        ("+01:75", None),
        ("   :  ", None),
        (None, None),
    ],
)
def test_an_offset_becomes_one_form_or_none(written: object, read: str | None) -> None:
    assert metadata.zone_offset(written) == read


def test_each_clock_has_its_own_offset() -> None:
    exif = {0x0132: "2023:01:01 00:00:00", 0x9010: "+02:00"}
    details = {0x9003: "1987:06:05 10:00:00", 0x9004: "2001:02:01 00:00:00", 0x9011: "+01:00"}
    taken = metadata.exif_moment(exif, details, metadata.ORIGINAL)
    assert taken == ("1987-06-05T10:00:00", "+01:00")
    taken = metadata.exif_moment(exif, details, metadata.DIGITIZED)
    assert taken == ("2001-02-01T00:00:00", None)
    taken = metadata.exif_moment(exif, details, metadata.MODIFIED)
    assert taken == ("2023-01-01T00:00:00", None)


def test_a_clock_that_was_never_set_is_no_date() -> None:
    unset = {0x9003: "1970:01:01 00:00:00"}
    assert metadata.exif_moment({}, unset, metadata.ORIGINAL) == (None, None)
    assert metadata.tagged_moment({"creation_time": "1904-01-01T00:00:00.000000Z"}) == (None, None)


@pytest.mark.parametrize(
    ("tags", "moment"),
    [
        ({"date": "2012-05-29T08:55:06+0100"}, ("2012-05-29T08:55:06", "+01:00")),
        ({"date": "2012-05-29 08:55:06"}, ("2012-05-29T08:55:06", "+01:00")),
        ({"date": "2012-05-29 17:25:06"}, ("2012-05-29T17:25:06", "+09:30")),
        ({"date": "2012-05-29 04:55:07"}, ("2012-05-29T04:55:07", "-03:00")),
        ({"date": "2012-05-01 04:55:07"}, ("2012-05-01T04:55:07", None)),  # of another day
        ({"date": "2012-05-29T07:55:06Z"}, ("2012-05-29T07:55:06", "+00:00")),
        ({"date": "2012"}, ("2012-05-29T07:55:06", "+00:00")),
    ],
)
def test_a_film_that_tells_both_keeps_its_local_time(
    tags: dict[str, str], moment: tuple[str, str | None]
) -> None:
    told = {"creation_time": "2012-05-29T07:55:06.000000Z"} | tags
    assert metadata.tagged_moment(told) == moment


@pytest.mark.parametrize(
    ("gps", "stamp"),
    [
        ({29: "2016:05:28", 7: (12.0, 59.0, 51.0)}, "2016-05-28T12:59:51"),
        ({29: "2016:05:28"}, "2016-05-28"),
        ({29: "2016:05:28", 7: (12.0, 59.0)}, "2016-05-28"),
        ({29: "2016:05:28", 7: (25.0, 0.0, 0.0)}, "2016-05-28"),
        ({29: "2016:05:28", 7: (math.nan, 0.0, 0.0)}, "2016-05-28"),
        ({29: "1970:01:01"}, None),
        ({7: (12.0, 59.0, 51.0)}, None),
        ({29: 7}, None),
    ],
)
def test_satellites_tell_the_day(gps: dict[int, object], stamp: str | None) -> None:
    assert metadata.exif_stamp(gps) == stamp


def test_quicktime_keeps_the_local_time_and_creation_time_says_that_it_is_utc() -> None:
    tags = {
        "creation_time": "2019-03-21T15:04:22.000000Z",
        "com.apple.quicktime.creationdate": "2019-03-21T16:04:22+0100",
    }
    assert metadata.tagged_moment(tags) == ("2019-03-21T16:04:22", "+01:00")
    del tags["com.apple.quicktime.creationdate"]
    assert metadata.tagged_moment(tags) == ("2019-03-21T15:04:22", "+00:00")


def test_the_year_of_a_song_is_not_when_it_was_recorded() -> None:
    assert metadata.tagged_moment({"date": "1972-01-01"}) == (None, None)


@pytest.mark.parametrize(
    ("gps", "place"),
    [
        ({1: "N", 2: (48.0, 51.0, 27.72), 3: "E", 4: (2.0, 17.0, 42.0)}, (48.8577, 2.295)),
        ({1: "S", 2: (33.0, 51.5), 3: "W", 4: (70.25,)}, (-33.8583333, -70.25)),
        ({1: b"N\0", 2: (1.0, 0.0, 0.0), 3: b"E\0", 4: (1.0, 0.0, 0.0)}, (1.0, 1.0)),
        ({1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)}, (None, None)),
        ({1: "N", 2: (91.0, 0.0, 0.0), 3: "E", 4: (2.0, 0.0, 0.0)}, (None, None)),
        ({1: "N", 2: (48.0, 0.0, 0.0), 3: "E", 4: (181.0, 0.0, 0.0)}, (None, None)),
        ({1: "N", 2: (math.nan, 0.0, 0.0), 3: "E", 4: (2.0, 0.0, 0.0)}, (None, None)),
        ({1: "N", 2: (math.inf, 0.0, 0.0), 3: "E", 4: (2.0, 0.0, 0.0)}, (None, None)),
        ({2: (48.0, 0.0, 0.0), 4: (2.0, 0.0, 0.0)}, (None, None)),
        ({1: "N", 2: (48.0, 0.0, 0.0)}, (None, None)),
        ({1: "N", 2: "north", 3: "E", 4: (2.0,)}, (None, None)),
        ({1: "N", 2: 48.0, 3: "E", 4: 2.0}, (None, None)),
        ({}, (None, None)),
    ],
)
def test_a_place_is_finite_and_on_earth_or_none(gps: dict[int, object], place: object) -> None:
    assert metadata.exif_place(gps) == place


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("+48.8577+002.2950+035.000/", (48.8577, 2.295)),
        ("-33.8568+151.2153/", (-33.8568, 151.2153)),
        ("+4851.462+00217.7/", (48.8577, 2.295)),
        ("+485127.72+0021742/", (48.8577, 2.295)),
        ("+00.0000+000.0000/", (None, None)),
        ("+99.0000+002.2950/", (None, None)),
        ("Paris", (None, None)),
        ("", (None, None)),
    ],
)
def test_iso_6709_is_read_in_all_three_precisions(written: str, place: object) -> None:
    assert metadata.tagged_place({"location": written}) == place


@pytest.mark.parametrize(
    ("make", "model", "name"),
    [
        ("Apple", "iPhone 7", "Apple iPhone 7"),
        ("Canon\0", "Canon EOS R5\0", "Canon EOS R5"),
        ("NIKON CORPORATION", "NIKON D750", "NIKON D750"),
        (None, "DSC-1", "DSC-1"),
        ("  ", "", None),
        ("Bad\x07\nName", None, "Bad Name"),
        (7, 7, None),
    ],
)
def test_a_camera_is_named_once(make: object, model: object, name: str | None) -> None:
    assert metadata.camera_name(make, model) == name
