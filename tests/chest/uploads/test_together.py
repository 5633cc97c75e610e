"""What belongs together comes together, whichever way it comes in: a folder on this computer, files
sent one after the other, an archive."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from uuid import UUID

import pytest

from ai.media import Decoder
from chest.assets.manager import AssetManager
from chest.database import Database
from chest.ingest.job import Ingest
from chest.ingest.unpacking import Unpack
from chest.models import DateOrigin
from chest.settings import Settings
from chest.uploads.archives import ArchiveManager
from chest.uploads.beside import gather
from chest.uploads.folders import FolderImport, iter_files
from chest.uploads.manager import UploadManager
from chest.uploads.offers import FileOffer
from tests.arrivals import ShutStore, get_asset, once
from tests.builders import Family, RecordingQueue
from tests.chest.uploads.sending import make_manager, send
from tests.media import moments

MARK = "5D9AE6B7-1F2C-4C8B-9C1E-0A3B5C7D9E1F"
GOOGLE = {
    "photoTakenTime": {"timestamp": "82814400"},
    "geoData": {"latitude": 38.7223, "longitude": -9.1393},
    "description": "Beach with Rosa",
    "people": [{"name": "Rosa Almeida"}],
}
CHAT = "13.04.19, 18:02 - João: IMG-20190413-WA0003.jpg (Datei angehängt)\nThe harbour today\n"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, bytes]:
    return {
        "IMG_0042.JPG": moments.still(taken="2019:03:21 11:04:22", content_id=MARK),
        "IMG_0042.MOV": moments.film(tmp_path, content_id=MARK, taken="2019-03-21T11:04:21+0000"),
        "IMG-20190413-WA0003.jpg": moments.still(shade=30),
        "WhatsApp-Chat mit João.txt": CHAT.encode(),
        "photo(1).jpg": moments.still(shade=60),
        "photo.jpg(1).json": json.dumps(GOOGLE).encode(),
    }


class House:
    def __init__(
        self, database: Database, blobs: ShutStore, decoder: Decoder, family: Family
    ) -> None:
        jobs = RecordingQueue()
        self.database, self.family = database, family
        self.uploads: UploadManager = make_manager(database, blobs, jobs, keep_free_bytes=0)
        self.ingest = Ingest(database=database, blobs=blobs, decoder=decoder)
        self.archives = ArchiveManager(
            database=database,
            blobs=blobs,
            jobs=jobs,
            settings=Settings(_env_file=None, keep_free_bytes=0),
        )
        self.unpack = Unpack(database=database, blobs=blobs, decoder=decoder, taker=self.archives)

    def send(self, name: str, data: bytes) -> UUID:
        ticket = self.uploads.begin(
            self.family.keeper,
            FileOffer(name=name, size=len(data)),
            chest_id=self.family.chest_id,
        )
        send(self.uploads, self.family.keeper, ticket, data)
        self.uploads.complete(self.family.keeper, ticket.id)
        return ticket.asset_id

    def add_folder(self, folder: Path) -> None:
        brought = FolderImport(
            database=self.database,
            uploads=self.uploads,
            viewer=self.family.keeper,
            chest_id=self.family.chest_id,
        )
        gathered = gather(iter_files([folder], tell=lambda _: None))
        for path in gathered.files:
            brought.add(path, beside=gathered.beside.get(path))

    def understand(self) -> None:
        for _ in range(4):
            for asset_id in self.ingest.list_unfinished():
                self.ingest.run(asset_id, once)
        assert self.ingest.list_unfinished() == []


@pytest.mark.parametrize("way", ["folder", "one by one", "backwards", "archive"])
def test_what_belongs_together_is_one_memory_by_every_way(
    database: Database,
    blobs: ShutStore,
    decoder: Decoder,
    family: Family,
    assets: AssetManager,
    files: dict[str, bytes],
    tmp_path: Path,
    way: str,
) -> None:
    house = House(database, blobs, decoder, family)
    if way == "folder":
        folder = tmp_path / "Given"
        folder.mkdir()
        for name, data in files.items():
            (folder / name).write_bytes(data)
        house.add_folder(folder)
    elif way == "archive":
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, data in files.items():
                archive.writestr(f"Takeout/Given/{name}", data)
        archive_id = house.send("takeout.zip", packed.getvalue())
        house.understand()
        house.archives.unpack([family.keeper], archive_id)
        house.unpack.run(archive_id, once)
    else:
        for name in sorted(files, reverse=way == "backwards"):
            house.send(name, files[name])
            house.understand()
    house.understand()
    listed = assets.list_page(family.keeper, family.chest_id).items
    by_name = {card.original_name: get_asset(database, card.id) for card in listed}
    assert set(by_name) == {
        *("IMG_0042.JPG", "IMG-20190413-WA0003.jpg"),
        *("WhatsApp-Chat mit João.txt", "photo(1).jpg"),
    }
    assert sum(assets.counts(family.keeper, family.chest_id).values()) == 4
    assert by_name["IMG_0042.JPG"].moment
    sent = by_name["IMG-20190413-WA0003.jpg"]
    assert (sent.caption, sent.sender) == ("The harbour today", "João")
    photo = by_name["photo(1).jpg"]
    assert (photo.caption, photo.latitude) == ("Beach with Rosa", 38.7223)
    assert (photo.who, photo.who_source) == ("Rosa Almeida", DateOrigin.imported)
    assert (photo.taken or "").startswith("1972-08-16")
