"""Share links: made by curators, opened by people without an account."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, StrictBool

from api.http.dependencies import AccountDep, LibraryDep
from api.http.formats import Day, SentMoment, SentNumber
from api.http.forms import FORM_ANSWERS, local_path, parse, read_body, see_other, with_flash
from api.http.idempotency import OnceDep
from api.http.origins import address_of, base_url_of
from api.http.paging import Limit
from api.routes.short_links import PAGE_OF, keep_link
from api.schemas.base import Page
from api.schemas.sharing import OpenedLink, ShareLink
from chest.errors import ChestError
from chest.library import Library
from chest.models import Audience, LinkPermission
from chest.security.cookies import LINK_COOKIE
from chest.sharing.links import LinkFacts, LinkStatus, LinkTerms, Locked
from chest.sharing.links import OpenedLink as LinkOpening
from chest.sharing.visits import UNLOCK_FIRST

router = APIRouter(tags=["sharing"])

SHARE_TOKEN = "x-share-token"


class LinkBody(BaseModel):
    """The terms of a link. Empty limits are none; `expires_at` is a moment with its zone, or a day
    ("2026-12-21") that ends where the chest is at home."""

    model_config = ConfigDict(extra="forbid")

    permission: LinkPermission
    audience: Audience = Audience.family
    label: str = ""
    expires_at: SentMoment | Day | None = None
    max_uses: SentNumber | None = None
    max_bytes: SentNumber | None = None
    password: str | None = None
    allow_download: StrictBool = True


class PasswordBody(BaseModel):
    password: str


@router.post("/chests/{chest_id}/share-links", status_code=201)
def create(
    chest_id: UUID,
    body: LinkBody,
    request: Request,
    library: LibraryDep,
    viewer: AccountDep,
    once: OnceDep,
) -> ShareLink:
    """Make a link. `url` is what to send; curators may ask for it again."""

    def work() -> dict[str, str]:
        terms = LinkTerms(**body.model_dump())
        return {"id": str(library.sharing.create(viewer, chest_id, terms).id)}

    made = once.run(viewer, body, work)
    return _link(library.sharing.get(viewer, UUID(made["id"])), library, request)


@router.get("/chests/{chest_id}/share-links")
def list_links(
    chest_id: UUID,
    request: Request,
    library: LibraryDep,
    viewer: AccountDep,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[ShareLink]:
    """The links of a chest, newest first, those that have ended too."""
    page = library.sharing.list_links(viewer, chest_id, after=cursor, limit=limit)
    return Page[ShareLink].of(page, lambda link: _link(link, library, request))


@router.get("/share-links/{link_id}")
def get(link_id: UUID, request: Request, library: LibraryDep, viewer: AccountDep) -> ShareLink:
    return _link(library.sharing.get(viewer, link_id), library, request)


def _link(link: LinkFacts, library: Library, request: Request) -> ShareLink:
    base_url = base_url_of(request, library.settings)
    return ShareLink.of(link, library.sharing, base_url=base_url)


@router.delete("/share-links/{link_id}", status_code=204)
def revoke(link_id: UUID, library: LibraryDep, viewer: AccountDep) -> Response:
    """End the link; whoever is inside is out with their next request."""
    library.sharing.revoke(viewer, link_id)
    return Response(status_code=204)


@router.get(
    "/share-links/{link_id}/qr.svg",
    response_class=Response,
    responses={200: {"content": {"image/svg+xml": {"schema": {"type": "string"}}}}},
)
def qr(link_id: UUID, request: Request, library: LibraryDep, viewer: AccountDep) -> Response:
    """The link's address as a QR code."""
    base_url = base_url_of(request, library.settings)
    svg = library.sharing.qr_svg(viewer, link_id, base_url=base_url)
    return Response(svg, media_type="image/svg+xml", headers={"Cache-Control": "no-store"})


@router.post("/share-links/unlock", response_model=OpenedLink, responses=FORM_ANSWERS)
async def unlock(request: Request, library: LibraryDep) -> Response:
    """Give a link's password once: `{"password": "…"}`.

    A client sends X-Share-Token. It is let in by this, which counts as one use of the link; the
    answer sets the cookie `chest_link`, and X-Share-Token together with that cookie is good for
    everything that the link allows, for 30 days or as long as the link. (The cookie alone will do
    as well, where `Origin` says that an unsafe request comes from this site.) 401 for a wrong
    password, 410 once the link has ended, 429 after too many tries.

    A browser that opened the link has the cookie already, and presses Continue afterwards. A form
    is sent on to the page.
    """
    fields, is_form = await read_body(request)
    next_path = fields.pop("next", None)

    def work() -> tuple[LinkOpening | None, LinkStatus]:
        password = parse(PasswordBody, fields).password
        opened, cookie = _opened_by(request, library)
        status = library.visits.unlock(cookie, password, address=address_of(request))
        if opened is not None:
            # A program has nobody to show a button to: sending the password is its way in.
            status = library.visits.press_continue(cookie)
        return opened, status

    return await _answer(request, library, work, is_form=is_form, next_path=next_path)


@router.post("/link/continue", response_model=OpenedLink, responses=FORM_ANSWERS)
async def press_continue(request: Request, library: LibraryDep) -> Response:
    """Go in: this is what counts as a use of the link, once for each browser or client.

    A client needs it where the link counts its uses (`max_uses`) and has no password, and not
    before `POST /api/contributions`, which is a use by itself. It sends X-Share-Token, and from
    then on the cookie `chest_link` of the answer as well. Links without password and without
    `max_uses` open with X-Share-Token alone.
    """
    next_path, is_form = None, False
    if request.headers.get("content-type"):
        fields, is_form = await read_body(request)
        next_path = fields.get("next")

    def work() -> tuple[LinkOpening | None, LinkStatus]:
        opened, cookie = _opened_by(request, library)
        try:
            return opened, library.visits.press_continue(cookie)
        except Locked as error:
            if opened is None:
                raise
            raise Locked(UNLOCK_FIRST) from error

    return await _answer(request, library, work, is_form=is_form, next_path=next_path)


def _opened_by(request: Request, library: Library) -> tuple[LinkOpening | None, str | None]:
    """The session to act in: a client's token opens one, a browser has its cookie."""
    cookie = request.cookies.get(LINK_COOKIE)
    token = request.headers.get(SHARE_TOKEN)
    if not token:
        return None, cookie
    library.throttle.check("link-token", address_of(request))
    opened = library.visits.open_session(token, cookie=cookie)
    return opened, opened.cookie


async def _answer(
    request: Request,
    library: Library,
    work: Callable[[], tuple[LinkOpening | None, LinkStatus]],
    *,
    is_form: bool,
    next_path: str | None,
) -> Response:
    try:
        opened, status = await run_in_threadpool(work)
    except ChestError as error:
        if not is_form:
            raise
        # The page says by itself what became of the link; only the sentence is passed on.
        before = await run_in_threadpool(library.visits.describe, request.cookies.get(LINK_COOKIE))
        page = PAGE_OF[before.permission if before else LinkPermission.add]
        return with_flash(see_other(local_path(next_path, otherwise=page)), request, error.sentence)
    page = local_path(next_path, otherwise=PAGE_OF[status.permission])
    response: Response = (
        see_other(page) if is_form else JSONResponse(OpenedLink.of(status).as_json())
    )
    if opened is not None:
        keep_link(response, request, library, opened)
    return response
