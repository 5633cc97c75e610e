"""What an open page asks of the database costs the same in a small chest and in a large one.

Counted are the steps of SQLite's own machine, which are the same each time; no clock is read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import event, insert
from sqlmodel import col, select

from chest.access.tallies import find_miscounts
from chest.access.viewers import Viewer
from chest.albums.manager import AlbumManager
from chest.assets.manager import AssetManager
from chest.assets.pages import Filter, Order
from chest.assets.years import Stretch
from chest.chests.manager import ChestManager
from chest.contributions.moderation import Moderation
from chest.database import Database
from chest.exports.book.making import BookMaker
from chest.exports.manager import ExportManager
from chest.models import (
    Album,
    AlbumItem,
    Asset,
    AssetState,
    Audience,
    Kind,
    MentionIn,
    Person,
    PersonInAsset,
    PersonMention,
    PersonProposal,
    ProposalState,
    Review,
    new_id,
    utc_now,
)
from chest.stories.manager import StoryManager
from storage.local import LocalStore
from tests.builders import (
    Family,
    RecordingQueue,
    account_of,
    add_contribution,
    add_family,
    add_link,
    open_link_session,
)

SMALL, LARGE = 1_400, 8_000  # more than a page of each sort in both
AT_MOST = 1.3


@pytest.fixture
def database(tmp_path: Path, sqlite_template: Path) -> Iterator[Database]:
    path = tmp_path / "chest.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


def fill(family: Family, number: int, *, begin: int, twice: bool) -> None:
    """Memories of three kinds, of many years, undated ones, and some that are not everyone's; with
    `twice`, every second one has the bytes of the one before it."""
    rows = []
    for n in range(begin, begin + number):
        file = n // 2 if twice else n
        undated = file % 11 == 0
        rows.append(
            {
                "id": new_id(),
                "chest_id": family.chest_id,
                "kind": (Kind.photo, Kind.photo, Kind.video, Kind.audio)[n % 4],
                "state": AssetState.ready,
                "review": Review.published,
                "audience": Audience.keepers if n % 40 == 7 else Audience.family,
                "added_by": account_of((family.keeper, family.member)[n % 2]),
                "taken_sort": "9" * 29
                if undated
                else f"{1931 + file % 60}06070000010{1931 + file % 60}0607{file:06}",
                "created_at": utc_now(),
                "caption": f"Picture {n}",
                "bytes": 5,
                "sha256": f"{file:064}",
            }
        )
    with family.database.write() as session:
        session.connection().execute(insert(Asset), rows)


def name_somebody(family: Family) -> UUID:
    """Somebody who was said to be on some of the memories, is named for others, and not on one."""
    with family.database.write() as session:
        ids = session.exec(select(Asset.id).order_by(col(Asset.id)).limit(1200)).all()[::10]
        id = new_id()
        one = Person(id=id, stands_as=id, chest_id=family.chest_id, name="Tom")
        session.add(one)
        session.flush()
        named = PersonProposal(
            chest_id=family.chest_id, key="tom", name="Tom", person_id=one.id,
            state=ProposalState.confirmed,
        )  # fmt: skip
        session.add(named)
        session.flush()
        for n, memory in enumerate(ids):
            if n % 2:
                session.add(PersonInAsset(asset_id=memory, person_id=one.id, rejected=n == 1))
            if n % 2 == 0 or n == 1:
                session.add(
                    PersonMention(proposal_id=named.id, asset_id=memory, place=MentionIn.who)
                )
        return one.id


def lay_into_an_album(family: Family) -> UUID:
    """An album for everyone, of some of the memories that are there now."""
    with family.database.write() as session:
        ids = session.exec(select(Asset.id).order_by(col(Asset.id)).limit(1200)).all()[::10]
        album = Album(chest_id=family.chest_id, name="By the sea", audience=Audience.everyone)
        session.add(album)
        session.flush()
        session.add_all(
            AlbumItem(album_id=album.id, asset_id=memory, place=f"{n:04}1")
            for n, memory in enumerate(ids)
        )
        return album.id


@contextmanager
def counting(database: Database) -> Iterator[list[int]]:
    """Counts the steps that every connection takes meanwhile, by tens."""
    steps = [0]

    def step() -> int:
        steps[0] += 10
        return 0

    def begin(connection: sqlite3.Connection, *_: object) -> None:
        connection.set_progress_handler(step, 10)

    event.listen(database.engine, "checkout", begin)
    try:
        yield steps
    finally:
        event.remove(database.engine, "checkout", begin)
        database.engine.dispose()


def assets_of(family: Family) -> AssetManager:
    return AssetManager(database=family.database, jobs=RecordingQueue())


def exports_of(family: Family) -> ExportManager:
    jobs = RecordingQueue()
    stories = StoryManager(database=family.database, jobs=jobs)
    blobs = LocalStore(Path(family.database.engine.url.database or "").parent, secret=b"0" * 32)
    books = BookMaker(database=family.database, blobs=blobs, stories=stories)
    return ExportManager(
        database=family.database, blobs=blobs, jobs=jobs, stories=stories, books=books
    )


def questions(
    family: Family, viewer: Viewer, one: UUID, album: UUID, *, is_member: bool
) -> dict[str, Callable[[], object]]:
    """What the pages and their polls ask, by the name of the page."""
    chests = ChestManager(database=family.database)
    assets = assets_of(family)
    albums = AlbumManager(database=family.database)
    chest_id = family.chest_id
    page = assets.timeline_page(viewer, chest_id, Stretch(year=1964), limit=5)
    midst, beside = page.next, page.items[-1].id
    found: dict[str, Callable[[], object]] = {
        "poll": lambda: chests.pulse(viewer, chest_id),
        "chest": lambda: chests.get(viewer, chest_id),
        "recent": lambda: assets.list_recent(viewer, chest_id, limit=12),
        "rail": lambda: assets.timeline_counts(viewer, chest_id),
        "decade": lambda: assets.timeline_page(viewer, chest_id, Stretch(decade=1960), limit=60),
        "years": lambda: assets.timeline_years(viewer, chest_id),
        "a year": lambda: (
            assets.timeline_page(viewer, chest_id, Stretch(year=1964), limit=3),
            assets.timeline_page(viewer, chest_id, Stretch(year=1964), limit=3, cursor=midst),
            assets.timeline_page(viewer, chest_id, Stretch(decade=1960, yearless=True), limit=3),
        ),
        "midst of a decade": lambda: assets.timeline_page(
            viewer, chest_id, Stretch(decade=1960), cursor=midst, limit=30
        ),
        "beside": lambda: assets.neighbours(viewer, beside),
        "page of 60": lambda: assets.list_page(viewer, chest_id, limit=60),
        "first page": lambda: assets.list_page(viewer, chest_id, order=Order.oldest, limit=60),
        "last added": lambda: assets.list_page(viewer, chest_id, order=Order.added, limit=60),
        "undated": lambda: assets.list_page(viewer, chest_id, Filter(undated=True), limit=60),
        "years of an album": lambda: assets.timeline_of(viewer, chest_id, album=album),
        "decade of an album": lambda: assets.timeline_page(
            viewer, chest_id, Stretch(decade=1960, album=album), limit=60
        ),
        "count of an album": lambda: assets.timeline_count(
            viewer, chest_id, Stretch(decade=1960, album=album)
        ),
        "in an album": lambda: assets.list_page(
            viewer, chest_id, Filter(album=album), order=Order.oldest, limit=60
        ),
        "albums": lambda: albums.list_page(viewer, chest_id),
        "an album": lambda: albums.list_memories(viewer, album, limit=60),
    }
    if is_member:
        moderation = Moderation(database=family.database)
        found |= {
            "home": lambda: chests.list_chests(viewer),
            "deleted": lambda: assets.list_deleted(viewer, chest_id),
            "take it with you": lambda: exports_of(family).measure(viewer, chest_id),
            "years of one": lambda: assets.timeline_of(viewer, chest_id, one),
            "decade of one": lambda: assets.timeline_page(
                viewer, chest_id, Stretch(decade=1960, person=one), limit=60
            ),
            "undated of one": lambda: assets.timeline_page(
                viewer, chest_id, Stretch(undated=True, person=one), limit=60
            ),
            "with one": lambda: assets.list_page(
                viewer, chest_id, Filter(person=one), order=Order.oldest, limit=60
            ),
        }
        if viewer == family.keeper:
            found["to approve"] = lambda: moderation.list_contributions(viewer, chest_id)
    return found


@pytest.mark.parametrize("twice", [False, True], ids=["each once", "each twice"])
def test_no_question_of_a_page_costs_more_in_a_large_chest(database: Database, twice: bool) -> None:
    family = add_family(database)
    link = add_link(database, family.chest_id, family.keeper, audience=Audience.family)
    through_link = open_link_session(database, link)
    add_contribution(database, family.chest_id, by=through_link)
    viewers = {
        "keeper": family.keeper,
        "member": family.member,
        "viewer": family.viewer,
        "link": through_link,
    }

    def measure() -> dict[tuple[str, str], int]:
        taken = {}
        for name, viewer in viewers.items():
            asked = questions(family, viewer, one, album, is_member=name != "link")
            for question, ask in asked.items():
                ask()
                with counting(database) as steps:
                    ask()
                assert steps[0] > 0
                taken[name, question] = steps[0]
        return taken

    fill(family, SMALL, begin=0, twice=twice)
    one, album = name_somebody(family), lay_into_an_album(family)
    assert assets_of(family).timeline_of(family.keeper, family.chest_id, one)[0].decades
    assert assets_of(family).timeline_of(through_link, family.chest_id, album=album)[0].decades
    small = measure()
    fill(family, LARGE - SMALL, begin=SMALL, twice=twice)
    large = measure()
    with database.read() as session:
        assert find_miscounts(session) == {}
    grown = {
        question: f"{small[question]} → {large[question]}"
        for question in small
        if large[question] > AT_MOST * small[question]
    }
    assert grown == {}
