"""Sentences that are written down before anybody reads them: in a module that is loaded once, or in
a row of the database. They are marked there, and said where they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, NamedTuple, TypeVar

from language import catalogues
from language.speaking import ENGLISH, _, current

K = TypeVar("K")
V = TypeVar("V")


class Plural(NamedTuple):
    """What is said of one and of many; `ngettext(*plural, n)` says it."""

    one: str
    many: str


def N_(sentence: str) -> str:
    """Marks a sentence that is said elsewhere; returns it as it is."""
    return sentence


def nN_(one: str, many: str) -> Plural:
    """Marks a sentence that counts, and is said elsewhere."""
    return Plural(one, many)


def say(words: V) -> V:
    """Whatever is made of marked sentences (a dict, a list, a dataclass), said in the language of
    whoever reads it. A `Plural` within becomes `{category: sentence}` by the plural categories of
    the language ("one", "few", "other"), for a browser to choose from; see `inNumber` in
    pages/components/shared/words.js. The same table is put together once for each language."""
    key = (id(words), current())
    kept = _SAID.get(key)
    if kept is None:
        if len(_SAID) >= _TABLES_AT_MOST:
            _SAID.clear()
        kept = _SAID[key] = (words, _said_within(words))
    said_before: V = kept[1]
    return said_before


# By identity, with the table itself beside it, so that no other can take its place. Tables are
# constants; one that is made anew each time is only slow.
_SAID: dict[tuple[int, str], tuple[Any, Any]] = {}
_TABLES_AT_MOST = 2000


def _said_within(words: Any) -> Any:
    if isinstance(words, str):
        return _(words) if words else ""
    if isinstance(words, Plural):
        return _by_category(words)
    if isinstance(words, Mapping):
        return {name: _said_within(one) for name, one in words.items()}
    if isinstance(words, (list, tuple)):
        return type(words)(_said_within(one) for one in words)
    if is_dataclass(words) and not isinstance(words, type):
        told = {f.name: getattr(words, f.name) for f in fields(words)}
        return replace(words, **{n: _(v) for n, v in told.items() if isinstance(v, str) and v})
    return words


def _by_category(words: Plural) -> dict[str, str]:
    language = current()
    if language == ENGLISH:
        return {"one": words.one, "other": words.many}
    from babel import Locale, UnknownLocaleError

    catalogue = catalogues.load(language, catalogues.FOLDER)
    if catalogue is None:
        return {"one": words.one, "other": words.many}
    try:
        category_of = Locale.parse(language).plural_form
    except (UnknownLocaleError, ValueError):
        category_of = Locale.parse(ENGLISH).plural_form
    said: dict[str, str] = {}
    for n in (1, 2, 3, 4, 0, *range(5, 201), 1_000_000):  # every category has one of these
        said.setdefault(category_of(n), catalogue.ngettext(words.one, words.many, n))
    return {"other": said.get("other", catalogue.ngettext(words.one, words.many, 5)), **said}


class Sayings(Mapping[K, V]):
    """Marked sentences (or dataclasses made of some) by name, each said when it is looked up. To be
    looked up where it is shown, never while a module is loaded; `marked` has them as they are."""

    def __init__(self, marked: Mapping[K, V]) -> None:
        self.marked = dict(marked)

    def __getitem__(self, name: K) -> V:
        found = self.marked[name]
        return _(found) if isinstance(found, str) else say(found)  # type: ignore[return-value]  # a V is a str here

    def __iter__(self) -> Iterator[K]:
        return iter(self.marked)

    def __len__(self) -> int:
        return len(self.marked)


def said(kept: str | None) -> str:
    """A sentence that was kept in English (the reason of a step, of a letter), said in the language
    of whoever reads it. What was filled into it stays, unless it is a marked sentence itself. One
    that nobody marked is said as it is kept, as is what people wrote."""
    if not kept:
        return ""
    language = current()
    if language == ENGLISH:
        return kept
    translated = _(kept)
    if translated != kept:
        return translated
    for pattern, sentence in _patterns(language, catalogues.FOLDER):
        found = pattern.fullmatch(kept)
        if found:
            return _(sentence, **{name: _(part) for name, part in found.groupdict().items()})
    return kept


_PLACE = re.compile(r"\{(\w+)\}")


@cache
def _patterns(language: str, folder: Any) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The sentences of a catalogue that something is filled into, the longest first. Only those
    that hold enough words of their own to be known by."""
    catalogue = catalogues.load(language, folder)
    known = getattr(catalogue, "_catalog", {})
    found = []
    for sentence in sorted((s for s in known if isinstance(s, str)), key=len, reverse=True):
        names = _PLACE.findall(sentence)
        bare = _PLACE.sub("", sentence)
        if names and len(set(names)) == len(names) and len(bare.split()) >= 4:
            parts = _PLACE.split(sentence)
            written = "".join(
                f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(parts)
            )
            found.append((re.compile(written, re.DOTALL), sentence))
    return tuple(found)
