"""HTTP beside the pages: one JSON application under /api, media under /m, short links under /c
and /r, and the middleware around everything."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route

from api.http import problems
from api.http.caching import NOT_CHANGED, Caching
from api.http.first_page import FirstPage, list_soon
from api.http.problems import PROBLEMS
from api.http.proxies import TrustedProxies
from api.http.same_origin import SameOrigin
from api.http.security import (
    LimitBodies,
    RefuseForeignDoors,
    SecurityHeaders,
    content_security_policy,
    inline_script_hashes,
)
from api.http.speaking import Speaking
from api.routes import (
    accounts,
    albums,
    assets,
    auth,
    bulk,
    chests,
    contributions,
    copies,
    decisions,
    exports,
    health,
    letters,
    lockers,
    look_alikes,
    media,
    models,
    moderation,
    operate,
    pairs,
    people,
    posts,
    readings,
    receipts,
    search,
    sharing,
    short_links,
    stories,
    story_edits,
    tags,
    transcripts,
    uploads,
)
from api.routes.documentation import documentation_page
from chest.library import Library
from chest.security.hosts import Hosts
from chest.settings import Settings

# Mounted below, with a slash, or not built yet.
_EMPTY = ("/api", "/m", "/metrics")

_ROUTES = (
    auth,
    accounts,
    chests,
    uploads,
    assets,
    bulk,
    albums,
    copies,
    pairs,
    tags,
    people,
    posts,
    readings,
    sharing,
    contributions,
    receipts,
    moderation,
    stories,
    decisions,
    story_edits,
    transcripts,
    letters,
    look_alikes,
    search,
    models,
    exports,
    lockers,
    operate,
)


def build_api(library: Library) -> FastAPI:
    """The JSON application for this library, without its mount point."""
    api = FastAPI(
        title="Memory Chest",
        description="What the pages do, for phones and programs.",
        docs_url=None,  # its page takes scripts from another site; ours takes none
        redoc_url=None,
        openapi_url="/openapi.json",
        responses=PROBLEMS,
    )
    api.state.library = library
    problems.install(api)
    api.add_middleware(Caching)

    @api.get("/docs", include_in_schema=False)
    def show_documentation() -> HTMLResponse:
        return HTMLResponse(documentation_page(api.openapi(), openapi="/api/openapi.json"))

    for module in _ROUTES:
        for route in module.router.routes:
            if isinstance(route, APIRoute) and getattr(route.response_model, "is_list", False):
                route.responses.setdefault(304, NOT_CHANGED)
        api.include_router(module.router)
    return api


def build_routes(library: Library) -> list[BaseRoute]:
    """Everything that is not a page, in the order in which it is matched."""

    return [
        problems.PlainRoute("/healthz", health.healthz),
        problems.PlainRoute("/readyz", health.build_readyz(library)),
        # The page server would answer them with its page.
        *(Route(path, problems.NothingHere()) for path in _EMPTY),
        Mount("/api", build_api(library)),
        Mount("/m", media.build_media(library)),
        *short_links.build_short_links(library),
    ]


def build_middleware(
    settings: Settings, *, pages: Path, style: str = "", script: str = "", store_origin: str = ""
) -> list[Middleware]:
    """`pages` is the HTML file that the page server sends; its own inline scripts may run. `style`
    is the style sheet of our pages, `script` what runs beside them."""
    policy = content_security_policy(
        script_sources=inline_script_hashes(pages), store_origin=store_origin
    )
    hosts = Hosts(public_url=settings.public_url, others=settings.allowed_host_names)
    return [
        Middleware(Speaking),
        Middleware(TrustedProxies, addresses=settings.trusted_proxy_addresses),
        Middleware(
            SecurityHeaders, policy=policy, only_tls=settings.public_url.startswith("https://")
        ),
        Middleware(RefuseForeignDoors),
        Middleware(SameOrigin, hosts=hosts, public_url=settings.public_url),
        Middleware(LimitBodies),
        Middleware(FirstPage, style=style, script=script, soon=list_soon(pages)),
    ]
