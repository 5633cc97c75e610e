"""Chests, their members and invitations."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict

from api.dependencies import AccountDep, LibraryDep, ViewerDep
from api.idempotency import OnceDep
from api.origins import base_url_of
from api.paging import Limit, in_order, page_of
from api.times import rfc3339
from chest.chests.manager import ChestView
from chest.chests.members import MemberView
from chest.errors import Invalid, NotFound, Stale
from chest.models import Role

router = APIRouter(tags=["chests"])


class Names(BaseModel):
    middle: str | None = None
    maiden: str | None = None
    nick: str | None = None


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
    southern: bool | None = None
    language: str | None = None
    trusts_members: bool | None = None
    version: int | None = None

    def changes(self) -> dict[str, Any]:
        sent = self.model_dump(exclude_unset=True, exclude={"version", "names"})
        if self.names is not None:
            sent |= {f"{k}_name": v for k, v in self.names.model_dump(exclude_unset=True).items()}
        return sent


class MemberBody(BaseModel):
    role: Role


class InvitationBody(BaseModel):
    role: Role
    email: str | None = None


_RANKS = {Role.keeper: "0", Role.curator: "1", Role.member: "2", Role.viewer: "3"}


def member_json(member: MemberView) -> dict[str, Any]:
    return {
        "account_id": str(member.account_id),
        "name": member.name,
        "email": member.email,
        "role": member.role.value,
        "since": rfc3339(member.since),
    }


def chest_json(chest: ChestView) -> dict[str, Any]:
    hero = None
    if chest.hero_asset_id is not None:
        hero = {
            "asset_id": str(chest.hero_asset_id),
            "crop": list(chest.hero_crop) if chest.hero_crop else None,
        }
    return {
        "id": str(chest.id),
        "name": chest.name,
        "names": {
            "middle": chest.middle_name,
            "maiden": chest.maiden_name,
            "nick": chest.nick_name,
        },
        "pronoun": chest.pronoun.value,
        "born": chest.born,
        "died": chest.died,
        "places": list(chest.places),
        "words": chest.words,
        "long_words": chest.long_words,
        "hero": hero,
        "time_zone": chest.time_zone,
        "southern": chest.southern,
        "language": chest.language,
        "trusts_members": chest.trusts_members,
        "counts": chest.counts,
        "role": chest.role.value if chest.role else None,
        "created_at": rfc3339(chest.created_at),
        "version": chest.version,
        "deleted_at": rfc3339(chest.deleted_at),
    }


@router.post("/chests", status_code=201)
def create(
    body: ChestBody, library: LibraryDep, viewer: AccountDep, once: OnceDep
) -> dict[str, Any]:
    changes = body.changes()
    changes.pop("hero", None)  # a new chest has no pictures yet

    def work() -> dict[str, Any]:
        return {"id": str(library.chests.create(viewer, **changes).id)}

    made = once.run(viewer, body, work)
    return chest_json(library.chests.get(viewer, UUID(made["id"])))


@router.get("/chests")
def list_mine(
    library: LibraryDep,
    viewer: AccountDep,
    deleted: bool = False,
    cursor: str | None = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """The chests of the account, oldest first; with `deleted`, those that can be restored."""
    chests, after = page_of(
        library.chests.list_mine(viewer, deleted=deleted),
        place=lambda chest: (in_order(chest.created_at), str(chest.id)),
        cursor=cursor,
        limit=limit,
    )
    return {"items": [chest_json(chest) for chest in chests], "next": after}


@router.get("/chests/{chest_id}")
def get(chest_id: UUID, library: LibraryDep, viewer: ViewerDep) -> dict[str, Any]:
    return chest_json(library.chests.get(viewer, chest_id))


@router.patch("/chests/{chest_id}")
def edit(
    chest_id: UUID, body: ChestBody, library: LibraryDep, viewer: AccountDep
) -> dict[str, Any]:
    """Change some fields; answers 409 with `current`, the chest as GET tells it, when `version` is
    not the newest."""
    if body.version is None:
        raise Invalid("Send the version that your change is based on.")
    try:
        chest = library.chests.edit(viewer, chest_id, version=body.version, changes=body.changes())
    except Stale as error:
        raise Stale(chest_json(library.chests.get(viewer, chest_id))) from error
    return chest_json(chest)


@router.delete("/chests/{chest_id}", status_code=204)
def delete(chest_id: UUID, library: LibraryDep, viewer: AccountDep) -> Response:
    library.chests.delete(viewer, chest_id)
    return Response(status_code=204)


@router.post("/chests/{chest_id}/restore")
def restore(chest_id: UUID, library: LibraryDep, viewer: AccountDep) -> dict[str, Any]:
    return chest_json(library.chests.restore(viewer, chest_id))


@router.get("/chests/{chest_id}/version")
def version(chest_id: UUID, library: LibraryDep, viewer: ViewerDep) -> dict[str, str]:
    """Changes when anything the viewer sees in the chest does; what open pages ask for."""
    return {"version": library.chests.pulse(viewer, chest_id)}


@router.get("/chests/{chest_id}/members")
def list_members(
    chest_id: UUID,
    library: LibraryDep,
    viewer: AccountDep,
    cursor: str | None = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Everyone in the chest, keepers first."""
    members, after = page_of(
        library.members.list_members(viewer, chest_id),
        place=lambda one: (_RANKS[one.role], in_order(one.since), str(one.account_id)),
        cursor=cursor,
        limit=limit,
    )
    return {"items": [member_json(one) for one in members], "next": after}


