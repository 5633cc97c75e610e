"""The chapters of a story before it is told: which part of the life each is about, and what a
narrator is asked for it.

Chapters are stages of a life or decades. Where one holds very much, it is told by parts of the
calendar, so that a new memory is in one chapter and moves no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from ai.narrative.base import Mode, Segment, Subject, Task, Tone
from ai.narrative.cards import Card, make_cards
from ai.narrative.lives import ACROSS, REMEMBERED, UNDATED, Place, find_middle, find_place
from ai.narrative.prices import count_task
from ai.narrative.remembering import find_remembered
from ai.narrative.scenes import About, Budget, choose
from ai.narrative.titles import name_chapter

Length = Literal["short", "medium", "long"]
LENGTHS: tuple[Length, ...] = get_args(Length)

MOST_CHAPTERS = 20
_CROWDED = 60  # memories of one chapter, from which on it is told in parts
_YEARS = (10, 5, 2, 1)  # of the calendar, in which it is told then

_BUDGETS: Mapping[Length, Budget] = {
    "short": Budget(pieces=18, tokens=3_000),
    "medium": Budget(pieces=40, tokens=7_000),
    "long": Budget(pieces=60, tokens=12_000),
}
_WRITTEN: Mapping[Length, int] = {"short": 2_500, "medium": 5_000, "long": 9_000}
_ASKED: Mapping[Length, str] = {
    "short": "At most eight sentences.",
    "medium": "",
    "long": "Tell it at length, in several paragraphs.",
}
_TITLES: Mapping[str, Mapping[Place, str]] = {
    "pt": {UNDATED: "Sem data", ACROSS: "Ao longo dos anos", REMEMBERED: "Contado depois"},
    "es": {UNDATED: "Sin fecha", ACROSS: "A lo largo de los años", REMEMBERED: "Contado después"},
    "fr": {UNDATED: "Sans date", ACROSS: "Au fil des années", REMEMBERED: "Raconté plus tard"},
    "de": {UNDATED: "Ohne Datum", ACROSS: "Über die Jahre", REMEMBERED: "Später erzählt"},
    "it": {UNDATED: "Senza data", ACROSS: "Nel corso degli anni", REMEMBERED: "Raccontato dopo"},
}


@dataclass(frozen=True, slots=True)
class Manner:
    """How a story is told, and by whom: `window` is how many tokens the narrator reads at once."""

    language: str = "en"
    tone: Tone = "plain"
    mode: Mode = "narrative"
    length: Length = "medium"
    window: int = 100_000


@dataclass(frozen=True, slots=True)
class Planned:
    """A chapter to be told. `memories` are all of its part of the life, `segments` what they say;
    `cards` are the pieces of `task`, empty where nothing of it has words."""

    key: str
    title: str
    place: Place
    memories: tuple[str, ...]
    segments: tuple[Segment, ...]
    cards: tuple[Card, ...]
    task: Task

    def halved(self) -> Planned:
        """The same with half as much to read, for a narrator that could not take it all."""
        few = Budget(max(1, len(self.cards) // 2), sum(c.tokens for c in self.cards) // 2)
        cards = tuple(choose(self.task.subject, self.cards, {}, few)) or self.cards[:1]
        return replace(self, cards=cards, task=_with(self.task, cards))


def outline(
    subject: Subject,
    segments: Iterable[Segment],
    manner: Manner,
    about: Mapping[str, About] | None = None,
) -> list[Planned]:
    """The chapters in their order; `about` says who and what each memory is of."""
    by_asset: dict[str, list[Segment]] = {}
    for segment in segments:
        by_asset.setdefault(segment.asset, []).append(segment)
    parts = _split(_place_all(subject, by_asset))
    asked = _ask_for(subject, manner)
    budget = _budget_of(asked, manner)
    return [
        _plan(subject, part, by_asset, manner, replace(asked), budget, about or {})
        for part in parts
    ]


@dataclass(frozen=True, slots=True)
class _Part:
    place: Place
    key: str
    years: tuple[int, int] | None
    memories: tuple[tuple[str, str, int | None], ...]  # sort key, asset, year of its middle


def _place_all(subject: Subject, by_asset: dict[str, list[Segment]]) -> list[_Part]:
    placed: dict[Place, list[tuple[str, str, int | None]]] = {}
    for asset, group in by_asset.items():
        main = next((s for s in group if s.kind != "transcript"), group[0])
        first, last, sort = main.earliest, main.latest, main.sort_key
        later = find_remembered(subject, main, group, (" ".join(s.text for s in group),))
        if later is not None:
            about = later.about
            first, last = (about.first, about.last) if about else (None, None)
            sort = f"{first:%Y%m%d}" if first else sort
            by_asset[asset] = [_tell_later(segment) for segment in group]
        unknown = later is not None and first is None
        middle = find_middle(first, last)
        place = REMEMBERED if unknown else find_place(subject, first, last)
        placed.setdefault(place, []).append((sort, asset, middle.year if middle else None))
    return [
        _Part(place, place.key, None, tuple(sorted(placed[place], key=lambda m: m[:2])))
        for place in sorted(placed, key=lambda p: p.rank)
    ]


def _tell_later(segment: Segment) -> Segment:
    """Of what was told later, its date says when that was, and nothing of when it happened."""
    recorded = segment.recorded or segment.date
    return replace(segment, date=None, when=None, earliest=None, latest=None, recorded=recorded)


def _split(parts: list[_Part]) -> list[_Part]:
    """The fullest in parts of the calendar, as long as there is room for further chapters."""
    whole = [p for p in parts if p.place in (UNDATED, REMEMBERED, ACROSS)]
    for years in _YEARS:
        for part in sorted(parts, key=lambda p: (-len(p.memories), p.key)):
            if len(part.memories) < _CROWDED or part in whole:
                continue
            finer = _by_years(part, years)
            if len(finer) > 1 and len(parts) - 1 + len(finer) <= MOST_CHAPTERS:
                at = parts.index(part)
                parts[at : at + 1] = finer
    return parts


def _by_years(part: _Part, years: int) -> list[_Part]:
    cut: dict[int, list[tuple[str, str, int | None]]] = {}
    for memory in part.memories:
        cut.setdefault((memory[2] or 0) // years * years, []).append(memory)
    return [
        _Part(part.place, f"{part.place.key}-{first}-{years}", (first, first + years - 1), tuple(m))
        for first, m in sorted(cut.items())
    ]


def _ask_for(subject: Subject, manner: Manner) -> Task:
    return Task(
        "chapter",
        subject,
        (),
        instruction=_ASKED[manner.length],
        max_tokens=_WRITTEN[manner.length],
        language=manner.language,
        tone=manner.tone,
        mode=manner.mode,
    )


def _budget_of(asked: Task, manner: Manner) -> Budget:
    most = _BUDGETS[manner.length]
    room = manner.window - min(asked.max_tokens, manner.window // 3) - count_task(asked)
    return Budget(most.pieces, max(0, min(most.tokens, round(room * 0.95))))


def _plan(
    subject: Subject,
    part: _Part,
    by_asset: Mapping[str, Sequence[Segment]],
    manner: Manner,
    asked: Task,
    budget: Budget,
    about: Mapping[str, About],
) -> Planned:
    segments = tuple(s for _, asset, _ in part.memories for s in by_asset[asset])
    cards = tuple(choose(subject, make_cards(segments), about, budget))
    return Planned(
        key=part.key,
        title=_title(subject, part, manner.language),
        place=part.place,
        memories=tuple(asset for _, asset, _ in part.memories),
        segments=segments,
        cards=cards,
        task=_with(asked, cards),
    )


def _with(task: Task, cards: Sequence[Card]) -> Task:
    return replace(task, segments=tuple(card.segment for card in cards))


def _title(subject: Subject, part: _Part, language: str) -> str:
    """A stage or a decade in English; in other languages the years alone, and the name."""
    spoken = language.split("-")[0].lower()
    if spoken == "en" and part.years is None:
        return name_chapter(part.place, subject)
    if part.place in (UNDATED, REMEMBERED, ACROSS):
        return _TITLES[spoken][part.place] if spoken in _TITLES else ""
    years = part.years or _years_of(part)
    join = " to " if spoken == "en" else "–"
    return f"{years[0]}" if years[0] == years[1] else f"{years[0]}{join}{years[1]}"


def _years_of(part: _Part) -> tuple[int, int]:
    years = [year for _, _, year in part.memories if year is not None]
    return min(years), max(years)
