"""What is said in recordings: reading, putting right, naming who speaks, hearing it again."""

from __future__ import annotations

import hmac
import time
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlmodel import Session

from chest.access.audit import record
from chest.access.locks import lock_contribution_of
from chest.access.memories import get_editable, get_visible
from chest.access.reapproval import look_again
from chest.access.viewers import Viewer
from chest.access.visibility import Action, require, require_to_see
from chest.assets.media import LONG_HOURS, expire_after
from chest.database import Database
from chest.errors import Conflict, Invalid, NotFound, Stale
from chest.gate.reading import read_texts
from chest.ingest.hearing_rows import LOCAL, OFF, OPENAI
from chest.ingest.understanding_rows import expect_understanding
from chest.jobs.queue import JobQueue
from chest.models import (
    Asset,
    ChestUnderstanding,
    Step,
    StepState,
    Transcript,
    Understanding,
    utc_now,
)
from chest.security.signing import Signer
from chest.transcripts.edits import (
    Kept,
    SegmentChange,
    SpeakerChange,
    change_segments,
    replace_segments,
    undo_last,
    write_down,
)
from chest.transcripts.exports import FORMS, write
from chest.transcripts.offers import Difference, leave, list_differences
from chest.transcripts.views import (
    SEGMENTS_AT_ONCE,
    SPOKEN,
    Choice,
    TranscriptView,
    as_current,
    list_rows,
    load_transcript,
)
from language import N_, _

MOST_CHANGES = 1_000

UNCHANGED: Final = "unchanged"
"""In the place of a language: it stays as it is. None: it is found out."""

_GONE = N_("This difference is no longer there. Reload the page.")


