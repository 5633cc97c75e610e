"""The story's page: what it says of what changed since the story was told."""

from __future__ import annotations

from uuid import UUID

from streamlit.testing.v1 import AppTest

from chest.access.viewers import Viewer
from chest.library import Library
from chest.models import Role
from chest.stories.telling import TellStory
from tests.builders import add_account, add_chest, add_member
from tests.pages.visits import Visitor, words

AGAIN = "Tell it again"


def labels(page: AppTest) -> list[str]:
    return [each.label for each in page.button]


def tell(library: Library, keeper: Viewer, chest_id: UUID) -> None:
    TellStory(database=library.database).tell(library.stories.begin(keeper, chest_id).id)


def test_who_curates_is_offered_to_have_it_told_again_when_memories_change(
    library: Library, ana: Visitor
) -> None:
    chest_id = library.chests.create(ana.viewer, name="Rosa Almeida").id
    bodies = ("She wept for Anselmo.", "She sang at the fair.")
    notes = [library.assets.add_note(ana.viewer, chest_id, body=body) for body in bodies]
    tell(library, ana.viewer, chest_id)
    assert AGAIN not in labels(ana.open("story.py", chest=str(chest_id)))
    counts = ("One memory has changed", "2 memories have changed")
    for note, count in zip(notes, counts, strict=True):
        library.assets.edit(
            ana.viewer, note.id, version=note.version, changes={"body": "It rained."}
        )
        page = ana.open("story.py", chest=str(chest_id))
        assert f"{count} since this was told" in words(page)
        assert AGAIN in labels(page)
    tell(library, ana.viewer, chest_id)
    assert AGAIN not in labels(ana.open("story.py", chest=str(chest_id)))


def test_who_only_reads_is_told_nothing_of_it(library: Library, ana: Visitor) -> None:
    keeper = add_account(library.database, "Tom")
    chest_id = add_chest(library.database, keeper)
    add_member(library.database, chest_id, ana.viewer, Role.viewer)
    note = library.assets.add_note(keeper, chest_id, body="She wept for Anselmo.")
    tell(library, keeper, chest_id)
    library.assets.edit(keeper, note.id, version=note.version, changes={"body": "It rained."})
    page = ana.open("story.py", chest=str(chest_id))
    assert "changed since" not in words(page)
    assert AGAIN not in labels(page)
