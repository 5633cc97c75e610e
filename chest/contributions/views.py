"""Contributions as their contributors and as moderators see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from chest.access.viewers import Viewer
from chest.access.visibility import visible_to
from chest.assets.tiles import when
from chest.assets.views import AssetView, load_views
from chest.contributions.states import has_receipt
from chest.models import Account, Asset, Contribution, ContributionState, ShareLink
from chest.paging import Page
from chest.security.signing import Signer


@dataclass(frozen=True)
class ContributionView:
    """What one person gave at one time.

    `message_when` is when that was of which the message tells, in words. `items` are its memories,
    oldest first, the note that holds `message` among them; only what the viewer may see. `receipt`
    is set for the contributor alone, where they came through a link; who decided and when, until
    when it is held, and the link's label for moderators alone.
    """

    id: UUID
    chest_id: UUID
    state: ContributionState
    name: str
    relation: str
    contact_email: str | None
    message: str | None
    message_when: str | None
    message_asset_id: UUID | None
    items: tuple[AssetView, ...]
    account_id: UUID | None
    created_at: datetime
    submitted_at: datetime | None
    decision_note: str | None
    held_until: datetime | None
    decided_at: datetime | None
    decided_by: UUID | None
    decided_by_name: str | None
    link_label: str | None
    version: int
    receipt: str | None


@dataclass(frozen=True)
class DescribedFile:
    """A file with what its giver said of it; `when` is the date in words, as it was understood."""

    file: AssetView
    when: str | None


ContributionPage = Page[ContributionView]


def own_views(
    session: Session, viewer: Viewer, rows: Sequence[Contribution], *, signer: Signer
) -> list[ContributionView]:
    """The contributions as their contributor sees them."""
    assets = _assets(session, viewer, rows)
    return [
        _view(
            row,
            assets[row.id],
            receipt=signer.receipt_token(row.id) if has_receipt(row) else None,
        )
        for row in rows
    ]


def moderated_views(
    session: Session, viewer: Viewer, rows: Sequence[Contribution]
) -> list[ContributionView]:
    """The contributions as whoever decides about them sees them. A handful of queries, however
    many."""
    if not rows:
        return []
    assets = _assets(session, viewer, rows)
    names, labels = names_for_moderators(session, rows)
    return [
        _view(
            row,
            assets[row.id],
            decided_by=row.decided_by,
            decided_at=row.decided_at,
            held_until=row.held_until,
            decided_by_name=names.get(row.decided_by) if row.decided_by else None,
            link_label=labels.get(row.link_id) if row.link_id else None,
        )
        for row in rows
    ]


def names_for_moderators(
    session: Session, rows: Sequence[Contribution]
) -> tuple[dict[UUID, str], dict[UUID, str]]:
    """The names of those who decided about these, and the labels of the links they came through."""
    deciders = {row.decided_by for row in rows if row.decided_by}
    links = {row.link_id for row in rows if row.link_id}
    names = session.exec(select(Account.id, Account.name).where(col(Account.id).in_(deciders)))
    labels = session.exec(select(ShareLink.id, ShareLink.label).where(col(ShareLink.id).in_(links)))
    return dict(names.all()), dict(labels.all())


def _assets(
    session: Session, viewer: Viewer, rows: Sequence[Contribution]
) -> defaultdict[UUID, list[AssetView]]:
    assets = session.exec(
        select(Asset)
        .where(col(Asset.contribution_id).in_([row.id for row in rows]), visible_to(viewer))
        .order_by(col(Asset.created_at), col(Asset.id))
    ).all()
    found: defaultdict[UUID, list[AssetView]] = defaultdict(list)
    for asset, view in zip(assets, load_views(session, viewer, assets), strict=True):
        if asset.contribution_id is not None:
            found[asset.contribution_id].append(view)
    return found


def _view(
    row: Contribution,
    assets: list[AssetView],
    *,
    receipt: str | None = None,
    decided_by: UUID | None = None,
    decided_at: datetime | None = None,
    held_until: datetime | None = None,
    decided_by_name: str | None = None,
    link_label: str | None = None,
) -> ContributionView:
    note = next((asset for asset in assets if asset.id == row.message_asset_id), None)
    return ContributionView(
        id=row.id,
        chest_id=row.chest_id,
        state=row.state,
        name=row.name,
        relation=row.relation,
        contact_email=row.contact_email,
        message=note.body if note else None,
        message_when=when(note) if note else None,
        message_asset_id=note.id if note else None,
        items=tuple(assets),
        account_id=row.account_id,
        created_at=row.created_at,
        submitted_at=row.submitted_at,
        decision_note=row.decision_note,
        held_until=held_until,
        decided_at=decided_at,
        decided_by=decided_by,
        decided_by_name=decided_by_name,
        link_label=link_label,
        version=row.version,
        receipt=receipt,
    )
