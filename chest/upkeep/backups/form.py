"""What lies in a place for backups, and what it is called.

    chest-backup.json              whose backups these are
    pieces/3f/{mark}-{sha256}      at most 8 MiB each, written once and never changed
    snapshots/{id}-{sha256}.json   the head of one backup, written last

The second half of a name is the SHA-256 of the very bytes that lie there: whoever has no key can
still tell that none has changed. The first half tells this installation what is in it, and nobody
else: it is made of the content by a key that stays in the database. A run that was killed leaves
whole pieces, which the next finds, and no head.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # what encrypts is imported where it is wanted
    from storage.age_format import Identity, Recipient

FORMAT = 1
PIECE = 8 * 1024 * 1024
"""Plain bytes in a piece; only the last of a file has fewer."""

MARKER = "chest-backup.json"
PIECES, SNAPSHOTS = "pieces/", "snapshots/"

_MARK_LENGTH = 32
_PIECE_NAME = re.compile(r"[0-9a-f]{32}-[0-9a-f]{64}")
_HEAD_KEY = re.compile(r"snapshots/(\d{8}T\d{6}Z-[0-9a-f]{6})-([0-9a-f]{64})\.json")


class BackupDamaged(Exception):
    """Raised for what is missing in a backup, or not as it was written. The text names it; `piece`
    is the one that lies there and is not what it should be."""

    def __init__(self, message: str, *, piece: str | None = None) -> None:
        super().__init__(message)
        self.piece = piece


class WrongIdentity(Exception):
    """Raised where a backup is encrypted, and no identity at hand opens it."""


@dataclass(frozen=True)
class Head:
    """One backup. `pieces` is the list of all pieces that it needs, `manifest` what is in it,
    `erased` the list of what was erased for good until then: each the names of their pieces. `size`
    is in bytes. Of `problems` there are files that could not be read, or are not as they came."""

    id: str
    made_at: datetime
    database: str
    revision: str
    encrypted: bool
    recipients: list[str]
    memories: int
    files: int
    size: int
    problems: int
    pieces: list[str]
    manifest: list[str]
    erased: list[str]
    format: int = FORMAT

    def write(self) -> bytes:
        told = asdict(self) | {"made_at": self.made_at.isoformat()}
        return json.dumps(told, indent=1, sort_keys=True).encode()

    @classmethod
    def read(cls, data: bytes) -> Head:
        """Raises BackupDamaged for what is none, or of a newer program."""
        try:
            told: dict[str, Any] = json.loads(data)
            if told["format"] > FORMAT:
                raise BackupDamaged(
                    "This backup was made by a newer Memory Chest. Install that one, and use it."
                )
            known = {name: told[name] for name in cls.__dataclass_fields__}
            return cls(**known | {"made_at": datetime.fromisoformat(told["made_at"])})
        except (ValueError, KeyError, TypeError) as error:
            raise BackupDamaged("The head of a backup is damaged.") from error


@dataclass(frozen=True)
class Names:
    """How pieces are called. Those for other recipients have other names: nobody would be left with
    a piece that they cannot open."""

    key: bytes = field(repr=False)
    recipients: tuple[str, ...] = ()

    def mark(self, sha256: str, size: int, n: int, *, plain: bool = False) -> str:
        """The first half of the name of a file's piece `n`, of which the file has the SHA-256."""
        to = "plain" if plain else " ".join(sorted(self.recipients)) or "plain"
        said = f"{to}|{sha256}|{size}|{n}".encode()
        return hmac.new(self.key, said, hashlib.sha256).hexdigest()[:_MARK_LENGTH]


def count_pieces(size: int) -> int:
    """How many a file of so many bytes has; an empty one has an empty piece."""
    return max(1, -(-size // PIECE))


def name_piece(mark: str, kept: bytes) -> str:
    return f"{mark}-{hashlib.sha256(kept).hexdigest()}"


def key_of_piece(name: str) -> str:
    """Raises BackupDamaged for what is no name of a piece."""
    if not _PIECE_NAME.fullmatch(name):
        raise BackupDamaged(f"{name[:120]!r} is no piece of a backup.")
    return f"{PIECES}{name[:2]}/{name}"


def find_piece(key: str) -> str | None:
    """The name of the piece under a key; None where something else lies there."""
    name = key.rpartition("/")[2]
    return name if _PIECE_NAME.fullmatch(name) else None


def name_snapshot(now: datetime, nonce: str) -> str:
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{nonce}"


def key_of_head(head_id: str, data: bytes) -> str:
    return f"{SNAPSHOTS}{head_id}-{hashlib.sha256(data).hexdigest()}.json"


def split_head_key(key: str) -> tuple[str, str] | None:
    """The id of the backup and the SHA-256 of its head; None for another key."""
    found = _HEAD_KEY.fullmatch(key)
    return (found[1], found[2]) if found else None


def lock(data: bytes, recipients: Sequence[Recipient]) -> bytes:
    """The bytes as an age file, or as they are where there are no recipients."""
    if not recipients:
        return data
    from storage.age_format import make_header
    from storage.age_stream import seal

    header, payload_key = make_header(recipients)
    return header + b"".join(seal([data], payload_key))


def unlock(kept: bytes, identities: Sequence[Identity]) -> bytes:
    """What `lock` was given. Raises WrongIdentity, and BackupDamaged."""
    from storage.age_format import NoIdentity, NotAge, open_header
    from storage.age_stream import Payload

    try:
        opened = open_header(kept, identities)
        if opened is None:
            raise BackupDamaged("A piece was cut short.")
        payload = Payload(opened.payload_key, start=opened.length, total=len(kept))
        sealed = kept[opened.length :]
        if not payload.size:
            payload.check_last(sealed)
            return b""
        return b"".join(payload.open([sealed], 0, payload.size))
    except NoIdentity as error:
        raise WrongIdentity from error
    except NotAge as error:
        raise BackupDamaged(f"A piece is damaged: {error}.") from error
