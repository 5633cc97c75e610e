"""What a bucket answers when something went wrong, as the errors of a store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError

from storage.base import BlobMissing, StorageError, StorageFull, StorageUnavailable

MISSING = {"404", "NoSuchKey", "NotFound", "NoSuchBucket"}
_FULL = {"507", "InsufficientStorage", "QuotaExceeded", "XMinioStorageFull"}
_REFUSED = {"401", "403", "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch"}


@contextmanager
def translated(
    bucket: str, key: str | None = None, *, has_bucket: Callable[[], bool]
) -> Iterator[None]:
    """Turn the errors of boto3 into the store's. ``has_bucket`` is asked only where an answer
    does not say whether the blob ``key`` is missing or the whole bucket."""
    try:
        yield
    except ClientError as error:
        raise _storage_error(error, bucket, key, has_bucket=has_bucket) from error
    except (BotoCoreError, Boto3Error) as error:
        raise StorageUnavailable(
            f"The bucket {bucket!r} cannot be reached: {error}. "
            f"Check the network, the address and the credentials of the storage.",
            key=key,
        ) from error


def error_code(error: ClientError) -> str:
    """What the server calls its error, "NoSuchKey" or "404"."""
    return str(error.response.get("Error", {}).get("Code", ""))


def _storage_error(
    error: ClientError, bucket: str, key: str | None, *, has_bucket: Callable[[], bool]
) -> StorageError:
    code = error_code(error)
    if code in MISSING:
        # The answer to HEAD has no body, so it does not say what is missing. To take a
        # wrong bucket for a missing blob could make a clean-up forget every file.
        if key is not None and (code == "NoSuchKey" or has_bucket()):
            return BlobMissing.at(key)
        return StorageUnavailable(
            f"There is no bucket {bucket!r}. Create it, or correct its name.", key=key
        )
    if code in _FULL:
        return StorageFull(
            f"The bucket {bucket!r} is full: {error}. Make room or raise its quota, then "
            f"try again; nothing that was stored before is lost.",
            key=key,
        )
    if code in _REFUSED:
        return StorageUnavailable(
            f"The bucket {bucket!r} refused the request: {error}. The credentials need "
            f"s3:ListBucket, GetObject, PutObject, DeleteObject, AbortMultipartUpload, "
            f"ListMultipartUploadParts and ListBucketMultipartUploads.",
            key=key,
        )
    return StorageUnavailable(f"The bucket {bucket!r} failed: {error}.", key=key)
