"""What a story is told from: all that its audience may see and that nobody has held back, who is
who, and who and what each memory is of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from sqlmodel import Session, col, select

from ai.narrative.base import Segment, Subject
from ai.narrative.checking.roster import Known, Roster
from ai.narrative.checking.second_reader import Reader
from ai.narrative.scenes import About
from chest.gate.held import Held, held_of
from chest.models import (
    Asset,
    AssetTag,
    Audience,
    Chest,
    PersonInAsset,
    PersonMention,
)
from chest.people.roster import roster_of
from chest.stories.evidence import list_segments, subject_of
from chest.stories.spoken import list_spoken


@dataclass(frozen=True)
class Material:
    """Read in one look, so that nothing in it changes while it is told."""

    subject: Subject
    segments: list[Segment]
    roster: Roster
    about: Mapping[str, About]
    held: Held
    reader: Reader | None = None
    known: Mapping[str, Segment] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "known", {segment.id: segment for segment in self.segments})

    @cached_property
    def count_held(self) -> int:
        """How many texts wait for a decision."""
        return len({asset for asset, _ in self.held.fields}) + len(self.held.said)


def gather(
    session: Session, chest: Chest, audience: Audience, *, reader: Reader | None = None
) -> Material:
    """All of it for a story for this audience; `reader` reads the model's sentences again."""
    segments = [
        *list_segments(session, chest, audience=audience),
        *list_spoken(session, chest, audience=audience),
    ]
    return Material(
        subject=subject_of(chest),
        segments=segments,
        roster=_roster(session, chest, segments),
        about=_about(session, chest.id),
        reader=reader,
        held=held_of(session, chest, audience),
    )


def _roster(session: Session, chest: Chest, segments: Sequence[Segment]) -> Roster:
    """Those whom the family told apart, and whoever else gave or says something."""
    people = [
        Known(one.name, one.aka, one.relation or one.relation_words or "")
        for one in roster_of(session, chest)
    ]
    names = {name.casefold() for one in people for name in (one.name, *one.aka)}
    for segment in segments:
        if segment.who and segment.who.casefold() not in names:
            names.add(segment.who.casefold())
            people.append(Known(segment.who, (), segment.relation or ""))
    return Roster(people)


def _about(session: Session, chest_id: UUID) -> dict[str, About]:
    people: dict[str, set[str]] = {}
    themes: dict[str, set[str]] = {}
    of_chest = col(Asset.chest_id) == chest_id
    seen = select(PersonInAsset.asset_id, PersonInAsset.person_id).join(
        Asset, col(Asset.id) == col(PersonInAsset.asset_id)
    )
    named = select(PersonMention.asset_id, PersonMention.proposal_id).join(
        Asset, col(Asset.id) == col(PersonMention.asset_id)
    )
    for rows in (
        seen.where(of_chest, col(PersonInAsset.rejected).is_(False)),
        named.where(of_chest),
    ):
        for asset, person in session.exec(rows):
            people.setdefault(str(asset), set()).add(str(person))
    tags = select(AssetTag.asset_id, AssetTag.label).where(
        col(AssetTag.chest_id) == chest_id, col(AssetTag.rejected).is_(False)
    )
    for asset, label in session.exec(tags):
        themes.setdefault(str(asset), set()).add(label)
    return {
        asset: About(frozenset(people.get(asset, ())), frozenset(themes.get(asset, ())))
        for asset in {*people, *themes}
    }
