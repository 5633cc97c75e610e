"""Whether the words of each clause stand together in the sources: what makes a sentence green."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ai.narrative.checking.case import Aligned, Case, Findings, Near, Stems, Window, verb_of
from ai.narrative.checking.packs.synonyms import LIGHT
from ai.narrative.checking.phrases import Phrase, list_phrases, list_runs
from ai.narrative.checking.reading import Clause
from ai.narrative.checking.rules.kin import is_sure_kinship
from ai.narrative.checking.rules.names import is_of_place
from ai.narrative.checking.rules.numbers import is_sure_age
from ai.narrative.checking.rules.quoting import list_speakers
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
            if not any(_keeps_order(case, aligned, window) for window in aligned.windows):
                found.doubts.append("Its words stand in another order in its sources.")
        elif is_sure_kinship(case, aligned.clause) or is_sure_age(case, aligned.clause):
            continue
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
            for stem, at in _list_claimed(case, aligned, window).items()
            if not _is_there(case, window, stem, words[at].folded)
            and not _is_light(case, aligned, window, at)
        ]
        for window in aligned.windows
    ]
    if not lists:
        return [
            words[at].text
            for stem, at in aligned.clause.stems.items()
            if stem not in case.extra
            and words[at].folded not in case.extra
            and not _is_side(case, at)
            and not _hedges(case, at)
            and not _tells_as_giver(case, aligned.clause, at)
        ]
    return min(lists, key=len)


def _is_light(case: Case, aligned: Aligned, window: Window, at: int) -> bool:
    """ "Ida worked nights", where the source says "Mum did nights": a verb that says no more, where
    every other word there is one of the sentence."""
    if case.body.words[at].folded not in LIGHT[case.body.pack.code]:
        return False
    own = Stems(aligned.clause.stems)
    return any(
        near.source is window.source
        and window.holds(near.clause)
        and len(near.clause.stems) > 1
        and not near.clause.negated
        and own.count(near.clause.stems) == len(near.clause.stems)
        for near in aligned.nearest
    )


def _list_claimed(case: Case, aligned: Aligned, window: Window) -> dict[str, int]:
    """The stems that the source has to have; others look at kinship, and at who says it."""
    return {
        stem: at
        for stem, at in aligned.clause.stems.items()
        if not _is_saying(case, aligned, window, at)
        and not _is_side(case, at)
        and not _hedges(case, at)
    }


def _is_saying(case: Case, aligned: Aligned, window: Window, at: int) -> bool:
    """ "Ida remembers", where Ida tells it: that she does is no claim about what happened."""
    if case.body.words[at].folded not in case.body.pack.speech:
        return False
    if window.source.reading.who in aligned.clause.agents:
        return True
    if case.quotes and list_speakers(case):
        return True  # whose words they are is looked at with quotations
    return any(_says_so(near, aligned.clause) for near in aligned.nearest)


def _tells_as_giver(case: Case, clause: Clause, at: int) -> bool:
    """ ", as Ida remembers", behind what Ida tells."""
    givers = {source.reading.who for source in case.sources}
    return case.body.words[at].folded in case.body.pack.speech and bool(givers & clause.agents)


def _says_so(near: Near, clause: Clause) -> bool:
    """Whether the same person says it there, in another word for saying."""
    reading = near.source.reading
    words = reading.words[near.clause.first : near.clause.last + 1]
    said = any(word.folded in reading.pack.speech for word in words)
    return said and near.clause.firm and near.clause.agents == clause.agents


def _hedges(case: Case, at: int) -> bool:
    """ "About thirty", "circa 1956": looked at with numbers and dates."""
    words, pack = case.body.words, case.body.pack
    if at and words[at].folded in _LONG and words[at - 1].folded in pack.years:
        return True
    if not any(words[at].folded in hedge.split() for hedge in pack.hedges):
        return False
    near = range(at - 2, at + 4)
    counted = any(number.first in near or number.last in near for number in case.body.numbers)
    first, last = words[max(0, at - 2)].at, words[min(len(words) - 1, at + 3)].at
    return counted or any(first <= time.at <= last for time in case.body.times)


_LONG = frozenset({"lang", "durant"})  # "two years long"


def _is_side(case: Case, at: int) -> bool:
    """ "Maternal": looked at with kinship."""
    folded, pack = case.body.words[at].folded, case.body.pack
    return bool(pack.maternal.fullmatch(folded) or pack.paternal.fullmatch(folded))


def _is_there(case: Case, window: Window, stem: str, folded: str) -> bool:
    if any(window.source.sentences[n].find(stem) for n in range(window.first, window.last + 1)):
        return True
    return folded in case.extra or stem in case.extra


def _keeps_order(case: Case, aligned: Aligned, window: Window) -> bool:
    """Whether the words stand in the source one after the other, with nothing claimed in between:
    "gave me a hat for my first day" does not say that a day was given. A phrase of where, when or
    with what may stand in another place: "at the fair she sold hats"."""
    claimed = _list_claimed(case, aligned, window)
    # Whether it happened there is looked at with places.
    placed = {stem: at for stem, at in claimed.items() if not is_of_place(window, stem)}
    there = _ordered_of(window)
    if any(not left or _is_run(_ordered(left), there) for left in (claimed, placed)):
        return True
    reading = window.source.reading
    heads_last = reading.pack.code in ("en", "de")
    # A German verb stands second, or last: only that it is the same one tells something. So it does
    # where the same person is named as doing it: "the parrot Dad bought her", "Otto bought".
    german = reading.pack.code == "de"
    verb = verb_of(aligned.clause) if german or _is_by_same(aligned, window) else None
    runs = list_runs(reading, window.clauses, without=verb)
    rest = {stem: at for stem, at in placed.items() if stem != verb} if verb else placed
    ours = list_phrases(case.body, aligned.clause, rest)
    return bool(ours) and any(_are_among(ours, run, heads_last=heads_last) for run in runs)


def _is_by_same(aligned: Aligned, window: Window) -> bool:
    """Whether one person, named in both, does it in the clause of the window that is nearest."""
    clause = aligned.clause
    return clause.firm and all(isinstance(who, int) for who in clause.agents) and any(
        near.source is window.source and window.holds(near.clause)
        and near.clause.firm and near.clause.agents == clause.agents
        for near in aligned.nearest
    )  # fmt: skip


def _ordered(stems: Mapping[str, int]) -> list[str]:
    return sorted(stems, key=lambda stem: stems[stem])


def _ordered_of(window: Window) -> list[tuple[str, bool]]:
    """The stems there in their order; with each, whether the next is of the same compound: of "the
    shop sign" the shop alone says something else."""
    ordered = sorted((at, s) for c in window.clauses for s, at in c.stems.items())
    places = [at for at, _ in ordered]
    english = window.source.reading.pack.code == "en"
    return [(stem, english and at + 1 in places) for at, stem in ordered]


