"""A device is named in words that its owner knows, and in no others."""

from __future__ import annotations

import pytest

from chest.accounts.devices import say_device

MOZILLA = "Mozilla/5.0"
GECKO = "(KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "said"),
    [
        (
            f"{MOZILLA} (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox on Windows",
        ),
        (
            f"{MOZILLA} (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 {GECKO} "
            "Version/18.5 Mobile/15E148 Safari/604.1",
            "Safari on an iPhone",
        ),
        (
            f"{MOZILLA} (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 {GECKO} "
            "CriOS/138.0.7204.53 Mobile/15E148 Safari/604.1",
            "Chrome on an iPhone",
        ),
        (
            f"{MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 {GECKO} "
            "Version/18.5 Safari/605.1.15",
            "Safari on a Mac",
        ),
        (
            f"{MOZILLA} (Linux; Android 10; K) AppleWebKit/537.36 {GECKO} Chrome/138.0.0.0 "
            "Mobile Safari/537.36",
            "Chrome on an Android phone",
        ),
        (
            f"{MOZILLA} (Linux; Android 14; SM-X710) AppleWebKit/537.36 {GECKO} "
            "SamsungBrowser/28.0 Chrome/130.0.0.0 Safari/537.36",
            "Samsung Internet on an Android tablet",
        ),
        (
            f"{MOZILLA} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 {GECKO} Chrome/138.0.0.0 "
            "Safari/537.36 Edg/138.0.3351.65",
            "Edge on Windows",
        ),
        (
            f"{MOZILLA} (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 {GECKO} Chrome/138.0.0.0 "
            "Safari/537.36",
            "Chrome on a Chromebook",
        ),
        (
            f"{MOZILLA} (X11; Linux x86_64) AppleWebKit/537.36 {GECKO} Chrome/138.0.0.0 "
            "Safari/537.36",
            "Chrome on Linux",
        ),
        ("python-httpx/0.28.1", "A program"),
        ("MemoryChest/1.0 (Android 14; Mobile)", "A program on an Android phone"),
        ("", "A device that did not say what it is"),
        ("<script>alert(1)</script>", "A program"),
    ],
)
def test_a_device_is_named_in_words(user_agent: str, said: str) -> None:
    assert say_device(user_agent) == said
