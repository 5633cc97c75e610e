"""What the secret signs: link tokens, receipts and media addresses.

Tokens are re-derived from a row and the secret and never stored, so a copy of the database alone
opens nothing.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from uuid import UUID

from itsdangerous import BadSignature
from itsdangerous import Signer as ItsdangerousSigner

from chest.errors import NotFound


class Signer:
    """Signs for one installation. Each purpose has a salt of its own: a receipt is no link."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def link_token(self, link_id: UUID, generation: int) -> str:
        """The token of a share link at this generation; raising the generation ends it."""
        return self._sign("share-link", link_id, generation)

    def read_link_token(self, token: str) -> tuple[UUID, int]:
        """(link id, generation) of a genuine token, live or not. NotFound for a forged one."""
        return self._read("share-link", token)

    def receipt_token(self, contribution_id: UUID) -> str:
        """The receipt of a contribution: 256 bits of signature."""
        return self._sign("receipt", contribution_id, 0)

    def read_receipt_token(self, token: str) -> UUID:
        """The contribution of a genuine receipt. Raises NotFound for a forged one."""
        return self._read("receipt", token)[0]

    def invitation_token(self, invitation_id: UUID) -> str:
        """A token for an invitation that was asked for in a request that may be sent twice."""
        digest = hmac.new(self.key_for("invitation"), invitation_id.bytes, sha256).digest()
        return urlsafe_b64encode(digest[:24]).decode()

    def media_signature(
        self, asset_id: UUID, *, kind: str, version: int, viewer: str, expires: int
    ) -> str:
        """Binds one rendition of one asset to one viewer until `expires` (Unix seconds)."""
        message = f"{asset_id}|{kind}|{version}|{viewer}|{expires}".encode()
        digest = hmac.new(self.key_for("media"), message, sha256).digest()
        return urlsafe_b64encode(digest[:20]).rstrip(b"=").decode()

    def key_for(self, purpose: str) -> bytes:
        """A key derived for one purpose, 32 bytes."""
        return hmac.new(self._secret, b"chest|" + purpose.encode(), sha256).digest()

    def _sign(self, salt: str, subject: UUID, generation: int) -> str:
        packed = subject.bytes + generation.to_bytes(4, "big")
        return self._signer(salt).sign(urlsafe_b64encode(packed).rstrip(b"=")).decode()

    def _read(self, salt: str, token: str) -> tuple[UUID, int]:
        try:
            encoded = self._signer(salt).unsign(token)
            packed = urlsafe_b64decode(encoded + b"=" * (-len(encoded) % 4))
        except (BadSignature, ValueError) as error:
            raise NotFound from error
        if len(packed) != 20:
            raise NotFound
        return UUID(bytes=packed[:16]), int.from_bytes(packed[16:], "big")

    def _signer(self, salt: str) -> ItsdangerousSigner:
        return ItsdangerousSigner(self._secret, salt=f"chest.{salt}", digest_method=sha256)


# 20 bytes, a point, and 32 bytes of signature, each in base64 without its padding.
_TOKEN_LENGTH = 27 + 1 + 43


def is_cut_off(token: str) -> bool:
    """Whether the end of a link token or receipt is missing, judging by its length alone."""
    return len(token) < _TOKEN_LENGTH


def hash_token(token: str) -> str:
    """What is stored of a token that is told once, 64 hexadecimal digits: whoever reads the
    database cannot use it. Tokens are long and random, so a slow hash would only cost each
    request."""
    return sha256(token.encode()).hexdigest()
