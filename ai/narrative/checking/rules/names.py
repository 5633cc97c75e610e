"""Names that no source has, and events told of another place than theirs."""

from __future__ import annotations

from ai.narrative.checking.case import (
    Aligned,
    Case,
    Findings,
    Source,
    Stems,
    Window,
    deed_of,
    find_windows,
    is_noun,
)
from ai.narrative.checking.packs.base import Pack, fold, words
from ai.narrative.checking.packs.countries import COUNTRIES
from ai.narrative.checking.reading import Clause, Reading
from ai.narrative.checking.words import Word, are_alike


def check_names(case: Case, found: Findings) -> None:
    """Capitalised words that are neither in a source nor in the roster."""
    pack = case.body.pack
    there = _words_of_sources(case)
    for at, word in enumerate(case.body.words):
        if not _is_name(case.body, at) or word.folded in there or word.folded in case.roster.words:
            continue
        if word.stem in there or any(
            are_alike(word.stem, w) for w in there if w[:4] == word.stem[:4]
        ):
            continue
        near = _is_short_for(word, there) or _is_country(word, case.body, at)
        if (
            near
            or pack.nouns_are_capitals
            or _starts_sentence(case.body, at)
            or not case.same_language
        ):
            found.doubts.append(f"No source has the word {word.text}.")
        else:
            found.wrong.append(f"The name {word.text} is not in its sources.")


def _is_short_for(word: Word, there: set[str]) -> bool:
    """ "Juventus", where the family writes "Juve"."""
    return any(
        min(len(other), len(word.folded)) >= 4
        and (other.startswith(word.folded) or word.folded.startswith(other))
        for other in there
    )


def _is_country(word: Word, reading: Reading, at: int) -> bool:
    """A country lies behind many a town; which one does is not looked up here."""
    before = reading.words[at - 1].folded if at else ""
    placed = before in reading.pack.place_words | reading.pack.articles
    return placed and word.folded in COUNTRIES


def _words_of_sources(case: Case) -> set[str]:
    there = set(case.extra)
    for source in case.sources:
        there |= {w.folded for w in source.reading.words} | {w.stem for w in source.reading.words}
        there |= {fold(part) for part in (source.place or "").replace("-", " ").split()}
        there |= {fold(part) for part in (source.place or "").split()}
    return there


def _is_name(reading: Reading, at: int) -> bool:
    word, pack = reading.words[at], reading.pack
    if not word.is_capital or len(word.text) < 2 or any(c.isdigit() for c in word.text):
        return False
    if any(m.at <= at <= m.last for m in reading.mentions):
        return False
    if any(time.at <= word.at < time.end for time in reading.times):
        return False  # "New Year's Eve"
    return not _is_ordinary(word, pack)


def _is_ordinary(word: Word, pack: Pack) -> bool:
    folded = word.folded
    return (
        folded in pack.common
        or folded in pack.calendar
        or folded in pack.months
        or folded in pack.seasons
        or folded in pack.numerals
        or folded in pack.ordinals
        or word.low in pack.negators
        or folded in pack.years
        or folded in pack.speech
        or word.low in pack.kin
        or folded in pack.kin
    )


def _starts_sentence(reading: Reading, at: int) -> bool:
    before = at - 1
    while (
        before >= 0
        and not reading.words[before].is_word
        and reading.words[before].text not in ".!?"
    ):
        before -= 1
    return before < 0 or not reading.words[before].is_word


def check_places(case: Case, found: Findings) -> None:
    """A clause that names a place is compared with what its other words are about."""
    if not case.same_language:
        return
    for aligned in case.aligned:
        for name in _places_in(case, aligned):
            _check_place(case, aligned, name, found)


def _places_in(case: Case, aligned: Aligned) -> list[str]:
    """Stems of the names in a clause that follow a word for where, or are a source's place."""
    reading, clause = case.body, aligned.clause
    places = {
        fold(part) for s in case.sources for part in (s.place or "").replace("-", " ").split()
    }
    names: list[str] = []
    for at in range(clause.first, clause.last + 1):
        word = reading.words[at]
        if not _is_name(reading, at):
            continue
        placed = at > 0 and reading.words[at - 1].folded in reading.pack.place_words
        if word.folded in places or (placed and not _is_plain_noun(case, word)):
            names.append(word.stem)
    return names


def _is_plain_noun(case: Case, word: Word) -> bool:
    """A German noun after a preposition is seldom a place; one with an article never."""
    if not case.body.pack.nouns_are_capitals:
        return False
    return not any(
        w.folded == word.folded
        and at > 0
        and s.reading.words[at - 1].folded in s.reading.pack.place_words
        for s in case.sources
        for at, w in enumerate(s.reading.words)
    )


