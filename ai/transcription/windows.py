"""Where a recording may be cut, so that no word is cut: at the quietest place there is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ai.transcription.base import SAMPLE_RATE, Waveform

WINDOW_SECONDS = 180.0
_LATER_THAN = 60.0  # seconds: a window is at least this long
_QUIET_SECONDS = 0.4  # a breath between two sentences
_STEP = SAMPLE_RATE // 50
_SILENT = 1e-4  # what an empty track holds; the softest voice on a tape is ten times as loud


def length_of_window(samples: Waveform, *, is_last: bool) -> int:
    """How many of these samples are one window: all of them where they are the last and few,
    otherwise up to the middle of the quietest place after the first minute."""
    most = int(WINDOW_SECONDS * SAMPLE_RATE)
    if is_last and len(samples) <= most:
        return len(samples)
    first = int(_LATER_THAN * SAMPLE_RATE)
    searched = samples[first:most]
    if len(searched) < 2 * _STEP:
        return min(len(samples), most)
    energy = _energy(searched)
    width = max(1, min(len(energy), int(_QUIET_SECONDS * SAMPLE_RATE) // _STEP))
    sums = np.convolve(energy, np.ones(width), mode="valid")
    # Of places that are alike, as in silence, the last: the fewer windows there are, the better.
    at = len(sums) - 1 - int(np.argmin(sums[::-1]))
    return first + (at + width // 2) * _STEP


def is_silent(samples: Waveform) -> bool:
    """Whether there is nothing at all to be heard: not even the hiss of a tape."""
    return not len(samples) or float(np.max(np.abs(samples))) < _SILENT


def _energy(samples: Waveform) -> NDArray[np.float64]:
    whole = samples[: len(samples) // _STEP * _STEP].reshape(-1, _STEP)
    return np.asarray((whole.astype(np.float64) ** 2).mean(axis=1))
