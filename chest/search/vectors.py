"""The directions of a chest's memories as one matrix in a file, which is mapped and not read.

The rows of `Embedding` are what is true; a file is made of them, and anew where it is damaged. What
came, changed or went since is kept beside it in memory, until it is worth a new file. A matrix that
is behind by some seconds tells nobody anything: whoever searches is only shown what they see.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Select, bindparam, func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from chest.access.prepared import Prepared
from chest.access.viewers import WORKER, Viewer
from chest.models import Asset, Embedding

Floats = NDArray[np.float32]

# Number by number, not row by row: all scores are then made in half the time.
_MAGIC = b"chest-vectors-2\n"
_KEY = 32  # bytes: the memory's id, and what of it
_AT_ONCE = 5_000  # rows
_LOOKS_AGAIN = 5.0  # seconds
_OVERLAP = timedelta(minutes=10)  # a transaction may be as long in committing what it dated earlier
_WORTH_A_FILE = 2_000
_OPEN_AT_MOST = 16


@dataclass
class Matrix:
    """Directions of one size, one of them a row: those of a file, and those that came since."""

    keys: list[bytes]
    rows: Floats
    new: dict[bytes, Floats] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    made: datetime | None = None  # the youngest row in it
    places: dict[bytes, int] = field(default_factory=dict)
    stacked: tuple[list[bytes], Floats] | None = None

    def __post_init__(self) -> None:
        self.places = {key: place for place, key in enumerate(self.keys)}

    def __len__(self) -> int:
        return len(self.keys) - len(self.gone) + len(self.new)

    def score(self, direction: Floats) -> tuple[list[bytes], Floats]:
        """How near each row of the file lies, and then each that came since."""
        scores = self.rows @ direction
        if self.gone:
            scores[np.fromiter(self.gone, dtype=np.int64)] = -np.inf
        if not self.new:
            return [], scores
        if self.stacked is None:
            self.stacked = list(self.new), np.stack(list(self.new.values()))
        keys, rows = self.stacked
        return keys, np.concatenate([scores, rows @ direction])

    def put(self, key: bytes, row: Floats) -> None:
        place = self.places.get(key)
        if place is not None and place not in self.gone:
            if np.array_equal(self.rows[place], row):
                return
            self.gone.add(place)
        self.new[key] = row
        self.stacked = None

    def keep_only(self, keys: set[bytes]) -> None:
        self.gone |= {place for key, place in self.places.items() if key not in keys}
        for key in [key for key in self.new if key not in keys]:
            del self.new[key]
            self.stacked = None

    def list_memories(self) -> set[bytes]:
        there = {key for key, place in self.places.items() if place not in self.gone}
        return there | set(self.new)


@dataclass(frozen=True)
class Near:
    """A memory and how near it lies: the cosine, 1 for the same direction."""

    asset_id: UUID
    score: float


class Shelf:
    """The matrices of all chests, by the model that made their rows."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._open: dict[tuple[UUID, str], tuple[float, Matrix]] = {}

    def iter_nearest(
        self,
        session: Session,
        chest_id: UUID,
        model: str,
        direction: Floats,
        *,
        number: int,
        least: float,
    ) -> Iterator[list[Near]]:
        """The nearest memories, whoever may see them: `number` of them, then ten times as many, and
        so on until there are no more that are as near as `least`, and nearer than most. Each list
        begins anew, best first; a memory of several directions counts by its best."""
        with self._lock:
            matrix = self._matrix(session, chest_id, model, len(direction))
            if not len(matrix):
                return
            newer, scores = matrix.score(np.ascontiguousarray(direction, dtype=np.float32))
        places = np.flatnonzero(scores >= _least(scores, least))
        distances = -scores[places]
        while len(places):
            wanted = min(number, len(places))
            best = np.argpartition(distances, wanted - 1)[:wanted]
            best = places[best[np.argsort(distances[best], kind="stable")]]
            found: dict[UUID, float] = {}
            for place in best.tolist():
                score = float(scores[place])
                past = place - len(matrix.keys)
                key = newer[past] if past >= 0 else matrix.keys[place]
                found.setdefault(UUID(bytes=key[:16]), score)
            yield [Near(asset_id, score) for asset_id, score in found.items()]
            if wanted == len(places):
                return
            number *= 10

    def erase_what_is_gone(self, session: Session) -> int:
        """Delete every file that holds a direction of a memory which is no more, or of a chest;
        returns how many. What is left in them is made anew when it is next asked for."""
        erased = 0
        for folder in self._folder.glob("*"):
            for path in folder.glob("*.vectors"):
                keys = read_keys(path)
                there = _those_there(session, {key[:16] for key in keys or ()})
                if keys is None or len(there) < len({key[:16] for key in keys}):
                    path.unlink(missing_ok=True)
                    erased += 1
            with contextlib.suppress(OSError):
                folder.rmdir()  # only where nothing is left in it
        return erased

    def forget(self) -> None:
        """Look at the rows again at the next question."""
        with self._lock:
            self._open = {key: (0.0, matrix) for key, (_, matrix) in self._open.items()}

    def _matrix(self, session: Session, chest_id: UUID, model: str, size: int) -> Matrix:
        looked, matrix = self._open.get((chest_id, model), (None, None))
        if looked is not None and time.monotonic() - looked < _LOOKS_AGAIN and looked:
            assert matrix is not None
            return matrix
        path = self._path(chest_id, model)
        if matrix is None or matrix.rows.shape[1] != size:
            matrix = read_matrix(path, size) or Matrix([], np.zeros((0, size), np.float32))
        bring_up_to_date(session, chest_id, model, matrix)
        if len(matrix.new) + len(matrix.gone) > max(_WORTH_A_FILE, len(matrix.keys) // 20):
            matrix = _pack(matrix)
            # Without room for it, it is made anew in every process: slower, and as true.
            with contextlib.suppress(OSError):
                write_matrix(path, matrix)
                matrix = read_matrix(path, size) or matrix
        if len(self._open) >= _OPEN_AT_MOST:
            self._open.pop(next(iter(self._open)))
        self._open[chest_id, model] = (time.monotonic(), matrix)
        return matrix

    def _path(self, chest_id: UUID, model: str) -> Path:
        return self._folder / chest_id.hex / f"{sha256(model.encode()).hexdigest()[:16]}.vectors"


def _least(scores: Floats, least: float) -> float:
    """How near something has to lie to be found: what lies as near as most others says nothing."""
    there = scores[np.isfinite(scores)]
    if len(there) < 50:
        return least
    return max(least, float(there.mean() + 2 * there.std()))


def _told(_: Viewer) -> Select[Any]:
    told: list[Any] = [func.count(), func.max(Embedding.created_at)]
    return select_columns(*told).where(
        col(Embedding.chest_id) == bindparam("chest_id"),
        col(Embedding.model) == bindparam("model"),
    )


_TOLD = Prepared(_told)


def bring_up_to_date(session: Session, chest_id: UUID, model: str, matrix: Matrix) -> None:
    """Take over what came, changed or went since. Reads the rows that are younger than what is
    known, and the keys of all only where their number differs."""
    of = (col(Embedding.chest_id) == chest_id, col(Embedding.model) == model)
    ((number, made),) = _TOLD.ask(session, WORKER, chest_id=chest_id, model=model)
    if matrix.made is None or (made is not None and made >= matrix.made - _OVERLAP):
        asked = select_columns(
            col(Embedding.asset_id), col(Embedding.kind), col(Embedding.vector)
        ).where(*of)
        if matrix.made is not None and matrix.made != made:
            asked = asked.where(col(Embedding.created_at) >= matrix.made - _OVERLAP)
        elif matrix.made is not None:
            asked = asked.where(col(Embedding.created_at) >= matrix.made)
        _take(session, matrix, asked)
    matrix.made = made
    if len(matrix) != number:
        keys = select_columns(col(Embedding.asset_id), col(Embedding.kind)).where(*of)
        there = {_key(*row) for row in session.connection().execute(keys)}
        matrix.keep_only(there)
        if there - matrix.list_memories():
            every = select_columns(
                col(Embedding.asset_id), col(Embedding.kind), col(Embedding.vector)
            ).where(*of)
            _take(session, matrix, every)


def _take(session: Session, matrix: Matrix, asked: Any) -> None:
    size = matrix.rows.shape[1]
    result = session.connection().execution_options(yield_per=_AT_ONCE).execute(asked)
    for asset_id, kind, packed in result:
        row = np.frombuffer(packed, dtype="<f2").astype(np.float32)
        if len(row) == size and np.isfinite(row).all():
            matrix.put(_key(asset_id, kind), row)


def _key(asset_id: UUID, kind: str) -> bytes:
    return asset_id.bytes + kind.encode()[: _KEY - 16].ljust(_KEY - 16, b"\0")


def _pack(matrix: Matrix) -> Matrix:
    kept = [place for place in range(len(matrix.keys)) if place not in matrix.gone]
    rows = matrix.rows[kept]
    if matrix.new:
        rows = np.concatenate([rows, np.stack(list(matrix.new.values()))])
    keys = [matrix.keys[place] for place in kept] + list(matrix.new)
    return Matrix(keys, np.asfortranarray(rows), made=matrix.made)


def write_matrix(path: Path, matrix: Matrix) -> None:
    """Put the file in the place of the one before, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    keys, rows = b"".join(matrix.keys), matrix.rows.tobytes(order="F")
    head = json.dumps(
        {
            "count": len(matrix.keys),
            "size": int(matrix.rows.shape[1]),
            "made": matrix.made.isoformat() if matrix.made else None,
            "sum": zlib.crc32(rows, zlib.crc32(keys)),
        }
    ).encode()
    beside = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
    try:
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(_MAGIC + len(head).to_bytes(4, "little") + head)
            file.write(b"\0" * (-file.tell() % 64))
            file.write(keys)
            file.write(rows)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def read_keys(path: Path) -> list[bytes] | None:
    """Of which memories a file holds directions; None where it is damaged."""
    try:
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                return None
            head = json.loads(file.read(int.from_bytes(file.read(4), "little")))
            file.seek(-file.tell() % 64, os.SEEK_CUR)
            packed = file.read(int(head["count"]) * _KEY)
        return [packed[at : at + _KEY] for at in range(0, len(packed), _KEY)]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _those_there(session: Session, ids: set[bytes]) -> set[bytes]:
    there: set[bytes] = set()
    asked = [UUID(bytes=one) for one in sorted(ids)]
    for start in range(0, len(asked), _AT_ONCE):
        part = asked[start : start + _AT_ONCE]
        rows = select_columns(col(Asset.id)).where(col(Asset.id).in_(part))
        there.update(row.id.bytes for row in session.connection().execute(rows))
    return there


def read_matrix(path: Path, size: int) -> Matrix | None:
    """The matrix of a file; None where there is none, or it is damaged or of another size."""
    try:
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                return None
            head = json.loads(file.read(int.from_bytes(file.read(4), "little")))
            start = file.tell() + -file.tell() % 64
        count, made = int(head["count"]), head["made"]
        if head["size"] != size or path.stat().st_size != start + count * (_KEY + 4 * size):
            return None
        if not count:
            return Matrix([], np.zeros((0, size), np.float32))
        with path.open("rb") as file:
            mapped = mmap(file.fileno(), 0, access=ACCESS_READ)
        if zlib.crc32(memoryview(mapped)[start:]) != head["sum"]:
            return None
        first = start + count * _KEY
        packed = mapped[start:first]
        rows = np.frombuffer(mapped, np.float32, count * size, first).reshape(size, count).T
        keys = [packed[at : at + _KEY] for at in range(0, len(packed), _KEY)]
        return Matrix(keys, rows, made=datetime.fromisoformat(made) if made else None)
    except (OSError, ValueError, KeyError, TypeError):
        return None
