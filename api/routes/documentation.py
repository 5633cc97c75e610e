"""The description of the API as a page of our own: no script, nothing from another site."""

from __future__ import annotations

from html import escape
from typing import Any

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; --paper: #FAF7F2; --ink: #2B2926; --soft: #6B655C; }}
@media (prefers-color-scheme: dark) {{
  :root {{ --paper: #1B1A18; --ink: #EDE7DD; --soft: #A8A096; }} }}
body {{ margin: 0 auto; max-width: 52rem; padding: 2rem 1.5rem; background: var(--paper);
  color: var(--ink); font: 1.05rem/1.6 "Atkinson Hyperlegible", system-ui, sans-serif; }}
h1, h2 {{ font-family: "Source Serif 4", Georgia, serif; font-weight: 600; }}
dt {{ margin-top: 1.1rem; font-family: ui-monospace, Menlo, monospace; overflow-wrap: anywhere; }}
dd {{ margin: 0.2rem 0 0 1.5rem; white-space: pre-line; }}
dd.fields {{ color: var(--soft); }}
a {{ color: inherit; }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{description} The same for programs: <a href="{openapi}">OpenAPI</a>.</p>
<p>{refusals}</p>
{sections}
</body>
</html>
"""


def documentation_page(description: dict[str, Any], *, openapi: str) -> str:
    """An OpenAPI description as HTML: every route with its words, what it takes and what it
    answers."""
    sections: dict[str, list[str]] = {}
    for path, methods in description["paths"].items():
        for method, route in methods.items():
            tag = (route.get("tags") or ["other"])[0]
            words = escape(route.get("description") or route.get("summary") or "")
            name = f"{method.upper()} /api{escape(path)}"
            fields = ", ".join(_fields(route, description))
            facts = [f"Takes {fields}"] if fields else []
            facts += _answers(route, description)
            lines = "".join(f"<dd class='fields'>{escape(fact)}</dd>" for fact in facts)
            sections.setdefault(tag, []).append(f"<dt>{name}</dt><dd>{words}</dd>{lines}")
    body = "".join(
        f"<h2>{escape(tag.capitalize())}</h2><dl>{''.join(routes)}</dl>"
        for tag, routes in sections.items()
    )
    info = description["info"]
    return _PAGE.format(
        title=escape(info["title"]),
        description=escape(info.get("description", "")),
        openapi=escape(openapi),
        refusals=escape(_refusals(description)),
        sections=body,
    )


def _fields(route: dict[str, Any], description: dict[str, Any]) -> list[str]:
    """The names of what a route takes: in the address, the query, and the body."""
    names = [p["name"] for p in route.get("parameters", []) if p["in"] in ("path", "query")]
    body = route.get("requestBody", {}).get("content", {}).get("application/json", {})
    return [*names, *_resolve(body.get("schema", {}), description).get("properties", {})]


def _answers(route: dict[str, Any], description: dict[str, Any]) -> list[str]:
    """What it answers where it does not refuse, a sentence for each status."""
    return [
        f"Answers {status}: {_content(answer, description)}"
        for status, answer in route["responses"].items()
        if status.startswith(("2", "3"))
    ]


def _content(answer: dict[str, Any], description: dict[str, Any]) -> str:
    for kind, content in answer.get("content", {}).items():
        is_json = kind == "application/json"
        return _shape(content["schema"], description) if is_json else str(kind)
    said: str = answer["description"]
    return "nothing" if said == "Successful Response" else said


def _shape(schema: dict[str, Any], description: dict[str, Any]) -> str:
    """The names of an answer's fields; of the things in a list in brackets."""
    schema = _resolve(schema, description)
    if schema.get("type") == "array":
        # A row of a fixed length has a schema for each place; the first stands for all.
        inside = schema.get("items") or (schema.get("prefixItems") or [{}])[0]
        return f"[{_shape(inside, description)}]"
    fields = schema.get("properties", {})
    if not fields:
        return str(schema.get("format") or schema.get("type", "anything"))
    names = dict.fromkeys(fields, "")
    if "next" in fields and "items" in fields:
        # The one level that lists have. What fields hold further down, OpenAPI says.
        names["items"] = f" {_shape(fields['items'], description)}"
    return ", ".join(name + inside for name, inside in names.items())


def _refusals(description: dict[str, Any]) -> str:
    problem = _resolve({"$ref": "#/components/schemas/Problem"}, description)
    names = ", ".join(problem.get("properties", {}))
    return f"Refuses with: {names} (RFC 9457), and data beside them. {problem['description']}"


def _resolve(schema: dict[str, Any], description: dict[str, Any]) -> dict[str, Any]:
    """The schema itself, where only its name is given."""
    name = schema.get("$ref", "").split("/")[-1]
    found: dict[str, Any] = description["components"]["schemas"][name] if name else schema
    return found
