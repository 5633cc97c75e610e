"""Memories: finding, reading, editing, putting away and bringing back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from chest.access.locks import lock_contribution_of, lock_decided
from chest.access.memories import get_editable, get_visible
from chest.access.tallies import (
    DecadeCounts,
    count_by_kind,
    count_decades,
    fold,
    settle_opened,
)
from chest.access.viewers import Viewer
from chest.access.visibility import Action, require, require_to_see, visible_to
from chest.assets.cards import AssetCard
from chest.assets.deeds import change, check_restorable, put_away, write_down
from chest.assets.edits import Revision, list_revisions, state_of
from chest.assets.neighbours import Neighbours, find_neighbours
from chest.assets.notes import attach, new_note
from chest.assets.pages import (
    AssetPage,
    Filter,
    Order,
    count_of,
    fetch_page,
    fetch_page_of_chest,
    list_duplicates,
    require_chest,
)
from chest.assets.views import AssetView, load_views
from chest.assets.years import DecadeYears, Stretch, count_years, list_years
from chest.database import Database
from chest.erasing.purging import purge_deleted
from chest.erasing.restorable import DeletedAsset, list_restorable
from chest.errors import NotFound, Stale
from chest.ingest.rendition_rows import expect_rendition
from chest.ingest.understanding_rows import expect_understanding
from chest.jobs.queue import Job, JobQueue
from chest.models import (
    Asset,
    AssetState,
    ProcessingStep,
    Rendition,
    Step,
    StepState,
    Understanding,
    utc_now,
)
from chest.paging import MAX_PAGE

_EVERYTHING = Filter()

_WHOLE = Stretch()


class AssetManager:
    """Every call takes the viewer first; what they may not see does not exist for them."""

    def __init__(self, *, database: Database, jobs: JobQueue) -> None:
        self._database = database
        self._jobs = jobs

    # ---- looking ----

    def get(self, viewer: Viewer, asset_id: UUID) -> AssetView:
        """Everything about one memory. Raises NotFound."""
        with self._database.read() as session:
            return load_views(session, viewer, [get_visible(session, viewer, asset_id)])[0]

    def list_views(self, viewer: Viewer, asset_ids: Sequence[UUID]) -> list[AssetView]:
        """Everything about those of these memories that the viewer sees, in the order given."""
        with self._database.read() as session:
            rows = session.exec(
                select(Asset).where(col(Asset.id).in_(asset_ids), visible_to(viewer))
            ).all()
            by_id = {view.id: view for view in load_views(session, viewer, rows)}
        return [by_id[asset_id] for asset_id in asset_ids if asset_id in by_id]

    def list_page(
        self,
        viewer: Viewer,
        chest_id: UUID,
        wanted: Filter = _EVERYTHING,
        *,
        order: Order = Order.newest,
        cursor: str | None = None,
        limit: int = 60,
    ) -> AssetPage:
        """A page of a chest's memories, at most 200; `next` is the cursor of the page after it.

        What comes and goes between two pages makes none of the others repeat or go missing. Raises
        NotFound for a chest that is not the viewer's.
        """
        with self._database.read() as session:
            return fetch_page_of_chest(
                session,
                viewer,
                chest_id,
                wanted,
                order=order,
                limit=limit,
                cursor=cursor,
            )

    def list_recent(self, viewer: Viewer, chest_id: UUID, limit: int = 12) -> list[AssetCard]:
        """What was added last, newest first."""
        with self._database.read() as session:
            page = fetch_page_of_chest(
                session, viewer, chest_id, Stretch(), order=Order.added, limit=limit
            )
        return page.items

    def counts(self, viewer: Viewer, chest_id: UUID) -> dict[str, int]:
        """How many memories the viewer sees: published ones by kind, others by their review."""
        with self._database.read() as session:
            require_chest(session, viewer, chest_id)
            return count_by_kind(session, viewer, [chest_id]).get(chest_id, {})

    def timeline_of(
        self,
        viewer: Viewer,
        chest_id: UUID,
        person: UUID | None = None,
        *,
        album: UUID | None = None,
    ) -> tuple[DecadeCounts, dict[int, DecadeYears]]:
        """`timeline_counts` and `timeline_years` of the memories that a person of the chest is on,
        that an album holds, or both: of none for a person who is not on its list, of whom links
        know nobody, and for an album that is not there for the viewer."""
        with self._database.read() as session:
            require_chest(session, viewer, chest_id)
            return count_years(session, viewer, chest_id, Stretch(person=person, album=album))

    def timeline_counts(self, viewer: Viewer, chest_id: UUID) -> DecadeCounts:
        """How much there is in each decade, and how much is undated."""
        with self._database.read() as session:
            require_chest(session, viewer, chest_id)
            return count_decades(session, viewer, chest_id)

    def timeline_years(self, viewer: Viewer, chest_id: UUID) -> dict[int, DecadeYears]:
        """Which years of each decade hold something; an undated memory is in none."""
        with self._database.read() as session:
            require_chest(session, viewer, chest_id)
            return list_years(session, viewer, chest_id)

    def timeline_count(self, viewer: Viewer, chest_id: UUID, stretch: Stretch) -> int:
        """How much there is in one stretch of the timeline."""
        with self._database.read() as session:
            require_chest(session, viewer, chest_id)
            return count_of(session, viewer, chest_id, stretch)

    def timeline_page(
        self,
        viewer: Viewer,
        chest_id: UUID,
        stretch: Stretch = _WHOLE,
        *,
        cursor: str | None = None,
        limit: int = 60,
    ) -> AssetPage:
        """More of the timeline, oldest first: of a stretch of it, or of everything. What is dated
        to no year stands before the years of its decade."""
        with self._database.read() as session:
            return fetch_page_of_chest(
                session,
                viewer,
                chest_id,
                stretch,
                order=Order.oldest,
                cursor=cursor,
                limit=limit,
            )

    def neighbours(self, viewer: Viewer, asset_id: UUID) -> Neighbours:
        """What stands before and after a memory in the timeline."""
        with self._database.read() as session:
            return find_neighbours(session, viewer, get_visible(session, viewer, asset_id))

    def list_attachments(self, viewer: Viewer, asset_id: UUID) -> list[AssetCard]:
        """What is attached to a memory, oldest first: files to a note, notes to a photo."""
        with self._database.read() as session:
            asset = get_visible(session, viewer, asset_id)
            page = fetch_page(
                session,
                viewer,
                asset.chest_id,
                Filter(attached_to=asset.id),
                order=Order.added,
                limit=MAX_PAGE,
            )
        return page.items[::-1]

    def list_duplicates(self, viewer: Viewer, chest_id: UUID) -> list[list[AssetCard]]:
        """Memories with the very same bytes, together. For curators; nothing is merged."""
        with self._database.read() as session:
            require(session, viewer, chest_id, Action.edit_any)
            return list_duplicates(session, viewer, chest_id)

    def list_revisions(self, viewer: Viewer, asset_id: UUID) -> list[Revision]:
        """What the memory said before each change, newest first, for whoever may change it: what
        was taken out of a text must not come back through its history."""
        with self._database.read() as session:
            asset, _, _ = get_editable(session, viewer, asset_id)
            return list_revisions(session, asset.id)

    # ---- changing ----

    def edit(
        self, viewer: Viewer, asset_id: UUID, *, version: int, changes: dict[str, Any]
    ) -> AssetView:
        """Change caption, alt_text, who, place, taken, audience, and the body of a note.

        `taken` is free words ("summer 1964", "about 1952") or EDTF. Members change their own,
        curators all, contributors what they have not sent yet. Raises Stale, with what the memory
        says now, when `version` is not the newest; Invalid for a date that is none, with nothing
        changed. Where members are not trusted, what they change waits for approval again.
        """
        with self._database.write() as session:
            lock_contribution_of(session, asset_id)
            asset, chest, role = get_editable(session, viewer, asset_id, lock=True)
            if asset.version != version:
                raise Stale(state_of(asset))
            change(session, viewer, asset, changes, chest=chest, role=role)
            session.flush()
            return load_views(session, viewer, [asset])[0]

    def add_note(
        self,
        viewer: Viewer,
        chest_id: UUID,
        *,
        body: str,
        taken: str | None = None,
        place: str | None = None,
        attached_to: UUID | None = None,
        caption: str | None = None,
        asset_ids: Sequence[UUID] = (),
    ) -> AssetView:
        """Write something into the chest, by itself, on a memory, or with files (`asset_ids`) that
        the writer may change. Where members are not trusted it waits like their files."""
        with self._database.write() as session:
            if attached_to is not None:
                get_visible(session, viewer, attached_to)
            lock_decided(session, viewer, {*asset_ids, *([attached_to] if attached_to else [])})
            note = new_note(
                session,
                viewer,
                chest_id,
                body=body,
                taken=taken,
                place=place,
                caption=caption,
                attached_to=attached_to,
            )
            files = [get_editable(session, viewer, i, lock=True)[0] for i in sorted(asset_ids)]
            attach(session, note, files)
            write_down(session, viewer, "asset.added", note)
            session.flush()
            return load_views(session, viewer, [note])[0]

    def delete(self, viewer: Viewer, asset_id: UUID) -> None:
        """Put a memory away; it can be restored for 30 days. What was attached to it stays."""
        with self._database.write() as session:
            asset, _, _ = get_editable(session, viewer, asset_id, lock=True)
            put_away(session, viewer, asset, at=utc_now())

    def list_deleted(
        self, viewer: Viewer, chest_id: UUID, *, limit: int = 200
    ) -> list[DeletedAsset]:
        """What the viewer can bring back in this chest, last deleted first: curators anything,
        others what they put away themselves."""
        with self._database.read() as session:
            role = require_to_see(session, viewer, chest_id)
            return list_restorable(session, viewer, chest_id, role=role, limit=limit)

    def restore(self, viewer: Viewer, asset_id: UUID) -> AssetView:
        """Bring a memory back: curators any, others what they put away themselves. Conflict after
        30 days, and for a file that never arrived. Restoring what is there changes nothing."""
        with self._database.write() as session:
            asset = session.get(Asset, asset_id, with_for_update=True)
            if asset is None:
                raise NotFound
            deleted_at, deleted_by = asset.deleted_at, asset.deleted_by
            asset.deleted_at = asset.deleted_by = None
            session.add(asset)
            session.flush()
            # Whoever may not change it as it would be then is refused, nothing has happened, and
            # they are not told that there was anything.
            try:
                _, _, role = get_editable(session, viewer, asset_id)
            except NotFound as refusal:
                raise (NotFound if deleted_at is not None else refusal) from None
            if deleted_at is not None:
                check_restorable(viewer, asset, role, deleted_at=deleted_at, deleted_by=deleted_by)
                write_down(session, viewer, "asset.restored", asset)
            return load_views(session, viewer, [asset])[0]

    def retry(self, viewer: Viewer, asset_id: UUID) -> AssetView:
        """Try again what could not be understood, or was left out. Nothing to try is no error."""
        with self._database.write() as session:
            asset, _, _ = get_editable(session, viewer, asset_id, lock=True)
            steps = session.exec(
                select(ProcessingStep).where(
                    col(ProcessingStep.asset_id) == asset_id,
                    col(ProcessingStep.state).in_((StepState.failed, StepState.skipped)),
                )
            ).all()
            for step in steps:
                step.state, step.reason, step.updated_at = StepState.waiting, None, utc_now()
            rendition = session.get(Rendition, asset_id)
            if rendition is not None and rendition.state in (StepState.failed, StepState.skipped):
                expect_rendition(session, asset, self._jobs)
                write_down(session, viewer, "asset.retried", asset)
            tasks = session.exec(
                select(Understanding.step).where(
                    col(Understanding.asset_id) == asset_id,
                    col(Understanding.state).in_((StepState.failed, StepState.skipped)),
                )
            ).all()
            if tasks:
                expect_understanding(session, asset, self._jobs, steps=[Step(t) for t in tasks])
                write_down(session, viewer, "asset.retried", asset)
            if steps:
                if asset.state is AssetState.failed:
                    asset.state = AssetState.processing
                    session.add(asset)
                self._jobs.enqueue(session, Job.ingest, asset_id)
                if any(step.step == Step.without_place for step in steps):
                    self._jobs.enqueue(session, Job.copy_for_links, asset_id)
                write_down(session, viewer, "asset.retried", asset)
            session.flush()
            return load_views(session, viewer, [asset])[0]

    def purge_due(self, limit: int = 200) -> int:
        """Remove for good what was deleted more than 30 days ago; returns how many memories went.

        For the worker's sweep, which then deletes their bytes.
        """
        with self._database.write() as session:
            return purge_deleted(session, limit=limit)

    def settle(self) -> int:
        """Make ordinary memories of those whose seal has passed, and add up what was counted one
        by one; returns how many were opened. For the worker's sweep."""
        with self._database.write() as session:
            opened = settle_opened(session)
        with self._database.write() as session:
            fold(session)
        return opened
