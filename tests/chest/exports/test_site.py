"""Pages to look at: whole, quiet, found again by words, and the same however many there are."""

from __future__ import annotations

import sys
import tracemalloc
from pathlib import Path
from subprocess import run

import pytest

from chest.albums.manager import AlbumManager
from chest.database import Database
from chest.exports.manager import ExportManager
from chest.models import (
    Asset,
    AssetState,
    AssetTag,
    Audience,
    Derivative,
    ExportFormat,
    Kind,
    Person,
    PersonInAsset,
    TagBy,
    Transcript,
    TranscriptSegment,
    new_id,
)
from tests.arrivals import ShutStore
from tests.builders import Family, RecordingQueue, add_asset
from tests.chest.exports.conftest import Exporting, add_file
from tests.chest.exports.looking import list_faults, read_pages

HOSTILE = "\"'><script>alert(1)</script><a href=javascript:alert(1) onclick=x>\u202egpj.exe\x1b"


# What this form asks of the database is asked of both kinds where it is seen who sees what.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def unpack(path: Path, to: Path) -> Path:
    run([sys.executable, "-m", "zipfile", "-e", str(path), str(to)], check=True)
    (folder,) = to.iterdir()
    return folder


def take(exporting: Exporting, family: Family, tmp_path: Path) -> Path:
    made = exporting.take(family.keeper, family.chest_id, ExportFormat.site)
    assert made.problems == 0
    return unpack(exporting.fetch(family.keeper, made.id, tmp_path / "zip"), tmp_path / "site")


def name_and_hear(database: Database, family: Family, picture: object, voice: object) -> None:
    with database.write() as session:
        id = new_id()
        session.add(Person(id=id, stands_as=id, chest_id=family.chest_id, name=f"Tom {HOSTILE}"))
        session.flush()
        session.add(PersonInAsset(asset_id=picture, person_id=id))
        session.add(
            AssetTag(asset_id=picture, label="ferry", chest_id=family.chest_id, by=TagBy.person)
        )
        session.add(Transcript(asset_id=voice, language="pt", provider="w", model="b"))
        session.flush()
        session.add(
            TranscriptSegment(
                asset_id=voice, position=0, start=61.5, end=63.0, text="O cão dorme.", speaker="Zé"
            )
        )


def test_every_address_leads_somewhere_and_nothing_that_somebody_wrote_runs(
    database: Database, exporting: Exporting, filled: Family, blobs: ShutStore, tmp_path: Path
) -> None:
    chest = filled.chest_id
    picture = add_file(
        database, blobs, chest, b"p", caption=HOSTILE, place=HOSTILE, original_name="a.jpg"
    )
    voice = add_file(
        database, blobs, chest, b"v", kind=Kind.audio, original_name="v.mp3", caption="Bom dia",
        media_type="audio/mpeg", duration=70.0, taken="1999", taken_sort="1999",
    )  # fmt: skip
    page = add_file(
        database, blobs, chest, b"<script>", kind=Kind.other, original_name="evil.html",
        media_type="text/html", caption=None,
    )  # fmt: skip
    add_asset(
        database, chest, kind=Kind.note, original_name=None, body=HOSTILE, attached_to=picture
    )
    name_and_hear(database, filled, picture, voice)
    blobs.put("thumb", [b"small"])
    thumb = Derivative(
        asset_id=picture, kind="thumb", storage_key="thumb", media_type="image/jpeg", bytes=5
    )
    with database.write() as session:
        session.add(thumb)
    albums = AlbumManager(database=database)
    albums.create(filled.keeper, chest, name=HOSTILE[:100], which=[picture])
    site = take(exporting, filled, tmp_path)
    pages = read_pages(site)
    assert list_faults(site, pages) == []
    for name, one in pages.items():
        html = (site / name).read_text("utf-8")
        assert "Content-Security-Policy" in html
        assert "default-src 'none'" in html.replace("&#x27;", "'")
        assert "\u202e" not in html
        assert one.tags >= {"main", "nav", "h1", "title"}
    own = pages[f"memories/{picture.hex[-2:]}/{picture.hex}.html"]
    assert "<script>alert(1)</script>" in own.words
    heard = pages[f"memories/{voice.hex[-2:]}/{voice.hex}.html"]
    assert any(one.endswith("v.mp3#t=61.5") or "#t=61.5" in one for one in heard.addresses)
    assert "Zé: O cão dorme." in heard.words.replace(" :", ":")
    # A file that a browser would run is there, and no link opens it.
    assert list(site.glob("originals/*/*.html*"))
    other = pages[f"memories/{page.hex[-2:]}/{page.hex}.html"]
    assert not [one for one in other.addresses if "originals" in one]
    sums = run(["sha256sum", "--check", "--strict", "--quiet", "sha256sums.txt"], cwd=site)
    assert sums.returncode == 0


