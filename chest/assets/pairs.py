"""What belongs to a memory and is shown with it, and the way to see each by itself."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, or_, select

from chest.access.audit import record
from chest.access.memories import get_editable, get_visible
from chest.access.viewers import Viewer, require_account
from chest.access.visibility import visible_to
from chest.assets.views import AssetView, load_views
from chest.database import Database
from chest.errors import Conflict
from chest.ingest.moments import MOMENT
from chest.models import Asset, Companion, Derivative
from language import N_, _

_DIFFER = N_(
    "These are not seen by the same people any more, or one of them was deleted. Let the same "
    "people see both, then try again."
)


@dataclass(frozen=True)
class Companions:
    """What belongs to the memory `shown`, each by itself; `apart` says that somebody wanted to see
    them so, in every list."""

    shown: UUID
    items: tuple[AssetView, ...]
    apart: bool


class PairManager:
    """Over memories of one group: whoever sees one of them sees all."""

    def __init__(self, *, database: Database) -> None:
        self._database = database

    def get_companions(self, viewer: Viewer, asset_id: UUID) -> Companions:
        """What belongs to a memory, or to the one that this one belongs to. Raises NotFound for one
        that the viewer does not see, and NotSignedIn for everybody without an account."""
        require_account(viewer)
        with self._database.read() as session:
            return _read(session, viewer, get_visible(session, viewer, asset_id))

    def show_apart(self, viewer: Viewer, asset_id: UUID) -> Companions:
        """Show what belongs together each by itself, in every list and number, to everybody. For
        whoever may change the memory. What only tells of it stays with it. Twice is no error."""
        require_account(viewer)
        with self._database.write() as session:
            shown = _lock_shown(session, viewer, asset_id)
            group = session.exec(
                select(Asset)
                .where(
                    col(Asset.companion_of) == shown.id,
                    col(Asset.companion_as) != Companion.sidecar,
                )
                .order_by(col(Asset.id))
                .with_for_update()
            ).all()
            for asset in group:
                asset.companion_of, asset.apart_from = None, shown.id
                session.add(asset)
            if group:
                if session.get(Derivative, (shown.id, MOMENT)) is None:
                    shown.moment = None
                    session.add(shown)
                _write_down(session, viewer, "asset.shown_apart", shown)
            session.flush()
            return _read(session, viewer, shown)

    def show_as_one(self, viewer: Viewer, asset_id: UUID) -> Companions:
        """The way back from `show_apart`. Raises Conflict where they are not seen by the same
        people any more."""
        require_account(viewer)
        with self._database.write() as session:
            shown = _lock_shown(session, viewer, asset_id)
            group = session.exec(
                select(Asset)
                .where(col(Asset.apart_from) == shown.id)
                .order_by(col(Asset.id))
                .with_for_update()
            ).all()
            if any(_standing(asset) != _standing(shown) for asset in group):
                raise Conflict(_(_DIFFER))
            for asset in group:
                asset.companion_of, asset.apart_from = shown.id, None
                if asset.companion_as is Companion.moment and shown.moment is None:
                    shown.moment = asset.duration
                session.add(asset)
            if group:
                session.add(shown)
                _write_down(session, viewer, "asset.shown_as_one", shown)
            session.flush()
            return _read(session, viewer, shown)


def _lock_shown(session: Session, viewer: Viewer, asset_id: UUID) -> Asset:
    asset = get_editable(session, viewer, asset_id)[0]
    shown = asset.companion_of or asset.apart_from or asset.id
    return get_editable(session, viewer, shown, lock=True)[0]


def _standing(asset: Asset) -> tuple[object, ...]:
    return (
        asset.review,
        asset.audience,
        asset.contribution_id,
        asset.visible_from,
        asset.deleted_at,
    )


def _read(session: Session, viewer: Viewer, asset: Asset) -> Companions:
    shown = asset.companion_of or asset.apart_from or asset.id
    rows = session.exec(
        select(Asset)
        .where(
            or_(col(Asset.companion_of) == shown, col(Asset.apart_from) == shown),
            visible_to(viewer),
        )
        .order_by(col(Asset.id))
    ).all()
    apart = any(row.apart_from is not None for row in rows)
    return Companions(shown, tuple(load_views(session, viewer, rows)), apart)


def _write_down(session: Session, viewer: Viewer, action: str, asset: Asset) -> None:
    record(session, viewer, action, subject=("asset", asset.id), chest_id=asset.chest_id)
