"""Text that programs wrote for programs: cards, calendars, letters as mail keeps them, tables.

It is told as what it is, so that nobody takes it for somebody's own words, and read out in a few
lines where that is cheap. Runs inside the decoding process.
"""

from __future__ import annotations

import csv
import io
import json
import quopri
import re
from collections.abc import Iterator, Mapping
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

from ai.media.files import reading
from ai.media.texts import TEXT_LIMIT, decoded, unreadable_letters

PLAIN = "text/plain"
_HEADER = re.compile(r"(?:[!-9;-~]+:.*\n(?:[ \t]+\S.*\n)*)+\n", re.MULTILINE)
_OF_MAIL = re.compile(
    r"^(message-id|mime-version|received|return-path|x-mailer|delivered-to|content-type):",
    re.IGNORECASE | re.MULTILINE,
)
_FROM = re.compile(r"^(from|sender|return-path):.", re.IGNORECASE | re.MULTILINE)
_MBOX = re.compile(r"From \S+ .*\d{4}\n")
_GEDCOM = re.compile(r"\s*0 HEAD\s*\n\s*1 [A-Z_]{3,}")
_JSON_BEGINS = re.compile(r'\s*(?:\{\s*"(?:[^"\\]|\\.)*"\s*:|\[\s*[\[{"\d\-tfn])')
_HEADING = re.compile(r"^ {0,3}#{1,6} \S.*$", re.MULTILINE)
_MARKUP = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^(?:```|~~~)[^`\n]*$",
        r"(?<![\w\])])!?\[[^\]\n]+\]\((?:https?:|mailto:|[#./]|\w[\w-]*[./])[^)\s]*\)",
        r"^\|?(?: *:?-{3,}:? *\|)+ *(?::?-{3,}:? *)?$",
        r"\A---\n(?:[\w-]+:.*\n)+---\n",
    )
)
_EMPHASIS = re.compile(r"(?<![\w*])\*\*\w[^*\n]*\*\*(?![\w*])|(?<!`)`[^`\n]+`(?!`)")
_LINES_OF_A_TABLE = 3


def name_record(text: str, *, complete: bool) -> str:
    """The media type of text; `text/plain` for what people write to people. Unless `complete`, it
    may be cut anywhere."""
    bare = text.lstrip("\ufeff \t\r\n")
    upper = bare[:64].upper()
    if upper.startswith("BEGIN:VCARD"):
        return "text/vcard"
    if upper.startswith("BEGIN:VCALENDAR"):
        return "text/calendar"
    if _GEDCOM.match(bare):
        return "text/vnd.familysearch.gedcom"
    if _is_mail(bare):
        return "message/rfc822"
    if _is_json(bare, complete=complete):
        return "application/json"
    if _is_markdown(bare):
        return "text/markdown"
    return "text/csv" if _is_table(bare, complete=complete) else PLAIN


def _is_mail(text: str) -> bool:
    """Whether a program sent it: a letter that only opens with "From:" was typed by somebody."""
    begun = _MBOX.match(text)
    head = _HEADER.match(text, begun.end() if begun else 0)
    if head is None:
        return False
    return _FROM.search(head[0]) is not None and _OF_MAIL.search(head[0]) is not None


def _is_json(text: str, *, complete: bool) -> bool:
    if not _JSON_BEGINS.match(text):
        return False
    if not complete:
        return True
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False


def _is_markdown(text: str) -> bool:
    """Two kinds of marks at least: a line of stars or a title alone is how people write, too."""
    marks = sum(pattern.search(text) is not None for pattern in _MARKUP)
    others = sum(pattern.search(text) is not None for pattern in (_HEADING, _EMPHASIS))
    return marks >= 1 and marks + others >= 2


def _is_table(text: str, *, complete: bool) -> bool:
    """Lines of the same number of fields. Sentences have commas too, but not so."""
    lines = text.split("\n") if complete else text.split("\n")[:-1]
    lines = [line for line in lines[:200] if line.strip()]
    if len(lines) < _LINES_OF_A_TABLE:
        return False
    for mark in "\t;,":
        try:
            rows = list(csv.reader(lines, delimiter=mark, strict=True))
        except csv.Error:
            continue
        widths = {len(row) for row in rows}
        spaced = sum(field.startswith(" ") for row in rows for field in row[1:])
        if len(widths) == 1 and widths.pop() > 2 and spaced * 2 < len(rows):
            return True
    return False


def readable(path: Path) -> str:
    """The words of a file of text for a person to read, at most TEXT_LIMIT characters: of a card
    the names and numbers, of a calendar the days, of mail who wrote when to whom and what.

    Raises MediaError(unsupported) where the bytes are not text, or nobody can tell in which letters
    they were written.
    """
    with reading(path) as file:
        data = file.read(4 * TEXT_LIMIT)
        complete = not file.read(1)
    text = decoded(data, complete=complete)
    # Mail says itself in which letters each part of it is written.
    named = name_record(text if text is not None else data.decode("latin-1"), complete=complete)
    if named == "message/rfc822":
        return _mail(data)[:TEXT_LIMIT]
    if text is None:
        raise unreadable_letters()
    tell = {
        "text/vcard": _cards,
        "text/calendar": _days,
        "text/vnd.familysearch.gedcom": _people,
    }.get(named)
    told = tell(text) if tell else text
    return (told or text)[:TEXT_LIMIT]


