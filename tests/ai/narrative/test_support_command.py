"""`python -m ai.narrative.support`: one verdict a line, whatever the lines are."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from typing import Any

import pytest

from ai.narrative.checking.command import judge_lines

WELL: dict[str, Any] = {
    "sentence": "In May 1961 Ida taught Max to skate.",
    "sources": [{"id": "a1", "text": "Aunt Ida taught me to skate.", "date": "1961-05",
                 "who": "Max"}],
    "people": [
        {"name": "Ida Lind", "aka": ["Aunt Ida@Max"], "relation": "self"},
        {"name": "Max Lind", "aka": [], "relation": "nephew"},
    ],
    "honoree": {"name": "Ida Lind", "born": "1930", "died": "2001-02-03"},
}  # fmt: skip


def line(**changed: Any) -> str:
    return json.dumps(WELL | changed, ensure_ascii=False)


def one(**changed: Any) -> dict[str, Any]:
    [verdict] = judge_lines([line(**changed)])
    return verdict


def test_the_program_answers_each_line_in_its_order_and_ends_well() -> None:
    swapped = line(sentence="Max taught Ida to skate.")
    given = "\n".join([line(), "", swapped, "{no json", line(sentence=7), "[]"]).encode()
    run = subprocess.run(
        [sys.executable, "-m", "ai.narrative.support"],
        input=given + b"\n\xff\xfe\n",
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr.decode()
    answers = [json.loads(answer) for answer in run.stdout.decode().splitlines()]
    assert [a["verdict"] for a in answers] == [
        "green", "red", "unreadable", "unreadable", "unreadable", "unreadable",
    ]  # fmt: skip
    assert answers[0]["reasons"] == []
    assert "the other way round" in answers[1]["reasons"][0]
    assert answers[2]["reasons"][0].startswith("Line 4: It is not JSON")
    assert answers[3]["reasons"] == ["Line 5: “sentence” is missing or is not a text."]


@pytest.mark.parametrize(
    "broken",
    [
        {"sources": None},
        {"sources": ["a text"]},
        {"sources": [{"id": "a1"}]},
        {"sources": [{"id": "a1", "text": "x", "who": 3}]},
        {"people": {"name": "Ida"}},
        {"people": [{"name": "Ida", "aka": "Ida", "relation": "self"}]},
        {"people": [{"aka": [], "relation": "self"}]},
        {"honoree": None},
        {"honoree": {"name": ["Ida"]}},
    ],
)
def test_a_line_of_another_shape_is_answered_with_what_is_wrong(broken: dict[str, Any]) -> None:
    answer = one(**broken)
    assert answer["verdict"] == "unreadable"
    assert answer["reasons"][0].startswith("Line 1: ")


def test_what_may_be_left_out_may_be_left_out() -> None:
    bare = one(
        sources=[{"text": "Ida skated."}], people=[], honoree={"name": "Ida Lind"},
        sentence="Ida skated.",
    )  # fmt: skip
    assert bare["verdict"] in ("green", "amber")


def test_dates_that_nobody_can_read_do_not_stop_it() -> None:
    odd = [{"id": "a1", "text": "Aunt Ida taught me to skate.", "date": "1961-13-45", "who": "Max"}]
    assert one(sources=odd)["verdict"] == "red"  # May 1961 is then nowhere


def test_when_it_was_recorded_is_not_when_it_happened() -> None:
    told = [{"id": "a1", "text": "I moved to Ystad.", "who": "Ida Lind", "recorded": "1999-04-01"}]
    answer = one(sources=told, sentence="In 1999 Ida moved to Ystad.")
    assert answer["verdict"] == "red"
    assert answer["reasons"] == ["In 1999 it was recorded; it did not happen then."]


def test_a_quotation_given_beside_the_sentence_is_looked_for_too() -> None:
    answer = one(sentence="Max remembers it.", quote="Aunt Ida taught me to swim")
    assert answer["verdict"] == "red"


ODD = (
    "", " ", "“", "«", '"', ".", "’", "d'", "9999", "12345678901234567890", "٣", "½", "'00", "1,2",
    "31 February 1960", "29 February", "the 1850s", "in 99.", "before", "not", "and", "first", "ǅ",
)  # fmt: skip
ODD_DATES = ("0001", "0001-01-01~", "9999-12", "9999-24", "9999~", "XXXX", "../1952", "2001-02-29")


def test_odd_words_and_odd_dates_are_answered_like_any_others() -> None:
    draw = random.Random(11)
    said = ["Aunt", "Ida", "taught", "me", "and", "then", "sold", "it", "to", "Max", "next", "June"]
    for _ in range(400):
        text = " ".join(draw.choice(draw.choice((said, ODD))) for _ in range(draw.randrange(20)))
        told = {"text": text, "who": draw.choice(("Max", *ODD)), "date": draw.choice(ODD_DATES)}
        answer = one(
            sentence=draw.choice((text, f"Ida {text} Max", "In June 1960 Ida skated.")),
            sources=[told, {"text": draw.choice(ODD)}],
            people=[{"name": draw.choice(ODD), "aka": ["@", "Mum@"], "relation": "niece"}],
            honoree={"name": draw.choice(ODD), "born": draw.choice(ODD_DATES)},
        )
        assert answer["verdict"] in ("green", "amber", "red")
