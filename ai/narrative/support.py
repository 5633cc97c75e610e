"""Whether a sentence is borne out by the sources it cites. No model, no network.

Green: everything in it can be found in its sources. Amber: words that no source has; a person
should look. Red: it says something else than its sources, or what no story here may say. Frame: a
sentence about the chest itself, whose counts and spans are right.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from ai.narrative.base import Segment, Sentence, Subject
from ai.narrative.checking.judging import judge
from ai.narrative.checking.roster import Roster
from ai.narrative.datings import check_dates
from ai.narrative.english.claims import EVENTS, FIXED, KINSHIP, LOADED, PLAIN
from ai.narrative.evidence import Evidence, list_numbers, list_words, plain
from ai.narrative.lives import find_place
from ai.narrative.quotations import QUOTED, check_quotations, find_near_quotations
from ai.narrative.remembering import is_made_after_death
from ai.narrative.screening import find_first_person, find_unwelcome
from ai.narrative.titles import find_heading, name_chapter

Verdict = Literal["green", "amber", "red", "frame"]

_DATED = ("photo", "document")  # what was made when its date says

_PASSED = re.compile(
    r"\bpass(?:ed|ing) (?:the|a|an|her|his|their|its|it|by|through|him|them|down|round|around"
    r"|up|out|over|to)\b",
    re.IGNORECASE,
)
_NAME = r"[A-ZÀ-ÞŁŠŽ][\w’'.-]*(?: (?:[A-ZÀ-ÞŁŠŽ][\w’'.-]*|de|da|do|dos|van|von|der|den|la|le|di))*"
_BEFORE_NAMES = PLAIN | KINSHIP
_SAYS = re.compile(r"\b(?:writes|wrote|says|said|adds|added|remembers|written)\b")
_SPACED = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)+")
_ATTRIBUTED = re.compile(
    rf"({_NAME})(?:, [^,“”:]{{1,60}},)? (?:also )?(?:writes|wrote|says|said|adds|added|remembers"
    rf"|has written)\b|\bFrom ({_NAME})(?:, [^,“”:]{{1,60}},)? (?:come|comes|there)\b"
    rf"|\badded by ({_NAME})"
)


@dataclass(frozen=True, slots=True)
class Support:
    """A verdict, and why it is not green: in words for the person who looks at it."""

    verdict: Verdict
    reasons: tuple[str, ...] = ()


def check(
    sentence: Sentence,
    segments: Mapping[str, Segment],
    subject: Subject,
    roster: Roster | None = None,
    spans: Sequence[tuple[str, str]] = (),
) -> Support:
    """The verdict on one sentence, given every segment it could have cited, by id.

    `roster` says who is who. Without one only what the chest itself tells of its people is known,
    and a sentence is held to the very words of its sources. `spans` are the passages that its
    clauses rest on, with the ids of their sources.
    """
    evidence = Evidence(sentence, segments, subject)
    heading = find_heading(sentence.text, subject) if sentence.frame else None
    text = sentence.text.removeprefix(f"{heading}: ") if heading else sentence.text
    body = QUOTED.sub(" ", text)
    attributes = sentence.frame or _only_attributes(body, evidence)
    house = Support("amber")
    if attributes or roster is None:
        house = _check_house(sentence, body, evidence, subject)
    if heading and house.verdict == "frame" and not _is_of_that_part(heading, evidence, subject):
        return Support("red", (f"Its sources are not of that part of the life: {heading}.",))
    if roster is None and (attributes or house.verdict == "red"):
        return house
    if sentence.frame:
        return house
    cited = {id: segments[id] for id in sentence.sources if id in segments}
    known = roster or Roster.of(subject, cited)
    fine = attributes and house.verdict == "green"
    found = judge(sentence, segments, subject, known, spans=spans, attributes=fine)
    wrong = [
        *_check_sources(sentence, evidence),
        *found.wrong,
        *_check_recorded(body, evidence),
        *_find_unwelcome(body),
    ]
    if wrong:
        return Support("red", tuple(dict.fromkeys(wrong)))
    if fine:
        return house
    doubts = [*(house.reasons if roster is None else ()), *found.doubts]
    return Support("amber", tuple(dict.fromkeys(doubts))) if doubts else Support("green")


def _is_of_that_part(heading: str, evidence: Evidence, subject: Subject) -> bool:
    """Whether all sources that have a date of their own are told under that title."""
    for segment in evidence.segments:
        if segment.recorded or (
            segment.kind not in _DATED and is_made_after_death(segment, subject)
        ):
            continue  # told where its words are, which this sentence does not cite
        ends = sorted(day for day in (segment.earliest, segment.latest) if day)
        place = (
            find_place(subject, ends[0], ends[-1])
            if len(ends) == 2
            else find_place(subject, segment.earliest, segment.latest)
        )
        if name_chapter(place, subject) != heading:
            return False
    return True


def _only_attributes(body: str, evidence: Evidence) -> bool:
    """Whether the sentence, quotations aside, says no more than who gave what, when and where."""
    free = (w.casefold() for w in list_words(FIXED.sub(" ", body)))
    return all(len(w) < 3 or w in PLAIN or w in evidence.beside or list_numbers(w) for w in free)


def _check_house(sentence: Sentence, body: str, evidence: Evidence, subject: Subject) -> Support:
    """The verdict on a sentence of the house's own making: counts, captions, "X writes: …"."""
    wrong = [
        *_check_sources(sentence, evidence),
        *check_quotations(sentence, evidence),
        *_check_manner(body, evidence),
    ]
    left, dates = check_dates(body, evidence, southern=subject.southern, frame=sentence.frame)
    wrong += dates
    wrong += [] if sentence.frame else _check_recorded(body, evidence)
    wrong += _check_numbers(left, evidence)
    wrong += _check_places(body, evidence) if sentence.frame else []
    wrong += _check_names(sentence.text, body, left, evidence)
    wrong += _check_claims(body, evidence)
    if wrong:
        return Support("red", tuple(dict.fromkeys(wrong)))
    doubts = [*find_near_quotations(sentence, evidence), *_find_new_words(left, evidence)]
    if doubts:
        return Support("amber", tuple(doubts))
    return Support("frame" if sentence.frame else "green")


