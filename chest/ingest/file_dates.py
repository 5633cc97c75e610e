"""When a file was made, as far as the file itself can tell: what its camera wrote, what its name
says, when it was last changed. A wrong date in a story is worse than none, so what could as well
be the day of a scan or a download is left out, and the memory stays undated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ai.media.embedded import is_scanner
from ai.media.metadata import is_doubtful
from chest.dates.uncertain import Precision, UncertainDate, from_edtf
from chest.ingest.name_dates import NameTells, is_by_a_device, read_folder, read_name
from chest.ingest.sidecars import Beside
from chest.models import DateOrigin

_FIRST_PHOTOGRAPH = 1826
_FIRST_DIGITAL_CAMERA = 1990
# A recording may wait on a telephone until there is a connection.
_JUST_MADE = timedelta(days=7)
# Clocks that were never set: QuickTime's, Unix's and DOS's first days.
_UNSET_CLOCKS = {date(1904, 1, 1), date(1970, 1, 1), date(1980, 1, 1)}

NOTHING_BESIDE = Beside()


class Evidence(StrEnum):
    """What told a date, as a row keeps it."""

    original = "original"  # the file says when it was taken
    name = "name"
    folder = "folder"
    sidecar = "sidecar"
    satellites = "satellites"
    container = "container"  # the index of a film
    modified = "modified"
    changed = "changed"  # nothing but when it was last saved
    reset = "reset"  # a clock that may have been reset


_ORIGINS = {
    Evidence.name: DateOrigin.file,
    Evidence.folder: DateOrigin.imported,
    Evidence.sidecar: DateOrigin.imported,
    Evidence.modified: DateOrigin.imported,
}


@dataclass(frozen=True)
class FileDate:
    """A date with what told it. `offset` is from UTC ("+01:00"), where it is known."""

    date: UncertainDate
    evidence: Evidence
    offset: str | None = None

    @property
    def origin(self) -> DateOrigin:
        """The same as a row's `taken_source` says it."""
        return _ORIGINS.get(self.evidence, DateOrigin.embedded)


