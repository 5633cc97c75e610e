"""Where a name stands in a chest: what is said in recordings, what is written to memories and on
pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from chest.access.locks import lock_contributions_of
from chest.access.memories import may_edit
from chest.access.viewers import Viewer
from chest.access.visibility import Action, require, visible_to
from chest.errors import Invalid
from chest.ingest.right_names import has_words
from chest.models import (
    Asset,
    Chest,
    NameChangePlace,
    PictureText,
    Role,
    TranscriptSegment,
)
from language import _, number

MOST_PLACES = 5_000

FIELDS = ("caption", "body", "alt_text", "who")
SEGMENT, PICTURE = "segment", "picture_text"


@dataclass(frozen=True)
class Place:
    """A text of a memory: a field of it, what is written on it, or a sentence said in it."""

    asset_id: UUID
    field: str
    place: UUID
    text: str


@dataclass
class Scene:
    """Who puts which chest's names right, and the memories of it that they may change."""

    session: Session
    viewer: Viewer
    chest: Chest
    role: Role
    assets: dict[UUID, Asset] = field(default_factory=dict)


def enter(session: Session, viewer: Viewer, chest_id: UUID) -> Scene:
    """The scene, still without memories. Raises NotFound for whoever may change none."""
    chest, role = require(session, viewer, chest_id, Action.edit_own)
    return Scene(session, viewer, chest, role)


def list_places(scene: Scene, old: str, *, lock: bool) -> Iterator[Place]:
    """Every place in which the name stands and that this person may change, by memory."""
    session, chest_id, viewer = scene.session, scene.chest.id, scene.viewer
    seen = (col(Asset.chest_id) == chest_id, visible_to(viewer))
    found: list[Place] = []
    for row in session.exec(
        select(TranscriptSegment.asset_id, TranscriptSegment.id, TranscriptSegment.text)
        .join(Asset, col(Asset.id) == col(TranscriptSegment.asset_id))
        .where(*seen, _may_hold(TranscriptSegment.text, old))
        .order_by(col(TranscriptSegment.asset_id), col(TranscriptSegment.position))
        .limit(MOST_PLACES + 1)
    ):
        found.append(Place(row[0], SEGMENT, row[1], row[2]))
    for picture in session.exec(
        select(PictureText.asset_id, PictureText.text)
        .join(Asset, col(Asset.id) == col(PictureText.asset_id))
        .where(*seen, _may_hold(PictureText.text, old))
        .limit(MOST_PLACES + 1)
    ):
        found.append(Place(picture[0], PICTURE, picture[0], picture[1]))
    columns = [getattr(Asset, name) for name in FIELDS]
    for asset in session.exec(
        select(Asset)
        .where(*seen, or_(*(_may_hold(column, old) for column in columns)))
        .limit(MOST_PLACES + 1)
    ):
        for name in FIELDS:
            if getattr(asset, name):
                found.append(Place(asset.id, name, asset.id, getattr(asset, name)))
    found = [place for place in found if has_words(place.text, old)]
    if len(found) > MOST_PLACES:
        raise Invalid(
            _("This stands in more than {number} places.", number=number(MOST_PLACES)), field="old"
        )
    lock_editable(scene, {place.asset_id for place in found}, lock=lock)
    yield from (place for place in found if place.asset_id in scene.assets)


def _may_hold(column: Any, words: str) -> ColumnElement[bool]:
    """Finds more than stands there, and nothing less: SQLite knows only the small letters of
    English."""
    longest = max(words.split(), key=len)
    forms = {longest, longest.lower(), longest.upper(), longest.capitalize()}
    return or_(*(col(column).icontains(form, autoescape=True) for form in sorted(forms)))


def lock_editable(scene: Scene, ids: set[UUID], *, lock: bool = True) -> None:
    """Of these memories, those that this person may change, into the scene."""
    session, viewer = scene.session, scene.viewer
    contributions = lock_contributions_of(session, ids)
    query = (
        select(Asset)
        .where(col(Asset.id).in_(ids), col(Asset.chest_id) == scene.chest.id, visible_to(viewer))
        .order_by(col(Asset.id))
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    for asset in session.exec(query):
        draft = contributions.get(asset.contribution_id) if asset.contribution_id else None
        if may_edit(viewer, asset, role=scene.role, draft=draft):
            scene.assets[asset.id] = asset


def texts_of(scene: Scene, rows: Sequence[NameChangePlace]) -> dict[tuple[str, UUID], str | None]:
    """What stands in these places now."""
    session = scene.session
    segments = [row.place for row in rows if row.field == SEGMENT]
    pictures = [row.place for row in rows if row.field == PICTURE]
    now: dict[tuple[str, UUID], str | None] = {}
    for segment in session.exec(
        select(TranscriptSegment.id, TranscriptSegment.text).where(
            col(TranscriptSegment.id).in_(segments)
        )
    ):
        now[SEGMENT, segment[0]] = segment[1]
    for picture in session.exec(
        select(PictureText.asset_id, PictureText.text).where(
            col(PictureText.asset_id).in_(pictures)
        )
    ):
        now[PICTURE, picture[0]] = picture[1]
    for row in rows:
        if row.field in FIELDS and row.asset_id in scene.assets:
            now[row.field, row.place] = getattr(scene.assets[row.asset_id], row.field)
    return now


def say_around(text: str, words: str, width: int = 60) -> str:
    """The name where it stands, with a few words on either side."""
    at = max(0, text.casefold().find(words.split()[0].casefold()))
    first, last = max(0, at - width), min(len(text), at + len(words) + width)
    return (
        ("… " if first else "")
        + " ".join(text[first:last].split())
        + (" …" if last < len(text) else "")
    )
