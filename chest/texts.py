"""What people and their devices write, made fit to be kept and shown: names of files, free
text, e-mail addresses."""

from __future__ import annotations

import mimetypes
import re
import unicodedata

from email_validator import EmailNotValidError, validate_email

from ai.media.known import KNOWN, guessed, known
from chest.errors import Invalid
from chest.models import Kind
from language import _, ngettext, number

MAX_FILE_NAME = 255

_LONGEST_ENDING = 16
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,99}/[a-z0-9][a-z0-9!#$&^_.+-]{0,99}")
# They turn the reading direction around, and so can make "gpj.exe" look like "exe.jpg".
_DIRECTION_MARKS = frozenset([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_UNSHOWABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
_UNTOLD = "application/octet-stream"
_MAJOR = {"image": Kind.photo, "video": Kind.video, "audio": Kind.audio}


def clean_file_name(name: str) -> str:
    """The name to show for a file: its last path part, without what cannot be shown.

    Emoji and accents stay. At most 255 characters, cut before the ending. A name of which nothing
    is left becomes "unnamed". It is only ever shown, never a path.
    """
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(
        c
        for c in unicodedata.normalize("NFC", last)
        if unicodedata.category(c) not in _UNSHOWABLE and ord(c) not in _DIRECTION_MARKS
    ).strip()
    if not shown.strip("."):
        return "unnamed"
    if len(shown) > MAX_FILE_NAME:
        stem, dot, ending = shown.rpartition(".")
        kept = dot + ending if stem and len(ending) <= _LONGEST_ENDING else ""
        shown = shown[: MAX_FILE_NAME - len(kept)] + kept
    return shown


def keepable(text: str) -> str:
    """The text without what no database can keep: NUL, and halves of characters (surrogates)."""
    return "".join(c for c in text.replace("\x00", "") if unicodedata.category(c) != "Cs")


def clean_text(text: str | None, *, label: str, longest: int) -> str | None:
    """The text without surrounding blanks and without what no database can keep; None if empty.

    Raises Invalid, naming the field by `label`, when it is longer than `longest` characters.
    """
    kept = keepable(text or "").strip()
    if len(kept) > longest:
        raise Invalid(
            _(
                "{label} is too long: {length} characters, and at most {longest} are kept. Please "
                "shorten it, or add the whole text as a file.",
                label=label,
                length=number(len(kept)),
                longest=number(longest),
            )
        )
    return kept or None


def clean_email(address: str) -> str:
    """The address as it is kept, compared and looked up everywhere: in small letters, and with the
    characters of its place written in one way. Raises Invalid for what is no address.

    Nobody is asked whether the mailbox exists.
    """
    try:
        checked = validate_email(address.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise Invalid(
            _("This does not look like an e-mail address. It needs a name, an @ and a place."),
            field="email",
        ) from error
    return checked.normalized.lower()


def fold_email(address: str) -> str:
    """What to look an address up by, `clean_email` for somebody who only asks: what is no address
    is that of nobody, and no error."""
    try:
        return clean_email(address)
    except Invalid:
        return address.strip().lower()


def clean_media_type(media_type: str | None) -> str | None:
    """The type that a sender claims, if it is one at all. Only a first guess: bytes decide."""
    bare = (media_type or "").partition(";")[0].strip().lower()
    return bare if _MEDIA_TYPE.fullmatch(bare) else None


def guess_kind(name: str, media_type: str | None) -> Kind:
    """What a file probably is, for a page to show until its bytes have been looked at."""
    claimed = KNOWN.get(media_type or "")
    guess = known(claimed[0]) if claimed and claimed[0] != _UNTOLD else guessed(name)
    if guess is not None:
        return Kind(guess.kind)
    major = (media_type or mimetypes.guess_type(name)[0] or "").partition("/")[0]
    return _MAJOR.get(major, Kind.other)


def say_bytes(count: int) -> str:
    """A size in words people use: "1 byte", "830 bytes", "4.2 MB", "50 GB".

    A thousand to the next unit (kB, MB, GB, TB): so phones and file managers count today, and a
    person compares what we say with what they show. Whole numbers throughout, because the pages'
    own words (sizeInWords in pages/components/shared/words.js) are to come out the same.
    """
    if count < 1000:
        return ngettext("{n} byte", "{n} bytes", count)
    unit, whole, name = 1, count, ""
    for name in ("kB", "MB", "GB", "TB"):
        unit *= 1000
        tenths = (count * 10 + unit // 2) // unit
        if tenths < 100:
            return f"{number(tenths / 10 if tenths % 10 else tenths // 10)} {name}"
        whole = (count + unit // 2) // unit
        if whole < 1000:
            break
    return f"{number(whole)} {name}"


def say_clock(second: float) -> str:
    """ "1:05", as players say it."""
    minutes, seconds = divmod(int(second), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def say_length(seconds: float) -> str:
    """ "45 seconds", "1 minute 5 seconds", "1 hour 2 minutes": how long a film or voice lasts."""
    whole = max(1, round(seconds))
    hours, minutes = divmod(whole // 60, 60)
    parts = [
        ngettext("{n} hour", "{n} hours", hours) if hours else "",
        ngettext("{n} minute", "{n} minutes", minutes) if minutes else "",
        ngettext("{n} second", "{n} seconds", whole % 60) if whole % 60 and not hours else "",
    ]
    return " ".join(part for part in parts if part)
