"""Receipts: what a contributor keeps to see what became of their gift, and to take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from chest.access.viewers import ReceiptViewer, Viewer
from chest.assets.views import AssetView
from chest.contributions.states import has_receipt, move
from chest.contributions.views import own_views
from chest.database import Database
from chest.dates.days import say_day
from chest.erasing.due import erased_at
from chest.erasing.periods import DRAFTS_KEPT, WITHDRAWN_KEPT
from chest.errors import Gone, NotFound
from chest.models import Chest, Contribution, ContributionState, Review
from chest.security.signing import Signer
from chest.sharing.sessions import list_sessions_held
from chest.stories.questions import (
    Question,
    answer_in,
    count_waiting_of,
    list_questions,
    of_gift,
)
from language import N_, Sayings, _, ngettext

# Where a gift stands, in a sentence that can be read again and again.
STANDS = Sayings(
    {
        ContributionState.draft: N_("This was not sent yet."),
        ContributionState.pending: N_(
            "The person who keeps this chest will see it first. They have not decided yet."
        ),
        ContributionState.approved: N_("It is in the chest."),
        ContributionState.declined: N_("The family has decided not to add this."),
        ContributionState.held: N_("The family is keeping this for a later day."),
        ContributionState.withdrawn: N_("You took this back. Nobody else can see it."),
    }
)
WORDS = Sayings(
    {
        ContributionState.draft: N_(
            "This was not sent yet. Open the link again on the same device to finish it."
        ),
        ContributionState.pending: N_(
            "Thank you. The person who keeps this chest will see it first."
        ),
        ContributionState.approved: N_("Thank you. It is in the chest."),
        ContributionState.declined: N_(
            "The family has decided not to add this. It is kept where only you and those who "
            "decided can see it. If you take it back, it is erased {days} days later."
        ),
        ContributionState.held: N_("The family is keeping this for a later day."),
        ContributionState.withdrawn: N_("You took this back. Nobody else can see it."),
    }
)
# What a story may tell of sooner or later.
_MAY_BE_TOLD = (ContributionState.pending, ContributionState.approved, ContributionState.held)
# What is added where a day is known on which it is erased.
_UNTIL = Sayings(
    {
        ContributionState.draft: N_("What is not sent is erased on {day}."),
        ContributionState.withdrawn: N_("It is erased on {day}; until then you can put it back."),
    }
)


@dataclass(frozen=True)
class ReceiptView:
    """A contribution as its receipt shows it. `words` says where it stands, in a sentence;
    `items` are the files that were given, `message` what was written with them and `message_when`
    when that was, in words. `waits` says that a part of it waits for a decision before a story
    tells it, `questions` what the giver is asked about it. `erased_at` is when
    nothing of it will be kept any more, for what was not sent or was taken back."""

    id: UUID
    chest_id: UUID
    chest_name: str
    state: ContributionState
    words: str
    name: str
    message: str | None
    message_when: str | None
    items: tuple[AssetView, ...]
    decision_note: str | None
    created_at: datetime
    submitted_at: datetime | None
    waits: str | None
    questions: tuple[Question, ...]
    can_withdraw: bool
    can_undo_withdrawal: bool
    erased_at: datetime | None


@dataclass(frozen=True)
class SentGift:
    """Something that was sent from one browser, in a line: for whose chest, when, and where it
    stands. `sent_on` is the day where the chest
    is at home. `receipt` opens the rest."""

    id: UUID
    chest_name: str
    name: str
    state: ContributionState
    submitted_at: datetime
    sent_on: str
    receipt: str

    @property
    def stands(self) -> str:
        return STANDS[self.state]


class Receipts:
    """Calls take the receipt itself: whoever holds it is the contributor, whatever became of the
    link. All raise NotFound for a forged receipt, and Gone when nothing is kept of the gift, or a
    member added it."""

    def __init__(self, *, database: Database, signer: Signer) -> None:
        self._database = database
        self._signer = signer

    def find_viewer_by_receipt(self, receipt: str | None) -> Viewer | None:
        """Who a receipt speaks for; None when it is missing, forged, or nothing is kept of it."""
        if not receipt:
            return None
        try:
            with self._database.read() as session:
                return ReceiptViewer(contribution_id=self._contribution_of(session, receipt).id)
        except (NotFound, Gone):
            return None

    def receipt(self, receipt: str) -> ReceiptView:
        """What was given, and what became of it."""
        with self._database.read() as session:
            return self._receipt_view(session, self._contribution_of(session, receipt))

    def list_sent(self, cookie: str | None, *, limit: int = 50) -> list[SentGift]:
        """What was sent from the browser with this link cookie, newest first, through whichever
        links it holds and whatever became of them."""
        with self._database.read() as session:
            held = list_sessions_held(session, cookie)
            if not held:
                return []
            rows = session.exec(
                select(Contribution, Chest.name, Chest.time_zone)
                .join(Chest, col(Chest.id) == col(Contribution.chest_id))
                .where(
                    col(Contribution.link_session_id).in_(held),
                    col(Contribution.submitted_at).is_not(None),
                    col(Chest.deleted_at).is_(None),
                )
                .order_by(col(Contribution.id).desc())
                .limit(limit)
            ).all()
        return [
            SentGift(
                id=row.id,
                chest_name=name,
                name=row.name,
                state=row.state,
                submitted_at=row.submitted_at,
                sent_on=say_day(row.submitted_at, time_zone),
                receipt=self._signer.receipt_token(row.id),
            )
            for row, name, time_zone in rows
            if row.submitted_at is not None
        ]

    def withdraw(self, receipt: str) -> ReceiptView:
        """Take the gift back, from whatever state: at once nobody else sees any of it, and after
        30 days it is erased. Twice is not an error."""
        with self._database.write() as session:
            contribution = self._contribution_of(session, receipt, lock=True)
            if contribution.state is not ContributionState.withdrawn:
                move(
                    session,
                    contribution,
                    ContributionState.withdrawn,
                    viewer=ReceiptViewer(contribution_id=contribution.id),
                    action="withdrawn",
                    withdrawn_from=contribution.state,
                )
            return self._receipt_view(session, contribution)

    def unwithdraw(self, receipt: str) -> ReceiptView:
        """Give it after all, as long as it is not erased: it stands where it stood before. Not an
        error if never withdrawn."""
        with self._database.write() as session:
            contribution = self._contribution_of(session, receipt, lock=True)
            if contribution.state is ContributionState.withdrawn:
                move(
                    session,
                    contribution,
                    contribution.withdrawn_from or ContributionState.pending,
                    viewer=ReceiptViewer(contribution_id=contribution.id),
                    action="unwithdrawn",
                    withdrawn_from=None,
                )
            return self._receipt_view(session, contribution)

    def answer(self, receipt: str, question_id: UUID, words: str) -> ReceiptView:
        """Answer what the keeper asks about the giver's words. NotFound for what nobody asked."""
        with self._database.write() as session:
            contribution = self._contribution_of(session, receipt, lock=True)
            viewer = ReceiptViewer(contribution_id=contribution.id)
            answer_in(session, viewer, of_gift(viewer), question_id, words)
            return self._receipt_view(session, contribution)

    def _contribution_of(
        self, session: Session, receipt: str, *, lock: bool = False
    ) -> Contribution:
        found = session.get(
            Contribution, self._signer.read_receipt_token(receipt), with_for_update=lock or None
        )
        if found is None:
            raise Gone(
                _(
                    "Nothing is kept of this any more. What is not sent is erased after {days} "
                    "days, and what was taken back after {days_back}.",
                    days=DRAFTS_KEPT.days,
                    days_back=WITHDRAWN_KEPT.days,
                )
            )
        if not has_receipt(found):
            # It would outlive the membership, and bring back unseen what was rewritten meanwhile.
            raise Gone(
                _(
                    "What a member adds has no receipt. You find it in the chest, and can delete "
                    "it there."
                )
            )
        return found

    def _receipt_view(self, session: Session, contribution: Contribution) -> ReceiptView:
        viewer = ReceiptViewer(contribution_id=contribution.id)
        view = own_views(session, viewer, [contribution], signer=self._signer)[0]
        chest = session.get(Chest, contribution.chest_id)
        is_withdrawn = view.state is ContributionState.withdrawn
        is_declined = view.state is ContributionState.declined
        ends = erased_at(session, contribution)
        said = [WORDS[view.state].format(days=WITHDRAWN_KEPT.days)]
        if view.state is ContributionState.approved:
            said += _say_left_out([item for item in view.items if item.review is Review.declined])
        if ends is not None and chest is not None:
            said.append(_UNTIL[view.state].format(day=say_day(ends, chest.time_zone)))
        return ReceiptView(
            id=view.id,
            chest_id=view.chest_id,
            chest_name=chest.name if chest else "",
            state=view.state,
            words=" ".join(said),
            name=view.name,
            message=view.message,
            message_when=view.message_when,
            items=tuple(item for item in view.items if item.id != view.message_asset_id),
            decision_note=view.decision_note if is_declined else None,
            waits=_say_waiting(session, viewer) if view.state in _MAY_BE_TOLD else None,
            questions=tuple(list_questions(session, of_gift(viewer), viewer)),
            created_at=view.created_at,
            submitted_at=view.submitted_at,
            can_withdraw=not is_withdrawn,
            can_undo_withdrawal=is_withdrawn,
            erased_at=ends,
        )


def _say_waiting(session: Session, viewer: ReceiptViewer) -> str | None:
    """That not all of it is told by itself; None where nothing waits."""
    waiting = count_waiting_of(session, of_gift(viewer), viewer)
    if not waiting:
        return None
    return ngettext(
        "The family reads one part of it before it is told in a story.",
        "The family reads {n} parts of it before they are told in a story.",
        waiting,
    )


def _say_left_out(items: Sequence[AssetView]) -> list[str]:
    """What is said of pieces that the family does not see, where it sees the rest."""
    if not items:
        return []
    return [
        ngettext(
            "One piece of it was left out. It is kept where only you and those who decided can "
            "see it.",
            "{n} pieces of it were left out. They are kept where only you and those who decided "
            "can see them.",
            len(items),
        )
    ]
