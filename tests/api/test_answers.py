"""What the API says of its own answers is there, is true, and is OpenAPI."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from fastapi.routing import APIRoute, iter_route_contexts
from openapi_spec_validator import validate

from api.application import build_api
from tests.api.answers import Description
from tests.api.conftest import House

METHODS = ("get", "put", "post", "patch", "delete")


def resolve(schema: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").removeprefix("#/components/schemas/")
    found: dict[str, Any] = document["components"]["schemas"][name] if name else schema
    return found


def test_every_json_route_has_a_response_model(house: House) -> None:
    routes = [
        one
        for one in iter_route_contexts(build_api(house.library).routes)
        if isinstance(one.original_route, APIRoute) and one.include_in_schema
    ]
    assert len(routes) > 60
    silent = {
        f"{sorted(one.methods)} {one.path}"
        for one in routes
        if one.response_model is None and one.status_code != 204
    }
    assert silent == {
        "['PUT'] /uploads/{upload_id}/parts/{n}",  # nothing but headers
        "['GET'] /share-links/{link_id}/qr.svg",  # a picture
        "['GET'] /assets/{asset_id}/transcript.{form}",  # captions, or text
        "['GET'] /exports/{export_id}/file",  # what is taken out
        "['GET'] /operate/backups/sheet",  # a page to print
    }


def test_every_answer_has_named_fields(description: Description) -> None:
    document = description.document
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert method in METHODS
            for status, answer in operation["responses"].items():
                for kind, content in answer.get("content", {}).items():
                    if kind == "application/json":
                        schema = resolve(content["schema"], document)
                        schema = resolve(schema.get("items", schema), document)
                        assert schema.get("properties"), (method, path, status)


def test_every_list_is_items_and_the_next_cursor(description: Description) -> None:
    document = description.document
    for path, operations in document["paths"].items():
        taken = {one["name"] for one in operations.get("get", {}).get("parameters", [])}
        if "cursor" in taken:
            answer = operations["get"]["responses"]["200"]["content"]["application/json"]
            fields = resolve(answer["schema"], document)["properties"]
            # A transcript is one thing, with all that is told of it; its sentences are paged.
            listed = "segments" if path.endswith("/transcript") else "items"
            assert {listed, "next"} <= set(fields), path


def test_every_route_tells_how_it_refuses(description: Description) -> None:
    document = description.document
    problem = {"$ref": "#/components/schemas/Problem"}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            for status in ("401", "404", "409", "410", "422", "429", "default"):
                content = operation["responses"][status]["content"]
                assert content == {"application/problem+json": {"schema": problem}}, (method, path)
    required = document["components"]["schemas"]["Problem"]["required"]
    assert set(required) == {"type", "title", "status", "detail"}


def test_the_description_is_openapi(description: Description) -> None:
    validate(description.document)


def test_an_answer_that_is_not_as_described_is_found(description: Description) -> None:
    account = {"id": "01930193-0193-7193-8193-019301930193", "email": "a@b.pt", "name": "Ana"}

    def given(body: dict[str, Any], *, status: int = 200) -> httpx.Response:
        request = httpx.Request("GET", "http://chest.test/api/users/me")
        return httpx.Response(status, json=body, request=request)

    description.check(given(account))
    wrong = [
        given(account | {"id": "7"}),
        given(account | {"email": None}),
        given(account | {"more": 1}),
        given({"id": account["id"]}),
        given(account, status=206),
        given(account, status=404),
    ]
    for answer in wrong:
        with pytest.raises(AssertionError, match="/api/users/me answered"):
            description.check(answer)
