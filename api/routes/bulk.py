"""Many memories at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.encoders import jsonable_encoder

from api.http.dependencies import AccountDep, LibraryDep
from api.http.idempotency import OnceDep
from api.routes.assets import filter_of, stretch_of
from api.schemas.bulk import BulkBody, BulkChanges, BulkFilter, BulkResult, BulkUndo, ReadDate
from chest.assets.bulk import OfTimeline, Which
from chest.assets.pages import Filter
from chest.dates.columns import read_date
from chest.dates.uncertain import say_date
from chest.errors import Invalid
from chest.models import Kind
from chest.tags.giving import TagChange
from language import _

router = APIRouter(tags=["assets"])


@router.post("/chests/{chest_id}/assets/bulk")
def do_to_many(
    chest_id: UUID, body: BulkBody, library: LibraryDep, viewer: AccountDep, once: OnceDep
) -> BulkResult:
    """Change, put away or bring back many memories: all that one may, in one step."""
    changes = _changes(body.changes) if body.changes is not None else None
    which: Which = body.ids or []
    if body.filter is not None:
        which = _filter(body.filter)
    if body.timeline is not None:
        which = OfTimeline(
            stretches=tuple(stretch_of(**one.model_dump()) for one in body.timeline.stretches),
            without=frozenset(body.timeline.without),
        )

    def work() -> dict[str, Any]:
        if changes is not None:
            done = library.bulk.change(viewer, chest_id, which, changes)
        elif body.delete:
            done = library.bulk.delete(viewer, chest_id, which)
        else:
            done = library.bulk.restore(viewer, chest_id, body.ids or [])
        answer: dict[str, Any] = jsonable_encoder(asdict(done))
        return answer

    return BulkResult.model_validate(once.run(viewer, body, work))


@router.post("/chests/{chest_id}/assets/bulk/undo")
def undo(
    chest_id: UUID, body: BulkUndo, library: LibraryDep, viewer: AccountDep, once: OnceDep
) -> BulkResult:
    """Let all be as it was before; what was changed since is left out. Answers 409 after 30
    days."""

    def work() -> dict[str, Any]:
        answer: dict[str, Any] = jsonable_encoder(
            asdict(library.bulk.undo(viewer, chest_id, body.undo))
        )
        return answer

    return BulkResult.model_validate(once.run(viewer, body, work))


@router.get("/chests/{chest_id}/date")
def read(
    chest_id: UUID,
    library: LibraryDep,
    viewer: AccountDep,
    words: Annotated[str, Query(max_length=500)],
) -> ReadDate:
    """How a date would be understood, before it is written to anything. Answers 422 for one that
    is none."""
    southern = library.chests.get(viewer, chest_id, counted=False).southern
    date = read_date(words, southern=southern)
    if date is None:
        raise Invalid(_("Write when it was, as well as you know."), field="words")
    return ReadDate(words=say_date(date), edtf=date.edtf)


def _changes(sent: BulkChanges) -> dict[str, Any]:
    changes = sent.model_dump(exclude_unset=True)
    if "people" in changes:
        raise Invalid(_("Nobody can be named in memories yet."))
    if "tags" in changes:
        del changes["tags"]
        if sent.tags is not None:
            changes["tags"] = TagChange.of(sent.tags.add, sent.tags.remove)
    return changes


def _filter(sent: BulkFilter) -> Filter | Sequence[UUID]:
    if sent.person is not None:
        return []  # nobody is named yet
    if sent.kind is not None and sent.kind not in list(Kind):
        raise Invalid(
            _(
                "There is no kind {word}. Known are: {known}.",
                word=repr(sent.kind[:40]),
                known=", ".join(Kind),
            )
        )
    return filter_of(
        kind=Kind(sent.kind) if sent.kind else None,
        state=sent.state,
        since=sent.since,
        until=sent.until,
        undated=sent.undated,
        tag=sent.tag,
    )
