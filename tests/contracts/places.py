"""Where the stores of the contract suite keep their bytes, and how a browser sends them parts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

import httpx

from storage.base import DESK, SEALED, BlobStore, PartTarget
from storage.encryption import EncryptedStore
from storage.keyring import Keyring
from storage.local import LocalStore
from storage.master_keys import GivenKey
from storage.receiving import PartReceiver
from storage.s3 import S3Store
from tests.servers.s3 import S3Server

SECRET = b"a secret of the contract suite"
MASTER_KEY = b"a master key of the contract suite, long enough"
UPLOAD_ID = "0192f0c1-7e57-7000-8000-000000000001"


class StorePlace(Protocol):
    """Where a store keeps its bytes, apart from any store object that looks at them."""

    has_files: bool
    """Whether each blob is a file that can be used as it is."""

    is_direct: bool
    """Whether browsers get addresses of the store itself."""

    knows_room: bool
    """Whether it can tell how much room is left."""

    def open(self) -> BlobStore:
        """A new object, as another process would make it."""

    def deliver(self, handle: str, target: PartTarget, body: bytes) -> None:
        """Send a part as a browser would; raises if it is not taken."""


class FolderPlace:
    has_files, is_direct, knows_room = True, False, True

    def __init__(self, root: Path) -> None:
        self.root = root

    def open(self) -> LocalStore:
        return LocalStore(self.root, secret=SECRET)

    def deliver(self, handle: str, target: PartTarget, body: bytes) -> None:
        deliver_here(self.open(), handle, target, body)


class EncryptedPlace:
    """A store over the one of another place, encrypted under a master key of its own."""

    has_files, is_direct = False, False

    def __init__(self, place: FolderPlace | BucketPlace) -> None:
        self.plain = place.open()
        self.knows_room = place.knows_room
        self.master = GivenKey(MASTER_KEY, "CHEST_MASTER_KEY")

    def open(self, *, encrypts: bool = True) -> EncryptedStore:
        desk = self.plain.beside(DESK)
        return EncryptedStore(
            plain=self.plain,
            sealed=self.plain.beside(SEALED),
            desk=desk,
            keys=Keyring(desk, self.master),
            secret=SECRET,
            encrypts=encrypts,
        )

    def deliver(self, handle: str, target: PartTarget, body: bytes) -> None:
        deliver_here(self.open(), handle, target, body)


class BucketPlace:
    has_files, is_direct, knows_room = False, True, False

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


def deliver_here(store: PartReceiver, handle: str, target: PartTarget, body: bytes) -> None:
    """What the route of the server does with the request."""
    url = urlsplit(target.url)
    assert url.path == f"/api/uploads/{UPLOAD_ID}/parts/{target.n}"
    query = {name: values[0] for name, values in parse_qs(url.query).items()}
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
