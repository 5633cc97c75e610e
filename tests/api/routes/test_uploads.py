"""The upload protocol as a phone or a browser speaks it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select

from ai.media import Decoder
from chest.ingest.job import Ingest
from chest.ingest.unpacking import Unpack
from chest.models import Asset, Role, Upload
from tests.api.conftest import House
from tests.arrivals import once
from tests.builders import add_member


def test_a_photograph_arrives_resumed_and_is_answered_as_processing(
    house: House, media: Path
) -> None:
    data = (media / "harbour.jpg").read_bytes()
    begun = house.keeper.post(
        "/api/uploads",
        json={
            "chest_id": str(house.chest_id),
            "name": "harbour.jpg",
            "size": len(data),
            "media_type": "image/jpeg",
            "sha256": sha256(data).hexdigest(),
            "caption": "The harbour",
            "taken": "1964-07",
            "who": " Rosa and  Tom ",
            "place": "Nagasaki",
        },
    )
    assert begun.status_code == 201
    ticket = begun.json()
    assert set(ticket) == {"id", "asset_id", "part_size", "parts"}
    path = f"/api/uploads/{ticket['id']}"
    status = house.keeper.get(path).json()
    assert (status["state"], status["done"], status["size"]) == ("open", [], len(data))

    early = house.keeper.post(f"{path}/complete")
    assert early.status_code == 409
    assert early.headers["content-type"] == "application/problem+json"
    assert early.json()["missing"] == [1]

    (target,) = house.keeper.post(
        f"{path}/parts", json=[{"n": 1, "sha256": sha256(data).hexdigest()}]
    ).json()
    assert set(target) == {"n", "method", "url", "headers", "expires_at"}
    assert target["url"].startswith(f"{path}/parts/1?e=")
    # The address alone is the right to send: no cookie, no token.
    assert house.client().put(target["url"], content=data).status_code == 200
    assert house.keeper.get(path).json()["done"] == [1]

    for _ in range(2):
        done = house.keeper.post(f"{path}/complete")
        assert done.status_code == 202
        asset = done.json()
        assert (asset["id"], asset["state"]) == (ticket["asset_id"], "processing")
    assert (asset["caption"], asset["taken"]["edtf"]) == ("The harbour", "1964-07")
    assert (asset["who"], asset["place"]) == ("Rosa and  Tom", "Nagasaki")
    assert (asset["bytes"], asset["kind"]) == (len(data), "photo")
    assert house.keeper.get(path).json()["state"] == "complete"
    assert house.keeper.delete(path).status_code == 409


def test_wrong_bytes_are_refused_with_a_sentence_and_can_be_sent_again(house: House) -> None:
    ticket = house.keeper.post(
        "/api/uploads", json={"chest_id": str(house.chest_id), "name": "a", "size": 3}
    ).json()
    path = f"/api/uploads/{ticket['id']}"
    (target,) = house.keeper.post(
        f"{path}/parts", json=[{"n": 1, "sha256": sha256(b"abc").hexdigest()}]
    ).json()
    for wrong in (b"abd", b"ab", b"abcd"):
        refused = house.client().put(target["url"], content=wrong)
        assert refused.status_code == 422
        assert "send the part again" in refused.json()["detail"]
    forged = house.client().put(target["url"][:-2] + "00", content=b"abc")
    assert forged.status_code == 404
    assert house.client().put(target["url"], content=b"abc").status_code == 200


def test_a_request_sent_twice_with_one_key_begins_one_upload(house: House) -> None:
    body = {"chest_id": str(house.chest_id), "name": "a", "size": 3}
    key = {"Idempotency-Key": "once"}
    first = house.keeper.post("/api/uploads", json=body, headers=key)
    again = house.keeper.post("/api/uploads", json=body, headers=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    other = house.keeper.post("/api/uploads", json={**body, "size": 4}, headers=key)
    assert other.status_code == 409
    curator = house.join(Role.curator)
    theirs = curator.post("/api/uploads", json=body, headers=key)
    assert theirs.json()["id"] != first.json()["id"]
    plain = house.keeper.post("/api/uploads", json=body)
    assert plain.json()["id"] != first.json()["id"]


def test_a_refused_request_may_be_sent_again_under_its_key(house: House) -> None:
    body = {"chest_id": str(house.chest_id), "name": "a", "size": 3, "taken": "gibberish"}
    key = {"Idempotency-Key": "twice"}
    for _ in range(2):
        assert house.keeper.post("/api/uploads", json=body, headers=key).status_code == 422


def test_other_peoples_uploads_are_not_there(house: House) -> None:
    ticket = house.keeper.post(
        "/api/uploads", json={"chest_id": str(house.chest_id), "name": "a", "size": 3}
    ).json()
    path = f"/api/uploads/{ticket['id']}"
    contributor, _ = house.contributor()
    for client in (house.join(Role.curator), house.stranger(), contributor):
        assert client.get(path).status_code == 404
        assert client.post(f"{path}/parts", json=[]).status_code == 404
        assert client.post(f"{path}/complete").status_code == 404
        assert client.delete(path).status_code == 404
    assert house.client().get(path).status_code == 401
    assert house.keeper.get(f"/api/uploads/{uuid4()}").status_code == 404
    assert house.keeper.delete(path).status_code == 204
    assert house.keeper.delete(path).status_code == 204
    assert house.keeper.get(path).json()["state"] == "aborted"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"size": -1}, 422),
        ({"size": 60 * 1024**3}, 413),
        ({"taken": "the day it rained"}, 422),
        ({"chest_id": str(uuid4())}, 404),
        ({"chest_id": None}, 422),
        ({"sha256": "zz"}, 422),
        ({"name": None}, 422),
    ],
)
def test_what_cannot_be_taken_is_said_before_the_first_byte(
    house: House, change: dict[str, object], status: int
) -> None:
    body = {"chest_id": str(house.chest_id), "name": "a", "size": 3} | change
    answer = house.keeper.post("/api/uploads", json=body)
    assert answer.status_code == status
    problem = answer.json()
    assert (problem["status"], bool(problem["detail"])) == (status, True)


def test_a_contributor_sends_files_and_follows_them_without_learning_of_duplicates(
    house: House,
) -> None:
    first = house.send(house.keeper, b"the very same bytes", name="known.bin")
    contributor, contribution_id = house.contributor()
    target = {"contribution_id": str(contribution_id)}
    asset = house.send(contributor, b"the very same bytes", name="hers.bin", **target)
    assert (asset["review"], asset["contribution_id"]) == ("draft", str(contribution_id))
    assert asset["contributor"] == {"name": "Ana", "account_id": None}
    assert asset["latitude"] is asset["longitude"] is asset["duplicate_of"] is None

    ids = ",".join([asset["id"], first["id"], "nonsense"])
    (item,) = contributor.get(f"/api/uploads/progress?ids={ids}").json()["items"]
    assert set(item) == {
        *("asset_id", "state", "kind", "steps", "thumb", "duplicate_of", "original_name"),
        "archive",
    }
    assert (item["asset_id"], item["original_name"]) == (asset["id"], "hers.bin")
    (mine,) = house.keeper.get(f"/api/uploads/progress?ids={ids}").json()["items"]
    assert mine["asset_id"] == first["id"]
    assert house.client().get(f"/api/uploads/progress?ids={ids}").json()["items"] == []
    # Nobody else sees what was not sent yet.
    assert house.keeper.get(f"/api/assets/{asset['id']}").status_code == 404


def test_a_revoked_link_stops_at_the_next_request(house: House) -> None:
    contributor, contribution_id = house.contributor()
    body = {"contribution_id": str(contribution_id), "name": "a", "size": 3}
    ticket = contributor.post("/api/uploads", json=body).json()
    path = f"/api/uploads/{ticket['id']}"
    parts = [{"n": 1, "sha256": sha256(b"abc").hexdigest()}]
    (target,) = contributor.post(f"{path}/parts", json=parts).json()
    (link,) = house.keeper.get(f"/api/chests/{house.chest_id}/share-links").json()["items"]
    assert house.keeper.delete(f"/api/share-links/{link['id']}").status_code == 204
    assert contributor.post("/api/uploads", json=body).status_code == 410
    assert contributor.post(f"{path}/parts", json=parts).status_code == 410
    assert contributor.post(f"{path}/complete").status_code == 410
    assert house.client().put(target["url"], content=b"abc").status_code == 410


def test_a_file_for_keepers_is_so_from_its_first_moment(house: House) -> None:
    curator, viewer = house.join(Role.curator), house.join(Role.viewer)
    link = house.keeper.post(
        f"/api/chests/{house.chest_id}/share-links", json={"permission": "look"}
    ).json()
    begun = house.keeper.post(
        "/api/uploads",
        json={
            "chest_id": str(house.chest_id),
            "name": "divorce papers.pdf",
            "size": 1000,
            "audience": "keepers",
        },
    )
    assert begun.status_code == 201
    asset = f"/api/assets/{begun.json()['asset_id']}"
    uploading = f"/api/chests/{house.chest_id}/assets?state=uploading"
    assert house.keeper.get(asset).json()["audience"] == "keepers"
    assert len(house.keeper.get(uploading).json()["items"]) == 1
    for reader in (curator, viewer, house.client(x_share_token=link["token"])):
        assert reader.get(asset).status_code == 404
        assert reader.get(uploading).json()["items"] == []


def test_who_a_file_is_for_is_not_for_everyone_to_say(house: House) -> None:
    target = {"chest_id": str(house.chest_id), "name": "a", "size": 1}
    member = house.join(Role.member)
    for client, audience, status in (
        (member, "keepers", 201),
        (member, "everyone", 422),
        (member, "nobody", 422),
        (house.keeper, "everyone", 201),
    ):
        answer = client.post("/api/uploads", json={**target, "audience": audience})
        assert answer.status_code == status, audience
    giver, contribution = house.contributor()
    given = {"contribution_id": str(contribution), "name": "a", "size": 1}
    assert giver.post("/api/uploads", json={**given, "audience": "family"}).status_code == 201
    assert giver.post("/api/uploads", json={**given, "audience": "keepers"}).status_code == 422


def test_an_answer_is_repeated_only_to_whom_it_would_still_be_given(house: House) -> None:
    other, viewer = house.sign_up("second")
    add_member(house.library.database, house.chest_id, viewer, Role.keeper)
    key = {"Idempotency-Key": "the same"}
    asked = [
        ("/api/uploads", {"chest_id": str(house.chest_id), "name": "a", "size": 1}),
        (f"/api/chests/{house.chest_id}/invitations", {"role": "viewer"}),
        (f"/api/chests/{house.chest_id}/share-links", {"permission": "look"}),
        (f"/api/chests/{house.chest_id}/posts", {"body": "She sang."}),
        (f"/api/chests/{house.chest_id}/stories", {}),
    ]
    for path, body in asked:
        one, two = (other.post(path, json=body, headers=key) for _ in range(2))
        assert one.status_code in (201, 202), one.text
        assert one.json() == two.json()
    account = other.get("/api/users/me").json()["id"]
    removed = house.keeper.delete(f"/api/chests/{house.chest_id}/members/{account}")
    assert removed.status_code in (200, 204), removed.text
    for path, body in asked:
        assert other.post(path, json=body, headers=key).status_code == 404, path


def test_what_is_told_of_a_file_is_a_person_s_word_and_no_longer_than_elsewhere(
    house: House,
) -> None:
    google = '{"people": [{"name": "Somebody"}], "description": "At the sea"}'
    sent = house.send(
        house.keeper,
        b"picture",
        name="a.jpg",
        who="Rosa",
        beside=[{"name": "a.jpg.json", "text": google}],
    )
    with house.library.database.read() as session:
        asset = session.get_one(Asset, UUID(sent["id"]))
    assert (asset.who, asset.who_source) == ("Rosa", "user")
    for long in ({"who": "x" * 2_001}, {"place": "x" * 301}, {"caption": "x" * 10_001}):
        body = {"chest_id": str(house.chest_id), "name": "a.jpg", "size": 1, **long}
        assert house.keeper.post("/api/uploads", json=body).status_code == 422


def test_what_lies_beside_a_file_is_sent_along_and_read(house: House) -> None:
    google = '{"photoTakenTime": {"timestamp": "-170000000"}, "description": "At the sea"}'
    beside = [{"name": "a.jpg.json", "text": google}]
    sent = house.send(house.keeper, b"picture", name="a.jpg", beside=beside, folder="1964 Setubal")
    with house.library.database.read() as session:
        upload = session.exec(select(Upload).where(col(Upload.asset_id) == UUID(sent["id"]))).one()
    assert upload.beside == {
        "taken": "1964-08-12T09:46:40",
        "keeps_utc": True,
        "caption": "At the sea",
    }
    assert upload.folder == "1964 Setubal"
    for wrong in (
        [{"name": "a", "text": "x" * 70_000}],
        [{"name": "a", "text": "x", "more": 1}],
        beside * 5,
    ):
        body = {"chest_id": str(house.chest_id), "name": "a", "size": 1, "beside": wrong}
        assert house.keeper.post("/api/uploads", json=body).status_code == 422


@pytest.fixture
def decoder() -> Iterator[Decoder]:
    with Decoder() as decoder:
        yield decoder


def test_an_archive_is_offered_unpacked_and_followed(house: House, decoder: Decoder) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("Rosa.txt", "My dear Rosa")
        archive.writestr("João.txt", "The boat comes on Thursday")
    sent = house.send(house.keeper, file.getvalue(), name="letters.zip")
    library, archive_id = house.library, UUID(sent["id"])
    rooms = {"database": library.database, "blobs": library.blobs, "decoder": decoder}

    def look() -> dict[str, Any]:
        answer = house.keeper.get(f"/api/uploads/progress?ids={archive_id}").json()
        found: dict[str, Any] = answer["items"][0]["archive"]
        return found

    assert look() is None
    early = house.keeper.post(f"/api/assets/{archive_id}/unpack")
    assert (early.status_code, early.json()["status"]) == (422, 422)
    Ingest(**rooms).run(archive_id, once)
    assert (look()["state"], look()["files"]) == ("offered", 2)
    for _ in range(2):
        asked = house.keeper.post(f"/api/assets/{archive_id}/unpack")
        assert (asked.status_code, asked.json()["id"]) == (202, str(archive_id))
    assert look()["state"] == "waiting"
    Unpack(**rooms, taker=library.archives).run(archive_id, once)
    told = look()
    assert (told["state"], told["added"], told["done"], told["put_away"]) == ("done", 2, 2, True)
    listed = house.keeper.get(f"/api/chests/{house.chest_id}/assets").json()["items"]
    assert {item["original_name"] for item in listed} == {"Rosa.txt", "João.txt"}
    stranger, _ = house.sign_up("stranger")
    assert stranger.post(f"/api/assets/{archive_id}/unpack").status_code == 404
    assert house.client().post(f"/api/assets/{archive_id}/unpack").status_code == 401
