"""The rows that count memories say what a plain count says, whatever was done in which order."""

from __future__ import annotations

import random
import threading
from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, text, update
from sqlmodel import col, select

from chest.access.tallies import (
    count_by_kind,
    count_decades,
    find_miscounts,
    fold,
    pulse,
    recount,
    settle_opened,
)
from chest.access.viewers import LinkViewer, Viewer
from chest.access.visibility import visible_to
from chest.assets.pages import Filter, Order, fetch_page
from chest.database import Database
from chest.dates.uncertain import UNDATED_SORT_KEY
from chest.models import (
    Asset,
    AssetState,
    Audience,
    Chest,
    ChestTally,
    Kind,
    LinkPermission,
    Review,
    utc_now,
)
from tests.builders import (
    Family,
    account_of,
    add_asset,
    add_contribution,
    add_family,
    add_link,
    open_link_session,
)

DEEDS = ["add", "add", "give", "change", "change", "several", "erase", "settle"]
LATER, EARLIER = timedelta(days=300), timedelta(seconds=-30)


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database)


def some_values(chance: random.Random, family: Family) -> dict[str, object]:
    """Columns that a memory may have, in any combination."""
    year = chance.randrange(1931, 1990)
    seal = chance.choice([None, None, None, LATER, EARLIER])
    return {
        "kind": chance.choice(list(Kind)),
        "state": chance.choice(list(AssetState)),
        "review": chance.choice(list(Review)),
        "audience": chance.choice(list(Audience)),
        "added_by": chance.choice([None, account_of(family.member), account_of(family.keeper)]),
        "taken_sort": chance.choice([UNDATED_SORT_KEY, f"{year}0101".ljust(29, "0")]),
        "visible_from": utc_now() + seal if seal else None,
        "deleted_at": chance.choice([None, None, None, utc_now()]),
        "version": chance.randrange(1, 9),
        # Few of them, so that many have the same bytes.
        "sha256": chance.choice([None, "a" * 64, "b" * 64, "c" * 64]),
        "bytes": chance.choice([None, 5, 5, 0]),
        "stands_apart": chance.random() < 0.15,
    }


def viewers_of(family: Family) -> dict[str, Viewer]:
    """Members of every role, and links for either audience; one has given something."""
    found: dict[str, Viewer] = {
        "keeper": family.keeper,
        "curator": family.curator,
        "member": family.member,
        "viewer": family.viewer,
    }
    for audience in (Audience.family, Audience.everyone):
        link = add_link(
            family.database,
            family.chest_id,
            family.keeper,
            permission=LinkPermission.add,
            audience=audience,
        )
        found[f"link for {audience}"] = open_link_session(family.database, link)
    return found


def count_plainly(
    database: Database, viewer: Viewer, chest_id: UUID
) -> tuple[Counter[str], Counter[str]]:
    """What a viewer sees by kind or review, and what of it stands in each decade, row by row."""
    rows = show_plainly(database, viewer, chest_id)
    kinds: Counter[str] = Counter()
    decades: Counter[str] = Counter()
    for row in rows:
        if row.state is AssetState.uploading:
            continue
        kinds[(row.kind if row.review is Review.published else row.review).value] += 1
        waits = row.review in (Review.pending, Review.held)
        own = viewer.account_id is not None and row.added_by == viewer.account_id
        if row.review is Review.published or (waits and own):
            undated = row.taken_sort == UNDATED_SORT_KEY
            decades["undated" if undated else f"{row.taken_sort[:3]}0"] += 1
    return kinds, decades


def show_plainly(database: Database, viewer: Viewer, chest_id: UUID) -> list[Asset]:
    """What a viewer sees in a chest, of the same published bytes one: what most people see comes
    first, then what is older; what waits for the sweep after its seal, or is seen by this session
    alone, comes last. What is kept apart stays, but others fold into it."""
    with database.read() as session:
        rows = session.exec(
            select(Asset).where(col(Asset.chest_id) == chest_id, visible_to(viewer))
        ).all()
        shared = set(
            session.exec(
                select(Asset.id).where(col(Asset.chest_id) == chest_id, viewer.shares(Asset))
            )
        )
    widths = {
        Audience.everyone: 0,
        Audience.family: 1,
        Audience.keepers: 2,
        Audience.only_me: 3,
    }

    def place(row: Asset) -> tuple[bool, int, UUID]:
        ordinary = row.visible_from is None and row.id in shared
        return (not ordinary, widths[row.audience], row.id)

    shown, known = [], set()
    for row in sorted(rows, key=place):
        folds = row.review is Review.published and row.state is not AssetState.uploading
        if folds and row.sha256 and row.bytes != 0:
            if row.sha256 in known and not row.stands_apart:
                continue
            known.add(row.sha256)
        shown.append(row)
    return shown


