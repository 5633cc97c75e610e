"""What of files' names says that they belong together: IMG_0042.HEIC and IMG_0042.MOV, photo.jpg
and photo-edited.jpg, photo(1).jpg and photo.jpg(1).json. Names alone decide nothing; they say of
what few files it is worth to ask."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from unicodedata import normalize
from uuid import UUID

from ai.media import Kind
from ai.media.known import ENDINGS, KNOWN, RAW_ENDINGS

# What Google calls a picture that was changed, in the languages in which it says so.
EDITED_WORDS = (
    *("edited", "effects", "smile", "mix"),
    *("bearbeitet", "bewerkt", "edytowane", "modificato", "modifié", "ha editado", "editat"),
    *("editado", "editada", "redigerad", "編集済み"),
)
_EDITED = re.compile(rf"-({'|'.join(EDITED_WORDS)})(?=(\(\d+\))?$)")
_APPLE_EDITED = re.compile(r"^img_e(?=\d)")
_COUNTER = re.compile(r"^(.*?) ?(\(\d+\))$")
_SIDECAR_ENDING = re.compile(r"\.(json|xmp)$")
_GOOGLE_WORD = ".supplemental-metadata"
_GOOGLE_CUTS_AT = 40  # less than what it leaves of a name

_SEEN_OR_HEARD = (Kind.photo, Kind.video, Kind.audio)
_MEDIA_ENDINGS = frozenset(
    ending.removeprefix(".")
    for media_type, endings in ENDINGS.items()
    if KNOWN[media_type][1] in _SEEN_OR_HEARD
    for ending in endings
)


@dataclass(frozen=True)
class Stem:
    """A name without what tells files that belong together apart."""

    text: str
    ending: str
    is_edited: bool

    @property
    def is_raw(self) -> bool:
        return f".{self.ending}" in RAW_ENDINGS


def stem_of(name: str) -> Stem:
    """Of a picture, film or recording."""
    plain = normalize("NFC", name).lower()
    base, dot, ending = plain.rpartition(".")
    if not dot or ending not in _MEDIA_ENDINGS:
        base, ending = plain, ""
    bare, counter = _without_counter(base)
    told = _APPLE_EDITED.sub("img_", _EDITED.sub("", bare))
    return Stem(text=told[:_GOOGLE_CUTS_AT] + counter, ending=ending, is_edited=told != bare)


def stems_of_sidecar(name: str) -> list[str]:
    """Those that the files may have of which this sidecar tells."""
    plain = _SIDECAR_ENDING.sub("", normalize("NFC", name).lower())
    bare, counter = _without_counter(plain)
    found = []
    for length in range(len(_GOOGLE_WORD), -1, -1):
        if bare.endswith(_GOOGLE_WORD[:length]):
            stem = stem_of(bare[: len(bare) - length] if length else bare).text
            found.append(stem if stem.endswith(counter) else stem + counter)
    return list(dict.fromkeys(found))


def near_of(
    stem: str,
    *,
    chest_id: UUID,
    account_id: UUID | None,
    link_session_id: UUID | None,
    folder: str | None,
) -> str:
    """One word for what came from the same hand, out of the same folder, under the same name."""
    parts = (chest_id, account_id, link_session_id, folder or "", stem)
    return sha256("\0".join(str(part) for part in parts).encode()).hexdigest()[:32]


def _without_counter(name: str) -> tuple[str, str]:
    found = _COUNTER.match(name)
    return (found[1], found[2]) if found else (name, "")
