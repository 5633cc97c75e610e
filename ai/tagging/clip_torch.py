"""CLIP by transformers and torch: the reference that the quick engine is measured against, for any
CLIP model in the form that transformers keep."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import CLIPModel, PreTrainedTokenizerFast
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

from ai.tagging.base import Directions, Picture
from ai.tagging.preparing import damaged, of_length_one

_AT_ONCE = 16


class TorchClip:
    """An Embedder over a folder that `CLIPModel.save_pretrained` would write."""

    name = "clip-torch"
    local = True

    def __init__(self, folder: Path, *, model: str, version: str, threads: int = 1) -> None:
        self.model = model
        self.version = version
        torch.set_num_threads(threads)
        try:
            self._clip: Any = CLIPModel.from_pretrained(folder, local_files_only=True).float()
            self._pictures: Any = CLIPImageProcessorPil.from_pretrained(
                folder, local_files_only=True
            )
            self._words: Any = PreTrainedTokenizerFast(
                tokenizer_file=str(folder / "tokenizer.json"),
                pad_token="<|endoftext|>",
                model_max_length=self._clip.config.text_config.max_position_embeddings,
            )
        except Exception as error:  # from each of the libraries beneath, one of its own
            raise damaged(folder, f"{type(error).__name__}: {error}") from error
        self._clip.eval()
        self.size = int(self._clip.config.projection_dim)

    def embed_pictures(self, pictures: Sequence[Picture]) -> Directions:
        rows = []
        for at in range(0, len(pictures), _AT_ONCE):
            given = self._pictures(images=list(pictures[at : at + _AT_ONCE]), return_tensors="pt")
            with torch.inference_mode():
                seen = self._clip.vision_model(pixel_values=given["pixel_values"])
                rows.append(self._clip.visual_projection(seen.pooler_output).numpy())
        return of_length_one(np.concatenate(rows)) if rows else self._nothing()

    def embed_texts(self, texts: Sequence[str]) -> Directions:
        rows = []
        for at in range(0, len(texts), 4 * _AT_ONCE):
            given = self._words(
                list(texts[at : at + 4 * _AT_ONCE]),
                padding=True,
                truncation=True,
                return_tensors="pt",
            )
            with torch.inference_mode():
                read = self._clip.text_model(
                    input_ids=given["input_ids"], attention_mask=given["attention_mask"]
                )
                rows.append(self._clip.text_projection(read.pooler_output).numpy())
        return of_length_one(np.concatenate(rows)) if rows else self._nothing()

    def _nothing(self) -> Directions:
        return np.empty((0, self.size), np.float32)
