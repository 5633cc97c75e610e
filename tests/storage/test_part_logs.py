"""What the log of an upload into a folder may be trusted with, whatever happened to it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from storage.base import PartRejected, PartsMissing
from storage.local import LocalStore
from tests.storage.sending import PART, SIZE, WANT, cut, digest, finish, write


def test_a_part_is_on_the_medium_before_the_log_says_so(
    store: LocalStore, handle: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can cut the power in a test, so the order of the steps is looked at instead."""
    if not Path("/proc/self/fd").is_dir() or not hasattr(os, "fdatasync"):
        pytest.skip("The order of the steps can be seen only where /proc tells what is open.")
    write(store, handle, 2, bytes(PART))
    steps: list[str] = []

    def note(name: str) -> None:
        real = getattr(os, name)

        def noted(fd: int, *rest: object) -> object:
            kind = Path(os.readlink(f"/proc/self/fd/{fd}")).suffix
            if kind in {".log", ".data"}:
                steps.append(f"{name} {kind}")
            return real(fd, *rest)

        monkeypatch.setattr(os, name, noted)

    for name in ("write", "pwrite", "fdatasync"):
        note(name)
    placed = ["pwrite .data", "fdatasync .data"]
    logged = ["write .log", "fdatasync .log"]
    write(store, handle, 1, cut(1))
    assert steps == placed + logged
    steps.clear()
    write(store, handle, 2, cut(2))  # other bytes are in its place, so it is struck out first
    assert steps == logged + placed + logged
    steps.clear()
    write(store, handle, 2, cut(2))
    assert steps == []


@pytest.mark.parametrize("kept", range(2, 75, 4))
def test_a_line_of_the_log_that_was_cut_short_does_not_count(
    store: LocalStore, handle: str, kept: int
) -> None:
    write(store, handle, 2, cut(2))
    (log,) = (store.root / "incoming").glob("*.log")
    whole = log.read_bytes()
    write(store, handle, 1, cut(1))
    line = log.read_bytes()[len(whole) :]
    assert len(line) == 76
    log.write_bytes(whole + line[:kept])
    assert list(store.list_parts(handle)) == [2]
    # The next line must not be swallowed by the stump before it.
    write(store, handle, 3, cut(3))
    assert list(store.list_parts(handle)) == [2, 3]
    finish(store, handle)


def test_a_damaged_line_of_the_log_does_not_count(store: LocalStore, handle: str) -> None:
    for n in (1, 2):
        write(store, handle, n, cut(n))
    (log,) = (store.root / "incoming").glob("*.log")
    for damaged in (
        log.read_bytes().replace(b"\n2 ", b"\n3 "),
        log.read_bytes().replace(digest(cut(2)).encode(), digest(b"x").encode()),
        log.read_bytes()[:-30] + bytes(29) + b"\n",
    ):
        log.write_bytes(damaged)
        assert list(store.list_parts(handle)) == [1]
    finish(store, handle)


def test_the_log_of_another_upload_is_not_taken(store: LocalStore, handle: str) -> None:
    write(store, handle, 1, cut(1))
    for changed in (
        handle.replace("film", "fils"),
        handle.replace(f"|{SIZE}|", f"|{SIZE + 1}|"),
        handle[:-1] + ("0" if handle[-1] != "0" else "1"),
    ):
        for attempt in (store.list_parts, store.complete_parts):
            with pytest.raises(PartRejected) as caught:
                attempt(changed)
            assert caught.value.reason == "unknown_upload"
    finish(store, handle)


def test_a_completion_that_was_killed_between_its_steps_is_finished(
    store: LocalStore, handle: str
) -> None:
    for n in (1, 2, 3):
        write(store, handle, n, cut(n))
    (data,) = (store.root / "incoming").glob("*.data")
    place = store.root / "objects" / "v1"
    place.mkdir()
    data.rename(place / "film")
    assert list(store.list_parts(handle)) == [1, 2, 3]
    with pytest.raises(PartRejected):
        write(store, handle, 1, bytes(PART))
    assert store.complete_parts(handle).size == SIZE
    assert list((store.root / "incoming").iterdir()) == []
    assert b"".join(store.iter_range("v1/film")) == WANT


def test_an_upload_is_stale_when_nothing_has_arrived_for_long(
    store: LocalStore, handle: str
) -> None:
    other = store.begin_parts("v1/other", size=SIZE, part_size=PART)
    eight_days_ago = time.time() - 8 * 86_400
    for log in (store.root / "incoming").glob("*.log"):
        os.utime(log, (eight_days_ago, eight_days_ago))
    write(store, other, 1, cut(1))
    (store.root / "incoming" / "notes.log").write_text("of another program")
    os.utime(store.root / "incoming" / "notes.log", (0, 0))
    assert list(store.iter_stale_parts(older_than_seconds=7 * 86_400)) == [handle]
    store.abort_parts(handle)
    assert list(store.iter_stale_parts(older_than_seconds=7 * 86_400)) == []


def test_a_missing_part_is_missing_even_if_its_bytes_are_zero(
    store: LocalStore, handle: str
) -> None:
    """The file is as long as it will be from the start; length proves nothing."""
    write(store, handle, 1, cut(1))
    with pytest.raises(PartsMissing) as caught:
        store.complete_parts(handle)
    assert caught.value.missing == [2, 3]
