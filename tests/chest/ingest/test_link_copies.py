"""What links get of a file: a copy that tells no place, made when it is asked for, or nothing."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import av
import numpy as np
import pytest
from PIL import Image
from sqlmodel import col, update

from ai.media import Decoder, MediaError, MediaErrorKind
from chest.access.viewers import ReceiptViewer, Viewer
from chest.assets.manager import AssetManager
from chest.assets.media import MediaManager
from chest.assets.renditions import find_sources
from chest.database import Database
from chest.errors import BeingMade
from chest.ingest.job import Ingest
from chest.ingest.link_copies import LinkCopies
from chest.ingest.open_file import OpenFile
from chest.jobs.queue import Job
from chest.jobs.runner import TryLater
from chest.models import Asset, AssetState, Kind, ProcessingStep, Review, StepState
from chest.security.signing import Signer
from tests.ai.media import raws, samples
from tests.arrivals import ShutStore, arrive, get_asset, get_derivatives, get_steps, once
from tests.builders import (
    Family,
    RecordingQueue,
    add_contribution,
    add_link,
    open_link_session,
)

WORDS = b"Rua do Castelo 38.5242,-8.8926"


@pytest.fixture
def jobs() -> RecordingQueue:
    return RecordingQueue()


@pytest.fixture
def assets(database: Database, jobs: RecordingQueue) -> AssetManager:
    return AssetManager(database=database, jobs=jobs)


@pytest.fixture
def media(database: Database, blobs: ShutStore, jobs: RecordingQueue) -> MediaManager:
    return MediaManager(database=database, blobs=blobs, signer=Signer(b"m" * 32), jobs=jobs)


@pytest.fixture
def copies(database: Database, blobs: ShutStore, decoder: Decoder) -> LinkCopies:
    return LinkCopies(database=database, blobs=blobs, decoder=decoder)


@pytest.fixture
def link_viewer(database: Database, family: Family) -> Viewer:
    return open_link_session(database, add_link(database, family.chest_id, family.keeper))


def _jpeg(path: Path, gps: dict[int, object] | None = None, **options: object) -> Path:
    block = Image.Exif()
    for tag, value in (gps or {}).items():
        block.get_ifd(0x8825)[tag] = value
    more = {"exif": block} if gps else {}
    Image.effect_noise((160, 120), 60).convert("RGB").save(path, "JPEG", **more, **options)
    return path


def _film_and(path: Path, more: bytes = b"", tags: dict[str, str] | None = None) -> Path:
    with av.open(str(path), "w") as container:
        container.metadata.update(tags or {})
        stream = container.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(10):
            picture = np.full((48, 64, 3), number * 10, dtype=np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
    path.write_bytes(path.read_bytes() + more)
    return path


_UUID = struct.pack(">I", 24 + len(WORDS)) + b"uuid" + bytes(range(16)) + WORDS
_XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><photoshop:City>Castelo</photoshop:City></x:xmpmeta>"
_SVG = (
    b"<svg xmlns='http://www.w3.org/2000/svg' width='60' height='40'><desc>" + WORDS + b"</desc>"
    b"<rect width='60' height='40' fill='red'/><script>alert(1)</script></svg>"
)


def _told() -> Image.Exif:
    block = samples.exif(place=True)
    block[0x010E] = WORDS.decode()
    return block


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


_MADE: dict[str, Callable[[Path], Path]] = {
    "plain.jpg": _jpeg,
    "plain.mp4": _film_and,
    "plain.mkv": _film_and,
    "area.jpg": lambda p: _jpeg(p, {0x1C: b"ASCII\0\0\0" + WORDS}),
    "half.jpg": lambda p: _jpeg(p, {1: "N", 2: (38.0, 31.0, 27.13)}),
    "comment.jpg": lambda p: _jpeg(p, comment=WORDS),
    "xmp.jpg": lambda p: _jpeg(p, xmp=_XMP),
    "xmp.mp4": lambda p: _film_and(p, _UUID),
    "comment.mp4": lambda p: _film_and(p, tags={"comment": WORDS.decode()}),
    "place.mkv": lambda p: _film_and(p, tags={"LOCATION": "+38.5242-008.8926/"}),
    "behind.mkv": lambda p: _film_and(p, WORDS),
    "raw.nef": lambda p: raws.raw_with_preview(p, description=WORDS.decode()),
    "raw.orf": lambda p: raws.raw_with_preview(p, magic=b"RO", description=WORDS.decode()),
    "developed.dng": lambda p: raws.dng(p, description=WORDS.decode()),
    "raw.raf": raws.raf,
    "layers.psd": lambda p: raws.psd(p, samples.corners(), _told()),
    "drawing.svg": lambda p: _written(p, _SVG),
    "photo.jxl": lambda p: _written(p, samples.jpeg_xl(samples.corners(), exif=_told())),
    "photo.jp2": lambda p: _written(p, samples.encoded(samples.corners(), "JPEG2000") + _UUID),
    "behind.tga": lambda p: _written(p, samples.encoded(samples.corners(), "TGA") + WORDS),
    "remark.ppm": lambda p: _written(p, b"P6\n# " + WORDS + b"\n2 1\n255\n" + b"\1\2\3" * 2),
}


def ask(media: MediaManager, assets: AssetManager, viewer: Viewer, asset_id: UUID) -> str | None:
    """The key of what the link's download leads to; None while it is being made."""
    url = media.url(viewer, assets.get(viewer, asset_id), "original")
    assert url is not None
    query = parse_qs(urlsplit(url).query)
    expires, signature = int(query["e"][0]), query["s"][0]
    try:
        return media.resolve(
            [viewer], asset_id, "original", expires=expires, signature=signature
        ).key
    except BeingMade:
        return None


