"""A receipt's address, sent to oneself by e-mail."""

from __future__ import annotations

from uuid import uuid4

import pytest

from chest.access.viewers import Viewer
from chest.contributions.manager import ContributionManager
from chest.contributions.receipt_letters import ReceiptLetters
from chest.contributions.receipts import Receipts
from chest.database import Database
from chest.errors import Conflict, Invalid, NotFound, TooMany
from chest.letters.manager import LetterManager
from chest.security.signing import Signer
from chest.security.throttle import RATES, WindowThrottle
from tests.builders import RecordingQueue
from tests.chest.contributions.giving import begin, give
from tests.mailing import Bag, deliver, list_letters, words_of

HOME = "https://chest.example"


def letters_of(database: Database, receipts: Receipts, *, by_mail: bool = True) -> ReceiptLetters:
    throttle = WindowThrottle()
    letters = LetterManager(
        database=database, jobs=RecordingQueue(), throttle=throttle, goes_by_mail=by_mail
    )
    return ReceiptLetters(database=database, receipts=receipts, letters=letters, throttle=throttle)


def test_the_letter_brings_the_address_of_the_receipt(
    contributions: ContributionManager, receipts: Receipts, database: Database, aunt: Viewer
) -> None:
    sent, _ = give(contributions, database, aunt)
    assert sent.receipt
    letter = letters_of(database, receipts).send(
        sent.receipt, to=" Graca@Example.org ", base_url=f"{HOME}/"
    )
    assert letter.to == "graca@example.org"
    bag = Bag()
    deliver(database, bag)
    [brought] = bag.letters
    assert brought["To"] == "graca@example.org"
    assert f"{HOME}/r/{sent.receipt}\n" in words_of(brought)
    assert "Rosa Almeida" in str(brought["Subject"])
    # The address is a right: it is not kept once the letter is out.
    assert [row.data for row in list_letters(database)] == [{}]


def test_it_is_for_receipts_of_what_was_sent_and_for_addresses(
    contributions: ContributionManager, receipts: Receipts, database: Database, aunt: Viewer
) -> None:
    letters = letters_of(database, receipts)
    draft = begin(contributions, aunt)
    forged = Signer(b"y" * 32).receipt_token(uuid4())
    for receipt in (draft.receipt or "", forged, "x"):
        with pytest.raises(NotFound):
            letters.send(receipt, to="graca@example.org", base_url=HOME)
    contributions.update(aunt, draft.id, message="She laughed.")
    sent = contributions.submit(aunt, draft.id)
    assert sent.receipt
    for wrong in ("", "graca at home", "a@b.example\nBcc: c@d.example"):
        with pytest.raises(Invalid):
            letters.send(sent.receipt, to=wrong, base_url=HOME)
    with pytest.raises(Conflict):
        letters_of(database, receipts, by_mail=False).send(
            sent.receipt, to="graca@example.org", base_url=HOME
        )
    assert list_letters(database) == []


def test_neither_one_gift_nor_one_mailbox_can_be_used_to_fill_mailboxes(
    contributions: ContributionManager, receipts: Receipts, database: Database, aunt: Viewer
) -> None:
    letters = letters_of(database, receipts)
    first, second = (give(contributions, database, aunt)[0].receipt or "" for _ in range(2))
    for n in range(RATES["receipt-letter"].amount):
        letters.send(first, to=f"someone{n}@example.org", base_url=HOME)
    with pytest.raises(TooMany):
        letters.send(first, to="one.more@example.org", base_url=HOME)
    letters.send(second, to="one.more@example.org", base_url=HOME)
    assert len(list_letters(database)) == RATES["receipt-letter"].amount + 1
