"""What was erased for good does not come back, and what fell due meanwhile waits for a word."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from chest.access.viewers import AccountViewer
from chest.access.visibility import visible_to
from chest.database import Database
from chest.erasing.purging import purge_assets, purge_chest
from chest.models import (
    Album,
    Asset,
    Chest,
    Export,
    ExportFormat,
    ExportState,
    Letter,
    LetterKind,
    LetterState,
    Person,
    Role,
    Tombstone,
    new_id,
    utc_now,
)
from chest.upkeep.backups.holding import NEVER, release
from tests.builders import Family, account_of, add_asset, add_chest, add_family
from tests.chest.exports.conftest import add_file
from tests.chest.upkeep.backups.conftest import Elsewhere, Home


def make_yesterday(home: Home, address: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A backup of another day: of one day only the newest is kept."""
    with monkeypatch.context() as patch:
        yesterday = utc_now() - timedelta(days=1)
        patch.setattr("chest.upkeep.backups.making.utc_now", lambda: yesterday)
        return home.make(address).head.id


def test_what_was_erased_since_is_erased_again(
    home: Home,
    filled: Family,
    address: str,
    elsewhere: Elsewhere,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = add_family(home.database)
    add_file(home.database, home.blobs, other.chest_id, b"of the other chest")
    with home.database.write() as session:
        album = Album(chest_id=filled.chest_id, name="Sea", made_by=account_of(filled.keeper))
        session.add(album)
        session.flush()
        album_id = album.id
        memory, key = session.exec(
            select(Asset.id, Asset.storage_key).where(col(Asset.bytes) > 0).order_by(col(Asset.id))
        ).first()
    older = make_yesterday(home, address, monkeypatch)
    with home.database.write() as session:
        purge_assets(session, [memory])
        purge_chest(session, session.get_one(Chest, other.chest_id))
        session.delete(session.get_one(Album, album_id))
    home.make(address)
    done = elsewhere.bring_back(home.open(address), snapshot=older)
    assert done.erased == 3
    with elsewhere.database() as database, database.read() as session:
        assert session.get(Asset, memory) is None
        assert session.get(Chest, other.chest_id) is None
        assert session.get(Album, album_id) is None
        assert len(session.exec(select(Asset)).all()) == 5
        assert {row.subject_id for row in session.exec(select(Tombstone))} >= {memory, album_id}
    assert not elsewhere.open_blobs().exists(str(key))
    assert done.files == 5


def test_what_was_brought_in_again_by_somebodys_will_is_no_longer_on_the_list(
    database: Database, family: Family
) -> None:
    memory = add_asset(database, family.chest_id)
    with database.write() as session:
        purge_assets(session, [memory])
    assert _stones(database) == {("asset", memory)}
    add_asset(database, family.chest_id, id=memory)
    assert _stones(database) == set()


def test_the_database_itself_writes_down_what_goes_by_whatever_cascade(
    database: Database, family: Family
) -> None:
    memory = add_asset(database, family.chest_id)
    with database.write() as session:
        person_id = new_id()
        session.add(Person(id=person_id, stands_as=person_id, chest_id=family.chest_id, name="Joe"))
    with database.write() as session:
        session.delete(session.get_one(Chest, family.chest_id))
    assert _stones(database) == {
        ("chest", family.chest_id),
        ("asset", memory),
        ("person", person_id),
    }


def _stones(database: Database) -> set[tuple[str, UUID]]:
    with database.read() as session:
        return {(row.kind, row.subject_id) for row in session.exec(select(Tombstone))}


def test_a_letter_that_waited_is_not_sent_from_a_backup(
    home: Home, filled: Family, address: str, elsewhere: Elsewhere
) -> None:
    with home.database.write() as session:
        letter = Letter(
            kind=LetterKind.waiting,
            to="ana@example.org",
            data={"link": "secret"},
            give_up_at=utc_now() + timedelta(days=3),
        )
        session.add(letter)
        session.flush()
        letter_id = letter.id
    home.make(address)
    assert elsewhere.bring_back(home.open(address)).prepared.letters == 1
    with elsewhere.database() as database, database.read() as session:
        held = session.get_one(Letter, letter_id)
        assert (held.state, held.data) == (LetterState.failed, {})
        assert "may have been sent" in (held.reason or "")


def test_a_memory_whose_day_came_meanwhile_waits_for_a_word(
    home: Home,
    filled: Family,
    address: str,
    elsewhere: Elsewhere,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    today, later = utc_now() - timedelta(hours=2), utc_now() + timedelta(days=9)
    due = add_asset(home.database, filled.chest_id, visible_from=today)
    future = add_asset(home.database, filled.chest_id, visible_from=later)
    make_yesterday(home, address, monkeypatch)
    assert elsewhere.bring_back(home.open(address)).prepared.memories == 1
    with elsewhere.database() as database:
        with database.read() as session:
            assert session.get_one(Asset, due).visible_from == NEVER
            assert session.get_one(Asset, future).visible_from == later
            assert not _sees(session, filled, due)
        with database.write() as session:
            assert release(session) == 1
        with database.read() as session:
            assert _sees(session, filled, due)
            assert not _sees(session, filled, future)


def _sees(session: Session, family: Family, asset_id: UUID) -> bool:
    viewer = AccountViewer(account_id=account_of(family.viewer))
    asked = select(Asset.id).where(col(Asset.id) == asset_id, visible_to(viewer))
    return session.exec(asked).first() is not None


def test_what_somebody_had_packed_is_asked_for_anew(
    home: Home, filled: Family, address: str, elsewhere: Elsewhere
) -> None:
    with home.database.write() as session:
        session.add(
            Export(
                chest_id=filled.chest_id,
                account_id=account_of(filled.keeper),
                role=Role.keeper,
                format=ExportFormat.bagit,
                state=ExportState.ready,
                name="bag.zip",
            )
        )
    home.make(address)
    elsewhere.bring_back(home.open(address))
    with elsewhere.database() as database, database.read() as session:
        assert [row.state for row in session.exec(select(Export))] == [ExportState.expired]


def test_a_chest_of_one_who_owns_nothing_else_is_not_needed(home: Home, address: str) -> None:
    add_chest(home.database, add_family(home.database).keeper)
    assert home.make(address).head.files == 0
