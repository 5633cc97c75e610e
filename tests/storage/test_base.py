"""What is said of keys, names and errors before any store is asked."""

from __future__ import annotations

import pickle
import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.base import (
    BlobMissing,
    InvalidKey,
    PartRejected,
    PartsMissing,
    StorageError,
    StorageFull,
    StorageUnavailable,
    check_key,
    content_disposition,
)


@given(st.text(max_size=600))
def test_a_download_name_of_any_text_makes_one_header_line(name: str) -> None:
    header = content_disposition(name, inline=False)
    match = re.fullmatch(
        r"""attachment; filename="([^"\\%]+)"; filename\*=UTF-8''([A-Za-z0-9!#$&+.^_`|~%-]+)""",
        header,
    )
    assert match, header
    assert header.isascii()
    assert header.isprintable()
    assert len(header) < 2_100  # S3 takes it as a part of the URL
    exact = unquote(match[2], errors="strict")
    assert 0 < len(exact) <= 150
    assert not re.search(r"[\x00-\x1f\x7f-\x9f/\\\u202a-\u202e\u2066-\u2069]", exact)


def test_a_plain_name_is_kept_in_both_forms() -> None:
    assert content_disposition("grandma.jpg", inline=True) == (
        "inline; filename=\"grandma.jpg\"; filename*=UTF-8''grandma.jpg"
    )


@given(st.text(alphabet="abz09._-/", min_size=1, max_size=40))
def test_a_key_that_passes_leads_nowhere_else(key: str) -> None:
    try:
        check_key(key)
    except InvalidKey:
        return
    assert not key.startswith("/")
    assert all(segment not in {"", ".", ".."} for segment in key.split("/"))


@pytest.mark.parametrize(
    "error",
    [
        StorageError("what happened", key="a/b"),
        BlobMissing.at("a/b"),
        StorageFull("no room", key="a/b"),
        StorageUnavailable("no disk"),
        InvalidKey("not a key", key="a//b"),
        PartRejected("too long", reason="too_long", key="a/b"),
        PartsMissing("two are missing", missing=[2, 5], key="a/b"),
    ],
)
def test_an_error_reaches_another_process_with_all_it_carries(error: StorageError) -> None:
    arrived = pickle.loads(pickle.dumps(error))
    assert type(arrived) is type(error)
    assert str(arrived) == str(error)
    assert vars(arrived) == vars(error)
    assert isinstance(arrived, StorageError)
