"""A memory with everything that one viewer may know of it, for its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, TypeVar
from uuid import UUID

from sqlmodel import Session, col, select

from chest.access.memories import is_contributor, list_visible, may_edit
from chest.access.viewers import Viewer, WorkerViewer
from chest.access.visibility import find_role, visible_to
from chest.assets.renditions import find_sources
from chest.ingest.moments import MOMENT
from chest.ingest.stems import stem_of
from chest.models import (
    PIECE,
    Account,
    Asset,
    AssetState,
    Audience,
    Companion,
    Contribution,
    DateOrigin,
    Derivative,
    Kind,
    ProcessingStep,
    Rendition,
    Review,
    Step,
    StepState,
    Understanding,
    utc_now,
)
from chest.people.rows import InPicture, load_people
from chest.tags.rows import TagView, load_tags
from language import said

Named = TypeVar("Named", Contribution, Account)

_NOBODY = UUID(int=0)
_FRESH = timedelta(minutes=10)


@dataclass(frozen=True)
class StepView:
    """How far one step of understanding got; `reason` is a sentence. `seconds_left` is told where
    it was measured how quickly it goes on."""

    step: Step
    state: StepState
    attempts: int
    reason: str | None
    seconds_left: int | None = None


class MomentSource(NamedTuple):
    """Where the film of a photo's moment is: the memory whose form it is, and which of them."""

    asset_id: UUID
    kind: str
    version: int


@dataclass(frozen=True)
class AssetView:
    """Everything that one viewer may know of a memory.

    To links and receipts, `latitude`, `longitude`, `duplicate_of`, account ids and the
    contributions of others are None, and `bytes` and `sha256` are those of the copy that they get:
    None until there is one. `attached_to` names only what the viewer may see too.
    `editable` says whether this viewer may change it. `played_as` is the type of a file that only
    some browsers play, as long as there is nothing else to play. `moment` is how many seconds of
    film play on a picture, `moment_source` which film that is; `companion_of` names the memory that
    this file is shown with, and `sender` who had sent it in a conversation.
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
    taken_by: str | None
    scanned: str | None
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
    who_source: DateOrigin | None
    caption_source: DateOrigin | None
    sender: str | None
    companion_of: UUID | None
    companion_as: Companion | None
    moment: float | None
    moment_source: MomentSource | None
    steps: tuple[StepView, ...]
    renditions: Mapping[str, int]
    editable: bool
    played_as: str | None = None
    tags: tuple[TagView, ...] = ()
    people: tuple[InPicture, ...] = ()

    @property
    def is_told_of(self) -> bool:
        """Whether somebody here said anything of the file: its date may be the camera's, its
        caption that of whoever kept the picture before, and the names those of an export."""
        by_whom = (
            (self.who, self.who_source),
            (self.caption, self.caption_source),
            (self.taken, self.taken_source or DateOrigin.embedded),
        )
        theirs = any(words and source in (None, DateOrigin.user) for words, source in by_whom)
        return theirs or bool(self.place)

    @property
    def progress(self) -> str:
        """A text that changes when anything does in how far the file is understood."""
        steps = ",".join(
            f"{step.step}={step.state.value}{_minutes(step.seconds_left)}" for step in self.steps
        )
        return f"{self.state.value}:{steps}"


def _minutes(seconds: int | None) -> str:
    return "" if seconds is None else f"-{max(1, round(seconds / 60))}"


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
        "taken_source",
        "contributor_name",
        "contributor_account_id",
        "moment_source",
        "steps",
        "renditions",
        "editable",
        "played_as",
        "tags",
        "people",
    )
]


def load_views(session: Session, viewer: Viewer, assets: Sequence[Asset]) -> list[AssetView]:
    """Views of these memories, which the viewer is known to see, in the same order.

    A handful of queries, however many memories.
    """
    if not assets:
        return []
    ids = [asset.id for asset in assets]
    steps = _load_steps(session, ids)
    making = _load_renditions(session, assets)
    derivatives: dict[UUID, dict[str, Derivative]] = {}
    for row in session.exec(
        select(Derivative).where(
            col(Derivative.asset_id).in_(ids), ~col(Derivative.kind).startswith(PIECE)
        )
    ):
        derivatives.setdefault(row.asset_id, {})[row.kind] = row
    contributions = _load_by_id(session, Contribution, {a.contribution_id for a in assets})
    accounts = _load_by_id(session, Account, {a.added_by for a in assets})
    duplicates = list_visible(
        session, viewer, {a.duplicate_of for a in assets if viewer.account_id is not None}
    )
    attached = list_visible(session, viewer, {a.attached_to for a in assets})
    moments = _load_moments(session, viewer, assets)
    tags = load_tags(session, viewer, ids)
    people = load_people(session, viewer, ids)
    roles = {chest: find_role(session, viewer, chest) for chest in {a.chest_id for a in assets}}
    views = []
    for asset in assets:
        contribution = contributions.get(asset.contribution_id or _NOBODY)
        account = accounts.get(asset.added_by or _NOBODY)
        rendition = making.get(asset.id)
        own_steps = steps.get(asset.id, ())
        if rendition is not None:
            own_steps = tuple(
                sorted((*own_steps, _step_of(rendition, Step.rendition)), key=_step_place)
            )
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
                taken_source=_source_of(asset),
                bytes=asset.bytes if is_account else given.size if given else None,
                sha256=asset.sha256 if is_account else given.sha256 if given else None,
                latitude=asset.latitude if is_account else None,
                longitude=asset.longitude if is_account else None,
                contribution_id=asset.contribution_id if is_account or mine else None,
                attached_to=asset.attached_to if asset.attached_to in attached else None,
                duplicate_of=asset.duplicate_of if asset.duplicate_of in duplicates else None,
                contributor_name=named,
                contributor_account_id=asset.added_by if is_account else None,
                moment_source=MomentSource(asset.id, MOMENT, sources[MOMENT].version)
                if MOMENT in sources
                else moments.get(asset.id),
                steps=own_steps,
                renditions={kind: source.version for kind, source in sources.items()},
                editable=may_edit(viewer, asset, role=roles[asset.chest_id], draft=contribution),
                played_as=rendition.played_as if rendition and not asset.plays_in_browser else None,
                tags=tags.get(asset.id, ()),
                people=people.get(asset.id, ()),
            )
        )
    return views


def _source_of(asset: Asset) -> DateOrigin | None:
    """Who says when it was made; a folder's name is told apart from what else came with a file."""
    if asset.taken_source is DateOrigin.imported and asset.taken_by == DateOrigin.folder:
        return DateOrigin.folder
    return asset.taken_source


