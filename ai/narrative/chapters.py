"""The chapters: what each part of the life tells, and what the appendix lists of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby

from ai.narrative.base import Chapter, Sentence, Subject
from ai.narrative.counts import MANY, tell_few, tell_photographs, tell_undated_photographs
from ai.narrative.english import counts, lives
from ai.narrative.english.phrases import Person
from ai.narrative.lives import UNDATED, Place
from ai.narrative.memories import Memory, own_names
from ai.narrative.quotes import count_words
from ai.narrative.sentences import Teller, count_nouns
from ai.narrative.titles import name_chapter

MOST_VOICES, MOST_PICTURES = 18, 14  # told one by one in a chapter; the rest is counted
_TOGETHER = 3  # captions in one sentence
_SINGLY = 6  # pictures in a chapter up to which each may have a sentence


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a life: the chapter that tells it, and the sentences that list what the chapter
    does not tell one by one."""

    chapter: Chapter
    listed: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class _Shared:
    """The memories of a chapter: `told` one by one, `came_with` one of them, or neither."""

    told: list[list[Memory]]
    came_with: Mapping[str, list[Memory]]
    silent: list[Memory]
    rest: list[Memory]


def tell_part(
    place: Place,
    memories: Sequence[Memory],
    *,
    subject: Subject,
    main_giver: str | None = None,
    invite: bool,
) -> Part:
    """What the chest holds of one part of the life, in the order of time.

    `main_giver` added most of the whole chest, and is named only with what they wrote themselves.
    """
    person = Person(subject)
    teller = Teller(person, own_names=own_names(subject), main_giver=main_giver)
    shared = _share(memories)
    _tell(teller, shared)
    title = name_chapter(place, subject)
    undated = place == UNDATED
    # What has no date says so by itself.
    lister = Teller(person, own_names=own_names(subject), heading=None if undated else title)
    _list_others(lister, memories, shared, dated=not undated)
    if undated and invite:
        last = teller if teller.sentences else lister
        last.frame(lives.without_date(len(memories)), [m.id for m in memories], opens=True)
    return Part(Chapter(place.key, title, tuple(teller.sentences)), tuple(lister.sentences))


def tell_memories(teller: Teller, memories: Sequence[Memory]) -> None:
    """Pictures and voices, in the order of time. What has no words is not told."""
    _tell(teller, _share(memories))


def _share(memories: Sequence[Memory]) -> _Shared:
    voices = [m for m in memories if m.voice]
    captioned = [m for m in memories if not m.voice and m.caption is not None]
    told = _select([[m] for m in voices], MOST_VOICES, family=lambda m: m.who or m.asset)
    told += _select(_alike(captioned), MOST_PICTURES, family=lambda m: str(m.year))
    told.sort(key=lambda group: group[0].sort)
    shown = {m.asset for group in told for m in group}
    came_with: dict[str, list[Memory]] = {}
    silent: list[Memory] = []
    for memory in memories:
        if memory.silent and memory.attached_to in shown:
            came_with.setdefault(memory.attached_to or "", []).append(memory)
        elif memory.silent:
            silent.append(memory)
    rest = [m for m in (*voices, *captioned) if m.asset not in shown]
    return _Shared(told, came_with, silent, rest)


def _tell(teller: Teller, shared: _Shared) -> None:
    for group in _together(shared.told):
        first = group[0]
        if first.voice:
            teller.tell_voice(first, shared.came_with.get(first.asset, ()))
        elif first.noun in ("paper", "letter"):
            teller.tell_title(first)
        else:
            teller.tell_pictures(group)


def _list_others(
    lister: Teller, memories: Sequence[Memory], shared: _Shared, *, dated: bool
) -> None:
    """Counts and spans of what is not told one by one: photographs first."""
    photographs = [m for m in memories if m.noun == "photograph"]
    silent, rest = shared.silent, shared.rest
    if sum(m.noun == "photograph" for m in silent) >= MANY:
        (tell_photographs if dated else tell_undated_photographs)(lister, photographs)
        silent = [m for m in silent if m.noun != "photograph"]
        rest = [m for m in rest if m.noun != "photograph"]
    tell_few(lister, silent, dated=dated)
    if rest:
        lister.frame(counts.left_over(count_nouns(rest), dated=dated), [m.id for m in rest])


def _weight(memory: Memory) -> float:
    """How much a memory would be missed: voices over captions, long over short, theirs first."""
    words = sum(count_words(q.text) for q in memory.quotations)
    return (
        min(words, 60) / 4
        + min(count_words(memory.caption or ""), 12) / 3
        + (8 if memory.noun in ("recording", "film", "letter") and memory.voice else 0)
        + (4 if memory.own else 0)
        + (1 if memory.who else 0)
        + (0.5 if memory.where else 0)
    )


def _select(
    groups: Sequence[list[Memory]], most: int, *, family: Callable[[Memory], str]
) -> list[list[Memory]]:
    """The weightiest groups; each further one of a family (a person, a year) weighs less."""
    if len(groups) <= most:
        return list(groups)
    ranked = sorted(groups, key=lambda g: (-_weight(g[0]), _tie(g[0].asset)))
    seen: Counter[str] = Counter()
    weighed: list[tuple[float, bytes, list[Memory]]] = []
    for group in ranked:
        name = family(group[0])
        weighed.append((seen[name] * 3 - _weight(group[0]), _tie(group[0].asset), group))
        seen[name] += 1
    return [group for _, _, group in sorted(weighed, key=lambda w: w[:2])[:most]]


def _alike(captioned: Sequence[Memory]) -> list[list[Memory]]:
    """Pictures with the same caption as one group, in the order of the first of each."""
    groups: dict[tuple[str, str, str | None], list[Memory]] = {}
    for memory in captioned:
        words = " ".join((memory.caption or "").casefold().split())
        # Years can be spanned; a guess stands by itself.
        when = None if memory.year else memory.when
        groups.setdefault((memory.noun, words, when), []).append(memory)
    return list(groups.values())


def _together(units: Sequence[list[Memory]]) -> list[list[Memory]]:
    """Neighbouring single pictures of one giver joined to threes; where pictures are few, only
    those of one time and place."""
    joined: list[list[Memory]] = []
    many = sum(1 for unit in units if not unit[0].voice) > _SINGLY
    for _, run in groupby(units, key=lambda unit: _circumstances(unit, many=many)):
        group: list[Memory] = []
        for unit in run:
            if len(unit) > 1 or unit[0].voice or unit[0].noun in ("paper", "letter"):
                joined.append(unit)
                continue
            if len(group) == _TOGETHER:
                joined.append(group)
                group = []
            group = [*group, *unit]
        if group:
            joined.append(group)
    return joined


def _circumstances(unit: Sequence[Memory], *, many: bool) -> tuple[object, ...]:
    memory = unit[0]
    if len(unit) > 1 or memory.voice:
        return (memory.asset,)
    if many:
        return (memory.noun, memory.who)
    return (memory.noun, memory.when, memory.where, memory.who)


def _tie(key: str) -> bytes:
    return blake2b(key.encode(), digest_size=8).digest()
