"""An installation with one account, for the pages to be drawn from."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from chest.library import Library, open_library
from chest.settings import Settings
from tests.pages.visits import SETUP_CODE, Visitor, sign_up


@pytest.fixture
def library(tmp_path: Path, sqlite_template: Path) -> Iterator[Library]:
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(sqlite_template, data / "chest.db")
    made = open_library(
        Settings(_env_file=None, data_dir=data, setup_code=SETUP_CODE, worker="external")
    )
    yield made
    made.close()


@pytest.fixture
def ana(library: Library, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """The first account of the installation."""
    return sign_up(library, "Ana", monkeypatch, setup_code=SETUP_CODE)
