"""A look: several reads of one moment, which a write ends."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import event, update
from sqlmodel import Session, col

from chest.access.visibility import find_role_to_see
from chest.database import Database
from chest.models import Account, Chest, Membership, Role
from tests.builders import Family, account_of, add_family


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database)


def rename(database: Database, family: Family, name: str) -> None:
    """As somebody else does: on a thread, and so outside of any look."""

    def write() -> None:
        with database.write() as session:
            session.exec(update(Chest).where(col(Chest.id) == family.chest_id).values(name=name))

    other = threading.Thread(target=write)
    other.start()
    other.join()


def name_of(session: Session, family: Family) -> str:
    return session.get_one(Chest, family.chest_id).name


def test_what_was_read_once_is_not_asked_for_again(database: Database, family: Family) -> None:
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    with database.look():
        for _ in range(3):
            with database.read() as session:
                name_of(session, family)
                assert find_role_to_see(session, family.member, family.chest_id) is Role.member
    assert len([sentence for sentence in asked if sentence.startswith("SELECT")]) == 2


def test_a_look_is_of_one_moment_until_it_is_ended(database: Database, family: Family) -> None:
    with database.look():
        with database.read() as session:
            before = name_of(session, family)
        rename(database, family, "Somebody else")
        with database.read() as session:
            assert name_of(session, family) == before
        database.look_again()
        with database.read() as session:
            assert name_of(session, family) == "Somebody else"


def test_a_write_ends_the_moment(database: Database, family: Family) -> None:
    with database.look():
        with database.read() as session:
            assert find_role_to_see(session, family.member, family.chest_id) is Role.member
        with database.write() as session:
            key = (family.chest_id, account_of(family.member))
            session.get_one(Membership, key).role = Role.viewer
        with database.read() as session:
            assert find_role_to_see(session, family.member, family.chest_id) is Role.viewer


def test_nothing_that_is_done_in_a_look_is_kept(database: Database, family: Family) -> None:
    with database.look():
        with database.read() as session:
            session.get_one(Account, account_of(family.keeper)).name = "Nobody"
        with database.read() as session:
            session.get_one(Chest, family.chest_id)
    with database.read() as session:
        assert session.get_one(Account, account_of(family.keeper)).name == "Keeper"


def test_a_read_that_fails_spoils_nothing_that_is_read_after(
    database: Database, family: Family
) -> None:
    with database.look():
        with pytest.raises(RuntimeError), database.read() as session:  # noqa: PT012
            name_of(session, family)
            raise RuntimeError
        with database.read() as session:
            assert name_of(session, family)


def test_a_look_ends_with_its_block(database: Database, family: Family) -> None:
    with database.look(), database.read() as session:
        before = name_of(session, family)
    rename(database, family, "Somebody else")
    with database.read() as session:
        assert name_of(session, family) != before
