"""The page of what was found, and what the box in the bar costs."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from sqlalchemy import event
from streamlit.testing.v1 import AppTest

from chest.dates.columns import date_columns
from chest.dates.uncertain import from_edtf
from chest.library import Library
from chest.models import DateOrigin, Kind
from tests.builders import account_of, add_asset
from tests.chest.search.meanings import add_picture_of
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


def texts(app: AppTest) -> list[str]:
    """The labels of what can be pressed and the words that stand there."""
    return [re.sub(r"[\\\u2060]", "", one.label) for one in app.button]


def press(app: AppTest, label: str) -> None:
    (found,) = [one for one in app.button if re.sub(r"[\\\u2060]", "", one.label) == label]
    found.click().run()


def shown(app: AppTest) -> set[str]:
    """What was found, by the captions in the lists."""
    lists = [str(one.proto) for one in app.get("bidi_component") if "found-" in one.proto.id]
    return set(re.findall(r"Windmill [a-z]+", " ".join(lists)))


@pytest.fixture
def mills(ana: Visitor, library: Library, chest_id: UUID) -> UUID:
    by = account_of(ana.viewer)
    for name, kind, who, place, edtf in (
        ("one", Kind.photo, "Rosa", "Setúbal", "1964-07"),
        ("two", Kind.photo, "João", "Lisboa", "1958"),
        ("three", Kind.video, "Rosa", "Lisboa", "1964-01"),
    ):
        dates = date_columns(from_edtf(edtf), source=DateOrigin.user)
        add_asset(
            library.database, chest_id, added_by=by, caption=f"Windmill {name}", kind=kind,
            who=who, place=place, **dates,
        )  # fmt: skip
    return chest_id


@pytest.mark.parametrize(
    ("query", "found", "chips"),
    [
        ({}, {"one", "two", "three"}, []),
        ({"kind": "video"}, {"three"}, []),
        ({"kind": "sculpture"}, {"one", "two", "three"}, []),
        ({"person": "rosa"}, {"one", "three"}, ["With rosa ×"]),
        ({"place": "lisboa", "person": "rosa"}, {"three"}, ["With rosa ×", "Place: lisboa ×"]),
        ({"when": "1964-22"}, {"one"}, ["When: summer 1964 ×"]),
        ({"when": "yesterday"}, {"one", "two", "three"}, []),
        ({"q": "windmill summer 1964"}, {"one"}, ["summer 1964 ×"]),
    ],
)
def test_the_address_says_by_what_a_search_is_narrowed(
    ana: Visitor, mills: UUID, query: dict[str, str], found: set[str], chips: list[str]
) -> None:
    app = ana.open("search.py", chest=str(mills), **{"q": "windmill", **query})
    said = {one.removeprefix("Windmill ") for one in shown(app)}
    assert said == found
    assert [one for one in texts(app) if "×" in one] == chips


def test_what_narrows_a_search_is_chosen_and_taken_away_again(ana: Visitor, mills: UUID) -> None:
    app = ana.open("search.py", chest=str(mills), q="windmill summer 1964")
    press(app, "summer 1964 ×")
    assert dict(app.query_params)["q"] == "windmill"
    assert [one for one in texts(app) if one.isdigit()] == ["1958", "1964"]
    press(app, "1964")
    assert dict(app.query_params)["when"] == "1964"
    assert shown(app) == {"Windmill one", "Windmill three"}
    assert not [one for one in texts(app) if one.isdigit()]

    app.pills[0].select(Kind.video).run()
    assert dict(app.query_params)["kind"] == "video"
    assert shown(app) == {"Windmill three"}
    app.pills[0].unselect(Kind.video).run()
    assert "kind" not in dict(app.query_params)

    fields = {field.label: field for field in app.text_input}
    assert fields["When"].value == "1964"
    fields["Who is on it"].input("rosa")
    fields["Where"].input("setubal")
    fields["When"].input("the 1960s")
    press(app, "Search")
    assert {name: dict(app.query_params)[name] for name in ("person", "place", "when")} == {
        "person": "rosa", "place": "setubal", "when": "196X",
    }  # fmt: skip
    assert shown(app) == {"Windmill one"}
    press(app, "Place: setubal ×")
    assert shown(app) == {"Windmill one", "Windmill three"}
    {field.label: field for field in app.text_input}["When"].input("when I was small")
    press(app, "Search")
    assert "no date that we can read" in app.error[0].value
    assert not app.exception


def test_what_looks_like_nothing_else_is_said_in_a_sentence(
    ana: Visitor, library: Library, mills: UUID
) -> None:
    one = add_asset(library.database, mills, added_by=account_of(ana.viewer))

    def said() -> str:
        return " ".join(
            one.value for one in ana.open("memory.py", chest=str(mills), id=str(one)).caption
        )

    assert "Nothing else here looks like this." not in said()
    add_picture_of(library.database, one, "windmill")
    assert "Nothing else here looks like this." in said()
