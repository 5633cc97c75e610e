"""The pairs, judged: how many untrue sentences pass, and how many true ones are refused.

What is asked for stands in `pairs/README.md`. The check was worked on with two thirds of the pairs;
the third that was held back has to do as well.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest

from ai.narrative.checking.command import judge_lines

PAIRS = Path(__file__).parent / "pairs"
LANGUAGES = ("en", "pt", "es", "fr", "de", "it")


def _is_held_back(id: str) -> bool:
    return int(hashlib.sha256(id.encode()).hexdigest(), 16) % 3 == 0


def _judged_set(name: str) -> Counter[tuple[bool, str]]:
    tally: Counter[tuple[bool, str]] = Counter()
    for line in (PAIRS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        [answer] = judge_lines([line])
        tally[json.loads(line)["supported"], answer["verdict"]] += 1
    return tally


def _judged(*, held_back: bool | None = None) -> Counter[tuple[bool, str]]:
    tally: Counter[tuple[bool, str]] = Counter()
    for language in LANGUAGES:
        text = (PAIRS / f"{language}.jsonl").read_text(encoding="utf-8")
        for line in text.splitlines():
            pair = json.loads(line)
            if held_back is not None and _is_held_back(pair["id"]) != held_back:
                continue
            [answer] = judge_lines([line])
            tally[pair["supported"], answer["verdict"]] += 1
    return tally


def _share(tally: Counter[tuple[bool, str]], supported: bool, *verdicts: str) -> float:
    of = sum(n for (side, _), n in tally.items() if side is supported)
    return sum(tally[supported, verdict] for verdict in verdicts) / of


@pytest.mark.parametrize("held_back", [False, True, None], ids=["worked on", "held back", "all"])
def test_untrue_sentences_do_not_pass_and_true_ones_are_not_refused(
    held_back: bool | None,
) -> None:
    tally = _judged(held_back=held_back)
    assert _share(tally, False, "green") <= 0.02
    assert _share(tally, False, "red", "amber") >= 0.95
    assert _share(tally, True, "green", "amber") >= 0.90
    assert {verdict for _, verdict in tally} == {"green", "amber", "red"}


@pytest.mark.parametrize(("name", "green"), [("fresh", 0.0), ("fresh2", 0.12), ("own", 0.15)])
def test_so_do_pairs_by_people_who_had_not_read_it(name: str, green: float) -> None:
    tally = _judged_set(name)
    assert _share(tally, False, "green") == 0
    assert _share(tally, True, "green", "amber") >= 0.95
    assert _share(tally, True, "green") >= green
    assert _share(tally, False, "red") >= 0.45
