"""Which forms of a memory's file a viewer may be given: the one place that knows about links and
places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chest.access.viewers import LinkViewer, Viewer, WorkerViewer
from chest.models import Asset, AssetState, Derivative, Kind

PICTURES = ("thumb", "preview", "poster")
KINDS = ("original", *PICTURES, "video", "audio")
WITHOUT_PLACE = "without_place"


@dataclass(frozen=True)
class Source:
    """Stored bytes behind one form. `version` changes whenever the bytes do."""

    key: str
    version: int
    media_type: str | None
    size: int | None
    is_original: bool


def find_sources(
    asset: Asset,
    derivatives: Mapping[str, Derivative],
    viewer: Viewer,
    *,
    metadata_read: bool,
) -> dict[str, Source]:
    """The forms that this viewer, who is known to see the memory, may be given, by kind.

    Pictures made here never hold a place. Of the file itself, links and receipts get the copy
    without the place where it was taken, or the file where every part of it is known to be
    harmless; while nobody has looked (`metadata_read`), or where nobody can, they get nothing of a
    picture, film or recording. `original` is the download, which a link may not
    allow; `video` and `audio` are for playing.
    """
    sources = {kind: _of_derivative(derivatives[kind]) for kind in PICTURES if kind in derivatives}
    if "preview" in sources and asset.kind is Kind.video:
        sources.setdefault("poster", sources["preview"])
    file = _file(asset, derivatives, viewer, metadata_read=metadata_read)
    if file is None:
        return sources
    if asset.kind in (Kind.video, Kind.audio):
        played = derivatives.get(asset.kind.value)
        sources[asset.kind.value] = _of_derivative(played) if played else file
    if not isinstance(viewer, LinkViewer) or viewer.allow_download:
        sources["original"] = file
    return sources


def _file(
    asset: Asset, derivatives: Mapping[str, Derivative], viewer: Viewer, *, metadata_read: bool
) -> Source | None:
    if asset.storage_key is None or asset.state is AssetState.uploading:
        return None
    original = Source(
        key=asset.storage_key,
        version=0,
        # Until its bytes have been looked at, the type is only what the sender claims.
        media_type=asset.media_type if asset.state is not AssetState.processing else None,
        size=asset.bytes,
        is_original=True,
    )
    if viewer.account_id is not None or isinstance(viewer, WorkerViewer):
        return original
    copy = derivatives.get(WITHOUT_PLACE)
    if copy is not None:
        return _of_derivative(copy)
    if asset.may_tell_place or asset.latitude is not None or asset.longitude is not None:
        return None
    if asset.kind in (Kind.photo, Kind.video, Kind.audio):
        return original if metadata_read else None
    # A raw photo, a drawing: nobody here can look into one, so nobody can vouch for it.
    is_picture = (asset.media_type or "").startswith(("image/", "video/", "audio/"))
    return None if is_picture else original


def _of_derivative(row: Derivative) -> Source:
    return Source(
        key=row.storage_key,
        version=row.version,
        media_type=row.media_type,
        size=row.bytes,
        is_original=False,
    )
