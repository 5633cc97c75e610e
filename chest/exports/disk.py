"""An export straight onto a disk: a folder, or one file. A folder that was begun is gone on with:
what lies there whole is not written again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import IO, Protocol

from chest.errors import Conflict
from chest.exports.contents import Contents
from chest.exports.memories import Packing, Problem
from chest.exports.packing import Entry, Packed, end, pack, place

Tell = Callable[[int, str], None]


class _Target(Protocol):
    def add(self, entries: Sequence[Entry]) -> list[Packed]: ...


def write_to_disk(contents: Contents, target: _Target, *, tell: Tell) -> list[Problem]:
    """Write all of it; returns the problems. `tell` hears how many memories are done, and the name
    of the last one."""
    packed: list[Packed] = []
    problems: list[Problem] = []

    def records() -> Iterator[Packed]:
        return iter(packed)

    for number, one in enumerate(contents.iter_memories(after=None, packed=records), start=1):
        packed += target.add(one.entries)
        problems += [one.problem] if one.problem else []
        tell(number, _name(one))
    target.add(contents.list_last(records, problems))
    return problems


class FolderTarget:
    """The export as files in a folder, which is made if there is none."""

    def __init__(self, path: Path) -> None:
        """Raises Conflict for a folder in which something else lies."""
        self._path = path
        if path.is_dir():
            strange = {one.name for one in path.iterdir()} and not (path / _MARK).exists()
            if strange:
                raise Conflict(
                    f"{path} is not empty. Name a folder that is not there yet, or the one in "
                    "which an export was begun."
                )
        path.mkdir(parents=True, exist_ok=True)
        (path / _MARK).touch()

    def add(self, entries: Sequence[Entry]) -> list[Packed]:
        for entry in entries:
            self._write(entry)
        return place(entries, 0)[0]

    def finish(self) -> None:
        """Whole: nobody goes on with it."""
        (self._path / _MARK).unlink(missing_ok=True)

    def _write(self, entry: Entry) -> None:
        path = self._path / entry.path
        if path.is_file() and path.stat().st_size == entry.size:
            with path.open("rb") as there:
                if file_digest(there, "sha256").hexdigest() == entry.sha256:
                    return
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name[:60]}.part")
        with part.open("wb") as file:
            for chunk in entry.copy():
                file.write(chunk)
        part.replace(path)


class ZipTarget:
    """The export as one file, which appears under its name when it is whole."""

    def __init__(self, path: Path, *, folder: str, when: datetime) -> None:
        self._path = path
        self._part = path.with_name(f"{path.name}.part")
        self._folder = folder
        self._when = when
        self._offset = 0
        self._packed: list[Packed] = []
        self._held = ExitStack()
        self._file: IO[bytes] = self._held.enter_context(self._part.open("wb"))

    def add(self, entries: Sequence[Entry]) -> list[Packed]:
        inside = [replace(one, path=f"{self._folder}/{one.path}") for one in entries]
        packed, self._offset = place(inside, self._offset)
        for chunk in pack(inside, self._when):
            self._file.write(chunk)
        self._packed += packed
        return [replace(one, path=entry.path) for one, entry in zip(packed, entries, strict=True)]

    def finish(self) -> None:
        for chunk in end(self._packed, self._offset, self._when):
            self._file.write(chunk)
        self._file.flush()
        os.fsync(self._file.fileno())
        self._held.close()
        self._part.replace(self._path)


_MARK = ".being-packed"


def _name(one: Packing) -> str:
    return one.entries[-1].path.rpartition("/")[2] if one.entries else str(one.id)
