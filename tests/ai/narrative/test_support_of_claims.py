"""Claims of a free teller against what people said: who, to whom, whose, when, in which order."""

from __future__ import annotations

import pytest

from ai.narrative.base import LifeDate, Segment, Sentence, Subject
from ai.narrative.checking.edtf import read_bounds
from ai.narrative.checking.roster import Known, Roster
from ai.narrative.support import Support, check


def _life(edtf: str) -> LifeDate:
    bounds = read_bounds(edtf)
    assert bounds is not None
    return LifeDate(None, edtf, bounds.first, bounds.last)


IDA = Subject("Ida Lind", "Ida", born=_life("1930-03-05"), died=_life("2001-02-03"))
PEOPLE = Roster(
    [
        Known(
            "Ida Lind",
            ("Idchen", "Mum@Nora", "Mãe@Nora", "mamá@Nora", "Mama@Nora", "maman@Nora",
             "mamma@Nora"),
            "self",
        ),
        Known("Nora Lind", (), "daughter"),
        Known("Karl Lind", ("Dad@Nora", "Pai@Nora", "papá@Nora", "Papa@Nora", "babbo@Nora"),
              "husband"),
        Known("Otto Berg", ("Uncle Otto@Nora",), "brother"),
        Known("Marta Berg", (), "niece"),
    ]
)  # fmt: skip


def judged(
    text: str,
    *told: tuple[str, str] | tuple[str, str, str],
    spans: tuple[tuple[str, str], ...] = (),
) -> Support:
    segments = {}
    for n, (who, words, *rest) in enumerate(told):
        date = rest[0] if rest else None
        segments[f"a{n}#0"] = Segment(f"a{n}#0", f"a{n}", "contribution", words, date=date, who=who)
    return check(Sentence(text, tuple(segments)), segments, IDA, PEOPLE, spans)


SAME = [
    ("Ida taught Nora to knit.", "Mum taught me to knit."),
    ("Nora was taught to knit by Ida.", "Mum taught me to knit."),
    ("A Ida ensinou Nora a remar.", "A Mãe me ensinou a remar."),
    ("Ida le enseñó a Nora a remar.", "Mi mamá me enseñó a remar."),
    ("Ida a appris à Nora à ramer.", "Maman m'a appris à ramer."),
    ("Ida hat Nora das Rudern beigebracht.", "Mama hat mir das Rudern beigebracht."),
    ("Ida insegnò a Nora a remare.", "La mamma mi insegnò a remare."),
]


@pytest.mark.parametrize(("text", "told"), SAME)
def test_who_did_it_and_to_whom_is_right_in_every_language(text: str, told: str) -> None:
    assert judged(text, ("Nora", told)).verdict in ("green", "amber")


SWAPPED = [
    ("Nora taught Ida to knit.", "Mum taught me to knit."),
    ("Ida was taught to knit by Nora.", "Mum taught me to knit."),
    ("A Nora ensinou Ida a remar.", "A Mãe me ensinou a remar."),
    ("Nora le enseñó a Ida a remar.", "Mi mamá me enseñó a remar."),
    ("Nora a appris à Ida à ramer.", "Maman m'a appris à ramer."),
    ("Nora hat Ida das Rudern beigebracht.", "Mama hat mir das Rudern beigebracht."),
    ("Nora insegnò a Ida a remare.", "La mamma mi insegnò a remare."),
]


@pytest.mark.parametrize(("text", "told"), SWAPPED)
def test_the_two_exchanged_is_red_in_every_language(text: str, told: str) -> None:
    support = judged(text, ("Nora", told))
    assert support.verdict == "red"
    assert "other way round" in support.reasons[0] or "somebody else" in support.reasons[0]


