"""What of a memory is shown to a model: its preview, or a few small frames of a film."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image
from sqlmodel import Session

from ai.media import Decoder, MediaError, MediaErrorKind
from ai.tagging.base import Picture
from chest.database import Database
from chest.models import Asset, Derivative, Kind
from storage.base import BlobStore
from storage.working_folders import working_folder

PICTURE = "picture"
"""What a photo's direction is called; those of a film are "frame-0" and so on."""

_EDGE = 448  # pixels of the short edge: a model looks at 224
_FORMATS = ("JPEG", "WEBP", "PNG")


class Seeing:
    """Opens what is to be looked at."""

    def __init__(self, database: Database, blobs: BlobStore, decoder: Decoder) -> None:
        self._database = database
        self._blobs = blobs
        self._decoder = decoder

    def open(self, asset: Asset) -> list[tuple[str, Picture]]:
        """(what it is, the picture): "picture" of a photo, "frame-0" and so on of a film. Empty
        where there is nothing to see. Raises MediaError for what cannot be opened, and what the
        store raises."""
        if asset.kind is Kind.video:
            frames = self._frames(asset)
            if frames:
                return [(f"frame-{number}", frame) for number, frame in enumerate(frames)]
        kind = "frame-0" if asset.kind is Kind.video else PICTURE
        with self._database.read() as session:
            key = find_preview(session, asset)
        if key is None:
            return []
        with self._blobs.as_file(key) as path:
            return [(kind, read_picture(path))]

    def _frames(self, asset: Asset) -> list[Picture]:
        assert asset.storage_key
        with (
            working_folder() as folder,
            self._blobs.as_file(asset.storage_key) as path,
        ):
            try:
                return [read_picture(still) for still in self._decoder.stills(path, Path(folder))]
            except MediaError as error:
                if error.kind is MediaErrorKind.crashed:
                    raise
                return []  # the one that is shown is looked at instead


def find_preview(session: Session, asset: Asset) -> str | None:
    """Where the picture lies that is shown of it."""
    for kind in ("poster", "preview", "thumb"):
        row = session.get(Derivative, (asset.id, kind))
        if row is not None:
            return row.storage_key
    return None


def read_picture(path: Path) -> Picture:
    """A small picture of our own making, in memory. Raises MediaError."""
    try:
        with Image.open(path, formats=_FORMATS) as picture:
            picture.draft("RGB", (_EDGE, _EDGE))
            return np.asarray(picture.convert("RGB"), np.uint8)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise MediaError(MediaErrorKind.unreadable, str(error)) from error
