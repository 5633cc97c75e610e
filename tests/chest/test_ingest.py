"""Files are understood: real bytes, a real decoder, a real store, both databases."""

from __future__ import annotations

import contextlib
import hashlib
import json
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import av
import numpy as np
import psutil
import pytest
from sqlmodel import col, delete, select, update

from ai.media import Decoder, MediaError, MediaErrorKind
from chest.database import Database
from chest.ingest import Ingest
from chest.ingest_files import MadeFile
from chest.ingest_rows import IngestRows
from chest.job_runner import TryLater
from chest.models import (
    Asset,
    AssetState,
    BlobTrash,
    DateOrigin,
    Kind,
    ProcessingStep,
    Review,
    StepState,
    utc_now,
)
from storage.base import StorageUnavailable
from storage.local import LocalStore
from tests.arrivals import arrive, get_asset, get_derivatives, get_steps
from tests.builders import Family, add_family

T = TypeVar("T")


class ShutStore(LocalStore):
    """A labelled fake: a store that does not answer while `shut` is set."""

    shut = False

    def as_file(self, key: str) -> Any:
        if self.shut:
            raise StorageUnavailable("The store is shut.", key=key)
        return super().as_file(key)


class CrashingDecoder(Decoder):
    """A labelled fake: a decoder whose process dies of every photo."""

    def image(self, path: Path, out_dir: Path) -> Any:
        raise MediaError(MediaErrorKind.crashed, "SIGSEGV")


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder() as decoder:
        yield decoder


@pytest.fixture
def blobs(tmp_path: Path) -> ShutStore:
    return ShutStore(tmp_path / "blobs", secret=b"0" * 32)


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database, time_zone="Europe/Lisbon")


@pytest.fixture
def ingest(database: Database, blobs: ShutStore, decoder: Decoder) -> Ingest:
    return Ingest(database=database, blobs=blobs, decoder=decoder)


def once(_name: str, work: Callable[[], T]) -> T:
    """Steps as the job engine takes them the first time."""
    return work()


def meanwhile(step: str, deed: Callable[[], object]) -> Callable[[str, Callable[[], T]], T]:
    """Steps, with a deed of somebody else just before one of them."""

    def take(name: str, work: Callable[[], T]) -> T:
        if name == step:
            deed()
        return work()

    return take


def test_a_phones_photo_is_understood(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, real: Path
) -> None:
    source = real / "IMG_2682.heic"
    asset_id = arrive(database, blobs, family.chest_id, source, name=source.name, kind=Kind.other)
    ingest.run(asset_id, once)
    asset = get_asset(database, asset_id)
    assert asset.state is AssetState.ready
    assert (asset.kind, asset.media_type) == (Kind.photo, "image/heic")
    assert asset.sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    assert asset.bytes == source.stat().st_size
    assert (asset.width, asset.height) == (4032, 3024)
    assert (asset.taken, asset.taken_source) == ("2019-03-21T11:04:22", DateOrigin.embedded)
    assert (asset.taken_earliest, asset.taken_latest) == ("2019-03-21", "2019-03-21")
    assert asset.camera == "Apple iPhone 7"
    assert asset.latitude == pytest.approx(41.22, abs=0.01)
    assert asset.blur
    assert asset.version == 1
    steps = get_steps(database, asset_id)
    assert {name: step.state.value for name, step in steps.items()} == {
        "hash": "done",
        "type": "done",
        "metadata": "done",
        "derivatives": "done",
        "without_place": "done",
        "tag": "skipped",
    }
    assert steps["tag"].reason == "No model is set up for this yet."
    made = get_derivatives(database, asset_id)
    assert set(made) == {"preview", "thumb", "without_place"}
    assert asset.storage_key
    object_id = asset.storage_key.rpartition("/")[2]
    for kind, row in made.items():
        assert row.storage_key == f"v1/{family.chest_id}/d/{object_id}/{kind}-1"
        assert blobs.stat(row.storage_key).size == row.bytes
    assert b"GPS" not in b"".join(blobs.iter_range(made["preview"].storage_key))


