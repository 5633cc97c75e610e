"""The first chapter, which says who this was, and the last, which says what is still missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from ai.narrative.base import CHEST, Chapter, LifeDate, Segment, Subject
from ai.narrative.counts import find_homes, tell_few, tell_fullest_days, top_places
from ai.narrative.english import lives as say
from ai.narrative.english.phrases import Person, Voice, core, lower
from ai.narrative.lives import CLOSING, OPENING, UNDATED, find_age_at_death
from ai.narrative.memories import Memory, clean_when, own_names
from ai.narrative.quotes import choose_quotations, count_words, find_beginning
from ai.narrative.screening import clean_label, is_order_to_a_machine, is_unwanted
from ai.narrative.sentences import Teller, count_nouns

FEW = 3  # memories up to which gaps are not spoken of
_GAP = 10  # years in a row without a memory that are worth naming
_MOST_GAPS = 3
_MOST_NAMES = 8
_MANY = 20  # photographs, from which on their places are summed up
_MOST_PLACES = 8
_DECADES = 3  # fewer are not compared with each other
_WORDS = 110  # of the family's description that are quoted whole


def tell_opening(subject: Subject, memories: Sequence[Memory]) -> Chapter:
    """Names, dates, places, the family's own words, and from whom the memories are; of a life that
    only pictures without words tell, the years and the places that these have."""
    person = Person(subject)
    teller = Teller(person, own_names=own_names(subject))
    _tell_person(teller, person, subject)
    if is_told_at_once(memories):
        undated = [m for m in memories if m.place == UNDATED]
        dated = [m for m in memories if m.place != UNDATED]
        tell_few(teller, dated, dated=True, also=False)
        tell_few(teller, undated, dated=False, also=bool(dated))
    elif has_no_words(memories):
        tell_contents(teller, memories)
        photographs = [m for m in memories if m.noun == "photograph"]
        if not _tell_homes(teller, memories):
            tell_photographed(teller, memories)
        tell_fullest_days(teller, photographs)
    elif not subject.places:
        _tell_homes(teller, memories)
    _tell_people(teller, person, memories)
    return Chapter(OPENING.key, say.title(OPENING.key, person), tuple(teller.sentences))


def has_no_words(memories: Sequence[Memory]) -> bool:
    """Whether nobody wrote or said anything that could be told."""
    return bool(memories) and all(memory.silent for memory in memories)


def is_told_at_once(memories: Sequence[Memory]) -> bool:
    """Whether so little is there, without words, that the opening can name it."""
    return len(memories) <= FEW and has_no_words(memories)


def tell_contents(teller: Teller, memories: Sequence[Memory]) -> None:
    """How many memories there are of each kind, and how far their dates reach."""
    first, last, all_ = _reach(memories)
    text = say.contents(count_nouns(memories), first=first, last=last, all_=all_)
    teller.frame(text, [m.id for m in memories], opens=True)


def _tell_person(teller: Teller, person: Person, subject: Subject) -> None:
    own = {person.name.casefold()}
    nick = clean_label(subject.nick, whose=True)
    if nick and nick.casefold() in own:
        nick = None
    maiden = clean_label(subject.maiden, whose=True)
    if maiden and maiden.casefold() in person.name.casefold().split():
        maiden = None
    own |= {name.casefold() for name in (nick, maiden) if name}
    others = [clean_label(name, whose=True) for name in subject.also_known_as]
    life = say.life(
        person,
        maiden=maiden,
        nick=nick,
        others=list(dict.fromkeys(n for n in others if n and n.casefold() not in own)),
        born=_clean(subject.born),
        died=_clean(subject.died),
        age=find_age_at_death(subject),
        subject=subject,
    )
    teller.state(life, [CHEST])
    words = _family_words(subject)
    if words:
        teller.state(say.family_words(person, words), [CHEST], words)
    cleaned = (clean_label(place) for place in subject.places)
    places = list(dict.fromkeys(place for place in cleaned if place))
    named = {event.place for event in (_clean(subject.born), _clean(subject.died)) if event}
    if not set(places) <= named:
        text = say.places(person, places[:_MOST_PLACES], died=subject.died is not None)
        teller.state(text, [CHEST])


def _clean(event: LifeDate | None) -> LifeDate | None:
    if event is None:
        return None
    return LifeDate(when=clean_when(event.when), place=clean_label(event.place))


def _family_words(subject: Subject) -> str | None:
    """The family's description, whole if it is short, else how it begins: who writes of a life puts
    first what matters most. Where that cannot be quoted, the sentences that say most."""
    text = (subject.words or "").strip()
    if not text or is_order_to_a_machine(text):
        return None
    if count_words(text) <= _WORDS and not is_unwanted(text):
        return text
    begun = find_beginning(text, longest=_WORDS)
    if begun is not None:
        return begun
    chosen = choose_quotations(
        [Segment(id=CHEST, asset=CHEST, kind="note", text=text)], names=own_names(subject)
    )
    return chosen[0].text if chosen else None


def _reach(memories: Sequence[Memory]) -> tuple[str | None, str | None, bool]:
    """The dates between which the memories lie, in words; and whether all have one."""
    dated = [m for m in memories if m.earliest or m.latest]
    if not dated:
        return None, None, False
    first = min(dated, key=lambda m: (m.earliest or m.latest or date.max, m.year is None, m.sort))
    last = max(
        dated, key=lambda m: (m.latest or m.earliest or date.min, m.year is not None, m.sort)
    )
    return _end(first), _end(last), len(dated) == len(memories)


def _end(memory: Memory) -> str | None:
    if memory.year is not None:
        return str(memory.year)
    when = lower(memory.when or "")
    return core(when) if when.startswith(("in ", "on ", "around ", "about ")) else None


def _tell_homes(teller: Teller, memories: Sequence[Memory]) -> bool:
    """Where the photographs say that the life was lived, one place after the other; returns whether
    they do, and are too many to look at one by one."""
    photographs = [m for m in memories if m.noun == "photograph"]
    homes = find_homes(photographs) if len(photographs) >= _MANY else []
    if len(homes) < 2:
        return False
    spans = [(place, first, last) for place, first, last, _ in homes]
    teller.frame(say.lived_through(spans), [m.id for *_, run in homes for m in run])
    return True


def tell_photographed(teller: Teller, memories: Sequence[Memory]) -> None:
    """Where and when most photographs were taken, once there are many."""
    photographs = [m for m in memories if m.noun == "photograph"]
    if len(photographs) < _MANY:
        return
    _tell_densest_decade(teller, photographs)
    if where := top_places(photographs):
        named = {place for place, _ in where}
        sources = [m.id for m in photographs if m.where in named]
        teller.frame(say.photographed_in(where), sources)


def _tell_densest_decade(teller: Teller, photographs: Sequence[Memory]) -> None:
    """The decade that has most photographs, where there are enough of them to choose from."""
    decades: dict[int, list[str]] = {}
    for photograph in photographs:
        if photograph.year is not None:
            decades.setdefault(photograph.year // 10 * 10, []).append(photograph.id)
    ranked = sorted(decades.items(), key=lambda item: (-len(item[1]), item[0]))
    if len(ranked) >= _DECADES and len(ranked[0][1]) > len(ranked[1][1]):
        decade, chosen = ranked[0]
        teller.frame(say.densest_decade(decade, len(chosen)), chosen)


def _tell_people(teller: Teller, person: Person, memories: Sequence[Memory]) -> None:
    """Whose voice is kept here, and who has added to the chest."""
    own = [m for m in memories if m.heard]
    if own:
        sources = [source for m in own for source in (m.id, m.heard or m.id)]
        teller.state(say.own_voice(person, count_nouns(own)), sources)
    given: dict[str, list[Memory]] = {}
    for memory in memories:
        # A message that only screened-out text came with is counted, its sender not named.
        unread = memory.noun in ("message", "note") and not memory.voice
        if memory.who and not memory.own and not memory.spoken and not unread:
            given.setdefault(memory.who.casefold(), []).append(memory)
    # Who has given most comes first; then by name.
    ranked = sorted(given.items(), key=lambda item: (-len(item[1]), item[0]))
    voices, sources = list[Voice](), list[str]()
    for _, added in ranked:
        related = next((m for m in added if person.relation(m.relation)), added[0])
        voices.append(Voice(related.who or "", person.relation(related.relation)))
        sources.append(related.id)
    named = len(voices) if len(voices) <= _MOST_NAMES + 1 else _MOST_NAMES
    if voices:
        text = say.added_by(person, voices[:named], len(voices) - named)
        teller.state(text, sources)


def tell_closing(subject: Subject, memories: Sequence[Memory], *, invite: bool) -> Chapter | None:
    """What nobody has told yet, said kindly; None when nothing is missing."""
    person = Person(subject)
    teller = Teller(person)
    if not memories:
        for text in say.nothing(person):
            teller.frame(text, [CHEST])
    elif len(memories) <= FEW:
        if invite:
            teller.frame(say.only_a_little(person, len(memories)), [m.id for m in memories])
    else:
        _tell_gaps(teller, subject, memories, invite=invite)
        bare = [m.id for m in memories if m.noun == "photograph" and m.silent]
        if bare and invite:
            teller.frame(say.without_caption(len(bare)), bare, opens=True)
        unheard = [m for m in memories if m.noun in ("film", "recording") and m.silent]
        if unheard and invite:
            counts = count_nouns(unheard)
            teller.frame(say.without_words(counts), [m.id for m in unheard], opens=not bare)
    if not teller.sentences:
        return None
    return Chapter(CLOSING.key, say.title(CLOSING.key, person), tuple(teller.sentences))


def _tell_gaps(
    teller: Teller, subject: Subject, memories: Sequence[Memory], *, invite: bool
) -> None:
    gaps = find_gaps(subject, memories)
    widest = sorted(gaps, key=lambda gap: (gap[0][0] - gap[1][0], gap[0][0]))[:_MOST_GAPS]
    if widest:
        spans = [(first, last) for (first, _), (last, _) in sorted(widest)]
        sources = [source for ends in sorted(widest) for _, source in ends]
        teller.frame(say.gaps(spans, invite=invite), sources)


def find_gaps(
    subject: Subject, memories: Sequence[Memory]
) -> list[tuple[tuple[int, str], tuple[int, str]]]:
    """Stretches of ten years and more of the life that no memory speaks of.

    Each is the last year before and the first year after it, with the source of that year.
    """
    known: dict[int, str] = {}
    for memory in memories:
        if memory.remembered:
            continue  # its date is not that of what it tells; see below
        start, end = memory.earliest or memory.latest, memory.latest or memory.earliest
        if start is None or end is None or memory.place.key == "across":
            continue
        for year in range(start.year, end.year + 1):
            known.setdefault(year, memory.id)
    born, died = subject.born, subject.died
    if born and born.latest:
        known = {year: source for year, source in known.items() if year >= born.latest.year}
        known.setdefault(born.latest.year, CHEST)
    if died and died.earliest:
        known = {year: source for year, source in known.items() if year <= died.earliest.year}
        known.setdefault(died.earliest.year, CHEST)
    ends = sorted(known.items())
    told = {year for m in memories if m.about for year in range(m.about[0].year, m.about[1].year)}
    told |= {m.about[1].year for m in memories if m.about}
    return [
        (before, after)
        for before, after in pairwise(ends)
        if after[0] - before[0] > _GAP and told.isdisjoint(range(before[0] + 1, after[0]))
    ]
