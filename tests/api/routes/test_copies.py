"""The same bytes twice, over HTTP: shown once, told to whoever sees both, apart when wanted."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import httpx

from chest.models import Audience, LinkPermission, Role
from chest.sharing.links import LinkTerms
from tests.api.conftest import House
from tests.builders import add_asset

BYTES = {"sha256": "c" * 64, "bytes": 7}


def told(client: httpx.Client, house: House) -> tuple[set[str], dict[str, int]]:
    """What a client is shown and what it is told of numbers, which have to agree."""
    chest = f"/api/chests/{house.chest_id}"
    lists = [
        client.get(f"{chest}/{name}").raise_for_status().json()
        for name in ("assets", "timeline", "tiles")
    ]
    ids = [{item["id"] for item in one["items"]} for one in lists]
    assert ids[0] == ids[1] == ids[2]
    decades = lists[1]["decades"]
    assert sum(one["count"] for one in decades) + lists[1]["undated"]["count"] == len(ids[0])
    counts: dict[str, int] = client.get(chest).raise_for_status().json()["counts"]
    return ids[0], counts


def test_two_copies_are_one_until_a_curator_wants_both(house: House) -> None:
    first, second = (
        str(add_asset(house.library.database, house.chest_id, **BYTES)) for _ in range(2)
    )
    curator, viewer = house.join(Role.curator), house.join(Role.viewer)
    for client in (house.keeper, curator, viewer):
        assert told(client, house) == ({first}, {"photo": 1})
        copies: dict[str, Any] = client.get(f"/api/assets/{first}/copies").json()
        assert [copy["asset_id"] for copy in copies["items"]] == [second]
        assert not copies["apart"]
    assert viewer.post(f"/api/assets/{first}/apart").status_code == 404
    apart = curator.post(f"/api/assets/{second}/apart").raise_for_status().json()
    assert apart["apart"]
    for client in (house.keeper, viewer):
        assert told(client, house) == ({first, second}, {"photo": 2})
    assert not curator.post(f"/api/assets/{first}/together").json()["apart"]
    assert told(viewer, house) == ({first}, {"photo": 1})
    assert house.keeper.get(f"/api/assets/{uuid4()}/copies").status_code == 404


def test_a_link_sees_one_and_is_told_of_none(house: House) -> None:
    ids: list[UUID] = [
        add_asset(house.library.database, house.chest_id, audience=Audience.everyone, **BYTES)
        for _ in range(2)
    ]
    link = house.library.sharing.create(
        house.keeper_viewer, house.chest_id, LinkTerms(permission=LinkPermission.look)
    )
    assert link.token
    guest = house.client(x_share_token=link.token)
    listed = guest.get(f"/api/chests/{house.chest_id}/assets").raise_for_status().json()["items"]
    assert [(item["id"], item["duplicate_of"]) for item in listed] == [(str(ids[0]), None)]
    assert guest.get(f"/api/assets/{ids[0]}/copies").status_code == 401
    for deed in ("apart", "together"):
        assert guest.post(f"/api/assets/{ids[0]}/{deed}").status_code == 401
