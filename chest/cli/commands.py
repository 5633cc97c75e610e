"""The command line: the work of the chest without a browser."""

from __future__ import annotations

import argparse
import getpass
import io
import logging
import os
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import structlog
from alembic.util import CommandError
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select

from chest.access.viewers import AccountViewer, Viewer
from chest.cli.terminal import ProgressBar, hear_interrupts, tell
from chest.errors import ChestError, Conflict, Invalid, NotFound, SettingsError
from chest.jobs.queue import migrate_jobs
from chest.library import Library, open_library
from chest.migrations import find_schema_problem, migrate
from chest.models import Account, Chest, LoginSession, Membership, Role, utc_now
from chest.settings import Settings
from chest.texts import fold_email
from chest.upkeep.doctor import (
    NO_DATABASE,
    examine,
    find_database_file,
    hide_secrets,
    say_database_error,
    say_nothing_there,
)
from chest.uploads.folders import FolderImport, Imported, Outcome, iter_files
from storage.base import StorageError

Run = Callable[[Settings, argparse.Namespace], int]

FINE, REFUSED, WRONG_WORDS, STOPPED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; answers the exit status: 0, 1 where something did not work out (told on
    standard error), 2 for words that are no command, 130 after Ctrl-C."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # names of files can be anything
    # Every failure is told here as a sentence; the managers' log lines would say it twice.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    words = sys.argv[1:] if arguments is None else list(arguments)
    parser = _parser()
    if not words:
        parser.print_help(sys.stderr)
        return WRONG_WORDS
    options = parser.parse_args(words)
    run: Run = options.run
    try:
        settings = _read_settings()
        try:
            return run(settings, options)
        except SQLAlchemyError as error:
            return _refuse(say_database_error(error, settings))
        except (StorageError, ValueError) as error:  # ValueError: an address nobody understands
            return _refuse(hide_secrets(str(error), settings))
        except BrokenPipeError:
            # Whoever read the lines has seen enough; Python would complain once more at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return REFUSED
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            return _refuse(f"{where}{error.strerror or error}. See: python -m chest doctor")
    except ChestError as error:
        return _refuse(error.sentence)
    except KeyboardInterrupt:
        print("Stopped. What was added is safe; run the same again to go on.", file=sys.stderr)
        return STOPPED


def run_add(settings: Settings, options: argparse.Namespace) -> int:
    """Add files and folders to a chest. Running it again adds only what is missing."""
    with hear_interrupts() as check, _open_kept(settings) as library:
        chest, keeper = _find_chest(library, options.chest)
        brought = FolderImport(
            database=library.database, uploads=library.uploads, viewer=keeper, chest_id=chest.id
        )
        counts: Counter[Outcome] = Counter()

        def count(done: Imported) -> None:
            counts[done.outcome] += 1
            tell(done)

        own = [settings.data_dir, Path(settings.resolved_storage_url)]
        files = list(iter_files(options.path, tell=count, leave_out=own))
        bar = ProgressBar(len(files))
        try:
            for number, path in enumerate(files):

                def show(part: float, number: int = number, name: str = path.name) -> None:
                    check()
                    bar.show(number, name, part)

                done = brought.add(path, progress=show)
                if done.reason:
                    bar.clear()
                count(done)
        finally:
            bar.clear()
    said = [f"{counts[outcome]} {outcome.value}" for outcome in Outcome if counts[outcome]]
    print(f"{', '.join(said) or 'There is no file here'}.")
    if counts[Outcome.added]:
        print(f"They are in the chest of {chest.name}. Their pictures appear while the app runs.")
    return REFUSED if counts[Outcome.not_added] or not files else FINE


def run_demo(settings: Settings, options: argparse.Namespace) -> int:
    """Make an example chest to look at, from media that come with the program."""
    from chest.demo.making import (  # the decoders are needed only here
        find_or_make_keeper,
        make_demo,
    )

    with _open(settings) as library:
        _migrate(library)
        keeper = find_or_make_keeper(library, options.email)
        if keeper.password:
            # Told before anything else can fail: nobody could sign in without it.
            print(f"Sign in with  {keeper.email}")
            print(f"password      {keeper.password}   (shown only now)")
        print("Laying the memories into the chest. This takes a moment.", flush=True)
        made = make_demo(library, keeper.viewer)
        if made.was_there:
            print(f"The example chest of {made.name} is already there. To have it anew, delete it")
            print("in its settings and run this again.")
        else:
            print(f"The chest of {made.name} is there. See it: make run")
    return FINE


def run_migrate(settings: Settings, _options: argparse.Namespace) -> int:
    """Bring the database to the schema of this program. The app does so too when it starts."""
    with _open(settings) as library:
        try:
            _migrate(library)
        except CommandError as error:
            problem = find_schema_problem(library.database)
            raise Conflict(problem or f"The database cannot be migrated: {error}") from error
    print("The database is up to date.")
    return FINE


def run_doctor(settings: Settings, _options: argparse.Namespace) -> int:
    """Look whether everything is in order, and say what to do where it is not."""
    findings = examine(settings)
    for finding in findings:
        print(f"{'ok  ' if finding.ok else 'LOOK'}  {finding.what}: {finding.sentence}")
    return FINE if all(finding.ok for finding in findings) else REFUSED