@router.get("/chests/{chest_id}/members/{account_id}")
def get_member(
    chest_id: UUID, account_id: UUID, library: LibraryDep, viewer: AccountDep
) -> dict[str, Any]:
    for member in library.members.list_members(viewer, chest_id):
        if member.account_id == account_id:
            return member_json(member)
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
    cursor: UUID | None = None,
) -> dict[str, Any]:
    """Who did what, newest first; for keepers."""
    events = library.chests.list_audit(viewer, chest_id, before=cursor, limit=limit + 1)
    items = [
        {
            "id": str(event.id),
            "at": rfc3339(event.at),
            "actor": event.actor,
            "action": event.action,
            "subject_type": event.subject_type,
            "subject_id": event.subject_id,
        }
        for event in events[:limit]
    ]
    return {"items": items, "next": items[-1]["id"] if len(events) > limit else None}


@router.post("/chests/{chest_id}/invitations", status_code=201)
def invite(
    chest_id: UUID,
    body: InvitationBody,
    request: Request,
    library: LibraryDep,
    viewer: AccountDep,
    once: OnceDep,
) -> dict[str, Any]:
    """An invitation to pass on. The link is told once, and again only to whoever repeats this with
    the same Idempotency-Key."""
    token_of = library.signer.invitation_token

    def work() -> dict[str, Any]:
        offer = library.members.invite(
            viewer, chest_id, role=body.role, email=body.email, token_of=token_of
        )
        return {
            "id": str(offer.id),
            "role": offer.role.value,
            "email": offer.email,
            "expires_at": rfc3339(offer.expires_at),
        }

    made = once.run(viewer, body, work)
    base = base_url_of(request, library.settings)
    return made | {"url": f"{base}/?invitation={token_of(UUID(made['id']))}"}


@router.get("/chests/{chest_id}/invitations")
def list_invitations(
    chest_id: UUID,
    library: LibraryDep,
    viewer: AccountDep,
    cursor: str | None = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """The invitations that are open, newest first; for keepers. Their links are not told again."""
    invitations, after = page_of(
        library.members.list_invitations(viewer, chest_id),
        place=lambda one: (str(one.id),),
        cursor=cursor,
        limit=limit,
        descending=True,
    )
    items = [
        {
            "id": str(one.id),
            "role": one.role.value,
            "email": one.email,
            "invited_by": one.invited_by,
            "created_at": rfc3339(one.created_at),
            "expires_at": rfc3339(one.expires_at),
        }
        for one in invitations
    ]
    return {"items": items, "next": after}


@router.delete("/chests/{chest_id}/invitations/{invitation_id}", status_code=204)
def revoke_invitation(
    chest_id: UUID, invitation_id: UUID, library: LibraryDep, viewer: AccountDep
) -> Response:
    library.members.revoke_invitation(viewer, chest_id, invitation_id=invitation_id)
    return Response(status_code=204)
