"""What a password costs whoever guesses it."""

from __future__ import annotations

import argon2
import pytest

from chest.security.passwords import Passwords


@pytest.fixture
def passwords(monkeypatch: pytest.MonkeyPatch) -> Passwords:
    """As the app makes them, not as the other tests do."""
    monkeypatch.setattr("chest.security.passwords.PasswordHasher", argon2.PasswordHasher)
    return Passwords()


def test_a_guess_takes_64_mib_and_three_passes(passwords: Passwords) -> None:
    hashed = passwords.hash("a short sentence")
    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords.match(hashed, "a short sentence")
    assert not passwords.match(hashed, "another sentence")


def test_a_hash_of_weaker_making_is_outdated(passwords: Passwords) -> None:
    weak = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("a sentence")
    assert passwords.match(weak, "a sentence")
    assert passwords.is_outdated(weak)
    assert not passwords.is_outdated(passwords.hash("a sentence"))


def test_where_there_is_no_account_a_guess_costs_the_same_and_fails(passwords: Passwords) -> None:
    assert not passwords.match(None, "a short sentence")
