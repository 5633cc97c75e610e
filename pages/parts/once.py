"""A button that is pressed twice, by a hand that is used to double clicks, does one thing."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock
from typing import TypeVar, cast

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException

T = TypeVar("T")

_SAME_PRESS = 10  # seconds; who wants a second one just like the first takes longer
_NOT_LOOKED_AT = 1.5  # seconds


@dataclass
class _Press:
    """What a button made last. One object for as long as the page's state lasts, and changed in
    place: whoever writes to that state may be stopped there for the sake of the second press."""

    said: str = ""
    at: float = 0.0
    made: object = None
    lock: Lock = field(default_factory=Lock)


_one_press = Lock()


def _press_of(key: str) -> _Press:
    with _one_press:
        return cast("_Press", st.session_state.setdefault(key, _Press()))


def once(button: str, form: object, make: Callable[[], T]) -> T:
    """What `make` returns. Pressed again within a moment, with the same in the `form`, the button
    is given what the first press made.

    The second press of a double click is a run of its own: Streamlit begins it before the first
    one could show what it made, and at times while that is still making it; then it waits. What
    raises was not made.
    """
    last = _press_of(f"once-{button}")
    said = sha256(repr(form).encode()).hexdigest()  # a form may hold a password
    with last.lock:
        if last.said == said and time.monotonic() - last.at < _SAME_PRESS:
            return cast("T", last.made)
        made = make()
        last.said, last.at, last.made = said, time.monotonic(), made
        return made


def is_second_press(button: str, thing: object) -> bool:
    """Whether a button of this sort was pressed a moment ago for another `thing`.

    What is decided about leaves its list, and the next one moves under the hand: the second press
    of a double click finds that one's button. Nobody has looked at it that fast.
    """
    last = _press_of(f"second-{button}")
    said, now = repr(thing), time.monotonic()
    with last.lock:
        if last.said and last.said != said and now - last.at < _NOT_LOOKED_AT:
            return True
        last.said, last.at = said, now
        return False


def keep(notes: Mapping[str, object]) -> None:
    """Leave these `notes` to the next run, in the state of the page; None takes one away.

    For what is said of a deed that is done, and for the way to undo it. Where a second press has
    asked for another run meanwhile, Streamlit ends this one at the first of them, before it is
    written: the button may have gone with what it was about, and nobody else would say it. Here
    all are written first.
    """
    ended: RerunException | None = None
    for name, note in notes.items():
        while True:
            try:
                if note is None:
                    st.session_state.pop(name, None)
                else:
                    st.session_state[name] = note
                break
            except RerunException as asked:  # each request is told once
                ended = asked
    if ended is not None:
        raise ended
