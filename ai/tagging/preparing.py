"""Pictures and words as a CLIP model takes them: by numpy, Pillow and `tokenizers` alone.

The same numbers as the image processor and the tokenizer of transformers make, which tests hold.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from tokenizers import Tokenizer

from ai.base import ProviderError
from ai.tagging.base import Picture

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]

_MEAN = (0.48145466, 0.4578275, 0.40821073)
_STD = (0.26862954, 0.26130258, 0.27577711)
_LONGEST = 77  # pieces of words: all that a CLIP model reads of a sentence


@dataclass(frozen=True, slots=True)
class PicturePreparing:
    """Shortest edge to `edge`, the middle of it cut out, colours about 0."""

    edge: int = 224
    crop: int = 224
    mean: tuple[float, ...] = _MEAN
    std: tuple[float, ...] = _STD
    resample: int = Image.Resampling.BICUBIC

    @classmethod
    def read(cls, folder: Path) -> PicturePreparing:
        """As the model's preprocessor_config.json says, in either of its two spellings."""
        told = read_json(folder / "preprocessor_config.json")
        return cls(
            edge=_edge(told.get("size", 224), "shortest_edge"),
            crop=_edge(told.get("crop_size", 224), "height"),
            mean=tuple(told.get("image_mean", _MEAN)),
            std=tuple(told.get("image_std", _STD)),
            resample=int(told.get("resample", Image.Resampling.BICUBIC)),
        )

    def prepare(self, pictures: Sequence[Picture]) -> Floats:
        """Shape (n, 3, crop, crop)."""
        return np.stack([self._one(picture) for picture in pictures])

    def _one(self, picture: Picture) -> Floats:
        if picture.ndim != 3 or picture.shape[2] != 3 or not picture.size:
            raise ProviderError("request", f"not a picture: {picture.shape} {picture.dtype}")
        height, width = picture.shape[:2]
        short = min(height, width)
        # Whole pixels, rounded down: as transformers do it.
        size = (self.edge * width // short, self.edge * height // short)
        small = Image.fromarray(np.ascontiguousarray(picture))
        if small.size != size:
            small = small.resize(size, Image.Resampling(self.resample))
        left, top = (size[0] - self.crop) // 2, (size[1] - self.crop) // 2
        middle = small.crop((left, top, left + self.crop, top + self.crop))
        scaled = np.asarray(middle, np.float32) * np.float32(1 / 255)
        even = (scaled - np.array(self.mean, np.float32)) / np.array(self.std, np.float32)
        return np.ascontiguousarray(even.transpose(2, 0, 1))


class WordPreparing:
    """Sentences as the numbers of their pieces, from a folder's tokenizer.json."""

    def __init__(self, folder: Path) -> None:
        try:
            self._tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # the library raises Exception itself, for whatever is wrong
            raise damaged(folder, str(error)) from error
        config = read_json(folder / "config.json")
        length = config.get("text_config", {}).get("max_position_embeddings", _LONGEST)
        end = self._tokenizer.token_to_id("<|endoftext|>")
        if end is None:
            raise damaged(folder, "tokenizer.json does not know <|endoftext|>")
        self._tokenizer.enable_truncation(max_length=int(length))
        # What comes after the end is not read, so it may be any piece.
        self._tokenizer.enable_padding(pad_id=end, pad_token="<|endoftext|>")

    def prepare(self, texts: Sequence[str]) -> tuple[Whole, Whole]:
        """(numbers, which of them count): shape (n, longest)."""
        found = self._tokenizer.encode_batch(list(texts))
        numbers = np.array([one.ids for one in found], np.int64)
        return numbers, np.array([one.attention_mask for one in found], np.int64)


def of_length_one(directions: NDArray[Any]) -> Floats:
    """Rows of length 1; a row of zeros stays what it is."""
    rows = np.asarray(directions, np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-12), np.float32)


def read_json(path: Path) -> Mapping[str, Any]:
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise damaged(path.parent, f"{path.name}: {error}") from error
    if not isinstance(told, dict):
        raise damaged(path.parent, f"{path.name} is not an object")
    return told


def damaged(folder: Path, why: str) -> ProviderError:
    """A model whose files are here and cannot be used: asking again changes nothing."""
    return ProviderError(
        "request",
        f"The model in {folder.name} cannot be used: {why}. Remove the folder and fetch it again.",
    )


def _edge(told: Any, name: str) -> int:
    if isinstance(told, dict):
        return int(told.get(name) or told.get("height") or 224)
    return int(told)
