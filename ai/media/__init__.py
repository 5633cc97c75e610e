"""Media files: what they are, what they tell about themselves, and small copies to show.

`sniff` says what a file is. `Decoder` opens files in a process of its own with limits on memory
and time, because every decoder was written in C and every file came from a stranger.
"""

from ai.media.listener import Listener, Stretch
from ai.media.sandbox import Decoder
from ai.media.signatures import sniff
from ai.media.transcoder import Transcoder
from ai.media.types import (
    TEXTS,
    ArchiveEntry,
    AvFacts,
    DecoderUnavailable,
    Derivatives,
    ImageFacts,
    Kind,
    MediaError,
    MediaErrorKind,
    MediaType,
    Moment,
    Picture,
    RenditionPlan,
)
from ai.media.typesetter import Typeset, Typesetter

__all__ = [
    "TEXTS",
    "ArchiveEntry",
    "AvFacts",
    "Decoder",
    "DecoderUnavailable",
    "Derivatives",
    "ImageFacts",
    "Kind",
    "Listener",
    "MediaError",
    "MediaErrorKind",
    "MediaType",
    "Moment",
    "Picture",
    "RenditionPlan",
    "Stretch",
    "Transcoder",
    "Typeset",
    "Typesetter",
    "sniff",
]
