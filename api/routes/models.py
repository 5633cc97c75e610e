"""Models of this installation."""

from __future__ import annotations

from fastapi import APIRouter

from api.http.dependencies import AccountDep, LibraryDep
from api.schemas.models import Model

router = APIRouter(tags=["installation"])


@router.get("/models")
def list_models(library: LibraryDep, viewer: AccountDep) -> list[Model]:
    """Every model that can be had, and whether it is here; for those who run this installation.
    Anybody else is answered 404."""
    return [Model.model_validate(model) for model in library.models.list_models(viewer)]
