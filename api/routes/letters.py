"""Test letters: whether the chest's letters arrive."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from api.http.dependencies import AccountDep, LibraryDep
from api.http.idempotency import OnceDep
from api.schemas.letters import TestLetter

router = APIRouter(tags=["chests"])


@router.post("/chests/{chest_id}/test-letters", status_code=202)
def send_test_letter(
    chest_id: UUID, library: LibraryDep, viewer: AccountDep, once: OnceDep
) -> TestLetter:
    """Send a test letter to one's own address, in the background; for keepers. Answers 409 where no
    mail server is set up, 429 after five in an hour."""

    def work() -> dict[str, Any]:
        return {"id": str(library.letters.send_test(viewer, chest_id).id)}

    made = UUID(once.run(viewer, None, work)["id"])
    return TestLetter.model_validate(library.letters.get_test(viewer, chest_id, made))


@router.get("/chests/{chest_id}/test-letters/{letter_id}")
def get_test_letter(
    chest_id: UUID, letter_id: UUID, library: LibraryDep, viewer: AccountDep
) -> TestLetter:
    """What became of a test letter that one asked for; forgotten after 30 days."""
    return TestLetter.model_validate(library.letters.get_test(viewer, chest_id, letter_id))
