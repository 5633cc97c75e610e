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
_DATE = re.compile(r"^(\d{4})[:\-/](\d{2})[:\-/](\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?")
_ZONE = re.compile(r"^([+-])(\d{2}):?(\d{2})$")
_TRAILING_ZONE = re.compile(r"(Z|[+-]\d{2}:?\d{2})$")
_ISO6709 = re.compile(r"^([+-]\d+(?:\.\d+)?)([+-]\d+(?:\.\d+)?)")
_NO_DATE = re.compile(r"^(1904-01-01|1970-01-01)T00:00:00$")  # a clock that was never set

# EXIF tags: which clock, and the offset and the fraction that belong to it.
_ORIGINAL, _DIGITIZED, _MODIFIED = (0x9003, 0x9011), (0x9004, 0x9012), (0x0132, 0x9010)
_GPS_LATITUDE, _GPS_LONGITUDE = (1, 2), (3, 4)
_MAKE, _MODEL = 0x010F, 0x0110


def wall_time(text: object) -> str | None:
    """`2019:03:21 16:04:22` and its relatives as `2019-03-21T16:04:22`, or None.

    A date without a time stays a date. A zone at the end is ignored: see `zone_offset`.
    """
    found = _DATE.match(_plain(text) or "")
    if found is None:
        return None
    year, month, day, hour, minute, second = found.groups()
    try:
        moment = datetime(
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0)
        )
    except ValueError:
        return None
    if moment.year < _FIRST_PHOTOGRAPH:
        return None
    return moment.isoformat() if hour else moment.date().isoformat()


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


def exif_moment(exif: Mapping[int, Any], details: Mapping[int, Any]) -> tuple[str | None, ...]:
    """(taken, offset): when the shutter opened, else when it was digitised, else last changed."""
    for clock, zone in (_ORIGINAL, _DIGITIZED, _MODIFIED):
        written = details.get(clock, exif.get(clock))
        taken = wall_time(written)
        if taken is not None and not _NO_DATE.match(taken):
            return taken, zone_offset(details.get(zone)) or zone_offset(written)
    return None, None


def tagged_moment(tags: Mapping[str, str]) -> tuple[str | None, ...]:
    """(taken, offset) from the tags of a film or a recording.

    QuickTime's own creation date keeps the local time; `creation_time` is in UTC and says so.
    """
    for name in ("com.apple.quicktime.creationdate", "creation_time", "date"):
        written = tags.get(name, "")
        taken = wall_time(written)
        # A lone date is when a song was published, not when somebody pressed record.
        if taken is not None and "T" in taken and not _NO_DATE.match(taken):
            return taken, zone_offset(written)
    if taken := wall_time(f"{tags.get('origination_date')} {tags.get('origination_time')}"):
        return taken, None
    return None, None


def exif_place(gps: Mapping[int, Any]) -> tuple[float, float] | tuple[None, None]:
    """(latitude, longitude) in degrees from an EXIF GPS directory; both or neither."""
    latitude = _degrees(gps, *_GPS_LATITUDE, positive="N", negative="S")
    longitude = _degrees(gps, *_GPS_LONGITUDE, positive="E", negative="W")
    return _place(latitude, longitude)


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


def _plain(text: object, *, limit: int = 100) -> str | None:
    """One line of printable text, or None."""
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    if not isinstance(text, str):
        return None
    text = text.split("\0", 1)[0]
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
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
