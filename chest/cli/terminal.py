"""What the command line shows and asks: a bar and questions on a terminal, else plain lines."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from chest.errors import Invalid
from chest.uploads.folders import Imported, Outcome

_WIDTH = 24
_ERASE_LINE = "\r\x1b[2K"


class ProgressBar:
    """One line on standard error that fills; nothing where that is not a terminal."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._shown = sys.stderr.isatty()
        self._last = ""

    def show(self, number: int, name: str, part: float) -> None:
        """`number` files are done, and of the one called `name`, `part` (from 0 to 1)."""
        if not self._shown:
            return
        filled = int(_WIDTH * (number + part) / self._total)
        bar = "#" * filled + "." * (_WIDTH - filled)
        said = f"[{bar}] {number} of {self._total}  {part:4.0%}  {printable(name)}"
        line = _cut(said, shutil.get_terminal_size().columns - 1)
        if line != self._last:  # a large file tells of every megabyte
            print(f"{_ERASE_LINE}{line}", end="", file=sys.stderr, flush=True)
            self._last = line

    def clear(self) -> None:
        if self._last:
            print(_ERASE_LINE, end="", file=sys.stderr, flush=True)
            self._last = ""


@contextmanager
def hear_interrupts() -> Iterator[Callable[[], None]]:
    """Ctrl-C as ever, and a function that raises KeyboardInterrupt if there was one: Python drops
    what is raised while it clears something away, and the work would go on unmoved."""
    heard = False

    def interrupt(number: int, frame: FrameType | None) -> None:
        nonlocal heard
        heard = True
        raise KeyboardInterrupt

    def check() -> None:
        if heard:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield check
    finally:
        signal.signal(signal.SIGINT, before)


def tell(done: Imported) -> None:
    """What became of a file: on standard error where somebody should know, else on standard
    output, unless there is a bar to see instead."""
    line = f"{done.outcome.value}: {printable(str(done.path))}"
    if done.reason is not None:
        is_failure = done.outcome is Outcome.not_added
        print(f"{line}: {done.reason}", file=sys.stderr if is_failure else sys.stdout)
    elif not (sys.stdout.isatty() and sys.stderr.isatty()):
        print(line, flush=True)


def ask_password() -> str:
    """A new password: asked for twice and shown nowhere, or from the environment of a script.

    Raises Invalid where there is nobody to ask, or no password came of it.
    """
    given = os.environ.get("CHEST_NEW_PASSWORD")
    if given:
        return given
    if not sys.stdin.isatty():
        raise Invalid("There is nobody to ask here. Give the password in CHEST_NEW_PASSWORD.")
    try:
        password = getpass.getpass("New password: ")
        again = getpass.getpass("The same once more: ")
    except EOFError as error:
        raise Invalid("No password was given; the old one stays.") from error
    if password != again:
        raise Invalid("The two are not the same; the old password stays. Try once more.")
    return password


def printable(name: str | Path) -> str:
    """The name without what would move the cursor, colour the screen or be no text at all."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(name))


def _cut(line: str, columns: int) -> str:
    """As much of the line as fits; wide characters take two columns."""
    taken = 0
    for at, character in enumerate(line):
        taken += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if taken > columns:
            return line[:at]
    return line
