"""Whisper as its makers run it. Slower and larger than `faster`, and what that is measured by."""

from __future__ import annotations

import pickle
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ai.base import ProviderError
from ai.transcription.base import SAMPLE_RATE, Heard, Segment, Waveform, Word
from ai.transcription.faster import (
    NOT_A_LANGUAGE,
    NOT_A_MODEL,
    NOT_INSTALLED,
    NOTHING,
    check_waveform,
    confidence_of,
    keep,
)
from ai.weights.folder import MISSING

_SHORTEST = 0.25


class ReferenceWhisper:
    """openai-whisper over a file of its own form, `openai-whisper-MODEL/MODEL.pt`."""

    name = "openai-whisper"
    local = True
    version = "1"
    languages: Sequence[str] | None = None

    def __init__(self, folder: Path, model: str, *, threads: int = 1) -> None:
        """Raises ProviderError: "missing" where the model or what runs it is not here."""
        self.model = model
        name = f"openai-whisper-{model}"
        file = folder / name / f"{model}.pt"
        if not file.is_file():
            raise ProviderError("missing", MISSING.format(name=name))
        try:
            import torch
            import whisper
        except ImportError as error:
            raise ProviderError("missing", NOT_INSTALLED.format(name=name)) from error
        torch.set_num_threads(threads)
        try:
            self._whisper: Any = whisper.load_model(str(file), device="cpu")
        except (RuntimeError, KeyError, TypeError, EOFError, pickle.UnpicklingError) as error:
            raise ProviderError("damaged", NOT_A_MODEL.format(name=name)) from error
        _read_vocabulary(self._whisper)
        if not self._whisper.is_multilingual:
            self.languages = ("en",)

    def transcribe(
        self,
        waveform: Waveform,
        *,
        language: str | None = None,
        likely: Sequence[str] = (),
        names: Sequence[str] = (),
    ) -> Heard:
        """See `Transcriber`. It tells of no doubt about a language, so nothing likely is tried."""
        from whisper.tokenizer import LANGUAGES

        sound = check_waveform(waveform)
        if language is not None and language not in (self.languages or LANGUAGES):
            told = NOT_A_LANGUAGE.format(name=self.model, language=language)
            raise ProviderError("request", told)
        if len(sound) < _SHORTEST * SAMPLE_RATE or not abs(sound).max() > 1e-4:
            return NOTHING
        try:
            told = self._whisper.transcribe(
                sound,
                language=language,
                fp16=False,
                beam_size=5,
                temperature=0.0,
                condition_on_previous_text=False,
                word_timestamps=True,
                initial_prompt=", ".join(names) or None,
                carry_initial_prompt=bool(names),
                hallucination_silence_threshold=2.0,
                verbose=None,
            )
        except (RuntimeError, ValueError) as error:
            raise ProviderError("bug", f"{type(error).__name__}: {error}") from error
        found: str = told["language"]
        segments = []
        for segment in told["segments"]:
            words = tuple(
                Word(float(word["start"]), float(word["end"]), text, float(word["probability"]))
                for word in segment.get("words", ())
                if (text := word["word"].strip())
            )
            text = segment["text"].strip()
            if text and keep(
                no_speech=segment["no_speech_prob"],
                log_probability=segment["avg_logprob"],
                compression=segment["compression_ratio"],
                words=words,
            ):
                start, end = float(segment["start"]), float(segment["end"])
                sure = confidence_of(segment["avg_logprob"])
                segments.append(Segment(start, end, text, sure, words, found))
        # It does not tell how sure it is of the language.
        return Heard(found, 1.0 if language else 0.5, tuple(segments)) if segments else NOTHING


def _read_vocabulary(whisper: Any) -> None:
    """Have it read its vocabulary, which it keeps: it leaves the file to the garbage collector."""
    from whisper.tokenizer import get_encoding

    name = "multilingual" if whisper.is_multilingual else "gpt2"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        get_encoding(name=name, num_languages=whisper.num_languages)  # as it asks itself
