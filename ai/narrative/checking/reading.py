"""A text read for what it says of whom: words, clauses, people, numbers, times.

The same reading is made of a sentence and of its sources, so that the two can be compared clause by
clause. "I" is whoever gave the source, "Dad" whoever that giver calls so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ai.narrative.checking.mentions import Mention, find_mentions
from ai.narrative.checking.numerals import Number, find_numbers
from ai.narrative.checking.packs.base import Pack
from ai.narrative.checking.roster import Roster
from ai.narrative.checking.splitting import ANDS, find_starts, is_content, sentence_ends
from ai.narrative.checking.times import Time, find_times
from ai.narrative.checking.words import Word, list_words

FIRST_PERSON = {
    "pt": re.compile(r"\w{2,}ei"),
    "es": re.compile(r"\w{2,}(?:é|í)"),
    "it": re.compile(r"\w{2,}[aei]i"),
}
"""Verbs that say "I": "comprei", "compré", "comprai"."""
_QUOTES = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|\"[^\"]*\"|”[^“”]*”")


@dataclass(slots=True)
class Clause:
    """Some words in a row with what they say. `stems` are those of the words that claim something,
    with their place; `agents` who does it and `patients` to whom; `firm` says that the agents
    stand in the clause itself and are not taken over from the one before."""

    first: int
    last: int
    sentence: int
    stems: dict[str, int] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    negators: list[int] = field(default_factory=list)
    passive: bool = False
    excepted: bool = False
    agents: frozenset[int | str] = frozenset()
    patients: frozenset[int | str] = frozenset()
    firm: bool = False

    @property
    def negated(self) -> bool:
        return bool(self.negators)


@dataclass(slots=True)
class Reading:
    """A text taken apart. `who` is the place in the roster of the one who gave it."""

    text: str
    pack: Pack
    who: int | None
    words: list[Word]
    clauses: list[Clause]
    mentions: list[Mention]
    numbers: list[Number]
    times: list[Time]
    quoted: list[tuple[int, int]]

    def is_quoted(self, at: int) -> bool:
        """Whether that character stands in somebody's own words."""
        return any(first <= at < last for first, last in self.quoted)

    def stems_of(self, sentences: Sequence[int]) -> set[str]:
        return {s for c in self.clauses if c.sentence in sentences for s in c.stems}


def read(
    text: str, pack: Pack, roster: Roster, *, who: int | None, lived: tuple[int, int]
) -> Reading:
    """Reads a tidied text given by somebody of the roster, or by the teller of the story (None)."""
    words = list_words(text, pack)
    quoted = [(m.start(), m.end()) for m in _QUOTES.finditer(text)]
    numbers = find_numbers(words, pack)
    times = find_times(text, pack, lived)
    numbers = [n for n in numbers if not _in_time(words[n.first].at, times)]
    mentions = find_mentions(words, pack, roster, who=who, quoted=quoted)
    times = [t for t in times if not _is_a_name(t, words, mentions, pack)]
    # Of somebody called June, "23 June 1948" says nothing.
    mentions = [m for m in mentions if not _in_time(words[m.at].at, times)]
    reading = Reading(text, pack, who, words, [], mentions, numbers, times, quoted)
    bounds = sentence_ends(words, numbers)
    for number, (first, last) in enumerate(bounds):
        reading.clauses += _clauses(reading, first, last, number)
    _assign_roles(reading)
    return reading


def _is_a_name(time: Time, words: Sequence[Word], mentions: Sequence[Mention], pack: Pack) -> bool:
    """ "June wrote", where somebody is called so: no month, unless it is "in June"."""
    if not time.yearless or (time.bounds.days == 1 and not time.feast):
        return False
    for mention in mentions:
        if (
            isinstance(mention.who, int)
            and words[mention.at].at <= time.at <= words[mention.last].at
        ):
            before = words[mention.at - 1] if mention.at else None
            if time.feast:
                return words[mention.at].at == time.at
            return before is None or before.folded not in pack.place_words
    return False


def _in_time(at: int, times: Sequence[Time]) -> bool:
    return any(t.at <= at < t.end for t in times if not (t.short and t.end - t.at <= 3))


