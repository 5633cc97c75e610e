"""What is said in recordings: reading, putting right, captions; names put right everywhere."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.http.dependencies import AccountDep, LibraryDep, ViewerDep
from api.schemas.base import Page
from api.schemas.transcripts import (
    At,
    Choice,
    Decision,
    Difference,
    NamePlaces,
    NameResult,
    SentChoice,
    SentName,
    Transcript,
    TranscriptChanges,
)
from chest.access.viewers import Viewer
from chest.errors import Stale
from chest.library import Library
from chest.transcripts.exports import FORMS
from chest.transcripts.views import SEGMENTS_AT_ONCE, TranscriptView

router = APIRouter(tags=["transcripts"])

Many = Annotated[int, Query(ge=1, le=SEGMENTS_AT_ONCE)]


@router.get("/assets/{asset_id}/transcript")
def get_transcript(
    asset_id: UUID,
    library: LibraryDep,
    viewer: ViewerDep,
    cursor: str | None = None,
    limit: Many = SEGMENTS_AT_ONCE,
) -> Transcript:
    """What is said in a recording that the viewer may see, a page of sentences at a time."""
    return _told(library.transcripts.get(viewer, asset_id, cursor=cursor, limit=limit))


@router.put("/assets/{asset_id}/transcript")
def edit_transcript(
    asset_id: UUID, body: TranscriptChanges, library: LibraryDep, viewer: ViewerDep
) -> Transcript:
    """Put sentences right, name who speaks, or set the language, which has it heard again. Answers
    409 with `current`, the transcript as GET tells it, when `version` is not the newest."""
    try:
        view = library.transcripts.edit(
            viewer,
            asset_id,
            version=body.version,
            segments=[one.change() for one in body.segments],
            speakers=[one.change() for one in body.speakers],
            language=body.wanted_language,
        )
    except Stale as error:
        raise _stale(library, viewer, asset_id) from error
    return _told(view)


@router.post("/assets/{asset_id}/transcript/again", status_code=202)
def hear_again(asset_id: UUID, library: LibraryDep, viewer: ViewerDep) -> Transcript:
    """Have it heard anew. What people wrote stays."""
    return _told(library.transcripts.hear_again(viewer, asset_id))


@router.post("/assets/{asset_id}/transcript/undo")
def undo_transcript(asset_id: UUID, body: At, library: LibraryDep, viewer: ViewerDep) -> Transcript:
    """Take back the last change."""
    try:
        return _told(library.transcripts.undo(viewer, asset_id, version=body.version))
    except Stale as error:
        raise _stale(library, viewer, asset_id) from error


@router.get("/assets/{asset_id}/transcript/differences")
def list_differences(asset_id: UUID, library: LibraryDep, viewer: ViewerDep) -> Page[Difference]:
    """Where a later hearing says something else, for whoever may change the transcript."""
    found = library.transcripts.list_differences(viewer, asset_id)
    return Page[Difference](items=[Difference.of(one) for one in found], next=None)


@router.post("/assets/{asset_id}/transcript/differences")
def decide_differences(
    asset_id: UUID, body: Decision, library: LibraryDep, viewer: ViewerDep
) -> Transcript:
    """Take what a later hearing says in some places, and leave it in others."""
    try:
        view = library.transcripts.decide(
            viewer, asset_id, version=body.version, take=body.take, leave_out=body.leave
        )
    except Stale as error:
        raise _stale(library, viewer, asset_id) from error
    return _told(view)


@router.get(
    "/assets/{asset_id}/transcript.{form}",
    response_class=Response,
    responses={200: {"content": {form.partition(";")[0]: {} for form in FORMS.values()}}},
)
def export_transcript(
    asset_id: UUID, form: str, library: LibraryDep, viewer: ViewerDep
) -> Response:
    """All of it as captions (vtt, srt) or as text to read (txt)."""
    text = library.transcripts.export(viewer, asset_id, form)
    return Response(
        text,
        media_type=FORMS[form],
        headers={
            "Content-Disposition": f'inline; filename="transcript.{form}"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


@router.get("/chests/{chest_id}/hearing")
def get_hearing(chest_id: UUID, library: LibraryDep, viewer: AccountDep) -> Choice:
    """Who listens to the recordings of this chest."""
    return Choice.model_validate(library.transcripts.get_choice(viewer, chest_id))


@router.patch("/chests/{chest_id}/hearing")
def choose_hearing(
    chest_id: UUID, body: SentChoice, library: LibraryDep, viewer: AccountDep
) -> Choice:
    """Choose who listens: local, openai (recordings then leave this computer) or off."""
    choice = library.transcripts.choose(
        viewer, chest_id, speech=body.speech, language=body.wanted_language
    )
    return Choice.model_validate(choice)


@router.get("/chests/{chest_id}/names")
def find_name(
    chest_id: UUID,
    library: LibraryDep,
    viewer: AccountDep,
    old: Annotated[str, Query(min_length=1, max_length=200)],
) -> NamePlaces:
    """Where a name stands that may be put right."""
    return NamePlaces.model_validate(library.names.find(viewer, chest_id, old))


@router.post("/chests/{chest_id}/names")
def change_name(
    chest_id: UUID, body: SentName, library: LibraryDep, viewer: AccountDep
) -> NameResult:
    """Put a name right wherever it stands, and in what is heard later."""
    result = library.names.change(viewer, chest_id, old=body.old, new=body.new)
    return NameResult.model_validate(result)


@router.post("/chests/{chest_id}/names/{change_id}/undo")
def undo_name(
    chest_id: UUID, change_id: UUID, library: LibraryDep, viewer: AccountDep
) -> NameResult:
    """Let the name stand as it did, except where somebody wrote something else since."""
    return NameResult.model_validate(library.names.undo(viewer, chest_id, change_id))


def _told(view: TranscriptView) -> Transcript:
    return Transcript.model_validate(view)


def _stale(library: Library, viewer: Viewer, asset_id: UUID) -> Stale:
    return Stale(_told(library.transcripts.get(viewer, asset_id)).as_json())
