"""The stories of a site: each sentence with small numbers that lead to what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from chest.exports.site.cards import Cards
from chest.exports.site.html import Frame, link, page, text
from chest.exports.site.tiles import tile
from chest.stories.views import ChapterView, Heard, StoryView
from chest.texts import say_clock
from language import _, write_day

_HERE = "stories.html"


def write_stories(
    frame: Frame, cards: Cards, stories: Sequence[StoryView]
) -> Iterator[tuple[str, str]]:
    """The pages, as path and HTML; the newest story first."""
    paths = [f"stories/{number + 1}.html" for number in range(len(stories))]
    links = "".join(
        f"<li>{link(path, text(_title(story)))}</li>"
        for path, story in zip(paths, stories, strict=True)
    )
    told = f'<ul class="choices">{links}</ul>' if links else ""
    none = _("No story was told yet when this was taken out.")
    empty = "" if links else f"<p>{text(none)}</p>"
    yield _HERE, page(frame, _HERE, title=_("Story"), body=told + empty, here=_HERE)
    for path, story in zip(paths, stories, strict=True):
        body = _Telling(cards, story).write()
        yield path, page(frame, path, title=_title(story), body=body, here=_HERE)


def _title(story: StoryView) -> str:
    return _("The story of {day}", day=write_day(story.finished_at or story.created_at))


class _Telling:
    """One story, whose sources are numbered as they are named first."""

    def __init__(self, cards: Cards, story: StoryView) -> None:
        self._cards = cards
        self._story = story
        self._numbers: dict[UUID, int] = {}
        self._heard: dict[UUID, dict[float, Heard]] = {}

    def write(self) -> str:
        chapters = "".join(self._chapter(one) for one in self._story.chapters)
        who = self._story.who
        named = _("Told by {narrator}", narrator=who or "")
        by = f"<p>{text(named)}</p>" if who else ""
        head = text(_("What it rests on"))
        notes = "".join(self._note(id, number) for id, number in self._numbers.items())
        rests = f'<section><h2>{head}</h2><ol class="notes">{notes}</ol></section>' if notes else ""
        language = text(self._story.language)
        return f'<article class="story" lang="{language}">{chapters}</article>{by}{rests}'

    def _chapter(self, chapter: ChapterView) -> str:
        told = []
        for number, sentence in enumerate(chapter.sentences):
            if sentence.opens_paragraph and number:
                told.append("</p>\n<p>")
            told.append(text(sentence.text))
            for heard in sentence.heard:
                self._heard.setdefault(heard.asset_id, {})[heard.second] = heard
            for id in sentence.sources:
                told.append(self._mark(id))
            told.append("\n")
        return f"<h2>{text(chapter.title)}</h2>\n<p>{''.join(told)}</p>\n"

    def _mark(self, id: UUID) -> str:
        number = self._numbers.setdefault(id, len(self._numbers) + 1)
        label = text(_("What this rests on: {n}", n=number))
        return f'<sup><a href="#n{number}" aria-label="{label}">{number}</a></sup>'

    def _note(self, id: UUID, number: int) -> str:
        card = self._cards.find(str(id))
        if card is None:
            words = text(_("A memory that is not in this copy"))
            return f'<li id="n{number}" value="{number}">{words}</li>'
        heard = "".join(
            f"<li>{self._at(card.plays, one, second)}</li>"
            for second, one in sorted(self._heard.get(id, {}).items())
        )
        said = f'<ul class="heard">{heard}</ul>' if heard else ""
        shown = f'<ul class="tiles">{tile(card, up="../")}</ul>'
        return f'<li id="n{number}" value="{number}">{shown}{said}</li>'

    @staticmethod
    def _at(plays: str, heard: Heard, second: float) -> str:
        words = f"{text(say_clock(second))} “{text(heard.words)}”"
        return link(plays, words, up="../", at=f"t={max(0.0, second):.1f}") if plays else words