def run_reset_password(settings: Settings, options: argparse.Namespace) -> int:
    """Set a new password for an account and end its sessions."""
    with _open_kept(settings) as library:
        email = fold_email(options.email)
        with library.database.read() as session:
            if session.exec(select(Account).where(Account.email == email)).first() is None:
                raise NotFound(f"There is no account with the address {options.email}.")
            open_sessions = Counter(
                session.exec(
                    select(LoginSession.kind)
                    .join(Account, col(Account.id) == col(LoginSession.account_id))
                    .where(
                        col(Account.email) == email,
                        col(LoginSession.revoked_at).is_(None),
                        col(LoginSession.expires_at) > utc_now(),
                        col(LoginSession.used_at).is_(None),
                    )
                ).all()
            )
        library.accounts.set_password(email=email, password=_ask_password())
    browsers, others = open_sessions["browser"], open_sessions["refresh"]
    ended = [
        f"{number} {one if number == 1 else many}"
        for number, one, many in (
            (browsers, "browser", "browsers"),
            (others, "other program", "other programs"),
        )
        if number
    ]
    print(f"The password of {email} is set.")
    print(f"Signed out: {' and '.join(ended)}." if ended else "Nobody was signed in with it.")
    return FINE


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m chest", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Run, *, more: str = "") -> argparse.ArgumentParser:
        words = run.__doc__ or ""
        made = commands.add_parser(name, help=words, description=words, epilog=more)
        made.set_defaults(run=run)
        return made

    demo = command("demo", run_demo)
    demo.add_argument("--email", help="who keeps it; without any account here, one is made")
    add = command("add", run_add)
    add.add_argument("chest", metavar="CHEST", help="its id, or enough of the person's name")
    add.add_argument("path", metavar="PATH", type=Path, nargs="+", help="files and folders")
    command("doctor", run_doctor)
    reset = command(
        "reset-password",
        run_reset_password,
        more="The new password is asked for; a script gives it in CHEST_NEW_PASSWORD.",
    )
    reset.add_argument("email", metavar="E-MAIL")
    command("migrate", run_migrate)
    return parser


def _read_settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = "CHEST_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"{name} cannot be used: {first['msg']}.") from error


@contextmanager
def _open(settings: Settings) -> Iterator[Library]:
    try:
        library = open_library(settings)
    except ImportError as error:  # SQLAlchemy looks for the driver that the address names
        raise SettingsError(NO_DATABASE) from error
    try:
        yield library
    finally:
        library.close()


@contextmanager
def _open_kept(settings: Settings) -> Iterator[Library]:
    """A library that somebody keeps already. Makes none: a new folder beside the right one, from a
    command run in the wrong place, would only puzzle."""
    file = find_database_file(settings)
    if file is not None and not file.exists():
        raise NotFound(say_nothing_there(settings))
    with _open(settings) as library:
        problem = find_schema_problem(library.database)
        if problem:
            raise Conflict(problem)
        yield library


def _migrate(library: Library) -> None:
    migrate(library.database)
    migrate_jobs(library.database)


def _find_chest(library: Library, wanted: str) -> tuple[Chest, Viewer]:
    """The chest of this id or name, and its first keeper, in whose name files are added: whoever
    runs this command has the files and the database in hand already."""
    with library.database.read() as session:
        chests = session.exec(
            select(Chest).where(col(Chest.deleted_at).is_(None)).order_by(col(Chest.created_at))
        ).all()
        found = _choose(chests, wanted)
        keeper = session.exec(
            select(Account.id)
            .join(Membership, col(Membership.account_id) == col(Account.id))
            .where(
                col(Membership.chest_id) == found.id,
                col(Membership.role) == Role.keeper,
                col(Account.deleted_at).is_(None),
            )
            .order_by(col(Membership.created_at))
        ).first()
    if keeper is None:
        raise NotFound(f"The chest of {found.name} has no keeper.")
    return found, AccountViewer(account_id=keeper)


def _choose(chests: Sequence[Chest], wanted: str) -> Chest:
    # Compared here and not by the database: SQLite folds no capitals but those of English.
    name = unicodedata.normalize("NFC", wanted).strip().casefold()
    by_id = [chest for chest in chests if str(chest.id) == name]
    exact = [chest for chest in chests if _folded(chest) == name]
    found = by_id or exact or [chest for chest in chests if name and name in _folded(chest)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(f"{chest.name} ({chest.id})" for chest in found or chests)
    if found:
        raise Invalid(f"Several chests fit “{wanted}”: {known}. Use the id.")
    here = f" There are: {known}." if known else " There is none at all yet; make one in the app."
    raise NotFound(f"There is no chest “{wanted}” here.{here}")


def _folded(chest: Chest) -> str:
    return unicodedata.normalize("NFC", chest.name).casefold()


def _ask_password() -> str:
    given = os.environ.get("CHEST_NEW_PASSWORD")
    if given:
        return given
    if not sys.stdin.isatty():
        raise Invalid("There is nobody to ask here. Give the password in CHEST_NEW_PASSWORD.")
    try:
        password = getpass.getpass("New password: ")
        again = getpass.getpass("The same once more: ")
    except EOFError as error:
        raise Invalid("No password was given; the old one stays.") from error
    if password != again:
        raise Invalid("The two are not the same; the old password stays. Try once more.")
    return password
