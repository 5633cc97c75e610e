"""When a file was made, as far as the file itself can tell: what its camera wrote, what its name
says, when it was last changed. A wrong date in a story is worse than none, so what could as well
be the day of a scan or a download is left out, and the memory stays undated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import PurePath
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from chest.dates.uncertain import DateSource, UncertainDate, choose_date, from_edtf, parse_date
from chest.ingest.sidecars import Beside
from chest.models import DateOrigin

_FIRST_PHOTOGRAPH = 1826
_FIRST_DIGITAL_CAMERA = 1990
# A recording may wait on a telephone until there is a connection.
_JUST_MADE = timedelta(days=7)
# Clocks that were never set: QuickTime's, Unix's and DOS's first days.
_UNSET_CLOCKS = {date(1904, 1, 1), date(1970, 1, 1), date(1980, 1, 1)}

_DAY = re.compile(
    r"(?<!\d)(?P<year>1[89]\d\d|20\d\d)(?P<sep>[-_.]?)(?P<month>0[1-9]|1[0-2])(?P=sep)"
    r"(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
    r"(?:[-_T. ]{1,3}(?:at |kl |um |à )?"
    r"(?P<hour>[01]\d|2[0-3])[-_.:h]?(?P<minute>[0-5]\d)[-_.:m]?(?P<second>[0-5]\d)(?:\d{3})?(?!\d))?"
)
_YEAR = re.compile(r"18[3-9]\d|19\d\d|20\d\d")
_WORDS = re.compile(r"[^\W_]+")
_ABOUT = {"about", "around", "ca", "circa", "cerca", "vers", "um", "etwa", "c"}
# What cameras, phones, recorders and scanners put before a counter: a number after it is no year.
_COUNTED = re.compile(
    r"(img|image|imag|dsc[a-z]?|dscn|dscf|pict?|p\d|pxl|mvi|mov|vid|video|gopr|g[hx]\d|dji|sam|cimg|"
    r"kif|hpim|cam|rec|aud|audio|voice|memo|recording|scan|photo|foto|bild|page|seite|track|file|"
    r"document|doc|screenshot|untitled)",
    re.IGNORECASE,
)
_MADE_BY_A_DEVICE = re.compile(
    r"(img|imag|dsc[a-z]?|dscn|dscf|pict|p\d{7}|pxl|mvi|mov|vid|gopr|g[hx]\d|dji|sam|cimg|kif|hpim|"
    r"rec|aud|voice|memo|recording|new recording|1\d\d)[-_ ]?\d+",
    re.IGNORECASE,
)

# "Backup 2019" says when somebody copied, and "Google Photos 2024" or "Scans 2015" are no better.
_COPIES = re.compile(
    r"back ?up|export|takeout|download|import|copy|copies|kopie|copia|sicherung|scan|digital|phone|"
    r"handy|computer|laptop|disk|drive|usb|old|archiv|upload|icloud|google|dropbox|whatsapp",
    re.IGNORECASE,
)
NOTHING_BESIDE = Beside()


@dataclass(frozen=True)
class FileDate:
    """A date with where it comes from. `offset` is from UTC ("+01:00"), where it is known."""

    date: UncertainDate
    origin: DateOrigin
    offset: str | None = None


@dataclass(frozen=True)
class Traces:
    """What can tell the date of a file.

    `embedded` is the camera's wall time and `offset` its distance from UTC; `keeps_utc` says that
    it is no wall time but UTC, as films keep it. `modified` is when the sender's device last
    changed the file, `added` when it came into the chest. `camera` is told by the file itself,
    `beside` by a sidecar, and `folder` is the name of the one that the file lay in. `is_voice`:
    somebody is heard and nothing is seen.
    """

    added: datetime
    embedded: str | None = None
    offset: str | None = None
    keeps_utc: bool = False
    name: str | None = None
    modified: datetime | None = None
    camera: str | None = None
    is_voice: bool = False
    beside: Beside = NOTHING_BESIDE
    folder: str | None = None


def date_of_file(traces: Traces, *, time_zone: str, southern: bool) -> FileDate | None:
    """The most trusted date that the traces tell: embedded, then in the name, then what a sidecar
    says, then in the name of the folder, then modified.

    `time_zone` is the chest's: what is only known in UTC is told in its wall time. `modified` is
    taken only for what a camera, phone or recorder seems to have made itself, and only if it is
    older than the upload: for a scan or a download it tells when it was scanned or downloaded.
    A voice that was recorded just before it came was recorded for the chest: that day is not the
    one of which it tells. None when nothing can be trusted; never the first day of some clock.
    """
    zone = _zone(time_zone)
    embedded, offset = _embedded(traces, zone)
    chosen = choose_date(
        {
            DateSource.EMBEDDED: embedded,
            DateSource.FILE: date_in_name(traces.name, added=traces.added, southern=southern),
            DateSource.IMPORT: _beside(traces, zone)
            or _date_in_folder(traces.folder, added=traces.added, southern=southern)
            or _modified(traces, zone),
        }
    )
    if chosen is None:
        return None
    source, found = chosen
    if traces.is_voice and _is_just_made(found, traces.added):
        return None
    return FileDate(found, DateOrigin(source.value), offset if found is embedded else None)


def date_in_name(name: str | None, *, added: datetime, southern: bool) -> UncertainDate | None:
    """The date in a file's name: `IMG-20190321-WA0001`, `2019-03-21 16.04.22`, `summer 1964`,
    `Rosa at the beach 1964`; None for counters such as `IMG_1964`, and for more than one year."""
    stem = PurePath(name or "").stem
    found = _DAY.search(stem)
    if found:
        day = f"{found['year']}-{found['month']}-{found['day']}"
        # Google's phones write UTC into the name.
        if found["hour"] and not stem.upper().startswith("PXL"):
            day = f"{day}T{found['hour']}:{found['minute']}:{found['second']}"
        return _plausible(from_edtf(day), added)
    words = _WORDS.findall(stem)
    numbers = [word for word in words if any(c.isdigit() for c in word)]
    if not any(len(w) > 2 and w.isalpha() and not _COUNTED.fullmatch(w) for w in words):
        return None
    told = parse_date(stem.replace("_", " "), southern=southern)
    if told is None and len(numbers) == 1 and _YEAR.fullmatch(numbers[0]):
        about = "~" if _ABOUT.intersection(word.lower() for word in words) else ""
        told = from_edtf(numbers[0] + about)
    return _plausible(told, added)


def _embedded(traces: Traces, zone: ZoneInfo) -> tuple[UncertainDate | None, str | None]:
    written, offset = traces.embedded, traces.offset
    if written and "T" in written and traces.keeps_utc:
        moment = datetime.fromisoformat(written).replace(tzinfo=UTC).astimezone(zone)
        written, offset = moment.strftime("%Y-%m-%dT%H:%M:%S"), moment.isoformat()[-6:]
    return _plausible(from_edtf(written), traces.added), offset


def _beside(traces: Traces, zone: ZoneInfo) -> UncertainDate | None:
    """A service that had no date for a picture wrote down when it was given to it: a scan's day."""
    told = traces.beside
    stem = PurePath(traces.name or "").stem
    if told.doubtful and traces.camera is None and not _MADE_BY_A_DEVICE.fullmatch(stem):
        return None
    written = told.taken
    if written and "T" in written and told.keeps_utc:
        moment = datetime.fromisoformat(written).replace(tzinfo=UTC).astimezone(zone)
        written = moment.strftime("%Y-%m-%dT%H:%M:%S")
    return _plausible(from_edtf(written), traces.added)


