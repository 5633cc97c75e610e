"""Long lists, of which a person asks for one page more at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

import streamlit as st

from language import _

T_co = TypeVar("T_co", covariant=True)
Cursor_co = TypeVar("Cursor_co", covariant=True)
T = TypeVar("T")
Cursor = TypeVar("Cursor")


class Page(Protocol[T_co, Cursor_co]):
    """Some of a list; `next` asks for what comes after it, None at the end."""

    @property
    def items(self) -> Sequence[T_co]: ...

    @property
    def next(self) -> Cursor_co | None: ...


def load(name: str, ask: Callable[[Cursor | None], Page[T, Cursor]]) -> tuple[list[T], bool]:
    """As many pages of the list as this person has asked for, and whether there is more."""
    found: list[T] = []
    after: Cursor | None = None
    for _page in range(st.session_state.setdefault(name, 1)):
        page = ask(after)
        found += page.items
        after = page.next
        if after is None:
            break
    return found, after is not None


def ask_for_more(name: str) -> None:
    """The next run loads one page more."""
    st.session_state[name] += 1


def offer_more(name: str, *, more: bool, label: str = "") -> None:
    """A button for the page after these, where there is one."""
    if more and st.button(label or _("Show more"), key=f"show-{name}"):
        ask_for_more(name)
        st.rerun()
