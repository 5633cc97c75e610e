"""Quotations: word for word, and by whoever said them."""

from __future__ import annotations

import re

from ai.narrative.checking.case import Case, Findings, Source
from ai.narrative.checking.reading import Clause, Reading
from ai.narrative.checking.words import tidy
from ai.narrative.evidence import plain as even

_MARKS = re.compile(r"[“”„‟«»\"‹›]")
_SINGLE = re.compile(r"(?<!\w)'|'(?!\w)")
_ENDS = " .,;:!?…'-–—"


def plain(text: str) -> str:
    """One form to compare: no quotation marks, one kind of apostrophe, single spaces."""
    return " ".join(_SINGLE.sub("", _MARKS.sub("", tidy(text))).split()).casefold()


def check_quotations(case: Case, found: Findings) -> None:
    """Each passage that the sentence gives as somebody's own words."""
    for quote in case.quotes:
        wanted = plain(quote).strip(_ENDS)
        if not wanted:
            continue
        # A mark within a word becomes a single one in a quotation.
        evenly = even(quote).strip("' ")
        holding = [
            s
            for s in case.sources
            if wanted in plain(s.reading.text) or evenly in even(s.reading.text)
        ]
        if not holding and wanted in plain(" ".join(s.reading.text for s in case.sources)):
            # A recording is cut into segments; the words may run over several.
            holding = [s for s in case.sources if s.reading.who == case.sources[0].reading.who]
        if not holding:
            found.wrong.append(f"The words “{quote[:60]}” are not in its sources.")
            continue
        _check_speaker(case, wanted, holding, found)


def _check_speaker(case: Case, wanted: str, holding: list[Source], found: Findings) -> None:
    if case.attributes and any(name in case.body.text for s in holding for name in s.givers):
        return  # named as they sign, however that reads
    said_by = list_speakers(case)
    if not said_by:
        return
    speakers = [_speaker(source, wanted) for source in holding]
    if any(who in speakers for who in said_by):
        return
    if all(speaker is None for speaker in speakers):
        found.doubts.append("Its sources do not say plainly who says this.")
        return
    names = " or ".join(case.roster.people[who].name for who in said_by)
    found.wrong.append(f"Its words are not by {names}.")


def list_speakers(case: Case) -> list[int]:
    """To whom the sentence gives the words: whoever stands beside a verb of saying."""
    body = case.body
    says = [n for n, w in enumerate(body.words) if w.folded in body.pack.speech]
    named = [m for m in body.mentions if isinstance(m.who, int) and m.role in ("", "subject")]
    if not named or not says:
        return []
    found: list[int] = []
    for verb in says:
        _, who = min((abs(m.at - verb), m.who) for m in named if isinstance(m.who, int))
        found.append(who)
    return list(dict.fromkeys(found))


def _speaker(source: Source, wanted: str) -> int | None:
    """Who says it: the giver, or whoever a quotation within the source is given to."""
    reading = source.reading
    for first, last in reading.quoted:
        if wanted not in plain(reading.text[first:last]):
            continue
        return _speaker_of(source, first, last)
    if (before := _introduced(reading, wanted)) is not None:
        named = [
            m.who for m in reading.mentions if reading.words[m.at].at < before and m.role != "owner"
        ]
        nearest = named[-1] if named else None
        return nearest if isinstance(nearest, int) and nearest != reading.who else None
    return reading.who


def _introduced(reading: Reading, wanted: str) -> int | None:
    """Where a colon or a single quotation mark leads to the words: somebody says them."""
    text = reading.text.casefold()
    at = text.find(wanted[:20])
    before = text[:at].rstrip() if at > 0 else ""
    return at if before.endswith((":", ": '", ":'")) else None


def _speaker_of(source: Source, first: int, last: int) -> int | None:
    reading = source.reading
    words = reading.words
    says = [n for n, w in enumerate(words)
            if w.folded in reading.pack.speech and not reading.is_quoted(w.at)]  # fmt: skip
    outer = [c for c in reading.clauses if not _is_within(reading, c, first, last)]
    before = [n for n in says if words[n].at < first]
    if before and not any(words[n].text in ".!?" for n in range(before[-1], len(words))
                          if words[n].at < first):  # fmt: skip
        return _who_says(reading, before[-1], outer)
    after = [n for n in says if words[n].at >= last]
    if after:
        return _who_says(reading, after[0], outer)
    earlier = [c for c in outer if words[c.last].at < first and c.agents]
    return _only(earlier[-1].agents) if earlier else None


def _is_within(reading: Reading, clause: Clause, first: int, last: int) -> bool:
    at = reading.words[clause.first].at
    return first <= at and reading.words[clause.last].at < last


def _who_says(reading: Reading, verb: int, outer: list[Clause]) -> int | None:
    """Who stands beside the verb in its clause; else who did something last."""
    own = next((c for c in outer if c.first <= verb <= c.last), None)
    beside = [
        m
        for m in (own.mentions if own else [])
        if m.role in ("", "subject") and not reading.is_quoted(reading.words[m.at].at)
    ]
    if beside:
        nearest = min(beside, key=lambda m: (m.at > verb, abs(m.at - verb)))
        return nearest.who if isinstance(nearest.who, int) else None
    earlier = [
        c for c in outer if c.first <= verb and c.agents and all(m.firm for m in c.mentions[:1])
    ]
    return _only(earlier[-1].agents) if earlier else None


def _only(agents: frozenset[int | str]) -> int | None:
    who = next(iter(agents)) if len(agents) == 1 else None
    return who if isinstance(who, int) else None
