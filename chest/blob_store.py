"""From the settings to the store of the files, plain or encrypted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from chest.errors import SettingsError
from chest.settings import Settings
from storage.base import BlobStore, KeyTrouble
from storage.factory import open_store

if TYPE_CHECKING:
    from storage.encryption import EncryptedStore
    from storage.master_keys import MasterKey
    from storage.private import ChestKeys, PrivateStore


def open_blobs(
    settings: Settings, *, secret: bytes, chest_keys: ChestKeys | None = None
) -> BlobStore:
    """The store that the settings name; `secret` signs the addresses of parts, `chest_keys` knows
    the chests that have a key of their own.

    Raises SettingsError where what is encrypted has no master key, or a wrong one: then nothing is
    written at all. ValueError for an address that nobody understands, StorageUnavailable.
    """
    try:
        return open_store(
            settings.resolved_storage_url,
            secret=secret,
            master_key=find_master_key(settings),
            encrypts=settings.encrypt == "on",
            sse_kms_key=settings.s3_sse_kms_key,
            chest_keys=chest_keys,
        )
    except KeyTrouble as error:
        raise SettingsError(str(error)) from error


def find_master_key(settings: Settings) -> MasterKey | None:
    """What wraps the keys of the files; None where no setting names one. Raises KeyTrouble."""
    text = settings.master_key.get_secret_value()
    return _choose(text, settings.master_key_file, settings.master_key_kms, "CHEST_MASTER_KEY")


def find_new_master_key(settings: Settings) -> MasterKey | None:
    """What is to wrap them from now on, for whoever changes it. Raises KeyTrouble."""
    text = settings.new_master_key.get_secret_value()
    return _choose(
        text, settings.new_master_key_file, settings.new_master_key_kms, "CHEST_NEW_MASTER_KEY"
    )


def find_encrypted(blobs: BlobStore) -> EncryptedStore | None:
    """The store, if it is one that encrypts or has encrypted."""
    from storage.encryption import EncryptedStore

    main = find_main(blobs)
    return main if isinstance(main, EncryptedStore) else None


def find_private(blobs: BlobStore) -> PrivateStore | None:
    """The store, if it is one that knows private chests."""
    from storage.private import PrivateStore

    return blobs if isinstance(blobs, PrivateStore) else None


def find_main(blobs: BlobStore) -> BlobStore:
    """The store in which chests lie that have no key of their own."""
    private = find_private(blobs)
    return blobs if private is None else private.main


def _choose(text: str, file: Path | None, kms: str, setting: str) -> MasterKey | None:
    if not (text or file or kms):
        return None  # and nothing that encrypts is imported
    from storage.master_keys import choose_master_key

    return choose_master_key(text=text, file=file, kms=kms, setting=setting)