def _mail(data: bytes) -> str:
    if data.startswith(b"From ") and b"\n" in data:
        data = data[data.index(b"\n") + 1 :]
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    lines = [
        f"{name}: {words}"
        for name in ("Subject", "From", "To", "Date")
        if (words := " ".join(_header(message, name).split()))
    ]
    body = _body(message)
    names = [part.get_filename() for part in message.walk() if part.get_filename()]
    if names:
        lines.append("Attached: " + ", ".join(str(name) for name in names))
    return "\n".join([*lines, "", body.strip()]).strip()


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except (ValueError, LookupError, TypeError, AttributeError):  # what a broken header makes of it
        return ""


def _body(message: EmailMessage) -> str:
    """The words of the letter. Without a plain part, those of its page."""
    try:
        part = message.get_body(preferencelist=("plain", "html"))
    except (ValueError, LookupError, TypeError, AttributeError):
        part = None
    if part is None:
        return ""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    told = part.get_content_charset() or "utf-8"
    try:
        words = payload.decode(told)
    except (UnicodeDecodeError, LookupError):
        found = decoded(payload, complete=True)
        words = found if found is not None else "The words of this letter cannot be read."
    return _without_tags(words) if part.get_content_type() == "text/html" else words


class _Words(HTMLParser):
    """The words of a page, its paragraphs apart."""

    _BREAKS = frozenset(("p", "br", "div", "tr", "li", "h1", "h2", "h3", "blockquote"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in ("script", "style", "title")
        if tag in self._BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "title"):
            self._unseen = max(0, self._unseen - 1)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(" ".join(data.split()) + " " if data.strip() else "")


def _without_tags(page: str) -> str:
    parser = _Words()
    parser.feed(page)
    parser.close()
    lines = [" ".join(line.split()) for line in "".join(parser.parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


_CARD = {
    "FN": "",
    "ORG": "",
    "TITLE": "",
    "TEL": "Telephone",
    "EMAIL": "E-mail",
    "ADR": "Address",
    "BDAY": "Born",
    "NOTE": "Note",
    "URL": "Page",
}
_DAY = {"SUMMARY": "", "DTSTART": "", "LOCATION": "Place", "DESCRIPTION": ""}


def _cards(text: str) -> str:
    return _in_blocks(text, "VCARD", _CARD)


def _days(text: str) -> str:
    return _in_blocks(text, "VEVENT", _DAY)


def _in_blocks(text: str, block: str, wanted: Mapping[str, str]) -> str:
    """The wanted lines of each block, blocks apart by an empty line."""
    found: list[list[str]] = []
    for name, parameters, value in _properties(text):
        if name == "BEGIN" and value.upper() == block:
            found.append([])
        elif found and name in wanted:
            words = _plain(value, parameters)
            if name == "DTSTART":
                words = _moment(words)
            label = wanted[name]
            if words:
                found[-1].append(f"{label}: {words}" if label else words)
    return "\n\n".join("\n".join(lines) for lines in found if lines)


def _properties(text: str) -> Iterator[tuple[str, str, str]]:
    """(name, parameters, value) of each line, long ones put together again."""
    text = re.sub(r"=\n(?=[^\n])", "", text) if "QUOTED-PRINTABLE" in text.upper() else text
    for line in re.sub(r"\n[ \t]", "", text).split("\n"):
        head, colon, value = line.partition(":")
        if colon:
            name, _, parameters = head.partition(";")
            yield name.rpartition(".")[2].strip().upper(), parameters.upper(), value.strip()


def _plain(value: str, parameters: str) -> str:
    if "QUOTED-PRINTABLE" in parameters:
        raw = quopri.decodestring(value.encode("utf-8", "replace"))
        value = decoded(raw, complete=True) or value
    value = re.sub(r"\\([,;\\])", r"\1", re.sub(r"\\[nN]", " ", value.replace("\\;", ",")))
    return ", ".join(part.strip() for part in value.split(";") if part.strip())


def _moment(words: str) -> str:
    found = re.match(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d))?", words)
    if not found:
        return words
    day = "-".join(found.group(1, 2, 3))
    return f"{day} {found[4]}:{found[5]}" if found[4] else day


_LINE = re.compile(r"\s*(\d+)\s+(?:@[^@]+@\s+)?([A-Z_0-9]+)(?: (.*))?")


def _people(text: str) -> str:
    """The people of a family tree, each in a line."""
    people: list[dict[str, str]] = []
    event = ""
    for line in io.StringIO(text):
        found = _LINE.match(line.rstrip("\n"))
        if found is None:
            continue
        level, tag, value = int(found[1]), found[2], (found[3] or "").strip()
        if level == 0:
            people.append({})  # of whatever it is: only people have names
            continue
        if not people:
            continue
        if level == 1:
            event = tag
            if tag == "NAME":
                people[-1].setdefault("NAME", " ".join(value.replace("/", " ").split()))
        elif level == 2 and tag in ("DATE", "PLAC") and event in ("BIRT", "DEAT"):
            people[-1].setdefault(f"{event} {tag}", value)
    return "\n".join(_person(told) for told in people if told.get("NAME"))


def _person(told: Mapping[str, str]) -> str:
    parts = [told["NAME"]]
    for event, word in (("BIRT", "born"), ("DEAT", "died")):
        when, where = told.get(f"{event} DATE"), told.get(f"{event} PLAC")
        if when or where:
            parts.append(
                " ".join([word, *([when] if when else []), *(["in", where] if where else [])])
            )
    return ", ".join(parts)
