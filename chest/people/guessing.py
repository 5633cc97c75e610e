"""Who is probably meant by a name that waits: offered to a person, and never taken for true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, select

from ai.narrative.kinship.relations import Relation, Sex, through
from chest.models import Chest, PersonProposal, Pronoun, ProposalState
from chest.people.names import key_of_name
from chest.people.roster import Known, RosterEntry

_SEXES: dict[Pronoun | None, Sex] = {Pronoun.she: "f", Pronoun.he: "m"}


def claimed_by(
    session: Session, chest: Chest, rows: Sequence[PersonProposal]
) -> dict[str, Relation]:
    """What those who speak say of themselves, as long as nobody decided about them: the keys of
    their own proposals, and their relations."""
    keys = {key_of_name(row.said_by) for row in rows if row.said_by}
    if not keys:
        return {}
    found = session.exec(
        select(PersonProposal.key, PersonProposal.relation).where(
            col(PersonProposal.chest_id) == chest.id,
            col(PersonProposal.key).in_(keys),
            col(PersonProposal.relation).is_not(None),
            col(PersonProposal.said_by).is_(None),
            col(PersonProposal.state) != ProposalState.dismissed,
        )
    ).all()
    return {key: Relation(relation) for key, relation in found if relation}


def relation_of(
    row: PersonProposal, known: Known, claimed: Mapping[str, Relation]
) -> Relation | None:
    """What somebody is to the person the chest is about: what is said, or what follows from it for
    whoever says it of their own. None where nobody knows what the speaker is."""
    if row.relation is None:
        return None
    said = Relation(row.relation)
    if row.said_by is None:
        return said
    person = known.speaker(row.said_by)
    told = person.relation if person is not None else None
    speaker = Relation(told) if told else claimed.get(key_of_name(row.said_by))
    if speaker is None:
        return said if not said.is_kin else None
    sex = _SEXES.get(known.honoree.pronoun, "n")
    return through(speaker, said, honoree=sex)


def suggest(row: PersonProposal, known: Known, relation: Relation | None) -> RosterEntry | None:
    """Whoever is probably meant: who alone has the name, or alone is what is said."""
    if row.key.startswith("n:"):
        found = known.named(row.name)
        if found is None:
            found = known.speaker(row.name)
        return found
    if relation is None:
        return None
    if relation is Relation.self:
        return known.honoree
    same = known.related(relation)
    return same[0] if len(same) == 1 else None
