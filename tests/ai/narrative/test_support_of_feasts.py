"""Feasts are days: the same day by another name stands, another day does not."""

from __future__ import annotations

from datetime import date

import pytest

from ai.narrative.checking.feasts import find_easter
from chest.dates.words.calendars import easter_sunday
from tests.ai.narrative.test_support_of_claims import judged


def test_easter_is_the_day_that_dates_are_read_with() -> None:
    for year in range(1800, 2100):
        assert find_easter(year) == date(year, *easter_sunday(year))


OTHER_DAYS = [
    ("Ida sold the boat on Christmas Eve 1951.", "Mum sold the boat on New Year's Day 1951."),
    ("Ida vendeu o barco na Páscoa.", "A Mãe vendeu o barco no Natal."),
    ("Ida vendió el barco la Nochebuena de 1951.", "Mamá vendió el barco el día de Reyes del 51."),
    ("Ida a vendu le bateau à la Toussaint.", "Maman a vendu le bateau à Noël."),
    ("Ida hat zu Ostern das Boot verkauft.", "Mama hat zu Pfingsten das Boot verkauft."),
    ("Ida ha venduto la barca a Natale.", "La mamma ha venduto la barca a Ferragosto."),
]


@pytest.mark.parametrize(("text", "told"), OTHER_DAYS)
def test_another_feast_does_not_stand(text: str, told: str) -> None:
    assert judged(text, ("Nora Lind", told)).verdict != "green"


def test_the_day_of_a_feast_stands_for_it() -> None:
    told = ("Nora Lind", "Mum sold the boat on Boxing Day 1950.", "1950-12-26")
    assert judged("Ida sold the boat on 26 December 1950.", told).verdict == "green"
    assert judged("Ida sold the boat on 27 December 1950.", told).verdict != "green"
