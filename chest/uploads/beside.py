"""Files of this computer and what lies beside them: which only tell of others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chest.ingest.sidecars import Beside, longest, may_be_sidecar, pair, read_sidecars


@dataclass(frozen=True)
class Gathered:
    """The files that become memories, what was told of them beside, and what told it."""

    files: Sequence[Path]
    beside: Mapping[Path, Beside]
    sidecars: Sequence[Path]


def gather(paths: Iterable[Path]) -> Gathered:
    """Sort out the sidecars among these files, folder by folder. One that tells of a file which is
    not among them is a file like any other, and so is one that cannot be read."""
    found = list(paths)
    folders: dict[Path, list[Path]] = {}
    for path in found:
        folders.setdefault(path.parent, []).append(path)
    texts: dict[Path, list[tuple[str, str]]] = {}
    told_by: dict[Path, list[Path]] = {}
    for folder, files in folders.items():
        if not any(may_be_sidecar(path.name) for path in files):
            continue
        for name, theirs in pair(path.name for path in files).items():
            text = _read(folder / name)
            for one in theirs if text is not None else ():
                texts.setdefault(folder / one, []).append((name, text or ""))
                told_by.setdefault(folder / name, []).append(folder / one)
    beside = {
        path: told
        for path, sidecars in texts.items()
        if (told := read_sidecars(sidecars, of=path.name)) is not None
    }
    sidecars = {sidecar for sidecar, theirs in told_by.items() if any(p in beside for p in theirs)}
    return Gathered(
        files=[path for path in found if path not in sidecars],
        beside=beside,
        sidecars=[path for path in found if path in sidecars],
    )


def _read(path: Path) -> str | None:
    try:
        if path.stat().st_size > longest(path.name):
            return None
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return None  # it is told when it is its turn as a file
