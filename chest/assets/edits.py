"""What a person may change about a memory, and what is kept of how it was before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from chest.access.audiences import choose_audience
from chest.dates.columns import date_columns, read_date
from chest.errors import Invalid
from chest.gate.reading import read_texts
from chest.models import (
    Account,
    Asset,
    AssetRevision,
    Chest,
    DateOrigin,
    Kind,
    Role,
)
from chest.texts import clean_text
from chest.uploads import offers
from language import N_, _

LONGEST = {**offers.LONGEST, "alt_text": 2_000, "body": 200_000}
READ_AT_ONCE = frozenset({"caption", "body"})
"""What the gate reads as soon as it is written; places, which are often written for thousands at
once, are read in the background and before a story is told."""
EDITABLE = frozenset({*LONGEST, "taken", "audience"})

_LABELS = {
    **offers.LABELS,
    "alt_text": N_("The description"),
    "body": N_("The text"),
}
# What a revision keeps, and what a person compares when two have edited at once.
_KEPT = ("caption", "alt_text", "who", "place", "body", "taken", "taken_source", "audience")


@dataclass(frozen=True)
class Revision:
    """What a memory said until somebody changed it. `before` holds the editable fields."""

    version: int
    before: dict[str, Any]
    changed_at: datetime
    changed_by: UUID | None
    changed_by_name: str | None


def clean_changes(
    changes: Mapping[str, Any], *, asset: Asset, chest: Chest, role: Role | None, is_own: bool
) -> dict[str, Any]:
    """The columns that these changes really change; empty when all is as it was.

    Raises Invalid, with a sentence, for the first field that cannot be taken as it is.
    """
    unknown = set(changes) - EDITABLE
    if unknown:
        raise Invalid(
            _(
                "A memory has no field {names} that can be changed.",
                names=", ".join(sorted(unknown)),
            )
        )
    columns: dict[str, Any] = {}
    for name, longest in LONGEST.items():
        if name in changes:
            columns[name] = clean_text(changes[name], label=_(_LABELS[name]), longest=longest)
    for name in ("who", "caption"):
        if name in columns and columns[name] != getattr(asset, name):
            columns[f"{name}_source"] = DateOrigin.user
    if "body" in columns:
        if asset.kind is not Kind.note:
            raise Invalid(_("Only a note has a text of its own. Write a caption instead."))
        if columns["body"] is None:
            raise Invalid(_("A note needs some words. To take it out of the chest, delete it."))
    if "taken" in changes:
        date = read_date(changes["taken"], southern=chest.southern)
        if (date.edtf if date else None) != asset.taken:
            # Also when it was emptied: what a person took away is not read from the file again.
            columns |= date_columns(date, source=DateOrigin.user)
            columns["taken_offset"] = None
    if "audience" in changes:
        columns["audience"] = choose_audience(
            changes["audience"], current=asset.audience, role=role, is_own=is_own
        )
    return {name: new for name, new in columns.items() if getattr(asset, name) != new}


def state_of(asset: Asset) -> dict[str, Any]:
    """The editable fields and the version, JSON-serialisable."""
    return {name: getattr(asset, name) for name in _KEPT} | {"version": asset.version}


def apply_changes(
    session: Session, asset: Asset, columns: Mapping[str, Any], *, by: UUID | None
) -> None:
    """Write the columns, count the version up and keep what was there before."""
    before = state_of(asset)
    session.add(
        AssetRevision(
            asset_id=asset.id, version=before.pop("version"), before=before, changed_by=by
        )
    )
    for name, new in columns.items():
        setattr(asset, name, new)
    asset.version += 1
    session.add(asset)
    if READ_AT_ONCE & set(columns):
        read_texts(session, asset.chest_id, [asset.id])


def list_revisions(session: Session, asset_id: UUID) -> list[Revision]:
    """Newest first."""
    rows = session.exec(
        select(AssetRevision, Account.name)
        .outerjoin(Account, col(Account.id) == col(AssetRevision.changed_by))
        .where(col(AssetRevision.asset_id) == asset_id)
        .order_by(col(AssetRevision.version).desc(), col(AssetRevision.id).desc())
    ).all()
    return [
        Revision(
            version=row.version,
            before=row.before,
            changed_at=row.changed_at,
            changed_by=row.changed_by,
            changed_by_name=name,
        )
        for row, name in rows
    ]
