"""The CLIP models that are known by name: their files, how large they are, where they live.

Whatever downloads takes its addresses from here. The sizes are those that the hub tells in round
numbers; `sha256` is None where nobody here has had the file in hand: whoever downloads checks it
against the digest that the hub itself sends with each file, and keeps that.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model: its path in the folder, its bytes (about), its digest if it is known."""

    path: str
    size: int
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class ClipModel:
    """`name` names the folder; `home` is the model's repository, and `license` its terms."""

    name: str
    engine: str  # "onnx" or "torch"
    home: str
    license: str
    files: tuple[ModelFile, ...]

    @property
    def size(self) -> int:
        """Bytes to be had, about."""
        return sum(file.size for file in self.files)


_SMALL = (
    ModelFile("config.json", 4_000),
    ModelFile("preprocessor_config.json", 1_000),
    ModelFile("tokenizer.json", 2_200_000),
)

QUANTIZED = ClipModel(
    name="clip-vit-base-patch32",
    engine="onnx",
    home="Xenova/clip-vit-base-patch32",
    license="MIT",
    files=(
        *_SMALL,
        ModelFile("onnx/vision_model_quantized.onnx", 89_000_000),
        ModelFile("onnx/text_model_quantized.onnx", 64_000_000),
    ),
)
REFERENCE = ClipModel(
    name="clip-vit-base-patch32-torch",
    engine="torch",
    home="openai/clip-vit-base-patch32",
    license="MIT",
    files=(*_SMALL, ModelFile("pytorch_model.bin", 605_000_000)),
)

MODELS = (QUANTIZED, REFERENCE)
"""The first one of an engine is the one that is taken where nobody chose."""
