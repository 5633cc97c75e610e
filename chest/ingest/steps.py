"""What each step of ingest does with the file. Steps decide nothing about jobs and write nothing
but derived files; what they found goes into their Outcome."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from ai.media import AvFacts, Derivatives, ImageFacts, MediaError
from chest.dates.columns import date_columns
from chest.ingest.file_dates import Traces, date_of_file
from chest.ingest.open_file import MadeFile, OpenFile
from chest.ingest.rows import IngestRows, Outcome, Subject
from chest.models import Asset, Kind, Step, StepState
from language import N_

_PDF = "application/pdf"
_PLAIN_TEXT = "text/plain"

_DIFFERENT = N_(
    "What arrived is not the file that was sent: its fingerprint differs. It is kept. Please add "
    "it again."
)
_CUT_SHORT = N_(
    "The end of this picture is missing; what is left is shown. It is kept. Add it again if the "
    "original is whole."
)
_NO_MODEL = N_("No model is set up for this yet.")
_NO_TEXT = N_("Words can be read out of PDF and plain text only. This file is kept as it is.")
_NO_PICTURE = N_("There is no picture in this file.")


StepWork = Callable[[Subject, OpenFile, IngestRows], Outcome]


def hash_bytes(subject: Subject, file: OpenFile, _rows: IngestRows) -> Outcome:
    """The fingerprint of what is stored, whatever was promised to arrive."""
    digest, size = file.fingerprint()
    values = {"sha256": digest, "bytes": size}
    if subject.declared_sha256 not in (None, digest) or subject.declared_size not in (None, size):
        return Outcome(StepState.failed, reason=_DIFFERENT, fatal=True, values=values)
    return Outcome(values=values)


def find_type(subject: Subject, file: OpenFile, rows: IngestRows) -> Outcome:
    """What the bytes are; what the name and the sender claim plays no part. Whether the chest has
    them already is looked up here, once the fingerprints of all that arrived can be seen."""
    rows.mark_duplicates(subject.asset.id)
    found = file.sniff()
    return Outcome(values={"kind": Kind(found.kind), "media_type": found.media_type})


def read_metadata(subject: Subject, file: OpenFile, _rows: IngestRows) -> Outcome:
    """Size, length, camera, place and date: the first time that the file is really opened. One
    that cannot be opened still has a date where its name tells one."""
    facts: ImageFacts | AvFacts | None = None
    values: dict[str, Any] = {}
    refusal: MediaError | None = None
    try:
        facts, values = _open(subject.asset, file)
    except MediaError as error:
        refusal = error
    kind = values.get("kind", subject.asset.kind)
    words = {"caption": subject.beside.caption} if subject.beside.caption else {}
    if values.get("latitude") is None and subject.beside.latitude is not None:
        place = {"latitude": subject.beside.latitude, "longitude": subject.beside.longitude}
        values = {**values, **place}
    date = _date_of(subject, facts, kind)
    return Outcome(values=values, date=date, words=words, refusal=refusal)


def _open(asset: Asset, file: OpenFile) -> tuple[ImageFacts | AvFacts | None, dict[str, Any]]:
    """What the file tells about itself, and the same as columns."""
    columns: dict[str, Any]
    if asset.kind is Kind.photo:
        image, _ = file.image()
        columns = {
            "is_truncated": image.truncated,
            "width": image.width,
            "height": image.height,
        }
        return image, columns | _camera_and_place(image)
    if asset.kind in (Kind.video, Kind.audio):
        av = file.av()
        columns = {
            # The same box holds films and recordings; only now is it known what is in it.
            "kind": Kind.video if av.width else Kind.audio,
            "width": av.width,
            "height": av.height,
            "duration": av.duration,
            "plays_in_browser": av.plays_in_browser,
        }
        return av, columns | _camera_and_place(av)
    if asset.media_type == _PDF:
        return None, {"pages": file.pdf()[0]}
    return None, {}


def _camera_and_place(facts: ImageFacts | AvFacts) -> dict[str, Any]:
    return {
        "camera": facts.camera,
        "latitude": facts.latitude,
        "longitude": facts.longitude,
    }


def _date_of(
    subject: Subject, facts: ImageFacts | AvFacts | None, kind: Kind
) -> dict[str, Any] | None:
    asset = subject.asset
    found = date_of_file(
        Traces(
            added=asset.created_at,
            embedded=facts.taken if facts else None,
            offset=facts.offset if facts else None,
            keeps_utc=isinstance(facts, AvFacts) and facts.offset == "+00:00",
            name=asset.original_name,
            modified=subject.file_modified,
            camera=facts.camera if facts else None,
            is_voice=kind is Kind.audio,
            beside=subject.beside,
            folder=subject.folder,
        ),
        time_zone=subject.time_zone,
        southern=subject.southern,
    )
    if found is None:
        return None
    return {**date_columns(found.date, source=found.origin), "taken_offset": found.offset}


def make_pictures(subject: Subject, file: OpenFile, rows: IngestRows) -> Outcome:
    """The pictures to show: of a photo or the first page, or a telling frame of a film."""
    asset = subject.asset
    made: Derivatives | None
    if asset.kind is Kind.photo:
        made = file.image()[1]
    elif asset.kind is Kind.video:
        made = file.poster()
        _copy_what_has_no_length(subject, file, rows)
    else:
        made = file.pdf()[2]
    if made is None:
        return Outcome(StepState.skipped, reason=_NO_PICTURE)
    large = "poster" if asset.kind is Kind.video else "preview"
    rows.store(asset, large, MadeFile.of(made.preview))
    rows.store(asset, "thumb", MadeFile.of(made.thumb))
    note = _CUT_SHORT if asset.is_truncated else None
    return Outcome(reason=note, values={"blur": made.blur})


def make_copy_without_place(subject: Subject, file: OpenFile, rows: IngestRows) -> Outcome:
    """What links are given instead of the file. A job of its own, once a link asks for it."""
    rows.store(subject.asset, Step.without_place, file.without_place())
    return Outcome()


def read_text(subject: Subject, file: OpenFile, _rows: IngestRows) -> Outcome:
    """The words of a document, for searching and for telling."""
    if subject.asset.media_type == _PDF:
        text = file.pdf()[1]
    elif subject.asset.media_type == _PLAIN_TEXT:
        text = file.text()
    else:
        return Outcome(StepState.skipped, reason=_NO_TEXT)
    # PostgreSQL keeps no NUL in a text.
    return Outcome(values={"extracted_text": text.replace("\x00", "") or None})


def draw_waveform(subject: Subject, file: OpenFile, rows: IngestRows) -> Outcome:
    """How loud a recording is along its length; and what plays of it."""
    peaks = file.waveform()
    _copy_what_has_no_length(subject, file, rows)
    return Outcome(values={"peaks": peaks})


def _copy_what_has_no_length(subject: Subject, file: OpenFile, rows: IngestRows) -> None:
    """What a browser recorded is played from a copy that says how long it is: of the file itself,
    one browser plays nothing, another half a second, and none can go to a place in it. It is the
    copy that links get, too; where none can be made the file is played as it is."""
    if file.av().says_how_long:
        return
    with contextlib.suppress(MediaError):
        rows.store(subject.asset, subject.asset.kind.value, file.without_place())


def without_model(_subject: Subject, _file: OpenFile, _rows: IngestRows) -> Outcome:
    return Outcome(StepState.skipped, reason=_NO_MODEL)


WORK: dict[Step, StepWork] = {
    Step.hash: hash_bytes,
    Step.type: find_type,
    Step.metadata: read_metadata,
    Step.derivatives: make_pictures,
    Step.without_place: make_copy_without_place,
    Step.text: read_text,
    Step.waveform: draw_waveform,
    Step.transcribe: without_model,
    Step.tag: without_model,
}

FIRST_STEPS = (Step.hash, Step.type, Step.metadata)
"""For every file; what the last one finds decides about the rest."""


def list_further_steps(asset: Asset) -> tuple[Step, ...]:
    """What is left to do once the kind of a memory is known."""
    return {
        Kind.photo: (Step.derivatives, Step.tag),
        Kind.video: (Step.derivatives, Step.transcribe),
        Kind.audio: (Step.waveform, Step.transcribe),
        Kind.document: (Step.derivatives, Step.text) if asset.media_type == _PDF else (Step.text,),
    }.get(asset.kind, ())
