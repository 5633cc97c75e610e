"""One chapter by a model: asked for, checked, its doubtful sentences asked for once more, checked
again; where no answer can be had, told by the composer in the same place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from ai.base import ProviderError
from ai.narrative.answers import WHY_FALLEN
from ai.narrative.base import CHEST, Doubtful, Draft, Fallen, Segment, Sentence
from ai.narrative.cards import Card, rest_on_parts
from ai.narrative.checking.second_reader import read_again
from ai.narrative.checking.words import tidy
from ai.narrative.composer import Composer
from ai.narrative.outgoing import may_speak_to_a_writer, speaks_to_a_machine
from ai.narrative.outlining import Planned
from ai.narrative.support import Support, check
from chest.stories.telling.asking import Asker, NoMore
from chest.stories.telling.material import Material
from language import N_

_RANK = {"green": 0, "frame": 0, "amber": 1, "red": 2}
_SAME = 45.0  # of 100: a sentence written anew is still about the same
_HALVED = ("context", "truncated")
_TO_A_MACHINE = N_("It repeats words that speak to a machine, or that no story should hold.")
_TO_A_WRITER = N_("It may speak to whoever writes the story.")


@dataclass(frozen=True)
class Judged:
    """A sentence with what the check says of it. `origin` wrote it: "model" or "composer"."""

    sentence: Sentence
    support: Support
    origin: str = "composer"

    @property
    def is_sound(self) -> bool:
        return _RANK[self.support.verdict] == 0


@dataclass(frozen=True)
class ToldChapter:
    """A chapter as it is kept. `sent` are the memories that a model was shown, `fallback` says why
    the composer told it instead."""

    key: str
    title: str
    sentences: tuple[Judged, ...]
    memories: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    fallback: str | None = None
    is_appendix: bool = False


def ask_for_chapter(asker: Asker, planned: Planned, material: Material) -> ToldChapter:
    """The chapter as a model tells it. Raises what `Asker.ask` raises."""
    try:
        told, draft = planned, asker.ask(planned.task, chapter=planned.key)
    except ProviderError as error:
        if error.kind not in _HALVED or len(planned.cards) < 2:
            raise
        told = planned.halved()
        draft = asker.ask(told.task, chapter=planned.key)
    judged = _judge(draft.sentences, told.cards, material)
    judged = _repair(asker, told, judged, material)
    return ToldChapter(
        key=planned.key,
        title=planned.title,
        sentences=tuple(judged),
        memories=planned.memories,
        sent=tuple(dict.fromkeys(card.asset for card in told.cards)),
        left_out=_left_out(draft.fallen),
    )


def compose_chapter(planned: Planned, material: Material, *, why: str | None) -> ToldChapter:
    """The chapter as the composer tells it."""
    draft = Composer().run(replace(planned.task, kind="chapter", segments=planned.segments)).value
    return ToldChapter(
        key=planned.key,
        title=planned.title,
        sentences=tuple(check_composed(draft.sentences, material)),
        memories=planned.memories,
        fallback=why,
    )


def check_composed(sentences: Iterable[Sentence], material: Material) -> list[Judged]:
    """The composer takes its words from what it cites: it is held to them letter by letter."""
    return [Judged(one, check(one, material.known, material.subject)) for one in sentences]


def _judge(
    sentences: Iterable[Sentence], cards: Sequence[Card], material: Material
) -> list[Judged]:
    shown = {card.segment.id: card for card in cards}
    placed = (rest_on_parts(sentence, shown) for sentence in sentences)
    return [Judged(one, _check(one, material), "model") for one in placed]


def _check(sentence: Sentence, material: Material) -> Support:
    if speaks_to_a_machine(sentence.text):
        return Support("red", (_TO_A_MACHINE,))
    if set(sentence.sources) == {CHEST}:
        # What the family entered has no clauses to compare with: each word is looked for.
        return check(sentence, material.known, material.subject)
    spans = _passages(sentence, material.known)
    support = check(sentence, material.known, material.subject, material.roster, spans)
    support = read_again(support, sentence, spans, material.reader)
    if support.verdict == "green" and may_speak_to_a_writer(sentence.text):
        return Support("amber", (_TO_A_WRITER,))
    return support


def _passages(sentence: Sentence, known: Mapping[str, Segment]) -> tuple[tuple[str, str], ...]:
    """The words that its clauses rest on; not those of a date, a place or a name, which the check
    knows of every source."""
    found: list[tuple[str, str]] = []
    for clause in sentence.clauses:
        for span in clause.spans:
            segment = known.get(span.source)
            if span.source == CHEST or segment is None:
                continue
            text = tidy(" ".join(part for part in (segment.caption, segment.text) if part))
            if tidy(span.text) in text:
                found.append((span.source, span.text))
    return tuple(dict.fromkeys(found))


def _repair(
    asker: Asker, planned: Planned, judged: list[Judged], material: Material
) -> list[Judged]:
    """Those that fall short are asked for once more, with what is said against them; the better of
    both stays. A repair that fails leaves what there is."""
    short = [number for number, one in enumerate(judged) if not one.is_sound]
    if not short:
        return judged
    doubtful = tuple(Doubtful(judged[n].sentence.text, judged[n].support.reasons) for n in short)
    cited = {source for n in short for source in judged[n].sentence.sources}
    cards = [c for c in planned.cards if any(part.id in cited for part in c.parts)]
    task = replace(
        planned.task,
        kind="repair",
        instruction="",
        segments=tuple(card.segment for card in cards),
        doubtful=doubtful,
    )
    try:
        draft: Draft = asker.ask(task, chapter=planned.key)
    except (ProviderError, NoMore):
        return judged  # it is written down; what falls short waits for a person
    anew = _judge(draft.sentences, cards, material)
    repaired = list(judged)
    for number, better in _match(short, judged, anew):
        if _RANK[better.support.verdict] < _RANK[judged[number].support.verdict]:
            opens = judged[number].sentence.opens
            repaired[number] = replace(better, sentence=replace(better.sentence, opens=opens))
    return repaired


def _match(
    short: Sequence[int], judged: Sequence[Judged], anew: Sequence[Judged]
) -> Iterable[tuple[int, Judged]]:
    """Which sentence was written anew as which: one by one where there are as many, else by their
    words and sources, in order."""
    if len(short) == len(anew):
        yield from zip(short, anew, strict=True)
        return
    start = 0
    for number in short:
        old = judged[number].sentence
        for at in range(start, len(anew)):
            new = anew[at].sentence
            alike = fuzz.token_set_ratio(old.text, new.text)
            if alike >= _SAME and not set(old.sources).isdisjoint(new.sources):
                yield number, anew[at]
                start = at + 1
                break


def _left_out(fallen: Iterable[Fallen]) -> tuple[tuple[str, str], ...]:
    return tuple((one.text, WHY_FALLEN[one.because]) for one in fallen)
