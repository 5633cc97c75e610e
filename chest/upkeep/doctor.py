"""Whether an installation is in order, and what to do where it is not."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from limits.errors import ConfigurationError
from limits.storage import storage_from_string
from sqlalchemy import text
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError
from sqlmodel import col, func, select

from ai.narrative.checking.second_reader import list_missing
from chest.blob_store import open_blobs
from chest.chest_keys import OpenKeys, Wrapping
from chest.database import Database
from chest.errors import SettingsError, Unavailable
from chest.models import Account, Asset, AssetState, ProcessingStep, StepState
from chest.security.addresses import gives_microphone, who_can_reach
from chest.settings import Settings
from chest.texts import say_bytes
from chest.upkeep.backups.looking import check_backups
from chest.upkeep.checks import Finding, check_database, check_schema, check_storage, check_worker
from chest.upkeep.counts import check_counts
from chest.upkeep.disk import check_folders, find_database_file
from chest.upkeep.encryption import check_encryption
from chest.upkeep.history import check_history
from chest.upkeep.mail_checks import check_letters, check_mail
from chest.upkeep.orphans import find_orphans
from chest.upkeep.samples import SAMPLE, check_bytes
from chest.upkeep.words import check_words
from storage.base import BlobStore, StorageError

_SHORTEST_SECRET = 32
_SHORTEST_HIDDEN = 8  # hiding every “a” would only tell that the secret is “a”
NO_DATABASE = "CHEST_DATABASE_URL is no address of a database. Write postgresql://…, or leave it."


def examine(settings: Settings, *, sample: int | None = SAMPLE) -> list[Finding]:
    """Look at everything, in the order in which it would have to be mended. Of the files, so many
    are read, drawn from all; None reads all of them.

    Keeps nothing and mends nothing. No finding tells a password or a secret.
    """
    return [
        replace(finding, sentence=hide_secrets(finding.sentence, settings))
        for finding in _look_at_everything(settings, sample=sample)
    ]


def hide_secrets(sentence: str, settings: Settings) -> str:
    """The sentence on one line, without passwords in addresses and without the settings' own."""
    hidden = (
        settings.secret_key,
        settings.setup_code,
        settings.master_key,
        settings.new_master_key,
        settings.backup_password,
    )
    for secret in hidden:
        words = secret if isinstance(secret, str) or secret is None else secret.get_secret_value()
        if words and len(words) >= _SHORTEST_HIDDEN:
            sentence = sentence.replace(words, "***")
    sentence = re.sub(r"(://[^\s/:@]*):[^\s@]*@", r"\1:***@", sentence)
    sentence = re.sub(r"(?i)\b(password|passwd|pwd)=[^\s&]+", r"\1=***", sentence)
    return " ".join(sentence.split())


def say_database_error(error: SQLAlchemyError | OSError, settings: Settings) -> str:
    """What is wrong with the database, and what to do; no statement, no parameters."""
    if isinstance(error, ArgumentError):
        return NO_DATABASE
    said = getattr(error, "orig", None) or getattr(error, "strerror", None) or error
    said = str(said).strip().partition("\n")[0]
    file = find_database_file(settings)
    if file is None:
        sentence = f"The database does not answer: {said}. Is it started, and its address right?"
    elif isinstance(error, OperationalError | OSError):
        sentence = f"{file} does not open: {said}. May this user read and write it, is there room?"
    else:
        sentence = f"{file} is damaged ({said}). Stop the app and bring it back from a backup."
    return hide_secrets(sentence, settings)


def _look_at_everything(settings: Settings, *, sample: int | None) -> Iterator[Finding]:
    file = find_database_file(settings)
    if file is not None and not file.exists():
        yield _without_database(settings, file)
        return
    yield _secret(settings)
    disk = check_folders(settings)
    yield disk
    blobs: BlobStore | None = None
    try:
        _require_folder(settings)
        blobs = open_blobs(settings, secret=b"-" * _SHORTEST_SECRET)
        storage = check_storage(blobs)
        yield (
            replace(storage, sentence=f"{settings.resolved_storage_url} answers")
            if storage.ok
            else storage
        )
        if storage.ok:
            yield _room(settings, blobs)
            yield check_encryption(settings, blobs)
        else:
            blobs = None
    except (StorageError, SettingsError, ValueError) as error:
        yield Finding("storage", ok=False, sentence=str(error))
        blobs = None
    yield from _database(settings, blobs, sample=sample, disk=disk)
    if settings.redis_url:
        yield _redis(settings)
    yield check_mail(settings)
    yield _second_reader(settings)
    yield _reach(settings)


