"""Who is who in a chest: names, what each is called and by whom, what they are to each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ai.narrative.base import Segment, Subject
from ai.narrative.checking.packs import PACKS
from ai.narrative.checking.packs.base import Kin, fold
from ai.narrative.checking.relations import agrees, between, read_relation, turned

__all__ = ["Known", "Roster"]

_EDGES = re.compile(r"^\W+|\W+$")
_ARTICLES = frozenset().union(*(pack.articles | pack.mine for pack in PACKS.values()))
_TITLES = frozenset(
    """mr mrs miss ms dr sir madam lady sister father brother don dona dona senhor senhora sr sra
    seu ti dom herr frau monsieur madame mlle mme m signor signora maestro maestra doctor doutor
    trainer pastor l'ing ing skipper prof professor""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Known:
    """A person of a chest. "Dad@Tom" in `aka` is what Tom says for them; `relation` is to the
    person remembered, who has "self"."""

    name: str
    aka: tuple[str, ...] = ()
    relation: str = ""
    kin: Kin | None = field(init=False, compare=False, default=None)
    gender: str = field(init=False, compare=False, default="")

    def __post_init__(self) -> None:
        kin = None if self.relation == "self" else read_relation(self.relation)
        object.__setattr__(self, "kin", kin)
        object.__setattr__(self, "gender", (kin.gender if kin else "") or _gender_of(self.aka))

    @property
    def is_self(self) -> bool:
        return self.relation == "self"


def _gender_of(akas: Iterable[str]) -> str:
    """ "Dad@Tom" is a man."""
    for aka in akas:
        for word in aka.partition("@")[0].lower().split():
            for pack in PACKS.values():
                kin = pack.kin.get(word)
                if kin and kin.gender:
                    return kin.gender
    return ""


class Roster:
    """Finds people by what they are called and by whom."""

    def __init__(self, people: Sequence[Known]) -> None:
        self.people = tuple(people)
        self.readings: dict[object, object] = {}
        """Texts read with this roster; kept by whoever reads them."""
        self.honoree = next((n for n, p in enumerate(self.people) if p.is_self), None)
        self._names: dict[tuple[str, ...], int] = {}
        self._said: dict[int, dict[tuple[str, ...], int]] = {}
        self._add_names()
        self._add_sayings()
        self.longest = max(
            (len(k) for k in (*self._names, *(k for d in self._said.values() for k in d))),
            default=1,
        )
        keys = [*self._names, *(k for said in self._said.values() for k in said)]
        self.begins = {key[0] for key in keys if key}
        """The words with which a name can begin."""
        self.words = {word for key in self._names for word in key}
        self.words |= {fold(w) for p in self.people for w in _parts(p.name)}

    @classmethod
    def of(cls, subject: Subject, segments: Mapping[str, Segment]) -> Roster:
        """What a chest without a roster tells: the person, and who added something."""
        names = (*subject.also_known_as, *(n for n in (subject.nick, subject.first) if n))
        people = [Known(subject.name or subject.first or "?", tuple(dict.fromkeys(names)), "self")]
        seen = {fold(name) for name in (subject.name, *names)}
        for segment in segments.values():
            if segment.who and fold(segment.who) not in seen:
                seen.add(fold(segment.who))
                people.append(Known(segment.who, (), segment.relation or ""))
        return cls(people)

    def find(self, words: Sequence[str], speaker: int | None) -> int | None:
        """Who is called so, by anybody or by this speaker; the words are folded."""
        key = tuple(words)
        if speaker is not None and (who := self._said.get(speaker, {}).get(key)) is not None:
            return who
        return self._names.get(key)

    def find_name(self, name: str | None) -> int | None:
        """Who signs with this name."""
        if not name:
            return None
        words = _parts(name)
        for length in range(len(words), 0, -1):
            if (who := self._names.get(tuple(map(fold, words[:length])))) is not None:
                return who
        return None

    def relations(self, p: int, q: int) -> frozenset[str] | None:
        """What p can be to q, or None where the roster does not tell."""
        one, other = self.people[p], self.people[q]
        if other.is_self:
            return frozenset(one.kin.relations) if one.kin else None
        if one.is_self:
            return turned(other.kin)
        return between(one.kin, other.kin)

    def find_kin(self, kin: Kin, of: int) -> int | None:
        """The one person who is that to somebody, if there is just one in the roster."""
        found = [
            p
            for p, person in enumerate(self.people)
            if p != of
            and (not kin.gender or not person.gender or kin.gender == person.gender)
            and (known := self.relations(p, of)) is not None
            and agrees(kin, known)
        ]
        sure = [p for p in found if len(self.relations(p, of) or ()) == 1]
        return found[0] if len(found) == 1 else sure[0] if len(sure) == 1 else None

    def _add_names(self) -> None:
        counts: dict[tuple[str, ...], set[int]] = {}
        for n, person in enumerate(self.people):
            words = [fold(w) for w in _parts(person.name)]
            keys = {tuple(words), tuple(words[:1])}
            keys |= {tuple(words[:2])} if len(words) > 2 else set()
            keys |= {tuple(words[-1:])} if len(words) > 1 else set()
            for aka in person.aka:
                said = [fold(w) for w in _parts(aka.partition("@")[0])]
                bare = _without_articles(said)
                if "@" not in aka:
                    keys |= {tuple(said), tuple(bare)}
                # "Uncle Max" is Max to everybody.
                rest = [w for w in bare if not _is_kin(w) and w not in _TITLES]
                keys |= {tuple(rest)} if rest and len(rest) < max(len(bare), 2) else set()
            for key in keys:
                if key and key[0] not in _ARTICLES:
                    counts.setdefault(key, set()).add(n)
        firsts = {tuple(map(fold, _parts(p.name)[:1])): n for n, p in enumerate(self.people)}
        for key, who in counts.items():
            if len(who) == 1:
                self._names[key] = next(iter(who))
            elif key in firsts and firsts[key] in who and len(key) == 1:
                self._names[key] = firsts[key]

    def _add_sayings(self) -> None:
        for n, person in enumerate(self.people):
            for aka in person.aka:
                said, at, by = aka.partition("@")
                speaker = self.find_name(by) if at else None
                if speaker is None:
                    continue
                words = [fold(w) for w in _parts(said)]
                bare = _without_articles(words)
                own = self._said.setdefault(speaker, {})
                names = [fold(w) for w in _parts(said) if w[0].isupper() and w.lower() not in _KIN]
                for key in (tuple(words), tuple(bare), *((name,) for name in names[-1:])):
                    own.setdefault(key, n)


def _parts(name: str) -> list[str]:
    words = name.replace("’", "'").replace(".", " ").split()
    return [bare for word in words if (bare := _EDGES.sub("", word))]


def _without_articles(words: list[str]) -> list[str]:
    kept = list(words)
    while len(kept) > 1 and kept[0] in _ARTICLES:
        kept = kept[1:]
    return kept


def _is_kin(folded: str) -> bool:
    return folded in _KIN


_KIN = frozenset(fold(word) for pack in PACKS.values() for word in pack.kin)
