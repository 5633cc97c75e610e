"""What the tests of accounts start from."""

from __future__ import annotations

from pathlib import Path

import pytest

from chest.accounts.manager import AccountManager
from chest.database import Database
from chest.security.throttle import WindowThrottle
from chest.settings import Settings
from tests.chest.accounts.owner import EMAIL, PASSWORD


@pytest.fixture
def accounts(database: Database, tmp_path: Path) -> AccountManager:
    made = AccountManager(
        database=database,
        settings=Settings(data_dir=tmp_path, signup="open", _env_file=None),
        throttle=WindowThrottle(),
        setup_key=b"k" * 32,
    )
    made.sign_up(email=EMAIL, password=PASSWORD, name="Ana", setup_code=made.setup_code)
    return made
