"""What a browser says of itself, in the words in which its owner would know it again."""

from __future__ import annotations

import re

UNKNOWN = "A device that did not say what it is"
PROGRAM = "A program"

# In this order: most browsers also claim to be those further down.
_BROWSERS = (
    (r"Edg(e|A|iOS)?/", "Edge"),
    (r"OPR/|Opera", "Opera"),
    (r"SamsungBrowser/", "Samsung Internet"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"Chrome/|CriOS/|Chromium/", "Chrome"),
    (r"Safari/", "Safari"),
)
_MACHINES = (
    (r"iPhone", "an iPhone"),
    (r"iPad", "an iPad"),
    (r"Android.*Mobile", "an Android phone"),
    (r"Android", "an Android tablet"),
    (r"CrOS", "a Chromebook"),
    (r"Windows", "Windows"),
    (r"Macintosh|Mac OS X", "a Mac"),
    (r"Linux|X11", "Linux"),
)


def say_device(user_agent: str) -> str:
    """ "Firefox on Windows": what a User-Agent header names, and nothing finer.

    Only these words are kept, never the header: its version numbers would tell one person's
    devices from another's and would mean nothing to either.
    """
    if not user_agent.strip():
        return UNKNOWN
    browser = _first(_BROWSERS, user_agent)
    machine = _first(_MACHINES, user_agent)
    if browser is None:
        return f"{PROGRAM} on {machine}" if machine else PROGRAM
    return f"{browser} on {machine}" if machine else browser


def _first(known: tuple[tuple[str, str], ...], user_agent: str) -> str | None:
    return next((words for pattern, words in known if re.search(pattern, user_agent)), None)
