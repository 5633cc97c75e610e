"""What is answered while there is nothing to show: a sentence, at every address."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.plain_page import plain_page
from api.http.problems import problem_for
from chest.errors import Unavailable

_HEADERS = {"Retry-After": "30", "Cache-Control": "no-store"}
_FOR_PROGRAMS = ("/api/", "/m/")
_TRY_LATER = 1013


class Closed:
    """Answers 503 with the sentence that `because` gives, and lets everything through where it
    gives none. Whether the process lives and is ready may be asked all the same, and the faces in
    which the sentence is set."""

    def __init__(self, app: ASGIApp, *, because: Callable[[], Unavailable | None]) -> None:
        self.app = app
        self._because = because

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        trouble = None if scope["type"] == "lifespan" else self._because()
        if trouble is None or _is_open(scope["path"]):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": _TRY_LATER})
        else:
            # A page asks again by itself: there is nothing to press on it.
            answer = _answer(scope["path"], trouble, {**_HEADERS, "Refresh": "30"})
            await answer(scope, receive, send)


class NotStarted:
    """All that a process answers which could not begin: that it lives, and `trouble`."""

    def __init__(self, app: ASGIApp, *, trouble: Unavailable) -> None:
        self.app = app
        self._trouble = trouble

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": _TRY_LATER})
        elif scope["path"] == "/healthz":
            await PlainTextResponse("ok")(scope, receive, send)
        elif scope["path"] == "/readyz":
            body = {"ready": False, "disk": self._trouble.sentence}
            await JSONResponse(body, status_code=503)(scope, receive, send)
        else:
            await _answer(scope["path"], self._trouble, _HEADERS)(scope, receive, send)


def _is_open(path: str) -> bool:
    """What whoever watches over the process asks, and what the page of the sentence is set in."""
    return path in ("/healthz", "/readyz") or path.startswith("/app/static/fonts/")


def _answer(path: str, trouble: Unavailable, headers: dict[str, str]) -> Response:
    if path.startswith(_FOR_PROGRAMS):
        response: Response = problem_for(trouble)
        response.headers.update(headers)
        return response
    return plain_page(trouble.title, trouble.sentence, status=trouble.status, headers=headers)
