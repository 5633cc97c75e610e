"""In which order rows are locked, and the locks that several rooms take. Every lock lasts until
the transaction ends; SQLite has one for the whole database, and these then cost nothing.

Two transactions that took the same locks in opposite orders would wait for each other. So rows are
locked in this order, whichever of them a deed needs:

1. the chest (who belongs to it), then its invitations
2. the account, then its sessions
3. the link session
4. the contribution that a memory belongs to
5. the upload, and the memory; several memories in the order of their ids
6. the membership, then the contribution that gathers what this member adds
7. the share link (how much was sent through it)
8. which memories of a chest repeat which: PostgreSQL takes this lock by itself, when the statement
   is sent that changes what of a published memory decides about it (its bytes, audience, date, kind
   …). So a deed locks its rows before it writes, also where it does the same to many.
9. the end of the audit's chain (`chest.access.chain`): taken while the transaction commits, when
   all else is written, and nothing is locked after it

A contribution of 4 is never one of 6 in the same transaction: what is gathered into waits for a
decision, and whoever goes on to 6 comes from one that was approved. A memory that still waits is
locked after its contribution (4), so a note locks first what is decided, see `lock_decided`.

`lock_…` is what a function that locks is called; to `hold` is what a moderator does.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import Session, col, select

from chest.access.viewers import Viewer
from chest.access.visibility import visible_to
from chest.errors import NotFound
from chest.models import Asset, Chest, Contribution, ContributionState, Membership, Upload


def lock_chest(session: Session, chest_id: UUID) -> None:
    """Lock who belongs to this chest as what.

    Whoever changes it, and whoever invites, locks the chest before anything is read: of two who
    change it at one instant, the second finds what the first has left.
    """
    session.get(Chest, chest_id, with_for_update={"key_share": True})


def lock_membership(session: Session, chest_id: UUID, account_id: UUID) -> None:
    """Lock the membership, if there is one: of several files that a member begins at one instant,
    one makes the contribution that gathers them all."""
    session.get(Membership, (chest_id, account_id), with_for_update=True)


def lock_contribution_of(session: Session, asset_id: UUID) -> None:
    """Lock the memory's contribution, if it has one; to be called before the memory is locked."""
    session.exec(
        select(Contribution)
        .join(Asset, col(Asset.contribution_id) == col(Contribution.id))
        .where(col(Asset.id) == asset_id)
        .with_for_update(of=Contribution)
    ).first()


def lock_contributions_of(
    session: Session, asset_ids: Collection[UUID]
) -> dict[UUID, Contribution]:
    """Lock the contributions of these memories, in the order of their ids; to be called before any
    of the memories is locked. Returns them by their ids."""
    rows = session.exec(
        select(Contribution)
        .where(
            col(Contribution.id).in_(
                select(col(Asset.contribution_id)).where(col(Asset.id).in_(asset_ids))
            )
        )
        .order_by(col(Contribution.id))
        .with_for_update()
    ).all()
    return {row.id: row for row in rows}


def lock_decided(session: Session, viewer: Viewer, asset_ids: Collection[UUID]) -> None:
    """Lock those of these memories about which nobody has to decide.

    To be called before a note is made, which takes the locks of 6: whoever rewrites one of these
    locks it first, and then those. One that waits is locked after its contribution.
    """
    if not asset_ids:
        return
    decided = select(col(Contribution.id)).where(
        col(Contribution.state) == ContributionState.approved
    )
    session.exec(
        select(Asset.id)
        .where(
            col(Asset.id).in_(asset_ids),
            or_(col(Asset.contribution_id).is_(None), col(Asset.contribution_id).in_(decided)),
            visible_to(viewer),
        )
        .order_by(col(Asset.id))
        .with_for_update()
    ).all()


def lock_upload(session: Session, upload_id: UUID) -> tuple[Upload, Asset]:
    """The upload and its memory as they are now, and before them the contribution, the order in
    which it is reviewed. Raises NotFound."""
    contribution_id = session.exec(
        select(Asset.contribution_id)
        .join(Upload, col(Upload.asset_id) == col(Asset.id))
        .where(col(Upload.id) == upload_id)
    ).first()
    if contribution_id is not None:
        session.get(Contribution, contribution_id, with_for_update=True)
    found = session.exec(
        select(Upload, Asset)
        .join(Asset, col(Asset.id) == col(Upload.asset_id))
        .where(col(Upload.id) == upload_id)
        .with_for_update()
        .execution_options(populate_existing=True)  # as they are now, not as read before the lock
    ).first()
    if found is None:
        raise NotFound
    return found
