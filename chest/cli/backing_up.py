"""`backup`, `restore` and `verify`: everything onto another disk or server, and back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from chest.blob_store import open_blobs
from chest.cli.opening import open_kept
from chest.cli.terminal import ProgressBar, printable
from chest.database import Database
from chest.erasing.again import erase_again
from chest.errors import Conflict, Invalid
from chest.jobs.queue import migrate_jobs
from chest.migrations import migrate
from chest.settings import Settings
from chest.texts import say_bytes
from chest.upkeep.backups.form import BackupDamaged, WrongIdentity
from chest.upkeep.backups.holding import release
from chest.upkeep.backups.manager import read_limit
from chest.upkeep.backups.restoring import Restored, Restoring
from chest.upkeep.backups.sheet import write_sheet
from chest.upkeep.backups.vault import Vault, open_vault
from chest.upkeep.backups.verifying import verify
from storage.age_format import Identity
from storage.private import NoKeys

MORE = """
backup TO: a folder on another disk, s3://bucket/prefix?endpoint_url=…, or webdavs://user@host/path
(the password in CHEST_BACKUP_PASSWORD); without TO it is CHEST_BACKUP_TO. Only what is not there
yet is sent. backup list FROM: what there is. backup drill FROM: bring it back for trial. backup
sheet: a page to print, for the day on which it is needed. backup release: let out what was held
since a backup was brought back. A folder of one of these names is written ./list.
"""
_WORDS = ("list", "drill", "sheet", "release")


def add_backup_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "words", metavar="TO", nargs="*", help="where to, or: list FROM, drill FROM"
    )
    parser.add_argument(
        "--recipient",
        action="append",
        default=[],
        metavar="age1…",
        help="encrypt to whoever has its identity; may be repeated (CHEST_BACKUP_RECIPIENTS)",
    )
    parser.add_argument("--limit", default="", metavar="5MB/s", help="send no more than this")
    parser.add_argument(
        "--plain", action="store_true", help="leave it plain, although files are encrypted here"
    )
    _add_identity(parser)


def add_restore_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("place", metavar="FROM")
    parser.add_argument(
        "--snapshot", metavar="ID", help="another than the newest; see: backup list"
    )
    _add_identity(parser)


def add_verify_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("place", metavar="FROM")
    parser.add_argument(
        "--snapshot", metavar="ID", help="another than the newest; see: backup list"
    )
    parser.add_argument(
        "--mend",
        action="store_true",
        help="take away pieces that are damaged, so that the next backup sends them anew",
    )
    _add_identity(parser)


def backup(settings: Settings, options: argparse.Namespace) -> bool:
    """Do what was asked; whether it worked out."""
    what, *rest = options.words or [""]
    if what not in _WORDS:
        if rest:
            raise Invalid("Name one place. See: python -m chest backup --help")
        return _make(settings, options, what or settings.backup_to)
    place = rest[0] if rest else settings.backup_to
    if what in ("list", "drill") and not place:
        raise Invalid(f"Say where: python -m chest backup {what} FROM")
    with _told():
        if what == "list":
            return _list(_open(settings, place))
        with open_kept(settings) as library:
            if what == "drill":
                done = library.backups.rehearse(place, identities=_identities(options))
                print(f"{done.snapshot}: {done.pieces} pieces were read and compared.")
                if done.read:
                    print(
                        f"{done.files} files are what they should be; {done.rows} rows are there."
                    )
                    print(f"Memories that were opened: {done.opened} of {done.tried}.")
                else:
                    print("It is encrypted: give --identity FILE to have it opened as well.")
                return _tell_faults(done.faults)
            if what == "sheet":
                print(write_sheet(library.backups.look(), now=datetime.now(UTC)))
                return True
            with library.database.write() as session:
                count = release(session)
            print(f"Let out: {count}. Each is seen from its own day on.")
            return True


def restore(settings: Settings, options: argparse.Namespace) -> bool:
    """Bring it back; whether every file came."""
    bar: ProgressBar | None = None

    def tell(done: int, total: int) -> None:
        nonlocal bar
        bar = bar or ProgressBar(max(1, total))
        bar.show(done, "", 0.0)

    with _told():
        done = Restoring(
            settings=settings,
            open_blobs=lambda: open_blobs(settings, secret=b"-" * 32, chest_keys=NoKeys()),
            vault=_open(settings, options.place),
            identities=_identities(options),
            migrate=_migrate,
            erase=erase_again,
            tell=tell,
        ).run(options.snapshot)
    if bar is not None:
        bar.clear()
    _say_restored(done)
    return _tell_faults(done.faults)


def verify_one(settings: Settings, options: argparse.Namespace) -> bool:
    """Whether every byte is as it was written."""
    with _told():
        vault = _open(settings, options.place)
        done = verify(vault, identities=_identities(options), snapshot=options.snapshot)
        if options.mend:
            for name in sorted(done.damaged):
                vault.delete_piece(name)
                print(f"taken away: {name}")
    print(f"{done.pieces} pieces, {say_bytes(done.bytes)}; {done.snapshots} backups are there.")
    if done.read:
        print(f"Opened, and compared: {done.files} files.")
    else:
        print("Compared without opening it: give --identity FILE to have its files looked at too.")
    return _tell_faults(done.faults)


def _make(settings: Settings, options: argparse.Namespace, place: str) -> bool:
    if not place:
        raise Invalid("Say where to: python -m chest backup TO")
    recipients = options.recipient or settings.backup_recipient_list
    with _told(), open_kept(settings) as library:
        bar: ProgressBar | None = None

        def tell(done: int, total: int) -> None:
            nonlocal bar
            bar = bar or ProgressBar(max(1, total))
            bar.show(done, "", 0.0)

        try:
            made, gone = library.backups.make(
                place,
                recipients=recipients,
                limit=options.limit or settings.backup_limit,
                plain=options.plain,
                tell=tell,
            )
        finally:
            if bar is not None:
                bar.clear()
    head = made.head
    print(f"{head.id}: {head.memories} memories, {head.files} files, {say_bytes(head.size)}.")
    print(f"Sent: {made.sent} of {made.pieces} pieces, {say_bytes(made.sent_bytes)}.")
    if gone:
        print(f"Taken away, because their time was over: {gone}.")
    if not head.recipients:
        print("It lies there plain: whoever has it sees everything. See: --recipient")
    return _tell_faults(made.problems)


def _list(vault: Vault) -> bool:
    heads = vault.list_heads()
    for head in heads:
        how = "encrypted" if head.encrypted else "plain"
        size = say_bytes(head.size)
        print(f"{head.id}  {head.memories:>7} memories  {size:>9}  {head.database:10}  {how}")
    if not heads:
        print(f"There is no backup in {vault.address}.")
    return bool(heads)


def _say_restored(done: Restored) -> None:
    print(f"The backup of {done.made_at:%Y-%m-%d %H:%M} UTC is back: {done.files} files,")
    print(f"{say_bytes(done.bytes)}. Everybody signs in again, with the password of that day.")
    if done.erased:
        print(f"Erased since, and so again: {done.erased}.")
    if done.prepared.letters:
        print(f"Letters that waited, and were not sent: {done.prepared.letters}.")
    if done.prepared.memories:
        print(
            f"Memories whose day came meanwhile stay sealed: {done.prepared.memories}. To let them"
        )
        print("out: python -m chest backup release")
    if done.has_secret:
        print("Links and receipts that were given out work as on that day: look through them.")
    else:
        print("The secret that signs links was not in it. Put a copy of secret.key into the data")
        print("directory before the first start, or give new links.")
    print("Start it: make run")


def _add_identity(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--identity", type=Path, metavar="FILE", help="with AGE-SECRET-KEY-1…, to open it"
    )


def _identities(options: argparse.Namespace) -> list[Identity]:
    path: Path | None = options.identity
    if path is None:
        return []
    found = []
    for line in path.read_text(errors="replace").splitlines():
        words = line.strip()
        if words and not words.startswith("#"):
            try:
                found.append(Identity.parse(words))
            except ValueError as error:  # which is not shown: it may be a secret
                raise Invalid(f"{path} is no file with an identity of age.") from error
    if not found:
        raise Invalid(f"There is no identity in {path}.")
    return found


def _open(settings: Settings, place: str) -> Vault:
    return open_vault(
        place,
        password=settings.backup_password.get_secret_value(),
        bytes_a_second=read_limit(settings.backup_limit),
    )


def _migrate(database: Database) -> None:
    migrate(database)
    migrate_jobs(database)


def _tell_faults(faults: list[str]) -> bool:
    for fault in faults:
        print(f"LOOK  {printable(fault)}", file=sys.stderr)
    return not faults


@contextmanager
def _told() -> Iterator[None]:
    """What a backup cannot be read for, as a sentence."""
    try:
        yield
    except BackupDamaged as error:
        raise Conflict(f"{error} Try an older one: python -m chest backup list FROM") from error
    except WrongIdentity as error:
        raise Invalid("No identity in that file opens this backup.") from error
