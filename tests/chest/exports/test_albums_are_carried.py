"""Albums are taken out as whoever asked sees them, and are the same when they are brought in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest
from sqlmodel import select

from chest.access.viewers import AccountViewer, Viewer
from chest.albums.manager import AlbumManager
from chest.database import Database
from chest.errors import Invalid, NotFound
from chest.exports.bags import Bag
from chest.library import Library, open_library
from chest.models import Album, Audience, ExportFormat
from chest.settings import Settings
from tests.arrivals import ShutStore
from tests.builders import Family, account_of
from tests.chest.exports.conftest import Exporting, add_file


def read(path: Path, name: str) -> Any:
    """A file of an archive as it is; None where it is not there."""
    with ZipFile(path) as file:
        (found,) = [one for one in file.namelist() if one.endswith(name)] or [None]
        return file.read(found).decode() if found else None


@pytest.fixture
def albums(database: Database) -> AlbumManager:
    return AlbumManager(database=database)


def test_everybody_takes_out_the_albums_that_they_see_with_what_they_see_of_them(
    database: Database, albums: AlbumManager, exporting: Exporting, blobs: ShutStore,
    family: Family, tmp_path: Path,
) -> None:  # fmt: skip
    def add(name: str, **fields: object) -> UUID:
        return add_file(database, blobs, family.chest_id, name.encode(), caption=name, **fields)

    one, two = add("one"), add("two")
    keepers = add("for keepers", audience=Audience.keepers)
    mine = add("the keeper's", audience=Audience.only_me, added_by=account_of(family.keeper))
    hers = add("the member's", audience=Audience.only_me, added_by=account_of(family.member))

    def make(viewer: Viewer, name: str, audience: Audience, *which: UUID) -> UUID:
        return albums.create(viewer, family.chest_id, name=name, audience=audience, which=which).id

    make(family.keeper, "By the sea", Audience.family, two, mine, keepers, one)
    make(family.keeper, "Of keepers", Audience.keepers, one)
    make(family.keeper, "Unseen", Audience.family, keepers)
    make(family.keeper, "My own", Audience.only_me, mine, one)
    make(family.member, "Her own", Audience.only_me, hers)
    gone = make(family.keeper, "Deleted", Audience.family, one)
    albums.delete(family.keeper, gone)
    captions = {one: "one", two: "two", keepers: "for keepers", mine: "the keeper's",
                hers: "the member's"}  # fmt: skip
    sees = {
        family.keeper: {
            "By the sea": [two, mine, keepers, one],
            "Of keepers": [one],
            "Unseen": [keepers],
            "My own": [mine, one],
        },
        family.curator: {"By the sea": [two, one]},
        family.member: {"By the sea": [two, one], "Her own": [hers]},
        family.viewer: {"By the sea": [two, one]},
    }
    everything = {"By the sea", "Of keepers", "Unseen", "My own", "Her own", "Deleted"}
    for number, (viewer, expected) in enumerate(sees.items()):
        made = exporting.take(viewer, family.chest_id)
        path = exporting.fetch(viewer, made.id, tmp_path / f"{number}.zip")
        told = json.loads(read(path, "data/albums.json"))
        assert {
            album["name"]: [UUID(memory["id"]) for memory in album["memories"]] for album in told
        } == expected
        for album in told:
            for memory in album["memories"]:
                assert captions[UUID(memory["id"])] in memory["file"]
                assert read(path, f"data/{memory['file']}") is not None
        with ZipFile(path) as file:
            whole = b"".join(file.read(name) for name in file.namelist())
        for name in everything - set(expected):
            assert name.encode() not in whole, (number, name)
        for memory in set(captions) - {m for held in expected.values() for m in held} - {one, two}:
            assert str(memory).encode() not in whole

        made = exporting.take(viewer, family.chest_id, ExportFormat.folder)
        path = exporting.fetch(viewer, made.id, tmp_path / f"{number} folder.zip")
        listed = read(path, "albums.txt")
        assert all(name in listed for name in expected)
        assert not any(name in listed for name in everything - set(expected))
        order = [listed.index(f"{captions[m]}.jpg") for m in (expected["By the sea"])]
        assert order == sorted(order)


def test_without_albums_there_is_no_file_of_them(
    exporting: Exporting, filled: Family, tmp_path: Path
) -> None:
    for format in (ExportFormat.bagit, ExportFormat.folder):
        made = exporting.take(filled.keeper, filled.chest_id, format)
        path = exporting.fetch(filled.keeper, made.id, tmp_path / format.value)
        with ZipFile(path) as file:
            assert not [name for name in file.namelist() if "albums" in name]


# ---- brought in ----


def sign_up(library: Library, name: str) -> AccountViewer:
    account = library.accounts.sign_up(
        email=f"{name}@example.org",
        password="a short sentence",
        name=name,
        setup_code=library.accounts.setup_code,
    )
    return AccountViewer(account_id=account.id)


@pytest.fixture
def here(tmp_path: Path, sqlite_template: Path) -> Iterator[Library]:
    data = tmp_path / "here"
    data.mkdir()
    (data / "chest.db").write_bytes(sqlite_template.read_bytes())
    library = open_library(Settings(_env_file=None, data_dir=data))
    yield library
    library.close()


@pytest.fixture
def there(database_url: str, tmp_path: Path) -> Iterator[Library]:
    library = open_library(
        Settings(
            _env_file=None, data_dir=tmp_path / "there", database_url=database_url,
            secret_key="k" * 40,
        )
    )  # fmt: skip
    yield library
    library.close()


def take_out(library: Library, viewer: Viewer, chest_id: UUID, to: Path) -> Path:
    return Exporting(library.exports).fetch(
        viewer, Exporting(library.exports).take(viewer, chest_id).id, to
    )


def test_brought_in_they_hold_the_same_in_the_same_order_and_ones_own_is_ones_own(
    here: Library, there: Library, tmp_path: Path
) -> None:
    ana = sign_up(here, "Ana")
    chest_id = here.chests.create(ana, name="Rosa Almeida").id
    notes = [here.assets.add_note(ana, chest_id, body=f"Note {number}").id for number in range(4)]
    made = here.assets.add_note(ana, chest_id, body="For me alone")
    mine = here.assets.edit(
        ana, made.id, version=made.version, changes={"audience": Audience.only_me}
    ).id
    order = [notes[2], notes[0], notes[3], notes[1]]
    sea = here.albums.create(
        ana, chest_id, name="By the sea", description="Words", audience=Audience.keepers,
        which=order,
    )  # fmt: skip
    here.albums.edit(ana, sea.id, {"cover": notes[3]}, version=None)
    own = here.albums.create(
        ana, chest_id, name="Mine", audience=Audience.only_me, which=[mine, notes[0]]
    )
    bag = take_out(here, ana, chest_id, tmp_path / "rosa.zip")
    ines = sign_up(there, "Inês")
    for _time in range(2):
        with Bag(bag) as opened:
            there.exports.bring_in(ines, opened, tell=lambda *_: None)
    for album_id, held in {sea.id: order, own.id: [mine, notes[0]]}.items():
        found, was = there.albums.get(ines, album_id), here.albums.get(ana, album_id)
        for name in ("name", "description", "audience", "cover_id", "count", "created_at"):
            assert getattr(found, name) == getattr(was, name), name
        page = there.albums.list_memories(ines, album_id)
        assert [card.id for card in page.items] == held
    assert there.assets.get(ines, mine).audience is Audience.only_me
    # Whoever joins sees neither what is for keepers nor what is for one alone.
    with there.database.read() as session:
        made_by = dict(session.exec(select(Album.name, Album.made_by)).all())
    assert made_by == {"By the sea": ana.account_id, "Mine": ines.account_id}
    with pytest.raises(NotFound):
        there.albums.get(ana, own.id)


def test_albums_of_something_else_are_refused(
    here: Library, there: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = sign_up(here, "Ana")
    chest_id = here.chests.create(ana, name="Rosa Almeida").id
    note = here.assets.add_note(ana, chest_id, body="A note").id
    here.albums.create(ana, chest_id, name="By the sea", which=[note])
    bag = take_out(here, ana, chest_id, tmp_path / "rosa.zip")
    ines = sign_up(there, "Inês")
    read_text = Bag.read_text

    def changed(bag: Bag, path: str) -> str:
        text = read_text(bag, path)
        if path != "data/chest.json":
            return text
        told = json.loads(text)
        told["rows"]["album_item"][0]["asset_id"] = str(chest_id)
        return json.dumps(told)

    monkeypatch.setattr(Bag, "read_text", changed)
    with Bag(bag) as opened, pytest.raises(Invalid, match=r"chest\.json"):
        there.exports.bring_in(ines, opened, tell=lambda *_: None)
