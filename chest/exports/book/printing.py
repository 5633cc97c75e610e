"""The pieces of a book: pictures, voices and letters as the template sets them, with the size at
which they are printed."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from chest.exports.book.paper import Page
from chest.exports.book.reading import Book, Item, Picture
from chest.exports.book.words import CALLED, say_length
from chest.models import Kind

Block = dict[str, Any]
Link = Callable[[UUID], str]

DPI = 300
MOST_PIXELS = 250_000_000
"""Of all pictures together: whoever sets the book has three bytes of each in memory. Beyond, all
have fewer dots to the inch; where there are as many as there may be, about 200."""
SHORT = 90  # characters of a caption that fits below a picture beside others
_GAP = 4.0  # millimetres between pictures in a row
_HIGHEST = 0.43  # of the page, that a picture may take: two of them stand on one
_BESIDE_IT = 0.62  # of the line: a narrower picture has its words beside it
_LETTER = 0.46  # of the page, that the picture of a letter may take
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


class Printer:
    """Makes the pieces, and remembers which memories are printed and numbered."""

    def __init__(self, book: Book, page: Page, link: Link | None) -> None:
        self._book = book
        self._page = page
        self._link = link
        self.layout = Layout()
        self.numbers: dict[UUID, int] = {}
        self.printed: set[UUID] = set()
        self.labelled: set[UUID] = set()

    def pictures(self, items: Sequence[Item]) -> list[Block]:
        """Those with few words beside each other, so that they fill the line; others alone."""
        blocks: list[Block] = []
        row: list[Item] = []
        width, shape = self._page.text_width, 0.0
        for item in items:
            assert item.picture is not None
            if len(item.caption) > SHORT or (item.kind is Kind.video and self._link):
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
        self.printed |= {one.id for one in items}
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
            "n": self.numbers.get(item.id),
            "label": self._name(item.id),
        }
        if item.kind is Kind.video:
            told |= self._code(item)
        told["beside"] = w < _BESIDE_IT * self._page.text_width
        return told

    def _shoot(self, id: UUID, picture: Picture, w: float, h: float) -> str:
        """The file of a picture that is printed so large; where it is printed twice, the larger."""
        name = f"{id.hex}.jpg"
        edge = max(1, round(max(w, h) / 25.4 * DPI))
        known = self.layout.shots.get(name)
        self.layout.shots[name] = Shot(name, picture, max(edge, known.edge if known else 0))
        return name

    def voice(self, item: Item, words: str) -> Block:
        about = ", ".join(one for one in (item.about, item.giver, say_length(item.duration)) if one)
        return {
            "kind": "voice",
            "title": item.caption or CALLED[item.kind],
            "about": about,
            "words": words,
            "n": self.numbers.get(item.id),
            "label": self._name(item.id),
            **self._code(item),
        }

    def paper(self, item: Item) -> Block:
        """A letter beside what is written in it, or a story in the words of whoever wrote it."""
        self.printed.add(item.id)
        label = self._name(item.id)
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
            "text": paragraphs(item.text),
            "n": self.numbers.get(item.id),
            "label": label,
        }

    def _name(self, id: UUID) -> str:
        """What the list of sources finds it by, where it is printed for the first time."""
        if id in self.labelled:
            return ""
        self.labelled.add(id)
        return label_of(id)

    def _code(self, item: Item) -> Block:
        if self._link is None:
            return {"code": None, "link": ""}
        name = f"{item.id.hex}.svg"
        self.layout.codes[name] = self._link(item.id)
        return {"code": name, "link": self._link(item.id)}

    def hero(self) -> Block | None:
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


def paragraphs(text: str) -> list[str]:
    """Its paragraphs; lines within one stay lines."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    return [one.strip("\n").rstrip() for one in _BLANK.split(whole) if one.strip()]


def label_of(id: UUID) -> str:
    return f"m-{id.hex}"


def height_of(blocks: Iterable[Block], page: Page) -> float:
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
