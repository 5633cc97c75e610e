"""A language in which every sentence is its English one, accented and in brackets: what is read
without accents did not go through gettext."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from language import catalogues, sayings
from language.extracting import extract, write

LANGUAGE = "eo"  # one that babel knows, and nobody here reads
OPENS, CLOSES = "⟦", "⟧"

_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀćďéƒǵĥíĵķĺḿńóṕʠŕśťúṽẃẋýźÁɃĆĎÉƑǴĤÍĴĶĹḾŃÓṔɊŔŚŤÚṼẂẊÝŹ",
)
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
