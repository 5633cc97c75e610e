"""In which chapters a life is told, when its dates are named, and what one more memory changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest

from ai.narrative.base import Chapter, Sentence, Subject
from ai.narrative.chapters import MOST_PICTURES, MOST_VOICES
from ai.narrative.composer import compose
from ai.narrative.english.phrases import core
from tests.ai.narrative.conftest import Told
from tests.ai.narrative.families import (
    FAMILIES,
    Family,
    dorothea,
    hemi,
    kai,
    nothing,
    on,
    one_photo,
    rosa,
    seg,
)

Find = Callable[[list[Chapter], str], Sentence]
Read = Callable[[list[Chapter]], str]
QUOTED = re.compile(r"“[^“”]*”")
SPAN = re.compile(r"\bfrom \d{4} to \d{4}\b")  # the end of a span is not a date said again


def tell(family: Family) -> list[Chapter]:
    return compose(*family).value


def titles(story: list[Chapter]) -> list[str]:
    return [chapter.title for chapter in story]


def test_chapters_follow_the_stages_of_a_known_life() -> None:
    assert titles(tell(rosa())) == [
        "Rosa Almeida",
        "Childhood",
        "Her twenties and thirties",
        "Her forties and fifties",
        "Her eighties",
        "After Rosa died",
        "Without a date",
        "Still to be told",
        "What the chest holds",
    ]


def test_chapters_are_decades_where_nobody_knows_the_birth() -> None:
    assert titles(tell(dorothea()))[1:-2] == ["The 1920s", "The 1930s", "The 1950s"]


def test_no_title_names_years_that_a_short_life_did_not_have() -> None:
    assert "Kai’s twenties" in titles(tell(kai()))


def test_what_happened_before_the_birth_has_its_own_chapter() -> None:
    subject, segments = rosa()
    wedding = seg("w", "photo", "Her parents’ wedding", date="1929-06-01", when="on 1 June 1929")
    assert titles(tell((subject, [*segments, wedding])))[1] == "Before Rosa was born"


def test_a_southern_summer_is_not_made_one_year(read: Read) -> None:
    text = read(tell(hemi()))
    assert "seven photographs from the summer of 1964–65, all from Bluff" in text
    assert not re.search(r"\bin 196[45]\b|from 196[45]\b", text)


def test_the_same_date_is_never_named_twice_in_a_row(told: Told) -> None:
    _, segments, story = told
    dates = sorted({core(s.when) for s in segments.values() if s.when}, key=len, reverse=True)
    for chapter in story:
        for before, after in pairwise(chapter.sentences):
            one, two = (SPAN.sub("", QUOTED.sub("", s.text)) for s in (before, after))
            for words in dates:
                phrase = rf"(?<![\d–]){re.escape(words)}(?![\d–])"
                twice = re.search(phrase, one) and re.search(phrase, two)
                assert not twice, (before.text, after.text)
                one, two = re.sub(phrase, "", one), re.sub(phrase, "", two)  # 1952 in its summer


def test_undated_memories_come_last_with_an_offer_to_date_them() -> None:
    undated = tell(rosa())[-3]
    assert undated.title == "Without a date"
    last = undated.sentences[-1]
    assert last.text == "If you know when any of these were, a date can still be added."
    assert last.frame


def test_gaps_are_named_kindly_at_the_end() -> None:
    closing = tell(rosa())[-2]
    assert closing.sentences[0].text == (
        "Nothing in the chest yet speaks of the years between 1931 and 1952, or between 1972 and "
        "2016; if you were there, a line from you would belong here."
    )
    assert closing.sentences[0].frame


def test_one_photograph_is_enough_for_a_story(read: Read) -> None:
    text = read(tell(one_photo()))
    assert "There is a photograph taken in Enugu in June 1957." in text
    assert "the only memory in the chest so far" in text
    assert "Nothing in the chest yet speaks" not in text


def test_an_empty_chest_says_what_would_begin_the_story() -> None:
    story = tell(nothing())
    assert [s.text for s in story[-1].sentences] == [
        "Nothing has been added to the chest of Ingrid Sørensen yet.",
        "A photograph, a letter, a recording or a few written lines from someone close to her "
        "would begin the story.",
    ]
    assert all(s.frame for s in story[-1].sentences)


# Steadiness


@pytest.mark.parametrize("name", sorted(set(FAMILIES) - {"nothing", "one_photo"}))
def test_one_more_memory_changes_no_other_chapter(name: str) -> None:
    subject, segments = FAMILIES[name]()
    before = {c.key: c for c in tell((subject, segments))}
    for day, text in ((date(1953, 5, 2), "On the pier"), (date(1990, 1, 1), ""), (None, "Hello")):
        added = seg(f"new{day}", "photo", text, date=str(day) if day else None,
                    when=on(day) if day else None)  # fmt: skip
        after = {c.key: c for c in tell((subject, [*segments, added]))}
        touched = [key for key, chapter in after.items() if before.get(key) != chapter]
        assert set(before) <= set(after)
        # What has no words changes the appendix alone.
        assert len(set(touched) - {"opening", "closing", "appendix"}) == bool(text)


def test_a_chapter_tells_the_weightiest_and_counts_the_rest(read: Read) -> None:
    segments = [
        seg(f"c{n}", "contribution", f"She taught me row {n} of the cardigan, twice over.",
            who=f"Friend {n % 7}", date="1970", when="in 1970")
        for n in range(60)
    ] + [
        seg(f"p{n}", "photo", f"Cardigan {n}", date="1970", when="in 1970") for n in range(50)
    ]  # fmt: skip
    story = tell((Subject(name="Joan Pell", pronoun="she"), segments))
    quoted = [s for s in story[1].sentences if s.quote or "“" in s.text]
    assert len(quoted) <= MOST_VOICES + MOST_PICTURES
    assert f"{50 - MOST_PICTURES} more photographs and {60 - MOST_VOICES} more messages" in read(
        story
    )
    assert len({re.findall(r"Friend \d", s.text)[0] for s in quoted if "Friend" in s.text}) == 7
