"""The worker downloads the models that operators asked for, beside everything else it does."""

from __future__ import annotations

import threading
import time

import structlog

from ai.base import ProviderError
from ai.weights.download import download
from ai.weights.folder import Progress, WeightsFolder
from chest.database import Database
from chest.upkeep.engines import DOWNLOADS, read_choice, write_choice

log = structlog.get_logger("models")

_TELL_EVERY_SECONDS = 2.0


class Fetching:
    """Begins what is wanted, one model at a time, in a thread that holds up nobody. What a worker
    that was ended left unfinished is gone on with by the next."""

    def __init__(
        self, *, database: Database, folder: WeightsFolder, home: str | None = None
    ) -> None:
        self._database = database
        self._folder = folder
        self._home = home
        self._thread: threading.Thread | None = None

    def begin_wanted(self) -> None:
        """See whether a model is wanted, and begin to download it unless one is under way."""
        if self._thread is not None and self._thread.is_alive():
            return
        name = self._find_wanted()
        if name is None:
            return
        self._thread = threading.Thread(target=self._fetch, args=(name,), daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Until what is under way has ended."""
        if self._thread is not None:
            self._thread.join()

    def _find_wanted(self) -> str | None:
        with self._database.read() as session:
            wanted = read_choice(session, DOWNLOADS)
        for name, told in wanted.items():
            if name in self._folder.models and told.get("state") in ("waiting", "downloading"):
                return name
        return None

    def _fetch(self, name: str) -> None:
        last = 0.0

        def tell(now: Progress) -> None:
            nonlocal last
            if time.monotonic() - last >= _TELL_EVERY_SECONDS:
                last = time.monotonic()
                self._write(name, {"state": "downloading", "done": now.done})

        try:
            download(self._folder, name, progress=tell, home=self._home)
        except ProviderError as error:
            if error.kind == "overloaded":  # another process has it come: seen again later
                return
            log.warning("a model could not be downloaded", model=name, reason=str(error))
            self._write(name, {"state": "failed", "reason": str(error)})
        else:
            log.info("a model came", model=name)
            self._write(name, None)

    def _write(self, name: str, told: dict[str, object] | None) -> None:
        with self._database.write() as session:
            downloads = read_choice(session, DOWNLOADS)
            if told is None:
                downloads.pop(name, None)
            else:
                downloads[name] = told
            write_choice(session, DOWNLOADS, downloads)
