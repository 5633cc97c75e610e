"""What those who run the installation ask of it; they see no memory by that."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from api.http.dependencies import AccountDep, LibraryDep
from api.schemas.operate import Backups

router = APIRouter(prefix="/operate", tags=["installation"])


@router.get("/backups")
def show_backups(library: LibraryDep, viewer: AccountDep) -> Backups:
    """The newest backup, the last rehearsal, and what did not work; for those who run this
    installation. Anybody else is answered 404."""
    return Backups.model_validate(library.backups.describe(viewer))


@router.get("/backups/sheet", response_class=HTMLResponse)
def show_sheet(library: LibraryDep, viewer: AccountDep) -> HTMLResponse:
    """A page to print: where the backups are, and how to bring them back. Without secrets."""
    return HTMLResponse(library.backups.write_sheet(viewer))
