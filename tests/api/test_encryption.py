"""Files over HTTP that lie encrypted: sent through this server, sought in, told when damaged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from chest.blob_store import find_encrypted
from chest.models import Asset, Kind
from tests.api.answers import Description
from tests.api.conftest import House, open_house
from tests.servers.s3 import moto_server

MASTER_KEY = "a master key of these tests, long enough"
FILM = Random(1).randbytes(9 * 1024 * 1024 + 3)  # two parts


@pytest.fixture(params=["folder", "bucket"])
def house(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    sqlite_template: Path,
    description: Description,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[House]:
    """A chest whose files lie encrypted."""
    more = {"encrypt": "on", "master_key": MASTER_KEY}
    data = tmp_path / "data"
    if request.param == "folder":
        with open_house(data, sqlite_template, description, **more) as made:
            yield made
        return
    with moto_server(tmp_path / "moto") as server:
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", server.access_key)
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", server.secret_key)
        url = f"s3://{server.new_bucket()}/chest?endpoint_url={server.url}&region=us-east-1"
        with open_house(data, sqlite_template, description, storage_url=url, **more) as made:
            yield made


def test_a_film_comes_in_parts_through_this_server_and_is_sought_in(house: House) -> None:
    """`house.send` looks that each address is answered; whose it is, is looked at here."""
    begun = house.keeper.post(
        "/api/uploads",
        json={"name": "film.mp4", "size": len(FILM), "chest_id": str(house.chest_id)},
    ).json()
    asked = house.keeper.post(
        f"/api/uploads/{begun['id']}/parts", json=[{"n": 1, "sha256": "0" * 64}]
    ).json()
    assert asked[0]["url"].startswith(f"/api/uploads/{begun['id']}/parts/1?")
    house.keeper.delete(f"/api/uploads/{begun['id']}")

    asset = house.send(house.keeper, FILM)
    with house.library.database.write() as session:
        row = session.get(Asset, UUID(asset["id"]))
        assert row
        row.kind, row.media_type = Kind.video, "video/mp4"
        assert row.storage_key
        key = row.storage_key
    film = house.keeper.get(f"/api/assets/{asset['id']}").json()["urls"]["original"]
    whole = house.keeper.get(film, follow_redirects=False)
    assert (whole.status_code, whole.content) == (200, FILM)
    chance = Random(2)
    for _ in range(12):
        start = chance.randrange(len(FILM))
        stop = min(len(FILM), start + chance.choice([1, 65_536, 1_000_000]))
        part = house.keeper.get(film, headers={"Range": f"bytes={start}-{stop - 1}"})
        assert (part.status_code, part.content) == (206, FILM[start:stop])
        assert part.headers["content-range"] == f"bytes {start}-{stop - 1}/{len(FILM)}"

    encrypted = find_encrypted(house.library.blobs)
    assert encrypted is not None
    sealed = encrypted._sealed  # to damage what lies there
    file = b"".join(sealed.iter_range(key))
    assert FILM[:100] not in file
    sealed.put(key, [file[:300], b"?", file[301:]])
    answer = house.keeper.get(film)
    assert answer.status_code == 404
    assert "damaged" in answer.json()["detail"]
