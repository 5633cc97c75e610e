"""Kinship words and phrases of six languages, and what they come to."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from ai.narrative.kinship.reading import LEXICONS, read_relation
from ai.narrative.kinship.relations import Kin, Relation, compose, inverse, through

HERE = Path(__file__).parent
R = Relation


def measure(path: Path, *, told: bool) -> tuple[float, list[str]]:
    """Which part is read right, and what is not; "other" is what there is no word for."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    wrong = []
    for row in rows:
        language = row["language"] if told else None
        found = read_relation(row["phrase"], language, names=("Rosa", "Lourdes")).relation
        if (found or "other") != row["relation"]:
            wrong.append(f"{row['language']}: {row['phrase']} is {row['relation']}, not {found}")
    return 1 - len(wrong) / len(rows), wrong


@pytest.mark.parametrize("told", [True, False], ids=["language told", "language not told"])
def test_kinship_phrases_of_others_are_read(told: bool) -> None:
    right, wrong = measure(HERE.parent / "pairs" / "kinship.jsonl", told=told)
    assert right >= 0.95, wrong


@pytest.mark.parametrize("told", [True, False], ids=["language told", "language not told"])
def test_kinship_phrases_that_were_written_afterwards_are_read(told: bool) -> None:
    right, wrong = measure(HERE / "phrases.jsonl", told=told)
    assert right >= 0.95, wrong


def test_no_phrase_of_the_pairs_is_a_noun_of_its_own_because_it_stands_there() -> None:
    """The words are a language's own: long phrases are put together from them."""
    rows = (HERE.parent / "pairs" / "kinship.jsonl").read_text(encoding="utf-8").splitlines()
    phrases = [json.loads(row) for row in rows]
    long = [row for row in phrases if len(row["phrase"].split()) >= 4]
    whole = [
        row["phrase"]
        for row in long
        if LEXICONS[row["language"]].tokens(row["phrase"]) in LEXICONS[row["language"]].words
    ]
    assert whole == []


@pytest.mark.parametrize("language", LEXICONS)
def test_a_word_means_two_things_only_where_a_language_means_two(language: str) -> None:
    twice = Counter(
        " ".join(words) for words, kin in LEXICONS[language].words.items() if len(kin) > 1
    )
    known = {
        "fr": {"belle mère", "beau père", "belle fille", "beau fils"},
        "it": {"nipote", "nipoti", "pronipote", "pronipoti"},
    }
    assert set(twice) == known.get(language, set())


def test_what_may_mean_two_things_is_not_guessed() -> None:
    found = read_relation("belle-mère", "fr")
    assert found.relation is None
    assert set(found.candidates) == {R.mother_in_law, R.stepmother}
    assert read_relation("nipote", "it").relation is None


def test_whose_somebody_is_may_be_a_name_and_then_nothing_is_known_yet() -> None:
    found = read_relation("Joe's sister", "en")
    assert (found.relation, found.candidates, found.of) == (None, (R.sister,), "joe")
    assert read_relation("Joe's sister", "en", names=("Joe Marsden",)).relation is R.sister
    assert read_relation("friend from old times").relation is R.friend


def test_it_is_told_whether_somebody_spoke_of_their_own_kin() -> None:
    assert read_relation("my aunt").mine
    assert read_relation("minha tia").mine
    assert not read_relation("her aunt").mine


@pytest.mark.parametrize(
    "words", ["", " ", "'s", "of", "Rosa", "x" * 5000, "🌹", "\x00", "(((", "de de"]
)
def test_what_tells_no_relation_is_none(words: str) -> None:
    assert read_relation(words).relation is None


@pytest.mark.parametrize("relation", [one for one in Relation if one is not R.self])
def test_each_relation_is_its_own_way_and_has_a_sex(relation: Relation) -> None:
    kin = Kin.of(relation)
    assert kin.relation is relation
    assert kin.nearest() == kin
    assert relation.sex in ("f", "m", "n")


@pytest.mark.parametrize(
    ("first", "then", "whole"),
    [
        (R.mother, R.sister, R.aunt),
        (R.husband, R.sister, R.sister_in_law),
        (R.brother, R.wife, R.sister_in_law),
        (R.father, R.wife, R.stepmother),
        (R.wife, R.son, R.stepson),
        (R.aunt, R.husband, R.uncle),
        (R.uncle, R.daughter, R.cousin),
        (R.daughter, R.grandson, R.great_grandson),
        (R.sister, R.grandson, R.great_nephew),
        (R.mother, R.friend, R.friend),
        (R.friend, R.mother, None),
        (R.son, R.mother_in_law, None),
    ],
)
def test_one_of_another(first: Relation, then: Relation, whole: Relation | None) -> None:
    found = compose(Kin.of(first), Kin.of(then))
    assert (found.relation if found else None) is whole


@pytest.mark.parametrize(
    ("speaker", "said", "of_her", "of_him"),
    [
        (R.daughter, R.father, R.husband, R.self),
        (R.daughter, R.mother, R.self, R.wife),
        (R.granddaughter, R.grandmother, R.self, R.wife),
        (R.niece, R.aunt, R.self, None),
        (R.sister, R.brother, R.brother, None),
        (R.sister, R.mother, R.mother, R.mother),
        (R.son, R.aunt, R.sister_in_law, R.sister_in_law),
        (R.wife, R.mother, R.mother_in_law, R.mother_in_law),
    ],
)
def test_a_word_is_understood_as_whoever_says_it(
    speaker: Relation, said: Relation, of_her: Relation | None, of_him: Relation | None
) -> None:
    assert through(speaker, said, honoree="f") is of_her
    assert through(speaker, said, honoree="m") is of_him


def test_what_somebody_is_the_other_way_around() -> None:
    assert inverse(R.aunt) is R.niece_or_nephew
    assert inverse(R.aunt, "f") is R.niece
    assert inverse(R.grandson, "f") is R.grandmother
    assert inverse(R.teacher) is R.pupil
    assert inverse(R.boss) is None
