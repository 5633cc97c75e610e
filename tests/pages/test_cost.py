"""How many questions a page asks the database: few, and as many in a large chest."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import event

from chest.library import Library
from chest.models import Review
from tests.builders import account_of, add_asset, add_contribution
from tests.pages.visits import Visitor

# Who is looking, their role, what waits, the chest, the pulse (two), the decades, their years and
# what was put away; the memories themselves are fetched as one comes near them. And for the picture
# at the top, what is new, and what of one's own is ready, on the overview.
DECADES = 3
TIMELINE, OVERVIEW = 9, 12
FACE = 2  # whether one may see the chest's picture, and the small one that stands in the bar


@pytest.fixture
def chest_id(ana: Visitor, library: Library) -> UUID:
    return library.chests.create(ana.viewer, name="Rosa Almeida").id


def fill(library: Library, ana: Visitor, chest_id: UUID, number: int) -> None:
    for n in range(number):
        year = 1960 + 10 * (n % DECADES)
        add_asset(
            library.database,
            chest_id,
            taken_sort=f"{year}0101{n:04}".ljust(29, "0"),
            added_by=account_of(ana.viewer),
        )


def count_questions(ana: Visitor, page: str, chest_id: UUID) -> int:
    """What one more run of an open page asks."""
    app = ana.open(page, chest=str(chest_id))
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(("SELECT", "WITH")):
            asked.append(statement)

    engine = ana.library.database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        app.run()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert not app.exception
    return len(asked)


@pytest.mark.parametrize(
    ("page", "most"), [("timeline.py", TIMELINE), ("overview.py", OVERVIEW)], ids=["years", "front"]
)
def test_a_page_asks_few_questions_however_much_there_is(
    library: Library, ana: Visitor, chest_id: UUID, page: str, most: int
) -> None:
    fill(library, ana, chest_id, 2 * DECADES)
    few = count_questions(ana, page, chest_id)
    fill(library, ana, chest_id, 30 * DECADES)
    assert count_questions(ana, page, chest_id) == few
    assert few <= most


def test_the_face_in_the_bar_costs_one_question(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    fill(library, ana, chest_id, DECADES)
    without = count_questions(ana, "timeline.py", chest_id)
    chest = library.chests.get(ana.viewer, chest_id)
    [picture] = library.assets.list_recent(ana.viewer, chest_id, limit=1)
    hero = {"asset_id": str(picture.id), "crop": [0, 0, 1, 1]}
    library.chests.edit(ana.viewer, chest_id, version=chest.version, changes={"hero": hero})
    assert count_questions(ana, "timeline.py", chest_id) == without + FACE


def test_approving_asks_as_many_questions_of_a_large_gift_as_of_a_small_one(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    given = add_contribution(library.database, chest_id, by=ana.viewer)

    def give(number: int) -> int:
        for _ in range(number):
            add_asset(library.database, chest_id, contribution_id=given, review=Review.pending)
        return count_questions(ana, "moderate.py", chest_id)

    few = give(25)
    assert give(75) == few
