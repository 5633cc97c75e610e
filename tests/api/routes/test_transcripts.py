"""What is said in recordings, over HTTP: every answer is as /api/openapi.json says."""

from __future__ import annotations

from uuid import UUID

from chest.models import Audience, Role
from tests.api.conftest import House
from tests.chest.transcripts.saying import add_recording, offer

SAID = ("Rose went to the sea.", "She sang.")


def record(house: House) -> UUID:
    return add_recording(house.library.database, house.chest_id, SAID, audience=Audience.everyone)


def test_a_transcript_is_read_put_right_and_taken_back(house: House) -> None:
    path = f"/api/assets/{record(house)}/transcript"
    told = house.keeper.get(path).json()
    assert [one["text"] for one in told["segments"]] == list(SAID)
    assert (told["language"], told["provider"], told["version"]) == ("en", "tones", 1)
    first = told["segments"][0]
    page = house.keeper.get(path, params={"limit": 1}).json()
    rest = house.keeper.get(path, params={"cursor": page["next"]}).json()
    assert [one["text"] for one in (*page["segments"], *rest["segments"])] == list(SAID)

    change = {"version": 1, "segments": [{"id": first["id"], "text": "Rosa went to the sea."}]}
    after = house.keeper.put(path, json=change).json()
    assert after["segments"][0]["text"] == "Rosa went to the sea."
    assert after["version"] == 2
    stale = house.keeper.put(path, json=change)
    assert stale.status_code == 409
    assert stale.json()["current"]["segments"][0]["text"] == "Rosa went to the sea."
    named = {"version": 2, "speakers": [{"old": None, "new": "Ana"}]}
    assert house.keeper.put(path, json=named).json()["speakers"] == ["Ana"]
    back = house.keeper.post(f"{path}/undo", json={"version": 3}).json()
    assert back["speakers"] == []
    assert house.keeper.post(f"{path}/again").status_code == 202
    for nonsense in ({}, {"version": "1"}, {"version": 4, "more": 1}):
        assert house.keeper.put(path, json=nonsense).status_code == 422


def test_differences_are_taken(house: House) -> None:
    asset_id = record(house)
    offer(house.library.database, asset_id, ["Rosa went to the sea.", "She sang."])
    path = f"/api/assets/{asset_id}/transcript"
    (one,) = house.keeper.get(f"{path}/differences").json()["items"]
    assert (one["says_now"], one["would_say"]) == (SAID[0], "Rosa went to the sea.")
    decision = {"version": 1, "take": [one["id"]]}
    after = house.keeper.post(f"{path}/differences", json=decision).json()
    assert after["segments"][0]["text"] == "Rosa went to the sea."
    assert after["differences"] == 0


def test_captions_and_text_go_to_whoever_sees_the_recording(house: House) -> None:
    path = f"/api/assets/{record(house)}/transcript"
    guest, _gift = house.contributor(audience=Audience.everyone)
    for client in (house.keeper, house.join(Role.viewer), guest):
        answer = client.get(f"{path}.vtt")
        assert answer.text.startswith("WEBVTT")
        assert answer.headers["content-type"] == "text/vtt; charset=utf-8"
        assert client.get(f"{path}.srt").text.startswith("1\n00:00:00,000")
        assert client.get(f"{path}.txt").text == "\n".join(SAID) + "\n"
        assert client.get(f"{path}.exe").status_code == 404
    stranger = house.stranger()
    for ending in ("", ".vtt", ".srt", ".txt"):
        assert stranger.get(path + ending).status_code == 404


def test_signed_captions_are_for_the_viewer_they_were_made_for(house: House) -> None:
    asset_id = record(house)
    guest, _gift = house.contributor(audience=Audience.everyone)
    url = house.library.transcripts.captions_url(house.keeper_viewer, asset_id)
    assert url is not None
    answer = house.keeper.get(url)
    assert answer.text.startswith("WEBVTT")
    assert answer.headers["content-type"] == "text/vtt; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-cache"
    assert "sandbox" in answer.headers["content-security-policy"]
    for client in (guest, house.join(Role.curator), house.stranger()):
        assert client.get(url).status_code == 404
    for forged in (url.replace("&s=", "&s=x"), f"/m/{asset_id}/vtt", f"/m/{asset_id}/vtt?e=x&s=x"):
        assert house.keeper.get(forged).status_code == 404


def test_names_and_who_listens(house: House) -> None:
    record(house)
    names = f"/api/chests/{house.chest_id}/names"
    assert house.keeper.get(names, params={"old": "rose"}).json()["recordings"] == 1
    done = house.keeper.post(names, json={"old": "Rose", "new": "Rosa"}).json()
    assert done["changed"] == 1
    assert house.keeper.post(f"{names}/{done['undo']}/undo").json()["changed"] == 1
    hearing = f"/api/chests/{house.chest_id}/hearing"
    assert house.keeper.get(hearing).json()["speech"] == "local"
    assert house.keeper.patch(hearing, json={"speech": "openai"}).json()["speech"] == "openai"
    assert house.join(Role.curator).patch(hearing, json={"speech": "off"}).status_code == 404
