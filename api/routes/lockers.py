"""Private chests: made, locked and unlocked by their keepers. No answer here is remembered for a
second try (`Idempotency-Key`): it would keep a code, and what each does is the same twice."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, SecretStr

from api.http.dependencies import AccountDep, LibraryDep
from api.http.formats import SentNumber
from api.http.origins import address_of
from api.schemas.lockers import Code, Locker
from chest.errors import NotFound

router = APIRouter(tags=["lockers"])


class PrivateBody(BaseModel):
    model_config = ConfigDict(extra="forbid")

    label: str
    passphrase: SecretStr
    hours: SentNumber = 12


class TermsBody(BaseModel):
    model_config = ConfigDict(extra="forbid")

    label: str
    hours: SentNumber


class PassphraseBody(BaseModel):
    model_config = ConfigDict(extra="forbid")

    passphrase: SecretStr


@router.get("/chests/{chest_id}/locker")
def find(chest_id: UUID, library: LibraryDep, viewer: AccountDep) -> Locker:
    """For all who belong to the chest, also while it is locked. 404 for one without a key of its
    own."""
    found = library.lockers.find(viewer, chest_id)
    if found is None:
        raise NotFound
    return Locker.model_validate(found)


@router.post("/chests/{chest_id}/locker", status_code=201)
def make_private(
    chest_id: UUID, body: PrivateBody, library: LibraryDep, viewer: AccountDep
) -> Code:
    """Give the chest a key of its own. Who loses passphrase and code has lost the chest: nobody can
    open it for them. Answers 409 for one that has a key."""
    made = library.lockers.make_private(
        viewer,
        chest_id,
        label=body.label,
        passphrase=body.passphrase.get_secret_value(),
        hours=body.hours,
    )
    return Code.model_validate(made)


@router.patch("/chests/{chest_id}/locker")
def change(chest_id: UUID, body: TermsBody, library: LibraryDep, viewer: AccountDep) -> Locker:
    """What it is called while it is locked, and when it locks itself."""
    changed = library.lockers.change(viewer, chest_id, label=body.label, hours=body.hours)
    return Locker.model_validate(changed)


@router.put("/chests/{chest_id}/locker/passphrase")
def set_passphrase(
    chest_id: UUID, body: PassphraseBody, library: LibraryDep, viewer: AccountDep
) -> Locker:
    """Give oneself a passphrase, or another one, while the chest is open."""
    passphrase = body.passphrase.get_secret_value()
    return Locker.model_validate(library.lockers.set_passphrase(viewer, chest_id, passphrase))


@router.post("/chests/{chest_id}/locker/code")
def new_code(chest_id: UUID, library: LibraryDep, viewer: AccountDep) -> Code:
    """Another code for the printed sheet; the one before opens nothing any more."""
    return Code.model_validate(library.lockers.new_code(viewer, chest_id))


@router.post("/chests/{chest_id}/lock", status_code=202)
def lock(chest_id: UUID, library: LibraryDep, viewer: AccountDep) -> Locker:
    """Shut it at once and pack it away; poll `GET /api/chests/{id}/locker` until it is locked. From
    then on every other address about it answers 423 to those who belong to it."""
    return Locker.model_validate(library.lockers.lock(viewer, chest_id))


@router.post("/chests/{chest_id}/unlock", status_code=202)
def unlock(
    chest_id: UUID, body: PassphraseBody, request: Request, library: LibraryDep, viewer: AccountDep
) -> Locker:
    """Open it with a keeper's passphrase or the code; poll `GET /api/chests/{id}/locker` until it
    is open. Answers 422 for a wrong one, 429 after too many."""
    unlocked = library.lockers.unlock(
        viewer,
        chest_id,
        body.passphrase.get_secret_value(),
        address=address_of(request),
    )
    return Locker.model_validate(unlocked)
