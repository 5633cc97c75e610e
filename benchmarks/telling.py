"""Stories: seconds of the processor for 5,000 memories, without the model's, and what they cost.

The model answers at once, with one sentence for each source that it was shown. The first table is
one telling of which nothing was answered before; the second what each narrator would cost, counted
as a family is told it before it agrees.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from sqlmodel import Session

from ai.base import Result
from ai.narrative.base import Clause, Draft, Sentence, Span, Task
from ai.narrative.narrator import ChapterByChapter
from ai.registry import Entry, NarratorSetup, Registry, list_narrators
from chest.access.viewers import AccountViewer
from chest.database import Database
from chest.gate.reading import read_chest
from chest.migrations import migrate
from chest.models import (
    Account,
    Asset,
    AssetState,
    Chest,
    ChestModel,
    Kind,
    Membership,
    Pronoun,
    Role,
    Transcript,
    TranscriptSegment,
)
from chest.stories.manager import StoryManager
from chest.stories.telling import TellStory

MOST_SECONDS = 3.0
SIZES = (100, 1_000, 5_000)
_WHO = ("Ana", "Tom", "Lourdes", "Joe", "Júlia")
_DID = ("sang in the choir", "rowed to the island", "kept bees", "mended the boat", "baked bread")
_WHERE = ("Lisbon", "Porto", "Aveiro", "the farm", "the harbour")


class Ready(ChapterByChapter):
    """Answers at once, from what it is shown and no more."""

    name, model, local, window, who = "ready", "1", False, 100_000, "nobody"

    def run(self, task: Task, on_text: Callable[[str], None] | None = None) -> Result[Draft]:
        told = []
        for segment in task.segments:
            words = segment.text.split(". ")[0].rstrip(".") + "."
            if words in segment.text:
                told.append(
                    Sentence(
                        words, (segment.id,), clauses=(Clause(words, (Span(segment.id, words),)),)
                    )
                )
        return Result(Draft(tuple(told)), self.model, tokens_in=1_000, tokens_out=500)


class _Queue:
    def enqueue(self, *_: object, **__: object) -> None:
        """The story is told here and now."""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        made = {size: _make(Path(folder) / f"{size}.db", size) for size in SIZES}
        database, keeper, chest = made[SIZES[-1]]
        ready = Registry("narrative", {"ready": Entry(make=lambda _: Ready(), models=("1",))})
        stories = StoryManager(database=database, jobs=_Queue(), narrators=ready)
        asked = stories.begin(keeper, chest, provider="ready", consent=True)
        began, clock = time.process_time(), time.perf_counter()
        TellStory(database=database, narrators=ready).tell(asked.id)
        spent, waited = time.process_time() - began, time.perf_counter() - clock
        told = stories.get(keeper, asked.id)
        count = sum(len(chapter.sentences) for chapter in told.chapters)
        print(f"{SIZES[-1]:,} memories, {len(told.chapters)} chapters, {count} sentences")
        print(
            f"processor {spent:6.2f} s (target {MOST_SECONDS:.0f} s), by the clock {waited:6.2f} s\n"
        )
        _print_costs(made)
    return 0 if spent <= MOST_SECONDS else 1


def _print_costs(made: dict[int, tuple[Database, AccountViewer, UUID]]) -> None:
    setup = NarratorSetup(anthropic_key="none", openai_key="none", address="http://localhost:1/v1",
                          address_model="llama3.2")  # fmt: skip
    narrators = list_narrators(setup)
    names = ["composer", *(o.name for o in narrators.list_offers() if o.ready and o.who)]
    names.append("openai-compatible:llama3.2")
    print(f"{'':34}" + "".join(f"{size:>24,}" for size in SIZES))
    for name in dict.fromkeys(names):
        cells = []
        for database, keeper, chest in made.values():
            stories = StoryManager(database=database, jobs=_Queue(), narrators=narrators)
            about = stories.estimate(keeper, chest, provider=name)
            dollars = "?" if about.dollars is None else f"${about.dollars:.3f}"
            cells.append(f"{dollars} {about.tokens_in // 1000}k {about.seconds / 60:.0f} min")
        print(f"{name:34}" + "".join(f"{cell:>24}" for cell in cells))


def _make(path: Path, size: int) -> tuple[Database, AccountViewer, UUID]:
    database = Database(f"sqlite:///{path}")
    migrate(database)
    dice = random.Random(size)
    with database.write() as session:
        account = Account(email="k@example.org", name="Keeper", password_hash="-")
        session.add(account)
        session.flush()
        chest = Chest(name="Rosa Alves", born="1931", pronoun=Pronoun.she, created_by=account.id)
        session.add(chest)
        session.flush()
        session.add(Membership(chest_id=chest.id, account_id=account.id, role=Role.keeper))
        for number in range(size):
            session.add(asset := _memory(chest.id, number, dice))
            if asset.kind is Kind.audio:
                session.flush()
                _speak(session, asset, dice)
        keeper, chest_id = AccountViewer(account_id=account.id), chest.id
    read_chest(database, chest_id)  # the worker does so as memories arrive
    return database, keeper, chest_id


def _memory(chest_id: UUID, number: int, dice: random.Random) -> Asset:
    day = date(1931, 6, 1) + timedelta(days=dice.randrange(85 * 365))
    kind = dice.choices((Kind.photo, Kind.note, Kind.document, Kind.audio), (80, 12, 7, 1))[0]
    words = f"Rosa {dice.choice(_DID)} with {dice.choice(_WHO)} that summer"
    long = ". ".join(f"{words}, and it was day {n}" for n in range(dice.randrange(2, 40)))
    return Asset(
        chest_id=chest_id,
        kind=kind,
        state=AssetState.ready,
        original_name=f"{number}.jpg",
        taken=day.isoformat(),
        taken_earliest=day.isoformat(),
        taken_latest=day.isoformat(),
        taken_sort=f"{day:%Y%m%d}",
        place=dice.choice(_WHERE),
        caption=f"{words}." if kind is Kind.photo and number % 3 else None,
        body=f"{long}." if kind is Kind.note else None,
        extracted_text=f"{long}." if kind is Kind.document else None,
        media_type="text/plain" if kind is Kind.document else None,
    )


def _speak(session: Session, asset: Asset, dice: random.Random) -> None:
    """Half an hour of talk."""
    rows: list[ChestModel] = [Transcript(asset_id=asset.id, language="en", provider="-", model="-")]
    for n in range(300):
        words = f"Then {dice.choice(_WHO)} {dice.choice(_DID)} in {dice.choice(_WHERE)}."
        rows.append(
            TranscriptSegment(
                asset_id=asset.id, position=n, start=n * 6.0, end=n * 6.0 + 6, text=words
            )
        )
    session.add_all(rows[:1])
    session.flush()
    session.add_all(rows[1:])


if __name__ == "__main__":
    sys.exit(main())
