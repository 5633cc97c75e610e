"""Uncertain dates: what is understood, what is refused, and that nothing gets sharper."""

from __future__ import annotations

import subprocess
import sys
import warnings
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chest.dates.uncertain import (
    UNDATED_SORT_KEY,
    Precision,
    UncertainDate,
    from_edtf,
    parse_date,
    say_date,
    say_date_in_sentence,
)
from chest.dates.words.vocabulary import LEXICON, Kind
from tests.budget import examples

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # edtf's grammar trips a warning of pyparsing
    from edtf import parse_edtf

ROOT = Path(__file__).resolve().parents[3]
PHRASES = [
    line
    for line in (Path(__file__).parent / "phrases.tsv").read_text("utf-8").splitlines()
    if "\t" in line
]


def known(phrase: str, *, southern: bool = False) -> UncertainDate:
    found = parse_date(phrase, southern=southern)
    assert found is not None, f"{phrase!r} was not understood"
    return found


def ends(found: UncertainDate) -> tuple[str, str]:
    return str(found.earliest or ""), str(found.latest or "")


@pytest.mark.parametrize("line", PHRASES)
def test_a_phrase_means_exactly_this(line: str) -> None:
    phrase, *expected = line.split("\t")
    found = parse_date(phrase)
    assert (["-"] if found is None else [found.edtf, *ends(found)]) == expected


def test_every_edtf_of_the_phrases_is_read_by_the_edtf_library() -> None:
    assert len(PHRASES) > 400
    for edtf in {line.split("\t")[1] for line in PHRASES} - {"-"}:
        assert parse_edtf(edtf)


@pytest.mark.parametrize("phrase", ["about 1952", "circa 1952", "1952?", "perhaps about 1952"])
def test_a_doubtful_year_spans_that_year_and_no_more(phrase: str) -> None:
    found = known(phrase)
    assert (found.earliest, found.latest) == (date(1952, 1, 1), date(1952, 12, 31))
    assert found.is_approximate
    assert not known("1952").is_approximate


@pytest.mark.parametrize(
    ("phrase", "assumed"),
    [
        ("12/03/1964", ("the day comes before the month",)),
        ("13/03/1964", ()),
        ("03/13/1964", ()),
        ("7/7/1964", ()),
        ("the forties", ("the century is taken to be the twentieth",)),
        ("summer of '64", ("the century is taken to be the twentieth",)),
        ("June 44", ("the century is taken to be the twentieth",)),
        (
            "04.07.76",
            ("the day comes before the month", "the century is taken to be the twentieth"),
        ),
        ("13/7/76", ("the century is taken to be the twentieth",)),
        ("the 1940s", ()),
        ("early 1960s", ("taken as 1960 to 1963",)),
        ("1901-05", ("the last two digits are a month, not a year",)),
        ("1950-03", ()),
        ("Easter 1961", ("Easter is that of the western churches",)),
        ("Sunday 21 March 2019", ("the day of the week does not fit the date",)),
    ],
)
def test_what_was_assumed_is_recorded(phrase: str, assumed: tuple[str, ...]) -> None:
    assert known(phrase).assumed == assumed


def test_the_month_comes_first_where_the_reader_says_so() -> None:
    found = parse_date("12/03/1964", day_first=False)
    assert found is not None
    assert found.edtf == "1964-12-03"
    assert found.assumed == ("the month comes before the day",)


@pytest.mark.parametrize(
    ("phrase", "earliest", "latest"),
    [
        ("spring 1964", "1964-09-01", "1964-11-30"),
        ("summer 1964", "1963-12-01", "1965-02-28"),
        ("autumn 1964", "1964-03-01", "1964-05-31"),
        ("winter 1964", "1964-06-01", "1964-08-31"),
        ("summer holidays 1964", "1963-12-01", "1965-02-28"),
        ("before summer 1964", "", "1964-11-30"),
        ("after summer 1964", "1964-03-01", ""),
        ("summer 1963-64", "1963-12-01", "1964-02-29"),
    ],
)
def test_a_southern_chest_has_southern_seasons(phrase: str, earliest: str, latest: str) -> None:
    found = known(phrase, southern=True)
    assert ends(found) == (earliest, latest)
    stored = from_edtf(found.edtf, southern=True)
    assert stored is not None
    assert ends(stored) == (earliest, latest)


@pytest.mark.parametrize("junk", [None, 1952, 19.5, b"1952", ["1952"], date(1952, 1, 1), object()])
def test_what_is_no_text_is_no_date(junk: object) -> None:
    assert parse_date(junk) is None
    assert from_edtf(junk) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\t\x00",
        "1" * 10_000,
        "1950 " * 2_000,
        "between " * 1_500,
        "1/" * 5_000,
        "- " * 5_000,
        "to or and " * 1_000 + "1950",
        "[1950," * 2_000,
        "?" * 10_000,
        "1952" + "\u0301" * 10_000,
        "\u202e1952 died",
        "1\u00b252",
        "19\x0052",
        "\ud800 1952",
        "1952 🙂",
    ],
)
def test_strange_and_huge_input_is_answered_with_no_date(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "SUMMER 1964",
        "  summer \n 1964  ",
        "summer\u00a01964",
        "su\u00admmer 1964",
        "\ufeffsummer 1964\x00",
        "“summer 1964”",
        "summer" + " " * 10_000 + "1964",
    ],
)
def test_spacing_case_and_invisible_characters_do_not_matter(text: str) -> None:
    assert known(text).edtf == "1964-22"


