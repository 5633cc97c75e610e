"""The files that a bag or folder has of each memory."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from chest.assets.views import AssetView
from chest.exports.names import Taken, name_of, year_folder
from chest.exports.packing import Entry, measure, text_entry
from chest.exports.reading import ReadMemory
from chest.exports.sidecars import write_xmp
from chest.transcripts.exports import write
from language import N_, said
from storage.base import BlobDamaged, BlobMissing, BlobStore

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


def pack_memory(
    blobs: BlobStore, one: ReadMemory, taken: Taken, *, folder: str, is_told: bool
) -> Packing:
    """The files of a memory in `folder`, by year; with `is_told`, all that is known of it as JSON.
    `taken` has the paths that are in use. Raises what the store raises, but for a file that is
    missing or damaged: that is its problem."""
    view = one.view
    stem, ending = name_of(view)
    base = taken.choose(f"{folder}{year_folder(view)}", stem)
    entries: list[Entry] = []
    original, problem = measure_original(blobs, one, f"{base}{ending}")
    if original is not None:
        original.about.update(title=view.caption or stem, date=view.taken)
        entries.append(original)
    entries += _texts(one, base)
    if one.key:
        entries.append(text_entry(f"{base}{ending}.xmp", write_xmp(view), type=_XMP))
    if is_told:
        told = _tell(one, original, entries, problem)
        entries.append(text_entry(f"{base}{ending}.json", told, type=_JSON, record=True))
    for entry in entries:
        entry.about.update(memory=str(view.id), base=base)
    return Packing(entries, problem, view.id, view.bytes or 0)


def measure_original(
    blobs: BlobStore, one: ReadMemory, path: str
) -> tuple[Entry | None, Problem | None]:
    """The file as it was given, or why it cannot be packed; neither for what has no file."""
    view = one.view
    if one.key is None:
        return None, None
    try:
        media_type = view.media_type or "application/octet-stream"
        read = partial(blobs.iter_range, one.key)
        entry = measure(path, read, asset=str(view.id), type=media_type)
    except BlobDamaged:
        return None, _problem(view, path, _DAMAGED)
    except BlobMissing:
        return None, _problem(view, path, _MISSING)
    if (view.sha256 or entry.sha256) != entry.sha256:
        return None, _problem(view, path, _DAMAGED)
    return entry, None


_JSON, _XMP, _TEXT = "application/json", "application/rdf+xml", "text/plain"


def _texts(one: ReadMemory, base: str) -> list[Entry]:
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


def _said(one: ReadMemory) -> str:
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


def _tell(
    one: ReadMemory, original: Entry | None, beside: list[Entry], problem: Problem | None
) -> str:
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
    }
    return write_json(told | {"rows": one.rows} if one.rows else told)


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
