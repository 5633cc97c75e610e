"""CLIP by onnxruntime, in whole numbers: a quarter of the size and a fifth of the time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from ai.base import ProviderError
from ai.tagging.base import Directions, Picture
from ai.tagging.files import FILES, find_half
from ai.tagging.preparing import PicturePreparing, WordPreparing, damaged, of_length_one

_AT_ONCE = 16


class OnnxClip:
    """An Embedder over a folder with the two halves of a CLIP model."""

    name = "clip-onnx"
    local = True

    def __init__(
        self, folder: Path, *, model: str, version: str, threads: int = 1, words_only: bool = False
    ) -> None:
        """With `words_only`, the half that sees is not loaded, and no picture can be asked
        about."""
        self.model = model
        self.version = version
        self._folder = folder
        self._pictures = PicturePreparing.read(folder)
        self._words = WordPreparing(folder)
        self._vision = None if words_only else self._open("vision", threads)
        self._text = self._open("text", threads)
        self.size = self.embed_texts(["a"]).shape[1]

    def embed_pictures(self, pictures: Sequence[Picture]) -> Directions:
        assert self._vision is not None, "opened for words only"
        rows = [
            self._ask(
                self._vision,
                "image_embeds",
                {"pixel_values": self._pictures.prepare(pictures[at : at + _AT_ONCE])},
            )
            for at in range(0, len(pictures), _AT_ONCE)
        ]
        return np.concatenate(rows) if rows else np.empty((0, self.size), np.float32)

    def embed_texts(self, texts: Sequence[str]) -> Directions:
        rows = []
        for at in range(0, len(texts), 4 * _AT_ONCE):
            numbers, counts = self._words.prepare(texts[at : at + 4 * _AT_ONCE])
            given = {"input_ids": numbers, "attention_mask": counts}
            rows.append(self._ask(self._text, "text_embeds", given))
        return np.concatenate(rows) if rows else np.empty((0, self.size), np.float32)

    def _open(self, half: str, threads: int) -> onnxruntime.InferenceSession:
        path = find_half(self._folder, half)
        if path is None:
            raise damaged(self._folder, f"there is no {FILES[half][0]}")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            return onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # each fault of the file has a class of its own there
            raise damaged(self._folder, f"{path.name}: {error}") from error

    def _ask(
        self, session: onnxruntime.InferenceSession, answer: str, given: dict[str, Any]
    ) -> Directions:
        wanted = {one.name for one in session.get_inputs()}
        answers = [one.name for one in session.get_outputs()]
        try:
            (found, *_rest) = session.run(
                [answer if answer in answers else answers[0]],
                {name: value for name, value in given.items() if name in wanted},
            )
        except Exception as error:  # as above
            raise ProviderError("bug", f"{self.model}: {error}") from error
        if found.ndim != 2:
            raise damaged(self._folder, f"its answer has the shape {found.shape}")
        return of_length_one(found)
