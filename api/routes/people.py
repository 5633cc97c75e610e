"""Who is who in a chest: its people, names that wait to be told apart, and who is on a memory."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Response

from api.http.dependencies import AccountDep, LibraryDep
from api.http.paging import Limit
from api.schemas.assets import OnIt
from api.schemas.base import Page
from api.schemas.people import (
    ConfirmBody,
    Confirmed,
    MeBody,
    MergeBody,
    Person,
    PersonBody,
    PersonChanges,
    PersonOfChest,
    PlaceBody,
    Proposal,
    SplitBody,
)
from chest.models import ProposalState
from chest.people.pictures import MOST_ON_ONE

router = APIRouter(tags=["people"])


@router.get("/chests/{chest_id}/people")
def list_people(
    chest_id: UUID,
    library: LibraryDep,
    viewer: AccountDep,
    cursor: str | None = None,
    limit: Limit = 60,
) -> Page[Person]:
    """Everybody whom the family told apart: the person the chest is about first, then by name."""
    return Page[Person].of(
        library.people.list_page(viewer, chest_id, cursor=cursor, limit=limit), Person.of
    )


@router.post("/chests/{chest_id}/people", status_code=201)
def add_person(
    chest_id: UUID, body: PersonBody, library: LibraryDep, viewer: AccountDep
) -> PersonOfChest:
    return PersonOfChest.told(library.people.add(viewer, chest_id, body.fields()))


@router.put("/chests/{chest_id}/me")
def say_who_i_am(
    chest_id: UUID, body: MeBody, library: LibraryDep, viewer: AccountDep
) -> PersonOfChest:
    """Say what you are to the person the chest is about: "daughter", "vizinha"."""
    return PersonOfChest.told(library.people.say_who_i_am(viewer, chest_id, body.relation))


@router.get("/chests/{chest_id}/people/proposals")
def list_proposals(
    chest_id: UUID,
    library: LibraryDep,
    viewer: AccountDep,
    state: ProposalState = ProposalState.waiting,
    cursor: str | None = None,
    limit: Limit = 20,
) -> Page[Proposal]:
    """Names that stand in memories and about which nobody has decided. For curators."""
    page = library.proposals.list_page(viewer, chest_id, state=state, cursor=cursor, limit=limit)
    return Page[Proposal].of(page, Proposal.of)


@router.post("/people/proposals/{proposal_id}/confirm")
def confirm(
    proposal_id: UUID, body: ConfirmBody, library: LibraryDep, viewer: AccountDep
) -> Confirmed:
    """Say who is meant: one of the people, or somebody new."""
    person_id = library.proposals.confirm(
        viewer, proposal_id, person_id=body.person, fields=body.fields()
    )
    return Confirmed(person_id=person_id)


@router.post("/people/proposals/{proposal_id}/dismiss", status_code=204)
def dismiss(proposal_id: UUID, library: LibraryDep, viewer: AccountDep) -> Response:
    """Nobody is to be told apart by this; it is not proposed again."""
    library.proposals.dismiss(viewer, proposal_id)
    return Response(status_code=204)


@router.post("/people/proposals/{proposal_id}/undo", status_code=204)
def undo(proposal_id: UUID, library: LibraryDep, viewer: AccountDep) -> Response:
    """Let it wait for a decision again."""
    library.proposals.undo(viewer, proposal_id)
    return Response(status_code=204)


@router.get("/people/{person_id}")
def get_person(person_id: UUID, library: LibraryDep, viewer: AccountDep) -> PersonOfChest:
    """Somebody; of whoever was merged, the one they stand for."""
    return PersonOfChest.told(library.people.get(viewer, person_id))


@router.patch("/people/{person_id}")
def edit_person(
    person_id: UUID, body: PersonChanges, library: LibraryDep, viewer: AccountDep
) -> PersonOfChest:
    before = library.people.get(viewer, person_id).person
    changed = library.people.edit(viewer, person_id, body.fields(before), version=body.version)
    return PersonOfChest.told(changed)


@router.delete("/people/{person_id}", status_code=204)
def delete_person(person_id: UUID, library: LibraryDep, viewer: AccountDep) -> Response:
    """Take somebody off the list; for 30 days they can be brought back. No memory goes."""
    library.people.delete(viewer, person_id)
    return Response(status_code=204)


@router.post("/people/{person_id}/restore")
def restore_person(person_id: UUID, library: LibraryDep, viewer: AccountDep) -> PersonOfChest:
    return PersonOfChest.told(library.people.restore(viewer, person_id))


@router.post("/people/{person_id}/merge")
def merge(
    person_id: UUID, body: MergeBody, library: LibraryDep, viewer: AccountDep
) -> PersonOfChest:
    """Both are one: what leads to this one leads to `into`. `part` undoes it."""
    return PersonOfChest.told(library.people.merge(viewer, person_id, body.into))


@router.post("/people/{person_id}/part")
def part(person_id: UUID, library: LibraryDep, viewer: AccountDep) -> PersonOfChest:
    """Undo a merge: whoever was merged is somebody of their own again."""
    return PersonOfChest.told(library.people.part(viewer, person_id))


@router.post("/people/{person_id}/split", status_code=201)
def split(
    person_id: UUID, body: SplitBody, library: LibraryDep, viewer: AccountDep
) -> PersonOfChest:
    """Two were taken for one: makes the second, with these names and memories. Answers them."""
    return PersonOfChest.told(
        library.people.split(
            viewer, person_id, name=body.name, also=body.also, asset_ids=body.assets
        )
    )


@router.get("/assets/{asset_id}/people")
def list_on(asset_id: UUID, library: LibraryDep, viewer: AccountDep) -> list[OnIt]:
    """Who is on a memory, those in boxes first."""
    return [OnIt.of(one) for one in library.in_pictures.list_on(viewer, asset_id)]


@router.put("/assets/{asset_id}/people")
def put_on(
    asset_id: UUID,
    body: Annotated[list[PlaceBody], Body(max_length=MOST_ON_ONE)],
    library: LibraryDep,
    viewer: AccountDep,
) -> list[OnIt]:
    """Let these people be on the memory, and nobody else."""
    places = [one.place for one in body]
    return [OnIt.of(one) for one in library.in_pictures.put_on(viewer, asset_id, places)]