def _clauses(reading: Reading, first: int, last: int, sentence: int) -> list[Clause]:
    starts = find_starts(reading.words, reading.mentions, reading.pack, first, last)
    pieces = [
        _fill(reading, a, b - 1, sentence)
        for a, b in zip(starts, [*starts[1:], last + 1], strict=True)
        if a <= b - 1
    ]
    return _merged(reading, pieces)


def _merged(reading: Reading, pieces: list[Clause]) -> list[Clause]:
    """A piece that claims nothing for itself ("In 1974,") belongs to the next, or to the last."""
    kept: list[Clause] = []
    carried: int | None = None
    for piece in pieces:
        start = piece.first if carried is None else carried
        carried = None
        whole = _fill(reading, start, piece.last, piece.sentence) if start != piece.first else piece
        if _claims(reading, whole):
            kept.append(whole)
        elif kept and _is_apposition(reading, piece) and start == piece.first:
            kept[-1] = _fill(reading, kept[-1].first, piece.last, piece.sentence)
        elif kept and _closes(reading, piece):
            kept[-1] = _fill(reading, kept[-1].first, piece.last, kept[-1].sentence)
        else:
            carried = start
    if carried is not None and kept:
        end = pieces[-1].last
        kept[-1] = _fill(reading, kept[-1].first, end, kept[-1].sentence)
    elif carried is not None:
        kept.append(_fill(reading, carried, pieces[-1].last, pieces[-1].sentence))
    return kept


def _closes(reading: Reading, piece: Clause) -> bool:
    """Whether a piece ends in a mark after which another thing is told."""
    return reading.words[piece.last].text == ";"


def _claims(reading: Reading, piece: Clause) -> bool:
    """Whether a piece says something for itself: more than a name, a place or a time."""
    words, pack = reading.words, reading.pack
    for at in piece.stems.values():
        placed = at > piece.first and words[at - 1].folded in pack.place_words
        capital = words[at].is_capital and (placed or not pack.nouns_are_capitals)
        if not capital or at == piece.first:
            return True
    if piece.negators and words[piece.first].folded in pack.splits:
        return True  # "that was not his,": what is denied there is not what follows
    own = [m for m in piece.mentions if m.role in ("", "subject")]
    if not own:
        return False
    rest = [
        w
        for at, w in enumerate(words[piece.first : piece.last + 1], start=piece.first)
        if w.is_word
        and w.folded not in pack.articles
        and not any(m.at <= at <= m.last for m in piece.mentions)
    ]
    return len(rest) > 2 or any(w.folded in pack.speech for w in rest)


def _is_apposition(reading: Reading, piece: Clause) -> bool:
    """ ", son cousin,": who somebody is, between commas."""
    kin = [m for m in piece.mentions if m.kin is not None]
    before = reading.words[piece.first - 1].text if piece.first else ""
    return before == "," and bool(kin) and all(
        m.kin is not None or m.role == "owner" for m in piece.mentions
    )  # fmt: skip


def _fill(reading: Reading, first: int, last: int, sentence: int) -> Clause:
    words, pack = reading.words, reading.pack
    clause = Clause(first, last, sentence)
    clause.mentions = [m for m in reading.mentions if first <= m.at <= last]
    clause.numbers = [n for n in reading.numbers if first <= n.first <= last]
    start, end = words[first].at, words[last].at + len(words[last].text)
    clause.times = [t for t in reading.times if start <= t.at < end]
    taken = {i for m in clause.mentions for i in range(m.at, m.last + 1)}
    taken |= {i for n in clause.numbers for i in range(n.first, n.last + 1)}
    for at in range(first, last + 1):
        word = words[at]
        if word.low in pack.negators or word.folded.endswith("n't"):
            clause.negators.append(at)
        if word.folded in pack.exceptions:
            clause.excepted = True
        if at not in taken and is_content(word, pack) and not _in_time(word.at, clause.times):
            clause.stems.setdefault(word.stem, at)
    return clause


