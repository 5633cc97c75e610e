"""What follows the header of an age file: chunks of 64 KiB, each encrypted by itself.

A chunk is sealed with its number and with whether it is the last, so that none can be changed,
taken away, added or put in another place; and any of them can be read without the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from storage.age_format import NotAge

CHUNK = 64 * 1024
"""Plain bytes in a chunk; only the last has fewer."""

SEALED_CHUNK = CHUNK + 16
_AT_ONCE = 16  # a mebibyte of plain bytes is handed on at a time


class Sealer:
    """Encrypts one file as its bytes come."""

    def __init__(self, payload_key: bytes) -> None:
        self._cipher = ChaCha20Poly1305(payload_key)
        self._number = 0
        self._held = bytearray()

    def update(self, data: bytes | bytearray) -> bytes:
        """Take more bytes; returns the chunks that are full by now. One is kept back: it may be
        the last."""
        self._held += data
        whole = (len(self._held) - 1) // CHUNK
        if whole < 1:
            return b""
        with memoryview(self._held) as view:
            sealed = [
                self._cipher.encrypt(
                    _nonce(self._number + n), view[n * CHUNK : (n + 1) * CHUNK], None
                )
                for n in range(whole)
            ]
        del self._held[: whole * CHUNK]
        self._number += whole
        return b"".join(sealed) if whole > 1 else sealed[0]

    def finish(self) -> bytes:
        """The last chunk."""
        return self._cipher.encrypt(_nonce(self._number, is_last=True), bytes(self._held), None)


def seal(chunks: Iterable[bytes], payload_key: bytes) -> Iterator[bytes]:
    """The same bytes encrypted, read and handed on as they come."""
    sealer = Sealer(payload_key)
    for chunk in chunks:
        if sealed := sealer.update(chunk):
            yield sealed
    yield sealer.finish()


class Payload:
    """The chunks of one file: ``size`` plain bytes of which any stretch can be read.

    ``total`` is the length of the file, ``start`` where the chunks begin. Raises NotAge if no file
    can be as long as that.
    """

    def __init__(self, payload_key: bytes, *, start: int, total: int) -> None:
        sealed = total - start
        self._cipher = ChaCha20Poly1305(payload_key)
        self._start = start
        self._total = total
        self._count = max(1, -(-sealed // SEALED_CHUNK))
        last = sealed - (self._count - 1) * SEALED_CHUNK
        # Only a file of no bytes has an empty chunk.
        if last < 16 or (last == 16 and self._count > 1):
            raise NotAge("it was cut short")
        self.size = sealed - 16 * self._count

    def last(self) -> tuple[int, int]:
        """The stretch of the file that its last chunk takes."""
        return self._start + (self._count - 1) * SEALED_CHUNK, self._total

    def check_last(self, sealed: bytes) -> None:
        """Raise NotAge unless this is the last chunk: then the file ends where it should."""
        self._open(self._count - 1, sealed)

    def around(self, start: int, stop: int) -> tuple[int, int]:
        """The stretch of the file that must be read for the plain bytes from start to stop."""
        first, last = start // CHUNK, -(-stop // CHUNK)
        return (
            self._start + first * SEALED_CHUNK,
            min(self._start + last * SEALED_CHUNK, self._total),
        )

    def open(self, chunks: Iterable[bytes], start: int, stop: int) -> Iterator[bytes]:
        """The plain bytes from start to stop, out of the stretch that ``around`` names; at most a
        mebibyte at a time. Raises NotAge at the first chunk that is not as it was written."""
        number = start // CHUNK
        skip = start - number * CHUNK
        left = stop - start
        for block in _whole_chunks(chunks):
            plain: list[bytes] = []
            for at in range(0, len(block), SEALED_CHUNK):
                if number >= self._count:
                    raise NotAge("it is longer than it should be")
                plain.append(self._open(number, block[at : at + SEALED_CHUNK]))
                number += 1
            taken = b"".join(plain) if len(plain) > 1 else plain[0]
            if skip or len(taken) > left + skip:
                taken = taken[skip : skip + left]
            skip = 0
            left -= len(taken)
            if taken:
                yield taken
            if not left:
                return
        if left:
            raise NotAge("it was cut short")

    def _open(self, number: int, sealed: bytes) -> bytes:
        try:
            nonce = _nonce(number, is_last=number == self._count - 1)
            return self._cipher.decrypt(nonce, sealed, None)
        except InvalidTag as error:
            raise NotAge(f"chunk {number + 1} of {self._count} was changed") from error


def _whole_chunks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in blocks of up to a mebibyte of whole sealed chunks, but for the last."""
    most = _AT_ONCE * SEALED_CHUNK
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) >= most:
            yield bytes(held[:most])
            del held[:most]
    if held:
        yield bytes(held)


def _nonce(number: int, *, is_last: bool = False) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if is_last else b"\0")
