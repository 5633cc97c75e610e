"""Whisper on an ordinary processor: faster-whisper over CTranslate2, in 8 bits."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ai.base import ProviderError
from ai.transcription.base import SAMPLE_RATE, Heard, Segment, Waveform, Word
from ai.weights.catalogue import get_model
from ai.weights.folder import WeightsFolder, read_kind
from language import N_

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

NOT_A_MODEL = N_("The model {name} cannot be loaded: its files are damaged. Download it again.")
ANOTHER_KIND = N_("What lies in the place of the model {name} is of another kind ({kind}).")
NOT_INSTALLED = N_("What runs the model {name} is not installed on this computer.")
NOT_A_WAVEFORM = N_("This is no sound that can be heard: numbers are missing in it.")
NOT_A_LANGUAGE = N_("The model {name} does not understand the language {language}.")
NO_MEMORY = N_("There is not enough memory on this computer for the model {name}.")

NOTHING = Heard(language=None, language_confidence=0.0, segments=())

_SHORTEST = 0.25  # seconds; a syllable takes as long
# Seconds of voice, with 0.4 of quiet before and after it that the search leaves there.
_SPOKEN = 1.6
# Five beams cost a fifth more than one here, not four times as much as with the original.
_BEAMS = 5
_NAMES_TOKENS = 100  # of the 448 that a question and its answer may have together
# Of 13 recordings the languages that were found at 0.8 and above were the right ones, and the wrong
# ones stood between 0.17 and 0.50.
SURE_OF_LANGUAGE = 0.7
# Below, what is likely is tried as well, and another one of which the model is nearly as sure where
# not half of what is said was understood.
_NEARLY, _ENOUGH = 0.6, 0.5
# What is heard is kept only where the model is sure of it: silence, noise and music invent words.
_NO_SPEECH, _LEAST_LOG_PROBABILITY, _MOST_COMPRESSED, _LEAST_WORD = 0.6, -1.0, 2.4, 0.3


@dataclass(frozen=True)
class _Try:
    """What was heard in one language; `spoken` are the seconds in which somebody speaks."""

    language: str
    confidence: float
    spoken: float
    segments: tuple[Segment, ...]

    @property
    def understood(self) -> float:
        """How much of what is said was understood, and how surely: between 0 and 1."""
        sure = sum((one.end - one.start) * one.confidence for one in self.segments)
        return min(1.0, sure / max(self.spoken, 0.1))


class FasterWhisper:
    """A model is loaded once, here; `transcribe` is for one thread at a time."""

    name = "whisper"
    local = True
    version = "2"

    def __init__(self, folder: WeightsFolder, model: str, *, threads: int = 1) -> None:
        """Raises ProviderError: "missing" where the model is not here, "damaged" where what is here
        is not the model."""
        self.model = model
        entry = f"whisper-{model}"
        path = folder.verify(entry)
        try:
            self._whisper = _load(path, entry, threads)
        except ProviderError as error:
            if error.kind == "damaged":
                folder.mark_damaged(entry)
            raise
        # The table names those for which a model is good; else it is every one that it was taught.
        known = get_model(entry, folder.models).languages
        self.languages: Sequence[str] | None = known or tuple(self._whisper.supported_languages)

    def transcribe(
        self,
        waveform: Waveform,
        *,
        language: str | None = None,
        likely: Sequence[str] = (),
        names: Sequence[str] = (),
    ) -> Heard:
        """See `Transcriber`. What a model does not understand is refused as a request."""
        sound = check_waveform(waveform)
        known = self._whisper.supported_languages
        if language is not None and language not in known:
            told = NOT_A_LANGUAGE.format(name=self.model, language=language)
            raise ProviderError("request", told)
        voices = find_voices(sound) if len(sound) >= _SHORTEST * SAMPLE_RATE else []
        if not voices:
            return NOTHING  # asked for a language, the model would name one all the same
        try:
            best = self._hear_best(
                sound, voices, language, [one for one in likely if one in known], names
            )
        except (RuntimeError, ValueError, IndexError) as error:
            raise ProviderError("bug", f"{type(error).__name__}: {error}") from error
        except MemoryError as error:
            raise ProviderError("bug", NO_MEMORY.format(name=self.model)) from error
        if best.segments:
            return Heard(best.language, best.confidence, best.segments)
        # A cough is no speech, and what is shorter than a word or two is not worth a word.
        if best.spoken < _SPOKEN:
            return NOTHING
        unclear = (voices[0]["start"] / SAMPLE_RATE, voices[-1]["end"] / SAMPLE_RATE)
        return Heard(None, 0.0, (), unclear)

    def _hear_best(
        self,
        sound: Waveform,
        voices: list[dict[str, int]],
        language: str | None,
        likely: Sequence[str],
        names: Sequence[str],
    ) -> _Try:
        """In the language that is given, or in the one of which the model is sure; else in the one
        of those that come into question in which most is understood."""
        from faster_whisper.transcribe import restore_speech_timestamps

        spoken = np.concatenate([sound[one["start"] : one["end"]] for one in voices])

        def ask(language: str | None) -> tuple[Iterable[Any], Any]:
            heard, info = self._whisper.transcribe(
                spoken,
                language=language,
                beam_size=_BEAMS,
                temperature=(0.0, 0.4),
                condition_on_previous_text=False,
                word_timestamps=True,
                compression_ratio_threshold=_MOST_COMPRESSED,
                log_prob_threshold=_LEAST_LOG_PROBABILITY,
                no_speech_threshold=_NO_SPEECH,
                hallucination_silence_threshold=2.0,
                hotwords=self._spell(names),
                # No max_new_tokens: CTranslate2 halves the length that comes of it, and the
                # default leaves 224 tokens to each half minute, more than anybody says in it.
            )
            return restore_speech_timestamps(heard, voices, SAMPLE_RATE), info

        def listen(heard: Iterable[Any], language: str, confidence: float) -> _Try:
            said = tuple(_segments(heard, language))
            return _Try(language, confidence, len(spoken) / SAMPLE_RATE, said)

        heard, info = ask(language)  # which is found out here, and heard only when it is read
        confidence = float(info.language_probability)
        if language is not None or confidence >= SURE_OF_LANGUAGE:
            return listen(heard, info.language, confidence)
        found = dict(info.all_language_probs)
        tries = [listen(heard, info.language, confidence)]
        for code in dict.fromkeys([*likely, *_nearly(found)]):
            enough = max(one.understood for one in tries) >= _ENOUGH
            if code != info.language and (code in likely or not enough):
                tries.append(listen(ask(code)[0], code, float(found.get(code, 0.0))))
        return max(tries, key=lambda one: one.understood)

    def _spell(self, names: Sequence[str]) -> str | None:
        """The names in as many tokens as there is room for."""
        told = ""
        for name in names:
            more = f"{told}, {name.strip()}" if told else name.strip()
            if len(self._whisper.hf_tokenizer.encode(more).ids) > _NAMES_TOKENS:
                break
            told = more
        return told or None


def check_waveform(waveform: Waveform) -> Waveform:
    """The waveform as a model takes it. Raises ProviderError for what is none."""
    sound = np.ascontiguousarray(waveform, dtype=np.float32)
    if sound.ndim != 1 or not np.isfinite(sound).all():
        raise ProviderError("request", NOT_A_WAVEFORM)
    return np.clip(sound, -1.0, 1.0)


def keep(
    *, no_speech: float, log_probability: float, compression: float, words: Sequence[Word] = ()
) -> bool:
    """Whether something was said here, and not made up."""
    if log_probability < _LEAST_LOG_PROBABILITY or compression > _MOST_COMPRESSED:
        return False
    if no_speech > _NO_SPEECH and log_probability < _LEAST_LOG_PROBABILITY / 2:
        return False
    if not words:
        return True
    return sum(word.confidence for word in words) / len(words) >= _LEAST_WORD


def is_speech(*, no_speech: float, compression: float) -> bool:
    """Whether somebody speaks where words were heard that are not kept: the model does not take it
    for silence, and did not only say one thing again and again."""
    return no_speech <= _NO_SPEECH and compression <= _MOST_COMPRESSED


def confidence_of(log_probability: float) -> float:
    return min(1.0, max(0.0, math.exp(log_probability)))


def _load(path: Path, name: str, threads: int) -> WhisperModel:
    # Threads that wait for each other by spinning triple the work beside a busy neighbour.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    kind = read_kind(path / "model.bin")
    if kind is not None and kind != "WhisperSpec":
        raise ProviderError("damaged", ANOTHER_KIND.format(name=name, kind=kind))
    try:
        import ctranslate2
        from faster_whisper import WhisperModel
    except ImportError as error:
        raise ProviderError("missing", NOT_INSTALLED.format(name=name)) from error
    ctranslate2.set_random_seed(0)  # the same sound is heard the same every time
    try:
        return WhisperModel(
            str(path), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True
        )
    except MemoryError as error:
        raise ProviderError("bug", NO_MEMORY.format(name=name)) from error
    except Exception as error:
        if "alloc" in str(error):
            raise ProviderError("bug", NO_MEMORY.format(name=name)) from error
        # The tokenizer's library raises a bare Exception for a file that it cannot read.
        raise ProviderError("damaged", NOT_A_MODEL.format(name=name)) from error


def find_voices(sound: Waveform) -> list[dict[str, int]]:
    """The stretches in which somebody may be speaking, as samples from "start" to "end"."""
    from faster_whisper.vad import get_speech_timestamps

    found: list[dict[str, int]] = get_speech_timestamps(sound)
    return found


def _nearly(found: dict[str, float]) -> list[str]:
    """The second of these languages, where it is nearly as probable as the first."""
    first, second = sorted(found.items(), key=lambda one: -one[1])[:2]
    return [second[0]] if second[1] >= first[1] * _NEARLY else []


def _segments(heard: Iterable[Any], language: str) -> Iterable[Segment]:
    for segment in heard:
        words = tuple(
            Word(float(word.start), float(word.end), text, float(word.probability))
            for word in segment.words or ()
            if (text := word.word.strip())
        )
        text = segment.text.strip()
        if text and keep(
            no_speech=segment.no_speech_prob,
            log_probability=segment.avg_logprob,
            compression=segment.compression_ratio,
            words=words,
        ):
            yield Segment(
                float(segment.start),
                float(segment.end),
                text,
                confidence_of(segment.avg_logprob),
                words,
                language,
            )
