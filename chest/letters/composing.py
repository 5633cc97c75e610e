"""A letter as it is sent: its templates filled in, as plain text and as HTML, under its headers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, getaddresses
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from email_validator import EmailNotValidError, validate_email
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from chest.errors import SettingsError
from chest.models import LetterKind, utc_now
from language import _, current, ngettext, said

_LONGEST_NAME = 100
_LONGEST_REASON = 500
_WRONG_SENDER = (
    "CHEST_SMTP_FROM is no e-mail address. Write chest@example.org, or "
    "Memory Chest <chest@example.org>."
)

# What mail programs make links of by themselves. A joiner, which has no width, keeps somebody who
# may write to strangers from calling themselves by an address.
_COMES_ALIVE = re.compile(r"(?<=\S)[.:@](?=\S)")
_JOINER = "\u2060"
_MANY_BLANK_LINES = re.compile(r"\n{3,}")  # where a template left a paragraph out


@dataclass(frozen=True)
class Sender:
    """Whom letters are from."""

    name: str
    address: str

    @property
    def place(self) -> str:
        return self.address.rpartition("@")[2]


NOBODY = Sender("Memory Chest", "chest@localhost")


def read_sender(text: str) -> Sender:
    """The sender that CHEST_SMTP_FROM names. Raises SettingsError for what is no address."""
    if len(text.splitlines()) > 1:
        raise SettingsError(_WRONG_SENDER)
    found = getaddresses([text])
    if len(found) != 1:
        raise SettingsError(_WRONG_SENDER)
    name, address = found[0]
    try:
        checked = validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise SettingsError(_WRONG_SENDER) from error
    return Sender(_one_line(name), checked.ascii_email or checked.normalized)


def wire_address(address: str) -> str:
    """The address as every mail server takes it, where it can be written so: with its place in
    ASCII."""
    try:
        checked = validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return address
    return checked.ascii_email or checked.normalized


def compose(
    letter_id: UUID,
    kind: LetterKind,
    data: Mapping[str, Any],
    *,
    to: str,
    sender: Sender,
    at: datetime | None = None,
) -> EmailMessage:
    """The letter, ready to be handed over. Composed anew it has the same Message-ID, so that a
    mailbox which was given it twice can tell.

    It is written in the language that is spoken while it is composed; a sentence of ours in `data`
    is kept in English, and said in that one. Whatever else `data` holds stays words: in headers it
    is one line, in HTML it is escaped.
    """
    words = {name: _harmless(name, value) for name, value in data.items()}
    subject, text = _split(_templates().get_template(f"{kind.value}.txt").render(words))
    html = _templates().get_template(f"{kind.value}.html").render(words, subject=subject)
    letter = EmailMessage(policy=SMTP)
    letter["From"] = Address(sender.name, addr_spec=sender.address)
    letter["To"] = Address(addr_spec=wire_address(to))
    letter["Subject"] = subject
    letter["Date"] = format_datetime(at or utc_now())
    letter["Message-ID"] = f"<{letter_id}@{sender.place}>"
    letter["Auto-Submitted"] = "auto-generated"  # programs that answer for people leave it alone
    letter.set_content(text)
    letter.add_alternative(html, subtype="html")
    return letter


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals |= {
        "_": _,
        "ngettext": ngettext,
        "said": said,
        "language": lambda: current().replace("_", "-"),
    }
    return made


def _split(rendered: str) -> tuple[str, str]:
    """The first line of a text is its subject; a blank line parts it from the rest."""
    subject, _end, text = rendered.partition("\n")
    return _one_line(subject), _MANY_BLANK_LINES.sub("\n\n", text.strip()) + "\n"


def _harmless(name: str, value: Any) -> Any:
    """What people wrote, as one line that is no link. Addresses that we made stay as they are, and
    so do numbers; a reason is a sentence of ours, said in the language of the letter, into which
    something that people wrote may be filled."""
    if isinstance(value, list | tuple):
        return [{key: _harmless(key, part) for key, part in each.items()} for each in value]
    if not isinstance(value, str) or name in ("address", "stop_address"):
        return value
    line = _one_line(said(value) if name == "reason" else value)
    longest = _LONGEST_REASON if name == "reason" else _LONGEST_NAME
    if len(line) > longest:
        line = line[: longest - 1] + "…"
    return _COMES_ALIVE.sub(lambda found: _JOINER + found[0] + _JOINER, line)


def _one_line(text: str) -> str:
    words = " ".join(text.split())
    return "".join(c for c in words if unicodedata.category(c) not in ("Cc", "Cs"))