def _check_place(case: Case, aligned: Aligned, name: str, found: Findings) -> None:
    names = _all_places(case)
    own = {
        case.body.words[at].stem
        for at in range(aligned.clause.first, aligned.clause.last + 1)
        if _is_name(case.body, at) and not case.body.pack.nouns_are_capitals
    }
    left_out = frozenset(names | own | {name})
    without = find_windows(case, aligned.clause, without=left_out)
    if not without.windows or without.score < 1:
        found.doubts.append("Whether it happened there could not be compared.")
        return
    told = [
        _told_there(case, window, clause, name, names, left_out)
        for window in without.windows
        for clause in _nearest_in(window, aligned, left_out)
    ]
    if "here" in told:
        return
    if told and all(t == "elsewhere" for t in told) and _is_one_deed(case, aligned, without):
        found.wrong.append("Its sources tell this of another place.")
        return
    elsewhere = all(
        _names_other(window, name, names) or _has_other_place(window, name)
        for window in without.windows
    )
    elsewhere = elsewhere and not any(_stands_in(window, name) for window in without.windows)
    there = _score_there(case, aligned, name, left_out)
    stems = sum(stem not in left_out for stem in aligned.clause.stems)
    enough = without.score >= 1.9 or (without.score >= 1 and stems <= 2)
    if elsewhere and enough and there * 2 < without.score:
        found.wrong.append("Its sources tell this of another place.")
    else:
        found.doubts.append("Its sources do not say plainly that it happened there.")


def _nearest_in(window: Window, aligned: Aligned, left_out: frozenset[str]) -> list[Clause]:
    """The clauses of the window that have most of the words, the place aside."""
    stems = [stem for stem in aligned.clause.stems if stem not in left_out]
    counts = [(Stems(c.stems).count(stems), c) for c in window.clauses]
    best = max((count for count, _ in counts), default=0)
    return [c for count, c in counts if count == best and count]


def _told_there(
    case: Case,
    window: Window,
    clause: Clause,
    name: str,
    names: set[str],
    left_out: frozenset[str],
) -> str:
    """ "here" where the very clause names the place; "elsewhere" where it names another."""
    reading = window.source.reading
    own = _with_where(reading, clause)
    if any(are_alike(name, stem) for c in own for stem in c.stems):
        return "here"
    if any(stem in names for c in own for stem in c.stems):
        return "elsewhere"
    # No place is named at all: that of the memory is where its picture or its letter is from.
    if is_of_place(window, name) and not _names_any(window.source, names):
        making = [s for s in case.body.words if s.folded in MAKING]
        return "here" if making or case.attributes or _is_all(window) else "open"
    return "open"


def _with_where(reading: Reading, clause: Clause) -> list[Clause]:
    """The clause, the one before where it begins with "where" ("in Porto, where she"), and the one
    after where that only goes on to say where (", in the back room at Porto")."""
    opens = reading.words[clause.first].folded in _WHERE
    at = reading.clauses.index(clause)
    own = reading.clauses[at - 1 : at + 1] if opens and at else [clause]
    after = reading.clauses[at + 1 : at + 2]
    return own + [
        c for c in after if c.sentence == clause.sentence and _only_says_where(reading, c)
    ]


def _only_says_where(reading: Reading, clause: Clause) -> bool:
    return (
        reading.words[clause.first].folded in reading.pack.place_words
        and not any(m.role in ("", "subject") for m in clause.mentions)
        and all(at == clause.first or is_noun(reading, at) or reading.words[at].is_capital
                or is_noun(reading, at - 1) for at in clause.stems.values())
    )  # fmt: skip


_WHERE = frozenset("where onde donde ou wo dove".split())  # noqa: SIM905
MAKING = words(
    """photograph photo picture snapshot taken letter written postcard fotografia foto retrato carta
    escrita postal tirada tomada photographie lettre carte prise écrite bild brief geschrieben
    aufgenommen lettera scritta cartolina"""
)
"""What is said of a picture or a letter: where it was made."""


def _is_all(window: Window) -> bool:
    """Whether the source is one clause: then its place is that of what it tells."""
    return len(window.source.reading.clauses) == 1


def _names_any(source: Source, names: set[str]) -> bool:
    return any(stem in names for c in source.reading.clauses for stem in c.stems)


def _is_one_deed(case: Case, aligned: Aligned, without: Aligned) -> bool:
    """Whether the windows surely tell the same: enough words in common, the verb among them."""
    verb = deed_of(case.body, aligned.clause)
    return verb is not None and without.score >= 1 and all(
        Stems(s for c in w.clauses for s in c.stems).find(verb) for w in without.windows
    )  # fmt: skip


def _score_there(case: Case, aligned: Aligned, name: str, left_out: frozenset[str]) -> float:
    """How many words of the clause stand in a sentence that names the place."""
    stems = [stem for stem in aligned.clause.stems if stem not in left_out]
    return max(
        (float(own.count(stems)) for s in case.sources for own in s.sentences if own.find(name)),
        default=0.0,
    )


def _all_places(case: Case) -> set[str]:
    names: set[str] = set()
    for source in case.sources:
        reading = source.reading
        for at, word in enumerate(reading.words):
            if at and _is_name(reading, at) and (
                reading.words[at - 1].folded in reading.pack.place_words
                or fold(word.text) in fold(source.place or "")
            ):  # fmt: skip
                names.add(word.stem)
    return names


def _stands_in(window: Window, name: str) -> bool:
    return any(window.source.sentences[n].find(name) for n in range(window.first, window.last + 1))


def is_of_place(window: Window, name: str) -> bool:
    """Whether the source is of a place with this name."""
    place = window.source.place or ""
    return any(are_alike(name, fold(part)[: len(name) + 2]) or fold(part).startswith(name)
               for part in place.replace("-", " ").split())  # fmt: skip


def _names_other(window: Window, name: str, names: set[str]) -> bool:
    return any(
        stem in names and not are_alike(stem, name) for c in window.clauses for stem in c.stems
    )


def _has_other_place(window: Window, name: str) -> bool:
    return bool(window.source.place) and not is_of_place(window, name)
