"""The store's errors as the product's own, with sentences for people instead of paths and codes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from chest.errors import Conflict, Full, Invalid, NotFound, Unavailable
from language import N_, _, ngettext
from storage.base import (
    BlobDamaged,
    BlobMissing,
    PartRejected,
    PartsMissing,
    StorageFull,
    StorageUnavailable,
)

log = structlog.get_logger(__name__)

NO_ROOM = N_(
    "There is no room left for this file. What is already in the chest is safe. Ask the person "
    "who runs it to make room, then try again."
)
_PARTS = {
    "too_long": N_(
        "More bytes arrived than this part of the file has. Please send the part again."
    ),
    "too_short": N_("This part of the file arrived incomplete. Please send the part again."),
    "checksum": N_(
        "This part of the file arrived damaged, or without the SHA-256 (64 lower-case hex digits) "
        "of its bytes. Please send the part again."
    ),
    "bad_number": N_("This upload has no part with this number. Parts are counted from 1."),
}


@contextmanager
def blob_errors_translated() -> Iterator[None]:
    """Raise Full, Unavailable, NotFound, Invalid or Conflict for what a store raises inside."""
    try:
        yield
    except StorageFull as error:
        log.error("storage is full", error=str(error))
        raise Full(NO_ROOM) from error
    except StorageUnavailable as error:
        log.error("storage does not answer", error=str(error))
        raise Unavailable(
            _(
                "The place where the files are kept does not answer just now. Nothing is lost. "
                "Please try again in a minute."
            )
        ) from error
    except BlobDamaged as error:
        log.error("bytes are damaged", error=str(error))
        raise NotFound(
            _("The file itself is damaged. Please tell the person who runs this chest.")
        ) from error
    except BlobMissing as error:
        log.error("bytes are missing", key=error.key)
        raise NotFound(
            _("The file itself cannot be found. Please tell the person who runs this chest.")
        ) from error
    except PartsMissing as error:
        raise Conflict(
            ngettext(
                "{n} part of this file has not arrived yet. Send what is missing, then finish "
                "again.",
                "{n} parts of this file have not arrived yet. Send what is missing, then finish "
                "again.",
                len(error.missing),
            ),
            missing=error.missing,
        ) from error
    except PartRejected as error:
        if error.reason == "unknown_upload":
            raise Conflict(
                _(
                    "This upload is not open any more: it was finished or given up. Please add "
                    "the file again if it is not in the chest."
                )
            ) from error
        raise Invalid(_PARTS[error.reason], reason=error.reason) from error
