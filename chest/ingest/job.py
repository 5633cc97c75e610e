"""A file is understood: hash and type, metadata, pictures, text. One durable job for each file.

Each step writes once and can run twice. What the decoder says about a file is final and is
recorded for a person to read; what the world does (a full disk, a store that does not answer) is
tried again later.
"""

from __future__ import annotations

import errno
from dataclasses import replace
from typing import Any
from uuid import UUID

import structlog

from ai.media import Decoder, DecoderUnavailable, MediaError, MediaErrorKind
from chest.database import Database
from chest.ingest.archives import offer_archive
from chest.ingest.open_file import OpenFile
from chest.ingest.rows import IngestRows, Outcome
from chest.ingest.steps import FIRST_STEPS, WORK, list_further_steps
from chest.jobs.runner import Checkpoint, TryLater
from chest.models import Asset, AssetState, Step, StepState
from language import N_
from storage.base import BlobMissing, BlobStore, StorageFull, StorageUnavailable

log = structlog.get_logger(__name__)

# A decoder that was killed from outside (the machine ran out of memory) deserves another try; one
# that dies of the same file again and again dies of the file.
_CRASHES_FORGIVEN = 2

_LOST = N_(
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

    def __init__(self, *, database: Database, blobs: BlobStore, decoder: Decoder) -> None:
        self._database = database
        self._blobs = blobs
        self._decoder = decoder
        self._rows = IngestRows(database, blobs)
        self._steps = StepTaker(self._rows)

    def run(self, subject_id: UUID, step: Checkpoint) -> None:
        """Understand the file. Nothing happens for one that is gone, put away, or understood."""
        subject = self._rows.find_unfinished(subject_id)
        if subject is None:
            return
        assert subject.asset.storage_key
        self._rows.expect(subject_id, FIRST_STEPS)
        with OpenFile(subject.asset.storage_key, self._blobs, self._decoder) as file:
            for name in FIRST_STEPS:
                if not self._steps.take(subject_id, step, name, file):
                    return
            subject = self._rows.find_subject(subject_id)
            if subject is None:
                return
            self._offer_archive(subject.asset, file)
            further = list_further_steps(subject.asset)
            self._rows.expect(subject_id, further)
            for name in further:
                if not self._steps.take(subject_id, step, name, file):
                    return
        self._rows.finish(subject_id, AssetState.ready)

    def _offer_archive(self, asset: Asset, file: OpenFile) -> None:
        try:
            offer_archive(self._database, asset, file)
        except (StorageUnavailable, StorageFull, DecoderUnavailable, OSError) as error:
            raise TryLater(why_later(error)) from error

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
            outcome = Outcome(StepState.failed, reason=_LOST, fatal=True)
        except (StorageUnavailable, StorageFull, DecoderUnavailable, OSError) as error:
            log.warning("step has to wait", step=name, error=type(error).__name__)
            return self._postpone(asset_id, name, why_later(error))
        if outcome.refusal is not None:
            refusal = outcome.refusal
            log.info("file refused", step=name, kind=refusal.kind.value, detail=refusal.detail)
            if refusal.kind is MediaErrorKind.crashed and row.attempts <= _CRASHES_FORGIVEN:
                return self._postpone(asset_id, name, str(refusal))
            outcome = _refused(outcome, refusal, name)
        self._rows.end(asset_id, name, outcome)
        return {"state": outcome.state.value, "fatal": outcome.fatal}

    def _postpone(self, asset_id: UUID, name: Step, reason: str) -> Told:
        self._rows.postpone(asset_id, name, reason)
        return {"later": reason}


def _refused(outcome: Outcome, refusal: MediaError, name: Step) -> Outcome:
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
