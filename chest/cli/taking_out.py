"""`export` and `import`: a chest onto a disk of one's own, and back into an installation."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

from chest.access.viewers import Viewer
from chest.cli.chests import find_account, find_chest
from chest.cli.opening import migrate_all, open_any, open_kept
from chest.cli.terminal import ProgressBar, printable
from chest.errors import Conflict
from chest.exports.bags import Bag
from chest.exports.book.making import NotSet, say_missing
from chest.exports.book.orders import BookOrder
from chest.exports.book.paper import Paper
from chest.exports.disk import FolderTarget, ZipTarget, write_to_disk
from chest.library import Library
from chest.models import Chest, ExportFormat
from chest.settings import Settings


def add_export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("chest", metavar="CHEST", help="its id, or enough of the person's name")
    parser.add_argument(
        "--format",
        type=ExportFormat,
        choices=list(ExportFormat),
        default=ExportFormat.bagit,
        help="bagit: everything, also to be brought in again; site: pages to look at in any "
        "browser; folder: the files by year; book: a PDF to print; takeout: what one person gave, "
        "and what is said of them",
    )
    parser.add_argument(
        "--paper",
        type=Paper,
        choices=list(Paper),
        default=Paper.a5,
        help="of a book",
    )
    parser.add_argument(
        "--to",
        type=Path,
        metavar="PATH",
        help="a name that ends in .zip (a book: in .pdf), or a folder; without it a file here",
    )
    parser.add_argument(
        "--email", help="as whom it is taken out; without it, as the chest's first keeper"
    )


def export(settings: Settings, options: argparse.Namespace) -> bool:
    """Write it; whether every file was there and whole."""
    with open_kept(settings) as library:
        chest, keeper = find_chest(library, options.chest)
        viewer = find_account(library, options.email) if options.email else keeper
        if options.format is ExportFormat.book:
            return _bind(library, viewer, chest, options)
        name, contents = library.exports.open_contents(viewer, chest.id, options.format)
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


def _bind(library: Library, keeper: Viewer, chest: Chest, options: argparse.Namespace) -> bool:
    """Write a book with all albums; whether every picture and sign is in it."""
    from ai.media import DecoderUnavailable  # the decoders are needed only here

    to: Path | None = options.to
    if to is not None and to.exists():
        raise Conflict(f"{to} is there already. Name another with --to.")
    albums = library.albums.list_page(keeper, chest.id).items
    order = BookOrder(options.paper, tuple(album.id for album in albums))
    about = library.books.measure(keeper, chest.id, order)
    print(
        f"About {about.pages} pages with {about.pictures} pictures, {about.bytes:,} bytes.",
        flush=True,
    )
    bar = ProgressBar(max(1, about.pictures))
    try:
        with library.books.make(
            keeper, chest.id, order, tell=lambda n, _of: bar.show(n, "picture", 0.0)
        ) as (name, made):
            to = to or Path(f"{name}.pdf")
            if to.exists():
                raise Conflict(f"{to} is there already. Name another with --to.")
            copyfile(made.path, to)
    except (NotSet, DecoderUnavailable) as error:
        raise Conflict(str(error)) from error
    finally:
        bar.clear()
    if made.missing:
        print(say_missing(made.missing), file=sys.stderr)
    if made.lost:
        print(f"{len(made.lost)} pictures are missing or damaged.", file=sys.stderr)
    print(f"The book of {chest.name}, {made.pages} pages, is in {to}")
    return not made.missing and not made.lost


def add_import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("bag", metavar="BAG", type=Path, help="a folder, or a .zip")
    parser.add_argument("--email", help="who keeps it; without any account here, one is made")


def bring_in(settings: Settings, options: argparse.Namespace) -> bool:
    """Verify the bag, then make its chest; whether every file came with it."""
    from chest.demo.making import find_or_make_keeper  # the decoders are needed only here

    bar: ProgressBar | None = None

    def tell(number: int, name: str) -> None:
        if bar is not None:
            bar.show(number, name.rpartition("/")[2], 0.0)

    with Bag(options.bag) as bag:
        bar = ProgressBar(len(bag.sums) + 8)
        try:
            bag.verify(tell=tell)
            bar.clear()
            print(f"The bag is whole: {len(bag.sums)} files.", flush=True)
            with open_any(settings) as library:
                migrate_all(library)
                keeper = find_or_make_keeper(library, options.email)
                if keeper.password:
                    print(f"Sign in with  {keeper.email}")
                    print(f"password      {keeper.password}   (shown only now)", flush=True)
                brought = library.exports.bring_in(keeper.viewer, bag, tell=tell)
        finally:
            bar.clear()
    for path in brought.without_file:
        print(f"without its file: {printable(path)}", file=sys.stderr)
    if brought.was_there:
        print(f"The chest of {brought.name} was brought in from this bag before. Nothing to do.")
    else:
        print(f"The chest of {brought.name} is here, with {brought.memories} memories.")
        print("Its pictures appear while the app runs.")
    return not brought.without_file
