"""What lies beside a file and tells of it: Google Takeout's JSON, iCloud's table, XMP.

Photo services give pictures back without what people had written to them there; it stands in a
file beside each. A page finds out which belongs to which by the same rules
(pages/components/uploader/sidecars.js); what stands in them is read only here.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime, timedelta
from math import isfinite
from pathlib import PurePosixPath
from typing import Any
from unicodedata import normalize
from xml.etree import ElementTree

from chest.ingest.stems import EDITED_WORDS
from chest.texts import keepable

LONGEST_SIDECAR = 64 * 1024
LONGEST_TABLE = 4 * 1024 * 1024
_LONGEST_WORDS = 10_000
_MOST_PEOPLE = 50

_GOOGLE_CUTS_AT = 46
_GOOGLE_WORD = ".supplemental-metadata"
_APPLE_TABLE = re.compile(r"photo details(-\d+)?\.csv", re.IGNORECASE)
_COUNTER = re.compile(r"(.*?)(\(\d+\))(\.[^.]*)?")
_EDITED = re.compile(rf"-({'|'.join(EDITED_WORDS)})(?=(\(\d+\))?\.[^.]*$)")
# What file managers, cameras' cards and Apple's edits leave beside people's files.
_LEFTOVERS = frozenset({".ds_store", "thumbs.db", "desktop.ini", ".picasa.ini", "@eadir"})
_SAME_ACT_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Beside:
    """What was told of a file beside it. `taken` is EDTF, in UTC where `keeps_utc` says so;
    `doubtful` that it may as well be the day on which the picture was given to the service.
    `sender` is who had sent it in a conversation."""

    taken: str | None = None
    keeps_utc: bool = False
    doubtful: bool = False
    latitude: float | None = None
    longitude: float | None = None
    caption: str | None = None
    people: tuple[str, ...] = field(default=())
    sender: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def from_json(cls, told: Mapping[str, Any] | None) -> Beside:
        """As a row keeps it; nothing at all for None."""
        known = {name: value for name, value in (told or {}).items() if name in _TOLD}
        return cls(**known | {"people": tuple(known.get("people", ()))})


_TOLD = frozenset(one.name for one in fields(Beside))


def is_leftover(name: str) -> bool:
    """Whether it is of no use to people: what programs leave in folders, and Apple's AAE, which
    says how its own program had changed a picture."""
    folded = name.lower()
    return folded in _LEFTOVERS or folded.startswith("._") or folded.endswith(".aae")


def may_be_sidecar(name: str) -> bool:
    return name.lower().endswith((".json", ".xmp")) or is_table(name)


def is_table(name: str) -> bool:
    """Whether it is iCloud's table about all pictures of a folder."""
    return _APPLE_TABLE.fullmatch(name) is not None


def longest(name: str) -> int:
    """So large may a sidecar of this name be; a larger one is a file like any other."""
    return LONGEST_TABLE if is_table(name) else LONGEST_SIDECAR


def pair(names: Iterable[str]) -> dict[str, list[str]]:
    """Which sidecars of one folder tell of which of its files, by their names alone."""
    listed = list(names)
    others = [name for name in listed if not may_be_sidecar(name)]
    google, xmp = _GoogleNames(others), _xmp_names(others)
    found: dict[str, list[str]] = {}
    for name in listed:
        stem = _folded(name.rpartition(".")[0])
        if is_table(name):
            theirs = others
        elif name.lower().endswith(".json"):
            theirs = google.find(stem)
        else:
            theirs = xmp.get(stem, []) if name.lower().endswith(".xmp") else []
        if theirs:
            found[name] = theirs
    return found


