"""What makes up one draft of a contribution: who gives, the message, the files. Functions over its
rows, in the caller's transaction."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from chest.access.standing import begin_standing
from chest.dates.columns import date_columns
from chest.errors import Conflict, Invalid, NotFound
from chest.models import (
    Asset,
    AssetState,
    Contribution,
    Kind,
    Review,
    Upload,
    UploadState,
)
from chest.texts import clean_email, clean_text

_LONGEST = {"name": 200, "relation": 200, "contact_email": 320}
_LABELS = {"name": "Your name", "relation": "Who you are", "contact_email": "The e-mail address"}
_ON_THE_WAY = (UploadState.open, UploadState.completing)


def check_giver(
    *, name: str, relation: str, contact_email: str | None, consent: bool
) -> dict[str, Any]:
    """The columns for who gives. Raises Invalid with a sentence, first of all without consent."""
    if not consent:
        raise Invalid(
            "Nothing is sent before you agree that the family may keep what you give.",
            field="consent",
        )
    return clean_giver({"name": name, "relation": relation, "contact_email": contact_email or ""})


def clean_giver(words: dict[str, str | None]) -> dict[str, Any]:
    """The columns for those of `name`, `relation` and `contact_email` that are not None."""
    columns: dict[str, Any] = {}
    for field, text in words.items():
        if text is None:
            continue
        clean = " ".join(
            (clean_text(text, label=_LABELS[field], longest=_LONGEST[field]) or "").split()
        )
        if field == "name" and not clean:
            raise Invalid("Please enter your name, so that the family knows you.", field="name")
        columns[field] = clean if field != "contact_email" else _clean_contact(clean)
    return columns


def _clean_contact(address: str) -> str | None:
    if not address:
        return None
    try:
        return clean_email(address)
    except Invalid as error:
        raise Invalid(f"{error.sentence} Or leave it empty.", field="contact_email") from error


def write_message(
    session: Session, draft: Contribution, body: str | None, *, by: UUID | None
) -> None:
    """Keep the message as the draft's note; no words remove it. `by` is an account, if any."""
    note = session.get(Asset, draft.message_asset_id) if draft.message_asset_id else None
    if body is None:
        if note is not None:
            _detach_files(session, draft)
            draft.message_asset_id = None
            session.delete(note)
        return
    if note is not None:
        note.body, note.deleted_at = body, None
        session.add(note)
        return
    note = Asset(
        chest_id=draft.chest_id,
        kind=Kind.note,
        state=AssetState.ready,
        body=body,
        added_by=by,
        **date_columns(None, source=None),
        **begin_standing(Review.draft, draft.id),
    )
    session.add(note)
    session.flush()
    draft.message_asset_id = note.id


def attach_files(session: Session, draft: Contribution) -> None:
    """Attach to the message whatever files came before or after it."""
    if draft.message_asset_id is not None:
        session.exec(
            update(Asset)
            .where(
                col(Asset.contribution_id) == draft.id,
                col(Asset.id) != draft.message_asset_id,
                col(Asset.attached_to).is_(None),
            )
            .values(attached_to=draft.message_asset_id)
            .execution_options(synchronize_session="fetch")
        )


def find_file(session: Session, draft: Contribution, asset_id: UUID) -> Asset:
    """A file of this draft, also one that was taken out. NotFound for anything else."""
    asset = session.exec(
        select(Asset)
        .where(
            col(Asset.id) == asset_id,
            col(Asset.contribution_id) == draft.id,
            col(Asset.review) == Review.draft,
            col(Asset.kind) != Kind.note,
        )
        .with_for_update()
    ).first()
    if asset is None:
        raise NotFound
    return asset


def check_complete(session: Session, draft: Contribution) -> None:
    """Raises Invalid while nothing is in the draft, Conflict while files are on their way."""
    inside = session.exec(
        select(Asset.id).where(
            col(Asset.contribution_id) == draft.id, col(Asset.deleted_at).is_(None)
        )
    ).all()
    if not inside:
        raise Invalid("There is nothing in it yet. Write something, or add a file, then send it.")
    names = session.exec(
        select(Asset.original_name)
        .join(Upload, col(Upload.asset_id) == col(Asset.id))
        .where(col(Asset.id).in_(inside), col(Upload.state).in_(_ON_THE_WAY))
        .order_by(col(Asset.created_at))
    ).all()
    if names:
        count = "One file is" if len(names) == 1 else f"{len(names)} files are"
        raise Conflict(
            f"{count} still on the way. Wait until everything has arrived, or take out what "
            "should not be sent.",
            waiting=len(names),
            names=[name or "" for name in names[:20]],
        )


def _detach_files(session: Session, draft: Contribution) -> None:
    session.exec(
        update(Asset)
        .where(col(Asset.contribution_id) == draft.id)
        .values(attached_to=None)
        .execution_options(synchronize_session="fetch")
    )
