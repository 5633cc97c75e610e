"""The door of this room: what speaks against a sentence, and what about it is left in doubt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ai.narrative.base import CHEST, Segment, Sentence, Subject
from ai.narrative.checking.case import Case, Findings, Source, align
from ai.narrative.checking.detecting import detect
from ai.narrative.checking.edtf import Bounds, read_bounds
from ai.narrative.checking.packs import PACKS
from ai.narrative.checking.packs.base import Kin, fold
from ai.narrative.checking.reading import Reading, read
from ai.narrative.checking.relations import read_relation
from ai.narrative.checking.roster import Roster
from ai.narrative.checking.rules.dates import check_dates
from ai.narrative.checking.rules.joints import check_joints
from ai.narrative.checking.rules.kin import check_kinship
from ai.narrative.checking.rules.manner import (
    check_first_person,
    check_speakers,
    check_strong_words,
)
from ai.narrative.checking.rules.names import check_names, check_places
from ai.narrative.checking.rules.numbers import check_numbers
from ai.narrative.checking.rules.order import check_order
from ai.narrative.checking.rules.people import check_company, check_negation, check_roles
from ai.narrative.checking.rules.quoting import check_quotations
from ai.narrative.checking.rules.wording import check_words
from ai.narrative.checking.words import tidy
from ai.narrative.evidence import chest_text
from ai.narrative.remembering import is_made_after_death
from ai.narrative.screening import clean_label

_QUOTED = re.compile(r"“([^“”]*)”|„([^„“”]*)[“”]|«([^«»]*)»|\"([^\"]*)\"")
_RULES = (
    check_quotations, check_names, check_numbers, check_dates, check_places, check_kinship,
    check_roles, check_company, check_negation, check_joints, check_order,
    check_strong_words, check_speakers, check_first_person, check_words,
)  # fmt: skip
_OF_WORDS = (check_quotations, check_kinship)
_HEARD = ("audio", "transcript")
_LIVED = 130  # years around a life of which only one end is known


def judge(
    sentence: Sentence,
    segments: Mapping[str, Segment],
    subject: Subject,
    roster: Roster,
    *,
    spans: Sequence[tuple[str, str]] = (),
    attributes: bool = False,
) -> Findings:
    """Compares a sentence with the sources it cites, clause by clause.

    `spans` are the passages on which its clauses rest, each with the id of its source; nothing else
    in those sources is then looked at. A span that does not stand in its source is a fault.
    `attributes` says that the sentence only gives words to people, and claims nothing itself.
    """
    found = Findings()
    case = make_case(sentence, segments, subject, roster, spans, found, attributes=attributes)
    if not case.sources:
        found.doubts.append("No text of its sources could be compared.")
        return found
    align(case)
    for rule in _OF_WORDS if attributes else _RULES:
        rule(case, found)
    found.wrong = list(dict.fromkeys(found.wrong))
    found.doubts = list(dict.fromkeys(found.doubts))
    return found


def make_case(
    sentence: Sentence,
    segments: Mapping[str, Segment],
    subject: Subject,
    roster: Roster,
    spans: Sequence[tuple[str, str]],
    found: Findings,
    *,
    attributes: bool = False,
) -> Case:
    """The sentence and its sources, taken apart. Of one that only `attributes`, places are not
    read: there is a street called Dad's, and a house called He Said."""
    born = _life(subject.born.date if subject.born else None)
    died = _life(subject.died.date if subject.died else None)
    lived = _years(born, died)
    text = tidy(sentence.text)
    body = tidy(_QUOTED.sub(" ", text))
    cited = [segments[id] for id in sentence.sources if id in segments]
    if attributes:
        places = {tidy(place) for s in cited if (place := clean_label(s.place))}
        for place in sorted(places, key=lambda place: (-len(place), place)):
            body = body.replace(place, " ")
    sources = [
        _source(segment, subject, roster, lived, spans, found)
        for segment in cited
        if segment.text or segment.caption
    ]
    for source in sources:
        asset = segments[source.id].asset
        names = (clean_label(s.who, longest=60, whose=True) for s in cited if s.asset == asset)
        source.givers = tuple(tidy(name) for name in names if name)
    languages = Counter(source.reading.pack.code for source in sources)
    like = PACKS[languages.most_common(1)[0][0]] if languages else None
    pack = detect(body, like=like)
    quotes = [next(g for g in m.groups() if g is not None) for m in _QUOTED.finditer(text)]
    if sentence.quote and not quotes:
        quotes = [sentence.quote]
    return Case(
        body=read(body, pack, roster, who=None, lived=lived),
        sources=sources,
        roster=roster,
        born=born,
        died=died,
        lived=lived,
        quotes=quotes,
        extra=_beside(sentence, cited, subject),
        signed=tuple(_signed(cited, roster)),
        attributes=attributes,
    )


