"""What keeps a form from being taken stands at its field, and the page leads there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from chest.errors import ChestError
from pages.components.fault.fault import lead_to
from pages.parts import failures

T = TypeVar("T")


class Fields:
    """The fields of one form, whose keys begin with `key`. A refusal that names one of them
    (`field`, see chest.errors) is said there; any other where `report_errors` stands."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._places: dict[str, DeltaGenerator] = {}

    def draw(
        self, name: str, make: Callable[[str], T], *, within: DeltaGenerator | None = None
    ) -> T:
        """What `make` returns, which draws the field under the key that it is given; `within` is
        the column that it stands in."""
        made = make(self.key_of(name))
        self._places[name] = within.empty() if within is not None else st.empty()
        return made

    def key_of(self, name: str) -> str:
        return f"{self._key}-{name}"

    @contextmanager
    def report_errors(self) -> Iterator[None]:
        """Show a refusal at the field that it is about, instead of an error page."""
        try:
            with failures.report_errors(but=self._places):
                yield
        except ChestError as error:
            self._say(str(error.data["field"]), error.sentence)

    def _say(self, name: str, sentence: str) -> None:
        key = self.key_of(name)
        said = f"said-{key}"
        with self._places[name].container():
            st.html(
                f"<p class='chest-fault' id='{escape(said)}' role='alert'>{escape(sentence)}</p>"
            )
            lead_to(key, said=said, key=key)
