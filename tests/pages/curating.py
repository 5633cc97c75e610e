"""What a curator sees on a page of their chest, and presses there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

INDEX = Path(__file__).parents[2] / "pages" / "index.py"
Visit = Callable[[str], AppTest]


def words(page: AppTest) -> str:
    """All that is written on it, as a person would read it."""
    kinds = ("title", "subheader", "markdown", "caption", "info", "warning", "success", "error")
    said = "\n".join(element.value for kind in kinds for element in getattr(page, kind))
    return re.sub(r"\\(.)", r"\1", said)


def html(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def press(page: AppTest, label: str) -> None:
    button = next(b for b in page.button if b.label == label)
    button.click().run()
    assert not page.exception


def labels(page: AppTest) -> list[str]:
    return [button.label for button in page.button]
