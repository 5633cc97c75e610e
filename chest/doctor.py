"""Whether an installation is in order, and what to do where it is not."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, func, select

from chest.library import Library
from chest.migrations import is_current
from chest.models import Asset, AssetState, ProcessingStep, StepState
from storage.base import StorageError


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; the sentence says what to do where it is not in order."""

    what: str
    ok: bool
    sentence: str


def examine(library: Library) -> list[Finding]:
    """Look at everything, in the order in which it would have to be mended. Changes nothing."""
    checks: list[Callable[[Library], Finding]] = [
        _database,
        _schema,
        _storage,
        _room,
        _secret,
        _waiting,
        _failed,
    ]
    findings: list[Finding] = []
    for check in checks:
        try:
            findings.append(check(library))
        except SQLAlchemyError as error:
            sentence = f"does not answer: {error.args[0] if error.args else error}"
            findings.append(Finding("database", ok=False, sentence=sentence))
            break
    return findings


def _database(library: Library) -> Finding:
    with library.database.engine.connect() as connection:
        if library.database.is_sqlite:
            answer = connection.execute(text("pragma quick_check")).scalar()
            if answer != "ok":
                sentence = f"is damaged ({answer}). Stop the app and restore a backup."
                return Finding("database", ok=False, sentence=sentence)
        else:
            connection.execute(text("select 1"))
    return Finding("database", ok=True, sentence=library.database.engine.url.render_as_string())


def _schema(library: Library) -> Finding:
    if is_current(library.database):
        return Finding("schema", ok=True, sentence="is up to date")
    return Finding(
        "schema", ok=False, sentence="is older than this program. Run: python -m chest migrate"
    )


def _storage(library: Library) -> Finding:
    try:
        library.blobs.check()
    except StorageError as error:
        return Finding("storage", ok=False, sentence=str(error))
    return Finding("storage", ok=True, sentence="answers")


def _room(library: Library) -> Finding:
    free = library.blobs.free_bytes()
    if free is None:
        return Finding("room", ok=True, sentence="the storage does not say how much there is")
    sentence = f"{free / 1024**3:.1f} GiB are free"
    ok = free > library.settings.keep_free_bytes
    return Finding("room", ok=ok, sentence=sentence if ok else f"only {sentence}. Make room.")


def _secret(library: Library) -> Finding:
    path = library.settings.data_dir / "secret.key"
    if library.settings.secret_key is not None or not path.exists():
        return Finding("secret", ok=True, sentence="comes from the environment")
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        sentence = f"others on this computer can read it. Run: chmod 600 {path}"
        return Finding("secret", ok=False, sentence=sentence)
    return Finding("secret", ok=True, sentence=f"is in {path}; keep a copy of it with your backups")


def _waiting(library: Library) -> Finding:
    with library.database.read() as session:
        number = session.exec(
            select(func.count())
            .select_from(Asset)
            .where(col(Asset.state) == AssetState.processing, col(Asset.deleted_at).is_(None))
        ).one()
    words = f"{number} memories wait to be looked at" if number else "nothing waits"
    return Finding("work", ok=True, sentence=words)


def _failed(library: Library) -> Finding:
    with library.database.read() as session:
        number = session.exec(
            select(func.count(func.distinct(ProcessingStep.asset_id))).where(
                col(ProcessingStep.state) == StepState.failed
            )
        ).one()
    if not number:
        return Finding("memories", ok=True, sentence="every step worked")
    sentence = f"of {number} something could not be understood; each says why on its own page"
    return Finding("memories", ok=True, sentence=sentence)
