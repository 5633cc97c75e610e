"""Models that hear, look and read."""

from __future__ import annotations

from typing import Literal

from api.schemas.base import Answer


class Model(Answer):
    """One model that can be had. `state` is `waiting` where it is asked for and not begun, `used`
    whether it is the one that works; `done` of `size` bytes came of one that is downloading, and
    `reason` says why the last download did not work."""

    task: str
    name: str
    size: int
    licence: str
    languages: list[str] | None
    state: Literal["absent", "waiting", "downloading", "ready", "damaged"]
    used: bool
    done: int
    reason: str | None
