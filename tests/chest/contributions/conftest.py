"""What the tests of contributions start from."""

from __future__ import annotations

import pytest

from chest.database import Database
from tests.builders import Family, add_family


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database)