@pytest.mark.parametrize(
    ("phrase", "words", "in_sentence"),
    [
        ("2019-03-21", "21 March 2019", "on 21 March 2019"),
        ("2019:03:21 16:04:22", "21 March 2019", "on 21 March 2019"),
        ("Mar 2019", "March 2019", "in March 2019"),
        ("summer 1964", "summer 1964", "in the summer of 1964"),
        ("about summer 1964", "about summer 1964", "around the summer of 1964"),
        ("1952", "1952", "in 1952"),
        ("circa 1952", "about 1952", "around 1952"),
        ("1952?", "1952, perhaps", "perhaps in 1952"),
        ("perhaps about 1952", "about 1952, perhaps", "perhaps around 1952"),
        ("about 3 March 1950", "about 3 March 1950", "around 3 March 1950"),
        ("1940s", "the 1940s", "in the 1940s"),
        ("c. 1890s", "about the 1890s", "around the 1890s"),
        ("19th century", "the 19th century", "in the 19th century"),
        ("early 60s", "the early 1960s", "in the early 1960s"),
        ("mid-1970s?", "the mid-1970s, perhaps", "perhaps in the mid-1970s"),
        ("late 1952", "late 1952", "in late 1952"),
        ("early March 1950", "early March 1950", "in early March 1950"),
        ("between 1950 and 1955", "between 1950 and 1955", "between 1950 and 1955"),
        ("from 1950 to 1955", "from 1950 to 1955", "from 1950 to 1955"),
        ("circa 1950-1955", *["between about 1950 and about 1955"] * 2),
        ("1950-1955?", *["perhaps between 1950 and 1955"] * 2),
        ("March to June 1950", *["from March to June 1950"] * 2),
        ("between 3 and 5 March 1950", *["between 3 and 5 March 1950"] * 2),
        ("3 March to 5 April 1950", *["from 3 March to 5 April 1950"] * 2),
        ("1950s-1960s", *["from the 1950s to the 1960s"] * 2),
        ("before 1960", "before 1960", "before 1960"),
        ("after 1960", "after 1960", "after 1960"),
        ("before March 1950", "before March 1950", "before March 1950"),
        ("after Christmas 1961", "after 25 December 1961", "after 25 December 1961"),
        ("[..1949]", "1949 or earlier", "in 1949 or earlier"),
        ("[1950-03..]", "March 1950 or later", "in March 1950 or later"),
        ("[..2200-12-31]", "31 December 2200 or earlier", "on 31 December 2200 or earlier"),
        ("until 1955", "up to 1955", "up to 1955"),
        ("since about 1950", "from about 1950 on", "from about 1950 on"),
        ("probably since 1950", "from 1950 on, perhaps", "perhaps from 1950 on"),
        ("1950 or 1951", "1950 or 1951", "in 1950 or 1951"),
        ("1950 or maybe 1951", "1950 or perhaps 1951", "in 1950 or perhaps 1951"),
        ("3 or 4 March 1950", "3 or 4 March 1950", "on 3 or 4 March 1950"),
    ],
)
def test_a_date_is_said_in_words_that_people_use(phrase: str, words: str, in_sentence: str) -> None:
    assert say_date(known(phrase)) == words
    assert say_date_in_sentence(known(phrase)) == in_sentence


@pytest.mark.parametrize("line", [line for line in PHRASES if not line.endswith("\t-")])
def test_what_is_said_is_understood_again_and_is_no_sharper(line: str) -> None:
    found = known(line.split("\t")[0])
    for words in (say_date(found), say_date_in_sentence(found)):
        again = known(words)
        assert ends(again) == ends(found)
        assert again.is_approximate == found.is_approximate


def test_dates_sort_as_a_life_goes() -> None:
    in_order = [
        "before 1940",
        "1940-01-01",
        "January 1940",
        "1940",
        "circa 1940",
        "between 1940 and 1945",
        "1940s",
        "after 1940",
        "12 March 1950",
        "before 1952",
        "2019:03:21 09:00:00",
        "2019:03:21 16:04:22",
        "21 March 2019",
        "2200",
    ]
    keys = [known(phrase).sort_key for phrase in in_order] + [UNDATED_SORT_KEY]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("phrase", "precision"),
    [
        ("2019:03:21 16:04:22", Precision.TIME),
        ("21 March 2019", Precision.DAY),
        ("about March 2019", Precision.MONTH),
        ("about summer 1964", Precision.SEASON),
        ("1952", Precision.YEAR),
        ("1940s", Precision.DECADE),
        ("19th century", Precision.CENTURY),
        ("1950 or 1951", Precision.RANGE),
        ("until 1955", Precision.BEFORE),
        ("after 1960", Precision.AFTER),
    ],
)
def test_precision_names_how_sharp_a_date_is(phrase: str, precision: Precision) -> None:
    assert known(phrase).precision is precision


