"""Bytes that are read back and compared with what came."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest

from chest.database import Database
from chest.models import Derivative
from chest.upkeep import samples
from chest.upkeep.samples import check_bytes
from storage.local import LocalStore
from tests.builders import add_account, add_asset, add_chest


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    return LocalStore(tmp_path / "blobs", secret=b"0" * 32)


@pytest.fixture
def originals(database: Database, store: LocalStore) -> list[UUID]:
    """Forty, from the oldest to the newest, the last with a preview."""
    chest_id = add_chest(database, add_account(database))
    ids = []
    for number in range(40):
        data = f"bytes of {number}".encode()
        key = f"v1/chest/o/{number:02d}"
        store.put(key, [data])
        ids.append(
            add_asset(
                database,
                chest_id,
                storage_key=key,
                bytes=len(data),
                sha256=sha256(data).hexdigest(),
            )
        )
    store.put("v1/chest/d/39/preview-1", [b"a small picture"])
    with database.write() as session:
        session.add(
            Derivative(
                asset_id=ids[-1],
                kind="preview",
                storage_key="v1/chest/d/39/preview-1",
                media_type="image/webp",
                bytes=15,
                sha256=sha256(b"a small picture").hexdigest(),
            )
        )
    return ids


def flip_a_bit(store: LocalStore, key: str) -> None:
    path = store.local_path(key)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


def test_all_are_read_when_asked(
    database: Database, store: LocalStore, originals: list[UUID]
) -> None:
    finding = check_bytes(database, store, sample=None)
    assert (finding.ok, finding.sentence) == (True, "all 41 were read, and each is as it came")


def test_a_sample_says_of_how_many_it_is(
    database: Database, store: LocalStore, originals: list[UUID]
) -> None:
    finding = check_bytes(database, store, sample=10)
    assert finding.ok
    assert finding.sentence.startswith("10 of 41 were read, drawn from all of them")


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("v1/chest/o/00", "original"),
        ("v1/chest/o/39", "original"),
        ("v1/chest/d/39/preview-1", "preview"),
    ],
)
def test_a_single_changed_bit_is_found_wherever_it_is(
    database: Database, store: LocalStore, originals: list[UUID], key: str, said: str
) -> None:
    flip_a_bit(store, key)
    finding = check_bytes(database, store, sample=None)
    assert not finding.ok
    assert "1 is not as it came" in finding.sentence
    assert said in finding.sentence
    assert "(other bytes)" in finding.sentence
    assert "backup" in finding.sentence


def test_what_is_missing_or_cut_off_is_found(
    database: Database, store: LocalStore, originals: list[UUID]
) -> None:
    store.delete("v1/chest/o/03")
    with store.local_path("v1/chest/o/04").open("r+b") as file:
        file.truncate(2)
    sentence = check_bytes(database, store, sample=None).sentence
    assert f"original of {originals[3]} (missing)" in sentence
    assert f"original of {originals[4]} (another length)" in sentence


def test_old_and_new_have_the_same_chance(
    database: Database, store: LocalStore, originals: list[UUID]
) -> None:
    """Of the oldest, which a look at the newest never sees, many samples see some."""
    seen = set()
    for _ in range(150):  # that one stays unseen is then a chance of one in ten million
        seen |= {kept.key for kept in samples._draw(database, 5)}
    assert {f"v1/chest/o/{number:02d}" for number in range(40)} <= seen
    assert "v1/chest/d/39/preview-1" in seen


def test_a_sample_finds_what_is_damaged_in_many(
    database: Database, store: LocalStore, originals: list[UUID]
) -> None:
    for number in range(20):
        flip_a_bit(store, f"v1/chest/o/{number:02d}")
    finding = check_bytes(database, store, sample=20)
    assert not finding.ok
    assert "20 of 41 were read" in finding.sentence
    assert "doctor --all" in finding.sentence


def test_what_has_no_checksum_is_compared_by_its_length(
    database: Database, store: LocalStore, originals: list[UUID]
) -> None:
    with database.write() as session:
        row = session.get(Derivative, (originals[-1], "preview"))
        assert row is not None
        row.sha256 = None
        session.add(row)
    assert check_bytes(database, store, sample=None).ok
    store.put("v1/chest/d/39/preview-1", [b"shorter"])
    assert "another length" in check_bytes(database, store, sample=None).sentence


def test_what_was_made_anew_meanwhile_is_not_accused(
    database: Database,
    store: LocalStore,
    originals: list[UUID],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    find_fault = samples._find_fault

    def purged_while_read(blobs: LocalStore, kept: samples.Kept) -> str:
        reason = find_fault(blobs, kept)
        with database.write() as session:
            row = session.get(Derivative, (originals[-1], "preview"))
            if row is not None:
                session.delete(row)
        return reason

    store.delete("v1/chest/d/39/preview-1")
    monkeypatch.setattr(samples, "_find_fault", purged_while_read)
    assert check_bytes(database, store, sample=None).ok


def test_without_any_bytes_there_is_nothing_to_read(database: Database, store: LocalStore) -> None:
    assert check_bytes(database, store).ok
