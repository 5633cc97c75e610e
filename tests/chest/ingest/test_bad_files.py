"""Files that are not what they should be: kept, and told in a sentence."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from chest.database import Database
from chest.ingest.job import Ingest
from chest.models import (
    AssetState,
    Kind,
    StepState,
)
from tests.arrivals import (
    ShutStore,
    arrive,
    get_asset,
    get_derivatives,
    get_steps,
    once,
)
from tests.bombs import bomb
from tests.builders import Family


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
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, media: Path
) -> None:
    data = (media / "meadow.jpg").read_bytes()
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
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, media: Path
) -> None:
    data = (media / "meadow.jpg").read_bytes()[:700]
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


def test_a_decompression_bomb_is_kept_and_not_opened(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest
) -> None:
    asset_id = arrive(database, blobs, family.chest_id, bomb(), name="bomb.png")
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
            Kind.photo,
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
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, media: Path
) -> None:
    source = media / "allium.jpg"
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
