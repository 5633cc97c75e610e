"""Moderation: what curators and keepers decide about contributions."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api.http.dependencies import AccountDep, LibraryDep
from api.http.formats import Day, SentMoment, SentNumber
from api.http.paging import Limit
from api.http.problems import describe
from api.schemas.base import Page
from api.schemas.contributions import Contribution, Gift, ReviewOutcome
from chest.access.viewers import Viewer
from chest.contributions.gifts import MAX_AT_ONCE as MAX_PIECES
from chest.contributions.moderation import MAX_AT_ONCE, Decision
from chest.contributions.views import ContributionView
from chest.library import Library
from chest.models import Audience, ContributionState

router = APIRouter(tags=["contributions"])


class ApproveBody(BaseModel):
    """`edits` are {asset id: {caption, body, taken, place: words}}."""

    model_config = ConfigDict(extra="forbid")

    edits: dict[UUID, dict[str, str | None]] = Field(default_factory=dict)
    audience: Audience | None = None
    version: SentNumber | None = None


class DeclineBody(BaseModel):
    model_config = ConfigDict(extra="forbid")

    note: str | None = None
    version: SentNumber | None = None


class HoldBody(BaseModel):
    """`until` is a moment, or a day ("2026-12-21") that begins where the chest is at home."""

    model_config = ConfigDict(extra="forbid")

    until: SentMoment | Day
    version: SentNumber | None = None


class UndoBody(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: SentNumber | None = None


class ReviewBody(BaseModel):
    """`versions` are {contribution id: version} as they were seen: what changed since is not
    decided."""

    model_config = ConfigDict(extra="forbid")

    ids: list[UUID] = Field(max_length=MAX_AT_ONCE)
    decision: Decision
    note: str | None = None
    until: SentMoment | Day | None = None
    audience: Audience | None = None
    versions: dict[UUID, SentNumber] = Field(default_factory=dict, max_length=MAX_AT_ONCE)


@router.get("/chests/{chest_id}/contributions")
def queue(
    chest_id: UUID,
    library: LibraryDep,
    viewer: AccountDep,
    state: ContributionState | None = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[Contribution]:
    """What was given: waiting ones oldest first, decided ones newest first."""
    page = library.moderation.list_contributions(
        viewer, chest_id, state=state, after=cursor, limit=limit
    )
    return Page[Contribution].of(page, lambda view: _said(view, viewer, library))


@router.get("/contributions/{contribution_id}")
def get(contribution_id: UUID, library: LibraryDep, viewer: AccountDep) -> Contribution:
    """One contribution, for whoever may decide about it."""
    view = library.moderation.get(viewer, contribution_id)
    return _said(view, viewer, library)


@router.post("/contributions/{contribution_id}/approve")
def approve(
    contribution_id: UUID,
    library: LibraryDep,
    viewer: AccountDep,
    body: ApproveBody | None = None,
) -> Contribution:
    """Publish it, with or without edits. Answers 409 when someone else decided before."""
    sent = body.model_dump() if body else {}
    view = library.moderation.approve(viewer, contribution_id, **sent)
    return _said(view, viewer, library)


@router.post("/contributions/{contribution_id}/decline")
def decline(
    contribution_id: UUID,
    library: LibraryDep,
    viewer: AccountDep,
    body: DeclineBody | None = None,
) -> Contribution:
    """Do not publish it. The contributor reads the note."""
    sent = body.model_dump() if body else {}
    view = library.moderation.decline(viewer, contribution_id, **sent)
    return _said(view, viewer, library)


@router.post("/contributions/{contribution_id}/hold")
def hold(
    contribution_id: UUID,
    body: HoldBody,
    library: LibraryDep,
    viewer: AccountDep,
) -> Contribution:
    """Put it aside until a moment or day ahead."""
    view = library.moderation.hold(viewer, contribution_id, **body.model_dump())
    return _said(view, viewer, library)


@router.post("/contributions/{contribution_id}/undo")
def undo(
    contribution_id: UUID,
    library: LibraryDep,
    viewer: AccountDep,
    body: UndoBody | None = None,
) -> Contribution:
    """Let it wait for a decision again."""
    version = body.version if body else None
    view = library.moderation.undo(viewer, contribution_id, version=version)
    return _said(view, viewer, library)


class PiecesBody(BaseModel):
    """`version` is that of the gift as it was seen; without it, the newest."""

    model_config = ConfigDict(extra="forbid")

    ids: list[UUID] = Field(min_length=1, max_length=MAX_PIECES)
    version: SentNumber | None = None


@router.post("/contributions/{contribution_id}/leave-out")
def leave_out(
    contribution_id: UUID, body: PiecesBody, library: LibraryDep, viewer: AccountDep
) -> Gift:
    """Leave single pieces out: approving the gift declines them by themselves. Answers 422 where
    nothing of it would be left, 409 when it has changed since `version`."""
    return Gift.of(library.gifts.leave_out(viewer, contribution_id, **body.model_dump()))


@router.post("/contributions/{contribution_id}/take-in")
def take_in(
    contribution_id: UUID, body: PiecesBody, library: LibraryDep, viewer: AccountDep
) -> Gift:
    """Take in again what was left out, at once where the gift is approved already."""
    return Gift.of(library.gifts.take_in(viewer, contribution_id, **body.model_dump()))


@router.post("/chests/{chest_id}/contributions/review")
def review(
    chest_id: UUID, body: ReviewBody, library: LibraryDep, viewer: AccountDep
) -> Page[ReviewOutcome]:
    """One decision about many. Each is told its new state and version, or the problem that kept it
    as it is: 409 with `current` for what changed since the version that was sent."""
    outcomes = library.moderation.review(viewer, chest_id, **body.model_dump())
    items = [
        ReviewOutcome(
            id=outcome.id,
            state=outcome.state,
            version=outcome.version,
            problem=describe(outcome.problem) if outcome.problem else None,
        )
        for outcome in outcomes
    ]
    return Page[ReviewOutcome](items=items, next=None)


def _said(view: ContributionView, viewer: Viewer, library: Library) -> Contribution:
    # Whoever decides is told no receipt, and so no address of one.
    return Contribution.of(view, viewer, library.media, base_url="")
