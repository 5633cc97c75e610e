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


class Sealer:
    """Encrypts one file as its bytes come."""

    def __init__(self, payload_key: bytes) -> None:
        self._cipher = ChaCha20Poly1305(payload_key)
        self._number = 0
        self._rest = bytearray()

    def update(self, data: bytes | bytearray) -> bytes:
        """Take more bytes; returns the chunks that are full by now. One is kept back: it may be
        the last."""
        view = memoryview(data)
        at = 0
        sealed: list[bytes] = []
        if self._rest:
            at = CHUNK - len(self._rest)
            if len(view) <= at:
                self._rest += view
                return b""
            self._rest += view[:at]
            sealed.append(self._seal(self._rest))
        while len(view) - at > CHUNK:
            sealed.append(self._seal(view[at : at + CHUNK]))
            at += CHUNK
        self._rest = bytearray(view[at:])
        return b"".join(sealed)

    def finish(self) -> bytes:
        """The last chunk."""
        return self._seal(self._rest, is_last=True)

    def _seal(self, chunk: bytearray | memoryview, *, is_last: bool = False) -> bytes:
        nonce = _nonce(self._number, is_last=is_last)
        self._number += 1
        return self._cipher.encrypt(nonce, chunk, None)


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
        """The plain bytes from start to stop, out of the stretch that ``around`` names, in
        pieces no larger than those that come. Raises NotAge at the first chunk that is not as it
        was written."""
        number = start // CHUNK
        skip = start - number * CHUNK
        left = stop - start
        for sealed in _whole_chunks(chunks):
            plain: list[bytes] = []
            for one in sealed:
                if number >= self._count:
                    raise NotAge("it is longer than it should be")
                plain.append(self._open(number, one))
                number += 1
            if skip:
                plain[0] = plain[0][skip:]
                skip = 0
            taken = b"".join(plain) if len(plain) > 1 else plain[0]
            taken = taken[:left]
            left -= len(taken)
            if taken:
                yield taken
            if not left:
                return
        if left:
            raise NotAge("it was cut short")

    def _open(self, number: int, sealed: bytes | memoryview) -> bytes:
        try:
            nonce = _nonce(number, is_last=number == self._count - 1)
            return self._cipher.decrypt(nonce, sealed, None)
        except InvalidTag as error:
            raise NotAge(f"chunk {number + 1} of {self._count} was changed") from error


def _whole_chunks(chunks: Iterable[bytes]) -> Iterator[list[bytes | memoryview]]:
    """The sealed chunks that become whole by each of these pieces, copied only where a piece ends
    within one."""
    rest = b""
    for piece in chunks:
        view = memoryview(piece)
        whole: list[bytes | memoryview] = []
        at = 0
        if rest:
            at = SEALED_CHUNK - len(rest)
            rest += view[:at]
            if len(rest) < SEALED_CHUNK:
                continue
            whole.append(rest)
        ends = len(view) - SEALED_CHUNK
        while at <= ends:
            whole.append(view[at : at + SEALED_CHUNK])
            at += SEALED_CHUNK
        rest = bytes(view[at:])
        if whole:
            yield whole
    if rest:
        yield [rest]


def _nonce(number: int, *, is_last: bool = False) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if is_last else b"\0")
