"""The words in pictures are read by the real model, kept, and never written over a person's own."""

from __future__ import annotations

import io
from collections.abc import Sequence
from uuid import UUID

import pytest
from PIL import Image
from sqlmodel import select

from ai.base import ProviderError
from ai.media import Decoder
from ai.reading.base import Reader, Reading
from ai.reading.rapid import Rapid
from ai.tagging.base import Picture
from chest.database import Database
from chest.ingest.job import Ingest
from chest.ingest.reading import NO_MODEL, ReadPictures
from chest.ingest.understanding_rows import UnderstandingRows
from chest.models import (
    ChestUnderstanding,
    PictureText,
    ProcessingResult,
    Step,
    StepState,
    Understanding,
    utc_now,
)
from tests.ai.reading.pages import LETTER, ROOT, draw
from tests.arrivals import ShutStore, arrive, once
from tests.builders import Family, add_asset


class Counting:
    """The real reader, which counts how often it is asked."""

    def __init__(self) -> None:
        self._reader = Rapid()
        self.name, self.model, self.version = "rapidocr", "PP-OCRv6-small", self._reader.version
        self.local = True
        self.asked = 0

    def read(self, picture: Picture, *, languages: Sequence[str] = ()) -> Reading:
        self.asked += 1
        return self._reader.read(picture, languages=languages)


@pytest.fixture(scope="module")
def reader() -> Counting:
    return Counting()


@pytest.fixture
def reading(
    database: Database, blobs: ShutStore, decoder: Decoder, reader: Counting
) -> ReadPictures:
    return ReadPictures(database=database, blobs=blobs, decoder=decoder, open_reader=lambda: reader)


def packed(page: Image.Image, form: str = "JPEG") -> bytes:
    out = io.BytesIO()
    page.save(out, form)
    return out.getvalue()


@pytest.fixture(scope="module")
def letter() -> bytes:
    return packed(draw(LETTER))


def give(
    database: Database, blobs: ShutStore, ingest: Ingest, family: Family, data: bytes, name: str
) -> UUID:
    asset_id = arrive(database, blobs, family.chest_id, data, name=name)
    ingest.run(asset_id, once)
    return asset_id


def text_of(database: Database, asset_id: UUID) -> PictureText | None:
    with database.read() as session:
        return session.get(PictureText, asset_id)


def state_of(database: Database, asset_id: UUID) -> Understanding | None:
    with database.read() as session:
        return session.get(Understanding, (asset_id, Step.read))


def test_a_letter_is_read_once_however_often_it_was_given(
    database: Database,
    blobs: ShutStore,
    ingest: Ingest,
    family: Family,
    reading: ReadPictures,
    reader: Counting,
    letter: bytes,
) -> None:
    first = give(database, blobs, ingest, family, letter, "letter.jpg")
    second = give(database, blobs, ingest, family, letter, "again.jpg")
    before = reader.asked
    assert reading.list_unfinished() == [second, first]
    for asset_id in (first, second, first):
        reading.run(asset_id, once)
    assert reader.asked == before + 1
    for asset_id in (first, second):
        row, state = text_of(database, asset_id), state_of(database, asset_id)
        assert row is not None
        assert row.text == "\n".join(LETTER)
        assert row.lines is not None
        assert len(row.lines) == len(LETTER)
        assert row.language == "en"
        assert state is not None
        assert (state.state, state.provider, state.model) == (
            StepState.done,
            "rapidocr",
            "PP-OCRv6-small",
        )
    assert reading.list_unfinished() == []


def test_where_nothing_is_written_there_is_nothing(
    database: Database, blobs: ShutStore, ingest: Ingest, family: Family, reading: ReadPictures
) -> None:
    data = (ROOT / "tests/media/meadow.jpg").read_bytes()
    asset_id = give(database, blobs, ingest, family, data, "meadow.jpg")
    reading.run(asset_id, once)
    assert text_of(database, asset_id) is None
    state = state_of(database, asset_id)
    assert state is not None
    assert state.state is StepState.done


