"""Files as somebody gives them: with what their names say of what belongs to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chest.access.viewers import LinkViewer, Viewer
from chest.database import Database
from chest.ingest.job import Ingest
from chest.ingest.joining import key_stem
from chest.ingest.stems import near_of
from tests.arrivals import ShutStore, arrive, once
from tests.builders import Family


@dataclass
class Giver:
    """One hand that gives files to a family's chest."""

    database: Database
    blobs: ShutStore
    family: Family
    ingest: Ingest
    by: Viewer | None = None

    def send(self, name: str, data: bytes, *, folder: str | None = None, **fields: Any) -> UUID:
        """A file that arrived, and is not understood yet."""
        by = self.by or self.family.keeper
        session_id = by.session_id if isinstance(by, LinkViewer) else None
        near = near_of(
            key_stem(name),
            chest_id=self.family.chest_id,
            account_id=by.account_id,
            link_session_id=session_id,
            folder=folder,
        )
        upload = {
            "near": near,
            "folder": folder,
            "account_id": by.account_id,
            "link_session_id": session_id,
        }
        return arrive(
            self.database,
            self.blobs,
            self.family.chest_id,
            data,
            name=name,
            upload=upload,
            added_by=by.account_id,
            **fields,
        )

    def give(self, name: str, data: bytes, **fields: Any) -> UUID:
        asset_id = self.send(name, data, **fields)
        self.understand()
        return asset_id

    def understand(self) -> None:
        """What waits, as the worker and its sweep do it, until nothing waits any more."""
        for _ in range(4):
            waiting = self.ingest.list_unfinished()
            if not waiting:
                return
            for asset_id in waiting:
                self.ingest.run(asset_id, once)
        raise AssertionError("Something waits for ever.")
