"""Tags that people give and take away, of one memory or of many, within one transaction.

The memory is locked by whoever calls: everybody who writes tags locks it first, models too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from ai.tagging.vocabulary import LONGEST, clean, label_called
from chest.access.reapproval import look_again
from chest.access.viewers import Viewer
from chest.errors import Invalid
from chest.models import Asset, AssetTag, Chest, Role, TagBy, utc_now
from language import _, current, number

MOST = 50
"""Tags of one memory that people give."""

_KEPT = ("by", "rejected", "score", "provider", "model", "created_by", "created_at")


@dataclass(frozen=True)
class TagChange:
    """Labels that are given, by their keys, and words that are taken away: the key of one that a
    memory has, or what it is called."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @classmethod
    def of(cls, added: Iterable[str], removed: Iterable[str]) -> TagChange:
        """Of words in whichever language. Raises Invalid for what says nothing, and for one that is
        given and taken away."""
        give = tuple(dict.fromkeys(label_of(word) for word in added))
        take = tuple(dict.fromkeys(clean(word) for word in removed))
        if {*take, *(label_of(word) for word in take)} & set(give):
            raise Invalid(_("One word cannot be given and taken away at once."))
        return cls(give, take)


def label_of(word: str) -> str:
    """The key of what somebody wrote. Raises Invalid for what says nothing."""
    if len(word) > LONGEST:
        raise Invalid(_("A tag can have at most {number} letters.", number=number(LONGEST)))
    label = label_called(word, current())
    if not label:
        raise Invalid(_("Write what is in the picture, in a word or two."))
    return label


def tags_of(session: Session, asset_id: UUID) -> dict[str, AssetTag]:
    """By label, those that were taken away too."""
    return tags_of_many(session, [asset_id])[asset_id]


def tags_of_many(session: Session, ids: Collection[UUID]) -> dict[UUID, dict[str, AssetTag]]:
    """The same of many memories, with one question for every few hundred."""
    found: dict[UUID, dict[str, AssetTag]] = {asset_id: {} for asset_id in ids}
    asked = list(ids)
    for at in range(0, len(asked), 500):
        part = col(AssetTag.asset_id).in_(asked[at : at + 500])
        for row in session.exec(select(AssetTag).where(part)):
            found[row.asset_id][row.label] = row
    return found


def change_tags(
    session: Session,
    viewer: Viewer,
    asset: Asset,
    rows: dict[str, AssetTag],
    change: TagChange,
    *,
    chest: Chest,
    role: Role | None,
) -> dict[str, Any]:
    """Let a person say it of a memory with these tags: a suggestion becomes the family's own word,
    what is taken away no model brings back. Where members are not trusted, what they change waits
    for approval again, as all else that they write.

    Returns what `take_back` needs, by label: nothing where all was so already. Raises Invalid, with
    nothing changed, for more than a memory can have.
    """
    give = [label for label in change.added if not _is_given(rows.get(label))]
    named = (word if word in rows else label_called(word, current()) for word in change.removed)
    take = [label for label in dict.fromkeys(named) if label in rows and not rows[label].rejected]
    if not give and not take:
        return {}
    given = sum(_is_given(row) for label, row in rows.items() if label not in take)
    if give and given + len(give) > MOST:
        raise Invalid(_("One memory can have at most {number} tags.", number=number(MOST)))
    look_again(session, viewer, asset, {"tags"}, chest=chest, role=role)
    before = {label: _kept(rows[label]) if label in rows else None for label in (*give, *take)}
    for label in give:
        row = rows.get(label)
        if row is None:
            row = rows[label] = AssetTag(
                asset_id=asset.id, label=label, chest_id=asset.chest_id, by=TagBy.person
            )
        row.by, row.rejected, row.score = TagBy.person, False, None
        row.created_by, row.created_at = viewer.account_id, utc_now()
        session.add(row)
    for label in take:
        rows[label].rejected = True
        session.add(rows[label])
    return {label: {"was": was, "is": _kept(rows[label])} for label, was in before.items()}


def take_back(
    session: Session,
    viewer: Viewer,
    asset: Asset,
    rows: Mapping[str, AssetTag],
    done: Mapping[str, Any],
    *,
    chest: Chest,
    role: Role | None,
) -> bool:
    """Let the tags be as they were before `change_tags`; what somebody changed since stays as it
    is. Whether anything was to be taken back."""
    unchanged = [
        label for label, told in done.items() if label in rows and _kept(rows[label]) == told["is"]
    ]
    if not unchanged:
        return False
    look_again(session, viewer, asset, {"tags"}, chest=chest, role=role)
    for label in unchanged:
        was = done[label]["was"]
        if was is None:
            session.delete(rows[label])
            continue
        row = rows[label]
        row.by, row.rejected, row.score = TagBy(was["by"]), was["rejected"], was["score"]
        row.provider, row.model = was["provider"], was["model"]
        row.created_by = UUID(was["created_by"]) if was["created_by"] else None
        row.created_at = datetime.fromisoformat(was["created_at"])
        session.add(row)
    return True


def called_off(rows: Mapping[str, AssetTag], wanted: Sequence[str]) -> tuple[str, ...]:
    """Those that a memory has and that are not among those it shall have."""
    return tuple(label for label, row in rows.items() if label not in wanted and not row.rejected)


def _is_given(row: AssetTag | None) -> bool:
    return row is not None and row.by is TagBy.person and not row.rejected


def _kept(row: AssetTag) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in _KEPT}
    told["by"] = row.by.value
    told["created_by"] = str(row.created_by) if row.created_by else None
    told["created_at"] = row.created_at.isoformat()
    return told
