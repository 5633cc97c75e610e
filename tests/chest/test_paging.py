"""Cursors: what was written is read again, and nothing else is."""

from __future__ import annotations

import pytest

from chest.errors import Invalid
from chest.paging import page_of, read_cursor, read_id, write_cursor


def test_a_cursor_holds_its_place() -> None:
    for place in ([], ["x"], ["newest", "1964-07-02", "Setúbal"]):
        assert read_cursor(write_cursor(*place)) == tuple(place)


@pytest.mark.parametrize("cursor", ["x", "é", "W10x", "WzFd", "bnVsbA", "e30", "W" * 4_000])
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    for read in (read_cursor, read_id):
        with pytest.raises(Invalid, match="This place in the list is not known"):
            read(cursor)


def test_no_cursor_is_the_beginning() -> None:
    assert read_id(None) is None
    assert read_id("") is None


@pytest.mark.parametrize("descending", [False, True])
def test_a_list_goes_on_where_it_was_when_the_last_item_told_is_gone(descending: bool) -> None:
    items = sorted("abcdef", reverse=descending)
    first = page_of(items, place=tuple, cursor=None, limit=2, descending=descending)
    left = [item for item in items if item != first.items[-1]]
    rest = page_of(left, place=tuple, cursor=first.next, limit=9, descending=descending)
    assert first.items + rest.items == items
    assert rest.next is None
