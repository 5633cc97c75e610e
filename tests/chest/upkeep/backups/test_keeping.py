"""Which backups stay, when one is made by itself, and what a rehearsal finds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chest.access.viewers import Viewer
from chest.database import Database
from chest.errors import Conflict, Invalid, NotFound
from chest.models import Kind, utc_now
from chest.upkeep.backups.form import Head
from chest.upkeep.backups.keeping import choose_kept
from chest.upkeep.backups.locks import at_work
from chest.upkeep.backups.looking import check_backups
from chest.upkeep.backups.manager import BackupManager, read_limit
from chest.upkeep.backups.nightly import Nightly
from storage.age_format import Identity
from storage.base import BlobStore
from storage.places import Pace
from tests.builders import Family
from tests.chest.exports.conftest import add_file
from tests.chest.upkeep.backups.conftest import Home, list_files, some_piece
from tests.media.known import OWN

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def head_of(at: datetime) -> Head:
    return Head(
        id=f"{at:%Y%m%dT%H%M%SZ}-000000",
        made_at=at,
        database="sqlite",
        revision="0033",
        encrypted=False,
        recipients=[],
        memories=0,
        files=0,
        size=0,
        problems=0,
        pieces=[],
        manifest=[],
        erased=[],
    )


def test_seven_days_four_weeks_and_twelve_months_stay() -> None:
    newest = datetime(2026, 11, 29, 3, tzinfo=UTC)
    heads = [head_of(newest - timedelta(hours=12 * n)) for n in range(2 * 500)]
    kept = sorted(choose_kept(heads), reverse=True)
    days = [name[:8] for name in kept]
    assert days[:7] == [f"{newest - timedelta(days=n):%Y%m%d}" for n in range(7)]
    assert days[7:9] == ["20261122", "20261115"]  # the week of the 29th has its Sunday already
    assert {day[:6] for day in days} == {
        *(f"2026{month:02}" for month in range(1, 12)),
        "202512",
    }
    assert len(kept) <= 7 + 4 + 12
    assert choose_kept(heads[:1]) == {heads[0].id}


def test_what_was_kept_through_every_night_of_a_year_is_never_missed() -> None:
    there: list[Head] = []
    for night in range(400):
        there.append(head_of(datetime(2025, 11, 1, 3, tzinfo=UTC) + timedelta(days=night)))
        kept = choose_kept(there)
        there = [head for head in there if head.id in kept]
    assert len({head.made_at.strftime("%Y%m") for head in there}) == 12
    assert len(there) <= 7 + 4 + 12


@pytest.mark.parametrize(
    ("words", "limit"),
    [("", 0), ("5MB/s", 5_000_000), ("800k", 800_000), ("1.5 MB/s", 1_500_000), ("20", 20)],
)
def test_a_limit_is_read_as_one_writes_it(words: str, limit: int) -> None:
    assert read_limit(words) == limit


@pytest.mark.parametrize("words", ["fast", "-1MB", "0", "MB"])
def test_a_limit_that_is_none_is_refused(words: str) -> None:
    with pytest.raises(Invalid, match="5MB/s"):
        read_limit(words)


def test_the_line_is_given_no_more_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0

    def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    monkeypatch.setattr("storage.places.time.sleep", sleep)
    monkeypatch.setattr("storage.places.time.monotonic", lambda: now)
    pace = Pace(1_000_000)
    for _ in range(5):
        assert b"".join(pace.paced(b"x" * 1_000_000)) == b"x" * 1_000_000
    assert 4.9 < now < 5.0  # the last part does not wait for its own time


def test_a_recipient_that_is_none_is_named(home: Home, address: str) -> None:
    with pytest.raises(Invalid, match="age1nobody"):
        home.make(address, recipients=["age1nobody"])


@SQLITE
def test_two_at_once_are_refused(home: Home, filled: Family, address: str) -> None:
    with (
        at_work(home.settings.data_dir, home.database),
        pytest.raises(Conflict, match="being made already"),
    ):
        home.make(address)
    home.make(address)


@pytest.fixture
def pictures(home: Home, family: Family) -> Family:
    for name in sorted(path for path in OWN.iterdir() if path.suffix == ".jpg")[:4]:
        add_file(home.database, home.blobs, family.chest_id, name.read_bytes(), kind=Kind.photo)
    return family


def test_a_rehearsal_counts_compares_and_opens_three_memories(
    home: Home, pictures: Family, address: str
) -> None:
    home.make(address)
    done = home.backups.rehearse(address)
    assert done.faults == []
    assert (done.read, done.tried, done.opened) == (True, 3, 3)
    assert done.rows > 10
    view = home.backups.look()
    assert view.drill is not None
    assert (view.drill["ok"], view.drill["opened"]) == (True, 3)
    finding = check_backups(home.database, home.settings)
    assert finding.ok
    assert "3 memories opened" in finding.sentence


@SQLITE
def test_a_rehearsal_without_the_identity_says_what_it_could_not_do(
    home: Home, pictures: Family, address: str
) -> None:
    identity = Identity.make()
    home.make(address, recipients=[str(identity.recipient)])
    done = home.backups.rehearse(address)
    assert (done.ok, done.read, done.opened) == (True, False, 0)
    assert "--identity FILE" in check_backups(home.database, home.settings).sentence
    assert home.backups.rehearse(address, identities=[identity]).opened == 3


@SQLITE
def test_a_rehearsal_finds_a_damaged_byte_and_the_doctor_says_so(
    home: Home, pictures: Family, address: str
) -> None:
    home.make(address)
    piece = some_piece(address, home)
    piece.write_bytes(piece.read_bytes()[:-1] + b"?")
    assert not home.backups.rehearse(address).ok
    finding = check_backups(home.database, home.settings)
    assert not finding.ok
    assert piece.name in finding.sentence


@SQLITE
def test_a_memory_that_does_not_decode_fails_the_rehearsal(
    home: Home, family: Family, address: str
) -> None:
    add_file(home.database, home.blobs, family.chest_id, b"no picture at all", kind=Kind.photo)
    home.make(address)
    done = home.backups.rehearse(address)
    assert (done.tried, done.opened) == (1, 0)
    assert "does not open" in done.faults[0]


@pytest.fixture
def nightly(home: Home, address: str) -> Nightly:
    home.settings.backup_to = address
    return Nightly(database=home.database, settings=home.settings, backups=home.backups)


@SQLITE
def test_the_worker_makes_one_each_night_and_rehearses_each_month(
    home: Home, filled: Family, nightly: Nightly, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert nightly.begin_due()
    nightly.wait()
    first = home.backups.look()
    assert first.failed is None
    assert first.last is not None
    assert first.drill is not None
    assert not nightly.begin_due()
    with monkeypatch.context() as patch:
        tomorrow = utc_now() + timedelta(days=1)
        patch.setattr("chest.upkeep.backups.nightly.datetime", _Clock(tomorrow))
        assert nightly.begin_due()
        nightly.wait()
    second = home.backups.look()
    assert second.last is not None
    assert second.last["snapshot"] != first.last["snapshot"]
    assert second.drill == first.drill


class _Clock:
    """The clock of `nightly`, at one instant."""

    fromisoformat = staticmethod(datetime.fromisoformat)

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now


@SQLITE
def test_what_did_not_work_is_told_and_not_tried_again_at_once(
    home: Home, filled: Family, nightly: Nightly, address: str
) -> None:
    Path(address).write_bytes(b"no folder")
    assert nightly.begin_due()
    nightly.wait()
    view = home.backups.look()
    assert view.failed is not None
    assert not nightly.begin_due()
    finding = check_backups(home.database, home.settings)
    assert not finding.ok
    assert view.failed["sentence"] in finding.sentence


@SQLITE
def test_without_a_place_nothing_is_made(home: Home, filled: Family) -> None:
    nightly = Nightly(database=home.database, settings=home.settings, backups=home.backups)
    assert not nightly.begin_due()
    assert "CHEST_BACKUP_TO" in check_backups(home.database, home.settings).sentence


@SQLITE
def test_only_operators_are_told(home: Home, database: Database, blobs: BlobStore) -> None:
    manager = BackupManager(
        database=database, blobs=blobs, settings=home.settings, is_operator=lambda _: False
    )
    for ask in (manager.describe, manager.write_sheet):
        with pytest.raises(NotFound):
            ask(_somebody(database))


def _somebody(database: Database) -> Viewer:
    from tests.builders import add_account

    return add_account(database)


@SQLITE
def test_the_sheet_says_how_to_bring_it_back_and_tells_no_secret(
    home: Home, filled: Family, address: str
) -> None:
    identity = Identity.make()
    home.make(address, recipients=[str(identity.recipient)])
    page = home.backups.write_sheet(filled.keeper)
    command = f".venv/bin/python -m chest restore &#x27;{address}&#x27; --identity identity.txt"
    assert command.replace("&#x27;", "'") in page.replace("&#x27;", "'")
    assert str(identity.recipient) in page
    for secret in (str(identity), home.settings.secret.decode(), "Rosa", "correct horse"):
        assert secret not in page
    assert list_files(address)
