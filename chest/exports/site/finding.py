"""Searching without a program: lists of words, names, years, places and things, which lead to the
memories, and all memories in lines for the browser's own search."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice

from chest.exports.site.cards import Card, Cards
from chest.exports.site.html import Frame, link, page, pages_between, text, up_from
from chest.exports.site.words import name_year
from language import _, ngettext

MOST_LINKS = 60
"""So many memories are named behind one word; it says how many more there are."""

LINKS_A_PAGE = 3_000
LINES_A_PAGE = 5_000
_MOST_LETTERS = 60
_EVERYTHING = "find/everything.html"
_HERE = "find.html"
_TERMS = {"place": "find/places.html", "tag": "find/things.html"}
_REST = "…"


def write_finding(frame: Frame, cards: Cards) -> Iterator[tuple[str, str]]:
    """The pages, as path and HTML."""
    letters = list(_write_words(frame, cards))
    yield from (found for _letter, found in letters)
    yield from _write_terms(frame, cards, "place", _("Places"))
    yield from _write_terms(frame, cards, "tag", _("Things"))
    yield from _write_everything(frame, cards)
    first: dict[str, str] = {}
    for letter, (path, _html) in letters:
        first.setdefault(letter, path)
    yield _HERE, _write_door(frame, cards, first)


def _write_door(frame: Frame, cards: Cards, letters: dict[str, str]) -> str:
    def listed(links: list[str]) -> str:
        return f'<ul class="choices">{"".join(f"<li>{one}</li>" for one in links)}</ul>'

    how = _(
        "No program runs in these pages, so there is no field to type into. Choose the first "
        "letter of a word that you remember, from a caption, a letter, or what somebody says; or "
        "a name, a year or a place. Or open everything in lines and let your browser find it: "
        "Ctrl and F, on a Mac ⌘ and F, on a phone “Find in page” in the menu."
    )
    parts = [
        f"<p>{text(how)}</p>",
        listed([link(_EVERYTHING, text(_("Everything, in lines")))]),
    ]
    sections = [
        (_("Words"), [link(path, text(letter)) for letter, path in letters.items()]),
        (
            _("Names"),
            [
                link(f"people/{key.replace('-', '')}.html", text(name))
                for key, name, _n in cards.iter_people()
            ],
        ),
        (
            _("Years"),
            [link(f"years/{year}.html", text(name_year(year))) for year, _n in cards.iter_years()],
        ),
        (
            _("Places and things"),
            [
                link(_TERMS[table], text(words))
                for table, words in (("place", _("Places")), ("tag", _("Things")))
                if any(cards.iter_spelled(table))
            ],
        ),
    ]
    for head, links in sections:
        if links:
            parts.append(f"<section><h2>{text(head)}</h2>{listed(links)}</section>")
    return page(frame, _HERE, title=_("Find"), body="".join(parts), here=_HERE)


def _write_words(frame: Frame, cards: Cards) -> Iterator[tuple[str, tuple[str, str]]]:
    """The pages of words, each with the letter that it belongs to. Signs of a script in which every
    word begins with another one are on pages of their own at the end."""
    count: dict[str, int] = {}
    for folded, _spelled, _n in cards.iter_spelled("word"):
        letter = _letter_of(folded)
        count[letter] = count.get(letter, 0) + 1
    kept = set(sorted(count, key=lambda one: -count[one])[:_MOST_LETTERS])

    def shelf(word: tuple[str, str, int]) -> str:
        letter = _letter_of(word[0])
        return letter if letter in kept else _REST

    def listed(
        letter: str, words: Iterator[tuple[str, str, int]]
    ) -> Iterator[tuple[str, tuple[str, str]]]:
        title = _("Words with {letter}", letter=letter)
        path = f"find/words-{len(seen)}.html"
        for found in _write_list(frame, cards, path, "word", words, title):
            yield letter, found

    rest: list[tuple[str, str, int]] = []
    seen: set[str] = set()
    for letter, words in groupby(cards.iter_spelled("word"), key=shelf):
        if letter == _REST or letter in seen:
            rest += words
            continue
        seen.add(letter)
        yield from listed(letter, words)
    if rest:
        seen.add(_REST)
        yield from listed(_REST, iter(rest))


def _letter_of(folded: str) -> str:
    return "0–9" if folded[:1].isdigit() else folded[:1].upper()


def _write_terms(frame: Frame, cards: Cards, table: str, title: str) -> Iterator[tuple[str, str]]:
    yield from _write_list(frame, cards, _TERMS[table], table, cards.iter_spelled(table), title)


def _write_list(
    frame: Frame,
    cards: Cards,
    path: str,
    table: str,
    words: Iterator[tuple[str, str, int]],
    title: str,
) -> Iterator[tuple[str, str]]:
    """Words and the memories behind each, as many pages as that needs."""
    up = up_from(path)
    parts: list[list[str]] = [[]]
    links = 0
    for folded, spelled, number in words:
        named = list(cards.iter_with(table, folded, most=MOST_LINKS))
        if links + len(named) > LINKS_A_PAGE and parts[-1]:
            parts.append([])
            links = 0
        links += len(named)
        told = " · ".join(_named(card, up=up) for card in named)
        if number > len(named):
            more = ngettext(
                "and {n} more; they stand in “Everything, in lines”",
                "and {n} more; they stand in “Everything, in lines”",
                number - len(named),
            )
            told += f" · {link(_EVERYTHING, text(more), up=up)}"
        parts[-1].append(f'<dt dir="auto">{text(spelled)}</dt><dd><p>{told}</p></dd>')
    stem = path.removesuffix(".html")
    paths = [path, *(f"{stem}-{n}.html" for n in range(2, len(parts) + 1))]
    for n, (place, entries) in enumerate(zip(paths, parts, strict=True)):
        found = f'<dl class="index">{"".join(entries)}</dl>' if entries else ""
        none = _("There are none here.")
        nothing = "" if entries else f"<p>{text(none)}</p>"
        body = f"{pages_between(paths, n)}{found}{nothing}"
        yield place, page(frame, place, title=title, body=body, here=_HERE)


def _named(card: Card, *, up: str) -> str:
    when = f", {text(card.when)}" if card.when else ""
    return link(card.page, f"{text(card.title)}{when}", up=up)


def _write_everything(frame: Frame, cards: Cards) -> Iterator[tuple[str, str]]:
    every = cards.iter_all()
    parts = max(1, -(-cards.count() // LINES_A_PAGE))
    stem = _EVERYTHING.removesuffix(".html")
    paths = [_EVERYTHING, *(f"{stem}-{n}.html" for n in range(2, parts + 1))]
    up = up_from(_EVERYTHING)
    for n, place in enumerate(paths):
        told = []
        for year, some in groupby(islice(every, LINES_A_PAGE), key=lambda card: card.year):
            items = "".join(f"<li>{_line(card, up=up)}</li>" for card in some)
            told.append(f'<h2>{text(name_year(year))}</h2><ul class="lines">{items}</ul>')
        body = f"{pages_between(paths, n)}{''.join(told)}"
        yield place, page(frame, place, title=_("Everything, in lines"), body=body, here=_HERE)


def _line(card: Card, *, up: str) -> str:
    names = ", ".join(name for _key, name in card.people)
    beside = [card.when, card.place, names, card.giver, ", ".join(card.tags), card.line]
    told = " · ".join(text(one) for one in beside if one)
    after = f"<span>{told}</span>" if told else ""
    return link(card.page, f'<b dir="auto">{text(card.title)}</b>{after}', up=up)
