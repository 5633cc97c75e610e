"""A size in words is the same wherever it is said: by the server and in the browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from chest.texts import say_bytes
from language import say
from pages.components.shared.sources import source
from pages.components.uploader.uploader import LABELS

SAID = [
    (0, "0 bytes"),
    (1, "1 byte"),
    (830, "830 bytes"),
    (999, "999 bytes"),
    (1_000, "1 kB"),
    (1_049, "1 kB"),
    (1_050, "1.1 kB"),  # halves go up
    (2_500, "2.5 kB"),
    (9_949, "9.9 kB"),
    (9_950, "10 kB"),
    (10_500, "11 kB"),
    (880_703, "881 kB"),
    (999_499, "999 kB"),
    (999_500, "1 MB"),
    (4_200_000, "4.2 MB"),
    (300_000_000, "300 MB"),
    (314_572_800, "315 MB"),
    (999_500_000, "1 GB"),
    (20 * 10**9, "20 GB"),
    (50 * 1024**3, "54 GB"),
    (1_500 * 10**9, "1.5 TB"),
    (999_600 * 10**6, "1 TB"),
    (500 * 10**12, "500 TB"),
    (1_234 * 10**12, "1,234 TB"),
]


@pytest.mark.parametrize(("count", "said"), SAID)
def test_the_server_says_it_so(count: int, said: str) -> None:
    assert say_bytes(count) == said


@pytest.mark.browser
def test_the_browser_says_it_in_the_same_words(page: Page) -> None:
    page.goto("about:blank")
    found = page.evaluate(
        """([code, counts, labels]) => {
        const sizeInWords = new Function(code + "; return sizeInWords;")();
        return counts.map((count) => sizeInWords(count, labels));
    }""",
        [source("shared/words.js"), [count for count, _ in SAID], say(LABELS)],
    )
    assert found == [said for _, said in SAID]