def _is_run(stems: Sequence[str], there: Sequence[tuple[str, bool]]) -> bool:
    """Whether the stems follow each other there, with no other between, and end with a whole
    word."""
    for start in range(len(there) - len(stems) + 1):
        run = there[start : start + len(stems)]
        if all(are_alike(other, stem) for (other, _), stem in zip(run, stems, strict=True)):
            return not run[-1][1]
    return False


def _are_among(ours: Sequence[Phrase], theirs: Sequence[Phrase], *, heads_last: bool) -> bool:
    """Whether each phrase of the sentence is one of the source's, behind the same preposition, with
    words left out of it at most: what is then said is less, and nothing else. No phrase between
    them may be left out, on which the next could depend: "sold the cow for a course in London"."""
    taken: set[int] = set()
    rest = list(ours)
    while rest:
        phrase, *rest = rest
        # "In the garden buried Tomasa the money": where the phrase ends, its words do not say.
        for end in range(len(phrase.stems), 0, -1):
            head = Phrase(phrase.word, phrase.stems[:end])
            found = next((n for n, there in enumerate(theirs) if n not in taken
                          and _is_within(head, there, heads_last=heads_last)), None)  # fmt: skip
            if found is not None:
                break
        if found is None:
            return False
        taken.add(found)
        if end < len(phrase.stems):
            after = rest.pop(0).stems if rest and not rest[0].word else ()
            rest.insert(0, Phrase("", (*phrase.stems[end:], *after)))
    return max(taken) - min(taken) < len(taken)


def _is_within(phrase: Phrase, there: Phrase, *, heads_last: bool) -> bool:
    if phrase.word != there.word:
        return False
    # Of "the shop sign" the sign is what it is about.
    if heads_last and not are_alike(phrase.stems[-1], there.stems[-1]):
        return False
    rest = iter(there.stems)
    return all(any(are_alike(stem, other) for other in rest) for stem in phrase.stems)
