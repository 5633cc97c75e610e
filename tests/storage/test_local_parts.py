"""Senders of parts into a folder: wrong, late, endless, cancelled, and two at once."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from storage.base import BlobInfo, PartRejected, StorageFull
from storage.durable import sync_data, write_all
from storage.local import LocalStore
from tests.storage.sending import PART, SECRET, SIZE, WANT, chunks, cut, digest, finish, write


@pytest.mark.parametrize(
    ("body", "sha256", "reason"),
    [
        (cut(1) + b"x", None, "too_long"),
        (cut(1)[:-1], None, "too_short"),
        (b"", None, "too_short"),
        (cut(2), digest(cut(1)), "checksum"),
        (cut(1), "not a digest", "checksum"),
    ],
)
@pytest.mark.parametrize("earlier", [False, True])
def test_a_wrong_part_is_refused_and_harms_nothing(
    store: LocalStore, handle: str, body: bytes, sha256: str | None, reason: str, earlier: bool
) -> None:
    if earlier:
        write(store, handle, 1, cut(1))
    with pytest.raises(PartRejected) as caught:
        write(store, handle, 1, body, sha256=sha256)
    assert caught.value.reason == reason
    assert caught.value.key == "v1/film"
    assert list(store.list_parts(handle)) == [1] * earlier
    finish(store, handle)


def test_a_part_that_never_ends_is_cut_off_at_its_length(store: LocalStore, handle: str) -> None:
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        while True:
            taken += 1_000
            yield bytes(1_000)

    with pytest.raises(PartRejected) as caught:
        asyncio.run(store.write_part(handle, 1, sha256="0" * 64, chunks=endless()))
    assert caught.value.reason == "too_long"
    assert taken == PART + 1_000


@pytest.mark.parametrize("n", [0, 4])
def test_a_part_that_is_not_of_the_upload_is_refused(
    store: LocalStore, handle: str, n: int
) -> None:
    with pytest.raises(PartRejected) as caught:
        write(store, handle, n, b"x")
    assert caught.value.reason == "bad_number"


@pytest.mark.parametrize("end", [LocalStore.abort_parts, LocalStore.complete_parts])
def test_a_part_that_comes_after_the_end_changes_nothing(
    store: LocalStore, handle: str, end: Callable[[LocalStore, str], object]
) -> None:
    for n in (1, 2, 3):
        write(store, handle, n, cut(n))

    async def late() -> AsyncIterator[bytes]:
        yield bytes(PART - 1)
        await asyncio.to_thread(end, store, handle)
        yield b"\0"

    with pytest.raises(PartRejected) as caught:
        asyncio.run(store.write_part(handle, 1, sha256=digest(bytes(PART)), chunks=late()))
    assert caught.value.reason == "unknown_upload"
    if end is LocalStore.complete_parts:
        assert b"".join(store.iter_range("v1/film")) == WANT
    else:
        assert not store.exists("v1/film")
    with pytest.raises(PartRejected):
        write(store, handle, 1, bytes(PART))
    assert list((store.root / "incoming").iterdir()) == []


def test_two_tabs_that_send_one_part_at_once_do_not_mix(store: LocalStore, handle: str) -> None:
    ours, theirs = cut(2), cut(2)[::-1]

    async def slowly(body: bytes) -> AsyncIterator[bytes]:
        async for chunk in chunks(body, 9_000):
            yield chunk
            await asyncio.sleep(0)

    async def race() -> None:
        other = LocalStore(store.root, secret=SECRET)
        await asyncio.gather(
            *(
                tab.write_part(handle, 2, sha256=digest(body), chunks=slowly(body))
                for tab, body in [(store, ours), (other, theirs)] * 8
            )
        )

    asyncio.run(race())
    for n in (1, 3):
        write(store, handle, n, cut(n))
    store.complete_parts(handle)
    assert b"".join(store.iter_range("v1/film", start=PART, stop=2 * PART)) in (ours, theirs)


def test_only_one_writer_at_a_time_changes_an_upload(
    store: LocalStore, handle: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside: list[int] = []
    most = 0

    def slow_sync(fd: int) -> None:
        nonlocal most
        inside.append(fd)
        most = max(most, len(inside))
        time.sleep(0.02)
        sync_data(fd)
        inside.remove(fd)

    monkeypatch.setattr("storage.local.sync_data", slow_sync)

    async def race() -> None:
        bodies = [cut(2), cut(2)[::-1], bytes(PART), cut(1)]
        tabs = [LocalStore(store.root, secret=SECRET) for _ in bodies]
        await asyncio.gather(
            *(
                tab.write_part(handle, 2, sha256=digest(body), chunks=chunks(body))
                for tab, body in zip(tabs, bodies, strict=True)
            )
        )

    asyncio.run(race())
    assert most == 1
    write(store, handle, 2, cut(2))
    finish(store, handle)


def test_of_several_that_complete_at_once_all_succeed(store: LocalStore, handle: str) -> None:
    for n in (1, 2, 3):
        write(store, handle, n, cut(n))
    with ThreadPoolExecutor(4) as threads:
        infos = set(threads.map(lambda _: store.complete_parts(handle), range(4)))
    assert infos == {BlobInfo("v1/film", SIZE)}
    assert b"".join(store.iter_range("v1/film")) == WANT


def test_the_last_of_two_tabs_to_finish_wins(store: LocalStore, handle: str) -> None:
    ours, theirs = cut(2), bytes(PART)

    async def race() -> None:
        theirs_done = asyncio.Event()

        async def we() -> AsyncIterator[bytes]:
            yield ours[:-1]
            await theirs_done.wait()
            yield ours[-1:]

        first = asyncio.create_task(store.write_part(handle, 2, sha256=digest(ours), chunks=we()))
        await store.write_part(handle, 2, sha256=digest(theirs), chunks=chunks(theirs))
        theirs_done.set()
        await first

    asyncio.run(race())
    finish(store, handle)


@pytest.mark.parametrize("earlier", [False, True])
def test_a_browser_that_goes_away_harms_nothing(
    store: LocalStore, handle: str, earlier: bool
) -> None:
    if earlier:
        write(store, handle, 1, cut(1))

    async def broken() -> AsyncIterator[bytes]:
        yield bytes(60_000)
        raise ConnectionResetError("the tab was closed")

    with pytest.raises(ConnectionResetError, match="closed"):
        asyncio.run(store.write_part(handle, 1, sha256="0" * 64, chunks=broken()))
    finish(store, handle)


def test_a_cancelled_part_waits_for_its_thread(
    store: LocalStore, handle: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else its file would be closed under the thread, and the number given to another file."""
    begun, ended = threading.Event(), threading.Event()

    def slow_write(fd: int, data: bytes) -> None:
        begun.set()
        time.sleep(0.1)
        write_all(fd, data)
        ended.set()

    monkeypatch.setattr("storage.local.write_all", slow_write)

    async def cancel_twice() -> None:
        sending = store.write_part(handle, 1, sha256=digest(cut(1)), chunks=chunks(cut(1)))
        task = asyncio.create_task(sending)
        assert await asyncio.to_thread(begun.wait, 30)
        task.cancel()
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert ended.is_set()

    asyncio.run(cancel_twice())
    assert store.list_parts(handle) == {}
    monkeypatch.undo()
    finish(store, handle)


def test_parts_that_fail_leave_no_file_open(store: LocalStore, handle: str) -> None:
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("Open files can be counted only where there is /proc.")
    for body in (cut(1), cut(1)[:-1], cut(1) + b"x", cut(2)):
        with suppress(PartRejected):
            write(store, handle, 1, body, sha256=digest(cut(1)))
    opened = [_opened(fd) for fd in os.listdir("/proc/self/fd")]
    assert [path for path in opened if str(store.root) in path] == []


def _opened(fd: str) -> str:
    try:
        return os.readlink(f"/proc/self/fd/{fd}")
    except FileNotFoundError:
        return ""


def test_an_upload_that_no_disk_has_room_for_is_refused_at_the_start(store: LocalStore) -> None:
    with pytest.raises(StorageFull, match="Make room"):
        store.begin_parts("v1/film", size=4 * 1024**4, part_size=1024**3)
    assert list((store.root / "incoming").iterdir()) == []
