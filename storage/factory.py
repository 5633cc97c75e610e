"""From a setting to a store."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from storage.base import BlobStore
from storage.local import LocalStore

_S3_OPTIONS = ("endpoint_url", "public_endpoint_url", "region")


def open_store(url: str, *, secret: bytes) -> BlobStore:
    """The store that a URL names.

    - ``/path``, ``path`` or ``file:///path``: a folder, made if it is not there.
    - ``s3://bucket/prefix?endpoint_url=…&public_endpoint_url=…&region=…``: a bucket. The
      credentials come from AWS's own environment variables or files, never from the URL.

    ``secret`` signs the addresses that this server answers for. Raises ValueError for a URL
    that cannot be understood, StorageUnavailable if the folder cannot be made; whether a
    bucket answers is told by ``check()``.
    """
    parts = urlsplit(url)
    if parts.scheme == "s3":
        return _open_bucket(parts)
    if parts.scheme == "file":
        if parts.netloc not in {"", "localhost"} or not parts.path:
            raise ValueError(f"{url!r} names no folder. Write file:///path or only the path.")
        return LocalStore(Path(unquote(parts.path)), secret=secret)
    if "://" in url or not url:
        raise ValueError(
            f"{url!r} is no storage. Write the path of a folder, or s3://bucket/prefix."
        )
    return LocalStore(Path(url), secret=secret)


def _open_bucket(parts: SplitResult) -> BlobStore:
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
    )
