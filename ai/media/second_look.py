"""The second look at a copy, before any link may have it.

Copies are built from what is known to be harmless (`ai.media.redaction`). Here the finished file is
read again, by other code than wrote it: what was not meant to be in it refuses the copy.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from av.container import InputContainer
from PIL import Image

from ai.media import images
from ai.media.types import MediaError, MediaErrorKind

_LONGEST = 64  # characters; what a camera or a program writes of itself is short
_COORDINATES = re.compile(r"(?<![\d.])\d{1,3}[.,]\d{4,}|[°º]|[+-]\d{2,}(?:[.,]\d+)?\s*[+-]\d{2,}")
_MOMENT = re.compile(r"[\d:.TZ+ \-]{1,40}")
_LIST = re.compile(r"[A-Za-z0-9_ ]{0,200}")
_TIMES = {"creation_time", "duration", "com.apple.quicktime.creationdate"}
_LISTS = {"compatible_brands", "_statistics_tags"}  # as long as they like, of short words
_KNOWN_TAGS = re.compile(
    r"major_brand|minor_version|compatible_brands|encoder|software|vendor_id|handler_name|language"
    r"|creation_time|duration|bps|number_of_(frames|bytes)|_statistics_(writing_app|tags|"
    r"writing_date_utc)|(com\.apple\.quicktime\.|com\.android\.)?(make|manufacturer|model)"
    r"|com\.apple\.quicktime\.(software|creationdate)|com\.android\.(version|capture\.fps)"
)
_WORDS_OF_PICTURES = ("xmp", "comment", "photoshop", "XML:com.adobe.xmp")


def plain_words(text: str | bytes) -> bool:
    """Whether this can be the name of a camera, a program or a format, and no coordinates."""
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    text = text.strip("\0 \r\n")
    return len(text) <= _LONGEST and text.isprintable() and not _COORDINATES.search(text)


def tag_is_harmless(name: str, value: str) -> bool:
    """Whether a tag of a film or recording is one of those that are known, and says no more than
    its kind says."""
    name = name.lower()
    if not _KNOWN_TAGS.fullmatch(name):
        return False
    if name.startswith(("duration", "creation")) or name in _TIMES:
        return _MOMENT.fullmatch(value.strip("\0")) is not None
    if name in _LISTS:
        return _LIST.fullmatch(value) is not None
    return plain_words(value)


def look_at_picture(picture: Image.Image, *, tags: Collection[int]) -> None:
    """Raises MediaError if a copied picture holds a place, somebody's words, or an EXIF tag that
    is none of `tags`. A TIFF is made of tags, so that there only their words are judged."""
    found, details, gps = images.exif_of(picture)
    held: Mapping[int, Any] = {**found, **details}
    unknown = set() if picture.format == "TIFF" else set(held) - set(tags)
    words = [value for value in held.values() if isinstance(value, str)]
    if gps or unknown or not all(map(plain_words, words)):
        raise _telling("EXIF")
    if any(picture.info.get(name) for name in _WORDS_OF_PICTURES) or getattr(picture, "text", None):
        raise _telling("words")


def look_at_film(container: InputContainer) -> None:
    """Raises MediaError if a copied film or recording holds a tag that is not known to be harmless,
    chapters, or anything but moving pictures and sound."""
    for each in (container.metadata, *(stream.metadata for stream in container.streams)):
        for name, text in each.items():
            if not tag_is_harmless(name, text):
                raise _telling(f"the tag {name!r}")
    if container.chapters():
        raise _telling("chapters")
    kinds = {stream.type for stream in container.streams}
    if not kinds or kinds - {"video", "audio"}:
        raise _telling(f"streams of {', '.join(sorted(kinds)) or 'nothing'}")


def _telling(what: str) -> MediaError:
    return MediaError(MediaErrorKind.unreadable, f"the copy for links still holds {what}")
