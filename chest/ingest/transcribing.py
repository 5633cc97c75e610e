"""What is said in a film or recording is written down: a durable job over one memory.

Sound is decoded a stretch at a time and heard a window at a time; each window is written down
before the next is heard, so that words appear as they come and a killed worker goes on where it
was. See decision 0036.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import numpy as np
import structlog

from ai.base import ProviderError
from ai.media import DecoderUnavailable, Listener, MediaError, MediaErrorKind
from ai.transcription.base import SAMPLE_RATE, Heard, Segment, Transcriber, Waveform, Word
from ai.transcription.windows import WINDOW_SECONDS, is_silent, length_of_window
from chest.database import Database
from chest.gate.reading import read_now
from chest.ingest.hearing_refusals import explain_refusal
from chest.ingest.hearing_rows import LOCAL, OFF, OPENAI, HeardWindow, Hearing, HearingRows
from chest.ingest.job import CRASHES_FORGIVEN, LOST, why_later
from chest.ingest.open_file import OpenFile
from chest.ingest.results import find_result, keep_result
from chest.ingest.right_names import spelled
from chest.ingest.understanding_rows import TURNED_OFF
from chest.jobs.runner import Checkpoint, TryLater
from chest.models import StepState
from language import N_
from storage.base import BlobMissing, BlobStore, StorageFull, StorageUnavailable

log = structlog.get_logger(__name__)

STRETCH_SECONDS = 3600.0
_DEATHS_FORGIVEN = 4

NOBODY_SPEAKS = N_("Nobody speaks in this recording.")
UNCLEAR = N_(
    "Speech was heard in this recording, but no words could be made out. It may help to choose the "
    "language that is spoken, and have it heard again."
)
_NO_SOUND = N_("There is no sound in this file, so there is nothing to write down.")
_GOES_ON = N_("This goes on in a moment.")
_KILLED = N_(
    "Listening to this stopped the program several times, so it was put aside. The recording and "
    "what was written down of it are kept. You can try again."
)
_LANGUAGE_LACKS = N_(
    "The model that listens here does not know this language. Choose another language, or ask the "
    "person who runs this chest for another model."
)


class _Stopped(Exception):
    """Raised between two windows when the memory was put away, or another run was quicker."""


@dataclass(frozen=True)
class _Ear:
    """Who hears, and under which name what is heard is kept for the same bytes. `language` was set
    by a person; `likely` is the one in which the chest is kept."""

    name: str
    transcriber: Transcriber
    names: list[str]
    language: str | None
    likely: str | None

    @property
    def by(self) -> tuple[str, str]:
        return self.transcriber.name, self.transcriber.model

    @property
    def task(self) -> str:
        told = sha256("\n".join(self.names).encode()).hexdigest()[:12] if self.names else "-"
        return f"transcribe:{self.language or f'~{self.likely}'}:{told}"

    def hear(self, samples: Waveform, spoken: str | None) -> Heard:
        """What is said in these samples. Where the sound leaves the language open, it is the one
        that the recording was in so far, or the chest's."""
        if is_silent(samples):
            return Heard(None, 0.0, ())
        likely = [one for one in (spoken, self.likely) if one]
        return self.transcriber.transcribe(
            samples,
            language=self.language,
            likely=tuple(dict.fromkeys(likely)),
            names=self.names,
        )


