"""Who did what to whom, and what was not done."""

from __future__ import annotations

from ai.narrative.checking.case import Aligned, Case, Findings, Source
from ai.narrative.checking.reading import Clause

_SHARED = 2  # words that two clauses have in common before they are taken for the same event


def check_roles(case: Case, found: Findings) -> None:
    """Who does it and to whom, as in the clause of a source that is about the same."""
    if not case.same_language:
        return
    for aligned in case.aligned:
        clause = aligned.clause
        if not clause.agents or not aligned.nearest:
            continue
        judged = [_judge(clause, there) for _, there, _ in aligned.nearest]
        if "same" in judged:
            continue
        near = aligned.nearest[0][2]
        if "swapped" in judged and (near >= _SHARED or near == len(clause.stems)):
            found.wrong.append("Who does it and to whom is the other way round in its sources.")
        elif all(j == "other" for j in judged) and near >= _SHARED and clause.firm:
            found.wrong.append("Its sources tell this of somebody else.")
        elif "other" in judged or "swapped" in judged:
            found.doubts.append("Its sources may tell this of somebody else.")
        elif clause.firm:
            found.doubts.append("Its sources do not say plainly who did this.")


def _judge(clause: Clause, there: Clause) -> str:
    """ "same", "swapped", "other", or "open" where one of the two does not say."""
    ours, theirs = clause.agents, there.agents
    if "we" in theirs or "we" in ours or "other" in theirs or "other" in ours:
        return "open"
    if ours & theirs:
        return "same"
    if not theirs or any(isinstance(who, str) for who in ours | theirs):
        return "open"
    swapped = bool(ours & there.patients) and (
        not clause.patients or bool(clause.patients & theirs)
    )
    if swapped and there.firm:
        return "swapped"
    return "other" if there.firm else "open"


def check_negation(case: Case, found: Findings) -> None:
    """What is denied in the sentence is denied in its sources, and the other way round."""
    for aligned in case.aligned:
        clause = aligned.clause
        if not aligned.nearest or not case.same_language:
            if clause.negated:
                found.doubts.append("Whether its sources deny this could not be compared.")
            continue
        near = aligned.nearest[0][2]
        differ = [_differs(clause, there) for _, there, _ in aligned.nearest]
        if not any(differ):
            continue
        softened = clause.excepted or any(there.excepted for _, there, _ in aligned.nearest)
        if all(differ) and near >= _enough(clause) and not softened:
            found.wrong.append(
                "Its sources do not deny this." if clause.negated else "Its sources deny this."
            )
        else:
            found.doubts.append("It may deny what its sources say, or say what they deny.")


def _enough(clause: Clause) -> int:
    return min(_SHARED, max(1, len(clause.stems)))


def _differs(clause: Clause, there: Clause) -> bool:
    return clause.negated != there.negated


def nearest_source(aligned: Aligned) -> Source | None:
    """The source of the nearest clause, if it is one source."""
    sources = {id(source): source for source, _, _ in aligned.nearest}
    return next(iter(sources.values())) if len(sources) == 1 else None
