"""What a browser says of itself, in the words in which its owner would know it again."""

from __future__ import annotations

import re

from language import N_, _

UNKNOWN = N_("A device that did not say what it is")
PROGRAM = N_("A program")

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
    (r"iPhone", N_("an iPhone")),
    (r"iPad", N_("an iPad")),
    (r"Android.*Mobile", N_("an Android phone")),
    (r"Android", N_("an Android tablet")),
    (r"CrOS", N_("a Chromebook")),
    (r"Windows", "Windows"),
    (r"Macintosh|Mac OS X", N_("a Mac")),
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


_ON = " on "


def say_kept_device(kept: str | None, *, within: bool = False) -> str:
    """A device as `say_device` named it, in the language of whoever reads; `within` a sentence."""
    if not kept:
        return _("a device") if within else _("A device")
    browser, on, machine = kept.partition(_ON)
    if on:
        named = _(browser) if browser == PROGRAM else browser
        words = _("{browser} on {machine}", browser=named, machine=_(machine))
    else:
        words = _(kept)
    # "A program", but not the name of a browser.
    return words[0].lower() + words[1:] if within and kept.startswith("A ") else words