DENIED = [
    ("Ida sold the boat.", "Mum never sold the boat."),
    ("Ida didn't sell the boat.", "Mum sold the boat."),
    ("Ida vendeu o barco.", "A Mãe nunca vendeu o barco."),
    ("Ida no vendió el barco.", "Mi mamá vendió el barco."),
    ("Ida a vendu le bateau.", "Maman a jamais vendu le bateau."),
    ("Ida hat das Boot verkauft.", "Mama hat das Boot nie verkauft."),
    ("Ida vendette la barca.", "La mamma non vendette mai la barca."),
]


@pytest.mark.parametrize(("text", "told"), DENIED)
def test_what_is_denied_stays_denied(text: str, told: str) -> None:
    support = judged(text, ("Nora", told))
    assert support.verdict == "red"
    assert "deny" in support.reasons[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ida was Nora's sister.", "Mum baked."),
        ("Ida and her sister Marta baked.", "Mum and Marta baked."),
        ("Ida und ihre Tante Marta haben gebacken.", "Mama und die Marta haben gebacken."),
        ("Ida y su hija Marta hornearon.", "Mamá y Marta hornearon."),
        ("Otto, o pai de Ida, cantava.", "O Otto cantava."),
    ],
)
def test_somebody_is_not_what_the_roster_says_otherwise(text: str, told: str) -> None:
    support = judged(text, ("Nora", told))
    assert support.verdict == "red"
    assert "is something else to them" in support.reasons[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ida and her niece Marta baked.", "Mum and Marta baked."),
        ("Nora's uncle Otto sang.", "Uncle Otto sang."),
        ("Marta, la sobrina de Ida, cantaba.", "Marta cantaba."),
        ("Ida und ihr Bruder Otto haben gesungen.", "Mama und der Otto haben gesungen."),
        ("Ida e il marito Karl cantavano.", "La mamma e il babbo cantavano."),
    ],
)
def test_somebody_is_what_the_roster_says(text: str, told: str) -> None:
    assert judged(text, ("Nora", told)).verdict in ("green", "amber")


def test_a_date_stays_with_its_event() -> None:
    bought = ("Nora", "Mum bought the blue boat at Ystad.", "1952")
    sold = ("Nora", "Mum painted the kitchen green herself.", "1960")
    assert judged("In 1952 Ida bought the blue boat at Ystad.", bought, sold).verdict == "green"
    moved = judged("In 1960 Ida bought the blue boat at Ystad.", bought, sold)
    assert moved.verdict == "red"
    assert "another time" in moved.reasons[0]


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("In the fifties Ida bought the boat.", {"green"}),
        ("In 1952 Ida bought the boat.", {"green"}),
        ("In June 1952 Ida bought the boat.", {"red"}),
        ("In 1953 Ida bought the boat.", {"red"}),
        ("At the age of 22 Ida bought the boat.", {"green", "amber"}),
        ("At the age of 40 Ida bought the boat.", {"red"}),
    ],
)
def test_a_time_is_never_sharper_than_told(text: str, verdicts: set[str]) -> None:
    assert judged(text, ("Nora", "Mum bought the boat.", "1952")).verdict in verdicts


def test_what_came_first_came_first() -> None:
    told = ("Nora", "First Mum learned to swim, then she bought the boat.")
    right = judged("Ida learned to swim before she bought the boat.", told)
    wrong = judged("Ida bought the boat before she learned to swim.", told)
    assert right.verdict in ("green", "amber")
    assert wrong.verdict == "red"
    assert "first" in wrong.reasons[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ida kept seven goats.", "Mum kept nine goats and seven hens."),
        ("Ida tinha sete cabras.", "A Mãe tinha nove cabras e sete galinhas."),
        ("Ida hatte sieben Ziegen.", "Mama hatte neun Ziegen und sieben Hühner."),
        ("Ida avait sept chèvres.", "Maman avait neuf chèvres et sept poules."),
    ],
)
def test_a_number_counts_what_it_counts(text: str, told: str) -> None:
    assert judged(text, ("Nora", told)).verdict == "red"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ida was the best baker in Ystad.", "Mum baked in Ystad."),
        ("Ida assava sempre, feliz e orgulhosa.", "A Mãe assava pão."),
        ("Ida war eine begnadete Köchin.", "Mama war Köchin."),
        ("Ida, aimée de tous, était cuisinière.", "Maman était cuisinière."),
        ("Ida era una cuoca famosissima.", "La mamma era cuoca."),
        ("Ida fue siempre una cocinera maravillosa.", "Mamá fue cocinera."),
    ],
)
def test_praise_and_always_need_somebody_who_says_so(text: str, told: str) -> None:
    assert judged(text, ("Nora", told)).verdict == "red"


