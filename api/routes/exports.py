"""Exports: asked for, followed, fetched, cancelled."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, HTTPException, Query, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from api.http.dependencies import AccountDep, LibraryDep
from api.http.idempotency import OnceDep
from api.http.paging import Limit
from api.routes.media import POLICY, in_turn, read_range
from api.schemas.base import Page
from api.schemas.exports import BookSize, Export, ExportSize
from chest.blob_errors import blob_errors_translated
from chest.exports.book.orders import BookOrder
from chest.exports.book.paper import Paper
from chest.models import ExportFormat
from storage.base import content_disposition

router = APIRouter(tags=["exports"])


class ExportBody(BaseModel):
    """`bagit` is everything, for archives and for bringing it in again; `site` pages to look at in
    any browser, without a network; `folder` the files alone, by year; `book` a PDF to print, on
    this `paper`, with these `albums` in this order; `takeout` what one gave oneself, and what is
    said of oneself."""

    format: ExportFormat = ExportFormat.bagit
    paper: Paper = Paper.a5
    albums: list[UUID] = []

    def order(self) -> BookOrder:
        return BookOrder(self.paper, tuple(self.albums))


@router.get("/chests/{chest_id}/exports/size")
def measure(
    chest_id: UUID,
    library: LibraryDep,
    viewer: AccountDep,
    format: ExportFormat = ExportFormat.bagit,
) -> ExportSize:
    """How much one would take out now."""
    return ExportSize.model_validate(library.exports.measure(viewer, chest_id, format))


@router.get("/chests/{chest_id}/exports/book-size")
def measure_book(
    chest_id: UUID,
    library: LibraryDep,
    viewer: AccountDep,
    paper: Paper = Paper.a5,
    albums: Annotated[list[UUID], Query()] = [],  # noqa: B006  never changed
) -> BookSize:
    """About how large a book would be, before it is made."""
    order = BookOrder(paper, tuple(albums))
    return BookSize.model_validate(library.books.measure(viewer, chest_id, order))


@router.post("/chests/{chest_id}/exports", status_code=202)
def begin(
    chest_id: UUID, body: ExportBody, library: LibraryDep, viewer: AccountDep, once: OnceDep
) -> Export:
    """Have what one may see packed into a file; poll `GET /api/exports/{id}` until its state is
    ready or failed. Answers 507 where there is no room for it."""

    def work() -> dict[str, Any]:
        begun = library.exports.begin(viewer, chest_id, body.format, book=body.order())
        return {"id": str(begun.id)}

    made = once.run(viewer, body, work)
    return Export.model_validate(library.exports.get(viewer, UUID(made["id"])))


@router.get("/chests/{chest_id}/exports")
def list_exports(
    chest_id: UUID,
    library: LibraryDep,
    viewer: AccountDep,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[Export]:
    """One's own, newest first."""
    page = library.exports.list_page(viewer, chest_id, cursor=cursor, limit=limit)
    return Page[Export].of(page, Export.model_validate)


@router.get("/exports/{export_id}")
def get(export_id: UUID, library: LibraryDep, viewer: AccountDep) -> Export:
    return Export.model_validate(library.exports.get(viewer, export_id))


@router.delete("/exports/{export_id}")
def cancel(export_id: UUID, library: LibraryDep, viewer: AccountDep) -> Export:
    """End it, and delete its file if that is made already."""
    return Export.model_validate(library.exports.cancel(viewer, export_id))


@router.get(
    "/exports/{export_id}/file",
    response_class=Response,
    responses={
        status: {"content": {"application/zip": {}, "application/pdf": {}}} for status in (200, 206)
    },
)
def fetch(
    export_id: UUID,
    library: LibraryDep,
    viewer: AccountDep,
    range: Annotated[str | None, Header()] = None,
    if_range: Annotated[str | None, Header()] = None,
) -> Response:
    """The file, in ranges, for whoever asked for it. Answers 409 before it is made and once it is
    gone."""
    file = library.exports.open_file(viewer, export_id)
    tag = f'"{file.etag}"'
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-store",
        "Content-Disposition": content_disposition(file.name, inline=False),
        "Content-Security-Policy": POLICY,
        "ETag": tag,
        "X-Content-Type-Options": "nosniff",
    }
    start, stop, status = 0, file.size, 200
    if range is not None and if_range in (None, tag):
        try:
            stretch = read_range(range, file.size)
        except ValueError:
            raise HTTPException(416, headers={"Content-Range": f"bytes */{file.size}"}) from None
        if stretch is not None:
            start, stop = stretch
            status = 206
            headers["Content-Range"] = f"bytes {start}-{stop - 1}/{file.size}"
    headers["Content-Length"] = str(stop - start)
    if start == 0:
        library.exports.note_fetched(viewer, export_id)
    with blob_errors_translated():
        chunks = library.exports.read_file(file, start=start, stop=stop)
    return StreamingResponse(
        in_turn(chunks), status_code=status, headers=headers, media_type=file.media_type
    )
