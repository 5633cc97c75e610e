"""A file is understood: hash and type, metadata, pictures, text. One durable job for each file.

Each step writes once and can run twice. What the decoder says about a file is final and is
recorded for a person to read; what the world does (a full disk, a store that does not answer) is
tried again later.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import structlog

from ai.media import Decoder, DecoderUnavailable, MediaError, MediaErrorKind
from chest.database import Database
from chest.ingest.archives import offer_archive
from chest.ingest.joining import Joining, tells_of_others
from chest.ingest.moments import find_companions, find_moment
from chest.ingest.open_file import OpenFile
from chest.ingest.rendition_rows import expect_rendition
from chest.ingest.rows import IngestRows, Outcome
from chest.ingest.steps import FIRST_STEPS, WORK, list_further_steps
from chest.ingest.understanding_rows import expect_understanding
from chest.jobs.queue import JobQueue
from chest.jobs.runner import Checkpoint, TryLater
from chest.models import Asset, AssetState, Kind, Step, StepState
from language import N_
from storage.base import BlobMissing, BlobStore, StorageFull, StorageUnavailable

log = structlog.get_logger(__name__)

# A decoder that was killed from outside (the machine ran out of memory) deserves another try; one
# that dies of the same file again and again dies of the file.
CRASHES_FORGIVEN = 2

LOST = N_(
    "The file itself is not where the files are kept. Please tell the person who runs this chest, "
    "or add it again."
)
_NO_ANSWER = N_("The place where the files are kept does not answer.")
_NO_ROOM = N_("There is no room left where the files are kept.")
_NO_DISK_ROOM = N_("The disk of the computer that reads this file is full.")
_NO_DISK = N_("The computer that reads this file cannot use its disk just now.")
_NO_DECODER = N_("The program that opens files does not start.")
_UNREAD = N_("The file could not be read, so there was nothing to do here.")

# What a step told is kept by the job engine, so it is plain JSON.
Told = dict[str, Any]


class Ingest:
    """The job `ingest`, over one asset."""

    def __init__(
        self,
        *,
        database: Database,
        blobs: BlobStore,
        decoder: Decoder,
        jobs: JobQueue | None = None,
    ) -> None:
        """What has to be made playable goes into `jobs`; without them the sweep finds it."""
        self._database = database
        self._blobs = blobs
        self._decoder = decoder
        self._jobs = jobs
        self._rows = IngestRows(database, blobs)
        self._steps = StepTaker(self._rows)
        self._joining = Joining(database, blobs)

    def run(self, subject_id: UUID, step: Checkpoint) -> None:
        """Understand the file. Nothing happens for one that is gone, put away, or understood."""
        subject = self._rows.find_unfinished(subject_id)
        if subject is None:
            return
        assert subject.asset.storage_key
        self._rows.expect(subject_id, FIRST_STEPS)
        with OpenFile(subject.asset.storage_key, self._blobs, self._decoder) as file:
            asset = subject.asset
            self._wait_for_the_world(lambda: self._joining.hear_what_came_before(asset))
            for name in FIRST_STEPS:
                if not self._steps.take(subject_id, step, name, file):
                    return
            subject = self._rows.find_subject(subject_id)
            if subject is None:
                return
            asset = subject.asset
            self._wait_for_the_world(lambda: self._look_around(asset, file))
            further = list_further_steps(subject.asset)
            self._rows.expect(subject_id, further)
            for name in further:
                if not self._steps.take(subject_id, step, name, file):
                    return
            self._expect_rendition(subject.asset, file)
        self._rows.finish(subject_id, AssetState.ready)
        with self._database.write() as session:
            expect_understanding(session, subject.asset, self._jobs)

    def _look_around(self, asset: Asset, file: OpenFile) -> None:
        """What the file holds beside itself, and what belongs to it."""
        offer_archive(self._database, asset, file)
        if tells_of_others(asset.original_name or ""):
            self._joining.tell_what_came_before(asset, file.path)
        find_moment(self._database, self._rows, asset, file)
        find_companions(self._database, asset.id)

    @staticmethod
    def _wait_for_the_world(work: Callable[[], None]) -> None:
        try:
            work()
        except BlobMissing:
            return  # of another file; its own job says so
        except (StorageUnavailable, StorageFull, DecoderUnavailable, OSError) as error:
            raise TryLater(why_later(error)) from error

    def _expect_rendition(self, asset: Asset, file: OpenFile) -> None:
        if asset.kind not in (Kind.video, Kind.audio) or asset.plays_in_browser:
            return
        try:
            played_as = file.av().played_as
        except MediaError:  # it opened a moment ago; whoever makes it playable will say
            played_as = None
        except (StorageUnavailable, StorageFull, DecoderUnavailable, OSError) as error:
            raise TryLater(why_later(error)) from error
        with self._database.write() as session:
            expect_rendition(session, asset, self._jobs, played_as=played_as)

    def give_up(self, subject_id: UUID, reason: str) -> None:
        """End what is left with the reason. A file that was never opened counts as unusable."""
        self._rows.close_steps(subject_id, StepState.failed, reason)
        opened = self._rows.is_done(subject_id, FIRST_STEPS[-1])
        self._rows.finish(subject_id, AssetState.ready if opened else AssetState.failed)

    def list_unfinished(self) -> list[UUID]:
        return self._rows.list_unfinished()


class StepTaker:
    """Takes one step over one file and records how it ended, whichever job it belongs to."""

    def __init__(self, rows: IngestRows) -> None:
        self._rows = rows

    def take(self, asset_id: UUID, step: Checkpoint, name: Step, file: OpenFile) -> bool:
        """Take one step; whether there is anything left to do after it. Raises TryLater."""
        told = step(name, lambda: self._do(asset_id, name, file))
        if told.get("later"):
            raise TryLater(told["later"])
        if told.get("fatal"):
            self._rows.close_steps(asset_id, StepState.skipped, _UNREAD)
            self._rows.finish(asset_id, AssetState.failed)
        return not (told.get("gone") or told.get("fatal"))

    def _do(self, asset_id: UUID, name: Step, file: OpenFile) -> Told:
        begun = self._rows.begin(asset_id, name)
        if begun is None:
            return {"gone": True}
        subject, row = begun
        if row.state is StepState.done:
            return {"state": row.state.value}
        try:
            outcome = WORK[name](subject, file, self._rows)
        except MediaError as error:
            outcome = Outcome(refusal=error)
        except BlobMissing:
            outcome = Outcome(StepState.failed, reason=LOST, fatal=True)
        except (StorageUnavailable, StorageFull, DecoderUnavailable, OSError) as error:
            log.warning("step has to wait", step=name, error=type(error).__name__)
            return self._postpone(asset_id, name, why_later(error))
        if outcome.refusal is not None:
            refusal = outcome.refusal
            log.info("file refused", step=name, kind=refusal.kind.value, detail=refusal.detail)
            if refusal.kind is MediaErrorKind.crashed and row.attempts <= CRASHES_FORGIVEN:
                return self._postpone(asset_id, name, str(refusal))
            outcome = refused(outcome, refusal, name)
        self._rows.end(asset_id, name, outcome)
        return {"state": outcome.state.value, "fatal": outcome.fatal}

    def _postpone(self, asset_id: UUID, name: Step, reason: str) -> Told:
        self._rows.postpone(asset_id, name, reason)
        return {"later": reason}


def refused(outcome: Outcome, refusal: MediaError, name: Step) -> Outcome:
    """A kind of file that cannot be shown is a good file all the same; one that says it is a
    picture and cannot be opened is not. Opening it comes with the first steps: a film that opens
    and only gives no still picture stays a film."""
    if refusal.kind is MediaErrorKind.unsupported:
        return replace(outcome, state=StepState.skipped, reason=str(refusal))
    fatal = name in FIRST_STEPS
    return replace(outcome, state=StepState.failed, reason=str(refusal), fatal=fatal)


def why_later(error: Exception) -> str:
    """What the world does that has to be waited for, in a sentence."""
    if isinstance(error, StorageUnavailable):
        return _NO_ANSWER
    if isinstance(error, StorageFull):
        return _NO_ROOM
    if isinstance(error, DecoderUnavailable):
        return _NO_DECODER
    is_full = isinstance(error, OSError) and error.errno == errno.ENOSPC
    return _NO_DISK_ROOM if is_full else _NO_DISK
