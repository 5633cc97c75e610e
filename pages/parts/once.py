"""A button that is pressed twice, by a hand that is used to double clicks, does one thing."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Generic, TypeVar, cast

import streamlit as st

T = TypeVar("T")

_SAME_PRESS = 10  # seconds; who wants a second one just like the first takes longer


@dataclass(frozen=True)
class _Made(Generic[T]):
    said: str
    at: float
    what: T


def once(button: str, form: object, make: Callable[[], T]) -> T:
    """What `make` returns. Pressed again within a moment, with the same in the `form`, the button
    is given what the first press made.

    The second press of a double click is a run of its own: Streamlit begins it when the first one
    has made what it makes, and before it could show that. What raises was not made.
    """
    said = sha256(repr(form).encode()).hexdigest()  # a form may hold a password
    before = cast("_Made[T] | None", st.session_state.get(f"once-{button}"))
    if before is not None and before.said == said and time.monotonic() - before.at < _SAME_PRESS:
        return before.what
    made = make()
    st.session_state[f"once-{button}"] = _Made(said, time.monotonic(), made)
    return made
