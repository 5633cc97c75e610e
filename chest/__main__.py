"""The command line: the work of the chest without a browser."""

from __future__ import annotations

import argparse
import getpass
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select

from chest.doctor import examine
from chest.errors import ChestError, Invalid, NotFound
from chest.imports import FolderImport, Outcome, iter_files
from chest.jobs import migrate_jobs
from chest.library import Library, open_library
from chest.migrations import migrate
from chest.models import Account, Chest, Membership, Role
from chest.settings import Settings
from chest.visibility import Viewer


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; answers the exit status: 0, 1 for a refusal, 2 for wrong words."""
    options = _parser().parse_args(arguments)
    try:
        library = open_library(Settings())
        run: Callable[[Library, argparse.Namespace], int] = options.run
        return run(library, options)
    except ChestError as error:
        print(error.sentence, file=sys.stderr)
        return 1
    except SQLAlchemyError as error:
        print(f"The database does not answer: {error.args[0]}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. What was added is safe; run the same again to go on.", file=sys.stderr)
        return 130


def run_add(library: Library, options: argparse.Namespace) -> int:
    """Add files and folders to a chest, with a bar. Running it again adds only what is missing."""
    _migrate(library)
    chest, keeper = _find_chest(library, options.chest)
    files = list(iter_files(options.path))
    if not files:
        raise Invalid("There is no file under these paths.")
    brought = FolderImport(
        database=library.database, uploads=library.uploads, viewer=keeper, chest_id=chest.id
    )
    counts = dict.fromkeys(Outcome, 0)
    problems: list[str] = []
    for number, path in enumerate(files, start=1):
        _show_bar(number - 1, len(files), path.name)
        done = brought.add(path)
        counts[done.outcome] += 1
        if done.reason:
            problems.append(f"{path}: {done.reason}")
    _show_bar(len(files), len(files), "")
    print()
    said = [f"{number} {outcome.value}" for outcome, number in counts.items() if number]
    print(f"{', '.join(said)}. The chest of {chest.name} looks at them in the background.")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def run_demo(library: Library, options: argparse.Namespace) -> int:
    """Make a chest to look at, from media that come with the project."""
    from chest.demo import make_demo

    _migrate(library)
    email = options.email or os.environ.get("CHEST_DEMO_EMAIL", "demo@example.org")
    made = make_demo(library, email=email)
    print(f"The chest of {made.name} is there.")
    if made.password:
        print(f"Sign in with {email} and the password: {made.password}")
    print("Start the app to see it: make run")
    return 0


def run_migrate(library: Library, options: argparse.Namespace) -> int:
    """Bring the database to the newest schema."""
    _migrate(library)
    print("The database is up to date.")
    return 0


def run_doctor(library: Library, options: argparse.Namespace) -> int:
    """Look whether everything is in order, and say what to do where it is not."""
    findings = examine(library)
    for finding in findings:
        print(f"{'ok  ' if finding.ok else 'LOOK'}  {finding.what}: {finding.sentence}")
    return 0 if all(finding.ok for finding in findings) else 1


def run_reset_password(library: Library, options: argparse.Namespace) -> int:
    """Set a new password for an account and end its sessions."""
    password = os.environ.get("CHEST_NEW_PASSWORD") or getpass.getpass("New password: ")
    library.accounts.set_password(email=options.email, password=password)
    print(f"The password of {options.email} is set. All its sessions have ended.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m chest", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str, run: Callable[[Library, argparse.Namespace], int]
    ) -> argparse.ArgumentParser:
        words = (run.__doc__ or "").split("\n")[0]
        made = commands.add_parser(name, help=words, description=run.__doc__)
        made.set_defaults(run=run)
        return made

    add = command("add", run_add)
    add.add_argument("chest", help="the chest's id, or enough of the person's name")
    add.add_argument("path", type=Path, nargs="+", help="files and folders")
    demo = command("demo", run_demo)
    demo.add_argument("--email", help="whose chest it becomes; an account is made if there is none")
    command("migrate", run_migrate)
    command("doctor", run_doctor)
    reset = command("reset-password", run_reset_password)
    reset.add_argument("email")
    return parser


def _migrate(library: Library) -> None:
    migrate(library.database)
    migrate_jobs(library.database)


def _find_chest(library: Library, wanted: str) -> tuple[Chest, Viewer]:
    """The chest of this id or name, and its first keeper, in whose name files are added: whoever
    runs this command has the files and the database in hand already."""
    with library.database.read() as session:
        alive = select(Chest).where(col(Chest.deleted_at).is_(None))
        try:
            found = session.exec(alive.where(col(Chest.id) == UUID(wanted))).all()
        except ValueError:
            found = session.exec(alive.where(col(Chest.name).ilike(f"%{wanted}%"))).all()
        if not found:
            raise NotFound(f"There is no chest “{wanted}” here.")
        if len(found) > 1:
            names = ", ".join(f"{chest.name} ({chest.id})" for chest in found)
            raise Invalid(f"Several chests fit “{wanted}”: {names}. Use the id.")
        keeper = session.exec(
            select(Account.id)
            .join(Membership, col(Membership.account_id) == col(Account.id))
            .where(col(Membership.chest_id) == found[0].id, col(Membership.role) == Role.keeper)
            .order_by(col(Membership.created_at))
        ).first()
    if keeper is None:
        raise NotFound(f"The chest of {found[0].name} has no keeper.")
    return found[0], Viewer(account_id=keeper)


def _show_bar(done: int, total: int, name: str) -> None:
    """One line that fills; nothing where the output is not a terminal."""
    if not sys.stderr.isatty():
        return
    width = shutil.get_terminal_size().columns
    filled = 24 * done // total
    line = f"[{'#' * filled}{'.' * (24 - filled)}] {done} of {total}  {name}"
    print(f"\r{line[: width - 1]:<{width - 1}}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
