"""Passwords: hashed with argon2id, and compared, a few at a time."""

from __future__ import annotations

import secrets
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# Each takes 64 MiB while it lasts: as many at once as there are threads for requests would take
# gigabytes, and anyone may ask to sign in.
_AT_ONCE = BoundedSemaphore(4)


@cache
def _decoy() -> str:
    """Compared where there is nothing to compare with, so that the answer takes as long.

    Made when it is first wanted, once for a process: a quarter of a second of its processor, which
    whoever only opens a library need not pay.
    """
    return PasswordHasher().hash(secrets.token_hex(16))


class Passwords:
    def __init__(self) -> None:
        self._hasher = PasswordHasher()

    def hash(self, password: str) -> str:
        with _AT_ONCE:
            return self._hasher.hash(password)

    def match(self, hashed: str | None, password: str) -> bool:
        """Whether the hash is that of the password. Takes the same time for None: no hash."""
        with _AT_ONCE:
            try:
                self._hasher.verify(_decoy() if hashed is None else hashed, password)
            except (VerificationError, InvalidHashError):
                return False
        return hashed is not None

    def is_outdated(self, hashed: str) -> bool:
        """Whether the hash was made with weaker parameters than are used now."""
        return self._hasher.check_needs_rehash(hashed)
