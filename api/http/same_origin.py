"""One rule for requests and websockets: sent to one of our own names, and by a page of ours.

Cookies know no ports: whatever else listens on this machine is the "same site" to a browser, which
sends our cookies along with what its pages ask of us. So an origin counts when its scheme, host and
port are ours, and no other does.
"""

from __future__ import annotations

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from api.http.origins import own_address, scheme_of
from api.http.plain_page import plain_page
from api.http.problems import ProblemResponse
from chest.security.addresses import OWN_ADDRESS
from chest.security.cookies import LINK_COOKIE, RECEIPT_COOKIE, SESSION_COOKIE
from chest.security.hosts import Hosts
from language import N_, _

log = structlog.get_logger(__name__)

COOKIES = frozenset({SESSION_COOKIE, LINK_COOKIE, RECEIPT_COOKIE})
TOKENS = ("x-share-token", "x-receipt")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# Whoever looks after servers asks them by any address, and they tell nothing of anyone.
_FOR_ANY_HOST = ("/healthz", "/readyz")

_UNKNOWN_HOST = N_(
    "This chest does not know itself by the address that was asked for. Whoever runs it can name "
    "that address in CHEST_PUBLIC_URL, or its host in CHEST_ALLOWED_HOSTS; the README says how."
)
_CROSS_ORIGIN = N_(
    "This request came from another site and was not carried out. Open the chest itself and try "
    "again."
)


class SameOrigin:
    """Refuses what is sent to a name that is not ours (421), unsafe requests that carry one of our
    cookies and come from another origin (403), and websockets of another origin (closed with 1008
    before they are accepted).

    Requests without our cookies speak for nobody, or carry a token. No other site can add that, so
    it also lets a client through that keeps the cookie of a link and is no browser. A websocket
    carries nothing of the kind: one with a cookie and without an origin is refused.

    What passes is told the address at which this server took it, in the header `OWN_ADDRESS`; one
    that was sent along is taken out.
    """

    def __init__(self, app: ASGIApp, *, hosts: Hosts, public_url: str = "") -> None:
        self.app = app
        self.hosts = hosts
        self.public_url = public_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        refusal = self._refuse(scope, Headers(scope=scope))
        if refusal is None:
            await self.app(self._told(scope), receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(1008)(scope, receive, send)
        else:
            await refusal(scope, receive, send)

    def _refuse(self, scope: Scope, headers: Headers) -> Response | None:
        server = (scope.get("server") or ("", None))[0]
        if not self.hosts.is_own(headers.get("host", ""), server=server):
            return None if scope["path"] in _FOR_ANY_HOST else _unknown_host(headers)
        if scope["type"] == "websocket":
            return None if self._may_open(scope, headers) else _cross_origin()
        if scope["method"] in SAFE or self._comes_from_here(scope, headers):
            return None
        return _cross_origin()

    def _may_open(self, scope: Scope, headers: Headers) -> bool:
        origin = headers.get("origin")
        if origin is None:
            return "cookie" not in headers
        if self._is_same(origin, scope, headers):
            return True
        log.warning("a websocket of another origin was refused", origin=origin[:200])
        return False

    def _comes_from_here(self, scope: Scope, headers: Headers) -> bool:
        origin = headers.get("origin")
        site = headers.get("sec-fetch-site")
        if origin is not None:
            return self._is_same(origin, scope, headers)
        if site is not None:
            return site in ("same-origin", "none")
        if any(name in headers for name in TOKENS):
            return True
        if headers.get("authorization", "").lower().startswith("bearer "):
            return True
        return COOKIES.isdisjoint(HTTPConnection(scope).cookies)

    def _is_same(self, origin: str, scope: Scope, headers: Headers) -> bool:
        return self.hosts.is_same(origin, scheme=scheme_of(scope), host=headers.get("host", ""))

    def _told(self, scope: Scope) -> Scope:
        scope = {**scope, "headers": list(scope["headers"])}
        headers = MutableHeaders(scope=scope)
        headers[OWN_ADDRESS] = own_address(scope, self.public_url)
        if scope["type"] == "websocket" and "origin" in headers:
            # The page server would ask a server on the internet who we are wherever the two differ,
            # as they may behind a proxy, while everybody waits.
            headers["host"] = headers["origin"].partition("://")[2]
        return scope


def _unknown_host(headers: Headers) -> Response:
    if "text/html" in headers.get("accept", ""):
        return plain_page(_("This address is not known here"), _(_UNKNOWN_HOST), status=421)
    return _problem(421, "unknown-host", _("This address is not known here"), _(_UNKNOWN_HOST))


def _cross_origin() -> Response:
    return _problem(403, "cross-origin", _("This came from another site"), _(_CROSS_ORIGIN))


def _problem(status: int, name: str, title: str, sentence: str) -> Response:
    body = {"type": f"/problems/{name}", "title": title, "status": status, "detail": sentence}
    return ProblemResponse(body, status_code=status)
