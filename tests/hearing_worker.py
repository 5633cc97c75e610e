"""The real worker, whose ear hears tones, each window after a moment: long enough to be killed in
the middle of it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import worker
from chest.ingest.engines import Engines
from chest.library import Library
from tests.hearing_tones import Tones


class SlowEar(Engines):
    def open_transcriber(self, asked: str) -> Tones:
        return Tones(before=lambda _number: time.sleep(float(os.environ.get("SLOW_EAR", "0.4"))))


@contextmanager
def open_handlers(library: Library) -> Iterator[worker.Handlers]:
    worker.Engines = SlowEar
    with worker.open_handlers(library) as handlers:
        yield handlers


if __name__ == "__main__":
    os._exit(worker.main(sys.argv[1:], open_handlers=open_handlers))
