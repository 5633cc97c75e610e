"""Sizes and lengths as people say them."""

import pytest

from pages.parts import items


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_000, "1 kB (1,000 bytes)"),
        (880_703, "881 kB (880,703 bytes)"),
        (999_499, "999 kB (999,499 bytes)"),
        (999_600, "1 MB (999,600 bytes)"),
        (314_572_800, "315 MB (314,572,800 bytes)"),
        (20 * 10**9, "20 GB (20,000,000,000 bytes)"),
        (1_234 * 10**12, "1,234 TB (1,234,000,000,000,000 bytes)"),
    ],
)
def test_a_file_size_is_said_in_round_numbers_and_exactly(count: int, said: str) -> None:
    assert items.file_size(count) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.2, "1 second"),
        (1.0, "1 second"),
        (45.4, "45 seconds"),
        (60.0, "1 minute"),
        (65.0, "1 minute 5 seconds"),
        (3599.7, "1 hour"),
        (3725.0, "1 hour 2 minutes"),
        (7200.0, "2 hours"),
    ],
)
def test_a_length_is_said_in_the_units_that_matter(seconds: float, said: str) -> None:
    assert items.length(seconds) == said


def test_a_date_that_cannot_be_read_has_no_words() -> None:
    assert items.date_words("no date") is None
    assert items.date_words("1952~") == "about 1952"
