"""Whether this process lives, and whether it can do its work."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import anyio.to_thread
import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from chest.library import Library
from chest.migrations import is_current
from storage.base import StorageError

log = structlog.get_logger(__name__)

_WORKER_SEEN_WITHIN = 60  # seconds; five beats of the slowest lease


async def healthz(request: Request) -> Response:
    """The process answers. Says nothing about the database."""
    return PlainTextResponse("ok")


def build_readyz(library: Library) -> Callable[[Request], Awaitable[Response]]:
    """The route that tells whether the work can be done with this library."""

    async def readyz(request: Request) -> Response:
        """Database, schema, storage, and whether a worker was seen in the last minute."""
        checks = await anyio.to_thread.run_sync(_check, library)
        ready = all(value == "ok" for value in checks.values())
        return JSONResponse({"ready": ready, **checks}, status_code=200 if ready else 503)

    return readyz


def _check(library: Library) -> dict[str, str]:
    checks = {"database": "ok", "schema": "ok", "storage": "ok", "worker": "ok"}
    clock = (
        "(julianday('now') - 2440587.5) * 86400.0"
        if library.database.is_sqlite
        else "extract(epoch from clock_timestamp())"
    )
    try:
        if not is_current(library.database):
            checks["schema"] = "The schema is older than this program. Run: python -m chest migrate"
        with library.database.engine.connect() as connection:
            age = connection.execute(
                text(f"select min({clock} - beat) from worker_lease")
            ).scalar_one_or_none()
        if age is None or float(age) > _WORKER_SEEN_WITHIN:
            checks["worker"] = "No worker was seen in the last minute. Start: python worker.py"
    except SQLAlchemyError:
        checks["database"] = "The database does not answer."
        checks["schema"] = checks["worker"] = "unknown"
    try:
        library.blobs.check()
    except StorageError as error:
        # Anyone may ask, and the store's own words name folders and buckets.
        log.error("storage is unfit", reason=str(error))
        checks["storage"] = "The storage does not answer. The log of this program says why."
    return checks
