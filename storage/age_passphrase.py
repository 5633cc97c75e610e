"""Small secrets in an age file that a passphrase opens, ours or that of ``age -d``.

What is guessed can be guessed offline by whoever has the file, so each guess is made to cost
(scrypt, as age has it).
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from threading import BoundedSemaphore

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from storage.age_format import (
    NotAge,
    begin_header,
    end_header,
    from_base64,
    open_header_by,
    to_base64,
)
from storage.age_stream import Payload, seal

WORK = 17
"""Each guess takes 2 to the power of this, times 1 KiB of memory: 128 MiB."""

_MOST_WORK = 20  # more than that would only keep this server busy
_LABEL = b"age-encryption.org/v1/scrypt"
_NO_NONCE = bytes(12)  # each salt makes another key
_SALT_SIZE = 16
# Without those that are taken for another when they are copied by hand: I, L, O, U.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS, _IN_GROUP = 7, 4
_MISREAD = str.maketrans("ILO", "110")
# As many at once as there are threads for requests would take gigabytes.
_AT_ONCE = BoundedSemaphore(2)


class WrongPassphrase(Exception):
    """Raised when a passphrase does not open what it should."""


def seal_by_passphrase(secret: bytes, passphrase: str, *, work: int = WORK) -> bytes:
    """An age file that holds ``secret``; ``age -d`` asks for the passphrase."""
    first, file_key = begin_header()
    salt = os.urandom(_SALT_SIZE)
    body = ChaCha20Poly1305(_stretch(passphrase, salt, work)).encrypt(_NO_NONCE, file_key, None)
    stanza = b"-> scrypt %s %d\n%s\n" % (to_base64(salt), work, to_base64(body))
    header, payload_key = end_header(first + stanza, file_key)
    return b"".join([header, *seal([secret], payload_key)])


def open_by_passphrase(sealed: bytes, passphrase: str) -> bytes:
    """The secret again. Raises WrongPassphrase, and NotAge for a file that was changed."""

    def unwrap(stanzas: Sequence[tuple[list[bytes], bytes]]) -> bytes:
        if len(stanzas) != 1 or len(stanzas[0][0]) != 3 or stanzas[0][0][0] != b"scrypt":
            raise NotAge("it is for no passphrase")
        (_kind, salt, work), body = stanzas[0]
        if not work.isdigit() or int(work) > _MOST_WORK:
            raise NotAge("it wants more work than any of ours")
        key = _stretch(passphrase, from_base64(salt), int(work))
        try:
            return ChaCha20Poly1305(key).decrypt(_NO_NONCE, body, None)
        except InvalidTag as error:
            raise WrongPassphrase from error

    opened = open_header_by(sealed, unwrap)
    if opened is None:
        raise NotAge("it was cut short")
    payload = Payload(opened.payload_key, start=opened.length, total=len(sealed))
    first, last = payload.around(0, payload.size)
    return b"".join(payload.open([sealed[first:last]], 0, payload.size))


def make_code() -> str:
    """A passphrase of 140 random bits for a sheet of paper: ``7K3M-…``, seven groups of four."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_IN_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def read_code(text: str) -> str | None:
    """A code as it was made, however it was copied: in small letters, without its hyphens, with an
    O for a zero. None for what is no code."""
    kept = "".join(text.upper().translate(_MISREAD).replace("-", " ").split())
    if len(kept) != _GROUPS * _IN_GROUP or any(letter not in _LETTERS for letter in kept):
        return None
    return "-".join(kept[at : at + _IN_GROUP] for at in range(0, len(kept), _IN_GROUP))


def _stretch(passphrase: str, salt: bytes, work: int) -> bytes:
    with _AT_ONCE:
        return Scrypt(salt=_LABEL + salt, length=32, n=1 << work, r=8, p=1).derive(
            passphrase.encode()
        )
