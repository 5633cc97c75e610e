"""A whole page for someone whom no page of the chest is open to; it needs no script."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from fastapi.responses import HTMLResponse

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; --paper: #FAF7F2; --ink: #2B2926; }}
@media (prefers-color-scheme: dark) {{ :root {{ --paper: #1B1A18; --ink: #EDE7DD; }} }}
body {{ margin: 0; background: var(--paper); color: var(--ink);
  font: 1.2rem/1.6 "Atkinson Hyperlegible", system-ui, sans-serif; }}
main {{ max-width: 34rem; margin: 18vh auto 0; padding: 0 1.5rem; }}
h1 {{ font: 600 1.9rem/1.25 "Source Serif 4", Georgia, serif; margin: 0 0 1rem; }}
p {{ margin: 0; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{sentence}</p>
</main>
</body>
</html>
"""


def plain_page(
    title: str, sentence: str, *, status: int, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    page = _PAGE.format(title=escape(title), sentence=escape(sentence))
    return HTMLResponse(page, status_code=status, headers=dict(headers or {}))
