"""A book laid out: what stands in which part, how large each picture is printed, and what the
template is given. Words stay data from here to the page; nothing is ever written into a template.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from chest.exports.book.paper import Page
from chest.exports.book.reading import Book, Item, Picture
from chest.exports.book.words import CALLED, count_kind, say_edtf, say_length, say_titles
from chest.models import Kind
from chest.stories.views import ChapterView, SentenceView
from language import _

Block = dict[str, Any]
Link = Callable[[UUID], str]

DPI = 300
MOST_PICTURES = 1_000
MOST_PIXELS = 250_000_000
"""Of all pictures together: whoever sets the book has three bytes of each in memory. Beyond, all
have fewer dots to the inch; where there are as many as there may be, about 200."""
_SHORT = 90  # characters of a caption that fits below a picture beside others
_BESIDE = 3  # pictures between two paragraphs; the others of a chapter stand at its end
_GAP = 4.0  # millimetres between pictures in a row
_HIGHEST = 0.43  # of the page, that a picture may take: two of them stand on one
_BESIDE_IT = 0.62  # of the line: a narrower picture has its words beside it
_RUNS_ON = 1.2  # pages: a shorter chapter begins where the last one ends, if there is room
_SIGNS = 74  # in a line of a source
_LETTER = 0.46  # of the page, that the picture of a letter may take
_MOST_YEARS = 15  # that are chapters of their own; of more, decades are
_MARKS = 4  # runs of numbers behind one sentence
_BLANK = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Shot:
    """A picture as it is printed: `edge` is its longer side in pixels, at 300 to the inch."""

    file: str
    picture: Picture
    edge: int


@dataclass
class Layout:
    """What the template is given, and which pictures it names."""

    told: dict[str, Any] = field(default_factory=dict)
    shots: dict[str, Shot] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    def thin(self, most: int = MOST_PIXELS) -> None:
        """Let all pictures together have no more than so many pixels."""
        pixels = sum(
            one.edge**2 * min(s := one.picture.shape, 1 / s) for one in self.shots.values()
        )
        if pixels > most:
            factor = math.sqrt(most / pixels)
            for name, one in self.shots.items():
                self.shots[name] = replace(one, edge=max(1, int(one.edge * factor)))


def lay_out(book: Book, page: Page, *, link: Link | None, about: Sequence[str]) -> Layout:
    """In the language that is spoken now. `link` says where a memory is found on the internet, None
    where the chest has no address there; `about` are paragraphs on how the book was made."""
    return _Layer(book, page, link).lay(about)


class _Layer:
    def __init__(self, book: Book, page: Page, link: Link | None) -> None:
        self._book = book
        self._page = page
        self._link = link
        self._layout = Layout()
        self._numbers: dict[UUID, int] = {}
        self._printed: set[UUID] = set()
        self._labelled: set[UUID] = set()
        self._home: dict[UUID, UUID] = {}

    def lay(self, about: Sequence[str]) -> Layout:
        book, page = self._book, self._page
        parts: list[Block] = []
        if book.story is not None and book.story.chapters:
            chapters = sorted(book.story.chapters, key=lambda one: one.is_appendix)
            self._home = _find_homes(chapters)
            told = [self._chapter(one, book.story.language) for one in chapters]
            parts += [one for one in told if one["blocks"]]
        else:
            parts += self._years()
        parts += [self._album(one.name, one.description, one.memories) for one in book.albums]
        rest = [one for one in book.items.values() if one.id not in self._printed]
        parts += self._part(_("Letters and stories"), [*map(self._paper, filter(_is_told, rest))])
        voices = [one for one in rest if one.kind is Kind.audio]
        parts += self._part(_("Voices"), [self._voice(one, one.said) for one in voices])
        self._layout.told = {
            "name": book.name,
            "life": book.life,
            "words": book.words,
            "opening": self._opening(),
            "language": book.language,
            "hero": self._hero(),
            "page": {
                **{name: getattr(page, name) for name in page.__dataclass_fields__},
                "text_width": page.text_width,
                "text_height": page.text_height,
            },
            "parts": parts,
            "sources": [self._source(id, n) for id, n in self._numbers.items()],
            "people": [{"name": n, "who": w, "life": years} for n, w, years in book.people],
            "givers": [
                {
                    "name": name,
                    "what": ", ".join(
                        count_kind(kind, counts[kind]) for kind in Kind if kind in counts
                    ),
                }
                for name, counts in book.givers
            ],
            "about": list(about),
            "titles": say_titles(),
        }
        self._layout.thin()
        return self._layout

    # ---- the story ----

    def _chapter(self, chapter: ChapterView, language: str) -> Block:
        blocks: list[Block] = []
        more: list[Item] = []
        papers: dict[UUID, Item] = {}
        for paragraph in _paragraphs_of(chapter.sentences):
            runs = [[one.text, self._mark(one)] for one in paragraph]
            blocks.append({"kind": "text", "runs": runs})
            cited = [self._book.items[id] for id in self._cite(paragraph)]
            here = {one.id for one in paragraph}
            fresh = [one for one in cited if self._home.get(one.id) in here]
            papers |= {one.id: one for one in fresh if one.is_letter}
            # What is quoted of a letter or note stands in the story already.
            self._printed |= {one.id for one in cited if one.kind is Kind.note}
            pictures = [one for one in fresh if one.is_picture and one.picture]
            blocks += self._pictures(pictures[:_BESIDE])
            more += pictures[_BESIDE:]
            heard = {one.asset_id: one.words for s in paragraph for one in s.heard}
            for item in fresh:
                if item.kind is Kind.audio:
                    self._printed.add(item.id)
                    blocks.append(self._voice(item, heard.get(item.id, item.said)))
        blocks += self._pictures([one for one in more if one.id not in self._printed])
        blocks += [self._paper(one) for one in papers.values() if one.id not in self._printed]
        return self._part_of(chapter.title, language, blocks)

    def _opening(self) -> list[str]:
        """What the family writes of the person, unless the story begins with it."""
        words, story = self._book.long_words, self._book.story
        begins = " ".join(words.split())[:_SHORT]
        told = story.chapters[0].sentences if story and story.chapters else ()
        return [] if any(begins in one.text for one in told) else _paragraphs(words)

    def _cite(self, sentences: Iterable[SentenceView]) -> list[UUID]:
        told = (s for s in sentences if s.verdict != "frame")
        cited = dict.fromkeys(id for one in told for id in one.sources)
        return [id for id in cited if id in self._book.items]

    def _mark(self, sentence: SentenceView) -> str:
        """The numbers of what it rests on: "3, 7–9"."""
        ids = self._cite([sentence])
        numbers = sorted({self._numbers.setdefault(id, len(self._numbers) + 1) for id in ids})
        runs: list[list[int]] = []
        for n in numbers:
            if runs and n == runs[-1][-1] + 1:
                runs[-1].append(n)
            else:
                runs.append([n])
        told = [f"{one[0]}–{one[-1]}" if len(one) > 2 else ", ".join(map(str, one)) for one in runs]
        return ", ".join(told[:_MARKS]) + (" …" if len(told) > _MARKS else "")

    def _source(self, id: UUID, n: int) -> Block:
        item = self._book.items[id]
        said = item.caption or item.text or item.said
        words = " ".join(said.split())
        if len(words) > _SIGNS:
            words = words[:_SIGNS].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
        about = ", ".join(one for one in (CALLED[item.kind], item.about) if one)
        giver = _("given by {name}", name=item.giver) if item.giver else ""
        label = _label(id) if id in self._labelled else ""
        return {"n": n, "words": words, "about": about, "giver": giver, "label": label}

    # ---- without a story ----

    def _years(self) -> Iterator[Block]:
        """Chapters by years, or by decades with years in them."""
        items = [one for one in self._choose() if one.is_picture or _is_told(one) or one.said]
        years = sorted({one.year for one in items if one.year})
        by_decade = len(years) > _MOST_YEARS
        chapters: dict[str, dict[str, list[Item]]] = {}
        for item in items:
            name = f"{item.year[:3]}X" if by_decade and item.year else item.year
            chapters.setdefault(name, {}).setdefault(item.year, []).append(item)
        undated = chapters.pop("", {})
        for name in sorted(chapters):
            blocks: list[Block] = []
            for year, some in sorted(chapters[name].items()):
                blocks += [{"kind": "heading", "title": year}] if by_decade else []
                blocks += self._in_order(some)
            title = say_edtf(name, southern=False)
            yield self._untold(title[:1].upper() + title[1:], blocks)
        if undated:
            yield self._untold(_("Without a date"), self._in_order(undated[""]))

    def _choose(self) -> list[Item]:
        """All of it; of too many pictures those with words first, then an even choice."""
        items = list(self._book.items.values())
        pictures = [one for one in items if one.is_picture and one.picture]
        if len(pictures) <= MOST_PICTURES:
            return items
        with_words = [one for one in pictures if one.caption][:MOST_PICTURES]
        without = [one for one in pictures if not one.caption]
        room = MOST_PICTURES - len(with_words)
        evenly = [without[n * len(without) // room] for n in range(min(room, len(without)))]
        chosen = {one.id for one in (*with_words, *evenly)}
        return [one for one in items if one.id in chosen or not one.is_picture]

    def _album(self, name: str, description: str, ids: Sequence[UUID]) -> Block:
        blocks: list[Block] = [
            {"kind": "text", "runs": [[words, ""]]} for words in _paragraphs(description)
        ]
        return self._untold(name, blocks + self._in_order([self._book.items[id] for id in ids]))

    def _untold(self, title: str, blocks: list[Block]) -> Block:
        return self._part_of(title, self._book.language, blocks)

    def _part_of(self, title: str, language: str, blocks: list[Block]) -> Block:
        """A short one begins no page."""
        short = _height(blocks, self._page) < _RUNS_ON * self._page.text_height
        if not short:
            _let_float(blocks, self._page)
        return {"title": title, "language": language, "blocks": blocks, "runs_on": short}

    def _part(self, title: str, blocks: list[Block]) -> list[Block]:
        return [self._untold(title, blocks)] if blocks else []

    def _in_order(self, items: Iterable[Item]) -> list[Block]:
        """Pictures in rows, with letters, stories and voices where they come."""
        blocks: list[Block] = []
        held: list[Item] = []
        for item in items:
            if item.is_picture:
                held += [item] if item.picture else []
                continue
            blocks += self._pictures(held)
            held = []
            if item.kind is Kind.audio:
                self._printed.add(item.id)
                blocks.append(self._voice(item, item.said))
            elif _is_told(item):
                blocks.append(self._paper(item))
        return blocks + self._pictures(held)

    # ---- pieces ----

    def _pictures(self, items: Sequence[Item]) -> list[Block]:
        """Those with few words beside each other, so that they fill the line; others alone."""
        blocks: list[Block] = []
        row: list[Item] = []
        width, shape = self._page.text_width, 0.0
        for item in items:
            assert item.picture is not None
            if len(item.caption) > _SHORT or (item.kind is Kind.video and self._link):
                blocks += self._row(row)
                row, shape = [], 0.0
                blocks += self._row([item])
                continue
            row.append(item)
            shape += min(3.0, item.picture.shape)
            if shape * self._page.row + _GAP * (len(row) - 1) >= width:
                blocks += self._row(row)
                row, shape = [], 0.0
        return blocks + self._row(row)

    def _row(self, items: Sequence[Item]) -> list[Block]:
        if not items:
            return []
        page = self._page
        shapes = [one.picture.shape for one in items if one.picture]
        if len(items) == 1:
            height = page.text_height * _HIGHEST
        else:
            room = page.text_width - _GAP * (len(items) - 1)
            height = min(room / sum(shapes), page.row * 1.3)
        told = [self._picture(one, page.text_width, height) for one in items]
        if len(items) > 1:
            # A panorama beside a portrait would be higher than the line has room for.
            spare = page.text_width / (sum(one["w"] for one in told) + _GAP * (len(told) - 1))
            for one in told if spare < 1 else ():
                one["w"], one["h"] = one["w"] * spare, one["h"] * spare
        self._printed |= {one.id for one in items}
        return [{"kind": "pictures", "pictures": told, "gap": _GAP, "floats": ""}]

    def _picture(self, item: Item, width: float, height: float) -> Block:
        assert item.picture is not None
        w, h = _fit(item.picture, width, height)
        told: Block = {
            "file": self._shoot(item.id, item.picture, w, h),
            "w": w,
            "h": h,
            "alt": item.alt,
            "caption": item.caption,
            "about": item.about,
            "n": self._numbers.get(item.id),
            "label": self._label(item.id),
        }
        if item.kind is Kind.video:
            told |= self._code(item)
        told["beside"] = w < _BESIDE_IT * self._page.text_width
        return told

    def _shoot(self, id: UUID, picture: Picture, w: float, h: float) -> str:
        """The file of a picture that is printed so large; where it is printed twice, the larger."""
        name = f"{id.hex}.jpg"
        edge = max(1, round(max(w, h) / 25.4 * DPI))
        known = self._layout.shots.get(name)
        self._layout.shots[name] = Shot(name, picture, max(edge, known.edge if known else 0))
        return name

    def _voice(self, item: Item, words: str) -> Block:
        about = ", ".join(one for one in (item.about, item.giver, say_length(item.duration)) if one)
        return {
            "kind": "voice",
            "title": item.caption or CALLED[item.kind],
            "about": about,
            "words": words,
            "n": self._numbers.get(item.id),
            "label": self._label(item.id),
            **self._code(item),
        }

    def _paper(self, item: Item) -> Block:
        """A letter beside what is written in it, or a story in the words of whoever wrote it."""
        self._printed.add(item.id)
        label = self._label(item.id)
        picture = None
        if item.picture is not None:
            height = self._page.text_height * (_LETTER if item.text else 0.8)
            picture = self._picture(item, self._page.text_width * 0.8, height)
        about = ", ".join(one for one in (item.about, item.giver) if one)
        return {
            "kind": "paper",
            "title": item.caption,
            "about": about,
            "picture": picture,
            "text": _paragraphs(item.text),
            "n": self._numbers.get(item.id),
            "label": label,
        }

    def _label(self, id: UUID) -> str:
        """What the list of sources finds it by, where it is printed for the first time."""
        if id in self._labelled:
            return ""
        self._labelled.add(id)
        return _label(id)

    def _code(self, item: Item) -> Block:
        if self._link is None:
            return {"code": None, "link": ""}
        name = f"{item.id.hex}.svg"
        self._layout.codes[name] = self._link(item.id)
        return {"code": name, "link": self._link(item.id)}

    def _hero(self) -> Block | None:
        hero = self._book.items.get(self._book.hero) if self._book.hero else None
        if hero is None or hero.picture is None:
            return None
        left, top, right, bottom = _crop(self._book.hero_crop)
        seen = Picture(
            hero.picture.key,
            max(1, round(hero.picture.width * (right - left))),
            max(1, round(hero.picture.height * (bottom - top))),
        )
        w, h = _fit(seen, self._page.text_width * 0.8, self._page.text_height * 0.46)
        whole_w, whole_h = w / (right - left), h / (bottom - top)
        return {
            "file": self._shoot(hero.id, hero.picture, whole_w, whole_h),
            "w": w,
            "h": h,
            "whole": whole_w,
            "high": whole_h,
            "left": left * whole_w,
            "top": top * whole_h,
            "alt": hero.alt,
        }


def _is_told(item: Item) -> bool:
    """Whether it is a letter, paper or story that has something to print."""
    return (item.is_letter or item.kind is Kind.note) and bool(item.text or item.picture)


def _fit(picture: Picture, width: float, height: float) -> tuple[float, float]:
    w = min(width, height * picture.shape)
    return w, w / picture.shape


def _crop(crop: tuple[float, ...] | None) -> tuple[float, float, float, float]:
    """Its edges, as parts of the picture."""
    if crop is None or len(crop) != 4:
        return 0.0, 0.0, 1.0, 1.0
    left, top, width, height = (min(1.0, max(0.0, one)) for one in crop)
    right, bottom = min(1.0, left + width), min(1.0, top + height)
    return (left, top, right, bottom) if right > left and bottom > top else (0.0, 0.0, 1.0, 1.0)


def _paragraphs(text: str) -> list[str]:
    """Its paragraphs; lines within one stay lines."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    return [one.strip("\n").rstrip() for one in _BLANK.split(whole) if one.strip()]


