"""What the tests of contributions give, and how it gets to where they begin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from chest.access.viewers import Viewer
from chest.contributions.manager import ContributionManager
from chest.contributions.moderation import Moderation
from chest.contributions.views import ContributionView
from chest.database import Database
from chest.models import (
    Asset,
    ContributionState,
    Review,
    Upload,
    UploadState,
    utc_now,
)
from tests.builders import (
    Family,
    add_asset,
)

State = ContributionState


def begin(contributions: ContributionManager, aunt: Viewer, **words: Any) -> ContributionView:
    return contributions.open_draft(aunt, **{"name": "Aunt Graça", "consent": True, **words})


def add_file(
    database: Database, view: ContributionView, *, review: Review = Review.draft, **fields: Any
) -> UUID:
    return add_asset(database, view.chest_id, contribution_id=view.id, review=review, **fields)


def add_upload(database: Database, asset_id: UUID, state: UploadState) -> None:
    with database.write() as session:
        session.add(Upload(asset_id=asset_id, state=state, handle="handle", size=10, part_size=10))


def give(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> tuple[ContributionView, UUID]:
    """A photograph and a message, sent."""
    draft = begin(contributions, aunt)
    photo = add_file(database, draft, caption="her caption")
    contributions.update(aunt, draft.id, message="The summer we painted the boat.")
    return contributions.submit(aunt, draft.id), photo


def asset_of(database: Database, asset_id: UUID) -> Asset:
    with database.read() as session:
        asset = session.get(Asset, asset_id)
        assert asset
        return asset


def reviews(database: Database, contribution_id: UUID) -> set[Review]:
    with database.read() as session:
        return set(
            session.exec(
                select(Asset.review).where(col(Asset.contribution_id) == contribution_id)
            ).all()
        )


def bring_to(moderation: Moderation, family: Family, sent: ContributionView, state: State) -> None:
    """From pending to the state, the way people do it."""
    steps: dict[State, Callable[[], object]] = {
        State.approved: lambda: moderation.approve(family.curator, sent.id),
        State.declined: lambda: moderation.decline(family.curator, sent.id, note="Not her."),
        State.held: lambda: moderation.hold(
            family.curator, sent.id, until=utc_now() + timedelta(days=3)
        ),
    }
    if state in steps:
        steps[state]()