def test_words_names_years_places_and_things_lead_to_the_memory(
    database: Database, exporting: Exporting, filled: Family, blobs: ShutStore, tmp_path: Path
) -> None:
    voice = add_file(
        database, blobs, filled.chest_id, b"v", kind=Kind.audio, original_name="v.mp3",
        media_type="audio/mpeg", caption="Manhã", place="São João", taken_sort="1999",
    )  # fmt: skip
    name_and_hear(database, filled, voice, voice)
    site = take(exporting, filled, tmp_path)
    pages = read_pages(site)
    address = f"../memories/{voice.hex[-2:]}/{voice.hex}.html"
    leading = {name for name, page in pages.items() if address in page.addresses}
    words = {name: page.words for name, page in pages.items() if name.startswith("find/words")}
    for word in ("manhã", "cão", "dorme", "joão"):  # as it is written, under its plain letter
        assert any(word in words[name] for name in leading & set(words)), word
    assert "são joão" in pages["find/places.html"].words.lower()
    assert {"find/places.html", "find/things.html", "find/everything.html"} <= leading
    assert any(name.startswith("people/") for name in leading)
    door = pages["find.html"]
    assert {"find/everything.html", "years/1964.html", "find/places.html"} <= set(door.addresses)
    assert " C " in f" {door.words} "


def test_long_lists_are_cut_into_pages_and_a_word_that_is_everywhere_says_how_many_more(
    database: Database,
    exporting: Exporting,
    filled: Family,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("chest.exports.site.tiles.PER_PAGE", 2)
    monkeypatch.setattr("chest.exports.site.finding.MOST_LINKS", 3)
    monkeypatch.setattr("chest.exports.site.finding.LINES_A_PAGE", 2)
    monkeypatch.setattr("chest.exports.site.finding.LINKS_A_PAGE", 3)
    site = take(exporting, filled, tmp_path)
    pages = read_pages(site)
    assert list_faults(site, pages) == []
    years = [name for name in pages if name.startswith("years/")]
    assert years == ["years/1964-2.html", "years/1964-3.html", "years/1964.html"]
    shown = [one for name in years for one in pages[name].ids if one.startswith("m")]
    assert len(set(shown) - {"main"}) == 5
    assert any("and 2 more" in page.words for page in pages.values())
    assert {"find/everything.html", "find/everything-3.html"} <= set(pages)


def test_it_says_what_is_not_for_everybody_and_speaks_the_language_of_the_chest(
    database: Database, exporting: Exporting, filled: Family, blobs: ShutStore, tmp_path: Path
) -> None:
    closed = add_file(
        database, blobs, filled.chest_id, b"k", audience=Audience.keepers, caption="Quiet"
    )
    site = take(exporting, filled, tmp_path)
    pages = read_pages(site)
    assert "1 of them is not for everybody" in pages["about.html"].words
    own = pages[f"memories/{closed.hex[-2:]}/{closed.hex}.html"]
    assert "only its keepers" in own.words
    assert '<html lang="en" dir="ltr">' in (site / "index.html").read_text("utf-8")


def test_a_site_is_gone_on_with_and_has_each_memory_once(
    exporting: Exporting,
    filled: Family,
    blobs: ShutStore,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("chest.exports.job.PIECE_MEMORIES", 2)
    begun = exporting.manager.begin(filled.keeper, filled.chest_id, ExportFormat.site)
    real, written = blobs.put, 0

    def put(key: str, chunks: object) -> object:
        nonlocal written
        written += 1
        if written == 3:
            raise OSError("the power is gone")
        return real(key, chunks)  # type: ignore[arg-type]  # passed on as it came

    with monkeypatch.context() as patch:
        patch.setattr(blobs, "put", put)
        with pytest.raises(OSError, match="power"):
            exporting.manager.open_job().pack(begun.id)
    exporting.manager.open_job().pack(begun.id)
    made = exporting.manager.get(filled.keeper, begun.id)
    assert (made.done, made.problems) == (5, 0)
    path = exporting.fetch(filled.keeper, begun.id, tmp_path / "zip")
    site = unpack(path, tmp_path / "site")
    assert list_faults(site, read_pages(site)) == []
    assert len(list(site.glob("memories/*/*.html"))) == 5


def test_many_pages_need_little_more_memory_than_a_few(
    database: Database, manager: ExportManager, family: Family, jobs: RecordingQueue
) -> None:
    def add(number: int) -> None:
        with database.write() as session:
            session.add_all(
                Asset(
                    chest_id=family.chest_id,
                    kind=Kind.note,
                    state=AssetState.ready,
                    taken_sort="9999-12-31",
                    body=f"Words of {n} and some more of them, said to nobody",
                )
                for n in range(number)
            )

    def peak() -> int:
        begun = manager.begin(family.keeper, family.chest_id, ExportFormat.site)
        tracemalloc.start()
        manager.open_job().pack(begun.id)
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        manager.cancel(family.keeper, begun.id)
        return used

    add(150)
    few = peak()
    add(600)
    assert peak() < few + 10 * 1024**2
