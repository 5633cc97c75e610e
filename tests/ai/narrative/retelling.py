"""A narrator who never tells a story twice in the same words, and on the same memories.

Each claim has several wordings, and is told in one of them, or joined with another one, or in two
halves; it rests on what it rests on, less one or more one; chapters are cut otherwise.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from ai.narrative.changes import Told, ToldChapter
from ai.narrative.likeness import Said


@dataclass(frozen=True)
class Claim:
    """`id` is kept by what is told of it, for the test to know it by."""

    id: str
    wordings: tuple[str, ...]
    sources: tuple[str, ...]
    halves: tuple[str, str] | None = None
    clause: str = ""  # how it is joined to another one


CLAIMS = (
    Claim(
        "swim",
        (
            "Rosa learned to swim at Cova Gala in the summer of 1951.",
            "In the summer of 1951, at Cova Gala, she taught herself to swim.",
            "It was at Cova Gala that Rosa first swam, in the summer of 1951.",
        ),
        ("m1",),
        halves=("Rosa learned to swim in the summer of 1951.", "It was at Cova Gala, in summer."),
        clause="she learned to swim at Cova Gala in the summer of 1951",
    ),
    Claim(
        "drank",
        (
            "Anselmo drank heavily after the war, and hid the bottles in the barn.",
            "After the war Anselmo was drinking heavily; he hid bottles in the barn.",
            "The barn was where Anselmo hid the bottles, for after the war he drank a lot.",
        ),
        ("m2", "m3"),
        halves=("Anselmo drank heavily after the war.", "He hid the bottles in the barn."),
        clause="Anselmo, who drank heavily after the war, hid bottles in the barn",
    ),
    Claim(
        "coats",
        (
            "She sewed coats for half the street.",
            "Half the street wore coats that she had sewn.",
            "For half the street Rosa sewed the coats.",
        ),
        ("m4",),
        clause="she sewed coats for half the street",
    ),
    Claim(
        "shop",
        (
            "In 1961 she rented the shop on Rua Direita from Senhor Matos.",
            "Senhor Matos rented her the shop on Rua Direita in 1961.",
            "The shop on Rua Direita, rented from Senhor Matos, was hers from 1961.",
        ),
        ("m5", "m6"),
        halves=(
            "In 1961 she rented the shop on Rua Direita.",
            "Senhor Matos was her landlord there.",
        ),
        clause="in 1961 she rented the shop on Rua Direita from Senhor Matos",
    ),
    Claim(
        "debts",
        (
            "Two letters speak of debts that her brother Rui left in Lisbon.",
            "Her brother Rui left debts in Lisbon, as two letters tell.",
            "In two letters there is talk of the debts in Lisbon of her brother Rui.",
        ),
        ("m7", "m8"),
        clause="her brother Rui left debts in Lisbon, of which two letters speak",
    ),
    Claim(
        "garden",
        (
            "Behind the house she kept bees and three hives of them.",
            "She kept three hives of bees behind the house.",
            "Three hives of bees stood behind the house, and she kept them.",
        ),
        ("m9",),
        clause="behind the house she kept three hives of bees",
    ),
    Claim(
        "choir",
        (
            "On Sundays she sang alto in the choir of São Pedro.",
            "The choir of São Pedro had her as an alto on Sundays.",
            "She was an alto in the choir of São Pedro, singing on Sundays.",
        ),
        ("m10", "m11"),
        clause="on Sundays she sang alto in the choir of São Pedro",
    ),
    Claim(
        "ship",
        (
            "Her sister Inês sailed for Brazil on the Vera Cruz in 1957.",
            "In 1957 the Vera Cruz took her sister Inês to Brazil.",
            "Inês, her sister, sailed on the Vera Cruz to Brazil in 1957.",
        ),
        ("m12",),
        halves=("Her sister Inês sailed for Brazil in 1957.", "The ship was the Vera Cruz."),
        clause="her sister Inês sailed for Brazil on the Vera Cruz in 1957",
    ),
)

# One letter tells all of these, so that only the words tell them apart.
LETTER = (
    Claim(
        "fever",
        (
            "In the letter Marta writes that the child had a fever for nine days.",
            "Marta's letter says that for nine days the child lay with a fever.",
            "For nine days the child had a fever, Marta writes.",
        ),
        ("l1",),
        clause="for nine days the child lay with a fever",
    ),
    Claim(
        "doctor",
        (
            "Doctor Salgado came twice and would not take money.",
            "Twice Doctor Salgado came, and he took no money.",
            "Doctor Salgado would take no money, though he came twice.",
        ),
        ("l1",),
        clause="Doctor Salgado came twice and took no money",
    ),
    Claim(
        "mule",
        (
            "The mule was sold at the fair in Viseu to pay the rent.",
            "To pay the rent, they sold the mule at the Viseu fair.",
            "At the fair in Viseu the mule went for the rent.",
        ),
        ("l1",),
        clause="the mule was sold at the fair in Viseu to pay the rent",
    ),
    Claim(
        "quarrel",
        (
            "She had quarrelled with her mother over the linen.",
            "Over the linen there had been a quarrel with her mother.",
            "Her mother and she had quarrelled about linen.",
        ),
        ("l1",),
        clause="she had quarrelled with her mother over the linen",
    ),
)

NEIGHBOURS = tuple(
    Claim(
        f"beach-{name}-{year}",
        (f"One photograph is captioned “{name} at the beach with the red umbrella, {year}”.",),
        (f"p-{name}-{year}",),
    )
    for name, year in (("Ana", 1964), ("Rui", 1964), ("Ana", 1966))
)


ALL = (*CLAIMS, *LETTER, *NEIGHBOURS)


@dataclass(frozen=True)
class Telling:
    """`claims` are those that each sentence tells, by the sentence's id."""

    chapters: tuple[ToldChapter, ...]
    claims: dict[str, tuple[str, ...]]


