"""Where the stores of the contract suite keep their bytes, and how a browser sends them parts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

import httpx

from storage.base import BlobStore, PartTarget
from storage.local import LocalStore
from storage.s3 import S3Store
from tests.servers.s3 import S3Server

SECRET = b"a secret of the contract suite"
UPLOAD_ID = "0192f0c1-7e57-7000-8000-000000000001"


class StorePlace(Protocol):
    """Where a store keeps its bytes, apart from any store object that looks at them."""

    """Whether it can be believed when it says how old an upload is."""

    def open(self) -> BlobStore:
        """A new object, as another process would make it."""

    def deliver(self, handle: str, target: PartTarget, body: bytes) -> None:
        """Send a part as a browser would; raises if it is not taken."""


class FolderPlace:
    def __init__(self, root: Path) -> None:
        self.root = root

    def open(self) -> LocalStore:
        return LocalStore(self.root, secret=SECRET)

    def deliver(self, handle: str, target: PartTarget, body: bytes) -> None:
        """What the route of the server does with the request."""
        url = urlsplit(target.url)
        assert url.path == f"/api/uploads/{UPLOAD_ID}/parts/{target.n}"
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        store = self.open()
        assert store.check_part_signature(
            handle,
            target.n,
            upload_id=UPLOAD_ID,
            expires=int(query["e"]),
            sha256=query["h"],
            signature=query["s"],
        )

        async def chunks() -> AsyncIterator[bytes]:
            for start in range(0, len(body), 65_536):
                yield body[start : start + 65_536]

        asyncio.run(store.write_part(handle, target.n, sha256=query["h"], chunks=chunks()))


class BucketPlace:
    def __init__(self, server: S3Server) -> None:
        self.server = server
        self.bucket = server.new_bucket()
        # Neighbours in the same bucket, which must never be seen.
        server.client.put_object(Bucket=self.bucket, Key="family/v1/neighbour", Body=b"not ours")
        server.client.create_multipart_upload(Bucket=self.bucket, Key="family/v1/upload")

    def open(self) -> S3Store:
        return self.server.open(self.bucket, prefix="family/chest")

    def deliver(self, handle: str, target: PartTarget, body: bytes) -> None:
        with httpx.Client(trust_env=False) as client:
            answer = client.request(target.method, target.url, content=body, headers=target.headers)
        assert answer.is_success, answer.text
