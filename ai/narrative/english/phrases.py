"""How the composer says things in English: numbers, lists, dates, places, names, quotations.

The sentences themselves are beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ai.narrative.base import Subject
from ai.narrative.screening import soften_quotes

Options = tuple[str, ...]
"""Ways to say the same thing."""

NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
SEASONS = ("spring", "summer", "autumn", "winter")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

RELATIONSHIPS = frozenset(
    {
        "mother", "mum", "mom", "mam", "mummy", "mama", "father", "dad", "daddy", "papa", "parent",
        "parents", "brother", "sister", "sibling", "twin", "son", "daughter", "child", "children",
        "husband", "wife", "spouse", "partner", "fiancé", "fiancée", "widow", "widower",
        "grandmother", "grandma", "gran", "granny", "nan", "nana", "grandfather", "grandad",
        "granddad", "grandpa", "grandparent", "grandchild", "grandchildren", "grandson",
        "granddaughter", "aunt", "auntie", "aunty", "uncle", "niece", "nephew", "cousin",
        "godmother", "godfather", "godson", "goddaughter", "godchild", "stepmother", "stepfather",
        "stepson", "stepdaughter", "stepbrother", "stepsister", "stepchild", "friend", "friends",
        "neighbour", "neighbor", "colleague", "colleagues", "coworker", "teacher", "pupil",
        "student", "doctor",
        "nurse", "carer", "boss", "apprentice", "employee", "mentor", "lodger", "landlady",
        "landlord", "tenant", "flatmate", "roommate", "classmate", "teammate", "companion",
        "girlfriend", "boyfriend", "avó", "avô", "tia", "tio", "oma", "opa", "nonna", "nonno",
        "abuela", "abuelo",
    }
)  # fmt: skip

_AT = re.compile(
    r"\b(?:church|chapel|cathedral|school|college|university|hospital|hospice|station|airport"
    r"|farm|house|hotel|café|cafe|restaurant|pub|cemetery|park|beach|stadium|museum|theatre|hall"
    r"|road|street|lane|lanes|avenue|rua|home|lake|harbour|zoo|pier|kitchen|shop|office|airfield)$",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"(?:in|at|on|near|by|outside|inside|behind|above|under|beside|opposite|off|between|around)\b"
    r"(?! ?-)",
    re.IGNORECASE,
)
_DAY = re.compile(r"on (?:\w+ )?\d{1,2} [A-Z]\w+ \d{4}$")
_MONTH = re.compile(rf"in (?:early |late |mid-)?(?:{'|'.join(MONTHS)}) \d{{4}}$")
_SEASON = re.compile(rf"in (?:the )?(?:early |late )?({'|'.join(SEASONS)})\b")
_YEAR = re.compile(r"in \d{4}$")
_DECADE = re.compile(r"in the (?:early |late |mid-)?\d{4}s$")


@dataclass(frozen=True, slots=True)
class Voice:
    """A person who speaks or adds, as named in a sentence: "Ana, her niece"."""

    name: str
    relation: str | None = None

    @property
    def last(self) -> str:
        """Where nothing follows in the clause: "added by Ana, her niece"."""
        return f"{self.name}, {self.relation}" if self.relation else self.name

    @property
    def first(self) -> str:
        """Where a verb follows: "Ana, her niece, writes"."""
        return f"{self.name}, {self.relation}," if self.relation else self.name

    @property
    def listed(self) -> str:
        """In a list with other names: "Ana (her niece)"."""
        return f"{self.name} ({self.relation})" if self.relation else self.name


class Person:
    """What the subject is called, and the words that stand for them.

    Where the family has not said "she" or "he", the first name is repeated instead of a pronoun.
    """

    def __init__(self, subject: Subject) -> None:
        self.name = soften_quotes(" ".join(subject.name.split())) or "the person remembered here"
        first = " ".join(subject.first.split())
        self.first = soften_quotes(first) or (self.name.split()[0] if subject.name.strip() else "")
        self.first = self.first or self.name
        owned = f"{self.first}’" if self.first.endswith(("s", "S")) else f"{self.first}’s"
        self.her, self.object = {
            "she": ("her", "her"),
            "he": ("his", "him"),
        }.get(subject.pronoun, (owned, self.first))

    def relation(self, relation: str | None) -> str | None:
        """ "niece", "Her niece" and "her niece" as "her niece"; None for what is no relation."""
        if not relation:
            return None
        if relation.isupper():
            relation = relation.lower()  # typed with capitals on
        words = re.split(r"[\s-]+", relation.casefold())
        if words[0] in ("her", "his", "their", "the", "a", "an"):
            return relation[0].lower() + relation[1:] if len(words) > 1 else None
        if words[0].endswith(("’s", "'s")):
            return relation
        if RELATIONSHIPS.isdisjoint(words[:2]):
            return None
        bare = relation[0].lower() + relation[1:]
        return f"a {bare}" if "of" in words else f"{self.her} {bare}"


def begin_alike(one: str, other: str) -> bool:
    """Whether two sentences begin with the same two words."""
    return one.casefold().split()[:2] == other.casefold().split()[:2]


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def number(n: int) -> str:
    """In words up to twelve, then in figures."""
    return NUMBERS[n] if 0 <= n < len(NUMBERS) else f"{n:,}"


def count(n: int, noun: str) -> str:
    """ "one letter", "three letters", "212 photographs"."""
    return f"{number(n)} {noun}{'' if n == 1 else 's'}"


def join(items: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def count_all(counts: Mapping[str, int]) -> str:
    """ "three letters, two films and one recording", in the order given; zeros are left out.

    Letters are papers too, so that beside them there are "other papers".
    """
    named = {"paper": "other paper"} if counts.get("letter") else {}
    return join([count(n, named.get(noun, noun)) for noun, n in counts.items() if n])


def quoted(passage: str) -> str:
    """The passage between quotation marks, on one line."""
    text = soften_quotes(" ".join(passage.split())).rstrip(",;:–—- ")
    outer = re.fullmatch(r"‘([^‘’]*)’", text)
    return f"“{outer[1] if outer else text}”"


def ended(sentence: str) -> str:
    """The sentence with its full stop, unless a quotation already ends it."""
    last = sentence.rstrip("”’)")[-1:]
    return sentence if sentence.endswith("”") and last in ".!?…。！？" else f"{sentence}."


def core(when: str) -> str:
    """The date without the preposition that a sentence of its own would need."""
    return re.sub(r"^(?:in|on) ", "", when, flags=re.IGNORECASE)


def from_(when: str | None) -> str:
    """ " from the summer of 1964", " from around 1952", or nothing."""
    if not when:
        return ""
    text = core(lower(when))
    return f" {text}" if text.startswith(("from ", "by ", "at ", "not ")) else f" from {text}"


def of(when: str) -> str:
    """What a text is about: "the summer of 1964", "the time around 1952"."""
    text = lower(when)
    bare = core(text)
    return bare if bare != text else f"the time {text}"


def lower(when: str) -> str:
    """A date phrase as it stands inside a sentence."""
    return when[:1].lower() + when[1:]


def same(when: str) -> str | None:
    """How the next sentence speaks of a date just named, or None where it had better not."""
    text = lower(when)
    if _DAY.match(text):
        return "on the same day"
    if _MONTH.match(text):
        return "in the same month"
    if season := _SEASON.match(text):
        return f"in the same {season[1]}"
    if _YEAR.match(text):
        return "in the same year"
    return "in the same decade" if _DECADE.match(text) else None


def at(place: str | None) -> str:
    """ " in Lisbon", " at St Joseph’s Church", " at 12 Green Lanes", or nothing."""
    if not place:
        return ""
    if _PLACED.match(place) and " " in place:
        return f" {place[0].lower()}{place[1:]}"
    house = place[0].isdigit() or place[0].islower() or _AT.search(place.partition(",")[0])
    return f" at {place}" if house else f" in {place}"


def from_place(place: str) -> str:
    """ "from Lisbon", but "taken at home"."""
    located = at(place)
    return f"from {place}" if located == f" in {place}" else f"taken{located}"


def taken(noun: str, place: str | None, when: str | None) -> str:
    """ " taken in Lisbon in the summer of 1964" of a photograph; a film is made. May be empty."""
    circumstances = at(place) + (f" {lower(when)}" if when else "")
    if not circumstances:
        return ""
    return f" {'taken' if noun == 'photograph' else 'made'}{circumstances}"


def years(first: int, last: int) -> str:
    """ "from 1961 to 1968", "from 1964"."""
    return f"from {first}" if first == last else f"from {first} to {last}"
