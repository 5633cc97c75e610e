"""What belongs to a memory and is shown with it: its moment, what it was before, its raw."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from api.http.dependencies import AccountDep, LibraryDep
from api.schemas.pairs import CompanionsOf

router = APIRouter(tags=["assets"])


@router.get("/assets/{asset_id}/companions")
def list_companions(asset_id: UUID, library: LibraryDep, viewer: AccountDep) -> CompanionsOf:
    """What belongs to the memory, or to the one that it belongs to."""
    return CompanionsOf.told(library.pairs.get_companions(viewer, asset_id), viewer, library)


@router.post("/assets/{asset_id}/companions/apart")
def show_companions_apart(asset_id: UUID, library: LibraryDep, viewer: AccountDep) -> CompanionsOf:
    """Show each by itself, to everybody. For whoever may change the memory."""
    return CompanionsOf.told(library.pairs.show_apart(viewer, asset_id), viewer, library)


@router.post("/assets/{asset_id}/companions/together")
def show_companions_as_one(asset_id: UUID, library: LibraryDep, viewer: AccountDep) -> CompanionsOf:
    """Show them as one again. For whoever may change the memory."""
    return CompanionsOf.told(library.pairs.show_as_one(viewer, asset_id), viewer, library)
