"""The keys of encrypted blobs, each wrapped by the master key, beside the blobs that they open.

An identity of age opens what was encrypted to it. The newest one is used for new bytes, the older
ones still open what came before. Each lies in a blob of its own that nobody else writes, so that
several processes may make one at the same time and none is lost.
"""

from __future__ import annotations

import base64
import json
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from storage.age_format import Identity, Recipient
from storage.base import BlobMissing, BlobStore, KeyTrouble
from storage.master_keys import MasterKey, WrongMasterKey

_FOLDER = "keys/"
_FORMAT = 1
_LOOK_EVERY_SECONDS = 60.0


@dataclass(frozen=True)
class RingKey:
    """One identity of the ring. ``made`` is aware and in UTC; ``wrapped_by`` says what wraps it."""

    id: str
    made: datetime
    recipient: str
    wrapped_by: str
    identity: Identity = field(repr=False)


class Keyring:
    """The identities in ``desk``, a store of their own, opened by ``master``.

    Read when it is first needed, and again now and then, so that a process that has run for weeks
    takes up a key that another one made.
    """

    def __init__(self, desk: BlobStore, master: MasterKey) -> None:
        self._desk = desk
        self._master = master
        self._lock = threading.Lock()
        self._keys: tuple[RingKey, ...] = ()
        self._opened: dict[str, RingKey] = {}
        self._read_at = 0.0

    def current(self) -> Identity:
        """The identity for new bytes; made if there is none yet. A newer one that another process
        made is taken up within a minute."""
        with self._lock:
            if not self._keys or time.monotonic() - self._read_at > _LOOK_EVERY_SECONDS:
                self._read()
            if not self._keys:
                self._master.make()
                self._add()
            return self._keys[0].identity

    def recipient(self) -> Recipient:
        """Whom new bytes are encrypted to."""
        return self.current().recipient

    def identities(self, *, anew: bool = False) -> list[Identity]:
        """All of them, the newest first."""
        return [key.identity for key in self.list_keys(anew=anew)]

    def list_keys(self, *, anew: bool = False) -> tuple[RingKey, ...]:
        """The keys, the newest first. Raises WrongMasterKey, and what the store raises."""
        with self._lock:
            if anew or not self._keys:
                self._read()
            return self._keys

    def check(self) -> None:
        """Raise KeyTrouble unless the master key opens what it should. Makes nothing."""
        if not self.list_keys():
            self._master.check()

    def rotate(self) -> RingKey:
        """Make a new identity for new bytes; the older ones go on opening theirs."""
        with self._lock:
            self._read()
            if not self._keys:
                self._master.make()
            return self._add()

    def rewrap(self, new: MasterKey) -> int:
        """Wrap every key by another master key; returns how many that was.

        What was ended in the middle is gone on with by calling it again: what the new master key
        wraps already is left. Until it is done, neither of the two opens all of them.
        """
        with self._lock:
            names = sorted(self._desk.iter_keys(_FOLDER))
            if names:
                _check_is_there(new)
            changed = 0
            for name in names:
                told = self._read_one(name)
                try:
                    _unwrap(told, new)
                    continue
                except WrongMasterKey:
                    pass  # it is still the old one's
                key = _to_key(told, _unwrap(told, self._master))
                self._write(key.id, key.made, key.identity, new)
                changed += 1
            self._master = new
            self._read()
            return changed

    def _read(self) -> None:
        keys = []
        for name in self._desk.iter_keys(_FOLDER):
            told = self._read_one(name)
            known = self._opened.get(told["wrapped"])  # AWS KMS is asked once for each
            keys.append(known or _to_key(told, _unwrap(told, self._master)))
            self._opened[told["wrapped"]] = keys[-1]
        # The newest first; of two of one instant, the same first in every process.
        self._keys = tuple(sorted(keys, key=lambda key: (key.made, key.id), reverse=True))
        self._read_at = time.monotonic()

    def _add(self) -> RingKey:
        made = datetime.now(UTC)
        if self._keys:  # whatever the clocks of several machines say
            made = max(made, self._keys[0].made + timedelta(microseconds=1))
        key_id = secrets.token_hex(8)
        self._write(key_id, made, Identity.make(), self._master)
        self._read()
        return next(key for key in self._keys if key.id == key_id)

    def _write(self, key_id: str, made: datetime, identity: Identity, master: MasterKey) -> None:
        told = {
            "format": _FORMAT,
            "id": key_id,
            "made": made.isoformat(),
            "recipient": str(identity.recipient),
            "wrapped_by": master.name,
            "wrapped": base64.b64encode(master.wrap(identity.secret, label=key_id)).decode(),
        }
        self._desk.put(f"{_FOLDER}{key_id}.json", [json.dumps(told, indent=1).encode()])

    def _read_one(self, name: str) -> dict[str, str]:
        try:
            told = json.loads(b"".join(self._desk.iter_range(name)))
            if told["format"] != _FORMAT or f"{_FOLDER}{told['id']}.json" != name:
                raise ValueError(told["format"])
            return dict(told)
        except BlobMissing as error:
            raise KeyTrouble(f"The key {name} went away while it was read. Try again.") from error
        except (ValueError, KeyError, TypeError) as error:
            raise KeyTrouble(
                f"The key {name} among the encrypted files is damaged, or of a newer program. "
                f"Bring it back from a backup: what was encrypted to it opens with nothing else."
            ) from error


def list_ring(desk: BlobStore) -> Iterator[str]:
    """The names of the keys, without opening any: whether blobs were ever encrypted here."""
    return desk.iter_keys(_FOLDER)


def _unwrap(told: dict[str, str], master: MasterKey) -> bytes:
    return master.unwrap(base64.b64decode(told["wrapped"]), label=told["id"])


def _to_key(told: dict[str, str], secret: bytes) -> RingKey:
    identity = Identity(secret)
    if str(identity.recipient) != told["recipient"]:
        raise KeyTrouble(f"The key {told['id']} does not fit its own recipient. Bring it back.")
    return RingKey(
        id=told["id"],
        made=datetime.fromisoformat(told["made"]),
        recipient=told["recipient"],
        wrapped_by=told["wrapped_by"],
        identity=identity,
    )


def _check_is_there(master: MasterKey) -> None:
    """Make the new master key if it is to be made, and see that it opens what it wraps."""
    master.make()
    if master.unwrap(master.wrap(b"-" * 32, label="test"), label="test") != b"-" * 32:
        raise KeyTrouble(f"{master.name} does not open what it wrapped.")
