"""Labels for pictures: which of a vocabulary's words are near them.

A label is weighed against the others of its group and against sentences that say nothing in
particular, so that a picture of none of them gets none; one group's label takes nothing from
another's, so that a dog in a garden is both.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ai.tagging.base import Directions, Embedder, Picture, Seen, TextEmbedder
from ai.tagging.vocabulary import OWN, Vocabulary

PROMPTS = (
    "a photo of {}.",
    "a photo of a {}.",
    "an old photograph of {}.",
    "a picture showing {}.",
    "a family photo: {}.",
)
"""Several ways to say it, whose directions are averaged."""

NOTHING = ("a photo.", "a picture of something.", "an old photograph.", "a blurry photo.")
"""What a label has to be nearer than."""

FORM = 2
"""Raised when label directions are to be put together anew."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is shown: a share of its group, a nearness to the picture, and how many at most."""

    share: float
    nearness: float
    most: int = 5


LIMITS: dict[str, Limits] = {
    # UNMEASURED: chosen by what is written about CLIP ViT-B/32 (a fitting sentence lies at 0.25 to
    # 0.33, any other at 0.15 to 0.22), not by pictures of families. To be set anew once real
    # weights have looked at real albums.
    "": Limits(share=0.50, nearness=0.22),
    "people": Limits(share=0.60, nearness=0.22),
    "form": Limits(share=0.60, nearness=0.23),
    OWN: Limits(share=0.60, nearness=0.24),
}
"""By group; "" for those not named."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near two directions lie at least: words and a picture that is found by them, pictures
    that are shown as alike, and such as may be one picture twice."""

    words: float
    alike: float
    same: float


# UNMEASURED, as the limits above. What is written about CLIP ViT-B/32: two pictures of anything lie
# at 0.4 to 0.65, two of one place or occasion above 0.75, two scans of one print above 0.95.
NEARNESS = Nearness(words=0.20, alike=0.75, same=0.93)

SHARPNESS = 100.0
"""What nearness is multiplied with before it is weighed: what CLIP models were trained with."""


class LabelTagger:
    """A Tagger over an Embedder. Labels are encoded once and kept in `cache`."""

    local = True

    def __init__(
        self,
        embedder: Embedder,
        vocabulary: Vocabulary,
        *,
        cache: Path | None = None,
        limits: Mapping[str, Limits] = LIMITS,
    ) -> None:
        self._embedder = embedder
        self._limits = limits
        self._vocabulary = vocabulary
        self.name = embedder.name
        self.model = embedder.model
        self.version = f"{embedder.version[:12]}-{vocabulary_hash(vocabulary)[:12]}"
        self._labels, self._nothing = _directions_of(embedder, vocabulary, cache)
        groups = [label.group for label in vocabulary.labels]
        self._groups = {
            group: np.array([at for at, of in enumerate(groups) if of == group])
            for group in dict.fromkeys(groups)
        }

    def tag(self, pictures: Sequence[Picture]) -> list[tuple[Seen, ...]]:
        return self.tag_directions(self._embedder.embed_pictures(pictures))

    def tag_directions(self, directions: Directions) -> list[tuple[Seen, ...]]:
        """The same for pictures whose directions are known."""
        if not self._vocabulary.labels:
            return [() for _each in directions]
        near = directions @ self._labels.T
        idle = directions @ self._nothing.T
        return [self._one(near[at], idle[at]) for at in range(len(directions))]

    def _one(self, near: NDArray[np.float32], idle: NDArray[np.float32]) -> tuple[Seen, ...]:
        found: list[tuple[float, str]] = []
        for group, places in self._groups.items():
            limits = self._limits.get(group, self._limits[""])
            against = near if group == OWN else near[places]
            shares = _shares(np.concatenate([against, idle]))
            for number, at in enumerate(places):
                share = float(shares[at if group == OWN else number])
                if share >= limits.share and near[at] >= limits.nearness:
                    found.append((share, self._vocabulary.labels[at].key))
        best = sorted(found, key=lambda one: (-one[0], one[1]))[: self._limits[""].most]
        return tuple(Seen(label, round(share, 4)) for share, label in best)


def vocabulary_hash(vocabulary: Vocabulary) -> str:
    """What tells two vocabularies apart, as far as looking goes."""
    told = [f"{label.group}\0{label.key}" for label in vocabulary.labels]
    rules = [*PROMPTS, *NOTHING, str(FORM), str(SHARPNESS), *(f"{k}{v}" for k, v in LIMITS.items())]
    return sha256("\n".join([*told, *rules]).encode()).hexdigest()


def _shares(near: NDArray[np.float32]) -> NDArray[np.float32]:
    weights = np.exp(SHARPNESS * (near - near.max()))
    return np.asarray(weights / weights.sum(), np.float32)


def _directions_of(
    embedder: TextEmbedder, vocabulary: Vocabulary, cache: Path | None
) -> tuple[Directions, Directions]:
    """(of the labels, of the sentences that say nothing)."""
    count = len(vocabulary.labels)
    keyed = f"{embedder.name} {embedder.version} {vocabulary_hash(vocabulary)}"
    path = cache / f"labels-{sha256(keyed.encode()).hexdigest()[:32]}.npy" if cache else None
    shape = (count + len(NOTHING), embedder.size)
    rows = _read(path, shape) if path else None
    if rows is None:
        sentences = [prompt.format(label.key) for label in vocabulary.labels for prompt in PROMPTS]
        each = embedder.embed_texts([*sentences, *NOTHING])
        labels = each[: len(sentences)].reshape(count, len(PROMPTS), embedder.size).mean(axis=1)
        labels /= np.maximum(np.linalg.norm(labels, axis=1, keepdims=True), 1e-12)
        rows = np.concatenate([labels, each[len(sentences) :]]).astype(np.float32)
        if path is not None:
            _keep(path, rows)
    return rows[:count], rows[count:]


def _read(path: Path, shape: tuple[int, int]) -> Directions | None:
    """What was kept; None for what is not there or was cut short: it is made anew."""
    try:
        rows = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    whole = rows.shape == shape and rows.dtype == np.float32 and bool(np.isfinite(rows).all())
    return rows if whole else None


def _keep(path: Path, rows: Directions) -> None:
    """Under another name first: whoever reads meanwhile reads all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=path.parent, prefix=".labels-")
    with os.fdopen(number, "wb") as file:
        np.save(file, rows)
    os.replace(name, path)
