"""The files of one memory of a site: as it was given, in small, and in a form that plays."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath

from chest.assets.renditions import Source
from chest.exports.memories import Problem, measure_original
from chest.exports.packing import Entry, measure
from chest.exports.reading import ReadMemory
from chest.models import Kind
from storage.base import BlobDamaged, BlobMissing, BlobStore

# What a browser shows or plays without running anything; from a disk it goes by the ending.
LOOKED_AT = frozenset((".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".bmp", ".pdf", ".txt"))
PLAYED = frozenset(
    (".mp4", ".m4v", ".webm", ".mov", ".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".wav")
) | {".flac"}
_ENDINGS = {
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "image/png": ".png",
    "video/mp4": ".mp4",
    "video/webm": ".webm",
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "audio/ogg": ".ogg",
    "audio/webm": ".webm",
}


@dataclass
class Files:
    """The files of a memory, and where each lies."""

    entries: list[Entry] = field(default_factory=list)
    problem: Problem | None = None
    original: str = ""
    picture: str = ""
    large: str = ""
    plays: str = ""


def pack_files(blobs: BlobStore, one: ReadMemory, base: str, ending: str) -> Files:
    view = one.view
    original, problem = measure_original(blobs, one, f"{base}{ending}")
    files = Files(problem=problem)
    if original is not None:
        files.entries.append(original)
        files.original = original.path
    plain = view.id.hex
    for name, path in (("thumb", ""), ("preview", "-large"), ("poster", "-large")):
        if name == "poster" and files.large:
            continue
        put = _copy(blobs, one.made.get(name), f"pictures/{plain[-2:]}/{plain}{path}")
        if put is None:
            continue
        files.entries.append(put)
        if name == "thumb":
            files.picture = put.path
        else:
            files.large = put.path
    if view.kind in (Kind.video, Kind.audio):
        made = one.made.get(view.kind.value)
        played = (
            _copy(blobs, made, f"playable/{plain[-2:]}/{plain}")
            if made is not None and not made.is_original
            else None
        )
        if played is not None:
            files.entries.append(played)
            files.plays = played.path
        elif view.plays_in_browser and ending_of(files.original) in PLAYED:
            files.plays = files.original
    return files


def _copy(blobs: BlobStore, source: Source | None, path: str) -> Entry | None:
    """A picture or film that was made here; what is not there is made again by nobody, and missed
    by nobody who has the original."""
    if source is None or source.key is None or source.is_original:
        return None
    ending = _ENDINGS.get(source.media_type or "")
    if ending is None:
        return None
    try:
        read = partial(blobs.iter_range, source.key)
        return measure(f"{path}{ending}", read, type=source.media_type)
    except (BlobMissing, BlobDamaged):
        return None


def ending_of(path: str) -> str:
    """ ".jpg"."""
    return PurePosixPath(path).suffix.lower()
