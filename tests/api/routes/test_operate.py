"""What operators ask of the installation, over HTTP."""

from __future__ import annotations

from pathlib import Path

from chest.models import Role
from tests.api.conftest import House
from tests.api.test_surface import is_problem


def test_an_operator_is_told_of_backups_and_nobody_else(house: House, tmp_path: Path) -> None:
    before = house.keeper.get("/api/operate/backups").json()
    assert (before["scheduled"], before["last"], before["is_old"]) == (False, None, True)
    made, _ = house.library.backups.make(str(tmp_path / "place"))
    house.library.backups.rehearse(str(tmp_path / "place"))
    told = house.keeper.get("/api/operate/backups").json()
    assert told["last"]["snapshot"] == made.head.id
    assert told["last"]["at"].endswith("Z")
    assert (told["drill"]["ok"], told["drill"]["read"], told["is_old"]) == (True, True, False)
    others = [(house.join(Role.curator), 404), (house.stranger(), 404), (house.client(), 401)]
    for client, status in others:
        for path in ("/api/operate/backups", "/api/operate/backups/sheet"):
            assert is_problem(client.get(path), status)


def test_the_sheet_is_a_page_to_print(house: House, tmp_path: Path) -> None:
    place = str(tmp_path / "place")
    house.library.backups.make(place)
    page = house.keeper.get("/api/operate/backups/sheet")
    assert page.headers["content-type"].startswith("text/html")
    assert f"-m chest restore &#x27;{place}&#x27;" in page.text or place in page.text
    assert "<script" not in page.text
