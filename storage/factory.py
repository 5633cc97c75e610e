"""From a setting to a store."""

from __future__ import annotations

import logging
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from storage.base import (
    DESK,
    PRIVATE,
    PRIVATE_DESK,
    SEALED,
    BlobStore,
    KeyTrouble,
    StorageUnavailable,
)
from storage.local import LocalStore

if TYPE_CHECKING:
    from storage.master_keys import MasterKey
    from storage.private import ChestKeys
    from storage.s3 import S3Store

log = logging.getLogger(__name__)

WITHOUT_KEY = (
    "CHEST_ENCRYPT is on, and there is no master key. Set CHEST_MASTER_KEY_FILE to a file, which "
    "is made on first use, or CHEST_MASTER_KEY or CHEST_MASTER_KEY_KMS. Nothing is written plain "
    "meanwhile."
)
STILL_ENCRYPTED = (
    "Files in the storage are encrypted, and there is no master key to open them. Set the "
    "CHEST_MASTER_KEY, CHEST_MASTER_KEY_FILE or CHEST_MASTER_KEY_KMS that they were encrypted "
    "under, also where CHEST_ENCRYPT is off."
)
_S3_OPTIONS = ("endpoint_url", "public_endpoint_url", "region")


def open_store(
    url: str,
    *,
    secret: bytes,
    master_key: MasterKey | None = None,
    encrypts: bool = False,
    sse_kms_key: str = "",
    chest_keys: ChestKeys | None = None,
) -> BlobStore:
    """The store that a URL names.

    - ``/path``, ``path`` or ``file:///path``: a folder, made if it is not there.
    - ``s3://bucket/prefix?endpoint_url=…&public_endpoint_url=…&region=…``: a bucket. The
      credentials come from AWS's own environment variables or files, never from the URL.

    ``secret`` signs the addresses that this server answers for. With ``encrypts`` what is written
    is encrypted; with a master key alone what was encrypted before can be read. ``sse_kms_key`` is
    the key by which a bucket encrypts by itself. ``chest_keys`` knows the chests that have a key of
    their own, whose blobs are encrypted in any case.

    Raises ValueError for a URL that cannot be understood, StorageUnavailable if the folder cannot
    be made; whether a bucket answers is told by ``check()``. Raises KeyTrouble where the keys of
    what is encrypted cannot be had: for want of the master key, or by a wrong one.
    """
    store = _open_plain(url, secret=secret, sse_kms_key=sse_kms_key)
    main: BlobStore = store
    if master_key is not None:
        main = _over(store, secret=secret, master_key=master_key, encrypts=encrypts)
    elif encrypts or (isinstance(store, LocalStore) and was_encrypted(store)):
        raise KeyTrouble(WITHOUT_KEY if encrypts else STILL_ENCRYPTED)
    if chest_keys is None:
        return main
    from storage.private import PrivateStore

    return PrivateStore(
        main=main,
        sealed=store.beside(PRIVATE),
        desk=store.beside(PRIVATE_DESK),
        keys=chest_keys,
        secret=secret,
    )


def was_encrypted(store: BlobStore) -> bool:
    """Whether blobs lie encrypted beside those of a store that was opened without a master key.
    A bucket is asked, a folder is looked at."""
    if isinstance(store, LocalStore):
        return (store.root / DESK / "objects" / "keys").is_dir()
    return any(True for _ in store.iter_keys(f"{DESK}/"))


def _over(
    store: LocalStore | S3Store, *, secret: bytes, master_key: MasterKey, encrypts: bool
) -> BlobStore:
    from storage.encryption import EncryptedStore  # what encrypts is imported where it is wanted
    from storage.keyring import Keyring

    desk = store.beside(DESK)
    keys = Keyring(desk, master_key)
    try:
        keys.check()
    except KeyTrouble:
        raise
    except StorageUnavailable as error:
        # Whether a bucket answers is told elsewhere; without it nothing is written in any case.
        log.warning("The keys of the storage could not be read yet: %s", error)
    return EncryptedStore(
        plain=store,
        sealed=store.beside(SEALED),
        desk=desk,
        keys=keys,
        secret=secret,
        encrypts=encrypts,
    )


def _open_plain(url: str, *, secret: bytes, sse_kms_key: str) -> LocalStore | S3Store:
    parts = urlsplit(url)
    if parts.scheme == "s3":
        return open_bucket(parts, sse_kms_key=sse_kms_key)
    if parts.scheme == "file":
        if parts.netloc not in {"", "localhost"} or not parts.path:
            raise ValueError(f"{url!r} names no folder. Write file:///path or only the path.")
        return LocalStore(Path(unquote(parts.path)), secret=secret)
    if "://" in url or not url:
        raise ValueError(
            f"{url!r} is no storage. Write the path of a folder, or s3://bucket/prefix."
        )
    return LocalStore(Path(url), secret=secret)


def open_bucket(parts: SplitResult, *, sse_kms_key: str) -> S3Store:
    """The bucket that an address names. Raises ValueError for one that cannot be understood."""
    if parts.username or parts.password:
        raise ValueError(
            "Credentials do not belong into the URL of the storage, where logs would show them. "
            "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
        )
    if not parts.hostname:
        raise ValueError("The URL of the storage names no bucket. Write s3://bucket/prefix.")
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    for name in options:
        if name not in _S3_OPTIONS:
            close = get_close_matches(name, _S3_OPTIONS, n=1)
            hint = f"Did you mean {close[0]!r}?" if close else f"Known: {', '.join(_S3_OPTIONS)}."
            raise ValueError(f"The storage has no option {name!r}. {hint}")

    from storage.s3 import S3Store  # boto3 takes half a second to import; folders need none of it

    return S3Store(
        bucket=parts.netloc,
        prefix=unquote(parts.path),
        endpoint_url=options.get("endpoint_url"),
        public_endpoint_url=options.get("public_endpoint_url"),
        region=options.get("region"),
        sse_kms_key=sse_kms_key,
    )
