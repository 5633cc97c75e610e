"""Who the person was, what the chapters are called, and what is still to be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ai.narrative.base import LifeDate, Subject
from ai.narrative.english.phrases import (
    Person,
    Voice,
    at,
    capital,
    count,
    count_all,
    ended,
    from_place,
    join,
    lower,
    number,
    quoted,
)
from ai.narrative.kinship.reading import read_relation

# Who the person was.


def life(
    person: Person,
    *,
    maiden: str | None,
    nick: str | None,
    others: Sequence[str],
    born: LifeDate | None,
    died: LifeDate | None,
    age: int | None,
    subject: Subject,
) -> str:
    """ "Rosa Almeida, née Costa and called Rosinha, was born … and died …"."""
    name, called = person.name, list[str]()
    if maiden and subject.pronoun == "she":
        called.append(f"née {maiden}")
    elif maiden:
        name = f"{name} (birth name {maiden})"
    if nick:
        called.append(f"called {nick}")
    if others:
        called.append(f"also known as {join(list(others))}")
    start = f"{name}, {join(called)}" if called else name
    birth = _event("was born", born)
    death = _event("died", died)
    if death and age:
        death = f"{death}, at the age of {number(age)}"
    facts = join([fact for fact in (birth, death) if fact])
    if not facts:
        return ended(f"This chest is kept for {start}")
    return ended(f"{start}{',' if called else ''} {facts}")


def _event(verb: str, event: LifeDate | None) -> str:
    if event is None or not (event.when or event.place):
        return ""
    return verb + (f" {lower(event.when)}" if event.when else "") + at(event.place)


def family_words(person: Person, words: str) -> str:
    return ended(f"The family writes of {person.object}: {quoted(words)}")


def places(person: Person, names: Sequence[str], *, died: bool) -> str:
    if len(names) == 1:
        return ended(f"The family names {names[0]} as a place of {person.her} life")
    if died:
        return ended(f"The places of {person.her} life were {join(list(names))}")
    return ended(f"The family names {join(list(names))} as places of {person.her} life")


def lived_through(spans: Sequence[tuple[str, int, int]]) -> str:
    """Where most photographs come from, one place after the other."""
    told = [
        f"{place} ({first}{f' to {last}' if last != first else ''})" for place, first, last in spans
    ]
    return ended(
        f"Year by year, most photographs whose place is known are from {', then '.join(told)}"
    )


def densest_decade(decade: int, n: int) -> str:
    return ended(f"More photographs are from the {decade}s than from any other decade: {number(n)}")


def photographed_in(where: Sequence[tuple[str, int]]) -> str:
    """Where most photographs come from: "Of the photographs, 40 are from Lisbon …"."""
    (first, n), *others = where
    rest = [f"{number(k)} {from_place(place)}" for place, k in others]
    listed = join([f"{number(n)} {'is' if n == 1 else 'are'} {from_place(first)}", *rest])
    return ended(f"Of the photographs, {listed}")


def contents(counts: Mapping[str, int], *, first: str | None, last: str | None, all_: bool) -> str:
    """What the chest holds, and how far its dates reach."""
    total = sum(counts.values())
    holds = f"The chest holds {count_all(counts)}"
    if not first or not last:
        return ended(holds)
    if first == last:
        reach = "from" if all_ or total == 1 else "those with a date are from"
        return ended(
            f"{holds}, {reach} {first}" if reach == "from" else f"{holds}; {reach} {first}"
        )
    subject = "they reach" if all_ else "those with a date reach"
    return ended(f"{holds}; {subject} from {first} to {last}")


def own_voice(person: Person, counts: Mapping[str, int]) -> str:
    return ended(f"{capital(person.her)} own voice is kept in {count_all(counts)}")


def added_by(person: Person, voices: Sequence[Voice], more: int) -> str:
    if len(voices) == 1 and not more:
        return ended(f"{voices[0].first} has added memories of {person.object}")
    # Whoever signs as "her niece" comes last: after "Ana," it would say who Ana is.
    kin = [voice.listed for voice in voices if _is_kin(voice.name)]
    names = [voice.listed for voice in voices if not _is_kin(voice.name)]
    if more:
        names.append(f"{number(more)} {'other' if more == 1 else 'others'}")
    said = join([*names, *kin])
    if names and len(kin) > 1:
        said = f"{join(names)}, and also {join(kin)},"
    return ended(f"{said} have added memories of {person.object}")


def _is_kin(name: str) -> bool:
    """Whether somebody is named by what they are to somebody: "her niece", not "Aunt May"."""
    has_name = any(word[:1].isupper() for word in name.split()[1:])
    return not has_name and read_relation(name, "en").is_something


# What is still to be told.


def gaps(spans: Sequence[tuple[int, int]], *, invite: bool) -> str:
    between = [f"between {first} and {last}" for first, last in spans]
    listed = ", ".join(between[:-1]) + (", or " if len(between) > 1 else "") + between[-1]
    text = f"Nothing in the chest yet speaks of the years {listed}"
    if invite:
        text += "; if you were there, a line from you would belong here"
    return ended(text)


def without_caption(n: int) -> str:
    if n == 1:
        return (
            "One photograph has no caption yet; a few words on who it shows, and where, would help."
        )
    return ended(
        f"There are {count(n, 'photograph')} without a caption; "
        "a few words on who they show, and where, would help"
    )


def without_words(counts: Mapping[str, int]) -> str:
    """Films and recordings of which nobody has written who speaks, and of what."""
    each = " in each" if sum(counts.values()) > 1 else " in it"
    line = f"is seen or heard{each}" if "film" in counts else f"speaks{each}, and of what,"
    return ended(
        f"Nothing is written yet about {count_all(counts)}; a line on who {line} would help"
    )


def without_date(n: int) -> str:
    if n == 1:
        return "If you know when this was, a date can still be added."
    return "If you know when any of these were, a date can still be added."


def only_a_little(person: Person, n: int) -> str:
    held = "This is" if n == 1 else "These are"
    what = "the only memory" if n == 1 else f"the only {number(n)} memories"
    return (
        f"{held} {what} in the chest so far; each photograph, letter or line that is added "
        "finds its place here."
    )


def nothing(person: Person) -> Sequence[str]:
    return (
        ended(f"Nothing has been added to the chest of {person.name} yet"),
        ended(
            "A photograph, a letter, a recording or a few written lines from someone close to "
            f"{person.object} would begin the story"
        ),
    )


# Titles.


def title(key: str, person: Person, *, oldest: int = 200) -> str:
    """The chapter's title; it names a stage or a decade and nothing that happened in it.

    `oldest` is the age that the person can have reached: nobody's twenties and thirties are named
    who died at twenty-three.
    """
    kind, _, rest = key.partition("-")
    if kind == "decade":
        return f"The {rest}s"
    her = capital(person.her)
    return {
        "opening": person.name,
        "before": f"Before {person.first} was born",
        "stage-childhood": "Childhood",
        "stage-growing-up": "Growing up",
        "stage-20": f"{her} twenties" if oldest < 30 else f"{her} twenties and thirties",
        "stage-40": f"{her} forties" if oldest < 50 else f"{her} forties and fifties",
        "stage-60": f"{her} sixties" if oldest < 70 else f"{her} sixties and seventies",
        "stage-80": f"{her} eighties" if oldest < 90 else "Eighty and after",
        "after": f"After {person.first} died",
        "across": "Across the years",
        "remembered": "Remembered later",
        "undated": "Without a date",
        "closing": "Still to be told",
        "appendix": "What the chest holds",
    }[key]
