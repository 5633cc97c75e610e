"""The support check: right sentences stand, tampered ones fall."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from ai.narrative.base import CHEST, Kind, LifeDate, Segment, Sentence, Subject
from ai.narrative.checking.roster import Roster
from ai.narrative.composer import compose
from ai.narrative.support import check
from tests.ai.narrative.conftest import Told
from tests.ai.narrative.families import bounds, seg

ROSA = Subject(
    name="Rosa Almeida",
    first="Rosa",
    born=LifeDate("on 12 April 1931", "1931-04-12", *bounds("1931-04-12"), "Setúbal"),
    died=LifeDate("on 2 November 2019", "2019-11-02", *bounds("2019-11-02"), "London"),
    words="She sewed for half the street and never took a penny.",
    pronoun="she",
)
SEGMENTS = {
    s.id: s
    for s in [
        seg("ana", "contribution", "We lived over the bakery from 1961 until 1968, and the whole "
            "flat smelled of bread. Graça never paid.", date="1961/1968",
            when="from 1961 to 1968", who="Ana", relation="her daughter"),
        seg("ferry", "photo", "Tom and Rosa on the Cacilhas ferry", date="1952-22",
            when="in the summer of 1952", place="Lisbon", who="Paulo", relation="her grandson"),
        seg("sixties", "photo", "At the window", date="196X", when="in the 1960s"),
        seg("about", "photo", "The shop", date="1972~", when="around 1972"),
        seg("day", "photo", "The shop, shut", date="1975-03-21", when="on 21 March 1975"),
        *(seg(f"x{n}", "photo", "", date=str(1961 + n), when=f"in {1961 + n}",
              place="Lisbon" if n < 5 else "Porto") for n in range(8)),
    ]
}  # fmt: skip
X = tuple(f"x{n}#0" for n in range(8))
UNDATED: list[Kind] = ["photo", "video", "audio", "note", "document"]


def verdict(text: str, *sources: str, frame: bool = False, subject: Subject = ROSA) -> str:
    ids = tuple(s if "#" in s or s == CHEST else f"{s}#0" for s in sources)
    return check(Sentence(text, ids, frame=frame), SEGMENTS, subject).verdict


def test_the_composers_own_sentences_are_green_or_frame(told: Told) -> None:
    subject, segments, story = told
    for chapter in story:
        for sentence in chapter.sentences:
            support = check(sentence, segments, subject)
            wanted = "frame" if sentence.frame else "green"
            assert support.verdict == wanted, (sentence.text, support.reasons)


def test_they_stay_so_where_a_roster_says_who_is_who(told: Told) -> None:
    subject, segments, story = told
    roster = Roster.of(subject, segments)
    for sentence in (s for c in story for s in c.sentences):
        support = check(sentence, segments, subject, roster)
        wanted = "frame" if sentence.frame else "green"
        assert support.verdict == wanted, (sentence.text, support.reasons)


def test_any_tampered_digit_in_the_composers_sentences_is_red(told: Told) -> None:
    subject, segments, story = told
    tried = 0
    for sentence in (s for c in story for s in c.sentences):
        digits = [at for at, character in enumerate(sentence.text) if character.isdigit()]
        # Thousands of sources take a while to read; every fourth digit of those will do.
        for at in digits[:: 4 if len(sentence.sources) > 500 else 1]:
            other = str(int(sentence.text[at]) % 9 + 1)
            text = sentence.text[:at] + other + sentence.text[at + 1 :]
            support = check(dataclasses.replace(sentence, text=text), segments, subject)
            assert support.verdict == "red", (text, support)
            tried += 1
    assert tried or subject.name == "Ingrid Sørensen"


@pytest.mark.parametrize("said", ["I remember that ", "In our house, ", "It was my wish that "])
def test_a_first_person_outside_a_quotation_is_red(told: Told, said: str) -> None:
    subject, segments, story = told
    for sentence in (s for c in story for s in c.sentences):
        tampered = dataclasses.replace(sentence, text=said + sentence.text)
        assert check(tampered, segments, subject).verdict == "red"


def test_an_unknown_source_is_red(told: Told) -> None:
    subject, segments, story = told
    for sentence in (s for c in story for s in c.sentences):
        tampered = dataclasses.replace(sentence, sources=(*sentence.sources, "a999#9"))
        support = check(tampered, segments, subject)
        assert support.verdict == "red"
        assert "a999#9" in support.reasons[0]


GREEN = [
    ("Ana, her daughter, writes: “the whole flat smelled of bread”.", ["ana"]),
    ("A photograph taken in Lisbon in the summer of 1952 is captioned “Tom and Rosa on the "
     "Cacilhas ferry”.", ["ferry"]),
    ("Rosa Almeida died on 2 November 2019 in London, at the age of 88.", [CHEST]),
    ("The family writes of her: “She sewed for half the street”.", [CHEST]),
    ("A photograph from the 1970s is captioned “The shop, shut”.", ["day"]),
    ("A photograph taken in March 1975 is captioned “The shop, shut”.", ["day"]),
    ("A photograph taken in the spring of 1975 is captioned “The shop, shut”.", ["day"]),
    ("A photograph taken in 1975 is captioned “The shop, shut”.", ["day"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sources"), GREEN)
def test_what_the_sources_say_is_green_also_when_said_more_vaguely(
    text: str, sources: list[str]
) -> None:
    assert verdict(text, *sources) == "green"


RED = [
    ("a word of the quotation", "Ana, her daughter, writes: “the whole flat smelled of soap”.",
     ["ana"]),
    ("a word dropped from it", "Ana, her daughter, writes: “Graça paid.”", ["ana"]),
    ("a negation dropped", "The family writes of her: “She sewed for half the street and took a "
     "penny.”", [CHEST]),
    ("a year inside it", "Ana, her daughter, writes: “We lived over the bakery from 1961 until "
     "1967, and the whole flat smelled of bread.”", ["ana"]),
    ("a quotation from another source", "Ana, her daughter, writes: “Tom and Rosa on the Cacilhas "
     "ferry”.", ["ana"]),
    ("another writer", "Graça writes: “the whole flat smelled of bread”.", ["ana"]),
    ("another kinship", "Ana, her sister, writes: “the whole flat smelled of bread”.", ["ana"]),
    ("another place", "A photograph taken in Porto in the summer of 1952 is captioned “Tom and "
     "Rosa on the Cacilhas ferry”.", ["ferry"]),
    ("another season", "A photograph taken in the winter of 1952 is captioned “Tom and Rosa on the "
     "Cacilhas ferry”.", ["ferry"]),
    ("a month that nobody gave", "A photograph taken in June 1952 is captioned “Tom and Rosa on "
     "the Cacilhas ferry”.", ["ferry"]),
    ("a day that nobody gave", "A photograph taken on 3 May 1952 is captioned “Tom and Rosa on the "
     "Cacilhas ferry”.", ["ferry"]),
    ("a year out of a decade", "A photograph taken in 1960 is captioned “At the window”.",
     ["sixties"]),
    ("certainty about a guess", "A photograph taken in 1972 is captioned “The shop”.", ["about"]),
    ("another day", "A photograph taken on 22 March 1975 is captioned “The shop, shut”.", ["day"]),
    ("another age", "Rosa Almeida died on 2 November 2019, at the age of 87.", [CHEST]),
    ("a death that the source does not tell", "Rosa died in Lisbon in the summer of 1952.",
     ["ferry"]),
    ("a feeling", "Rosa was happy over the bakery from 1961 to 1968.", ["ana"]),
    ("a word we do not say", "Rosa Almeida passed away on 2 November 2019.", [CHEST]),
    ("no source", "Rosa lived over the bakery from 1961 to 1968.", []),
    ("nothing", " ", ["ana"]),
    ("a quotation without end", "Ana writes: “the whole flat", ["ana"]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "text", "sources"), RED, ids=[what for what, _, _ in RED])
def test_what_the_sources_do_not_say_is_red(what: str, text: str, sources: list[str]) -> None:
    assert verdict(text, *sources) == "red"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The chest holds eight photographs from 1961 to 1968, five of them from Lisbon.", "frame"),
        ("The chest holds nine photographs from 1961 to 1968, five of them from Lisbon.", "red"),
        ("The chest holds eight photographs from 1961 to 1968, four of them from Lisbon.", "red"),
        ("The chest holds eight photographs from 1962 to 1968, five of them from Lisbon.", "red"),
        ("The chest holds eight photographs from 1961 to 1967, five of them from Lisbon.", "red"),
        ("The chest holds eight photographs from 1961 to 1968, five of them from Madrid.", "red"),
    ],
)
def test_a_frame_must_count_right(text: str, wanted: str) -> None:
    assert verdict(text, *X, frame=True) == wanted


def test_a_clause_that_no_source_has_is_amber() -> None:
    text = "Rosa lived over the bakery and counted the trams from 1961 to 1968."
    support = check(Sentence(text, ("ana#0",)), SEGMENTS, ROSA)
    assert support.verdict == "amber"
    assert "trams" in support.reasons[0]


def test_a_quotation_that_differs_by_a_letter_is_amber() -> None:
    text = "Ana, her daughter, writes: “We lived over the bakery from 1961 until 1968, and the whole flat smeled of bread.”"  # noqa: E501  # one sentence
    assert verdict(text, "ana") == "amber"


def test_an_age_may_be_told_where_the_dates_leave_no_doubt() -> None:
    assert verdict("Rosa was 43 years old on 21 March 1975.", "day") == "green"
    assert verdict("Rosa was 44 years old on 21 March 1975.", "day") == "red"


def test_summer_falls_where_the_person_lived() -> None:
    january = {
        "j#0": seg("j", "photo", "On the jetty", date="1965-01-10", when="on 10 January 1965")
    }
    sentence = Sentence(
        "A photograph taken in the summer of 1965 is captioned “On the jetty”.", ("j#0",)
    )
    south = dataclasses.replace(ROSA, southern=True)
    assert check(sentence, january, south).verdict == "green"
    assert check(sentence, january, ROSA).verdict == "red"


def test_an_aunt_called_june_is_not_a_month() -> None:
    june = {"j#0": Segment("j#0", "j", "note", "He sang.", who="June")}
    assert check(Sentence("June writes: “He sang.”", ("j#0",)), june, ROSA).verdict == "green"
    assert check(Sentence("In June he sang.", ("j#0",)), june, ROSA).verdict != "green"


def test_reasons_are_words_for_a_person() -> None:
    support = check(Sentence("In 1970 Rosa moved to Leeds.", ("ana#0",)), SEGMENTS, ROSA)
    assert support.reasons == (
        "The year 1970 is not in its sources, or not as surely.",
        "The name Leeds is not in its sources.",
    )


def test_the_birth_bounds_what_nobody_speaks_of() -> None:
    gap = Sentence(
        "Nothing in the chest yet speaks of the years between 1931 and 1952.",
        (CHEST, "ferry#0"),
        frame=True,
    )
    assert check(gap, SEGMENTS, ROSA).verdict == "frame"
    later = dataclasses.replace(gap, text=gap.text.replace("1931", "1935"))
    assert check(later, SEGMENTS, ROSA).verdict == "red"
    assert date(1952, 6, 1) == SEGMENTS["ferry#0"].earliest


@pytest.mark.parametrize("kind", UNDATED)
@pytest.mark.parametrize("number", [1, 2, 3, 7, 10, 11, 12, 13, 20, 21, 99, 100])
def test_a_number_at_the_beginning_is_no_name(kind: Kind, number: int) -> None:
    """ "Three photographs have no date yet." was withheld: Three was taken for a person."""
    subject = Subject(name="Rosa Almeida", first="Rosa")
    undated = [Segment(id=f"{n}#0", asset=str(n), kind=kind, sort_key="z") for n in range(number)]
    known = {segment.id: segment for segment in undated}
    for chapter in compose(subject, undated).value:
        for sentence in chapter.sentences:
            assert check(sentence, known, subject).verdict != "red", sentence.text
