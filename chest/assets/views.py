"""Memories as one viewer sees them: a card for a gallery, a view with everything for a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import Select, Table, and_, func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from chest.access.memories import is_contributor, list_visible, may_edit
from chest.access.viewers import Viewer, WorkerViewer
from chest.access.visibility import find_role
from chest.assets.renditions import find_sources
from chest.models import (
    Account,
    Asset,
    AssetState,
    Audience,
    ChestModel,
    Contribution,
    DateOrigin,
    Derivative,
    Kind,
    ProcessingStep,
    Review,
    Step,
    StepState,
)
from language import said

Named = TypeVar("Named", Contribution, Account)

FIRST_WORDS = 400  # characters of a note or letter, what a gallery shows as a paper card

_NOBODY = UUID(int=0)


@dataclass(frozen=True)
class StepView:
    """How far one step of understanding got; `reason` is a sentence."""

    step: Step
    state: StepState
    attempts: int
    reason: str | None


class AssetCard(NamedTuple):
    """What a gallery shows of a memory, made by the thousand.

    `words` are the first words of a note or letter.

    `renditions` tells the pictures there are, by kind, with the version that their address names.
    """

    id: UUID
    kind: Kind
    state: AssetState
    review: Review
    original_name: str | None
    caption: str | None
    alt_text: str | None
    taken: str | None
    taken_earliest: str | None
    taken_latest: str | None
    taken_sort: str
    place: str | None
    width: int | None
    height: int | None
    duration: float | None
    pages: int | None
    plays_in_browser: bool
    blur: str | None
    peaks: list[float] | None
    attached_to: UUID | None
    created_at: datetime
    version: int
    words: str | None
    renditions: Mapping[str, int]


@dataclass(frozen=True)
class AssetView:
    """Everything that one viewer may know of a memory.

    To links and receipts, `latitude`, `longitude`, `duplicate_of`, account ids and the
    contributions of others are None, and `bytes` and `sha256` are those of the copy that they get:
    None until there is one. `attached_to` names only what the viewer may see too.
    `editable` says whether this viewer may change it.
    """

    id: UUID
    chest_id: UUID
    kind: Kind
    state: AssetState
    review: Review
    audience: Audience
    visible_from: datetime | None
    original_name: str | None
    media_type: str | None
    bytes: int | None
    sha256: str | None
    body: str | None
    extracted_text: str | None
    taken: str | None
    taken_offset: str | None
    taken_earliest: str | None
    taken_latest: str | None
    taken_sort: str
    taken_source: DateOrigin | None
    place: str | None
    latitude: float | None
    longitude: float | None
    camera: str | None
    caption: str | None
    alt_text: str | None
    who: str | None
    width: int | None
    height: int | None
    duration: float | None
    pages: int | None
    plays_in_browser: bool
    is_truncated: bool
    blur: str | None
    peaks: list[float] | None
    contribution_id: UUID | None
    attached_to: UUID | None
    duplicate_of: UUID | None
    created_at: datetime
    version: int
    deleted_at: datetime | None
    contributor_name: str | None
    contributor_account_id: UUID | None
    steps: tuple[StepView, ...]
    renditions: Mapping[str, int]
    editable: bool

    @property
    def progress(self) -> str:
        """A text that changes when anything does in how far the file is understood."""
        steps = ",".join(f"{step.step}={step.state.value}" for step in self.steps)
        return f"{self.state.value}:{steps}"


_OWN_COLUMNS = [
    name
    for name in AssetView.__dataclass_fields__
    if name
    not in (
        "bytes",
        "sha256",
        "latitude",
        "longitude",
        "contribution_id",
        "attached_to",
        "duplicate_of",
        "contributor_name",
        "contributor_account_id",
        "steps",
        "renditions",
        "editable",
    )
]


_CARD_COLUMNS = [name for name in AssetCard._fields if name not in ("words", "renditions")]


@cache  # it never changes, and putting it together takes longer than running it
def select_cards() -> Select[Any]:
    """The columns of AssetCard, a row a memory, without any condition; `read_cards` runs it."""
    asset, derivative = _table(Asset), _table(Derivative)
    thumb, preview = derivative.alias(), derivative.alias()
    return select_columns(
        *(asset.c[name] for name in _CARD_COLUMNS),
        func.substr(func.coalesce(asset.c.body, asset.c.extracted_text), 1, FIRST_WORDS),
        thumb.c.version,
        preview.c.version,
    ).select_from(
        asset.outerjoin(
            thumb, and_(thumb.c.asset_id == asset.c.id, thumb.c.kind == "thumb")
        ).outerjoin(preview, and_(preview.c.asset_id == asset.c.id, preview.c.kind == "preview"))
    )


def read_cards(session: Session, query: Select[Any]) -> list[AssetCard]:
    """Run a query that `select_cards` began."""
    # Straight on the connection: rows of columns need nothing of what makes objects of rows.
    return [read_card(row) for row in session.connection().execute(query).all()]


def _table(model: type[ChestModel]) -> Table:
    return ChestModel.metadata.tables[str(model.__tablename__)]


def read_card(row: Sequence[Any]) -> AssetCard:
    """The card of one row of a query that `select_cards` began."""
    renditions = {}
    if row[-2] is not None:
        renditions["thumb"] = row[-2]
    if row[-1] is not None:
        renditions["preview"] = row[-1]
    # Made by the thousand: putting two tuples together is quicker than writing one out.
    return AssetCard._make(tuple(row[:-2]) + (renditions,))  # noqa: RUF005


def load_views(session: Session, viewer: Viewer, assets: Sequence[Asset]) -> list[AssetView]:
    """Views of these memories, which the viewer is known to see, in the same order.

    A handful of queries, however many memories.
    """
    if not assets:
        return []
    ids = [asset.id for asset in assets]
    steps = _load_steps(session, ids)
    derivatives: dict[UUID, dict[str, Derivative]] = {}
    for row in session.exec(select(Derivative).where(col(Derivative.asset_id).in_(ids))):
        derivatives.setdefault(row.asset_id, {})[row.kind] = row
    contributions = _load_by_id(session, Contribution, {a.contribution_id for a in assets})
    accounts = _load_by_id(session, Account, {a.added_by for a in assets})
    duplicates = list_visible(
        session, viewer, {a.duplicate_of for a in assets if viewer.account_id is not None}
    )
    attached = list_visible(session, viewer, {a.attached_to for a in assets})
    roles = {chest: find_role(session, viewer, chest) for chest in {a.chest_id for a in assets}}
    views = []
    for asset in assets:
        contribution = contributions.get(asset.contribution_id or _NOBODY)
        account = accounts.get(asset.added_by or _NOBODY)
        own_steps = steps.get(asset.id, ())
        is_account = viewer.account_id is not None or isinstance(viewer, WorkerViewer)
        sources = find_sources(
            asset,
            derivatives.get(asset.id, {}),
            viewer,
            steps={step.step: step.state for step in own_steps},
        )
        given = sources.get("original")
        named = contribution.name if contribution else account.name if account else None
        mine = contribution is not None and is_contributor(viewer, contribution)
        views.append(
            AssetView(
                **{name: getattr(asset, name) for name in _OWN_COLUMNS},
                bytes=asset.bytes if is_account else given.size if given else None,
                sha256=asset.sha256 if is_account else given.sha256 if given else None,
                latitude=asset.latitude if is_account else None,
                longitude=asset.longitude if is_account else None,
                contribution_id=asset.contribution_id if is_account or mine else None,
                attached_to=asset.attached_to if asset.attached_to in attached else None,
                duplicate_of=asset.duplicate_of if asset.duplicate_of in duplicates else None,
                contributor_name=named,
                contributor_account_id=asset.added_by if is_account else None,
                steps=own_steps,
                renditions={kind: source.version for kind, source in sources.items()},
                editable=may_edit(viewer, asset, role=roles[asset.chest_id], draft=contribution),
            )
        )
    return views


def _load_steps(session: Session, ids: Sequence[UUID]) -> dict[UUID, tuple[StepView, ...]]:
    found: dict[UUID, list[StepView]] = {}
    for row in session.exec(select(ProcessingStep).where(col(ProcessingStep.asset_id).in_(ids))):
        found.setdefault(row.asset_id, []).append(
            StepView(row.step, row.state, row.attempts, said(row.reason) or None)
        )
    return {asset_id: tuple(sorted(steps, key=_step_place)) for asset_id, steps in found.items()}


def _step_place(step: StepView) -> int:
    return list(Step).index(step.step)


def _load_by_id(
    session: Session, table: type[Named], ids: Iterable[UUID | None]
) -> dict[UUID, Named]:
    asked = {row_id for row_id in ids if row_id is not None}
    if not asked:
        return {}
    rows = session.exec(select(table).where(col(table.id).in_(asked))).all()
    return {row.id: row for row in rows}