def _load_moments(
    session: Session, viewer: Viewer, assets: Sequence[Asset]
) -> dict[UUID, MomentSource]:
    """The films of moments that came as files of their own, by the photo."""
    asked = [asset.id for asset in assets if asset.moment is not None]
    if not asked:
        return {}
    films = session.exec(
        select(Asset)
        .where(
            col(Asset.companion_of).in_(asked),
            col(Asset.companion_as) == Companion.moment,
            visible_to(viewer),
        )
        .order_by(col(Asset.id))
    ).all()
    ids = [film.id for film in films]
    derivatives: dict[UUID, dict[str, Derivative]] = {}
    for row in session.exec(select(Derivative).where(col(Derivative.asset_id).in_(ids))):
        derivatives.setdefault(row.asset_id, {})[row.kind] = row
    steps = _load_steps(session, ids)
    found: dict[UUID, MomentSource] = {}
    # What was edited is shown, and so is its film.
    for film in sorted(films, key=lambda one: not stem_of(one.original_name or "").is_edited):
        sources = find_sources(
            film,
            derivatives.get(film.id, {}),
            viewer,
            steps={step.step: step.state for step in steps.get(film.id, ())},
        )
        source = sources.get(Kind.video.value)
        if source is not None and film.companion_of is not None:
            place = MomentSource(film.id, Kind.video.value, source.version)
            found.setdefault(film.companion_of, place)
    return found


def _load_steps(session: Session, ids: Sequence[UUID]) -> dict[UUID, tuple[StepView, ...]]:
    found: dict[UUID, list[StepView]] = {}
    for row in session.exec(select(ProcessingStep).where(col(ProcessingStep.asset_id).in_(ids))):
        found.setdefault(row.asset_id, []).append(
            StepView(row.step, row.state, row.attempts, said(row.reason) or None)
        )
    for task in session.exec(select(Understanding).where(col(Understanding.asset_id).in_(ids))):
        found.setdefault(task.asset_id, []).append(_step_of(task, task.step))
    return {asset_id: tuple(sorted(steps, key=_step_place)) for asset_id, steps in found.items()}


def _load_renditions(session: Session, assets: Sequence[Asset]) -> dict[UUID, Rendition]:
    ids = [asset.id for asset in assets if asset.kind in (Kind.video, Kind.audio)]
    if not ids:
        return {}
    rows = session.exec(select(Rendition).where(col(Rendition.asset_id).in_(ids))).all()
    return {row.asset_id: row for row in rows}


def _step_of(row: Rendition | Understanding, step: Step) -> StepView:
    """How long it still takes, by how quickly the last pieces were made. Nobody knows before there
    is one, nor when none has come for long: the computer may be off."""
    left = None
    age = utc_now() - row.updated_at
    if row.state is StepState.running and age < _FRESH and row.speed and row.whole:
        measured = max(0.0, row.whole - row.done) / row.speed
        left = max(1, round(measured - age.total_seconds()))  # the next piece is under way since
    return StepView(step, row.state, row.attempts, said(row.reason) or None, left)


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