def test_understanding_twice_changes_nothing(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, real: Path
) -> None:
    source = real / "thompson-springs.jpg"
    asset_id = arrive(database, blobs, family.chest_id, source, name=source.name)
    ingest.run(asset_id, once)
    first = get_asset(database, asset_id)
    keys = list(blobs.iter_keys("v1/"))
    made = get_derivatives(database, asset_id)
    # As if the worker had died before anything but the bytes was recorded.
    with database.write() as session:
        session.exec(update(Asset).values(state=AssetState.processing))
        session.exec(update(ProcessingStep).values(state=StepState.running))
    ingest.run(asset_id, once)
    assert get_asset(database, asset_id) == first
    assert list(blobs.iter_keys("v1/")) == keys
    again = get_derivatives(database, asset_id)
    assert {kind: (row.version, row.bytes) for kind, row in again.items()} == {
        kind: (row.version, row.bytes) for kind, row in made.items()
    }


def test_what_is_understood_is_left_alone(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, real: Path
) -> None:
    source = real / "silver_fir.jpg"
    asset_id = arrive(database, blobs, family.chest_id, source, name=source.name)
    ingest.run(asset_id, once)
    taken: list[str] = []
    ingest.run(asset_id, meanwhile("hash", lambda: taken.append("hash")))
    assert taken == []
    assert get_steps(database, asset_id)["hash"].attempts == 1


def test_what_a_person_writes_meanwhile_is_kept(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, real: Path
) -> None:
    source = real / "prairie_falcon.jpg"
    asset_id = arrive(database, blobs, family.chest_id, source, name=source.name)

    def edit() -> None:
        with database.write() as session:
            session.exec(
                update(Asset)
                .where(col(Asset.id) == asset_id)
                .values(
                    caption="The falcon",
                    taken="1964",
                    taken_sort="1964",
                    taken_source=DateOrigin.user,
                    version=2,
                )
            )

    ingest.run(asset_id, meanwhile("metadata", edit))
    asset = get_asset(database, asset_id)
    assert (asset.caption, asset.taken, asset.taken_source) == (
        "The falcon",
        "1964",
        DateOrigin.user,
    )
    assert (asset.version, asset.width, asset.state) == (2, 800, AssetState.ready)


def test_a_file_without_a_date_stays_undated(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, real: Path
) -> None:
    source = real / "silver_fir.jpg"
    asset_id = arrive(
        database,
        blobs,
        family.chest_id,
        source,
        name=source.name,
        upload={"file_modified": datetime(1970, 1, 1, tzinfo=UTC)},
    )
    ingest.run(asset_id, once)
    asset = get_asset(database, asset_id)
    assert (asset.taken, asset.taken_source, asset.taken_sort) == (None, None, "9" * 29)


def test_the_newer_of_two_equal_files_points_to_the_older(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, real: Path
) -> None:
    other = add_family(database)
    source = real / "wood_anemones.jpg"
    gone = arrive(database, blobs, family.chest_id, source, name="a.jpg", deleted_at=utc_now())
    older = arrive(database, blobs, family.chest_id, source, name="b.jpg")
    newer = arrive(database, blobs, family.chest_id, source, name="c.jpg")
    elsewhere = arrive(database, blobs, other.chest_id, source, name="d.jpg")
    for asset_id in (gone, newer, older, elsewhere):  # the newer one is looked at first
        ingest.run(asset_id, once)
    found = {i: get_asset(database, i).duplicate_of for i in (gone, older, newer, elsewhere)}
    assert found == {gone: None, older: None, newer: older, elsewhere: None}
    assert get_asset(database, newer).state is AssetState.ready


def test_an_empty_file_is_kept_and_told(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest
) -> None:
    asset_id = arrive(database, blobs, family.chest_id, b"", name="IMG_0001.jpg")
    ingest.run(asset_id, once)
    asset = get_asset(database, asset_id)
    assert (asset.state, asset.bytes) == (AssetState.failed, 0)
    step = get_steps(database, asset_id)["type"]
    assert step.state is StepState.failed
    assert step.reason
    assert "This file is empty." in step.reason
    assert asset.storage_key
    assert blobs.exists(asset.storage_key)


