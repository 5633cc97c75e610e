"""Whether the words of each clause stand together in the sources: what makes a sentence green."""

from __future__ import annotations

from ai.narrative.checking.case import Aligned, Case, Findings, Window


def check_words(case: Case, found: Findings) -> None:
    """Each clause in at most two sentences of one source, in the order that they have there."""
    for aligned in case.aligned:
        missing = _missing(case, aligned)
        if missing:
            found.doubts.append(f"No source has the words: {', '.join(missing)}.")
        elif len(aligned.clause.stems) > 1 and aligned.windows:
            if not any(_keeps_order(aligned, window) for window in aligned.windows):
                found.doubts.append("Its words stand in another order in its sources.")
        elif not aligned.clause.stems and not case.quotes:
            found.doubts.append("There is too little in it to compare.")


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
    places = [
        at
        for stem in sorted(aligned.clause.stems, key=lambda s: aligned.clause.stems[s])
        if (at := _place(window, stem)) is not None
    ]
    return places == sorted(places)


def _place(window: Window, stem: str) -> int | None:
    for clause in window.clauses:
        for there, at in clause.stems.items():
            if there == stem or (len(stem) >= 4 and there.startswith(stem[:-1])):
                return at
    return None
