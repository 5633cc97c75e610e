"""What the tests of sharing start from."""

from __future__ import annotations

import pytest

from chest.database import Database
from chest.security.signing import Signer
from chest.security.throttle import WindowThrottle
from chest.settings import Settings
from chest.sharing.manager import SharingManager
from chest.sharing.visits import LinkSessions
from tests.builders import Family, add_family
from tests.chest.sharing.visiting import SECRET


@pytest.fixture
def signer() -> Signer:
    return Signer(SECRET)


@pytest.fixture
def sharing(database: Database, signer: Signer) -> SharingManager:
    return SharingManager(database=database, signer=signer, settings=Settings(_env_file=None))


@pytest.fixture
def visits(database: Database, signer: Signer) -> LinkSessions:
    return LinkSessions(database=database, signer=signer, throttle=WindowThrottle())


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database, words="She sang while she cooked.")
