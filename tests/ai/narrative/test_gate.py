"""The gate holds what a family should decide on, in six languages, and lets the rest pass.

Its rules were mended with these texts, and the part that learns was taught with them: the figures
say that nothing is lost, not how it does on texts that nobody has seen.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from ai.narrative.gate.folding import fold
from ai.narrative.gate.reading import REASONS, find_by_rules, find_held

TEXTS = Path(__file__).parent / "gate"
LANGUAGES = ("en", "pt", "es", "fr", "de", "it")


def texts(name: str) -> list[dict[str, Any]]:
    lines = (TEXTS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_to_be_held_is_held(language: str) -> None:
    asked = [one for one in texts("hold") if one["language"] == language]
    passed = [one["text"] for one in asked if not find_held(one["text"])]
    assert len(passed) <= 0.05 * len(asked), "\n".join(passed)


def test_the_rules_alone_hold_it_too() -> None:
    asked = texts("hold")
    assert sum(bool(find_by_rules(one["text"])) for one in asked) >= 0.95 * len(asked)
    harmless = texts("harmless")
    assert sum(bool(find_by_rules(one["text"])) for one in harmless) <= 0.02 * len(harmless)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_harmless_passes(language: str) -> None:
    asked = [one for one in texts("harmless") if one["language"] == language]
    held = [
        (one["text"], find_held(one["text"])[0].words) for one in asked if find_held(one["text"])
    ]
    assert len(held) <= 0.05 * len(asked), held


def test_the_reason_is_nearly_always_the_right_one() -> None:
    asked = texts("hold")
    right = Counter(
        any(found.reason == one["reason"] for found in find_held(one["text"])) for one in asked
    )
    assert right[True] >= 0.95 * len(asked)
    assert {one["reason"] for one in asked} == set(REASONS)


def test_nearly_all_that_speaks_to_a_machine_is_held() -> None:
    asked = texts("injections")
    passed = [
        one["id"] for one in asked if not find_held("\n".join(one.get("texts") or [one["text"]]))
    ]
    assert len(passed) <= 0.1 * len(asked), passed


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tom, 1961.\nPlease DON’T publish this one!", "Please DON’T publish this one"),
        ("Écoute, entre nous, c'est moi", "entre nous,"),
        ("Call me on +44 20 7946 0018 tonight", "+44 20 7946 0018"),
    ],
)
def test_the_words_are_quoted_as_they_stand(text: str, words: str) -> None:
    [found] = find_by_rules(text)
    assert found.words == words
    assert text[found.start : found.end] == words


def test_folding_knows_the_way_back() -> None:
    text = "Straße\u200b  ÉTÉ\U000e0041"
    folded = fold(text)
    assert folded.text == "strasse etea"
    start = folded.text.index("ete")
    assert text[slice(*folded.span(start, start + 3))] == "ÉTÉ"


@pytest.mark.parametrize(
    "text",
    [
        "She sang 12/08/1964 and 15.08.1964 in the choir.",
        "He counted 1939 1940 1941 1942 on his fingers.",
        "Flag: \U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "A family \U0001f468\u200d\U0001f469\u200d\U0001f467 by the sea",
        "",
    ],
)
def test_dates_flags_and_families_are_nothing_to_hold(text: str) -> None:
    assert not find_held(text)


def test_the_command_answers_each_line() -> None:
    asked = "\n".join(
        ['{"text": "strictly between us"}', "no json", '{"text": "The pier."}', '{"text": 1}']
    )
    told = subprocess.run(
        [sys.executable, "-m", "ai.narrative.gate"],
        input=asked,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    first, second, third, fourth = map(json.loads, told.stdout.splitlines())
    assert first["findings"][0]["reason"] == "secrecy"
    assert "no object" in second["problem"]
    assert third == {"held": False, "findings": []}
    assert fourth == {"problem": "The text is no text."}
