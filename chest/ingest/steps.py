"""What each step of ingest does with the file. Steps decide nothing about jobs and write nothing
but derived files; what they found goes into their Outcome."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ai.media import TEXTS, AvFacts, Derivatives, ImageFacts, MediaError, MediaErrorKind
from ai.media.types import LOCKED
from chest.dates.columns import date_columns
from chest.ingest.chats import may_be_chat, read_chat
from chest.ingest.file_dates import Traces, date_of_file, day_of_scan
from chest.ingest.joining import read_text as read_whole
from chest.ingest.joining import tells_of_others
from chest.ingest.open_file import MadeFile, OpenFile
from chest.ingest.rows import IngestRows, Outcome, Subject
from chest.ingest.sidecars import read_sidecar
from chest.models import CHAT_TYPE, Asset, DateOrigin, Kind, Step, StepState
from chest.texts import keepable
from language import N_

_PDF = "application/pdf"
_LETTERS = {  # of word processors
    "application/msword",
    "application/rtf",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
LONGEST_TEXT = 200_000
# What the text of a sidecar or a conversation is taken for by its bytes alone.
_TOLD_IN = {*TEXTS, CHAT_TYPE, "application/rdf+xml", "text/xml", "application/xml"}

_DIFFERENT = N_(
    "What arrived is not the file that was sent: its fingerprint differs. It is kept. Please add "
    "it again."
)
_CUT_SHORT = N_(
    "The end of this picture is missing; what is left is shown. It is kept. Add it again if the "
    "original is whole."
)
_NO_TEXT = N_("Words cannot be read out of a file of this kind. It is kept as it is.")
_NO_LETTERS = N_(
    "Nobody can tell in which letters this text was written. It is kept as it is. You can download "
    "it, or add it again, saved as UTF-8."
)
_LOCKED = N_(
    "This file needs a password, so its words cannot be read. It is kept as it is. You can "
    "download it, or add a copy without a password."
)
_SIDECAR = N_("This tells of a picture, as a photo service or program wrote it down. It is kept.")
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
    beside = subject.beside
    caption = beside.caption or (facts.caption if isinstance(facts, ImageFacts) else None)
    told = {"caption": caption, "who": ", ".join(beside.people), "sender": beside.sender}
    words = {name: keepable(text) for name, text in told.items() if text}
    wrote = DateOrigin.imported if beside.caption else DateOrigin.embedded
    sources = {"caption": wrote, "who": DateOrigin.imported}
    if values.get("latitude") is None and subject.beside.latitude is not None:
        place = {"latitude": subject.beside.latitude, "longitude": subject.beside.longitude}
        values = {**values, **place}
    traces = _traces_of(subject, facts, kind)
    values = {**values, "scanned": day_of_scan(traces, southern=subject.southern)}
    date = _date_of(subject, traces)
    return Outcome(values=values, date=date, words=words, sources=sources, refusal=refusal)


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


def _traces_of(subject: Subject, facts: ImageFacts | AvFacts | None, kind: Kind) -> Traces:
    asset = subject.asset
    traces = Traces(
        added=asset.created_at,
        name=asset.original_name,
        modified=subject.file_modified,
        is_voice=kind is Kind.audio,
        beside=subject.beside,
        folder=subject.folder,
    )
    if facts is None:
        return traces
    traces = replace(
        traces,
        embedded=facts.taken,
        offset=facts.offset,
        keeps_utc=facts.taken_by == "container" and facts.offset == "+00:00",
        camera=facts.camera,
        longitude=facts.longitude,
    )
    if isinstance(facts, AvFacts):
        return traces
    return replace(traces, stamped=facts.stamped, scanned=facts.scanned, changed=facts.changed)


def _date_of(subject: Subject, traces: Traces) -> dict[str, Any] | None:
    found = date_of_file(traces, time_zone=subject.time_zone, southern=subject.southern)
    if found is None:
        return None
    return {
        **date_columns(found.date, source=found.origin),
        "taken_offset": found.offset,
        "taken_by": found.evidence,
    }


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
    """The words of a document, for searching and for telling. A conversation is text to be read;
    what a photo service wrote down beside a picture is none."""
    name = subject.asset.original_name or ""
    if tells_of_others(name) and subject.asset.media_type in _TOLD_IN:
        return _read_what_tells_of_others(name, file)
    is_text = subject.asset.media_type in TEXTS
    try:
        if subject.asset.media_type == _PDF:
            text = file.pdf()[1]
        elif is_text:
            text = file.text()
        elif subject.asset.media_type in _LETTERS:
            text = file.words()
        else:
            return Outcome(StepState.skipped, reason=_NO_TEXT)
    except MediaError as error:
        if error.detail == LOCKED:
            return Outcome(StepState.skipped, reason=_LOCKED)
        if is_text and error.kind is MediaErrorKind.unsupported:
            return Outcome(StepState.skipped, reason=_NO_LETTERS)
        raise
    # PostgreSQL keeps no NUL in a text.
    return Outcome(values={"extracted_text": text.replace("\x00", "") or None})


def _read_what_tells_of_others(name: str, file: OpenFile) -> Outcome:
    if may_be_chat(name):
        chat = read_chat(read_whole(file.path))
        if chat is not None:
            values = {"extracted_text": chat.as_text()[:LONGEST_TEXT], "media_type": CHAT_TYPE}
            return Outcome(values=values)
    elif read_sidecar(name, read_whole(file.path), of=name) is not None:
        # Its words may have been read before it was known for what it is: a place may be in them.
        return Outcome(StepState.skipped, reason=_SIDECAR, values={"extracted_text": None})
    return Outcome(values={"extracted_text": file.text().replace("\x00", "") or None})


def draw_waveform(subject: Subject, file: OpenFile, rows: IngestRows) -> Outcome:
    """How loud a recording is along its length; and what plays of it."""
    peaks = file.waveform()
    _copy_what_has_no_length(subject, file, rows)
    return Outcome(values={"peaks": peaks})


def _copy_what_has_no_length(subject: Subject, file: OpenFile, rows: IngestRows) -> None:
    """What a browser recorded is played from a copy that says how long it is: of the file itself,
    one browser plays nothing, another half a second, and none can go to a place in it. It is the
    copy that links get, too; where none can be made the file is played as it is. What does not play
    at all gets a rendition instead, which has a length."""
    if file.av().says_how_long or not file.av().plays_in_browser:
        return
    with contextlib.suppress(MediaError):
        rows.store(subject.asset, subject.asset.kind.value, file.without_place())


WORK: dict[Step, StepWork] = {
    Step.hash: hash_bytes,
    Step.type: find_type,
    Step.metadata: read_metadata,
    Step.derivatives: make_pictures,
    Step.without_place: make_copy_without_place,
    Step.text: read_text,
    Step.waveform: draw_waveform,
}

FIRST_STEPS = (Step.hash, Step.type, Step.metadata)
"""For every file; what the last one finds decides about the rest."""


def list_further_steps(asset: Asset) -> tuple[Step, ...]:
    """What is left to do once the kind of a memory is known."""
    return {
        Kind.photo: (Step.derivatives,),
        Kind.video: (Step.derivatives,),
        Kind.audio: (Step.waveform,),
        Kind.document: (Step.derivatives, Step.text) if asset.media_type == _PDF else (Step.text,),
    }.get(asset.kind, ())
