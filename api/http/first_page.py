"""The first HTML that a browser gets: our name, style sheet and script in it, and a word while it
waits.

Streamlit sends its own page to whoever asks for any address of ours, under its own name and without
our style; everything that a page draws comes later, over the socket.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from hashlib import sha256
from html import escape
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from language import N_, _, current

_NAME = "Memory Chest"
_THEIR_TITLE = b"<title>Streamlit</title>"
_THEIR_ROOT = b'<div id="root"></div>'
_SLOW = N_("On a slow connection this takes up to a minute the first time. Please leave it open.")
_THEIR_LANGUAGE = b'<html lang="en">'
_THEIR_SCRIPT = b'<script type="module"'
# A face of theirs that no page of ours shows, fetched before anything else.
_THEIR_FACE = re.compile(rb'<link\s+rel="preload"[^>]*SourceSans[^>]*>')
# Streamlit asks at the address of the page, and then above it, where its server is and who may
# embed it, before it opens its socket. Both are known here: the origin itself, and nobody.
_BEGIN = b"""window.__streamlit = {
  BACKEND_BASE_URL: `${location.origin}/`,
  MAIN_PAGE_BASE_URL: `${location.origin}/`,
  HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false },
};
"""


# What every page of ours draws with, and Streamlit fetches only when it has been told to draw.
_SOON = re.compile(
    rb"(BidiComponent|Html|purify\.es|serialization|recordbatch|_arrayReduce)\.[^.]+\.js"
)


def list_soon(page: Path) -> list[str]:
    """The addresses of those of Streamlit's scripts beside its `page` that each of ours needs."""
    scripts = sorted(path.name for path in (page.parent / "static" / "js").glob("*.js"))
    return [f"/static/js/{name}" for name in scripts if _SOON.fullmatch(name.encode())]


class FirstPage:
    """Puts `style`, a style sheet, and `script` into Streamlit's page, and serves each at an
    address that changes with it, to be kept for a year. `soon` are scripts that are fetched with
    the page."""

    def __init__(
        self, app: ASGIApp, *, style: str, script: str = "", soon: Sequence[str] = ()
    ) -> None:
        self.app = app
        self._soon = "".join(f'<link rel="modulepreload" crossorigin href="{at}">' for at in soon)
        self.address = _address("look", style.encode(), "css")
        self._begin = _address("begin", _BEGIN, "js")
        self._files = {
            self.address: (style.encode(), "text/css"),
            self._begin: (_BEGIN, "text/javascript"),
        }
        self._script = ""
        if script:
            address = _address("menu", script.encode(), "js")
            self._files[address] = (script.encode(), "text/javascript")
            self._script = address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
        elif scope["path"] in self._files:
            body, media_type = self._files[scope["path"]]
            kept = {"cache-control": "public, max-age=31536000, immutable"}
            await Response(body, media_type=media_type, headers=kept)(scope, receive, send)
        elif "text/html" not in Headers(scope=scope).get("accept", ""):
            await self.app(scope, receive, send)
        else:
            # As it is: a page that is written into must not come packed.
            plain = [(n, v) for n, v in scope["headers"] if n != b"accept-encoding"]
            await self.app({**scope, "headers": plain}, receive, _Rewriting(self._written, send))

    def _written(self, page: bytes) -> bytes:
        """Streamlit's page with ours in it; any other page as it is."""
        if _THEIR_TITLE not in page:
            return page
        # At the end of the body: what Streamlit's own styles say equally strongly comes before it.
        tags = f'<link rel="stylesheet" href="{self.address}" />'
        if self._script:
            menu, close = escape(_("Menu")), escape(_("Close the menu"))
            tags += (
                f'<script defer src="{self._script}" data-menu="{menu}" data-close="{close}">'
                "</script>"
            )
        words, why = escape(_("Opening the chest …")), escape(_(_SLOW))
        slow = f'<span class="chest-slow">{why}</span>'
        waiting = f'<p class="chest-waiting" role="status">{words}{slow}</p>'
        language = current().replace("_", "-")
        page = page.replace(_THEIR_LANGUAGE, f'<html lang="{language}">'.encode())
        page = page.replace(_THEIR_TITLE, f"<title>{_NAME}</title>".encode())
        page = page.replace(_THEIR_ROOT, f'<div id="root">{waiting}</div>'.encode())
        begin = f'<script src="{self._begin}"></script>{self._soon}'.encode()
        page = _THEIR_FACE.sub(b"", page).replace(_THEIR_SCRIPT, begin + _THEIR_SCRIPT, 1)
        return page.replace(b"</body>", f"{tags}</body>".encode())


def _address(name: str, content: bytes, ending: str) -> str:
    return f"/{name}-{sha256(content).hexdigest()[:16]}.{ending}"


class _Rewriting:
    """Holds an answer of HTML back until it is whole; passes every other one on as it comes."""

    def __init__(self, rewrite: Callable[[bytes], bytes], send: Send) -> None:
        self._rewrite = rewrite
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = Headers(raw=message["headers"])
            if headers.get("content-type", "").startswith("text/html"):
                self._start = message
                return
        if self._start is None:
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = self._rewrite(self._body)
        headers = MutableHeaders(scope=self._start)
        if body != self._body:
            headers["content-length"] = str(len(body))
            headers.add_vary_header("Accept-Language")
            for name in ("etag", "last-modified"):  # those of a page that is not ours
                del headers[name]
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": body})
