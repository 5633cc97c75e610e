"""What a component is declared with: its HTML, JavaScript and CSS as strings, and its callback."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from language import ENGLISH, current, say, speaking

COMPONENTS = Path(__file__).parents[1]


@cache
def source(*names: str) -> str:
    """The named files ("shared/view.js", "gallery/gallery.js"), joined in the given order.

    Components v2 run each module from a blob address, from which nothing can be imported, so what
    two components share is joined into both. Raises FileNotFoundError for a name that is not there.
    """
    return "\n".join((COMPONENTS / name).read_text(encoding="utf-8") for name in names)


def worded(html: str, words: Mapping[str, Any]) -> str:
    """`html` with each `{name}` in it replaced by that sentence of `words`, escaped.

    A page is there before its scripts are, and on a slow phone for a while: what can be pressed or
    filled in has its name from the beginning, or is made by the script together with its name.
    """
    return html.format_map({n: escape(word) for n, word in words.items() if isinstance(word, str)})


class Spoken:
    """A component whose HTML has words in it, declared once for each language in which it is shown:
    its HTML is the same wherever it stands. `html` and `words` are those of `worded`."""

    def __init__(
        self, name: str, *, html: str, words: Mapping[str, Any], css: str, js: str
    ) -> None:
        self._name = name
        self._html = html
        self._words = words
        self._css, self._js = css, js
        self._declared: dict[str, Any] = {}
        with speaking(ENGLISH):
            self._declare()

    def __call__(self, **how: Any) -> Any:
        shown = self._declared.get(current()) or self._declare()
        return shown(**how)

    def _declare(self) -> Any:
        language = current()
        name = self._name if language == ENGLISH else f"{self._name}_{language.lower()}"
        html = worded(self._html, say(self._words))
        self._declared[language] = st.components.v2.component(
            name, html=html, css=self._css, js=self._js
        )
        return self._declared[language]


def rerun() -> None:
    """What a component's callback does: the rerun itself is the effect, and the caller reads what
    was pressed or chosen."""
