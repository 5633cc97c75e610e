"""HTML of a site, written so that nothing which somebody wrote can be anything but text.

Every word of people goes through `text` or `lines`; every address is a path in this very folder,
through `path_to`. No page has a script, or asks a network for anything.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from language import _, current

POLICY = (
    "default-src 'none'; img-src 'self' file:; media-src 'self' file:; style-src 'self' file:; "
    "base-uri 'none'; form-action 'none'"
)
_HERE = ' aria-current="page"'
_SHORT_TITLE = 60
_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur", "yi")
# They turn the reading direction around for whatever stands behind them.
_MARKS = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


@dataclass(frozen=True)
class Frame:
    """What all pages have: whose memories these are, and where one can go."""

    name: str


def text(words: object) -> str:
    """Somebody's words as text, also within an attribute."""
    kept = str(words).translate(_MARKS)
    return escape(
        "".join(c for c in kept if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    )


def lines(words: str) -> str:
    """Somebody's words as paragraphs, whose lines stay lines."""
    parts = [part.strip("\n") for part in words.replace("\r\n", "\n").split("\n\n")]
    return "".join(
        f'<p dir="auto">{text(part).replace(chr(10), "<br>")}</p>' for part in parts if part.strip()
    )


def path_to(path: str, *, up: str = "", at: str = "") -> str:
    """An address of a file in this folder, from a page that lies `up` ("../") below its top."""
    return escape(up + quote(path) + (f"#{quote(at, safe='=,.')}" if at else ""))


def link(path: str, words: str, *, up: str = "", at: str = "", kind: str = "") -> str:
    """A link with these words, which are HTML already."""
    styled = f' class="{kind}"' if kind else ""
    return f'<a{styled} href="{path_to(path, up=up, at=at)}">{words}</a>'


def up_from(path: str) -> str:
    """How one comes to the top of the folder from that page."""
    return "../" * path.count("/")


def rows(pairs: Iterable[tuple[str, str]]) -> str:
    """What is known, as a list of terms; the values are HTML already, and left out where empty."""
    told = "".join(
        f"<div><dt>{text(term)}</dt><dd>{value}</dd></div>" for term, value in pairs if value
    )
    return f'<dl class="known">{told}</dl>' if told else ""


def page(frame: Frame, path: str, *, title: str, body: str, here: str = "", kind: str = "") -> str:
    """A whole page that lies at `path`; `here` is the place in the menu that it belongs to, `kind`
    what it is drawn as."""
    up = up_from(path)
    language = current().replace("_", "-")
    direction = "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"
    long = ' class="long"' if len(title) > _SHORT_TITLE else ""
    drawn = f' class="{kind}"' if kind else ""
    whole = f"{title} · {frame.name}" if title != frame.name else title
    menu = "".join(
        f'<li><a href="{path_to(place, up=up)}"'
        f"{_HERE if place == here else ''}>{text(words)}</a></li>"
        for place, words in list_places()
    )
    skip, pages, about = _("Skip to the page"), _("Pages"), _("About this copy")
    return (
        f'<!doctype html>\n<html lang="{escape(language)}" dir="{direction}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{text(whole)}</title>\n"
        f'<link rel="stylesheet" href="{up}style.css">\n</head>\n<body>\n'
        f'<a class="skip" href="#main">{text(skip)}</a>\n'
        f'<header><a class="whose" href="{up}index.html" dir="auto">{text(frame.name)}</a>\n'
        f'<nav aria-label="{text(pages)}"><ul>{menu}</ul></nav></header>\n'
        f'<main id="main"{drawn}>\n<h1{long} dir="auto">{text(title)}</h1>\n{body}\n</main>\n'
        f"<footer><p>{link('about.html', text(about), up=up)}</p></footer>\n"
        "</body>\n</html>\n"
    )


def list_places() -> list[tuple[str, str]]:
    """Where one can go from every page, and what that is called."""
    return [
        ("timeline.html", _("Timeline")),
        ("stories.html", _("Story")),
        ("people.html", _("People")),
        ("albums.html", _("Albums")),
        ("voices.html", _("Voices")),
        ("letters.html", _("Letters")),
        ("find.html", _("Find")),
    ]


def pages_between(paths: list[str], number: int) -> str:
    """Links between the parts of what is too long for one page; nothing for a single one."""
    if len(paths) < 2:
        return ""
    up = up_from(paths[number])
    parts = "".join(
        f'<li><a href="{path_to(one, up=up)}"{_HERE if n == number else ""}>{n + 1}</a></li>'
        for n, one in enumerate(paths)
    )
    named = _("Parts")
    return f'<nav class="parts" aria-label="{text(named)}"><ul>{parts}</ul></nav>'
