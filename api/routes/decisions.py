"""Decisions: texts that no story tells before a keeper has said so, and what givers are asked."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Response

from api.http.dependencies import AccountDep, LibraryDep
from api.http.paging import Limit
from api.schemas.base import Page
from api.schemas.decisions import AnswerBody, DecideBody, Decision, OwnQuestion
from chest.models import HeldState

router = APIRouter(tags=["stories"])


@router.get("/chests/{chest_id}/decisions")
def list_decisions(
    chest_id: UUID,
    library: LibraryDep,
    viewer: AccountDep,
    state: HeldState = HeldState.open,
    cursor: str | None = None,
    limit: Limit = 20,
) -> Page[Decision]:
    """Texts of which somebody has to decide before a story tells them, the oldest first; or those
    of which it was decided, the newest first. For curators."""
    page = library.decisions.list_page(viewer, chest_id, state=state, cursor=cursor, limit=limit)
    return Page[Decision].of(page, Decision.of)


@router.post("/decisions/{decision_id}")
def decide(
    decision_id: UUID, body: DecideBody, library: LibraryDep, viewer: AccountDep
) -> Decision:
    """Decide, or take back what was decided. For keepers; twice is no error."""
    if body.decision == "undo":
        return Decision.of(library.decisions.undo(viewer, decision_id))
    decided = library.decisions.decide(
        viewer, decision_id, body.decision, audience=body.audience, wording=body.wording
    )
    return Decision.of(decided)


@router.get("/chests/{chest_id}/decisions/asked")
def list_own_questions(
    chest_id: UUID, library: LibraryDep, viewer: AccountDep
) -> Page[OwnQuestion]:
    """What you are asked about your own texts. To answer is `POST /api/decisions/{id}/answer`."""
    found = library.questions.list_own(viewer, chest_id)
    return Page[OwnQuestion](items=[OwnQuestion.model_validate(one) for one in found], next=None)


@router.post("/decisions/{decision_id}/answer", status_code=204)
def answer(
    decision_id: UUID, body: AnswerBody, library: LibraryDep, viewer: AccountDep
) -> Response:
    """Answer what you are asked about your own text; a keeper then decides."""
    library.questions.answer(viewer, decision_id, body.words)
    return Response(status_code=204)