def test_a_picture_cut_short_is_shown_as_far_as_it_goes(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, real: Path
) -> None:
    data = (real / "tanners_ridge.jpg").read_bytes()
    asset_id = arrive(database, blobs, family.chest_id, data[: len(data) * 4 // 5], name="a.jpg")
    ingest.run(asset_id, once)
    asset = get_asset(database, asset_id)
    assert (asset.state, asset.is_truncated) == (AssetState.ready, True)
    step = get_steps(database, asset_id)["derivatives"]
    assert step.state is StepState.done
    assert step.reason
    assert "The end of this picture is missing" in step.reason
    assert set(get_derivatives(database, asset_id)) == {"preview", "thumb"}


def test_a_picture_with_nothing_left_is_kept_and_named_unreadable(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, real: Path
) -> None:
    data = (real / "tanners_ridge.jpg").read_bytes()[:700]
    asset_id = arrive(database, blobs, family.chest_id, data, name="Rosa, summer 1964.jpg")
    ingest.run(asset_id, once)
    asset = get_asset(database, asset_id)
    assert asset.state is AssetState.failed
    steps = get_steps(database, asset_id)
    assert steps["metadata"].state is StepState.failed
    assert steps["metadata"].reason
    assert "It is kept" in steps["metadata"].reason
    assert get_derivatives(database, asset_id) == {}
    assert all(s.state not in (StepState.waiting, StepState.running) for s in steps.values())


def _bomb() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes(2_000_000)))
    return b"\x89PNG\r\n\x1a\n" + header + pixels + chunk(b"IEND", b"")


def test_a_decompression_bomb_is_kept_and_not_opened(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest
) -> None:
    asset_id = arrive(database, blobs, family.chest_id, _bomb(), name="bomb.png")
    ingest.run(asset_id, once)
    assert get_asset(database, asset_id).state is AssetState.failed
    reason = get_steps(database, asset_id)["metadata"].reason
    assert reason
    assert "too large to open here" in reason


@pytest.mark.parametrize(
    ("data", "name", "kind", "media_type"),
    [
        (b"Dear Rosa,\nthe sea is calm today.\n", "photo.jpg", Kind.document, "text/plain"),
        (
            b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
            "drawing.png",
            Kind.other,
            "image/svg+xml",
        ),
        (hashlib.sha512(b"noise").digest(), "film.mp4", Kind.other, "application/octet-stream"),
    ],
)
def test_a_file_is_what_its_bytes_are_and_not_what_its_name_says(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    data: bytes,
    name: str,
    kind: Kind,
    media_type: str,
) -> None:
    asset_id = arrive(database, blobs, family.chest_id, data, name=name)
    ingest.run(asset_id, once)
    asset = get_asset(database, asset_id)
    assert (asset.state, asset.kind, asset.media_type) == (AssetState.ready, kind, media_type)
    if kind is Kind.document:
        assert asset.extracted_text == data.decode()


def test_a_file_that_arrived_different_is_kept_and_named(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, real: Path
) -> None:
    source = real / "silver_fir.jpg"
    asset_id = arrive(
        database,
        blobs,
        family.chest_id,
        source,
        name=source.name,
        upload={"declared_sha256": "0" * 64},
    )
    ingest.run(asset_id, once)
    asset = get_asset(database, asset_id)
    assert asset.state is AssetState.failed
    assert asset.sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    reason = get_steps(database, asset_id)["hash"].reason
    assert reason
    assert "not the file that was sent" in reason


def test_a_file_that_the_store_lost_is_named(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest
) -> None:
    asset_id = arrive(database, blobs, family.chest_id, b"gone", name="a.txt")
    key = get_asset(database, asset_id).storage_key
    assert key
    blobs.delete(key)
    ingest.run(asset_id, once)
    assert get_asset(database, asset_id).state is AssetState.failed
    reason = get_steps(database, asset_id)["hash"].reason
    assert reason
    assert "not where the files are kept" in reason


def test_a_store_that_does_not_answer_is_waited_for(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, real: Path
) -> None:
    source = real / "silver_fir.jpg"
    asset_id = arrive(database, blobs, family.chest_id, source, name=source.name)
    blobs.shut = True
    with pytest.raises(TryLater, match="does not answer"):
        ingest.run(asset_id, once)
    step = get_steps(database, asset_id)["hash"]
    assert (step.state, step.attempts) == (StepState.waiting, 1)
    assert get_asset(database, asset_id).state is AssetState.processing
    assert asset_id in ingest.list_unfinished()
    blobs.shut = False
    ingest.run(asset_id, once)
    step = get_steps(database, asset_id)["hash"]
    assert (step.state, step.attempts, step.reason) == (StepState.done, 2, None)
    assert get_asset(database, asset_id).state is AssetState.ready
    assert ingest.list_unfinished() == []