class TranscriptManager:
    """Whoever sees a memory reads what is said in it; whoever may change it changes that too."""

    def __init__(self, *, database: Database, jobs: JobQueue, signer: Signer) -> None:
        self._database = database
        self._jobs = jobs
        self._signer = signer

    # ---- reading ----

    def get(
        self,
        viewer: Viewer,
        asset_id: UUID,
        *,
        cursor: str | None = None,
        limit: int = SEGMENTS_AT_ONCE,
    ) -> TranscriptView:
        """What is said, a page of sentences at a time. Raises NotFound for what the viewer does not
        see, and for what nobody can speak in."""
        with self._database.read() as session:
            asset = get_visible(session, viewer, asset_id)
            return load_transcript(session, viewer, asset, cursor=cursor, limit=limit)

    def export(self, viewer: Viewer, asset_id: UUID, form: str) -> str:
        """All of it as a file: vtt, srt or txt. Raises NotFound for any other."""
        if form not in FORMS:
            raise NotFound
        with self._database.read() as session:
            asset = get_visible(session, viewer, asset_id)
            if asset.kind not in SPOKEN:
                raise NotFound
            return write(list_rows(session, asset.id), form)

    def captions_url(self, viewer: Viewer, asset_id: UUID) -> str | None:
        """Where what is said stands as captions, for this viewer alone and at least six hours; None
        where there is nothing yet. Raises NotFound as `get` does."""
        told = self.get(viewer, asset_id, limit=1)
        if not told.count:
            return None
        expires = expire_after(LONG_HOURS)
        signature = self._sign_captions(viewer, asset_id, expires)
        # What is newest is sent in any case; `v` has a browser ask for it.
        version = f"{told.version}-{told.count}"
        return f"/m/{asset_id}/vtt?e={expires}&s={signature}&v={version}"

    def resolve_captions(
        self, viewers: Sequence[Viewer], asset_id: UUID, *, expires: int, signature: str
    ) -> str:
        """The captions behind an address that was made for one of these viewers, as they are now.
        Raises NotFound when it was made for somebody else, has expired, or when that viewer does
        not see the recording any more."""
        if expires > int(time.time()):
            for viewer in viewers:
                right = self._sign_captions(viewer, asset_id, expires)
                if hmac.compare_digest(right.encode(), signature.encode()):
                    return self.export(viewer, asset_id, "vtt")
        raise NotFound

    def list_differences(self, viewer: Viewer, asset_id: UUID) -> list[Difference]:
        """Where a later hearing says something else, for whoever may take it."""
        with self._database.read() as session:
            asset, _chest, _role = get_editable(session, viewer, asset_id)
            told = session.get(Transcript, asset.id)
            if told is None or not told.offered or not told.offered.get("complete"):
                return []
            return list_differences(list_rows(session, asset.id), told.offered)

    # ---- changing ----

    def edit(
        self,
        viewer: Viewer,
        asset_id: UUID,
        *,
        version: int,
        segments: Sequence[SegmentChange] = (),
        speakers: Sequence[SpeakerChange] = (),
        language: str | None = UNCHANGED,
    ) -> TranscriptView:
        """Put sentences right, name who speaks, say which language it is: what is set anew is heard
        again. Times stay. Raises Stale, with what it says now, when `version` is not the newest."""
        if len(segments) > MOST_CHANGES:
            raise Invalid(_("Change at most {number} sentences at once.", number=MOST_CHANGES))
        with self._database.write() as session:
            asset, told = self._open(session, viewer, asset_id, version)
            kept = Kept.nothing()
            change_segments(session, told, segments, speakers, by=viewer.account_id, kept=kept)
            if language != UNCHANGED:
                self._set_language(session, asset, told, language, kept=kept)
            self._write(session, viewer, asset, told, kept, "transcript.edited")
            session.flush()
            return load_transcript(session, viewer, asset)

    def hear_again(self, viewer: Viewer, asset_id: UUID) -> TranscriptView:
        """Have it heard anew. What people wrote stays; what is heard otherwise is offered."""
        with self._database.write() as session:
            asset, _chest, _role = get_editable(session, viewer, asset_id, lock=True)
            if asset.kind not in SPOKEN:
                raise NotFound
            self._hear_anew(session, asset)
            self._record(session, viewer, "transcript.heard_again", asset)
            session.flush()
            return load_transcript(session, viewer, asset)

    def decide(
        self,
        viewer: Viewer,
        asset_id: UUID,
        *,
        version: int,
        take: Sequence[str] = (),
        leave_out: Sequence[str] = (),
    ) -> TranscriptView:
        """Take what a later hearing says in these places, and leave it in those. Raises Conflict
        for a difference that is no longer there, with nothing changed."""
        with self._database.write() as session:
            asset, told = self._open(session, viewer, asset_id, version)
            if not told.offered or not told.offered.get("complete"):
                raise Conflict(_(_GONE))
            found = {
                one.id: one for one in list_differences(list_rows(session, asset.id), told.offered)
            }
            if {*take, *leave_out} - set(found):
                raise Conflict(_(_GONE))
            kept = Kept.nothing()
            kept.offered = told.offered
            # From the end, so that the places of those before stay what they are.
            for one in reversed(list(found.values())):
                if one.id in take:
                    replace_segments(session, told, one.there, one.offered, kept=kept)
                elif one.id in leave_out:
                    told.offered = leave(told.offered, one)
            session.flush()
            self._write(session, viewer, asset, told, kept, "transcript.decided")
            session.flush()
            assert told.offered is not None
            if not list_differences(list_rows(session, asset.id), told.offered):
                told.offered = None
                session.add(told)
                session.flush()
            return load_transcript(session, viewer, asset)

    def undo(self, viewer: Viewer, asset_id: UUID, *, version: int) -> TranscriptView:
        """Take back the last change that somebody made, and then the one before it. Raises Conflict
        where there is none."""
        with self._database.write() as session:
            asset, told = self._open(session, viewer, asset_id, version)
            undo_last(session, told, by=viewer.account_id)
            self._look_again(session, viewer, asset)
            self._record(session, viewer, "transcript.undone", asset)
            session.flush()
            read_texts(session, asset.chest_id, [asset.id])
            return load_transcript(session, viewer, asset)

    # ---- what the family chose ----

    def get_choice(self, viewer: Viewer, chest_id: UUID) -> Choice:
        """Who listens to the recordings of this chest, and in which language they are."""
        with self._database.read() as session:
            require_to_see(session, viewer, chest_id)
            return Choice.of(session.get(ChestUnderstanding, chest_id))

    def choose(
        self,
        viewer: Viewer,
        chest_id: UUID,
        *,
        speech: str | None = None,
        language: str | None = UNCHANGED,
    ) -> Choice:
        """For keepers: who listens (local, openai, off), and which language is spoken where no
        recording says otherwise (None: it is found out)."""
        if speech not in (None, LOCAL, OPENAI, OFF):
            raise Invalid(_("Recordings are heard on this computer, by OpenAI, or not at all."))
        with self._database.write() as session:
            require(session, viewer, chest_id, Action.edit_chest)
            row = session.get(ChestUnderstanding, chest_id, with_for_update=True)
            row = row or ChestUnderstanding(chest_id=chest_id)
            row.speech = speech or row.speech
            if language != UNCHANGED:
                row.speech_language = clean_language(language)
            row.updated_by, row.updated_at = viewer.account_id, utc_now()
            session.add(row)
            record(
                session,
                viewer,
                "chest.hearing_chosen",
                subject=("chest", chest_id),
                chest_id=chest_id,
            )
            session.flush()
            return Choice.of(row)

    # ---- what these share ----

    def _sign_captions(self, viewer: Viewer, asset_id: UUID, expires: int) -> str:
        return self._signer.media_signature(
            asset_id, kind="vtt", version=1, viewer=viewer.key, expires=expires
        )

    @staticmethod
    def _open(
        session: Session, viewer: Viewer, asset_id: UUID, version: int
    ) -> tuple[Asset, Transcript]:
        lock_contribution_of(session, asset_id)
        asset, _chest, _role = get_editable(session, viewer, asset_id, lock=True)
        if asset.kind not in SPOKEN:
            raise NotFound
        told = session.get(Transcript, asset_id, with_for_update=True)
        told = told or Transcript(asset_id=asset_id)
        session.add(told)
        session.flush()
        if told.version != version:
            raise Stale(as_current(load_transcript(session, viewer, asset)))
        return asset, told

    def _write(
        self,
        session: Session,
        viewer: Viewer,
        asset: Asset,
        told: Transcript,
        kept: Kept,
        action: str,
    ) -> None:
        if write_down(session, told, kept, by=viewer.account_id):
            self._look_again(session, viewer, asset)
            self._record(session, viewer, action, asset)
            read_texts(session, asset.chest_id, [asset.id])

    @staticmethod
    def _look_again(session: Session, viewer: Viewer, asset: Asset) -> None:
        _asset, chest, role = get_editable(session, viewer, asset.id)
        look_again(session, viewer, asset, {"transcript"}, chest=chest, role=role)

    @staticmethod
    def _record(session: Session, viewer: Viewer, action: str, asset: Asset) -> None:
        record(session, viewer, action, subject=("asset", asset.id), chest_id=asset.chest_id)

    def _set_language(
        self,
        session: Session,
        asset: Asset,
        told: Transcript,
        language: str | None,
        *,
        kept: Kept,
    ) -> None:
        wanted = clean_language(language)
        now = told.language if told.language_set else None
        if wanted == now:
            return
        kept.language = [told.language, told.language_set]
        told.language, told.language_set = wanted, wanted is not None
        session.add(told)
        self._hear_anew(session, asset)

    def _hear_anew(self, session: Session, asset: Asset) -> None:
        key = (asset.id, Step.transcribe)
        row = session.get(Understanding, key, with_for_update=True)
        if row is not None:
            # A run that is under way finds that it is not at its place any more, and ends.
            row.state, row.done, row.whole, row.attempts = StepState.waiting, 0.0, None, 0
            session.add(row)
            session.flush()
        expect_understanding(session, asset, self._jobs, steps=[Step.transcribe])


def clean_language(code: str | None) -> str | None:
    """An ISO 639-1 code, or None where the language is to be found out. Raises Invalid."""
    word = (code or "").strip().lower()
    if not word:
        return None
    if len(word) != 2 or not word.isascii() or not word.isalpha():
        raise Invalid(_("A language is two letters, such as en, pt or pl."), field="language")
    return word
