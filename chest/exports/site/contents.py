"""What goes into a site: pages that open from a folder, in any browser, with no program and no
network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from chest.albums.manager import AlbumManager
from chest.exports.contents import Contents, Records
from chest.exports.memories import Packing, Problem
from chest.exports.names import Taken
from chest.exports.packing import Entry, measure, text_entry
from chest.exports.reading import ReadMemory
from chest.exports.site.cards import Cards, read_card
from chest.exports.site.finding import write_finding
from chest.exports.site.html import Frame
from chest.exports.site.lists import (
    Album,
    write_about,
    write_albums,
    write_door,
    write_letters,
    write_people,
    write_voices,
    write_years,
)
from chest.exports.site.memory import pack_for_site
from chest.exports.site.story import write_stories
from chest.models import StoryState
from chest.paging import MAX_PAGE
from chest.people.roster import roster_of
from chest.stories.views import StoryView
from language import speaking, write_day

STYLE = (Path(__file__).parent / "style.css").read_text("utf-8")

_IN_MEMORY = 4 * 1024 * 1024


class SiteContents(Contents):
    """Written in the chest's own language."""

    @property
    def _frame(self) -> Frame:
        return Frame(self.chest.name)

    def pack(self, one: ReadMemory, taken: Taken) -> Packing:
        with speaking(self.chest.language):
            return pack_for_site(
                self.blobs, one, taken, frame=self._frame, southern=self.chest.southern
            )

    def list_last(self, packed: Records, problems: Sequence[Problem]) -> list[Entry]:
        cards = Cards()
        self.close_with_this(cards.close)
        for one in packed():
            if "card" in one.about:
                cards.add(read_card(one.about["card"]))
        with speaking(self.chest.language):
            entries = self._spool_pages(self._write_pages(cards, len(problems)))
        entries.append(text_entry("style.css", STYLE, type="text/css"))
        entries += self.list_problems("problems.json", problems)
        entries.append(self.readme(packed, problems))
        return [*entries, self.sums(packed, entries)]

    def _write_pages(self, cards: Cards, problems: int) -> Iterator[tuple[str, str]]:
        """All pages that are of no single memory, as path and HTML."""
        frame, chest = self._frame, self.chest
        with self.database.read() as session:
            roster = roster_of(session, chest)
        stories = self._read_stories()
        hero = cards.find(str(chest.hero_asset_id)) if chest.hero_asset_id else None
        story = "stories/1.html" if stories else None
        yield "index.html", write_door(frame, chest, cards, hero=hero, story=story)
        yield from chain(
            write_years(frame, cards),
            write_people(frame, cards, roster, southern=chest.southern),
            write_albums(frame, cards, list(self._iter_albums())),
            write_voices(frame, cards),
            write_letters(frame, cards),
            write_stories(frame, cards, stories),
            write_finding(frame, cards),
        )
        closed = sum(1 for card in cards.iter_all() if card.badge)
        day = write_day(self.made_at)
        number = cards.count()
        about = write_about(frame, day=day, number=number, closed=closed, problems=problems)
        yield "about.html", about

    def _read_stories(self) -> list[StoryView]:
        viewer = self.asked.viewer
        return [
            self.stories.get(viewer, one.id)
            for one in self.stories.list_stories(viewer, self.asked.chest_id)
            if one.state is StoryState.ready
        ]

    def _iter_albums(self) -> Iterator[Album]:
        """Each with those of its memories that whoever asked sees."""
        albums, viewer = AlbumManager(database=self.database), self.asked.viewer
        cursor: str | None = None
        while True:
            page = albums.list_page(viewer, self.asked.chest_id, cursor=cursor, limit=MAX_PAGE)
            for view in page.items:
                ids, within = [], None
                while True:
                    some = albums.list_memories(viewer, view.id, cursor=within, limit=MAX_PAGE)
                    ids += [card.id for card in some.items]
                    within = some.next
                    if within is None:
                        break
                yield Album(view, ids)
            cursor = page.next
            if cursor is None:
                return

    def _spool_pages(self, pages: Iterable[tuple[str, str]]) -> list[Entry]:
        """The pages as entries; all of them lie in one file, in memory while that is small."""
        spooled = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (closed with this)
        file = cast(IO[bytes], spooled)
        self.close_with_this(file.close)
        entries, begin = [], 0
        for path, html in pages:
            data = html.encode("utf-8")
            file.seek(begin)
            file.write(data)
            entries.append(measure(path, partial(_read, file, begin, len(data)), type=_HTML))
            begin += len(data)
        return entries


_HTML = "text/html"


def _read(file: IO[bytes], at: int, size: int) -> Iterator[bytes]:
    file.seek(at)
    yield file.read(size)
