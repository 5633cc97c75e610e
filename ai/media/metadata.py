"""Dates, places and cameras as files write them, brought into one form or dropped.

Cameras, scanners and editors write these by habit more than by standard, so each reader here
answers None rather than a guess: a wrong date or place in a family's story is worse than none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

_FIRST_PHOTOGRAPH = 1826  # an earlier year is a camera without a clock
_DATE = re.compile(
    r"^(\d{4})([:\-/.])(\d{2}|  )\2(\d{2}|  )(?!\d)"
    r"(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?(?!\d)(?:[.,]\d+)?(?: ?([AP])M)?)?"
)
_MONTH_OR_YEAR = re.compile(r"^(\d{4})(?:[:\-](\d{2})[:\-]?)?$")
_ZONE = re.compile(r"^([+-])(\d{2}):?(\d{2})$")
_TRAILING_ZONE = re.compile(r"(Z|[+-]\d{2}:?\d{2})$")
_ISO6709 = re.compile(r"^([+-]\d+(?:\.\d+)?)([+-]\d+(?:\.\d+)?)")
_NO_DATE = re.compile(r"^(1904-01-01|1970-01-01|1601-01-01)(T00:00:00)?$")  # was never set
# What a camera shows when its battery was out, until somebody sets it.
_DEFAULT_DAYS = {"2000-01-01", "2002-12-08"}
_FIRST_CAMERAS_WITH_CLOCKS = 1990

# EXIF tags: which clock, and the offset and the fraction that belong to it.
ORIGINAL, DIGITIZED, MODIFIED = (0x9003, 0x9011), (0x9004, 0x9012), (0x0132, 0x9010)
_GPS_LATITUDE, _GPS_LONGITUDE = (1, 2), (3, 4)
_GPS_TIME, _GPS_DAY = 7, 29
_MAKE, _MODEL = 0x010F, 0x0110


def wall_time(text: object) -> str | None:
    """`2019:03:21 16:04:22` and its relatives as `2019-03-21T16:04:22`, or None.

    As much of it as is told: a day without a time, or with one that no clock shows, stays a day;
    `1964:08:00` is a month and `1964:00:00` a year. A zone at the end is ignored: see
    `zone_offset`.
    """
    plain = _plain(text, keep_blanks=True) or ""
    found = _DATE.match(plain)
    if found is None:
        found = _MONTH_OR_YEAR.match(plain.strip())
        return _checked(found[1], found[2] or "00", "00") if found else None
    year, _, month, day, hour, minute, second, half = found.groups()
    date = _checked(year, month.replace("  ", "00"), day.replace("  ", "00"))
    if date is None or hour is None or len(date) < len("1964-08-15"):
        return date
    hours = int(hour)
    if half and 1 <= hours <= 12:
        hours = hours % 12 + 12 * (half == "P")
    if hours > 23 or int(minute) > 59 or int(second or 0) > 59:
        return date
    if int(year) < _FIRST_CAMERAS_WITH_CLOCKS and not (hours or int(minute) or int(second or 0)):
        # No camera wrote this: somebody told a day, or with its first day a year, to a program
        # that wanted more.
        return year if date.endswith("-01-01") and not _NO_DATE.match(date) else date
    return f"{date}T{hours:02}:{minute}:{second or '00'}"


def _checked(year: str, month: str, day: str) -> str | None:
    """The date as ISO, as far as it is told; None where the calendar has none such."""
    if int(year) < _FIRST_PHOTOGRAPH or int(month) > 12:
        return None
    if month == "00":
        return year
    if day == "00":
        return f"{year}-{month}"
    try:
        return datetime(int(year), int(month), int(day)).date().isoformat()
    except ValueError:
        return None


def is_unset(taken: str) -> bool:
    """Whether it is the first moment of some way of counting: nobody ever set that clock."""
    return _NO_DATE.match(taken) is not None


def is_doubtful(taken: str) -> bool:
    """Whether a clock may have been reset: a first day known from cameras and phones, or the
    first moment of any year, which is what most begin at."""
    return taken[:10] in _DEFAULT_DAYS or bool(re.match(r"(199|2)\d+-01-01T00:00:00$", taken))


def zone_offset(text: object) -> str | None:
    """`+0100`, `+01:00` or `Z`, alone or at the end of a moment, as `+01:00`, or None."""
    plain = _plain(text) or ""
    trailing = _TRAILING_ZONE.search(plain)
    if trailing is None or (trailing.start() > 0 and ":" not in plain[: trailing.start()]):
        return None
    if trailing.group() == "Z":
        return "+00:00"
    found = _ZONE.match(trailing.group())
    if found is None:
        return None
    sign, hours, minutes = found.groups()
    if int(hours) > 14 or int(minutes) > 59:
        return None
    return f"{sign}{hours}:{minutes}"


def exif_moment(
    exif: Mapping[int, Any], details: Mapping[int, Any], clock: tuple[int, int]
) -> tuple[str | None, str | None]:
    """(taken, offset) of one clock: ORIGINAL, DIGITIZED or MODIFIED."""
    written = details.get(clock[0], exif.get(clock[0]))
    taken = wall_time(written)
    if taken is None or is_unset(taken):
        return None, None
    return taken, zone_offset(details.get(clock[1])) or zone_offset(written)


def exif_stamp(gps: Mapping[int, Any]) -> str | None:
    """When satellites were heard, in UTC; the day alone where the time is missing."""
    day = wall_time(gps.get(_GPS_DAY))
    if day is None or len(day) < 10 or is_unset(day[:10]):
        return None
    try:
        hour, minute, second = (int(float(part)) for part in gps[_GPS_TIME])
    except (KeyError, TypeError, ValueError, ZeroDivisionError, OverflowError):
        return day[:10]
    if not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60):
        return day[:10]
    return f"{day[:10]}T{hour:02}:{minute:02}:{second:02}"


def tagged_moment(tags: Mapping[str, str]) -> tuple[str | None, str | None]:
    """(taken, offset) from the tags of a film or a recording: in local time where it tells that,
    else as `creation_time` has it, which is in UTC and says so."""
    local, offset = tagged_local(tags)
    if local is not None:
        return local, offset
    written = tags.get("creation_time", "")
    taken = wall_time(written)
    if taken is not None and "T" in taken and not is_unset(taken):
        return taken, zone_offset(written)
    return None, None


def tagged_local(tags: Mapping[str, str]) -> tuple[str | None, str | None]:
    """(taken, offset) of the wall time that a film tells; the offset follows from its UTC, where
    it tells that too."""
    for name in ("com.apple.quicktime.creationdate", "date", "com.android.date", "date_recorded"):
        written = tags.get(name, "")
        taken = wall_time(written)
        # A lone date is when a song was published, not when somebody pressed record.
        if taken is None or "T" not in taken or is_unset(taken):
            continue
        offset = zone_offset(written)
        if written.strip().endswith("Z"):
            continue  # UTC, which is what `creation_time` is for
        return taken, offset or _distance(taken, wall_time(tags.get("creation_time", "")))
    written = f"{tags.get('origination_date')} {tags.get('origination_time')}"
    return wall_time(written), None


def _distance(local: str, utc: str | None) -> str | None:
    """How far a wall time is from UTC, where both tell of one moment; zones differ by quarters."""
    if utc is None or "T" not in utc:
        return None
    seconds = (datetime.fromisoformat(local) - datetime.fromisoformat(utc)).total_seconds()
    quarters = round(seconds / 900)
    if abs(seconds - quarters * 900) > 120 or abs(quarters) > 14 * 4:
        return None
    hours, minutes = divmod(abs(quarters) * 15, 60)
    return f"{'-' if quarters < 0 else '+'}{hours:02}:{minutes:02}"


def exif_place(
    gps: Mapping[int, Any], *, latitude: float | None = None, longitude: float | None = None
) -> tuple[float, float] | tuple[None, None]:
    """(latitude, longitude) in degrees from an EXIF GPS directory; both or neither. Those given
    are what XMP says, where the directory tells only half."""
    north = _degrees(gps, *_GPS_LATITUDE, positive="N", negative="S")
    east = _degrees(gps, *_GPS_LONGITUDE, positive="E", negative="W")
    place = _place(north, east)
    if place != (None, None):
        return place
    if latitude is None and longitude is None:
        return None, None
    return _place(north if latitude is None else latitude, east if longitude is None else longitude)


def tagged_place(tags: Mapping[str, str]) -> tuple[float, float] | tuple[None, None]:
    """(latitude, longitude) from an ISO 6709 tag such as `+48.8577+002.2950+035.000/`."""
    small = {name.lower(): text for name, text in tags.items()}  # Matroska writes capitals
    for name in ("com.apple.quicktime.location.iso6709", "location", "location-eng"):
        found = _ISO6709.match(small.get(name, ""))
        if found is not None:
            place = _place(_sexagesimal(found[1], 2), _sexagesimal(found[2], 3))
            if place != (None, None):
                return place
    return None, None


def exif_camera(exif: Mapping[int, Any]) -> str | None:
    return camera_name(exif.get(_MAKE), exif.get(_MODEL))


def tagged_camera(tags: Mapping[str, str]) -> str | None:
    for prefix in ("com.apple.quicktime.", "com.android.", ""):
        make = tags.get(f"{prefix}make") or tags.get(f"{prefix}manufacturer")
        if name := camera_name(make, tags.get(f"{prefix}model")):
            return name
    return None


def camera_name(make: object, model: object) -> str | None:
    """`Apple`, `iPhone 7` as `Apple iPhone 7`; a maker that the model repeats is named once."""
    maker, kind = _plain(make), _plain(model)
    if maker and kind and kind.lower().startswith(maker.split()[0].lower()):
        return kind
    return " ".join(part for part in (maker, kind) if part) or None


def title(tags: Mapping[str, str]) -> str | None:
    return _plain(tags.get("title"), limit=200)


def _plain(text: object, *, limit: int = 100, keep_blanks: bool = False) -> str | None:
    """One line of printable text, or None."""
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    if not isinstance(text, str):
        return None
    text = text.split("\0", 1)[0][: 10 * limit]
    line = "".join(c if c.isprintable() else " " for c in text)
    line = line.strip() if keep_blanks else " ".join(line.split())
    return line[:limit] or None


def _degrees(
    gps: Mapping[int, Any], sign: int, value: int, *, positive: str, negative: str
) -> float | None:
    # Without the hemisphere the sign would be a guess, and half the guesses another continent.
    hemisphere = (_plain(gps.get(sign)) or "").upper()[:1]
    if hemisphere not in (positive, negative):
        return None
    try:
        parts = [float(part) for part in gps[value]]
    except (KeyError, TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    if not 1 <= len(parts) <= 3 or any(not math.isfinite(part) or part < 0 for part in parts):
        return None
    degrees = math.fsum(part / (1, 60, 3600)[power] for power, part in enumerate(parts))
    return -degrees if hemisphere == negative else degrees


def _sexagesimal(text: str, degree_digits: int) -> float:
    """Degrees from ±D.d, ±DMM.m or ±DMMSS.s: the count of digits tells which."""
    whole, _, fraction = text[1:].partition(".")
    value = float(f"{whole}.{fraction or 0}")
    if len(whole) == degree_digits + 2:
        value = value // 100 + value % 100 / 60
    elif len(whole) == degree_digits + 4:
        value = value // 10000 + value % 10000 // 100 / 60 + value % 100 / 3600
    return -value if text[0] == "-" else value


def _place(
    latitude: float | None, longitude: float | None
) -> tuple[float, float] | tuple[None, None]:
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return None, None  # 0, 0 is a receiver that had no fix, not the Gulf of Guinea
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return None, None
    return round(latitude, 7), round(longitude, 7)
