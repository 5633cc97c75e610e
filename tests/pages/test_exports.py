"""The page where one takes a chest with oneself: how much, in which form, and how far it is."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlmodel import update
from streamlit.testing.v1 import AppTest

from chest.exports.book.orders import BookOrder, find_order
from chest.exports.book.paper import Paper
from chest.library import Library
from chest.models import (
    Asset,
    AssetState,
    Audience,
    Export,
    ExportFormat,
    ExportState,
    Kind,
    Role,
)
from tests.builders import account_of, add_account, add_asset, add_member
from tests.pages.visits import Visitor, button, words


@pytest.fixture
def chest_id(ana: Visitor, library: Library) -> UUID:
    return library.chests.create(ana.viewer, name="Rosa Almeida").id


def visit(ana: Visitor, chest_id: UUID) -> AppTest:
    return ana.open("exports.py", chest=str(chest_id))


def test_an_empty_chest_has_nothing_to_take(ana: Visitor, chest_id: UUID) -> None:
    page = visit(ana, chest_id)
    assert "There is nothing to take with you yet." in words(page)
    assert "Pack it" not in [each.label for each in page.button]


def test_one_is_told_how_much_it_is_and_packs_it_once(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    for _ in range(3):
        add_asset(library.database, chest_id)
    other = add_account(library.database)
    add_member(library.database, chest_id, other, Role.member)
    add_asset(library.database, chest_id, audience=Audience.only_me, added_by=account_of(other))
    page = visit(ana, chest_id)
    assert "You see 3 memories here" in words(page)  # what is another's alone is not counted
    button(page, "Pack it").click().run()
    assert not page.exception
    assert "Pages to look at, asked for on" in words(page)
    assert "It will be packed soon." in words(page)
    button(page, "Pack it").click().run()
    assert len(library.exports.list_page(ana.viewer, chest_id).items) == 1
    button(page, "Stop packing").click().run()
    assert "You ended it, and its file was deleted." in words(page)


@pytest.mark.parametrize(
    ("state", "problems", "said"),
    [
        (ExportState.making, 0, "2 of 3 memories are packed. You can close this page."),
        (ExportState.ready, 0, "It is ready: 5 MB. It waits here until"),
        (ExportState.ready, 1, "1 file could not be packed"),
        (ExportState.failed, 0, "It could not be packed. Ask for it once more."),
        (ExportState.expired, 0, "Its 14 days are over"),
    ],
)
def test_each_state_is_told_with_what_to_do(
    library: Library, ana: Visitor, chest_id: UUID, state: ExportState, problems: int, said: str
) -> None:
    for _ in range(3):
        add_asset(library.database, chest_id)
    button(visit(ana, chest_id), "Pack it").click().run()
    [one] = library.exports.list_page(ana.viewer, chest_id).items
    with library.database.write() as session:
        session.exec(
            update(Export).values(
                state=state, done=2, memories=3, size=5_000_000, problems=problems
            )
        )
    page = visit(ana, chest_id)
    told = words(page) + " ".join(each.value for each in page.warning)
    assert said in told
    links = [each.proto.url for each in page.get("link_button")]
    assert (f"/api/exports/{one.id}/file" in links) is (state is ExportState.ready)


def test_what_one_gave_is_told_apart_and_packed_by_itself(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    other = add_account(library.database)
    add_member(library.database, chest_id, other, Role.member)
    for _ in range(2):
        add_asset(library.database, chest_id, bytes=2_000_000, added_by=account_of(ana.viewer))
    add_asset(library.database, chest_id, bytes=9_000_000, added_by=account_of(other))
    page = visit(ana, chest_id)
    page.radio[0].set_value(ExportFormat.takeout).run()
    assert "2 memories are yours or show you; their files are 4 MB" in words(page)
    button(page, "Pack it").click().run()
    [one] = library.exports.list_page(ana.viewer, chest_id).items
    assert (one.format, one.memories) == (ExportFormat.takeout, 2)
    assert "What I gave, asked for on" in words(page)


def test_of_a_large_chest_the_size_is_about(library: Library, ana: Visitor, chest_id: UUID) -> None:
    with library.database.write() as session:
        session.add_all(
            Asset(
                chest_id=chest_id,
                kind=Kind.photo,
                state=AssetState.ready,
                taken_sort="9",
                bytes=1_000_000,
            )
            for _ in range(300)
        )
    page = visit(ana, chest_id)
    assert "You see 300 memories here; their files are about 300 MB." in words(page)


def test_a_book_is_chosen_with_its_paper_and_albums_and_told_how_large_it_is(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    added = [add_asset(library.database, chest_id) for _ in range(3)]
    album = library.albums.create(ana.viewer, chest_id, name="Summers", which=added[:2])
    page = visit(ana, chest_id)
    page.radio[0].set_value(ExportFormat.book).run()
    assert "pages with 3 pictures" in words(page)
    assert "This chest has no address on the internet" in words(page)
    page.radio[1].set_value(Paper.letter).run()
    page.multiselect[0].select("Summers").run()
    button(page, "Pack it").click().run()
    assert not page.exception
    [one] = library.exports.list_page(ana.viewer, chest_id).items
    assert one.format is ExportFormat.book
    with library.database.read() as session:
        order = find_order(session, session.get_one(Export, one.id))
    assert order == BookOrder(Paper.letter, (album.id,))
    with library.database.write() as session:
        made = {"state": ExportState.ready, "size": 5_000_000, "problems": 1}
        session.exec(update(Export).values(reason="1 sign could not be printed.", **made))
    told = " ".join(each.value for each in visit(ana, chest_id).warning)
    assert "1 sign could not be printed." in told
    assert "1 picture could not be printed" in told