@pytest.mark.parametrize("name", _MADE)
def test_links_get_a_copy_of_every_file_and_it_tells_no_place(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    copies: LinkCopies,
    media: MediaManager,
    assets: AssetManager,
    link_viewer: Viewer,
    tmp_path: Path,
    name: str,
) -> None:
    asset_id = arrive(database, blobs, family.chest_id, _MADE[name](tmp_path / name), name=name)
    ingest.run(asset_id, once)
    assert "without_place" not in get_derivatives(database, asset_id)
    assert ask(media, assets, link_viewer, asset_id) is None
    copies.run(asset_id, once)
    copied = ask(media, assets, link_viewer, asset_id)
    assert copied == get_derivatives(database, asset_id)["without_place"].storage_key
    sources = find_sources(
        get_asset(database, asset_id),
        get_derivatives(database, asset_id),
        link_viewer,
        steps={name: row.state for name, row in get_steps(database, asset_id).items()},
    )
    assert not any(source.is_original for source in sources.values())
    for source in sources.values():
        assert source.key is not None
        found = b"".join(blobs.iter_range(source.key))
        assert not [word for word in (WORDS, b"38.5242", b"008.8926", b"Castelo") if word in found]
        if found[:2] == b"\xff\xd8":
            with Image.open(io.BytesIO(found)) as picture:
                assert not picture.getexif().get_ifd(0x8825)


def test_a_copy_is_made_once_and_only_of_what_was_asked_for(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    copies: LinkCopies,
    media: MediaManager,
    assets: AssetManager,
    link_viewer: Viewer,
    jobs: RecordingQueue,
    tmp_path: Path,
) -> None:
    path = _jpeg(tmp_path / "a.jpg")
    asked, other = (arrive(database, blobs, family.chest_id, path, name="a.jpg") for _ in range(2))
    for asset_id in (asked, other):
        ingest.run(asset_id, once)
    assert ask(media, assets, link_viewer, asked) is None
    assert jobs.jobs == [(Job.copy_for_links, asked)]
    assert copies.list_unfinished() == [asked]
    assert ingest.list_unfinished() == []  # a memory is understood all the same
    copies.run(other, once)
    copies.run(asked, once)
    made = get_derivatives(database, asked)["without_place"]
    keys = list(blobs.iter_keys("v1/"))
    # Delivered twice, and as if the worker had died before it could say that it was ready.
    copies.run(asked, once)
    with database.write() as session:
        session.exec(
            update(ProcessingStep)
            .where(col(ProcessingStep.step) == "without_place")
            .values(state=StepState.running)
        )
    copies.run(asked, once)
    again = get_derivatives(database, asked)["without_place"]
    assert (again.version, again.bytes) == (made.version, made.bytes)
    assert list(blobs.iter_keys("v1/")) == keys
    assert "without_place" not in get_derivatives(database, other)
    assert copies.list_unfinished() == []
    assert get_asset(database, asked).state is AssetState.ready