def test_what_a_person_wrote_stays(
    database: Database,
    blobs: ShutStore,
    ingest: Ingest,
    family: Family,
    reading: ReadPictures,
    letter: bytes,
) -> None:
    asset_id = give(database, blobs, ingest, family, letter, "letter.jpg")
    with database.write() as session:
        session.add(
            PictureText(asset_id=asset_id, text="As she wrote it", version=2, edited_at=utc_now())
        )
    reading.run(asset_id, once)
    row = text_of(database, asset_id)
    assert row is not None
    assert (row.text, row.seen, row.version) == ("As she wrote it", "\n".join(LETTER), 2)


def test_a_scan_is_read_page_by_page(
    database: Database, blobs: ShutStore, ingest: Ingest, family: Family, reading: ReadPictures
) -> None:
    pages = [draw(["The first page of the letter"]), draw(["and the second page of it"])]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:])
    asset_id = give(database, blobs, ingest, family, out.getvalue(), "scan.pdf")
    assert asset_id in reading.list_unfinished()
    reading.run(asset_id, once)
    row = text_of(database, asset_id)
    assert row is not None
    assert row.text == "The first page of the letter\nand the second page of it"
    assert [line["page"] for line in row.lines or ()] == [1, 2]
    with database.read() as session:
        kept = {kept.task for kept in session.exec(select(ProcessingResult))}
    assert kept == {"read:page-0", "read:page-1"}


def test_small_print_is_read_from_the_file_itself(
    database: Database, blobs: ShutStore, ingest: Ingest, family: Family, reading: ReadPictures
) -> None:
    small = "Published at Lisbon in the year 1951 by the brothers"
    page = draw(
        [small, "who have their shop beside the church of the harbour"], size=26, width=3400
    )
    asset_id = give(database, blobs, ingest, family, packed(page), "print.jpg")
    reading.run(asset_id, once)
    row = text_of(database, asset_id)
    assert row is not None
    assert row.text.splitlines()[0] == small


def test_without_the_model_it_waits_and_heals_by_itself(
    database: Database,
    blobs: ShutStore,
    decoder: Decoder,
    ingest: Ingest,
    family: Family,
    reader: Counting,
    letter: bytes,
) -> None:
    here: list[Reader] = []

    def open_it() -> Reader:
        if not here:
            raise ProviderError("missing", "not installed")
        return here[0]

    job = ReadPictures(database=database, blobs=blobs, decoder=decoder, open_reader=open_it)
    asset_id = give(database, blobs, ingest, family, letter, "letter.jpg")
    job.run(asset_id, once)
    state = state_of(database, asset_id)
    assert state is not None
    assert (state.state, state.reason) == (StepState.waiting, NO_MODEL)
    assert job.list_unfinished() == []
    here.append(reader)
    assert job.list_unfinished() == [asset_id]
    job.run(asset_id, once)
    assert text_of(database, asset_id) is not None


def test_a_family_may_switch_it_off(
    database: Database,
    blobs: ShutStore,
    ingest: Ingest,
    family: Family,
    reading: ReadPictures,
    letter: bytes,
) -> None:
    with database.write() as session:
        session.add(ChestUnderstanding(chest_id=family.chest_id, reading=False))
    asset_id = give(database, blobs, ingest, family, letter, "letter.jpg")
    reading.run(asset_id, once)
    state = state_of(database, asset_id)
    assert state is not None
    assert state.state is StepState.skipped
    assert text_of(database, asset_id) is None


def test_the_sweep_takes_up_scans_before_newer_photographs(
    database: Database, family: Family
) -> None:
    scan = add_asset(
        database, family.chest_id, kind="document", media_type="application/pdf", storage_key="v1/s"
    )
    photo = add_asset(database, family.chest_id, storage_key="v1/p")
    rows = UnderstandingRows(database, Step.read)
    assert rows.list_unfinished(limit=1) == [scan]
    assert rows.list_unfinished() == [scan, photo]
