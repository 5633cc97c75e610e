"""What every AI provider shares: who it is, what it gives back, and how it fails.

A provider is a pure function over bytes and text. It knows no database, keeps nothing between
calls, and translates its own library's errors into `ProviderError` once, at its edge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, Protocol, TypeVar

ErrorKind = Literal[
    "rate",  # asked too often; may be asked again after `retry_after`
    "overloaded",  # the provider is busy
    "network",  # no answer, or an answer cut short
    "timeout",
    "malformed",  # an answer that is not what was asked for
    "truncated",  # the answer ran into its length limit
    "context",  # the question is longer than the model can read
    "refused",  # the model declined
    "missing",  # the model's files are not on this machine
    "damaged",  # they are here, and are not what they should be
    "auth",  # key missing, wrong, or out of credit
    "request",  # the question itself is wrong: asking again changes nothing
    "bug",  # none of the above
]
RETRYABLE: frozenset[str] = frozenset({"rate", "overloaded", "network", "timeout", "malformed"})

Value = TypeVar("Value")


class ProviderError(Exception):
    """A provider could not do what it was asked.

    `kind` says what went wrong, the message what to do about it; `retry_after` is the seconds the
    provider asked to be left alone, if it said so. `tokens_in` and `tokens_out` are what the
    failure cost all the same.
    """

    def __init__(
        self,
        kind: ErrorKind,
        message: str = "",
        *,
        retry_after: float | None = None,
        tokens_in: int = 0,
        tokens_out: int = 0,
    ) -> None:
        super().__init__(message or kind)
        self.kind: ErrorKind = kind
        self.retry_after = retry_after
        self.tokens_in = tokens_in
        self.tokens_out = tokens_out

    @property
    def retryable(self) -> bool:
        """Whether asking the same again may help."""
        return self.kind in RETRYABLE


class UnknownProviderError(ProviderError):
    """Raised when a name in the settings or a request matches no provider or no model of it.

    `name` is what was asked for, `known` what could have been, `suggestion` the nearest of them.
    """

    def __init__(
        self, name: str, *, task: str, known: tuple[str, ...], suggestion: str | None
    ) -> None:
        hint = f"Did you mean {suggestion}? " if suggestion else ""
        super().__init__(
            "request",
            f"There is no {task} provider called {name!r}. {hint}Known: {', '.join(known)}.",
        )
        self.name = name
        self.known = known
        self.suggestion = suggestion


class Provider(Protocol):
    """Who did the work; stored beside every result."""

    @property
    def name(self) -> str: ...

    @property
    def model(self) -> str: ...

    @property
    def local(self) -> bool:
        """True when nothing leaves this machine."""
        ...


@dataclass(frozen=True, slots=True)
class Result(Generic[Value]):
    """A value and what it cost. Token counts are 0 for a provider that has none."""

    value: Value
    model: str
    tokens_in: int = 0
    tokens_out: int = 0
    cached: int = 0
    stop: str = "end"
