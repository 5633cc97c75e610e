"""An archive and a folder of Google's come into a chest, by a keeper and through a link."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.app_server import AppServer, wait_for_setup
from tests.browser.families import Family, give_consent, go_on_to_the_files
from tests.browser.screens import PHONE, Album, person, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]

TOLD = {
    "photoTakenTime": {"timestamp": "-170000000"},
    "description": "Rosa's flowers",
    "geoData": {"latitude": 38.52, "longitude": -8.88},
}


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Family]:
    app = AppServer(tmp_path_factory.mktemp("unpacking") / "data").start()
    keeper = wait_for_setup(app)
    clients = [keeper]
    yield Family(app, keeper, "Rosa Almeida", clients=clients)
    for client in clients:
        client.close()
    app.stop()


def takeout(folder: Path, media: Path) -> Path:
    album = folder / "Photos from 1964"
    album.mkdir(parents=True)
    (album / "allium.jpg").write_bytes((media / "allium.jpg").read_bytes())
    (album / "allium.jpg.supplemental-metada.json").write_text(json.dumps(TOLD))
    (album / "IMG_1.AAE").write_text("<plist/>")
    return album


def packed(folder: Path, *, beside: dict[str, bytes]) -> Path:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, f"Takeout/{folder.name}/{path.name}")
        for name, data in beside.items():
            archive.writestr(name, data)
    made = folder.parent / "takeout.zip"
    made.write_bytes(file.getvalue())
    return made


def test_a_folder_of_google_s_brings_its_dates_and_words_along(
    chromium: Browser, family: Family, media: Path, tmp_path: Path
) -> None:
    keeper = family.at_the_desk(chromium)
    keeper.visit(f"/add?chest={family.chest_id}")
    album = takeout(tmp_path, media)
    keeper.page.locator('input[data-part="directory"]').set_input_files(album)
    expect(keeper.page.locator('[data-part="status"]').first).to_contain_text(
        "One file chosen. One file with its picture's date or words taken along. "
        "One system file left out."
    )
    expect(keeper.row_of("allium.jpg").locator(".state")).to_have_text("Added", timeout=60_000)
    listed = family.ask("GET", f"/api/chests/{family.chest_id}/assets")["items"]
    [flowers] = [item for item in listed if item["original_name"] == "allium.jpg"]
    assert flowers["caption"] == "Rosa's flowers"
    assert (flowers["taken"]["edtf"], flowers["taken"]["source"]) == (
        "1964-08-12T09:46:40",
        "import",
    )
    assert (flowers["latitude"], flowers["longitude"]) == (38.52, -8.88)
    assert not [item for item in listed if item["original_name"].endswith(".json")]
    keeper.context.close()


def test_an_archive_is_unpacked_when_somebody_says_so(
    chromium: Browser, family: Family, media: Path, tmp_path: Path, album: Album
) -> None:
    keeper = family.at_the_desk(chromium)
    keeper.visit(f"/add?chest={family.chest_id}")
    mountains = (media / "mountains.webp").read_bytes()
    archive = packed(takeout(tmp_path, media), beside={"mountains.webp": mountains})
    before = family.memories()
    keeper.choose_files(archive)
    keeper.sees("This is an archive with 3 files. Unpack it into the chest?")
    album.keep(keeper.page, "archive-offered")
    keeper.press("Unpack it")
    row = keeper.row_of("takeout.zip")
    expect(row.locator(".archive p")).to_have_text(
        "Unpacked: 1 added, 1 already there, 1 with a picture's date or words taken along. "
        "The archive itself is put away; for 30 days it can be brought back.",
        timeout=60_000,
    )
    album.keep(keeper.page, "archive-unpacked")
    wait_until(keeper.page, lambda: len(family.memories() - before) == 1)
    keeper.context.close()


def test_what_a_relative_unpacks_is_a_part_of_what_they_send(
    chromium: Browser, family: Family, media: Path, tmp_path: Path
) -> None:
    _, link = family.make_link()
    relative = person(chromium, family.app.url, PHONE)
    give_consent(relative, link, family.name)
    go_on_to_the_files(relative)
    archive = packed(takeout(tmp_path, media), beside={"letter.txt": b"My dear Rosa"})
    relative.choose_files(archive)
    relative.sees("This is an archive with 3 files. Unpack it into the chest?")
    relative.press("Unpack it")
    expect(relative.row_of("takeout.zip").locator(".archive p")).to_contain_text(
        "Unpacked: 2 added", timeout=60_000
    )
    relative.press("Go on")
    relative.press("Skip all the rest")
    relative.heading("Shall we send this?")
    relative.page.get_by_text("Take something out again").click()
    relative.sees("Take out letter.txt")
    relative.sees("Take out allium.jpg")
    assert relative.page.get_by_text("takeout.zip").count() == 0
    relative.context.close()


def test_an_archive_that_lies_in_the_chest_is_unpacked_from_its_page_and_that_undone(
    chromium: Browser, family: Family, tmp_path: Path, album: Album
) -> None:
    file = tmp_path / "letters of 1964.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("Tomas", "Ines"):
            archive.writestr(f"Setubal 1964/{name}.txt", f"My dear {name}, the boat comes.")
    archive_id = family.add(file)
    before = family.memories()
    keeper = family.at_the_desk(chromium)
    keeper.visit(f"/memory?chest={family.chest_id}&id={archive_id}")
    keeper.sees("2 files")
    album.keep(keeper.page, "archive-of-the-chest", whole=True)
    keeper.press("Unpack it")
    expect(keeper.page.get_by_text("2 memories were made of it.")).to_be_visible(timeout=90_000)
    album.keep(keeper.page, "archive-of-the-chest-unpacked", whole=True)
    made = family.memories() - before
    assert len(made) == 2
    assert {family.asset(one)["taken"]["edtf"] for one in made} == {"1964"}
    assert archive_id not in family.memories()
    keeper.press("Undo the unpacking")
    keeper.press("Bring its memories back")
    keeper.sees("Undo the unpacking")
    assert made <= family.memories()
    assert archive_id in family.memories()
    keeper.context.close()
