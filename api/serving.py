"""What the application is made of: routes, middleware, and what happens around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from api.application import build_middleware, build_routes
from api.http.closed import Closed, NotStarted
from api.lifespan import Lifespan, build_lifespan, build_refusal
from api.opening import Opening, closed
from chest.library import shared_library
from chest.upkeep.disk import explain_disk
from storage.base import StorageError

log = structlog.get_logger(__name__)

_START_AGAIN = "then start the chest again."


@dataclass(frozen=True)
class Serving:
    """One application, beside its pages."""

    routes: Sequence[BaseRoute]
    middleware: Sequence[Middleware]
    lifespan: Lifespan


def assemble(*, pages: Path, style: str, script: str, address: str) -> Serving:
    """What serves this process's library. Where a disk refuses even its beginning (a new
    installation, and no room for its key), an application that says so at every address.

    `pages` is the HTML file that the page server sends, `style` the style sheet of our pages
    and `script` what runs beside them; `address` is where people find it.
    """
    try:
        library = shared_library()
    except (OSError, StorageError) as error:
        trouble = explain_disk(error)
        if trouble is None:
            raise
        log.error("the chest could not begin", reason=str(error))
        told = closed(trouble, end=_START_AGAIN)
        return Serving(
            routes=[],
            middleware=[Middleware(NotStarted, trouble=told)],
            lifespan=build_refusal(told),
        )
    opening = Opening(library)
    return Serving(
        routes=build_routes(library),
        middleware=[
            *build_middleware(
                library.settings,
                pages=pages,
                style=style,
                script=script,
                store_origin=library.blobs.browser_origin,
            ),
            Middleware(Closed, because=lambda: opening.closed_because),
        ],
        lifespan=build_lifespan(library, address=address, opening=opening),
    )
