"""A date as somebody typed it: what is read in two ways is asked about."""

from __future__ import annotations

import pytest

from chest.dates.columns import read_date
from chest.errors import Invalid


@pytest.mark.parametrize(
    ("words", "one", "other"),
    [
        ("12/04/1951", "12 April 1951", "4 December 1951"),
        ("12-04-1951", "12 April 1951", "4 December 1951"),
        ("3/4/64", "3 April 1964", "4 March 1964"),
    ],
)
def test_digits_that_mean_two_days_are_asked_about(words: str, one: str, other: str) -> None:
    with pytest.raises(Invalid) as asked:
        read_date(words, southern=False, field="born")
    assert f"can be read as {one} or as {other}" in asked.value.sentence
    assert asked.value.data["field"] == "born"
    assert len(asked.value.data["readings"]) == 2


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("25/04/1951", "1951-04-25"),
        ("04/25/1951", "1951-04-25"),
        ("4/4/1951", "1951-04-04"),
        ("12.04.1951", "1951-04-12"),  # whoever writes dots writes the day first
        ("1951-04-12", "1951-04-12"),
        ("1951/04/12", "1951-04-12"),
        ("12 April 1951", "1951-04-12"),
        ("summer 1964", "1964-22"),
    ],
)
def test_what_means_one_day_is_read(words: str, edtf: str) -> None:
    date = read_date(words, southern=False)
    assert date is not None
    assert date.edtf == edtf
