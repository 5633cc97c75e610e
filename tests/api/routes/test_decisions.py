"""Decisions over HTTP: listed, made, taken back, asked and answered; none of it for a link."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from chest.gate.reading import read_chest
from chest.models import Role
from tests.api.conftest import House
from tests.builders import account_of, add_asset, add_member

SECRET = "Please don't show this to anybody outside the family."


def add_secrets(house: House, number: int = 1, **fields: Any) -> list[UUID]:
    added = [
        add_asset(
            house.library.database, house.chest_id, caption=f"{n}, she sang. {SECRET}", **fields
        )
        for n in range(number)
    ]
    read_chest(house.library.database, house.chest_id)
    return added


def waiting(house: House, **query: Any) -> list[dict[str, Any]]:
    answer = house.keeper.get(f"/api/chests/{house.chest_id}/decisions", params=query)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def test_texts_that_wait_are_listed_with_words_and_reason(house: House) -> None:
    [asset_id] = add_secrets(house)
    [one] = waiting(house)
    assert (one["asset"], one["field"], one["reason"]) == (str(asset_id), "caption", "secrecy")
    assert one["quote"] in SECRET
    assert one["context"] == f"0, she sang. {SECRET}"
    assert (one["state"], one["audience"], one["answer"]) == ("open", None, None)


def test_the_list_goes_on_page_after_page(house: House) -> None:
    added = add_secrets(house, 5)
    found, cursor = [], None
    while True:
        query: dict[str, Any] = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = house.keeper.get(f"/api/chests/{house.chest_id}/decisions", params=query).json()
        found += [one["asset"] for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert found == [str(one) for one in added]
    bad = house.keeper.get(f"/api/chests/{house.chest_id}/decisions?cursor=nonsense")
    assert bad.status_code == 422


def test_all_ways_are_decided_and_taken_back(house: House) -> None:
    add_secrets(house)
    [one] = waiting(house)
    path = f"/api/decisions/{one['id']}"
    for body, state in (
        ({"decision": "tell", "wording": one["wording"]}, "told"),
        ({"decision": "only", "audience": "keepers"}, "only"),
        ({"decision": "keep_out"}, "out"),
        ({"decision": "undo"}, "open"),
    ):
        for _twice in range(2):
            answer = house.keeper.post(path, json=body)
            assert (answer.status_code, answer.json()["state"]) == (200, state)
        assert [d["id"] for d in waiting(house, state=state)] == [one["id"]]
    stale = house.keeper.post(path, json={"decision": "tell", "wording": "0" * 32})
    assert stale.status_code == 409
    assert house.keeper.post(path, json={"decision": "only"}).status_code == 422
    assert house.keeper.post(path, json={"decision": "burn"}).status_code == 422
    assert house.keeper.post(path, json={"decision": "ask"}).status_code == 409, "nobody gave it"
    [still] = waiting(house)
    assert still["state"] == "open"


def test_whoever_may_not_decide_does_not_learn_of_it(house: House) -> None:
    add_secrets(house)
    [one] = waiting(house)
    curator = house.join(Role.curator)
    lists, path = f"/api/chests/{house.chest_id}/decisions", f"/api/decisions/{one['id']}"
    assert len(curator.get(lists).json()["items"]) == 1
    assert curator.post(path, json={"decision": "tell"}).status_code == 404
    link, _draft = house.contributor()
    for client, expected in (
        (house.join(Role.member), 404),
        (house.join(Role.viewer), 404),
        (house.stranger(), 404),
        (link, 401),
        (house.client(), 401),
    ):
        assert client.get(lists).status_code == expected
        assert client.post(path, json={"decision": "tell"}).status_code == expected
        assert client.post(f"{path}/answer", json={"words": "Yes."}).status_code == expected
    unknown = house.keeper.post(f"/api/decisions/{uuid4()}", json={"decision": "tell"})
    assert unknown.status_code == 404
    assert waiting(house)[0]["state"] == "open"


def test_a_member_is_asked_and_answers(house: House) -> None:
    member, viewer = house.sign_up("joana")
    add_member(house.library.database, house.chest_id, viewer, Role.member)
    add_secrets(house, added_by=account_of(viewer))
    [one] = waiting(house)
    assert one["can_ask"] is True
    asked = f"/api/chests/{house.chest_id}/decisions/asked"
    assert member.get(asked).json()["items"] == []
    house.keeper.post(f"/api/decisions/{one['id']}", json={"decision": "ask"})
    [question] = member.get(asked).json()["items"]
    assert question["quote"] in SECRET
    sent = member.post(f"/api/decisions/{one['id']}/answer", json={"words": "Yes, do."})
    assert sent.status_code == 204
    assert [d["answer"] for d in waiting(house)] == ["Yes, do."]


def test_a_receipt_says_that_it_waits_and_answers(house: House) -> None:
    giver, draft = house.contributor()
    giver.patch(f"/api/contributions/{draft}", json={"message": f"She sang. {SECRET}"})
    receipt = giver.post(f"/api/contributions/{draft}/submit").json()["receipt"]
    told = house.client().get(f"/api/receipts/{receipt}").json()
    assert told["waits"] == "The family reads one part of it before it is told in a story."
    assert told["questions"] == []
    [one] = waiting(house)
    house.keeper.post(f"/api/decisions/{one['id']}", json={"decision": "ask"})
    [question] = house.client().get(f"/api/receipts/{receipt}").json()["questions"]
    path = f"/api/receipts/{receipt}/questions/{question['id']}"
    answered = house.client().post(path, json={"words": "Only to the family."})
    assert (answered.status_code, answered.json()["questions"]) == (200, [])
    assert house.client().post(path, json={"words": "Or not."}).status_code == 404
    assert [d["answer"] for d in waiting(house)] == ["Only to the family."]