@dataclass(frozen=True)
class Traces:
    """What can tell the date of a file.

    `embedded` is the camera's wall time and `offset` its distance from UTC; `keeps_utc` says that
    it is no wall time but UTC, as films keep it. `stamped` is what satellites said, in UTC, at that
    `longitude`; `scanned` the day on which a scanner or a program made the file, `changed` when it
    was last saved there. `modified` is when the sender's device last changed the file, `added` when
    it came into the chest. `camera` is told by the file itself, `beside` by a sidecar, and `folder`
    is the name of the one that the file lay in. `is_voice`: somebody is heard and nothing is seen.
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
    stamped: str | None = None
    longitude: float | None = None
    scanned: str | None = None
    changed: str | None = None


def date_of_file(traces: Traces, *, time_zone: str, southern: bool) -> FileDate | None:
    """The date of the most trusted trace; None when nothing can be trusted, and never the first day
    of some clock.

    In this order: what the camera wrote; what a photo program wrote beside it; its name; what a
    service knew; its folder's name; satellites; the index of a film, which keeps UTC; when it was
    modified, for what a camera or a recorder seems to have made, unless that was when it was added.
    A less trusted trace that lies within a year, a month or a stretch of years makes it sharper.
    Where only the last saving is known, it is no younger than that; where the clock of the camera
    may have been reset, its day is told with a doubt.

    `time_zone` is the chest's: what is only known in UTC is told in its wall time. A voice that was
    recorded just before it came was recorded for the chest: that day is not the one of which it
    tells.
    """
    zone = _zone(time_zone)
    name = read_name(traces.name, southern=southern, zone=zone)
    found = list(_iter_found(traces, name, zone, southern=southern))
    chosen = _sharpened(found) or _no_later(traces) or _doubted(traces)
    if chosen is None or (traces.is_voice and _is_just_made(chosen.date, traces.added)):
        return None
    return chosen


def day_of_scan(traces: Traces, *, southern: bool) -> str | None:
    """The day on which a picture on paper was scanned, as ISO, by the file or by its name."""
    return read_name(traces.name, southern=southern).scanned or traces.scanned


def _iter_found(
    traces: Traces, name: NameTells, zone: ZoneInfo, *, southern: bool
) -> Iterator[FileDate]:
    """Every date that can be trusted, the most trusted first."""
    scanned = name.scanned or traces.scanned
    embedded, offset = _embedded(traces, zone)
    beside = _beside(traces, zone, scanned)
    # A photo program writes wall time, and what somebody corrected in it; a service knows UTC.
    is_corrected = beside is not None and not traces.beside.keeps_utc
    by_file = Evidence.container if traces.keeps_utc else Evidence.original
    listed = [
        (Evidence.original, embedded),
        (Evidence.name, name.date),
        (Evidence.sidecar, beside),
        (Evidence.folder, read_folder(traces.folder, southern=southern).date),
        (Evidence.satellites, _stamped(traces, zone)),
        (Evidence.container, embedded),
        (Evidence.modified, None if scanned else _modified(traces, zone)),
    ]
    if is_corrected:
        listed[1], listed[2] = listed[2], listed[1]
    for evidence, told in listed:
        if evidence in (Evidence.original, Evidence.container) and evidence is not by_file:
            continue
        plausible = _plausible(told, traces.added)
        if plausible is not None:
            yield FileDate(plausible, evidence, offset if evidence is by_file else None)


def _sharpened(found: list[FileDate]) -> FileDate | None:
    """The first, or what lies within it and is sharper."""
    if not found:
        return None
    chosen = found[0]
    for other in found[1:]:
        if _is_within(other.date, chosen.date):
            chosen = other
    return chosen


def _is_within(sharper: UncertainDate, wider: UncertainDate) -> bool:
    first, last, start, end = sharper.earliest, sharper.latest, wider.earliest, wider.latest
    if first is None or last is None or start is None or end is None:
        return False
    return start <= first and last <= end and last - first < end - start


def _no_later(traces: Traces) -> FileDate | None:
    """Up to the day on which it was last saved: nothing else is known of it. What was saved just
    before it came says nothing."""
    changed = traces.changed
    if changed is None or is_doubtful(changed) or traces.scanned is not None:
        return None
    saved = _plausible(from_edtf(changed[:10]), traces.added)
    if saved is None or _is_just_made(saved, traces.added):
        return None
    until = from_edtf(f"[..{changed[:10]}]")
    return FileDate(until, Evidence.changed) if until else None


def _doubted(traces: Traces) -> FileDate | None:
    """The day of a clock that may have been reset, with a doubt."""
    written = traces.embedded
    if written is None or not is_doubtful(written):
        return None
    told = _plausible(from_edtf(f"{written[:10]}?"), traces.added)
    return FileDate(told, Evidence.reset) if told else None


def _embedded(traces: Traces, zone: ZoneInfo) -> tuple[UncertainDate | None, str | None]:
    written, offset = traces.embedded, traces.offset
    if written is not None and is_doubtful(written):
        return None, None
    if written and "T" in written and traces.keeps_utc:
        moment = _in_zone(written, zone)
        written, offset = moment.strftime("%Y-%m-%dT%H:%M:%S"), moment.isoformat()[-6:]
    told = from_edtf(written)
    return told, offset if told and told.precision is Precision.TIME else None


def _in_zone(written: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC).astimezone(zone)


def _beside(traces: Traces, zone: ZoneInfo, scanned: str | None) -> UncertainDate | None:
    """A service that had no date for a picture wrote down when it was given to it: a scan's day."""
    told = traces.beside
    by_device = is_by_a_device(traces.name) or _has_camera(traces)
    if told.doubtful and not by_device:
        return None
    written = told.taken
    if written and scanned and abs(_days_between(written, scanned)) <= 1:
        return None
    if written and "T" in written and told.keeps_utc:
        written = _in_zone(written, zone).strftime("%Y-%m-%dT%H:%M:%S")
    return from_edtf(written)


def _days_between(one: str, other: str) -> int:
    try:
        return (date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days
    except ValueError:
        return 2


def _has_camera(traces: Traces) -> bool:
    return traces.camera is not None and not is_scanner(traces.camera)


def _stamped(traces: Traces, zone: ZoneInfo) -> UncertainDate | None:
    """The day on which satellites were heard, on a calendar there: by the sun, where it is known
    how far east that was."""
    written = traces.stamped
    if written is None or "T" not in written:
        return from_edtf(written)
    if traces.longitude is None:
        return from_edtf(_in_zone(written, zone).date().isoformat())
    local = datetime.fromisoformat(written) + timedelta(hours=round(traces.longitude / 15))
    return from_edtf(local.date().isoformat())


def _modified(traces: Traces, zone: ZoneInfo) -> UncertainDate | None:
    modified = traces.modified
    if modified is None or modified > traces.added - timedelta(days=1):
        return None
    if not (_has_camera(traces) or is_by_a_device(traces.name)):
        return None
    day = modified.astimezone(zone).date()
    if day.year < _FIRST_DIGITAL_CAMERA or is_doubtful(day.isoformat()):
        return None
    return from_edtf(day.isoformat())


def _is_just_made(found: UncertainDate, added: datetime) -> bool:
    return found.earliest is not None and found.earliest >= (added - _JUST_MADE).date()


def _plausible(found: UncertainDate | None, added: datetime) -> UncertainDate | None:
    if found is None:
        return None
    first, last = found.earliest or found.latest, found.latest or found.earliest
    if first is None or last is None:
        return None
    # A day and more of tolerance: wall time may be ahead of UTC.
    is_ahead = first > (added + timedelta(days=2)).date()
    is_unset = first == last and first in _UNSET_CLOCKS
    if is_ahead or is_unset or first.year < _FIRST_PHOTOGRAPH:
        return None
    return found


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
