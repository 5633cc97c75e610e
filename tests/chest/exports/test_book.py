"""The book: what is for the whole family, as it was written, on paper that lasts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from typing import Any
from uuid import UUID

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from ai.media import Typesetter
from chest.access.viewers import Viewer
from chest.database import Database
from chest.errors import NotFound, NotSignedIn
from chest.exports.book.making import BookMaker, Made, NotSet
from chest.exports.book.orders import BookOrder
from chest.exports.book.paper import Paper
from chest.exports.book.printing import Layout, Shot
from chest.exports.book.reading import Picture
from chest.models import (
    Audience,
    Derivative,
    Export,
    ExportFormat,
    ExportState,
    Kind,
    Review,
    TranscriptSegment,
    utc_now,
)
from chest.stories.manager import StoryManager
from chest.stories.telling import TellStory
from storage.base import BlobStore
from tests.arrivals import ShutStore
from tests.builders import Family, RecordingQueue, add_asset, add_link, open_link_session
from tests.chest.exports.conftest import Exporting

HOSTILE = (
    '#eval("1+1") $x^2$ \\ @foo <label> *bold* _em_ `raw` = no heading // #image("/etc/passwd")'
)


def add_picture(
    database: Database,
    blobs: BlobStore,
    chest_id: UUID,
    *,
    size: tuple[int, int] = (300, 200),
    lost: bool = False,
    **fields: Any,
) -> UUID:
    """A photograph with the preview that ingest would have made of it."""
    asset_id = add_asset(database, chest_id, **fields)
    key = f"v1/{chest_id}/d/{token_hex(16)}"
    written = BytesIO()
    Image.new("RGB", size, (90, 120, 60)).save(written, "JPEG")
    if not lost:
        blobs.put(key, [written.getvalue()])
    with database.write() as session:
        session.add(
            Derivative(
                asset_id=asset_id,
                kind="preview",
                storage_key=key,
                media_type="image/jpeg",
                bytes=len(written.getvalue()),
                width=size[0],
                height=size[1],
            )
        )
    return asset_id


class Binder:
    """Makes books and reads them."""

    def __init__(self, database: Database, blobs: BlobStore, stories: StoryManager) -> None:
        self._parts: dict[str, Any] = {"database": database, "blobs": blobs, "stories": stories}

    @contextmanager
    def make(
        self,
        viewer: Viewer,
        chest_id: UUID,
        order: BookOrder | None = None,
        *,
        public_url: str = "",
    ) -> Iterator[tuple[Made, str]]:
        """The book and its words. No fonts but those that come with the program."""
        maker = BookMaker(**self._parts, public_url=public_url, system_fonts=False)
        order = order or BookOrder()
        with maker.make(viewer, chest_id, order, when=utc_now(), tell=lambda *_: None) as made:
            yield made, read_words(made.path)


def read_words(path: Path | bytes) -> str:
    document = pypdfium2.PdfDocument(path)
    words = "\n".join(page.get_textpage().get_text_range() for page in document)
    # Lines are broken anywhere, and pdfium marks where a word was.
    return re.sub(r"\s+", " ", re.sub("[\ufffe\u00ad]\\s*", "", words))


@pytest.fixture
def binder(database: Database, blobs: ShutStore, stories: StoryManager) -> Binder:
    return Binder(database, blobs, stories)


def test_words_stand_in_the_book_as_they_were_written_and_what_has_no_font_is_said(
    database: Database, blobs: ShutStore, family: Family, binder: Binder
) -> None:
    said = {"taken": "1964-05-12", "taken_earliest": "1964-05-12", "taken_latest": "1964-05-12"}
    add_picture(database, blobs, family.chest_id, caption=HOSTILE, **said)
    add_picture(database, blobs, family.chest_id, caption="Ελένη, Мария, Łódź \U000f0000", **said)
    add_asset(
        database, family.chest_id, kind=Kind.note, body=f"{HOSTILE}\n\n#pagebreak()", caption=None
    )
    with binder.make(family.viewer, family.chest_id) as (made, words):
        assert made.missing == "\U000f0000"
        # The quotes alone become those of the language; lines may break anywhere.
        plain = words.replace("“", '"').replace("”", '"').replace(" ", "")
        assert plain.count(HOSTILE.replace(" ", "")) == 2
        assert "#pagebreak()" in words
        assert "Ελένη, Мария, Łódź ▯" in words
        assert "1 sign could not be printed" in words
        assert "U+F0000" in words
        assert "12 May 1964" in words


def test_the_file_says_that_it_is_for_archives_and_holds_its_fonts(
    database: Database, blobs: ShutStore, family: Family, binder: Binder
) -> None:
    add_picture(database, blobs, family.chest_id, size=(1600, 1000), alt_text="A green field")
    order = BookOrder(Paper.letter)
    with (
        binder.make(family.viewer, family.chest_id, order) as (made, _words),
        pikepdf.open(made.path) as document,
    ):
        meta = document.open_metadata()
        assert (meta.pdfa_status, meta["pdfuaid:part"]) == ("2A", "1")
        assert str(document.Root.Lang) == "en"
        assert document.Root.OutputIntents
        assert not document.is_encrypted
        width, height = (float(n) / 72 * 25.4 for n in document.pages[0].mediabox[2:])
        assert (round(width, 1), round(height, 1)) == (215.9, 279.4)
        fonts = pictures = 0
        for one in document.objects:
            if not isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                continue
            if one.get("/Type") == "/FontDescriptor":
                assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(one.keys())
                fonts += 1
            if one.get("/Subtype") == "/Image":
                # 300 dots to the inch of 139.9 mm, and no more.
                assert int(one.Width) <= 1660
                pictures += 1
        assert fonts
        assert pictures
        assert b"A green field" in b"".join(
            bytes(one.Alt)
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
        )


def test_a_book_holds_what_is_for_the_whole_family_whoever_asks_and_nothing_else(
    database: Database, blobs: ShutStore, family: Family, binder: Binder, exporting: Exporting
) -> None:
    kinds: dict[str, dict[str, Any]] = {
        "Everyone-sees": {"audience": Audience.everyone},
        "Family-sees": {},
        "Keepers-see": {"audience": Audience.keepers},
        "Keeper-alone": {"audience": Audience.only_me, "added_by": family.keeper.account_id},
        "It-waits": {"review": Review.pending},
        "Declined-it": {"review": Review.declined},
        "Sealed-it": {"visible_from": utc_now() + timedelta(days=1)},
        "Deleted-it": {"deleted_at": utc_now()},
    }
    for name, fields in kinds.items():
        add_picture(database, blobs, family.chest_id, caption=name, **fields)
        note = {"kind": Kind.note, "body": f"{name} too", "caption": None}
        add_asset(database, family.chest_id, **note, **fields)
    for viewer in (family.viewer, family.member, family.curator, family.keeper):
        with binder.make(viewer, family.chest_id) as (_made, words):
            for name in kinds:
                told = name in words, f"{name} too" in words
                assert told == ((True, True) if name.endswith("-sees") else (False, False)), name
        size = exporting.manager._books.measure(viewer, family.chest_id, BookOrder())
        assert size.pictures == 2
    link = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    for nobody in (link, family.stranger):
        with pytest.raises((NotSignedIn, NotFound)):
            exporting.manager.begin(nobody, family.chest_id, ExportFormat.book)


def test_a_told_story_comes_with_its_sources_and_codes_lead_to_its_voices(
    database: Database,
    blobs: ShutStore,
    family: Family,
    binder: Binder,
    stories: StoryManager,
) -> None:
    years = {"taken": "1953", "taken_earliest": "1953-01-01", "taken_latest": "1953-12-31"}
    add_picture(database, blobs, family.chest_id, caption="Rosa on the ferry", **years)
    voice = add_asset(
        database, family.chest_id, kind=Kind.audio, caption="At the table", duration=65.0
    )
    with database.write() as session:
        session.add(
            TranscriptSegment(asset_id=voice, position=0, start=0, end=2, text="Pass the rice.")
        )
    TellStory(database=database).tell(stories.begin(family.keeper, family.chest_id).id)
    address = "https://chest.example.org"
    with (
        binder.make(family.viewer, family.chest_id, public_url=address) as (made, words),
        pikepdf.open(made.path) as document,
    ):
        assert "What the sentences rest on" in words
        assert re.search(r"Rosa on the ferry A photograph, 1953, page \d", words)
        assert "“Pass the rice.”" in words
        links = {
            str(note.A.URI)
            for page in document.pages
            for note in page.get("/Annots", [])
            if "/A" in note and "/URI" in note.A
        }
        assert links == {f"{address}/memory?chest={family.chest_id}&id={voice}"}
    with binder.make(family.viewer, family.chest_id) as (_made, words):
        assert "This chest has no address on the internet" in words
        assert "“Pass the rice.”" in words


def test_a_picture_that_is_missing_is_a_grey_field_and_is_counted(
    database: Database, blobs: ShutStore, family: Family, exporting: Exporting, tmp_path: Path
) -> None:
    add_picture(database, blobs, family.chest_id, caption="It is there")
    add_picture(database, blobs, family.chest_id, caption="It is gone", lost=True)
    made = exporting.take(family.viewer, family.chest_id, ExportFormat.book)
    assert (made.state, made.problems, made.reason) == (ExportState.ready, 1, None)
    path = exporting.fetch(family.viewer, made.id, tmp_path / "book.pdf")
    words = read_words(path)
    assert "It is gone" in words
    assert "1 picture could not be printed" in words
    with pikepdf.open(path) as document:
        assert sum(one.get("/Subtype") == "/Image" for one in _streams(document)) == 1


def _streams(document: pikepdf.Pdf) -> list[pikepdf.Stream]:
    return [one for one in document.objects if isinstance(one, pikepdf.Stream)]


def test_a_book_is_an_export_like_others_and_begins_anew_where_its_worker_died(
    database: Database,
    blobs: ShutStore,
    family: Family,
    exporting: Exporting,
    jobs: RecordingQueue,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add_picture(database, blobs, family.chest_id, caption="In the garden \U000f0000")
    ask = exporting.manager.begin
    small = ask(family.viewer, family.chest_id, ExportFormat.book)
    assert ask(family.viewer, family.chest_id, ExportFormat.book).id == small.id
    other = ask(
        family.viewer, family.chest_id, ExportFormat.book, book=BookOrder(paper=Paper.letter)
    )
    assert [subject for _, subject in jobs.jobs] == [small.id, other.id]
    put = blobs.put

    def die(*args: Any, **more: Any) -> Any:
        put(*args, **more)
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(blobs, "put", die)
        with pytest.raises(KeyboardInterrupt):
            exporting.manager.open_job().pack(small.id)
    exporting.manager.open_job().pack(small.id)
    exporting.manager.open_job().pack(small.id)
    made = exporting.manager.get(family.viewer, small.id)
    assert (made.state, made.done) == (ExportState.ready, 1)
    assert "1 sign could not be printed" in (made.reason or "")
    file = exporting.manager.open_file(family.viewer, small.id)
    assert file.media_type == "application/pdf"
    assert file.name.endswith(" book.pdf")
    prefix = f"v1/{family.chest_id}/x/{small.id.hex}-"
    assert list(blobs.iter_keys(prefix)) == [key for key, _ in file.pieces]
    assert "In the garden" in read_words(
        exporting.fetch(family.viewer, small.id, tmp_path / "book.pdf")
    )


def test_a_book_that_cannot_be_set_fails_with_what_to_do(
    database: Database, family: Family, exporting: Exporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = exporting.manager.begin(family.viewer, family.chest_id, ExportFormat.book)
    job = exporting.manager.open_job()
    hasty = partial(Typesetter, seconds=0.0)
    monkeypatch.setattr("chest.exports.book.making.Typesetter", hasty)
    with pytest.raises(NotSet):
        job.pack(begun.id)
    job.run(begun.id, lambda _name, work: work())
    with database.read() as session:
        failed = session.get_one(Export, begun.id)
    assert failed.state is ExportState.failed
    assert failed.reason
    assert "Choose fewer albums" in failed.reason


def test_many_pictures_have_fewer_dots_so_that_they_fit_the_memory() -> None:
    shot = Shot("a.jpg", Picture("key", 3000, 2000), edge=1500)
    layout = Layout(shots={f"{n}.jpg": replace(shot, file=f"{n}.jpg") for n in range(400)})
    layout.thin(100_000_000)
    pixels = sum(one.edge * one.edge * 2 // 3 for one in layout.shots.values())
    assert 95_000_000 < pixels <= 100_000_000
    few = Layout(shots={"a.jpg": shot})
    few.thin(100_000_000)
    assert few.shots["a.jpg"] == shot
