"""The memories that somebody takes out, read as they may see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, func, select

from chest.access.viewers import Viewer
from chest.access.visibility import visible_to
from chest.assets.kinds import KINDS
from chest.assets.renditions import Source, find_sources
from chest.assets.views import AssetView, load_views
from chest.database import Database
from chest.exports.rows import Tables, rows_of_memories
from chest.models import (
    PIECE,
    Asset,
    AssetState,
    Contribution,
    Derivative,
    ExportFormat,
    Person,
    PictureText,
    Role,
    TranscriptSegment,
)
from chest.people.rows import is_on
from chest.transcripts.views import SPOKEN

AT_ONCE = 40
"""Memories that are read from the database together."""


@dataclass(frozen=True)
class Asked:
    """Who asked for what."""

    viewer: Viewer
    role: Role
    chest_id: UUID
    format: ExportFormat

    @property
    def is_bag(self) -> bool:
        return self.format is ExportFormat.bagit


@dataclass(frozen=True)
class ReadMemory:
    """A memory as it was read. `read` is what is written in the picture, `made` which forms of it
    there are, `beside` what else goes with it (ids and titles), `given` whether whoever asked gave
    it themselves."""

    view: AssetView
    key: str | None
    rows: Tables
    said: list[TranscriptSegment] = field(default_factory=list)
    read: str | None = None
    made: Mapping[str, Source] = field(default_factory=dict)
    beside: Sequence[tuple[UUID, str]] = ()
    given: bool = False


class Reader:
    """The memories of a chest in the order of their ids, which never changes, so that whoever goes
    on after a stop misses none and has none twice."""

    def __init__(self, *, database: Database, asked: Asked) -> None:
        self._database = database
        self._asked = asked

    def count(self) -> tuple[int, int]:
        """How many there are, and the bytes of their files."""
        with self._database.read() as session:
            return count_memories(session, self._asked)

    def iter_all(self, *, after: UUID | None) -> Iterator[ReadMemory]:
        """All that come after that one."""
        while True:
            with self._database.read() as session:
                read = self._read(session, after)
            if not read:
                return
            yield from read
            after = read[-1].view.id

    def _read(self, session: Session, after: UUID | None) -> list[ReadMemory]:
        asked = self._asked
        query = select(Asset).where(*_wanted(session, asked))
        if after is not None:
            query = query.where(col(Asset.id) > after)
        assets = session.exec(query.order_by(col(Asset.id)).limit(AT_ONCE)).all()
        ids = [asset.id for asset in assets]
        views = load_views(session, asked.viewer, assets)
        rows = rows_of_memories(session, asked.viewer, asked.role, assets) if asked.is_bag else {}
        said: dict[UUID, list[TranscriptSegment]] = {}
        for segment in session.exec(
            select(TranscriptSegment)
            .where(col(TranscriptSegment.asset_id).in_(ids), col(TranscriptSegment.text) != "")
            .order_by(col(TranscriptSegment.asset_id), col(TranscriptSegment.position))
        ):
            said.setdefault(segment.asset_id, []).append(segment)
        written = dict(
            session.exec(
                select(PictureText.asset_id, PictureText.text).where(
                    col(PictureText.asset_id).in_(ids)
                )
            ).all()
        )
        is_site = asked.format is ExportFormat.site
        made = _forms(session, asked, assets) if is_site else {}
        beside = _beside(session, asked, ids) if is_site else {}
        given = set(session.exec(select(Asset.id).where(col(Asset.id).in_(ids), _is_own(asked))))
        return [
            ReadMemory(
                view,
                asset.storage_key,
                rows.get(view.id, {}),
                said=said.get(view.id, []) if view.kind in SPOKEN else [],
                read=written.get(view.id),
                made=made.get(view.id, {}),
                beside=beside.get(view.id, ()),
                given=view.id in given,
            )
            for asset, view in zip(assets, views, strict=True)
        ]


def _forms(
    session: Session, asked: Asked, assets: Sequence[Asset]
) -> dict[UUID, Mapping[str, Source]]:
    """The forms of these memories that the viewer may be given, by kind."""
    found: dict[UUID, dict[str, Derivative]] = {}
    for row in session.exec(
        select(Derivative).where(
            col(Derivative.asset_id).in_([one.id for one in assets]),
            ~col(Derivative.kind).startswith(PIECE),
        )
    ):
        found.setdefault(row.asset_id, {})[row.kind] = row
    return {
        one.id: find_sources(one, found.get(one.id, {}), asked.viewer, steps={}) for one in assets
    }


def _beside(
    session: Session, asked: Asked, ids: Sequence[UUID]
) -> dict[UUID, list[tuple[UUID, str]]]:
    """What of all that the viewer sees is attached to these memories, or shown with them."""
    found: dict[UUID, list[tuple[UUID, str]]] = {}
    for one in session.exec(
        select(Asset)
        .where(
            or_(col(Asset.attached_to).in_(ids), col(Asset.companion_of).in_(ids)),
            *_wanted(session, asked),
        )
        .order_by(col(Asset.id))
    ):
        named = one.caption or one.original_name or KINDS[one.kind].called
        for main in {one.attached_to, one.companion_of} - {None}:
            found.setdefault(cast(UUID, main), []).append((one.id, named))
    return found


def count_memories(session: Session, asked: Asked) -> tuple[int, int]:
    """How many memories this is, and the bytes of their files, counted one by one."""
    number, size = session.exec(
        select(func.count(), func.coalesce(func.sum(col(Asset.bytes)), 0)).where(
            *_wanted(session, asked)
        )
    ).one()
    return number, int(size or 0)


def _wanted(session: Session, asked: Asked) -> tuple[Any, ...]:
    arrived = col(Asset.state) != AssetState.uploading
    wanted: list[Any] = [col(Asset.chest_id) == asked.chest_id, arrived, visible_to(asked.viewer)]
    if asked.format is ExportFormat.takeout:
        wanted.append(_concerns(session, asked))
    return tuple(wanted)


def _is_own(asked: Asked) -> ColumnElement[bool]:
    """Over `Asset`: that whoever asked gave it, in whatever way."""
    account = asked.viewer.account_id
    gifts = select(Contribution.id).where(
        col(Contribution.account_id) == account, col(Contribution.chest_id) == asked.chest_id
    )
    return or_(col(Asset.added_by) == account, col(Asset.contribution_id).in_(gifts))


def _concerns(session: Session, asked: Asked) -> ColumnElement[bool]:
    """Over `Asset`: that whoever asked gave it, or is on it."""
    shown_on = [
        col(Asset.id).in_(
            select(Asset.id)
            .where(col(Asset.chest_id) == asked.chest_id, is_on(asked.viewer))
            .params(person=one, chest_id=asked.chest_id)
        )
        for one in find_own_persons(session, asked)
    ]
    return or_(_is_own(asked), *shown_on)


def find_own_persons(session: Session, asked: Asked) -> list[UUID]:
    """As whom the roster of the chest has whoever asked."""
    return list(
        session.exec(
            select(Person.stands_as)
            .where(
                col(Person.chest_id) == asked.chest_id,
                col(Person.account_id) == asked.viewer.account_id,
                col(Person.deleted_at).is_(None),
            )
            .distinct()
            .order_by(col(Person.stands_as))
        )
    )