class Transcribe:
    """The job `transcribe`. `open_transcriber` answers for "local" and "openai", and raises
    ProviderError "missing" where that one cannot hear anything yet."""

    def __init__(
        self,
        *,
        database: Database,
        blobs: BlobStore,
        listener: Listener,
        open_transcriber: Callable[[str], Transcriber],
        rests: Callable[[], bool] = lambda: False,
    ) -> None:
        """`rests` says, between two windows, whether an operator wants it to rest."""
        self._database = database
        self._blobs = blobs
        self._listener = listener
        self._open = open_transcriber
        self._rests = rests
        self._rows = HearingRows(database)

    def run(self, subject_id: UUID, step: Checkpoint) -> None:
        """Write down what is said. Nothing happens for one that is gone, put away, or heard."""
        deaths = self._rows.put_back_if_cut_off(subject_id)
        if deaths is not None and deaths >= _DEATHS_FORGIVEN:
            self._rows.end(subject_id, StepState.failed, reason=_KILLED)
            return
        if deaths is not None:
            # A run of its own: deaths are counted since something was last written down, and a
            # tape of hours may see many.
            raise TryLater(_GOES_ON, in_seconds=0)
        hearing = self._rows.open(subject_id)
        if hearing is None:
            return
        try:
            self._hear(hearing)
        except _Stopped:
            log.info("nobody wants it any more, or it is heard elsewhere")
        except ProviderError as error:
            self._refused(subject_id, error)
        except MediaError as error:
            self._unheard(subject_id, error)
        except BlobMissing:
            self._rows.end(subject_id, StepState.failed, reason=LOST)
        except (StorageUnavailable, StorageFull, DecoderUnavailable, OSError) as error:
            self._wait(subject_id, why_later(error), error)

    def give_up(self, subject_id: UUID, reason: str) -> None:
        """End it with the reason. What was written down stays, for whoever asks again."""
        self._rows.end(subject_id, StepState.failed, reason=reason)

    def list_unfinished(self) -> list[UUID]:
        """Nothing for a model that is not here: once it is, everything that waits for it."""
        ready = [name for name in (LOCAL, OPENAI) if self._is_ready(name)]
        return self._rows.list_open(ready) if ready else []

    def _is_ready(self, name: str) -> bool:
        try:
            self._open(name)
        except ProviderError:
            return False
        return True

    def _wait(self, asset_id: UUID, reason: str, error: Exception) -> None:
        self._rows.end(asset_id, StepState.waiting, reason=reason)
        raise TryLater(reason) from error

    def _refused(self, asset_id: UUID, error: ProviderError) -> None:
        log.warning("nothing was heard", kind=error.kind, detail=str(error))
        is_here = self._rows.find_hearer(asset_id) == LOCAL
        state, reason = explain_refusal(error, is_here=is_here)
        if error.retryable:
            self._wait(asset_id, reason, error)
        self._rows.end(asset_id, state, reason=reason)

    def _unheard(self, asset_id: UUID, error: MediaError) -> None:
        log.info("recording refused", kind=error.kind.value, detail=error.detail)
        if error.kind is MediaErrorKind.unsupported:
            self._rows.end(asset_id, StepState.skipped, reason=_NO_SOUND)
            return
        attempts = self._rows.count_attempts(asset_id)
        if error.kind is MediaErrorKind.crashed and attempts <= CRASHES_FORGIVEN:
            self._wait(asset_id, str(error), error)
        self._rows.end(asset_id, StepState.failed, reason=str(error))

    def _hear(self, hearing: Hearing) -> None:
        asset = hearing.asset
        assert asset.storage_key
        ear = self._ear_for(hearing)
        if ear is None:
            return
        if hearing.done == 0 and self._take_known(hearing, ear):
            return
        began, from_there, done = time.monotonic(), hearing.done, hearing.done
        with OpenFile(asset.storage_key, self._blobs, self._listener) as file:
            for start, samples in self._windows(file.path, file.folder / "sound", done):
                if self._rows.find_hearer(asset.id) != ear.name:
                    self._go_on_later(asset.id)
                heard = ear.hear(samples, hearing.spoken)
                done = start + len(samples) / SAMPLE_RATE
                took = max(1e-6, time.monotonic() - began)
                window = HeardWindow(start, done, _placed(heard, start), heard.language)
                if not self._rows.store(
                    hearing,
                    window,
                    whole=max(asset.duration or done, done),
                    speed=(done - from_there) / took,
                    by=ear.by,
                ):
                    raise _Stopped
                if hearing.spoken is None and heard.segments:
                    hearing = replace(hearing, spoken=heard.language)
                if self._rests() or self._rows.shorter_waits(asset):
                    self._go_on_later(asset.id)
        self._finish(hearing, ear, done)

    def _go_on_later(self, asset_id: UUID) -> None:
        self._rows.end(asset_id, StepState.waiting)
        raise TryLater(_GOES_ON, in_seconds=0)

    def _ear_for(self, hearing: Hearing) -> _Ear | None:
        """Who hears it; None where that is settled without hearing anything."""
        asset_id = hearing.asset.id
        name = self._rows.find_hearer(asset_id)
        if name == OFF:
            self._rows.end(asset_id, StepState.waiting, reason=TURNED_OFF)
            return None
        transcriber = self._open(name)
        known = transcriber.languages
        if hearing.language and known is not None and hearing.language not in known:
            self._rows.end(asset_id, StepState.skipped, reason=_LANGUAGE_LACKS)
            return None
        names = spelled(hearing.names)
        return _Ear(name, transcriber, names, hearing.language, hearing.likely)

    def _windows(self, path: Path, out: Path, start: float) -> Iterator[tuple[float, Waveform]]:
        """The sound from `start` on, a window at a time, each with the second at which it
        begins."""
        most = int(WINDOW_SECONDS * SAMPLE_RATE)
        while True:
            stretch = self._listener.sound(path, out, start=start, seconds=STRETCH_SECONDS)
            offset = 0
            with out.open("rb") as file:
                while offset < stretch.samples:
                    file.seek(2 * offset)
                    data = np.frombuffer(file.read(2 * (most + 1)), "<i2")
                    ends = stretch.ended and offset + len(data) >= stretch.samples
                    if not ends and len(data) <= most and offset:
                        break  # what is left goes on in the next stretch
                    samples = data[:most].astype(np.float32) / np.float32(32768)
                    is_last = ends and len(data) <= most
                    count = length_of_window(samples, is_last=is_last)
                    yield start, samples[:count]
                    offset, start = offset + count, start + count / SAMPLE_RATE
                else:
                    if stretch.ended:
                        return
            if stretch.ended and not stretch.samples:
                return

    def _take_known(self, hearing: Hearing, ear: _Ear) -> bool:
        """Whether the same bytes were heard in this chest before, by the same model."""
        asset = hearing.asset
        if asset.sha256 is None:
            return False
        with self._database.read() as session:
            known = find_result(
                session, asset.chest_id, asset.sha256, ear.task, *ear.by, ear.transcriber.version
            )
        if known is None:
            return False
        said = [
            Segment(
                start=one["start"],
                end=one["end"],
                text=one["text"],
                confidence=one["confidence"],
                words=tuple(
                    Word(begin, end, word, one["confidence"])
                    for begin, end, word in one["words"] or ()
                ),
                language=one["language"],
            )
            for one in known["segments"]
        ]
        whole = float(known["seconds"])
        window = HeardWindow(0.0, whole, said, known["language"])
        if not self._rows.store(hearing, window, whole=whole, speed=None, by=ear.by):
            raise _Stopped
        self._rows.finish(asset.id, done=whole, nothing_said=NOBODY_SPEAKS, unclear=UNCLEAR)
        read_now(self._database, [asset.id])
        return True

    def _finish(self, hearing: Hearing, ear: _Ear, done: float) -> None:
        asset = hearing.asset
        result = self._rows.finish(asset.id, done=done, nothing_said=NOBODY_SPEAKS, unclear=UNCLEAR)
        read_now(self._database, [asset.id])
        if result is None or asset.sha256 is None:
            return
        with self._database.write() as session:
            keep_result(
                session,
                asset.chest_id,
                asset.sha256,
                ear.task,
                *ear.by,
                ear.transcriber.version,
                result | {"seconds": done},
            )


def _placed(heard: Heard, start: float) -> list[Segment]:
    """Its segments at their places in the recording; an empty one where somebody spoke of whom no
    word was understood, so that people can write down what they hear."""
    if heard.unclear is not None:
        begin, end = heard.unclear
        return [Segment(start + begin, start + end, "", 0.0)]
    return [
        replace(
            one,
            start=start + one.start,
            end=start + one.end,
            language=one.language or heard.language,
            words=tuple(
                replace(word, start=start + word.start, end=start + word.end) for word in one.words
            ),
        )
        for one in heard.segments
    ]
