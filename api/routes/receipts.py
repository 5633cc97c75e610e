"""Receipts: what became of a gift, and taking it back."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict

from api.http.dependencies import LibraryDep
from api.http.origins import address_of, base_url_of
from api.schemas.contributions import Receipt, ReceiptLetter
from api.schemas.decisions import AnswerBody


class LetterBody(BaseModel):
    model_config = ConfigDict(extra="forbid")

    email: str


router = APIRouter(tags=["contributions"])


@router.get("/receipts/{receipt}")
def get_receipt(receipt: str, request: Request, library: LibraryDep) -> Receipt:
    """What was given, and what became of it."""
    library.throttle.check("receipt", address_of(request))
    return Receipt.of(library.receipts.receipt(receipt), library.media)


@router.post("/receipts/{receipt}/letter", status_code=202)
def send_letter(
    receipt: str, body: LetterBody, request: Request, library: LibraryDep
) -> ReceiptLetter:
    """Send the receipt's address to a mailbox: `{"email": "…"}`. 409 where no mail server is set
    up."""
    library.throttle.check("receipt", address_of(request))
    base_url = base_url_of(request, library.settings)
    letter = library.receipt_letters.send(receipt, to=body.email, base_url=base_url)
    return ReceiptLetter.model_validate(letter)


@router.post("/receipts/{receipt}/questions/{question_id}")
def answer(
    receipt: str, question_id: UUID, body: AnswerBody, request: Request, library: LibraryDep
) -> Receipt:
    """Answer what you are asked about your words: `{"words": "…"}`. The keeper then decides."""
    library.throttle.check("receipt", address_of(request))
    return Receipt.of(library.receipts.answer(receipt, question_id, body.words), library.media)


@router.post("/receipts/{receipt}/withdraw")
def withdraw(receipt: str, request: Request, library: LibraryDep) -> Receipt:
    """Take it back: at once nobody else sees any of it. `erased_at` says when it goes for good."""
    library.throttle.check("receipt", address_of(request))
    return Receipt.of(library.receipts.withdraw(receipt), library.media)


@router.post("/receipts/{receipt}/unwithdraw")
def unwithdraw(receipt: str, request: Request, library: LibraryDep) -> Receipt:
    """Give it after all, until it is erased; it stands where it stood."""
    library.throttle.check("receipt", address_of(request))
    return Receipt.of(library.receipts.unwithdraw(receipt), library.media)