def _check_sources(sentence: Sentence, evidence: Evidence) -> list[str]:
    if not sentence.text.strip():
        return ["The sentence is empty."]
    if not sentence.sources and not sentence.frame:
        return ["It names no source."]
    return [f"Its source {id} is not in the chest." for id in evidence.missing]


# Manner


def _check_manner(body: str, evidence: Evidence) -> list[str]:
    wrong = []
    without_names = " ".join(
        word for word in body.split() if word.strip(",.:;()’'").casefold() not in _my(evidence)
    )
    if word := find_first_person(without_names):
        wrong.append(f"It says “{word}” outside a quotation.")
    return wrong + _find_unwelcome(body)


def _find_unwelcome(body: str) -> list[str]:
    # "Passed the exam" is not what this house does not say.
    word = find_unwelcome(_PASSED.sub(" ", body))
    return [f"It says “{word}”."] if word else []


def _my(evidence: Evidence) -> set[str]:
    """Names that look like a first person: "My Linh", "Carlos I"."""
    people = [*evidence.list_speakers(), evidence.maiden or ""]
    names = {word.casefold() for name in people for word in name.split()}
    return names & {"my", "i", "me", "mine", "us", "we", "our"}


# Numbers, names, claims


def _check_numbers(left: str, evidence: Evidence) -> list[str]:
    wrong: list[str] = []
    for n in list_numbers(left):
        if n in evidence.numbers:
            continue
        if re.search(r"\b(?:age|aged|old)\b", left) and n in evidence.ages():
            continue
        if re.search(r"\byears\b", left) and n in evidence.durations():
            continue
        givers = len({name.casefold() for name in evidence.list_speakers()})
        if re.search(r"\bothers?\b", left) and 0 < n < givers:
            continue
        wrong.append(f"The number {n:,} is not in its sources.")
    return wrong


def _check_recorded(body: str, evidence: Evidence) -> list[str]:
    """ "Ana writes of May 2024", where she told it in May 2024: it did not happen then."""
    told = body.casefold()
    return [
        f"In {when} it was recorded; it did not happen then."
        for when in evidence.list_recorded()
        if re.search(rf"\b(?:of|about)(?: the time)? {re.escape(when)}(?!\w)", told)
    ]


