"""Contributions, as those who gave and those who decide see them, and their receipts."""

from __future__ import annotations

from uuid import UUID

from api.http.problems import Problem
from api.schemas.assets import Asset
from api.schemas.base import Answer, Moment
from api.schemas.decisions import GiverQuestion
from chest.access.viewers import ReceiptViewer, Viewer
from chest.assets.media import MediaManager
from chest.contributions.gifts import GiftView
from chest.contributions.receipts import ReceiptView
from chest.contributions.views import ContributionView
from chest.contributions.views import DescribedFile as DescribedFileView
from chest.models import ContributionState


class Decider(Answer):
    account_id: UUID
    name: str | None


class Contribution(Answer):
    """What one person gave at one time. The receipt is told to that person alone; who decided, and
    the link's label, to those who decide."""

    id: UUID
    chest_id: UUID
    state: ContributionState
    name: str
    relation: str
    contact_email: str | None
    message: str | None
    message_when: str | None
    message_asset_id: UUID | None
    items: list[Asset]
    account_id: UUID | None
    link_label: str | None
    created_at: Moment
    submitted_at: Moment | None
    decision_note: str | None
    decided_by: Decider | None
    decided_at: Moment | None
    held_until: Moment | None
    version: int
    receipt: str | None
    receipt_url: str | None

    @classmethod
    def of(
        cls, view: ContributionView, viewer: Viewer, media: MediaManager, *, base_url: str
    ) -> Contribution:
        """`base_url` is what the receipt's address begins with."""
        decided_by = None
        if view.decided_by is not None:
            decided_by = Decider(account_id=view.decided_by, name=view.decided_by_name)
        return cls(
            id=view.id,
            chest_id=view.chest_id,
            state=view.state,
            name=view.name,
            relation=view.relation,
            contact_email=view.contact_email,
            message=view.message,
            message_when=view.message_when,
            message_asset_id=view.message_asset_id,
            items=[Asset.of(item, viewer, media) for item in view.items],
            account_id=view.account_id,
            link_label=view.link_label,
            created_at=view.created_at,
            submitted_at=view.submitted_at,
            decision_note=view.decision_note,
            decided_by=decided_by,
            decided_at=view.decided_at,
            held_until=view.held_until,
            version=view.version,
            receipt=view.receipt,
            receipt_url=f"{base_url}/r/{view.receipt}" if view.receipt else None,
        )


class DescribedFile(Asset):
    """A file with what its giver said of it; `when` is its date in words, as it was understood."""

    when: str | None

    @classmethod
    def of_file(cls, told: DescribedFileView, viewer: Viewer, media: MediaManager) -> DescribedFile:
        fields = Asset.of(told.file, viewer, media).model_dump()
        return cls.model_validate(fields | {"when": told.when})


class ReviewOutcome(Answer):
    """What became of one contribution of several: its new state and version, or the problem that
    kept it as it was."""

    id: UUID
    state: ContributionState | None
    version: int | None
    problem: Problem | None


class Gift(Answer):
    """A contribution in short: how many pieces it has, and how many of them are left out."""

    id: UUID
    state: ContributionState
    size: int
    left_out: int
    version: int

    @classmethod
    def of(cls, view: GiftView) -> Gift:
        return cls(
            id=view.id,
            state=view.state,
            size=view.size,
            left_out=view.left_out,
            version=view.version,
        )


class ReceiptChest(Answer):
    id: UUID
    name: str


class ReceiptLetter(Answer):
    """A letter with a receipt in it, on its way; `to` is the address as it was understood."""

    to: str


class Receipt(Answer):
    """What was given, and what became of it: `words` say it. `waits` says that a part of
    it waits before a story tells it, and `questions` are asked about it. `erased_at` is when
    nothing of it will be kept any more, for what was not sent or was taken back."""

    id: UUID
    chest: ReceiptChest
    state: ContributionState
    words: str
    name: str
    message: str | None
    message_when: str | None
    items: list[Asset]
    decision_note: str | None
    waits: str | None
    questions: list[GiverQuestion]
    created_at: Moment
    submitted_at: Moment | None
    can_withdraw: bool
    can_undo_withdrawal: bool
    erased_at: Moment | None

    @classmethod
    def of(cls, view: ReceiptView, media: MediaManager) -> Receipt:
        viewer = ReceiptViewer(contribution_id=view.id)
        return cls(
            id=view.id,
            chest=ReceiptChest(id=view.chest_id, name=view.chest_name),
            state=view.state,
            words=view.words,
            name=view.name,
            message=view.message,
            message_when=view.message_when,
            items=[Asset.of(item, viewer, media) for item in view.items],
            decision_note=view.decision_note,
            waits=view.waits,
            questions=[GiverQuestion.model_validate(one) for one in view.questions],
            created_at=view.created_at,
            submitted_at=view.submitted_at,
            can_withdraw=view.can_withdraw,
            can_undo_withdrawal=view.can_undo_withdrawal,
            erased_at=view.erased_at,
        )
