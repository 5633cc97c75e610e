"""What every provider that hears promises, whichever model it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ai.base import Provider

SAMPLE_RATE = 16_000

Waveform = NDArray[np.float32]
"""One channel at 16 kHz, between -1 and 1, shape (samples,)."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word, in seconds from the beginning of the waveform; `confidence` is between 0 and 1."""

    start: float
    end: float
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence or so, in seconds from the beginning of the waveform; without words where the
    provider tells no times of them. `confidence` is between 0 and 1."""

    start: float
    end: float
    text: str
    confidence: float
    words: tuple[Word, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said: silence invents nothing. `language` is an ISO 639-1 code, or None where
    nothing was understood. `unclear` are the seconds from which and to which somebody spoke of whom
    no word was understood; None where there are segments, and where nobody spoke."""

    language: str | None
    language_confidence: float
    segments: tuple[Segment, ...]
    unclear: tuple[float, float] | None = None


class Transcriber(Provider, Protocol):
    """Hears a waveform. Raises ProviderError; of the kind "missing" where its model is not here."""

    @property
    def version(self) -> str:
        """Of the way of hearing: another version may hear the same model's words differently."""
        ...

    @property
    def languages(self) -> Sequence[str] | None:
        """The ISO 639-1 codes that it understands; None means any that it is given."""
        ...

    def transcribe(
        self,
        waveform: Waveform,
        *,
        language: str | None = None,
        likely: Sequence[str] = (),
        names: Sequence[str] = (),
    ) -> Heard:
        """What is said in at most a few minutes of sound. `language` is found out where it is not
        given; `likely` are languages, the likeliest first, that are tried where the sound leaves it
        open. `names` are words that are likely to be said, spelled as the family spells them."""
        ...
