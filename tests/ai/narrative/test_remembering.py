"""What was recorded or written after a death is told as remembered, where its words say when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from ai.narrative.base import Chapter, LifeDate, Segment, Sentence, Subject
from ai.narrative.checking.roster import Known, Roster
from ai.narrative.composer import compose
from ai.narrative.remembering import find_time_told, say_recorded
from ai.narrative.support import check
from tests.ai.narrative.families import bounds, seg

Find = Callable[[list[Chapter], str], Sentence]

SUBJECT = Subject(
    name="Rosa Almeida",
    first="Rosa",
    born=LifeDate("on 12 April 1931", "1931-04-12", *bounds("1931-04-12")),
    died=LifeDate("on 2 November 2019", "2019-11-02", *bounds("2019-11-02")),
    pronoun="she",
)
IN_2024 = {"date": "2024-05-03", "when": "on 3 May 2024"}
BAKERY = "We lived over the bakery from 1961 until 1968, and the whole flat smelled of bread."
UNDATED = "She could not pass a dog without a word to it, never in all those years."


def heard(text: str, id: str = "r", *, who: str | None = "Ana", **when: str) -> list[Segment]:
    """A recording and what is said in it."""
    return [
        seg(f"{id}#a", "audio", "Voice 003.m4a", **(when or IN_2024)),
        seg(f"{id}#1", "transcript", text, who=who, t=(0, 9), **(when or IN_2024)),
    ]


def tell(*segments: Segment, subject: Subject = SUBJECT) -> list[Chapter]:
    return compose(subject, segments).value


def chapter_of(story: list[Chapter], words: str) -> str:
    return next(c.key for c in story for s in c.sentences if words in s.text)


def test_a_recording_of_after_the_death_is_told_in_the_time_that_its_words_name(find: Find) -> None:
    story = tell(*heard(BAKERY))
    assert chapter_of(story, "over the bakery") == "stage-20"
    assert find(story, "over the bakery").text in (
        f"Recorded on 3 May 2024, Ana says: “{BAKERY}”",
        f"In a recording made on 3 May 2024, Ana says: “{BAKERY}”",
    )
    assert "after" not in {c.key for c in story}


def test_one_that_names_no_time_is_told_among_what_is_remembered(find: Find) -> None:
    story = tell(*heard(UNDATED, who=None))
    assert chapter_of(story, "without a word") == "remembered"
    assert find(story, "without a word").text == f"Recorded on 3 May 2024: “{UNDATED}”"
    assert [c.title for c in story if c.key == "remembered"] == ["Remembered later"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Casaram-se em 1952, na igreja de São Julião, e choveu o dia todo.", "stage-20"),
        (
            "Im Sommer 1944 ging sie jeden Morgen um fünf Uhr zum Hafen hinunter.",
            "stage-growing-up",
        ),
        ("En los años cincuenta cosía para media calle y no cobraba a nadie.", "stage-20"),
        ("Her mother came over from Faro in 1920 with one suitcase and a hen.", "before"),
    ],
)
def test_the_time_is_read_in_the_language_of_the_words(text: str, key: str) -> None:
    assert chapter_of(tell(*heard(text)), text[:20]) == key


def test_what_was_recorded_while_they_lived_keeps_its_place() -> None:
    story = tell(*heard(BAKERY, who="Rosa", date="2016-05", when="in May 2016"))
    assert chapter_of(story, "over the bakery") == "stage-80"


def test_a_film_or_a_note_of_after_the_death_may_show_what_was_then() -> None:
    film = [
        seg("f", "video", "Scattering the ashes at Cova Gala", **IN_2024),
        seg(
            "f#1", "transcript", "Come closer all of you, the wind is turning.", t=(1, 4), **IN_2024
        ),
    ]
    note = seg("n", "note", "We all walked down to the river together.", who="Ana", **IN_2024)
    story = tell(*film, note)
    assert chapter_of(story, "the ashes") == chapter_of(story, "the river") == "after"


def test_a_note_of_after_the_death_that_names_a_year_of_the_life_is_told_there(find: Find) -> None:
    story = tell(seg("n", "note", "In 1952 he asked her on the ferry.", who="Ana", **IN_2024))
    assert chapter_of(story, "the ferry") == "stage-20"
    assert find(story, "the ferry").text == (
        "Ana wrote on 3 May 2024: “In 1952 he asked her on the ferry.”"
    )


def test_a_date_of_recording_of_its_own_is_no_date_of_what_happened(find: Find) -> None:
    said = seg("r#1", "transcript", BAKERY, who="Ana", t=(0, 9))
    story = tell(replace(said, recorded="2015-06"))
    assert chapter_of(story, "over the bakery") == "stage-20"
    assert "in June 2015, Ana says" in find(story, "over the bakery").text


def test_a_silent_recording_is_listed_by_the_day_on_which_it_was_made() -> None:
    story = tell(heard(BAKERY)[0], *heard(UNDATED, "q"))
    assert "After Rosa died: there is a recording made on 3 May 2024." in [
        s.text for s in story[-1].sentences
    ]


def test_no_gap_is_named_of_years_that_somebody_remembers() -> None:
    texts = (seg(f"p{n}", "photo", f"On the pier {n}", date=year, when=f"in {year}")
             for n, year in enumerate(("1940", "1941", "1985", "1986")))  # fmt: skip
    photographs = list(texts)
    silent = tell(*photographs)
    assert any("between 1941 and 1985" in s.text for c in silent for s in c.sentences)
    told = tell(*photographs, *heard(BAKERY))
    assert not any("between 1941 and 1985" in s.text for c in told for s in c.sentences)


def test_every_sentence_about_it_is_borne_out() -> None:
    segments = [
        *heard(BAKERY),
        *heard(UNDATED, "q", who=None),
        seg("n", "note", "In 1952 he asked her on the ferry.", who="Ana", **IN_2024),
        replace(seg("t#1", "transcript", BAKERY, who="Tom", t=(0, 9)), recorded="2015-06"),
    ]
    known = {s.id: s for s in segments}
    for chapter in tell(*segments):
        for sentence in chapter.sentences:
            for roster in (None, Roster.of(SUBJECT, known)):
                support = check(sentence, known, SUBJECT, roster)
                assert support.verdict in ("green", "frame"), (sentence.text, support)


ROSTER = Roster([Known("Rosa Almeida", ("Rosa", "Mum@Ana"), "self"), Known("Ana", (), "daughter")])


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("In 2024 the flat smelled of bread.", {"red"}),
        ("On 3 May 2024 the whole flat smelled of bread.", {"red"}),
        ("Of 3 May 2024, Ana says: “the whole flat smelled of bread”.", {"red"}),
        ("In 2024 Ana said that the whole flat smelled of bread.", {"green", "amber"}),
        ("Recorded on 3 May 2024, Ana says: “the whole flat smelled of bread”.", {"green"}),
    ],
)
@pytest.mark.parametrize("kept_as", ["date", "recorded"])
def test_the_day_of_a_recording_is_not_the_day_on_which_it_happened(
    text: str, verdicts: set[str], kept_as: str
) -> None:
    said = heard(BAKERY)[1]
    if kept_as == "recorded":
        said = replace(
            said, date=None, when=None, earliest=None, latest=None, recorded="2024-05-03"
        )
    support = check(Sentence(text, (said.id,)), {said.id: said}, SUBJECT, ROSTER)
    assert support.verdict in verdicts, support


def test_of_a_recording_of_their_lifetime_it_is_doubtful_when_it_happened() -> None:
    said = heard("I walked to the bakery.", who="Rosa", date="2016-05", when="in May 2016")[1]
    support = check(
        Sentence("In May 2016 Rosa walked to the bakery.", (said.id,)),
        {said.id: said},
        SUBJECT,
        ROSTER,
    )
    assert support.verdict == "amber"


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2024-05-03", "on 3 May 2024"),
        ("2024-05", "in May 2024"),
        ("2024", "in 2024"),
        ("2024~", "around 2024"),
        ("2019/2021", "between 2019 and 2021"),
        ("soon", None),
    ],
)
def test_a_recording_is_dated_as_exactly_as_it_is_known(edtf: str, words: str | None) -> None:
    assert say_recorded(edtf) == words


def test_years_outside_the_life_place_nothing() -> None:
    assert find_time_told("The house was built in 1755.", SUBJECT) is None
    assert find_time_told("They opened a new road in 2023.", SUBJECT) is None
