"""Private chests over HTTP: made, locked, unlocked; 423 for everything while they are locked."""

from __future__ import annotations

from pathlib import Path

import pytest

from chest.models import Role
from tests.api.conftest import House
from tests.api.test_surface import is_problem
from worker import open_locker_job

PASSPHRASE = "Großmutters rote Teekanne 1931"


def test_a_chest_is_made_private_locked_and_unlocked(house: House) -> None:
    member = house.join(Role.member)
    chest = f"/api/chests/{house.chest_id}"
    job = open_locker_job(house.library)
    assert is_problem(house.keeper.get(f"{chest}/locker"), 404)
    house.keeper.post(f"{chest}/posts", json={"body": "She sang."})
    made = house.keeper.post(f"{chest}/locker", json={"label": "Ours", "passphrase": PASSPHRASE})
    assert made.status_code == 201, made.text
    assert made.json()["locker"]["state"] == "open"
    code = made.json()["code"]
    assert is_problem(
        house.keeper.post(f"{chest}/locker", json={"label": "Ours", "passphrase": PASSPHRASE}), 409
    )
    job.go_on(house.chest_id)
    assert is_problem(member.post(f"{chest}/lock"), 404)
    locking = house.keeper.post(f"{chest}/lock")
    assert (locking.status_code, locking.json()["state"]) == (202, "locking")
    assert is_problem(member.get(f"{chest}/assets"), 423)
    assert is_problem(house.keeper.post(f"{chest}/unlock", json={"passphrase": PASSPHRASE}), 409)
    job.go_on(house.chest_id)

    assert member.get(f"{chest}/locker").json()["state"] == "locked"
    for path in (chest, f"{chest}/assets", f"{chest}/people", f"{chest}/audit", f"{chest}/members"):
        assert house.keeper.get(path).status_code == 423, path
    refused = is_problem(house.keeper.get(chest), 423)
    assert refused
    [listed] = member.get("/api/chests").json()["items"]
    assert listed["name"] == "Ours"
    assert is_problem(house.stranger().get(chest), 404)
    assert is_problem(house.keeper.post(f"{chest}/unlock", json={"passphrase": "wrong"}), 422)

    opening = house.keeper.post(f"{chest}/unlock", json={"passphrase": code})
    assert (opening.status_code, opening.json()["state"]) == (202, "unlocking")
    job.go_on(house.chest_id)
    assert house.keeper.get(chest).json()["name"] == "Rosa Almeida"
    assert len(member.get(f"{chest}/assets").json()["items"]) == 1


def test_the_link_of_a_locked_chest_says_that_the_family_has_locked_it(house: House) -> None:
    linked, _ = house.contributor()
    chest = f"/api/chests/{house.chest_id}"
    house.keeper.post(f"{chest}/locker", json={"label": "Ours", "passphrase": PASSPHRASE})
    house.keeper.post(f"{chest}/lock")
    open_locker_job(house.library).go_on(house.chest_id)
    answer = linked.get(f"{chest}/assets")
    assert is_problem(answer, 410)
    assert answer.json()["reason"] == "locked"
    assert "The family has locked this chest" in answer.json()["detail"]


def test_a_keeper_sets_a_passphrase_another_code_and_the_terms(house: House) -> None:
    chest = f"/api/chests/{house.chest_id}"
    made = house.keeper.post(f"{chest}/locker", json={"label": "Ours", "passphrase": PASSPHRASE})
    changed = house.keeper.patch(f"{chest}/locker", json={"label": "Theirs", "hours": 0})
    assert (changed.json()["label"], changed.json()["hours"]) == ("Theirs", 0)
    for body in ({"label": "", "hours": 1}, {"label": "x", "hours": -1}):
        assert is_problem(house.keeper.patch(f"{chest}/locker", json=body), 422)
    set_ = house.keeper.put(f"{chest}/locker/passphrase", json={"passphrase": "a new one, longer"})
    assert set_.status_code == 200
    assert is_problem(
        house.keeper.put(f"{chest}/locker/passphrase", json={"passphrase": "short"}), 422
    )
    renewed = house.keeper.post(f"{chest}/locker/code").json()["code"]
    assert renewed != made.json()["code"]


@pytest.mark.parametrize("name", ["lock", "unlock", "locker/code"])
def test_one_without_a_key_cannot_be_locked(house: House, name: str) -> None:
    body = {"passphrase": PASSPHRASE} if name == "unlock" else None
    assert is_problem(house.keeper.post(f"/api/chests/{house.chest_id}/{name}", json=body), 409)


def test_no_passphrase_and_no_code_is_kept_anywhere(house: House) -> None:
    chest = f"/api/chests/{house.chest_id}"
    made = house.keeper.post(
        f"{chest}/locker",
        json={"label": "Ours", "passphrase": PASSPHRASE},
        headers={"Idempotency-Key": "once"},
    )
    code = made.json()["code"]
    data: Path = house.library.settings.data_dir
    for path in data.rglob("*"):
        if path.is_file():
            kept = path.read_bytes()
            assert PASSPHRASE.encode() not in kept
            assert code.encode() not in kept
