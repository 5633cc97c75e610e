"""The chapters: who the person was, what each part of the life holds, what is still to be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import blake2b
from itertools import groupby

from ai.narrative.base import Chapter, Subject
from ai.narrative.counts import MANY, tell_few, tell_photographs, tell_undated_photographs
from ai.narrative.english import counts, lives
from ai.narrative.english.phrases import Person
from ai.narrative.lives import UNDATED, Place, find_oldest
from ai.narrative.memories import Memory, own_names
from ai.narrative.quotes import count_words
from ai.narrative.sentences import Teller, count_nouns

MOST_VOICES, MOST_PICTURES = 18, 14  # told one by one in a chapter; the rest is counted
_TOGETHER = 3  # captions in one sentence
_SINGLY = 6  # pictures in a chapter up to which each may have a sentence


def tell_chapter(
    place: Place,
    memories: Sequence[Memory],
    *,
    subject: Subject,
    main_giver: str | None = None,
    invite: bool,
) -> Chapter:
    """What the chest holds of one part of the life, in the order of time.

    `main_giver` added most of the whole chest, and is named only with what they wrote themselves.
    """
    person = Person(subject)
    teller = Teller(person, own_names=own_names(subject), main_giver=main_giver)
    tell_memories(teller, memories, dated=place != UNDATED)
    if place == UNDATED and invite and teller.sentences:
        teller.frame(lives.without_date(len(memories)), [m.id for m in memories], opens=True)
    oldest = find_oldest(subject)
    title = lives.title(place.key, person, oldest=200 if oldest is None else oldest)
    return Chapter(place.key, title, tuple(teller.sentences))


def tell_memories(teller: Teller, memories: Sequence[Memory], *, dated: bool) -> None:
    """Counts first, then pictures and voices in the order of time, then what is left."""
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

    photographs = [m for m in memories if m.noun == "photograph"]
    bare = [m for m in silent if m.noun == "photograph"]
    counted = len(bare) >= MANY
    if counted:
        (tell_photographs if dated else tell_undated_photographs)(teller, photographs)
        silent = [m for m in silent if m.noun != "photograph"]

    groups = _together(told)
    # What lies before everything else is told before it, also when it has no words.
    early = bool(groups) and all(m.sort < groups[0][0].sort for m in silent)
    if early:
        tell_few(teller, silent, dated=dated)
    for group in groups:
        if group[0].voice:
            teller.tell_voice(group[0], came_with.get(group[0].asset, ()))
        elif group[0].noun in ("paper", "letter"):
            teller.tell_title(group[0])
        else:
            teller.tell_pictures(group)

    if not early:
        tell_few(teller, silent, dated=dated)
    rest = [m for m in (*voices, *captioned) if m.asset not in shown]
    rest = [m for m in rest if not (counted and m.noun == "photograph")]
    if rest:
        teller.frame(counts.left_over(count_nouns(rest), dated=dated), [m.id for m in rest])


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
