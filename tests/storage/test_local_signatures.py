"""What the addresses of parts that a folder makes are good for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from storage.local import LocalStore
from tests.storage.sending import SECRET, cut, digest

UPLOAD_ID = "0192f0c1-7e57-7000-8000-000000000001"

SignedPart = dict[str, str | int]
CHANGES: dict[str, Callable[[SignedPart], SignedPart]] = {
    "number": lambda p: p | {"n": 1},
    "upload": lambda p: p | {"upload_id": UPLOAD_ID[:-1] + "2"},
    "later": lambda p: p | {"expires": int(p["expires"]) + 1},
    "digest": lambda p: p | {"sha256": "0" * 64},
    "handle": lambda p: p | {"handle": str(p["handle"]).replace("film", "fils")},
    "signature": lambda p: p | {"signature": "0" * 64},
    "capitals": lambda p: p | {"signature": str(p["signature"]).upper()},
    "shorter": lambda p: p | {"signature": str(p["signature"])[:-1]},
    "empty": lambda p: p | {"signature": ""},
    "emoji": lambda p: p | {"signature": "👵" * 64},
    "surrogate": lambda p: p | {"signature": "\ud83d" * 64},
}


def signed_part(store: LocalStore, handle: str, *, seconds: int = 60) -> SignedPart:
    sha256 = digest(cut(2))
    target = store.part_target(handle, 2, upload_id=UPLOAD_ID, sha256=sha256, seconds=seconds)
    assert target.headers == {}
    query = {k: v[0] for k, v in parse_qs(urlsplit(target.url).query, strict_parsing=True).items()}
    assert set(query) == {"e", "h", "s"}
    return {
        "handle": handle,
        "n": 2,
        "upload_id": UPLOAD_ID,
        "expires": int(query["e"]),
        "sha256": query["h"],
        "signature": query["s"],
    }


def check(store: LocalStore, part: SignedPart) -> bool:
    return store.check_part_signature(
        str(part["handle"]),
        int(part["n"]),
        upload_id=str(part["upload_id"]),
        expires=int(part["expires"]),
        sha256=str(part["sha256"]),
        signature=str(part["signature"]),
    )


def test_a_signature_is_good_for_its_part_until_it_expires(store: LocalStore, handle: str) -> None:
    assert check(store, signed_part(store, handle))
    assert check(LocalStore(store.root, secret=SECRET), signed_part(store, handle))
    assert not check(store, signed_part(store, handle, seconds=0))
    assert not check(LocalStore(store.root, secret=SECRET[::-1]), signed_part(store, handle))


@pytest.mark.parametrize("change", CHANGES)
def test_a_signature_is_good_for_nothing_else(store: LocalStore, handle: str, change: str) -> None:
    assert not check(store, CHANGES[change](signed_part(store, handle)))


def test_an_upload_id_that_would_change_the_path_is_refused(store: LocalStore, handle: str) -> None:
    for upload_id in ("", "../admin", "a/b", "a?b", "x" * 101):
        with pytest.raises(ValueError, match="path"):
            store.part_target(handle, 1, upload_id=upload_id, sha256="0" * 64)


def test_the_route_of_parts_can_have_another_prefix(tmp_path: Path) -> None:
    store = LocalStore(tmp_path, secret=SECRET, part_url_prefix="/family/api/uploads/")
    handle = store.begin_parts("v1/film", size=1, part_size=1)
    target = store.part_target(handle, 1, upload_id=UPLOAD_ID, sha256="0" * 64)
    assert target.url.startswith(f"/family/api/uploads/{UPLOAD_ID}/parts/1?e=")
