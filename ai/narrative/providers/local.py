"""A text model in a folder of this computer, by transformers. Nothing leaves the machine.

It is made to write in the form of an answer (`ai.narrative.guiding`). torch is loaded when it is
first asked, which only the worker does, or the process that holds models: see `hosted`.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Generator
from functools import cached_property
from pathlib import Path
from typing import Any

from ai.base import ProviderError
from ai.host_process import TOO_LARGE
from ai.narrative.narrator import TOO_LONG, TOO_SLOW, Heard, ModelNarrator
from ai.narrative.prompts import Question
from ai.narrative.providers.writing import Writing, encode, list_letters
from language import N_

NO_FOLDER = N_(
    "There is no text model on this computer. Set CHEST_NARRATOR_FOLDER to a folder with one, as "
    "transformers reads it."
)
NOT_A_MODEL = N_("The folder {folder} holds no text model that this computer can read.")
NO_TORCH = N_("What runs text models is not installed on this computer. Run it with FULL=1.")

_MOST_WINDOW = 16_384  # tokens; more would take this computer hours
_SECONDS = 1800.0


class LocalNarrator(ModelNarrator):
    """Threads may share it: they take turns."""

    name = "local"
    local = True

    def __init__(self, folder: Path | None, *, threads: int = 1, seconds: float = _SECONDS) -> None:
        """Looks at the folder and loads nothing. Raises ProviderError where there is no model."""
        if folder is None:
            raise ProviderError("missing", NO_FOLDER)
        self.model = self.who = folder.name
        self.seconds = seconds
        self._folder, self._threads = folder, threads
        self._turn = threading.Lock()
        try:
            told = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            told = told.get("text_config") or told
            self.window = min(int(told.get("max_position_embeddings") or 4096), _MOST_WINDOW)
        except (OSError, ValueError, AttributeError, TypeError) as error:
            raise ProviderError("missing", NOT_A_MODEL.format(folder=folder)) from error

    def count(self, text: str) -> int:
        """By the model's own vocabulary, once that is loaded."""
        loaded = self.__dict__.get("_loaded")
        return len(loaded[0](text)["input_ids"]) if loaded else super().count(text)

    def stream(self, question: Question, heard: Heard) -> Generator[str, None, None]:
        """See `ModelNarrator`; the answer comes in one piece."""
        with self._turn:
            yield self._write(question, heard)

    def _write(self, question: Question, heard: Heard) -> str:
        tokenizer, model, letters = self._loaded
        import torch
        import transformers

        asked = encode(tokenizer, question)
        read = heard.tokens_in = int(asked["input_ids"].shape[1])
        if read + question.max_tokens > self.window:
            raise ProviderError("context", TOO_LONG.format(who=self.who))
        writing = Writing(question.pieces, letters, tokenizer, read, question.max_tokens)
        began = time.monotonic()
        try:
            torch.set_num_threads(self._threads)
            with torch.inference_mode():
                written = model.generate(
                    **asked,
                    max_new_tokens=question.max_tokens,
                    max_time=self.seconds,
                    do_sample=False,
                    logits_processor=transformers.LogitsProcessorList([writing]),
                    pad_token_id=tokenizer.eos_token_id,
                )
        except (MemoryError, RuntimeError, ValueError, IndexError) as error:
            raise self._failure(error) from error
        heard.tokens_out = int(written.shape[1]) - read
        if time.monotonic() - began >= self.seconds:
            raise ProviderError("timeout", TOO_SLOW.format(who=self.who))
        heard.stop = "end" if writing.is_whole else "length"
        return writing.text

    @cached_property
    def _loaded(self) -> tuple[Any, Any, dict[int, bytes]]:
        try:
            import transformers
        except ImportError as error:
            raise ProviderError("missing", NO_TORCH) from error
        where = {"local_files_only": True, "trust_remote_code": False}
        try:
            tokenizer = transformers.AutoTokenizer.from_pretrained(self._folder, **where)
            model = transformers.AutoModelForCausalLM.from_pretrained(
                self._folder, dtype="auto", **where
            )
        except Exception as error:  # each library that reads a folder has errors of its own
            raise self._failure(error) from error
        return tokenizer, model.eval(), list_letters(tokenizer)

    def _failure(self, error: Exception) -> ProviderError:
        if isinstance(error, MemoryError) or "alloc" in str(error):
            return ProviderError("bug", TOO_LARGE)
        return ProviderError("missing", NOT_A_MODEL.format(folder=self._folder))


def open_local(folder: Path, threads: int = 1) -> LocalNarrator:
    """For the process that holds models."""
    return LocalNarrator(folder, threads=threads)
