"""The addresses that people are sent: /c/{token} opens a link and /r/{receipt} a receipt.

Both keep the secret in an HttpOnly cookie and go on to an address without it, so that it stays out
of the history, of bookmarks, and of what a page tells other sites.
"""

from __future__ import annotations

from html import escape

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.routing import BaseRoute, Route

from api.dependencies import LINK_COOKIE, RECEIPT_COOKIE
from api.origins import address_of, is_secure
from chest.errors import ChestError
from chest.library import Library
from chest.links import OpenedLink
from chest.models import LinkPermission

PAGE_OF = {LinkPermission.add: "/contribute", LinkPermission.look: "/shared"}

_QUIET = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; --paper: #FAF7F2; --ink: #2B2926; }}
@media (prefers-color-scheme: dark) {{ :root {{ --paper: #1B1A18; --ink: #EDE7DD; }} }}
body {{ margin: 0; background: var(--paper); color: var(--ink);
  font: 1.2rem/1.6 "Atkinson Hyperlegible", system-ui, sans-serif; }}
main {{ max-width: 34rem; margin: 18vh auto 0; padding: 0 1.5rem; }}
h1 {{ font: 600 1.9rem/1.25 "Source Serif 4", Georgia, serif; margin: 0 0 1rem; }}
p {{ margin: 0; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{sentence}</p>
</main>
</body>
</html>
"""


def build_short_links(library: Library) -> list[BaseRoute]:
    """The routes for /c/{token} and /r/{receipt}."""

    def open_link(request: Request) -> Response:
        try:
            library.throttle.check("link-token", address_of(request))
            opened = library.sharing.open_session(
                request.path_params["token"], cookie=request.cookies.get(LINK_COOKIE)
            )
        except ChestError as error:
            return _plain_page(error)
        response = RedirectResponse(
            PAGE_OF[opened.status.permission], status_code=303, headers=_QUIET
        )
        keep_link(response, request, library, opened)
        return response

    def open_receipt(request: Request) -> Response:
        receipt = request.path_params["receipt"]
        try:
            library.throttle.check("receipt", address_of(request))
            library.contributions.receipt(receipt)
        except ChestError as error:
            return _plain_page(error)
        response = RedirectResponse("/receipt", status_code=303, headers=_QUIET)
        # Without an age: a shared computer forgets it, and the address brings it back.
        response.set_cookie(
            RECEIPT_COOKIE,
            receipt,
            httponly=True,
            samesite="lax",
            secure=is_secure(request, library.settings),
            path="/",
        )
        return response

    return [
        Route("/c/{token}", open_link, methods=["GET"]),
        Route("/r/{receipt}", open_receipt, methods=["GET"]),
    ]


def keep_link(response: Response, request: Request, library: Library, opened: OpenedLink) -> None:
    """Let the browser keep its session on the link."""
    response.set_cookie(
        LINK_COOKIE,
        opened.cookie,
        max_age=opened.lasts_seconds,
        httponly=True,
        samesite="lax",
        secure=is_secure(request, library.settings),
        path="/",
    )


def _plain_page(error: ChestError) -> HTMLResponse:
    """A whole page for someone whom no page of the chest is open to; it needs no script."""
    headers = dict(_QUIET)
    if "retry_after" in error.data:
        headers["Retry-After"] = str(error.data["retry_after"])
    page = _PAGE.format(title=escape(error.title), sentence=escape(error.sentence))
    return HTMLResponse(page, status_code=error.status, headers=headers)