def list_all(database: Database, viewer: Viewer, chest_id: UUID) -> set[UUID]:
    """What lists of the chest show, from page to page."""
    found: list[UUID] = []
    for state in (*Review, AssetState.uploading):
        cursor, more = None, True
        while more:
            with database.read() as session:
                page = fetch_page(
                    session,
                    viewer,
                    chest_id,
                    Filter(state=state),
                    order=Order.newest,
                    limit=5,
                    cursor=cursor,
                )
            found += [card.id for card in page.items]
            cursor, more = page.next, page.next is not None
    assert len(found) == len(set(found))
    return set(found)


def assert_right(database: Database, viewers: dict[str, Viewer], chest_id: UUID) -> None:
    with database.read() as session:
        assert find_miscounts(session) == {}
    for name, viewer in viewers.items():
        kinds, decades = count_plainly(database, viewer, chest_id)
        with database.read() as session:
            assert count_by_kind(session, viewer, [chest_id]).get(chest_id, {}) == kinds, name
            counted = count_decades(session, viewer, chest_id)
        told = {str(year): number for year, number in counted.decades.items()}
        if counted.undated:
            told["undated"] = counted.undated
        assert told == decades, name
        plainly = {row.id for row in show_plainly(database, viewer, chest_id)}
        assert list_all(database, viewer, chest_id) == plainly, name


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_the_tallies_say_what_a_plain_count_says(
    database: Database, family: Family, seed: int
) -> None:
    chance = random.Random(seed)
    viewers = viewers_of(family)
    giver = viewers["link for everyone"]
    assert isinstance(giver, LinkViewer)
    gift = add_contribution(database, family.chest_id, by=giver)
    ids: list[UUID] = []
    for step in range(60):
        deed = chance.choice(
            ["add", "add", "give", "change", "change", "several", "erase", "settle"]
        )
        if deed in ("add", "give") or not ids:
            given = {"contribution_id": gift} if deed == "give" else {}
            values = some_values(chance, family) | given
            ids.append(add_asset(database, family.chest_id, **values))
        elif deed == "change":
            values = some_values(chance, family)
            some = dict(chance.sample(sorted(values.items()), chance.randrange(1, 4)))
            with database.write() as session:
                asset = session.get_one(Asset, chance.choice(ids))
                for name, value in some.items():
                    setattr(asset, name, value)
        elif deed == "several":
            values = some_values(chance, family)
            some = dict(chance.sample(sorted(values.items()), 2))
            with database.write() as session:
                chosen = chance.sample(ids, len(ids) // 2)
                session.exec(update(Asset).where(col(Asset.id).in_(chosen)).values(**some))
        elif deed == "erase":
            with database.write() as session:
                gone = ids.pop(chance.randrange(len(ids)))
                session.exec(delete(Asset).where(col(Asset.id) == gone))
        else:
            with database.write() as session:
                settle_opened(session)
                fold(session)
        if step % 12 == 11:
            assert_right(database, viewers, family.chest_id)
    assert_right(database, viewers, family.chest_id)


def test_what_is_undone_is_not_counted(database: Database, family: Family) -> None:
    with pytest.raises(RuntimeError), database.write() as session:  # noqa: PT012
        session.add(
            Asset(
                chest_id=family.chest_id,
                kind=Kind.photo,
                state=AssetState.ready,
                taken_sort=UNDATED_SORT_KEY,
            )
        )
        session.flush()
        raise RuntimeError
    with database.read() as session:
        assert count_by_kind(session, family.keeper, [family.chest_id]) == {}


def test_a_chest_that_goes_takes_its_tallies_with_it(database: Database, family: Family) -> None:
    for _ in range(3):
        add_asset(database, family.chest_id)
    with database.write() as session:
        session.delete(session.get_one(Chest, family.chest_id))
    with database.read() as session:
        assert session.exec(select(ChestTally)).all() == []
        assert find_miscounts(session) == {}


def test_an_opened_seal_is_counted_before_and_after_the_sweep(
    database: Database, family: Family
) -> None:
    sealed = add_asset(database, family.chest_id, visible_from=utc_now() + LATER)

    def told() -> tuple[dict[str, int], str]:
        with database.read() as session:
            counts = count_by_kind(session, family.viewer, [family.chest_id])
            return counts.get(family.chest_id, {}), pulse(session, family.viewer, family.chest_id)

    before = told()
    assert before[0] == {}
    with database.write() as session:
        session.get_one(Asset, sealed).visible_from = utc_now() + EARLIER
    opened = told()
    assert opened[0] == {"photo": 1}
    assert opened[1] != before[1]
    with database.write() as session:
        assert settle_opened(session) == 1
    assert told()[0] == {"photo": 1}
    with database.read() as session:
        assert session.get_one(Asset, sealed).visible_from is None


def test_the_pulse_beats_for_those_who_see_what_changed_and_for_no_others(
    database: Database, family: Family
) -> None:
    viewers = viewers_of(family)
    for audience in Audience:
        add_asset(database, family.chest_id, audience=audience)
    hidden = add_asset(database, family.chest_id, audience=Audience.keepers)
    waiting = add_asset(
        database,
        family.chest_id,
        review=Review.pending,
        added_by=account_of(family.member),
    )

    def beats() -> dict[str, str]:
        with database.read() as session:
            return {name: pulse(session, v, family.chest_id) for name, v in viewers.items()}

    def who_hears(asset_id: UUID, **changes: object) -> set[str]:
        before = beats()
        with database.write() as session:
            session.exec(update(Asset).where(col(Asset.id) == asset_id).values(**changes))
        after = beats()
        return {name for name in viewers if before[name] != after[name]}

    everyone = set(viewers)
    reviewers = {"keeper", "curator", "member"}
    assert beats() == beats()
    assert who_hears(hidden, version=2) == {"keeper"}
    assert who_hears(hidden, caption="no person changed it, so no version") == set()
    assert who_hears(waiting, state=AssetState.processing) == reviewers
    assert who_hears(waiting, review=Review.published) == everyone - {"link for everyone"}
    assert who_hears(waiting, audience=Audience.everyone) == everyone
    assert who_hears(hidden, deleted_at=utc_now()) == {"keeper"}
    assert who_hears(hidden, version=3) == set()


def test_a_link_hears_of_what_it_gave(database: Database, family: Family) -> None:
    viewer = viewers_of(family)["link for everyone"]
    assert isinstance(viewer, LinkViewer)
    gift = add_contribution(database, family.chest_id, by=viewer)
    mine = add_asset(
        database, family.chest_id, contribution_id=gift, review=Review.pending, state="processing"
    )
    with database.write() as session:
        before = pulse(session, viewer, family.chest_id)
        session.get_one(Asset, mine).state = AssetState.ready
        session.flush()
        assert pulse(session, viewer, family.chest_id) != before


def test_writers_of_one_chest_neither_wait_for_each_other_nor_miscount(
    database: Database, family: Family
) -> None:
    """Each changes its own memories to and fro between two sorts, in opposite orders."""
    mine = [[add_asset(database, family.chest_id) for _ in range(4)] for _ in range(4)]
    failures: list[Exception] = []
    done = threading.Event()

    def write(ids: list[UUID], reviews: list[Review]) -> None:
        try:
            for turn in range(12):
                with database.write() as session:
                    for asset_id in ids:
                        session.get_one(Asset, asset_id).review = reviews[turn % 2]
                        session.flush()
        except Exception as error:  # noqa: BLE001  # told to the test, which fails
            failures.append(error)

    def fold_meanwhile() -> None:
        try:
            while not done.wait(0.005):
                with database.write() as session:
                    fold(session)
        except Exception as error:  # noqa: BLE001  # told to the test, which fails
            failures.append(error)

    two = [Review.published, Review.pending]
    writers = [
        threading.Thread(target=write, args=(ids, two if n % 2 else two[::-1]))
        for n, ids in enumerate(mine)
    ]
    folders = [threading.Thread(target=fold_meanwhile) for _ in range(2)]
    for thread in (*writers, *folders):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in folders:
        thread.join()
    assert failures == []
    assert_right(database, {"keeper": family.keeper}, family.chest_id)
    with database.write() as session:
        fold(session)
    with database.read() as session:
        assert {row.slot for row in session.exec(select(ChestTally))} == {0}
        assert find_miscounts(session) == {}


def test_a_wrong_count_is_found_and_put_right(database: Database, family: Family) -> None:
    for _ in range(3):
        add_asset(database, family.chest_id)
    with database.write() as session:
        fold(session)
        session.exec(text("update chest_tally set number = number + 2"))
        heard = pulse(session, family.keeper, family.chest_id)
    with database.write() as session:
        assert find_miscounts(session) == {family.chest_id: 2}
        recount(session)
    with database.read() as session:
        assert find_miscounts(session) == {}
        assert count_by_kind(session, family.keeper, [family.chest_id]) == {
            family.chest_id: {"photo": 3}
        }
        assert pulse(session, family.keeper, family.chest_id) != heard
    with database.write() as session:
        session.exec(text("delete from chest_tally"))
        recount(session)
        assert find_miscounts(session) == {}
