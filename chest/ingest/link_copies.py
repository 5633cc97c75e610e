"""The copies that links get instead of files: one durable job for each that was asked for.

A copy is made once, when a link first asks for it, and kept like any other derived file. See
decision 0012.
"""

from __future__ import annotations

from uuid import UUID

from ai.media import Decoder
from chest.database import Database
from chest.ingest.job import StepTaker
from chest.ingest.open_file import OpenFile
from chest.ingest.rows import IngestRows
from chest.jobs.runner import Checkpoint
from chest.models import Step, StepState
from storage.base import BlobStore


class LinkCopies:
    """The job `copy_for_links`, over one asset."""

    def __init__(self, *, database: Database, blobs: BlobStore, decoder: Decoder) -> None:
        self._blobs = blobs
        self._decoder = decoder
        self._rows = IngestRows(database, blobs, for_links=True)
        self._steps = StepTaker(self._rows)

    def run(self, subject_id: UUID, step: Checkpoint) -> None:
        """Make the copy. Nothing happens for a file that is gone, or whose copy nobody asked for or
        is there already. A file that cannot be copied is told about on the memory's page."""
        subject = self._rows.find_unfinished(subject_id)
        if subject is None:
            return
        assert subject.asset.storage_key
        with OpenFile(subject.asset.storage_key, self._blobs, self._decoder) as file:
            self._steps.take(subject_id, step, Step.without_place, file)

    def give_up(self, subject_id: UUID, reason: str) -> None:
        """End the step with the reason. Links go on without the file, the family has it."""
        self._rows.close_steps(subject_id, StepState.failed, reason)

    def list_unfinished(self) -> list[UUID]:
        return self._rows.list_unfinished()
