"""What an S3 that enforces signatures lets through of the addresses that the store makes."""

from __future__ import annotations

import base64
import hashlib
import time
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import httpx
import pytest

from storage.base import PART_SIZE, PartTarget
from storage.s3 import S3Store
from tests.servers.s3 import S3Server

KEY = "v1/chest/o/object"
BODY = b"the one and only right body"
OTHER = b"another body of equal length"[: len(BODY)]


@pytest.fixture(scope="module")
def store(localstack: S3Server) -> S3Store:
    return localstack.open(localstack.new_bucket(), prefix="family")


@pytest.fixture
def handle(store: S3Store) -> str:
    return store.begin_parts(KEY, size=PART_SIZE + len(BODY), part_size=PART_SIZE)


@pytest.fixture
def target(store: S3Store, handle: str) -> PartTarget:
    return _target(store, handle)


def _target(store: S3Store, handle: str, *, seconds: int = 600) -> PartTarget:
    return store.part_target(
        handle,
        2,
        upload_id="unused",
        sha256=hashlib.sha256(BODY).hexdigest(),
        seconds=seconds,
    )


def _send(target: PartTarget, body: bytes = BODY) -> int:
    return httpx.put(target.url, content=body, headers=target.headers, trust_env=False).status_code


def _changed(url: str, **changes: str) -> str:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    assert set(changes) <= set(query)
    return urlunsplit(parts._replace(query=urlencode({**query, **changes})))


def _checksum(body: bytes) -> str:
    return base64.b64encode(hashlib.sha256(body).digest()).decode()


def test_the_right_bytes_are_taken(store: S3Store, handle: str, target: PartTarget) -> None:
    assert _send(target) == 200
    assert list(store.list_parts(handle)) == [2]


FORGERIES: dict[str, Callable[[PartTarget], PartTarget]] = {
    "signature": lambda t: replace(t, url=_changed(t.url, **{"X-Amz-Signature": "0" * 64})),
    "part number": lambda t: replace(t, url=_changed(t.url, partNumber="1")),
    "later expiry": lambda t: replace(t, url=_changed(t.url, **{"X-Amz-Expires": "86400"})),
    "signed headers": lambda t: replace(t, url=_changed(t.url, **{"X-Amz-SignedHeaders": "host"})),
    "key": lambda t: replace(t, url=t.url.replace("/o/object", "/o/other", 1)),
    "no checksum": lambda t: replace(t, headers={}),
    "checksum": lambda t: replace(t, headers={"x-amz-checksum-sha256": _checksum(OTHER)}),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_address_of_a_part_is_refused(
    store: S3Store, handle: str, target: PartTarget, forgery: str
) -> None:
    forged = FORGERIES[forgery](target)
    assert forged != target
    assert _send(forged, OTHER if forgery == "checksum" else BODY) in {400, 403, 404}
    assert store.list_parts(handle) == {}


@pytest.mark.parametrize("body", [OTHER, BODY[:-1], BODY + b"x", b""])
def test_bytes_that_were_not_announced_are_refused(
    store: S3Store, handle: str, target: PartTarget, body: bytes
) -> None:
    assert _send(target, body) in {400, 403}
    assert store.list_parts(handle) == {}


def test_an_expired_address_of_a_part_is_refused(store: S3Store, handle: str) -> None:
    target = _target(store, handle, seconds=1)
    time.sleep(2.1)
    assert _send(target) == 403
    assert store.list_parts(handle) == {}


def test_the_address_of_a_part_is_worth_nothing_after_an_abort(
    store: S3Store, handle: str, target: PartTarget
) -> None:
    store.abort_parts(handle)
    assert _send(target) == 404


@pytest.mark.parametrize(
    "changes",
    [
        {"X-Amz-Signature": "0" * 64},
        {"response-content-type": "text/html"},
        {"response-content-disposition": "inline"},
        {"X-Amz-Expires": "86400"},
    ],
)
def test_a_forged_address_of_a_blob_is_refused(store: S3Store, changes: dict[str, str]) -> None:
    store.put("v1/picture", [b"<svg/>"])
    url = store.presigned_url(
        "v1/picture", seconds=60, media_type="image/svg+xml", file_name="a.svg", inline=False
    )
    assert url is not None
    assert httpx.get(url, trust_env=False).content == b"<svg/>"
    assert httpx.get(_changed(url, **changes), trust_env=False).status_code == 403


def test_an_expired_address_of_a_blob_is_refused(store: S3Store) -> None:
    store.put("v1/picture", [b"<svg/>"])
    url = store.presigned_url(
        "v1/picture", seconds=1, media_type="image/png", file_name="a.png", inline=True
    )
    assert url is not None
    time.sleep(2.1)
    assert httpx.get(url, trust_env=False).status_code == 403
