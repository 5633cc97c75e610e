"""What a form was drawn from, so that what somebody else saves meanwhile is noticed.

Every press runs the page again, with what is in the chest by then. A form that was drawn from that
would drop what was typed into fields that changed, and save over what nobody on this page has seen.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

import streamlit as st

T = TypeVar("T")


@dataclass(frozen=True)
class Draft(Generic[T]):
    """One form on one visit to its page: `before` is what it was drawn from, at `version`.

    Fields and form take keys that begin with `key`; the button that saves takes `save_key`.
    """

    name: str
    key: str
    version: int
    before: T

    @property
    def save_key(self) -> str:
        return f"{self.key}-save"


def begin(name: str, *, version: int, before: T) -> Draft[T]:
    """The draft of this visit, as it was first drawn; a new one from `before` on a new visit."""
    kept: Draft[T] | None = st.session_state.get(f"draft-{name}")
    # Streamlit forgets a button once a run of the script did not draw it: the person was elsewhere.
    if kept is not None and kept.save_key in st.session_state:
        return kept
    drawn = Draft(name, f"{name}-{secrets.token_hex(4)}", version, before)
    st.session_state[f"draft-{name}"] = drawn
    return drawn


def drop(draft: Draft[T]) -> None:
    """Draw the form anew in the next run, from what is in the chest then."""
    st.session_state.pop(f"draft-{draft.name}", None)


def move(draft: Draft[T], *, version: int) -> None:
    """Keep what is typed, and let the next press save over `version`, which has now been shown."""
    st.session_state[f"draft-{draft.name}"] = replace(draft, version=version)
