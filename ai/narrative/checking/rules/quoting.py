"""Quotations: word for word, and by whoever said them."""

from __future__ import annotations

import re

from ai.narrative.checking.case import Case, Findings, Source
from ai.narrative.checking.words import tidy

_MARKS = re.compile(r"[“”„‟«»\"‹›]")
_ENDS = " .,;:!?…'-–—"


def plain(text: str) -> str:
    """One form to compare: no quotation marks, one kind of apostrophe, single spaces."""
    return " ".join(_MARKS.sub("", tidy(text)).split()).casefold()


def check_quotations(case: Case, found: Findings) -> None:
    """Each passage that the sentence gives as somebody's own words."""
    for quote in case.quotes:
        wanted = plain(quote).strip(_ENDS)
        if not wanted:
            continue
        holding = [s for s in case.sources if wanted in plain(s.reading.text)]
        if not holding:
            found.wrong.append(f"The words “{quote[:60]}” are not in its sources.")
            continue
        _check_speaker(case, wanted, holding, found)


def _check_speaker(case: Case, wanted: str, holding: list[Source], found: Findings) -> None:
    said_by = _named(case)
    if said_by is None:
        return
    speakers = [_speaker(source, wanted) for source in holding]
    if said_by in speakers:
        return
    if all(speaker is None for speaker in speakers):
        found.doubts.append("Its sources do not say plainly who says this.")
        return
    found.wrong.append(f"Its words are not by {case.roster.people[said_by].name}.")


def _named(case: Case) -> int | None:
    """To whom the sentence gives the words: who stands as subject of a verb of saying."""
    body = case.body
    plain_ones = [m for m in body.mentions if m.role in ("", "subject") and isinstance(m.who, int)]
    says = [n for n, w in enumerate(body.words) if w.folded in body.pack.speech]
    if not plain_ones or not says:
        return None
    inner = _inner(case, says)
    if inner is not None:
        return inner
    nearest = min(plain_ones, key=lambda m: min(abs(m.at - n) for n in says))
    return nearest.who if isinstance(nearest.who, int) else None


def _inner(case: Case, says: list[int]) -> int | None:
    """ "Sandra remembers her mother saying": the words are the mother's."""
    if len(says) < 2:
        return None
    body = case.body
    last = says[-1]
    before = [m for m in body.mentions if m.at < last and isinstance(m.who, int)]
    if before and before[-1].at > says[0] and isinstance(before[-1].who, int):
        return before[-1].who
    return None


def _speaker(source: Source, wanted: str) -> int | None:
    """Who says it: the giver, or whoever a quotation within the source is given to."""
    reading = source.reading
    for first, last in reading.quoted:
        if wanted not in plain(reading.text[first:last]):
            continue
        return _speaker_of(source, first, last)
    return reading.who


def _speaker_of(source: Source, first: int, last: int) -> int | None:
    reading = source.reading
    words = reading.words
    says = [n for n, w in enumerate(words)
            if w.folded in reading.pack.speech and not reading.is_quoted(w.at)]  # fmt: skip
    before = [n for n in says if words[n].at < first]
    after = [n for n in says if words[n].at >= last]
    mentions = [
        m
        for m in reading.mentions
        if isinstance(m.who, int) and m.role in ("", "subject")
        and not reading.is_quoted(words[m.at].at)
    ]  # fmt: skip
    if before:
        # Who stands nearest before the verb; else right after it ("said Arthur: …").
        earlier = [m for m in mentions if m.at <= before[-1]]
        inverted = [m for m in mentions if before[-1] < m.at and words[m.at].at < first]
        if inverted and (not earlier or before[-1] - earlier[-1].at > 6):
            return _person(inverted[0].who)
        return _person(earlier[-1].who) if earlier else None
    later = [m for m in mentions if after and m.at > after[0] and m.at - after[0] < 4]
    if later:
        return _person(later[0].who)
    earlier = [m for m in mentions if words[m.at].at < first]
    return _person(earlier[-1].who) if earlier else None


def _person(who: int | str) -> int | None:
    return who if isinstance(who, int) else None
