"""The command line: the work of the chest without a browser."""

from __future__ import annotations

import argparse
import io
import logging
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import structlog
from alembic.util import CommandError
from sqlalchemy.exc import SQLAlchemyError

from chest.access.tallies import find_miscounts, recount
from chest.cli import (
    auditing,
    backing_up,
    inspecting,
    keys,
    lockers,
    taking_out,
    weights,
)
from chest.cli.chests import find_chest
from chest.cli.opening import migrate_all, open_any, open_kept, read_settings
from chest.cli.terminal import ProgressBar, ask_password, hear_interrupts, tell
from chest.errors import ChestError, Conflict
from chest.migrations import find_schema_problem
from chest.settings import Settings
from chest.texts import fold_email
from chest.upkeep.doctor import (
    examine,
    hide_secrets,
    say_database_error,
)
from chest.upkeep.mail_checks import send_test_letter
from chest.upkeep.samples import SAMPLE
from chest.upkeep.words import mend_words
from chest.uploads.beside import gather
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
        settings = read_settings()
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
    with hear_interrupts() as check, open_kept(settings) as library:
        chest, keeper = find_chest(library, options.chest)
        brought = FolderImport(
            database=library.database, uploads=library.uploads, viewer=keeper, chest_id=chest.id
        )
        counts: Counter[Outcome] = Counter()

        def count(done: Imported) -> None:
            counts[done.outcome] += 1
            tell(done)

        own = [settings.data_dir, Path(settings.resolved_storage_url)]
        gathered = gather(iter_files(options.path, tell=count, leave_out=own))
        files = gathered.files
        for path in gathered.sidecars:
            count(Imported(path, Outcome.taken_along))
        bar = ProgressBar(len(files))
        try:
            for number, path in enumerate(files):

                def show(part: float, number: int = number, name: str = path.name) -> None:
                    check()
                    bar.show(number, name, part)

                done = brought.add(path, beside=gathered.beside.get(path), progress=show)
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


def run_inspect(_settings: Settings, options: argparse.Namespace) -> int:
    """Print what intake would understand of each file, one line of JSON each. Adds nothing."""
    inspecting.print_lines(options.file, time_zone=options.time_zone)
    return FINE


def run_demo(settings: Settings, options: argparse.Namespace) -> int:
    """Make an example chest to look at, from media that come with the program."""
    from chest.demo.making import (  # the decoders are needed only here
        find_or_make_keeper,
        make_demo,
    )

    with open_any(settings) as library:
        migrate_all(library)
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


def run_export(settings: Settings, options: argparse.Namespace) -> int:
    """Take a chest out: a bag with everything in it, or its files by year."""
    return FINE if taking_out.export(settings, options) else REFUSED


def run_import(settings: Settings, options: argparse.Namespace) -> int:
    """Bring in the chest of a bag that a Memory Chest made."""
    return FINE if taking_out.bring_in(settings, options) else REFUSED


def run_backup(settings: Settings, options: argparse.Namespace) -> int:
    """Make a backup, list or rehearse those there are, or print the sheet to keep on paper."""
    return FINE if backing_up.backup(settings, options) else REFUSED


def run_restore(settings: Settings, options: argparse.Namespace) -> int:
    """Bring a backup back into an empty installation."""
    return FINE if backing_up.restore(settings, options) else REFUSED


def run_verify(settings: Settings, options: argparse.Namespace) -> int:
    """Read a backup, and say whether every byte is as it was written."""
    return FINE if backing_up.verify_one(settings, options) else REFUSED


def run_models(settings: Settings, options: argparse.Namespace) -> int:
    """List the models that hear, download one, or take one from a folder."""
    return FINE if weights.run(settings, options) else REFUSED


def run_audit(settings: Settings, options: argparse.Namespace) -> int:
    """Prove that the record of who did what was not changed, or print the hash of its end."""
    return FINE if auditing.run(settings, options) else REFUSED


def run_keys(settings: Settings, options: argparse.Namespace) -> int:
    """List the keys of encrypted files, make a new one, or change what wraps them."""
    return FINE if keys.run(settings, options) else REFUSED


