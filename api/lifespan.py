"""What happens around serving: migrate, preload, start the worker, and stop it again. Where a disk
is in the way, say so and come back to it."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from importlib import import_module
from typing import Any

import anyio.to_thread

from api.opening import Opening, tell_operator
from api.worker_child import WorkerChild
from chest.errors import Unavailable
from chest.library import Library

Lifespan = Callable[[Any], AbstractAsyncContextManager[None]]


def build_lifespan(library: Library, *, address: str, opening: Opening | None = None) -> Lifespan:
    """The lifespan of one web process. `address` is where people will find it."""
    doors = opening or Opening(library)

    @contextlib.asynccontextmanager
    async def lifespan(_app: Any) -> AsyncIterator[None]:
        await anyio.to_thread.run_sync(_prepare, doors)
        # On a disk that takes nothing it waits by itself, and says so.
        worker = WorkerChild() if library.settings.worker == "child" else None
        if worker is not None:
            await worker.start()
        trouble = await anyio.to_thread.run_sync(doors.explain)
        if trouble:
            tell_operator(trouble)
        opened_later: asyncio.Task[None] | None = None
        if doors.closed_because is None:
            _greet(library, address)
        if not doors.is_whole:
            opened_later = asyncio.create_task(_open_later(doors, library, address, worker))
        # A page run ends with a full collection, whose cost grows with every live object. What is
        # loaded now stays for the life of the process: take it out of the collector's sight.
        gc.collect()
        gc.freeze()
        try:
            yield
        finally:
            if opened_later is not None:
                opened_later.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await opened_later
            if worker is not None:
                await worker.stop()
            library.close()

    return lifespan


def build_refusal(trouble: Unavailable) -> Lifespan:
    """The lifespan of a process that could not begin: it says why."""

    @contextlib.asynccontextmanager
    async def lifespan(_app: Any) -> AsyncIterator[None]:
        _write_no_address_down()
        tell_operator(trouble.sentence)
        yield

    return lifespan


def _write_no_address_down() -> None:
    # A plain uvicorn does, and ours open things by themselves: links, receipts, signed files.
    # `streamlit run` has this log off already.
    logging.getLogger("uvicorn.access").disabled = True


def _prepare(doors: Opening) -> None:
    _write_no_address_down()
    doors.prepare()
    _preload()


async def _open_later(
    doors: Opening, library: Library, address: str, worker: WorkerChild | None
) -> None:
    was_closed = doors.closed_because is not None
    await doors.keep_trying()
    if worker is not None:
        worker.wake()
    if was_closed:
        _greet(library, address)
    else:
        tell_operator("The disk can be written again: all of Memory Chest is open.")


def _preload() -> None:
    """Import what pages will need, so that the first person does not wait for it: the first use of
    a component would import these."""
    for name in ("pandas", "pyarrow"):
        import_module(name)


def _greet(library: Library, address: str) -> None:
    lines = [f"Memory Chest is open at {library.settings.public_url or address}"]
    if not library.accounts.is_claimed():
        lines.append(f"The first account needs this setup code: {library.accounts.setup_code}")
    tell_operator(*lines)
