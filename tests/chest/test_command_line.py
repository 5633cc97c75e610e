"""`python -m chest` as its users run it, in processes of its own."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlmodel import col, select

from chest.errors import Invalid
from chest.library import Library
from chest.models import Account, Asset, AuditEvent, Chest, UploadState, utc_now
from chest.models import Upload as UploadRow
from tests.builders import add_chest, add_member
from tests.command_line import CommandLine

EMAIL = "ana@example.org"
PASSWORD = "a short sentence"
NEW_PASSWORD = "another short sentence"
SECRET = "k" * 40


@pytest.fixture
def terminal(tmp_path: Path, sqlite_template: Path) -> CommandLine:
    """An installation on one computer, with the schema and nothing else."""
    home = CommandLine(tmp_path / "data")
    home.data_dir.mkdir()
    shutil.copy(sqlite_template, home.data_dir / "chest.db")
    return home


@pytest.fixture
def library(terminal: CommandLine) -> Iterator[Library]:
    """The same installation from inside, after somebody has set it up and made a chest."""
    library = terminal.open_library()
    account = library.accounts.sign_up(
        email=EMAIL, password=PASSWORD, name="Ana", setup_code=library.accounts.setup_code
    )
    with library.database.write() as session:
        session.add(Chest(name="Rosa Almeida", created_by=account.id))
    yield library
    library.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in ("a.jpg", "b.jpg"):
        (folder / name).write_bytes(name.encode())
    return folder
