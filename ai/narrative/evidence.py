"""What the cited sources of a sentence give: words, names, numbers, times, and their counts."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from ai.narrative.base import CHEST, Segment, Sentence, Subject
from ai.narrative.checking.edtf import read_bounds
from ai.narrative.english.phrases import NUMBERS, core, lower
from ai.narrative.lives import age_between, find_age_at_death, find_certain_age, is_certain
from ai.narrative.memories import clean_when, own_names
from ai.narrative.quotes import is_letter
from ai.narrative.remembering import is_recorded_later, say_recorded
from ai.narrative.screening import clean_label
from ai.narrative.times import is_a_time, names_a_time

_TENS = {
    word: (n + 2) * 10
    for n, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
    )
}
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_UNITS = {word: n for n, word in enumerate((*NUMBERS, *_TEENS)) if n > 1}
_NUMBER = re.compile(r"\d[\d,]*|[a-z]+(?:-[a-z]+)?")
_WORD = re.compile(r"[^\W\d_]+")
_APOSTROPHES = re.compile(r"[‘’‚‹›`´“”„‟«»″\"]")

Span = tuple[date, date]


def plain(text: str) -> str:
    """One form for comparison: NFC, one space, one kind of quotation mark."""
    return " ".join(_APOSTROPHES.sub("'", unicodedata.normalize("NFC", text)).split())


def list_words(text: str) -> list[str]:
    """The words of a text, without what apostrophes and hyphens tie to them."""
    return _WORD.findall(text)


def list_numbers(text: str) -> list[int]:
    """The numbers in a text, in figures or words; "one" is none, since it is also a pronoun."""
    found: list[int] = []
    for token in _NUMBER.findall(text.lower()):
        if token[0].isdigit():
            found.append(int(token.replace(",", "")[:18]))
            continue
        tens, _, unit = token.partition("-")
        if tens in _TENS:
            found.append(_TENS[tens] + _UNITS.get(unit, 1 if unit == "one" else 0))
        elif token in _UNITS:
            found.append(_UNITS[token])
    return found


class Evidence:
    """The sources of one sentence. Unknown ids are listed in `missing`."""

    def __init__(
        self, sentence: Sentence, segments: Mapping[str, Segment], subject: Subject
    ) -> None:
        known = [segments[id] for id in sentence.sources if id in segments]
        self.missing = [id for id in sentence.sources if id not in segments and id != CHEST]
        self.segments: Sequence[Segment] = known
        self.chest = CHEST in sentence.sources
        self._subject = subject
        self._counts_only = sentence.frame
        self.maiden = clean_label(subject.maiden, whose=True)
        # A frame counts and places; what its many sources say is not part of it.
        texts = [] if sentence.frame else [text for s in known for text in _texts(s)]
        if self.chest:
            texts.append(chest_text(subject))
        labels = {label for s in known for label in (s.when, s.place, s.who, s.relation) if label}
        labels |= {say_recorded(s.recorded) or "" for s in known if s.recorded}
        labels.update(own_names(subject), [subject.maiden or ""])
        # What stands beside the texts, and may be said without telling what they tell.
        self.beside = {w.casefold() for label in labels for w in list_words(label)}
        if self.chest:
            self.beside |= {w.casefold() for w in list_words(chest_text(subject))}
            self.beside |= {"born", "birth", "died"}
        labels.update(texts)
        together = "\n".join(sorted(labels))
        self.names = {word.casefold() for name in own_names(subject) for word in list_words(name)}
        self._own = self.names | {word.casefold() for word in list_words(subject.maiden or "")}
        self.words = {word.casefold() for word in list_words(together)}
        if self.chest:
            self.words |= {"born", "birth"} if subject.born or subject.maiden else set()
            self.words |= {"died"} if subject.died else set()
        self.text = plain("\n".join(texts)).casefold()
        self._runs = "\n".join(" ".join(list_words(t)).casefold() for t in sorted(labels))
        self.labels = self._list_labels()
        self.dates = self._list_dates()
        self.spans = [span for span, _ in self._list_spans()]
        self.certain = [span for span, sure in self._list_spans() if sure]
        self.numbers = set(list_numbers(together)) | self._counts()

    def list_texts(self) -> list[str]:
        """The texts that a quotation may come from; all of them together come last."""
        texts = [plain(text) for segment in self.segments for text in _texts(segment)]
        if self.chest and self._subject.words:
            texts.append(plain(self._subject.words))
        if len(texts) > 1:
            texts.append(" ".join(texts))
        return texts

    def has_name(self, words: Sequence[str]) -> bool:
        """Whether the words stand one after the other somewhere in the sources; the person's own
        names may be put together anew."""
        if all(word.casefold() in self._own for word in words):
            return True
        run = " ".join(words).casefold()
        return re.search(rf"(?<!\w){re.escape(run)}(?!\w)", self._runs) is not None

    def list_speakers(self) -> list[str]:
        """Who added the sources or speaks in them, and the person themselves."""
        who = [clean_label(s.who, longest=60, whose=True) for s in self.segments]
        return [name for name in (*who, *own_names(self._subject)) if name]

    def list_relations(self) -> list[str]:
        """What those who added the sources are to the person, the longest first."""
        cleaned = {clean_label(s.relation) for s in self.segments}
        return sorted((r for r in cleaned if r), key=lambda r: (-len(r), r))

    def ages(self) -> set[int]:
        """Ages of the person at the times of the sources, where they leave no doubt."""
        born = self._subject.born
        ages = {find_certain_age(born, *span) for span in self.certain}
        if self.chest:
            ages.add(find_age_at_death(self._subject))
        return {age for age in ages if age is not None}

    def durations(self) -> set[int]:
        """Whole years between the ends of the sources' times."""
        ends = [day for span in self.certain[:50] for day in span]
        return {age_between(a, b) for a in ends for b in ends if a <= b}

    def _list_labels(self) -> list[re.Pattern[str]]:
        """Names and places in which a time or a number would be found, the longest first.

        Of an aunt called June, "June" is a label and "in June" is none.
        """
        people = {*self.list_speakers(), self.maiden}
        labels = {clean_label(s.place) for s in self.segments}
        # Nobody is anybody's "1972".
        relations = {s.relation for s in self.segments if s.relation and not s.relation.isdigit()}
        labels |= {clean_label(relation) for relation in relations}
        if self.chest:
            labels.update(clean_label(place) for place in self._subject.places)
            for event in (self._subject.born, self._subject.died):
                labels.add(clean_label(event.place) if event else None)
        timely = {label: label not in labels for label in labels | people if label}
        # A sentence that begins with somebody who signs as "summer" writes her as Summer.
        timely |= {label[0].upper() + label[1:]: whose for label, whose in timely.items()}
        found = [(label, whose) for label, whose in timely.items() if _is_timely(label)]
        ordered = sorted(found, key=lambda item: (-len(item[0]), item[0]))
        return [_as_label(label, whose=whose) for label, whose in ordered]

    def _list_dates(self) -> list[str]:
        """The dates in words, as a sentence may repeat them, the longest first."""
        whens = {clean_when(segment.when) for segment in self.segments}
        whens |= {say_recorded(s.recorded) for s in self.segments if s.recorded}
        if self.chest:
            for event in (self._subject.born, self._subject.died):
                whens.add(clean_when(event.when) if event else None)
        dates = {core(lower(when)).casefold() for when in whens if when}
        return sorted(dates, key=lambda d: (-len(d), d))

    def list_recorded(self) -> set[str]:
        """Dates in words that only say when something was recorded, as a sentence may have them."""
        later = [s for s in self.segments if is_recorded_later(s, self._subject)]
        told = {say_recorded(s.recorded) if s.recorded else clean_when(s.when) for s in later}
        own = {clean_when(s.when) for s in self.segments if s not in later or s.recorded}
        return {core(lower(when)).casefold() for when in told - own if when}

    def list_years(self) -> list[tuple[int, str | None]]:
        """The certain years of the sources, each with its place."""
        return [
            (s.earliest.year, clean_label(s.place))
            for s in self.segments
            if s.earliest and s.latest and s.earliest.year == s.latest.year
        ]

    def _list_spans(self) -> list[tuple[Span, bool]]:
        spans: list[tuple[Span, bool]] = []
        events = [(s.date, s.when, s.earliest, s.latest) for s in self.segments]
        # What only counts, counts by what things are of, and not by when they were recorded.
        told = () if self._counts_only else self.segments
        for recorded in (s.recorded for s in told if s.recorded):
            if bounds := read_bounds(recorded):
                events.append((recorded, say_recorded(recorded), bounds.first, bounds.last))
        if self.chest:
            for event in (self._subject.born, self._subject.died):
                if event:
                    events.append((event.date, event.when, event.earliest, event.latest))
        for edtf, when, earliest, latest in events:
            first, last = earliest or latest, latest or earliest
            if first is None or last is None:
                continue
            known = earliest is not None and latest is not None
            stated = not when or when.lower().startswith(("in ", "on "))
            span = (min(first, last), max(first, last))
            spans.append((span, known and stated and is_certain(edtf)))
        return spans

    def _counts(self) -> set[int]:
        """How many sources there are, in all and of each kind, place, year, day and giver."""
        assets: dict[str, Segment] = {}
        for segment in self.segments:
            if segment.asset not in assets or assets[segment.asset].kind == "transcript":
                assets[segment.asset] = segment
        self.places = Counter(clean_label(s.place) or "" for s in assets.values())
        del self.places[""]
        tally: Counter[object] = Counter({"all": len(assets)})
        for segment in assets.values():
            kind: str = "audio" if segment.kind == "transcript" else segment.kind
            if kind == "document":
                tally[("letter", is_letter(segment.text))] += 1
            tally[("kind", kind)] += 1
            tally[("when", core(lower(clean_when(segment.when) or "")))] += 1
            if segment.earliest and segment.latest:
                tally[("year", segment.earliest.year, segment.latest.year)] += 1
                tally[("day", segment.earliest, segment.latest)] += 1
        return {*tally.values(), *self.places.values()}


def _as_label(label: str, *, whose: bool) -> re.Pattern[str]:
    """What finds a label in a sentence. A name that is nothing but a month or a season is found
    only as it is written, and not where a year or the "in" of a date makes a time of it."""
    before = r"(?<!\w)(?<!\b[Ii]n )" if whose else r"(?<!\w)"
    if is_a_time(label):
        return re.compile(rf"{before}{re.escape(label)}(?! (?:of )?\d)(?!\w)")
    return re.compile(rf"{before}{re.escape(label)}(?!\w)", re.IGNORECASE)


def _is_timely(label: str) -> bool:
    return bool(names_a_time(label) or list_numbers(label) or re.search(r"\d", label))


def _texts(segment: Segment) -> list[str]:
    return [text for text in (segment.text, segment.caption) if text]


def chest_text(subject: Subject) -> str:
    """Everything that the family entered about the person, as one text."""
    events = [event for event in (subject.born, subject.died) if event]
    parts = [
        *own_names(subject),
        subject.maiden,
        *(event.when for event in events),
        *(event.place for event in events),
        *subject.places,
        subject.words,
    ]
    return "\n".join(part for part in parts if part)
