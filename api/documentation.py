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
{sections}
</body>
</html>
"""


def documentation_page(description: dict[str, Any], *, openapi: str) -> str:
    """An OpenAPI description as HTML: every route with its words and what it takes."""
    sections: dict[str, list[str]] = {}
    for path, methods in description["paths"].items():
        for method, route in methods.items():
            tag = (route.get("tags") or ["other"])[0]
            words = escape(route.get("description") or route.get("summary") or "")
            name = f"{method.upper()} /api{escape(path)}"
            fields = escape(", ".join(_fields(route, description)))
            taken = f"<dd class='fields'>Takes {fields}</dd>" if fields else ""
            sections.setdefault(tag, []).append(f"<dt>{name}</dt><dd>{words}</dd>{taken}")
    body = "".join(
        f"<h2>{escape(tag.capitalize())}</h2><dl>{''.join(routes)}</dl>"
        for tag, routes in sections.items()
    )
    info = description["info"]
    return _PAGE.format(
        title=escape(info["title"]),
        description=escape(info.get("description", "")),
        openapi=escape(openapi),
        sections=body,
    )


def _fields(route: dict[str, Any], description: dict[str, Any]) -> list[str]:
    """The names of what a route takes: in the address, the query, and the body."""
    names = [p["name"] for p in route.get("parameters", []) if p["in"] in ("path", "query")]
    body = route.get("requestBody", {}).get("content", {}).get("application/json", {})
    reference = body.get("schema", {}).get("$ref", "")
    schema = description.get("components", {}).get("schemas", {}).get(reference.split("/")[-1], {})
    return [*names, *schema.get("properties", {})]
