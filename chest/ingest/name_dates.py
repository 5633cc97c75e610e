"""The date that somebody, or their phone, wrote into the name of a file or a folder.

A number in a name is more often a counter, a house or a size than a year, so a number by itself is
believed only where nothing around it says otherwise; words ("summer 1964", "Anos 50") are read by
`chest.dates`, in the longest run of words that it wholly understands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo

from chest.dates.uncertain import Precision, UncertainDate, from_edtf, parse_date
from chest.ingest import name_words as words

_LONGEST_NAME = 300
_LONGEST_RUN = 9  # words of one date
_LONGEST_INTERVAL = timedelta(days=366 * 30)  # longer ones are the years of a life
_FIRST_COPIES = 1995
_FIRST_SCAN = 2000  # an earlier day in the name of a scan is the day of the picture

_EXTENSION = re.compile(r"(?<=.)\.(?:[A-Za-z][A-Za-z0-9]{0,7}|3g[p2]|7z)$")
_DAY = re.compile(
    r"(?<!\d)(?P<year>1[89]\d\d|20\d\d)(?P<sep>[-_.:]?)(?P<month>0[1-9]|1[0-2])(?P=sep)"
    r"(?P<day>0[1-9]|[12]\d|3[01])(?P<rest>.*)",
    re.DOTALL,
)
# A recorder in a car writes 2019_0412_101112.
_DAY_AFTER_YEAR = re.compile(
    r"(?<!\d)(?P<year>20\d\d)(?P<sep>_)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])"
    r"(?P<rest>_[0-2]\d{5}(?!\d).*)",
    re.DOTALL,
)
_DAY_IN_HAN = re.compile(
    r"(?<!\d)(1[89]\d\d|20\d\d) ?[年년] ?(?:(\d{1,2}) ?[月월] ?(?:(\d{1,2}) ?[日号일])?)?"
)
_CLOCK = re.compile(
    r"(?P<gap>[-_T., ]*?(?:(?:at|kl|um|om|klo|ore|alle|alle ore|à|a|às|as|a las|a la\(s\)|saat) )?)"
    r"(?P<hour>\d{1,2})(?P<sep>[-_.:h ]?)(?P<minute>[0-5]\d)[-_.:m ]?(?P<second>[0-5]\d)"
    r"(?:[-_.]?\d{1,3})?(?!\d)(?:\s*(?P<half>[ap])\.?m\b)?",
    re.IGNORECASE,
)
_EPOCH = re.compile(
    r"(?:fb_img|mmexport|wx_camera|faceapp|b612|retrica|beautyplus|camera360|instasquare|snow)"
    r"[-_]?(1\d{12})(?!\d)",
    re.IGNORECASE,
)
_IN_UTC = re.compile(r"pxl_", re.IGNORECASE)  # Google's phones
_SCANNED = re.compile(
    r"(?<![^\W\d_])(?:photo|cam|genius|doc|fast|turbo|adobe)?[-_ ]?"
    r"(?:scan(?:s|ned|ner|n?ed|ning|nable|s?ione|sionat[oa])?|gescannt|eingescannt|numeris\w*"
    r"|digitali[sz]\w*|escanea\w*|digitized|epson|canoscan|scansnap|scanjet)(?![^\W\d_])",
    re.IGNORECASE,
)
_BY_A_DEVICE = re.compile(rf"(?:{words.DEVICES})[-_ ]?\d+", re.IGNORECASE)
_WORD = re.compile(r"[^\s_,;()\[\]{}]+")
_YEAR = re.compile(r"18[3-9]\d|19\d\d|20\d\d")
_ONLY_DIGITS = re.compile(r"[\d\s./:_-]+")
_SIGNS = ("#", "№", "$", "€", "£")
_JOINED = re.compile(r"(?<=\d)_(?=\d{1,2}(?!\d))")
_DAY_LAST = re.compile(r"(?<!\d)(\d{1,2})_(\d{1,2})_(\d{4})(?!\d)")
_HALF_OF_A_DAY = re.compile(r"[ap]\.?m\.?$", re.IGNORECASE)
_SIZE = re.compile(r"\d+ ?[x×] ?\d+|\d{3,4}[pi](?![^\W_])", re.IGNORECASE)
_TELEPHONE = re.compile(r"\+\d[\d ()/.-]{6,}|(?<!\d)0\d{2,4}[ /-]\d[\d -]{4,}")
_SERIAL = re.compile(
    r"(?<!\d)\d{3,} (?:1[89]|20)\d\d \d{3,}|(?:1[89]|20)\d\d \d{4,}|\d{3,}-(?:1[89]|20)\d\d(?!\d)"
)
_A_MODEL = re.compile(r"\d{4}(?![se]\b)[A-Zd-z](?![^\W\d_])")  # 2000D
_COUNTER_BEHIND = re.compile(r"(?<=\d)-(?=\d{3}(?!\d))")


@dataclass(frozen=True)
class NameTells:
    """The date in a name, and the day on which it was scanned, as ISO."""

    date: UncertainDate | None = None
    scanned: str | None = None


NOTHING = NameTells()


def is_by_a_device(name: str | None) -> bool:
    """Whether a camera, a phone or a recorder seems to have named it: a counter behind its mark."""
    return _BY_A_DEVICE.fullmatch(_stem(name or "")) is not None


def read_name(name: str | None, *, southern: bool, zone: tzinfo = UTC) -> NameTells:
    """What the name of a file tells; never raises, whatever the name."""
    stem = _stem(name or "")
    if not stem or len(stem) > _LONGEST_NAME:
        return NOTHING
    if epoch := _EPOCH.search(stem):
        moment = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=int(epoch[1]))
        return NameTells(from_edtf(moment.astimezone(zone).date().isoformat()))
    written = _written_by_a_clock(stem, zone)
    is_scan = _SCANNED.search(_folded(stem)) is not None
    if written is None:
        told = _in_words(stem, southern=southern)
        if told and is_scan and told.earliest and told.earliest.year >= _FIRST_SCAN:
            is_day = told.precision in (Precision.DAY, Precision.TIME)
            return NameTells(scanned=told.earliest.isoformat() if is_day else None)
        return NameTells(told)
    date, start = written
    if is_scan and date.earliest and date.earliest.year >= _FIRST_SCAN:
        # "Scan 2015-02-03 Lisboa 1958": two dates, and the machine wrote the first.
        others = stem[:start], _CLOCK.sub(" ", stem[start:].partition(date.edtf[:10])[2], count=1)
        told = _in_words(" ".join(others), southern=southern)
        return NameTells(told, scanned=date.earliest.isoformat())
    return NameTells(date)


def read_folder(name: str | None, *, southern: bool) -> NameTells:
    """The date in a folder's name, unless it tells of copying rather than of a life."""
    told = read_name(f"{name}.folder", southern=southern) if name else NOTHING
    first = told.date.earliest if told.date else None
    if name and words.COPIES.search(_folded(name)):
        return told if first and first.year < _FIRST_COPIES else NOTHING
    return told