def _paragraphs_of(sentences: Iterable[SentenceView]) -> list[list[SentenceView]]:
    found: list[list[SentenceView]] = []
    for one in sentences:
        if one.waits:
            continue
        if one.opens_paragraph or not found:
            found.append([])
        found[-1].append(one)
    return found


def _find_homes(chapters: Iterable[ChapterView]) -> dict[UUID, UUID]:
    """The sentence at which each memory is shown: of those that rest on it the one that rests on
    the fewest, and of those the first."""
    fewest: dict[UUID, tuple[int, UUID]] = {}
    for chapter in chapters:
        for one in chapter.sentences:
            if one.waits or one.verdict == "frame":
                continue
            for id in one.sources:
                if id not in fewest or len(one.sources) < fewest[id][0]:
                    fewest[id] = (len(one.sources), one.id)
    return {id: sentence for id, (_number, sentence) in fewest.items()}


def _height(blocks: Iterable[Block], page: Page) -> float:
    """About how much of pages these take, in millimetres."""
    line = page.size * 0.3528 * 1.35
    signs = page.text_width / (page.size * 0.3528 * 0.45)

    def lines(words: str) -> float:
        return line * sum(len(one) / signs + 1 for one in words.split("\n")) if words else 0.0

    height = 0.0
    for one in blocks:
        match one["kind"]:
            case "text":
                height += lines(" ".join(words for words, _numbers in one["runs"]))
            case "pictures":
                height += max(p["h"] + lines(p["caption"]) for p in one["pictures"]) + 12
            case "voice":
                height += max(24.0, lines(one["words"]) + 2 * line + 12)
            case "paper":
                height += sum(map(lines, one["text"])) + 3 * line + 12
                height += one["picture"]["h"] + 7 if one["picture"] else 0.0
            case _:
                height += 4 * line
    return height


def _let_float(blocks: list[Block], page: Page) -> None:
    """Let pictures move to the top or bottom of a page where enough text follows to fill the place
    that they leave; never above the title of their chapter."""
    for n, one in enumerate(blocks):
        if one["kind"] != "pictures":
            continue
        follows = _height((b for b in blocks[n + 1 :] if b["kind"] == "text"), page)
        if follows > _height([one], page):
            opened = _height(blocks[:n], page) < 0.8 * page.text_height
            one["floats"] = "bottom" if opened else "auto"


def _label(id: UUID) -> str:
    return f"m-{id.hex}"
