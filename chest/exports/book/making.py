"""A book made: read, laid out, its pictures scaled to their print, and set."""

from __future__ import annotations

import json
import math
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog

from ai.media import MediaError, Typesetter
from chest.access.viewers import Viewer
from chest.database import Database
from chest.exports.book.laying import MOST_PICTURES, lay_out
from chest.exports.book.orders import BookOrder
from chest.exports.book.paper import PAGES, Paper
from chest.exports.book.printing import Layout, Shot
from chest.exports.book.reading import Book, BookReader, BookSize
from chest.models import Chest
from chest.sharing.codes import svg_code
from chest.stories.manager import StoryManager
from language import N_, _, choose, ngettext, speaking, write_day
from storage.base import BlobDamaged, BlobMissing, BlobStore
from storage.working_folders import working_folder

log = structlog.get_logger(__name__)

Tell = Callable[[int, int], None]
"""Hears how many of how many pictures are ready."""

INSTEAD = "▯"
"""Stands where no font has a sign; the last page says so."""

_TEMPLATE = Path(__file__).with_name("book.typ")
_TRIES = 4
_NEARLY = 0.9  # 270 dots to the inch are printed as 300 are
_SCRIPTS_NAMED = 6
# As measured on books of 22 to 300 pages.
_BYTES_A_PICTURE = 120_000
_PAGES_A_PICTURE = 0.45
_PAGES_A_PICTURE_IN_ROWS = 0.33
_SIGNS_A_PAGE = 1_700


class NotSet(Exception):
    """Raised where the book could not be set; its words are a sentence for whoever asked."""


TOO_LARGE = N_(
    "The book could not be made: it is too large for the memory here, or something in it cannot be "
    "printed. Choose fewer albums, or ask whoever runs this installation to look into the log."
)


@dataclass(frozen=True)
class Made:
    """A book that lies at `path`. `lost` are the pictures that could not be printed, `missing` the
    signs that no font has."""

    path: Path
    pages: int
    pictures: int
    lost: tuple[str, ...]
    missing: str


@dataclass(frozen=True)
class _Desk:
    """Where a book is made, and with what."""

    place: Path
    typesetter: Typesetter
    tell: Tell