def test_praise_that_somebody_gives_is_said_to_be_theirs() -> None:
    told = ("Nora", "Mum was the best baker in Ystad.")
    assert judged("Ida was the best baker in Ystad.", told).verdict == "amber"
    assert judged("Nora says Ida was the best baker in Ystad.", told).verdict == "green"


def test_words_are_given_to_whoever_said_them() -> None:
    told = ("Nora", 'Mum said: "Leave the door open." Dad shut it.')
    assert judged("“Leave the door open”, said Ida.", told).verdict == "green"
    assert judged("“Leave the door open”, said Karl.", told).verdict == "red"
    assert judged("“Leave the door shut”, said Ida.", told).verdict == "red"
    assert judged("“Dad shut it”, said Ida.", told).verdict == "red"
    assert judged("“Dad shut it”, says Nora.", told).verdict == "green"


def test_a_span_is_looked_at_alone_and_has_to_stand_in_its_source() -> None:
    told = ("Nora", "Mum kept goats in Ystad. The war came. Dad kept hens in Lund.")
    text = "Karl kept hens in Lund."
    assert judged(text, told, spans=(("a0#0", "Dad kept hens in Lund."),)).verdict == "green"
    assert judged(text, told, spans=(("a0#0", "Mum kept goats in Ystad."),)).verdict != "green"
    assert judged(text, told, spans=(("a0#0", "Dad kept geese."),)).verdict == "red"


def test_a_sentence_in_another_language_than_its_sources_is_left_to_people() -> None:
    told = ("Nora", "A Mãe nunca vendeu o barco azul.")
    assert judged("Ida never sold the blue boat.", told).verdict == "amber"
    assert judged("Ida sold the blue boat in 1999.", told).verdict == "red"  # nobody names a year


def test_the_teller_never_speaks_as_anybody() -> None:
    for text in (
        "My mother Ida baked.",
        "Nós vimos Ida assar.",
        "Wir haben Ida gesehen, als sie im Haus war.",
    ):
        assert judged(text, ("Nora", "Mum baked.")).verdict == "red", text


def test_an_english_mine_is_a_pit() -> None:
    told = ("Nora", "Dad left the mine.")
    assert judged("Karl left the mine.", told).verdict == "green"


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("1952", "1952-01-01", "1952-12-31"),
        ("1952-02", "1952-02-01", "1952-02-29"),
        ("1952-21", "1952-03-01", "1952-05-31"),
        ("1952-24", "1952-12-01", "1953-02-28"),
        ("195X", "1950-01-01", "1959-12-31"),
        ("1952-05-03/1953", "1952-05-03", "1953-12-31"),
        ("1952?", "1952-01-01", "1952-12-31"),
    ],
)
def test_the_bounds_of_a_date(edtf: str, first: str, last: str) -> None:
    bounds = read_bounds(edtf)
    assert bounds is not None
    assert (bounds.first.isoformat(), bounds.last.isoformat()) == (first, last)
    assert bounds.guessed == edtf.endswith("?")


@pytest.mark.parametrize(
    "edtf", [None, "", "yesterday", "1952-13", "1952-02-30", "1952/..", "../1952"]
)
def test_what_has_no_bounds(edtf: str | None) -> None:
    assert read_bounds(edtf) is None
