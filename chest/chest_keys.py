"""The keys of private chests: the one that encrypts, what opens it, and who has it just now.

The key of a chest is an identity of age. It is kept wrapped by each keeper's passphrase and by the
code on paper, and, while the chest is not locked, by the secret of the installation: so the app and
every worker have it, and whoever runs the server can have it too.
"""

from __future__ import annotations

import os
import threading
import time
import unicodedata
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import select

from chest.database import Database
from chest.errors import Invalid
from chest.models import Locker
from language import _, ngettext
from storage.private import ChestKey

if TYPE_CHECKING:  # what encrypts is imported where there is a private chest
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    from storage.age_format import Identity, Recipient

SHORTEST, LONGEST = 12, 1024
_LOOK_EVERY_SECONDS = 2.0
_PURPOSE = b"memory chest: an open private chest"
_NO_NONCE = bytes(12)  # each salt makes another key
_SALT_SIZE = 16


class Wrapping:
    """What wraps the keys of chests; `secret` is that of the installation."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def by_passphrase(self, identity: Identity, passphrase: str) -> bytes:
        """An age file that the passphrase opens; in it the line that ``age -i`` reads."""
        from storage.age_passphrase import seal_by_passphrase

        return seal_by_passphrase(f"{identity}\n".encode(), passphrase)

    def open(self, wrapped: bytes, passphrase: str) -> Identity | None:
        """The key; None for a wrong passphrase."""
        from storage.age_format import Identity
        from storage.age_passphrase import WrongPassphrase, open_by_passphrase

        try:
            return Identity.parse(open_by_passphrase(wrapped, passphrase).decode())
        except WrongPassphrase:
            return None

    def for_now(self, identity: Identity, chest_id: UUID) -> bytes:
        """For every process of this installation, and for no other chest."""
        salt = os.urandom(_SALT_SIZE)
        return salt + self._cipher(salt).encrypt(_NO_NONCE, identity.secret, chest_id.bytes)

    def read(self, opened: bytes, chest_id: UUID) -> Identity | None:
        """The key again; None where the installation has another secret by now."""
        from cryptography.exceptions import InvalidTag

        from storage.age_format import Identity

        salt, sealed = opened[:_SALT_SIZE], opened[_SALT_SIZE:]
        try:
            return Identity(self._cipher(salt).decrypt(_NO_NONCE, sealed, chest_id.bytes))
        except InvalidTag:
            return None

    def _cipher(self, salt: bytes) -> ChaCha20Poly1305:
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        from storage.age_format import derive

        return ChaCha20Poly1305(derive(self._secret, salt=salt, purpose=_PURPOSE))


class OpenKeys:
    """What the storage asks at every blob: whether its chest has a key, and whether it is there.

    The table is read again after two seconds: it has a row for each private chest, and what was
    locked takes longer than that to be locked.
    """

    def __init__(self, database: Database, wrapping: Wrapping) -> None:
        self._database = database
        self._wrapping = wrapping
        self._lock = threading.Lock()
        self._known: dict[str, tuple[bytes | None, ChestKey]] = {}
        self._read_at = float("-inf")

    def find(self, chest: str) -> ChestKey | None:
        with self._lock:
            if time.monotonic() - self._read_at > _LOOK_EVERY_SECONDS:
                self._read()
            found = self._known.get(chest)
        return found[1] if found else None

    def look_again(self) -> None:
        """After this process changed something."""
        with self._lock:
            self._read_at = float("-inf")

    def _read(self) -> None:
        with self._database.read() as session:
            rows = session.exec(select(Locker.chest_id, Locker.recipient, Locker.opened)).all()
        known = {}
        for chest_id, recipient, opened in rows:
            before = self._known.get(str(chest_id))
            if before is None or before[0] != opened:
                identity = self._wrapping.read(opened, chest_id) if opened else None
                before = opened, ChestKey(read_recipient(recipient), identity)
            known[str(chest_id)] = before
        self._known = known
        self._read_at = time.monotonic()


def make_key() -> tuple[Identity, str]:
    """A new key, and a new code."""
    from storage.age_format import Identity

    return Identity.make(), make_code()


def make_code() -> str:
    """For a sheet of paper."""
    from storage import age_passphrase

    return age_passphrase.make_code()


def read_recipient(text: str) -> Recipient:
    from storage.age_format import Recipient, from_bech32

    return Recipient(from_bech32("age", text))


def check_new_passphrase(text: str) -> str:
    """A passphrase as it is used: as every keyboard composes it. Raises Invalid."""
    passphrase = as_typed(text)
    if len(passphrase) < SHORTEST:
        raise Invalid(
            ngettext(
                "A passphrase has {n} character at least. Four or five words that belong together "
                "only for you are best.",
                "A passphrase has {n} characters at least. Four or five words that belong together "
                "only for you are best.",
                SHORTEST,
            ),
            field="passphrase",
        )
    if len(passphrase) > LONGEST or len(set(passphrase)) < 5:
        raise Invalid(_("Please choose another passphrase."), field="passphrase")
    return passphrase


def as_typed(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def list_tries(text: str) -> list[str]:
    """What somebody who typed this may mean: their passphrase, or the code from the paper."""
    from storage.age_passphrase import read_code

    typed = as_typed(text)[:LONGEST]
    code = read_code(typed)
    return [typed] if code is None or code == typed else [typed, code]