def _check_places(body: str, evidence: Evidence) -> list[str]:
    """ "40 of them from Lisbon": so many, and not some other number that is also right."""
    wrong: list[str] = []
    # Whitby Harbour before Whitby.
    for place, n in sorted(evidence.places.items(), key=lambda item: -len(item[0])):
        counted = re.compile(
            rf"([\w,-]*\w)(?: of them| is| are)? (?:from|taken \w+) {re.escape(place)}(?!\w)"
        )
        wrong += [
            f"There are {n:,} from {place}, not {match[1]}."
            for match in counted.finditer(body)
            if list_numbers(match[1]) not in ([], [n])
        ]
        body = counted.sub(" ", body)
    return wrong


def _check_names(text: str, body: str, left: str, evidence: Evidence) -> list[str]:
    wrong = [
        f"The name {word} is not in its sources."
        for word in _names_in(left)
        if word.casefold() not in evidence.words and word.casefold() not in evidence.names
    ]
    # Alice Springs and Palm Bay are in the sources; that makes no Palm Springs.
    wrong += [
        f"The name {' '.join(name)} is not in its sources."
        for name in _full_names_in(left)
        if all(word.casefold() in evidence.words for word in name) and not evidence.has_name(name)
    ]
    speakers = [plain(name).casefold() for name in evidence.list_speakers()]
    for relation in evidence.list_relations():
        body = body.replace(relation, " ")  # "her friend from Hot Springs, Arkansas, writes"
    for place in evidence.places:
        if _SAYS.search(place):
            body = body.replace(place, " ")  # a street named after what somebody said
    for speaker in sorted(evidence.list_speakers(), key=len, reverse=True):
        if any(map(str.isalnum, speaker)):
            body = re.sub(rf"(?<!\w){re.escape(speaker)}(?!\w)", "someone", body)
    for match in _ATTRIBUTED.finditer(body) if QUOTED.search(text) else ():
        name = plain(next(group for group in match.groups() if group)).rstrip(".,").casefold()
        if name in PLAIN or any(name in speaker or speaker in name for speaker in speakers):
            continue
        wrong.append(f"Its words are not by {match[1] or match[2] or match[3]}.")
    return wrong


def _names_in(text: str) -> list[str]:
    """Capitalised words, but not the first of the sentence if it is an ordinary one or a number:
    "Three photographs have no date yet." Numbers are checked as such."""
    words = list_words(text)
    rest = [w for w in words[1:] if w[0].isupper() and w.casefold() not in ("née",)]
    first = [
        w for w in words[:1] if w[0].isupper() and w.casefold() not in PLAIN and not list_numbers(w)
    ]
    return [w for w in (*first, *rest) if len(w) > 1]


def _full_names_in(text: str) -> list[list[str]]:
    """Names of two words and more: capitalised, with nothing but a space or a hyphen between."""
    names: list[list[str]] = []
    for match in _SPACED.finditer(text):
        for capitalised, run in groupby(list_words(match[0]), key=lambda w: w[0].isupper()):
            words = list(run)
            # "In" of "In Lisbon" and "Aunt" of "Aunt Ana" are not part of the name.
            while words and words[0].casefold() in _BEFORE_NAMES:
                words = words[1:]
            names += [words] if capitalised and len(words) > 1 else []
    return names


def _check_claims(body: str, evidence: Evidence) -> list[str]:
    strong = KINSHIP | LOADED | EVENTS
    words = (word.casefold() for word in list_words(body))
    return [f"No source says “{w}”." for w in words if w in strong and w not in evidence.words]


def _find_new_words(left: str, evidence: Evidence) -> list[str]:
    new = [
        word
        for word in dict.fromkeys(word.casefold() for word in list_words(FIXED.sub(" ", left)))
        if len(word) > 2 and word not in PLAIN and word not in evidence.words
        and not list_numbers(word)
    ]  # fmt: skip
    return [f"No source has the words: {', '.join(new)}."] if new else []


def main() -> int:
    """Judges the lines of standard input; see `ai.narrative.checking.command`."""
    from ai.narrative.checking.command import answer

    # Each line for itself: one that is not UTF-8 is told of like any other that cannot be read.
    answer((line.decode("utf-8", "replace") for line in sys.stdin.buffer), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
