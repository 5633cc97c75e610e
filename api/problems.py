"""Errors as RFC 9457 problem documents, the same from every route."""

from __future__ import annotations

import re
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from chest.errors import ChestError, TooMany

log = structlog.get_logger(__name__)


class Problem(JSONResponse):
    media_type = "application/problem+json"


def problem_for(error: ChestError) -> Problem:
    """The document for an error of ours: its title and sentence, and its data beside them."""
    name = re.sub(r"(?<!^)(?=[A-Z])", "-", type(error).__name__).lower()
    body: dict[str, Any] = {
        **error.data,
        "type": f"/problems/{name}",
        "title": error.title,
        "status": error.status,
        "detail": error.sentence,
    }
    headers = {"Retry-After": str(error.data["retry_after"])} if isinstance(error, TooMany) else {}
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return Problem(jsonable_encoder(body), status_code=error.status, headers=headers)


def install(app: FastAPI) -> None:
    """Answer every error of this application with a problem document."""

    @app.exception_handler(ChestError)
    def refused(request: Request, error: ChestError) -> Problem:
        return problem_for(error)

    @app.exception_handler(RequestValidationError)
    def malformed(request: Request, error: RequestValidationError) -> Problem:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"] if part not in ("body", "query"))
        return Problem(
            {
                "type": "/problems/invalid",
                "title": "Please check what you entered",
                "status": 422,
                "detail": f"{where or 'The request'}: {first['msg']}.",
            },
            status_code=422,
        )

    @app.exception_handler(HTTPException)
    def refused_by_framework(request: Request, error: HTTPException) -> Problem:
        return Problem(
            {
                "type": "about:blank",
                "title": str(error.detail),
                "status": error.status_code,
                "detail": str(error.detail),
            },
            status_code=error.status_code,
            headers=dict(error.headers or {}),
        )

    @app.exception_handler(Exception)
    def failed(request: Request, error: Exception) -> Problem:
        # The path only: a query may hold a signature.
        log.error("request failed", path=request.url.path, exc_info=error)
        return Problem(
            {
                "type": "/problems/failure",
                "title": "Something failed here",
                "status": 500,
                "detail": "Something failed on our side. What was saved before is safe. "
                "Please try again; if it happens again, tell the person who runs this chest.",
            },
            status_code=500,
        )
