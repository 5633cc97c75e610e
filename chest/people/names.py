"""Names as they are compared: without capitals, accents and what stands around them."""

from __future__ import annotations

import re
import unicodedata

from ai.narrative.kinship.reading import read_relation
from ai.narrative.kinship.relations import Relation
from chest.models import Pronoun

LONGEST_NAME = 200


def fold_name(name: str) -> str:
    """What two spellings of one name have in common."""
    bare = "".join(
        c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)
    ).casefold()
    return " ".join(re.findall(r"[^\W_]+", bare))[:LONGEST_NAME]


def key_of_name(name: str) -> str:
    """By which a proposal is known that is about a name."""
    return f"n:{fold_name(name)}"


def key_of_calling(relation: Relation, speaker: str) -> str:
    """By which a proposal is known that is about what a speaker calls somebody."""
    return f"k:{relation.value}@{fold_name(speaker)}"


def relation_called(words: str, language: str | None) -> Relation | None:
    """The relation that somebody is called by, "Dad" or "Vó"; None for a name."""
    found = read_relation(words, language)
    return found.relation if found.relation is not None and found.of is None else None


def pronoun_of(relation: Relation | None) -> Pronoun | None:
    """What a relation tells of how somebody is spoken of."""
    if relation is None:
        return None
    return {"f": Pronoun.she, "m": Pronoun.he}.get(relation.sex)


def is_more_than_a_first_name(name: str) -> bool:
    """Whether somebody may be told from others by it."""
    return len(fold_name(name).split()) > 1
