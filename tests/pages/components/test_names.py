"""What a component is declared with, before any script of it runs: whatever can be pressed, filled
in or heard has its name."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from pages.components.shared.sources import COMPONENTS, worded

DECLARED = sorted(
    path.parent.name
    for path in COMPONENTS.glob("*/*.js")
    if path.stem == path.parent.name  # not the shared pieces
    and path.stem != "viewer"  # made by its script, with its names; lists bring it along
)
PRESSED = {"button", "a", "summary", "option"}
FILLED = {"input", "textarea", "select", "meter", "progress", "audio", "video", "img"}
NEVER_CLOSED = {"input", "img"}


class Names(HTMLParser):
    """The controls of a piece of HTML, each with the name that a screen reader says."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.controls: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.labels: dict[str, list[str]] = {}
        self.open: list[list[str]] = []
        self.feed(html)
        assert not self.open, "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        said: list[str] = []
        if tag in PRESSED | FILLED:
            self.controls.append((tag, given, said))
        if tag == "label":
            self.labels[given.get("for") or ""] = said
        if tag not in NEVER_CLOSED:
            self.open.append(said)

    def handle_endtag(self, tag: str) -> None:
        if tag not in NEVER_CLOSED:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        for said in self.open:
            said.append(data)

    def nameless(self) -> list[str]:
        found = []
        for tag, given, said in self.controls:
            own = said if tag in PRESSED else self.labels.get(given.get("id") or "", [])
            name = given.get("aria-label") or given.get("alt") or "".join(own)
            if not name.strip():
                found.append(f"{tag} {given}")
        return found


@pytest.fixture
def declared_by(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """The HTML of each component that a module declares."""

    def declared(name: str) -> list[str]:
        noted: list[str] = []

        def note(_: str, *, html: str, **__: Any) -> None:
            noted.append(html)

        # What it uses is declared for good before: other tests draw pages in this process.
        importlib.import_module(f"pages.components.{name}.{name}")
        monkeypatch.setattr(st.components.v2, "component", note)
        path: Path = COMPONENTS / name / f"{name}.py"
        spec = importlib.util.spec_from_file_location(f"declared_{name}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, spec.name, module)
        spec.loader.exec_module(module)
        monkeypatch.undo()
        return noted

    return declared


@pytest.mark.parametrize("name", DECLARED)
def test_nothing_in_a_component_is_nameless_before_its_script_runs(
    declared_by: Callable[[str], list[str]], name: str
) -> None:
    declared = declared_by(name)
    assert declared
    for html in declared:
        assert Names(html).nameless() == []
        assert "{" not in html, "a word is missing"


def test_the_check_finds_what_is_nameless() -> None:
    html = """<div><button class="main"> </button><label for="b">Words</label><input id="a">
    <textarea id="b"></textarea><input aria-label="A"><progress></progress></div>"""
    assert Names(html).nameless() == [
        "button {'class': 'main'}",
        "input {'id': 'a'}",
        "progress {}",
    ]


def test_words_are_put_into_html_as_text() -> None:
    assert worded("<b>{a}</b>", {"a": "<i>", "more": {"b": "c"}}) == "<b>&lt;i&gt;</b>"
    with pytest.raises(KeyError, match="missing"):
        worded("<b>{missing}</b>", {})
