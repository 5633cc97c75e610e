"""A language in which every sentence is its English one, accented and in brackets: what is read
without accents did not go through gettext."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from babel.dates import get_month_names
from babel.messages.catalog import Message

from ai.tagging.vocabulary import the_vocabulary
from ai.weights.catalogue import CATALOGUE
from language import catalogues, sayings
from language.extracting import extract, write
from pages.components.transcript.transcript import LANGUAGES

LANGUAGE = "eo"  # one that babel knows, and nobody here reads
OPENS, CLOSES = "⟦", "⟧"

_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀćďéƒǵĥíĵķĺḿńóṕʠŕśťúṽẃẋýźÁɃĆĎÉƑǴĤÍĴĶĹḾŃÓṔɊŔŚŤÚṼẂẊÝŹ",
)
# What is said in no language: the product, units, formats, what is typed or addressed.
_NAMES = {
    *("Memory", "Chest", "kB", "MB", "GB", "SHA", "UTC", "JPEG", "make", "run", "HOST", "lan"),
    *(
        "Windows",
        "Firefox",
        "http",
        "https",
        "API",
        "python",
        "chest",
        "doctor",
        "OpenAI",
        "Anthropic",
    ),
    *get_month_names("wide", "format", locale=LANGUAGE).values(),  # babel's own words
    *(part for zone in available_timezones() for part in re.findall(r"[A-Za-z]+", zone)),
}
# What has names of its own: models, languages in themselves, and what may be seen in pictures, for
# which a table has six languages, and everybody else English.
_TITLES = re.compile(
    "|".join(
        re.escape(model.title)
        for model in sorted(CATALOGUE.values(), key=lambda one: -len(one.title))
    )
)
_BY_THEMSELVES = {*LANGUAGES.values(), *(label.key for label in the_vocabulary().labels)}
_ADDRESS = re.compile(r"\S*(?:[/@]|\.jpg|\.txt|\.md)\S*")
_WORD = re.compile(r"[A-Za-z]{2,}")
_SEAM = re.compile(rf"[^.?!:…{CLOSES}]{CLOSES}[^\S\n]*{OPENS}")
_TAG = re.compile(r"<style>.*?</style>|<script>.*?</script>|<[^<>]*>", re.DOTALL)
_READ = re.compile(r"(?:alt|aria-label|placeholder|title)=[\"']([^\"'>]+)")
# What no translator changes: places, and what is typed at a computer or written in an address.
_KEPT = re.compile(
    r"(\{\w+\}|```.*?```|`[^`]*`|\bmake run HOST=lan\b|python -m chest doctor|https?\b|CHEST_\w+)",
    re.DOTALL,
)


def accented(sentence: str) -> str:
    parts = _KEPT.split(sentence)
    said = "".join(part if at % 2 else part.translate(_LETTERS) for at, part in enumerate(parts))
    return f"{OPENS}{said}{CLOSES}"


def lay_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the language the only one that there is beside English."""
    path = catalogues.path_of(LANGUAGE, folder)
    path.parent.mkdir(parents=True)
    path.write_bytes(_catalogue())
    monkeypatch.setattr(catalogues, "FOLDER", folder)
    monkeypatch.setattr(sayings, "_SAID", {})


@cache
def _catalogue() -> bytes:
    catalog = extract()
    catalog.locale = LANGUAGE
    for message in catalog:
        if message.id:
            message.string = _accented(message)
    return write(catalog)


def _accented(message: Message) -> str | tuple[str, ...]:
    if isinstance(message.id, str):
        return accented(message.id)
    return tuple(accented(form) for form in message.id)


def untold(text: str) -> str | None:
    """What of a text is no sentence of the made-up language; None where there is nothing."""
    plain = re.sub("[\\\\\u2060]", "", text)
    plain = unescape(_TAG.sub(lambda tag: "\n".join(["", *_READ.findall(tag[0]), ""]), plain))
    if plain.strip() in _BY_THEMSELVES:
        return None
    plain = _TITLES.sub(" ", plain)
    plain = re.sub(r"\bCHEST_[A-Z_]+", " ", plain)  # a setting is called so in every language
    plain = re.sub(r"```.*?```|`[^`]*`|\{\w+\}", " ", plain, flags=re.DOTALL)
    english = [w for w in _WORD.findall(_ADDRESS.sub(" ", plain)) if w not in _NAMES]
    if english:
        return f"not translated: {' '.join(english)!r} in {plain.strip()!r}"
    seam = _SEAM.search(plain)
    return f"glued together: {plain.strip()!r}" if seam else None
