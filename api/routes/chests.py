"""Chests, their members and invitations."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, StrictBool

from api.http.dependencies import AccountDep, LibraryDep, ViewerDep
from api.http.formats import SentNumber
from api.http.idempotency import OnceDep
from api.http.origins import base_url_of
from api.http.paging import Limit
from api.schemas.base import Page, Version
from api.schemas.chests import AuditEvent, Chest, Invitation, InvitationOffer, Member
from chest.access.visibility import rank_of
from chest.errors import Invalid, NotFound, Stale
from chest.models import Role
from chest.paging import in_order, page_of, read_id
from language import _

router = APIRouter(tags=["chests"])


class Names(BaseModel):
    middle: str | None = None
    maiden: str | None = None
    nick: str | None = None
    called: str | None = None


class ChestBody(BaseModel):
    """What a keeper enters. Fields that are not sent stay as they are."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = None
    names: Names | None = None
    pronoun: str | None = None
    born: str | None = None
    died: str | None = None
    places: list[str] | None = None
    words: str | None = None
    long_words: str | None = None
    hero: dict[str, Any] | None = None
    time_zone: str | None = None
    southern: StrictBool | None = None
    language: str | None = None
    trusts_members: StrictBool | None = None
    version: SentNumber | None = None

    def changes(self) -> dict[str, Any]:
        sent = self.model_dump(exclude_unset=True, exclude={"version", "names"})
        if self.names is not None:
            names = self.names.model_dump(exclude_unset=True)
            sent |= {k if k == "called" else f"{k}_name": v for k, v in names.items()}
        return sent


class MemberBody(BaseModel):
    role: Role


class InvitationBody(BaseModel):
    role: Role
    email: str | None = None


@router.post("/chests", status_code=201)
def create(body: ChestBody, library: LibraryDep, viewer: AccountDep, once: OnceDep) -> Chest:
    changes = body.changes()
    changes.pop("hero", None)  # a new chest has no pictures yet

    def work() -> dict[str, Any]:
        return {"id": str(library.chests.create(viewer, **changes).id)}

    made = once.run(viewer, body, work)
    return Chest.of(library.chests.get(viewer, UUID(made["id"])))


