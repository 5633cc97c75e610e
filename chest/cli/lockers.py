"""`python -m chest locker`: private chests."""

from __future__ import annotations

import argparse
import getpass
import os
import sys

from chest.cli.chests import find_chest
from chest.cli.opening import open_kept
from chest.errors import Conflict, Invalid
from chest.lockers.views import LockerView
from chest.models import LockerState
from chest.settings import Settings

_WORDS = {
    "show": "where a chest stands",
    "private": "give it a key of its own, which a passphrase and a code open, and nothing else",
    "lock": "shut it at once, and have it packed away",
    "unlock": "open it with a passphrase or the code",
    "code": "another code for the sheet of paper, while it is open",
}
_SAID = {
    LockerState.open: "is private, and open",
    LockerState.locking: "is being locked; a running worker does it",
    LockerState.locked: "is locked",
    LockerState.unlocking: "is being opened; a running worker does it",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `locker`; nothing shows where the chest stands."""
    parser.add_argument("chest", metavar="CHEST", help="its id, or enough of its name or label")
    parser.add_argument("action", choices=list(_WORDS), nargs="?", default="show")
    parser.add_argument(
        "--label", default="A locked chest", help="what it is called while it is locked"
    )
    parser.add_argument(
        "--hours",
        type=int,
        default=12,
        metavar="N",
        help="it locks itself after so many without anybody of the family; 0 for never",
    )


def run(settings: Settings, options: argparse.Namespace) -> None:
    """Do what was asked."""
    with open_kept(settings) as library:
        chest, keeper = find_chest(library, options.chest)
        lockers = library.lockers
        view: LockerView | None
        if options.action == "private":
            made = lockers.make_private(
                keeper,
                chest.id,
                label=options.label,
                passphrase=_ask(twice=True),
                hours=options.hours,
            )
            view = made.locker
            _tell_code(made.code)
        elif options.action == "code":
            renewed = lockers.new_code(keeper, chest.id)
            view = renewed.locker
            _tell_code(renewed.code)
        elif options.action == "lock":
            view = lockers.lock(keeper, chest.id)
        elif options.action == "unlock":
            view = lockers.unlock(keeper, chest.id, _ask(twice=False), address="127.0.0.1")
        else:
            view = lockers.find(keeper, chest.id)
            if view is None:
                raise Conflict("This chest has no key of its own.")
    print(f"{view.label} ({view.chest_id}) {_SAID[view.state]}.")
    if view.reason:
        print(f"It waits: {view.reason}")


def _tell_code(code: str) -> None:
    print("Write this code down and keep it apart from the passphrase; it is told only now:")
    print(f"  {code}")
    print("If all passphrases and the code are lost, the chest is lost: nobody can open it.")


def _ask(*, twice: bool) -> str:
    """A passphrase, shown nowhere; or from the environment of a script."""
    given = os.environ.get("CHEST_PASSPHRASE")
    if given:
        return given
    if not sys.stdin.isatty():
        raise Invalid("There is nobody to ask here. Give the passphrase in CHEST_PASSPHRASE.")
    try:
        typed = getpass.getpass("Passphrase: ")
        again = getpass.getpass("The same once more: ") if twice else typed
    except EOFError as error:
        raise Invalid("No passphrase was given; nothing was changed.") from error
    if typed != again:
        raise Invalid("The two are not the same; nothing was changed. Try once more.")
    return typed
