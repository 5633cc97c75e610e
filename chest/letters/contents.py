"""What each kind of letter says beside the words of its templates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from chest.models import LetterKind


@dataclass(frozen=True)
class ResetPassword:
    """`address` sets a new password, for whoever opens it."""

    kind: ClassVar[LetterKind] = LetterKind.reset_password
    address: str


@dataclass(frozen=True)
class Invitation:
    """`address` joins the chest of `chest`. Names are as people wrote them."""

    kind: ClassVar[LetterKind] = LetterKind.invitation
    address: str
    inviter: str
    chest: str
    until: str


@dataclass(frozen=True)
class Receipt:
    """`address` opens the receipt of what was given to the chest of `chest`."""

    kind: ClassVar[LetterKind] = LetterKind.receipt
    address: str
    chest: str


@dataclass(frozen=True)
class Test:
    """Says that letters arrive, and nothing else."""

    __test__: ClassVar[bool] = False  # a class of this name would be taken for tests
    kind: ClassVar[LetterKind] = LetterKind.test


@dataclass(frozen=True)
class Waiting:
    """Something that `giver` gave to the chest of `chest` waits at `address`; the sentence `waits`
    says whether there is more. At `stop_address` one wants no more of these letters."""

    kind: ClassVar[LetterKind] = LetterKind.waiting
    giver: str
    chest: str
    waits: str
    address: str
    stop_address: str


@dataclass(frozen=True)
class NotRead:
    """A file of somebody's that could not be read, the sentence that says why, and where it is
    looked at; "" for what is not known."""

    name: str
    reason: str
    address: str


@dataclass(frozen=True)
class Ready:
    """What somebody added to the chest of `chest` is understood. Of the `failed` that could not be
    read the first are named, and `unnamed` are not. A gift through a link has no address."""

    kind: ClassVar[LetterKind] = LetterKind.ready
    chest: str
    ready: int
    failed: int
    not_read: Sequence[NotRead]
    unnamed: int
    is_gift: bool
    address: str


Content: TypeAlias = ResetPassword | Invitation | Receipt | Test | Waiting | Ready
"""What a letter is made of. Its fields are what the templates named after `kind` are given."""
