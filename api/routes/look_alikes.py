"""Pictures that may be the same one: which, and what curators decide about them."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from api.http.dependencies import AccountDep, LibraryDep
from api.schemas.base import Page
from api.schemas.look_alikes import Decided, DecisionBody, LookAlikes
from chest.errors import Invalid
from language import _

router = APIRouter(tags=["assets"])


@router.get("/chests/{chest_id}/look-alikes")
def list_look_alikes(chest_id: UUID, library: LibraryDep, viewer: AccountDep) -> Page[LookAlikes]:
    """Pairs of pictures that may be the same one and about which nobody has decided, nearest
    first: nothing is merged by itself. For curators."""
    found = library.look_alikes.list_pairs(viewer, chest_id)
    items = [LookAlikes(first=one.first, second=one.second, nearness=one.nearness) for one in found]
    return Page[LookAlikes](items=items, next=None)


@router.post("/chests/{chest_id}/look-alikes")
def decide(chest_id: UUID, body: DecisionBody, library: LibraryDep, viewer: AccountDep) -> Decided:
    """Keep them all, show one of them for all, or take back what was decided. For curators; twice
    is no error."""
    decided = library.look_alikes
    if (body.shown is None) is (body.decision == "fold"):
        raise Invalid(_("Say which of them is to be shown."), field="shown")
    if body.shown is not None:
        return Decided(changed=decided.fold(viewer, chest_id, body.ids, shown=body.shown))
    act = decided.keep if body.decision == "keep" else decided.reopen
    return Decided(changed=act(viewer, chest_id, body.ids))
