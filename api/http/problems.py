"""Errors as RFC 9457 problem documents, the same from every route."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from sqlalchemy.exc import DataError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette._utils import get_route_path
from starlette.exceptions import HTTPException
from starlette.routing import Match, Route
from starlette.types import Receive, Scope, Send

from chest.database import explain
from chest.errors import BeingMade, ChestError, Invalid, NotFound, NotSignedIn, TooMany
from language import N_, _, said

log = structlog.get_logger(__name__)

NOT_JSON = N_("What was sent could not be read as JSON. Check it and send the fields again.")
TOO_LONG = N_("This is more than is taken at once. Send long texts and pictures as files.")
_UNKEEPABLE = N_(
    "There is something in what was sent that cannot be kept: a character that is none, or a "
    "number or day without measure. Nothing was changed. Take it out and try again."
)
_NO_BODY = ("missing", ("body",))
_UNWRITABLE = (OverflowError, UnicodeEncodeError)
# What the framework refuses by itself, in its own few words.
_SENTENCES = {
    400: NOT_JSON,
    404: NotFound().sentence,  # marked where it stands
    405: N_(
        "This address does not take this kind of request. What it takes stands under /api/docs."
    ),
    413: TOO_LONG,
    416: N_("The file ends before what was asked for. Content-Range says how long it is."),
}


class Problem(BaseModel):
    """What kept a request from being done. `detail` is a sentence for a person: what happened, what
    is safe, what to do next. Beside it may stand data, such as `current` or `retry_after`."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str


_REFUSALS = {
    401: "Nobody is signed in, or the token has ended.",
    404: "There is nothing here, or it is not for whoever asks.",
    409: "It does not fit the state that this is in; `current`, where it is there, says which.",
    410: "The link or the receipt was genuine, and has ended.",
    413: "This is more than is taken.",
    422: "What was sent cannot be taken as it is.",
    429: "This was tried too often; `retry_after` says for how many seconds to wait.",
}
_CONTENT = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}

PROBLEMS: dict[int | str, dict[str, Any]] = {
    **{
        status: {"description": sentence, "content": _CONTENT}
        for status, sentence in _REFUSALS.items()
    },
    "default": {"description": "Any other refusal or failure.", "content": _CONTENT},
}
"""How every route may refuse, for OpenAPI. `Problem` itself stands there because an answer of
`POST /api/chests/{id}/contributions/review` holds some."""


class ProblemResponse(JSONResponse):
    media_type = "application/problem+json"

    def render(self, content: Any) -> bytes:
        # A sentence may repeat what was sent, and JSON lets half a character through.
        packed = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return packed.encode(errors="replace")


def problem_for(error: ChestError) -> ProblemResponse:
    """The answer for an error of ours: its title and sentence, and its data beside them."""
    name = re.sub(r"(?<!^)(?=[A-Z])", "-", type(error).__name__).lower()
    body: dict[str, Any] = {
        **error.data,
        "type": f"/problems/{name}",
        "title": _(error.title),
        "status": error.status,
        "detail": said(error.sentence),
    }
    told_when = isinstance(error, TooMany | BeingMade)
    headers = {"Retry-After": str(error.data["retry_after"])} if told_when else {}
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return ProblemResponse(jsonable_encoder(body), status_code=error.status, headers=headers)


class NothingHere:
    """Answers every method at an address with `NotFound`."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await problem_for(NotFound())(scope, receive, send)


def describe(error: ChestError) -> Problem:
    """The document that `problem_for` sends, for an answer that tells of several errors."""
    return Problem.model_validate_json(bytes(problem_for(error).body))


class PlainRoute(Route):
    """A route outside of the JSON applications. A method that it does not take would go on to the
    page server, or be refused with a text of the framework's own."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        match, child = super().matches(scope)
        return (Match.FULL if match is Match.PARTIAL else match), child

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.methods and scope["method"] not in self.methods:
            headers = {"Allow": ", ".join(sorted(self.methods))}
            refused = _by_framework(405, _("Method Not Allowed"), headers)
            await refused(scope, receive, send)
        else:
            await self.app(scope, receive, send)


