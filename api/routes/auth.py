"""Signing up, in and out. JSON for clients; the same paths take a browser's form and answer 303,
because a page cannot set an HttpOnly cookie but a form's answer can."""

from __future__ import annotations

from functools import partial

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.background import BackgroundTask

from api.http.dependencies import AccountDep, LibraryDep
from api.http.forms import (
    FORM_ANSWERS,
    device_of,
    local_path,
    parse,
    read_body,
    refused,
    see_other,
    with_flash,
)
from api.http.origins import address_of, base_url_of, is_secure
from api.schemas.accounts import Account, Notice, Tokens
from chest.accounts.manager import BROWSER_LIFETIME
from chest.errors import ChestError, Invalid, NotSignedIn
from chest.library import Library
from chest.security.cookies import SESSION_COOKIE
from language import N_, _

router = APIRouter(tags=["auth"])

_ON_ITS_WAY = N_("If there is an account with this address, a letter is on its way.")
_LIES_HERE = N_(
    "If there is an account with this address, a letter to it is written. No mail server is set "
    "up here, so the letter lies in a folder on the computer on which the chest runs. Whoever "
    "runs that computer can give it to you, or set a new password for you."
)


class SignUp(BaseModel):
    email: str
    password: str
    name: str
    setup_code: str | None = None
    invitation: str | None = None


class SignIn(BaseModel):
    email: str
    password: str


class Forgotten(BaseModel):
    email: str


class Reset(BaseModel):
    token: str
    password: str


class Refresh(BaseModel):
    refresh_token: str


def sign_in_cookie(response: Response, request: Request, token: str) -> None:
    library: Library = request.app.state.library
    response.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=int(BROWSER_LIFETIME.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=is_secure(request, library.settings),
        path="/",
    )


@router.post("/auth/signup", status_code=201, response_model=Account, responses=FORM_ANSWERS)
async def sign_up(request: Request, library: LibraryDep) -> Response:
    """Make an account and sign it in."""
    fields, is_form = await read_body(request)
    next_path = local_path(fields.pop("next", None))
    if is_form:
        fields["name"] = fields.get("full_name", "")  # as the page's form calls it
    try:
        body = parse(SignUp, fields)
        address = address_of(request)
        account = await run_sync(
            partial(library.accounts.sign_up, **body.model_dump(), address=address)
        )
        token = await run_sync(
            partial(
                library.accounts.sign_in,
                email=body.email,
                password=body.password,
                address=address,
                device=device_of(request),
            )
        )
    except ChestError as error:
        if not is_form:
            raise
        back = local_path(fields.get("back"))
        kept = {k: fields.get(k, "") for k in ("email", "full_name", "setup_code")}
        return refused(see_other(back), request, error, form="signup", **kept)
    response: Response = (
        see_other(next_path)
        if is_form
        else JSONResponse(Account.model_validate(account).as_json(), status_code=201)
    )
    sign_in_cookie(response, request, token)
    return response


@router.post("/auth/login", response_model=Tokens, responses=FORM_ANSWERS)
async def sign_in(request: Request, library: LibraryDep) -> Response:
    """Sign in. A client gets tokens, and the cookie as well; a form gets the cookie."""
    fields, is_form = await read_body(request)
    next_path = local_path(fields.pop("next", None))
    try:
        body = parse(SignIn, fields)
        enter = partial(library.accounts.sign_in, **body.model_dump(), device=device_of(request))
        try:
            token = await run_sync(partial(enter, address=address_of(request)))
        except Invalid as error:
            wrong = NotSignedIn(error.sentence)
            wrong.data |= error.data
            raise wrong from error
        pair = None if is_form else await run_sync(library.sign_ins.tokens_for, token)
    except ChestError as error:
        if not is_form:
            raise
        flashed = see_other(local_path(fields.get("back")))
        return refused(flashed, request, error, form="login", email=fields.get("email", ""))
    response: Response = (
        see_other(next_path) if pair is None else JSONResponse(Tokens.of(pair).as_json())
    )
    sign_in_cookie(response, request, token)
    return response


@router.post("/auth/refresh-token")
def refresh(body: Refresh, library: LibraryDep) -> Tokens:
    """A new pair; the token sent is used up. Using one twice ends the whole family."""
    return Tokens.of(library.sign_ins.refresh(body.refresh_token))


@router.post(
    "/auth/forgot-password", status_code=202, response_model=Notice, responses=FORM_ANSWERS
)
async def forgot_password(request: Request, library: LibraryDep) -> Response:
    """Send a letter with which a new password can be set. The same answer for every address."""
    fields, is_form = await read_body(request)
    try:
        body = parse(Forgotten, fields)
        base_url = base_url_of(request, library.settings)
        ask = partial(library.passwords.ask, email=body.email, base_url=base_url)
        send = await run_sync(partial(ask, address=address_of(request)))
    except ChestError as error:
        if not is_form:
            raise
        kept = {"email": fields.get("email", "")}
        flashed = see_other("/?forgot=1")
        return refused(flashed, request, error, form="forgot-password", **kept)
    # By the settings alone: it must be the same whether there is an account or not.
    sentence = _(_ON_ITS_WAY) if library.letters.goes_by_mail else _(_LIES_HERE)
    response: Response = (
        with_flash(see_other("/"), request, sentence, tone="calm")
        if is_form
        else JSONResponse(Notice(detail=sentence).as_json(), status_code=202)
    )
    # After the answer, which then takes as long for an unknown address as for a known one.
    response.background = BackgroundTask(send)
    return response


@router.post("/auth/reset-password", status_code=204, responses=FORM_ANSWERS)
async def reset_password(request: Request, library: LibraryDep) -> Response:
    """Set a new password with the token from the letter; every session ends."""
    fields, is_form = await read_body(request)
    try:
        body = parse(Reset, fields)
        await run_sync(partial(library.passwords.reset, **body.model_dump()))
    except ChestError as error:
        if not is_form:
            raise
        back = local_path(fields.get("back"))
        return refused(see_other(back), request, error, form="reset-password")
    if is_form:
        sentence = _("The new password is set. Sign in with it.")
        return with_flash(see_other("/"), request, sentence, tone="calm")
    return Response(status_code=204)


@router.post("/auth/logout", status_code=204, responses=FORM_ANSWERS)
def sign_out(request: Request, library: LibraryDep) -> Response:
    """End this session. A browser's form is sent home."""
    library.sign_ins.sign_out(request.cookies.get(SESSION_COOKIE))
    authorization = request.headers.get("authorization", "")
    if authorization.lower().startswith("bearer "):
        library.sign_ins.sign_out(authorization[7:].strip())
    return _signed_out(request)


@router.post("/auth/logout-everywhere", status_code=204, responses=FORM_ANSWERS)
def sign_out_everywhere(request: Request, library: LibraryDep, viewer: AccountDep) -> Response:
    """End every session of this account, on every device."""
    library.sign_ins.sign_out_everywhere(viewer)
    return _signed_out(request)


def _signed_out(request: Request) -> Response:
    is_form = "application/x-www-form-urlencoded" in request.headers.get("content-type", "")
    response: Response = see_other("/") if is_form else Response(status_code=204)
    response.delete_cookie(SESSION_COOKIE, path="/")
    # Private pictures must not stay in the browser of a shared computer.
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
