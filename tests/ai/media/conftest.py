"""One decoder for the tests that do not care which, and a folder for what it writes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ai.media import Decoder


@pytest.fixture(scope="session")
def decoder() -> Iterator[Decoder]:
    with Decoder() as decoder:
        yield decoder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder
