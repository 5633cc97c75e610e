"""Removing for good what was put away: rows at once, bytes by way of the trash."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, delete, update
from sqlmodel import Session, col, select

from chest.erasing.periods import RESTORABLE_FOR
from chest.ingest.results import forget_results, list_bytes
from chest.models import (
    Asset,
    BlobTrash,
    Chapter,
    Chest,
    Contribution,
    Derivative,
    Export,
    ExportPiece,
    LockerFile,
    LockerPack,
    Story,
    StorySentence,
    ToldChapter,
    utc_now,
)
from chest.stories.citing import list_memories
from chest.stories.edit_forgetting import forget_edits
from chest.stories.reading import title_what_is_left

_AT_ONCE = 1_000  # sentences in one question or answer


def purge_deleted(session: Session, *, limit: int) -> int:
    """Purge up to `limit` memories that were deleted more than 30 days ago; returns how many."""
    due = session.exec(
        select(Asset.id)
        .where(col(Asset.deleted_at) < utc_now() - RESTORABLE_FOR)
        .order_by(col(Asset.deleted_at))
        .limit(limit)
    ).all()
    purge_assets(session, due)
    return len(due)


def purge_assets(session: Session, asset_ids: Sequence[UUID]) -> None:
    """Remove these memories with all that was derived from them, in the caller's transaction.

    Their bytes go to the trash, which the sweep empties once this is committed. What was attached
    to them stays; a chest or contribution that showed one shows none. What stories told of them
    goes too: a sentence holds their words, and a title may. What a model made of their bytes goes
    with the last memory of the chest that has them.
    """
    _untell(session, asset_ids)
    had = list_bytes(session, asset_ids)
    trash_bytes(session, col(Asset.id).in_(asset_ids))
    for table, column in (
        (Asset, Asset.attached_to),
        (Asset, Asset.duplicate_of),
        (Asset, Asset.companion_of),
        (Asset, Asset.apart_from),
        (Chest, Chest.hero_asset_id),
        (Contribution, Contribution.message_asset_id),
    ):
        session.exec(
            update(table)
            .where(col(column).in_(asset_ids))
            .values({col(column): None})
            .execution_options(synchronize_session=False)
        )
    session.exec(
        delete(Asset)
        .where(col(Asset.id).in_(asset_ids))
        .execution_options(synchronize_session=False)
    )
    forget_results(session, had)


def purge_chest(session: Session, chest: Chest) -> None:
    """Remove a chest with everything in it, in the caller's transaction; its bytes go to the
    trash."""
    trash_bytes(session, col(Asset.chest_id) == chest.id)
    packed = (
        select(ExportPiece.storage_key)
        .join(Export, col(Export.id) == col(ExportPiece.export_id))
        .where(col(Export.chest_id) == chest.id)
    )
    trash_keys(session, session.exec(packed).all())
    for model in (LockerPack, LockerFile):  # of one that is locked: no other row names its bytes
        asked = select(model.storage_key).where(col(model.chest_id) == chest.id)
        trash_keys(session, session.exec(asked).all())
    # Memories point at each other; a row that is still pointed at could not go.
    session.exec(update(Asset).where(col(Asset.chest_id) == chest.id).values(attached_to=None))
    session.delete(chest)
    session.flush()


def purge_gift(session: Session, gift: Contribution) -> None:
    """Remove a contribution, its memories and what was made of them; their bytes go to the
    trash."""
    assets = session.exec(select(Asset.id).where(col(Asset.contribution_id) == gift.id)).all()
    purge_assets(session, assets)
    session.flush()
    session.delete(gift)


def _untell(session: Session, asset_ids: Sequence[UUID]) -> None:
    """Delete the sentences that cite these memories, from every telling of their chests, and what
    the family made of such sentences, and what models answered that were shown them."""
    purged = {str(asset_id) for asset_id in asset_ids}
    chests = session.exec(
        select(Asset.chest_id).where(col(Asset.id).in_(asset_ids)).distinct()
    ).all()
    for chest_id in chests:
        # A list in JSON is searched differently by each database. What is read here instead is one
        # chest's, without its words, and a part at a time.
        rows = session.exec(
            select(StorySentence.id, StorySentence.chapter_id, StorySentence.sources)
            .join(Chapter, col(Chapter.id) == col(StorySentence.chapter_id))
            .join(Story, col(Story.id) == col(Chapter.story_id))
            .where(col(Story.chest_id) == chest_id)
            .execution_options(yield_per=_AT_ONCE)
        )
        found = [
            (id, chapter)
            for id, chapter, cited in rows
            if not purged.isdisjoint(list_memories(cited))
        ]
        for start in range(0, len(found), _AT_ONCE):
            citing = [sentence_id for sentence_id, _ in found[start : start + _AT_ONCE]]
            session.exec(
                delete(StorySentence)
                .where(col(StorySentence.id).in_(citing))
                .execution_options(synchronize_session=False)
            )
        titles: set[str] = set()
        for chapter_id in dict.fromkeys(chapter_id for _, chapter_id in found):
            before = session.get_one(Chapter, chapter_id).title
            title_what_is_left(session, chest_id, chapter_id)
            chapter = session.get(Chapter, chapter_id)
            if chapter is None or chapter in session.deleted or chapter.title != before:
                titles.add(before)
        forget_edits(session, chest_id, purged, titles=titles)
        _forget_answers(session, chest_id, purged)
    session.flush()


def _forget_answers(session: Session, chest_id: UUID, purged: set[str]) -> None:
    answers = session.exec(
        select(ToldChapter.id, ToldChapter.assets).where(col(ToldChapter.chest_id) == chest_id)
    ).all()
    gone = [id for id, shown in answers if not purged.isdisjoint(shown)]
    session.exec(
        delete(ToldChapter)
        .where(col(ToldChapter.id).in_(gone))
        .execution_options(synchronize_session=False)
    )
    chapters = session.exec(
        select(Chapter.id, Chapter.sent)
        .join(Story, col(Story.id) == col(Chapter.story_id))
        .where(col(Story.chest_id) == chest_id)
    ).all()
    session.exec(
        update(Chapter)
        .where(col(Chapter.id).in_([id for id, sent in chapters if not purged.isdisjoint(sent)]))
        .values(left_out=[])
        .execution_options(synchronize_session=False)
    )


def trash_bytes(session: Session, condition: ColumnElement[bool]) -> None:
    """Put the keys of all bytes of the memories that fulfil the condition into the trash.

    To be called before the rows go: with them goes the only list of their keys. Twice is no error.
    """
    originals = select(Asset.storage_key).where(condition, col(Asset.storage_key).is_not(None))
    derived = (
        select(Derivative.storage_key)
        .join(Asset, col(Asset.id) == col(Derivative.asset_id))
        .where(condition)
    )
    trash_keys(session, {*session.exec(originals).all(), *session.exec(derived).all()})


def trash_keys(session: Session, named: Iterable[str | None]) -> None:
    """Put these keys into the trash, those that are in it already no second time."""
    keys = {key for key in named if key}
    known = set(
        session.exec(
            select(BlobTrash.storage_key).where(col(BlobTrash.storage_key).in_(keys))
        ).all()
    )
    session.add_all(BlobTrash(storage_key=key) for key in keys - known)
    session.flush()