@router.get("/chests")
def list_mine(
    library: LibraryDep,
    viewer: AccountDep,
    deleted: bool = False,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[Chest]:
    """The chests of the account, oldest first; with `deleted`, those that can be restored."""
    page = page_of(
        library.chests.list_chests(viewer, deleted=deleted),
        place=lambda chest: (in_order(chest.created_at), str(chest.id)),
        cursor=cursor,
        limit=limit,
    )
    return Page[Chest].of(page, Chest.of)


@router.get("/chests/{chest_id}")
def get(chest_id: UUID, library: LibraryDep, viewer: ViewerDep) -> Chest:
    return Chest.of(library.chests.get(viewer, chest_id))


@router.patch("/chests/{chest_id}")
def edit(chest_id: UUID, body: ChestBody, library: LibraryDep, viewer: AccountDep) -> Chest:
    """Change some fields; answers 409 with `current`, the chest as GET tells it, when `version` is
    not the newest."""
    if body.version is None:
        raise Invalid(_("Send the version that your change is based on."))
    try:
        chest = library.chests.edit(viewer, chest_id, version=body.version, changes=body.changes())
    except Stale as error:
        current = Chest.of(library.chests.get(viewer, chest_id))
        raise Stale(current.as_json()) from error
    return Chest.of(chest)


@router.delete("/chests/{chest_id}", status_code=204)
def delete(chest_id: UUID, library: LibraryDep, viewer: AccountDep) -> Response:
    library.chests.delete(viewer, chest_id)
    return Response(status_code=204)


@router.post("/chests/{chest_id}/restore")
def restore(chest_id: UUID, library: LibraryDep, viewer: AccountDep) -> Chest:
    return Chest.of(library.chests.restore(viewer, chest_id))


@router.get("/chests/{chest_id}/version")
def version(chest_id: UUID, library: LibraryDep, viewer: ViewerDep) -> Version:
    """Changes when anything the viewer sees in the chest does; what open pages ask for."""
    return Version(version=library.chests.pulse(viewer, chest_id))


@router.get("/chests/{chest_id}/members")
def list_members(
    chest_id: UUID,
    library: LibraryDep,
    viewer: AccountDep,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[Member]:
    """Everyone in the chest, keepers first."""
    page = page_of(
        library.members.list_members(viewer, chest_id),
        place=lambda one: (_below(one.role), in_order(one.since), str(one.account_id)),
        cursor=cursor,
        limit=limit,
    )
    return Page[Member].of(page, Member.model_validate)


def _below(role: Role) -> str:
    """How far a role is below the highest, as text that sorts."""
    return str(rank_of(Role.keeper) - rank_of(role))


@router.get("/chests/{chest_id}/members/{account_id}")
def get_member(chest_id: UUID, account_id: UUID, library: LibraryDep, viewer: AccountDep) -> Member:
    for member in library.members.list_members(viewer, chest_id):
        if member.account_id == account_id:
            return Member.model_validate(member)
    raise NotFound


@router.put("/chests/{chest_id}/members/{account_id}", status_code=204)
def set_role(
    chest_id: UUID, account_id: UUID, body: MemberBody, library: LibraryDep, viewer: AccountDep
) -> Response:
    library.members.set_role(viewer, chest_id, account_id=account_id, role=body.role)
    return Response(status_code=204)


@router.delete("/chests/{chest_id}/members/{account_id}", status_code=204)
def remove_member(
    chest_id: UUID,
    account_id: UUID,
    library: LibraryDep,
    viewer: AccountDep,
    close_links: bool = False,
) -> Response:
    """Remove a member, or leave. `close_links` ends the share links that they made as well."""
    library.members.remove(viewer, chest_id, account_id=account_id, close_links=close_links)
    return Response(status_code=204)


@router.get("/chests/{chest_id}/audit")
def list_audit(
    chest_id: UUID,
    library: LibraryDep,
    viewer: AccountDep,
    limit: Limit = 50,
    cursor: str | None = None,
) -> Page[AuditEvent]:
    """Who did what, newest first; for keepers."""
    events = library.chests.list_audit(viewer, chest_id, before=read_id(cursor), limit=limit + 1)
    items = [AuditEvent.model_validate(event) for event in events[:limit]]
    return Page[AuditEvent](items=items, next=str(items[-1].id) if len(events) > limit else None)


@router.post("/chests/{chest_id}/invitations", status_code=201)
def invite(
    chest_id: UUID,
    body: InvitationBody,
    request: Request,
    library: LibraryDep,
    viewer: AccountDep,
    once: OnceDep,
) -> InvitationOffer:
    """An invitation to pass on. The link is told once, and again only to whoever repeats this with
    the same Idempotency-Key. With `email`, and where a mail server is set up, a letter with it goes
    there: at most 30 a day of one keeper, then 429."""
    token_of = library.signer.invitation_token
    base = base_url_of(request, library.settings)

    def work() -> dict[str, Any]:
        offer = library.invitations.invite(
            viewer,
            chest_id,
            role=body.role,
            email=body.email,
            token_of=token_of,
            base_url=base,
        )
        return {"id": str(offer.id)}

    made = UUID(once.run(viewer, body, work)["id"])
    offer = library.invitations.get(viewer, chest_id, made)
    return InvitationOffer(
        id=offer.id,
        role=offer.role,
        email=offer.email,
        expires_at=offer.expires_at,
        url=f"{base}/?invitation={token_of(offer.id)}",
        is_mailed=library.invitations.goes_by_mail(offer.email),
    )


@router.get("/chests/{chest_id}/invitations")
def list_invitations(
    chest_id: UUID,
    library: LibraryDep,
    viewer: AccountDep,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[Invitation]:
    """The invitations that are open, newest first; for keepers. Their links are not told again."""
    page = page_of(
        library.invitations.list_invitations(viewer, chest_id),
        place=lambda one: (str(one.id),),
        cursor=cursor,
        limit=limit,
        descending=True,
    )
    return Page[Invitation].of(page, Invitation.model_validate)


@router.delete("/chests/{chest_id}/invitations/{invitation_id}", status_code=204)
def revoke_invitation(
    chest_id: UUID, invitation_id: UUID, library: LibraryDep, viewer: AccountDep
) -> Response:
    library.invitations.revoke_invitation(viewer, chest_id, invitation_id=invitation_id)
    return Response(status_code=204)
