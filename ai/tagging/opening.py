"""Which engine opens a folder, and what is said where there is nothing to open."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from ai.base import ProviderError, UnknownProviderError
from ai.tagging.base import Embedder, TextEmbedder
from ai.tagging.catalogue import QUANTIZED, REFERENCE, ClipModel
from ai.tagging.files import find_half

ENGINES = {"clip-onnx": QUANTIZED, "clip-torch": REFERENCE}

_TORCH_WEIGHTS = ("model.safetensors", "pytorch_model.bin")
_ALWAYS = ("config.json", "preprocessor_config.json", "tokenizer.json")
_CHUNK = 1 << 20


def open_embedder(name: str, folder: Path, threads: int = 1) -> Embedder:
    """The model in `folder` by the engine `name`, "clip-onnx" or "clip-torch".

    Raises ProviderError: "missing" where files of it are not there, with what it waits for and how
    large that is, or where the engine itself is not installed; "request" for files that are damaged
    or of another kind; UnknownProviderError for another name.
    """
    known = ENGINES.get(name)
    if known is None:
        raise UnknownProviderError(
            name, task="picture", known=tuple(ENGINES), suggestion=next(iter(ENGINES))
        )
    if not has_model(name, folder):
        raise _missing(known, folder)
    version = _version_of(_files_of(name, folder))
    try:
        if name == "clip-torch":
            from ai.tagging.clip_torch import TorchClip

            return TorchClip(folder, model=folder.name, version=version, threads=threads)
        from ai.tagging.clip_onnx import OnnxClip

        return OnnxClip(folder, model=folder.name, version=version, threads=threads)
    except ImportError as error:
        raise ProviderError(
            "missing", f"{name} needs {error.name}, which is not installed."
        ) from error


def open_words(folder: Path, threads: int = 1) -> TextEmbedder:
    """The half of the quick engine that puts words beside pictures. Raises as `open_embedder`."""
    if not has_model("clip-onnx", folder):
        raise _missing(QUANTIZED, folder)
    version = _version_of(_files_of("clip-onnx", folder))
    try:
        from ai.tagging.clip_onnx import OnnxClip

        return OnnxClip(
            folder, model=folder.name, version=version, threads=threads, words_only=True
        )
    except ImportError as error:
        raise ProviderError("missing", f"{error.name} is not installed.") from error


def has_model(name: str, folder: Path) -> bool:
    """Whether all that this engine needs lies there; what it holds is not looked at."""
    needed = [folder / file for file in _ALWAYS]
    found = _files_of(name, folder)
    halves = 1 if name == "clip-torch" else 2
    return all(path.is_file() for path in needed) and len(found) == len(needed) + halves


def _files_of(name: str, folder: Path) -> list[Path]:
    files = [folder / file for file in _ALWAYS]
    if name == "clip-torch":
        weights = [folder / file for file in _TORCH_WEIGHTS if (folder / file).is_file()]
        return [*files, *weights[:1]]
    halves = [find_half(folder, half) for half in ("vision", "text")]
    return [*files, *(path for path in halves if path is not None)]


def _version_of(files: Iterable[Path]) -> str:
    """What tells one set of files from another, whatever they are called."""
    digest = sha256()
    for path in files:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    return digest.hexdigest()[:16]


def _missing(known: ClipModel, folder: Path) -> ProviderError:
    return ProviderError(
        "missing",
        f"Looking at pictures waits for the model {known.home}, about "
        f"{round(known.size / 1_000_000)} MB. It belongs into {folder.name}.",
    )
