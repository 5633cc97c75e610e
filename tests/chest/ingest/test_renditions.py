"""Films and voices that browsers do not play: made playable by jobs, piece by piece, and gone with
the memory."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import UUID

import av
import numpy as np
import pytest
from sqlmodel import col, select, update

from ai.media import Decoder, MediaError, MediaErrorKind, Transcoder
from chest.access.viewers import Viewer
from chest.assets.manager import AssetManager
from chest.assets.renditions import find_sources
from chest.database import Database
from chest.erasing.purging import purge_assets, purge_deleted
from chest.ingest.job import Ingest
from chest.ingest.rendition_rows import JOBS, RECIPE, RenditionRows, job_of
from chest.ingest.renditions import VERSION, Renditions
from chest.ingest.turns import Turns
from chest.jobs.queue import Job
from chest.jobs.runner import TryLater
from chest.models import (
    PIECE,
    Asset,
    BlobTrash,
    Kind,
    Rendition,
    Review,
    Step,
    StepState,
    utc_now,
)
from tests.ai.media import samples
from tests.arrivals import ShutStore, arrive, get_asset, get_derivatives, get_steps, once
from tests.builders import Family, RecordingQueue, add_link, open_link_session


@pytest.fixture(scope="module")
def long_tape(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred seconds, which are four pieces."""
    path = tmp_path_factory.mktemp("tapes") / "tape.avi"
    with av.open(path, "w") as file:
        stream: Any = file.add_stream("mpeg4", rate=5)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(500):
            picture = np.full((48, 64, 3), number % 200, np.uint8)
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 5)
            file.mux(stream.encode(frame))
        file.mux(stream.encode())
    return path


