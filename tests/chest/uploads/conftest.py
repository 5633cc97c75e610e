"""What the tests of uploads start from."""

from __future__ import annotations

from uuid import UUID

import pytest

from chest.access.viewers import Viewer
from chest.database import Database
from chest.models import ContributionState
from chest.uploads.manager import UploadManager
from storage.local import LocalStore
from tests.builders import Family, RecordingQueue, add_contribution, add_link, open_link_session
from tests.chest.uploads.sending import make_manager


@pytest.fixture
def uploads(database: Database, blobs: LocalStore, jobs: RecordingQueue) -> UploadManager:
    return make_manager(database, blobs, jobs, keep_free_bytes=0)


@pytest.fixture
def contributor(database: Database, family: Family) -> tuple[Viewer, UUID]:
    """Someone who opened a link and agreed to what happens with what they give."""
    viewer = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    draft = ContributionState.draft
    return viewer, add_contribution(database, family.chest_id, by=viewer, state=draft)
