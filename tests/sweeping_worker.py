"""The real worker, except that it sweeps every second and not every half minute: for tests of what
the sweep finds. What it is in earnest stands in `chest.upkeep.sweep`."""

from __future__ import annotations

import os
import sys
from functools import partial

import worker
from chest.upkeep.sweep import SweepThread

if __name__ == "__main__":
    worker.SweepThread = partial(SweepThread, interval_seconds=1.0)
    os._exit(worker.main(sys.argv[1:]))
