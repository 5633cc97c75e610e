"""What an open page asks for, in chests of 200, 10,000 and 100,000 memories.

CPU of one question each, as the managers answer it on SQLite, in turn over the three chests; the
last row is a page of 60 beside a bare `sqlite3` keyset read of the same rows. Memories are of three
kinds, six decades and four people; some are undated, some for keepers alone.
"""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from chest.assets.manager import AssetManager
from chest.assets.pages import Order
from chest.assets.years import Stretch
from chest.chests.manager import ChestManager
from chest.database import Database
from chest.migrations import migrate
from chest.models import Asset, AssetState, Audience, Kind, Review, new_id, utc_now
from tests.builders import Family, RecordingQueue, account_of, add_family

SIZES = (200, 10_000, 100_000)
ROUNDS, ASKED = 15, 20
GROWS, ABOVE_FLOOR = 1.3, 4.0
DECADE = 1960


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        families = {}
        for size in SIZES:
            database = Database(f"sqlite:///{Path(folder) / f'{size}.db'}")
            migrate(database)
            families[size] = add_family(database)
            fill(families[size], size)
        return _report(families)


def fill(family: Family, size: int) -> None:
    people = [account_of(v) for v in (family.keeper, family.curator, family.member)]
    rows: list[dict[str, Any]] = []
    for n in range(size):
        year = 1931 + n % 60
        rows.append(
            {
                "id": new_id(),
                "chest_id": family.chest_id,
                "kind": (Kind.photo, Kind.photo, Kind.video, Kind.audio)[n % 4],
                "state": AssetState.ready,
                "review": Review.published,
                "audience": Audience.keepers if n % 40 == 7 else Audience.family,
                "added_by": (*people, None)[n % 4],
                "taken_sort": "9" * 29 if n % 11 == 0 else f"{year}06070000010{year}0607{n:06}",
                "created_at": utc_now(),
                "caption": f"Picture {n}",
            }
        )
    with family.database.write() as session:
        session.connection().execute(insert(Asset), rows)


def _report(families: dict[int, Family]) -> int:
    asked = {size: _questions(family) for size, family in families.items()}
    names = list(next(iter(asked.values())))
    print(f"{'CPU ms':>14}" + "".join(f"{size:>10}" for size in SIZES) + f"{'ratio':>8}")
    missed = False
    for name in names:
        figures: dict[int, list[float]] = {size: [] for size in SIZES}
        for _ in range(ROUNDS):
            for size in SIZES:
                figures[size].append(_cpu_ms(asked[size][name]))
        medians = [statistics.median(figures[size]) for size in SIZES]
        ratio = medians[-1] / medians[0]
        missed |= ratio > GROWS
        print(f"{name:>14}" + "".join(f"{m:>10.3f}" for m in medians) + f"{ratio:>8.2f}")
    largest = families[SIZES[-1]]
    ours, floor = asked[SIZES[-1]]["page of 60"], _bare_read(largest)
    pairs = [(_cpu_ms(ours), _cpu_ms(floor)) for _ in range(ROUNDS)]
    above = statistics.median(a / b for a, b in pairs)
    print(f"page of 60 beside a bare keyset read: {above:.1f} times (at most {ABOVE_FLOOR:.0f})")
    return int(missed or above > ABOVE_FLOOR)


def _questions(family: Family) -> dict[str, Callable[[], object]]:
    chests = ChestManager(database=family.database)
    assets = AssetManager(database=family.database, jobs=RecordingQueue())
    viewer, chest_id = family.keeper, family.chest_id
    return {
        "poll": lambda: chests.pulse(viewer, chest_id),
        "home": lambda: chests.list_chests(viewer),
        "overview": lambda: (
            chests.get(viewer, chest_id),
            assets.list_recent(viewer, chest_id, limit=12),
        ),
        "decade rail": lambda: assets.timeline_counts(viewer, chest_id),
        "timeline": lambda: (
            assets.timeline_counts(viewer, chest_id),
            assets.timeline_years(viewer, chest_id),
            assets.timeline_page(viewer, chest_id, Stretch(year=DECADE), limit=3),
        ),
        "page of 60": lambda: assets.list_page(viewer, chest_id, order=Order.oldest, limit=60),
    }


def _bare_read(family: Family) -> Callable[[], object]:
    """The same sixty rows and columns by hand, with no rights, types or objects."""
    connection = sqlite3.connect(str(family.database.engine.url.database))
    columns = (
        "id, kind, state, review, original_name, caption, alt_text, taken, taken_earliest, "
        "taken_latest, taken_sort, place, width, height, duration, pages, plays_in_browser, blur, "
        "peaks, attached_to, created_at, version"
    )
    query = (
        f"select {columns} from asset where chest_id = ? and (taken_sort, id) > ('', '') "
        "order by taken_sort, id limit 61"
    )
    chest: UUID = family.chest_id
    return lambda: connection.execute(query, (chest.hex,)).fetchall()


def _cpu_ms(ask: Callable[[], object]) -> float:
    ask()
    before = time.thread_time()
    for _ in range(ASKED):
        ask()
    return 1000 * (time.thread_time() - before) / ASKED
