"""A blob store in an S3 bucket, on AWS or anything that speaks its protocol."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

from storage.base import BlobInfo, InvalidKey, PartInfo, PartTarget
from storage.parts import Handle, check_sha256
from storage.s3_blobs import S3Blobs, part_proof
from storage.s3_errors import error_code

_KIND = "s1"
_STALE_KIND = "s0"  # found by a sweep: its sizes are unknown, so it can only be aborted
_SMALLEST_PART = 5 * 1024 * 1024
_NOT_OPEN = {"NoSuchUpload", "NoSuchKey", "404"}


class S3Store(S3Blobs):
    """A BlobStore in an S3 bucket.

    An upload is a multipart upload under the final key; what the bucket lists of its parts is
    the truth. A part's URL is signed for one length and one SHA-256; a server that ignores
    them can still let a wrong part in, so hash the whole blob after completion.
    """

    def begin_parts(self, key: str, *, size: int, part_size: int) -> str:
        if part_size < _SMALLEST_PART and size > part_size:
            raise ValueError(f"S3 takes parts of {_SMALLEST_PART} bytes or more, not {part_size}.")
        draft = Handle.begin(_KIND, size=size, part_size=part_size, key=key, token="")
        with self._translated(key):
            answer = self._client.create_multipart_upload(
                **self._at(key),
                ContentType="application/octet-stream",
                ChecksumAlgorithm="SHA256",
                **self._at_rest,
            )
        handle = str(Handle(_KIND, draft.size, draft.part_size, draft.key, answer["UploadId"]))
        Handle.parse(handle, _KIND)
        return handle

    def part_target(
        self, handle: str, n: int, *, upload_id: str, sha256: str, seconds: int = 3600
    ) -> PartTarget:
        upload = Handle.parse(handle, _KIND)
        length = upload.length(n)
        digest = bytes.fromhex(check_sha256(sha256, key=upload.key))
        checksum = base64.b64encode(digest).decode("ascii")
        now = datetime.now(UTC).replace(microsecond=0)
        with self._translated(upload.key):
            url = self._signer.generate_presigned_url(
                "upload_part",
                Params={
                    **self._of(upload),
                    "PartNumber": n,
                    "ContentLength": length,
                    "ChecksumSHA256": checksum,
                },
                ExpiresIn=seconds,
            )
        return PartTarget(
            n=n,
            method="PUT",
            url=url,
            # Content-Length is signed too; browsers set it themselves and let nobody else.
            headers={"x-amz-checksum-sha256": checksum},
            expires_at=now + timedelta(seconds=seconds),
        )

    def list_parts(self, handle: str) -> dict[int, PartInfo]:
        upload = Handle.parse(handle, _KIND)
        found = self._list_parts(upload)
        if found is None:
            self._get_completed(upload)
            return upload.all_parts()
        return {n: PartInfo(n, part["Size"]) for n, part in sorted(found.items())}

    def complete_parts(self, handle: str) -> BlobInfo:
        upload = Handle.parse(handle, _KIND)
        found = self._list_parts(upload)
        if found is None:
            return self._get_completed(upload)
        upload.check_arrived(found)
        if not found:  # S3 knows no upload of no parts
            self.put(upload.key, [])
            self.abort_parts(handle)
            return BlobInfo(upload.key, 0)
        parts = [{"PartNumber": n, **part_proof(part)} for n, part in sorted(found.items())]
        with self._translated(upload.key):
            try:
                self._completer.complete_multipart_upload(
                    **self._of(upload), MultipartUpload={"Parts": parts}
                )
            except ClientError as error:
                # Somebody else completed it, or an attempt whose answer was lost.
                if error_code(error) not in _NOT_OPEN:
                    raise
        return self._get_completed(upload)

    def abort_parts(self, handle: str) -> None:
        upload = Handle.parse(handle, _KIND, _STALE_KIND)
        with self._translated(upload.key):
            try:
                self._client.abort_multipart_upload(**self._of(upload))
            except ClientError as error:
                if error_code(error) not in _NOT_OPEN:
                    raise

    def iter_stale_parts(self, *, older_than_seconds: int) -> Iterator[str]:
        before = datetime.now(UTC) - timedelta(seconds=older_than_seconds)
        pages = self._client.get_paginator("list_multipart_uploads").paginate(
            Bucket=self.bucket, Prefix=self._prefix
        )
        for found in self._items(pages, "Uploads"):
            key = found["Key"].removeprefix(self._prefix)
            upload = Handle(_STALE_KIND, 0, 1, key, found["UploadId"])
            if found["Initiated"] < before and self._is_idle(upload, since=before):
                yield str(upload)

    def _of(self, upload: Handle) -> dict[str, str]:
        return {**self._at(upload.key), "UploadId": upload.token}

    def _list_parts(self, upload: Handle) -> dict[int, dict[str, Any]] | None:
        """What S3 says of each part of the right length, or None if the upload is not open."""
        parts = self._list_all_parts(upload)
        if parts is None:
            return None
        numbers = range(1, upload.count + 1)
        return {
            part["PartNumber"]: part
            for part in parts
            if part["PartNumber"] in numbers and part["Size"] == upload.length(part["PartNumber"])
        }

    def _list_all_parts(self, upload: Handle) -> list[dict[str, Any]] | None:
        pages = self._client.get_paginator("list_parts").paginate(**self._of(upload))
        with self._translated(upload.key):
            try:
                return [part for page in pages for part in page.get("Parts", [])]
            except ClientError as error:
                if error_code(error) in _NOT_OPEN:
                    return None
                raise

    def _is_idle(self, upload: Handle, *, since: datetime) -> bool:
        """Whether an upload is open and nothing has arrived for it since then."""
        try:
            parts = self._list_all_parts(upload)
        except InvalidKey:
            return False  # another program's upload
        return parts is not None and all(part["LastModified"] < since for part in parts)

    def _get_completed(self, upload: Handle) -> BlobInfo:
        return upload.check_completed(self._find(upload.key))
