"""What opens the key of a chest, here and with Debian's age."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from uuid import uuid4

import pytest

from chest.chest_keys import Wrapping, check_new_passphrase, list_tries
from chest.errors import Invalid
from storage import age_passphrase
from storage.age_format import Identity, NotAge
from storage.age_passphrase import (
    WrongPassphrase,
    make_code,
    open_by_passphrase,
    read_code,
    seal_by_passphrase,
)
from tests.conftest import missing


def test_a_passphrase_opens_what_it_sealed_and_no_other_does() -> None:
    sealed = seal_by_passphrase(b"secret", "für immer", work=4)
    assert open_by_passphrase(sealed, "für immer") == b"secret"
    with pytest.raises(WrongPassphrase):
        open_by_passphrase(sealed, "fur immer")


def test_what_was_changed_is_refused() -> None:
    sealed = bytearray(seal_by_passphrase(b"secret", "word", work=4))
    sealed[-1] ^= 1
    with pytest.raises(NotAge):
        open_by_passphrase(bytes(sealed), "word")
    with pytest.raises(NotAge):
        open_by_passphrase(bytes(sealed[:-10]), "word")


def test_a_file_that_wants_endless_work_is_refused() -> None:
    sealed = seal_by_passphrase(b"secret", "word", work=4)
    with pytest.raises(NotAge):
        open_by_passphrase(sealed.replace(b" 4\n", b" 30\n", 1), "word")


def test_age_opens_what_we_seal(tmp_path: Path) -> None:
    """`age` asks on a terminal, so `script` gives it one."""
    age, script = shutil.which("age"), shutil.which("script")
    if age is None or script is None:
        missing("age and script are not installed.")
    (tmp_path / "wrapped.age").write_bytes(seal_by_passphrase(b"AGE-SECRET", "red teapot", work=4))
    done = subprocess.run(
        [script, "-qec", f"{age} -d -o opened wrapped.age", "/dev/null"],
        input=b"red teapot\n",
        cwd=tmp_path,
        capture_output=True,
        timeout=120,
    )
    assert (tmp_path / "opened").read_bytes() == b"AGE-SECRET", done.stdout


def test_a_code_is_read_however_it_was_copied() -> None:
    code = make_code()
    assert len(code) == 34
    assert code != make_code()
    assert read_code(code) == code
    assert (
        read_code(f" {code.lower().replace('-', '')} ".replace("0", "O").replace("1", "l")) == code
    )
    assert read_code(code[:-1]) is None
    assert list_tries("red teapot") == ["red teapot"]
    assert list_tries(code.lower()) == [code.lower(), code]


def test_the_key_for_now_opens_for_its_chest_and_installation_alone() -> None:
    identity, chest = Identity.make(), uuid4()
    wrapping = Wrapping(b"s" * 32)
    opened = wrapping.for_now(identity, chest)
    assert wrapping.read(opened, chest) == identity
    assert wrapping.read(opened, uuid4()) is None
    assert Wrapping(b"t" * 32).read(opened, chest) is None
    assert identity.secret not in opened


@pytest.mark.parametrize("text", ["", "short", "aaaaaaaaaaaaaaaa", "x" * 2000])
def test_a_passphrase_that_is_soon_guessed_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        check_new_passphrase(text)


def test_each_guess_costs_128_mib() -> None:
    assert 2**age_passphrase.WORK * 8 * 128 == 128 * 1024**2
    sealed = seal_by_passphrase(b"secret", "word")
    assert b" 17\n" in sealed