def _without_database(settings: Settings, file: Path) -> Finding:
    folder = _storage_folder(settings)
    if (folder and folder.exists()) or (settings.data_dir / "secret.key").exists():
        sentence = (
            f"{file} is missing, though other files of a chest are there. Bring it back from a "
            "backup before you start the app, which would begin with an empty one."
        )
    else:
        sentence = say_nothing_there(settings)
    return Finding("database", ok=False, sentence=sentence)


def say_nothing_there(settings: Settings) -> str:
    """What to do where no chest was ever kept."""
    if settings.data_dir.exists() and not settings.data_dir.is_dir():
        return f"{settings.data_dir} is a file. Set CHEST_DATA_DIR to a folder."
    return (
        f"Nothing is kept in {settings.data_dir.resolve()} yet. Start the app (make run), or make "
        "a chest to look at: python -m chest demo. If yours is elsewhere, set CHEST_DATA_DIR."
    )


def _database(
    settings: Settings, blobs: BlobStore | None, *, sample: int | None, disk: Finding
) -> Iterator[Finding]:
    """The database, and what it tells about the rest."""
    database: Database | None = None
    try:
        database = Database(settings.resolved_database_url)
        if database.is_sqlite and not disk.ok:
            database.only_read(Unavailable(disk.sentence))
        yield _answers(database)
        schema = check_schema(database)
        yield schema
        if schema.ok:
            if blobs is not None:
                blobs = _with_private(settings, database)
            yield from _files(database, blobs, sample=sample)
            yield _worker(database, settings)
            yield _memories(database)
            yield check_counts(database)
            yield check_words(database)
            yield check_history(database)
            yield _accounts(database)
            yield check_letters(database)
            yield check_backups(database, settings)
    except (SQLAlchemyError, OSError) as error:
        yield Finding("database", ok=False, sentence=say_database_error(error, settings))
    except ImportError:
        yield Finding("database", ok=False, sentence=NO_DATABASE)
    finally:
        if database is not None:
            database.close()


def _with_private(settings: Settings, database: Database) -> BlobStore:
    """The same store, with what belongs to private chests."""
    secret = b"-" * _SHORTEST_SECRET  # opens none, which then count as locked
    if settings.secret_key is not None or (settings.data_dir / "secret.key").exists():
        with suppress(SettingsError):  # told by itself
            secret = settings.secret
    keys = OpenKeys(database, Wrapping(secret))
    return open_blobs(settings, secret=b"-" * _SHORTEST_SECRET, chest_keys=keys)


def _answers(database: Database) -> Finding:
    url = database.engine.url
    if not database.is_sqlite:
        return replace(check_database(database), sentence=f"{url.render_as_string()} answers")
    with database.engine.connect() as connection:
        said = connection.execute(text("pragma quick_check(1)")).scalar()
    if said == "ok":
        return Finding("database", ok=True, sentence=f"{url.database} is whole")
    sentence = f"{url.database} is damaged ({said}). Stop the app and bring it back from a backup."
    return Finding("database", ok=False, sentence=sentence)


def _files(database: Database, blobs: BlobStore | None, *, sample: int | None) -> Iterator[Finding]:
    """Whether files and rows fit each other, and whether the files are still what came."""
    if blobs is None:
        sentence = "cannot be looked for without the storage"
        yield Finding("files", ok=False, sentence=sentence)
        return
    yield from find_orphans(database, blobs)
    yield check_bytes(database, blobs, sample=sample)


def _worker(database: Database, settings: Settings) -> Finding:
    with database.read() as session:
        waiting = session.exec(
            select(func.count())
            .select_from(Asset)
            .where(col(Asset.state) == AssetState.processing, col(Asset.deleted_at).is_(None))
        ).one()
    work = f"{waiting} memories wait to be looked at" if waiting != 1 else "one memory waits"
    finding = check_worker(database, settings)
    # The doctor is asked with the app stopped as well: then none is needed unless something waits.
    if not waiting:
        more = "; nothing waits" if finding.ok else " None is needed: nothing waits"
        return replace(finding, ok=True, sentence=finding.sentence + more)
    return replace(finding, sentence=f"{work}; {finding.sentence}")


def _memories(database: Database) -> Finding:
    with database.read() as session:
        number = session.exec(
            select(func.count(func.distinct(ProcessingStep.asset_id)))
            .join(Asset, col(Asset.id) == col(ProcessingStep.asset_id))
            .where(col(ProcessingStep.state) == StepState.failed, col(Asset.deleted_at).is_(None))
        ).one()
    if not number:
        return Finding("memories", ok=True, sentence="whatever was looked at was understood")
    sentence = f"something about {number} could not be understood; each says why on its own page"
    return Finding("memories", ok=True, sentence=sentence)


