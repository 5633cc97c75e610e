"""What encrypts and opens the blobs of one private chest."""

from __future__ import annotations

from storage.age_format import Identity, Recipient
from storage.base import BlobStore, ChestLockedAway
from storage.encryption import EncryptedStore
from storage.keyring import Keyring, RingKey
from storage.private import ChestKey

_NOBODY = ChestKey(Identity(bytes([1] * 32)).recipient)


class OneKey(Keyring):
    """A ring of one key, which lies elsewhere."""

    def __init__(self, key: ChestKey) -> None:
        self._key = key

    def current(self) -> Identity:
        return self.identities()[0]

    def recipient(self) -> Recipient:
        return self._key.recipient

    def identities(self, *, anew: bool = False) -> list[Identity]:
        if self._key.identity is None:
            raise ChestLockedAway("This chest is locked: its files open when a keeper unlocks it.")
        return [self._key.identity]

    def list_keys(self, *, anew: bool = False) -> tuple[RingKey, ...]:
        return ()


def store_for(
    key: ChestKey | None, *, plain: BlobStore, sealed: BlobStore, desk: BlobStore, secret: bytes
) -> EncryptedStore:
    return EncryptedStore(
        plain=plain, sealed=sealed, desk=desk, keys=OneKey(key or _NOBODY), secret=secret
    )
