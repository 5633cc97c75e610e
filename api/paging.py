"""Lists of which a chest has few: read as a whole, and answered a page at a time."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from fastapi import Query

from chest.errors import Invalid

MAX_PAGE = 200

Limit = Annotated[int, Query(ge=1, le=MAX_PAGE)]

T = TypeVar("T")


def page_of(
    items: Sequence[T],
    *,
    place: Callable[[T], tuple[str, ...]],
    cursor: str | None,
    limit: int,
    descending: bool = False,
) -> tuple[Sequence[T], str | None]:
    """(`limit` of the items from the cursor on, the cursor of those after them).

    `place` is what the list is sorted by, and different for each item. The cursor holds the place
    of the last item told, so that going on works also when that item is gone.
    """
    items = sorted(items, key=place, reverse=descending)
    if cursor:
        last = _read(cursor)
        items = [
            item for item in items if (place(item) < last if descending else place(item) > last)
        ]
    shown = items[:limit]
    return shown, _write(place(shown[-1])) if len(items) > limit else None


def in_order(moment: datetime) -> str:
    """A moment as text that sorts as moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _write(place: tuple[str, ...]) -> str:
    packed = json.dumps(place, separators=(",", ":")).encode()
    return urlsafe_b64encode(packed).rstrip(b"=").decode()


def _read(cursor: str) -> tuple[str, ...]:
    try:
        place: Any = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError) as error:
        raise Invalid(_UNKNOWN) from error
    if not isinstance(place, list) or not all(isinstance(part, str) for part in place):
        raise Invalid(_UNKNOWN)
    return tuple(place)


_UNKNOWN = "This place in the list is not known. Start from the beginning."
