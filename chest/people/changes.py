"""What may be written of somebody, how it is checked, and how rows of the roster come to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from ai.narrative.kinship.reading import read_relation
from ai.narrative.kinship.relations import Relation
from chest.dates.columns import read_date
from chest.errors import Conflict, Invalid, NotFound
from chest.models import (
    Account,
    Chest,
    Life,
    Person,
    PersonInAsset,
    PersonProposal,
    Pronoun,
    new_id,
    utc_now,
)
from chest.people.names import LONGEST_NAME, fold_name, pronoun_of
from chest.people.roster import MOST, AlsoKnownAs, Known, also_of, honoree_row, roster_of
from chest.texts import clean_text
from language import N_, _, number

MOST_NAMES = 50
"""Other names of one person."""

NOBODY = N_("This person is not on the list of people, or was merged with somebody else.")

_NAME = N_("The name")
_RELATION = N_("Who they are")
_BORN = N_("The date of birth")
_DIED = N_("The date of death")


@dataclass(frozen=True)
class PersonFields:
    """What is written of somebody. None leaves it as it is, an empty text empties it.

    `relation` is one of `Relation`; `relation_words`, in any of the six languages, are read where
    it is not told.
    """

    name: str | None = None
    called: str | None = None
    also: Sequence[AlsoKnownAs] | None = None
    relation: str | None = None
    relation_words: str | None = None
    pronoun: Pronoun | None = None
    life: Life | None = None
    born: str | None = None
    died: str | None = None


def create_person(
    session: Session, chest: Chest, fields: PersonFields, *, by: UUID | None
) -> Person:
    """Somebody new on the roster. Raises Invalid for what cannot be kept."""
    person_id = new_id()
    person = Person(id=person_id, chest_id=chest.id, name="", stands_as=person_id, created_by=by)
    write_fields(chest, person, fields)
    if not person.name:
        raise Invalid(_("Write a name, as they are called."), field="name")
    session.add(person)
    session.flush()
    return person


def make_honoree(session: Session, chest: Chest) -> Person:
    """The row of the person the chest is about, made where there is none yet; the chest is locked
    by whoever calls."""
    person = session.get(Person, chest.id, with_for_update=True)
    if person is None:
        person = honoree_row(chest)
        session.add(person)
        session.flush()
    return person


def get_person(session: Session, chest_id: UUID, person_id: UUID) -> Person:
    """A row that is locked; of somebody who was merged, whoever they stand for. Raises NotFound."""
    person = session.get(Person, person_id, with_for_update=True)
    if person is not None and person.stands_as != person.id:
        person = session.get(Person, person.stands_as, with_for_update=True)
    if person is None or person.chest_id != chest_id or person.deleted_at is not None:
        raise NotFound
    return person


def check_room(known: Known) -> None:
    if len(known.roster) >= MOST:
        raise Conflict(_("A chest can tell at most {number} people apart.", number=number(MOST)))


def write_fields(chest: Chest, person: Person, fields: PersonFields) -> None:
    """Write what is told, all of it or nothing. Raises Invalid for what cannot be kept."""
    if fields.name is not None and not person.is_honoree:
        name = clean_text(fields.name, label=_(_NAME), longest=LONGEST_NAME)
        if not name or not fold_name(name):
            raise Invalid(_("Write a name, as they are called."), field="name")
        person.name = name
    if fields.called is not None:
        person.called = clean_text(fields.called, label=_(_NAME), longest=LONGEST_NAME)
    if fields.also is not None:
        person.also = clean_also(fields.also)
    _write_relation(chest, person, fields)
    if fields.pronoun is not None:
        person.pronoun = fields.pronoun
    if fields.life is not None:
        person.life = fields.life
    southern = chest.southern
    if fields.born is not None:
        born = read_date(fields.born, southern=southern, what=_(_BORN), field="born")
        person.born = born.edtf if born else None
    if fields.died is not None:
        died = read_date(fields.died, southern=southern, what=_(_DIED), field="died")
        person.died = died.edtf if died else None
        if person.died:
            person.life = Life.dead


def _write_relation(chest: Chest, person: Person, fields: PersonFields) -> None:
    if person.is_honoree or (fields.relation is None and fields.relation_words is None):
        return
    words = fields.relation_words
    if words is not None:
        person.relation_words = clean_text(words, label=_(_RELATION), longest=LONGEST_NAME)
    if fields.relation is not None:
        person.relation = read_word(fields.relation)
    elif words is not None:
        names = tuple(filter(None, (chest.name, chest.called, chest.nick_name)))
        found = read_relation(words, chest.language, names=names).relation
        person.relation = found.value if found and found is not Relation.self else None
    if person.relation and person.pronoun is None and fields.pronoun is None:
        person.pronoun = pronoun_of(Relation(person.relation))


def read_word(relation: str) -> str | None:
    """One of `Relation`, except that nobody else is the person the chest is about; None for an
    empty text. Raises Invalid for another word."""
    if not relation:
        return None
    if relation not in [one.value for one in Relation if one is not Relation.self]:
        raise Invalid(_("This is no relation that is known."), field="relation")
    return relation


def clean_also(names: Sequence[AlsoKnownAs]) -> list[dict[str, str | None]]:
    """Other names as they are kept: each once. Raises Invalid for too many or too long ones."""
    kept: dict[tuple[str, UUID | None, str], dict[str, str | None]] = {}
    for one in names:
        name = clean_text(one.name, label=_(_NAME), longest=LONGEST_NAME)
        who = clean_text(one.who, label=_(_NAME), longest=LONGEST_NAME)
        if not name:
            continue
        key = (fold_name(name), one.by, fold_name(who or ""))
        kept.setdefault(key, {"name": name, "by": str(one.by) if one.by else None, "who": who})
    if len(kept) > MOST_NAMES:
        raise Invalid(
            _("One person can have at most {number} other names.", number=number(MOST_NAMES))
        )
    return list(kept.values())


def add_also(person: Person, name: AlsoKnownAs) -> None:
    """One more name, unless it is one of theirs."""
    if not name.by and not name.who and fold_name(name.name) == fold_name(person.name):
        return
    person.also = clean_also([*also_of(person), name])


def is_unused(session: Session, person: Person) -> bool:
    """Whether nothing leads to somebody: no memory, no name that was told apart, nobody merged."""
    counts = (
        select(func.count()).where(col(PersonInAsset.person_id) == person.id),
        select(func.count()).where(col(PersonProposal.person_id) == person.id),
        select(func.count()).where(col(Person.stands_as) == person.id, col(Person.id) != person.id),
    )
    alone = not person.is_honoree and person.version == 1
    return alone and not any(session.exec(count).one() for count in counts)


def drop_if_unused(session: Session, person_id: UUID, account_id: UUID) -> None:
    """Delete somebody to whom nothing leads any more; it can be undone as every deletion can."""
    person = session.get(Person, person_id, with_for_update=True)
    if person is not None and is_unused(session, person):
        person.deleted_at, person.deleted_by = utc_now(), account_id
        session.add(person)


def account_name(session: Session, account_id: UUID) -> str:
    account = session.get(Account, account_id)
    return account.name if account else ""


def as_kept(one: AlsoKnownAs) -> dict[str, Any]:
    return {"name": one.name, "by": str(one.by) if one.by else None, "who": one.who}


def own_names(
    session: Session, chest: Chest, person: Person, also: Sequence[AlsoKnownAs]
) -> list[AlsoKnownAs]:
    """Those of these names that are not told already by whoever was merged into them, or by the
    chest: a merge that is undone takes its names along."""
    entry = next(one for one in roster_of(session, chest) if one.id == person.id)
    derived = set(entry.also) - set(also_of(person))
    return [one for one in also if one not in derived]


def check_callers(session: Session, chest: Chest, also: Sequence[AlsoKnownAs]) -> None:
    callers = {one.by for one in also if one.by is not None}
    known = {one.id for one in roster_of(session, chest)}
    if callers - known:
        raise Invalid(_(NOBODY), field="also")
