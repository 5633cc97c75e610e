"""Says a sentence in the language of whoever reads it.

The language is that of one request, one run of a page or one letter: a context variable, which
threads of a request inherit. Where none was set yet, whoever registered with `ask_with` is asked,
once; a process in which nobody did speaks English.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from language import catalogues

ENGLISH = "en"


class _Speech(NamedTuple):
    """A language and what it is spoken with; English needs nothing."""

    language: str
    catalogue: gettext.NullTranslations | None


_IN_ENGLISH = _Speech(ENGLISH, None)
_NOW: ContextVar[_Speech] = ContextVar("speech")
_ask: Callable[[], str | None] | None = None


def ask_with(find: Callable[[], str | None]) -> None:
    """Let `find` name the language wherever none was set: a run of a page may begin anywhere in it,
    since a part of it can run by itself. It answers None where nobody is spoken to."""
    global _ask
    _ask = find


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """What is said in this block is said in this language, or in English where it has no
    catalogue."""
    token = _NOW.set(_speech_of(language))
    try:
        yield
    finally:
        _NOW.reset(token)


def current() -> str:
    """The language that is spoken now: "en", "pt", "pt_BR"."""
    return _now().language


def _(sentence: str, /, **values: object) -> str:
    """The sentence, with `{name}` in it replaced by the value of that name."""
    catalogue = _now().catalogue
    if catalogue is None:
        return sentence.format(**values) if values else sentence
    return _fill(catalogue.gettext(sentence), sentence, values)


def ngettext(one: str, many: str, n: int, /, **values: object) -> str:
    """What is said of one or of many, with `{n}` in it replaced by the number, as people write
    it."""
    values["n"] = number(n)
    catalogue = _now().catalogue
    english = one if n == 1 else many
    if catalogue is None:
        return english.format(**values)
    return _fill(catalogue.ngettext(one, many, n), english, values)


def pgettext(context: str, sentence: str, /, **values: object) -> str:
    """`_` for words that are said otherwise in another place: `context` tells translators which."""
    catalogue = _now().catalogue
    if catalogue is None:
        return sentence.format(**values) if values else sentence
    return _fill(catalogue.pgettext(context, sentence), sentence, values)


def number(n: float) -> str:
    """1,200 or 4.2: a number as it is written in this language."""
    language = _now().language
    if language == ENGLISH:
        return f"{n:,}"
    from babel import UnknownLocaleError
    from babel.numbers import format_decimal

    try:
        return format_decimal(n, locale=language)
    except (UnknownLocaleError, ValueError):
        return f"{n:,}"


def _now() -> _Speech:
    try:
        return _NOW.get()
    except LookupError:
        language = _ask() if _ask is not None else None
        if language is None:
            return _IN_ENGLISH
        found = _speech_of(language)
        _NOW.set(found)
        return found


def _speech_of(language: str) -> _Speech:
    if language == ENGLISH:
        return _IN_ENGLISH
    catalogue = catalogues.load(language, catalogues.FOLDER)
    return _IN_ENGLISH if catalogue is None else _Speech(language, catalogue)


def _fill(translated: str, english: str, values: dict[str, object]) -> str:
    """A translator's slip in a placeholder costs the translation, never the page."""
    if not values:
        return translated
    try:
        return translated.format(**values)
    except (KeyError, IndexError, ValueError, AttributeError):
        import structlog  # 15 MB, which the process that decodes photos never needs

        structlog.get_logger(__name__).warning(
            "a translation cannot be filled in", sentence=english
        )
        return english.format(**values)
