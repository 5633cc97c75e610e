"""Whoever added files is told once, when all of them are understood: what is a batch, when it is
told, to whom, and that its cost does not grow with the chest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import event
from sqlmodel import col, select, update

from chest.access.viewers import LinkViewer, Viewer
from chest.chests.manager import ChestManager
from chest.chests.members import MemberManager
from chest.database import Database
from chest.errors import NotFound
from chest.ingest.understanding_rows import TURNED_OFF, WAITS_FOR_MODEL
from chest.letters.mail_server import read_mail_server
from chest.letters.post import ByMail
from chest.models import (
    NOBODY,
    Account,
    Archive,
    ArchiveState,
    Asset,
    AssetState,
    ChestUnderstanding,
    Contribution,
    ContributionState,
    Kind,
    Letter,
    LetterState,
    Membership,
    ProcessingStep,
    Rendition,
    Review,
    Step,
    StepState,
    Understanding,
    Upload,
    UploadBatch,
    UploadState,
    utc_now,
)
from chest.uploads import batches
from chest.uploads import ready as ready_room
from chest.uploads.batches import ARRIVES_WITHIN
from chest.uploads.ready import KEPT_FOR, MANY, ReadyNotices
from tests.builders import (
    Family,
    account_of,
    add_asset,
    add_contribution,
    add_link,
    open_link_session,
)
from tests.mailing import Bag as MailBag
from tests.mailing import deliver, list_letters, open_letters, words_of
from tests.servers.mail import mail_server

HOME = "https://chest.example"
NO_PICTURE = "This file is not a picture that can be read."
MINUTE = timedelta(minutes=1)
Add = Callable[..., UUID]


def open_ready(database: Database, *, by_mail: bool = True, paused: bool = False) -> ReadyNotices:
    return ReadyNotices(
        database=database,
        letters=open_letters(database, goes_by_mail=by_mail),
        public_url=HOME,
        is_paused=lambda: paused,
    )


@pytest.fixture
def ready(database: Database) -> ReadyNotices:
    return open_ready(database)


@pytest.fixture
def add(database: Database, family: Family) -> Add:
    """A file that arrived so long ago and is understood, unless something else is said."""

    def one(
        *,
        by: Viewer | None = None,
        ago: timedelta = 20 * MINUTE,
        took: timedelta = timedelta(),
        upload_state: UploadState = UploadState.complete,
        **fields: object,
    ) -> UUID:
        who = by or family.member
        asset_id = add_asset(
            database,
            family.chest_id,
            **{"storage_key": "v1/x", "added_by": who.account_id, "kind": Kind.other} | fields,
        )
        arrived = utc_now() - ago
        with database.write() as session:
            session.add(
                Upload(
                    asset_id=asset_id,
                    state=upload_state,
                    handle="-",
                    size=1,
                    part_size=1,
                    account_id=who.account_id,
                    link_session_id=who.session_id if isinstance(who, LinkViewer) else None,
                    created_at=arrived - took,
                    completed_at=arrived if upload_state is UploadState.complete else None,
                )
            )
            is_failed = fields.get("state") is AssetState.failed
            session.add(
                ProcessingStep(
                    asset_id=asset_id,
                    step=Step.type,
                    state=StepState.failed if is_failed else StepState.done,
                    reason=NO_PICTURE if is_failed else None,
                    updated_at=arrived,
                )
            )
        return asset_id

    return one


def task(database: Database, asset_id: UUID, state: StepState, reason: str | None = None) -> None:
    with database.write() as session:
        key = (asset_id, Step.transcribe)
        row = session.get(Understanding, key) or Understanding(
            asset_id=asset_id, step=Step.transcribe
        )
        row.state, row.reason = state, reason
        session.add(row)


def count_batches(database: Database) -> int:
    with database.read() as session:
        return len(session.exec(select(UploadBatch.id)).all())


def count_shown(ready: ReadyNotices, viewer: Viewer, family: Family) -> tuple[int, int] | None:
    found = ready.find(viewer, family.chest_id)
    return (found.ready, found.failed) if found else None


def address_of(database: Database, viewer: Viewer) -> str:
    with database.read() as session:
        return session.get_one(Account, account_of(viewer)).email


def test_what_is_ready_is_told_once_and_to_nobody_else(
    ready: ReadyNotices, family: Family, add: Add
) -> None:
    for name in ("a.jpg", "b.jpg"):
        add(original_name=name)
    bad = add(original_name="c.jpg", state=AssetState.failed)
    assert ready.tell_due() == 1
    found = ready.find(family.member, family.chest_id)
    assert found is not None
    assert (found.ready, found.failed) == (2, 1)
    assert [(one.asset_id, one.name, one.reason) for one in found.unread] == [
        (bad, "c.jpg", NO_PICTURE)
    ]
    assert ready.tell_due() == 0
    for other in (family.keeper, family.curator, family.viewer):
        assert ready.find(other, family.chest_id) is None
    with pytest.raises(NotFound):
        ready.find(family.stranger, family.chest_id)


def test_nothing_is_told_within_ten_minutes_and_what_comes_then_belongs_to_it(
    ready: ReadyNotices, database: Database, family: Family, add: Add
) -> None:
    add(ago=16 * MINUTE)
    add(ago=8 * MINUTE)
    assert ready.tell_due() == 0
    assert count_shown(ready, family.member, family) is None
    with database.write() as session:
        for row in session.exec(select(UploadBatch)):
            row.last_at -= 3 * MINUTE
            session.add(row)
    assert ready.tell_due() == 1
    assert count_shown(ready, family.member, family) == (2, 0)


def test_a_pause_of_ten_minutes_and_another_person_make_another_batch(
    ready: ReadyNotices, database: Database, family: Family, add: Add
) -> None:
    add(ago=45 * MINUTE)
    add(ago=30 * MINUTE)
    add(ago=30 * MINUTE, by=family.keeper)
    assert ready.tell_due() == 3
    assert count_batches(database) == 3
    assert count_shown(ready, family.member, family) == (2, 0)  # two batches, one line


def test_a_file_that_arrives_for_long_is_of_the_batch_in_which_it_was_begun(
    ready: ReadyNotices, database: Database, family: Family, add: Add
) -> None:
    add(ago=50 * MINUTE)
    film = add(ago=45 * MINUTE, upload_state=UploadState.open, state=AssetState.uploading)
    assert ready.tell_due() == 0
    with database.write() as session:
        session.exec(
            update(Upload)
            .where(col(Upload.asset_id) == film)
            .values(state=UploadState.complete, completed_at=utc_now() - 15 * MINUTE)
        )
        session.exec(update(Asset).where(col(Asset.id) == film).values(state=AssetState.ready))
    assert ready.tell_due() == 1
    assert count_shown(ready, family.member, family) == (2, 0)


def test_an_upload_that_was_left_is_not_waited_for(
    ready: ReadyNotices, family: Family, add: Add
) -> None:
    long_ago = ARRIVES_WITHIN + MINUTE
    add(ago=long_ago)
    add(ago=long_ago, upload_state=UploadState.open, state=AssetState.uploading)
    assert ready.tell_due() == 1
    assert count_shown(ready, family.member, family) == (1, 0)


@pytest.mark.parametrize("state", [StepState.waiting, StepState.running])
def test_slow_work_is_waited_for(
    ready: ReadyNotices, database: Database, add: Add, state: StepState
) -> None:
    voice = add(kind=Kind.audio)
    task(database, voice, state)
    assert ready.tell_due() == 0
    task(database, voice, StepState.waiting, "The service that listens is busy.")
    assert ready.tell_due() == 0  # it is asked again by itself
    task(database, voice, StepState.failed, "It could not be heard.")
    assert ready.tell_due() == 1


def test_a_memory_whose_work_was_never_asked_for_is_waited_for(
    ready: ReadyNotices, add: Add
) -> None:
    add(kind=Kind.audio)
    assert ready.tell_due() == 0


@pytest.mark.parametrize("reason", [WAITS_FOR_MODEL, TURNED_OFF])
def test_what_waits_for_a_person_is_not_waited_for(
    ready: ReadyNotices, database: Database, add: Add, reason: str
) -> None:
    task(database, add(kind=Kind.audio), StepState.waiting, reason)
    assert ready.tell_due() == 1


def test_nor_is_what_rests_or_is_switched_off(
    ready: ReadyNotices, database: Database, family: Family, add: Add
) -> None:
    task(database, add(kind=Kind.audio), StepState.waiting)
    assert ready.tell_due() == 0
    assert open_ready(database, paused=True).tell_due() == 1
    photo = add(kind=Kind.photo)
    with database.write() as session:
        session.add(Understanding(asset_id=photo, step=Step.read, state=StepState.done))
        session.add(Understanding(asset_id=photo, step=Step.tag, state=StepState.waiting))
    assert ready.tell_due() == 0
    with database.write() as session:
        session.add(ChestUnderstanding(chest_id=family.chest_id, pictures=False))
    assert ready.tell_due() == 1


def test_films_and_archives_that_are_worked_on_are_waited_for(
    ready: ReadyNotices, database: Database, family: Family, add: Add
) -> None:
    film = add(kind=Kind.video, plays_in_browser=False)
    with database.write() as session:
        for step in (Step.tag, Step.transcribe):
            session.add(Understanding(asset_id=film, step=step, state=StepState.done))
    assert ready.tell_due() == 0
    with database.write() as session:
        session.add(Rendition(asset_id=film, recipe=1, state=StepState.done))
    assert ready.tell_due() == 1
    packed = add()
    with database.write() as session:
        session.add(Archive(asset_id=packed, state=ArchiveState.unpacking))
    assert ready.tell_due() == 0
    with database.write() as session:
        session.get_one(Archive, packed).state = ArchiveState.done
        session.get_one(Asset, packed).deleted_at = utc_now()
    assert ready.tell_due() == 0  # nothing is left of this batch
    assert count_shown(ready, family.member, family) == (1, 0)


def test_what_is_put_away_or_declined_is_no_file_of_it(
    ready: ReadyNotices, database: Database, family: Family, add: Add
) -> None:
    add(deleted_at=utc_now(), state=AssetState.processing)
    assert ready.tell_due() == 0
    assert count_batches(database) == 0
    add(deleted_at=utc_now())
    add()
    assert ready.tell_due() == 1
    assert count_shown(ready, family.member, family) == (1, 0)


def test_the_line_knows_what_became_of_a_failure_and_goes_when_told_to(
    ready: ReadyNotices, database: Database, family: Family, add: Add
) -> None:
    bad = [add(original_name=f"{n}.jpg", state=AssetState.failed) for n in range(3)]
    ready.tell_due()
    assert count_shown(ready, family.member, family) == (0, 3)
    with database.write() as session:
        session.get_one(Asset, bad[0]).state = AssetState.ready
        session.get_one(Asset, bad[1]).deleted_at = utc_now()
    found = ready.find(family.member, family.chest_id)
    assert found is not None
    assert (found.ready, found.failed, [one.asset_id for one in found.unread]) == (1, 1, [bad[2]])

    add()
    ready.tell_due()
    ready.dismiss(family.member, family.chest_id, until=found.until)
    ready.dismiss(family.member, family.chest_id, until=found.until)
    assert count_shown(ready, family.member, family) == (1, 0)  # what came since is not dismissed
    latest = ready.find(family.member, family.chest_id)
    assert latest is not None
    ready.dismiss(family.keeper, family.chest_id, until=latest.until)
    assert count_shown(ready, family.member, family) == (1, 0)  # nor by anybody else
    ready.dismiss(family.member, family.chest_id, until=latest.until)
    assert ready.find(family.member, family.chest_id) is None
    with pytest.raises(NotFound):
        ready.dismiss(family.stranger, family.chest_id, until=latest.until)


def test_it_is_forgotten_after_thirty_days(
    ready: ReadyNotices, database: Database, family: Family, add: Add
) -> None:
    add()
    ready.tell_due()
    with database.write() as session:
        (row,) = session.exec(select(UploadBatch)).all()
        row.settled_at = utc_now() - KEPT_FOR - MINUTE
        session.add(row)
    assert ready.find(family.member, family.chest_id) is None
    ready.tell_due()
    assert count_batches(database) == 0
    ready.tell_due()
    assert count_batches(database) == 0  # and its files make no other


def test_few_files_make_no_letter_and_many_make_one(
    ready: ReadyNotices, database: Database, family: Family, add: Add
) -> None:
    for _ in range(MANY - 1):
        add()
    ready.tell_due()
    assert list_letters(database) == []
    for _ in range(MANY - 2):
        add()
    for n in range(2):
        add(original_name=f"old-{n}.jpg", state=AssetState.failed)
    ready.tell_due()
    ready.tell_due()
    (letter,) = list_letters(database)
    assert letter.to == address_of(database, family.member)
    bag = MailBag()
    deliver(database, bag)
    text = words_of(bag.letters[0]).replace("\u2060", "")
    assert f"{MANY - 2} files that you added to the chest of Rosa Almeida" in text
    assert "2 files could not be read." in text
    assert f"old-0.jpg: {NO_PICTURE}\n{HOME}/memory?chest={family.chest_id}&id=" in text
    assert f"{HOME}/overview?chest={family.chest_id}" in text
    assert "\n\n\n" not in text


@pytest.mark.parametrize(("minutes", "written"), [(29, 0), (31, 1)])
def test_what_took_long_makes_a_letter(
    ready: ReadyNotices, database: Database, add: Add, minutes: int, written: int
) -> None:
    add(took=minutes * MINUTE)
    assert ready.tell_due() == 1
    assert len(list_letters(database)) == written


def test_the_time_until_somebody_looks_is_not_counted(
    ready: ReadyNotices, database: Database, add: Add
) -> None:
    add(ago=timedelta(days=2))  # the computer was off
    assert ready.tell_due() == 1
    assert list_letters(database) == []


def test_without_a_mail_server_there_is_the_line_alone(
    database: Database, family: Family, add: Add
) -> None:
    ready = open_ready(database, by_mail=False)
    add(took=timedelta(hours=1))
    assert ready.tell_due() == 1
    assert list_letters(database) == []
    assert count_shown(ready, family.member, family) == (1, 0)


def test_who_left_gets_nothing_not_even_what_waits_to_be_sent(
    ready: ReadyNotices, database: Database, family: Family, add: Add
) -> None:
    members = MemberManager(database=database)
    add(took=timedelta(hours=1))
    ready.tell_due()
    members.remove(family.member, family.chest_id, account_id=account_of(family.member))
    (letter,) = list_letters(database)
    assert letter.state is LetterState.failed
    add(took=timedelta(hours=1))
    assert ready.tell_due() == 0
    with database.write() as session:
        session.add(
            Membership(
                chest_id=family.chest_id, account_id=account_of(family.member), role="member"
            )
        )
    assert ready.tell_due() == 0
    assert ready.find(family.member, family.chest_id) is None  # nor when they come back
    assert len(list_letters(database)) == 1


def test_who_left_between_gathering_and_telling_gets_nothing(
    ready: ReadyNotices, database: Database, family: Family, add: Add
) -> None:
    add(took=timedelta(hours=1))
    batches.gather(database)
    with database.write() as session:
        session.delete(session.get_one(Membership, (family.chest_id, account_of(family.member))))
    assert ready.tell_due() == 0
    assert list_letters(database) == []
    assert count_batches(database) == 0


def test_a_deleted_account_and_a_chest_that_was_put_away_get_nothing(
    ready: ReadyNotices, database: Database, family: Family, add: Add
) -> None:
    add(took=timedelta(hours=1))
    with database.write() as session:
        session.get_one(Account, account_of(family.member)).deleted_at = utc_now()
    assert ready.tell_due() == 0
    add(took=timedelta(hours=1), by=family.curator)
    ChestManager(database=database).delete(family.keeper, family.chest_id)
    assert ready.tell_due() == 0
    assert list_letters(database) == []


@pytest.fixture
def gift(database: Database, family: Family) -> tuple[LinkViewer, UUID]:
    browser = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    assert isinstance(browser, LinkViewer)
    given = add_contribution(
        database, family.chest_id, by=browser, contact_email="graca@example.org"
    )
    return browser, given


def test_who_gave_through_a_link_hears_of_their_own_files_alone(
    ready: ReadyNotices,
    database: Database,
    family: Family,
    add: Add,
    gift: tuple[LinkViewer, UUID],
) -> None:
    browser, given = gift
    same = add(by=family.keeper, sha256="a" * 64, original_name="keeper.jpg")
    mine = {"by": browser, "contribution_id": given, "review": Review.pending}
    add(**mine, sha256="a" * 64, duplicate_of=same, took=timedelta(hours=1))
    add(**mine, original_name="mine.jpg", state=AssetState.failed)
    add(state=AssetState.failed, original_name="member.jpg")
    assert ready.tell_due() == 3
    (letter,) = list_letters(database)
    assert letter.to == "graca@example.org"
    bag = MailBag()
    deliver(database, bag)
    for shape in ("plain", "html"):
        text = words_of(bag.letters[0], shape).replace("\u2060", "")
        assert "1 file that you added" in text
        assert "1 file could not be read." in text
        assert "mine.jpg" in text
        for foreign in ("keeper.jpg", "member.jpg", "/r/", HOME, "already", str(given)):
            assert foreign not in text
    assert count_shown(ready, family.keeper, family) == (1, 0)


def test_a_gift_is_told_of_once_it_was_sent(
    ready: ReadyNotices, database: Database, add: Add, gift: tuple[LinkViewer, UUID]
) -> None:
    browser, given = gift
    draft = {"review": Review.draft, "contribution_id": given}
    with database.write() as session:
        session.get_one(Contribution, given).state = ContributionState.draft
    add(by=browser, took=timedelta(hours=1), **draft)
    assert ready.tell_due() == 0
    assert ready.tell_due() == 0
    assert list_letters(database) == []
    with database.write() as session:
        session.get_one(Contribution, given).state = ContributionState.pending
    assert ready.tell_due() == 1
    assert len(list_letters(database)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"contact_email": None},
        {"state": ContributionState.declined},
        {"state": ContributionState.withdrawn},
    ],
    ids=["no address", "declined", "taken back"],
)
def test_a_gift_of_which_nobody_is_told(
    ready: ReadyNotices,
    database: Database,
    add: Add,
    gift: tuple[LinkViewer, UUID],
    change: dict[str, object],
) -> None:
    browser, given = gift
    add(by=browser, contribution_id=given, review=Review.pending, took=timedelta(hours=1))
    with database.write() as session:
        row = session.get_one(Contribution, given)
        for name, value in change.items():
            setattr(row, name, value)
        session.add(row)
    assert ready.tell_due() == 0
    assert list_letters(database) == []
    assert count_batches(database) == 0


def test_a_run_that_was_cut_off_is_taken_up_and_tells_once(
    ready: ReadyNotices,
    database: Database,
    family: Family,
    add: Add,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for _ in range(MANY):
        add()

    def killed(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(ReadyNotices, "_settle", killed)
        with pytest.raises(KeyboardInterrupt):
            ready.tell_due()
    assert list_letters(database) == []
    assert ready.tell_due() == 1
    assert len(list_letters(database)) == 1
    assert count_shown(ready, family.member, family) == (MANY, 0)


def test_a_large_batch_is_looked_through_piece_by_piece_and_not_from_the_start(
    ready: ReadyNotices,
    database: Database,
    family: Family,
    add: Add,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(batches, "_FILES_AT_ONCE", 2)
    monkeypatch.setattr(batches, "_GATHERED_AT_ONCE", 3)
    monkeypatch.setattr(ready_room, "_FILES_AT_ONCE", 4)
    files = [add(ago=(20 + n) * MINUTE) for n in range(7)]
    with database.write() as session:
        session.get_one(Asset, files[5]).state = AssetState.processing
    looks = 0
    while ready.tell_due() == 0 and looks < 20:
        looks += 1
        with database.read() as session:
            rows = session.exec(select(UploadBatch)).all()
        if rows and sum(row.ready for row in rows) == 5:
            with database.write() as session:
                session.get_one(Asset, files[5]).state = AssetState.failed
    assert 1 < looks < 20
    assert count_shown(ready, family.member, family) == (6, 1)


def test_what_a_sweep_asks_does_not_grow_with_the_chest(
    ready: ReadyNotices, database: Database, add: Add
) -> None:
    for _ in range(5):
        add()
    ready.tell_due()

    def asked() -> list[str]:
        statements: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            statements.append(statement)

        event.listen(database.engine, "before_cursor_execute", note)
        try:
            ready.tell_due()
        finally:
            event.remove(database.engine, "before_cursor_execute", note)
        return statements

    few = asked()
    for _ in range(40):
        add()
    ready.tell_due()
    assert asked() == few
    if database.engine.dialect.name != "sqlite":
        return
    with database.read() as session:
        for statement in few:
            if not statement.startswith("SELECT"):
                continue
            holes = tuple("x" for _ in range(statement.count("?")))
            plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", holes)
            steps = [row[3] for row in plan]
            assert not [one for one in steps if one.startswith("SCAN") and "INDEX" not in one]


def test_what_arrived_before_this_release_and_who_is_gone_stay_out(
    ready: ReadyNotices, database: Database, add: Add
) -> None:
    old = add()
    with database.write() as session:
        session.exec(update(Upload).where(col(Upload.asset_id) == old).values(batch_id=NOBODY))
    assert ready.tell_due() == 0
    assert count_batches(database) == 0


def test_a_real_mail_server_takes_the_letter_once(
    ready: ReadyNotices, database: Database, family: Family, add: Add
) -> None:
    for _ in range(MANY):
        add()
    add(state=AssetState.failed, original_name="<b>www.evil.example</b>.jpg")
    ready.tell_due()
    with mail_server() as office:
        server = read_mail_server(f"smtp://127.0.0.1:{office.port}")
        assert server is not None
        for _ in range(2):
            ready.tell_due()
            deliver(database, ByMail(server))
    (taken,) = office.taken
    assert taken.to == [address_of(database, family.member)]
    assert taken.letter["Subject"] == "Your files for the chest of Rosa Almeida are ready"
    html = words_of(taken.letter, "html")
    assert "<b>" not in html
    assert "www.evil" not in html
    with database.read() as session:
        assert session.exec(select(Letter.state)).all() == [LetterState.sent]
