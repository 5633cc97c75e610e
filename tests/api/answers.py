"""Every answer that a test is given, held against what /api/openapi.json says of its route."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any
from uuid import UUID

import httpx
from jsonschema import Draft202012Validator, FormatChecker

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_FORMATS = FormatChecker(formats=())


@_FORMATS.checks("date-time")
def _is_utc_with_milliseconds(value: object) -> bool:
    return not isinstance(value, str) or _MOMENT.fullmatch(value) is not None


@_FORMATS.checks("uuid", raises=ValueError)
def _is_id(value: object) -> bool:
    return not isinstance(value, str) or str(UUID(value)) == value


class Description:
    """What an OpenAPI document says of the answers of each route. `hooks` are for httpx clients:
    with them a client fails as soon as it is given something else."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.components = _closed(document["components"])
        # What has no braces first: /uploads/progress is no upload's id.
        self._operations = [
            (re.compile("/api" + re.sub(r"\{\w+\}", "[^/]+", path)), method.upper(), operation)
            for path, operations in sorted(document["paths"].items(), key=lambda one: "{" in one[0])
            for method, operation in operations.items()
        ]
        self.hooks = {"response": [self.check]}

    def check(self, answer: httpx.Response) -> None:
        """Fails for an answer of a route under /api that its description does not tell."""
        asked = answer.request
        operation = self._find(asked.method, asked.url.path)
        if operation is None:
            return
        where = f"{asked.method} {asked.url.path} answered {answer.status_code}"
        known = operation["responses"]
        described = known.get(str(answer.status_code))
        if described is None and answer.status_code >= 400:
            described = known["default"]
        assert described is not None, f"{where}, which its description does not know"
        content = described.get("content")
        body = answer.read()
        if content is None:
            assert not body or answer.status_code == 303, f"{where} with a body"
            return
        kind = answer.headers.get("content-type", "").split(";")[0]
        assert kind in content, f"{where} as {kind!r}"
        if kind.endswith("json"):
            schema = content[kind]["schema"] | {"components": self.components}
            validator = Draft202012Validator(schema, format_checker=_FORMATS)
            found = validator.iter_errors(answer.json())
            wrong = [f"{error.json_path}: {error.message}" for error in found]
            assert not wrong, f"{where}: {'; '.join(wrong[:5])}"

    def _find(self, method: str, path: str) -> dict[str, Any] | None:
        for pattern, taken, operation in self._operations:
            if taken == method and pattern.fullmatch(path):
                return operation
        return None


def _closed(components: dict[str, Any]) -> dict[str, Any]:
    """The same shapes, without room for fields that they do not name. Clients must bear new ones;
    here an answer that says more than its description is found."""
    closed = deepcopy(components)
    for schema in closed["schemas"].values():
        if "properties" in schema:
            schema.setdefault("additionalProperties", False)
    return closed
