"""What somebody says of a file before its bytes arrive, and the rows that are made of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from chest.access.adding import Place
from chest.access.standing import begin_standing
from chest.access.viewers import LinkViewer, Viewer
from chest.dates.columns import date_columns
from chest.dates.uncertain import UncertainDate
from chest.errors import Invalid
from chest.ingest.joining import key_stem
from chest.ingest.sidecars import Beside
from chest.ingest.stems import near_of
from chest.models import Asset, AssetState, Audience, DateOrigin, Upload, new_id
from chest.texts import clean_file_name, clean_media_type, clean_text, guess_kind
from language import N_, _

LONGEST = {"caption": 10_000, "who": 2_000, "place": 300}
"""What may be said of a file as it comes, and how long that may be."""
LABELS = {
    "caption": N_("The caption"),
    "who": N_("What you wrote about who is on it"),
    "place": N_("The place"),
}

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class FileOffer:
    """`name` and `media_type` are only shown: the bytes decide what it is. `taken` is free words
    ("summer 1964") or EDTF, `who` is on it and `place` where it was are words as well;
    `file_modified` is the file's own date, `sha256` in hex, `folder` the name of the folder it lies
    in, `beside` what sidecars tell of it.

    `attached_to` is the memory that a file is about, in the same contribution. `recorded_now` says
    that the file was made for this very purpose, such as a voice recorded on the page: the day it
    was made is not the day it tells of, so it stays undated until somebody says when that was.
    """

    name: str
    size: int
    media_type: str | None = None
    sha256: str | None = None
    caption: str | None = None
    taken: str | None = None
    who: str | None = None
    place: str | None = None
    file_modified: datetime | None = None
    audience: str | None = None
    attached_to: UUID | None = None
    recorded_now: bool = False
    folder: str | None = None
    beside: Beside | None = None

    def cleaned(self) -> FileOffer:
        """The same in words that can be kept; the date is read where it is known whose chest it
        is. Raises Invalid for a checksum that is none and for words that are too many."""
        if self.sha256 is not None and not _SHA256.fullmatch(self.sha256):
            raise Invalid(
                _("The SHA-256 of a file is written as 64 lower-case hexadecimal digits.")
            )
        return replace(
            self,
            name=clean_file_name(self.name),
            media_type=clean_media_type(self.media_type),
            folder=clean_file_name(self.folder) if self.folder else None,
            caption=_clean(self.caption, "caption"),
            who=_clean(self.who, "who"),
            place=_clean(self.place, "place"),
        )

    def asset(
        self,
        place: Place,
        *,
        storage_key: str,
        date: UncertainDate | None,
        audience: Audience,
        by: Viewer,
    ) -> Asset:
        """The memory's row while its file is on the way."""
        return Asset(
            id=new_id(),
            chest_id=place.chest.id,
            kind=guess_kind(self.name, self.media_type),
            state=AssetState.uploading,
            storage_key=storage_key,
            original_name=self.name,
            media_type=self.media_type,
            bytes=self.size,
            caption=self.caption,
            caption_source=DateOrigin.user if self.caption else None,
            who=self.who,
            who_source=DateOrigin.user if self.who else None,
            place=self.place,
            audience=audience,
            attached_to=self.attached_to,
            added_by=by.account_id,
            # A person's "undated" is kept as their date would be: nothing is read from the file.
            **date_columns(date, source=DateOrigin.user if date or self.recorded_now else None),
            **begin_standing(place.review, place.contribution_id),
        )

    def upload(self, asset: Asset, *, handle: str, part_size: int, by: Viewer) -> Upload:
        """The row of the upload that brings the memory's file."""
        link_session_id = by.session_id if isinstance(by, LinkViewer) else None
        return Upload(
            asset_id=asset.id,
            handle=handle,
            size=self.size,
            part_size=part_size,
            declared_sha256=self.sha256,
            declared_taken=asset.taken,
            file_modified=self.file_modified,
            folder=self.folder,
            beside=self.beside.as_json() if self.beside else None,
            account_id=by.account_id,
            link_session_id=link_session_id,
            near=near_of(
                key_stem(self.name),
                chest_id=asset.chest_id,
                account_id=by.account_id,
                link_session_id=link_session_id,
                folder=self.folder,
            ),
        )


def _clean(words: str | None, name: str) -> str | None:
    return clean_text(words, label=_(LABELS[name]), longest=LONGEST[name])