def _stem(name: str) -> str:
    """Without its extension, which "Rosa 15.08.1964" has none of."""
    return _EXTENSION.sub("", unicodedata.normalize("NFC", name)).strip()


def _written_by_a_clock(stem: str, zone: tzinfo) -> tuple[UncertainDate, int] | None:
    """A day in digits, the year first, with its time where one follows; and where it begins."""
    if han := _DAY_IN_HAN.search(stem):
        digits = [part for part in han.groups() if part]
        told = from_edtf("-".join([digits[0], *(f"{int(part):02}" for part in digits[1:])]))
        return (told, han.start()) if told else None
    found = _DAY.search(stem) or _DAY_AFTER_YEAR.search(stem)
    if found is None:
        return None
    day = f"{found['year']}-{found['month']}-{found['day']}"
    rest = found["rest"]
    clock = _clock(rest, tight=not found["sep"])
    if clock is None and rest[:1].isdigit():
        return None
    told = from_edtf(f"{day}T{clock}") if clock else from_edtf(day)
    if told is None:
        return None
    if clock and _IN_UTC.match(stem):
        moment = datetime.fromisoformat(told.edtf).replace(tzinfo=UTC).astimezone(zone)
        told = from_edtf(moment.date().isoformat()) or told
    return told, found.start()


def _clock(rest: str, *, tight: bool) -> str | None:
    """ "10.11.12 PM" and its relatives at the beginning of what stands behind a day, as 22:11:12.
    `tight`: the day is written without signs between, and so may its time be."""
    found = _CLOCK.match(rest)
    if found is None or (not found["gap"] and not (tight and len(found["hour"]) == 2)):
        return None
    if not found["sep"] and len(found["hour"]) == 1:
        return None
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    return f"{hour:02}:{found['minute']}:{found['second']}" if hour < 24 else None


@dataclass(frozen=True)
class _Word:
    text: str
    start: int
    end: int
    after: str  # what stands between it and the word before


def _in_words(stem: str, *, southern: bool) -> UncertainDate | None:
    """The one date that the longest understood run of words tells; None where two years stand."""
    plain = _TELEPHONE.sub(" ", _SIZE.sub(" ", stem))
    plain = _DAY_LAST.sub(r"\1-\2-\3", plain)
    if _ONLY_DIGITS.fullmatch(plain):  # beside words, the second number may be a counter
        plain = _JOINED.sub("-", plain)
    plain = _COUNTER_BEHIND.sub(" ", plain.replace("_", " "))
    told = _in_run(plain, southern=southern)
    if told is None and "-" in plain and not _SERIAL.search(plain):
        told = _in_run(plain.replace("-", " "), southern=southern)  # Lisboa-1958
    return told


