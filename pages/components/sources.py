"""The JavaScript and CSS beside this file, as the strings that components v2 take."""

from __future__ import annotations

from functools import cache
from pathlib import Path

ASSETS = Path(__file__).parent / "assets"


@cache
def source(*names: str) -> str:
    """The named files of `assets/`, joined in the given order.

    Components v2 run each module from a blob address, from which nothing can be imported, so what
    two components share is joined into both. Raises FileNotFoundError for a name that is not there.
    """
    return "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in names)