class _GoogleNames:
    """`a.jpg.json`, `a.jpg.supplemental-metadata.json`, cut to 46 characters before `.json`; for
    `a(1).jpg` the counter stands behind: `a.jpg(1).json`. What was edited shares its sidecar."""

    def __init__(self, pictures: Sequence[str]) -> None:
        self._by_name: dict[tuple[str, str], list[str]] = {}
        self._long: list[tuple[str, str, str]] = []
        for picture in pictures:
            name, counter = _without_counter(_EDITED.sub("", _folded(picture)))
            self._by_name.setdefault((name, counter), []).append(picture)
            if len(name) + len(counter) > _GOOGLE_CUTS_AT - len(_GOOGLE_WORD):
                self._long.append((name, counter, picture))

    def find(self, stem: str) -> list[str]:
        told, counter = _without_counter(stem)
        for more in range(len(_GOOGLE_WORD) + 1):
            name, rest = told[: len(told) - more], told[len(told) - more :]
            if not _GOOGLE_WORD.startswith(rest):
                continue
            known = self._by_name.get((name, counter))
            if known is None and not counter:
                known = self._by_name.get(_without_counter(name))
            if known is not None:
                return known
        if len(told) + len(counter) < _GOOGLE_CUTS_AT - 1:
            return []
        return [
            picture
            for name, its_counter, picture in self._long
            if its_counter == counter and (name + _GOOGLE_WORD).startswith(told)
        ]


def _folded(name: str) -> str:
    return normalize("NFC", name).lower()


def _without_counter(name: str) -> tuple[str, str]:
    found = _COUNTER.fullmatch(name)
    return (found[1] + (found[3] or ""), found[2]) if found else (name, "")


def _xmp_names(pictures: Sequence[str]) -> dict[str, list[str]]:
    """`a.jpg.xmp` tells of a.jpg, `a.xmp` of every file called a."""
    found: dict[str, list[str]] = {}
    for picture in pictures:
        for known in {_folded(picture), _folded(picture.rpartition(".")[0])}:
            found.setdefault(known, []).append(picture)
    return found


def read_sidecar(name: str, text: str, *, of: str) -> Beside | None:
    """What a sidecar tells of the file called `of`; None if it is none, or tells nothing of it.
    Never raises, whatever the text."""
    if len(text) > longest(name):
        return None
    if is_table(name):
        return _read_table(text, of)
    return _read_google(text) if name.lower().endswith(".json") else _read_xmp(text)


def read_sidecars(sidecars: Iterable[tuple[str, str]], *, of: str) -> Beside | None:
    """The same of several, given as (name, text): what the first tells, the others complete."""
    told = [found for name, text in sidecars if (found := read_sidecar(name, text, of=of))]
    if not told:
        return None
    known: dict[str, Any] = {}
    for beside in reversed(told):
        known |= beside.as_json()
    return Beside.from_json(known)


def _read_google(text: str) -> Beside | None:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or not ({"photoTakenTime", "geoData"} & told.keys()):
        return None
    taken, added = _epoch(told.get("photoTakenTime")), _epoch(told.get("creationTime"))
    latitude, longitude = _position(told.get("geoData")) or (None, None)
    people = told.get("people")
    named = people if isinstance(people, list) else []
    names = [one.get("name") for one in named if isinstance(one, dict)]
    return Beside(
        taken=taken.strftime("%Y-%m-%dT%H:%M:%S") if taken else None,
        keeps_utc=taken is not None,
        doubtful=bool(taken and added and abs((added - taken).total_seconds()) < _SAME_ACT_SECONDS),
        latitude=latitude,
        longitude=longitude,
        caption=_words(told.get("description")),
        people=tuple(name for n in names[:_MOST_PEOPLE] if (name := _words(n))),
    )


def _epoch(told: object) -> datetime | None:
    try:
        seconds = int(told.get("timestamp", ""))  # type: ignore[attr-defined]  # else it is caught
        # Added up, since times before 1970 are negative and not every system takes them.
        return datetime.fromtimestamp(0, UTC) + timedelta(seconds=seconds) if seconds else None
    except (AttributeError, TypeError, ValueError, OverflowError):
        return None


def _position(told: object) -> tuple[float, float] | None:
    try:
        latitude = float(told["latitude"])  # type: ignore[index]  # what is no dict is caught
        longitude = float(told["longitude"])  # type: ignore[index]
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    return _on_earth(latitude, longitude)