def _signed(cited: Sequence[Segment], roster: Roster) -> Iterator[tuple[int, Kin]]:
    for segment in cited:
        kin = read_relation(segment.relation) if segment.relation else None
        if kin is None or not segment.who:
            continue
        who = roster.find_name(segment.who)
        # "2:Ana" is no name of the roster, and its sentence is read as if Ana stood there.
        words = re.findall(r"\w+", segment.who) if who is None else ()
        for one in (who, *map(roster.find_name, words)):
            if one is not None:
                yield one, kin


def _source(
    segment: Segment,
    subject: Subject,
    roster: Roster,
    lived: tuple[int, int],
    spans: Sequence[tuple[str, str]],
    found: Findings,
) -> Source:
    text = tidy(" ".join(part for part in (segment.caption, segment.text) if part))
    who = roster.find_name(segment.who)
    reading = _read_once(text, roster, who, lived)
    source = Source(id=segment.id, reading=reading, place=segment.place)
    if segment.recorded is None and segment.kind in _HEARD:
        # Its date is when somebody said it.
        source.recorded = read_bounds(segment.date)
        source.as_it_was = not is_made_after_death(segment, subject)
    else:
        source.when, source.edtf = read_bounds(segment.date), segment.date
        source.recorded = read_bounds(segment.recorded)
    own = [tidy(span) for id, span in spans if id == segment.id]
    if own:
        source.given = _given(reading, own, found)
    return source


def _given(reading: Reading, spans: Sequence[str], found: Findings) -> frozenset[int]:
    """The sentences of the source that the spans stand in."""
    given: set[int] = set()
    for span in spans:
        at = reading.text.find(span)
        if at < 0:
            found.wrong.append(f"The passage “{span[:60]}” is not in its source.")
            continue
        end = at + len(span)
        given |= {
            c.sentence
            for c in reading.clauses
            if reading.words[c.first].at < end and reading.words[c.last].at >= at
        }
    return frozenset(given)


def _read_once(text: str, roster: Roster, who: int | None, lived: tuple[int, int]) -> Reading:
    """The same source stands under many sentences."""
    key = (text, who, lived)
    known = roster.readings.get(key)
    if not isinstance(known, Reading):
        known = read(text, detect(text), roster, who=who, lived=lived)
        roster.readings[key] = known
    return known


def _beside(sentence: Sentence, cited: Sequence[Segment], subject: Subject) -> frozenset[str]:
    """Words that stand beside the texts: places, givers, what the family entered."""
    labels = [label for s in cited for label in (s.place, s.who, s.relation, s.when) if label]
    if CHEST in sentence.sources:
        labels.append(chest_text(subject))
    return frozenset(fold(w) for label in labels for w in re.findall(r"[^\W\d_]+", label))


def _life(edtf: str | None) -> Bounds | None:
    return read_bounds(edtf)


def _years(born: Bounds | None, died: Bounds | None) -> tuple[int, int]:
    if born and died:
        return born.first.year - 40, died.last.year + 20
    if born:
        return born.first.year - 40, born.first.year + _LIVED - 20
    if died:
        return died.last.year - _LIVED + 20, died.last.year + 20
    return 1900, 2029
