"""Uploads in tests: what the page does, without a server in between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from sqlmodel import col, update

from chest.access.viewers import Viewer
from chest.database import Database
from chest.models import (
    Asset,
    Contribution,
    ContributionState,
)
from chest.settings import Settings
from chest.uploads.manager import UploadManager, UploadTicket
from storage.local import LocalStore
from tests.builders import (
    RecordingQueue,
)


def make_manager(
    database: Database, blobs: LocalStore, jobs: RecordingQueue, **settings: Any
) -> UploadManager:
    return UploadManager(
        database=database,
        blobs=blobs,
        jobs=jobs,
        settings=Settings(_env_file=None, **settings),
    )


def send(uploads: UploadManager, viewer: Viewer, ticket: UploadTicket, data: bytes) -> None:
    """What the page does: ask where each part goes, and send it there."""
    for n in range(1, ticket.parts + 1):
        part = data[(n - 1) * ticket.part_size : n * ticket.part_size]
        send_part(uploads, viewer, ticket.id, n, part)


def send_part(uploads: UploadManager, viewer: Viewer, upload_id: UUID, n: int, part: bytes) -> None:
    (target,) = uploads.sign_parts(viewer, upload_id, [(n, sha256(part).hexdigest())])
    put(uploads, upload_id, n, target.url, part)


def put(uploads: UploadManager, upload_id: UUID, n: int, url: str, part: bytes) -> None:
    query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}

    async def chunks() -> AsyncIterator[bytes]:
        yield part

    asyncio.run(
        uploads.write_part(
            upload_id,
            n,
            expires=int(query["e"]),
            sha256=query["h"],
            signature=query["s"],
            chunks=chunks(),
        )
    )


def load(database: Database, asset_id: UUID) -> Asset:
    with database.read() as session:
        asset = session.get(Asset, asset_id)
        assert asset is not None
        return asset


def set_contribution(database: Database, contribution_id: UUID, state: ContributionState) -> None:
    with database.write() as session:
        session.exec(
            update(Contribution).where(col(Contribution.id) == contribution_id).values(state=state)
        )
