"""What lies near in meaning: words beside pictures and words, pictures beside pictures."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import Select, bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from ai.base import ProviderError
from ai.tagging.base import TextEmbedder
from ai.tagging.tagger import NEARNESS
from chest.access.prepared import Prepared
from chest.access.viewers import WORKER, Viewer
from chest.models import Embedding
from chest.search.vectors import Floats, Near, Shelf

OpenTextEmbedder = Callable[[], TextEmbedder]

_PICTURE = "picture"
_ASKS_AGAIN = 60.0  # seconds


class Meaning:
    """Each of `opened` makes, when first needed, what puts words beside the rows of its model. One
    that is missing is asked again after a minute; without any, nothing is near in meaning."""

    def __init__(self, shelf: Shelf, opened: Sequence[OpenTextEmbedder]) -> None:
        self._shelf = shelf
        self._opens = [_Opened(one) for one in opened]
        self._directions = lru_cache(maxsize=256)(self._direction)

    def iter_near(
        self, session: Session, chest_id: UUID, text: str, *, number: int
    ) -> list[Iterator[list[Near]]]:
        """For each model, the memories whose pictures or words lie near the text; see `Shelf`."""
        found = []
        for place, opened in enumerate(self._opens):
            embedder = opened.get()
            if embedder is None or not _has_any(session, chest_id, embedder.model):
                continue
            try:
                direction = self._directions(place, embedder.model, text)
            except ProviderError:
                continue  # words are found all the same
            found.append(
                self._shelf.iter_nearest(
                    session,
                    chest_id,
                    embedder.model,
                    direction,
                    number=number,
                    least=NEARNESS.words,
                )
            )
        return found

    def iter_alike(
        self, session: Session, chest_id: UUID, asset_id: UUID, *, number: int
    ) -> Iterator[list[Near]] | None:
        """The memories whose pictures lie near this one's; itself too. None without a picture that
        was looked at."""
        asked = (
            select_columns(col(Embedding.model), col(Embedding.vector))
            .where(
                col(Embedding.asset_id) == asset_id,
                col(Embedding.kind).not_like("words-%"),
            )
            .order_by(
                (col(Embedding.kind) == _PICTURE).desc(),
                col(Embedding.created_at).desc(),
                col(Embedding.kind),
            )
            .limit(1)
        )
        row = session.connection().execute(asked).first()
        if row is None:
            return None
        direction: Floats = np.frombuffer(row.vector, dtype="<f2").astype(np.float32)
        return self._shelf.iter_nearest(
            session, chest_id, row.model, direction, number=number, least=NEARNESS.alike
        )

    def _direction(self, place: int, model: str, text: str) -> Floats:
        embedder = self._opens[place].get()
        if embedder is None or embedder.model != model:
            raise ProviderError("missing")
        return np.asarray(embedder.embed_texts([text])[0], dtype=np.float32)


class _Opened:
    def __init__(self, opens: OpenTextEmbedder) -> None:
        self._opens = opens
        self._lock = threading.Lock()
        self._embedder: TextEmbedder | None = None
        self._asked: float | None = None

    def get(self) -> TextEmbedder | None:
        with self._lock:
            if self._embedder is not None:
                return self._embedder
            if self._asked is not None and time.monotonic() - self._asked < _ASKS_AGAIN:
                return None
            self._asked = time.monotonic()
            try:
                self._embedder = self._opens()
            except ProviderError:
                return None
            return self._embedder


def _any_of(_: Viewer) -> Select[Any]:
    return (
        select_columns(col(Embedding.size))
        .where(
            col(Embedding.chest_id) == bindparam("chest_id"),
            col(Embedding.model) == bindparam("model"),
        )
        .limit(1)
    )


_ANY = Prepared(_any_of)


def _has_any(session: Session, chest_id: UUID, model: str) -> bool:
    return bool(_ANY.ask(session, WORKER, chest_id=chest_id, model=model))
