"""What two people are to each other, worked out from what each is to the person remembered.

Relations are kept without their gender: "parent", "auntuncle". Where the roster does not decide
(two grandchildren may be siblings or cousins) every possibility is given.
"""

from __future__ import annotations

from ai.narrative.checking.packs import PACKS
from ai.narrative.checking.packs.base import Kin

INVERSE = {
    "parent": "child",
    "sibling": "sibling",
    "spouse": "spouse",
    "partner": "partner",
    "grandparent": "grandchild",
    "greatgrandparent": "greatgrandchild",
    "auntuncle": "niecenephew",
    "greatauntuncle": "greatniecenephew",
    "cousin": "cousin",
    "parentinlaw": "childinlaw",
    "siblinginlaw": "siblinginlaw",
    "stepparent": "stepchild",
    "stepsibling": "stepsibling",
    "halfsibling": "halfsibling",
    "godparent": "godchild",
    "neighbour": "neighbour",
    "colleague": "colleague",
    "friend": "friend",
}
INVERSE |= {there: back for back, there in INVERSE.items()}

LOOSE = frozenset({"neighbour", "colleague", "friend", "pupil", "partner"})
"""One may be several of these at once, and somebody's brother besides."""

_NEAR = {
    "sibling": {"halfsibling", "stepsibling"},
    "halfsibling": {"sibling"},
    "stepsibling": {"sibling", "halfsibling"},
    "spouse": {"partner"},
    "partner": {"spouse"},
}

# What p is to q, if p is the first and q the second to the person remembered.
_COMPOSED = {
    ("parent", "child"): "grandparent",
    ("parent", "grandchild"): "greatgrandparent",
    ("parent", "sibling"): "parent stepparent",
    ("parent", "spouse"): "parentinlaw",
    ("parent", "parent"): "spouse partner",
    ("parent", "niecenephew"): "grandparent parentinlaw",
    ("sibling", "child"): "auntuncle",
    ("sibling", "grandchild"): "greatauntuncle",
    ("sibling", "spouse"): "siblinginlaw",
    ("sibling", "sibling"): "sibling",
    ("sibling", "parent"): "child stepchild",
    ("sibling", "niecenephew"): "parent auntuncle",
    ("sibling", "greatniecenephew"): "grandparent greatauntuncle",
    ("sibling", "siblinginlaw"): "spouse siblinginlaw",
    ("spouse", "child"): "parent stepparent",
    ("spouse", "grandchild"): "grandparent",
    ("spouse", "greatgrandchild"): "greatgrandparent",
    ("spouse", "parent"): "childinlaw",
    ("spouse", "sibling"): "siblinginlaw",
    ("spouse", "niecenephew"): "auntuncle",
    ("spouse", "stepchild"): "parent",
    ("spouse", "childinlaw"): "parentinlaw",
    ("spouse", "siblinginlaw"): "sibling siblinginlaw",
    ("child", "child"): "sibling halfsibling stepsibling",
    ("child", "stepchild"): "stepsibling halfsibling",
    ("child", "grandchild"): "parent auntuncle",
    ("child", "greatgrandchild"): "grandparent greatauntuncle",
    ("child", "spouse"): "child stepchild",
    ("child", "sibling"): "niecenephew",
    ("child", "parent"): "grandchild",
    ("child", "niecenephew"): "cousin",
    ("child", "childinlaw"): "spouse siblinginlaw",
    ("child", "siblinginlaw"): "niecenephew",
    ("stepchild", "child"): "stepsibling halfsibling",
    ("stepchild", "spouse"): "child",
    ("stepchild", "stepchild"): "sibling",
    ("grandchild", "child"): "child niecenephew",
    ("grandchild", "grandchild"): "sibling cousin",
    ("grandchild", "spouse"): "grandchild",
    ("grandchild", "parent"): "greatgrandchild",
    ("grandchild", "sibling"): "greatniecenephew",
    ("grandchild", "childinlaw"): "child niecenephew",
    ("grandchild", "greatgrandchild"): "parent auntuncle",
    ("greatgrandchild", "child"): "grandchild greatniecenephew",
    ("greatgrandchild", "grandchild"): "child niecenephew",
    ("greatgrandchild", "spouse"): "greatgrandchild",
    ("niecenephew", "child"): "cousin",
    ("niecenephew", "sibling"): "child niecenephew",
    ("niecenephew", "spouse"): "niecenephew",
    ("niecenephew", "niecenephew"): "sibling cousin",
    ("niecenephew", "siblinginlaw"): "child niecenephew",
    ("greatniecenephew", "sibling"): "grandchild greatniecenephew",
    ("siblinginlaw", "child"): "auntuncle",
    ("siblinginlaw", "grandchild"): "greatauntuncle",
    ("siblinginlaw", "spouse"): "sibling siblinginlaw",
    ("siblinginlaw", "sibling"): "spouse siblinginlaw",
    ("siblinginlaw", "niecenephew"): "parent auntuncle",
    ("childinlaw", "child"): "spouse siblinginlaw",
    ("childinlaw", "spouse"): "childinlaw",
    ("childinlaw", "grandchild"): "parent auntuncle",
}


def read_relation(words: str) -> Kin | None:
    """A relation of the roster ("her sister-in-law") as what it says, or None."""
    for word in (words.strip().lower(), *words.lower().split()):
        for pack in PACKS.values():
            if word in pack.kin:
                return pack.kin[word]
    return None


def between(p: Kin | None, q: Kin | None) -> frozenset[str] | None:
    """What p can be to q, if each is that to the same person; None where nobody can tell."""
    if p is None or q is None:
        return None
    found: set[str] = set()
    for one in p.relations:
        for other in q.relations:
            composed = _COMPOSED.get((one, other))
            if composed is None:
                return None
            found.update(composed.split())
    return frozenset(found)


def turned(kin: Kin | None) -> frozenset[str] | None:
    """What the person remembered is to somebody who is that to them."""
    if kin is None or any(relation not in INVERSE for relation in kin.relations):
        return None
    return frozenset(INVERSE[relation] for relation in kin.relations)


def agrees(said: Kin, known: frozenset[str]) -> bool:
    """Whether a word of kinship can stand for one of the relations."""
    widened = {near for relation in known for near in _NEAR.get(relation, ())} | known
    return not widened.isdisjoint(said.relations)
