"""Ten chests made by chance from a seed, as various as chests are: six languages, letters and notes
and voices, dates sharp, vague and none, captions about kin, pictures that were read."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from ai.narrative.base import LifeDate, Segment, Subject
from ai.narrative.checking.roster import Known
from tests.ai.narrative.families import bounds, on, seg

MadeChest = tuple[Subject, list[Segment], list[Known]]
SEEDS = range(1, 11)

_PEOPLE = (
    ("Maria de Lourdes Sequeira Conceição", "Lourdes", "she", "Olhão"),
    ("Joaquim dos Santos Neto", "Joaquim", "he", "Vila do Conde"),
    ("Aoife Ní Bhraonáin", "Aoife", "she", "An Daingean"),
    ("Karl-Heinz Überschär", "Karl-Heinz", "he", "Görlitz"),
    ("Concepción del Río García", "Concha", "she", "Ávila"),
    ("Jean-Marie Lefèvre", "Jean-Marie", "he", "Saint-Étienne"),
    ("Assunta D'Angelo", "Assunta", "she", "L'Aquila"),
    ("May Winter", "May", "she", "Two Rivers"),
    ("Tom Sol", "Tom", "they", "12 Green Lanes"),
    ("Nguyễn Thị My", "My", "they", "Huế"),
)
_GIVERS = (
    ("Ana Sequeira", "her daughter", "daughter", "Mum@Ana"),
    ("Tio Zé", "irmão", "brother", "a mana@Tio Zé"),
    ("Graça Patrício", "neighbour in Olhão", "neighbour", ""),
    ("June", "niece", "niece", "Auntie@June"),
    ("Friedrich", "Enkel", "grandson", "Oma@Friedrich"),
    ("Inês", "neta", "granddaughter", "Vó@Inês"),
    ("Pierre-Yves", "petit-fils", "grandson", "Mamie@Pierre-Yves"),
    ("O’Brien, Pat", "best friend", "friend", ""),
    ("me", "I was the lodger", "", ""),
    ("Chiara", "figlia", "daughter", "mamma@Chiara"),
)
_CAPTIONS = (
    "Dad and his sister Ida on the pier",
    "Grandma's wedding, 14 June 1952",
    "A avó Lourdes com o meu pai ao colo, Olhão",
    "Die Großeltern vor dem Haus, Ostern 1961",
    "Mi abuela y la tía Pilar, las dos de negro",
    "Mon grand-père, sa 4CV et le chien qui ne voulait pas monter",
    "La nonna con zio Beppe, agosto '58",
    "Three of the twelve, and the dog",
    "Mum, 40, and me, 3",
    "“The best cook in Whitby” – so she said",
    "Christmas",
    "May in June",
    "Not sure who this is, perhaps Auntie Vera?",
    "Manuel, o dia antes de embarcar para Luanda",
    "IMG_2682.HEIC",
    "DSC_0001",
)
_NOTES = (
    "He taught all of us to swim by throwing us in, one after the other, youngest last.",
    "Ela fazia o pão às cinco da manhã e deixava a porta aberta para o cheiro acordar a rua.",
    "Sie hat nie ein Rezept aufgeschrieben. „Das sieht man doch“, sagte sie.",
    "Cuando llovía nos contaba siempre la misma historia, y siempre acababa de otra manera.",
    "Elle gardait les boutons dans une boîte à biscuits, et les biscuits dans une boîte à boutons.",
    "Non ha mai detto una parola contro nessuno, tranne il parroco.",
    "My mother said: “Never lend him your bicycle.” She was right about that, too.",
    "In 1963 we drove to Rome in the Fiat, five of us and the canary, and back with four.",
    "I was seven. She was forty. We both cheated.",
    "Best laugh on the street!!! ❤",
)
_LETTERS = (
    "Dear Rosinha,\n\nthe roof leaks again and mother says you are to come home for Easter. Keep "
    "well.\n\nYour brother, Manuel",
    "Querida Lourdes,\n\naqui em Luanda conto os dias que faltam. Dizem-me que já coses para meia "
    "rua. Guarda-me um lugar à mesa.\n\nTeu irmão, Manuel",
    "Liebe Mutter,\n\nwir sind gut angekommen. Das Zimmer ist klein, aber es hat ein Fenster zum "
    "Hof. Mach Dir keine Sorgen.\n\nDein Karl",
    "Chère maman,\n\nje t'écris de la gare. Il neige et tout le monde chante.\n\nTa Lucie",
    "Certificate of baptism",
)
_SPOKEN = (
    "We had two rooms and nine people. In the winter of 1947 the bread froze on the table.",
    "Lembro-me bem do dia em que ele chegou, em 1955, com uma mala e um galo.",
    "Und dann hat sie gesagt, jetzt reicht es mir, und ist zu Fuß nach Hause gegangen.",
    "I never saw him run. Not once, not even for the ferry.",
    "No teníamos nada, pero teníamos un piano, y nadie sabía tocarlo.",
)  # fmt: skip
_PLACES = ("Lisbon", "Olhão", "St Joseph's Church", "12 Green Lanes", "at home", "Palm Springs", "")


def make_chest(seed: int) -> MadeChest:
    """The chest of this seed: the person, what was given, and who is who."""
    chance = random.Random(seed)
    name, first, pronoun, home = _PEOPLE[seed % len(_PEOPLE)]
    born = date(1915, 1, 1) + timedelta(days=chance.randrange(14_000))
    died = born + timedelta(days=chance.randrange(15_000, 33_000))
    subject = Subject(
        name=name,
        first=first,
        maiden=chance.choice([None, "Costa", "Überschär", "June"]),
        nick=chance.choice([None, "Nanna", "o Capitão", "Bibi"]),
        born=_life(chance, born, home) if seed % 5 else None,
        died=_life(chance, died, None) if seed % 7 else None,
        places=tuple(chance.sample(["Lisbon", home, "Rua Augusta", "the farm"], seed % 4)),
        words=chance.choice([None, "Baker, goalkeeper, grandfather of eleven.", _NOTES[1]]),
        pronoun=pronoun,  # type: ignore[arg-type]  # one of the three
        southern=seed == 3,
    )
    givers = chance.sample(_GIVERS, 4)
    segments: list[Segment] = []
    for n in range(chance.randrange(25, 60)):
        segments += _memory(chance, f"a{n}", first, givers, (born, died))
    people = [Known(name, (first, *(aka for *_, aka in givers if aka)), "self")]
    people += [Known(who, (), relation) for who, _, relation, _ in givers]
    return subject, segments, people


def _life(chance: random.Random, day: date, place: str | None) -> LifeDate:
    if chance.random() < 0.3:
        return LifeDate(f"in {day.year}", str(day.year), *bounds(str(day.year)), place)
    return LifeDate(on(day), str(day), day, day, place)


def _time(chance: random.Random, life: tuple[date, date]) -> dict[str, str]:
    day = life[0] + timedelta(days=chance.randrange(-3_000, (life[1] - life[0]).days + 4_000))
    year = day.year
    return chance.choice([
        {},
        {"date": str(day), "when": on(day)},
        {"date": str(year), "when": f"in {year}"},
        {"date": str(year), "when": f"in {year}"},
        {"date": f"{year}~", "when": f"around {year}"},
        {"date": f"{year // 10}X", "when": f"in the {year // 10}0s"},
        {"date": f"{year}/{year + 6}", "when": f"from {year} to {year + 6}"},
        {"date": f"{year}-22", "when": f"in the summer of {year}"},
    ])  # fmt: skip


def _memory(
    chance: random.Random,
    id: str,
    first: str,
    givers: list[tuple[str, str, str, str]],
    life: tuple[date, date],
) -> list[Segment]:
    who, relation, _, _ = chance.choice(givers)
    given = {"who": who, "relation": relation} if chance.random() < 0.8 else {}
    around = {"place": chance.choice(_PLACES) or None, **_time(chance, life)}
    kind = chance.choice(["photo"] * 5 + ["note", "contribution", "audio", "video", "document"])
    if kind == "photo":
        made = [seg(id, "photo", chance.choice(_CAPTIONS), **around, **given)]
    elif kind in ("note", "contribution"):
        made = [seg(id, kind, chance.choice(_NOTES), **around, **given)]
    elif kind == "document":
        read = seg(id, "document", chance.choice(_LETTERS), **around, **given)
        # A letter that came as a picture, with what somebody wrote about it.
        made = [replace(read, caption=chance.choice([None, "From the drawer of the sewing table"]))]
    else:
        caption = chance.choice([*_CAPTIONS[:6], "", "Voice 003.m4a"])
        made = [seg(f"{id}#a", kind, caption, **around, **given)]
        speaker = chance.choice([first, who, None])
        text = chance.choice(_SPOKEN)
        half = text.find(" ", len(text) // 2)
        for n, part in enumerate((text[:half], text[half + 1 :])):
            said = seg(f"{id}#{n}", "transcript", part, t=(n * 5.0, n * 5.0 + 5), **around)
            made.append(replace(said, who=speaker))
        if chance.random() < 0.2:
            made = made[:1]
    return made
