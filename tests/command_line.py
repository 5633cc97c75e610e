"""`python -m chest` run as its users run it: in a process and an environment of its own."""

from __future__ import annotations

import multiprocessing
import os
import pty
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any, NoReturn
from unittest.mock import patch

from chest.library import Library, open_library
from chest.settings import Settings
from tests.app_server import ROOT

PATIENCE = 150  # seconds after which a process counts as hanging

# Processes of their own that have the program loaded already: loading takes most of a command.
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["chest.cli.commands", "chest.library", __name__])


@dataclass
class CommandLine:
    """A terminal in which a data directory is set, and whatever else a test sets (`env`)."""

    data_dir: Path
    env: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str | Path | bytes) -> subprocess.CompletedProcess[str]:
        """Run to the end, without a terminal; what it wrote as text."""
        words = [os.fsdecode(word) for word in arguments]
        with TemporaryDirectory() as folder:
            out, err = Path(folder, "out"), Path(folder, "err")
            process = _FORKS.Process(target=_run_main, args=(words, self._where(), out, err))
            # What a test of a page left as the main module would be run in the new process first.
            with patch.dict(sys.modules, {"__main__": ModuleType("__main__")}):
                process.start()
            process.join(PATIENCE)
            if process.exitcode is None:
                process.kill()
                process.join()
                raise TimeoutError(f"{words} did not end")
            said = (path.read_text(errors="replace") for path in (out, err))
            return subprocess.CompletedProcess(words, process.exitcode, *said)

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """Begin, for a test that ends it."""
        return subprocess.Popen(
            self._words(arguments),
            **self._where(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # Ctrl-C is not heard by what a shell without job control began in the background.
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
        )

    def run_on_terminal(self, *arguments: str | Path, typed: tuple[str, ...] = ()) -> Screen:
        """Run on a terminal. Each of `typed` is entered when the next question (a line that ends
        with a colon) stands there."""
        mine, its = pty.openpty()
        process = subprocess.Popen(
            self._words(arguments), **self._where(), stdin=its, stdout=its, stderr=its
        )
        os.close(its)
        waiting, seen, asked = list(typed), b"", 0
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if not select.select([mine], [], [], 1)[0]:
                continue
            try:
                said = os.read(mine, 65536)
            except OSError:  # Linux says so when the other side is closed
                break
            if not said:
                break
            seen += said
            if waiting and seen[asked:].rstrip(b" ").endswith(b":"):
                asked = len(seen)
                os.write(mine, waiting.pop(0).encode() + b"\n")
        os.close(mine)
        return Screen(seen.decode(errors="replace"), process.wait(timeout=PATIENCE))

    def open_library(self) -> Library:
        """The same chest from inside, with the settings that the processes have."""
        names = {name.removeprefix("CHEST_").lower(): value for name, value in self.env.items()}
        return open_library(Settings(_env_file=None, data_dir=self.data_dir, **names))

    def _words(self, arguments: tuple[str | Path | bytes, ...]) -> list[str | Path | bytes]:
        return [sys.executable, "-m", "chest", *arguments]

    def _where(self) -> dict[str, Any]:
        clean = {k: v for k, v in os.environ.items() if not k.startswith("CHEST_")}
        return {
            # Beside the project, where no `.env` of a developer is read.
            "cwd": self.data_dir.parent,
            "env": {
                **clean,
                "PYTHONPATH": str(ROOT),
                "COLUMNS": "100",
                "CHEST_DATA_DIR": str(self.data_dir),
                **self.env,
            },
        }


def _run_main(words: list[str], where: dict[str, Any], out: Path, err: Path) -> NoReturn:
    """What `python -m chest` does, in a new process whose surroundings are set first."""
    from chest.cli.commands import main  # not where tests start: it sets how everything logs

    os.chdir(where["cwd"])
    os.environ.clear()
    os.environ.update(where["env"])
    for number, path, flags in (
        (0, os.devnull, os.O_RDONLY),
        (1, out, os.O_WRONLY | os.O_CREAT),
        (2, err, os.O_WRONLY | os.O_CREAT),
    ):
        opened = os.open(path, flags)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0)  # noqa: SIM115  # a new process has its own
    sys.exit(main(words))


@dataclass(frozen=True)
class Screen:
    """Everything a terminal was sent, control characters too, and how the process ended."""

    text: str
    returncode: int
