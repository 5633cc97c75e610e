"""Who did what to whom, and what was not done."""

from __future__ import annotations

from ai.narrative.checking.case import (
    Aligned,
    Case,
    Findings,
    Near,
    deed_of,
    is_noun,
    verb_of,
)
from ai.narrative.checking.packs.base import Kin, Pack
from ai.narrative.checking.phrases import find_tie
from ai.narrative.checking.reading import Clause, Reading
from ai.narrative.checking.relations import agrees

_DOES = ("", "subject")
_SHARED = 2  # words that two clauses have in common before they are taken for the same event


def check_roles(case: Case, found: Findings) -> None:
    """Who does it and to whom, as in the clause of a source that is about the same."""
    if not case.same_language:
        return
    for aligned in case.aligned:
        if aligned.clause.agents and aligned.nearest:
            _check_roles(case, aligned, found)


def _check_roles(case: Case, aligned: Aligned, found: Findings) -> None:
    clause = aligned.clause
    judged = [_judge(clause, n.clause) for n in aligned.nearest]
    told = [_is_told_there(clause, n) for n in aligned.nearest]
    if "same" in judged:
        same = [n for n, j in zip(aligned.nearest, judged, strict=True) if j == "same"]
        if not any(_are_all_there(clause, n) for n in same):
            found.doubts.append("Its sources may tell this of somebody else.")
        _check_patients(case, aligned, same, found)
        return
    turned = "exchanged" in judged or ("swapped" in judged and clause.firm)
    same_deed = _is_same_deed(case.body, clause, aligned.nearest)
    if turned and same_deed and not _is_with(case.body, clause):
        found.wrong.append("Who does it and to whom is the other way round in its sources.")
    elif all(j == "other" for j in judged) and clause.firm and same_deed and not any(told):
        found.wrong.append("Its sources tell this of somebody else.")
    elif any(told) and not turned:
        found.doubts.append("Its sources tell a part of this of somebody else.")
    elif set(judged) != {"open"}:
        found.doubts.append("Its sources may tell this of somebody else.")
    elif clause.firm or any(m.kin is not None and m.role in _DOES for m in clause.mentions):
        found.doubts.append("Its sources do not say plainly who did this.")


def _is_with(body: Reading, clause: Clause) -> bool:
    """ "Learned it with Ida", "from Ida": no matter who is said to do it there."""
    return any(
        m.who in clause.patients
        and find_tie(body, m.kin_at if 0 <= m.kin_at < m.at else m.at) in _WITH
        for m in clause.mentions
    )


_WITH = frozenset("with from com con avec chez mit bei".split())  # noqa: SIM905


def _are_all_there(clause: Clause, near: Near) -> bool:
    """Whether all who do it in the sentence do it there; "they" are whoever was named before."""
    there = near.clause.agents | near.clause.patients
    if clause.agents <= there:
        return True
    if near.clause.firm:
        return False
    reading = near.source.reading
    named = {m.who for m in reading.mentions if m.at <= near.clause.last and m.role != "owner"}
    return clause.agents <= named - {reading.who}


def check_company(case: Case, found: Findings) -> None:
    """Each person whom a clause names stands in what it rests on, or tells it."""
    for aligned in case.aligned:
        if not aligned.windows:
            continue
        told = [
            {*(m.who for c in w.clauses for m in c.mentions), w.source.reading.who}
            for w in aligned.windows
        ]
        here = {m.who for m in aligned.clause.mentions if isinstance(m.who, int) and m.kin is None}
        here -= {case.roster.honoree}
        if not any(here <= there for there in told):
            found.doubts.append("Its sources do not name all of them there.")


def _is_same_deed(body: Reading, clause: Clause, nearest: list[Near]) -> bool:
    """Whether the clauses surely tell of one deed: the verb is the same, and most of the rest."""
    weight = nearest[0].weight
    return all(_has_deed(body, clause, n) for n in nearest) and (
        weight >= _SHARED or weight >= len(clause.stems)
    )


def _check_patients(case: Case, aligned: Aligned, nearest: list[Near], found: Findings) -> None:
    """To whom it is done, where the same person does it."""
    clause = aligned.clause
    if not clause.patients:
        return
    theirs = [n.clause.patients | n.clause.agents for n in nearest]
    if any(clause.patients <= there or "we" in there for there in theirs):
        return
    if any(clause.patients & there for there in theirs):
        found.doubts.append("Its sources do not name all of them there.")
        return
    others = [_are_others(case, clause, n.clause) for n in nearest]
    if all(others) and nearest[0].weight >= _SHARED and _follow(case, clause):
        found.wrong.append("Its sources tell this of somebody else.")
    else:
        found.doubts.append("Its sources do not say plainly to whom.")


def _follow(case: Case, clause: Clause) -> bool:
    """Whether they stand right behind what is done: "gave his brother", but not "gave it away once
    her husband had died"."""
    verb = verb_of(clause)
    start = clause.stems[verb] if verb is not None else clause.first
    return any(
        m.who in clause.patients and 0 < (m.kin_at if m.kin_at > start else m.at) - start <= 4
        for m in clause.mentions
    )


