"""What happens around serving: migrate, preload, start the worker, and stop it again."""

from __future__ import annotations

import contextlib
import gc
import logging
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from importlib import import_module
from typing import Any

import anyio.to_thread

from api.worker_child import WorkerChild
from chest.jobs.queue import migrate_jobs
from chest.library import Library
from chest.migrations import migrate


def build_lifespan(
    library: Library, *, address: str
) -> Callable[[Any], AbstractAsyncContextManager[None]]:
    """The lifespan of one web process. `address` is where people will find it."""

    @contextlib.asynccontextmanager
    async def lifespan(_app: Any) -> AsyncIterator[None]:
        await anyio.to_thread.run_sync(_prepare, library)
        worker = WorkerChild() if library.settings.worker == "child" else None
        if worker is not None:
            await worker.start()
        _greet(library, address)
        # A page run ends with a full collection, whose cost grows with every live object. What is
        # loaded now stays for the life of the process: take it out of the collector's sight.
        gc.collect()
        gc.freeze()
        try:
            yield
        finally:
            if worker is not None:
                await worker.stop()
            library.close()

    return lifespan


def _prepare(library: Library) -> None:
    # A plain uvicorn writes every address down, and ours open things by themselves: links,
    # receipts, signed files. `streamlit run` has this log off already.
    logging.getLogger("uvicorn.access").disabled = True
    migrate(library.database)
    migrate_jobs(library.database)
    _preload()


def _preload() -> None:
    """Import what pages will need, so that the first person does not wait for it: the first use of
    a component would import these."""
    for name in ("pandas", "pyarrow"):
        import_module(name)


def _greet(library: Library, address: str) -> None:
    lines = [f"Memory Chest is open at {library.settings.public_url or address}"]
    if not library.accounts.is_claimed():
        lines.append(f"The first account needs this setup code: {library.accounts.setup_code}")
    print("\n".join(f"  {line}" for line in ("", *lines, "")), file=sys.stderr, flush=True)
