"""Which contents an export of each form has."""

from __future__ import annotations

from datetime import datetime

from chest.database import Database
from chest.exports.bagging import BagContents, FolderContents
from chest.exports.contents import Contents
from chest.exports.reading import Asked
from chest.exports.site.contents import SiteContents
from chest.exports.takeout import TakeoutContents
from chest.models import ExportFormat
from chest.stories.manager import StoryManager
from storage.base import BlobStore

_FORMS: dict[ExportFormat, type[Contents]] = {
    ExportFormat.bagit: BagContents,
    ExportFormat.folder: FolderContents,
    ExportFormat.site: SiteContents,
    ExportFormat.takeout: TakeoutContents,
}


def open_contents(
    asked: Asked,
    *,
    database: Database,
    blobs: BlobStore,
    stories: StoryManager,
    made_at: datetime,
) -> Contents:
    """What is taken out, in the form that was asked for; to be closed."""
    return _FORMS[asked.format](
        database=database, blobs=blobs, stories=stories, asked=asked, made_at=made_at
    )
