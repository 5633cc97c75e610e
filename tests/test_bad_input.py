"""Files that are not what they seem, and uploads that go wrong: each gets a sentence, and what was
sent is kept as it came."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from PIL import Image

from tests.app_server import AppServer, wait_for_setup
from tests.bombs import bomb
from tests.callers import begin, join, reasons, refused, send, sign, understood

pytestmark = pytest.mark.slow

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">'
    b"<script>parent.location='https://example.org'</script></svg>"
)
HTML = b"<!doctype html><html><body><script>alert(document.cookie)</script></body></html>"
LETTER = b"Dear Rosa,\nthe sea is calm today, and the bread is in the oven.\n"


@dataclass
class House:
    """The running application, its keeper, and one chest."""

    server: AppServer
    keeper: httpx.Client
    chest_id: str

    def send(self, data: bytes, name: str, **body: Any) -> dict[str, Any]:
        """A file, sent and understood."""
        sent = send(self.keeper, data, name=name, chest_id=self.chest_id, **body)
        return understood(self.keeper, sent["id"])


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    server = AppServer(tmp_path_factory.mktemp("house") / "data").start()
    with closing(wait_for_setup(server)) as keeper:
        made = keeper.post("/api/chests", json={"name": "Rosa Almeida"}).raise_for_status()
        yield House(server, keeper, made.json()["id"])
    server.stop()


def png() -> bytes:
    file = io.BytesIO()
    Image.effect_mandelbrot((300, 200), (-2, -1, 1, 1), 40).save(file, "PNG")
    return file.getvalue()


def download(house: House, asset: dict[str, Any]) -> httpx.Response:
    """The original, which no browser may run whatever it is."""
    answer = house.keeper.get(asset["urls"]["original"])
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    return answer


# ---- files ----


@pytest.mark.parametrize(
    ("name", "data", "kind", "media_type"),
    [
        ("Rosa at the sea.jpg", LETTER, "document", "text/plain"),
        ("letter.txt", png(), "photo", "image/png"),
        ("film.mp4", sha256(b"noise").digest(), "other", "application/octet-stream"),
    ],
)
def test_a_file_is_taken_for_what_its_bytes_are(
    house: House, name: str, data: bytes, kind: str, media_type: str
) -> None:
    asset = house.send(data, name, media_type="image/jpeg")
    assert (asset["state"], asset["kind"], asset["media_type"]) == ("ready", kind, media_type)
    assert asset["original_name"] == name
    told = house.keeper.get(f"/api/assets/{asset['id']}/progress").raise_for_status().json()
    assert told["version"].startswith("ready:hash=done,type=done")
    assert download(house, asset).content == data


def test_a_truncated_jpeg_is_shown_as_far_as_it_goes_and_says_so(house: House, media: Path) -> None:
    data = (media / "meadow.jpg").read_bytes()
    data = data[: len(data) * 2 // 3]
    asset = house.send(data, "meadow.jpg")
    assert (asset["state"], asset["is_truncated"]) == ("ready", True)
    assert "The end of this picture is missing; what is left is shown. It is kept." in reasons(
        asset
    )
    shown = house.keeper.get(asset["urls"]["preview"]).raise_for_status()
    assert Image.open(io.BytesIO(shown.content)).size[0] > 500
    assert download(house, asset).content == data


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("poster.png", bomb(), "too large to open here. It is kept"),
        ("holiday.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(500), "It is kept"),
    ],
    ids=["bomb", "rubble"],
)
def test_a_picture_that_cannot_be_opened_is_kept_and_named(
    house: House, name: str, data: bytes, sentence: str
) -> None:
    asset = house.send(data, name)
    assert asset["state"] == "failed"
    assert sentence in reasons(asset), asset["steps"]
    assert set(filter(asset["urls"].get, asset["urls"])) == {"original"}
    assert download(house, asset).content == data


def test_an_empty_file_is_refused_in_a_sentence_and_makes_no_memory(house: House) -> None:
    body = {"chest_id": str(house.chest_id), "name": "nothing.jpg", "size": 0}
    answer = house.keeper.post("/api/uploads", json=body)
    assert answer.status_code == 422
    assert answer.json()["detail"] == "This file is empty: nothing of it could be kept."
    listed = house.keeper.get(f"/api/chests/{house.chest_id}/assets").json()["items"]
    assert "nothing.jpg" not in {item["original_name"] for item in listed}


@pytest.mark.parametrize(
    ("name", "data"),
    [("page.html", HTML), ("page.txt", HTML)],
)
def test_a_file_with_a_script_is_kept_and_no_browser_is_told_to_run_it(
    house: House, name: str, data: bytes
) -> None:
    asset = house.send(data, name)
    assert (asset["state"], asset["kind"]) == ("ready", "other")
    assert set(filter(asset["urls"].get, asset["urls"])) == {"original"}
    answer = download(house, asset)
    assert answer.content == data
    assert answer.headers["content-type"] == "application/octet-stream"


@pytest.mark.parametrize("name", ["drawing.svg", "drawing.jpg"])
def test_of_a_drawing_with_a_script_a_picture_is_shown_and_the_drawing_only_saved(
    house: House, name: str
) -> None:
    asset = house.send(SVG, name)
    assert (asset["state"], asset["kind"]) == ("ready", "photo")
    assert {"original", "thumb", "preview"} == set(filter(asset["urls"].get, asset["urls"]))
    shown = house.keeper.get(asset["urls"]["preview"])
    assert shown.headers["content-type"] in ("image/webp", "image/jpeg", "image/png")
    answer = download(house, asset)
    assert answer.content == SVG
    assert answer.headers["content-type"] == "application/octet-stream"


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../../../etc/passwd", "passwd"),
        ("C:\\Users\\Ana\\Rosa.jpg", "Rosa.jpg"),
        ("..", "unnamed"),
        ("Rosa 🌻 no jardim.txt", "Rosa 🌻 no jardim.txt"),
        ("a" * 300 + ".txt", "a" * 251 + ".txt"),
        ("one\r\nSet-Cookie: a=b\x00\x1b[31m\u202egpj.txt", "oneSet-Cookie: a=b[31mgpj.txt"),
        ('"; filename="evil.html', '"; filename="evil.html'),
    ],
)
def test_a_name_is_only_ever_shown(house: House, sent: str, shown: str) -> None:
    asset = house.send(LETTER, sent)
    assert asset["original_name"] == shown
    answer = download(house, asset)
    assert answer.content == LETTER
    assert "set-cookie" not in answer.headers
    outside = [path.name for path in house.server.data_dir.parent.iterdir()]
    assert sorted(outside) == ["data", "data.log"]
    assert not [path for path in house.server.data_dir.rglob("*") if path.name == shown]


# ---- uploads ----


def test_finishing_too_early_names_what_is_missing_and_stays_open(house: House) -> None:
    data = bytes(range(256)) * 80_000  # three parts
    ticket = begin(house.keeper, data, chest_id=house.chest_id)
    assert ticket["parts"] == 3
    size = ticket["part_size"]
    target = sign(house.keeper, ticket, 2, data[size : 2 * size])
    house.keeper.put(target["url"], content=data[size : 2 * size]).raise_for_status()
    problem = refused(house.keeper.post(f"/api/uploads/{ticket['id']}/complete"), 409)
    assert problem["missing"] == [1, 3]
    assert "have not arrived yet. Send what is missing" in problem["detail"]
    for n in problem["missing"]:
        part = data[(n - 1) * size : n * size]
        target = sign(house.keeper, ticket, n, part)
        house.keeper.put(target["url"], content=part).raise_for_status()
    assert house.keeper.post(f"/api/uploads/{ticket['id']}/complete").status_code == 202
    asset = understood(house.keeper, ticket["asset_id"])
    assert asset["sha256"] == sha256(data).hexdigest()


def test_a_part_with_other_bytes_is_refused_and_can_be_sent_again(house: House) -> None:
    ticket = begin(house.keeper, LETTER, chest_id=house.chest_id)
    target = sign(house.keeper, ticket, 1, LETTER)
    wrong = bytes(len(LETTER))
    for content, words in ((wrong, "damaged"), (LETTER[:-1], "incomplete"), (LETTER * 2, "More")):
        problem = refused(house.keeper.put(target["url"], content=content), 422)
        assert words in problem["detail"]
        assert "send the part again" in problem["detail"]
    status = house.keeper.get(f"/api/uploads/{ticket['id']}").json()
    assert (status["state"], status["done"]) == ("open", [])
    house.keeper.put(target["url"], content=LETTER).raise_for_status()
    assert house.keeper.post(f"/api/uploads/{ticket['id']}/complete").status_code == 202


@pytest.mark.parametrize("n", [0, -1, 2, 10**6, 10**30])
def test_a_part_that_the_file_does_not_have_is_refused(house: House, n: int) -> None:
    ticket = begin(house.keeper, LETTER, chest_id=house.chest_id)
    wanted = [{"n": n, "sha256": sha256(LETTER).hexdigest()}]
    refused(house.keeper.post(f"/api/uploads/{ticket['id']}/parts", json=wanted), 422)
    target = sign(house.keeper, ticket, 1, LETTER)
    url = target["url"].replace("/parts/1?", f"/parts/{n}?")
    refused(house.keeper.put(url, content=LETTER), 404)


def test_a_part_goes_to_nobody_elses_upload(house: House) -> None:
    mine = begin(house.keeper, LETTER, chest_id=house.chest_id)
    with closing(join(house.server, house.keeper, house.chest_id, name="bea")) as other:
        theirs = begin(other, LETTER, chest_id=house.chest_id)
        digest = sha256(LETTER).hexdigest()
        for path in ("parts", "complete"):
            body = [{"n": 1, "sha256": digest}] if path == "parts" else None
            refused(other.post(f"/api/uploads/{mine['id']}/{path}", json=body), 404)
        refused(other.get(f"/api/uploads/{mine['id']}"), 404)
        refused(other.delete(f"/api/uploads/{mine['id']}"), 404)
        target = sign(other, theirs, 1, LETTER)
        moved = target["url"].replace(theirs["id"], mine["id"])
        refused(other.put(moved, content=LETTER), 404)
    assert house.keeper.get(f"/api/uploads/{mine['id']}").json()["done"] == []


@pytest.mark.parametrize("size", [-1, 2**63, 10**30, 2**62, 1.5, "many", None])
def test_a_size_that_no_file_has_is_refused_before_the_first_byte(house: House, size: Any) -> None:
    before = assets(house.keeper, house.chest_id)
    body = {"chest_id": house.chest_id, "name": "a.bin", "size": size}
    refused(house.keeper.post("/api/uploads", json=body), 413 if size == 2**62 else 422)
    assert assets(house.keeper, house.chest_id) == before


def test_a_full_disk_is_said_before_the_first_byte_and_leaves_nothing(tmp_path: Path) -> None:
    env = {"CHEST_KEEP_FREE_BYTES": str(10**18), "CHEST_WORKER": "external"}
    server = AppServer(tmp_path / "data", env=env).start()
    try:
        with closing(wait_for_setup(server)) as keeper:
            made = keeper.post("/api/chests", json={"name": "Rosa Almeida"}).raise_for_status()
            body = {"chest_id": made.json()["id"], "name": "a.jpg", "size": 20 * 1024**3}
            once = {"Idempotency-Key": uuid4().hex}
            for _ in range(2):
                problem = refused(keeper.post("/api/uploads", json=body, headers=once), 507)
            assert "no room left" in problem["detail"]
            assert "is safe" in problem["detail"]
            assert assets(keeper, body["chest_id"]) == []
            # Words need no room worth speaking of.
            note = keeper.post(f"/api/chests/{body['chest_id']}/posts", json={"body": "Still here"})
            assert note.status_code == 201
        assert [path for path in (server.data_dir / "blobs").rglob("*") if path.is_file()] == []
    finally:
        server.stop()


def assets(client: httpx.Client, chest_id: str) -> list[str]:
    """Ids of what is in the chest or on its way there."""
    found = []
    for state in ("", "uploading"):
        wanted = {"limit": 200} | ({"state": state} if state else {})
        answer = client.get(f"/api/chests/{chest_id}/assets", params=wanted).raise_for_status()
        assert answer.json()["next"] is None
        found += [item["id"] for item in answer.json()["items"]]
    return sorted(found)
