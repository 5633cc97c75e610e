"""The format of age, version 1 (https://age-encryption.org/v1): its header and its keys.

A file begins with a header that holds a key of its own, once for each recipient and readable by
nobody else; what follows is in ``storage.age_stream``. X25519 recipients are written and opened
here, passphrases in ``storage.age_passphrase``. What is written here opens with ``age -d``, and the
other way round.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LONGEST_HEADER = 64 * 1024
"""Bytes that are looked at for the end of a header: room for 500 recipients."""

_FIRST_LINE = b"age-encryption.org/v1\n"
_X25519 = b"age-encryption.org/v1/X25519"
_NONCE_SIZE = 16
_FILE_KEY_SIZE = 16
_COLUMNS = 64
_NO_NONCE = bytes(12)  # each of these keys encrypts once
_WORD = re.compile(rb"[\x21-\x7e]+")

_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


class NotAge(ValueError):
    """Raised for bytes that are no age file, or one that was changed."""


class NoIdentity(Exception):
    """Raised when an age file is for others: no identity at hand opens it."""


@dataclass(frozen=True)
class Recipient:
    """Whom a file is encrypted to: the public half of an identity."""

    public: bytes

    @classmethod
    def parse(cls, text: str) -> Recipient:
        """Read ``age1…``; raises ValueError."""
        return cls(from_bech32("age", text))

    def __str__(self) -> str:
        return to_bech32("age", self.public)


@dataclass(frozen=True)
class Identity:
    """What opens files. ``str(identity)`` is the line that ``age -i`` reads: a secret."""

    secret: bytes = field(repr=False)

    @classmethod
    def make(cls) -> Identity:
        return cls(X25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def parse(cls, line: str) -> Identity:
        """Read ``AGE-SECRET-KEY-1…``; raises ValueError."""
        return cls(from_bech32("age-secret-key-", line))

    def __str__(self) -> str:
        return to_bech32("age-secret-key-", self.secret).upper()

    @cached_property
    def recipient(self) -> Recipient:
        return Recipient(self._key.public_key().public_bytes_raw())

    @cached_property
    def _key(self) -> X25519PrivateKey:
        return X25519PrivateKey.from_private_bytes(self.secret)

    def unwrap(self, share: bytes, body: bytes) -> bytes | None:
        """The file's key from what was written for one recipient, or None if that is another."""
        try:
            shared = self._key.exchange(X25519PublicKey.from_public_bytes(share))
        except ValueError:  # a point by which no secret can be shared
            return None
        wrapping = derive(shared, salt=share + self.recipient.public, purpose=_X25519)
        try:
            return ChaCha20Poly1305(wrapping).decrypt(_NO_NONCE, body, None)
        except InvalidTag:
            return None


@dataclass(frozen=True)
class Opened:
    """A header that was read: the key of what follows, and where that begins, in bytes."""

    payload_key: bytes = field(repr=False)
    length: int


def make_header(recipients: Sequence[Recipient]) -> tuple[bytes, bytes]:
    """A new header with the nonce behind it, and the key of what follows."""
    if not recipients:
        raise ValueError("A file must be encrypted to somebody.")
    first, file_key = begin_header()
    header = bytearray(first)
    for recipient in recipients:
        once = X25519PrivateKey.generate()
        share = once.public_key().public_bytes_raw()
        shared = once.exchange(X25519PublicKey.from_public_bytes(recipient.public))
        wrapping = derive(shared, salt=share + recipient.public, purpose=_X25519)
        body = ChaCha20Poly1305(wrapping).encrypt(_NO_NONCE, file_key, None)
        header += b"-> X25519 " + to_base64(share) + b"\n" + to_base64(body) + b"\n"
    return end_header(bytes(header), file_key)


def begin_header() -> tuple[bytes, bytes]:
    """The first line of a header, and a new key for the file."""
    return _FIRST_LINE, os.urandom(_FILE_KEY_SIZE)


def end_header(begun: bytes, file_key: bytes) -> tuple[bytes, bytes]:
    """A header whose recipients are written, whole and with the nonce behind it; and the key of
    what follows."""
    begun += b"---"
    begun += b" " + to_base64(_mac(file_key, begun)) + b"\n"
    nonce = os.urandom(_NONCE_SIZE)
    return begun + nonce, derive(file_key, salt=nonce, purpose=b"payload")


def open_header(data: bytes, identities: Iterable[Identity]) -> Opened | None:
    """Read the header that ``data`` begins with; None if more bytes are needed for that.

    Raises NotAge where it is none, or one that was changed, NoIdentity where it is for others.
    """
    known = list(identities)
    return open_header_by(data, lambda stanzas: _unwrap(stanzas, known))


def open_header_by(
    data: bytes, unwrap: Callable[[Sequence[tuple[list[bytes], bytes]]], bytes]
) -> Opened | None:
    """The same for whoever finds the file's key among what was written for each recipient."""
    lines, signed_to = _read_lines(data)
    if lines is None:
        return None
    length = signed_to + len(lines[-1]) - len(b"---") + 1 + _NONCE_SIZE
    if len(data) < length:
        return None
    stanzas = list(_read_stanzas(lines[1:-1]))
    file_key = unwrap(stanzas)
    _, _, mac = lines[-1].partition(b" ")
    if not hmac.compare_digest(from_base64(mac), _mac(file_key, data[:signed_to])):
        raise NotAge("its header was changed")
    nonce = data[length - _NONCE_SIZE : length]
    return Opened(derive(file_key, salt=nonce, purpose=b"payload"), length)


