"""The files themselves, under /m: in ranges, kept by the browser, and never run by it."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Iterator
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import Depends, FastAPI, Header, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, StreamingResponse

from api.http import problems
from api.http.dependencies import LibraryDep, ViewersDep
from chest.access.viewers import ANONYMOUS, Viewer
from chest.assets.media import Rendition
from chest.blob_errors import blob_errors_translated
from chest.errors import BeingMade, NotFound
from chest.library import Library
from chest.security.cookies import LINK_COOKIE
from chest.transcripts.exports import FORMS
from storage.base import content_disposition

# What a file may do in a browser that opens it by itself: nothing.
POLICY = "default-src 'none'; sandbox"

# How long an address at the bucket lives, and how long a browser may go there without asking us.
PRESIGNED_SECONDS = 300
REDIRECT_KEPT_SECONDS = 240

# A film of a minute is copied in a second or two. Proxies wait a minute, this must end before.
WAIT_FOR_COPY_SECONDS = 20.0
_LOOK_EVERY_SECONDS = 0.3

_RANGE = re.compile(r"bytes=(?P<first>\d{1,18})?-(?P<last>\d{1,18})?", re.IGNORECASE)


def build_media(library: Library) -> FastAPI:
    """The application behind /m, without its mount point."""
    app = FastAPI(title="Memory Chest: files", openapi_url=None)
    app.state.library = library
    problems.install(app)
    app.add_api_route("/{asset_id}/vtt", send_captions, methods=["GET", "HEAD"])
    app.add_api_route("/{asset_id}/{kind}", send, methods=["GET", "HEAD"])
    return app


async def find(
    asset_id: str,
    kind: str,
    request: Request,
    library: LibraryDep,
    viewers: ViewersDep,
    e: str = "",
    s: str = "",
) -> Rendition:
    """What stands behind the address. A copy that is made on being asked for is waited for, without
    keeping a thread: whoever looks sees their browser load, and no refusal."""
    try:
        wanted, expires = UUID(asset_id), int(e)
    except ValueError as error:
        raise NotFound from error
    asking: tuple[Viewer, ...] = viewers.all
    if viewers.link is ANONYMOUS:
        # Whoever stands at the door of a link sees the picture on it.
        cookie = request.cookies.get(LINK_COOKIE)
        at_the_door = await run_in_threadpool(library.visits.find_at_the_door, cookie)
        asking = (*asking, at_the_door) if at_the_door else asking
    resolve = partial(library.media.resolve, asking, wanted, kind)
    until = time.monotonic() + WAIT_FOR_COPY_SECONDS
    while True:
        try:
            return await run_in_threadpool(resolve, expires=expires, signature=s)
        except BeingMade:
            if time.monotonic() >= until:
                raise
        await asyncio.sleep(_LOOK_EVERY_SECONDS)


def send(
    request: Request,
    library: LibraryDep,
    rendition: Annotated[Rendition, Depends(find)],
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """One form of a memory's file, for the viewer whom the address was made for."""
    headers = {
        "Cache-Control": f"private, max-age={rendition.cache_seconds}",
        "Vary": "Cookie, Authorization, X-Share-Token, X-Receipt",
        "ETag": f'"{rendition.etag}"',
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
    }
    if if_none_match is not None and _names(if_none_match, rendition):
        return Response(status_code=304, headers=headers)
    headers |= {
        "Accept-Ranges": "bytes",
        "Content-Type": rendition.media_type,
        "Content-Disposition": content_disposition(rendition.file_name, inline=rendition.inline),
    }
    if request.method == "HEAD":
        # Answered here also for a bucket, whose addresses are good for one method only.
        return Response(headers=headers | {"Content-Length": str(rendition.size)})
    with blob_errors_translated():
        elsewhere = library.media.blobs.presigned_url(
            rendition.key,
            seconds=PRESIGNED_SECONDS,
            media_type=rendition.media_type,
            file_name=rendition.file_name,
            inline=rendition.inline,
        )
    if elsewhere is not None:
        kept = min(REDIRECT_KEPT_SECONDS, rendition.cache_seconds)
        headers = {"Cache-Control": f"private, max-age={kept}", "Referrer-Policy": "no-referrer"}
        return RedirectResponse(elsewhere, status_code=307, headers=headers)
    return _stream(library, rendition, request, headers)


def send_captions(
    asset_id: str, library: LibraryDep, viewers: ViewersDep, e: str = "", s: str = ""
) -> Response:
    """What is said in a recording as captions, for the viewer whom the address was made for. Text
    and not a file that lies anywhere: it is written as it is asked for."""
    try:
        wanted, expires = UUID(asset_id), int(e)
    except ValueError as error:
        raise NotFound from error
    text = library.transcripts.resolve_captions(viewers.all, wanted, expires=expires, signature=s)
    return Response(
        text,
        media_type=FORMS["vtt"],
        headers={
            "Cache-Control": "private, no-cache",
            "Vary": "Cookie, Authorization, X-Share-Token, X-Receipt",
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
        },
    )


def _stream(
    library: Library, rendition: Rendition, request: Request, headers: dict[str, str]
) -> Response:
    """The bytes that were asked for, read while they are sent: 200, 206, or 416 beyond the end."""
    size = rendition.size
    start, stop, status = 0, size, 200
    asked = request.headers.get("range")
    if asked is not None and _is_current(request.headers.get("if-range"), rendition):
        try:
            stretch = read_range(asked, size)
        except ValueError:
            beyond = {"Content-Range": f"bytes */{size}", "Content-Security-Policy": POLICY}
            raise HTTPException(416, headers=beyond | {"Cache-Control": "no-store"}) from None
        if stretch is not None:
            start, stop = stretch
            status = 206
            headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    headers["Content-Length"] = str(stop - start)
    with blob_errors_translated():
        chunks = library.media.blobs.iter_range(rendition.key, start=start, stop=stop)
    return StreamingResponse(in_turn(chunks), status_code=status, headers=headers)


def read_range(header: str, size: int) -> tuple[int, int] | None:
    """The one stretch (start, stop) of `size` bytes that a Range header asks for.

    None for what may be answered with the whole file (several stretches, other units, nonsense);
    ValueError for a stretch of which there is nothing.
    """
    match = _RANGE.fullmatch(header.strip())
    if match is None or (match["first"] is None and match["last"] is None):
        return None
    if match["first"] is None:
        length = min(int(match["last"]), size)
        if length == 0:
            raise ValueError("nothing at the end")
        return size - length, size
    start = int(match["first"])
    stop = size if match["last"] is None else min(int(match["last"]) + 1, size)
    if match["last"] is not None and int(match["last"]) < start:
        return None
    if start >= size:
        raise ValueError("beyond the end")
    return start, stop


def _is_current(if_range: str | None, rendition: Rendition) -> bool:
    """Whether the part that the browser has already belongs to these bytes. Dates never do."""
    return if_range is None or if_range.strip() == f'"{rendition.etag}"'


def _names(if_none_match: str, rendition: Rendition) -> bool:
    tags = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return "*" in tags or f'"{rendition.etag}"' in tags


async def in_turn(chunks: Iterator[bytes]) -> AsyncIterator[bytes]:
    """One chunk at a time, each read in a thread; the file is closed also when the browser goes."""
    try:
        while (chunk := await run_in_threadpool(next, chunks, None)) is not None:
            yield chunk
    finally:
        close = getattr(chunks, "close", None)
        if close is not None:
            close()
