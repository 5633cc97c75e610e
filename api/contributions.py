"""Contributions: given through a link, decided by curators, taken back with a receipt."""

from __future__ import annotations

import json
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from api.asset_json import asset_json
from api.days import Day
from api.dependencies import LINK_COOKIE, AccountDep, LibraryDep, Viewers, ViewersDep
from api.idempotency import OnceDep
from api.origins import address_of, base_url_of
from api.problems import problem_for
from api.times import rfc3339
from chest.access.viewers import ANONYMOUS, ReceiptViewer, Viewer
from chest.contributions.drafts import check_giver
from chest.contributions.moderation import MAX_AT_ONCE, Decision
from chest.contributions.receipts import ReceiptView
from chest.contributions.views import ContributionView
from chest.errors import ChestError, NotFound
from chest.library import Library
from chest.models import Audience, ContributionState

router = APIRouter(tags=["contributions"])


class DraftBody(BaseModel):
    """Who gives. Without `consent` nothing begins."""

    model_config = ConfigDict(extra="forbid")

    name: str
    relation: str = ""
    contact_email: str | None = None
    consent: bool = False


class WordsBody(BaseModel):
    """Fields that are not sent stay as they are; an empty message is none."""

    model_config = ConfigDict(extra="forbid")

    message: str | None = None
    name: str | None = None
    relation: str | None = None
    contact_email: str | None = None


class ApproveBody(BaseModel):
    """`edits` are {asset id: {caption, body, taken, place: words}}."""

    model_config = ConfigDict(extra="forbid")

    edits: dict[UUID, dict[str, str | None]] = Field(default_factory=dict)
    audience: Audience | None = None
    version: int | None = None


class DeclineBody(BaseModel):
    model_config = ConfigDict(extra="forbid")

    note: str | None = None
    version: int | None = None


class HoldBody(BaseModel):
    """`until` is a moment, or a day ("2026-12-21") that begins where the chest is at home."""

    model_config = ConfigDict(extra="forbid")

    until: AwareDatetime | Day
    version: int | None = None