def _in_run(plain: str, *, southern: bool) -> UncertainDate | None:
    listed = list(_words(plain))
    if not listed or len(listed) > 60:
        return None
    for first, last in _runs(len(listed)):
        text = plain[listed[first].start : listed[last].end].strip(" .-–—#&'")
        told = _understood(text, southern=southern)
        if told is None or not _is_free(plain, listed, first, last, told):
            continue
        rest = plain[: listed[first].start] + " " + plain[listed[last].end :]
        if _is_another_year(rest, text):
            return None
        clock = _clock(plain[listed[last].end :], tight=False)
        if clock and told.precision is Precision.DAY:
            return from_edtf(f"{told.edtf}T{clock}")
        return _no_sharper(told, text, alone=first == 0)
    return None


def _words(plain: str) -> Iterator[_Word]:
    end = 0
    for found in _WORD.finditer(plain):
        yield _Word(found[0], found.start(), found.end(), plain[end : found.start()])
        end = found.end()


def _runs(count: int) -> Iterator[tuple[int, int]]:
    """The first and last of every run of words, the longest runs first."""
    for length in range(min(count, _LONGEST_RUN), 0, -1):
        for first in range(count - length + 1):
            yield first, first + length - 1


def _understood(text: str, *, southern: bool) -> UncertainDate | None:
    if not any(c.isdigit() for c in text) and not words.SPELLED.search(_folded(text)):
        return None
    told = parse_date(text, southern=southern)
    if told is None or _HALF_OF_A_DAY.search(text):
        return None
    folded = _folded(text)
    if words.JOINING.search(folded) or "," in told.edtf:
        return None
    if ".." in told.edtf and (told.earliest is None or told.latest is None):
        # "to 1964" ends a letter's address more often than a stretch of time.
        return told if words.LIMITS.match(folded) else None
    if told.earliest and told.latest:
        is_interval = "/" in told.edtf
        if is_interval and told.latest - told.earliest > _LONGEST_INTERVAL:
            return None
    return told


def _is_free(plain: str, listed: list[_Word], first: int, last: int, told: UncertainDate) -> bool:
    """Whether nothing around says that the number is another thing than a date."""
    text = plain[listed[first].start : listed[last].end]
    digits = re.findall(r"\d+", text)
    before = _folded(plain[: listed[first].start]).rstrip(" .:-#(")
    after = _folded(plain[listed[last].end :]).lstrip(" .-")
    if text[0] in _SIGNS or plain[: listed[first].start].rstrip().endswith(_SIGNS):
        return False
    if len(digits) == 1 and len(digits[0]) < 4:  # "60s", "Anos 50"
        may_be_seconds = re.fullmatch(r"\d\ds", text.lower()) is not None
        is_decade = _says_more(listed, first, last) and not words.TIMED.search(before)
        return is_decade or not may_be_seconds
    if not _ONLY_DIGITS.fullmatch(text.strip("~? ")):
        return _A_MODEL.search(text) is None
    if len(digits) == 1 and told.precision is Precision.YEAR:
        if before and not words.BEFORE_A_YEAR.search(before) and words.NUMBERED.search(before):
            return False
        if words.UNITS.match(after) or _SERIAL.search(plain) or after.startswith(("%", "€", "$")):
            return False
        if re.fullmatch(rf"(?:.*[^a-z])?(?:{words.CAMERAS})|1\d\d", before):
            return False
        return not words.COUNTED.fullmatch(before) or _says_more(listed, first, last)
    if len(digits) > 1 and " " in text.strip() and not re.fullmatch(r"\d{4} \d\d \d\d", text):
        return bool(re.fullmatch(r"\d{4} ?[-–—] ?\d{2,4}", text))
    # "12-1964" may be a counter of an album.
    return not (len(digits) == 2 and words.COUNTED.fullmatch(before))


def _says_more(listed: list[_Word], first: int, last: int) -> bool:
    """Whether other words stand in the name than the mark of a device and its counter."""
    others = [word.text for word in (*listed[:first], *listed[last + 1 :])]
    return any(
        len(word) > 2 and word.isalpha() and not words.COUNTED.fullmatch(_folded(word))
        for word in others
    )


def _is_another_year(rest: str, text: str) -> bool:
    years = {found for found in re.findall(r"(?<!\d)\d{4}(?!\d)", rest) if _YEAR.fullmatch(found)}
    return bool(years - set(re.findall(r"\d{4}", text)))


def _no_sharper(told: UncertainDate, text: str, *, alone: bool) -> UncertainDate | None:
    """The year alone where the rest of it is a guess: of 04-12-1964 nobody knows which is the
    month, and Jan or Marco before a year may be who is on the picture."""
    is_day = told.precision is Precision.DAY
    guessed = is_day and "." not in text and any("day" in note for note in told.assumed)
    named = told.precision is Precision.MONTH and not alone and words.NAMES_TOO.match(_folded(text))
    return from_edtf(told.edtf[:4]) if guessed or named else replace(told, assumed=())


def _folded(text: str) -> str:
    """Small letters without accents."""
    taken_apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in taken_apart if not unicodedata.combining(char))
