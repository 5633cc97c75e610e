"""“About 40 minutes left” is true to within three tenths, once a twentieth is done: also where one
film of two hours lies among photographs."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from ai.pace import Pace, Pacer
from chest.upkeep.time_left import OpenWork, seconds_left

PATIENCE = {"transcribe": 120.0, "embed_pictures": 30.0, "read": 30.0}


@dataclass(frozen=True)
class Asked:
    """One question: how much of its sort, the seconds in the model, and those until the next."""

    sort: str
    units: float
    model: float
    around: float


@dataclass
class Task:
    """What one queue still asks, in its order."""

    name: str
    questions: list[Asked]
    comes: float = 0.0  # when its next question comes
    left: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for one in self.questions:
            self.left[one.sort] += one.units

    def open_work(self) -> list[OpenWork]:
        """As the database tells it; a recording is one memory."""
        return [
            OpenWork(sort, amount, amount if sort == "transcribe" else 1, 1)
            for sort, amount in self.left.items()
        ]


def work_through(tasks: list[Task]) -> Iterator[tuple[float, float | None]]:
    """The time, and what is said to be left, after each question of one worker: of the questions
    that have come, the one that can wait least is answered first."""
    pacer, now = Pacer(), 0.0
    while any(task.questions for task in tasks):
        asking = [task for task in tasks if task.questions]
        now = max(now, min(task.comes for task in asking))
        task = min(
            (task for task in asking if task.comes <= now),
            key=lambda task: task.comes + PATIENCE[task.name],
        )
        one = task.questions.pop(0)
        came, began = task.comes, now
        now += one.model
        pacer.note(one.sort, units=one.units, came=came, began=began, ended=now)
        task.comes = now + one.around
        task.left[one.sort] -= one.units
        work = [open_ for each in tasks for open_ in each.open_work()]
        yield now, seconds_left(work, pacer.tell())


def film(hours: float, rng: random.Random) -> Task:
    """Windows of half a minute, of which those in which nobody speaks take a moment."""
    quiet = [n % 6 == 5 for n in range(int(hours * 120))]
    seconds = [0.8 if one else rng.uniform(4.0, 8.0) for one in quiet]
    return Task("transcribe", [Asked("transcribe", 30.0, one, 0.1) for one in seconds])


def looks(photos: int, rng: random.Random) -> Task:
    """Sixteen at once."""
    asked = [Asked("embed_pictures", 16.0, rng.uniform(1.0, 1.6), 1.1) for _ in range(photos // 16)]
    return Task("embed_pictures", asked)


def reads(photos: int, pages: int, rng: random.Random) -> Task:
    """Documents first; then photographs one by one, most of them at a glance."""
    asked = [Asked("read page", 1.0, rng.uniform(1.8, 3.0), 0.4) for _ in range(pages)]
    glances = [rng.choice([0.15, 0.15, 0.2, 0.3, 1.8]) for _ in range(photos)]
    return Task("read", asked + [Asked("read", 1.0, one, 0.3) for one in glances])


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    ("hours", "photos", "pages"),
    [(2.0, 480, 0), (2.0, 4000, 40), (0.0, 4000, 40), (2.0, 0, 0), (6.0, 160, 20), (0.1, 1600, 0)],
)
def test_what_is_said_is_true_to_within_three_tenths(
    hours: float, photos: int, pages: int, seed: int
) -> None:
    rng = random.Random(seed)
    tasks = [film(hours, rng), looks(photos, rng), reads(photos, pages, rng)]
    told = list(work_through([task for task in tasks if task.questions]))
    end = told[-1][0]
    after = [(at, said) for at, said in told if 0.05 * end <= at <= 0.95 * end]
    assert after
    for at, said in after:
        when = f"after {at / end:.0%} of {end:.0f} s"
        if said is None:  # of what had not its turn yet nobody knows how long it takes
            assert at < 0.2 * end, when
            continue
        # It is said in minutes.
        assert said == pytest.approx(end - at, rel=0.3, abs=60), when


def test_two_workers_take_half_as_long_and_one_film_no_less_than_itself() -> None:
    pace = {"transcribe": Pace(6.0, 0.0, 30.0)}
    many = OpenWork("transcribe", amount=36_000, longest=600, running=2)
    assert seconds_left([many], pace) == pytest.approx(3600)
    one = OpenWork("transcribe", amount=7_200, longest=7_200, running=2)
    assert seconds_left([one], pace) == pytest.approx(1440)


def test_nothing_is_said_that_nobody_knows() -> None:
    pace = {"read": Pace(1.0, 0.1)}
    reading = OpenWork("read", amount=10, longest=1, running=1)
    assert seconds_left([reading], pace) == pytest.approx(11)
    assert seconds_left([], pace) is None
    assert seconds_left([OpenWork("read", amount=10, longest=1, running=0)], pace) is None
    assert (
        seconds_left([reading, OpenWork("embed_pictures", amount=5, longest=1, running=0)], pace)
        is None
    )