def _assign_roles(reading: Reading) -> None:
    before: Clause | None = None
    for clause in reading.clauses:
        _assign(clause, reading)
        if not clause.agents and (thing := _thing(clause, reading)):
            clause.agents = frozenset({thing})
        elif not clause.agents and before is not None:
            clause.agents, clause.firm = before.agents, False
            if before.sentence == clause.sentence and not _starts_relative(clause, reading):
                joined = reading.words[clause.first].folded in ANDS
                clause.firm = before.firm and reading.who is None and joined
        elif not clause.agents and reading.who is None:
            clause.agents = frozenset()
        before = clause


def _speaks(clause: Clause, reading: Reading) -> bool:
    """ "Ensinei o Quim", "le enseñé": whoever gave the text does it, though no word says "I"."""
    ending = FIRST_PERSON.get(reading.pack.code)
    if reading.who is None or ending is None or any(m.role == "subject" for m in clause.mentions):
        return False
    for at in range(clause.first, clause.last + 1):
        word = reading.words[at]
        if word.is_word and word.stem in clause.stems and not reading.is_quoted(word.at):
            before = reading.words[at - 1].folded if at else ""
            noun = before in reading.pack.articles | reading.pack.of | reading.pack.mine
            return bool(ending.fullmatch(word.low)) and not noun and not _is_named(clause, at)
    return False


def _is_named(clause: Clause, at: int) -> bool:
    return any(m.at <= at <= m.last for m in clause.mentions)


def _thing(clause: Clause, reading: Reading) -> str | None:
    """ "The neighbours were …": what does something, where that is nobody of the roster."""
    at, pack = clause.first, reading.pack
    while at < clause.last and reading.words[at].folded in pack.splits:
        at += 1
    if at >= clause.last or reading.words[at].folded not in pack.articles:
        return None
    after = reading.words[at + 1]
    return f"thing:{after.stem}" if after.stem in clause.stems else None


def _starts_relative(clause: Clause, reading: Reading) -> bool:
    return reading.words[clause.first].folded in ("who", "qui", "que", "der", "die", "che", "quien")


def _assign(clause: Clause, reading: Reading) -> None:
    words, pack = reading.words, reading.pack
    plain = [m for m in clause.mentions if m.role in ("", "subject")]
    if reading.who is not None and _speaks(clause, reading):
        clause.agents, clause.firm = frozenset({reading.who}), True
        clause.patients = frozenset(m.who for m in clause.mentions if m.role != "owner")
        clause.patients -= clause.agents
        return
    agents = {m.who for m in plain[:1]}
    rest = plain[1:]
    # "Dad and Uncle Max": what only "and" joins acts together.
    while rest and _joined(words, clause.mentions, plain[len(agents) - 1], rest[0], pack):
        agents.add(rest[0].who)
        rest = rest[1:]
    patients = {m.who for m in rest} | {m.who for m in clause.mentions if m.role == "object"}
    by = [m for m in clause.mentions if m.role == "by"]
    passive = any(words[i].folded in pack.passive for i in range(clause.first, clause.last + 1))
    clause.passive = passive
    if by and passive:
        patients, agents = patients | agents, {m.who for m in by}
    elif by:
        patients |= {m.who for m in by}
    clause.agents, clause.patients = frozenset(agents), frozenset(patients - agents)
    clause.firm = bool(plain or (by and passive)) and all(m.firm for m in plain[:1])
    if clause.firm and reading.who is None and plain and plain[0].kin is not None:
        # ", who could not swim, took the granddaughter …": whoever does it may stand before.
        first = reading.words[clause.first - 1].text if clause.first else ""
        clause.firm = first != "," or not any(at < plain[0].at for at in clause.stems.values())


def _joined(
    words: Sequence[Word], mentions: Sequence[Mention], one: Mention, other: Mention, pack: Pack
) -> bool:
    between = words[one.last + 1 : other.at]
    return len(between) <= 4 and any(
        w.folded in ANDS for w in between
    ) and all(
        not w.is_word or w.folded in pack.articles or w.folded in pack.mine
        or w.folded in pack.theirs or w.folded in ANDS
        for w in between
    )  # fmt: skip
