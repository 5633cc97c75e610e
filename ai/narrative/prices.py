"""What a story costs before it is told, and what a call cost after.

A table that people read and change: prices are the providers', by the day on which they were read.
A model that is not in it is not offered, since nobody could say beforehand what it costs.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ai.narrative.base import Segment, Subject, Task
from ai.narrative.marking import list_pieces, mark_all
from ai.narrative.prompts import word

READ_ON = date(2026, 11, 28)

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens, read and written; `speed` is about how many tokens it
    writes in a second."""

    provider: str
    model: str
    dollars_in: Decimal
    dollars_out: Decimal
    speed: float

    @property
    def name(self) -> str:
        return f"{self.provider}:{self.model}"


def _price(provider: str, model: str, dollars_in: str, dollars_out: str, speed: float) -> Price:
    return Price(provider, model, Decimal(dollars_in), Decimal(dollars_out), speed)


# The first of a provider is the one that is taken where no model is named.
PRICES: tuple[Price, ...] = (
    _price("anthropic", "claude-sonnet-5-5", "2", "10", 60),
    _price("anthropic", "claude-haiku-5-5", "0.10", "0.50", 120),
    _price("anthropic", "claude-opus-5-5", "4", "20", 40),
    _price("openai", "gpt-6.1-terra", "1", "5", 80),
    _price("openai", "gpt-6-luna", "0.10", "0.50", 120),
    _price("openai", "gpt-6.1-sol", "2", "10", 50),
)

_FREE = Decimal(0)
_OWN_SPEED = 10.0  # tokens a second on an ordinary processor
_WRITTEN_SHARE = 0.4  # of what it reads, a model writes about so much: clauses with their spans
_LEAST_WRITTEN = 300
_BYTES_IN_A_TOKEN = 3.2


@dataclass(frozen=True, slots=True)
class Estimate:
    """About what asking costs. `dollars` is None where nobody here knows the price: a server of
    somebody else that is reached by its address."""

    tokens_in: int
    tokens_out: int
    dollars: Decimal | None
    seconds: float


def list_models(provider: str) -> tuple[str, ...]:
    """The models of a provider that have a price, its default first."""
    return tuple(price.model for price in PRICES if price.provider == provider)


def find_price(name: str) -> Price | None:
    """The price of "provider:model", or None."""
    return next((price for price in PRICES if price.name == name), None)


def count_tokens(text: str) -> int:
    """About how many tokens a text is, rather too many than too few. Nothing is asked for it.

    Counted by bytes, so that scripts whose letters are rarer in models' vocabularies count more.
    """
    return math.ceil(len(text.encode("utf-8", "replace")) / _BYTES_IN_A_TOKEN)


def cost(name: str, tokens_in: int, tokens_out: int, *, local: bool = False) -> Decimal | None:
    """What so many tokens cost in dollars: nothing on this machine, None where nobody knows."""
    price = find_price(name)
    if price is None:
        return _FREE if local else None
    return (price.dollars_in * tokens_in + price.dollars_out * tokens_out) / _MILLION


def estimate(
    name: str,
    tokens_in: int,
    tokens_out: int | None = None,
    *,
    local: bool = False,
    at_once: int = 1,
) -> Estimate:
    """What "provider:model" costs for so many tokens to read, before it is asked.

    Without `tokens_out` a usual share is taken. `at_once` is how many questions are under way at
    the same time.
    """
    if tokens_out is None:
        tokens_out = max(_LEAST_WRITTEN, round(tokens_in * _WRITTEN_SHARE)) if tokens_in else 0
    price = find_price(name)
    speed = price.speed if price else _OWN_SPEED
    return Estimate(
        tokens_in=tokens_in,
        tokens_out=tokens_out,
        dollars=cost(name, tokens_in, tokens_out, local=local),
        seconds=tokens_out / speed / max(1, at_once),
    )


def count_task(task: Task) -> int:
    """About how many tokens are read for one task: rules, marks and all. Raises ProviderError as
    `ai.narrative.prompts.word`."""
    return count_tokens(word(task).text)


def count_material(subject: Subject, segments: Iterable[Segment]) -> int:
    """About how many tokens a family's material is, marked, without the rules."""
    return count_tokens(mark_all(list_pieces(subject, segments)))
