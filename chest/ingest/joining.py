"""What tells of a file and comes by itself, before the file or after it: a sidecar that was sent
alone, iCloud's table, the conversation in which pictures were sent.

What lies beside a file when it is sent travels with it (`chest.ingest.sidecars`). Here the others
find each other, by the hand they come from, the folder and their names.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from chest.database import Database
from chest.ingest.chats import LONGEST_CHAT, Chat, may_be_chat, read_chat
from chest.ingest.pairs import pair_one, remember_subject
from chest.ingest.sidecars import (
    Beside,
    is_table,
    longest,
    may_be_sidecar,
    names_in_table,
    pair,
    read_sidecar,
)
from chest.ingest.stems import near_of, stem_of, stems_of_sidecar
from chest.models import Asset, AssetState, ProcessingStep, Step, StepState, Upload
from storage.base import BlobStore

_ABOUT_A_FOLDER = "\0about the folder"
_AT_ONCE = 500
_AT_MOST = 60


def key_stem(name: str) -> str:
    """The stem under which a file is found again by what belongs to it."""
    if is_table(name) or may_be_chat(name):
        return _ABOUT_A_FOLDER
    return stems_of_sidecar(name)[0] if may_be_sidecar(name) else stem_of(name).text


def tells_of_others(name: str) -> bool:
    return may_be_sidecar(name) or may_be_chat(name)


class Joining:
    """Over the rows of uploads, and the few small files that tell of others."""

    def __init__(self, database: Database, blobs: BlobStore) -> None:
        self._database = database
        self._blobs = blobs

    def hear_what_came_before(self, asset: Asset) -> None:
        """Before a file is opened: what arrived earlier and tells of it. Raises what a store
        raises."""
        if asset.original_name is None or tells_of_others(asset.original_name):
            return
        with self._database.read() as session:
            upload = _upload_of(session, asset.id)
            if upload is None or upload.near is None:
                return
            nears = [upload.near, _near(upload, asset.chest_id, _ABOUT_A_FOLDER)]
            found = [
                (one, its)
                for one, its in _list_near(session, asset, nears, limit=_AT_MOST)
                if one.original_name and tells_of_others(one.original_name)
            ]
        for teller, _ in found:
            told = self._read_of(teller, asset.original_name)
            if told is not None:
                self._write(teller, [(asset.id, told)])

    def tell_what_came_before(self, asset: Asset, path: Path) -> None:
        """After a sidecar, table or conversation arrived: tell of the files that are here."""
        name = asset.original_name or ""
        if not tells_of_others(name) or path.stat().st_size > _longest(name):
            return
        text = read_text(path)
        chat = read_chat(text) if may_be_chat(name) else None
        with self._database.read() as session:
            upload = _upload_of(session, asset.id)
            if upload is None or upload.near is None:
                return
            if chat is not None:
                stems = [stem_of(one).text for one in chat.names]
            elif is_table(name):
                stems = [stem_of(one).text for one in names_in_table(text)]
            else:
                stems = stems_of_sidecar(name)
            nears = list(dict.fromkeys(_near(upload, asset.chest_id, stem) for stem in stems))
            files = [
                one
                for start in range(0, len(nears), _AT_ONCE)
                for one, _ in _list_near(session, asset, nears[start : start + _AT_ONCE])
                if one.original_name and not tells_of_others(one.original_name)
            ]
        told = [
            (one.id, found)
            for one in files
            if (found := _tell(name, text, chat, of=one.original_name or "")) is not None
        ]
        self._write(asset, told)

    def _read_of(self, teller: Asset, name: str) -> Beside | None:
        own = teller.original_name or ""
        if not teller.storage_key or (teller.bytes or 0) > _longest(own):
            return None
        if not may_be_chat(own) and not is_table(own) and not pair([name, own]):
            return None
        with self._blobs.as_file(teller.storage_key) as path:
            if may_be_chat(own):
                chat = _chat_at(str(path), teller.storage_key)
                return chat.beside(name) if chat else None
            return read_sidecar(own, read_text(path), of=name)

    def _write(self, teller: Asset, told: Sequence[tuple[UUID, Beside]]) -> None:
        """Keep what was told, have the files looked at again with it, and let what only tells of
        others be no memory of its own."""
        if not told:
            return
        with self._database.write() as session:
            for asset_id, found in told:
                upload = _upload_of(session, asset_id)
                if upload is None:
                    continue
                known = found.as_json() | (upload.beside or {})
                if known != upload.beside:
                    upload.beside = known
                    session.add(upload)
                    session.exec(
                        update(ProcessingStep)
                        .where(
                            col(ProcessingStep.asset_id) == asset_id,
                            col(ProcessingStep.step) == Step.metadata,
                            col(ProcessingStep.state) != StepState.running,
                        )
                        .values(state=StepState.waiting)
                    )
            own = _upload_of(session, teller.id)
            if own is not None and not may_be_chat(teller.original_name or ""):
                remember_subject(own, told[0][0])
                session.add(own)
                session.flush()
                pair_one(session, teller.id)


def read_text(path: Path) -> str:
    data = path.read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "replace")


def _longest(name: str) -> int:
    return LONGEST_CHAT if may_be_chat(name) else longest(name)


def _tell(name: str, text: str, chat: Chat | None, *, of: str) -> Beside | None:
    if may_be_chat(name):
        return chat.beside(of) if chat else None
    if not is_table(name) and not pair([of, name]):
        return None
    return read_sidecar(name, text, of=of)


@lru_cache(maxsize=4)  # many pictures in a row were sent in the same conversation
def _chat_at(path: str, _key: str) -> Chat | None:
    return read_chat(read_text(Path(path)))


def _near(upload: Upload, chest_id: UUID, stem: str) -> str:
    return near_of(
        stem,
        chest_id=chest_id,
        account_id=upload.account_id,
        link_session_id=upload.link_session_id,
        folder=upload.folder,
    )


def _upload_of(session: Session, asset_id: UUID) -> Upload | None:
    return session.exec(select(Upload).where(col(Upload.asset_id) == asset_id)).first()


def _list_near(
    session: Session, asset: Asset, nears: Sequence[str], *, limit: int = 10_000
) -> list[tuple[Asset, Upload]]:
    """What else arrived under one of these words, in the same gift, and was not put away."""
    rows = session.exec(
        select(Asset, Upload)
        .join(Upload, col(Upload.asset_id) == col(Asset.id))
        .where(
            col(Upload.near).in_(nears),
            col(Asset.id) != asset.id,
            col(Asset.chest_id) == asset.chest_id,
            col(Asset.state) != AssetState.uploading,
            col(Asset.deleted_at).is_(None),
            col(Asset.contribution_id).is_not_distinct_from(asset.contribution_id),
        )
        .order_by(col(Asset.id))
        .limit(limit)
    ).all()
    return list(rows)
