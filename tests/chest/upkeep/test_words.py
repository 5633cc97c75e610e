"""What is searched in is compared with what the memories say, and put right."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from chest.database import Database
from chest.models import Asset, AssetTag, Kind, PictureText, TagBy, TranscriptSegment
from chest.search.manager import SearchManager
from chest.upkeep.words import Wrong, check_words, find_wrong, mend_words
from tests.builders import Family, add_asset, add_family
from tests.command_line import CommandLine


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chest.upkeep.words._AT_ONCE", 2)


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database)


@pytest.fixture
def ids(database: Database, family: Family) -> list[UUID]:
    return fill(database, family.chest_id)


def fill(database: Database, chest_id: UUID) -> list[UUID]:
    found = []
    for n, word in enumerate(("Windmill", "Orchard", "Harbour", "Kitchen", "Chapel")):
        asset_id = add_asset(
            database, chest_id, kind=Kind.audio, caption=word, place=f"Place {n}", who="Rosa"
        )
        found.append(asset_id)
        with database.write() as session:
            session.add(PictureText(asset_id=asset_id, text=f"Sign of {word}"))
            for label in ("zebra", "apple", "meadow"):
                session.add(
                    AssetTag(asset_id=asset_id, chest_id=chest_id, label=label, by=TagBy.person)
                )
            session.add(
                TranscriptSegment(
                    asset_id=asset_id, position=0, start=1, end=2, text=f"Said {word}."
                )
            )
    return found


def run(database: Database, *statements: str) -> None:
    with database.write() as session:
        for statement in statements:
            session.connection().execute(text(statement))


def finds(database: Database, family: Family, folder: Path, asked: str) -> int:
    manager = SearchManager(database=database, folder=folder)
    return len(manager.search(family.viewer, family.chest_id, asked).items)


MEMORIES = "segment_id is null and caption like '%indmill%'"
SPOILED: dict[str, tuple[Wrong, tuple[str, ...]]] = {
    "missing": (
        Wrong(memories=2, sentences=5),
        (
            "delete from search_text where segment_id is not null",
            "delete from search_text where caption like '%indmill%' or caption like '%hapel%'",
        ),
    ),
    "stale": (
        Wrong(memories=1, sentences=2),
        (
            f"update search_text set caption = 'elsewhere' where {MEMORIES}",
            "update search_text set body = 'nothing' where body like '%aid %rchard%'",
            "update search_text set second = 77 where body like '%aid %arbour%'",
        ),
    ),
    "a tag of before": (
        Wrong(memories=1),
        (f"update search_text set seen = 'lighthouse' where {MEMORIES}",),
    ),
}


@pytest.mark.parametrize("how", list(SPOILED))
def test_what_is_missing_or_stale_is_found_and_put_right(
    database: Database, family: Family, ids: list[UUID], tmp_path: Path, how: str
) -> None:
    assert check_words(database).ok, find_wrong(database)
    wrong, statements = SPOILED[how]
    run(database, *statements)
    assert find_wrong(database) == wrong
    assert not check_words(database).ok
    assert check_words(database).sentence.endswith("Run: python -m chest search rebuild")
    assert mend_words(database) == wrong
    assert find_wrong(database) == Wrong()
    for word in ("windmill", "orchard", "harbour", "chapel"):
        assert finds(database, family, tmp_path, f"{word} sign") == 1
        assert finds(database, family, tmp_path, f'"said {word}"') == 1
    for word in ("elsewhere", "lighthouse"):
        assert finds(database, family, tmp_path, word) == 0
    assert finds(database, family, tmp_path, "zebra") == 5


def test_rows_of_what_is_gone_are_found_and_dropped(
    database: Database, family: Family, ids: list[UUID], tmp_path: Path
) -> None:
    run(
        database,
        "insert into search_text (asset_id, chest_id, segment_id, second, body) "
        "select asset_id, chest_id, asset_id, 3.0, 'lighthouse' from search_text "
        f"where {MEMORIES}",
    )
    assert finds(database, family, tmp_path, "lighthouse") == 1
    assert find_wrong(database) == Wrong(left_over=1)
    mend_words(database)
    assert find_wrong(database) == Wrong()
    assert finds(database, family, tmp_path, "lighthouse") == 0


def test_missing_triggers_are_found_and_made_again(
    database: Database, family: Family, ids: list[UUID], tmp_path: Path
) -> None:
    dropped = (
        ("drop trigger asset_search_update", "drop trigger search_text_update")
        if database.is_sqlite
        else (
            "drop trigger asset_search_update on asset",
            "drop trigger search_text_words on search_text",
        )
    )
    run(database, *dropped)
    with database.write() as session:
        session.get_one(Asset, ids[0]).caption = "Lighthouse"
    assert find_wrong(database) == Wrong(memories=1, triggers=2)
    mend_words(database)
    assert find_wrong(database) == Wrong()
    assert finds(database, family, tmp_path, "lighthouse") == 1
    with database.write() as session:
        session.get_one(Asset, ids[0]).caption = "Quay"
    assert finds(database, family, tmp_path, "quay") == 1
    assert finds(database, family, tmp_path, "lighthouse") == 0
    assert check_words(database).ok


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("statements", "number"),
    [
        (("insert into search_fts (search_fts) values ('delete-all')",), 10),
        (("insert into search_names (search_names) values ('delete-all')",), 5),
        (("insert into search_names (rowid, who) values (9999, 'Nobody')",), 1),
        (("insert into search_fts (rowid, caption) values (9999, 'Nobody')",), 1),
    ],
)
def test_an_index_that_lacks_rows_or_has_too_many_is_made_anew(
    database: Database,
    family: Family,
    ids: list[UUID],
    tmp_path: Path,
    statements: tuple[str, ...],
    number: int,
) -> None:
    run(database, *statements)
    assert find_wrong(database) == Wrong(unindexed=number)
    mend_words(database)
    assert find_wrong(database) == Wrong()
    assert finds(database, family, tmp_path, "windmill sign") == 1
    manager = SearchManager(database=database, folder=tmp_path)
    assert [one.text for one in manager.suggest(family.viewer, family.chest_id, "ros")] == ["Rosa"]
    run(database, "insert into search_fts (search_fts, rank) values ('integrity-check', 1)")


def test_stopped_half_way_it_goes_on_and_all_can_be_made_anew(
    database: Database, family: Family, ids: list[UUID], tmp_path: Path
) -> None:
    run(database, "delete from search_text where segment_id is null")

    def stop(step: str) -> None:
        if step == "looking at sentences":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        mend_words(database, told=stop)
    assert find_wrong(database) == Wrong()  # what was put right stays so
    made = mend_words(database, everything=True)
    assert (made.memories, made.sentences, made.left_over) == (5, 5, 0)
    assert find_wrong(database) == Wrong()
    assert finds(database, family, tmp_path, "harbour meadow") == 1


def test_looking_asks_as_few_questions_for_each_thousand(
    database: Database, family: Family, ids: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    from chest.upkeep import words

    def note(session: object, is_sqlite: bool, found: list[UUID]) -> None:
        sizes.append(len(found))

    monkeypatch.setattr(words, "_MEND", dict.fromkeys(words._MEND, note))
    mend_words(database, everything=True)
    assert sizes == [2, 2, 1, 2, 2, 1]


def test_the_command_that_the_doctor_names_puts_it_right(
    tmp_path: Path, sqlite_template: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(sqlite_template, data / "chest.db")
    database = Database(f"sqlite:///{data / 'chest.db'}")
    try:
        fill(database, add_family(database).chest_id)
        run(database, f"update search_text set caption = 'elsewhere' where {MEMORIES}")
        assert (
            check_words(database).sentence == "1 memory says something else than is searched in. "
            "Run: python -m chest search rebuild"
        )
        done = CommandLine(data).run("search", "rebuild")
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines()[-1] == (
            "Put right: 1 memory says something else than is searched in."
        )
        assert check_words(database).ok
        again = CommandLine(data).run("search", "rebuild")
        assert again.stdout.splitlines()[-1] == "Nothing was wrong."
        anew = CommandLine(data).run("search", "rebuild", "--all")
        assert anew.stdout.splitlines()[-1] == (
            "Made anew: 5 memories, 5 sentences, and the index."
        )
    finally:
        database.close()
