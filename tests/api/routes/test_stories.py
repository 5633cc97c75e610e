"""Stories over HTTP: what is asked for, followed and read, and by whom."""

from __future__ import annotations

from uuid import UUID

from chest.models import LinkPermission, Role, Story, StoryState
from chest.sharing.links import LinkTerms
from chest.stories.telling import TellStory
from tests.api.conftest import House

REASON = "The provider’s key is out of credit."


def fail(house: House, story_id: str) -> None:
    with house.library.database.write() as session:
        story = session.get_one(Story, UUID(story_id))
        story.state, story.reason = StoryState.failed, REASON
        session.add(story)


def test_a_story_is_asked_for_followed_and_read(house: House) -> None:
    asked = house.keeper.post(f"/api/chests/{house.chest_id}/stories", json={})
    assert asked.status_code == 202
    story = asked.json()
    assert (story["state"], story["chapters"]) == ("waiting", [])
    progress = f"/api/stories/{story['id']}/progress"
    assert house.keeper.get(progress).json()["version"] == "waiting"
    TellStory(database=house.library.database).tell(UUID(story["id"]))
    assert house.keeper.get(progress).json()["version"] == "ready"
    told = house.keeper.get(f"/api/stories/{story['id']}").json()
    assert told["withheld"] == 0
    sentences = [s for chapter in told["chapters"] for s in chapter["sentences"]]
    assert sentences
    assert all(s["sources"] or s["verdict"] == "frame" for s in sentences)


def test_a_failed_telling_and_its_reason_are_for_those_who_may_ask_again(house: House) -> None:
    stories = f"/api/chests/{house.chest_id}/stories"
    story = house.keeper.post(stories, json={"audience": "everyone"}).json()
    fail(house, story["id"])
    link = house.library.sharing.create(
        house.keeper_viewer, house.chest_id, LinkTerms(permission=LinkPermission.look)
    )
    assert link.token
    for reader in (house.keeper, house.join(Role.curator)):
        (listed,) = reader.get(stories).json()["items"]
        assert (listed["state"], listed["reason"]) == ("failed", REASON)
    for reader in (house.join(Role.viewer), house.client(x_share_token=link.token)):
        answer = reader.get(stories)
        assert answer.status_code == 200
        assert answer.json()["items"] == []
        assert reader.get(f"/api/stories/{story['id']}").status_code == 404
    progress = f"/api/stories/{story['id']}/progress"
    assert house.client(x_share_token=link.token).get(progress).status_code == 404


def test_how_many_memories_changed_since_is_for_those_who_may_ask_again(house: House) -> None:
    viewer, library = house.keeper_viewer, house.library
    note = library.assets.add_note(viewer, house.chest_id, body="She wept for Anselmo.")
    asked = house.keeper.post(f"/api/chests/{house.chest_id}/stories", json={}).json()
    TellStory(database=library.database).tell(UUID(asked["id"]))
    address = f"/api/stories/{asked['id']}"
    assert "Anselmo" in house.keeper.get(address).text
    library.assets.edit(
        viewer, note.id, version=note.version, changes={"body": "She wept for a friend."}
    )
    for reader, changed in ((house.keeper, 1), (house.join(Role.viewer), 0)):
        answer = reader.get(address)
        assert answer.json()["changed"] == changed
        assert "Anselmo" not in answer.text