def run_locker(settings: Settings, options: argparse.Namespace) -> int:
    """Private chests: give one a key of its own, lock it, unlock it."""
    lockers.run(settings, options)
    return FINE


def run_migrate(settings: Settings, _options: argparse.Namespace) -> int:
    """Bring the database to the schema of this program. The app does so too when it starts."""
    with open_any(settings) as library:
        try:
            migrate_all(library)
        except CommandError as error:
            problem = find_schema_problem(library.database)
            raise Conflict(problem or f"The database cannot be migrated: {error}") from error
    print("The database is up to date.")
    return FINE


def run_doctor(settings: Settings, options: argparse.Namespace) -> int:
    """Look whether everything is in order, and say what to do where it is not."""
    if options.letter:
        findings = [send_test_letter(settings, options.letter)]
    else:
        findings = examine(settings, sample=None if options.all else options.sample)
    for finding in findings:
        print(f"{'ok  ' if finding.ok else 'LOOK'}  {finding.what}: {finding.sentence}")
    return FINE if all(finding.ok for finding in findings) else REFUSED


def run_recount(settings: Settings, _options: argparse.Namespace) -> int:
    """Count the memories of every chest anew, where the doctor says that a count is wrong."""
    with open_kept(settings) as library, library.database.write() as session:
        wrong = find_miscounts(session)
        recount(session)
    print(f"Counted. Chests whose numbers were wrong: {len(wrong)}.")
    return FINE


def run_search(settings: Settings, options: argparse.Namespace) -> int:
    """Put right what is searched in, where the doctor says that it is wrong."""
    with open_kept(settings) as library:
        wrong = mend_words(
            library.database, everything=options.all, told=lambda step: print(f"{step} …")
        )
    if options.all:
        print(f"Made anew: {wrong.memories} memories, {wrong.sentences} sentences, and the index.")
    else:
        print("Nothing was wrong." if wrong.is_nothing else f"Put right: {wrong.say()}.")
    return FINE


def run_reset_password(settings: Settings, options: argparse.Namespace) -> int:
    """Set a new password for an account and end its sessions."""
    with open_kept(settings) as library:
        email = fold_email(options.email)
        open_sessions = library.accounts.count_sessions(email=email)
        library.accounts.set_password(email=email, password=ask_password())
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


def _number(words: str) -> int:
    number = int(words)
    if number < 0:
        raise ValueError(words)
    return number


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
    taking_out.add_export_arguments(command("export", run_export))
    taking_out.add_import_arguments(command("import", run_import))
    backing_up.add_backup_arguments(command("backup", run_backup, more=backing_up.MORE))
    backing_up.add_restore_arguments(command("restore", run_restore))
    backing_up.add_verify_arguments(command("verify", run_verify))
    inspecting.add_arguments(command("inspect", run_inspect))
    doctor = command("doctor", run_doctor)
    read = doctor.add_mutually_exclusive_group()
    read.add_argument(
        "--sample",
        type=_number,
        default=SAMPLE,
        metavar="N",
        help="so many files are read, drawn from all (%(default)s)",
    )
    read.add_argument("--all", action="store_true", help="read every file; this may take hours")
    doctor.add_argument(
        "--letter", metavar="E-MAIL", help="send a test letter there instead, and say what came"
    )
    auditing.add_arguments(
        command(
            "audit",
            run_audit,
            more="Keep what `audit head` prints where nobody who can change the database can "
            "change it; `audit verify --head HASH` then proves that nothing was cut off.",
        )
    )
    command("recount", run_recount)
    search = command("search", run_search)
    search.add_argument("what", choices=["rebuild"], help="make right what is searched in")
    search.add_argument(
        "--all", action="store_true", help="make every row and the index anew, not what is wrong"
    )
    reset = command(
        "reset-password",
        run_reset_password,
        more="The new password is asked for; a script gives it in CHEST_NEW_PASSWORD.",
    )
    reset.add_argument("email", metavar="E-MAIL")
    weights.add_arguments(command("models", run_models))
    keys.add_arguments(command("keys", run_keys))
    lockers.add_arguments(
        command(
            "locker",
            run_locker,
            more="The passphrase is asked for; a script gives it in CHEST_PASSPHRASE.",
        )
    )
    command("migrate", run_migrate)
    return parser
