"""Films and voices are made playable everywhere: durable jobs, one over each.

What is made is kept piece by piece, so that a worker that died of a power cut loses half a minute
of film. The file itself stays as it is. See decision 0033.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import UUID

import structlog

from ai.media import (
    DecoderUnavailable,
    MediaError,
    MediaErrorKind,
    RenditionPlan,
    Transcoder,
)
from chest.database import Database
from chest.ingest.job import CRASHES_FORGIVEN, LOST, why_later
from chest.ingest.open_file import MadeFile, OpenFile
from chest.ingest.rendition_rows import JOBS, RECIPE, RenditionRows
from chest.ingest.rows import IngestRows
from chest.ingest.turns import Turns
from chest.jobs.queue import Job
from chest.jobs.runner import Checkpoint, TryLater
from chest.models import PIECE, Asset, Kind, StepState
from storage.base import BlobMissing, BlobStore, StorageFull, StorageUnavailable

log = structlog.get_logger(__name__)

# The address of what is played names it, and must differ from that of a copy of the file.
VERSION = 100 + RECIPE


class _NotWanted(Exception):
    """Raised between two pieces when the memory was deleted, taken back or purged."""


class Renditions:
    """One of the jobs that make playable: `job` says which memories are its own, and how soon it
    has its turn among those that share `turns`."""

    def __init__(
        self,
        *,
        database: Database,
        blobs: BlobStore,
        transcoder: Transcoder,
        turns: Turns,
        job: Job,
    ) -> None:
        self._blobs = blobs
        self._transcoder = transcoder
        self._turns = turns
        self._job = job
        self._rows = RenditionRows(database)
        self._files = IngestRows(database, blobs)

    def run(self, subject_id: UUID, step: Checkpoint) -> None:
        """Make it playable. Nothing happens for one that is gone, put away, or made already."""
        begun = self._rows.begin(subject_id)
        if begun is None:
            return
        asset, row = begun
        try:
            self._make(asset, row.series)
        except _NotWanted:
            log.info("nobody wants it any more")
        except MediaError as error:
            log.info("film refused", kind=error.kind.value, detail=error.detail)
            if error.kind is MediaErrorKind.crashed and row.attempts <= CRASHES_FORGIVEN:
                self._wait(subject_id, str(error), error)
            is_unknown = error.kind is MediaErrorKind.unsupported
            state = StepState.skipped if is_unknown else StepState.failed
            self._rows.drop_pieces(subject_id)
            self._rows.end(subject_id, state, reason=str(error))
        except BlobMissing:
            self._rows.end(subject_id, StepState.failed, reason=LOST)
        except (StorageUnavailable, StorageFull, DecoderUnavailable, OSError) as error:
            self._wait(subject_id, why_later(error), error)

    def give_up(self, subject_id: UUID, reason: str) -> None:
        """End it with the reason. What is made stays, for whoever asks again."""
        self._rows.end(subject_id, StepState.failed, reason=reason)

    def list_unfinished(self) -> list[UUID]:
        return self._rows.list_unfinished(self._job)

    def _wait(self, asset_id: UUID, reason: str, error: Exception) -> None:
        self._rows.end(asset_id, StepState.waiting, reason=reason)
        raise TryLater(reason) from error

    def _make(self, asset: Asset, series: int) -> None:
        assert asset.storage_key
        with OpenFile(asset.storage_key, self._blobs, self._transcoder) as file:
            with self._turn():
                plan = self._transcoder.plan(file.path)
            if not plan.as_it_is:
                plan = _Making(self, asset, file, plan, series).make()
                is_film, webm = asset.kind is Kind.video, plan.box == "webm"
                media_type = f"{'video' if is_film else 'audio'}/{'webm' if webm else 'mp4'}"
                made = MadeFile(file.folder / "joined", media_type)
                self._files.store(asset, asset.kind.value, made, version=VERSION)
        self._rows.end(asset.id, StepState.done, plays_in_browser=True)
        self._rows.drop_pieces(asset.id)

    def _turn(self) -> ExitStack:
        stack = ExitStack()
        stack.enter_context(self._turns.take(JOBS.index(self._job)))
        return stack


class _Making:
    """One film or voice on its way: what was made of it before is taken as it is."""

    def __init__(
        self,
        renditions: Renditions,
        asset: Asset,
        file: OpenFile,
        plan: RenditionPlan,
        series: int,
    ) -> None:
        self._of = renditions
        self._asset = asset
        self._file = file
        self._plan = plan
        self._series = series
        self._began = time.monotonic()
        self._seconds = 0.0  # of film, made by this run

    def make(self) -> RenditionPlan:
        """Write it to "joined"; answers the plan as it was carried out."""
        try:
            self._make()
        except MediaError as error:
            if error.kind is MediaErrorKind.crashed or not self._copies():
                raise
            # In a box like this one it does not fit as it is; coded anew, it fits.
            log.info("film cannot be copied", kind=error.kind.value, detail=error.detail)
            self._series = self._of._rows.drop_pieces(self._asset.id)
            self._plan = replace(self._plan, box="mp4", copies_pictures=False, copies_sound=False)
            self._make()
        return self._plan

    def _copies(self) -> bool:
        return self._plan.copies_pictures or self._plan.copies_sound

    def _make(self) -> None:
        plan, transcoder, path = self._plan, self._of._transcoder, self._file.path
        webm = plan.box == "webm"
        known = self._of._rows.list_pieces(self._asset.id, series=self._series)
        kinds: list[str] = []
        if plan.has_sound:
            kinds.append(f"{PIECE}sound")
            self._piece(
                kinds[0],
                known,
                lambda out: transcoder.sound(path, out, copied=plan.copies_sound, webm=webm),
            )
        count = plan.pieces if plan.has_pictures and not plan.copies_pictures else 0
        done = 0.0
        for number in range(count):
            kinds.append(f"{PIECE}{number:06}")
            is_new = self._piece(
                kinds[-1],
                known,
                partial(transcoder.piece, path, number=number, of=plan.pieces),
            )
            length = plan.seconds / count
            done += length
            self._seconds += length if is_new else 0.0
            self._tell(done)
        if plan.copies_pictures:
            kinds.append(f"{PIECE}copy")
            self._piece(kinds[-1], known, lambda out: transcoder.pictures(path, out, webm=webm))
        self._join(kinds)

    def _piece(self, kind: str, known: dict[str, str], make: Callable[[Path], None]) -> bool:
        """Have one piece; whether it was made only now."""
        if kind in known:
            return False
        out = self._file.folder / kind
        with self._of._turn():
            make(out)
        self._of._files.store(self._asset, kind, MadeFile(out, "video/x-nut"), version=self._series)
        out.unlink()
        return True

    def _join(self, kinds: list[str]) -> None:
        where = self._of._rows.list_pieces(self._asset.id, series=self._series)
        if not set(kinds) <= set(where):
            raise _NotWanted  # purged in this very moment
        with ExitStack() as held, self._of._turn():
            paths = [held.enter_context(self._of._blobs.as_file(where[kind])) for kind in kinds]
            sound = paths.pop(0) if self._plan.has_sound else None
            self._of._transcoder.join(
                paths, sound, self._file.folder / "joined", webm=self._plan.box == "webm"
            )

    def _tell(self, done: float) -> None:
        took = time.monotonic() - self._began
        speed = self._seconds / took if self._seconds and took else None
        if not self._of._rows.tell(
            self._asset.id, done=done, whole=self._plan.seconds, speed=speed
        ):
            raise _NotWanted
