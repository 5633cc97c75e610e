"""How the story is worded: plain, without repeating itself, and naming people where it tells
something."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from itertools import pairwise

from ai.narrative.base import Chapter, Segment, Sentence, Subject
from ai.narrative.composer import compose
from ai.narrative.support import check
from tests.ai.narrative.conftest import Told
from tests.ai.narrative.families import Family, rosa, seg

Find = Callable[[list[Chapter], str], Sentence]
Read = Callable[[list[Chapter]], str]
QUOTED = re.compile(r"“[^“”]*”")


def tell(family: Family) -> list[Chapter]:
    return compose(*family).value


# Letters, and what the family wrote


def test_a_letter_is_told_with_what_somebody_wrote_about_it(find: Find) -> None:
    letter = dataclasses.replace(
        seg("l", "document", "Dear Rosa,\n\nTell Mother that I eat well and that the sea is warm."
            "\n\nManuel", date="1963-02-11", when="on 11 February 1963"),
        caption="From her brother Manuel, typed in Luanda",
    )  # fmt: skip
    story = tell((Subject(name="Rosa Almeida", pronoun="she"), [letter]))
    about = find(story, "typed in Luanda")
    assert about.quote == "From her brother Manuel, typed in Luanda"
    said = find(story, "the sea is warm")
    assert said.text == "It says: “Tell Mother that I eat well and that the sea is warm.”"
    assert story[1].sentences == (about, said)
    assert check(about, {letter.id: letter}, rosa()[0]).verdict == "green"


def test_a_letter_of_a_few_short_lines_is_quoted_without_greeting_and_signature(find: Find) -> None:
    text = "Dear Robin,\n\nthe tomatoes are in. Come when you can.\n\nYour Lou"
    letter = seg("l", "document", text, date="2010-03", when="in March 2010")
    sentence = find(tell((Subject(name="Robin Tane"), [letter])), "tomatoes")
    assert sentence.quote == "the tomatoes are in. Come when you can."


def test_a_long_description_is_quoted_from_its_beginning(find: Find) -> None:
    words = [
        f"She kept the {n}th drawer of buttons for somebody who might come." for n in range(30)
    ]
    subject = Subject(name="Rosa Almeida", pronoun="she", words=" ".join(words))
    sentence = find(tell((subject, [])), "The family writes of her")
    assert sentence.quote == " ".join(words[:9])


# Who added what


def pictures(*givers: str | None) -> list[Segment]:
    """Captioned photographs of different occasions."""
    return [
        seg(f"p{n}", "photo", f"By the sea wall, number {n}", date=f"19{60 + n}",
            when=f"in 19{60 + n}", who=who)
        for n, who in enumerate(givers)
    ]  # fmt: skip


def test_who_added_most_is_named_once_and_not_with_every_picture(read: Read) -> None:
    segments = pictures("Ana", "Ana", "Graça", "Ana", "Ana")
    story = tell((Subject(name="Rosa Almeida", pronoun="she"), segments))
    assert read(story).count("Ana") == 1
    assert "Ana and Graça have added memories of her." in read(story)
    (named,) = [s for c in story[1:] for s in c.sentences if "Graça" in s.text]
    assert "number 2" in named.text


def test_where_nobody_added_most_each_is_named_but_not_twice_in_a_row(read: Read) -> None:
    segments = pictures("Ana", "Ana", "Graça", "Tom", "Tom", "Graça")
    told = tell((Subject(name="Rosa Almeida", pronoun="she"), segments))[1:]
    text = QUOTED.sub("", read(told))
    assert re.findall(r"Ana|Graça|Tom", text) == ["Ana", "Graça", "Tom", "Graça"]


def test_what_the_one_who_added_most_wrote_is_still_signed(find: Find) -> None:
    note = seg("n", "note", "He asked her on the ferry, with a borrowed ring.", who="Ana")
    story = tell((Subject(name="Rosa Almeida"), [*pictures("Ana", "Ana"), note]))
    assert "Ana" in QUOTED.sub("", find(story, "ferry").text)


# What leans on another memory


def test_in_the_same_year_rests_on_the_memory_that_named_the_year(find: Find) -> None:
    segments = [
        seg("a", "contribution", "We left the farm that spring.", date="1961", when="in 1961",
            who="Tom"),
        seg("b", "photo", "The new kitchen", date="1961", when="in 1961", place="Leeds"),
    ]  # fmt: skip
    sentence = find(tell((Subject(name="Joan Pell"), segments)), "new kitchen")
    assert "in the same year" in sentence.text
    assert set(sentence.sources) == {"a#0", "b#0"}


def test_what_came_with_a_message_rests_on_the_message_too(find: Find) -> None:
    sentence = find(tell(rosa()), "with these words")
    assert set(sentence.sources) == {"m08#0", "m08p#0"}


# Few words, many pictures


def test_the_first_words_of_a_sentence_are_never_those_of_the_one_before(told: Told) -> None:
    _, _, story = told
    for chapter in story:
        for before, after in pairwise(chapter.sentences):
            assert before.text.split()[:2] != after.text.split()[:2], (before.text, after.text)


def test_the_decade_that_most_photographs_are_from_is_named(find: Find) -> None:
    years = [1961] * 6 + [1972] * 11 + [1985] * 5
    segments = [
        seg(f"p{n}", "photo", "", date=str(year), when=f"in {year}") for n, year in enumerate(years)
    ]
    sentence = find(tell((Subject(name="Joan Pell"), segments)), "any other decade")
    assert (
        sentence.text == "More photographs are from the 1970s than from any other decade: eleven."
    )
    assert set(sentence.sources) == {f"p{n}#0" for n in range(6, 17)}


def test_recordings_that_nobody_wrote_about_ask_for_a_line(read: Read) -> None:
    segments = [
        seg(f"v{n}", "audio", f"Voice 00{n}.m4a", date=f"20{18 + n}", when=f"in 20{18 + n}")
        for n in range(5)
    ]
    text = read(tell((Subject(name="Nuala Byrne", pronoun="she"), segments)))
    assert "The 2010s: there are two recordings from 2018 to 2019." in text
    assert "The 2020s: there are three recordings from 2020 to 2022." in text
    assert (
        "Nothing is written yet about five recordings; a line on who speaks in each, and of what, "
        "would help." in text
    )


def test_under_the_title_without_a_date_nothing_says_so_again(read: Read) -> None:
    segments = [seg("a", "audio", ""), seg("p", "photo", "", place="Leeds")]
    dated = [seg(f"d{n}", "photo", "On the pier", date="1961", when="in 1961") for n in range(3)]
    listed = tell((Subject(name="Nuala Byrne"), [*segments, *dated]))[-1]
    assert [s.text for s in listed.sentences[1:]] == [
        "One photograph and one recording have no date yet.",
        "If you know when any of these were, a date can still be added.",
    ]


def test_beside_letters_there_are_other_papers(read: Read) -> None:
    assert "one letter, two other papers" in read(tell(rosa()))
    card = seg("c", "document", "Order of service: Rosa Almeida")
    assert "holds one paper" in read(tell((Subject(name="Rosa Almeida"), [card])))
