"""The part of the gate that was taught: it weighs the words of each sentence, and what the rules
found, and says whether a text should wait, for which reason, and which sentence says so.

`teaching.py` writes its weights. Nothing but numpy, and no model's program, is needed to read them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile
from zlib import error as ZlibError

import numpy as np
from numpy.typing import NDArray

from ai.narrative.gate.features import BITS, features, sentences

WEIGHTS = Path(__file__).with_name("learned.npz")
FORM = 1
"""Changes with the features: weights of another form say nothing."""

Floats = NDArray[np.float32]
Hint = tuple[str, str]
"""Which kind of rule found which reason."""


class WeightsError(Exception):
    """The weights cannot be used; its words say why, and what to do."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """How much speaks for holding a text (above nothing: it waits), what of that the sentences
    say by themselves, and the reason and place in the folded text of what says the most."""

    whole: float
    alone: float
    reason: str
    start: int
    end: int


@dataclass(frozen=True)
class Weights:
    """What was learnt. `row[feature]` is where its weights stand, 0 for those of no account."""

    reasons: tuple[str, ...]
    row: NDArray[np.int32]
    table: Floats
    bias: Floats
    hints: Mapping[Hint, float]
    strong: frozenset[Hint]
    slope: float
    offset: float
    header: Mapping[str, Any]

    def weigh(self, folded: str, found: Iterable[Hint]) -> Weighed | None:
        """What speaks for holding a folded text in which the rules found this."""
        spans = sentences(folded)
        if not spans:
            return None
        sums, counts = self._sums([folded[start:end] for start, end in spans])
        # A sentence may say it only with the next one.
        both = np.concatenate([sums, sums[:-1] + sums[1:]])
        sizes = np.concatenate([counts, counts[:-1] + counts[1:]])
        logits = both / np.sqrt(sizes)[:, None] + self.bias
        odds = held_odds(logits)
        best = int(odds.argmax())
        first = best % len(spans) if best < len(spans) else best - len(spans)
        last = first if best < len(spans) else first + 1
        alone = self.offset + self.slope * float(odds[best])
        whole = alone + sum(self.hints.get(hint, 0.0) for hint in sorted(set(found)))
        reason = self.reasons[int(logits[best, 1:].argmax())]
        return Weighed(whole, alone, reason, spans[first][0], spans[last][1])

    def _sums(self, parts: list[str]) -> tuple[Floats, Floats]:
        sums = np.zeros((len(parts), self.table.shape[1]), np.float32)
        counts = np.ones(len(parts), np.float32)
        for at, part in enumerate(parts):
            seen = features(part)
            sums[at] = self.table[self.row[seen]].sum(0)
            counts[at] = len(seen)
        return sums, counts


def held_odds(logits: Floats) -> Floats:
    """Of each row, the logarithm of the odds that it is to be held, for whatever reason."""
    most = logits[:, 1:].max(1)
    together = np.log(np.exp(logits[:, 1:] - most[:, None]).sum(1))
    return np.asarray(most + together - logits[:, 0], np.float32)


@lru_cache(maxsize=1)
def load(path: Path = WEIGHTS) -> Weights:
    """Read the weights once; raises `WeightsError` where they are missing, damaged or of another
    form, so that nobody takes a gate with half its eyes for a whole one."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            header = json.loads(bytes(kept["header"]).decode())
            steps, weights = kept["steps"], kept["weights"]
            scale, bias = kept["scale"], kept["bias"]
    except FileNotFoundError as error:
        raise WeightsError(_MISSING.format(path=path)) from error
    except (OSError, ValueError, KeyError, EOFError, BadZipFile, ZlibError) as error:
        raise WeightsError(_DAMAGED.format(path=path)) from error
    if header.get("form") != FORM or header.get("bits") != BITS:
        raise WeightsError(_OTHER.format(path=path))
    at = np.cumsum(steps, dtype=np.int64)
    sound = (
        weights.shape == (len(at), len(header["reasons"]) + 1)
        and scale.shape == bias.shape == (weights.shape[1],)
        and len(at) > 0
        and int(at[-1]) < 1 << BITS
    )
    if not sound:
        raise WeightsError(_DAMAGED.format(path=path))
    row = np.zeros(1 << BITS, np.int32)
    row[at] = np.arange(1, len(at) + 1)
    table = np.zeros((len(at) + 1, weights.shape[1]), np.float32)
    table[1:] = weights.astype(np.float32) * scale
    return Weights(
        reasons=tuple(header["reasons"]),
        row=row,
        table=table,
        bias=bias.astype(np.float32),
        hints={(kind, reason): weight for kind, reason, weight in header["hints"]},
        strong=frozenset((kind, reason) for kind, reason in header["strong"]),
        slope=header["slope"],
        offset=header["offset"] - header["threshold"],
        header=header,
    )


def write(path: Path, table: Floats, bias: Floats, header: Mapping[str, Any], *, keep: int) -> None:
    """Write the `keep` features that weigh most, each weight as one byte."""
    weight = np.abs(table - table.mean(1, keepdims=True)).max(1)
    at = np.sort(np.argsort(-weight, kind="stable")[:keep])
    kept = table[at]
    most = np.abs(kept).max(0)
    scale = np.where(most > 0, most, 1) / 127
    np.savez_compressed(
        path,
        header=np.frombuffer(json.dumps(dict(header), sort_keys=True).encode(), np.uint8),
        steps=np.diff(at, prepend=0).astype(np.uint32),
        weights=np.round(kept / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=bias.astype(np.float32),
    )


_MISSING = (
    "The gate's learnt weights are missing ({path}). Install the program again, or write them with"
    " `python -m ai.narrative.gate.teaching`."
)
_DAMAGED = (
    "The gate's learnt weights are damaged ({path}). Install the program again, or write them with"
    " `python -m ai.narrative.gate.teaching`."
)
_OTHER = (
    "The gate's learnt weights belong to another version ({path}). Install the program again, or"
    " write them with `python -m ai.narrative.gate.teaching`."
)