def derive(secret: bytes, *, salt: bytes, purpose: bytes) -> bytes:
    """A key of 32 bytes for one purpose (HKDF with SHA-256)."""
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=purpose).derive(secret)


def to_bech32(prefix: str, data: bytes) -> str:
    """The text that age writes for a key."""
    words = _regroup(data, 8, 5, pad=True)
    check = _polymod([*_expand(prefix), *words, *[0] * 6]) ^ 1
    words += [check >> 5 * (5 - n) & 31 for n in range(6)]
    return f"{prefix}1{''.join(_BECH32[word] for word in words)}"


def from_bech32(prefix: str, text: str) -> bytes:
    """The 32 bytes of a key from its text; raises ValueError."""
    lowered = text.strip().lower()
    front, _, rest = lowered.rpartition("1")
    is_one_case = text.strip() in (lowered, text.strip().upper())
    if front != prefix or not is_one_case or any(letter not in _BECH32 for letter in rest):
        raise ValueError(f"This is no key that begins with {prefix}1.")
    words = [_BECH32.index(letter) for letter in rest]
    data = bytes(_regroup(words[:-6], 5, 8, pad=False))
    if _polymod([*_expand(prefix), *words]) != 1 or len(data) != 32:
        raise ValueError(f"This key that begins with {prefix}1 has a mistake in it.")
    return data


def _read_lines(data: bytes) -> tuple[list[bytes] | None, int]:
    """The lines up to the last one, and how far what it vouches for goes; None if it is not there
    yet."""
    if not _FIRST_LINE.startswith(data[: len(_FIRST_LINE)]):
        raise NotAge("it does not begin as an age file does")
    lines: list[bytes] = []
    at = 0
    while True:
        end = data.find(b"\n", at, LONGEST_HEADER)
        if end < 0:
            if len(data) >= LONGEST_HEADER:
                raise NotAge("its header has no end")
            return None, 0
        lines.append(data[at:end])
        if lines[-1].startswith(b"---"):
            return lines, at + len(b"---")
        at = end + 1


def _read_stanzas(lines: Sequence[bytes]) -> Iterable[tuple[list[bytes], bytes]]:
    """What was written for each recipient: its words and its body."""
    rest = iter(lines)
    for line in rest:
        mark, *words = line.split(b" ")
        if mark != b"->" or not words or not all(_WORD.fullmatch(word) for word in words):
            raise NotAge("its header was changed")
        body = b""
        while True:  # the last line of a body is shorter than a full one
            part = next(rest, None)
            if part is None or len(part) > _COLUMNS:
                raise NotAge("its header was changed")
            body += from_base64(part)
            if len(part) < _COLUMNS:
                break
        yield words, body


def _unwrap(stanzas: Iterable[tuple[list[bytes], bytes]], known: Sequence[Identity]) -> bytes:
    for words, body in stanzas:
        if words[0] != b"X25519":
            continue  # of other kinds, for others
        share = from_base64(words[1]) if len(words) == 2 else b""
        if len(share) != 32 or len(body) != _FILE_KEY_SIZE + 16:
            raise NotAge("its header was changed")
        for identity in known:
            file_key = identity.unwrap(share, body)
            if file_key is not None:
                return file_key
    raise NoIdentity


def _mac(file_key: bytes, header: bytes) -> bytes:
    return hmac.digest(derive(file_key, salt=b"", purpose=b"header"), header, "sha256")


def to_base64(data: bytes) -> bytes:
    """As headers spell bytes: without padding."""
    return base64.b64encode(data).rstrip(b"=")


def from_base64(text: bytes) -> bytes:
    """The bytes that a header spells. Raises NotAge."""
    try:
        data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise NotAge("its header was changed") from error
    if to_base64(data) != text:  # the same bytes have only one spelling
        raise NotAge("its header was changed")
    return data


def _expand(prefix: str) -> list[int]:
    return [*(ord(c) >> 5 for c in prefix), 0, *(ord(c) & 31 for c in prefix)]


def _polymod(words: Iterable[int]) -> int:
    check = 1
    for word in words:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ word
        for n, number in enumerate(_GENERATOR):
            check ^= number if top >> n & 1 else 0
    return check


def _regroup(data: Iterable[int], wide: int, narrow: int, *, pad: bool) -> list[int]:
    """The same bits in groups of another width."""
    held = count = 0
    groups: list[int] = []
    for word in data:
        held, count = held << wide | word, count + wide
        while count >= narrow:
            count -= narrow
            groups.append(held >> count & ((1 << narrow) - 1))
        held &= (1 << count) - 1
    if pad and count:
        groups.append(held << (narrow - count) & ((1 << narrow) - 1))
    elif not pad and (count >= wide or held):
        raise ValueError("This key has a mistake in it.")
    return groups
