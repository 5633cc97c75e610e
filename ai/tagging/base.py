"""What every provider that looks promises, whichever model it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ai.base import Provider

Picture = NDArray[np.uint8]
"""Upright, in sRGB: shape (height, width, 3)."""

Directions = NDArray[np.float32]
"""One row of length 1 for each thing asked about: shape (n, size)."""


class TextEmbedder(Provider, Protocol):
    """Words as directions. Raises ProviderError; of the kind "missing" without its model."""

    @property
    def version(self) -> str: ...

    @property
    def size(self) -> int: ...

    def embed_texts(self, texts: Sequence[str]) -> Directions: ...


class Embedder(TextEmbedder, Protocol):
    """Pictures and words as directions of one space: near means alike."""

    def embed_pictures(self, pictures: Sequence[Picture]) -> Directions: ...


@dataclass(frozen=True, slots=True)
class Seen:
    """One label that fits a picture; `score` is between 0 and 1."""

    label: str
    score: float


class Tagger(Provider, Protocol):
    """What is in pictures, of a vocabulary; best first, only what is likely enough to be shown."""

    @property
    def version(self) -> str: ...

    def tag(self, pictures: Sequence[Picture]) -> list[tuple[Seen, ...]]: ...
