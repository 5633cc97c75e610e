"""What the composer tells of real-looking families."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from ai.base import ProviderError
from ai.narrative.base import CHEST, Chapter, LifeDate, Segment, Sentence, Subject, Task
from ai.narrative.composer import VERSION, Composer, compose
from tests.ai.narrative.conftest import Told
from tests.ai.narrative.families import (
    Family,
    bounds,
    dorothea,
    hemi,
    kai,
    margaret,
    on,
    rosa,
    seg,
)

Find = Callable[[list[Chapter], str], Sentence]
Read = Callable[[list[Chapter]], str]
QUOTED = re.compile(r"“[^“”]*”")


def tell(family: Family) -> list[Chapter]:
    return compose(*family).value


# Who the person was


def test_the_opening_says_who_this_was_in_the_familys_own_facts_and_words() -> None:
    opening = tell(rosa())[0]
    assert opening.title == "Rosa Almeida"
    assert [s.text for s in opening.sentences[:3]] == [
        "Rosa Almeida, née Costa and called Rosinha, was born on 12 April 1931 in Setúbal and died "
        "on 2 November 2019 in London, at the age of 88.",
        "The family writes of her: “She sewed for half the street and never took a penny from "
        "anyone who had none.”",
        "The places of her life were Setúbal, Lisbon and London.",
    ]
    assert all(s.sources == (CHEST,) and not s.frame for s in opening.sentences[:3])


@pytest.mark.parametrize(
    ("born", "died", "age"),
    [
        ("1931-04-12", "2019-11-02", "at the age of 88"),
        ("1931-04-12", "2019-04-11", "at the age of 87"),
        ("1931-04", "2019-11", "at the age of 88"),
        ("1931", "2019", None),
        ("1931-04-12", "2019", None),
        ("1931~", "2019-11-02", None),
        (None, "2019-11-02", None),
    ],
)
def test_an_age_is_said_only_where_every_possibility_gives_the_same(
    born: str | None, died: str, age: str | None, read: Read
) -> None:
    subject = Subject(
        name="Rosa Almeida",
        born=LifeDate(f"in {born}", born, *bounds(born)) if born else None,
        died=LifeDate(f"in {died}", died, *bounds(died)),
    )
    text = read(tell((subject, [])))
    assert (age in text) if age else ("age of" not in text)


def test_a_person_of_whom_nothing_is_entered_still_has_a_chest_in_their_name(read: Read) -> None:
    assert "This chest is kept for Dorothea Lindqvist." in read(tell(dorothea()))


def test_somebody_without_an_entered_pronoun_is_called_by_name(read: Read) -> None:
    text = QUOTED.sub("", read(tell(kai())))
    assert "have added memories of Kai" in text
    assert not re.search(r"(?:she|her|he|his|him|their)", text)


def test_those_who_added_something_are_named_with_their_relation(find: Find) -> None:
    sentence = find(tell(rosa()), "have added memories")
    assert sentence.text == (
        "Ana (her daughter), Paulo (her grandson) and Graça (her neighbour) "
        "have added memories of her."
    )
    assert len(sentence.sources) == 3


def test_their_own_recorded_voice_is_named_and_quoted_as_theirs(find: Find) -> None:
    story = tell(rosa())
    assert find(story, "own voice").text == "Her own voice is kept in one recording."
    said = find(story, "The market opened")
    assert said.text.startswith("In her own words, from a recording made in London in May 2016: “")
    assert said.sources[:2] == ("m02#0", "m02#1")
    assert said.quote
    assert "carrying the baskets" in said.quote


# Photographs without words


def test_four_thousand_photographs_without_captions_become_counted_spans(read: Read) -> None:
    subject, segments = margaret()
    story = tell((subject, segments))
    sentences = [s for c in story for s in c.sentences]
    assert len(segments) == 4_000
    assert len(sentences) < 25
    assert [c.key for c in story] == ["opening", "closing", "appendix"]
    assert (
        "most photographs whose place is known are from Leeds (1958 to 1964), then Whitby (1965 to "
        "1979)" in (read(story))
    )
    assert "On 15 July 1961 alone, 40 photographs were taken in Leeds." in read(story)


def test_the_spans_of_all_chapters_together_count_every_photograph_once() -> None:
    story = tell(margaret())
    spans = [s for s in story[-1].sentences[3:] if not s.text.startswith(("The fullest", "On "))]
    cited = [source for s in spans for source in s.sources]
    assert len(cited) == len(set(cited)) == 4_000
    counted = [int(re.search(r"([\d,]+) (?:photo|more)", s.text)[1].replace(",", ""))  # type: ignore[index]  # fails if absent
               for s in spans if re.search(r"[\d,]+ (?:photo|more)", s.text)]  # fmt: skip
    assert sum(counted) + 5 == 4_000, "the last chapter's five are written as a word"


def test_a_span_over_photographs_says_how_many_come_from_where() -> None:
    photographs = [
        seg(f"p{n}", "photo", "", date=str(1961 + n % 8), when=f"in {1961 + n % 8}",
            place="Lisbon" if n < 40 else None)
        for n in range(212)
    ]  # fmt: skip
    story = tell((Subject(name="Ilse Brandt"), photographs))
    counted = story[-1].sentences[-1]
    assert counted.text in (
        "The 1960s: there are 212 photographs from 1961 to 1968, 40 of them from Lisbon.",
        "The 1960s: from 1961 to 1968 there are 212 photographs, 40 of them from Lisbon.",
    )
    assert counted.frame
    assert len(counted.sources) == 212


def test_names_that_a_camera_gave_are_never_shown(told: Told, read: Read) -> None:
    _, _, story = told
    assert not re.search(r"IMG|DSC|scan0|Voice 003|\.jpg|\.m4a", read(story), re.IGNORECASE)


def test_photographs_of_an_uncertain_year_keep_their_own_words_for_it(read: Read) -> None:
    family = (
        Subject(name="Ilse Brandt"),
        [seg(f"p{n}", "photo", "", date="195X", when="in the 1950s") for n in range(7)],
    )
    text = read(tell(family))
    assert "seven photographs from the 1950s" in text
    assert not re.search(r"\b195[0-9]\b", text)


def test_photographs_with_one_caption_between_them_are_told_together(find: Find) -> None:
    family = (
        Subject(name="Ilse Brandt"),
        [
            seg(f"p{n}", "photo", "Christmas 1972", date="1972-12-25", when="on 25 December 1972")
            for n in range(12)
        ],
    )
    sentence = find(tell(family), "Christmas 1972")
    assert "twelve photographs" in sentence.text.lower()
    assert len(sentence.sources) == 12


def test_photographs_that_came_with_a_message_are_told_with_it() -> None:
    story = tell(rosa())
    texts = [s.text for c in story for s in c.sentences]
    at = next(i for i, text in enumerate(texts) if "Southampton" in text)
    assert texts[at + 1] in (
        "With these words comes one photograph.",
        "One photograph came with these words.",
    )


# Words


def test_a_letter_is_quoted_in_complete_sentences(find: Find) -> None:
    sentence = find(tell(rosa()), "Luanda")
    assert sentence.quote == (
        "Dear Rosinha, here in Luanda I am counting the days until I come home. "
        "They tell me you sew for half the street now. Mother says the roof leaks again. "
        "Keep well, and keep the window open for the swifts."
    )
    assert "letter from February 1963" in sentence.text


def test_a_message_is_attributed_to_the_one_who_wrote_it(find: Find) -> None:
    sentence = find(tell(rosa()), "choir robes")
    assert re.match(r"(?:From )?Graça, her neighbour,", sentence.text)
    assert sentence.sources == ("m10#0",)


def test_a_relation_in_the_first_person_is_left_out(read: Read) -> None:
    text = read(tell(hemi()))
    assert "Rangi writes" in text
    assert "I was his grandson" not in text


def test_text_that_speaks_to_a_machine_is_counted_but_neither_quoted_nor_credited(
    read: Read,
) -> None:
    text = read(tell(kai()))
    assert "six messages" in text
    for screened in ("thief", "Mallory", "example.org", "Bot"):
        assert screened not in text


def test_a_long_text_with_a_link_is_quoted_without_it(find: Find) -> None:
    story = tell(
        (
            Subject(name="Tom Reed"),
            [
                seg("n", "note", "He built the boat in the yard behind the chapel, plank by plank, "
                    "for two winters. Pictures are at https://boats.example/tom for anyone. "
                    + "She floated at the first try and he said nothing at all, only lit his pipe. "
                    * 6),
            ],
        )
    )  # fmt: skip
    sentence = find(story, "the boat in the yard")
    assert "boats.example" not in sentence.text


def test_quotation_marks_inside_a_quotation_become_single(find: Find) -> None:
    sentence = find(tell(rosa()), "coat, which was")
    assert "“Rosa’s ‘good’ coat, which was Graça’s”" in sentence.text


# Asking for it


def test_the_sober_tone_leaves_the_invitations_out(read: Read) -> None:
    text = read(compose(*rosa(), tone="sober").value)
    assert "Nothing in the chest yet speaks of the years between 1931 and 1952" in text
    for invitation in ("if you were there", "would help", "can still be added"):
        assert invitation not in text


def test_the_mode_without_invention_says_nothing_about_gaps() -> None:
    assert "closing" not in {c.key for c in compose(*rosa(), mode="no-invention").value}


@pytest.mark.parametrize(
    ("wish", "hint"),
    [
        ({"language": "pt"}, "writes en so far"),
        ({"tone": "epic"}, "choose plain or sober"),
        ({"mode": "fiction"}, "choose narrative or no-invention"),
    ],
)
def test_what_the_composer_cannot_do_it_says_at_once(wish: dict[str, str], hint: str) -> None:
    with pytest.raises(ProviderError, match=hint) as refusal:
        compose(*rosa(), **wish)  # type: ignore[arg-type]  # wrong on purpose
    assert refusal.value.kind == "request"
    assert not refusal.value.retryable


def test_english_of_any_country_is_english() -> None:
    assert compose(*rosa(), language="en-GB").value == compose(*rosa()).value


def test_the_composer_answers_a_chapter_task_as_any_provider_does() -> None:
    subject, segments = rosa()
    heard: list[str] = []
    task = Task("chapter", subject, tuple(s for s in segments if s.asset.startswith("m04")))
    result = Composer().run(task, heard.append)
    assert result.model == VERSION
    assert [s.text for s in result.value.sentences] == [piece.strip() for piece in heard]
    assert any("Cacilhas" in text for text in heard)


def test_the_composer_refuses_tasks_that_need_a_model() -> None:
    with pytest.raises(ProviderError, match="writes chapters, not 'outline'"):
        Composer().run(Task("outline", rosa()[0], ()))


def test_recordings_are_one_memory_however_many_segments_they_have(read: Read) -> None:
    start = date(2001, 3, 4)
    words = "We came by train. The platform was full of geese and nobody could say whose they were."
    segments = [
        seg(f"r#{n}", "transcript", f"{words} That was stop number {n}.", date=str(start),
            when=on(start), who="Ida", t=(n * 10.0, n * 10.0 + 10))
        for n in range(200)
    ]  # fmt: skip
    story = tell((Subject(name="Emil Novak"), segments))
    assert "The chest holds one recording" in read(story)
    assert sum(1 for c in story for s in c.sentences if s.quote) == 3


def test_nothing_is_lost_when_dates_contradict_each_other() -> None:
    day = date(1960, 5, 1)
    wrong = dataclasses.replace(
        seg("p", "photo", "Upside down"), earliest=day, latest=day - timedelta(days=400)
    )
    assert tell((Subject(name="Emil Novak"), [wrong]))[1].key == "decade-1950"


def test_segments_are_read_and_never_changed() -> None:
    subject, segments = rosa()
    copy = [dataclasses.replace(s) for s in segments]
    tell((subject, segments))
    assert segments == copy
    assert all(isinstance(s, Segment) for s in segments)
