"""Receipts by e-mail: the address of one's receipt, sent to oneself."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from chest.contributions.receipts import Receipts
from chest.database import Database
from chest.errors import Conflict, Invalid, NotFound
from chest.letters import contents
from chest.letters.manager import NO_SERVER, LetterManager
from chest.models import ContributionState
from chest.security.throttle import Throttle
from chest.texts import clean_email
from language import _


@dataclass(frozen=True)
class ReceiptLetter:
    """A letter that is on its way; `to` is the address as it was understood."""

    id: UUID
    to: str


class ReceiptLetters:
    """Whoever holds a receipt may have its address sent to a mailbox, a few times a day."""

    def __init__(
        self, *, database: Database, receipts: Receipts, letters: LetterManager, throttle: Throttle
    ) -> None:
        self._database = database
        self._receipts = receipts
        self._letters = letters
        self._throttle = throttle

    @property
    def goes_by_mail(self) -> bool:
        """Whether it can be asked for at all: only where a mail server is set up."""
        return self._letters.goes_by_mail

    def send(self, receipt: str, *, to: str, base_url: str) -> ReceiptLetter:
        """Send the receipt's address to this mailbox; `base_url` is what that begins with.

        Raises NotFound and Gone as `Receipts.receipt`, NotFound for what was not sent yet, Invalid
        for what is no e-mail address, Conflict where no mail server is set up, TooMany.
        """
        given = self._receipts.receipt(receipt)
        if given.state is ContributionState.draft:
            raise NotFound
        address = clean_email(to)
        if not address:
            raise Invalid(_("Please enter your e-mail address."), field="email")
        if not self._letters.goes_by_mail:
            raise Conflict(NO_SERVER)
        self._throttle.check("receipt-letter", str(given.id))
        self._throttle.check("receipt-letter-to", address)
        content = contents.Receipt(
            address=f"{base_url.rstrip('/')}/r/{receipt}", chest=given.chest_name
        )
        with self._database.write() as session:
            letter = self._letters.write(session, content, to=address, about=given.id)
            return ReceiptLetter(id=letter.id, to=address)