class BookMaker:
    """Makes books for one viewer at a time."""

    def __init__(
        self,
        *,
        database: Database,
        blobs: BlobStore,
        stories: StoryManager,
        public_url: str = "",
        system_fonts: bool = True,
    ) -> None:
        """`public_url` is where the chest is found on the internet, "" where it is not."""
        self._database = database
        self._blobs = blobs
        self._stories = stories
        self._public_url = public_url.rstrip("/")
        self._system_fonts = system_fonts

    @property
    def has_codes(self) -> bool:
        """Whether its voices can be listened to from the page."""
        return bool(self._public_url)

    def measure(self, viewer: Viewer, chest_id: UUID, order: BookOrder) -> BookSize:
        """About how large it would be, without making it. That the viewer belongs to the chest is
        for the caller to check."""
        reader = BookReader(self._database, self._stories, viewer)
        pictures, signs, is_told = reader.count(chest_id, order)
        page, small = PAGES[order.paper], PAGES[Paper.a5]
        area = (page.text_width * page.text_height) / (small.text_width * small.text_height)
        each = _PAGES_A_PICTURE if is_told else _PAGES_A_PICTURE_IN_ROWS
        pages = 10 + min(pictures, MOST_PICTURES) * each + signs / (_SIGNS_A_PAGE * math.sqrt(area))
        size = 200_000 + min(pictures, MOST_PICTURES) * _BYTES_A_PICTURE * math.sqrt(area)
        return BookSize(min(pictures, MOST_PICTURES), round(pages), round(size))

    @contextmanager
    def make(
        self, viewer: Viewer, chest_id: UUID, order: BookOrder, *, when: datetime, tell: Tell
    ) -> Iterator[Made]:
        """The book, until the context ends. Raises NotSet, what the store raises, but for a picture
        that is missing or damaged, and what `tell` raises."""
        with working_folder() as folder, Typesetter() as typesetter:
            with self._database.read() as session:
                chest = session.get_one(Chest, chest_id)
                language, zone = chest.language, ZoneInfo(chest.time_zone)
            with speaking(choose(language)):
                made = self._make(
                    _Desk(Path(folder), typesetter, tell),
                    BookReader(self._database, self._stories, viewer).read(chest_id, order),
                    order,
                    link=self._link(chest_id) if self.has_codes else None,
                    when=when.astimezone(zone),
                )
            yield made

    def _make(
        self,
        desk: _Desk,
        book: Book,
        order: BookOrder,
        *,
        link: Callable[[UUID], str] | None,
        when: datetime,
    ) -> Made:
        layout = lay_out(book, PAGES[order.paper], link=link, about=self._say_how(book, when))
        lost = self._shoot_all(layout, desk)
        for name, address in layout.codes.items():
            (desk.place / name).write_text(svg_code(address))
        layout.told["lost"] = lost
        if lost:
            layout.told["about"].append(
                ngettext(
                    "{n} picture could not be printed: its file is missing or damaged where "
                    "it is kept. A grey field stands in its place.",
                    "{n} pictures could not be printed: their files are missing or damaged "
                    "where they are kept. Grey fields stand in their place.",
                    len(lost),
                )
            )
        pages, missing = self._set(layout, desk)
        return Made(desk.place / "book.pdf", pages, len(layout.shots), tuple(lost), missing)

    # ---- pictures ----

    def _shoot_all(self, layout: Layout, desk: _Desk) -> list[str]:
        """The files of those that could not be had."""
        lost = []
        for n, shot in enumerate(layout.shots.values(), start=1):
            if not self._shoot(shot, desk):
                lost.append(shot.file)
            desk.tell(n, len(layout.shots))
        return lost

    def _shoot(self, shot: Shot, desk: _Desk) -> bool:
        """Write the picture at the size of its print; whether there is one. The picture that the
        pages show does where it is large enough: the original is opened only for more."""
        seen = shot.picture
        small = max(seen.width, seen.height)
        keys = [seen.key]
        if seen.original and small < shot.edge * _NEARLY:
            keys.insert(0, seen.original)
        for key in keys:
            try:
                with self._blobs.as_file(key) as path:
                    if key == seen.key and small <= shot.edge:
                        shutil.copyfile(path, desk.place / shot.file)
                    else:
                        desk.typesetter.large(path, desk.place / shot.file, edge=shot.edge)
                return True
            except (BlobMissing, BlobDamaged, MediaError) as error:
                log.warning("a picture of a book is left out", error=type(error).__name__)
        return False

    # ---- setting ----

    def _set(self, layout: Layout, desk: _Desk) -> tuple[int, str]:
        """Pages, and the signs that no font has."""
        place = desk.place
        main = place / "main.typ"
        shutil.copyfile(_TEMPLATE, main)
        missing = ""
        told: Any = layout.told
        for _try in range(_TRIES):
            (place / "book.json").write_text(json.dumps(told, ensure_ascii=False))
            try:
                done = desk.typesetter.typeset(
                    main, place / "book.pdf", system_fonts=self._system_fonts
                )
            except MediaError as error:
                log.warning("a book could not be set", kind=error.kind, detail=error.detail)
                raise NotSet(TOO_LARGE) from error
            if not done.missing:
                return done.pages, missing
            fresh = "".join(one for one in done.missing if ord(one) > 127 and one != INSTEAD)
            if not fresh:
                break
            missing = "".join(sorted(set(missing + fresh)))
            told = _without(layout.told, missing)
            told["about"].append(say_missing(missing))
        log.warning("a book could not be set", missing=missing)
        raise NotSet(TOO_LARGE)

    # ---- words ----

    def _say_how(self, book: Book, when: datetime) -> list[str]:
        """How it was made, in sentences."""
        count = len(book.items)
        told = [
            ngettext(
                "Made on {day} with Memory Chest, from {n} memory that the family kept of {name}.",
                "Made on {day} with Memory Chest, from {n} memories that the family kept of "
                "{name}.",
                count,
                day=write_day(when.date()),
                name=book.name,
            ),
            _(
                "It holds what is for the whole family. What only some may see, and what nobody "
                "has approved yet, is not in it."
            ),
        ]
        if book.story is not None:
            told.append(
                _(
                    "The story was written by {who} from these memories. Every sentence rests on "
                    "those that its small number names.",
                    who=book.story.who,
                )
                if book.story.who
                else _(
                    "The story was put together from these memories, in the family's own words "
                    "where they are quoted. Every sentence rests on those that its small number "
                    "names."
                )
            )
        if self.has_codes:
            told.append(
                _(
                    "The codes lead to voices and films in the chest at {address}. A phone's "
                    "camera opens them, for whoever may see the chest.",
                    address=self._public_url,
                )
            )
        else:
            told.append(
                _(
                    "This chest has no address on the internet, so no codes lead from this book to "
                    "its voices and films."
                )
            )
        told.append(
            _("Set in Libertinus Serif, which is free under the SIL Open Font License, by Typst.")
        )
        return told

    def _link(self, chest_id: UUID) -> Callable[[UUID], str]:
        def link(asset_id: UUID) -> str:
            query = urlencode({"chest": str(chest_id), "id": str(asset_id)})
            return f"{self._public_url}/memory?{query}"

        return link


def say_missing(missing: str) -> str:
    """That some signs could not be printed, by the scripts that they belong to."""
    scripts: dict[str, None] = {}
    for sign in missing:
        name = unicodedata.name(sign, f"U+{ord(sign):04X}")
        if unicodedata.category(sign).startswith("L"):
            name = name.split(" ")[0].split("-")[0].capitalize()
        scripts.setdefault(name if name.startswith("U+") else name[0] + name[1:].lower())
    named = list(scripts)[:_SCRIPTS_NAMED]
    more = " …" if len(scripts) > len(named) else ""
    return ngettext(
        "{n} sign could not be printed, since the computer that made this book has no font for it: "
        "{scripts}. In its place stands {instead}.",
        "{n} different signs could not be printed, since the computer that made this book has no "
        "font for them: {scripts}. In their place stands {instead}.",
        len(missing),
        scripts=", ".join(named) + more,
        instead=INSTEAD,
    )


def _without(told: Any, missing: str) -> Any:
    """The same with those signs replaced; a copy."""
    table = str.maketrans(dict.fromkeys(missing, INSTEAD))

    def clean(value: Any) -> Any:
        if isinstance(value, str):
            return value.translate(table)
        if isinstance(value, list):
            return [clean(one) for one in value]
        if isinstance(value, dict):
            return {name: clean(one) for name, one in value.items()}
        return value

    return clean(told)
