"""What every provider that reads pictures promises, whichever model it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ai.base import Provider
from ai.tagging.base import Picture


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it stands. `box` is left, top, right, bottom, as parts of the picture's width
    and height; `confidence` is between 0 and 1."""

    text: str
    confidence: float
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Reading:
    """The lines in the order in which one reads them; none where nothing is written."""

    lines: tuple[Line, ...]
    confidence: float
    language: str | None = None


class Reader(Provider, Protocol):
    """Reads a picture. Raises ProviderError; of the kind "missing" where its model is not here."""

    @property
    def version(self) -> str: ...

    def read(self, picture: Picture, *, languages: Sequence[str] = ()) -> Reading:
        """`languages` are ISO 639-1 codes of what the family writes, the likeliest first."""
        ...
