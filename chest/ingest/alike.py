"""Pictures that may be the same one twice, such as two scans of one print: found when the second of
them is looked at, whatever the chest holds.

Two fingerprints of one picture differ in at most `SAME_BITS` of their 64 signs. Cut into five
parts, at least one of these then differs in at most one sign: so what can be near is found under
the keys of those parts, of which there are seventy, and not by comparing with all there is. What is
left is compared exactly, and by where the model saw it lie.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from uuid import UUID

import numpy as np
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, and_, col, delete, select

from ai.tagging.tagger import NEARNESS
from chest.ingest.seeing import PICTURE
from chest.models import Asset, Embedding, LookAlike, PicturePrint, utc_now

SAME_BITS = 8
SAME_NEARNESS = NEARNESS.same

PARTS = (13, 13, 13, 13, 12)  # signs
MOST_CANDIDATES = 5_000
MOST_NEAR = 50
"""As many are compared of what has such a fingerprint: a chest may hold a thousand pages of one
form."""

_FEWEST = 16
_SIGN = 1 << 63


@dataclass(frozen=True)
class Seen:
    """A picture that was just looked at: its bytes, its fingerprint, and where it lies."""

    chest_id: UUID
    sha256: str
    bits: int
    direction: bytes


def write_print(session: Session, chest_id: UUID, sha256: str, bits: int) -> None:
    """Keep a fingerprint under its parts, in the caller's transaction. Twice is no error; of one
    that tells nothing, such as of a blank page, nothing is kept."""
    if not tells_something(bits):
        return
    _insert(
        session,
        PicturePrint,
        [
            {"chest_id": chest_id, "key": key, "sha256": sha256, "bits": _signed(bits)}
            for key in keys_of(bits)
        ],
    )


def find_pairs(session: Session, seen: Iterable[Seen], *, model: str) -> int:
    """Write down which pictures of their chests these may be the same as; returns how many pairs
    there are. To be called once their fingerprints and directions are committed: of two that are
    looked at at one instant, whichever comes here last sees both."""
    pairs = {
        pair: nearness
        for one in seen
        for pair, nearness in _pairs_of(session, one, model=model).items()
    }
    # In one order, so that two workers who found the same do not wait for each other.
    _insert(
        session,
        LookAlike,
        [
            {
                "chest_id": chest_id,
                "first": first,
                "second": second,
                "nearness": nearness,
                "state": "open",
                "found_at": utc_now(),
            }
            for (chest_id, first, second), nearness in sorted(
                pairs.items(), key=lambda pair: (pair[0][0].bytes, *pair[0][1:])
            )
        ],
    )
    return len(pairs)


def forget_prints(session: Session, chest_id: UUID, hashes: list[str]) -> None:
    """Forget what was found of bytes that the chest has no more."""
    session.exec(
        delete(PicturePrint)
        .where(col(PicturePrint.chest_id) == chest_id, col(PicturePrint.sha256).in_(hashes))
        .execution_options(synchronize_session=False)
    )
    for side in (LookAlike.first, LookAlike.second):
        session.exec(
            delete(LookAlike)
            .where(col(LookAlike.chest_id) == chest_id, col(side).in_(hashes))
            .execution_options(synchronize_session=False)
        )


def tells_something(bits: int) -> bool:
    """Whether about half of the signs stand: of a picture of one colour hardly any do."""
    return _FEWEST <= bits.bit_count() <= 64 - _FEWEST


def keys_of(bits: int) -> list[int]:
    """Of each part: which one, and its signs."""
    return [number << 13 | part for number, part in enumerate(_cut(bits))]


def near_keys_of(bits: int) -> list[int]:
    """The same, and each with one sign turned."""
    return [
        number << 13 | part ^ turned
        for number, part in enumerate(_cut(bits))
        for turned in _turns(PARTS[number])
    ]


def _pairs_of(session: Session, one: Seen, *, model: str) -> dict[tuple[UUID, str, str], float]:
    candidates = session.execute(
        select(col(PicturePrint.sha256), col(PicturePrint.bits))
        .where(
            col(PicturePrint.chest_id) == one.chest_id,
            col(PicturePrint.key).in_(near_keys_of(one.bits)),
            col(PicturePrint.sha256) != one.sha256,
        )
        .limit(MOST_CANDIDATES)
    ).all()
    near = {sha for sha, bits in candidates if (_plain(bits) ^ one.bits).bit_count() <= SAME_BITS}
    if not near or not tells_something(one.bits):
        return {}
    found = session.execute(
        select(col(Asset.sha256), col(Embedding.vector))
        .join(
            Embedding,
            and_(
                col(Embedding.asset_id) == col(Asset.id),
                col(Embedding.model) == model,
                col(Embedding.kind) == PICTURE,
            ),
        )
        .where(
            col(Asset.chest_id) == one.chest_id,
            col(Asset.sha256).in_(sorted(near)[:MOST_CANDIDATES]),
        )
    ).all()
    own = _unpacked(one.direction)
    pairs = {}
    for sha256, vector in found:
        nearness = float(own @ _unpacked(vector)) if len(vector) == len(one.direction) else 0.0
        if nearness >= SAME_NEARNESS:
            first, second = sorted((one.sha256, sha256))
            pairs[one.chest_id, first, second] = round(nearness, 4)
    return pairs


def _insert(
    session: Session, table: type[PicturePrint] | type[LookAlike], rows: list[dict[str, object]]
) -> None:
    if rows:
        insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
        session.execute(insert(table).values(rows).on_conflict_do_nothing())


def _cut(bits: int) -> list[int]:
    parts = []
    for width in PARTS:
        parts.append(bits & (1 << width) - 1)
        bits >>= width
    return parts


@cache
def _turns(width: int) -> tuple[int, ...]:
    return (0, *(1 << place for place in range(width)))


def _unpacked(vector: bytes) -> np.ndarray:
    return np.frombuffer(vector, np.dtype("<f2")).astype(np.float32)


def _signed(bits: int) -> int:
    """As a database keeps 64 bits."""
    return bits - (1 << 64) if bits & _SIGN else bits


def _plain(bits: int) -> int:
    return bits & (1 << 64) - 1
