"""Names as the family spells them, put right in what a model heard."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache


def put_right(text: str, names: Iterable[Mapping[str, str]]) -> str:
    """The text with each name that was heard wrongly as it should be: whole words only."""
    for name in names:
        text = replace_words(text, name["heard"], name["right"])
    return text


def replace_words(text: str, old: str, new: str) -> str:
    """The text with `new` wherever `old` stands as whole words, in small or capital letters."""
    return _finder(old).sub(lambda _: new, text)


def has_words(text: str | None, old: str) -> bool:
    """Whether `old` stands in the text as whole words."""
    return bool(text) and _finder(old).search(text or "") is not None


def spelled(names: Sequence[Mapping[str, str]] | None) -> list[str]:
    """The right spellings, each once: what is told to whoever hears."""
    return list(dict.fromkeys(name["right"] for name in names or ()))


@lru_cache(maxsize=256)
def _finder(words: str) -> re.Pattern[str]:
    parts = r"\s+".join(re.escape(part) for part in words.split())
    return re.compile(rf"(?<!\w){parts}(?!\w)", re.IGNORECASE)
