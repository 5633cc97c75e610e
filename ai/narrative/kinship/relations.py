"""The relations that a family has words for, and what becomes of one of another: the sister of a
husband is a sister-in-law.

Kin are ways through a family, step by step: P a parent, C a child, S a sibling, M whom one is
married to. "PS" is a parent's sibling: an aunt, where it is a woman.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

Sex = Literal["f", "m", "n"]
"""Of whom a word is: a woman, a man, or either."""


class Relation(StrEnum):
    """What somebody is to somebody else. Side of the family, order of birth, adoption and twins are
    not told apart."""

    self = "self"
    parent = "parent"
    mother = "mother"
    father = "father"
    child = "child"
    daughter = "daughter"
    son = "son"
    sibling = "sibling"
    sister = "sister"
    brother = "brother"
    spouse = "spouse"
    wife = "wife"
    husband = "husband"
    partner = "partner"
    fiancee = "fiancée"
    fiance = "fiancé"
    ex_spouse = "ex-spouse"
    ex_wife = "ex-wife"
    ex_husband = "ex-husband"
    grandparent = "grandparent"
    grandmother = "grandmother"
    grandfather = "grandfather"
    grandchild = "grandchild"
    granddaughter = "granddaughter"
    grandson = "grandson"
    great_grandparent = "great-grandparent"
    great_grandmother = "great-grandmother"
    great_grandfather = "great-grandfather"
    great_grandchild = "great-grandchild"
    great_granddaughter = "great-granddaughter"
    great_grandson = "great-grandson"
    aunt_or_uncle = "aunt or uncle"
    aunt = "aunt"
    uncle = "uncle"
    great_aunt_or_uncle = "great-aunt or great-uncle"
    great_aunt = "great-aunt"
    great_uncle = "great-uncle"
    niece_or_nephew = "niece or nephew"
    niece = "niece"
    nephew = "nephew"
    great_niece_or_nephew = "great-niece or great-nephew"
    great_niece = "great-niece"
    great_nephew = "great-nephew"
    cousin = "cousin"
    parent_in_law = "parent-in-law"
    mother_in_law = "mother-in-law"
    father_in_law = "father-in-law"
    child_in_law = "child-in-law"
    daughter_in_law = "daughter-in-law"
    son_in_law = "son-in-law"
    sibling_in_law = "sibling-in-law"
    sister_in_law = "sister-in-law"
    brother_in_law = "brother-in-law"
    stepparent = "stepparent"
    stepmother = "stepmother"
    stepfather = "stepfather"
    stepchild = "stepchild"
    stepdaughter = "stepdaughter"
    stepson = "stepson"
    stepsibling = "stepsibling"
    stepsister = "stepsister"
    stepbrother = "stepbrother"
    half_sibling = "half-sibling"
    half_sister = "half-sister"
    half_brother = "half-brother"
    foster_parent = "foster parent"
    foster_mother = "foster mother"
    foster_father = "foster father"
    foster_child = "foster child"
    foster_daughter = "foster daughter"
    foster_son = "foster son"
    godparent = "godparent"
    godmother = "godmother"
    godfather = "godfather"
    godchild = "godchild"
    goddaughter = "goddaughter"
    godson = "godson"
    friend = "friend"
    neighbour = "neighbour"
    colleague = "colleague"
    classmate = "classmate"
    teacher = "teacher"
    pupil = "pupil"
    boss = "boss"
    carer = "carer"
    doctor = "doctor"
    priest = "priest"

    @property
    def sex(self) -> Sex:
        """Of whom it is said, as far as the word tells."""
        return _KIN[self].sex

    @property
    def is_kin(self) -> bool:
        """Whether it is of a family, and not of a village, a school or a workplace."""
        return _KIN[self].kind != _SOCIAL


_SOCIAL = "social"
_R = Relation

# By kind and way: the word for either, for a woman and for a man.
_NAMES: dict[tuple[str, str], tuple[Relation, Relation, Relation]] = {
    ("", ""): (_R.self, _R.self, _R.self),
    ("", "P"): (_R.parent, _R.mother, _R.father),
    ("", "C"): (_R.child, _R.daughter, _R.son),
    ("", "S"): (_R.sibling, _R.sister, _R.brother),
    ("", "M"): (_R.spouse, _R.wife, _R.husband),
    ("partner", "M"): (_R.partner, _R.partner, _R.partner),
    ("promised", "M"): (_R.partner, _R.fiancee, _R.fiance),
    ("ex", "M"): (_R.ex_spouse, _R.ex_wife, _R.ex_husband),
    ("", "PP"): (_R.grandparent, _R.grandmother, _R.grandfather),
    ("", "CC"): (_R.grandchild, _R.granddaughter, _R.grandson),
    ("", "PPP"): (_R.great_grandparent, _R.great_grandmother, _R.great_grandfather),
    ("", "CCC"): (_R.great_grandchild, _R.great_granddaughter, _R.great_grandson),
    ("", "PS"): (_R.aunt_or_uncle, _R.aunt, _R.uncle),
    ("", "PPS"): (_R.great_aunt_or_uncle, _R.great_aunt, _R.great_uncle),
    ("", "SC"): (_R.niece_or_nephew, _R.niece, _R.nephew),
    ("", "SCC"): (_R.great_niece_or_nephew, _R.great_niece, _R.great_nephew),
    ("", "PSC"): (_R.cousin, _R.cousin, _R.cousin),
    ("", "MP"): (_R.parent_in_law, _R.mother_in_law, _R.father_in_law),
    ("", "CM"): (_R.child_in_law, _R.daughter_in_law, _R.son_in_law),
    ("", "MS"): (_R.sibling_in_law, _R.sister_in_law, _R.brother_in_law),
    ("", "PM"): (_R.stepparent, _R.stepmother, _R.stepfather),
    ("", "MC"): (_R.stepchild, _R.stepdaughter, _R.stepson),
    ("", "PMC"): (_R.stepsibling, _R.stepsister, _R.stepbrother),
    ("half", "S"): (_R.half_sibling, _R.half_sister, _R.half_brother),
    ("foster", "P"): (_R.foster_parent, _R.foster_mother, _R.foster_father),
    ("foster", "C"): (_R.foster_child, _R.foster_daughter, _R.foster_son),
    ("god", "P"): (_R.godparent, _R.godmother, _R.godfather),
    ("god", "C"): (_R.godchild, _R.goddaughter, _R.godson),
    **{
        (_SOCIAL, one.value): (one, one, one)
        for one in (
            _R.friend,
            _R.neighbour,
            _R.colleague,
            _R.classmate,
            _R.teacher,
            _R.pupil,
            _R.boss,
            _R.carer,
            _R.doctor,
            _R.priest,
        )
    },
}

# Ways that have no word of their own, and the nearest that has: whoever marries into a family is
# called as whoever was born into it, and what lies further off is called by its nearest name.
_NEARER = (
    (r"SS", "S"),  # a sister's brother
    (r"MM", ""),  # whom one's wife is married to
    (r"SP", "P"),
    (r"CS", "C"),
    (r"CP", "M"),  # the mother of one's children
    (r"(?<!M)PC$", "S"),
    (r"(?<!M)PC(?=[CM])", "S"),
    (r"^MSM$|^SMS$|^SM$|^MSMS$", "MS"),
    (r"^(P+S)M$", r"\1"),
    (r"^M(P+S)M?$", r"\1"),
    (r"^M(PP+)$", r"\1"),
    (r"^(PP+)M$", r"\1"),
    (r"^PM(P+S?)$", r"P\1"),
    (r"^PMS$", "PS"),
    (r"^M(CC+)$", r"\1"),
    (r"^(CC+)M$", r"\1"),
    (r"^CMC$", "CC"),
    (r"^MCM$", "CM"),
    (r"^MPM$", "MP"),
    (r"^SMC$|^MSC$", "SC"),
    (r"^M?(SC+)M?$", r"\1"),
    (r"^M?P+SC+M?$", "PSC"),
    (r"^PPPP+$", "PPP"),
    (r"^CCCC+$", "CCC"),
    (r"^PPPP*S$", "PPS"),
    (r"^SCCC+$", "SCC"),
)


@dataclass(frozen=True)
class Kin:
    """A way through a family, and of whom its last step is."""

    path: str
    sex: Sex = "n"
    kind: str = ""  # what is not by birth or marriage: half, foster, god, ex, partner, promised

    @classmethod
    def of(cls, relation: Relation) -> Kin:
        return _KIN[relation]

    @property
    def relation(self) -> Relation | None:
        """The word for it; None where a family has none."""
        names = _NAMES.get((self.kind, self.path))
        if names is None:
            return None
        return names[("n", "f", "m").index(self.sex)]

    @property
    def is_social(self) -> bool:
        return self.kind == _SOCIAL

    def nearest(self) -> Kin | None:
        """The same with the nearest way that has a word; None where there is none."""
        path = self.path
        for _step in range(12):
            if (self.kind, path) in _NAMES:
                return replace(self, path=path)
            shorter = path
            for pattern, nearer in _NEARER:
                shorter = re.sub(pattern, nearer, path)
                if shorter != path:
                    break
            if shorter == path:
                return None
            path = shorter
        return None


_KIN: dict[Relation, Kin] = {}
for (_kind, _path), _words in _NAMES.items():
    for _sex, _word in zip(("n", "f", "m"), _words, strict=True):
        _KIN.setdefault(_word, Kin(_path, _sex, _kind))  # type: ignore[arg-type]  # zip widens


def compose(first: Kin, then: Kin) -> Kin | None:
    """Who `then` of `first` is: the brother (then) of a mother (first) is an uncle. None for what
    has no word, as the cousin of a neighbour."""
    if not first.path and not first.kind:
        return then
    if then.is_social:
        return then  # a friend of one's mother is a friend of the house
    if first.is_social or "god" in (first.kind, then.kind):
        return None
    return Kin(first.path + then.path, then.sex).nearest()


def great(kin: Kin) -> Kin | None:
    """One generation further off: a great-grandmother, a great-aunt, a great-niece."""
    path = kin.path
    if path in ("PP", "CC", "PPP", "CCC", "PS", "SC", "PPS", "SCC"):
        letter = "C" if path.endswith("C") else "P"
        further = path + "C" if letter == "C" else "P" + path
        return replace(kin, path=further).nearest()
    return None


def grand(kin: Kin) -> Kin | None:
    """Of parents and children, a generation further off: a grandmother, a grand-aunt."""
    if kin.path in ("P", "C"):
        return replace(kin, path=kin.path * 2)
    return great(kin) if kin.path in ("PS", "SC") else None


def step(kin: Kin) -> Kin | None:
    """By a parent's or one's own marriage."""
    path = {"P": "PM", "C": "MC", "S": "PMC"}.get(kin.path, kin.path)
    return replace(kin, path=path)


def in_law(kin: Kin) -> Kin | None:
    """By marriage. An aunt by marriage is called an aunt."""
    path = {"P": "MP", "C": "CM", "S": "MS"}.get(kin.path, kin.path)
    return replace(kin, path=path)


def half(kin: Kin) -> Kin | None:
    return replace(kin, kind="half") if kin.path == "S" else kin


def foster(kin: Kin) -> Kin | None:
    return replace(kin, kind="foster") if kin.path in ("P", "C") else kin


def god(kin: Kin) -> Kin | None:
    path = {"PS": "P", "P": "P", "C": "C"}.get(kin.path)
    return replace(kin, path=path, kind="god") if path else None


def former(kin: Kin) -> Kin | None:
    return replace(kin, kind="ex") if kin.path == "M" else kin


def promised(kin: Kin) -> Kin | None:
    return replace(kin, kind="promised") if kin.path in ("M", "CM") else kin


def inverse(relation: Relation, sex: Sex = "n") -> Relation | None:
    """What somebody of this sex is to whoever is their `relation`: whose aunt she is, is her niece
    or nephew. None where there is no word for it, or not one."""
    kin = Kin.of(relation)
    if kin.is_social:
        back = {_R.teacher: _R.pupil, _R.pupil: _R.teacher}
        same = (_R.friend, _R.neighbour, _R.colleague, _R.classmate)
        return relation if relation in same else back.get(relation)
    found = Kin(_turned(kin.path), sex, kin.kind).nearest()
    return found.relation if found else None


def through(speaker: Relation, said: Relation, *, honoree: Sex = "n") -> Relation | None:
    """Who somebody is to the honoree whom a speaker, known by their own relation to the honoree,
    calls `said`. "Dad", said by a daughter of hers, is her husband; said by a daughter of his, it
    is he himself. None where that cannot be told."""
    if speaker is Relation.self:
        return said
    first, then = Kin.of(speaker), Kin.of(said)
    if first.kind or then.kind or first.path != _turned(then.path):
        found = compose(first, then)
        return found.relation if found else None
    # What the honoree is to whoever speaks: it may be the honoree of whom is spoken.
    if first.path == "S":
        found = compose(first, then)
        return found.relation if found and not _agree(then.sex, honoree) else None
    if _agree(then.sex, honoree):
        return Relation.self if honoree != "n" else None
    if first.path in ("C", "CC", "CCC"):
        return Relation.husband if then.sex == "m" else Relation.wife
    return None


def _turned(path: str) -> str:
    return path[::-1].translate(str.maketrans("PC", "CP"))


def _agree(one: Sex, other: Sex) -> bool:
    return "n" in (one, other) or one == other
