"""The files that a bag or folder has of each memory, read as whoever asked may see it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from chest.access.viewers import Viewer
from chest.access.visibility import visible_to
from chest.assets.views import AssetView, load_views
from chest.database import Database
from chest.exports.names import Taken, name_of, year_folder
from chest.exports.packing import Entry, measure, text_entry
from chest.exports.rows import Tables, rows_of_memories
from chest.exports.sidecars import write_xmp
from chest.models import (
    Asset,
    AssetState,
    ExportFormat,
    PictureText,
    Role,
    TranscriptSegment,
)
from chest.transcripts.exports import write
from chest.transcripts.views import SPOKEN
from language import N_, said
from storage.base import BlobDamaged, BlobMissing, BlobStore

AT_ONCE = 40
"""Memories that are read from the database together."""

_MISSING = N_("The file is not where the files are kept.")
_DAMAGED = N_("The file is damaged: its bytes are not those that arrived. It was left out.")

Problem = dict[str, Any]


@dataclass(frozen=True)
class Packing:
    """A memory: its files, measured, and which of them could not be read, if one could not."""

    entries: list[Entry]
    problem: Problem | None
    id: UUID
    bytes: int


@dataclass(frozen=True)
class _Read:
    """A memory as it was read."""

    view: AssetView
    key: str | None
    rows: Tables
    said: list[TranscriptSegment] = field(default_factory=list)
    read: str | None = None


@dataclass(frozen=True)
class Asked:
    """Who asked for what."""

    viewer: Viewer
    role: Role
    chest_id: UUID
    format: ExportFormat

    @property
    def is_bag(self) -> bool:
        return self.format is ExportFormat.bagit


class Memories:
    """The memories of a chest in the order of their ids, which never changes, so that whoever goes
    on after a stop misses none and has none twice."""

    def __init__(self, *, database: Database, blobs: BlobStore, asked: Asked) -> None:
        self._database = database
        self._blobs = blobs
        self._asked = asked

    def count(self) -> tuple[int, int]:
        """How many there are, and the bytes of their files."""
        with self._database.read() as session:
            return count_memories(session, self._asked.viewer, self._asked.chest_id)

    def iter_all(self, *, after: UUID | None, taken: Taken) -> Iterator[Packing]:
        """All that come after that one. `taken` has the paths that are in use. Raises what the
        store raises, but for a file that is missing or damaged: that is its problem."""
        while True:
            with self._database.read() as session:
                read = self._read(session, after)
            if not read:
                return
            for one in read:
                entries, problem = self._pack(one, taken)
                after = one.view.id
                yield Packing(entries, problem, after, one.view.bytes or 0)

    def _read(self, session: Session, after: UUID | None) -> list[_Read]:
        asked = self._asked
        query = select(Asset).where(*_wanted(asked.viewer, asked.chest_id))
        if after is not None:
            query = query.where(col(Asset.id) > after)
        assets = session.exec(query.order_by(col(Asset.id)).limit(AT_ONCE)).all()
        ids = [asset.id for asset in assets]
        views = load_views(session, asked.viewer, assets)
        rows = (
            rows_of_memories(session, asked.viewer, asked.role, assets)
            if asked.is_bag
            else {id: {} for id in ids}
        )
        said: dict[UUID, list[TranscriptSegment]] = {}
        for segment in session.exec(
            select(TranscriptSegment)
            .where(col(TranscriptSegment.asset_id).in_(ids), col(TranscriptSegment.text) != "")
            .order_by(col(TranscriptSegment.asset_id), col(TranscriptSegment.position))
        ):
            said.setdefault(segment.asset_id, []).append(segment)
        written = dict(
            session.exec(
                select(PictureText.asset_id, PictureText.text).where(
                    col(PictureText.asset_id).in_(ids)
                )
            ).all()
        )
        return [
            _Read(
                view,
                asset.storage_key,
                rows[view.id],
                said=said.get(view.id, []) if view.kind in SPOKEN else [],
                read=written.get(view.id),
            )
            for asset, view in zip(assets, views, strict=True)
        ]

    def _pack(self, one: _Read, taken: Taken) -> tuple[list[Entry], Problem | None]:
        view = one.view
        stem, ending = name_of(view)
        year = year_folder(view)
        base = taken.choose(f"data/memories/{year}" if self._asked.is_bag else year, stem)
        about = {"asset": str(view.id), "title": view.caption or stem, "date": view.taken}
        entries: list[Entry] = []
        problem: Problem | None = None
        original = self._measure(one, f"{base}{ending}", about) if one.key else None
        if isinstance(original, Entry):
            entries.append(original)
        elif original is not None:
            problem = original
        entries += _texts(one, base)
        if one.key:
            entries.append(text_entry(f"{base}{ending}.xmp", write_xmp(view), type=_XMP))
        if self._asked.is_bag:
            told = _tell(one, original if isinstance(original, Entry) else None, entries, problem)
            entries.append(text_entry(f"{base}{ending}.json", told, type=_JSON, record=True))
        for entry in entries:
            entry.about.update(memory=str(view.id), base=base)
        return entries, problem

    def _measure(self, one: _Read, path: str, about: dict[str, Any]) -> Entry | Problem:
        view = one.view
        assert one.key is not None
        try:
            media_type = view.media_type or "application/octet-stream"
            read = partial(self._blobs.iter_range, one.key)
            entry = measure(path, read, **about, type=media_type)
        except BlobDamaged:
            return _problem(view, path, _DAMAGED)
        except BlobMissing:
            return _problem(view, path, _MISSING)
        if (view.sha256 or entry.sha256) != entry.sha256:
            return _problem(view, path, _DAMAGED)
        return entry


def count_memories(session: Session, viewer: Viewer, chest_id: UUID) -> tuple[int, int]:
    """How many memories this viewer could take out of the chest, and the bytes of their files."""
    number, size = session.exec(
        select(func.count(), func.coalesce(func.sum(col(Asset.bytes)), 0)).where(
            *_wanted(viewer, chest_id)
        )
    ).one()
    return number, int(size or 0)


def _wanted(viewer: Viewer, chest_id: UUID) -> tuple[Any, ...]:
    arrived = col(Asset.state) != AssetState.uploading
    return (col(Asset.chest_id) == chest_id, arrived, visible_to(viewer))


_JSON, _XMP, _TEXT = "application/json", "application/rdf+xml", "text/plain"


def _texts(one: _Read, base: str) -> list[Entry]:
    """The words of a memory, each kind as a text of its own."""
    view = one.view
    entries = []
    if view.body is not None:
        entries.append(text_entry(f"{base}.txt", view.body, type=_TEXT))
    if view.extracted_text and view.media_type not in ("text/plain",):
        entries.append(text_entry(f"{base}.words.txt", view.extracted_text, type=_TEXT))
    if one.read:
        entries.append(text_entry(f"{base}.words in the picture.txt", one.read, type=_TEXT))
    if one.said:
        for form in ("txt", "vtt"):
            kind = "text/vtt" if form == "vtt" else _TEXT
            words = write(one.said, form)
            entries.append(text_entry(f"{base}.transcript.{form}", words, type=kind))
        entries.append(text_entry(f"{base}.transcript.json", _said(one), type=_JSON))
    return entries


def _said(one: _Read) -> str:
    told = {
        "memory": str(one.view.id),
        "unit": "seconds from the beginning",
        "segments": [
            {
                "start": row.start,
                "end": row.end,
                "text": row.text,
                "speaker": row.speaker,
                "language": row.language,
                "confidence": row.confidence,
            }
            for row in one.said
        ],
    }
    return write_json(told)


def _tell(one: _Read, original: Entry | None, beside: list[Entry], problem: Problem | None) -> str:
    """The memory in a form that people and programs read; `rows` is for this program."""
    view = one.view
    told = {
        "id": str(view.id),
        "kind": view.kind.value,
        "caption": view.caption,
        "alt_text": view.alt_text,
        "taken": {
            "edtf": view.taken,
            "earliest": view.taken_earliest,
            "latest": view.taken_latest,
            "offset": view.taken_offset,
            "source": view.taken_source,
        },
        "place": view.place,
        "latitude": view.latitude,
        "longitude": view.longitude,
        "camera": view.camera,
        "who": view.who,
        "people": [{"name": p.name, "id": str(p.person_id), "box": p.box} for p in view.people],
        "tags": [{"label": t.label, "by": t.by, "score": t.score} for t in view.tags],
        "given_by": view.contributor_name,
        "sent_by": view.sender,
        "body": view.body,
        "audience": view.audience,
        "review": view.review,
        "added_at": view.created_at.isoformat(),
        "attached_to": str(view.attached_to) if view.attached_to else None,
        "file": {
            "path": original.path.rpartition("/")[2],
            "original_name": view.original_name,
            "media_type": view.media_type,
            "bytes": original.size,
            "sha256": original.sha256,
        }
        if original
        else None,
        "beside": [entry.path.rpartition("/")[2] for entry in beside if entry is not original],
        "problem": problem["why"] if problem else None,
        "rows": one.rows,
    }
    return write_json(told)


def _problem(view: AssetView, path: str, why: str) -> Problem:
    return {
        "asset": str(view.id),
        "path": path,
        "why": said(why),
        "bytes": view.bytes,
        "sha256": view.sha256,
    }


def write_json(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