def tell(seed: int, claims: Sequence[Claim] = ALL) -> Telling:
    """The claims as this narrator tells them this time. The first telling (0) is the plainest."""
    chance = random.Random(seed)
    told: list[tuple[Told, tuple[str, ...]]] = []
    waiting = list(claims)
    if seed:
        chance.shuffle(waiting)
    while waiting:
        claim = waiting.pop(0)
        number = f"t{seed}-{len(told)}"
        if seed == 0:
            told.append((_sentence(number, claim.wordings[0], claim.sources), (claim.id,)))
            continue
        way = chance.random()
        other = next((one for one in waiting if one.clause), None)
        if way < 0.2 and claim.halves:
            for n, half in enumerate(claim.halves):
                sources = _drift(chance, claim.sources)
                told.append((_sentence(f"{number}.{n}", half, sources), (claim.id,)))
        elif way < 0.45 and claim.clause and other is not None:
            waiting.remove(other)
            text = f"{claim.clause[0].upper()}{claim.clause[1:]}, and {other.clause}."
            sources = tuple(dict.fromkeys((*claim.sources, *_drift(chance, other.sources))))
            told.append((_sentence(number, text, sources), (claim.id, other.id)))
        else:
            sources = _drift(chance, claim.sources)
            told.append((_sentence(number, chance.choice(claim.wordings), sources), (claim.id,)))
    cut = len(told) // 2 if seed == 0 else chance.randint(1, len(told) - 1)
    chapters = tuple(
        ToldChapter(f"c{seed}-{n}", f"part-{n}", f"Part {n}", tuple(one for one, _ in part))
        for n, part in enumerate((told[:cut], told[cut:]))
    )
    return Telling(chapters, {one.id: of for one, of in told})


def _sentence(id: str, text: str, sources: tuple[str, ...]) -> Told:
    return Told(id, Said(text, sources))


def _drift(chance: random.Random, sources: tuple[str, ...]) -> tuple[str, ...]:
    """One memory less where there are two, or one more that nothing else rests on."""
    way = chance.random()
    if way < 0.25 and len(sources) > 1:
        kept = list(sources)
        kept.pop(chance.randrange(len(kept)))
        return tuple(kept)
    if way < 0.5:
        return (*sources, f"x{chance.randrange(10**6)}")
    return sources
