"""What ties a word to what is told: the preposition before it, and whether it is denied."""

from __future__ import annotations

from ai.narrative.checking.case import Aligned, Case, Findings, Near, Window
from ai.narrative.checking.mentions import Mention
from ai.narrative.checking.packs.base import Pack
from ai.narrative.checking.phrases import find_tie
from ai.narrative.checking.reading import Clause, Reading
from ai.narrative.checking.splitting import ANDS
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
        if len(aligned.clause.stems) == 1 and not _stands_alone(case, aligned):
            found.doubts.append("A single word of it does not say enough to compare.")
        if not any(_is_denied_alike(case, aligned, window) for window in aligned.windows):
            found.doubts.append("It may deny what its sources say, or say what they deny.")


def _is_tied_alike(case: Case, aligned: Aligned, window: Window) -> bool:
    reading = window.source.reading
    nearest = [n.clause for n in aligned.nearest if n.source is window.source]
    near = [tie for c in nearest if window.holds(c) for tie in _list_ties(reading, c)]
    whole = [tie for clause in window.clauses for tie in _list_ties(reading, clause)]
    for stem, ours in _list_ties(case.body, aligned.clause):
        there = _ties_of(stem, near) or _ties_of(stem, whole)
        name = case.body.words[aligned.clause.stems[stem]].is_capital
        if reading.pack.code == "fr" and ours | there <= {"", "de"}:
            continue  # "faisait des balanciers": an article
        if there and not any(_are_same(one, other, name=name) for one in ours for other in there):
            return False
    return all(_has_tie(case, mention, window) for mention in aligned.clause.mentions)


def _stands_alone(case: Case, aligned: Aligned) -> bool:
    """Whether a clause of one word surely is what a clause of its sources says: of the same person,
    begun with the same word, with its number, and told where the rest of the sentence is."""
    clause, body = aligned.clause, case.body
    opens = body.words[clause.first].folded
    relative = opens in body.pack.splits and opens not in ANDS
    known = {who for who in clause.agents if isinstance(who, int)}
    return any(
        (
            not relative
            or clause.firm
            or opens == near.source.reading.words[near.clause.first].folded
        )
        and (not known or bool(near.clause.agents & (known | {"we"})))
        and (
            bool(clause.times)
            or {n.value for n in clause.numbers} <= {n.value for n in near.source.reading.numbers}
        )
        and (clause.firm or _is_beside(case, aligned, near))
        for near in aligned.nearest
    )


def _is_beside(case: Case, aligned: Aligned, near: Near) -> bool:
    """Whether another clause of the sentence rests on the same place."""
    others = [a for a in case.aligned if a is not aligned and a.clause.stems]
    return not others or any(
        window.source is near.source and window.holds(near.clause)
        for other in others
        for window in other.windows
    )


def _ties_of(stem: str, told: list[tuple[str, set[str]]]) -> set[str]:
    return {word for other, ties in told if are_alike(stem, other) for word in ties}


def _list_ties(reading: Reading, clause: Clause) -> list[tuple[str, set[str]]]:
    """Each stem with the preposition before it. The second of two words in a row may belong to it
    ("in the old house") or not ("im Winter Holzschuhe")."""
    ties: dict[int, set[str]] = {}
    for at in sorted(clause.stems.values()):
        tie = find_tie(reading, at)
        ties[at] = {tie, *ties.get(at - 1, ())} if not tie else {tie}
    return [(stem, ties[at]) for stem, at in clause.stems.items()]


def _are_same(ours: str, theirs: str, *, name: bool) -> bool:
    if ours == theirs or {ours, theirs} <= _BEFORE_VERBS:
        return True
    return name and any({ours, theirs} <= group for group in _SAME)


_BEFORE_VERBS = frozenset({"", "to", "zu", "a", "di"})


def _has_tie(case: Case, mention: Mention, window: Window) -> bool:
    """ "With Otto" is not "for Otto"."""
    ours = find_tie(case.body, _start(mention))
    theirs = {
        find_tie(window.source.reading, _start(other))
        for clause in window.clauses
        for other in clause.mentions
        if other.who == mention.who
    }
    return not ours or not theirs or bool({ours, ""} & theirs) or {ours, *theirs} <= _GRAMMAR


def _start(mention: Mention) -> int:
    return mention.kin_at if 0 <= mention.kin_at < mention.at else mention.at


_GRAMMAR = frozenset("of de d di von by por per par a to da".split())  # noqa: SIM905
"""Whose, by whom and to whom: looked at with who does what."""


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
