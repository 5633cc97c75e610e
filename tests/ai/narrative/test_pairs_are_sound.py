"""The pairs by which the support of sentences is checked: whole, many enough, and true to form."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from chest.dates.uncertain import from_edtf

PAIRS = Path(__file__).parent / "pairs"
LANGUAGES = ("en", "pt", "es", "fr", "de", "it")
CATEGORIES = (
    "role",
    "merge",
    "number",
    "date",
    "negation",
    "order",
    "exaggeration",
    "kinship",
    "place",
    "quote",
)


def _lines(name: str) -> list[dict[str, Any]]:
    text = (PAIRS / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def _pairs() -> list[dict[str, Any]]:
    return [pair for language in LANGUAGES for pair in _lines(language)]


def test_each_id_names_one_pair_and_says_its_language_and_category() -> None:
    pairs = _pairs()
    often = Counter(pair["id"] for pair in pairs)
    assert [pair for pair, count in often.items() if count > 1] == []
    for pair in pairs:
        assert pair["id"].startswith(f"{pair['language']}-{pair['category']}-"), pair["id"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_enough_of_each_category_on_both_sides(language: str) -> None:
    pairs = _lines(language)
    assert {pair["language"] for pair in pairs} == {language}
    assert len(pairs) >= 70
    counts = Counter(pair["category"] for pair in pairs)
    assert set(counts) == set(CATEGORIES)
    assert min(counts.values()) >= 6
    sides = Counter((pair["category"], pair["supported"]) for pair in pairs)
    assert min(sides[category, side] for category in CATEGORIES for side in (True, False)) >= 2
    assert 0.4 <= sum(pair["supported"] for pair in pairs) / len(pairs) <= 0.6


def test_no_sources_serve_more_than_three_pairs_and_no_sentence_stands_twice() -> None:
    pairs = _pairs()
    sets = Counter(json.dumps(pair["sources"], sort_keys=True) for pair in pairs)
    assert max(sets.values()) <= 3
    assert len({pair["sentence"] for pair in pairs}) == len(pairs)


def test_whoever_tells_or_calls_somebody_a_name_is_among_the_people() -> None:
    for pair in _pairs():
        people = pair["people"]
        assert people[0]["relation"] == "self", pair["id"]
        assert people[0]["name"] == pair["honoree"]["name"], pair["id"]
        known = {person["name"] for person in people}
        known |= {name.split()[0] for name in known}
        known |= {aka for person in people for aka in person["aka"] if "@" not in aka}
        tellers = {source["who"] for source in pair["sources"]}
        callers = {aka.split("@")[1] for person in people for aka in person["aka"] if "@" in aka}
        assert (tellers | callers) <= known, pair["id"]


def test_each_date_is_one_that_can_be_read() -> None:
    for pair in _pairs():
        lived = [pair["honoree"][key] for key in ("born", "died") if key in pair["honoree"]]
        told = [
            source[key]
            for source in pair["sources"]
            for key in ("date", "recorded")
            if key in source
        ]
        for date in lived + told:
            assert from_edtf(date) is not None, (pair["id"], date)


def test_a_supported_quotation_is_word_for_word_in_one_source() -> None:
    quotes = [pair for pair in _pairs() if pair["category"] == "quote"]
    assert quotes == [pair for pair in _pairs() if "quote" in pair]
    for pair in quotes:
        assert pair["quote"].casefold() in pair["sentence"].casefold(), pair["id"]
        if pair["supported"]:
            assert any(pair["quote"] in source["text"] for source in pair["sources"]), pair["id"]


def test_the_kinship_words_are_many_in_each_language_and_within_the_set_of_relations() -> None:
    phrases = _lines("kinship")
    counts = Counter(phrase["language"] for phrase in phrases)
    assert set(counts) == set(LANGUAGES)
    assert min(counts.values()) >= 40
    said_once = Counter((phrase["language"], phrase["phrase"]) for phrase in phrases)
    assert max(said_once.values()) == 1
    readme = (PAIRS / "README.md").read_text(encoding="utf-8")
    listed = readme.split("## Relations")[1].split("\n\n")[2]
    relations = {relation.strip() for relation in listed.rstrip(".\n").split(",")}
    assert {phrase["relation"] for phrase in phrases} <= relations
