"""The page that describes the API shows every route and its answers, and needs nobody else's
scripts."""

from __future__ import annotations

from api.routes.documentation import documentation_page
from tests.api.answers import Description
from tests.api.conftest import House


def test_every_route_is_on_the_page_and_nothing_comes_from_elsewhere(
    description: Description,
) -> None:
    document = description.document | {
        "info": {"title": "Memory <Chest>", "description": "What the pages do."}
    }
    page = documentation_page(document, openapi="/api/openapi.json")
    for path, methods in document["paths"].items():
        for method in methods:
            assert f"{method.upper()} /api{path}" in page
    assert "Memory &lt;Chest&gt;" in page
    assert "<script" not in page
    assert "https://" not in page
    assert "contribution_id" in page


def test_the_page_says_what_each_route_answers(house: House) -> None:
    page = house.client().get("/api/docs").text
    for answers in (
        "Answers 200: id, email, name",  # an account
        "Answers 200: items [account_id, name, email, role, since], next",
        "Answers 200: [n, method, url, headers, expires_at]",
        "Answers 204: nothing",
        "Answers 200: image/svg+xml",
        "Answers 303: To a browser",
        "Refuses with: type, title, status, detail",
    ):
        assert answers in page, answers
