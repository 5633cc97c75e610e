"""The addresses that people are sent: /c/{token} opens a link and /r/{receipt} a receipt.

Both keep the secret in an HttpOnly cookie and go on to an address without it, so that it stays out
of the history, of bookmarks, and of what a page tells other sites.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.routing import BaseRoute

from api.http.origins import address_of, is_secure
from api.http.plain_page import plain_page
from api.http.problems import PlainRoute
from chest.contributions.receipts import SentGift
from chest.errors import ChestError, Gone, NotFound
from chest.library import Library
from chest.models import LinkPermission
from chest.security.cookies import LINK_COOKIE, RECEIPT_COOKIE
from chest.security.signing import is_cut_off
from chest.sharing.links import LinkStatus, OpenedLink
from language import N_, _, current

PAGE_OF = {LinkPermission.add: "/contribute", LinkPermission.look: "/shared"}

_QUIET = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}

# What a messenger shows beside a link that is passed around: that it opens, and not whose it is.
_PREVIEW = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Memory Chest</title>
<meta property="og:title" content="{title}">
<meta property="og:description" content="{words}">
</head>
<body><p><a href="?open=1">{open}</a></p></body>
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


# No secret ends with one of these.
_HUNG_ON = ".,;:!?)]}>\"'*’”»…"


class _Words(NamedTuple):
    """What is said, as title and sentence, of an address that does not open: cut off, mistyped."""

    cut_off: tuple[str, str]
    mistyped: tuple[str, str]


_LINK = _Words(
    cut_off=(
        N_("This link is not complete"),
        N_(
            "The end of its address is missing, as it happens when a long address is broken in "
            "two. Open it by touching it in the message it came in. If it is broken there too, "
            "ask the person who sent it to send it once more."
        ),
    ),
    mistyped=(
        N_("There is a mistake in this link"),
        N_(
            "Its address is not quite the one that was sent. Open it by touching it in the "
            "message it came in, or ask the person who sent it to send it once more."
        ),
    ),
)
_RECEIPT = _Words(
    cut_off=(
        N_("The address of this receipt is not complete"),
        N_(
            "The end of it is missing. Open your receipt from where you kept it, or open the link "
            "once more through which you gave something: it leads there too, in the same browser."
        ),
    ),
    mistyped=(
        N_("There is a mistake in this address"),
        N_(
            "It is not quite that of a receipt. Open your receipt from where you kept it, or open "
            "the link once more through which you gave something: it leads there too, in the same "
            "browser."
        ),
    ),
)


def build_short_links(library: Library) -> list[BaseRoute]:
    """The routes for /c/{token} and /r/{receipt}."""

    def open_link(request: Request) -> Response:
        token = as_sent(request.path_params["token"])
        try:
            library.throttle.check("link-token", address_of(request))
            if is_ahead_of_time(request):
                # No page: the browser then asks again when it is opened.
                return Response(status_code=204, headers=_QUIET)
            if only_looks(request):
                library.visits.check_link(token)
                return HTMLResponse(_preview(), headers=_QUIET)
            opened = library.visits.open_session(token, cookie=request.cookies.get(LINK_COOKIE))
        except NotFound:
            return _unknown(token, _LINK)
        except Gone as error:
            # A messenger's preview is read by others than whom the link was sent to.
            told = None if only_looks(request) else library.visits.describe_token(token)
            return _ended(error, told, library.receipts.list_sent(request.cookies.get(LINK_COOKIE)))
        except ChestError as error:
            return _plain_page(error)
        response = RedirectResponse(
            PAGE_OF[opened.status.permission], status_code=303, headers=_QUIET
        )
        keep_link(response, request, library, opened)
        return response

    def open_receipt(request: Request) -> Response:
        receipt = as_sent(request.path_params["receipt"])
        try:
            library.throttle.check("receipt", address_of(request))
            library.receipts.receipt(receipt)
        except NotFound:
            return _unknown(receipt, _RECEIPT)
        except Gone as error:
            return _plain_page(error, title=_("Your receipt"))
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

    def open_nothing(request: Request) -> Response:
        """The address was cut off before the secret in it."""
        return _unknown("", _LINK if request.url.path.startswith("/c") else _RECEIPT)

    return [
        PlainRoute("/c/{token}", open_link, methods=["GET"]),
        PlainRoute("/r/{receipt}", open_receipt, methods=["GET"]),
        *(PlainRoute(path, open_nothing, methods=["GET"]) for path in ("/c", "/c/", "/r", "/r/")),
    ]


def _preview() -> str:
    return _PREVIEW.format(
        language=current().replace("_", "-"),
        title=escape(_("A family's memories")),
        words=escape(_("Open the link to see them. You need no account.")),
        open=escape(_("Open a family's memories")),
    )


def as_sent(token: str) -> str:
    """The secret without what the sentence around it, or a messenger, hung on to its end."""
    return token.strip().rstrip(_HUNG_ON)


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


def _unknown(secret: str, what: _Words) -> HTMLResponse:
    """For an address that is none of ours: cut off, or with a mistake in it. Whose chest it might
    have meant is not told, nor whether there is one."""
    title, sentence = what.cut_off if is_cut_off(secret) else what.mistyped
    return plain_page(title, sentence, status=NotFound.status, headers=_QUIET)


def _ended(error: Gone, link: LinkStatus | None, sent: Sequence[SentGift]) -> HTMLResponse:
    """Why a genuine link opens no longer, and the ways to what this browser sent."""
    if link is None:
        return _plain_page(error)
    ways = {
        f"/r/{gift.receipt}": _(
            "What you sent for {name} on {day}", name=gift.chest_name, day=gift.sent_on
        )
        for gift in sent
    }
    whose = _("The chest of {name}", name=link.name) if link.name else None
    return plain_page(
        link.title, link.sentence, status=error.status, headers=_QUIET, whose=whose, ways=ways
    )


def _plain_page(error: ChestError, *, title: str | None = None) -> HTMLResponse:
    headers = dict(_QUIET)
    if "retry_after" in error.data:
        headers["Retry-After"] = str(error.data["retry_after"])
    return plain_page(title or error.title, error.sentence, status=error.status, headers=headers)
