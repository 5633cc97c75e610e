"""The roster of a chest: everybody whom the family told apart, each once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from ai.narrative.kinship.relations import Relation
from chest.models import Chest, Life, Person, Pronoun
from chest.people.names import fold_name

MOST = 1000
"""People of one chest: a roster is read as a whole."""


@dataclass(frozen=True)
class AlsoKnownAs:
    """Another name; `by` is whoever calls them so, of the roster or in words (`who`), None where
    everybody does."""

    name: str
    by: UUID | None = None
    who: str | None = None


@dataclass(frozen=True)
class RosterEntry:
    """Somebody, with all names that they and whoever was merged into them have."""

    id: UUID
    name: str
    called: str | None
    also: tuple[AlsoKnownAs, ...]
    relation: str | None
    relation_words: str | None
    pronoun: Pronoun | None
    life: Life
    born: str | None
    died: str | None
    is_honoree: bool
    account_id: UUID | None
    version: int
    aka: tuple[str, ...] = ()
    """The other names as whoever checks sentences takes them: "Joe", and "Dad@Tom" for what Tom
    alone calls him."""
    merged: tuple[tuple[UUID, str], ...] = ()

    @property
    def first(self) -> str:
        """What they are called in a sentence."""
        return self.called or self.name.split()[0]


def roster_of(session: Session, chest: Chest) -> tuple[RosterEntry, ...]:
    """Everybody, the person the chest is about first, then by name. Deleted ones are left out, and
    those who were merged are told of as whom they stand for."""
    rows = session.exec(
        select(Person)
        .where(col(Person.chest_id) == chest.id, col(Person.deleted_at).is_(None))
        .order_by(col(Person.name), col(Person.id))
        .limit(MOST * 2)
    ).all()
    return entries_of(chest, rows)


def entries_of(chest: Chest, rows: Sequence[Person]) -> tuple[RosterEntry, ...]:
    by_id = {row.id: row for row in rows}
    of: dict[UUID, list[Person]] = {}
    for row in rows:
        # Whoever was merged into somebody who was deleted since, is away with them.
        if row.stands_as in by_id or row.stands_as == chest.id:
            of.setdefault(row.stands_as, []).append(row)
    honoree = by_id.get(chest.id) or honoree_row(chest)
    if honoree not in of.setdefault(honoree.id, []):
        of[honoree.id].append(honoree)
    firsts = {one: _first(by_id.get(one) or honoree) for one in of}
    callers = {row.id: firsts[one] for one, group in of.items() for row in group}
    made = [_entry(chest, by_id.get(one) or honoree, group, callers) for one, group in of.items()]
    return tuple(sorted(made, key=lambda one: (not one.is_honoree, fold_name(one.name), one.id)))


def _first(row: Person) -> str:
    return row.called or row.name.split()[0]


def honoree_row(chest: Chest) -> Person:
    """The person the chest is about, as the roster has them before anybody wrote more of them: a
    row that is not kept yet."""
    return Person(
        id=chest.id,
        chest_id=chest.id,
        name=chest.name,
        is_honoree=True,
        relation=Relation.self.value,
        stands_as=chest.id,
    )


def _entry(
    chest: Chest, row: Person, group: Iterable[Person], callers: Mapping[UUID, str]
) -> RosterEntry:
    others = [one for one in group if one.id != row.id]
    also = _names_of(row, others, chest)
    is_honoree = row.is_honoree
    known = next((one for one in (row, *others) if one.relation), row)
    return RosterEntry(
        id=row.id,
        name=chest.name if is_honoree else row.name,
        called=(chest.called if is_honoree else None) or row.called,
        also=also,
        relation=Relation.self.value if is_honoree else known.relation,
        relation_words=known.relation_words,
        pronoun=chest.pronoun if is_honoree else row.pronoun or _told(others, "pronoun"),
        life=_life_of(chest) if is_honoree else row.life,
        born=chest.born if is_honoree else row.born,
        died=chest.died if is_honoree else row.died,
        is_honoree=is_honoree,
        account_id=row.account_id or _told(others, "account_id"),
        version=row.version,
        aka=tuple(dict.fromkeys(_as_told(one, callers) for one in also)),
        merged=tuple((one.id, one.name) for one in others),
    )


def _told(rows: Iterable[Person], field: str):  # type: ignore[no-untyped-def]  # of any column
    return next((value for row in rows if (value := getattr(row, field)) is not None), None)


def _life_of(chest: Chest) -> Life:
    return Life.dead if chest.died else Life.unknown


def _names_of(row: Person, others: Iterable[Person], chest: Chest) -> tuple[AlsoKnownAs, ...]:
    names: list[AlsoKnownAs] = []
    if row.is_honoree:
        full = (chest.called, chest.nick_name, chest.maiden_name and _by_birth(chest))
        names += [AlsoKnownAs(name) for name in full if name]
    elif row.called:
        names.append(AlsoKnownAs(row.called))
    names += also_of(row)
    for other in others:
        names.append(AlsoKnownAs(other.name))
        names += also_of(other)
    own = fold_name(chest.name if row.is_honoree else row.name)
    found: dict[tuple[str, UUID | None, str | None], AlsoKnownAs] = {}
    for name in names:
        if fold_name(name.name) != own or name.by or name.who:
            found.setdefault((fold_name(name.name), name.by, name.who), name)
    return tuple(found.values())


def _by_birth(chest: Chest) -> str:
    return f"{chest.name.split()[0]} {chest.maiden_name}"


def also_of(row: Person) -> list[AlsoKnownAs]:
    return [
        AlsoKnownAs(one["name"], UUID(one["by"]) if one.get("by") else None, one.get("who"))
        for one in row.also
    ]


def _as_told(one: AlsoKnownAs, callers: Mapping[UUID, str]) -> str:
    speaker = (callers.get(one.by) if one.by else None) or one.who
    return f"{one.name}@{speaker}" if speaker else one.name


class Known:
    """A roster by what its people are called."""

    def __init__(self, roster: Sequence[RosterEntry]) -> None:
        self.roster = roster
        self.by_id = {one.id: one for one in roster}
        self._named: dict[str, set[UUID]] = {}
        for one in roster:
            for name in (
                one.name,
                *(also.name for also in one.also if not also.by and not also.who),
            ):
                self._named.setdefault(fold_name(name), set()).add(one.id)

    @property
    def honoree(self) -> RosterEntry:
        return next(one for one in self.roster if one.is_honoree)

    def named(self, name: str) -> RosterEntry | None:
        """Whoever has this name, if one alone has."""
        ids = self._named.get(fold_name(name), set())
        return self.by_id[next(iter(ids))] if len(ids) == 1 else None

    def speaker(self, name: str | None) -> RosterEntry | None:
        """Whoever is meant by the name of a giver: by the whole of it, or by the first name where
        one alone has it."""
        if not name:
            return None
        found = self.named(name)
        if found is not None:
            return found
        first = fold_name(name).partition(" ")[0]
        same = [one for one in self.roster if fold_name(one.first) == first]
        return same[0] if len(same) == 1 and " " not in fold_name(name) else None

    def related(self, relation: Relation) -> list[RosterEntry]:
        return [one for one in self.roster if one.relation == relation.value]
