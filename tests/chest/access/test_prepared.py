"""Questions that are put together once: whoever asks, of whichever database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, String, bindparam, event, func, literal
from sqlalchemy import select as select_columns
from sqlmodel import col

from chest.access.prepared import Prepared
from chest.access.viewers import ANONYMOUS, Viewer
from chest.database import Database
from chest.migrations import migrate
from chest.models import Asset, Kind
from tests.builders import add_asset, add_family

SAID = "it's \"five\" o'clock; -- :now ? %s"


def _by_kind(_viewer: Viewer, kind: Kind) -> Select[Any]:
    caption = col(Asset.caption)
    return select_columns(
        caption, literal(SAID, String()).label("said"), func.substr(caption, 1, 3)
    ).where(
        col(Asset.kind) == kind,
        col(Asset.chest_id) == bindparam("chest_id"),
        caption == bindparam("caption"),
    )


def test_what_people_say_is_handed_over_and_our_own_words_are_written_out(
    database: Database,
) -> None:
    family = add_family(database)
    add_asset(database, family.chest_id, kind=Kind.photo, caption=SAID)
    add_asset(database, family.chest_id, kind=Kind.audio, caption=SAID)
    asked: list[tuple[str, Any]] = []
    event.listen(
        database.engine,
        "before_cursor_execute",
        lambda _c, _cursor, sql, values, *_: asked.append((sql, values)),
    )
    question = Prepared(_by_kind)
    with database.read() as session:
        for kind in (Kind.photo, Kind.audio, Kind.video):
            rows = question.ask(session, ANONYMOUS, kind, chest_id=family.chest_id, caption=SAID)
            found = [tuple(row) for row in rows]
            assert found == ([] if kind is Kind.video else [(SAID, SAID, SAID[:3])])
    for sql, values in asked[-3:]:
        handed = values.values() if isinstance(values, dict) else values
        assert SAID in handed
        assert SAID not in sql
        assert not {"photo", "audio", "video", 1, 3} & set(handed)


def test_one_question_is_asked_of_many_databases(tmp_path: Any) -> None:
    question = Prepared(_by_kind)
    for round_ in range(2):
        for number in range(6):
            database = Database(f"sqlite:///{tmp_path / f'{number}.db'}")
            migrate(database)
            family = add_family(database)
            add_asset(database, family.chest_id, kind=Kind.photo, caption=f"{number} {round_}")
            with database.read() as session:
                rows = question.ask(
                    session,
                    ANONYMOUS,
                    Kind.photo,
                    chest_id=family.chest_id,
                    caption=f"{number} {round_}",
                )
            assert len(rows) == 1
            database.close()
