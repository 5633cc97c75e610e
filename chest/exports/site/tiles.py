"""Memories in lists: pictures in rows that keep their shape, letters as paper, voices that play."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from chest.exports.site.cards import Card
from chest.exports.site.html import Frame, lines, link, page, pages_between, path_to, text, up_from
from language import _, pgettext

PER_PAGE = 500
"""Memories on one page at most."""

_FLATTEST, _TALLEST = 30, 5


def tile(card: Card, *, up: str, named: bool = False) -> str:
    """A memory that leads to its page; `named` gives it an id, which its own page leads back to."""
    mark = f' id="m{card.id.replace("-", "")}"' if named else ""
    when = f'<span class="when">{text(card.when)}</span>' if card.when else ""
    badge = f'<span class="badge">{text(card.badge)}</span>' if card.badge else ""
    if card.picture:
        film = f'<span class="length">{text(card.length)}</span>' if card.length else ""
        title = f'<span dir="auto">{text(card.title)}</span>'
        picture = (
            f'<img src="{path_to(card.picture, up=up)}" alt="{text(_picture_alt(card))}" '
            f'loading="lazy"{_size(card)}>'
        )
        inside = f'{picture}{film}<span class="below">{title}{when}{badge}</span>'
        return f'<li{mark} class="r{_shape(card)}">{link(card.page, inside, up=up)}</li>'
    line = f'<span class="line" dir="auto">{text(card.line)}</span>' if card.line else ""
    length = f'<span class="when">{text(card.length)}</span>' if card.length else ""
    inside = f'<b dir="auto">{text(card.title)}</b>{line}{length}{when}{badge}'
    return f'<li{mark} class="paper">{link(card.page, inside, up=up)}</li>'


def tiles(cards: Iterable[Card], *, up: str, named: bool = False) -> str:
    told = "".join(tile(card, up=up, named=named) for card in cards)
    return f'<ul class="tiles">{told}</ul>' if told else ""


def spoken(card: Card, *, up: str) -> str:
    """A voice or film that plays where it stands, with the first words that are said."""
    head = link(card.page, f'<b dir="auto">{text(card.title)}</b>', up=up)
    told = " · ".join(text(one) for one in (card.when, card.length, card.giver) if one)
    player = ""
    if card.plays:
        name = "audio" if card.kind == "audio" else "video"
        poster = f' poster="{path_to(card.large, up=up)}"' if name == "video" and card.large else ""
        player = (
            f'<{name} controls preload="none"{poster} aria-label="{text(card.alt)}" '
            f'src="{path_to(card.plays, up=up)}"></{name}>'
        )
    line = f'<p dir="auto">{text(card.line)}</p>' if card.line else ""
    words = ""
    if card.is_said:
        more = _("All that is said")
        words = f"<p>{link(card.page, text(more), up=up)}</p>"
    return f'<li><div class="head">{head}<span>{told}</span></div>{player}{line}{words}</li>'


def write_lists(
    frame: Frame,
    path: str,
    cards: Iterator[Card],
    *,
    title: str,
    here: str,
    intro: str = "",
    empty: str = "",
    as_spoken: bool = False,
) -> Iterator[tuple[str, str]]:
    """The pages of one list, as path and HTML: `path`, and "…-2.html" and so on for what is more
    than a page holds."""
    per_page = PER_PAGE // 5 if as_spoken else PER_PAGE
    parts: list[tuple[str, str]] = []
    up = up_from(path)
    while some := list(islice(cards, per_page)):
        place = path if not parts else f"{path.removesuffix('.html')}-{len(parts) + 1}.html"
        if as_spoken:
            told = "".join(spoken(card, up=up) for card in some)
            parts.append((place, f'<ul class="spoken">{told}</ul>'))
        else:
            parts.append((place, tiles(some, up=up, named=True)))
    if not parts:
        parts.append((path, f"<p>{text(empty)}</p>" if empty else ""))
    paths = [place for place, _body in parts]
    for number, (place, told) in enumerate(parts):
        named = title
        if number:
            named = pgettext("a part of a list", "{list}, part {n}", list=title, n=number + 1)
        links = pages_between(paths, number)
        body = f"{intro if not number else ''}{links}{told}{links and _again(links)}"
        yield place, page(frame, place, title=named, body=body, here=here)


def words_of(words: str | None) -> str:
    """Somebody's words above a list."""
    return f'<div class="words">{lines(words)}</div>' if words else ""


def _again(links: str) -> str:
    # Two landmarks of one name tell nobody where they are.
    named = _("Parts")
    told = links.replace("<nav ", "<div ", 1).replace("</nav>", "</div>")
    return told.replace(f' aria-label="{text(named)}"', "")


def _shape(card: Card) -> int:
    """How wide it is for its height, in tenths."""
    if not card.width or not card.height:
        return 13
    return max(_TALLEST, min(_FLATTEST, round(10 * card.width / card.height)))


def _size(card: Card) -> str:
    return f' width="{card.width}" height="{card.height}"' if card.width and card.height else ""


def _picture_alt(card: Card) -> str:
    """Empty where the words below the picture say the same."""
    return "" if card.alt == card.title else card.alt
