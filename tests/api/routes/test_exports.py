"""Exports over HTTP: asked for, followed, fetched in ranges, cancelled; nothing through a link."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID, uuid4
from zipfile import ZipFile

import pytest
from pypdfium2 import PdfDocument

from chest.models import ExportFormat, Role
from tests.api.conftest import House
from tests.api.test_surface import is_problem


def test_an_export_is_asked_for_followed_and_fetched(house: House) -> None:
    viewer = house.join(Role.viewer)
    house.keeper.post(f"/api/chests/{house.chest_id}/posts", json={"body": "She sang."})
    exports = f"/api/chests/{house.chest_id}/exports"
    assert viewer.get(f"{exports}/size").json() == {"memories": 1, "bytes": 0, "about": False}
    begun = viewer.post(exports, json={"format": "bagit"})
    assert begun.status_code == 202, begun.text
    told = begun.json()
    assert (told["state"], told["url"], told["memories"]) == ("waiting", None, 1)
    again = viewer.post(exports, json={"format": "bagit"})
    assert again.json()["id"] == told["id"]
    one = f"/api/exports/{told['id']}"
    assert is_problem(viewer.get(f"{one}/file"), 409)
    house.library.exports.open_job().pack(UUID(told["id"]))
    ready = viewer.get(one).json()
    assert (ready["state"], ready["url"], ready["done"]) == ("ready", f"{one}/file", 1)
    assert ready["expires_at"]
    assert viewer.get(exports).json()["items"] == [ready]
    file = viewer.get(ready["url"])
    assert file.headers["content-type"] == "application/zip"
    assert int(file.headers["content-length"]) == len(file.content) == ready["size"]
    assert "attachment" in file.headers["content-disposition"]
    with ZipFile(BytesIO(file.content)) as archive:
        assert archive.testzip() is None
        assert any(name.endswith("She sang.txt") for name in archive.namelist())
    part = viewer.get(ready["url"], headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, file.content[10:20])
    beyond = viewer.get(ready["url"], headers={"Range": f"bytes={ready['size']}-"})
    assert beyond.status_code == 416
    assert is_problem(house.keeper.get(one), 404)
    assert is_problem(house.keeper.get(ready["url"]), 404)
    assert viewer.delete(one).json()["state"] == "cancelled"
    assert is_problem(viewer.get(ready["url"]), 409)


def test_a_link_and_a_stranger_take_nothing_out(house: House) -> None:
    linked, _ = house.contributor()
    stranger = house.stranger()
    exports = f"/api/chests/{house.chest_id}/exports"
    for client, status in ((linked, 401), (stranger, 404), (house.client(), 401)):
        assert is_problem(client.post(exports, json={"format": "folder"}), status)
        assert is_problem(client.get(exports), status)
        assert is_problem(client.get(f"{exports}/size"), status)
    assert is_problem(house.keeper.post(exports, json={"format": "tar"}), 422)


def test_the_same_request_sent_twice_is_one_export(house: House) -> None:
    exports = f"/api/chests/{house.chest_id}/exports"
    key = {"Idempotency-Key": "once"}
    first = house.keeper.post(exports, json={"format": "folder"}, headers=key).json()
    house.library.exports.cancel(house.keeper_viewer, UUID(first["id"]))
    second = house.keeper.post(exports, json={"format": "folder"}, headers=key).json()
    assert (second["id"], second["state"]) == (first["id"], "cancelled")
    assert first["format"] == ExportFormat.folder.value


def test_pages_and_ones_own_part_are_asked_for_too(house: House) -> None:
    member = house.join(Role.member)
    house.keeper.post(f"/api/chests/{house.chest_id}/posts", json={"body": "She sang."})
    member.post(f"/api/chests/{house.chest_id}/posts", json={"body": "He danced."})
    exports = f"/api/chests/{house.chest_id}/exports"
    sizes = {
        form: member.get(f"{exports}/size", params={"format": form}).json()["memories"]
        for form in ("site", "takeout")
    }
    assert sizes == {"site": 2, "takeout": 1}
    found = {}
    for form in sizes:
        begun = member.post(exports, json={"format": form}).json()
        house.library.exports.open_job().pack(UUID(begun["id"]))
        file = member.get(member.get(f"/api/exports/{begun['id']}").json()["url"])
        with ZipFile(BytesIO(file.content)) as archive:
            found[form] = {name.partition("/")[2] for name in archive.namelist()}
    assert {"index.html", "find.html", "style.css"} <= found["site"]
    assert {"account.json", "given/undated/He danced.txt"} <= found["takeout"]
    assert "given/undated/She sang.txt" not in found["takeout"]


def test_a_book_is_measured_asked_for_on_its_paper_and_fetched_as_a_pdf(house: House) -> None:
    viewer = house.join(Role.viewer)
    house.keeper.post(f"/api/chests/{house.chest_id}/posts", json={"body": "She sang."})
    exports = f"/api/chests/{house.chest_id}/exports"
    size = viewer.get(f"{exports}/book-size", params={"paper": "a4"}).json()
    assert (size["pictures"], size["pages"] > 0, size["bytes"] > 0) == (0, True, True)
    assert is_problem(house.stranger().get(f"{exports}/book-size"), 404)
    assert is_problem(viewer.post(exports, json={"format": "book", "paper": "a6"}), 422)
    many = [str(uuid4()) for _ in range(51)]
    assert is_problem(viewer.post(exports, json={"format": "book", "albums": many}), 422)
    begun = viewer.post(exports, json={"format": "book", "paper": "letter"}).json()
    assert begun["name"].endswith(" book.pdf")
    house.library.exports.open_job().pack(UUID(begun["id"]))
    ready = viewer.get(f"/api/exports/{begun['id']}").json()
    assert ready["state"] == "ready"
    file = viewer.get(ready["url"])
    assert file.headers["content-type"] == "application/pdf"
    assert len(file.content) == ready["size"]
    assert PdfDocument(file.content)[0].get_width() == pytest.approx(215.9 / 25.4 * 72, abs=0.1)
