"""Letters to those who approve: when one is written, to whom, and that they are quiet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlmodel import col, select

from chest.access.viewers import Viewer
from chest.chests.manager import ChestManager
from chest.contributions.gifts import Gifts
from chest.contributions.notices import PAUSE, SETTLES_AFTER, WaitingNotices
from chest.database import Database
from chest.errors import NotFound
from chest.letters.manager import LetterManager
from chest.models import (
    Account,
    Contribution,
    ContributionState,
    Letter,
    LetterKind,
    WaitingNotice,
    utc_now,
)
from chest.security.throttle import WindowThrottle
from tests.builders import (
    Family,
    RecordingQueue,
    account_of,
    add_contribution,
    add_link,
    open_link_session,
)

HOME = "https://chest.example"
State = ContributionState
Give = Callable[..., UUID]


def notices_of(database: Database, *, by_mail: bool = True, url: str = HOME) -> WaitingNotices:
    letters = LetterManager(
        database=database,
        jobs=RecordingQueue(),
        throttle=WindowThrottle(""),
        goes_by_mail=by_mail,
    )
    return WaitingNotices(database=database, letters=letters, public_url=url)


@pytest.fixture
def notices(database: Database) -> WaitingNotices:
    return notices_of(database)


@pytest.fixture
def given(database: Database, family: Family) -> Give:
    """Something that came through a link, ten minutes ago if nothing else is said."""
    browser = open_link_session(database, add_link(database, family.chest_id, family.keeper))

    def give(*, ago: timedelta = timedelta(minutes=10), **fields: object) -> UUID:
        moment = utc_now() - ago
        return add_contribution(
            database, family.chest_id, **{"by": browser, "submitted_at": moment} | fields
        )

    return give


def letters(database: Database) -> list[Letter]:
    with database.read() as session:
        return list(
            session.exec(
                select(Letter)
                .where(col(Letter.kind) == LetterKind.waiting)
                .order_by(col(Letter.created_at), col(Letter.to))
            )
        )


def address_of(database: Database, viewer: Viewer) -> str:
    with database.read() as session:
        return session.get_one(Account, account_of(viewer)).email


def told_at(database: Database, family: Family, viewer: Viewer, moment: datetime) -> None:
    with database.write() as session:
        row = session.get_one(WaitingNotice, (family.chest_id, account_of(viewer)))
        row.told_at = moment
        session.add(row)


def test_those_who_approve_are_told_once_and_led_to_that_very_gift(
    notices: WaitingNotices, database: Database, family: Family, given: Give
) -> None:
    first = given(name="Aunt Graça")
    assert notices.write_due() == 2
    assert notices.write_due() == 0
    written = letters(database)
    moderators = {address_of(database, one) for one in (family.curator, family.keeper)}
    assert {letter.to for letter in written} == moderators
    assert written[0].data["giver"] == "Aunt Graça"
    assert written[0].data["waits"] == "It waits for you."
    leads_to = f"{HOME}/moderate?chest={family.chest_id}&given={first}"
    assert written[0].data["address"] == leads_to
    assert written[0].data["stop_address"] == f"{HOME}/membership?chest={family.chest_id}"


def test_what_is_sent_in_one_sitting_makes_one_letter(
    notices: WaitingNotices, database: Database, given: Give
) -> None:
    given(ago=SETTLES_AFTER - timedelta(minutes=1))
    assert notices.write_due() == 0
    given(ago=SETTLES_AFTER + timedelta(minutes=2))
    given(ago=SETTLES_AFTER + timedelta(minutes=1))
    notices.write_due()
    waits = {letter.data["waits"] for letter in letters(database)}
    assert len(letters(database)) == 2
    assert waits == {"It waits for you, and there is more that you have not seen yet."}


def test_at_most_one_a_day_and_then_only_of_what_is_new(
    notices: WaitingNotices, database: Database, family: Family, given: Give
) -> None:
    given(ago=timedelta(days=3))
    notices.write_due()
    given()
    assert notices.write_due() == 0  # what came on the same day waits for the next one
    for one in (family.curator, family.keeper):
        told_at(database, family, one, utc_now() - PAUSE - timedelta(minutes=1))
    assert notices.write_due() == 2
    for one in (family.curator, family.keeper):
        told_at(database, family, one, utc_now() - PAUSE - timedelta(minutes=1))
    given(ago=PAUSE + timedelta(hours=2))  # older than the last letter, which told of it
    with database.write() as session:
        for row in session.exec(select(Contribution)):
            row.submitted_at = utc_now() - PAUSE - timedelta(hours=1)
            session.add(row)
    assert notices.write_due() == 0


def test_who_has_seen_it_waiting_is_not_told(
    notices: WaitingNotices, database: Database, family: Family, given: Give
) -> None:
    given()
    shown = Gifts(database=database).list_waiting(family.curator, family.chest_id).items
    notices.note_looked(family.curator, family.chest_id, shown)
    notices.write_due()
    assert [letter.to for letter in letters(database)] == [address_of(database, family.keeper)]
    given(ago=timedelta(minutes=6))
    assert notices.write_due() == 1  # the curator, of what came after
    assert letters(database)[-1].to == address_of(database, family.curator)


def test_looking_again_writes_nothing(
    notices: WaitingNotices, database: Database, family: Family, given: Give
) -> None:
    given()
    shown = Gifts(database=database).list_waiting(family.curator, family.chest_id).items
    notices.note_looked(family.curator, family.chest_id, shown)
    database.only_read(NotFound())  # any write would now be refused
    notices.note_looked(family.curator, family.chest_id, shown)
    notices.note_looked(family.curator, family.chest_id, [])
    database.write_again()


def test_who_wants_none_gets_none(
    notices: WaitingNotices, database: Database, family: Family, given: Give
) -> None:
    assert notices.wish(family.curator, family.chest_id).wanted
    notices.set_wanted(family.curator, family.chest_id, wanted=False)
    assert not notices.wish(family.curator, family.chest_id).wanted
    given()
    notices.write_due()
    assert [letter.to for letter in letters(database)] == [address_of(database, family.keeper)]
    notices.set_wanted(family.curator, family.chest_id, wanted=True)
    assert notices.write_due() == 1


@pytest.mark.parametrize("who", ["member", "viewer"])
def test_others_are_neither_told_nor_asked(
    notices: WaitingNotices, family: Family, given: Give, who: str
) -> None:
    viewer: Viewer = getattr(family, who)
    given()
    assert notices.write_due() == 2
    for call in (
        lambda: notices.wish(viewer, family.chest_id),
        lambda: notices.set_wanted(viewer, family.chest_id, wanted=True),
    ):
        with pytest.raises(NotFound):
            call()


@pytest.mark.parametrize(
    "state", [State.draft, State.approved, State.declined, State.held, State.withdrawn]
)
def test_what_does_not_wait_is_not_told(
    notices: WaitingNotices, given: Give, state: ContributionState
) -> None:
    given(state=state)
    assert notices.write_due() == 0


def test_nobody_is_told_of_what_they_gave_or_in_a_chest_that_was_put_away(
    notices: WaitingNotices, database: Database, family: Family, given: Give
) -> None:
    given(by=family.curator)
    notices.write_due()
    assert [letter.to for letter in letters(database)] == [address_of(database, family.keeper)]
    given()
    ChestManager(database=database).delete(family.keeper, family.chest_id)
    assert notices.write_due() == 0


@pytest.mark.parametrize(("by_mail", "url"), [(False, HOME), (True, "")])
def test_without_mail_or_an_address_of_its_own_none_is_written(
    database: Database, family: Family, given: Give, by_mail: bool, url: str
) -> None:
    nowhere = notices_of(database, by_mail=by_mail, url=url)
    given()
    assert nowhere.write_due() == 0
    assert not nowhere.wish(family.keeper, family.chest_id).possible
