"""The page of what was found, and what the box in the bar costs."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import event

from chest.library import Library
from tests.builders import account_of, add_asset
from tests.pages.visits import Visitor

# Who is looking, their role, what waits, the chest (twice), what has the word, the cards and why:
# the memories, their tags, words and sentences.
MOST = 14


@pytest.fixture
def chest_id(ana: Visitor, library: Library) -> UUID:
    return library.chests.create(ana.viewer, name="Rosa Almeida").id


def ask(ana: Visitor, chest_id: UUID, words: str) -> tuple[int, str]:
    """How many questions the page asks, and what it says."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(("SELECT", "WITH")):
            asked.append(statement)

    app = ana.open("search.py", chest=str(chest_id), q=words)
    engine = ana.library.database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        app.run()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert not app.exception
    said = [*app.markdown, *app.subheader, *app.title]
    return len(asked), " ".join(str(one.value) for one in said)


def test_a_search_asks_as_few_questions_whatever_it_finds(
    ana: Visitor, library: Library, chest_id: UUID
) -> None:
    for n in range(10):
        by = account_of(ana.viewer)
        add_asset(library.database, chest_id, added_by=by, caption=f"Windmill {n}")
    few, said = ask(ana, chest_id, "windmill")
    assert "Photo" in said
    for n in range(60):
        add_asset(library.database, chest_id, added_by=None, caption=f"Windmill {n}")
    many, _ = ask(ana, chest_id, "windmill")
    assert few == many <= MOST


def test_what_finds_nothing_says_what_to_try(ana: Visitor, chest_id: UUID) -> None:
    _, said = ask(ana, chest_id, "windmill")
    assert "Nothing found." in said
    _, said = ask(ana, chest_id, "")
    assert "Press the glass" in said
