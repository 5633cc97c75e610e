"""Files that came before encryption was turned on are encrypted little by little; and whether all
is in order with it."""

from __future__ import annotations

import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass

import structlog
from sqlmodel import col, select

from chest.blob_store import find_encrypted, find_main
from chest.database import Database
from chest.models import BlobTrash
from chest.settings import Settings
from chest.upkeep.checks import Finding
from chest.upkeep.orphans import count
from storage.base import BlobStore, StorageError, StorageUnavailable
from storage.factory import STILL_ENCRYPTED, was_encrypted

log = structlog.get_logger(__name__)

SECONDS_AT_ONCE = 10.0
REST_SECONDS = 3600.0
"""Between two looks for plain files once there are none: in a bucket each look lists everything."""


@dataclass
class Sealed:
    """What came of a run. ``failed`` are those that stay plain for now, with the first reason."""

    files: int = 0
    failed: int = 0
    reason: str = ""
    is_over: bool = False


class EncryptOld:
    """Encrypts what lies plain, where encryption is on.

    What is done is told by where the files lie, so that a run that was killed is gone on with by
    the next, and two at once do no harm. Each file is read back before its plain bytes go.
    """

    def __init__(
        self, *, database: Database, blobs: BlobStore, seconds: float = SECONDS_AT_ONCE
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._seconds = seconds
        self._keys: Iterator[str] | None = None
        self._found = 0
        self._next_look = 0.0

    def run(self) -> Sealed:
        """Go on for about so many seconds; a file that was begun is finished. For the sweep, which
        also empties the trash: in one thread, neither meets the other."""
        done = Sealed()
        store = find_encrypted(self._blobs)
        if store is None or not store.encrypts or time.monotonic() < self._next_look:
            done.is_over = True
            return done
        until = time.monotonic() + self._seconds
        if self._keys is None:
            self._keys, self._found = store.iter_plain(), 0
        for key in self._keys:
            if not self._is_trash(key):
                self._found += 1
                try:
                    done.files += store.seal(key)
                except StorageUnavailable:
                    self._keys = None
                    raise
                except StorageError as error:
                    log.error("a file stays unencrypted", reason=str(error))
                    done.failed += 1
                    done.reason = done.reason or str(error)
            if time.monotonic() > until:
                break
        else:
            self._keys, done.is_over = None, True
            if not self._found or done.failed:
                self._next_look = time.monotonic() + REST_SECONDS
        if done.files:
            log.info("encrypted old files", count=done.files, all=done.is_over)
        return done

    def _is_trash(self, key: str) -> bool:
        """Whether it is about to be deleted: then there is nothing to encrypt."""
        with self._database.read() as session:
            asked = select(BlobTrash.id).where(col(BlobTrash.storage_key) == key).limit(1)
            return session.exec(asked).first() is not None


def check_encryption(settings: Settings, blobs: BlobStore) -> Finding:
    """Whether files lie encrypted, how many do not yet, and whether the master key is kept well."""
    try:
        return _look(settings, blobs)
    except StorageError as error:
        return Finding("encryption", ok=False, sentence=str(error))


def _look(settings: Settings, blobs: BlobStore) -> Finding:
    store = find_encrypted(blobs)
    if store is None:
        if was_encrypted(find_main(blobs)):
            return Finding("encryption", ok=False, sentence=STILL_ENCRYPTED)
        sentence = "is off: whoever reads the disk or the bucket reads the files"
        return Finding("encryption", ok=True, sentence=sentence)
    keys = store.keys.list_keys(anew=True)
    sealed = sum(1 for _ in store.iter_sealed())
    if not store.encrypts:
        sentence = f"is off for what comes; {count(sealed, 'file lies', 'files lie')} encrypted"
        return Finding("encryption", ok=True, sentence=f"{sentence} and can be read")
    if trouble := _find_trouble_with_file(settings):
        return Finding("encryption", ok=False, sentence=trouble)
    plain = sum(1 for _ in store.iter_plain())
    sentence = f"is on; {count(sealed, 'file lies', 'files lie')} encrypted"
    if plain:
        sentence += (
            f", {count(plain, 'is', 'are')} still to be: a running worker does it, or python -m "
            "chest keys encrypt"
        )
    if keys:
        sentence += f". Keep {keys[0].wrapped_by} apart from the files, and twice"
    return Finding("encryption", ok=True, sentence=sentence)


def _find_trouble_with_file(settings: Settings) -> str:
    path = settings.master_key_file
    if path is None:
        return ""
    path = path.expanduser()
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return ""  # it is made on first use; where it is missing later, nothing opens at all
    if mode & 0o077:
        return f"others on this computer can read the master key. Run: chmod 600 {path}"
    return ""
