"""A book laid out: what stands in which part, how large each picture is printed, and what the
template is given. Words stay data from here to the page; nothing is ever written into a template.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from chest.exports.book.paper import Page
from chest.exports.book.printing import (
    SHORT,
    Block,
    Layout,
    Link,
    Printer,
    height_of,
    label_of,
    paragraphs,
)
from chest.exports.book.reading import Book, Item
from chest.exports.book.words import CALLED, count_kind, say_edtf, say_titles
from chest.models import Kind
from chest.stories.views import ChapterView, SentenceView
from language import _

MOST_PICTURES = 1_000
_BESIDE = 3  # pictures between two paragraphs; the others of a chapter stand at its end
_RUNS_ON = 1.2  # pages: a shorter chapter begins where the last one ends, if there is room
_SIGNS = 74  # in a line of a source
_MOST_YEARS = 15  # that are chapters of their own; of more, decades are
_MARKS = 4  # runs of numbers behind one sentence


def lay_out(book: Book, page: Page, *, link: Link | None, about: Sequence[str]) -> Layout:
    """In the language that is spoken now. `link` says where a memory is found on the internet, None
    where the chest has no address there; `about` are paragraphs on how the book was made."""
    return _Layer(book, page, link).lay(about)


class _Layer:
    def __init__(self, book: Book, page: Page, link: Link | None) -> None:
        self._book = book
        self._page = page
        self._print = Printer(book, page, link)
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
        rest = [one for one in book.items.values() if one.id not in self._print.printed]
        parts += self._part(
            _("Letters and stories"), [*map(self._print.paper, filter(_is_told, rest))]
        )
        voices = [one for one in rest if one.kind is Kind.audio]
        parts += self._part(_("Voices"), [self._print.voice(one, one.said) for one in voices])
        self._print.layout.told = {
            "name": book.name,
            "life": book.life,
            "words": book.words,
            "opening": self._opening(),
            "language": book.language,
            "hero": self._print.hero(),
            "page": {
                **{name: getattr(page, name) for name in page.__dataclass_fields__},
                "text_width": page.text_width,
                "text_height": page.text_height,
            },
            "parts": parts,
            "sources": [self._source(id, n) for id, n in self._print.numbers.items()],
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
        self._print.layout.thin()
        return self._print.layout

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
            self._print.printed |= {one.id for one in cited if one.kind is Kind.note}
            pictures = [one for one in fresh if one.is_picture and one.picture]
            blocks += self._print.pictures(pictures[:_BESIDE])
            more += pictures[_BESIDE:]
            heard = {one.asset_id: one.words for s in paragraph for one in s.heard}
            for item in fresh:
                if item.kind is Kind.audio:
                    self._print.printed.add(item.id)
                    blocks.append(self._print.voice(item, heard.get(item.id, item.said)))
        blocks += self._print.pictures([one for one in more if one.id not in self._print.printed])
        blocks += [
            self._print.paper(one) for one in papers.values() if one.id not in self._print.printed
        ]
        return self._part_of(chapter.title, language, blocks)

    def _opening(self) -> list[str]:
        """What the family writes of the person, unless the story begins with it."""
        words, story = self._book.long_words, self._book.story
        begins = " ".join(words.split())[:SHORT]
        told = story.chapters[0].sentences if story and story.chapters else ()
        return [] if any(begins in one.text for one in told) else paragraphs(words)

    def _cite(self, sentences: Iterable[SentenceView]) -> list[UUID]:
        told = (s for s in sentences if s.verdict != "frame")
        cited = dict.fromkeys(id for one in told for id in one.sources)
        return [id for id in cited if id in self._book.items]

    def _mark(self, sentence: SentenceView) -> str:
        """The numbers of what it rests on: "3, 7–9"."""
        ids = self._cite([sentence])
        numbers = sorted(
            {self._print.numbers.setdefault(id, len(self._print.numbers) + 1) for id in ids}
        )
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
        label = label_of(id) if id in self._print.labelled else ""
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
            {"kind": "text", "runs": [[words, ""]]} for words in paragraphs(description)
        ]
        return self._untold(name, blocks + self._in_order([self._book.items[id] for id in ids]))

    def _untold(self, title: str, blocks: list[Block]) -> Block:
        return self._part_of(title, self._book.language, blocks)

    def _part_of(self, title: str, language: str, blocks: list[Block]) -> Block:
        """A short one begins no page."""
        short = height_of(blocks, self._page) < _RUNS_ON * self._page.text_height
        if not short:
            _let_float(blocks, self._page)
        return {"title": title, "language": language, "blocks": blocks, "runs_on": short}

    def _part(self, title: str, blocks: list[Block]) -> list[Block]:
        return [self._untold(title, blocks)] if blocks else []

    def _in_order(self, items: Iterable[Item]) -> list[Block]:
        """Pictures in rows, with letters, stories and voices where they come, unless those were
        printed before."""
        blocks: list[Block] = []
        held: list[Item] = []
        for item in items:
            if item.is_picture:
                held += [item] if item.picture else []
                continue
            if item.id in self._print.printed:
                continue
            blocks += self._print.pictures(held)
            held = []
            if item.kind is Kind.audio:
                self._print.printed.add(item.id)
                blocks.append(self._print.voice(item, item.said))
            elif _is_told(item):
                blocks.append(self._print.paper(item))
        return blocks + self._print.pictures(held)


def _is_told(item: Item) -> bool:
    """Whether it is a letter, paper or story that has something to print."""
    return (item.is_letter or item.kind is Kind.note) and bool(item.text or item.picture)


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


def _let_float(blocks: list[Block], page: Page) -> None:
    """Let pictures move to the top or bottom of a page where enough text follows to fill the place
    that they leave; never above the title of their chapter."""
    for n, one in enumerate(blocks):
        if one["kind"] != "pictures":
            continue
        follows = height_of((b for b in blocks[n + 1 :] if b["kind"] == "text"), page)
        if follows > height_of([one], page):
            opened = height_of(blocks[:n], page) < 0.8 * page.text_height
            one["floats"] = "bottom" if opened else "auto"
