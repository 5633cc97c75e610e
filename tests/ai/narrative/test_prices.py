"""What a story costs, before and after."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ai.narrative.base import Subject, Task
from ai.narrative.prices import (
    PRICES,
    READ_ON,
    cost,
    count_material,
    count_task,
    count_tokens,
    estimate,
    find_price,
    list_models,
)
from ai.registry import NarratorSetup, list_narrators
from tests.ai.narrative.families import seg


def test_every_model_that_is_offered_elsewhere_has_a_price_of_a_day() -> None:
    offers = list_narrators(NarratorSetup()).list_offers()
    sold = [offer for offer in offers if offer.provider in ("anthropic", "openai")]
    assert [offer.name for offer in sold] == [price.name for price in PRICES]
    assert all(p.dollars_out > p.dollars_in > 0 and p.speed > 0 for p in PRICES)
    assert READ_ON.year >= 2026
    assert list_models("anthropic")[0] == "claude-sonnet-5-5"


def test_an_estimate_says_dollars_and_seconds() -> None:
    told = estimate("anthropic:claude-sonnet-5-5", 100_000, 20_000)
    assert told.dollars == Decimal("0.4")  # 0.1 M at $2 and 0.02 M at $10
    assert told.seconds == pytest.approx(20_000 / 60)
    at_once = estimate("anthropic:claude-sonnet-5-5", 100_000, 20_000, at_once=4)
    assert at_once.seconds == pytest.approx(told.seconds / 4)
    usual = estimate("openai:gpt-6-luna", 100_000)
    assert 0 < usual.tokens_out < usual.tokens_in
    assert estimate("openai:gpt-6-luna", 0).tokens_out == 0


def test_what_runs_here_costs_nothing_and_what_nobody_knows_is_not_guessed() -> None:
    assert cost("local:model", 10_000, 10_000, local=True) == 0
    assert estimate("openai-compatible:llama3", 1000, local=True).dollars == 0
    assert cost("openai-compatible:llama3", 10_000, 10_000) is None
    assert estimate("openai-compatible:llama3", 1000).dollars is None
    assert find_price("openai:gpt-9") is None


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("", 0, 0),
        ("We rowed to the island before breakfast.", 8, 16),  # 8 tokens to most models
        ("Remámos até à ilha antes do pequeno-almoço.", 10, 20),
        ("我们在早餐前划船去岛上", 8, 16),
    ],
)
def test_tokens_are_counted_rather_too_many(text: str, least: int, most: int) -> None:
    assert least <= count_tokens(text) <= most


def test_a_task_is_more_than_its_material() -> None:
    task = Task("chapter", Subject("Rosa"), (seg("a1", "note", "Words. " * 100),))
    bare = count_tokens("Words. " * 100)
    assert bare < count_material(task.subject, task.segments) < count_task(task)
