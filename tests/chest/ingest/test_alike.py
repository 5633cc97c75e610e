"""What looks alike is found under parts of its fingerprint, whatever else the chest holds."""

from __future__ import annotations

import random
from pathlib import Path
from uuid import UUID

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy import event
from sqlmodel import col, select

from chest.database import Database
from chest.ingest.alike import (
    PARTS,
    SAME_BITS,
    Seen,
    find_pairs,
    keys_of,
    near_keys_of,
    tells_something,
    write_print,
)
from chest.ingest.job import Ingest
from chest.ingest.looking import Looking
from chest.models import Alike, Asset, Embedding, LookAlike, PicturePrint, Understanding
from tests.ai.tagging.drawings import draw
from tests.arrivals import ShutStore, arrive, once
from tests.builders import Family, add_asset
from tests.chest.ingest.test_looking import Watched, looking, tiny, watched

__all__ = ["looking", "tiny", "watched"]

_64_BITS = st.integers(0, (1 << 64) - 1)


@given(bits=_64_BITS, turned=st.sets(st.integers(0, 63), max_size=SAME_BITS))
def test_whatever_is_near_enough_shares_a_key(bits: int, turned: set[int]) -> None:
    other = bits
    for place in turned:
        other ^= 1 << place
    assert set(keys_of(other)) & set(near_keys_of(bits))
    assert len(near_keys_of(bits)) == sum(PARTS) + len(PARTS) == 69
    assert sum(PARTS) == 64


def balanced(rng: random.Random) -> int:
    return sum(1 << place for place in rng.sample(range(64), 32))


def add_seen(database: Database, family: Family, number: int, bits: int) -> Seen:
    sha256, direction = f"{number:064x}", np.array([1, 0], "<f2").tobytes()
    asset_id = add_asset(database, family.chest_id, sha256=sha256, bytes=5)
    with database.write() as session:
        session.add(
            Embedding(
                asset_id=asset_id,
                kind="picture",
                model="tiny",
                chest_id=family.chest_id,
                size=2,
                vector=direction,
            )
        )
        write_print(session, family.chest_id, sha256, bits)
        write_print(session, family.chest_id, sha256, bits)  # twice is no error
    return Seen(family.chest_id, sha256, bits, direction)


def find(database: Database, *seen: Seen) -> int:
    with database.write() as session:
        return find_pairs(session, seen, model="tiny")


def pairs_of(database: Database) -> set[tuple[str, str]]:
    with database.read() as session:
        return {(row.first[-2:], row.second[-2:]) for row in session.exec(select(LookAlike))}


def test_near_ones_are_pairs_and_others_none(database: Database, family: Family) -> None:
    rng = random.Random(5)
    bits = balanced(rng) | 1 << 63  # as the database keeps it: below nought
    near, far = bits, bits
    for place in rng.sample(range(63), SAME_BITS):
        near ^= 1 << place
    for place in rng.sample(range(63), SAME_BITS + 1):
        far ^= 1 << place
    first = add_seen(database, family, 1, bits)
    second = add_seen(database, family, 2, near)
    third = add_seen(database, family, 3, far)
    blank = [add_seen(database, family, n, 1) for n in (4, 5)]
    assert not tells_something(1)
    # Two workers that looked at one instant both ask; it is one pair, and what was decided stays.
    assert find(database, first, third, *blank) == 1
    with database.write() as session:
        (row,) = session.exec(select(LookAlike)).all()
        row.state = Alike.kept
    assert find(database, second) >= 1
    assert ("01", "02") in pairs_of(database)
    with database.read() as session:
        kept = session.exec(select(LookAlike).where(col(LookAlike.first) == first.sha256)).one()
        assert kept.state is Alike.kept
    assert {pair for pair in pairs_of(database) if "04" in pair or "05" in pair} == set()
    away = Seen(first.chest_id, "f" * 64, bits, np.array([0, 1], "<f2").tobytes())
    assert find(database, away) == 0  # the model saw something else


def test_what_one_picture_costs_does_not_grow_with_the_chest(
    database: Database, family: Family
) -> None:
    rng = random.Random(7)

    def count() -> tuple[int, int]:
        """Questions that one more picture asks, and rows that it is compared with."""
        seen = Seen(family.chest_id, "e" * 64, balanced(rng), np.array([1, 0], "<f2").tobytes())
        asked: list[str] = []

        def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
            asked.append(statement)

        event.listen(database.engine, "before_cursor_execute", note)
        try:
            find(database, seen)
        finally:
            event.remove(database.engine, "before_cursor_execute", note)
        with database.read() as session:
            compared = session.exec(
                select(PicturePrint.sha256)
                .where(col(PicturePrint.key).in_(near_keys_of(seen.bits)))
                .distinct()
            ).all()
        return len(asked), len(compared)

    def fill(begin: int, number: int) -> None:
        with database.write() as session:
            session.add_all(
                PicturePrint(
                    chest_id=family.chest_id, key=key, sha256=f"{n:064x}", bits=bits - 2**63
                )
                for n in range(begin, begin + number)
                for bits in [balanced(rng)]
                for key in keys_of(bits)
            )

    fill(0, 20)
    few, _compared = count()
    fill(20, 3_000)
    many, compared = count()
    assert many <= few + 1  # one more where something near is found by chance
    assert compared < 3_020 * 0.05


def test_two_scans_of_one_print_are_found_when_the_second_is_looked_at(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    looking: Looking,
    watched: Watched,
    tmp_path: Path,
) -> None:
    picture = Image.fromarray(draw("house", 1)[0]).resize((640, 480))
    other = Image.fromarray(draw("bicycle", 2)[0]).resize((640, 480))
    ids: list[UUID] = []
    for name, one, quality in (("a", picture, 92), ("b", picture, 55), ("c", other, 92)):
        path = tmp_path / f"{name}.jpg"
        one.save(path, quality=quality)
        ids.append(arrive(database, blobs, family.chest_id, path, name=path.name))
        ingest.run(ids[-1], once)
        looking.run(ids[-1], once)
    with database.read() as session:
        (pair,) = session.exec(select(LookAlike)).all()
        wanted = session.exec(select(Asset.sha256).where(col(Asset.id).in_(ids[:2]))).all()
    assert sorted(wanted) == [pair.first, pair.second]  # type: ignore[type-var]  # they have bytes
    assert pair.nearness >= 0.93
    # As from a release that knew of no pairs: found without a model.
    with database.write() as session:
        for table in (LookAlike, PicturePrint):
            for row in session.exec(select(table)).all():
                session.delete(row)
        for done in session.exec(select(Understanding)).all():
            done.recipe = 1
            session.add(done)
    calls = list(watched.calls)
    assert set(looking.list_unfinished()) == set(ids)
    for asset_id in ids:
        looking.run(asset_id, once)
    assert watched.calls == calls
    with database.read() as session:
        assert session.exec(select(LookAlike.first, LookAlike.second)).all() == [
            (pair.first, pair.second)
        ]
