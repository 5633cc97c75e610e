"""The page that describes the API shows every route and needs nobody else's scripts."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI

from api import assets, auth, chests, sharing, stories, uploads
from api.documentation import documentation_page


def test_every_route_is_on_the_page_and_nothing_comes_from_elsewhere() -> None:
    api = FastAPI(title="Memory <Chest>", description="What the pages do.")
    routers: list[APIRouter] = [
        module.router for module in (auth, chests, uploads, assets, sharing, stories)
    ]
    for router in routers:
        api.include_router(router)
    page = documentation_page(api.openapi(), openapi="/api/openapi.json")
    for path, methods in api.openapi()["paths"].items():
        for method in methods:
            assert f"{method.upper()} /api{path}" in page
    assert "Memory &lt;Chest&gt;" in page
    assert "<script" not in page
    assert "https://" not in page
    assert "contribution_id" in page
