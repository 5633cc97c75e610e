"""`inspect`: one line of JSON for each file, with what intake would understand of it."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import structlog

from ai.media import Decoder
from ai.media.raws import UNTRIED
from chest.ingest.inspecting import Inspected, inspect_file
from chest.ingest.sidecars import Beside
from chest.models import Kind
from chest.uploads.beside import gather
from chest.uploads.folders import Imported, iter_files

Line = Mapping[str, Any]

_COLUMNS = (
    *("media_type", "width", "height", "duration", "taken", "taken_source"),
    *("latitude", "longitude", "caption", "camera"),
)
_PLAYED = (Kind.video, Kind.audio)
# What only tells of other files becomes no memory and has no kind of its own.
SIDECAR = "sidecar"


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m ai.media FILE…`. Always answers 0, whatever the files are."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    parser = argparse.ArgumentParser(prog="python -m ai.media", description=__doc__)
    add_arguments(parser)
    options = parser.parse_args(arguments)
    try:
        print_lines(options.file, time_zone=options.time_zone)
    except BrokenPipeError:
        # Whoever read the lines has seen enough; Python would complain once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of the command, for whichever program offers it."""
    parser.add_argument("file", metavar="FILE", type=Path, nargs="+", help="files and folders")
    parser.add_argument(
        "--time-zone",
        default="UTC",
        metavar="ZONE",
        help="the chest's, in which a film's hour is told (%(default)s)",
    )


def print_lines(paths: Iterable[Path], *, time_zone: str) -> None:
    """Print the lines of these files, each as soon as it is known. A name that is no text is
    written with escapes, as JSON can."""
    for line in inspect_files(paths, time_zone=time_zone):
        print(json.dumps(line), flush=True)


def inspect_files(paths: Iterable[Path], *, time_zone: str = "UTC") -> Iterator[Line]:
    """What intake would understand of these files and of all in these folders, in this order.

    Sidecars count as they do when the folder of a file is added whole, and are told as what they
    are. What cannot be read is told with its problem; nothing is raised for a file. `untried` tells
    of a kind of raw photo of which no whole file of a camera was ever opened in a test.
    """
    unread: list[Imported] = []
    neighbours = _Neighbours()
    with Decoder() as decoder:
        for asked in paths:
            for path in iter_files([asked], tell=unread.append):
                yield from _told_instead(unread)
                if neighbours.is_sidecar(path):
                    yield _line(path, None)
                    continue
                found = inspect_file(
                    path,
                    decoder,
                    beside=neighbours.beside(path),
                    folder=path.absolute().parent.name or None,
                    modified=_modified(path),
                    time_zone=time_zone,
                )
                yield _line(path, found)
            yield from _told_instead(unread)


def _told_instead(unread: list[Imported]) -> Iterator[Line]:
    for told in unread:
        yield {**_line(told.path, None), "kind": None, "problem": told.reason}
    unread.clear()


def _line(path: Path, found: Inspected | None) -> Line:
    asset = found.asset if found else None
    return {
        "file": str(path),
        "kind": asset.kind.value if asset else SIDECAR,
        **{name: getattr(asset, name, None) for name in _COLUMNS},
        "derivatives": found.derivatives if found else [],
        "plays": asset.plays_in_browser if asset and asset.kind in _PLAYED else None,
        "problem": found.problem if found else None,
        "untried": bool(asset and asset.media_type in UNTRIED),
    }


class _Neighbours:
    """What lies beside files, looked up once for each folder."""

    def __init__(self) -> None:
        self._beside: dict[Path, Beside] = {}
        self._sidecars: set[Path] = set()
        self._seen: set[Path] = set()

    def beside(self, path: Path) -> Beside | None:
        self._look_around(path)
        return self._beside.get(path)

    def is_sidecar(self, path: Path) -> bool:
        self._look_around(path)
        return path in self._sidecars

    def _look_around(self, path: Path) -> None:
        if path.parent in self._seen:
            return
        self._seen.add(path.parent)
        try:
            files = sorted(entry for entry in path.parent.iterdir() if entry.is_file())
        except OSError:
            return  # a folder that may be entered and not listed: the file is alone in it
        gathered = gather(files)
        self._beside.update(gathered.beside)
        self._sidecars.update(gathered.sidecars)


def _modified(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OverflowError, OSError, ValueError):
        return None  # clocks of cameras and damaged disks say anything