def _date_in_folder(folder: str | None, *, added: datetime, southern: bool) -> UncertainDate | None:
    """The date in a folder's name, unless it tells of copying rather than of a life."""
    if folder is None or _COPIES.search(folder):
        return None
    return date_in_name(f"{folder}.", added=added, southern=southern)


def _modified(traces: Traces, zone: ZoneInfo) -> UncertainDate | None:
    modified = traces.modified
    if modified is None or modified > traces.added - timedelta(days=1):
        return None
    stem = PurePath(traces.name or "").stem
    if traces.camera is None and not _MADE_BY_A_DEVICE.fullmatch(stem):
        return None
    day = modified.astimezone(zone).date()
    if day.year < _FIRST_DIGITAL_CAMERA:
        return None
    return _plausible(from_edtf(day.isoformat()), traces.added)


def _is_just_made(found: UncertainDate, added: datetime) -> bool:
    return found.earliest is not None and found.earliest >= (added - _JUST_MADE).date()


def _plausible(found: UncertainDate | None, added: datetime) -> UncertainDate | None:
    if found is None or found.earliest is None or found.latest is None:
        return None
    # A day and more of tolerance: wall time may be ahead of UTC.
    is_ahead = found.earliest > (added + timedelta(days=2)).date()
    is_unset = found.earliest == found.latest and found.earliest in _UNSET_CLOCKS
    if is_ahead or is_unset or found.earliest.year < _FIRST_PHOTOGRAPH:
        return None
    return found


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
