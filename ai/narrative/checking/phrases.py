"""Clauses cut into phrases: who does what, and where, when, with what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ai.narrative.checking.packs.base import table
from ai.narrative.checking.reading import Clause, Reading
from ai.narrative.checking.words import are_alike


@dataclass(frozen=True, slots=True)
class Phrase:
    """Stems in a row behind a preposition, or behind none."""

    word: str
    stems: tuple[str, ...]


def list_phrases(
    reading: Reading, clause: Clause, stems: Mapping[str, int] | None = None
) -> list[Phrase]:
    """The phrases of a clause in their order, of all its stems or of these. A phrase of where or
    when ends where somebody is named who does something."""
    pack = reading.pack
    begins = _PREPOSITIONS | pack.place_words | pack.to | pack.of | pack.by
    at_stem = {at: stem for stem, at in (clause.stems if stems is None else stems).items()}
    passed = set(clause.stems.values())
    doers = {m.at for m in clause.mentions if m.role in ("", "subject")}
    found: list[tuple[str, list[str]]] = [("", [])]
    for at in range(clause.first, clause.last + 1):
        word = reading.words[at]
        if at in at_stem:
            found[-1][1].append(at_stem[at])
        elif word.folded in begins and word.is_word:
            found.append((_bare(word.folded, pack.code), []))
        elif found[-1][0] and (at in doers or at in passed):
            found.append(("", []))
    return [Phrase(word, tuple(stems)) for word, stems in found if stems]


def find_tie(reading: Reading, at: int) -> str:
    """The preposition before a word and its article; "" where another word stands between."""
    pack, before = reading.pack, at - 1
    small = pack.articles | pack.mine | frozenset(pack.theirs)
    while before >= 0 and (reading.words[before].folded in small or reading.words[before].owned):
        before -= 1
    if before < 0 or not reading.words[before].is_word:
        return ""
    begins = _PREPOSITIONS | pack.place_words | pack.to | pack.of | pack.by
    folded = reading.words[before].folded
    return _bare(folded, pack.code) if folded in begins else ""


def _bare(preposition: str, code: str) -> str:
    """Without the article that some have grown together with: "fürs Dorf", "für das Dorf"."""
    return _CONTRACTED[code].get(preposition, preposition)


_CONTRACTED: Mapping[str, Mapping[str, str]] = {
    "en": {},
    "pt": table(
        """em: no na nos nas num numa | de: do da dos das dum duma | a: ao aos as | por: pelo pela
        pelos pelas | para: pra pro"""
    ),
    "es": table("de: del | a: al"),
    "fr": table("de: du des d | a: au aux"),
    "de": table(
        """in: im ins | an: am ans | zu: zum zur | von: vom | bei: beim | fur: furs | auf: aufs
        | durch: durchs | um: ums"""
    ),
    "it": table(
        """in: nel nella nei nelle nell nello | di: del della dei delle dell dello | a: al alla ai
        alle all allo ad | da: dal dalla dai dalle dall dallo | su: sul sulla sui sulle sull
        | con: col coi"""
    ),
}


def list_runs(
    reading: Reading, clauses: Sequence[Clause], *, without: str | None = None
) -> list[list[Phrase]]:
    """The phrases of each clause, with those of the next where that only goes on to say where, when
    or with what: "she sold hats, in all weathers". Of the clauses that have the stem `without`,
    where one is given, and without it."""
    found: list[list[Phrase]] = []
    before: Clause | None = None
    for clause in clauses:
        kept = {s: at for s, at in clause.stems.items() if not (without and are_alike(s, without))}
        phrases = list_phrases(reading, clause, kept)
        if without and len(kept) == len(clause.stems):
            before = None
            continue
        goes_on = (
            before is not None
            and before.sentence == clause.sentence
            and not clause.firm
            and not clause.negated
            and reading.words[clause.first].folded not in reading.pack.splits
            and all(phrase.word for phrase in phrases)
        )
        if goes_on and found and before is not None:
            found[-1] += phrases
        else:
            found.append(phrases)
        before = clause
    return found


_PREPOSITIONS = frozenset(
    """on in at by with for from to into onto over under after before during against between across
    em no na nos nas num numa de do da dos das ao aos a com por para sem sobre sob pelo pela ate
    en con del al sin desde hasta bajo entre
    dans chez sur sous avec pour par sans depuis du des au aux vers
    im am zu zum zur mit von vom bei beim nach aus auf fur furs ins ans aufs ohne durch uber unter
    vor hinter an
    di nel nella nei nelle dal dalla dai sul sulla coi per tra fra su al alla ai alle
    """.split()  # noqa: SIM905
)
