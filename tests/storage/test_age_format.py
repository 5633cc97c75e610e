"""Files of age: what we write opens with `age`, what `age` wrote opens here, and nothing that was
changed does."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from random import Random

import pytest

from storage.age_format import Identity, NoIdentity, NotAge, make_header, open_header
from storage.age_stream import CHUNK, SEALED_CHUNK, Payload, seal
from tests.conftest import missing

OURS = Identity(bytes(range(32)))
# As `age-keygen -y` says it.
LINE = str(OURS)
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 20 * CHUNK + 5]


@pytest.fixture(scope="session")
def age() -> str:
    program = shutil.which("age")
    if program is None:
        missing("No age here, so whether its files are ours was not tried: apt-get install age.")
    assert program
    return program


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "key.txt"
    path.write_text(f"{LINE}\n")
    return path


def data_of(size: int) -> bytes:
    return Random(size).randbytes(size)


def write(data: bytes, *identities: Identity) -> bytes:
    header, key = make_header([one.recipient for one in identities or (OURS,)])
    uneven = [data[:7], b"", data[7:100_000], data[100_000:]]
    return header + b"".join(seal(uneven, key))


def read(file: bytes, identity: Identity = OURS) -> bytes:
    opened = open_header(file, [identity])
    if opened is None:
        raise NotAge("cut short")
    payload = Payload(opened.payload_key, start=opened.length, total=len(file))
    first, last = payload.last()
    payload.check_last(file[first:last])
    first, last = payload.around(0, payload.size)
    return b"".join(payload.open([file[first:last]], 0, payload.size))


@pytest.mark.parametrize("size", SIZES)
def test_age_opens_what_we_wrote(age: str, key_file: Path, size: int) -> None:
    opened = subprocess.run(
        [age, "-d", "-i", key_file], input=write(data_of(size)), capture_output=True
    )
    assert opened.stdout == data_of(size), opened.stderr


@pytest.mark.parametrize("size", SIZES)
def test_we_open_what_age_wrote(age: str, size: int) -> None:
    recipients = ["-r", str(Identity(b"x" * 32).recipient), "-r", str(OURS.recipient)]
    written = subprocess.run(
        [age, *recipients], input=data_of(size), capture_output=True, check=True
    )
    assert read(written.stdout) == data_of(size)


def test_a_file_for_many_opens_for_each_and_for_nobody_else(age: str, key_file: Path) -> None:
    many = [Identity.make() for _ in range(99)]
    file = write(b"for all of us", *many, OURS)
    for one in (many[0], many[-1], OURS):
        assert read(file, one) == b"for all of us"
    with pytest.raises(NoIdentity):
        read(file, Identity.make())
    opened = subprocess.run([age, "-d", "-i", key_file], input=file, capture_output=True)
    assert opened.stdout == b"for all of us"


def test_what_is_written_for_keys_of_other_kinds_is_passed_over(age: str, tmp_path: Path) -> None:
    ssh = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIK0wmN/Cr3JXqmLW7u+g9pTh+wyqDHpSQEIQczXkVx9q"
    command = [age, "-r", ssh, "-r", str(OURS.recipient)]
    written = subprocess.run(command, input=b"for us too", capture_output=True, check=True).stdout
    assert b"-> ssh-ed25519 " in written
    assert read(written) == b"for us too"
    with pytest.raises(NotAge, match="header was changed"):  # one more stanza, put in by somebody
        read(written.replace(b"-> X25519", b"-> ssh-rsa aa\nYWJj\n-> X25519", 1))


def test_an_identity_reads_back_from_its_line_and_mistakes_in_it_are_found() -> None:
    assert LINE.startswith("AGE-SECRET-KEY-1")
    assert Identity.parse(f"{LINE}\n") == OURS
    assert Identity.parse(LINE.lower()) == OURS
    changed = LINE[:-1] + ("Q" if LINE[-1] != "Q" else "P")
    for wrong in (changed, LINE[:-1], LINE[:30] + LINE[30:].lower(), str(OURS.recipient), ""):
        with pytest.raises(ValueError, match="key"):
            Identity.parse(wrong)
    assert LINE not in repr(OURS)


def test_no_byte_of_the_header_can_be_changed() -> None:
    file = write(b"a voice from 1961")
    header = len(make_header([OURS.recipient])[0])
    for at in range(header):
        for bit in (1, 0x20, 0x80):
            changed = bytearray(file)
            changed[at] ^= bit
            with pytest.raises((NotAge, NoIdentity)):
                read(bytes(changed))


def test_no_chunk_can_be_changed_swapped_doubled_or_taken_away() -> None:
    file = write(data_of(3 * CHUNK + 5))
    start = len(file) - (3 * CHUNK + 5 + 4 * 16)
    chunks = [file[at : at + SEALED_CHUNK] for at in range(start, len(file), SEALED_CHUNK)]
    assert len(chunks) == 4
    assert read(file[:start] + b"".join(chunks)) == data_of(3 * CHUNK + 5)
    for n, chunk in enumerate(chunks):
        flipped = chunk[:9] + bytes([chunk[9] ^ 1]) + chunk[10:]
        with pytest.raises(NotAge, match=f"chunk {n + 1} of 4"):
            read(file[:start] + b"".join([*chunks[:n], flipped, *chunks[n + 1 :]]))
    a, b, c, d = chunks
    for wrong in (
        [b, a, c, d],
        [a, a, c, d],
        [a, c, d],
        [a, b, c],
        [a, b, c, d, d],
        [a, b, c, d, b""],
    ):
        if wrong[-1] == b"":
            wrong[-1] = b"\0"
        with pytest.raises(NotAge):
            read(file[:start] + b"".join(wrong))


def test_a_file_that_was_cut_short_is_refused_wherever_it_was_cut() -> None:
    file = write(data_of(2 * CHUNK + 5))
    start = len(file) - (2 * CHUNK + 5 + 3 * 16)
    cuts = [*range(0, start + 40, 7), start + SEALED_CHUNK - 1, start + SEALED_CHUNK]
    cuts += [start + SEALED_CHUNK + 16, start + 2 * SEALED_CHUNK, start + 2 * SEALED_CHUNK + 16]
    for cut in [*cuts, len(file) - 1]:
        with pytest.raises(NotAge):
            read(file[:cut])


@pytest.mark.parametrize("other", [b"", b"x", b"age-encryption.org/v2\n", b"\xff\xd8\xff" * 500])
def test_what_is_no_age_file_is_refused(other: bytes) -> None:
    with pytest.raises(NotAge):
        read(other)


def test_a_header_without_end_is_given_up() -> None:
    with pytest.raises(NotAge, match="no end"):
        open_header(b"age-encryption.org/v1\n" + b"-> x y\n" * 20_000, [OURS])
