"""Speech of tones, and a transcriber that hears it: each word is a pitch, so that what is said in a
recording is known to the letter, and what was heard of it can be held against that.

Real code over the waveform: it knows nothing of how a recording was made, finds where something
sounds, and measures its pitch.
"""

from __future__ import annotations

import wave
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
import numpy as np

from ai.base import ProviderError
from ai.transcription.base import SAMPLE_RATE, Heard, Segment, Waveform, Word

WORDS = ("Rosa", "went", "to", "the", "sea", "with", "Ana", "in", "summer", "and", "sang", "oi")
PORTUGUESE = {"oi"}
_LOWEST, _APART = 300.0, 60.0
_WORD, _PAUSE = 0.3, 0.1  # seconds
_FRAME = SAMPLE_RATE // 50
_SENTENCE_ENDS = 0.35  # seconds of silence


@dataclass(frozen=True)
class Said:
    """A sentence, and the second at which it begins."""

    start: float
    words: str


def speak(
    path: Path, sentences: Sequence[Said], *, seconds: float, rate: int = SAMPLE_RATE
) -> Path:
    """A WAV of that length in which these sentences are said."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        at = 0
        for sentence in sentences:
            begin = round(sentence.start * rate)
            _write_silence(file, begin - at)
            at = begin
            for word in sentence.words.split():
                tone = _tone(WORDS.index(word), rate)
                file.writeframes(tone.tobytes())
                _write_silence(file, round(_PAUSE * rate))
                at += len(tone) + round(_PAUSE * rate)
        _write_silence(file, round(seconds * rate) - at)
    return path


def tape(path: Path, *, seconds: float, every: float = 7.0) -> list[Said]:
    """A recording in which somebody speaks every few seconds, each time something else."""
    said = []
    for n in range(int(seconds / every)):
        words = [WORDS[(n + k * (1 + n % 5)) % 11] for k in range(2 + n % 4)]
        said.append(Said(n * every + 0.5, " ".join(words)))
    speak(path, said, seconds=seconds)
    return said


def long_tape(path: Path, *, seconds: int, every: int) -> list[Said]:
    """The same, mostly silent, in a form that takes little room and in which places are found."""
    said = []
    with av.open(path, "w") as file:
        stream: Any = file.add_stream("alac", rate=SAMPLE_RATE, layout="mono")
        for second in range(0, seconds, every):
            words = [WORDS[(second // every + k) % 11] for k in range(3)]
            said.append(Said(second + 1.0, " ".join(words)))
            tones = [
                np.concatenate([_tone(WORDS.index(word), SAMPLE_RATE), _BREATH]) for word in words
            ]
            sound = np.zeros(SAMPLE_RATE * every, "<i2")
            spoken = np.concatenate(tones)
            sound[SAMPLE_RATE : SAMPLE_RATE + len(spoken)] = spoken
            for at in range(0, len(sound), 4096):
                frame = av.AudioFrame.from_ndarray(sound[None, at : at + 4096], "s16p", "mono")
                frame.sample_rate, frame.pts = SAMPLE_RATE, second * SAMPLE_RATE + at
                file.mux(stream.encode(frame))
        file.mux(stream.encode())
    return said


_BREATH = np.zeros(round(_PAUSE * SAMPLE_RATE), "<i2")


def _write_silence(file: wave.Wave_write, samples: int) -> None:
    while samples > 0:
        count = min(samples, 1 << 20)
        file.writeframes(bytes(2 * count))
        samples -= count


def _tone(word: int, rate: int) -> np.ndarray:
    time = np.arange(round(_WORD * rate)) / rate
    return (np.sin(2 * np.pi * (_LOWEST + _APART * word) * time) * 0.5 * 32767).astype("<i2")


@dataclass
class Tones:
    """A transcriber. `heard` are the lengths of what it was given; `before` is called with each,
    and may raise."""

    name: str = "tones"
    model: str = "1"
    local: bool = True
    version: str = "1"
    languages: Sequence[str] | None = ("en", "pt")
    heard: list[float] = field(default_factory=list)
    asked: list[tuple[str | None, tuple[str, ...]]] = field(default_factory=list)
    likely: list[tuple[str, ...]] = field(default_factory=list)
    before: Callable[[int], None] | None = None

    def transcribe(
        self,
        waveform: Waveform,
        *,
        language: str | None = None,
        likely: Sequence[str] = (),
        names: Sequence[str] = (),
    ) -> Heard:
        if self.before is not None:
            self.before(len(self.heard))
        self.heard.append(len(waveform) / SAMPLE_RATE)
        self.asked.append((language, tuple(names)))
        self.likely.append(tuple(likely))
        words = [self._word(waveform, first, last) for first, last in _sounding(waveform)]
        sentences: list[list[Word]] = []
        for word in words:
            if not sentences or word.start - sentences[-1][-1].end > _SENTENCE_ENDS:
                sentences.append([])
            sentences[-1].append(word)
        segments = tuple(_sentence(one, language) for one in sentences)
        spoken = segments[0].language if segments else None
        return Heard(spoken, 0.95 if segments else 0.0, segments)

    @staticmethod
    def _word(waveform: Waveform, first: int, last: int) -> Word:
        samples = waveform[first:last]
        spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), n=1 << 15))
        pitch = float(np.argmax(spectrum)) * SAMPLE_RATE / (1 << 15)
        number = round((pitch - _LOWEST) / _APART)
        told = WORDS[number] if 0 <= number < len(WORDS) else "?"
        whole = (last - first) / SAMPLE_RATE >= _WORD * 0.8
        return Word(first / SAMPLE_RATE, last / SAMPLE_RATE, told, 0.9 if whole else 0.3)


def missing(_name: str) -> Tones:
    raise ProviderError("missing", "no model here")


def _sentence(words: Sequence[Word], language: str | None) -> Segment:
    told = [word.text for word in words]
    spoken = language or ("pt" if PORTUGUESE.intersection(told) else "en")
    return Segment(
        words[0].start,
        words[-1].end,
        " ".join(told),
        min(word.confidence for word in words),
        tuple(words),
        spoken,
    )


def _sounding(waveform: Waveform) -> list[tuple[int, int]]:
    """The stretches in which something sounds, as samples."""
    count = len(waveform) // _FRAME
    if not count:
        return []
    loud = np.abs(waveform[: count * _FRAME].reshape(count, _FRAME)).max(axis=1) > 0.05
    edges = np.flatnonzero(np.diff(np.concatenate(([0], loud.astype(np.int8), [0]))))
    return [
        (int(first) * _FRAME, int(last) * _FRAME)
        for first, last in zip(edges[::2], edges[1::2], strict=True)
    ]
