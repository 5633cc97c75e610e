"""The words that the pictures of a chest are labelled with: those that are known, but for some that
nobody there wants to read, and some of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select, update

from ai.tagging.vocabulary import MOST_OWN, the_vocabulary
from chest.errors import Invalid
from chest.models import Asset, AssetTag, Step, StepState, TagBy, Understanding, utc_now
from chest.tags.giving import label_of
from language import _, current, number

_AT_ONCE = 500


@dataclass(frozen=True)
class Labels:
    """The words of a chest: its own, those it does not want, and all that are offered: by key, what
    each is called in the language of whoever reads, and to which sort of words it belongs."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    offered: Mapping[str, str]
    groups: Mapping[str, str]

    @classmethod
    def of(cls, choices: Mapping[str, Any] | None) -> Labels:
        known = choices or {}
        labels = the_vocabulary().labels
        return cls(
            tuple(known.get("added", ())),
            tuple(known.get("removed", ())),
            {one.key: one.called(current()) for one in labels},
            {one.key: one.group for one in labels},
        )


def read_choices(added: Sequence[str], removed: Sequence[str]) -> dict[str, Any]:
    """As `ChestUnderstanding.labels` keeps it. Raises Invalid for what says nothing, and for too
    many."""
    known = {label.key for label in the_vocabulary().labels}
    own = [word for word in dict.fromkeys(label_of(word) for word in added) if word not in known]
    if len(own) > MOST_OWN:
        raise Invalid(
            _("A chest can have at most {number} words of its own.", number=number(MOST_OWN))
        )
    return {"added": own, "removed": sorted({label_of(word) for word in removed} & known)}


def weigh_anew(session: Session, chest_id: UUID) -> None:
    """Have all pictures of the chest labelled again, from where the model saw them lie."""
    here = select(Asset.id).where(col(Asset.chest_id) == chest_id)
    session.exec(
        update(Understanding)
        .where(
            col(Understanding.step) == Step.tag,
            col(Understanding.state) == StepState.done,
            col(Understanding.asset_id).in_(here),
        )
        .values(state=StepState.waiting, updated_at=utc_now())
    )


def rename_tags(session: Session, chest_id: UUID, label: str, new: str) -> None:
    """Let every picture that has the one word have the other; of one that has both, what a person
    said holds."""
    of_old = (col(AssetTag.chest_id) == chest_id, col(AssetTag.label) == label)
    has_new = select(AssetTag.asset_id).where(
        col(AssetTag.chest_id) == chest_id, col(AssetTag.label) == new
    )
    twice = session.exec(select(AssetTag).where(*of_old, col(AssetTag.asset_id).in_(has_new))).all()
    ids = [row.asset_id for row in twice]
    there: dict[UUID, AssetTag] = {}
    for at in range(0, len(ids), _AT_ONCE):
        part = col(AssetTag.asset_id).in_(ids[at : at + _AT_ONCE])
        rows = session.exec(select(AssetTag).where(part, col(AssetTag.label) == new))
        there |= {row.asset_id: row for row in rows}
    for row in twice:
        other = there[row.asset_id]
        if row.by is TagBy.person and not row.rejected:
            other.by, other.rejected, other.score = TagBy.person, False, None
            other.created_by, other.created_at = row.created_by, row.created_at
            session.add(other)
        session.delete(row)
    session.flush()
    session.exec(
        update(AssetTag)
        .where(*of_old)
        .values(label=new)
        .execution_options(synchronize_session=False)
    )
