"""The key that wraps all other keys: from the environment, from a file, or within AWS KMS.

It lies apart from the blobs: whoever has only these, or only a copy of the bucket, reads nothing.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from storage.age_format import derive
from storage.base import KeyTrouble
from storage.durable import sync_folder_at

SHORTEST = 32
"""Characters that a master key must have."""

_PURPOSE = b"memory chest: master key"
_NO_NONCE = bytes(12)  # each salt makes another key
_SALT_SIZE = 16


class WrongMasterKey(KeyTrouble):
    """Raised for what another master key wrapped."""


class MasterKey(Protocol):
    """What wraps and unwraps keys."""

    @property
    def name(self) -> str:
        """Where it comes from, for people; without secrets."""

    def wrap(self, secret: bytes, *, label: str) -> bytes:
        """The secret, unreadable without this key; ``label`` is bound to it. Raises KeyTrouble."""

    def unwrap(self, wrapped: bytes, *, label: str) -> bytes:
        """The secret again. Raises WrongMasterKey, and KeyTrouble where the key is out of reach."""

    def check(self) -> None:
        """Raise KeyTrouble if it cannot be used, where nothing was wrapped that would tell."""

    def make(self) -> None:
        """Make the key if it is to be made on first use and is not there yet. Asked for only where
        nothing was ever wrapped."""


@dataclass(frozen=True)
class GivenKey:
    """A master key that is a text: at least 32 characters that nobody can guess."""

    text: bytes = field(repr=False)
    name: str
    setting: str = ""

    def __post_init__(self) -> None:
        if len(self.text) < SHORTEST:
            raise KeyTrouble(
                f"{self.setting or self.name} is too short to be a master key. Use at least "
                f"{SHORTEST} random "
                f'characters: python -c "import secrets; print(secrets.token_hex(32))"'
            )

    def wrap(self, secret: bytes, *, label: str) -> bytes:
        salt = os.urandom(_SALT_SIZE)
        return salt + self._cipher(salt).encrypt(_NO_NONCE, secret, label.encode())

    def unwrap(self, wrapped: bytes, *, label: str) -> bytes:
        salt, sealed = wrapped[:_SALT_SIZE], wrapped[_SALT_SIZE:]
        try:
            return self._cipher(salt).decrypt(_NO_NONCE, sealed, label.encode())
        except InvalidTag as error:
            raise WrongMasterKey(
                f"This is another master key: {self.name} does not open the keys of the encrypted "
                f"files. Give back the one that they were encrypted under; nothing was changed."
            ) from error

    def check(self) -> None:
        return  # it is there

    def make(self) -> None:
        return

    def _cipher(self, salt: bytes) -> ChaCha20Poly1305:
        return ChaCha20Poly1305(derive(self.text, salt=salt, purpose=_PURPOSE))


@dataclass(frozen=True)
class KeyFile:
    """A master key in a file, which is made on first use, readable by its owner alone."""

    path: Path
    setting: str

    @property
    def name(self) -> str:
        return f"the file {self.path}"

    def wrap(self, secret: bytes, *, label: str) -> bytes:
        return self._key().wrap(secret, label=label)

    def unwrap(self, wrapped: bytes, *, label: str) -> bytes:
        return self._key().unwrap(wrapped, label=label)

    def check(self) -> None:
        if self.path.exists():
            self._key()

    def make(self) -> None:
        if self.path.exists():
            return
        draft = self.path.with_name(f"{self.path.name}.{secrets.token_hex(8)}")
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                with os.fdopen(fd, "w") as file:
                    file.write(secrets.token_hex(32) + "\n")
                    file.flush()
                    os.fsync(file.fileno())
                try:
                    os.link(draft, self.path)  # never over the key of somebody who was quicker
                except FileExistsError:
                    return
            finally:
                draft.unlink()
            sync_folder_at(self.path.parent)
        except OSError as error:
            raise KeyTrouble(
                f"No master key can be made in {self.path}: {error.strerror}. Let the user that "
                f"runs the chest write there, or set {self.setting} to another file."
            ) from error

    def _key(self) -> GivenKey:
        try:
            text = self.path.read_bytes().strip()
        except FileNotFoundError as error:
            raise KeyTrouble(
                f"{self.path}, which {self.setting} names, is not there, and files are encrypted "
                f"under the master key in it. Bring it back; a new one would not open them."
            ) from error
        except OSError as error:
            raise KeyTrouble(
                f"{self.path}, which {self.setting} names, cannot be read: {error.strerror}. Let "
                f"the user that runs the chest read it."
            ) from error
        return GivenKey(text, self.name)


class KmsKey:
    """A master key that never leaves AWS KMS. Credentials, region and, for other providers, the
    address (``AWS_ENDPOINT_URL_KMS``) come from where AWS's own tools look."""

    def __init__(self, key_id: str, *, setting: str, client: Any = None) -> None:
        self._key_id = key_id
        self._setting = setting
        self._given = client

    @property
    def name(self) -> str:
        return f"the key {self._key_id} of AWS KMS"

    def wrap(self, secret: bytes, *, label: str) -> bytes:
        answer = self._ask(
            lambda client: client.encrypt(
                KeyId=self._key_id, Plaintext=secret, EncryptionContext={"memory-chest": label}
            )
        )
        return bytes(answer["CiphertextBlob"])

    def unwrap(self, wrapped: bytes, *, label: str) -> bytes:
        answer = self._ask(
            lambda client: client.decrypt(
                KeyId=self._key_id,
                CiphertextBlob=wrapped,
                EncryptionContext={"memory-chest": label},
            )
        )
        return bytes(answer["Plaintext"])

    def check(self) -> None:
        self.wrap(b"-" * 32, label="test")

    def make(self) -> None:
        return  # KMS makes keys, not we

    def _ask(self, call: Callable[[Any], Any]) -> Any:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            return call(self._client())
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", ""))
            if code in {"InvalidCiphertextException", "IncorrectKeyException"}:
                raise WrongMasterKey(
                    f"This is another master key: {self.name} does not open the keys of the "
                    f"encrypted files. Set {self._setting} to the one that they were encrypted "
                    f"under; nothing was changed."
                ) from error
            raise KeyTrouble(
                f"No master key: {self.name} cannot be used: {error}. Look at {self._setting}, "
                f"and whether the credentials may call kms:Encrypt and kms:Decrypt with it."
            ) from error
        except BotoCoreError as error:
            raise KeyTrouble(
                f"AWS KMS cannot be reached: {error}. Check the network, the region and the "
                f"credentials; encrypted files stay shut until it answers."
            ) from error

    def _client(self) -> Any:
        if self._given is None:
            import boto3

            self._given = boto3.client("kms")
        return self._given


def choose_master_key(
    *, text: str = "", file: Path | None = None, kms: str = "", setting: str = "CHEST_MASTER_KEY"
) -> MasterKey | None:
    """The one that is set, or None; raises KeyTrouble where there are several, or it is too short.

    ``setting`` is what the setting of the text is called, and what the others begin with.
    """
    given = [name for name, value in (("", text), ("_FILE", file), ("_KMS", kms)) if value]
    if len(given) > 1:
        named = " and ".join(f"{setting}{ending}" for ending in given)
        raise KeyTrouble(f"{named} are set. A master key has one place: leave only one of them.")
    if text:
        # Called by where it will stand, also while it is still the new one.
        return GivenKey(text.encode(), "CHEST_MASTER_KEY", setting)
    if file is not None:
        return KeyFile(file.expanduser(), f"{setting}_FILE")
    if kms:
        return KmsKey(kms, setting=f"{setting}_KMS")
    return None
