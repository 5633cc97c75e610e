"""Where the files of a model lie in its folder."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "vision": ("vision_model_quantized.onnx", "vision_model.onnx"),
    "text": ("text_model_quantized.onnx", "text_model.onnx"),
}
"""What the two halves may be called, best first, in the folder or in its "onnx"."""


def find_half(folder: Path, half: str) -> Path | None:
    """Where this half of the model lies, if it does."""
    for place in (folder / "onnx", folder):
        for name in FILES[half]:
            if (place / name).is_file():
                return place / name
    return None
