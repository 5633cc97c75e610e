"""Memories with the very same bytes: who else gave one, and whether they are shown as one."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from api.http.dependencies import AccountDep, LibraryDep
from api.schemas.copies import CopiesOf

router = APIRouter(tags=["assets"])


@router.get("/assets/{asset_id}/copies")
def list_copies(asset_id: UUID, library: LibraryDep, viewer: AccountDep) -> CopiesOf:
    """The published memories with the same bytes that one sees too, oldest first."""
    return CopiesOf.told(library.copies.get_copies(viewer, asset_id))


@router.post("/assets/{asset_id}/apart")
def show_apart(asset_id: UUID, library: LibraryDep, viewer: AccountDep) -> CopiesOf:
    """Show the memory and its copies each by itself, to everybody. For curators."""
    return CopiesOf.told(library.copies.show_apart(viewer, asset_id))


@router.post("/assets/{asset_id}/together")
def show_as_one(asset_id: UUID, library: LibraryDep, viewer: AccountDep) -> CopiesOf:
    """Show the memory and its copies as one again. For curators."""
    return CopiesOf.told(library.copies.show_as_one(viewer, asset_id))