def _accounts(database: Database) -> Finding:
    with database.read() as session:
        number = session.exec(
            select(func.count()).select_from(Account).where(col(Account.deleted_at).is_(None))
        ).one()
    words = f"{number} can sign in" if number else "nobody has one yet; the app prints a setup code"
    return Finding("accounts", ok=True, sentence=words)


def _storage_folder(settings: Settings) -> Path | None:
    """The folder that files are kept in; None where it is no folder, or cannot be read as one."""
    url = settings.resolved_storage_url
    if url.startswith("file:"):
        return Path(unquote(urlsplit(url).path))
    return None if "://" in url else Path(url)


def _require_folder(settings: Settings) -> None:
    # Opening the store would make the folder, and hide that a disk is not mounted.
    folder = _storage_folder(settings)
    if folder is not None and not folder.exists():
        raise StorageError(
            f"{folder} is missing. Mount its disk, or bring it back from a backup; only where no "
            "file was ever added, start the app, which makes it."
        )


def _room(settings: Settings, blobs: BlobStore) -> Finding:
    free = blobs.free_bytes()
    if free is None:
        return Finding("room", ok=True, sentence="the storage does not say how much there is")
    kept = settings.keep_free_bytes
    if free > kept:
        return Finding("room", ok=True, sentence=f"{say_bytes(free)} are free")
    sentence = (
        f"only {say_bytes(free)} are free, and {say_bytes(kept)} are to stay free, so nothing can "
        "be added. Make room, or set CHEST_KEEP_FREE_BYTES lower."
    )
    return Finding("room", ok=False, sentence=sentence)


def _secret(settings: Settings) -> Finding:
    path = settings.data_dir / "secret.key"
    if settings.secret_key is not None or not settings.is_single_machine:
        try:
            settings.secret  # noqa: B018  # asked only whether it can be had
        except SettingsError as error:
            return Finding("secret", ok=False, sentence=error.sentence)
        return Finding("secret", ok=True, sentence="comes from CHEST_SECRET_KEY")
    try:
        facts = path.stat()
    except FileNotFoundError:
        sentence = (
            f"{path} is missing. Bring it back from a backup: with a new one, every link and "
            "receipt that was ever given out stops working."
        )
        return Finding("secret", ok=False, sentence=sentence)
    if facts.st_size < _SHORTEST_SECRET:
        sentence = f"{path} is damaged. Bring it back from a backup."
        return Finding("secret", ok=False, sentence=sentence)
    if stat.S_IMODE(facts.st_mode) & 0o077:
        sentence = f"others on this computer can read it. Run: chmod 600 {path}"
        return Finding("secret", ok=False, sentence=sentence)
    return Finding("secret", ok=True, sentence=f"{path}; keep a copy with your backups")


def _redis(settings: Settings) -> Finding:
    try:
        answers = storage_from_string(settings.redis_url).check()
    except (ConfigurationError, ValueError):
        answers = False
    if answers:
        return Finding("Redis", ok=True, sentence="answers")
    sentence = "does not answer at CHEST_REDIS_URL. Nobody can sign in until it does."
    return Finding("Redis", ok=False, sentence=sentence)


def _second_reader(settings: Settings) -> Finding:
    folder = settings.second_reader
    if folder is None:
        sentence = "is not there; CHEST_SECOND_READER names no folder. Stories do not need one"
        return Finding("second reader", ok=True, sentence=sentence)
    if missing := list_missing(folder):
        sentence = (
            f"is not there: {folder} has no {', '.join(missing)}. Put the model there, or take "
            "CHEST_SECOND_READER away."
        )
        return Finding("second reader", ok=False, sentence=sentence)
    return Finding("second reader", ok=True, sentence=f"lies in {folder}")


def _reach(settings: Settings) -> Finding:
    url = settings.public_url
    if not url:
        sentence = (
            "CHEST_PUBLIC_URL is not set, so links begin with the address that was asked for: "
            "usually one that only this computer can open"
        )
        return Finding("links", ok=True, sentence=sentence)
    if not re.match(r"https?://[^/\s]", url):
        sentence = f"CHEST_PUBLIC_URL is no address. Write https://…, not {url}"
        return Finding("links", ok=False, sentence=sentence)
    sentence = f"begin with {url}, which {who_can_reach(url).scope.value} can open"
    if not gives_microphone(url):
        sentence += ". Without https, other devices' browsers give no microphone"
    return Finding("links", ok=True, sentence=sentence)