def test_what_was_given_up_can_be_tried_again(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, real: Path
) -> None:
    source = real / "silver_fir.jpg"
    asset_id = arrive(database, blobs, family.chest_id, source, name=source.name)
    blobs.shut = True
    with pytest.raises(TryLater):
        ingest.run(asset_id, once)
    ingest.give_up(asset_id, "The place where the files are kept does not answer.")
    assert get_asset(database, asset_id).state is AssetState.failed
    steps = get_steps(database, asset_id)
    assert {step.state for step in steps.values()} == {StepState.failed}
    assert ingest.list_unfinished() == []
    blobs.shut = False
    with database.write() as session:  # as AssetManager.retry does
        session.exec(update(ProcessingStep).values(state=StepState.waiting, reason=None))
        session.exec(update(Asset).values(state=AssetState.processing))
    ingest.run(asset_id, once)
    assert get_asset(database, asset_id).state is AssetState.ready


def test_a_step_that_is_asked_for_again_leaves_a_ready_memory_ready(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, real: Path
) -> None:
    source = real / "jfk.flac"
    asset_id = arrive(database, blobs, family.chest_id, source, name=source.name)
    ingest.run(asset_id, once)
    with database.write() as session:
        session.exec(
            update(ProcessingStep)
            .where(col(ProcessingStep.step) == "transcribe")
            .values(state=StepState.waiting)
        )
    assert ingest.list_unfinished() == [asset_id]
    ingest.run(asset_id, once)
    assert get_asset(database, asset_id).state is AssetState.ready
    steps = get_steps(database, asset_id)
    assert (steps["transcribe"].attempts, steps["waveform"].attempts) == (2, 1)


def test_a_decoder_killed_from_outside_is_no_fault_of_the_file(
    database: Database, blobs: ShutStore, family: Family, real: Path
) -> None:
    source = real / "handwritten-notes.jpg"
    asset_id = arrive(database, blobs, family.chest_id, source, name=source.name)
    stop = threading.Event()

    def kill_decoders() -> None:
        while not stop.wait(0.02):
            for child in psutil.Process().children():
                # It may be gone, or another one, by the time it is looked at.
                with contextlib.suppress(psutil.Error):
                    if "ai.media" in " ".join(child.cmdline()):
                        child.kill()

    with Decoder() as decoder:
        ingest = Ingest(database=database, blobs=blobs, decoder=decoder)
        killer = threading.Thread(target=kill_decoders)
        killer.start()
        try:
            with pytest.raises(TryLater):
                ingest.run(asset_id, once)
        finally:
            stop.set()
            killer.join()
        assert get_asset(database, asset_id).state is AssetState.processing
        ingest.run(asset_id, once)
    assert get_asset(database, asset_id).state is AssetState.ready


def test_a_file_that_kills_every_decoder_is_given_up(
    database: Database, blobs: ShutStore, family: Family, real: Path
) -> None:
    source = real / "silver_fir.jpg"
    asset_id = arrive(database, blobs, family.chest_id, source, name=source.name)
    with CrashingDecoder() as decoder:
        ingest = Ingest(database=database, blobs=blobs, decoder=decoder)
        for _ in range(2):
            with pytest.raises(TryLater):
                ingest.run(asset_id, once)
        ingest.run(asset_id, once)
    assert get_asset(database, asset_id).state is AssetState.failed
    assert get_steps(database, asset_id)["metadata"].attempts == 3


@pytest.mark.parametrize(
    "fields", [{"deleted_at": datetime(2026, 1, 1, tzinfo=UTC)}, {"review": Review.withdrawn}]
)
def test_a_file_that_is_not_wanted_any_more_is_left_alone(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, fields: dict[str, Any]
) -> None:
    asset_id = arrive(database, blobs, family.chest_id, b"words", name="a.txt", **fields)
    ingest.run(asset_id, once)
    assert get_steps(database, asset_id) == {}
    assert ingest.list_unfinished() == []


