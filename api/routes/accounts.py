"""One's own account: its name, its password, and the devices it is signed in on."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from api.http.dependencies import AccountDep, LibraryDep
from api.http.forms import (
    FORM_ANSWERS,
    local_path,
    parse,
    read_body,
    refused,
    see_other,
    with_flash,
)
from api.http.origins import address_of
from api.schemas.accounts import Account, Device
from api.schemas.base import Page
from chest.errors import ChestError
from chest.security.cookies import SESSION_COOKIE
from language import _

router = APIRouter(tags=["auth"])


class Renamed(BaseModel):
    name: str


class PasswordChange(BaseModel):
    current_password: str
    password: str


@router.get("/users/me")
def me(library: LibraryDep, viewer: AccountDep) -> Account:
    """The signed-in account."""
    return Account.model_validate(library.accounts.get(viewer))


@router.patch("/users/me")
def rename(body: Renamed, library: LibraryDep, viewer: AccountDep) -> Account:
    """Change the name by which the family knows this account."""
    return Account.model_validate(library.accounts.rename(viewer, body.name))


@router.post("/auth/change-password", status_code=204, responses=FORM_ANSWERS)
async def change_password(request: Request, library: LibraryDep, viewer: AccountDep) -> Response:
    """Set a new password; the current one is asked for. Every other device is signed out."""
    fields, is_form = await read_body(request)
    back = local_path(fields.get("back"), otherwise="/account")
    try:
        body = parse(PasswordChange, fields)
        change = partial(
            library.accounts.change_password,
            viewer,
            current=body.current_password,
            password=body.password,
            keep=own_token(request),
            address=address_of(request),
        )
        await run_sync(change)
    except ChestError as error:
        if not is_form:
            raise
        return refused(see_other(back), request, error, form="change-password")
    if is_form:
        sentence = _("The new password is set. Every other device is signed out.")
        return with_flash(see_other(back), request, sentence, tone="calm")
    return Response(status_code=204)


@router.get("/auth/sessions")
def list_sessions(request: Request, library: LibraryDep, viewer: AccountDep) -> Page[Device]:
    """Where this account is signed in, this device first. `seen_at` is true to the hour."""
    devices = library.sign_ins.list_devices(viewer, current=own_token(request))
    return Page[Device](items=[Device.model_validate(one) for one in devices], next=None)


@router.delete("/auth/sessions/{session_id}", status_code=204)
def end_session(session_id: UUID, library: LibraryDep, viewer: AccountDep) -> Response:
    """Sign out one device."""
    library.sign_ins.sign_out_device(viewer, session_id)
    return Response(status_code=204)


def own_token(request: Request) -> str | None:
    """The token that this request speaks with: a client's, else the browser's."""
    authorization = request.headers.get("authorization", "")
    if authorization.lower().startswith("bearer "):
        return authorization[7:].strip()
    return request.cookies.get(SESSION_COOKIE)
