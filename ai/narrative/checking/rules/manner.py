"""Feelings, praise, "always" and "the best": only where a source says so, and as its own word."""

from __future__ import annotations

from ai.narrative.checking.case import Case, Findings, Source
from ai.narrative.checking.reading import Reading
from ai.narrative.checking.rules.numbers import is_sure_age
from ai.narrative.checking.words import Word

_COUNTED = frozenset({"always", "everyone", "everything", "never", "daily", "unique"})
"""Families of words that also only count or deny."""


def check_strong_words(case: Case, found: Findings) -> None:
    """Each strong word of the sentence, and each superlative."""
    body = case.body
    told = {family for source in case.sources for family in _families(source.reading)}
    stems = {stem for source in case.sources for s in source.sentences for stem in s.all}
    strong = False
    named = {at for m in body.mentions for at in range(m.at, m.last + 1)}
    for at, word in enumerate(body.words):
        family = _family(body, word)
        if family is None or body.is_quoted(word.at) or at in named:
            continue
        if family in told or word.stem in stems or word.folded in case.extra:
            strong = strong or family not in _COUNTED
        elif family in _COUNTED:
            found.doubts.append(f"No source says “{word.text}”.")
        else:
            found.wrong.append(f"No source says “{word.text}”.")
    strong = _check_superlatives(case, stems, found) or strong
    if strong and not _is_attributed(case):
        found.doubts.append("It is somebody's own opinion; the sentence does not say whose.")
    check_links(case, found)


def _families(reading: Reading) -> set[str]:
    return {family for word in reading.words if (family := _family(reading, word))}


def _family(reading: Reading, word: Word) -> str | None:
    if (reading.pack.code, word.low) in _KNEW:
        return None
    return reading.pack.loaded.get(word.folded)


_KNEW = frozenset({("pt", "sabia"), ("es", "sabía")})
"""He knew: without accents it is a wise woman."""


def _check_superlatives(case: Case, stems: set[str], found: Findings) -> bool:
    text = " ".join(w.folded for w in case.body.words)
    match = case.body.pack.strongest.search(text)
    if match is None:
        return False
    sources = [" ".join(w.folded for w in s.reading.words) for s in case.sources]
    said = [word for word in match[0].split() if word not in case.body.pack.common]
    if any(match[0] in t or any(word in t.split() for word in said) for t in sources):
        return True
    if any(s.reading.pack.strongest.search(t) for s, t in zip(case.sources, sources, strict=True)):
        found.doubts.append(f"Its sources do not say “{match[0]}” in these words.")
        return True
    found.wrong.append(f"No source says “{match[0]}”.")
    return True


def _is_attributed(case: Case) -> bool:
    """Whether the sentence says who says so."""
    words = {w.folded for w in case.body.words}
    givers = {s.reading.who for s in case.sources}
    named = any(m.who in givers for m in case.body.mentions)
    return named and (bool(words & case.body.pack.speech) or bool(words & _FOR))


_FOR = frozenset({"fur", "pour", "per", "para", "selon", "segun", "segundo", "secondo", "laut"})


def check_first_person(case: Case, found: Findings) -> None:
    """ "I", "my", "we" outside a quotation: the story is told about somebody, never as them."""
    pack = case.body.pack
    own = (pack.me | pack.me_object | pack.mine | pack.us) - _ALSO_OTHER
    for word in case.body.words:
        said = word.folded in own or word.low == "nós"
        if said and not case.body.is_quoted(word.at):
            found.wrong.append(f"It says “{word.text}” outside a quotation.")


_ALSO_OTHER = frozenset({"on", "nos", "ci", "gente", "mine", "m"})
"""Words that are also others: French "on", Portuguese "nos" (in the), an English mine."""


def check_links(case: Case, found: Findings) -> None:
    """ "Because", "while", "so that": reasons and times in common that the sources do not give."""
    said = {
        word.folded
        for at, word in enumerate(case.body.words)
        if word.folded in case.body.pack.links
        and not _counts_time(case, at)
        and not _says_how(case, at)
    }
    if any(is_sure_age(case, clause) for clause in case.body.clauses):
        said -= _WHEN  # the age is that of the time named
    if not said:
        return
    there = {w.folded for s in case.sources for w in s.reading.words}
    if not said <= there:
        found.doubts.append("Its sources do not tie these together so.")


def _counts_time(case: Case, at: int) -> bool:
    """ "During eighteen years"."""
    return any(number.first == at + 1 for number in case.body.numbers)


def _says_how(case: Case, at: int) -> bool:
    """ ", as Ida remembers"."""
    after = case.body.words[at + 1 : at + 3]
    return any(word.folded in case.body.pack.speech for word in after)


_WHEN = frozenset({"when", "quando", "cuando", "quand", "als"})


def check_speakers(case: Case, found: Findings) -> None:
    """ "Ida remembers": what follows is from Ida, or is told by another as hers."""
    body = case.body
    if case.quotes:
        return  # whose words a quotation is, is looked at there
    for aligned in case.aligned:
        clause = aligned.clause
        says = [
            at
            for at in range(clause.first, clause.last + 1)
            if body.words[at].folded in body.pack.speech
        ]
        speakers = [w for w in clause.agents if isinstance(w, int)]
        if not says or len(speakers) != 1 or not clause.firm:
            continue
        who = speakers[0]
        if any(source.reading.who == who for source in _sources_of(case)):
            continue
        reported = any(
            m.who == who for source in _sources_of(case) for m in source.reading.mentions
        )
        if not reported:
            name = case.roster.people[who].name
            found.wrong.append(f"{name} does not say this in its sources.")
        else:
            found.doubts.append("Somebody else reports these words.")


def _sources_of(case: Case) -> list[Source]:
    """The sources that the sentence is about most."""
    near = [w.source for a in case.aligned for w in a.windows]
    return near or case.sources
