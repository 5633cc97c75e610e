"""What makes up one draft of a contribution: who gives, the message, the files. Functions over its
rows, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import or_, update
from sqlmodel import Session, col, select

from chest.access.standing import begin_standing
from chest.assets.edits import clean_changes
from chest.dates.columns import date_columns, read_date
from chest.errors import Conflict, Invalid, NotFound
from chest.models import (
    Asset,
    AssetState,
    Chest,
    Contribution,
    DateOrigin,
    Kind,
    Review,
    Upload,
    UploadState,
)
from chest.texts import clean_email, clean_text
from language import N_, _, ngettext

_LONGEST = {"name": 200, "relation": 200, "contact_email": 320}
_LABELS = {
    "name": N_("Your name"),
    "relation": N_("Who you are"),
    "contact_email": N_("The e-mail address"),
}
# What a giver says of a file: what it shows, who is on it, when and where that was.
TOLD = frozenset({"caption", "who", "taken", "place"})
_READ_AT_ONCE = 200
_ON_THE_WAY = (UploadState.open, UploadState.completing)


def check_giver(
    *, name: str, relation: str, contact_email: str | None, consent: bool
) -> dict[str, Any]:
    """The columns for who gives. Raises Invalid with a sentence, first of all without consent."""
    if not consent:
        raise Invalid(
            _("Nothing is sent before you agree that the family may keep what you give."),
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
            (clean_text(text, label=_(_LABELS[field]), longest=_LONGEST[field]) or "").split()
        )
        if field == "name" and not clean:
            raise Invalid(_("Please enter your name, so that the family knows you."), field="name")
        columns[field] = clean if field != "contact_email" else _clean_contact(clean)
    return columns


def _clean_contact(address: str) -> str | None:
    if not address:
        return None
    try:
        return clean_email(address)
    except Invalid as error:
        raise Invalid(
            _("{sentence} Or leave it empty.", sentence=error.sentence), field="contact_email"
        ) from error


def date_message(session: Session, draft: Contribution, words: str, *, southern: bool) -> None:
    """Keep when that was of which the message tells; no words make it undated. Raises Invalid for
    a date that is none, and for one without a message."""
    date = read_date(words, southern=southern, field="message_taken")
    note = session.get(Asset, draft.message_asset_id) if draft.message_asset_id else None
    if note is None:
        if date is None:
            return
        raise Invalid(
            _(
                "There are no words yet to which this date belongs. Write them first, or leave "
                "the date empty."
            ),
            field="message_taken",
        )
    if note.taken != (date.edtf if date else None):
        for name, value in date_columns(date, source=DateOrigin.user if date else None).items():
            setattr(note, name, value)
        session.add(note)


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


def describe_file(
    session: Session, draft: Contribution, asset: Asset, words: Mapping[str, str | None]
) -> None:
    """Keep what the giver says of a file, of the fields in `TOLD`.

    Written again with every pause in typing, so that nothing of it becomes history: that begins
    when somebody else changes their words.
    """
    unknown = set(words) - TOLD
    if unknown:
        raise Invalid(
            _(
                "A file has no field {names} that can be told here.",
                names=", ".join(sorted(unknown)),
            )
        )
    chest = session.get_one(Chest, draft.chest_id)
    columns = clean_changes(words, asset=asset, chest=chest, role=None, is_own=True)
    for name, value in columns.items():
        setattr(asset, name, value)
    session.add(asset)


def forget_subject(session: Session, draft: Contribution, asset_id: UUID) -> None:
    """Let what was said about a file that is taken out stand by itself."""
    session.exec(
        update(Asset)
        .where(col(Asset.contribution_id) == draft.id, col(Asset.attached_to) == asset_id)
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
        raise Invalid(
            _("There is nothing in it yet. Write something, or add a file, then send it.")
        )
    names = session.exec(
        select(Asset.original_name)
        .join(Upload, col(Upload.asset_id) == col(Asset.id))
        .where(col(Asset.id).in_(inside), col(Upload.state).in_(_ON_THE_WAY))
        .order_by(col(Asset.created_at))
    ).all()
    if names:
        raise Conflict(
            ngettext(
                "One file is still on the way. Wait until everything has arrived, or take out "
                "what should not be sent.",
                "{n} files are still on the way. Wait until everything has arrived, or take out "
                "what should not be sent.",
                len(names),
            ),
            waiting=len(names),
            names=[name or "" for name in names[:20]],
        )


def list_told(session: Session, draft: Contribution) -> Sequence[UUID]:
    """The pieces with words that are read as soon as it is sent: the message, and captions as far
    as nobody waits long for it. The rest is read in the background."""
    return session.exec(
        select(Asset.id)
        .where(
            col(Asset.contribution_id) == draft.id,
            or_(col(Asset.caption).is_not(None), col(Asset.body).is_not(None)),
        )
        .order_by(col(Asset.body).is_(None), col(Asset.id))
        .limit(_READ_AT_ONCE)
    ).all()


def _detach_files(session: Session, draft: Contribution) -> None:
    session.exec(
        update(Asset)
        .where(
            col(Asset.contribution_id) == draft.id,
            col(Asset.attached_to) == draft.message_asset_id,
        )
        .values(attached_to=None)
        .execution_options(synchronize_session="fetch")
    )