@pytest.mark.parametrize("name", ["comment.jpg", "comment.mp4"])
def test_where_no_copy_can_be_made_links_get_pictures_only_and_the_memory_says_why(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    copies: LinkCopies,
    media: MediaManager,
    assets: AssetManager,
    link_viewer: Viewer,
    jobs: RecordingQueue,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    def refuse(_file: OpenFile) -> None:
        raise MediaError(MediaErrorKind.unreadable, "made for this test")

    asset_id = arrive(database, blobs, family.chest_id, _MADE[name](tmp_path / name), name=name)
    ingest.run(asset_id, once)
    assert ask(media, assets, link_viewer, asset_id) is None
    with monkeypatch.context() as patch:
        patch.setattr(OpenFile, "without_place", refuse)
        copies.run(asset_id, once)
    step = get_steps(database, asset_id)["without_place"]
    assert step.state is StepState.failed
    assert "It is kept" in (step.reason or "")
    shown = assets.get(link_viewer, asset_id).renditions
    assert shown
    assert set(shown) <= {"thumb", "preview", "poster"}
    assert "original" in assets.get(family.keeper, asset_id).renditions
    assert get_asset(database, asset_id).state is AssetState.ready
    # "Try again" on the page of the memory.
    assets.retry(family.keeper, asset_id)
    assert jobs.jobs[-1] == (Job.copy_for_links, asset_id)
    copies.run(asset_id, once)
    assert ask(media, assets, link_viewer, asset_id) is not None


def test_a_store_that_does_not_answer_is_waited_for_and_given_up_in_the_end(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    copies: LinkCopies,
    media: MediaManager,
    assets: AssetManager,
    link_viewer: Viewer,
    tmp_path: Path,
) -> None:
    path = _jpeg(tmp_path / "a.jpg")
    asset_id = arrive(database, blobs, family.chest_id, path, name="a.jpg")
    ingest.run(asset_id, once)
    ask(media, assets, link_viewer, asset_id)
    blobs.shut = True
    with pytest.raises(TryLater):
        copies.run(asset_id, once)
    assert copies.list_unfinished() == [asset_id]
    assert ask(media, assets, link_viewer, asset_id) is None
    copies.give_up(asset_id, "The place where the files are kept does not answer.")
    states = {name: row.state for name, row in get_steps(database, asset_id).items()}
    assert states.pop("without_place") is StepState.failed
    assert set(states.values()) <= {StepState.done, StepState.skipped}
    assert get_asset(database, asset_id).state is AssetState.ready


def test_whoever_took_a_gift_back_still_gets_a_copy_through_the_receipt(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    copies: LinkCopies,
    media: MediaManager,
    assets: AssetManager,
    link_viewer: Viewer,
    tmp_path: Path,
) -> None:
    contribution = add_contribution(database, family.chest_id, by=link_viewer)
    path = _jpeg(tmp_path / "a.jpg")
    asset_id = arrive(
        database, blobs, family.chest_id, path, name="a.jpg", contribution_id=contribution
    )
    ingest.run(asset_id, once)
    with database.write() as session:
        session.exec(update(Asset).values(review=Review.withdrawn))
    receipt = ReceiptViewer(contribution_id=contribution)
    assert ask(media, assets, receipt, asset_id) is None
    assert copies.list_unfinished() == [asset_id]
    copies.run(asset_id, once)
    assert ask(media, assets, receipt, asset_id) is not None


def test_links_get_no_raw_photo_as_nobody_can_look_into_it(
    family: Family, link_viewer: Viewer
) -> None:
    raw = Asset(
        chest_id=family.chest_id,
        kind=Kind.other,
        state=AssetState.ready,
        storage_key="v1/o/file",
        media_type="image/x-adobe-dng",
        taken_sort="9" * 29,
    )
    assert find_sources(raw, {}, link_viewer, steps={}) == {}
