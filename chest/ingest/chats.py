"""Conversations that WhatsApp gives back: `_chat.txt`, or "WhatsApp Chat with Rosa.txt", beside the
pictures, films and voices that were sent in them.

Every phone writes the lines in its own way: with brackets or a dash, the day or the month first, 12
or 24 hours. The order of day and month is decided over the whole file; where nothing decides it,
the day comes first, as nearly everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from unicodedata import normalize

from chest.ingest.sidecars import Beside
from chest.texts import keepable

LONGEST_CHAT = 16 * 1024 * 1024

_LONGEST_WORDS = 10_000
_NAMES = re.compile(r"_chat( ?\(\d+\))?\.txt|(.*\W)?whatsapp\W.*\.txt", re.IGNORECASE)
# Marks of direction, which WhatsApp puts before names of files, and other spaces than plain ones.
_UNSEEN = str.maketrans(
    dict.fromkeys("\u200e\u200f\u202a\u202b\u202c\ufeff", "") | {"\u202f": " ", "\xa0": " "}
)
_DATE = r"(?P<a>\d{1,4})[./-](?P<b>\d{1,2})[./-](?P<c>\d{1,4})\.?"
_TIME = r"(?P<h>\d{1,2})[:.](?P<m>\d\d)(?:[:.](?P<s>\d\d))?"
_HALF = r"(?: ?(?P<half>[AaPp]\.? ?[Mm]\.?))?"
_MOMENT = rf"{_DATE},? (?:um |at |kl\. |à )?{_TIME}{_HALF}"
_LINE = re.compile(rf"(?:\[{_MOMENT}\] ?|{_MOMENT.replace('?P<', '?P<_')} [-\u2013] )(?P<rest>.*)")
_SPOKEN = re.compile(r"(?P<who>[^:\n]{1,120}): ?(?P<words>.*)", re.DOTALL)
_FILE = r"[^<>:\"/\\|?*\n]{1,200}\.[A-Za-z0-9]{2,5}"
# "<attached: a.jpg>", "<Anhang: a.jpg>"; "a.jpg (file attached)", "a.jpg (Datei angehängt)".
_ATTACHED = re.compile(
    rf"<[^<>:\n]{{2,40}}: ?(?P<one>{_FILE})>|^(?P<two>{_FILE}) \([^()\n]{{3,60}}\)"
)
_PLACE = re.compile(
    r"https?://(?:(?:www\.)?(?:maps\.google\.[a-z.]+|google\.[a-z.]+/maps|maps\.apple\.com|"
    r"maps\.app\.goo\.gl|goo\.gl/maps|foursquare\.com))\S*"
)


@dataclass(frozen=True)
class Message:
    """One message. `sender` is None where WhatsApp itself says something; `files` are the names of
    what came with it, and `words` what was written."""

    at: datetime
    sender: str | None
    words: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chat:
    messages: tuple[Message, ...]
    _by_file: Mapping[str, Message] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """Of the files that were sent in it."""
        return [name for message in self.messages for name in message.files]

    def beside(self, name: str) -> Beside | None:
        """What the conversation tells of a file: when it was sent, by whom, with which words."""
        message = self._by_file.get(_folded(name))
        if message is None:
            return None
        return Beside(
            taken=message.at.strftime("%Y-%m-%dT%H:%M:%S"),
            caption=message.words[:_LONGEST_WORDS] or None,
            sender=message.sender,
        )

    def as_text(self) -> str:
        """To be read: by day, with who says what."""
        lines: list[str] = []
        day = None
        for message in self.messages:
            if message.at.date() != day:
                day = message.at.date()
                lines += ["", f"{day.day} {day:%B} {day:%Y}", ""]
            said = [message.words] if message.words else []
            said += [f"({name})" for name in message.files]
            who = f"{message.sender}: " if message.sender else ""
            lines.append(f"{message.at:%H:%M}  {who}{' '.join(said)}")
        return "\n".join(lines).strip()


def may_be_chat(name: str) -> bool:
    return _NAMES.fullmatch(normalize("NFC", name).strip()) is not None


def read_chat(text: str) -> Chat | None:
    """The conversation in a text; None where it is none. Never raises, whatever the text."""
    if len(text) > LONGEST_CHAT:
        return None
    found: list[tuple[re.Match[str], list[str]]] = []
    strange = 0
    for line in keepable(text).translate(_UNSEEN).splitlines():
        start = _LINE.match(line)
        if start:
            found.append((start, [start["rest"]]))
        elif found:
            found[-1][1].append(line)
        elif line.strip():
            strange += 1
    if not found or strange > 2:
        return None
    order = _order_of(_digits(start) for start, _ in found)
    messages = tuple(
        message
        for start, lines in found
        if (message := _message(start, "\n".join(lines), order)) is not None
    )
    if not messages or not any(message.sender for message in messages):
        return None
    messages = _with_words_that_follow(messages)
    by_file = {_folded(name): message for message in messages for name in message.files}
    return Chat(messages, by_file)


def _digits(start: re.Match[str]) -> tuple[str, str, str]:
    one, other = ("a", "b", "c"), ("_a", "_b", "_c")
    names = one if start["a"] else other
    return start[names[0]], start[names[1]], start[names[2]]


def _order_of(dates: Iterable[tuple[str, str, str]]) -> str:
    """ "ymd", "mdy" or "dmy". A number over 12 is no month. Where no day tells, the first number of
    a conversation that goes on moves more slowly where it is the month."""
    firsts, seconds = [], []
    for a, b, _ in dates:
        if len(a) == 4:
            return "ymd"
        firsts.append(int(a))
        seconds.append(int(b))
    if max(firsts) > 12:
        return "dmy"
    if max(seconds) > 12:
        return "mdy"
    changes = [sum(x != y for x, y in pairwise(one)) for one in (firsts, seconds)]
    return "mdy" if changes[0] < changes[1] and len(set(seconds)) > len(set(firsts)) else "dmy"


def _message(start: re.Match[str], said: str, order: str) -> Message | None:
    at = _moment(start, order)
    if at is None:
        return None
    spoken = _SPOKEN.fullmatch(said)
    sender, words = (spoken["who"].strip(), spoken["words"]) if spoken else (None, said)
    files = tuple((m["one"] or m["two"]).strip() for m in _ATTACHED.finditer(words))
    # A link is never handed a place, and whoever was there knows where it was.
    words = _PLACE.sub("(a place)", _ATTACHED.sub("", words)).strip()
    return Message(at, sender, words, files)


def _moment(start: re.Match[str], order: str) -> datetime | None:
    x, y, z = (int(number) for number in _digits(start))
    mark = "" if start["a"] else "_"
    year, month, day = {"ymd": (x, y, z), "mdy": (z, x, y), "dmy": (z, y, x)}[order]
    hour, half = int(start[f"{mark}h"]), (start[f"{mark}half"] or "")[:1].lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return datetime(
            year + 2000 if year < 100 else year,
            month,
            day,
            hour,
            int(start[f"{mark}m"]),
            int(start[f"{mark}s"] or 0),
        )
    except ValueError:
        return None


def _with_words_that_follow(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """On some phones the words under a picture are a message of their own, of the same sender in
    the same minute; only right behind it, and where the picture has no words yet."""
    told = list(messages)
    for n, message in enumerate(told[:-1]):
        after = told[n + 1]
        if (
            len(message.files) == 1
            and not message.words
            and after.words
            and not after.files
            and after.sender == message.sender
            and after.at == message.at
        ):
            told[n] = replace(message, words=after.words)
            told[n + 1] = replace(after, words="")
    return tuple(message for message in told if message.words or message.files)


def _folded(name: str) -> str:
    return normalize("NFC", name).translate(_UNSEEN).strip().lower()
