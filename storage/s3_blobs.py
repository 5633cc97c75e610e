"""Blobs as objects in an S3 bucket. ``storage.s3`` adds uploads by parts to it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from copy import copy
from itertools import chain
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from storage.base import (
    CHUNK_SIZE,
    MAX_PARTS,
    PART_SIZE,
    BlobInfo,
    BlobMissing,
    InvalidKey,
    StorageError,
    check_key,
    check_prefix,
    content_disposition,
)
from storage.blob_reads import BlobReads
from storage.durable import copied_into
from storage.parts import part_size_for
from storage.s3_errors import MISSING, error_code, translated
from storage.working_folders import working_folder

# The route that serves a blob says what it is; the bucket need not know.
_KINDLESS = {"ContentType": "application/octet-stream", "ChecksumAlgorithm": "SHA256"}


class S3Blobs(BlobReads):
    """The blobs of a bucket, below ``prefix``.

    Credentials that are not given are looked for where AWS's own tools look. ``endpoint_url``
    is for other providers than AWS; ``public_endpoint_url`` where browsers reach the same
    server under another address than this process does. The bucket, or the prefix, belongs to
    the chest alone: old uploads in it are aborted. Deleting is for good only while the bucket
    keeps no versions.
    """

    def __init__(
        self,
        *,
        bucket: str,
        endpoint_url: str | None = None,
        region: str | None = None,
        access_key: str | None = None,
        secret_key: str | None = None,
        prefix: str = "",
        public_endpoint_url: str | None = None,
        sse_kms_key: str = "",
    ) -> None:
        self.bucket = bucket
        self._prefix = f"{check_key(prefix.strip('/'))}/" if prefix.strip("/") else ""
        # The bucket's own encryption, by a key of AWS KMS; it decrypts for whoever may read.
        self._at_rest = (
            {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": sse_kms_key} if sse_kms_key else {}
        )

        session = boto3.session.Session(
            aws_access_key_id=access_key, aws_secret_access_key=secret_key, region_name=region
        )

        def client(
            endpoint: str | None, *, attempts: int = 4, seconds: int = 60, signing: Any = "s3v4"
        ) -> Any:
            # On "auto" addresses that browsers get would name no region, and a young bucket answers
            # those with a redirect. A dot in the name does not fit AWS's certificates.
            style = "path" if endpoint or "." in bucket else "virtual"
            # Newer checksums than SHA-256 only where asked for: many providers lack them.
            config = Config(
                signature_version=signing,
                s3={"addressing_style": style},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
                retries={"mode": "standard", "total_max_attempts": attempts},
                connect_timeout=5,
                read_timeout=seconds,
                max_pool_connections=32,
            )
            return session.client(
                "s3",
                endpoint_url=endpoint,
                region_name=session.region_name or "us-east-1",
                config=config,
            )

        with self._translated():
            self._client = client(endpoint_url)
            self._signer = client(public_endpoint_url) if public_endpoint_url else self._client
            # Some servers, LocalStack 4.6 for one, leave an empty object if a completion comes
            # again while the first still runs, so boto3 must not repeat it by itself.
            self._completer = client(endpoint_url, attempts=1, seconds=600)
            # Signs nothing, so that an address can be told before credentials are there.
            namer = client(public_endpoint_url or endpoint_url, signing=UNSIGNED)
            example = urlsplit(
                namer.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "-"})
            )
            self._browser_origin = f"{example.scheme}://{example.netloc}"

    def beside(self, name: str) -> Self:
        """A store of its own below the prefix of this one, which lists what is in there too."""
        store = copy(self)
        store._prefix = f"{self._prefix}{check_key(name)}/"
        return store

    def put(self, key: str, chunks: Iterable[bytes]) -> BlobInfo:
        return self._put(key, chunks, part_size=PART_SIZE)

    def put_file(self, key: str, path: Path) -> BlobInfo:
        with path.open("rb", buffering=0) as file:
            chunks = iter(lambda: file.read(CHUNK_SIZE), b"")
            part_size = part_size_for(os.fstat(file.fileno()).st_size)
            return self._put(key, chunks, part_size=part_size)

    def delete(self, key: str) -> None:
        with self._translated(key):
            self._client.delete_object(**self._at(key))

    def iter_keys(self, prefix: str = "") -> Iterator[str]:
        return self._keys(self._prefix + check_prefix(prefix))

    @contextmanager
    def as_file(self, key: str) -> Iterator[Path]:
        with working_folder() as folder:
            path = Path(folder) / "blob"
            with self._translated(key), copied_into(folder, key):
                self._client.download_file(self.bucket, self._at(key)["Key"], str(path))
            yield path

    def copy(self, source: str, target: str) -> BlobInfo:
        place = self._at(target)
        with self._translated(source):
            self._client.copy(
                self._at(source), place["Bucket"], place["Key"], ExtraArgs=self._at_rest
            )
        return self.stat(target)

    def presigned_url(
        self, key: str, *, seconds: int, media_type: str, file_name: str, inline: bool
    ) -> str | None:
        with self._translated(key):
            url: str = self._signer.generate_presigned_url(
                "get_object",
                Params={
                    **self._at(key),
                    "ResponseContentType": media_type,
                    "ResponseContentDisposition": content_disposition(file_name, inline=inline),
                },
                ExpiresIn=seconds,
            )
        return url

    @property
    def browser_origin(self) -> str:
        return self._browser_origin

    def local_path(self, key: str) -> Path | None:
        check_key(key)
        return None

    def free_bytes(self) -> int | None:
        return None

    def check(self) -> None:
        with self._translated():
            self._client.head_bucket(Bucket=self.bucket)

    def _put(self, key: str, chunks: Iterable[bytes], *, part_size: int) -> BlobInfo:
        place = self._at(key)
        blocks = _regroup(chunks, part_size)
        first = next(blocks, b"")
        if len(first) < part_size:
            with self._translated(key):
                self._client.put_object(**place, **_KINDLESS, **self._at_rest, Body=first)
            return BlobInfo(key, len(first))
        with self._translated(key):
            answer = self._client.create_multipart_upload(**place, **_KINDLESS, **self._at_rest)
        place["UploadId"] = answer["UploadId"]
        try:
            size = self._put_parts(key, place, chain([first], blocks))
        except BaseException as error:
            try:
                with self._translated(key):
                    self._client.abort_multipart_upload(**place)
            except StorageError as second:
                error.add_note(f"What was sent of it stays in the bucket: {second}")
            raise
        return BlobInfo(key, size)

    def _put_parts(self, key: str, place: dict[str, str], blocks: Iterable[bytes]) -> int:
        size, parts = 0, []
        for n, block in enumerate(blocks, start=1):
            if n > MAX_PARTS:
                raise StorageError(
                    "This is more than S3 takes from a stream. Write it to a file, and use that.",
                    key=key,
                )
            with self._translated(key):
                answer = self._client.upload_part(
                    **place, PartNumber=n, Body=block, ChecksumAlgorithm="SHA256"
                )
            parts.append({"PartNumber": n, **part_proof(answer)})
            size += len(block)
        with self._translated(key):
            self._completer.complete_multipart_upload(**place, MultipartUpload={"Parts": parts})
        return size

    def _read(self, key: str, start: int, stop: int | None) -> Iterator[bytes]:
        if start == stop:
            self.stat(key)
            yield b""
            return
        wanted: dict[str, str] = {}
        if start or stop is not None:
            wanted["Range"] = f"bytes={start}-{'' if stop is None else stop - 1}"
        with self._translated(key):
            try:
                body = self._client.get_object(**self._at(key), **wanted)["Body"]
            except ClientError as error:
                if error_code(error) not in {"416", "InvalidRange"}:
                    raise
                body = None  # the range begins at the end or beyond it
        try:
            yield b""
            while body is not None:
                with self._translated(key):
                    chunk: bytes = body.read(CHUNK_SIZE)
                if not chunk:
                    return
                yield chunk
        finally:
            if body is not None:
                body.close()

    def _find(self, key: str) -> BlobInfo | None:
        try:
            with self._translated(key):
                answer = self._client.head_object(**self._at(key))
        except BlobMissing:
            return None
        return BlobInfo(key, answer["ContentLength"], answer["LastModified"])

    def _keys(self, prefix: str) -> Iterator[str]:
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=prefix
        )
        for found in self._items(pages, "Contents"):
            key = found["Key"].removeprefix(self._prefix)
            with suppress(InvalidKey):  # what other programs put beside the blobs is none
                yield check_key(key)

    def _items(self, pages: Iterable[dict[str, Any]], name: str) -> Iterator[dict[str, Any]]:
        rest = iter(pages)
        while True:
            with self._translated():
                page = next(rest, None)
            if page is None:
                return
            yield from page.get(name, [])

    def _at(self, key: str) -> dict[str, str]:
        return {"Bucket": self.bucket, "Key": self._prefix + check_key(key)}

    def _translated(self, key: str | None = None) -> AbstractContextManager[None]:
        """Turn the errors of boto3 into the store's."""
        return translated(self.bucket, key, has_bucket=self._has_bucket)

    def _has_bucket(self) -> bool:
        try:
            self._client.head_bucket(Bucket=self.bucket)
        except ClientError as error:
            return error_code(error) not in MISSING
        except BotoCoreError:
            return False
        return True


def part_proof(part: dict[str, Any]) -> dict[str, str]:
    """What S3 wants to hear about a part on completion, from its answer about the part."""
    # Some servers keep no checksums, and then want none.
    return {name: part[name] for name in ("ETag", "ChecksumSHA256") if name in part}


def _regroup(chunks: Iterable[bytes], size: int) -> Iterator[bytes]:
    """The same bytes in blocks of exactly ``size``, but for the last."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) >= size:
            yield bytes(held[:size])
            del held[:size]
    if held:
        yield bytes(held)
