"""What ties a word to what is told: the preposition before it, and whether it is denied."""

from __future__ import annotations

from ai.narrative.checking.case import Aligned, Case, Findings, Window
from ai.narrative.checking.packs.base import Pack
from ai.narrative.checking.phrases import find_tie
from ai.narrative.checking.reading import Clause, Reading
from ai.narrative.checking.words import are_alike

_SAME = (
    frozenset({"in", "at", "on"}),
    frozenset({"em", "a", "para", "ate"}),
    frozenset({"a", "dans", "en", "chez"}),
    frozenset({"in", "an", "auf", "bei"}),
    frozenset({"a", "in", "per"}),
    frozenset({"a", "en"}),
)
"""Prepositions of place that take each other's place; "in" and "on" do not of things."""


def check_joints(case: Case, found: Findings) -> None:
    """Each word of a clause, as it stands in one of the windows that fit the clause."""
    if not case.same_language:
        return
    for aligned in case.aligned:
        if not aligned.windows or not aligned.clause.stems:
            continue
        if not any(_is_tied_alike(case, aligned, window) for window in aligned.windows):
            found.doubts.append("Its words are tied together otherwise in its sources.")
        if not any(_is_denied_alike(case, aligned, window) for window in aligned.windows):
            found.doubts.append("It may deny what its sources say, or say what they deny.")


def _is_tied_alike(case: Case, aligned: Aligned, window: Window) -> bool:
    for stem, at in aligned.clause.stems.items():
        ours = find_tie(case.body, at)
        theirs = {
            find_tie(window.source.reading, place)
            for clause in window.clauses
            for other, place in clause.stems.items()
            if are_alike(stem, other)
        }
        name = case.body.words[at].is_capital
        if ours and theirs and "" not in theirs and ours not in theirs:
            if not (name and any({ours, tie} <= group for group in _SAME for tie in theirs)):
                return False
    return True


def _is_denied_alike(case: Case, aligned: Aligned, window: Window) -> bool:
    clause, reading = aligned.clause, window.source.reading
    if clause.excepted or any(c.excepted for c in window.clauses):
        return True  # looked at with what is denied
    for stem, at in clause.stems.items():
        there = [
            _is_denied(reading, c, place)
            for c in window.clauses
            for other, place in c.stems.items()
            if are_alike(stem, other)
        ]
        if there and _is_denied(case.body, clause, at) not in there:
            return False
    return True


def _is_denied(reading: Reading, clause: Clause, at: int) -> bool:
    after = _negates_after(reading.pack)
    return any(n < at or after for n in clause.negators)


def _negates_after(pack: Pack) -> bool:
    """In French and German a negator also stands behind what it denies."""
    return pack.code in ("fr", "de")
