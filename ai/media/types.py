"""What decoding a file can tell: its type, its facts, its derivatives, or why it cannot."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from language import N_

PREVIEW_NAME = "preview.jpg"
THUMB_NAME = "thumb.webp"
STILL_NAME = "still-{}.jpg"
LOCKED = "needs a password"  # the detail of a MediaError(unsupported)


class Kind(StrEnum):
    photo = "photo"
    video = "video"
    audio = "audio"
    document = "document"
    note = "note"  # written in the chest itself; no file is ever sniffed as one
    other = "other"


@dataclass(frozen=True)
class MediaType:
    """What a file is, judged by its bytes.

    `media_type` is the type to serve it with, `extension` starts with a dot. A `photo`, `video`
    or `audio` is one that is there to be seen or heard, also where `Decoder` cannot open it yet and
    says so; everything that could run a script or that nobody knows is `other`.
    """

    media_type: str
    kind: Kind
    extension: str


TEXTS = frozenset(
    (
        *("text/plain", "text/markdown", "text/vcard", "text/calendar", "text/csv"),
        *("text/vnd.familysearch.gedcom", "application/json", "message/rfc822"),
    )
)
"""What `Decoder.text` reads. Only the first of them is what people write to people; the others are
what programs keep for them."""


class MediaErrorKind(StrEnum):
    empty = "empty"
    unreadable = "unreadable"
    too_large = "too_large"
    timeout = "timeout"
    unsupported = "unsupported"
    crashed = "crashed"


_SENTENCES = {
    MediaErrorKind.empty: (
        N_(
            "This file is empty. Please add it again from where it came; if it is empty there "
            "too, look for an older copy."
        )
    ),
    MediaErrorKind.unreadable: (
        N_(
            "This file is damaged, or it is not what its name says. It is kept as it is. You can "
            "download it, or add a better copy."
        )
    ),
    MediaErrorKind.too_large: (
        N_(
            "This file is too large to open here. It is kept as it is. You can download it, or "
            "add a smaller copy to see it in the chest."
        )
    ),
    MediaErrorKind.timeout: (
        N_("Opening this file took too long. It is kept as it is. You can try again.")
    ),
    MediaErrorKind.unsupported: (
        N_("This kind of file cannot be shown here. It is kept as it is. You can download it.")
    ),
    MediaErrorKind.crashed: (
        N_(
            "Opening this file failed in a way nobody expected. It is kept as it is. You can try "
            "again."
        )
    ),
}


class MediaError(Exception):
    """A file cannot be opened, and the file is the reason.

    A full disk or a missing folder is an `OSError` instead, so that nobody is told their file is
    damaged when it is not. `str(error)` is a sentence for people; `detail` is for the log.
    """

    def __init__(self, kind: MediaErrorKind, detail: str = "") -> None:
        super().__init__(kind, detail)
        self.kind = kind
        self.detail = detail

    def __str__(self) -> str:
        return _SENTENCES[self.kind]


class DecoderUnavailable(RuntimeError):
    """The decoding process does not start at all; no file is to blame. The text says why."""


@dataclass(frozen=True)
class ImageFacts:
    """What a picture tells about itself.

    `width` and `height` are in pixels as seen, after `orientation` (EXIF, 1 to 8). `taken` is the
    camera's local wall time ("2019-03-21T16:04:22", or only "2019-03-21" where the camera kept no
    time) and `offset` its distance from UTC ("+01:00") where the camera noted it. Latitude and
    longitude are finite degrees, both or neither. `frames` counts frames or pages. `truncated`
    says that the end of the file is missing and the derivatives show what is left.

    `taken` may also be a month or a year; `taken_by` says who tells it: "original", "digitized" or,
    in UTC as its offset says, "container". `stamped` is what satellites said, in UTC; `scanned` the
    day on which a scanner or a program made the file of a print, and `changed` when it was last
    saved. `caption` is what somebody wrote.
    """

    width: int
    height: int
    taken: str | None = None
    offset: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    camera: str | None = None
    orientation: int = 1
    frames: int = 1
    truncated: bool = False
    taken_by: str | None = None
    stamped: str | None = None
    scanned: str | None = None
    changed: str | None = None
    caption: str | None = None


@dataclass(frozen=True)
class AvFacts:
    """What a film or a recording tells about itself.

    `duration` is in seconds. `width` and `height` are in pixels as seen, turned and with square
    pixels; both None without a picture stream (a cover picture is none). `taken` and `offset` as
    in `ImageFacts`; where `taken_by` is "container" and the offset "+00:00", the file keeps UTC and
    not the local time. `played_as` is the type that a browser is asked about where only some play
    the file (HEVC).
    """

    duration: float | None
    width: int | None = None
    height: int | None = None
    video_codec: str | None = None
    audio_codec: str | None = None
    taken: str | None = None
    offset: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    camera: str | None = None
    plays_in_browser: bool = False
    title: str | None = None
    says_how_long: bool = True
    taken_by: str | None = None
    played_as: str | None = None


@dataclass(frozen=True)
class RenditionPlan:
    """What has to be done so that a film or voice plays everywhere: nothing (`as_it_is`), or
    pictures and sound copied or coded anew, put into an MP4 or WebM (`box`). Coded pictures come in
    so many `pieces`. `seconds` is how long it is, 0 where nobody knows."""

    as_it_is: bool
    seconds: float = 0.0
    box: str = "mp4"
    has_pictures: bool = False
    has_sound: bool = False
    copies_pictures: bool = False
    copies_sound: bool = False
    pieces: int = 1


@dataclass(frozen=True)
class ArchiveEntry:
    """One file in an archive: its number, its path as text, and its size once unpacked. `locked`
    says that it needs a password; `modified` is wall time without a zone."""

    n: int
    path: str
    size: int
    locked: bool = False
    modified: str | None = None


@dataclass(frozen=True)
class Picture:
    """One picture file that the decoder wrote: without EXIF, upright, sRGB."""

    path: Path
    media_type: str
    width: int
    height: int
    bytes: int


@dataclass(frozen=True)
class Derivatives:
    """The three sizes of a picture: `preview` (JPEG, at most 1600 px), `thumb` (WebP, at most
    320 px) and `blur`, a `data:` URI under 1 kB to show until the thumb has come."""

    preview: Picture
    thumb: Picture
    blur: str


@dataclass(frozen=True)
class Moment:
    """The few seconds that a phone kept with a photograph. `content_id` is the mark by which
    Apple's photo and film know each other; `seconds` is how long the film is that was in the photo
    itself."""

    content_id: str | None
    seconds: float | None
