"""The pages of a site on which memories stand together: the door, years, people, albums, voices,
letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from uuid import UUID

from chest.albums.views import AlbumView
from chest.assets.kinds import KINDS
from chest.dates.lives import say_years
from chest.exports.site.cards import Card, Cards
from chest.exports.site.html import Frame, lines, link, page, path_to, rows, text
from chest.exports.site.tiles import tiles, words_of, write_lists
from chest.exports.site.words import name_year
from chest.models import Chest
from chest.people.relations import say_relation
from chest.people.roster import RosterEntry
from language import _, ngettext

_SHOWN_OF_A_YEAR = 3


@dataclass(frozen=True)
class Album:
    """An album as whoever took this out sees it, with its memories in order."""

    view: AlbumView
    memories: Sequence[UUID]


def write_door(
    frame: Frame, chest: Chest, cards: Cards, *, hero: Card | None, story: str | None
) -> str:
    """The page that one opens: the face, the name, the years, the words, and where one can go."""
    picture = ""
    if hero is not None and hero.large:
        image = f'<img class="large" src="{path_to(hero.large)}" alt="{text(hero.alt)}">'
        picture = f"<figure>{link(hero.page, image)}</figure>"
    years = say_years(chest.born, chest.died, southern=chest.southern)
    names = " · ".join(one for one in (chest.nick_name, chest.maiden_name) if one)
    places = ", ".join(chest.places)
    counts = cards.count_kinds()
    held = ", ".join(
        ngettext(*said.counted, counts[kind.value])
        for kind, said in KINDS.marked.items()
        if counts.get(kind.value)
    )
    begin = _("Read the story")
    first = f"<p>{link(story, text(begin), kind='begin')}</p>" if story else ""
    parts = [
        picture,
        f'<p class="years">{text(years)}</p>' if years else "",
        f'<p dir="auto">{text(names)}</p>' if names else "",
        words_of(chest.words),
        first,
        words_of(chest.long_words),
        rows([(_("Places"), text(places)), (_("In this copy"), text(held))]),
    ]
    return page(frame, "index.html", title=chest.name, body="".join(parts), kind="door")


def write_years(frame: Frame, cards: Cards) -> Iterator[tuple[str, str]]:
    """The timeline, and a page for each year."""
    years = list(cards.iter_years())
    body = []
    for decade, some in groupby(years, key=lambda one: _decade_of(one[0])):
        inside = [year for year, _number in some]
        links = "".join(
            f"<li>{link(f'years/{year}.html', text(name_year(year)))}</li>" for year in inside
        )
        shown = chain.from_iterable(cards.iter_year(year, most=_SHOWN_OF_A_YEAR) for year in inside)
        body.append(
            f'<section><h2>{text(decade)}</h2><ul class="choices">{links}</ul>'
            f"{tiles(shown, up='')}</section>"
        )
    none = _("There is nothing here yet.")
    nothing = f"<p>{text(none)}</p>"
    yield (
        "timeline.html",
        page(
            frame,
            "timeline.html",
            title=_("Timeline"),
            body="".join(body) or nothing,
            here="timeline.html",
        ),
    )
    for year, _number in years:
        yield from write_lists(
            frame,
            f"years/{year}.html",
            cards.iter_year(year),
            title=name_year(year),
            here="timeline.html",
        )


def _decade_of(year: str) -> str:
    decade = f"{year[:3]}0s"
    return _("The {decade}", decade=decade) if year[:3].isdigit() else name_year(year)


def write_people(
    frame: Frame, cards: Cards, roster: Sequence[RosterEntry], *, southern: bool
) -> Iterator[tuple[str, str]]:
    """Everybody whom the family told apart, and a page for each who is on a memory."""
    shown = {key: (name, number) for key, name, number in cards.iter_people()}
    known = {str(one.id): one for one in roster}
    listed = [str(one.id) for one in roster] + [key for key in shown if key not in known]
    items = []
    for key in listed:
        entry = known.get(key)
        name, number = shown.get(key, (entry.name if entry else "", 0))
        about = _about(entry, southern=southern)
        if number:
            about = [*about, ngettext("on {n} memory", "on {n} memories", number)]
        told = f'<b dir="auto">{text(name)}</b><span>{text(" · ".join(about))}</span>'
        path = f"people/{UUID(key).hex}.html"
        items.append(f"<li>{link(path, told) if number else f'<div>{told}</div>'}</li>")
    nobody = _("Nobody is named here yet.")
    empty = f"<p>{text(nobody)}</p>"
    body = f'<ul class="lines">{"".join(items)}</ul>' if items else empty
    place = "people.html"
    yield place, page(frame, place, title=_("People"), body=body, here=place)
    for key, (name, _number) in shown.items():
        entry = known.get(key)
        also = ", ".join(one.name for one in entry.also) if entry else ""
        intro = rows(
            [
                (_("Who"), text(" · ".join(_about(entry, southern=southern)))),
                (_("Also called"), text(also)),
            ]
        )
        yield from write_lists(
            frame,
            f"people/{UUID(key).hex}.html",
            cards.iter_of_person(key),
            title=entry.name if entry else name,
            here=place,
            intro=intro,
        )


def _about(entry: RosterEntry | None, *, southern: bool) -> list[str]:
    if entry is None:
        return []
    what = say_relation(entry.relation, entry.relation_words)
    years = say_years(entry.born, entry.died, southern=southern)
    return [one for one in (what, years) if one]


def write_albums(frame: Frame, cards: Cards, albums: Sequence[Album]) -> Iterator[tuple[str, str]]:
    """All albums, and the pages of each."""
    found: Mapping[UUID, list[UUID]] = {
        one.view.id: [id for id in one.memories if cards.find(str(id))] for one in albums
    }
    items = []
    for one in albums:
        number = ngettext("{n} memory", "{n} memories", len(found[one.view.id]))
        told = f'<b dir="auto">{text(one.view.name)}</b><span>{text(number)}</span>'
        items.append(f"<li>{link(f'albums/{one.view.id.hex}.html', told)}</li>")
    none = _("There are no albums here.")
    empty = f"<p>{text(none)}</p>"
    body = f'<ul class="lines">{"".join(items)}</ul>' if items else empty
    place = "albums.html"
    yield place, page(frame, place, title=_("Albums"), body=body, here=place)
    for one in albums:
        memories = (cards.find(str(id)) for id in found[one.view.id])
        yield from write_lists(
            frame,
            f"albums/{one.view.id.hex}.html",
            (card for card in memories if card),
            title=one.view.name,
            here=place,
            intro=words_of(one.view.description),
            empty=_("You see none of its memories."),
        )


def write_voices(frame: Frame, cards: Cards) -> Iterator[tuple[str, str]]:
    yield from write_lists(
        frame,
        "voices.html",
        cards.iter_spoken(),
        title=_("Voices"),
        here="voices.html",
        empty=_("There are no voices here yet."),
        as_spoken=True,
    )


def write_letters(frame: Frame, cards: Cards) -> Iterator[tuple[str, str]]:
    yield from write_lists(
        frame,
        "letters.html",
        cards.iter_letters(),
        title=_("Letters"),
        here="letters.html",
        empty=_("There are no letters here yet."),
    )


def write_about(frame: Frame, *, day: str, number: int, closed: int, problems: int) -> str:
    """What this copy is, and for whom."""
    told = [
        _(
            "This is a copy of what one person saw in the chest of {name} on {day}, with every "
            "file as it was given. It needs no program but a browser, and no network: nothing in "
            "it asks for anything that does not lie beside it. Keep the folder together.",
            name=frame.name,
            day=day,
        ),
        ngettext("It holds {n} memory.", "It holds {n} memories.", number),
    ]
    if closed:
        told.append(
            ngettext(
                "{n} of them is not for everybody in the chest, and says so on its page. Look at "
                "it before you give this copy to somebody else.",
                "{n} of them are not for everybody in the chest, and say so on their pages. Look "
                "at them before you give this copy to somebody else.",
                closed,
            )
        )
    if problems:
        told.append(
            ngettext(
                "{n} file could not be packed; it is named in problems.json.",
                "{n} files could not be packed; they are named in problems.json.",
                problems,
            )
        )
    told += [
        _(
            "A sentence of the story has small numbers, which lead to the memories that it rests "
            "on. A time beside what is said plays the recording from that second."
        ),
        _("The fingerprints of all files stand in sha256sums.txt; README.txt tells more."),
    ]
    return page(frame, "about.html", title=_("About this copy"), body=lines("\n\n".join(told)))
