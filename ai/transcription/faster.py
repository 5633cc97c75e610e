"""Whisper on an ordinary processor: faster-whisper over CTranslate2, in 8 bits."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Sequence
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
# Five beams cost a fifth more than one here, not four times as much as with the original.
_BEAMS = 5
_NAMES_TOKENS = 100  # of the 448 that a question and its answer may have together
# What is heard is kept only where the model is sure of it: silence, noise and music invent words.
_NO_SPEECH, _LEAST_LOG_PROBABILITY, _MOST_COMPRESSED, _LEAST_WORD = 0.6, -1.0, 2.4, 0.3


class FasterWhisper:
    """A model is loaded once, here; `transcribe` is for one thread at a time."""

    name = "whisper"
    local = True
    version = "1"

    def __init__(self, folder: WeightsFolder, model: str, *, threads: int = 1) -> None:
        """Raises ProviderError: "missing" where the model is not here, or damaged."""
        self.model = model
        entry = f"whisper-{model}"
        self.languages = get_model(entry, folder.models).languages
        self._whisper = _load(folder.verify(entry), entry, threads)

    def transcribe(
        self, waveform: Waveform, *, language: str | None = None, names: Sequence[str] = ()
    ) -> Heard:
        """See `Transcriber`. What a model does not understand is refused as a request."""
        sound = check_waveform(waveform)
        whisper = self._whisper
        if language is not None and language not in whisper.supported_languages:
            told = NOT_A_LANGUAGE.format(name=self.model, language=language)
            raise ProviderError("request", told)
        if len(sound) < _SHORTEST * SAMPLE_RATE or not _find_voice(sound):
            return NOTHING  # asked for a language, the model would name one all the same
        try:
            heard, info = whisper.transcribe(
                sound,
                language=language,
                beam_size=_BEAMS,
                temperature=(0.0, 0.4),
                vad_filter=True,
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
            segments = tuple(_segments(heard, info.language))
        except (RuntimeError, ValueError, IndexError) as error:
            raise ProviderError("bug", f"{type(error).__name__}: {error}") from error
        except MemoryError as error:
            raise ProviderError("bug", NO_MEMORY.format(name=self.model)) from error
        if not segments:
            return NOTHING
        return Heard(info.language, float(info.language_probability), segments)

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


def confidence_of(log_probability: float) -> float:
    return min(1.0, max(0.0, math.exp(log_probability)))


def _load(path: Path, name: str, threads: int) -> WhisperModel:
    # Threads that wait for each other by spinning triple the work beside a busy neighbour.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    kind = read_kind(path / "model.bin")
    if kind is not None and kind != "WhisperSpec":
        raise ProviderError("missing", ANOTHER_KIND.format(name=name, kind=kind))
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
        raise ProviderError("missing", NOT_A_MODEL.format(name=name)) from error


def _find_voice(sound: Waveform) -> bool:
    from faster_whisper.vad import get_speech_timestamps

    return bool(get_speech_timestamps(sound))


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
