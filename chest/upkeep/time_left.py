"""How long what is still to be heard, looked at and read takes: the arithmetic of it.

One process beside a worker holds all models and answers one question at a time. Each task asks its
next question when the one before is answered and written down; so the tasks go round, one question
of each, until the one that has least left is done, and the others go on without it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ai.pace import Pace


@dataclass(frozen=True)
class OpenWork:
    """What is left to be asked of one sort (see `ai.pace.sort_of`): `amount` in seconds of sound,
    pictures or pages, of which the `longest` memory has so many; `running` is over how many
    memories it is being done."""

    sort: str
    amount: float
    longest: float
    running: int


@dataclass
class _Questions:
    """So many questions, each as long as those that were measured."""

    left: float
    pace: Pace


def seconds_left(work: Sequence[OpenWork], pace: Mapping[str, Pace]) -> float | None:
    """About how many seconds all of it takes; None where nothing is under way, or where it was not
    measured yet how quickly some of it goes. Of one task, what comes first in `work` is done
    first."""
    open_work = [one for one in work if one.amount > 0]
    if not any(one.running for one in open_work):
        return None
    if any(one.sort not in pace for one in open_work):
        return None
    workers = max(one.running for one in open_work)  # each does one memory of a task at a time
    tasks: dict[str, list[_Questions]] = {}
    for one in open_work:
        measured = pace[one.sort]
        amount = max(one.amount / workers, one.longest)
        questions = _Questions(amount / measured.units, measured)
        tasks.setdefault(one.sort.partition(" ")[0], []).append(questions)
    return _go_round(list(tasks.values()))


def _go_round(tasks: list[list[_Questions]]) -> float:
    seconds = 0.0
    while tasks:
        now = [task[0] for task in tasks]
        rounds = min(one.left for one in now)
        together = sum(one.pace.asked for one in now)
        alone = max(one.pace.asked + one.pace.between for one in now)
        seconds += rounds * max(together, alone)
        for one in now:
            one.left -= rounds
        for task in tasks:
            if task[0].left <= 1e-9:
                task.pop(0)
        tasks = [task for task in tasks if task]
    return seconds
