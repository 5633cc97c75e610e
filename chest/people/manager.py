"""The people of a chest: reading the roster, writing it, merging and splitting, and who is on a
memory. Only members of a family read it: links and receipts are told of nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlmodel import Session, col, select

from chest.access.audit import record
from chest.access.locks import lock_chest
from chest.access.viewers import Viewer, require_account
from chest.access.visibility import ALLOWED, Action, require, require_to_see
from chest.database import Database
from chest.errors import Conflict, NotFound, Stale
from chest.models import Chest, Person, PersonProposal, utc_now
from chest.paging import Page, page_of
from chest.people.changes import (
    PersonFields,
    account_name,
    as_kept,
    check_callers,
    check_room,
    create_person,
    get_person,
    make_honoree,
    own_names,
    write_fields,
)
from chest.people.merging import move_pictures, settle_standing, take_up_names
from chest.people.names import fold_name, key_of_name
from chest.people.roster import AlsoKnownAs, Known, RosterEntry, also_of, roster_of
from language import N_, _


@dataclass(frozen=True)
class PersonView:
    """Somebody, and what the viewer may do: change, merge and delete them (`editable`)."""

    person: RosterEntry
    chest_id: UUID
    editable: bool


class PeopleManager:
    """Every call takes the viewer first."""

    def __init__(self, *, database: Database) -> None:
        self._database = database

    # ---- reading ----

    def list_page(
        self, viewer: Viewer, chest_id: UUID, *, cursor: str | None = None, limit: int = 60
    ) -> Page[RosterEntry]:
        """Everybody whom the family told apart, the person the chest is about first, then by name.
        Raises NotFound for whoever is no member."""
        limit = max(1, min(limit, 200))
        with self._database.read() as session:
            require_to_see(session, viewer, chest_id)
            chest = _chest(session, chest_id)
            return page_of(roster_of(session, chest), place=_place, cursor=cursor, limit=limit)

    def roster(self, viewer: Viewer, chest_id: UUID) -> tuple[RosterEntry, ...]:
        """The whole of it, for a page that offers names to choose from."""
        with self._database.read() as session:
            require_to_see(session, viewer, chest_id)
            return roster_of(session, _chest(session, chest_id))

    def get(self, viewer: Viewer, person_id: UUID) -> PersonView:
        """Somebody, whoever they were merged into. Raises NotFound."""
        require_account(viewer)
        with self._database.read() as session:
            return self._view(session, viewer, person_id)

    def find_own(self, viewer: Viewer, chest_id: UUID) -> RosterEntry | None:
        """Who the viewer is on the roster; None before anybody said so."""
        account_id = require_account(viewer)
        with self._database.read() as session:
            require_to_see(session, viewer, chest_id)
            roster = roster_of(session, _chest(session, chest_id))
            return next((one for one in roster if one.account_id == account_id), None)

    def list_deleted(self, viewer: Viewer, chest_id: UUID) -> list[tuple[UUID, str]]:
        """Whom a curator may still bring back: ids and names, last deleted first."""
        with self._database.read() as session:
            require(session, viewer, chest_id, Action.edit_any)
            rows = session.exec(
                select(Person)
                .where(col(Person.chest_id) == chest_id, col(Person.deleted_at).is_not(None))
                .order_by(col(Person.deleted_at).desc())
                .limit(100)
            ).all()
            return [(row.id, row.name) for row in rows]

    # ---- writing ----

    def add(self, viewer: Viewer, chest_id: UUID, fields: PersonFields) -> PersonView:
        """Somebody new. For whoever may name people on their own pictures."""
        account_id = require_account(viewer)
        with self._database.write() as session:
            lock_chest(session, chest_id)
            chest, _role = require(session, viewer, chest_id, Action.edit_own)
            check_room(Known(roster_of(session, chest)))
            person = create_person(session, chest, fields, by=account_id)
            take_up_names(session, chest)
            self._tell(session, viewer, "person.added", person)
            return self._view(session, viewer, person.id)

    def edit(
        self, viewer: Viewer, person_id: UUID, fields: PersonFields, *, version: int | None = None
    ) -> PersonView:
        """Change what is written of somebody. Raises Stale where it was changed since `version`."""
        with self._database.write() as session:
            chest, person = self._lock(session, viewer, person_id)
            if version is not None and version != person.version:
                raise Stale({"version": person.version})
            if fields.also is not None:
                check_callers(session, chest, fields.also)
                fields = replace(fields, also=own_names(session, chest, person, fields.also))
            write_fields(chest, person, fields)
            person.version += 1
            session.add(person)
            session.flush()
            take_up_names(session, chest)
            self._tell(session, viewer, "person.edited", person)
            return self._view(session, viewer, person.id)

    def say_who_i_am(
        self, viewer: Viewer, chest_id: UUID, relation_words: str, *, relation: str | None = None
    ) -> PersonView:
        """What whoever asks is to the person the chest is about, in their own words. Whoever of the
        roster already has the name of their account is meant, where one alone has it."""
        account_id = require_account(viewer)
        with self._database.write() as session:
            lock_chest(session, chest_id)
            require_to_see(session, viewer, chest_id)
            chest = _chest(session, chest_id)
            known = Known(roster_of(session, chest))
            own = next((one for one in known.roster if one.account_id == account_id), None)
            name = account_name(session, account_id)
            same = known.named(name)
            fields = PersonFields(relation_words=relation_words, relation=relation)
            if own is not None:
                person = get_person(session, chest_id, own.id)
            elif same is not None and same.account_id is None and not same.is_honoree:
                person = get_person(session, chest_id, same.id)
            else:
                check_room(known)
                person = create_person(session, chest, PersonFields(name=name), by=account_id)
            write_fields(chest, person, fields)
            person.account_id = account_id
            session.add(person)
            session.flush()
            take_up_names(session, chest)
            self._tell(session, viewer, "person.said", person)
            return self._view(session, viewer, person.id)

    def delete(self, viewer: Viewer, person_id: UUID) -> None:
        """Take somebody off the roster; for 30 days they can be brought back, with everything that
        led to them. The memories stay as they are."""
        account_id = require_account(viewer)
        with self._database.write() as session:
            _chest_row, person = self._lock(session, viewer, person_id)
            if person.is_honoree:
                raise Conflict(_("The chest is about this person, who stays on the list."))
            person.deleted_at, person.deleted_by = utc_now(), account_id
            session.add(person)
            self._tell(session, viewer, "person.deleted", person)

    def restore(self, viewer: Viewer, person_id: UUID) -> PersonView:
        """Bring somebody back. Raises NotFound when they are erased."""
        with self._database.write() as session:
            found = session.get(Person, person_id)
            if found is None:
                raise NotFound
            lock_chest(session, found.chest_id)
            require(session, viewer, found.chest_id, Action.edit_any)
            person = session.get(Person, person_id, with_for_update=True, populate_existing=True)
            if person is None:
                raise NotFound
            if person.deleted_at is not None:
                person.deleted_at, person.deleted_by = None, None
                session.add(person)
                self._tell(session, viewer, "person.restored", person)
                session.flush()
            return self._view(session, viewer, person.id)

    # ---- one or two ----

    def merge(self, viewer: Viewer, person_id: UUID, into: UUID) -> PersonView:
        """Both are one person: all that leads to the first leads to the second from now on. Nothing
        is rewritten, so `part` undoes it at any time. Merged already is no error."""
        with self._database.write() as session:
            chest, person = self._lock(session, viewer, person_id)
            other = (
                make_honoree(session, chest)
                if into == chest.id
                else get_person(session, chest.id, into)
            )
            if person.id == other.id:
                return self._view(session, viewer, other.id)
            if person.is_honoree:
                raise Conflict(
                    _("The chest is about this person. Merge the other one into them instead.")
                )
            person.merged_into = other.id
            session.add(person)
            session.flush()
            settle_standing(session, chest.id)
            self._tell(session, viewer, "person.merged", person)
            return self._view(session, viewer, other.id)

    def part(self, viewer: Viewer, person_id: UUID) -> PersonView:
        """Undo a merge: whoever was merged is somebody of their own again, with what led to them
        before and since."""
        with self._database.write() as session:
            found = session.get(Person, person_id)
            if found is None:
                raise NotFound
            lock_chest(session, found.chest_id)
            require(session, viewer, found.chest_id, Action.edit_any)
            person = session.get(Person, person_id, with_for_update=True, populate_existing=True)
            if person is None or person.deleted_at is not None:
                raise NotFound
            person.merged_into = None
            session.add(person)
            session.flush()
            settle_standing(session, person.chest_id)
            self._tell(session, viewer, "person.parted", person)
            return self._view(session, viewer, person.id)

    def split(
        self,
        viewer: Viewer,
        person_id: UUID,
        *,
        name: str,
        also: Sequence[AlsoKnownAs] = (),
        asset_ids: Sequence[UUID] = (),
    ) -> PersonView:
        """Two people were taken for one: make a second one by this name, who takes these other
        names and these memories along. Merging the two undoes it. Returns the second."""
        account_id = require_account(viewer)
        with self._database.write() as session:
            chest, person = self._lock(session, viewer, person_id)
            check_room(Known(roster_of(session, chest)))
            second = create_person(
                session, chest, PersonFields(name=name, also=also), by=account_id
            )
            moved = {(fold_name(one.name), one.by, one.who) for one in also}
            moved.add((fold_name(name), None, None))
            keys = [key_of_name(one.name) for one in also] + [key_of_name(name)]
            group = session.exec(
                select(Person).where(col(Person.stands_as) == person.id).with_for_update()
            ).all()
            for row in group:
                kept = [
                    one
                    for one in also_of(row)
                    if (fold_name(one.name), one.by, one.who) not in moved
                ]
                row.also = [as_kept(one) for one in kept]
                session.add(row)
            ids = [row.id for row in group]
            for proposal in session.exec(
                select(PersonProposal).where(
                    col(PersonProposal.person_id).in_(ids), col(PersonProposal.key).in_(keys)
                )
            ).all():
                proposal.person_id = second.id
                session.add(proposal)
            move_pictures(session, viewer, ids, second, asset_ids, account_id)
            person.version += 1
            session.add(person)
            session.flush()
            self._tell(session, viewer, "person.split", person)
            return self._view(session, viewer, second.id)

    # ---- within one transaction ----

    def _lock(self, session: Session, viewer: Viewer, person_id: UUID) -> tuple[Chest, Person]:
        """The row of somebody whom the viewer may change: curators anybody, members whom they
        added and who they are themselves."""
        account_id = require_account(viewer)
        found = session.get(Person, person_id)
        chest_id = found.chest_id if found else person_id  # the honoree has the chest's own id
        if session.get(Chest, chest_id) is None:
            raise NotFound
        lock_chest(session, chest_id)
        chest, role = require(session, viewer, chest_id, Action.edit_own)
        if person_id == chest.id:
            require(session, viewer, chest_id, Action.edit_any)
            return chest, make_honoree(session, chest)
        person = get_person(session, chest_id, person_id)
        own = account_id in (person.created_by, person.account_id)
        if Action.edit_any not in ALLOWED[role] and not own:
            raise NotFound(N_("You can look at this person, but changing them is for a curator."))
        return chest, person

    def _view(self, session: Session, viewer: Viewer, person_id: UUID) -> PersonView:
        account_id = require_account(viewer)
        found = session.get(Person, person_id)
        chest_id = found.chest_id if found else person_id
        role = require_to_see(session, viewer, chest_id)
        chest = _chest(session, chest_id)
        wanted = found.stands_as if found else person_id
        entry = next((one for one in roster_of(session, chest) if one.id == wanted), None)
        if entry is None:
            raise NotFound
        may = Action.edit_any in ALLOWED[role]
        own = Action.edit_own in ALLOWED[role] and found is not None
        theirs = found is not None and account_id in (found.created_by, found.account_id)
        return PersonView(entry, chest_id, may or (own and theirs))

    @staticmethod
    def _tell(session: Session, viewer: Viewer, action: str, person: Person) -> None:
        record(session, viewer, action, subject=("person", person.id), chest_id=person.chest_id)


def _chest(session: Session, chest_id: UUID) -> Chest:
    chest = session.get(Chest, chest_id)
    if chest is None:
        raise NotFound
    return chest


def _place(one: RosterEntry) -> tuple[str, ...]:
    return ("0" if one.is_honoree else "1", fold_name(one.name), one.id.hex)
