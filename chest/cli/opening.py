"""From the settings to an open library, for as long as a command runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import ValidationError

from chest.errors import Conflict, NotFound, SettingsError
from chest.jobs.queue import migrate_jobs
from chest.library import Library, open_library
from chest.migrations import find_schema_problem, migrate
from chest.settings import Settings
from chest.upkeep.disk import find_database_file
from chest.upkeep.doctor import NO_DATABASE, say_nothing_there


def read_settings() -> Settings:
    """The settings of the environment. Raises SettingsError, which never shows a value: it may be
    a secret in the wrong place."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = "CHEST_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"{name} cannot be used: {first['msg']}.") from error


@contextmanager
def open_any(settings: Settings) -> Iterator[Library]:
    """A library, whether somebody keeps it already or not; closed at the end."""
    try:
        library = open_library(settings)
    except ImportError as error:  # SQLAlchemy looks for the driver that the address names
        raise SettingsError(NO_DATABASE) from error
    try:
        yield library
    finally:
        library.close()


@contextmanager
def open_kept(settings: Settings) -> Iterator[Library]:
    """A library that somebody keeps already. Makes none: a new folder beside the right one, from a
    command run in the wrong place, would only puzzle."""
    file = find_database_file(settings)
    if file is not None and not file.exists():
        raise NotFound(say_nothing_there(settings))
    with open_any(settings) as library:
        problem = find_schema_problem(library.database)
        if problem:
            raise Conflict(problem)
        yield library


def migrate_all(library: Library) -> None:
    """Bring the tables to the schema of this program, those of the jobs too."""
    migrate(library.database)
    migrate_jobs(library.database)
