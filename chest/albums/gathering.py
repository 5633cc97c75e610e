"""Folders that somebody added, and the albums of an archive, as albums of the chest.

Of a file only the name of the folder it lay in is known. So one person's folders of one name are
one album, and what cameras and programs name their folders is none. Where this stands is in the
rows, as in `chest.ingest.old_files`: what came before albums, and what an earlier release adds
beside this one, is found like what comes today. What came through a link waits for whoever looks at
it, who may make an album of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session, col, select

from chest.access.locks import lock_chest
from chest.albums import rows
from chest.database import Database
from chest.models import UNGATHERED_UPLOADS, Album, Asset, Audience, Kind, Upload

AT_ONCE = 200
PAGES = 5  # in one sweep, each in a transaction of its own, so that nobody waits for long

# What cameras, telephones and programs name the folders they put everything into.
_NO_ALBUM = re.compile(
    r"\d{3}[A-Z0-9_]{5}|DCIM|MISC|PRIVATE|Camera( Roll)?|Downloads?|Desktop|Documents?|Pictures"
    r"|Photos?|Images?|Videos?|Screenshots?|Google (Photos|Fotos)|Takeout|Photos from \d{4}"
    r"|Fotos (von|de|del|do|aus) \d{4}|Photos de \d{4}|Foto del \d{4}|New Folder( \(\d+\))?"
    r"|media|tmp|temp",
    re.IGNORECASE,
)
_KINDS = (Kind.photo, Kind.video, Kind.audio, Kind.document, Kind.note)


class FolderAlbums:
    def __init__(self, *, database: Database) -> None:
        self._database = database

    def gather(self, *, at_once: int = AT_ONCE, pages: int = PAGES) -> int:
        """Put some of what was never looked at into the albums of its folders; returns how much was
        looked at. Again and again, none is left. For the sweep."""
        count = 0
        for _page in range(pages):
            with self._database.write() as session:
                looked_at = _gather_page(session, at_once)
            count += looked_at
            if looked_at < at_once:
                break
        return count


def _gather_page(session: Session, at_once: int) -> int:
    found = session.exec(
        select(Upload.id, Upload.asset_id)
        .where(text(UNGATHERED_UPLOADS))
        .order_by(col(Upload.id))
        .limit(at_once)
    ).all()
    here = col(Asset.id).in_([asset_id for _upload_id, asset_id in found])
    # Of two workers that come to one folder at once, one makes its album.
    for chest_id in sorted(session.exec(select(Asset.chest_id).where(here).distinct())):
        lock_chest(session, chest_id)
    uploads = session.exec(
        select(Upload)
        .where(
            col(Upload.id).in_([upload_id for upload_id, _asset_id in found]),
            col(Upload.gathered).is_(None),
        )
        .order_by(col(Upload.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    of = [upload.asset_id for upload in uploads]
    assets = {a.id: a for a in session.exec(select(Asset).where(col(Asset.id).in_(of)))}
    albums: dict[tuple[UUID, UUID, bool, str], list[UUID]] = {}
    for upload in uploads:
        asset = assets[upload.asset_id]
        name = " ".join((upload.folder or "").split())
        if upload.account_id and name and asset.kind in _KINDS and not _NO_ALBUM.fullmatch(name):
            alone = asset.audience is Audience.only_me
            key = (asset.chest_id, upload.account_id, alone, name)
            albums.setdefault(key, []).append(asset.id)
        upload.gathered = True
        session.add(upload)
    for (chest_id, account_id, alone, name), ids in sorted(albums.items()):
        _take_in(session, chest_id, account_id, name, ids, alone=alone)
    return len(found)


def _take_in(
    session: Session,
    chest_id: UUID,
    account_id: UUID,
    name: str,
    ids: Sequence[UUID],
    *,
    alone: bool,
) -> None:
    """What somebody took out of it was looked at before and does not come back."""
    kept_alone = ":alone" if alone else ""
    source = sha256(f"{account_id}{kept_alone}:{name.casefold()}".encode()).hexdigest()
    album = session.exec(
        select(Album).where(col(Album.chest_id) == chest_id, col(Album.source) == source)
    ).first()
    if album is None:
        album = Album(
            chest_id=chest_id,
            name=name[:200],
            audience=Audience.only_me if alone else Audience.family,
            source=source,
            made_by=account_id,
        )
        session.add(album)
        session.flush()
    known = rows.places_of(session, album.id, ids)
    fresh = [asset_id for asset_id in ids if asset_id not in known]
    room = rows.MOST_IN_ONE - rows.count_all(session, album.id)
    rows.put_at_end(session, album.id, fresh[: max(0, room)], by=account_id)