_METHODS = ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")


def _by_framework(
    status: int, title: str, headers: Mapping[str, str] | None = None
) -> ProblemResponse:
    body = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": _(_SENTENCES.get(status, title)),
    }
    return ProblemResponse(body, status_code=status, headers=headers)


def _methods_at(app: FastAPI, scope: Scope) -> set[str]:
    """What may be done at an address. Each method is a route of its own there, and the framework
    names those of the first alone."""
    if described := _described(app, scope):
        return described
    asked = [(method, dict(scope, method=method)) for method in _METHODS]
    return {
        method
        for method, request in asked
        if any(route.matches(request)[0] is Match.FULL for route in app.routes)
    }


def _described(app: FastAPI, scope: Scope) -> set[str]:
    """What may be done at an address that has a name of its own beside some `{id}`: nothing else
    has that name for its id."""
    paths = app.openapi()["paths"] if app.openapi_url else {}
    return {method.upper() for method in paths.get(get_route_path(scope), ())}


def install(app: FastAPI) -> None:
    """Answer every error of this application with a problem document."""

    @app.exception_handler(ChestError)
    def refused(request: Request, error: ChestError) -> ProblemResponse:
        ended = getattr(request.state, "end_of_link", None)
        if isinstance(error, (NotSignedIn, NotFound)) and ended is not None:
            error = ended
        return problem_for(error)

    @app.exception_handler(RequestValidationError)
    def malformed(request: Request, error: RequestValidationError) -> ProblemResponse:
        if any(one["loc"][:1] == ("path",) for one in error.errors()):
            if allowed := _described(app, request.scope):
                headers = {"Allow": ", ".join(sorted(allowed))}
                return _by_framework(405, _("Method Not Allowed"), headers)
            return problem_for(NotFound())  # what is no id names nothing, like any unknown one
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"] if part not in ("body", "query"))
        sentence = f"{where or 'The request'}: {first['msg']}."
        if first["type"] == "json_invalid" or (first["type"], first["loc"]) == _NO_BODY:
            sentence = NOT_JSON
        return problem_for(Invalid(sentence))

    @app.exception_handler(UnicodeEncodeError)
    @app.exception_handler(OverflowError)
    @app.exception_handler(StatementError)
    @app.exception_handler(PoolTimeout)
    def unkeepable(request: Request, error: Exception) -> ProblemResponse:
        """What passed every check, and the database or an encoding could not take after all."""
        if out_of_reach := explain(error):
            log.error("the database failed", path=request.url.path, exc_info=error)
            return problem_for(out_of_reach)
        reason = error.orig if isinstance(error, StatementError) else error
        if not isinstance(error, DataError) and not isinstance(reason, _UNWRITABLE):
            raise error
        log.warning("what was sent cannot be kept", path=request.url.path, exc_info=error)
        return problem_for(Invalid(_UNKEEPABLE))

    @app.exception_handler(HTTPException)
    def refused_by_framework(request: Request, error: HTTPException) -> ProblemResponse:
        headers = error.headers
        if error.status_code == 405:
            headers = {"Allow": ", ".join(sorted(_methods_at(app, request.scope)))}
        return _by_framework(error.status_code, str(error.detail), headers)

    @app.exception_handler(Exception)
    def failed(request: Request, error: Exception) -> ProblemResponse:
        # The path only: a query may hold a signature.
        log.error("request failed", path=request.url.path, exc_info=error)
        return ProblemResponse(
            {
                "type": "/problems/failure",
                "title": _("Something failed here"),
                "status": 500,
                "detail": _(
                    "Something failed on our side. What was saved before is safe. Please try "
                    "again; if it happens again, tell the person who runs this chest."
                ),
            },
            status_code=500,
        )
