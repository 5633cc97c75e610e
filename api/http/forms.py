"""What pages send by plain forms, read the same way as JSON, and how a form is answered: with 303
to the next page, and a sentence for it to say."""

from __future__ import annotations

import json
import secrets
from typing import Any, TypeVar
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ValidationError

from api.http.origins import is_secure
from api.http.problems import NOT_JSON
from chest.accounts.devices import say_device
from chest.errors import ChestError, Invalid
from chest.library import Library
from chest.security.cookies import FLASH_COOKIE
from language import _

FORM_ANSWERS: dict[int | str, dict[str, Any]] = {
    303: {"description": "To a browser's form: the next page, and a sentence for it to say."}
}
"""How routes answer a form, for OpenAPI."""

Body = TypeVar("Body", bound=BaseModel)


async def read_body(request: Request) -> tuple[dict[str, Any], bool]:
    """(fields, whether they came from a browser's form)."""
    content_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        async with request.form() as form:
            return {k: v for k, v in form.items() if isinstance(v, str)}, True
    try:
        body = await request.json()
    except (ValueError, RecursionError) as error:
        raise Invalid(NOT_JSON) from error
    if not isinstance(body, dict):
        raise Invalid(_("Send the fields as one JSON object."))
    return body, False


def parse(kind: type[Body], fields: dict[str, Any]) -> Body:
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        raise Invalid(f"{'.'.join(map(str, first['loc']))}: {first['msg']}.") from error


def local_path(path: object, *, otherwise: str = "/") -> str:
    """`path` when it leads into this site and nowhere else."""
    if (
        not isinstance(path, str)
        or not path.startswith("/")
        or path.startswith(("//", "/\\"))
        or "\n" in path
    ):
        return otherwise
    return path


def see_other(path: str) -> RedirectResponse:
    """On to the next page, which says nothing of what was said before this."""
    response = RedirectResponse(path, status_code=303, headers={"Cache-Control": "no-store"})
    response.delete_cookie(FLASH_COOKIE)
    return response


def with_flash(response: Response, request: Request, sentence: str, **kept: str) -> Response:
    """Let the next page say this sentence once, and keep what was typed (never a password)."""
    library: Library = request.app.state.library
    value = quote(json.dumps({"id": secrets.token_hex(4), "sentence": sentence, **kept}))
    response.set_cookie(
        FLASH_COOKIE,
        value,
        max_age=20,
        httponly=True,
        samesite="lax",
        secure=is_secure(request, library.settings),
    )
    return response


def device_of(request: Request) -> str:
    """What the request comes from, in words."""
    return say_device(request.headers.get("user-agent", ""))


def refused(
    response: Response, request: Request, error: ChestError, *, form: str, **kept: str
) -> Response:
    """`with_flash` for what kept a form from being taken: the page says it at the field that the
    error names, in this form and no other."""
    field = _FORM_FIELDS.get(str(error.data.get("field", "")), "")
    return with_flash(response, request, error.sentence, form=form, field=field, **kept)


# How errors name what the pages' forms ask for, and how those call it.
_FORM_FIELDS = {
    "email": "email",
    "password": "password",
    "current_password": "current_password",
    "setup_code": "setup_code",
    "name": "full_name",
}
