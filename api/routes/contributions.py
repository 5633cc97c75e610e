"""Contributions: given through a link, and changed until they are sent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, StrictBool

from api.http.dependencies import LibraryDep, Viewers, ViewersDep
from api.http.idempotency import OnceDep
from api.http.origins import address_of, base_url_of
from api.schemas.contributions import Contribution, DescribedFile
from chest.access.viewers import ANONYMOUS, Viewer
from chest.contributions.drafts import check_giver
from chest.contributions.views import ContributionView
from chest.errors import NotFound
from chest.library import Library
from chest.security.cookies import LINK_COOKIE
from chest.sharing.sessions import is_bare

router = APIRouter(tags=["contributions"])


class DraftBody(BaseModel):
    """Who gives. Without `consent` nothing begins."""

    model_config = ConfigDict(extra="forbid")

    name: str
    relation: str = ""
    contact_email: str | None = None
    consent: StrictBool = False


class WordsBody(BaseModel):
    """Fields that are not sent stay as they are; an empty message is none. `message_taken` is when
    that was of which it tells, in words ("about 1964") or EDTF."""

    model_config = ConfigDict(extra="forbid")

    message: str | None = None
    message_taken: str | None = None
    name: str | None = None
    relation: str | None = None
    contact_email: str | None = None


class FileWordsBody(BaseModel):
    """What the giver says of a file: what it shows, who is on it, where, and when, in words ("about
    1964") or EDTF. Fields that are not sent stay as they are; empty ones empty it."""

    model_config = ConfigDict(extra="forbid")

    caption: str | None = None
    who: str | None = None
    place: str | None = None
    taken: str | None = None


@router.post("/contributions", status_code=201)
def begin(body: DraftBody, request: Request, library: LibraryDep, once: OnceDep) -> Contribution:
    """Consent, and begin to give: through a link that lets one add, never as an account.

    Keep `receipt`: a client sends it as X-Receipt beside its token from now on, and a person can
    see with it what became of the gift. A client that repeats the request with the same
    Idempotency-Key is told the same and uses the link once: with any key in its own session on the
    link (the cookie of `POST /api/link/continue`), with the token alone if it is a random UUID.
    """
    # Before a use of the link is counted.
    check_giver(**body.model_dump())
    cookie = request.cookies.get(LINK_COOKIE)
    token = request.headers.get("x-share-token")
    receipt = request.headers.get("x-receipt")
    if token:
        library.throttle.check("link-token", address_of(request))

    def giver() -> Viewer:
        """The link session that begins to give; a client that has none yet gets one."""
        if not token:
            return library.visits.get_viewer(cookie)
        if receipt:
            return library.visits.find_viewer_by_token(token, receipt=receipt)
        return library.visits.begin(token, cookie=cookie)

    def work() -> dict[str, Any]:
        return {"id": str(library.contributions.open_draft(giver(), **body.model_dump()).id)}

    if not token or receipt:
        made = once.run(giver(), body, work)
    else:
        asks = library.visits.name_client(token, cookie=cookie)
        made = once.run(asks, body, work, is_shared=is_bare(asks))
    begun = UUID(made["id"])
    own = library.signer.receipt_token(begun)
    viewer = library.visits.find_viewer_by_token(token, receipt=own) if token else giver()
    view = next((one for one in library.contributions.list_own(viewer) if one.id == begun), None)
    if view is None:
        raise NotFound  # it was sent, or taken back, so long ago that it went
    return _said(view, viewer, library, request)


@router.patch("/contributions/{contribution_id}")
def update(
    contribution_id: UUID,
    body: WordsBody,
    request: Request,
    library: LibraryDep,
    viewers: ViewersDep,
) -> Contribution:
    """Keep what was typed so far; until it is sent."""
    viewer = _contributor(viewers)
    view = library.contributions.update(
        viewer, contribution_id, **body.model_dump(exclude_none=True)
    )
    return _said(view, viewer, library, request)


@router.patch("/contributions/{contribution_id}/files/{asset_id}")
def describe_file(
    contribution_id: UUID,
    asset_id: UUID,
    body: FileWordsBody,
    library: LibraryDep,
    viewers: ViewersDep,
) -> DescribedFile:
    """Keep what the giver says of one file; until it is sent. `when` is how a date was
    understood."""
    viewer = _contributor(viewers)
    words = body.model_dump(exclude_unset=True)
    told = library.contributions.describe_file(viewer, contribution_id, asset_id, words)
    return DescribedFile.of_file(told, viewer, library.media)


@router.post("/contributions/{contribution_id}/submit")
def submit(
    contribution_id: UUID, request: Request, library: LibraryDep, viewers: ViewersDep
) -> Contribution:
    """Send it. Answers 409 while files are on their way; sending twice is not an error."""
    viewer = _contributor(viewers)
    view = library.contributions.submit(viewer, contribution_id)
    return _said(view, viewer, library, request)


def _contributor(viewers: Viewers) -> Viewer:
    """Whoever has opened a link asks as that, even when signed in: rights never add up."""
    return viewers.link if viewers.link is not ANONYMOUS else viewers.account


def _said(
    view: ContributionView, viewer: Viewer, library: Library, request: Request
) -> Contribution:
    base_url = base_url_of(request, library.settings)
    return Contribution.of(view, viewer, library.media, base_url=base_url)