def _on_earth(latitude: float, longitude: float) -> tuple[float, float] | None:
    """Both or neither; 0/0 is what is written where nobody knows."""
    if not (isfinite(latitude) and isfinite(longitude)) or (latitude, longitude) == (0, 0):
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _words(told: object) -> str | None:
    return keepable(told).strip()[:_LONGEST_WORDS] or None if isinstance(told, str) else None


def names_in_table(text: str) -> list[str]:
    """The files of which iCloud's table tells."""
    try:
        return [row["imgName"] for row in csv.DictReader(io.StringIO(text)) if row.get("imgName")]
    except csv.Error:
        return []


_APPLE_TIMES = ("%A %B %d,%Y %I:%M %p %Z", "%A %B %d, %Y %I:%M %p %Z")


def _read_table(text: str, of: str) -> Beside | None:
    try:
        rows = list(csv.DictReader(io.StringIO(text)))
    except csv.Error:
        return None
    for row in rows:
        if _folded(row.get("imgName") or "") != _folded(of):
            continue
        for form in _APPLE_TIMES:
            try:
                taken = datetime.strptime(row.get("originalCreationDate") or "", form)
            except ValueError:
                continue
            return Beside(taken=taken.strftime("%Y-%m-%dT%H:%M:%S"), keeps_utc=True)
        return Beside()
    return None


_EXIF = "{http://ns.adobe.com/exif/1.0/}"
_XMP_DATES = (
    _EXIF + "DateTimeOriginal",
    "{http://ns.adobe.com/photoshop/1.0/}DateCreated",
    "{http://ns.adobe.com/xap/1.0/}CreateDate",
)
_DESCRIPTION = "{http://purl.org/dc/elements/1.1/}description"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XMP_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?)?)?)?")
_XMP_DEGREES = re.compile(r"(\d+),(\d+(?:\.\d+)?)(?:,(\d+(?:\.\d+)?))?([NSEW])")


def _read_xmp(text: str) -> Beside | None:
    if "<!" in text.replace("<!--", ""):  # entities: no program that writes XMP needs any
        return None
    try:
        root = ElementTree.fromstring(text.strip("\ufeff \n\r\t\x00"))
    except (ElementTree.ParseError, ValueError, RecursionError):
        return None
    told: dict[str, str] = {}
    words = None
    for node in root.iter():
        told |= node.attrib
        told.setdefault(node.tag, (node.text or "").strip())
        if node.tag == _DESCRIPTION:
            words = next((one.text for one in node.iter(_RDF + "li") if one.text), None)
    taken = next((date for name in _XMP_DATES if (date := _xmp_date(told.get(name)))), None)
    latitude = _xmp_degrees(told.get(_EXIF + "GPSLatitude"))
    longitude = _xmp_degrees(told.get(_EXIF + "GPSLongitude"))
    place = None
    if latitude is not None and longitude is not None:
        place = _on_earth(latitude, longitude)
    latitude, longitude = place or (None, None)
    return Beside(taken=taken, latitude=latitude, longitude=longitude, caption=_words(words))


def _xmp_date(told: str | None) -> str | None:
    """Wall time, as sharp as it is told; its distance from UTC, where there is one, is left."""
    found = _XMP_DATE.match(told or "")
    if not found:
        return None
    date = found[0]
    return f"{date}:00" if date.count(":") == 1 else date


def _xmp_degrees(told: str | None) -> float | None:
    found = _XMP_DEGREES.fullmatch(told or "")
    if not found:
        return None
    degrees = int(found[1]) + float(found[2]) / 60 + float(found[3] or 0) / 3600
    return -degrees if found[4] in "SW" else degrees


def folder_of(path: str) -> str | None:
    """The name of the folder that a file of an archive lies in; None at its top."""
    parent = PurePosixPath(path.replace("\\", "/")).parent.name
    return parent or None
