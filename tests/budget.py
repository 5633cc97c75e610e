"""How much a property test tries: little in `make test`, much in `make hold`."""

from __future__ import annotations

import os

HOLDING = "CHEST_TEST_HOLD_SHARE"
_TIMES = 20


def examples(count: int) -> int:
    """`count` in `make test`; twenty times as many in `make hold`, or the share of them asked for,
    but never fewer than `count`."""
    share = float(os.environ.get(HOLDING, "0"))
    return max(count, round(count * _TIMES * share))


def is_holding() -> bool:
    """Whether this run is `make hold`: then each run tries other examples than the last."""
    return HOLDING in os.environ
