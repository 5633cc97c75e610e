"""The real worker, whose eye is the tiny CLIP and looks a moment longer at each batch: long enough
to be killed in the midst of one."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import worker
from ai.tagging.base import Directions, Embedder, Picture
from ai.tagging.opening import open_embedder
from chest.ingest.engines import Engines
from chest.library import Library

TINY = Path(__file__).parent / "ai" / "tagging" / "tiny"


class Slow:
    """An embedder that takes its time."""

    local = True

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.name, self.model = embedder.name, embedder.model
        self.version, self.size = embedder.version, embedder.size

    def embed_texts(self, texts: Sequence[str]) -> Directions:
        return self._embedder.embed_texts(texts)

    def embed_pictures(self, pictures: Sequence[Picture]) -> Directions:
        time.sleep(float(os.environ.get("SLOW_EYE", "0.3")))
        return self._embedder.embed_pictures(pictures)


class SlowEye(Engines):
    def has_embedder(self) -> bool:
        return True

    def open_embedder(self) -> Embedder:
        return Slow(open_embedder("clip-onnx", TINY))


@contextmanager
def open_handlers(library: Library) -> Iterator[worker.Handlers]:
    worker.Engines = SlowEye
    with worker.open_handlers(library) as handlers:
        yield handlers


if __name__ == "__main__":
    os._exit(worker.main(sys.argv[1:], open_handlers=open_handlers))
