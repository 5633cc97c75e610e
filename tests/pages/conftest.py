"""An installation with one account, for the pages to be drawn from."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from chest.library import Library, open_library
from chest.settings import Settings
from tests.builders import Family, add_family
from tests.pages.curating import INDEX, Visit
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


@pytest.fixture
def family(library: Library) -> Family:
    """A chest whose day begins before that of the machine."""
    return add_family(library.database, time_zone="Pacific/Auckland")


@pytest.fixture
def visit(library: Library, family: Family, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """A page of the chest, as its curator opens it."""
    monkeypatch.setattr("pages.parts.session.shared_library", lambda: library)
    monkeypatch.setattr("pages.parts.session.viewer", lambda: family.curator)

    def base_url() -> str:
        return library.settings.public_url or "http://127.0.0.1:8501"

    monkeypatch.setattr("pages.parts.session.base_url", base_url)

    def open_page(name: str) -> AppTest:
        page = AppTest.from_file(str(INDEX), default_timeout=60)
        page.query_params["chest"] = str(family.chest_id)
        page.run()
        page.switch_page(f"{name}.py").run()
        assert not page.exception
        return page

    return open_page
