"""A whole page for someone whom no page of the chest is open to; it needs no script."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from fastapi.responses import HTMLResponse

from language import current, said

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>
{fonts}
:root {{ color-scheme: light dark; --paper: #FAF7F2; --ink: #2B2926; }}
@media (prefers-color-scheme: dark) {{ :root {{ --paper: #1B1A18; --ink: #EDE7DD; }} }}
body {{ margin: 0; background: var(--paper); color: var(--ink);
  font: 1.2rem/1.6 "Atkinson Hyperlegible", system-ui, sans-serif; }}
main {{ max-width: 34rem; margin: 18vh auto 0; padding: 0 1.5rem; }}
h1 {{ font: 600 1.9rem/1.25 "Source Serif 4", Georgia, serif; margin: 0 0 1rem; }}
p {{ margin: 0; overflow-wrap: anywhere; }}
.ways a {{ display: inline-block; padding: .6rem 0; color: inherit; }}
.ways {{ margin: 1.5rem 0 0; padding: 0; list-style: none; }}
.whose {{ margin: 0 0 .5rem; opacity: .75; }}
</style>
</head>
<body>
<main>
{whose}<h1>{title}</h1>
<p>{sentence}</p>
{ways}</main>
</body>
</html>
"""


# Where nothing else is served, the faces that the computer has stand in for them.
_FACES = (
    ("Atkinson Hyperlegible", "400", "atkinson-hyperlegible-{script}-400-normal"),
    ("Source Serif 4", "600", "source-serif-4-{script}-600-normal"),
)
_SCRIPTS = {
    "latin-ext": "U+0100-02BA, U+1E00-1E9F, U+1EF2-1EFF, U+2020, U+20A0-20AB, U+2113, U+2C60-2C7F",
    "latin": "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, "
    "U+20AC, U+2122",
}
_FONTS = "\n".join(
    f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-display: swap; '
    f'src: url("/app/static/fonts/{file.format(script=script)}.woff2") format("woff2"); '
    f"unicode-range: {characters}; }}"
    for family, weight, file in _FACES
    for script, characters in _SCRIPTS.items()
)


def plain_page(
    title: str,
    sentence: str,
    *,
    status: int,
    headers: Mapping[str, str] | None = None,
    whose: str | None = None,
    ways: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """The page; `whose` is the line above its title, `ways` lead on: {address: words}. Title and
    sentence may be such as were kept in English."""
    links = "".join(
        f'<li><a href="{escape(address)}">{escape(words)}</a></li>'
        for address, words in (ways or {}).items()
    )
    page = _PAGE.format(
        language=current().replace("_", "-"),
        title=escape(said(title)),
        sentence=escape(said(sentence)),
        whose=f'<p class="whose">{escape(whose)}</p>\n' if whose else "",
        ways=f'<ul class="ways">{links}</ul>\n' if links else "",
        fonts=_FONTS,
    )
    return HTMLResponse(page, status_code=status, headers=dict(headers or {}))
