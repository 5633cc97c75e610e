"""What is found by which words, in which order, and how it is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import col, select

from chest.database import Database
from chest.dates.columns import date_columns
from chest.dates.uncertain import UNDATED_SORT_KEY, from_edtf
from chest.errors import Invalid
from chest.models import (
    Asset,
    Companion,
    Contribution,
    DateOrigin,
    Kind,
    SearchText,
    TranscriptSegment,
)
from chest.search.asking import Wanted, read_question
from chest.search.folding import Term, find_terms, words_of
from chest.search.manager import SearchManager
from tests.builders import Family, add_asset, add_contribution, add_family
from tests.chest.search.meanings import LetterGroups, add_picture_of


@pytest.fixture
def manager(database: Database, tmp_path: Path) -> SearchManager:
    return SearchManager(database=database, folder=tmp_path / "search")


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database)


def found(manager: SearchManager, family: Family, text: str, **wanted: Any) -> list[UUID]:
    answer = manager.search(family.viewer, family.chest_id, text, Wanted(**wanted))
    return [one.card.id for one in answer.items]


def dated(edtf: str) -> dict[str, Any]:
    return date_columns(from_edtf(edtf), source=DateOrigin.user)


def test_words_phrases_beginnings_accents_and_typing_mistakes(
    database: Database, manager: SearchManager, family: Family
) -> None:
    sea = add_asset(database, family.chest_id, caption="The old boat at Setúbal", who="João")
    market = add_asset(database, family.chest_id, body="Boat trips, the old market", kind=Kind.note)
    for text, answer in (
        ("Setubal", {sea}),
        ("setúb", {sea}),
        ("joao boat", {sea}),
        ("boat", {sea, market}),
        ('"old boat"', {sea}),
        ('"the old market"', {market}),
        ("Setuball", {sea}),
        ("makret", {market}),
        ("lighthouse", set()),
        ("*", set()),
        ('"', set()),
        ("boat AND nothing", set()),
        ("caption:boat'; drop table", set()),
    ):
        assert set(found(manager, family, text)) == answer, text


def test_marks_stand_on_the_words_as_they_were_written(
    database: Database, manager: SearchManager, family: Family
) -> None:
    decomposed = "Café do Joa\u0303o"
    add_asset(database, family.chest_id, caption=f"{'word ' * 80}{decomposed} {'word ' * 80}")
    (item,) = manager.search(family.viewer, family.chest_id, "joao cafe").items
    told = item.why[0]
    assert [told.text[a:b] for a, b in told.marks] == ["Café", "Joa\u0303o"]
    assert told.text.startswith("… ")
    assert told.text.endswith(" …")
    assert len(told.text) < 250


def test_a_date_in_words_finds_what_may_be_of_it(
    database: Database, manager: SearchManager, family: Family
) -> None:
    summer = add_asset(database, family.chest_id, caption="Beach", **dated("1964-22"))
    winter = add_asset(database, family.chest_id, caption="Beach", **dated("1958-12-25"))
    told = add_asset(
        database, family.chest_id, caption="Told of summer 1964", taken_sort=UNDATED_SORT_KEY
    )
    assert set(found(manager, family, "summer 1964")) == {summer, told}
    assert set(found(manager, family, "verão de 1964")) == {summer}
    assert found(manager, family, "beach 1950s") == [winter]
    assert found(manager, family, "beach 1970s") == []
    answer = manager.search(family.viewer, family.chest_id, "beach summer 1964")
    assert answer.day == "1964-22"
    assert ("date", "summer 1964") in [(r.field, r.text) for r in answer.items[0].why]


def test_words_in_two_places_of_one_recording_are_found_with_their_seconds(
    database: Database, manager: SearchManager, family: Family
) -> None:
    voice = add_asset(database, family.chest_id, kind=Kind.audio, caption="Kitchen, 1987")
    with database.write() as session:
        for n, text in enumerate(("She lit the stove.", "Then we sang.", "The stove was warm.")):
            session.add(
                TranscriptSegment(
                    asset_id=voice, position=n, start=10.0 * n, end=10.0 * n + 9, text=text
                )
            )
    (item,) = manager.search(family.viewer, family.chest_id, "stove kitchen").items
    assert [(r.field, r.second) for r in item.why] == [
        ("caption", None),
        ("transcript", 0.0),
        ("transcript", 20.0),
    ]
    with database.write() as session:
        row = session.exec(select(TranscriptSegment).where(col(TranscriptSegment.position) == 0))
        row.one().text = "She lit the lamp."
    assert found(manager, family, "lamp") == [voice]


def test_filters_narrow_what_is_found(
    database: Database, manager: SearchManager, family: Family
) -> None:
    gift = add_contribution(database, family.chest_id, by=family.member, name="Aunt Graça")
    one = add_asset(
        database, family.chest_id, who="Rosa, João", place="Évora", contribution_id=gift
    )
    other = add_asset(
        database, family.chest_id, caption="Rosa in Évora, says Graça", kind=Kind.note
    )
    assert set(found(manager, family, "evora")) == {one, other}
    for wanted in (
        {"person": "rosa"},
        {"place": "Evora"},
        {"giver": "graca"},
        {"kind": Kind.photo},
    ):
        assert found(manager, family, "evora", **wanted) == [one], wanted
        assert found(manager, family, "", **wanted) == [one], wanted
    with database.write() as session:
        session.get_one(Contribution, gift).name = "Aunt Teresa"
    assert found(manager, family, "teresa") == [one]
    assert found(manager, family, "", giver="graca") == []


def test_what_belongs_together_and_the_same_bytes_are_found_once(
    database: Database, manager: SearchManager, family: Family
) -> None:
    photo = add_asset(database, family.chest_id, caption="Garden")
    add_asset(
        database, family.chest_id, kind=Kind.video, caption="Garden film",
        companion_of=photo, companion_as=Companion.moment,
    )  # fmt: skip
    for _ in range(2):
        add_asset(database, family.chest_id, caption="Well", sha256="a" * 64, bytes=9)
    assert found(manager, family, "garden") == [photo]
    (item,) = manager.search(family.viewer, family.chest_id, "film").items
    assert (item.card.id, item.why[0].text) == (photo, "Garden film")
    assert len(found(manager, family, "well")) == 1


def test_pages_tell_everything_once(
    database: Database, manager: SearchManager, family: Family
) -> None:
    all_of_them = {
        add_asset(database, family.chest_id, caption=f"Harbour {'boat ' * (n % 4)}")
        for n in range(23)
    }
    told: list[UUID] = []
    cursor = None
    while True:
        page = manager.search(family.viewer, family.chest_id, "harbour", cursor=cursor, limit=5)
        told += [one.card.id for one in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert len(told) == 23
    assert set(told) == all_of_them
    for wrong in ("x", "e30", "WyJzZWFyY2giLCJ4IiwieSJd"):
        with pytest.raises(Invalid):
            manager.search(family.viewer, family.chest_id, "harbour", cursor=wrong)


def test_suggestions_go_on_from_what_was_typed(
    database: Database, manager: SearchManager, family: Family
) -> None:
    for who in ("Rosa, João", "Rosa and Inês", "Rui"):
        add_asset(database, family.chest_id, who=who, place="Ria Formosa")
    add_asset(database, family.chest_id, caption="Rosemary")

    def told(typed: str) -> list[tuple[str, str]]:
        return [(s.kind, s.text) for s in manager.suggest(family.viewer, family.chest_id, typed)]

    assert told("ro") == [("person", "Rosa")]
    assert told("joa") == [("person", "João")]
    assert told("form") == [("place", "Ria Formosa")]
    assert told("summer 1964") == [("date", "summer 1964")]
    assert told("r") == []


def test_directions_follow_what_comes_changes_and_goes(
    database: Database, family: Family, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chest.search.vectors._WORTH_A_FILE", 3)
    folder = tmp_path / "search"

    def fresh() -> SearchManager:
        return SearchManager(database=database, folder=folder, open_text_embedders=[LetterGroups])

    ids = [add_asset(database, family.chest_id, original_name="x") for _ in range(6)]
    for asset_id in ids[:5]:
        add_picture_of(database, asset_id, "windmill")
    manager = fresh()
    assert set(found(manager, family, "windmill")) == set(ids[:5])
    (file,) = folder.rglob("*.vectors")
    add_picture_of(database, ids[0], "orchard")
    add_picture_of(database, ids[5], "orchard")
    with database.write() as session:
        session.delete(session.get_one(Asset, ids[1]))
    for one in (manager, fresh()):
        one.shelf.forget()
        assert set(found(one, family, "orchard")) == {ids[0], ids[5]}
        assert set(found(one, family, "windmill")) == set(ids[2:5])
    assert manager.erase_what_is_gone() == 0
    with database.write() as session:
        session.delete(session.get_one(Asset, ids[2]))
    assert manager.erase_what_is_gone() == 1
    assert not file.exists()
    assert set(found(fresh(), family, "windmill")) == set(ids[3:5])
    damaged = bytearray(file.read_bytes())
    damaged[-5] ^= 0xFF
    file.write_bytes(damaged)
    assert set(found(fresh(), family, "windmill")) == set(ids[3:5])
    file.write_bytes(b"")
    assert set(found(fresh(), family, "orchard")) == {ids[0], ids[5]}


def test_the_index_holds_one_row_a_memory_and_a_sentence_and_drops_what_goes(
    database: Database, family: Family
) -> None:
    voice = add_asset(database, family.chest_id, kind=Kind.audio)
    with database.write() as session:
        session.add(TranscriptSegment(asset_id=voice, position=0, start=0, end=1, text="One."))
    with database.read() as session:
        assert len(session.exec(select(SearchText.id)).all()) == 2
    with database.write() as session:
        session.delete(session.get_one(Asset, voice))
    with database.read() as session:
        assert session.exec(select(SearchText.id)).all() == []


def test_a_question_is_read() -> None:
    question = read_question('"old boat" João sum')
    assert question.terms == (Term(("old", "boat")), Term(("joao",)), Term(("sum",), True))
    assert read_question("boat ").terms == (Term(("boat",)),)
    assert read_question("a" * 5000).terms[0].words == ("a" * 200,)
    assert find_terms(words_of("a b a"), [Term(("a",))]) == [(0, 1), (4, 5)]


def test_words_are_found_where_they_stand() -> None:
    def marked(text: str, *terms: Term) -> list[str]:
        return [text[a:b] for a, b in find_terms(words_of(text), terms)]

    text = "Old boats, the OLD boat; a group photo by the Boathouse"
    assert marked(text, Term(("old", "boat"))) == ["OLD boat"]
    assert marked(text, Term(("old", "boat"), is_beginning=True)) == ["Old boats", "OLD boat"]
    assert marked(text, Term(("boat",))) == ["boat"]
    assert marked(text, Term(("boat",), is_beginning=True)) == ["boats", "boat", "Boathouse"]
    assert marked(text, Term(("boat",)), Term(("old", "boat"))) == ["OLD boat"]
    assert marked(text, Term(("bote",), near=("boat", "group photo"))) == ["boat", "group photo"]
    assert marked(text, Term(("a",)), Term(("the",))) == ["the", "a", "the"]
    assert marked(text) == []
    assert marked("İstanbul Straße ÉVORA", Term(("evora",)), Term(("strasse",))) == ["ÉVORA"]
