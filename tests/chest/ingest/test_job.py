"""Files are understood: real bytes, a real decoder, a real store, both databases."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import av
import numpy as np
import pytest
from sqlmodel import col, update

from ai.media import Decoder
from chest.database import Database
from chest.ingest.job import Ingest
from chest.models import (
    Asset,
    AssetState,
    DateOrigin,
    Kind,
    StepState,
    utc_now,
)
from tests.ai.media import samples
from tests.arrivals import (
    ShutStore,
    arrive,
    get_asset,
    get_derivatives,
    get_steps,
    meanwhile,
    once,
)
from tests.builders import Family, add_family

T = TypeVar("T")


def test_a_phones_photo_is_understood(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, media: Path
) -> None:
    source = media / "IMG_0412.heic"
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
    assert asset.taken_offset == "+00:00"
    assert asset.latitude == pytest.approx(38.5244)
    assert asset.longitude == pytest.approx(-8.8882)
    assert asset.blur
    assert asset.version == 1
    steps = get_steps(database, asset_id)
    assert {name: step.state.value for name, step in steps.items()} == {
        "hash": "done",
        "type": "done",
        "metadata": "done",
        "derivatives": "done",
    }
    made = get_derivatives(database, asset_id)
    assert set(made) == {"preview", "thumb"}
    assert asset.storage_key
    object_id = asset.storage_key.rpartition("/")[2]
    for kind, row in made.items():
        assert row.storage_key == f"v1/{family.chest_id}/d/{object_id}/{kind}-1"
        assert blobs.stat(row.storage_key).size == row.bytes
    assert b"GPS" not in b"".join(blobs.iter_range(made["preview"].storage_key))


@pytest.mark.parametrize(("codec", "name"), [("libopus", "note.webm"), ("aac", "note.m4a")])
def test_a_voice_from_a_browsers_recorder_is_played_from_a_copy_that_says_how_long_it_is(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    decoder: Decoder,
    tmp_path: Path,
    codec: str,
    name: str,
) -> None:
    source = samples.recording(tmp_path / name, codec, live=True)
    asset_id = arrive(database, blobs, family.chest_id, source, name=name, kind=Kind.other)
    ingest.run(asset_id, once)
    asset = get_asset(database, asset_id)
    assert (asset.kind, asset.state) == (Kind.audio, AssetState.ready)
    made = get_derivatives(database, asset_id)
    assert set(made) == {"audio"}
    with blobs.as_file(made["audio"].storage_key) as path:
        assert decoder.av(path).says_how_long
    # What says so itself is played as it is.
    whole = samples.recording(tmp_path / f"whole-{name}", codec)
    other_id = arrive(database, blobs, family.chest_id, whole, name=name, kind=Kind.other)
    ingest.run(other_id, once)
    assert get_derivatives(database, other_id) == {}


def test_what_a_person_writes_meanwhile_is_kept(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, media: Path
) -> None:
    source = media / "harbour.jpg"
    asset_id = arrive(database, blobs, family.chest_id, source, name=source.name)

    def edit() -> None:
        with database.write() as session:
            session.exec(
                update(Asset)
                .where(col(Asset.id) == asset_id)
                .values(
                    caption="The harbour",
                    taken="1964",
                    taken_sort="1964",
                    taken_source=DateOrigin.user,
                    version=2,
                )
            )

    ingest.run(asset_id, meanwhile("metadata", edit))
    asset = get_asset(database, asset_id)
    assert (asset.caption, asset.taken, asset.taken_source) == (
        "The harbour",
        "1964",
        DateOrigin.user,
    )
    assert (asset.version, asset.width, asset.state) == (2, 800, AssetState.ready)


def test_a_file_without_a_date_stays_undated(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, media: Path
) -> None:
    source = media / "allium.jpg"
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
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, media: Path
) -> None:
    other = add_family(database)
    source = media / "acanthus.jpg"
    gone = arrive(database, blobs, family.chest_id, source, name="a.jpg", deleted_at=utc_now())
    older = arrive(database, blobs, family.chest_id, source, name="b.jpg")
    newer = arrive(database, blobs, family.chest_id, source, name="c.jpg")
    elsewhere = arrive(database, blobs, other.chest_id, source, name="d.jpg")
    for asset_id in (gone, newer, older, elsewhere):  # the newer one is looked at first
        ingest.run(asset_id, once)
    found = {i: get_asset(database, i).duplicate_of for i in (gone, older, newer, elsewhere)}
    assert found == {gone: None, older: None, newer: older, elsewhere: None}
    assert get_asset(database, newer).state is AssetState.ready


def test_a_recording_has_a_waveform(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, media: Path
) -> None:
    source = media / "speech.flac"
    asset_id = arrive(database, blobs, family.chest_id, source, name=source.name)
    ingest.run(asset_id, once)
    asset = get_asset(database, asset_id)
    assert (asset.kind, asset.state) == (Kind.audio, AssetState.ready)
    assert asset.duration == pytest.approx(9.13, abs=0.1)
    assert asset.peaks
    assert len(asset.peaks) == 200
    steps = get_steps(database, asset_id)
    assert steps["waveform"].state is StepState.done
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
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, media: Path
) -> None:
    told: dict[str, object] = {}

    def keep(name: str, work: Callable[[], T]) -> T:
        result = work()
        told[name] = result
        assert len(json.dumps(result)) < 200
        return result

    source = media / "speech.flac"
    asset_id = arrive(database, blobs, family.chest_id, source, name=source.name)
    ingest.run(asset_id, keep)
    assert told["hash"] == {"state": "done", "fatal": False}
