"""What a book says of its own, in the language that is spoken now."""

from __future__ import annotations

from chest.dates.uncertain import from_edtf, say_date
from chest.models import Kind
from language import N_, Plural, Sayings, _, ngettext, nN_

CALLED = Sayings(
    {
        Kind.photo: N_("A photograph"),
        Kind.video: N_("A film"),
        Kind.audio: N_("A recording"),
        Kind.document: N_("A letter or paper"),
        Kind.note: N_("A story"),
        Kind.other: N_("A file"),
    }
)
_COUNTED: dict[Kind, Plural] = {
    Kind.photo: nN_("{n} photograph", "{n} photographs"),
    Kind.video: nN_("{n} film", "{n} films"),
    Kind.audio: nN_("{n} recording", "{n} recordings"),
    Kind.document: nN_("{n} letter or paper", "{n} letters and papers"),
    Kind.note: nN_("{n} story", "{n} stories"),
    Kind.other: nN_("{n} file", "{n} files"),
}


def count_kind(kind: Kind, n: int) -> str:
    """ "3 letters and papers"."""
    one, many = _COUNTED[kind]
    return ngettext(one, many, n)


def say_edtf(edtf: str | None, *, southern: bool) -> str:
    """The date in words, as sharply as it is known; "" where nobody knows it."""
    known = from_edtf(edtf, southern=southern) if edtf else None
    return say_date(known) if known else ""


def say_life(born: str | None, died: str | None, *, southern: bool) -> str:
    """Both dates of a life, as sharply as they are known: "12 April 1931 – 2 November 2019"."""
    since, until = (say_edtf(one, southern=southern) for one in (born, died))
    if since and until:
        return f"{since} – {until}"
    return _("born {date}", date=since) if since else _("died {date}", date=until) if until else ""


def say_length(seconds: float | None) -> str:
    """ "2:05", as players say it."""
    if not seconds:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def say_titles() -> dict[str, str]:
    """The words that the template sets."""
    return {
        "contents": _("Contents"),
        "sources": _("What the sentences rest on"),
        "sources_note": _(
            "The small numbers in the story lead here. Each is a memory that somebody kept."
        ),
        "page": _("page {n}", n="{n}"),
        "people": _("The people in this book"),
        "givers": _("Who gave what"),
        "about": _("About this book"),
    }
