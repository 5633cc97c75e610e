"""`export`: a chest onto a disk of one's own."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from chest.cli.chests import find_chest
from chest.cli.opening import open_kept
from chest.cli.terminal import ProgressBar, printable
from chest.errors import Conflict
from chest.exports.disk import FolderTarget, ZipTarget, write_to_disk
from chest.models import ExportFormat
from chest.settings import Settings


def add_export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("chest", metavar="CHEST", help="its id, or enough of the person's name")
    parser.add_argument(
        "--format",
        type=ExportFormat,
        choices=list(ExportFormat),
        default=ExportFormat.bagit,
        help="bagit: everything, also to be brought in again; folder: the files by year",
    )
    parser.add_argument(
        "--to",
        type=Path,
        metavar="PATH",
        help="a name that ends in .zip, or a folder; without it a .zip here",
    )


def export(settings: Settings, options: argparse.Namespace) -> bool:
    """Write it; whether every file was there and whole."""
    with open_kept(settings) as library:
        chest, keeper = find_chest(library, options.chest)
        name, contents = library.exports.open_contents(keeper, chest.id, options.format)
        to: Path = options.to or Path(f"{name}.zip")
        target: FolderTarget | ZipTarget
        with contents:
            memories, size = contents.count()
            print(f"{memories} memories, {size:,} bytes of files.", flush=True)
            if to.suffix.lower() == ".zip":
                if to.exists():
                    raise Conflict(f"{to} is there already. Name another with --to.")
                target = ZipTarget(to, folder=name, when=datetime.now(UTC))
            else:
                target = FolderTarget(to)
            bar = ProgressBar(max(1, memories))
            try:
                problems = write_to_disk(
                    contents, target, tell=lambda number, name: bar.show(number, name, 0.0)
                )
                target.finish()
            finally:
                bar.clear()
    for one in problems:
        print(f"not packed: {printable(one['path'])}: {one['why']}", file=sys.stderr)
    print(f"The chest of {chest.name} is in {to}")
    return not problems
