"""What only S3 has: a bucket that is missing, refuses, is full, or hangs up in the middle."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from storage.base import (
    PART_SIZE,
    BlobInfo,
    InvalidKey,
    PartsMissing,
    StorageError,
    StorageFull,
    StorageUnavailable,
)
from storage.parts import Handle
from storage.s3 import S3Store
from tests.servers.s3 import S3Server

KEY = "v1/chest/o/object"


@contextmanager
def answering(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """The URL of a server that does this with every request."""

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            answer(self)

        do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = handle_any

        def log_message(self, format: str, *args: object) -> None:
            """Not into the output of the tests."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def reply(to: BaseHTTPRequestHandler, status: int, body: bytes, *, length: int = 0) -> None:
    """Answer a request; ``length`` is what is said of the body, if not the truth."""
    to.send_response(status)
    to.send_header("Content-Length", str(length or len(body)))
    to.end_headers()
    if to.command != "HEAD":
        to.wfile.write(body)


def error(code: str) -> bytes:
    return f"<Error><Code>{code}</Code><Message>because</Message></Error>".encode()


def open_at(url: str) -> S3Store:
    return S3Store(
        bucket="family",
        endpoint_url=url,
        region="us-east-1",
        access_key="key",
        secret_key="secret",
    )


@pytest.mark.parametrize(
    ("status", "code", "kind", "said"),
    [
        (403, "AccessDenied", StorageUnavailable, "s3:ListBucket"),
        (403, "SignatureDoesNotMatch", StorageUnavailable, "credentials"),
        (404, "NoSuchBucket", StorageUnavailable, "no bucket 'family'"),
        (409, "QuotaExceeded", StorageFull, "Make room"),
        (507, "XMinioStorageFull", StorageFull, "Make room"),
        (400, "Strange", StorageUnavailable, "because"),
    ],
)
def test_what_s3_answers_becomes_one_of_the_stores_errors(
    status: int, code: str, kind: type[StorageError], said: str
) -> None:
    with (
        answering(lambda to: reply(to, status, error(code))) as url,
        pytest.raises(kind, match=said) as caught,
    ):
        open_at(url).put(KEY, [b"x"])
    assert caught.value.key == KEY


def test_a_check_that_is_refused_says_what_to_grant() -> None:
    with (
        answering(lambda to: reply(to, 403, b"")) as url,
        pytest.raises(StorageUnavailable, match="ListBucketMultipartUploads"),
    ):
        open_at(url).check()


def test_a_server_that_hangs_up_in_the_middle_does_not_shorten_a_blob() -> None:
    with answering(lambda to: reply(to, 200, b"half of it", length=20)) as url:
        chunks = open_at(url).iter_range(KEY)
        with pytest.raises(StorageUnavailable, match="family"):
            b"".join(chunks)


def test_a_server_that_is_not_there_is_told() -> None:
    with answering(lambda to: reply(to, 200, b"")) as url:
        pass
    with pytest.raises(StorageUnavailable, match="network"):
        open_at(url).check()


def test_a_completion_is_not_repeated_behind_the_callers_back() -> None:
    """There are servers that lose the file if it is: LocalStack 4.6 left 38 of 60 empty."""
    parts = (
        b"<ListPartsResult><IsTruncated>false</IsTruncated><Part><PartNumber>1</PartNumber>"
        b'<Size>5</Size><ETag>"e"</ETag></Part></ListPartsResult>'
    )
    asked: list[str] = []

    def busy(to: BaseHTTPRequestHandler) -> None:
        asked.append(to.command)
        reply(to, *((200, parts) if to.command == "GET" else (503, error("SlowDown"))))

    with answering(busy) as url:
        handle = str(Handle("s1", 5, PART_SIZE, KEY, "an-upload"))
        with pytest.raises(StorageUnavailable, match="SlowDown"):
            open_at(url).complete_parts(handle)
    assert asked == ["GET", "POST"]


