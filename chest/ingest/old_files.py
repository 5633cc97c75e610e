"""Files that arrived before it was known which belong together (revision 0014) are looked at once.

Where this stands is in the rows: an upload without the word under which it is found has not been
looked at, and a partial index of those is empty in the end. A release from before that runs beside
this one writes more of them, and they are found as well.
"""

from __future__ import annotations

from sqlalchemy import text, update
from sqlmodel import Session, col, select

from chest.database import Database
from chest.ingest.joining import key_stem, tells_of_others
from chest.ingest.pairs import pair_uploads
from chest.ingest.stems import near_of
from chest.models import (
    UNPAIRED_UPLOADS,
    Asset,
    AssetState,
    ProcessingStep,
    Step,
    StepState,
    Upload,
)

AT_ONCE = 200
PAGES = 5  # in one sweep, each in a transaction of its own, so that nobody waits for long

# What is done again for a file that only tells of others: whom it is about, and its text, which is
# none. The sweep finds what waits.
_AGAIN = (Step.metadata, Step.text)


class OldFiles:
    def __init__(self, *, database: Database) -> None:
        self._database = database

    def pair(self, *, at_once: int = AT_ONCE, pages: int = PAGES) -> int:
        """Look at some of those that never were looked at, and show as one memory what belongs
        together; returns how many were looked at. Again and again, none is left."""
        count = 0
        for _page in range(pages):
            with self._database.write() as session:
                looked_at = _pair_page(session, at_once)
            count += looked_at
            if looked_at < at_once:
                break
        return count


def _pair_page(session: Session, at_once: int) -> int:
    uploads = session.exec(
        select(Upload)
        .where(text(UNPAIRED_UPLOADS))
        .order_by(col(Upload.id))
        .limit(at_once)
        .with_for_update()
    ).all()
    if not uploads:
        return 0
    of = [upload.asset_id for upload in uploads]
    assets = {a.id: a for a in session.exec(select(Asset).where(col(Asset.id).in_(of)))}
    for upload in uploads:
        asset = assets[upload.asset_id]
        name = asset.original_name or ""
        upload.near = near_of(
            # What has no name belongs to nothing by its name.
            key_stem(name) if name else str(asset.id),
            chest_id=asset.chest_id,
            account_id=upload.account_id,
            link_session_id=upload.link_session_id,
            folder=upload.folder,
        )
        session.add(upload)
        if asset.state is AssetState.ready and tells_of_others(name):
            session.exec(
                update(ProcessingStep)
                .where(
                    col(ProcessingStep.asset_id) == asset.id,
                    col(ProcessingStep.step).in_(_AGAIN),
                    col(ProcessingStep.state) != StepState.running,
                )
                .values(state=StepState.waiting, reason=None)
            )
    session.flush()
    pair_uploads(session, uploads)
    return len(uploads)
