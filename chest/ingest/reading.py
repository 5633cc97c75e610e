"""The words in a picture are read: a durable job over each photo, and over each scan in PDF.

What was read of the same bytes before is not read again. What a person wrote stays; what is read
then lies beside it. See decision 0039.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from sqlmodel import Session

from ai.base import ProviderError
from ai.media import Decoder, DecoderUnavailable, MediaError, MediaErrorKind
from ai.pace import counted_as
from ai.reading.base import Reader, Reading
from ai.reading.pictures import open_picture
from chest.database import Database
from chest.gate.reading import read_now
from chest.ingest.job import LOST, why_later
from chest.ingest.open_file import OpenFile
from chest.ingest.results import find_result, keep_result
from chest.ingest.understanding_rows import PAGE, PAGES, WAITS_FOR_MODEL, UnderstandingRows
from chest.jobs.runner import Checkpoint, TryLater
from chest.models import (
    Asset,
    Chest,
    ChestUnderstanding,
    Derivative,
    Kind,
    PictureText,
    Step,
    StepState,
    Understanding,
    utc_now,
)
from language import N_
from storage.base import BlobMissing, BlobStore, StorageFull, StorageUnavailable

log = structlog.get_logger(__name__)

_PAGE_EDGE, _LARGE_EDGE = 2000, 3000
_SMALL_LINE = 20  # pixels of height in the preview; what is lower is read from the file itself
_TRIES = 3

NO_MODEL = WAITS_FOR_MODEL
_SWITCHED_OFF = N_("Reading pictures is switched off for this chest.")
_FAILED = N_("The words in this picture could not be read. The picture itself is kept.")

Told = dict[str, Any]
OpenReader = Callable[[], Reader]


class ReadPictures:
    """The job `read`, over one memory. `open_reader` raises ProviderError "missing" for as long as
    the model is not on this machine."""

    def __init__(
        self, *, database: Database, blobs: BlobStore, decoder: Decoder, open_reader: OpenReader
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._decoder = decoder
        self._open_reader = open_reader
        self._rows = UnderstandingRows(database, Step.read)
        self._reader: Reader | None = None

    def run(self, subject_id: UUID, step: Checkpoint) -> None:
        """Read it. Nothing happens for one that is gone, put away, or was read already."""
        begun = self._rows.begin(subject_id)
        if begun is None:
            return
        asset, row = begun
        try:
            if not self._is_wanted(asset.chest_id):
                self._rows.end(subject_id, StepState.skipped, reason=_SWITCHED_OFF)
                return
            reader = self._get_reader()
            self._keep(asset, reader, self._read(asset, reader))
        except ProviderError as error:
            self._note_failure(subject_id, row, error)
        except MediaError as error:
            if error.kind is MediaErrorKind.crashed and row.attempts < _TRIES:
                self._wait(subject_id, str(error), error)
            self._rows.end(subject_id, StepState.failed, reason=str(error))
        except BlobMissing:
            self._rows.end(subject_id, StepState.failed, reason=LOST)
        except (StorageUnavailable, StorageFull, DecoderUnavailable, OSError) as error:
            self._wait(subject_id, why_later(error), error)

    def give_up(self, subject_id: UUID, reason: str) -> None:
        """End it with the reason; the picture stays as it is."""
        self._rows.end(subject_id, StepState.failed, reason=reason)

    def list_unfinished(self) -> list[UUID]:
        """Nothing while there is no model; all that waited, once there is one."""
        try:
            self._get_reader()
        except ProviderError:
            return []
        return self._rows.list_unfinished()

    def _get_reader(self) -> Reader:
        if self._reader is None:
            self._reader = self._open_reader()
        return self._reader

    def _is_wanted(self, chest_id: UUID) -> bool:
        with self._database.read() as session:
            chosen = session.get(ChestUnderstanding, chest_id)
            return chosen is None or chosen.reading

    def _note_failure(self, asset_id: UUID, row: Understanding, error: ProviderError) -> None:
        log.warning("picture not read", kind=error.kind, detail=str(error)[:300])
        if error.kind == "missing":
            self._reader = None
            self._rows.end(asset_id, StepState.waiting, reason=NO_MODEL)
        elif error.retryable and row.attempts < _TRIES:
            self._wait(asset_id, _FAILED, error)
        else:
            self._rows.end(asset_id, StepState.failed, reason=_FAILED)

    def _wait(self, asset_id: UUID, reason: str, error: Exception) -> None:
        self._rows.end(asset_id, StepState.waiting, reason=reason)
        raise TryLater(reason) from error

    # ---- reading ----

    def _read(self, asset: Asset, reader: Reader) -> Told:
        assert asset.storage_key
        languages = self._languages(asset.chest_id)
        with OpenFile(asset.storage_key, self._blobs, self._decoder) as file:
            if asset.kind is Kind.document:
                return _joined(self._pages(asset, reader, file, languages))
            return self._once(
                asset, reader, "read", lambda: self._photo(asset, reader, file, languages)
            )

    def _once(self, asset: Asset, reader: Reader, task: str, read: Callable[[], Told]) -> Told:
        """What was made of these bytes, now or before."""
        if not asset.sha256:
            return read()
        key = (asset.chest_id, asset.sha256, task, reader.name, reader.model, reader.version)
        with self._database.read() as session:
            known = find_result(session, *key)
        if known is None:
            known = read()
            with self._database.write() as session:
                keep_result(session, *key, known)
        return known

    def _photo(
        self, asset: Asset, reader: Reader, file: OpenFile, languages: tuple[str, ...]
    ) -> Told:
        with self._database.read() as session:
            preview = session.get(Derivative, (asset.id, "preview"))
        if preview is None:
            return _told(Reading(lines=(), confidence=1.0))
        with self._blobs.as_file(preview.storage_key) as path:
            picture = open_picture(path)
        reading = reader.read(picture, languages=languages)
        larger = max(asset.width or 0, asset.height or 0) > 1.2 * max(picture.shape[:2])
        if reading.lines and larger and _is_small(reading, picture.shape[0]):
            reading = self._read_closer(reader, file, languages, reading)
        return _told(reading)

    def _read_closer(
        self, reader: Reader, file: OpenFile, languages: tuple[str, ...], reading: Reading
    ) -> Reading:
        """The same from the file itself, if more is to be read there."""
        out = file.folder / "large.jpg"
        try:
            self._decoder.large(file.path, out, edge=_LARGE_EDGE)
        except MediaError:
            return reading  # what the preview showed is read already
        closer = reader.read(open_picture(out), languages=languages)
        return closer if _legible(closer) > _legible(reading) else reading

    def _pages(
        self, asset: Asset, reader: Reader, file: OpenFile, languages: tuple[str, ...]
    ) -> list[Told]:
        def read(number: int) -> Told:
            out = file.folder / "page.jpg"
            made = self._decoder.page(file.path, out, number=number, edge=_PAGE_EDGE)
            if made is None:
                return {}
            with counted_as(PAGE):
                return _told(reader.read(open_picture(out), languages=languages))

        pages = []
        for number in range(min(PAGES, asset.pages or PAGES)):
            # A page at a time, so that a worker that died goes on where it was.
            told = self._once(asset, reader, f"read:page-{number}", partial(read, number))
            if not told:
                break
            pages.append(told)
            if not self._rows.tell(
                asset.id, done=number + 1, whole=asset.pages or PAGES, speed=None
            ):
                break
        return pages

    def _languages(self, chest_id: UUID) -> tuple[str, ...]:
        with self._database.read() as session:
            chest = session.get(Chest, chest_id)
            chosen = session.get(ChestUnderstanding, chest_id)
        named = [
            chosen.speech_language if chosen else None,
            chest.language if chest else None,
        ]
        codes = [name.replace("_", "-").partition("-")[0].lower() for name in named if name]
        return tuple(dict.fromkeys(codes))

    def _keep(self, asset: Asset, reader: Reader, told: Told) -> None:
        with self._database.write() as session:
            keep_text(session, asset.id, reader, told)
            self._rows.end_in(
                session,
                asset.id,
                StepState.done,
                reason=None,
                provider=reader.name,
                model=reader.model,
            )
        read_now(self._database, [asset.id])


def keep_text(session: Session, asset_id: UUID, reader: Reader, told: Told) -> None:
    """Write down what was read. What a person wrote stays, with this beside it."""
    row = session.get(PictureText, asset_id, with_for_update=True)
    if row is None and not told["lines"]:
        return
    if session.get(Asset, asset_id, with_for_update=True) is None:
        return
    text = "\n".join(line["text"] for line in told["lines"])
    row = row or PictureText(asset_id=asset_id, text="")
    if row.edited_at is None:
        row.text = text
    else:
        row.seen = text
    row.language, row.confidence, row.lines = told["language"], told["confidence"], told["lines"]
    row.provider, row.model, row.made_at = reader.name, reader.model, utc_now()
    session.add(row)


def _told(reading: Reading) -> Told:
    return {
        "lines": [
            {"text": line.text, "confidence": line.confidence, "box": list(line.box)}
            for line in reading.lines
        ],
        "confidence": reading.confidence,
        "language": reading.language,
    }


def _joined(pages: list[Told]) -> Told:
    """Pages as one text; each line says on which page it stands, counted from 1."""
    lines = [
        {**line, "page": number}
        for number, page in enumerate(pages, start=1)
        for line in page["lines"]
    ]
    letters = sum(len(line["text"]) for line in lines)
    sure = sum(line["confidence"] * len(line["text"]) for line in lines)
    languages = [page["language"] for page in pages if page["lines"] and page["language"]]
    return {
        "lines": lines,
        "confidence": round(sure / letters, 4) if letters else 1.0,
        "language": max(languages, key=languages.count) if languages else None,
    }


def _is_small(reading: Reading, height: int) -> bool:
    heights = sorted((line.box[3] - line.box[1]) * height for line in reading.lines)
    return heights[len(heights) // 2] < _SMALL_LINE


def _legible(reading: Reading) -> float:
    return sum(len(line.text) * line.confidence for line in reading.lines)