def _are_others(case: Case, clause: Clause, there: Clause) -> bool:
    """Whether those of the source are surely not those of the sentence."""
    if not there.patients:
        return False
    for who in there.patients:
        if isinstance(who, int):
            continue
        _, _, relation = who.partition("kin:")
        kin = Kin((relation.partition(":")[0],))
        known = [
            case.roster.relations(ours, agent)
            for ours in clause.patients
            for agent in clause.agents
            if isinstance(ours, int) and isinstance(agent, int)
        ]
        if not relation or not known or any(k is None or agrees(kin, k) for k in known):
            return False
    return True


def _is_told_there(clause: Clause, near: Near) -> bool:
    """Whether the same sentence of the source tells some of it of the same person: "Dad did not get
    the clock, his sister got it"."""
    return any(
        other is not near.clause
        and other.sentence == near.clause.sentence
        and other.agents & clause.agents
        and (
            stems.count(clause.stems)
            or {n.value for n in other.numbers} & {n.value for n in clause.numbers}
        )
        for other, stems in zip(near.source.reading.clauses, near.source.clauses, strict=True)
    )


def _judge(clause: Clause, there: Clause) -> str:
    """ "same"; "exchanged" where each does what the other did; "swapped" where only one of them is
    named twice; "other"; or "open" where one of the two does not say."""
    ours, theirs = clause.agents, there.agents
    if "we" in theirs or "we" in ours or "other" in theirs or "other" in ours:
        return "open"
    if ours & theirs:
        return "same"
    if not theirs or any(isinstance(who, str) for who in ours | theirs):
        return "open"
    if ours & there.patients:
        if clause.patients & theirs:
            return "exchanged"
        if clause.passive:
            return "open"
        if not clause.patients and there.firm:
            return "swapped"
    return "other" if there.firm else "open"


def check_negation(case: Case, found: Findings) -> None:
    """What is denied in the sentence is denied in its sources, and the other way round."""
    for aligned in case.aligned:
        if not aligned.nearest or not case.same_language:
            if aligned.clause.negated:
                found.doubts.append("Whether its sources deny this could not be compared.")
        else:
            _check_negation(case, aligned, found)


def _check_negation(case: Case, aligned: Aligned, found: Findings) -> None:
    clause, nearest = aligned.clause, _closest(aligned)
    differ = [_differs(case, clause, n) and not _agrees_elsewhere(case, n) for n in nearest]
    if not any(differ):
        return
    softened = any(c.excepted for c in case.body.clauses) or any(
        c.excepted
        for n in nearest
        for c in n.source.reading.clauses
        if c.sentence == n.clause.sentence
    )
    softened = softened or any(_is_told_there(clause, n) for n in nearest)
    alike = all(_has_deed(case.body, clause, n) for n in nearest)
    if all(differ) and alike and not softened and not _denies_number(case, clause):
        found.wrong.append(
            "Its sources do not deny this." if clause.negated else "Its sources deny this."
        )
    else:
        found.doubts.append("It may deny what its sources say, or say what they deny.")


def _has_deed(body: Reading, clause: Clause, near: Near) -> bool:
    """Whether the verb of the clause is one in the source too."""
    verb = deed_of(body, clause)
    there = near.place_of(verb) if verb is not None else None
    return there is not None and not is_noun(near.source.reading, there[1])


def _denies_number(case: Case, clause: Clause) -> bool:
    """ "Not three years later": so many, and not what was done."""
    return any(number.first - 1 in clause.negators for number in clause.numbers)


def _closest(aligned: Aligned) -> list[Near]:
    """Of the clauses that share as much, those with the same verb or of the same person."""
    verb = verb_of(aligned.clause)
    same = [n for n in aligned.nearest if verb is not None and n.place_of(verb) is not None]
    nearest = same or aligned.nearest
    own = [n for n in nearest if n.clause.agents & aligned.clause.agents]
    return own or nearest


def _differs(case: Case, clause: Clause, near: Near) -> bool:
    """Whether most of the words in common are denied in one of the two only."""
    pack = case.body.pack
    shared = [
        (at, there[1])
        for stem, at in clause.stems.items()
        if (there := near.place_of(stem)) is not None
    ]
    if not shared:
        return False
    verb = verb_of(clause)
    if verb is not None and (there_verb := near.place_of(verb)) is not None:
        ours = _is_denied(clause, clause.stems[verb], pack)
        return ours != _is_denied(near.clause, there_verb[1], pack)
    differ = sum(
        _is_denied(clause, at, pack) != _is_denied(near.clause, there, pack) for at, there in shared
    )
    return differ * 2 > len(shared)


def _is_denied(clause: Clause, at: int, pack: Pack) -> bool:
    """A negator stands before what it denies; in French and German also after it."""
    return any(n < at or pack.code in ("fr", "de") for n in clause.negators)


def _agrees_elsewhere(case: Case, near: Near) -> bool:
    """Whether another clause of the sentence is about the same clause of the source, and denies it
    as the source does: "Ida was not sad when the shop shut"."""
    return any(
        any(n.clause is near.clause and not _differs(case, other.clause, n) for n in other.nearest)
        for other in case.aligned
    )