def test_a_file_deleted_in_the_middle_ends_quietly(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, real: Path
) -> None:
    source = real / "silver_fir.jpg"
    asset_id = arrive(database, blobs, family.chest_id, source, name=source.name)

    def put_away() -> None:
        with database.write() as session:
            session.exec(update(Asset).values(deleted_at=utc_now()))

    ingest.run(asset_id, meanwhile("derivatives", put_away))
    assert get_derivatives(database, asset_id) == {}
    with database.write() as session:
        session.exec(update(Asset).values(deleted_at=None))
    assert ingest.list_unfinished() == [asset_id]  # restored: the sweep takes it up again


def test_pictures_of_a_purged_memory_go_to_the_trash(
    database: Database, blobs: ShutStore, family: Family, real: Path
) -> None:
    source = real / "silver_fir.jpg"
    asset_id = arrive(database, blobs, family.chest_id, source, name=source.name)
    asset = get_asset(database, asset_id)
    with database.write() as session:
        session.exec(delete(Asset).where(col(Asset.id) == asset_id))
    IngestRows(database, blobs).store(asset, "thumb", MadeFile(source, "image/jpeg", 1, 1))
    with database.read() as session:
        (trash,) = session.exec(select(BlobTrash)).all()
    assert trash.storage_key.endswith("/thumb-1")
    assert get_derivatives(database, asset_id) == {}


def test_a_recording_has_a_waveform_and_waits_for_a_model(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, real: Path
) -> None:
    source = real / "jfk.flac"
    asset_id = arrive(database, blobs, family.chest_id, source, name=source.name)
    ingest.run(asset_id, once)
    asset = get_asset(database, asset_id)
    assert (asset.kind, asset.state) == (Kind.audio, AssetState.ready)
    assert asset.duration == pytest.approx(11.0, abs=0.1)
    assert asset.peaks
    assert len(asset.peaks) == 200
    steps = get_steps(database, asset_id)
    assert steps["transcribe"].state is StepState.skipped
    assert "derivatives" not in steps


def _write_film(path: Path) -> None:
    with av.open(str(path), "w", options={"movflags": "use_metadata_tags"}) as container:
        container.metadata["creation_time"] = "2019-07-31T23:30:00.000000Z"
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        for number in range(20):
            picture = np.full((240, 320, 3), number * 10, dtype=np.uint8)
            picture[60:180, 80:240] = (200, 40, 90)
            for packet in stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)


def test_a_film_has_a_poster_and_the_chests_own_time(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, tmp_path: Path
) -> None:
    film = tmp_path / "film.mp4"
    _write_film(film)
    asset_id = arrive(database, blobs, family.chest_id, film, name="MVI_0001.mp4")
    ingest.run(asset_id, once)
    asset = get_asset(database, asset_id)
    assert (asset.kind, asset.state) == (Kind.video, AssetState.ready)
    assert (asset.width, asset.height) == (320, 240)
    assert asset.duration == pytest.approx(2.0, abs=0.2)
    assert (asset.taken, asset.taken_offset) == ("2019-08-01T00:30:00", "+01:00")
    assert set(get_derivatives(database, asset_id)) == {"poster", "thumb"}


def _pdf(words: str) -> bytes:
    stream = f"BT /F1 24 Tf 40 100 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)


def test_a_letter_in_pdf_is_read_and_shown(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest
) -> None:
    asset_id = arrive(database, blobs, family.chest_id, _pdf("Querida Rosa"), name="letter.pdf")
    ingest.run(asset_id, once)
    asset = get_asset(database, asset_id)
    assert (asset.kind, asset.state, asset.pages) == (Kind.document, AssetState.ready, 1)
    assert asset.extracted_text
    assert "Querida Rosa" in asset.extracted_text
    assert set(get_derivatives(database, asset_id)) == {"preview", "thumb"}


def test_the_engine_is_told_small_and_plain_things(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, real: Path
) -> None:
    told: dict[str, object] = {}

    def keep(name: str, work: Callable[[], T]) -> T:
        result = work()
        told[name] = result
        assert len(json.dumps(result)) < 200
        return result

    source = real / "jfk.flac"
    asset_id: UUID = arrive(database, blobs, family.chest_id, source, name=source.name)
    ingest.run(asset_id, keep)
    assert told["hash"] == {"state": "done", "fatal": False}
