"""Photos are looked at by a job, with the tiny CLIP; what a family said of them stays."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from PIL import Image
from sqlmodel import col, select

from ai.base import ProviderError
from ai.media import Decoder
from ai.tagging.base import Directions, Embedder, Picture
from ai.tagging.opening import open_embedder
from chest.database import Database
from chest.errors import NotFound
from chest.ingest.job import Ingest
from chest.ingest.looking import Looking, write_tags
from chest.models import (
    Asset,
    AssetTag,
    ChestUnderstanding,
    Companion,
    Embedding,
    Review,
    Step,
    StepState,
    TagBy,
    Understanding,
)
from chest.tags.manager import TagManager
from tests.ai.tagging.drawings import draw
from tests.arrivals import ShutStore, arrive, get_asset, once
from tests.builders import Family

TINY = Path(__file__).parents[2] / "ai" / "tagging" / "tiny"


class Watched:
    """The real one, which counts the pictures that it is shown."""

    local = True

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.name, self.model = embedder.name, embedder.model
        self.version, self.size = embedder.version, embedder.size
        self.calls: list[int] = []

    def embed_texts(self, texts: Sequence[str]) -> Directions:
        return self._embedder.embed_texts(texts)

    def embed_pictures(self, pictures: Sequence[Picture]) -> Directions:
        self.calls.append(len(pictures))
        return self._embedder.embed_pictures(pictures)


@pytest.fixture(scope="module")
def tiny() -> Embedder:
    return open_embedder("clip-onnx", TINY)


@pytest.fixture
def watched(tiny: Embedder) -> Watched:
    return Watched(tiny)


@pytest.fixture
def looking(
    database: Database, blobs: ShutStore, decoder: Decoder, watched: Watched, tmp_path: Path
) -> Looking:
    return Looking(
        database=database,
        blobs=blobs,
        decoder=decoder,
        open_embedder=lambda: watched,
        cache=tmp_path / "labels",
    )


def add_drawing(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, folder: Path, **how: Any
) -> UUID:
    label, number = how.pop("label", "house"), how.pop("number", 1)
    path = folder / f"{label}-{number}.png"
    Image.fromarray(draw(label, number)[0]).save(path)
    asset_id = arrive(database, blobs, family.chest_id, path, name=path.name, **how)
    ingest.run(asset_id, once)
    return asset_id


def row_of(database: Database, asset_id: UUID) -> Understanding:
    with database.read() as session:
        row = session.get(Understanding, (asset_id, Step.tag))
    assert row is not None
    return row


def tags_of(database: Database, asset_id: UUID) -> dict[str, AssetTag]:
    with database.read() as session:
        rows = session.exec(select(AssetTag).where(col(AssetTag.asset_id) == asset_id)).all()
    return {row.label: row for row in rows}


def vectors_of(database: Database, asset_id: UUID) -> list[Embedding]:
    with database.read() as session:
        return list(
            session.exec(select(Embedding).where(col(Embedding.asset_id) == asset_id)).all()
        )


def test_a_photo_is_looked_at_once(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    looking: Looking,
    watched: Watched,
    tmp_path: Path,
) -> None:
    asset_id = add_drawing(database, blobs, family, ingest, tmp_path)
    assert looking.list_unfinished() == [asset_id]
    looking.run(asset_id, once)
    looking.run(asset_id, once)
    assert watched.calls == [1]
    row = row_of(database, asset_id)
    assert (row.state, row.provider, row.model) == (StepState.done, "clip-onnx", "tiny")
    assert looking.list_unfinished() == []
    (vector,) = vectors_of(database, asset_id)
    assert (vector.kind, vector.model, vector.size) == ("picture", "tiny", 64)
    direction = np.frombuffer(vector.vector, "<f2").astype(np.float32)
    assert abs(float(np.linalg.norm(direction)) - 1) < 0.01
    tags = tags_of(database, asset_id)
    assert 1 <= len(tags) <= 5
    assert all(tag.by is TagBy.model and tag.provider == "clip-onnx" for tag in tags.values())


def test_what_was_seen_before_needs_no_model(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    looking: Looking,
    watched: Watched,
    tmp_path: Path,
) -> None:
    first = add_drawing(database, blobs, family, ingest, tmp_path)
    looking.run(first, once)
    again = [add_drawing(database, blobs, family, ingest, tmp_path) for _n in range(3)]
    for asset_id in again:
        looking.run(asset_id, once)
    assert watched.calls == [1]
    for asset_id in again:
        assert vectors_of(database, asset_id)[0].vector == vectors_of(database, first)[0].vector
        assert set(tags_of(database, asset_id)) == set(tags_of(database, first))


def test_others_that_wait_are_looked_at_together(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    looking: Looking,
    watched: Watched,
    tmp_path: Path,
) -> None:
    ids = [
        add_drawing(database, blobs, family, ingest, tmp_path, label="boat", number=n)
        for n in range(5)
    ]
    looking.run(ids[2], once)
    assert watched.calls == [5]
    assert {row_of(database, one).state for one in ids} == {StepState.done}
    assert {len(vectors_of(database, one)) for one in ids} == {1}


def test_what_a_family_said_stays(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    looking: Looking,
    tmp_path: Path,
) -> None:
    manager = TagManager(database=database)
    asset_id = add_drawing(database, blobs, family, ingest, tmp_path)
    looking.run(asset_id, once)
    suggested = next(iter(tags_of(database, asset_id)))
    manager.reject(family.keeper, asset_id, suggested)
    manager.add(family.keeper, asset_id, "her old house")
    with database.write() as session:
        row = session.get(Understanding, (asset_id, Step.tag))
        assert row is not None
        row.state = StepState.waiting
        session.add(row)
    looking.run(asset_id, once)
    tags = tags_of(database, asset_id)
    assert tags[suggested].rejected
    assert tags["her old house"].by is TagBy.person
    with database.write() as session:
        asset = session.get(Asset, asset_id)
        assert asset is not None
        write_tags(session, asset, [], provider="clip-onnx", model="tiny")
    assert set(tags_of(database, asset_id)) == {suggested, "her old house"}


def test_without_the_model_it_waits_and_heals_by_itself(
    database: Database,
    blobs: ShutStore,
    decoder: Decoder,
    family: Family,
    ingest: Ingest,
    watched: Watched,
    tmp_path: Path,
) -> None:
    faults: list[ProviderError] = [ProviderError("missing", "about 153 MB")]

    def open_it() -> Embedder:
        if faults:
            raise faults[0]
        return watched

    looking = Looking(database=database, blobs=blobs, decoder=decoder, open_embedder=open_it)
    asset_id = add_drawing(database, blobs, family, ingest, tmp_path)
    assert looking.list_unfinished() == []
    looking.run(asset_id, once)
    row = row_of(database, asset_id)
    assert (row.state, row.reason) == (StepState.waiting, "Waiting for the model.")
    faults.clear()
    assert looking.list_unfinished() == [asset_id]
    looking.run(asset_id, once)
    assert row_of(database, asset_id).state is StepState.done


def test_a_damaged_model_is_said(
    database: Database,
    blobs: ShutStore,
    decoder: Decoder,
    family: Family,
    ingest: Ingest,
    tmp_path: Path,
) -> None:
    def open_it() -> Embedder:
        raise ProviderError("request", "damaged")

    looking = Looking(database=database, blobs=blobs, decoder=decoder, open_embedder=open_it)
    asset_id = add_drawing(database, blobs, family, ingest, tmp_path)
    looking.run(asset_id, once)
    row = row_of(database, asset_id)
    assert row.state is StepState.failed
    assert row.reason is not None
    assert "tell the person who runs this chest" in row.reason


def test_what_nobody_wants_looked_at_is_left_alone(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    looking: Looking,
    watched: Watched,
    tmp_path: Path,
) -> None:
    photo = add_drawing(database, blobs, family, ingest, tmp_path)
    part = add_drawing(database, blobs, family, ingest, tmp_path, number=2)
    declined = add_drawing(database, blobs, family, ingest, tmp_path, number=3)
    with database.write() as session:
        one, other = session.get(Asset, part), session.get(Asset, declined)
        assert one is not None
        assert other is not None
        one.companion_of, one.companion_as = photo, Companion.original
        other.review = Review.declined
        session.add(ChestUnderstanding(chest_id=family.chest_id, pictures=False))
    assert looking.list_unfinished() == []
    looking.run(photo, once)
    with database.write() as session:
        chosen = session.get(ChestUnderstanding, family.chest_id)
        assert chosen is not None
        chosen.pictures = True
    for asset_id in (part, declined):
        looking.run(asset_id, once)
    assert watched.calls == []
    assert looking.list_unfinished() == [photo]
    assert get_asset(database, photo).companion_of is None


def test_a_film_is_looked_at_by_a_few_frames(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    looking: Looking,
    media: Path,
) -> None:
    film = arrive(database, blobs, family.chest_id, media / "av1.mp4", name="av1.mp4")
    ingest.run(film, once)
    looking.run(film, once)
    kinds = sorted(row.kind for row in vectors_of(database, film))
    assert kinds[0] == "frame-0"
    assert len(kinds) <= 4
    assert row_of(database, film).state is StepState.done


def test_a_chest_that_chooses_its_words_is_weighed_anew_without_a_look(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    looking: Looking,
    watched: Watched,
    tmp_path: Path,
) -> None:
    manager = TagManager(database=database)
    asset_id = add_drawing(database, blobs, family, ingest, tmp_path)
    looking.run(asset_id, once)
    seen = set(tags_of(database, asset_id))
    manager.choose_labels(family.curator, family.chest_id, added=["her mill"], removed=list(seen))
    assert looking.list_unfinished() == [asset_id]
    looking.run(asset_id, once)
    assert watched.calls == [1]
    assert not seen & set(tags_of(database, asset_id))
    assert manager.get_labels(family.viewer, family.chest_id).added == ("her mill",)
    with pytest.raises(NotFound):
        manager.choose_labels(family.member, family.chest_id, added=[], removed=[])
