"""What a component is declared with: its HTML, JavaScript and CSS as strings, and its callback."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

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


def rerun() -> None:
    """What a component's callback does: the rerun itself is the effect, and the caller reads what
    was pressed or chosen."""
