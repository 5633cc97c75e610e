"""The moment that a phone kept with a photo: taken out of its file, or known by Apple's mark."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update
from sqlmodel import col

from ai.media import MediaError
from ai.media.types import Moment
from chest.database import Database
from chest.ingest.open_file import OpenFile
from chest.ingest.pairs import pair_one
from chest.ingest.rows import IngestRows
from chest.models import Asset, Kind, Upload

MOMENT = "moment"
"""The derived film: bare of its place, and playable everywhere."""

_MAY_HAVE = {
    Kind.photo: ("image/jpeg", "image/heic", "image/heif"),
    Kind.video: ("video/quicktime", "video/mp4"),
}


def keep_moment(rows: IngestRows, asset: Asset, file: OpenFile) -> Moment | None:
    """Keep the film that is in a photo; what was found, if anything may be."""
    if asset.media_type not in _MAY_HAVE.get(asset.kind, ()):
        return None
    try:
        found, film = file.moment()
    except MediaError:
        return None
    if film is not None:
        rows.store(asset, MOMENT, film)
    return found


def find_moment(database: Database, rows: IngestRows, asset: Asset, file: OpenFile) -> None:
    """Keep the film that is in a photo, and the mark that it shares with another file. What cannot
    be read is not there: the photo is whole all the same."""
    found = keep_moment(rows, asset, file)
    if found is None:
        return
    with database.write() as session:
        if found.seconds is not None:
            session.exec(
                update(Asset).where(col(Asset.id) == asset.id).values(moment=found.seconds)
            )
        if found.content_id is not None:
            session.exec(
                update(Upload)
                .where(col(Upload.asset_id) == asset.id)
                .values(content_id=found.content_id)
            )


def find_companions(database: Database, asset_id: UUID) -> None:
    """Show it with what belongs to it, once it is published."""
    with database.write() as session:
        pair_one(session, asset_id)
