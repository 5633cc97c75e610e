"""The addresses that people are sent: /c/{token} opens a link and /r/{receipt} a receipt.

Both keep the secret in an HttpOnly cookie and go on to an address without it, so that it stays out
of the history, of bookmarks, and of what a page tells other sites.
"""

from __future__ import annotations

import re

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.routing import BaseRoute

from api.http.origins import address_of, is_secure
from api.http.plain_page import plain_page
from api.http.problems import PlainRoute
from chest.errors import ChestError
from chest.library import Library
from chest.models import LinkPermission
from chest.security.cookies import LINK_COOKIE, RECEIPT_COOKIE
from chest.sharing.links import OpenedLink

PAGE_OF = {LinkPermission.add: "/contribute", LinkPermission.look: "/shared"}

_QUIET = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}

# What a messenger shows beside a link that is passed around: that it opens, and not whose it is.
_PREVIEW = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Memory Chest</title>
<meta property="og:title" content="A family's memories">
<meta property="og:description" content="Open the link to see them. You need no account.">
</head>
<body><p><a href="?open=1">Open a family's memories</a></p></body>
</html>
"""

# Programs that fetch a link to draw its preview, by the names that they give themselves; not apps
# that also show pages to people, and no telephone (there is one called Cubot).
_PREVIEWERS = re.compile(
    r"facebookexternalhit|facebookcatalog|whatsapp/|(telegram|twitter|slack|discord|linkedin|google"
    r"|bing|apple|reddit|pinterest|bitly|duckduck|yandex)bot|slack-imgproxy|skypeuripreview"
    r"|(?<!cu)bot/|crawler|spider|embedly|vkshare",
    re.IGNORECASE,
)


def build_short_links(library: Library) -> list[BaseRoute]:
    """The routes for /c/{token} and /r/{receipt}."""

    def open_link(request: Request) -> Response:
        try:
            library.throttle.check("link-token", address_of(request))
            if is_ahead_of_time(request):
                # No page: the browser then asks again when it is opened.
                return Response(status_code=204, headers=_QUIET)
            if only_looks(request):
                library.visits.check_link(request.path_params["token"])
                return HTMLResponse(_PREVIEW, headers=_QUIET)
            opened = library.visits.open_session(
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
            library.receipts.receipt(receipt)
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
        PlainRoute("/c/{token}", open_link, methods=["GET"]),
        PlainRoute("/r/{receipt}", open_receipt, methods=["GET"]),
    ]


def is_ahead_of_time(request: Request) -> bool:
    """Whether a browser fetches what nobody has opened yet."""
    return any(
        word in request.headers.get(name, "").lower()
        for name in ("sec-purpose", "purpose", "x-purpose", "x-moz")
        for word in ("prefetch", "prerender", "preview")
    )


def only_looks(request: Request) -> bool:
    """Whether a program fetches the link for its preview, or asks whether it opens.

    Judged by its name, which may be wrong; so what it is shown has a way on, for a person.
    """
    if "open" in request.query_params:
        return False
    agent = request.headers.get("user-agent", "")
    return request.method == "HEAD" or (
        "sec-fetch-dest" not in request.headers and _PREVIEWERS.search(agent) is not None
    )


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
    headers = dict(_QUIET)
    if "retry_after" in error.data:
        headers["Retry-After"] = str(error.data["retry_after"])
    return plain_page(error.title, error.sentence, status=error.status, headers=headers)
