"""The words in pictures, for people: reading them, putting them right, having them read again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, delete, select

from chest.access.locks import lock_contribution_of
from chest.access.memories import get_editable, get_visible
from chest.access.reapproval import look_again
from chest.access.viewers import Viewer
from chest.assets.deeds import write_down
from chest.assets.placing import PlacedLine, WrittenLine, place_lines
from chest.database import Database
from chest.errors import Stale
from chest.gate.reading import read_texts
from chest.ingest.understanding_rows import expect_understanding
from chest.jobs.queue import JobQueue
from chest.models import (
    Account,
    Asset,
    PictureText,
    PictureTextRevision,
    ProcessingResult,
    Step,
    Understanding,
    utc_now,
)
from chest.texts import clean_text
from language import _

LONGEST = 200_000


@dataclass(frozen=True)
class ReadingView:
    """What is written in a picture, empty where nothing is. `version` is 0 where nobody has read or
    written anything; `seen` is what a later run read beside a person's own words; `is_clear` says
    whether one may rely on it: a person wrote it, or the model was sure."""

    asset_id: UUID
    text: str
    version: int
    by_person: bool
    confidence: float | None
    language: str | None
    seen: str | None
    lines: tuple[WrittenLine, ...]
    is_clear: bool = True

    @property
    def placed(self) -> tuple[PlacedLine, ...]:
        """The words as they are shown, line by line, each where it stands in the picture."""
        return place_lines(self.text, self.lines)


@dataclass(frozen=True)
class EarlierText:
    """What the words were until somebody changed them."""

    version: int
    text: str
    changed_at: datetime
    changed_by_name: str | None


class ReadingManager:
    """Whoever sees a memory sees the words in it; whoever may change it puts them right."""

    def __init__(self, *, database: Database, jobs: JobQueue) -> None:
        self._database = database
        self._jobs = jobs

    def get(self, viewer: Viewer, asset_id: UUID) -> ReadingView:
        """What is written in it. Raises NotFound for a memory that the viewer does not see."""
        with self._database.read() as session:
            return _view(session, get_visible(session, viewer, asset_id))

    def edit(self, viewer: Viewer, asset_id: UUID, *, version: int, text: str) -> ReadingView:
        """Write what really stands there; empty for nothing. Raises Stale, with the words as they
        are now, when `version` is not the newest. Where members are not trusted, the memory waits
        for approval again."""
        with self._database.write() as session:
            lock_contribution_of(session, asset_id)
            asset, chest, role = get_editable(session, viewer, asset_id, lock=True)
            words = clean_text(text, label=_("What is written on it"), longest=LONGEST) or ""
            row = session.get(PictureText, asset_id, with_for_update=True)
            if version != (row.version if row else 0):
                raise Stale({"text": row.text if row else "", "version": row.version if row else 0})
            if words == (row.text if row else "") and (row is None or row.edited_at):
                return _view(session, asset)
            look_again(session, viewer, asset, {"written": words}, chest=chest, role=role)
            if row is None:
                row = PictureText(asset_id=asset_id, text=words, version=0)
            else:
                session.add(
                    PictureTextRevision(
                        asset_id=asset_id,
                        version=row.version,
                        text=row.text,
                        changed_by=viewer.account_id,
                    )
                )
                if row.edited_at is None:
                    row.seen = row.text
            row.text, row.version = words, row.version + 1
            row.edited_by, row.edited_at = viewer.account_id, utc_now()
            session.add(row)
            write_down(session, viewer, "asset.edited", asset)
            session.flush()
            read_texts(session, asset.chest_id, [asset_id])
            return _view(session, asset)

    def list_earlier(self, viewer: Viewer, asset_id: UUID) -> list[EarlierText]:
        """What the words were before each change, newest first, for whoever may change them. To
        bring one back is an `edit` with its text."""
        with self._database.read() as session:
            get_editable(session, viewer, asset_id)
            rows = session.exec(
                select(PictureTextRevision, Account.name)
                .outerjoin(Account, col(Account.id) == col(PictureTextRevision.changed_by))
                .where(col(PictureTextRevision.asset_id) == asset_id)
                .order_by(col(PictureTextRevision.version).desc())
            )
            return [EarlierText(row.version, row.text, row.changed_at, name) for row, name in rows]

    def read_again(self, viewer: Viewer, asset_id: UUID) -> None:
        """Have the picture read anew. What a person wrote stays."""
        with self._database.write() as session:
            asset, _chest, _role = get_editable(session, viewer, asset_id, lock=True)
            session.exec(
                delete(ProcessingResult).where(
                    col(ProcessingResult.chest_id) == asset.chest_id,
                    col(ProcessingResult.sha256) == asset.sha256,
                    col(ProcessingResult.task).startswith("read"),
                )
            )
            row = session.get(Understanding, (asset_id, Step.read), with_for_update=True)
            if row is not None:
                row.recipe, row.attempts = 0, 0
                session.add(row)
            expect_understanding(session, asset, self._jobs, steps=[Step.read])
            write_down(session, viewer, "asset.retried", asset)


def _view(session: Session, asset: Asset) -> ReadingView:
    row = session.get(PictureText, asset.id)
    if row is None:
        return ReadingView(asset.id, "", 0, False, None, None, None, ())
    return ReadingView(
        asset_id=asset.id,
        text=row.text,
        version=row.version,
        by_person=row.edited_at is not None,
        confidence=row.confidence,
        language=row.language,
        seen=row.seen if row.seen != row.text else None,
        lines=tuple(_line(line) for line in row.lines or ()),
        is_clear=row.is_clear,
    )


def _line(told: dict[str, Any]) -> WrittenLine:
    left, top, right, bottom = told["box"]
    return WrittenLine(
        told["text"], told["confidence"], (left, top, right, bottom), told.get("page")
    )