def test_missing_credentials_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name in ("CONFIG_FILE", "SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(f"AWS_{name}", "/dev/null")
    for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN", "PROFILE"):
        monkeypatch.delenv(f"AWS_{name}", raising=False)
    store = S3Store(bucket="family", endpoint_url="http://127.0.0.1:9")
    with pytest.raises(StorageUnavailable, match="credentials"):
        store.check()


def test_a_missing_bucket_is_not_taken_for_a_missing_blob(moto: S3Server) -> None:
    """Else a clean-up that finds every blob missing could forget them all."""
    store = moto.open("no-such-bucket")
    for attempt in (
        lambda: store.exists(KEY),
        lambda: store.stat(KEY),
        lambda: store.iter_range(KEY),
        lambda: list(store.iter_keys()),
        lambda: store.copy(KEY, "v1/b"),
        lambda: store.as_file(KEY).__enter__(),
        lambda: store.begin_parts(KEY, size=1, part_size=PART_SIZE),
        store.check,
    ):
        with pytest.raises(StorageUnavailable, match="no bucket 'no-such-bucket'"):
            attempt()


def test_a_prefix_keeps_two_chests_in_one_bucket_apart(moto: S3Server) -> None:
    bucket = moto.new_bucket()
    one, other = moto.open(bucket, prefix="/one/"), moto.open(bucket, prefix="one-more")
    one.put("a", [b"of one"])
    other.put("a", [b"of the other"])
    other.begin_parts("b", size=1, part_size=PART_SIZE)
    assert b"".join(one.iter_range("a")) == b"of one"
    assert list(one.iter_keys()) == ["a"]
    assert list(one.iter_stale_parts(older_than_seconds=-60)) == []
    names = [found["Key"] for found in moto.client.list_objects_v2(Bucket=bucket)["Contents"]]
    assert names == ["one-more/a", "one/a"]
    with pytest.raises(InvalidKey):
        moto.open(bucket, prefix="one/../other")


def test_objects_that_no_key_can_name_are_not_listed(moto: S3Server) -> None:
    store = moto.open(moto.new_bucket())
    moto.client.put_object(Bucket=store.bucket, Key="é/un autre", Body=b"x")
    store.put("a", [b"x"])
    assert list(store.iter_keys()) == ["a"]


def test_parts_smaller_than_s3_takes_are_refused_at_the_start(moto: S3Server) -> None:
    store = moto.open(moto.new_bucket())
    with pytest.raises(ValueError, match="5242880"):
        store.begin_parts(KEY, size=PART_SIZE, part_size=1_000_000)
    store.begin_parts(KEY, size=1_000, part_size=1_000_000)


def test_a_part_of_the_wrong_length_counts_as_missing(moto: S3Server) -> None:
    """For servers that take any bytes for a signed address; moto is one."""
    store = moto.open(moto.new_bucket())
    size = PART_SIZE + 5
    handle = store.begin_parts(KEY, size=size, part_size=PART_SIZE)
    for n, body in [(1, bytes(PART_SIZE)), (2, b"long enough, and more")]:
        send(store, handle, n, body)
    assert list(store.list_parts(handle)) == [1]
    with pytest.raises(PartsMissing) as caught:
        store.complete_parts(handle)
    assert caught.value.missing == [2]
    send(store, handle, 2, b"12345")
    assert store.complete_parts(handle) == BlobInfo(KEY, size)


def test_more_parts_than_a_page_of_s3_are_listed(moto: S3Server) -> None:
    store = moto.open(moto.new_bucket())
    begun = Handle.parse(store.begin_parts(KEY, size=1, part_size=PART_SIZE), "s1")
    upload = replace(begun, size=1_003, part_size=1)  # smaller than S3 completes, but it lists them

    def send_byte(n: int) -> None:
        moto.client.upload_part(
            Bucket=store.bucket, Key=KEY, UploadId=upload.token, PartNumber=n, Body=b"x"
        )

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(send_byte, range(1, upload.count + 1)))
    assert list(store.list_parts(str(upload))) == list(range(1, 1_004))


def send(store: S3Store, handle: str, n: int, body: bytes) -> None:
    target = store.part_target(
        handle, n, upload_id="unused", sha256=hashlib.sha256(body).hexdigest()
    )
    answer = httpx.put(target.url, content=body, headers=target.headers, trust_env=False)
    assert answer.status_code == 200


@pytest.mark.parametrize("bucket", ["family", "fam.ily"])
@pytest.mark.parametrize("region", ["us-east-1", "eu-west-1", "cn-north-1"])
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"endpoint_url": "http://127.0.0.1:9000"},
        {"endpoint_url": "http://10.0.0.1:9000", "public_endpoint_url": "https://f.example.org"},
    ],
    ids=["aws", "endpoint", "public endpoint"],
)
def test_what_browsers_get_is_at_the_origin_that_is_told(
    bucket: str, region: str, options: dict[str, str]
) -> None:
    store = S3Store(bucket=bucket, region=region, access_key="a", secret_key="b", **options)
    url = store.presigned_url(
        "x", seconds=60, media_type="image/jpeg", file_name="a.jpg", inline=True
    )
    given = urlsplit(url or "")
    assert store.browser_origin == f"{given.scheme}://{given.netloc}"
    if not options:
        assert region in store.browser_origin or region == "us-east-1"


def test_the_origin_needs_no_credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    store = S3Store(bucket="family", region="eu-west-1")
    assert store.browser_origin == "https://family.s3.eu-west-1.amazonaws.com"
