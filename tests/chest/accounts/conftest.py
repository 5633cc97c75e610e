"""What the tests of accounts start from."""

from __future__ import annotations

from pathlib import Path

import pytest

from chest.accounts.manager import AccountManager
from chest.accounts.sessions import LoginSessions
from chest.database import Database
from chest.security.throttle import WindowThrottle
from chest.settings import Settings
from tests.chest.accounts.owner import EMAIL, PASSWORD


@pytest.fixture
def sign_ins(database: Database) -> LoginSessions:
    return LoginSessions(database=database)


@pytest.fixture
def accounts(database: Database, sign_ins: LoginSessions, tmp_path: Path) -> AccountManager:
    made = AccountManager(
        database=database,
        settings=Settings(data_dir=tmp_path, signup="open", _env_file=None),
        throttle=WindowThrottle(),
        sign_ins=sign_ins,
        setup_key=b"k" * 32,
    )
    made.sign_up(email=EMAIL, password=PASSWORD, name="Ana", setup_code=made.setup_code)
    return made