class Watched(Transcoder):
    """The real one, which tells what it was asked for, and does what a test wants in between."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[int] = []
        self.before: dict[int, Any] = {}

    def piece(self, path: Path, out: Path, *, number: int, of: int) -> None:
        if number in self.before:
            self.before.pop(number)()
        super().piece(path, out, number=number, of=of)
        self.made.append(number)


@pytest.fixture(scope="module")
def shared_transcoder() -> Iterator[Watched]:
    with Watched() as transcoder:
        yield transcoder


@pytest.fixture
def transcoder(shared_transcoder: Watched) -> Watched:
    shared_transcoder.made.clear()
    shared_transcoder.before.clear()
    return shared_transcoder


@pytest.fixture
def renditions(database: Database, blobs: ShutStore, transcoder: Watched) -> Renditions:
    return Renditions(
        database=database, blobs=blobs, transcoder=transcoder, turns=Turns(), job=Job.play_film
    )


@pytest.fixture
def ingest(database: Database, blobs: ShutStore, decoder: Decoder, jobs: RecordingQueue) -> Ingest:
    return Ingest(database=database, blobs=blobs, decoder=decoder, jobs=jobs)


def playing(jobs: RecordingQueue) -> list[tuple[Job, UUID]]:
    """What is to be made playable, beside what is to be heard and looked at."""
    return [one for one in jobs.jobs if one[0] in JOBS]


def get_rendition(database: Database, asset_id: UUID) -> Rendition:
    with database.read() as session:
        row = session.get(Rendition, asset_id)
    assert row is not None
    return row


def count_pieces(database: Database, asset_id: UUID) -> int:
    return sum(kind.startswith(PIECE) for kind in get_derivatives(database, asset_id))


def list_trash(database: Database) -> set[str]:
    with database.read() as session:
        return set(session.exec(select(BlobTrash.storage_key)).all())


def test_a_film_that_no_browser_plays_is_made_playable(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    renditions: Renditions,
    assets: AssetManager,
    jobs: RecordingQueue,
    tmp_path: Path,
) -> None:
    path = samples.film(tmp_path / "IMG_0001.MOV", "libx265", sound="aac")
    asset_id = arrive(database, blobs, family.chest_id, path, name=path.name)
    ingest.run(asset_id, once)
    assert playing(jobs) == [(Job.play_film, asset_id)]
    view = assets.get(family.keeper, asset_id)
    assert not view.plays_in_browser
    assert view.played_as is not None
    assert view.played_as.startswith('video/mp4; codecs="h')
    (step,) = [step for step in view.steps if step.step is Step.rendition]
    assert (step.state, step.seconds_left) == (StepState.waiting, None)
    assert renditions.list_unfinished() == [asset_id]
    renditions.run(asset_id, once)

    after = assets.get(family.keeper, asset_id)
    assert (after.plays_in_browser, after.played_as) == (True, None)
    assert [s.state for s in after.steps if s.step is Step.rendition] == [StepState.done]
    asset, derivatives = get_asset(database, asset_id), get_derivatives(database, asset_id)
    sources = find_sources(asset, derivatives, family.keeper, steps={})
    assert sources["video"].key == derivatives["video"].storage_key
    assert sources["video"].media_type == "video/mp4"
    # The file itself stays as it was, and is what is downloaded.
    assert sources["original"].key == asset.storage_key
    assert b"".join(blobs.iter_range(asset.storage_key or "")) == path.read_bytes()
    assert not any(kind.startswith(PIECE) for kind in derivatives)
    assert renditions.list_unfinished() == []
    # Once more is nothing more.
    renditions.run(asset_id, once)
    assert get_rendition(database, asset_id).attempts == 1


def test_links_play_the_rendition(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    renditions: Renditions,
    tmp_path: Path,
) -> None:
    path = samples.film(tmp_path / "a.avi", "mpeg4", tags={"title": samples.PLACE})
    asset_id = arrive(database, blobs, family.chest_id, path, name=path.name)
    ingest.run(asset_id, once)
    renditions.run(asset_id, once)
    viewer: Viewer = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    steps = {name: row.state for name, row in get_steps(database, asset_id).items()}
    derivatives = get_derivatives(database, asset_id)
    sources = find_sources(get_asset(database, asset_id), derivatives, viewer, steps=steps)
    assert sources["video"].key == derivatives["video"].storage_key
    assert samples.PLACE.encode() not in b"".join(blobs.iter_range(sources["video"].key or ""))


def test_a_voice_gets_aac_and_goes_first(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    transcoder: Watched,
    jobs: RecordingQueue,
    tmp_path: Path,
) -> None:
    path = samples.recording(tmp_path / "memo.aiff", "pcm_s16be")
    asset_id = arrive(database, blobs, family.chest_id, path, name=path.name)
    ingest.run(asset_id, once)
    assert playing(jobs) == [(Job.play_voice, asset_id)]
    Renditions(
        database=database, blobs=blobs, transcoder=transcoder, turns=Turns(), job=Job.play_voice
    ).run(asset_id, once)
    assert get_derivatives(database, asset_id)["audio"].media_type == "audio/mp4"
    assert get_asset(database, asset_id).plays_in_browser


def test_what_plays_asks_for_nothing(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    jobs: RecordingQueue,
    media: Path,
) -> None:
    for name in ("IMG_0413.mov", "speech.flac", "allium.jpg"):
        ingest.run(arrive(database, blobs, family.chest_id, media / name, name=name), once)
    assert playing(jobs) == []


def test_what_was_made_before_an_interruption_is_not_made_again(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    renditions: Renditions,
    assets: AssetManager,
    transcoder: Watched,
    long_tape: Path,
) -> None:
    asset_id = arrive(database, blobs, family.chest_id, long_tape, name="tape.avi")
    ingest.run(asset_id, once)

    def full_disk() -> None:
        view = assets.get(family.keeper, asset_id)
        (step,) = [step for step in view.steps if step.step is Step.rendition]
        assert step.state is StepState.running
        assert step.seconds_left is not None
        raise OSError(28, "No space left on device")

    transcoder.before[3] = full_disk
    with pytest.raises(TryLater, match="disk"):
        renditions.run(asset_id, once)
    assert transcoder.made == [0, 1, 2]
    row = get_rendition(database, asset_id)
    assert (row.state, row.done, row.whole) == (StepState.waiting, 75.0, 100.0)
    assert row.reason is not None
    assert count_pieces(database, asset_id) == 3

    renditions.run(asset_id, once)
    assert transcoder.made == [0, 1, 2, 3]
    made = get_derivatives(database, asset_id)["video"]
    with blobs.as_file(made.storage_key) as path, av.open(str(path)) as file:
        assert file.duration == 100 * av.time_base
        assert sum(1 for _ in file.decode(video=0)) == 500
    assert count_pieces(database, asset_id) == 0
    assert len(list_trash(database)) == 4


def withdraw(database: Database, asset_id: UUID) -> None:
    with database.write() as session:
        session.exec(update(Asset).where(col(Asset.id) == asset_id).values(review=Review.withdrawn))


def delete_it(database: Database, asset_id: UUID) -> None:
    with database.write() as session:
        session.exec(update(Asset).where(col(Asset.id) == asset_id).values(deleted_at=utc_now()))


def purge(database: Database, asset_id: UUID) -> None:
    with database.write() as session:
        purge_assets(session, [asset_id])


@pytest.mark.parametrize("deed", [withdraw, delete_it, purge])
def test_what_nobody_wants_any_more_ends_quietly(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    renditions: Renditions,
    transcoder: Watched,
    long_tape: Path,
    deed: Any,
) -> None:
    asset_id = arrive(database, blobs, family.chest_id, long_tape, name="tape.avi")
    ingest.run(asset_id, once)
    transcoder.before[1] = lambda: deed(database, asset_id)
    renditions.run(asset_id, once)
    assert transcoder.made == [0, 1]
    assert renditions.list_unfinished() == []
    renditions.run(asset_id, once)
    assert transcoder.made == [0, 1]


def test_nothing_remains_of_a_memory_that_is_erased(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    renditions: Renditions,
    transcoder: Watched,
    long_tape: Path,
) -> None:
    ids = [arrive(database, blobs, family.chest_id, long_tape, name=n) for n in ("a", "b")]
    for asset_id in ids:
        ingest.run(asset_id, once)
    renditions.run(ids[0], once)
    transcoder.before[2] = lambda: delete_it(database, ids[1])
    renditions.run(ids[1], once)
    assert count_pieces(database, ids[1]) == 3
    with database.write() as session:
        session.exec(
            update(Asset)
            .where(col(Asset.id).in_(ids))
            .values(deleted_at=utc_now() - timedelta(days=31))
        )
        assert purge_deleted(session, limit=10) == 2
    assert set(blobs.iter_keys()) <= list_trash(database)
    with database.read() as session:
        assert session.exec(select(Rendition)).all() == []


def test_pieces_that_were_dropped_lie_never_where_new_ones_are_written(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    renditions: Renditions,
    assets: AssetManager,
    jobs: RecordingQueue,
    transcoder: Watched,
    long_tape: Path,
) -> None:
    asset_id = arrive(database, blobs, family.chest_id, long_tape, name="tape.avi")
    ingest.run(asset_id, once)

    def broken() -> None:
        raise MediaError(MediaErrorKind.unreadable, "made for this test")

    transcoder.before[2] = broken
    renditions.run(asset_id, once)
    row = get_rendition(database, asset_id)
    assert row.state is StepState.failed
    assert row.reason is not None
    dropped = list_trash(database)
    assert len(dropped) == 2
    assert renditions.list_unfinished() == []
    # Somebody presses "Try again".
    jobs.jobs.clear()
    assets.retry(family.keeper, asset_id)
    assert (Job.play_film, asset_id) in jobs.jobs
    transcoder.before[3] = lambda: [blobs.delete(key) for key in dropped]
    renditions.run(asset_id, once)
    assert get_rendition(database, asset_id).state is StepState.done
    assert blobs.exists(get_derivatives(database, asset_id)["video"].storage_key)


def test_films_of_before_get_theirs_and_what_plays_after_all_is_only_said_so(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    renditions: Renditions,
    tmp_path: Path,
    media: Path,
) -> None:
    """As they lie in chests of a release that knew no renditions, and did not know AV1."""
    old = arrive(
        database, blobs, family.chest_id, samples.film(tmp_path / "a.avi", "mpeg4"), name="a.avi"
    )
    av1 = arrive(database, blobs, family.chest_id, media / "av1.mp4", name="av1.mp4")
    for asset_id in (old, av1):
        ingest.run(asset_id, once)
    with database.write() as session:
        for row in session.exec(select(Rendition)).all():
            session.delete(row)
        session.exec(update(Asset).values(plays_in_browser=False))
    assert renditions.list_unfinished() == sorted([old, av1])
    for asset_id in (old, av1):
        renditions.run(asset_id, once)
        assert get_asset(database, asset_id).plays_in_browser
    assert "video" in get_derivatives(database, old)
    assert "video" not in get_derivatives(database, av1)
    assert renditions.list_unfinished() == []


def test_a_better_recipe_makes_them_anew_while_the_old_one_plays(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    renditions: Renditions,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = samples.film(tmp_path / "a.avi", "mpeg4")
    asset_id = arrive(database, blobs, family.chest_id, path, name="a.avi")
    ingest.run(asset_id, once)
    renditions.run(asset_id, once)
    first = get_derivatives(database, asset_id)["video"]
    monkeypatch.setattr("chest.ingest.rendition_rows.RECIPE", RECIPE + 1)
    monkeypatch.setattr("chest.ingest.renditions.VERSION", VERSION + 1)
    assert renditions.list_unfinished() == [asset_id]
    assert get_asset(database, asset_id).plays_in_browser
    renditions.run(asset_id, once)
    second = get_derivatives(database, asset_id)["video"]
    assert second.version == first.version + 1
    assert first.storage_key in list_trash(database)
    assert second.storage_key not in list_trash(database)


def test_how_long_it_still_takes_is_told_by_what_was_measured(
    database: Database, family: Family, blobs: ShutStore, assets: AssetManager
) -> None:
    asset_id = arrive(
        database, blobs, family.chest_id, b"-", name="a.avi", kind=Kind.video, state="ready"
    )

    def left(**row: Any) -> int | None:
        values = {"recipe": RECIPE, "state": StepState.running, **row}
        with database.write() as session:
            session.merge(Rendition(asset_id=asset_id, **values))
        view = assets.get(family.keeper, asset_id)
        return next(step.seconds_left for step in view.steps if step.step is Step.rendition)

    assert left(done=120.0, whole=600.0, speed=2.0) == pytest.approx(240, abs=2)
    a_minute_ago = utc_now() - timedelta(minutes=1)
    on_its_way = left(done=120.0, whole=600.0, speed=2.0, updated_at=a_minute_ago)
    assert on_its_way == pytest.approx(180, abs=2)
    assert "rendition=running-3" in assets.get(family.keeper, asset_id).progress
    assert left(done=0.0, whole=600.0, speed=None) is None
    long_ago = utc_now() - timedelta(hours=1)
    assert left(done=120.0, whole=600.0, speed=2.0, updated_at=long_ago) is None
    assert left(done=120.0, whole=600.0, speed=2.0, state=StepState.waiting) is None


def test_each_length_has_its_job() -> None:
    assert job_of(Kind.audio, 7200.0) is Job.play_voice
    assert job_of(Kind.video, 40.0) is Job.play_film
    assert job_of(Kind.video, 3 * 3600.0) is Job.play_long_film
    assert job_of(Kind.video, None) is Job.play_long_film


def test_a_voice_has_its_turn_before_films_that_waited_longer() -> None:
    turns, order = Turns(), []
    started = [threading.Event() for _ in JOBS]

    def work(rank: int) -> None:
        started[rank].set()
        with turns.take(rank):
            order.append(rank)

    with turns.take(2):
        threads = [threading.Thread(target=work, args=(rank,)) for rank in (2, 1, 0)]
        for thread in threads:
            thread.start()
        for event in started:
            event.wait(10)
        while sum(turns._waiting.values()) < len(threads):
            threading.Event().wait(0.01)
    for thread in threads:
        thread.join(10)
    assert order == [0, 1, 2]


def test_rows_of_a_memory_that_never_was_change_nothing(database: Database, family: Family) -> None:
    rows = RenditionRows(database)
    assert rows.begin(family.chest_id) is None
    assert rows.drop_pieces(family.chest_id) == 1
    assert not rows.tell(family.chest_id, done=1.0, whole=2.0, speed=1.0)
