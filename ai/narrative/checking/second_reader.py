"""A second reader: a model that says whether a sentence follows from the passages it rests on.

Optional, and off unless a folder with one is named. It understands rewording, which the rules do
not, and nothing of who is who, which they do. So it may send a green sentence to a person, and let
an amber one stand of which it is as sure as its calibration asks; a red one is not shown to it.

The folder holds a model for natural language inference as ONNX (`model.onnx`, or
`onnx/model_quantized.onnx`, `onnx/model.onnx`), its `tokenizer.json` and `config.json`, which names
the three answers, and if you have measured it a `calibration.json`:
`{"raise_above": 0.98, "lower_below": 0.5}`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ai.base import ProviderError
from ai.narrative.base import Sentence

if TYPE_CHECKING:
    from ai.narrative.support import Support

MODELS = ("model.onnx", "onnx/model_quantized.onnx", "onnx/model.onnx")
_ALWAYS = ("tokenizer.json", "config.json")
_CALIBRATION = "calibration.json"
_ANSWERS = ("entailment", "neutral", "contradiction")
_LONGEST = 512  # tokens, where the model does not say

DOUBTS = "A second reader does not find this in its sources."


@dataclass(frozen=True, slots=True)
class Calibration:
    """How sure the reader has to be, between 0 and 1, that a sentence follows from its passages: to
    make an amber one green, and below what a green one becomes amber."""

    raise_above: float = 0.98
    lower_below: float = 0.5


class Reader(Protocol):
    """Whoever reads a sentence beside its passages."""

    calibration: Calibration

    def follows(self, passages: str, sentence: str) -> float:
        """How likely the sentence follows from the passages, between 0 and 1."""
        ...


def read_again(
    support: Support, sentence: Sentence, spans: Iterable[tuple[str, str]], reader: Reader | None
) -> Support:
    """The verdict after a second reading: green may become amber, and amber green; red and frame
    stay as they are, and so does everything without a reader or without passages.

    `spans` are the passages that the sentence rests on, as `check` takes them. Raises ProviderError
    where the model cannot be asked.
    """
    passages = " ".join(dict.fromkeys(words.strip() for _, words in spans if words.strip()))
    if reader is None or support.verdict not in ("green", "amber") or not passages:
        return support
    sure = reader.follows(passages, sentence.text)
    if support.verdict == "green" and sure < reader.calibration.lower_below:
        return replace(support, verdict="amber", reasons=(*support.reasons, DOUBTS))
    if support.verdict == "amber" and sure >= reader.calibration.raise_above:
        return replace(support, verdict="green", reasons=())
    return support


def open_second_reader(folder: Path | None, threads: int = 1) -> SecondReader | None:
    """The model in the folder; None where no folder is named.

    Raises ProviderError: "missing" where files of it are not there or the engine is not installed,
    "damaged" where they are not what they should be. Never called by the web process.
    """
    if folder is None:
        return None
    if lacking := list_missing(folder):
        raise ProviderError("missing", f"In {folder} there is no {', '.join(lacking)}.")
    try:
        return SecondReader(folder, threads)
    except ImportError as error:
        raise ProviderError(
            "missing", f"The second reader needs {error.name}, which is not installed."
        ) from error


def list_missing(folder: Path) -> list[str]:
    """The files of a second reader that are not in the folder. Loads nothing."""
    missing = [name for name in _ALWAYS if not (folder / name).is_file()]
    return missing if _find_model(folder) else [MODELS[0], *missing]


def _find_model(folder: Path) -> Path | None:
    return next((folder / name for name in MODELS if (folder / name).is_file()), None)


class SecondReader:
    """A Reader over an ONNX model for natural language inference."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        self._folder = folder
        config = self._read_json("config.json")
        self._labels = self._read_labels(config)
        self.calibration = self._read_calibration()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.log_severity_level = 3
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            longest = int(config.get("max_position_embeddings") or _LONGEST)
            # Of passages that are too long the end goes; of the sentence nothing may.
            self._tokenizer.enable_truncation(min(longest, _LONGEST), strategy="only_first")
            self._session = onnxruntime.InferenceSession(
                str(_find_model(folder)), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # each fault of the files has a class of its own there
            raise self._damaged(str(error)) from error
        self._wanted = [one.name for one in self._session.get_inputs()]

    def follows(self, passages: str, sentence: str) -> float:
        """See `Reader`."""
        import numpy as np

        try:
            read = self._tokenizer.encode(passages, sentence)
            rows = {
                "input_ids": read.ids,
                "attention_mask": read.attention_mask,
                "token_type_ids": read.type_ids,
            }
            given = {name: np.array([rows[name]], dtype=np.int64) for name in self._wanted}
            answer = self._session.run(None, given)[0]
        except Exception as error:  # as above
            raise ProviderError("bug", f"The second reader failed: {error}") from error
        if getattr(answer, "shape", None) != (1, len(_ANSWERS)):
            raise self._damaged("its answer is not one of three")
        weights = [math.exp(float(one) - float(answer.max())) for one in answer[0]]
        return weights[self._labels.index("entailment")] / sum(weights)

    def _read_json(self, name: str) -> dict[str, Any]:
        try:
            read = json.loads((self._folder / name).read_text(encoding="utf-8"))
        except (ValueError, OSError, RecursionError) as error:
            raise self._damaged(f"{name}: {error}") from error
        if not isinstance(read, dict):
            raise self._damaged(f"{name} is no JSON object")
        return read

    def _read_labels(self, config: dict[str, Any]) -> Sequence[str]:
        named = config.get("id2label")
        named = named if isinstance(named, dict) else {}
        labels = [str(named.get(str(n), "")).casefold() for n in range(len(_ANSWERS))]
        if sorted(labels) != sorted(_ANSWERS):
            raise self._damaged(f"config.json does not name the answers {', '.join(_ANSWERS)}")
        return labels

    def _read_calibration(self) -> Calibration:
        if not (self._folder / _CALIBRATION).is_file():
            return Calibration()
        read = self._read_json(_CALIBRATION)
        known = {field.name for field in fields(Calibration)}
        found = {name: value for name, value in read.items() if name in known}
        for value in found.values():
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
                raise self._damaged(f"{_CALIBRATION} has no number between 0 and 1")
        return Calibration(**found)

    def _damaged(self, reason: str) -> ProviderError:
        return ProviderError("damaged", f"The second reader in {self._folder} is damaged: {reason}")
