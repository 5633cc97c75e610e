"""Test letters and letters of invitations, over HTTP."""

from __future__ import annotations

from uuid import uuid4

import pytest

from chest.models import Role
from chest.security.throttle import RATES
from tests.api.conftest import House
from tests.mailing import Bag, deliver, list_letters, words_of


@pytest.fixture
def by_mail(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """The same as where a mail server is set up."""
    monkeypatch.setattr(house.library.letters, "goes_by_mail", True)
    return house


def test_a_keeper_sends_a_test_letter_and_sees_what_became_of_it(by_mail: House) -> None:
    path = f"/api/chests/{by_mail.chest_id}/test-letters"
    key = {"Idempotency-Key": str(uuid4())}
    asked = by_mail.keeper.post(path, headers=key)
    assert asked.status_code == 202
    assert (asked.json()["to"], asked.json()["state"]) == ("keeper@example.org", "waiting")
    assert by_mail.keeper.post(path, headers=key).json() == asked.json()
    assert len(list_letters(by_mail.library.database)) == 1
    deliver(by_mail.library.database, Bag())
    seen = by_mail.keeper.get(f"{path}/{asked.json()['id']}")
    assert seen.status_code == 200
    assert (seen.json()["state"], seen.json()["reason"]) == ("sent", None)
    for client, status in (
        (by_mail.join(Role.curator), 404),
        (by_mail.stranger(), 404),
        (by_mail.client(), 401),
    ):
        assert client.post(path).status_code == status
        assert client.get(f"{path}/{asked.json()['id']}").status_code == status
    assert by_mail.keeper.get(f"{path}/{uuid4()}").status_code == 404


def test_test_letters_are_refused_without_a_server_and_after_too_many(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/api/chests/{house.chest_id}/test-letters"
    refused = house.keeper.post(path)
    assert refused.status_code == 409
    assert "No mail server is set up here" in refused.json()["detail"]
    monkeypatch.setattr(house.library.letters, "goes_by_mail", True)
    answers = [house.keeper.post(path) for _ in range(RATES["test-letter"].amount + 1)]
    assert {answer.status_code for answer in answers[:-1]} == {202}
    assert answers[-1].status_code == 429


def test_an_invitation_for_an_address_is_sent_with_its_own_link(by_mail: House) -> None:
    path = f"/api/chests/{by_mail.chest_id}/invitations"
    evil = {"Host": "evil.example"}
    body = {"role": "member", "email": "tom@example.org"}
    made = by_mail.keeper.post(path, json=body, headers=evil).json()
    assert made["is_mailed"] is True
    bag = Bag()
    deliver(by_mail.library.database, bag)
    (letter,) = bag.letters
    assert made["url"].startswith(f"{by_mail.url}/?invitation=")
    assert made["url"] in words_of(letter)
    assert "evil.example" not in str(letter)
    for other in ({"role": "member"}, {"role": "member", "email": ""}):
        assert by_mail.keeper.post(path, json=other).json()["is_mailed"] is False
    assert len(list_letters(by_mail.library.database)) == 1


def test_an_invitation_without_a_mail_server_is_not_sent(house: House) -> None:
    path = f"/api/chests/{house.chest_id}/invitations"
    made = house.keeper.post(path, json={"role": "member", "email": "tom@example.org"})
    assert made.json()["is_mailed"] is False
    assert list_letters(house.library.database) == []


def test_a_repeated_invitation_is_one_letter(by_mail: House) -> None:
    path = f"/api/chests/{by_mail.chest_id}/invitations"
    body = {"role": "member", "email": "tom@example.org"}
    key = {"Idempotency-Key": str(uuid4())}
    answers = [by_mail.keeper.post(path, json=body, headers=key).json() for _ in range(2)]
    assert answers[0] == answers[1]
    (letter,) = list_letters(by_mail.library.database)
    assert letter.data["address"] == answers[0]["url"]
