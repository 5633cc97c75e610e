"""Searching among 100,000 memories: vectors, words, suggestions, and a whole question.

CPU time on SQLite, medians of turns that go one after the other: other programs do not count.
Vectors beside a bare numpy product of the same matrix; words beside LIKE over the same captions; a
whole question with 512 numbers a memory. The last line is what the index adds to writing one.

Making the memories takes minutes: they are kept among the temporary files, for this schema, and
used again.
"""

from __future__ import annotations

import inspect
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID
from zlib import crc32

import numpy as np
from sqlalchemy import insert, text
from sqlmodel import col, select

from ai.tagging.tagger import NEARNESS
from chest.access.viewers import AccountViewer
from chest.database import Database
from chest.migrations import migrate
from chest.models import (
    Asset,
    AssetState,
    Embedding,
    Kind,
    Membership,
    Role,
    new_id,
    utc_now,
)
from chest.search.asking import Wanted
from chest.search.folding import Term
from chest.search.manager import SearchManager
from chest.search.rows import find_rows
from tests.builders import Family, account_of, add_asset, add_family

_ROOT = Path(__file__).resolve().parents[1]
SIZE, NUMBERS = 100_000, 512
ROUNDS = 15
VECTORS, WORDS, WHOLE_MS, SUGGEST_MS, WRITING = 1.3, 8.0, 60.0, 20.0, 1.2
_SYLLABLES = ("ma", "ri", "so", "le", "ta", "no", "qui", "ber", "al", "du", "ven", "cor")


class Anything:
    """Directions at random, the same for the same text: speed does not depend on them."""

    name = model = "anything"
    version = "1"
    local = True
    size = NUMBERS

    def embed_texts(self, texts: Sequence[str]) -> np.ndarray:
        rows = [np.random.default_rng(len(one)).standard_normal(NUMBERS) for one in texts]
        made = np.array(rows, np.float32)
        return made / np.linalg.norm(made, axis=1, keepdims=True)


def main() -> int:
    kept = _make_once()
    database = Database(f"sqlite:///{kept / 'chest.db'}")
    with database.read() as session:
        member = session.exec(select(Membership).where(col(Membership.role) == Role.viewer)).one()
    viewer = AccountViewer(member.account_id)
    manager = SearchManager(
        database=database, folder=kept / "search", open_text_embedders=[Anything]
    )
    missed = _report(database, viewer, member.chest_id, manager)
    database.close()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(kept / "chest.db", folder)
        database = Database(f"sqlite:///{Path(folder) / 'chest.db'}")
        missed |= _report_writing(database, member.chest_id)
        database.close()
    return int(missed)


def _make_once() -> Path:
    """The folder of the memories, made where it is not there yet."""
    schema = sorted(path.stem for path in (_ROOT / "chest/migrations/versions").glob("0*.py"))[-1]
    how = crc32(f"{inspect.getsource(_fill)}{SIZE}{NUMBERS}".encode())
    kept = Path(tempfile.gettempdir()) / f"memory-chest-search-{schema}-{how:08x}"
    if kept.exists():
        return kept
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        making = Path(folder) / "made"
        database = Database(f"sqlite:///{making / 'chest.db'}")
        migrate(database)
        _fill(add_family(database))
        with database.engine.connect() as connection:
            connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
        database.close()
        making.rename(kept)  # whole or not at all
    return kept


def _words(rng: np.random.Generator) -> list[str]:
    return sorted({"".join(rng.choice(_SYLLABLES, 3)) for _ in range(1_500)})


