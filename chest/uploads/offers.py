"""A file that is about to be sent, as whoever sends it tells of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from chest.errors import Invalid
from chest.texts import clean_file_name, clean_media_type, clean_text

LONGEST_CAPTION = 10_000

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class FileOffer:
    """`name` and `media_type` are only shown: the bytes decide what it is. `taken` is free words
    ("summer 1964") or EDTF, `file_modified` the file's own date, `sha256` in hex."""

    name: str
    size: int
    media_type: str | None = None
    sha256: str | None = None
    caption: str | None = None
    taken: str | None = None
    file_modified: datetime | None = None

    def cleaned(self) -> FileOffer:
        """The same in words that can be kept; the date is read where it is known whose chest it
        is. Raises Invalid for a checksum that is none and for a caption that is too long."""
        if self.sha256 is not None and not _SHA256.fullmatch(self.sha256):
            raise Invalid("The SHA-256 of a file is written as 64 lower-case hexadecimal digits.")
        return replace(
            self,
            name=clean_file_name(self.name),
            media_type=clean_media_type(self.media_type),
            caption=clean_text(self.caption, label="The caption", longest=LONGEST_CAPTION),
        )
