"""Whether this process lives, and whether it can do its work."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from chest.library import Library
from chest.upkeep.checks import check_in_public


async def healthz(request: Request) -> Response:
    """The process answers. Says nothing about the database."""
    return PlainTextResponse("ok")


def build_readyz(library: Library) -> Callable[[Request], Awaitable[Response]]:
    """The route that tells whether the work can be done with this library."""

    async def readyz(request: Request) -> Response:
        """Database, schema, disk, storage, and whether a worker was seen in the last minute.

        Whether anything can be written is known from a byte, at most half a minute old."""
        checks = await anyio.to_thread.run_sync(_check, library)
        ready = all(value == "ok" for value in checks.values())
        return JSONResponse({"ready": ready, **checks}, status_code=200 if ready else 503)

    return readyz


def _check(library: Library) -> dict[str, str]:
    found = check_in_public(library.database, library.settings, looked=library.disk.look())
    return {finding.what: "ok" if finding.ok else finding.sentence for finding in found}
