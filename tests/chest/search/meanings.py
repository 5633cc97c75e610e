"""A small model of words that tests put in the place of a large one: real, quick, the same each
time."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID
from zlib import crc32

import numpy as np

from chest.database import Database
from chest.models import Asset, Embedding
from chest.search.folding import fold


class LetterGroups:
    """Directions made of groups of three letters: words that are written alike lie near."""

    name = "letters"
    model = "letters-3"
    version = "1"
    local = True
    size = 256

    def embed_texts(self, texts: Sequence[str]) -> np.ndarray:
        rows = np.zeros((len(texts), self.size), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in fold(text).split():
                padded = f"  {word}  "
                for at in range(len(padded) - 2):
                    row[crc32(padded[at : at + 3].encode()) % self.size] += 1
            row /= np.linalg.norm(row) or 1
        return rows


def add_picture_of(
    database: Database, asset_id: UUID, words: str, *, kind: str = "picture"
) -> None:
    """What a model saw in a memory, as if it had seen these words in it."""
    with database.write() as session:
        asset = session.get_one(Asset, asset_id)
        packed = LetterGroups().embed_texts([words])[0].astype("<f2").tobytes()
        session.merge(
            Embedding(
                asset_id=asset_id,
                kind="picture",
                model=LetterGroups.model,
                chest_id=asset.chest_id,
                size=LetterGroups.size,
                vector=packed,
            )
        )