def _fill(family: Family) -> None:
    rng = np.random.default_rng(7)
    words = _words(rng)
    often = 1 / np.arange(1, len(words) + 1)
    drawn = rng.choice(len(words), (SIZE, 9), p=often / often.sum())
    by = account_of(family.keeper)
    # Each text has some that lie near it, as is usual.
    asked = Anything().embed_texts(["x" * length for length in range(40)])
    for start in range(0, SIZE, 10_000):
        ids = [new_id() for _ in range(10_000)]
        vectors = rng.standard_normal((10_000, NUMBERS)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors += 0.45 * asked[np.arange(10_000) % len(asked)]
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        assets: list[dict[str, Any]] = []
        for n, asset_id in enumerate(ids, start):
            said = [words[one] for one in drawn[n]]
            assets.append(
                {
                    "id": asset_id,
                    "chest_id": family.chest_id,
                    "kind": Kind.photo,
                    "state": AssetState.ready,
                    "added_by": by,
                    "taken_sort": f"{1931 + n % 60}06070000010{1931 + n % 60}0607{n:06}",
                    "created_at": utc_now(),
                    "caption": " ".join(said[:7]),
                    "who": said[7].title(),
                    "place": said[8].title(),
                    "original_name": f"IMG_{n}.jpg",
                }
            )
        packed = vectors.astype("<f2")
        with family.database.write() as session:
            session.connection().execute(insert(Asset), assets)
            session.connection().execute(
                insert(Embedding),
                [
                    {
                        "asset_id": asset_id,
                        "kind": "picture",
                        "model": Anything.model,
                        "chest_id": family.chest_id,
                        "size": NUMBERS,
                        "vector": row.tobytes(),
                        "created_at": utc_now(),
                    }
                    for asset_id, row in zip(ids, packed, strict=True)
                ],
            )


def _report(
    database: Database, viewer: AccountViewer, chest_id: UUID, manager: SearchManager
) -> bool:
    words = _words(np.random.default_rng(7))
    direction = Anything().embed_texts(["boat"])[0]
    bare = np.random.default_rng(1).standard_normal((SIZE, NUMBERS)).astype(np.float32)
    rare = words[400]

    def nearest() -> None:
        with database.read() as session:
            next(
                manager.shelf.iter_nearest(
                    session, chest_id, Anything.model, direction, number=50, least=NEARNESS.words
                )
            )

    def product() -> None:
        scores = bare @ direction
        np.argpartition(-scores, 50)[:50]

    def like() -> None:
        with database.read() as session:
            session.connection().execute(
                text("select id from asset where caption like :said limit 50"),
                {"said": f"%{rare}%zz"},
            ).all()

    def indexed() -> None:
        with database.read() as session:
            find_rows(session, viewer, chest_id, [Term((rare,))], Wanted())

    nearest()
    ours, floor = _medians(nearest, product)
    print(f"vectors: {ours:.1f} ms, {ours / floor:.2f} times a bare product (at most {VECTORS})")
    found, scanned = _medians(indexed, like)
    print(
        f"words: {found:.1f} ms, {scanned / found:.1f} times quicker than LIKE (at least {WORDS})"
    )
    asked = [f"{words[n]} {words[n * 3 + 1][:3]}" for n in range(1, 200, 4)]
    asked += [words[0], words[1], f"{words[900]}x", f"{words[5]} 1964"]
    whole = _p95(
        [
            _timed(lambda one=one: manager.search(viewer, chest_id, one))
            for _round in range(3)  # the first of them puts the statements together
            for one in asked
        ]
    )
    print(f"a whole question: {whole:.0f} ms at the 95th percentile (at most {WHOLE_MS:.0f})")
    typed = [word[:length] for word in words[::40] for length in (2, 3, 4)]
    ideas = _p95([_timed(lambda one=one: manager.suggest(viewer, chest_id, one)) for one in typed])
    print(f"suggestions: {ideas:.0f} ms at the 95th percentile (at most {SUGGEST_MS:.0f})")
    return (
        ours / floor > VECTORS or scanned / found < WORDS or whole > WHOLE_MS or ideas > SUGGEST_MS
    )


def _report_writing(database: Database, chest_id: UUID) -> bool:
    """One memory written as the app writes one, with and without the triggers of the index."""

    def write() -> None:
        for n in range(20):
            add_asset(database, chest_id, caption=f"The old boat {n}", place="Setúbal")

    def run(statement: str) -> None:
        with database.write() as session:
            session.connection().exec_driver_sql(statement)

    with database.read() as session:
        trigger = session.connection().exec_driver_sql(
            "select sql from sqlite_master where name = 'asset_search_insert'"
        )
        made = str(trigger.scalar_one())
    with_it, without = [], []
    for _ in range(ROUNDS):
        with_it.append(_timed(write))
        run("drop trigger asset_search_insert")
        without.append(_timed(write))
        run(made)
    ratio = statistics.median(with_it) / statistics.median(without)
    print(f"writing one memory: {ratio:.2f} times what it takes without (at most {WRITING})")
    return ratio > WRITING


def _medians(*asked: Callable[[], object]) -> list[float]:
    turns = [[_timed(one) for one in asked] for _ in range(ROUNDS)]
    return [statistics.median(turn[place] for turn in turns) for place in range(len(asked))]


def _p95(figures: list[float]) -> float:
    return sorted(figures)[int(len(figures) * 0.95)]


def _timed(asked: Callable[[], object]) -> float:
    begun = time.process_time()
    asked()
    return (time.process_time() - begun) * 1000
