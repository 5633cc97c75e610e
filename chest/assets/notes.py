"""Notes: memories that are words, by themselves, on another memory, or with files."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session

from chest.access.adding import place_for
from chest.access.standing import begin_standing
from chest.access.viewers import Viewer
from chest.assets.edits import LONGEST
from chest.dates.columns import date_columns, read_date
from chest.errors import Invalid
from chest.gate.reading import read_texts
from chest.models import (
    Asset,
    AssetState,
    Audience,
    DateOrigin,
    Kind,
    new_id,
)
from chest.texts import clean_text
from language import _


def new_note(
    session: Session,
    viewer: Viewer,
    chest_id: UUID,
    *,
    body: str,
    taken: str | None,
    place: str | None,
    caption: str | None,
    attached_to: UUID | None,
) -> Asset:
    """A note in the caller's transaction, published or pending like a file of the same writer.

    `attached_to` must be a memory that the writer sees, in this chest. Raises Invalid for a note
    without words and for a date that is none.
    """
    target = session.get(Asset, attached_to) if attached_to is not None else None
    # What is written on what only the writer sees is for nobody else either.
    is_own = target is not None and target.audience is Audience.only_me
    audience = Audience.only_me if is_own else Audience.family
    home = place_for(session, viewer, chest_id=chest_id, audience=audience)
    words = clean_text(body, label=_("The text"), longest=LONGEST["body"])
    if words is None:
        raise Invalid(_("Write a few words first."))
    if attached_to is not None and (target is None or target.chest_id != chest_id):
        raise Invalid(_("The memory that this is written about is in another chest."))
    date = read_date(taken, southern=home.chest.southern)
    caption = clean_text(caption, label=_("The caption"), longest=LONGEST["caption"])
    note = Asset(
        id=new_id(),
        chest_id=home.chest.id,
        kind=Kind.note,
        state=AssetState.ready,
        audience=audience,
        body=words,
        caption=caption,
        caption_source=DateOrigin.user if caption else None,
        place=clean_text(place, label=_("The place"), longest=LONGEST["place"]),
        attached_to=attached_to,
        added_by=viewer.account_id,
        **date_columns(date, source=DateOrigin.user if date else None),
        **begin_standing(home.review, home.contribution_id),
    )
    session.add(note)
    session.flush()
    read_texts(session, chest_id, [note.id])
    return note


def attach(session: Session, note: Asset, files: Sequence[Asset]) -> None:
    """Lay files to a note; raises Invalid for one from another chest."""
    for file in files:
        if file.chest_id != note.chest_id:
            raise Invalid(_("A file from another chest cannot be laid to this note."))
        file.attached_to = note.id
        session.add(file)