TONGUES = st.lists(
    st.sampled_from(sorted(" ".join(words) for entries in LEXICON.values() for words, _ in entries))
    | st.sampled_from(["1950", "1955", "1960s", "50s", "'64", "3", "12", "1950-03", "12/03/1964"])
    | st.sampled_from(["between", "and", "from", "to", "before", "circa", "early", "march", "?"]),
    max_size=8,
).map(" ".join)


@pytest.mark.property
@settings(deadline=None, max_examples=examples(200))
@given(text=TONGUES | st.text(max_size=40), southern=st.booleans(), day_first=st.booleans())
def test_whatever_is_understood_is_valid_and_is_read_back_alike(
    text: str, southern: bool, day_first: bool
) -> None:
    found = parse_date(text, southern=southern, day_first=day_first)
    if found is None:
        return
    assert parse_edtf(found.edtf)
    assert found.earliest or found.latest
    assert not (found.earliest and found.latest) or found.earliest <= found.latest
    stored = from_edtf(found.edtf, southern=southern)
    assert stored is not None
    assert (stored.earliest, stored.latest) == (found.earliest, found.latest)
    assert found.sort_key.isdigit()
    assert len(found.sort_key) == len(UNDATED_SORT_KEY)
    assert found.sort_key < UNDATED_SORT_KEY
    assert say_date(found)
    assert say_date_in_sentence(found)


# What GEDCOM puts in brackets is a remark on the date, in any words.
UNDERSTOOD = [
    phrase
    for phrase, answer, *_ in (line.split("\t") for line in PHRASES)
    if answer != "-" and not phrase.startswith("INT ")
]
UNKNOWN = ["wedding", "Rosa", "week", "weekend", "every", "last", "never", "yesterday"]


@pytest.mark.property
@settings(deadline=None, max_examples=examples(200))
@given(
    phrase=st.sampled_from(UNDERSTOOD),
    word=st.sampled_from(UNKNOWN),
    data=st.data(),
)
def test_one_unknown_word_anywhere_leaves_no_date(
    phrase: str, word: str, data: st.DataObject
) -> None:
    words = phrase.split()
    position = data.draw(st.integers(0, len(words)))
    assert parse_date(" ".join([*words[:position], word, *words[position:]])) is None


# Beside these a word may stand that changes nothing, because it claims no more than they do:
# "a Sunday in 1950", "one summer in the 1950s", "late summer 1964", "on the night of 3 March".
PASSED_OVER = {Kind.FILLER, Kind.NOUN, Kind.SOME, Kind.WEEKDAY, Kind.YEARS, Kind.ORDINAL_SUFFIX}
PLAIN = [
    *("1950", "March 1950", "3 March 1950", "summer 1964"),
    *("Christmas 1958", "Easter 1961", "Easter Monday 1961", "New Year's Eve 1960"),
]


@pytest.mark.parametrize("phrase", PLAIN)
def test_no_known_word_is_dropped_unless_it_changes_nothing(phrase: str) -> None:
    plain = known(phrase).edtf
    words = phrase.split()
    dropped = set()
    for added, kinds in (entry for entries in LEXICON.values() for entry in entries):
        if kinds.keys() & PASSED_OVER or (Kind.PART in kinds and "summer" in phrase):
            continue
        for position in range(len(words) + 1):
            text = " ".join([*words[:position], *added, *words[position:]])
            found = parse_date(text)
            if found is not None and found.edtf == plain:
                dropped.add(text)
    assert dropped - {"Christmas day 1958", "Easter day 1961", "Easter sunday 1961"} == set()


@settings(deadline=None)
@given(st.lists(st.sampled_from(PHRASES).map(lambda line: parse_date(line.split("\t")[0]))))
def test_sort_keys_order_by_first_day_then_by_sharpness(dates: list[UncertainDate | None]) -> None:
    closed = [
        (found.sort_key, found.earliest, found.latest - found.earliest)
        for found in dates
        if found and found.earliest and found.latest
    ]
    for one, other in pairwise(sorted(closed)):
        assert one[1:] <= other[1:]


def test_the_command_answers_one_line_for_each_phrase_without_settings_or_data(
    tmp_path: Path,
) -> None:
    phrases = [line.split("\t")[0] for line in PHRASES]
    asked = "\n".join(phrases).encode() + b"\n\xff\xfe1952\n\nlast one, 1952"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "chest.dates"],
        input=asked,
        capture_output=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        timeout=120,
        check=True,
    )
    expected = [line.split("\t", 1)[1] for line in PHRASES]
    assert done.stdout.decode("ascii").splitlines() == [*expected, "-", "-", "-"]
    assert done.stderr == b""
    assert list(tmp_path.iterdir()) == []
