"""The Whisper that lies in the repository, where the libraries find it, and recordings for it."""

from __future__ import annotations

import wave
import zipfile
from pathlib import Path

import numpy as np

from ai.transcription.base import Waveform
from ai.weights.folder import WeightsFolder

HERE = Path(__file__).parent
SAID = {
    "father": ("en", "My father sang to the sea."),
    "casa": ("pt", "A casa estava cheia de luz."),
    "house": ("en", "The house was full of light."),
}


def lay_out(root: Path) -> Path:
    """A folder of models that holds it as `whisper:tiny` and as `openai-whisper:tiny`."""
    source, models = root / "taken-from", root / "models"
    with zipfile.ZipFile(HERE / "tiny-whisper.zip") as archive:
        archive.extractall(source)
    WeightsFolder(models).take("whisper-tiny", source)
    with zipfile.ZipFile(HERE / "tiny-whisper-openai.zip") as archive:
        archive.extractall(models / "openai-whisper-tiny")
    return models


def hear(name: str) -> Waveform:
    """One of the recordings in `SAID`."""
    with wave.open(str(HERE / f"{name}.wav")) as file:
        frames = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
    return (frames / 32768).astype(np.float32)
