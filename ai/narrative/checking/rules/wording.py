"""Whether the words of each clause stand together in the sources: what makes a sentence green."""

from __future__ import annotations

from ai.narrative.checking.case import Aligned, Case, Findings, Window
from ai.narrative.checking.words import are_alike


def check_words(case: Case, found: Findings) -> None:
    """Each clause in at most two sentences of one source, in the order that they have there."""
    for aligned in case.aligned:
        if _only_says(case, aligned):
            continue
        missing = _missing(case, aligned)
        if missing:
            found.doubts.append(f"No source has the words: {', '.join(missing)}.")
        elif len(aligned.clause.stems) > 1 and aligned.windows:
            if not any(_keeps_order(aligned, window) for window in aligned.windows):
                found.doubts.append("Its words stand in another order in its sources.")
        elif not aligned.clause.stems and not case.quotes:
            found.doubts.append("There is too little in it to compare.")


def _only_says(case: Case, aligned: Aligned) -> bool:
    """ "Ida tells that", "said Otto": whose words these are is looked at elsewhere."""
    words = case.body.words[aligned.clause.first : aligned.clause.last + 1]
    says = any(w.folded in case.body.pack.speech for w in words)
    rest = [at for at in aligned.clause.stems.values()
            if case.body.words[at].folded not in case.body.pack.speech]  # fmt: skip
    return says and not rest


def _missing(case: Case, aligned: Aligned) -> list[str]:
    words = case.body.words
    lists = [
        [
            words[at].text
            for stem, at in aligned.clause.stems.items()
            if not _is_there(case, window, stem, words[at].folded)
        ]
        for window in aligned.windows
    ]
    if not lists:
        return [
            words[at].text
            for stem, at in aligned.clause.stems.items()
            if stem not in case.extra and words[at].folded not in case.extra
        ]
    return min(lists, key=len)


def _is_there(case: Case, window: Window, stem: str, folded: str) -> bool:
    if any(window.source.sentences[n].find(stem) for n in range(window.first, window.last + 1)):
        return True
    return folded in case.extra or stem in case.extra


def _keeps_order(aligned: Aligned, window: Window) -> bool:
    """Whether the words stand in the source one after the other, with nothing claimed in between:
    "gave me a hat for my first day" does not say that a day was given."""
    stems = sorted(aligned.clause.stems, key=lambda s: aligned.clause.stems[s])
    there = sorted((at, stem) for c in window.clauses for stem, at in c.stems.items())
    for start, (_, first) in enumerate(there):
        run = [stem for _, stem in there[start : start + len(stems)]]
        if not are_alike(first, stems[0]) or len(run) != len(stems):
            continue
        if all(are_alike(a, b) for a, b in zip(run, stems, strict=True)):
            return True
    return False
