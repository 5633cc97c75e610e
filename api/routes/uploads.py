"""Files on their way in: begin, ask where to send parts, send them, finish."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StrictBool
from starlette.requests import ClientDisconnect

from api.http.dependencies import LibraryDep, ViewersDep
from api.http.formats import SentMoment, SentNumber
from api.http.idempotency import OnceDep
from api.schemas.assets import Asset
from api.schemas.uploads import (
    FileProgress,
    PartTarget,
    UploadsProgress,
    UploadStatus,
    UploadTicket,
)
from chest.ingest.sidecars import LONGEST_SIDECAR, read_sidecars
from chest.uploads.offers import FileOffer

router = APIRouter(tags=["uploads"])


class SidecarBody(BaseModel):
    """A file that tells of another one: Google Takeout's JSON, XMP, or of iCloud's table the
    heading and the one line."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=1024)
    text: str = Field(max_length=LONGEST_SIDECAR)


class UploadBody(BaseModel):
    """A file that is about to be sent, into a chest or into one's own contribution.

    `name` and `media_type` are only shown; the bytes decide what it is. `taken` is free words
    ("summer 1964") or EDTF; `who` says who is on it and `place` where it was. `file_modified` is
    the file's own date. `audience` (keepers, family or everyone) is whom it is for from the first
    moment on; without it, the family. `folder` is the name of the folder that the file lies in, and
    `beside` what lies there and tells of it: both count where the file itself tells nothing.

    `attached_to` is the file of the same contribution that this one is about. `recorded_now` is for
    what was recorded to be sent here: it is not dated by when it was made.
    """

    model_config = ConfigDict(extra="forbid")

    chest_id: UUID | None = None
    contribution_id: UUID | None = None
    name: str = Field(max_length=4096)
    size: SentNumber = Field(ge=0, lt=2**63)
    media_type: str | None = None
    sha256: str | None = None
    caption: str | None = None
    taken: str | None = None
    who: str | None = None
    place: str | None = None
    file_modified: SentMoment | None = None
    audience: str | None = None
    attached_to: UUID | None = None
    recorded_now: StrictBool = False
    folder: str | None = Field(default=None, max_length=4096)
    beside: list[SidecarBody] = Field(default_factory=list, max_length=4)

    def offer(self) -> FileOffer:
        told = ((sidecar.name, sidecar.text) for sidecar in self.beside)
        beside = read_sidecars(told, of=self.name)
        given = self.model_dump(exclude={"chest_id", "contribution_id", "beside"})
        return FileOffer(**given, beside=beside)


class PartBody(BaseModel):
    """A part to be sent: its number, from 1, and the SHA-256 of its bytes in hex."""

    n: SentNumber
    sha256: str


@router.post("/uploads", status_code=201)
def begin(
    body: UploadBody, library: LibraryDep, viewers: ViewersDep, once: OnceDep
) -> UploadTicket:
    """Make room for a file. The memory exists from here on, in state `uploading`."""
    viewer = viewers.account if body.contribution_id is None else viewers.link

    def work() -> dict[str, Any]:
        target = body.model_dump(include={"chest_id", "contribution_id"})
        ticket = library.uploads.begin(viewer, body.offer(), **target)
        return UploadTicket.model_validate(ticket).as_json()

    ticket = UploadTicket.model_validate(once.run(viewer, body, work))
    library.uploads.check_may_go_on(viewer, ticket.id)
    return ticket


# Before /uploads/{upload_id}, which would take "progress" for an id.
@router.get("/uploads/progress")
def progress(
    ids: Annotated[str, Query(description="Asset ids, separated by commas.")],
    library: LibraryDep,
    viewers: ViewersDep,
) -> UploadsProgress:
    """How far one's own uploads are understood. Other people's memories are left out."""
    asked = []
    for word in ids.split(","):
        try:
            asked.append(UUID(word.strip()))
        except ValueError:
            continue  # what is no id names nothing of theirs, like any other unknown one
    found = library.uploads.list_progress(viewers.all, asked)
    thumbs: dict[UUID, str] = {}
    for viewer in viewers.all:
        mine = [item.asset_id for item in found if item.viewer == viewer]
        if mine:
            thumbs |= library.media.picture_urls(viewer, mine, "thumb")
    items = [FileProgress.of(item, thumb=thumbs.get(item.asset_id)) for item in found]
    return UploadsProgress(items=items)


@router.post("/uploads/{upload_id}/parts")
def sign_parts(
    upload_id: UUID, body: list[PartBody], library: LibraryDep, viewers: ViewersDep
) -> list[PartTarget]:
    """Where to send these parts, and how."""
    viewer = library.uploads.owner(viewers.all, upload_id)
    targets = library.uploads.sign_parts(viewer, upload_id, [(p.n, p.sha256) for p in body])
    return [PartTarget.model_validate(target) for target in targets]


@router.put("/uploads/{upload_id}/parts/{n}", response_class=Response)
async def write_part(
    upload_id: UUID, n: int, e: int, h: str, s: str, request: Request, library: LibraryDep
) -> Response:
    """Take the bytes of one part, where this server keeps the files itself.

    The address is made by `POST /api/uploads/{id}/parts` and proves the right to send.
    """
    try:
        part = await library.uploads.write_part(
            upload_id, n, expires=e, sha256=h, signature=s, chunks=request.stream()
        )
    except ClientDisconnect:
        return Response(status_code=400)  # nobody is left to read it
    return Response(status_code=200, headers={"ETag": f'"{h}"', "X-Part-Size": str(part.size)})


@router.get("/uploads/{upload_id}")
def status(upload_id: UUID, library: LibraryDep, viewers: ViewersDep) -> UploadStatus:
    """How far the upload is: the numbers of the parts that have arrived."""
    viewer = library.uploads.owner(viewers.all, upload_id)
    return UploadStatus.model_validate(library.uploads.status(viewer, upload_id))


@router.post("/uploads/{upload_id}/complete", status_code=202)
def complete(upload_id: UUID, library: LibraryDep, viewers: ViewersDep) -> Asset:
    """Finish: the parts become the file, and it is looked at in the background."""
    viewer = library.uploads.owner(viewers.all, upload_id)
    asset_id = library.uploads.complete(viewer, upload_id)
    return Asset.of(library.assets.get(viewer, asset_id), viewer, library.media)


@router.post("/assets/{asset_id}/unpack", status_code=202)
def unpack(asset_id: UUID, library: LibraryDep, viewers: ViewersDep) -> Asset:
    """Have an archive unpacked: each file in it becomes a memory, and the archive is put away if
    all of them did. `GET /api/uploads/progress` tells how far it is. Asking twice is no error."""
    viewer = library.archives.unpack(viewers.all, asset_id)
    return Asset.of(library.assets.get(viewer, asset_id), viewer, library.media)


@router.delete("/uploads/{upload_id}", status_code=204)
def abort(upload_id: UUID, library: LibraryDep, viewers: ViewersDep) -> Response:
    """Give the upload up."""
    viewer = library.uploads.owner(viewers.all, upload_id)
    library.uploads.abort(viewer, upload_id)
    return Response(status_code=204)
