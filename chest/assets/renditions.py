"""Which forms of a memory's file a viewer may be given: the one place that knows about links and
places. See decision 0012."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chest.access.viewers import DoorViewer, LinkViewer, Viewer, WorkerViewer
from chest.ingest.joining import tells_of_others
from chest.ingest.moments import MOMENT
from chest.models import Asset, AssetState, Derivative, Kind, Step, StepState

PICTURES = ("thumb", "preview", "poster")
KINDS = ("original", *PICTURES, "video", "audio", MOMENT)
# What a copy can be made of that somebody here vouches for: links get that, and never the file.
_COPIED = (Kind.photo, Kind.video, Kind.audio)
_COPIED_PAPERS = ("application/pdf", "text/plain")
_REFUSED = (StepState.failed, StepState.skipped)


@dataclass(frozen=True)
class Source:
    """Stored bytes behind one form. `version` changes whenever the bytes do. `key` is None for the
    copy that is made when somebody first asks for it."""

    key: str | None
    version: int
    media_type: str | None
    size: int | None
    sha256: str | None
    is_original: bool


# The version is the one that a first copy is stored with, so that an address that was made before
# is good afterwards.
_TO_BE_MADE = Source(
    key=None, version=1, media_type=None, size=None, sha256=None, is_original=False
)


def find_sources(
    asset: Asset,
    derivatives: Mapping[str, Derivative],
    viewer: Viewer,
    *,
    steps: Mapping[str, StepState],
) -> dict[str, Source]:
    """The forms that this viewer, who is known to see the memory, may be given, by kind.

    Pictures made here never hold a place, nor does the film of a moment. Of the file itself, links
    and receipts get the copy without the place where it was taken, which may still have to be made;
    before the file was opened, and where no copy can be made, they get the pictures alone. No copy
    is made of what tells of other files, as sidecars and conversations do: it tells where they were
    made.
    `steps` are how far each step over this memory got. `original` is the download, which a link
    may not allow; `video` and `audio` are for playing.
    """
    made = (*PICTURES, MOMENT)
    sources = {kind: _of_derivative(derivatives[kind]) for kind in made if kind in derivatives}
    if "preview" in sources and asset.kind is Kind.video:
        sources.setdefault("poster", sources["preview"])
    is_trusted = viewer.account_id is not None or isinstance(viewer, WorkerViewer)
    file = _original(asset) if is_trusted else _for_links(asset, derivatives, steps)
    if asset.kind in (Kind.video, Kind.audio):
        # What was made here to play tells no place, also where no copy of the file can be made.
        played = derivatives.get(asset.kind.value)
        if played is not None:
            sources[asset.kind.value] = _of_derivative(played)
        elif file is not None:
            sources[asset.kind.value] = file
    if file is None:
        return sources
    may_save = viewer.allow_download if isinstance(viewer, LinkViewer) else True
    if may_save and not isinstance(viewer, DoorViewer):
        sources["original"] = file
    return sources


def _original(asset: Asset) -> Source | None:
    if asset.storage_key is None or asset.state is AssetState.uploading:
        return None
    return Source(
        key=asset.storage_key,
        version=0,
        # Until its bytes have been looked at, the type is only what the sender claims.
        media_type=asset.media_type if asset.state is not AssetState.processing else None,
        size=asset.bytes,
        sha256=asset.sha256,
        is_original=True,
    )


def _for_links(
    asset: Asset, derivatives: Mapping[str, Derivative], steps: Mapping[str, StepState]
) -> Source | None:
    copy = derivatives.get(Step.without_place)
    if copy is not None:
        return _of_derivative(copy)
    if _original(asset) is None or tells_of_others(asset.original_name or ""):
        return None
    can_be_copied = asset.kind in _COPIED or asset.media_type in _COPIED_PAPERS
    is_opened = steps.get(Step.metadata) is StepState.done
    was_refused = steps.get(Step.without_place) in _REFUSED
    return _TO_BE_MADE if can_be_copied and is_opened and not was_refused else None


def _of_derivative(row: Derivative) -> Source:
    return Source(
        key=row.storage_key,
        version=row.version,
        media_type=row.media_type,
        size=row.bytes,
        sha256=row.sha256,
        is_original=False,
    )