class UndoBody(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: int | None = None


class ReviewBody(BaseModel):
    """`versions` are {contribution id: version} as they were seen: what changed since is not
    decided."""

    model_config = ConfigDict(extra="forbid")

    ids: list[UUID] = Field(max_length=MAX_AT_ONCE)
    decision: Decision
    note: str | None = None
    until: AwareDatetime | Day | None = None
    audience: Audience | None = None
    versions: dict[UUID, int] = Field(default_factory=dict, max_length=MAX_AT_ONCE)


def contribution_json(
    view: ContributionView, viewer: Viewer, library: Library, request: Request
) -> dict[str, Any]:
    """A contribution as its contributor or a moderator sees it."""
    decided_by = None
    if view.decided_by is not None:
        decided_by = {"account_id": str(view.decided_by), "name": view.decided_by_name}
    return {
        "id": str(view.id),
        "chest_id": str(view.chest_id),
        "state": view.state.value,
        "name": view.name,
        "relation": view.relation,
        "contact_email": view.contact_email,
        "message": view.message,
        "message_asset_id": str(view.message_asset_id) if view.message_asset_id else None,
        "items": [asset_json(item, viewer, library.media) for item in view.items],
        "account_id": str(view.account_id) if view.account_id else None,
        "link_label": view.link_label,
        "created_at": rfc3339(view.created_at),
        "submitted_at": rfc3339(view.submitted_at),
        "decision_note": view.decision_note,
        "decided_by": decided_by,
        "decided_at": rfc3339(view.decided_at),
        "held_until": rfc3339(view.held_until),
        "version": view.version,
        "receipt": view.receipt,
        "receipt_url": f"{_base(library, request)}/r/{view.receipt}" if view.receipt else None,
    }


def receipt_json(view: ReceiptView, library: Library) -> dict[str, Any]:
    viewer = ReceiptViewer(contribution_id=view.id)
    return {
        "id": str(view.id),
        "chest": {"id": str(view.chest_id), "name": view.chest_name},
        "state": view.state.value,
        "words": view.words,
        "name": view.name,
        "message": view.message,
        "items": [asset_json(item, viewer, library.media) for item in view.items],
        "decision_note": view.decision_note,
        "created_at": rfc3339(view.created_at),
        "submitted_at": rfc3339(view.submitted_at),
        "can_withdraw": view.can_withdraw,
        "can_undo_withdrawal": view.can_undo_withdrawal,
        "erased_at": rfc3339(view.erased_at),
    }


def _base(library: Library, request: Request) -> str:
    return base_url_of(request, library.settings)


# ---- giving ----


@router.post("/contributions", status_code=201)
def begin(body: DraftBody, request: Request, library: LibraryDep, once: OnceDep) -> dict[str, Any]:
    """Consent, and begin to give: through a link that lets one add, never as an account.

    Keep `receipt`: a client sends it as X-Receipt beside its token from now on, and a person can
    see with it what became of the gift. A client that repeats the request with the same
    Idempotency-Key, a long random one, is told the same and uses the link once.
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
            return library.sharing.get_viewer(cookie)
        if receipt:
            return library.sharing.find_viewer_by_token(token, receipt=receipt)
        return library.sharing.begin(token, cookie=cookie)

    def work() -> dict[str, Any]:
        return {"id": str(library.contributions.open_draft(giver(), **body.model_dump()).id)}

    if not token or receipt:
        made = once.run(giver(), body, work)
    else:
        asks = library.sharing.name_client(token, cookie=cookie)
        made = once.run(asks, body, work, address=address_of(request))
    begun = UUID(made["id"])
    if token:
        own = library.signer.receipt_token(begun)
        viewer = library.sharing.find_viewer_by_token(token, receipt=own)
    else:
        viewer = giver()
    view = next((one for one in library.contributions.mine(viewer) if one.id == begun), None)
    if view is None:
        raise NotFound  # it was sent, or taken back, so long ago that it went
    return contribution_json(view, viewer, library, request)


@router.patch("/contributions/{contribution_id}")
def update(
    contribution_id: UUID,
    body: WordsBody,
    request: Request,
    library: LibraryDep,
    viewers: ViewersDep,
) -> dict[str, Any]:
    """Keep what was typed so far; until it is sent."""
    viewer = _contributor(viewers)
    view = library.contributions.update(
        viewer, contribution_id, **body.model_dump(exclude_none=True)
    )
    return contribution_json(view, viewer, library, request)


@router.post("/contributions/{contribution_id}/submit")
def submit(
    contribution_id: UUID, request: Request, library: LibraryDep, viewers: ViewersDep
) -> dict[str, Any]:
    """Send it. Answers 409 while files are on their way; sending twice is not an error."""
    viewer = _contributor(viewers)
    view = library.contributions.submit(viewer, contribution_id)
    return contribution_json(view, viewer, library, request)


def _contributor(viewers: Viewers) -> Viewer:
    """Whoever has opened a link asks as that, even when signed in: rights never add up."""
    return viewers.link if viewers.link is not ANONYMOUS else viewers.account


# ---- receipts ----


@router.get("/receipts/{receipt}")
def get_receipt(receipt: str, request: Request, library: LibraryDep) -> dict[str, Any]:
    """What was given, and what became of it."""
    library.throttle.check("receipt", address_of(request))
    return receipt_json(library.contributions.receipt(receipt), library)


@router.post("/receipts/{receipt}/withdraw")
def withdraw(receipt: str, request: Request, library: LibraryDep) -> dict[str, Any]:
    """Take it back: at once nobody else sees any of it. `erased_at` says when it goes for good."""
    library.throttle.check("receipt", address_of(request))
    return receipt_json(library.contributions.withdraw(receipt), library)


@router.post("/receipts/{receipt}/unwithdraw")
def unwithdraw(receipt: str, request: Request, library: LibraryDep) -> dict[str, Any]:
    """Give it after all, until it is erased; it stands where it stood."""
    library.throttle.check("receipt", address_of(request))
    return receipt_json(library.contributions.unwithdraw(receipt), library)


# ---- moderating ----


@router.get("/chests/{chest_id}/contributions")
def queue(
    chest_id: UUID,
    request: Request,
    library: LibraryDep,
    viewer: AccountDep,
    state: ContributionState | None = None,
    cursor: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> dict[str, Any]:
    """What was given: waiting ones oldest first, decided ones newest first."""
    page = library.contributions.queue(viewer, chest_id, state=state, after=cursor, limit=limit)
    return {
        "items": [contribution_json(view, viewer, library, request) for view in page.items],
        "next": str(page.next) if page.next else None,
    }


@router.get("/contributions/{contribution_id}")
def get(
    contribution_id: UUID, request: Request, library: LibraryDep, viewer: AccountDep
) -> dict[str, Any]:
    """One contribution, for whoever may decide about it."""
    view = library.contributions.get(viewer, contribution_id)
    return contribution_json(view, viewer, library, request)


@router.post("/contributions/{contribution_id}/approve")
def approve(
    contribution_id: UUID,
    request: Request,
    library: LibraryDep,
    viewer: AccountDep,
    body: ApproveBody | None = None,
) -> dict[str, Any]:
    """Publish it, with or without edits. Answers 409 when someone else decided before."""
    sent = body.model_dump() if body else {}
    view = library.contributions.approve(viewer, contribution_id, **sent)
    return contribution_json(view, viewer, library, request)


@router.post("/contributions/{contribution_id}/decline")
def decline(
    contribution_id: UUID,
    request: Request,
    library: LibraryDep,
    viewer: AccountDep,
    body: DeclineBody | None = None,
) -> dict[str, Any]:
    """Do not publish it. The contributor reads the note."""
    sent = body.model_dump() if body else {}
    view = library.contributions.decline(viewer, contribution_id, **sent)
    return contribution_json(view, viewer, library, request)


@router.post("/contributions/{contribution_id}/hold")
def hold(
    contribution_id: UUID,
    body: HoldBody,
    request: Request,
    library: LibraryDep,
    viewer: AccountDep,
) -> dict[str, Any]:
    """Put it aside until a moment or day ahead."""
    view = library.contributions.hold(viewer, contribution_id, **body.model_dump())
    return contribution_json(view, viewer, library, request)


@router.post("/contributions/{contribution_id}/undo")
def undo(
    contribution_id: UUID,
    request: Request,
    library: LibraryDep,
    viewer: AccountDep,
    body: UndoBody | None = None,
) -> dict[str, Any]:
    """Let it wait for a decision again."""
    version = body.version if body else None
    view = library.contributions.undo(viewer, contribution_id, version=version)
    return contribution_json(view, viewer, library, request)


@router.post("/chests/{chest_id}/contributions/review")
def review(
    chest_id: UUID, body: ReviewBody, library: LibraryDep, viewer: AccountDep
) -> dict[str, Any]:
    """One decision about many. Each is told its new state and version, or the problem that kept it
    as it is: 409 with `current` for what changed since the version that was sent."""
    outcomes = library.contributions.review(viewer, chest_id, **body.model_dump())
    items = [
        {
            "id": str(outcome.id),
            "state": outcome.state.value if outcome.state else None,
            "version": outcome.version,
            "problem": _problem_json(outcome.problem),
        }
        for outcome in outcomes
    ]
    return {"items": items, "next": None}


def _problem_json(problem: ChestError | None) -> Any:
    return json.loads(bytes(problem_for(problem).body)) if problem else None
