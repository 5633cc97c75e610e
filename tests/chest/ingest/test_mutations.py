"""Thousands of files of every kind with something broken in them: none crashes a decoder, none
keeps one busy, and none is left on its way. `--hold-seed` says which thousands."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ai.media import Decoder
from chest.database import Database
from chest.ingest.job import Ingest
from chest.ingest.link_copies import LinkCopies
from chest.models import AssetState, ProcessingStep, Step, StepState
from tests.ai.media.kinds import make_all
from tests.arrivals import ShutStore, arrive, get_asset, get_steps, once
from tests.builders import Family

PILES, IN_A_PILE = 50, 200  # ten thousand
PATIENCE = 30.0  # seconds for one call; a film of two seconds takes a hundredth of it
OPEN = (StepState.waiting, StepState.running)
LARGE = (0xFFFFFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFF, 0xFFFF, 0)


def flip_bits(data: bytearray, chance: random.Random, _other: bytes) -> None:
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def flip_bits_at_the_beginning(data: bytearray, chance: random.Random, _other: bytes) -> None:
    for _ in range(chance.randint(1, 6)):
        data[chance.randrange(min(len(data), 400))] ^= 1 << chance.randrange(8)


def cut(data: bytearray, chance: random.Random, _other: bytes) -> None:
    del data[chance.randrange(1, len(data)) :]


def cut_out(data: bytearray, chance: random.Random, _other: bytes) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.randint(1, 200)]


def splice(data: bytearray, chance: random.Random, other: bytes) -> None:
    data[chance.randrange(1, len(data)) :] = other[chance.randrange(len(other)) :]


def repeat(data: bytearray, chance: random.Random, _other: bytes) -> None:
    start = chance.randrange(len(data))
    data[start:start] = data[start : start + chance.randint(1, 500)] * chance.randint(1, 20)


def raise_a_length(data: bytearray, chance: random.Random, _other: bytes) -> None:
    for _ in range(chance.randint(1, 3)):
        width = chance.choice((2, 4, 4, 8))
        at = chance.randrange(max(1, min(len(data), 4000) - width))
        value = chance.choice(LARGE) if width < 8 else chance.choice((1 << 62, (1 << 64) - 1))
        value &= (1 << 8 * width) - 1
        data[at : at + width] = value.to_bytes(width, chance.choice(("big", "little")))


def overwrite(data: bytearray, chance: random.Random, _other: bytes) -> None:
    start, length = chance.randrange(len(data)), chance.randint(1, 300)
    filler = chance.choice((b"\0", b"\xff", chance.randbytes(1)))
    data[start : start + length] = filler * len(data[start : start + length])


MUTATIONS: tuple[Callable[[bytearray, random.Random, bytes], None], ...] = (
    *(flip_bits, flip_bits_at_the_beginning, cut, cut_out, splice, repeat, raise_a_length),
    *(raise_a_length, overwrite),
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    made = make_all(tmp_path_factory.mktemp("kinds"))
    return {name: path.read_bytes() for name, path in made.items()}


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder(seconds=PATIENCE) as decoder:
        yield decoder


def mutated(whole: dict[str, bytes], chance: random.Random) -> tuple[str, bytes]:
    name = chance.choice(sorted(whole))
    data = bytearray(whole[name])
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        chance.choice(MUTATIONS)(data, chance, whole[chance.choice(sorted(whole))])
        if len(data) < 2:
            break
    return name, bytes(data)


@pytest.mark.hold
@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("pile", range(PILES))
def test_broken_files_end_as_files_that_are_kept(
    database: Database,
    blobs: ShutStore,
    family: Family,
    decoder: Decoder,
    whole: dict[str, bytes],
    tmp_path: Path,
    pytestconfig: pytest.Config,
    pile: int,
) -> None:
    ingest = Ingest(database=database, blobs=blobs, decoder=decoder)
    copies = LinkCopies(database=database, blobs=blobs, decoder=decoder)
    for number in range(IN_A_PILE):
        which = f"{pytestconfig.getoption('--hold-seed')}-{pile}-{number}"
        name, data = mutated(whole, random.Random(which))
        asset_id = arrive(database, blobs, family.chest_id, data, name=f"file {number}")
        try:
            # What has to wait for the world, or dies in a decoder, raises TryLater here.
            ingest.run(asset_id, once)
            with database.write() as session:
                session.add(ProcessingStep(asset_id=asset_id, step=Step.without_place))
            copies.run(asset_id, once)
            state = get_asset(database, asset_id).state
            assert state in (AssetState.ready, AssetState.failed)
            for step, row in get_steps(database, asset_id).items():
                # A file that cannot be used needs no copy; what is open of it nobody waits for.
                assert row.state not in OPEN or state is AssetState.failed, step
                assert "took too long" not in (row.reason or ""), step
        except BaseException as error:
            kept = tmp_path / f"{which} {name}"
            kept.write_bytes(data)
            error.add_note(f"{kept}")
            raise
        with database.write() as session:
            session.delete(get_asset(database, asset_id))
