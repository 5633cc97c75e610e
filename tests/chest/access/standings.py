"""A chest that holds a memory in each standing, and everyone who could ask for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from chest.access.viewers import ANONYMOUS, ReceiptViewer, Viewer
from chest.assets.manager import AssetManager
from chest.assets.media import MediaManager
from chest.database import Database
from chest.dates.uncertain import UNDATED_SORT_KEY
from chest.models import (
    AssetState,
    Audience,
    ContributionState,
    Derivative,
    Kind,
    Review,
    utc_now,
)
from chest.security.signing import Signer
from chest.settings import Settings
from chest.uploads.manager import UploadManager
from storage.local import LocalStore
from tests.builders import (
    Family,
    RecordingQueue,
    add_asset,
    add_contribution,
    add_family,
    add_link,
    open_link_session,
)


@dataclass
class Scene:
    """One chest that holds a memory in each standing, and everyone who could ask for it."""

    database: Database
    family: Family
    viewers: dict[str, Viewer]
    ids: dict[str, UUID]
    root: UUID
    assets: AssetManager
    media: MediaManager
    uploads: UploadManager

    @property
    def chest_id(self) -> UUID:
        return self.family.chest_id

    def names(self, ids: Iterable[UUID]) -> list[str]:
        known = {asset_id: name for name, asset_id in self.ids.items()}
        return sorted(known[asset_id] for asset_id in ids if asset_id in known)


def set_scene(database: Database, blobs: LocalStore) -> Scene:
    family = add_family(database)
    link = add_link(database, family.chest_id, family.keeper, audience=Audience.family)
    contributor = open_link_session(database, link)
    open_link = add_link(database, family.chest_id, family.keeper, audience=Audience.everyone)
    contributions = {
        state: add_contribution(database, family.chest_id, by=contributor, state=state)
        for state in ContributionState
    }
    member_contribution = add_contribution(database, family.chest_id, by=family.member)
    standings: dict[str, dict[str, object]] = {
        "family": {"audience": Audience.family},
        "everyone": {"audience": Audience.everyone},
        "keepers": {"audience": Audience.keepers},
        "only_me": {"audience": Audience.only_me, "added_by": family.member.account_id},
        "member_pending": {
            "review": Review.pending,
            "added_by": family.member.account_id,
            "contribution_id": member_contribution,
        },
        "link_pending": {
            "review": Review.pending,
            "contribution_id": contributions[ContributionState.pending],
        },
        "draft": {
            "review": Review.draft,
            "contribution_id": contributions[ContributionState.draft],
        },
        "held": {"review": Review.held, "contribution_id": contributions[ContributionState.held]},
        "declined": {
            "review": Review.declined,
            "contribution_id": contributions[ContributionState.declined],
        },
        "withdrawn": {
            "review": Review.withdrawn,
            "contribution_id": contributions[ContributionState.withdrawn],
        },
        "uploading": {"state": AssetState.uploading},
        "deleted": {"deleted_at": utc_now(), "audience": Audience.everyone},
        "sealed": {
            "visible_from": utc_now() + timedelta(days=1),
            "audience": Audience.everyone,
        },
    }
    root = add_asset(
        database,
        family.chest_id,
        kind=Kind.note,
        body="About",
        audience=Audience.everyone,
        taken_sort=UNDATED_SORT_KEY,
    )
    ids = {}
    for number, (name, fields) in enumerate(standings.items()):
        ids[name] = add_asset(
            database,
            family.chest_id,
            taken="1964",
            taken_sort=f"1964{number:04}" + "0" * 21,
            sha256="a" * 64,
            stands_apart=True,  # who sees what; that the same bytes fold is test_repeats.py's
            storage_key=f"v1/x/o/{name}",
            bytes=1,
            attached_to=root,
            **fields,
        )
    with database.write() as session:
        for name, asset_id in ids.items():
            session.add(
                Derivative(
                    asset_id=asset_id,
                    kind="thumb",
                    storage_key=f"v1/x/d/{name}/thumb-1",
                    media_type="image/webp",
                    bytes=1,
                )
            )
    jobs = RecordingQueue()
    viewers = {
        "keeper": family.keeper,
        "curator": family.curator,
        "member": family.member,
        "viewer": family.viewer,
        "stranger": family.stranger,
        "contributor": contributor,
        "link_for_everyone": open_link_session(database, open_link),
        "receipt": ReceiptViewer(contribution_id=contributions[ContributionState.pending]),
        "nobody": ANONYMOUS,
    }
    return Scene(
        database=database,
        family=family,
        viewers=viewers,
        ids=ids,
        root=root,
        assets=AssetManager(database=database, jobs=jobs),
        media=MediaManager(database=database, blobs=blobs, signer=Signer(b"m" * 32), jobs=jobs),
        uploads=UploadManager(
            database=database, blobs=blobs, jobs=jobs, settings=Settings(_env_file=None)
        ),
    )
