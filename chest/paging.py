"""A page of a list, and the cursor with which one asks for the page after it."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from chest.errors import Invalid
from language import _

MAX_PAGE = 200

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some of a list, in order. `next` is the cursor of the page after it, None at the end."""

    items: list[T]
    next: str | None


def page_of(
    items: Sequence[T],
    *,
    place: Callable[[T], tuple[str, ...]],
    cursor: str | None,
    limit: int,
    descending: bool = False,
) -> Page[T]:
    """`limit` of the items from the cursor on, of a list that is read as a whole.

    `place` is what the list is sorted by, and different for each item. The cursor holds the place
    of the last item told, so that going on works also when that item is gone.
    """
    items = sorted(items, key=place, reverse=descending)
    if cursor:
        last = read_cursor(cursor)
        items = [
            item for item in items if (place(item) < last if descending else place(item) > last)
        ]
    shown = items[:limit]
    return Page(shown, write_cursor(*place(shown[-1])) if len(items) > limit else None)


def in_order(moment: datetime) -> str:
    """A moment as text that sorts as moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def write_cursor(*place: str) -> str:
    packed = json.dumps(place, separators=(",", ":")).encode()
    return urlsafe_b64encode(packed).rstrip(b"=").decode()


def read_cursor(cursor: str) -> tuple[str, ...]:
    """The place that a cursor was written for. Raises Invalid for what is no cursor."""
    try:
        place: Any = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError) as error:
        raise unknown_place() from error
    if not isinstance(place, list) or not all(isinstance(part, str) for part in place):
        raise unknown_place()
    return tuple(place)


def read_id(cursor: str | None) -> UUID | None:
    """The last row told, for lists whose cursor is its id; None for their beginning. Raises Invalid
    for what is no id."""
    try:
        return UUID(cursor) if cursor else None
    except ValueError as error:
        raise unknown_place() from error


def unknown_place() -> Invalid:
    """What is said of a cursor that this list did not give, in whatever way it is wrong."""
    return Invalid(_("This place in the list is not known. Start from the beginning."))
