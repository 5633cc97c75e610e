"""Who is on a memory, and where in the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Text, cast
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from chest.access.audit import record
from chest.access.locks import lock_chest
from chest.access.memories import get_editable, get_visible
from chest.access.viewers import Viewer, require_account
from chest.access.visibility import visible_to
from chest.database import Database
from chest.errors import Invalid, NotFound
from chest.models import Asset, Chest, Kind, Person, PersonInAsset
from chest.people.changes import (
    NOBODY,
    PersonFields,
    check_room,
    create_person,
    get_person,
    make_honoree,
)
from chest.people.roster import Known, roster_of
from chest.people.rows import InPicture, load_people
from language import _, number

Box = tuple[float, float, float, float]

MOST_ON_ONE = 100
"""People on one memory."""


@dataclass(frozen=True)
class Place:
    """Somebody on a memory: an id of the roster, or a name for somebody new; and where in the
    picture, as parts of its width and height (left, top, width, height)."""

    person_id: UUID | None = None
    name: str | None = None
    box: tuple[float, float, float, float] | None = None


class PeopleInPictures:
    """Every call takes the viewer first."""

    def __init__(self, *, database: Database) -> None:
        self._database = database

    def list_on(self, viewer: Viewer, asset_id: UUID) -> tuple[InPicture, ...]:
        """Who is on a memory that the viewer sees. Raises NotFound."""
        require_account(viewer)
        with self._database.read() as session:
            get_visible(session, viewer, asset_id)
            return load_people(session, viewer, [asset_id]).get(asset_id, ())

    def find_portrait(self, viewer: Viewer, person_id: UUID) -> tuple[UUID, Box] | None:
        """The newest picture that the viewer sees with a box around this person, and the box; None
        where there is none."""
        require_account(viewer)
        with self._database.read() as session:
            found = session.execute(
                select_columns(col(PersonInAsset.asset_id), col(PersonInAsset.box))
                .join(Person, col(Person.id) == col(PersonInAsset.person_id))
                .join(Asset, col(Asset.id) == col(PersonInAsset.asset_id))
                .where(
                    col(Person.stands_as) == person_id,
                    # JSON null is a value, so a box is known by not being text for none.
                    cast(col(PersonInAsset.box), Text) != "null",
                    ~col(PersonInAsset.rejected),
                    col(Asset.kind) == Kind.photo,
                    visible_to(viewer),
                )
                .order_by(col(PersonInAsset.created_at).desc(), col(PersonInAsset.asset_id))
                .limit(1)
            ).first()
            if found is None or not found.box:
                return None
            return found.asset_id, (found.box[0], found.box[1], found.box[2], found.box[3])

    def put_on(
        self, viewer: Viewer, asset_id: UUID, places: Sequence[Place]
    ) -> tuple[InPicture, ...]:
        """Let these people be on the memory, and nobody else; for whoever may change it. Whoever is
        not named any more is taken away, and no name in what is written brings them back."""
        account_id = require_account(viewer)
        if len(places) > MOST_ON_ONE:
            raise Invalid(
                _("At most {number} people are on one memory.", number=number(MOST_ON_ONE))
            )
        with self._database.write() as session:
            before = get_visible(session, viewer, asset_id)
            lock_chest(session, before.chest_id)
            asset, chest, role = get_editable(session, viewer, asset_id, lock=True)
            if role is None:
                raise NotFound
            known = Known(roster_of(session, chest))
            wanted: dict[UUID, Place] = {}
            for place in places:
                person = self._person_of(session, chest, place, known, account_id)
                wanted[person] = place
            there = {one.person_id: one for one in _on(session, viewer, asset_id)}
            for person_id, place in wanted.items():
                _write_place(session, asset_id, person_id, place.box, account_id)
            for person_id in there.keys() - wanted.keys():
                _take_away(session, asset_id, person_id, account_id)
            record(session, viewer, "asset.people", subject=("asset", asset.id), chest_id=chest.id)
            session.flush()
            return _on(session, viewer, asset_id)

    def _person_of(
        self, session: Session, chest: Chest, place: Place, known: Known, account_id: UUID
    ) -> UUID:
        if place.person_id == chest.id:
            return make_honoree(session, chest).id
        if place.person_id is not None:
            try:
                return get_person(session, chest.id, place.person_id).id
            except NotFound as error:
                raise Invalid(_(NOBODY), field="person") from error
        same = known.named(place.name or "")
        if same is not None:
            return make_honoree(session, chest).id if same.is_honoree else same.id
        check_room(known)
        return create_person(session, chest, PersonFields(name=place.name or ""), by=account_id).id


def _on(session: Session, viewer: Viewer, asset_id: UUID) -> tuple[InPicture, ...]:
    return load_people(session, viewer, [asset_id]).get(asset_id, ())


def clean_box(
    box: tuple[float, float, float, float] | None,
) -> list[float] | None:
    """A box within the picture. Raises Invalid for one that is none."""
    if box is None:
        return None
    left, top, width, height = box
    sound = all(value == value and abs(value) <= 2 for value in box)
    if not sound or width <= 0 or height <= 0 or left < 0 or top < 0:
        raise Invalid(_("Draw a box within the picture."), field="box")
    if left + width > 1.001 or top + height > 1.001:
        raise Invalid(_("Draw a box within the picture."), field="box")
    return [round(value, 5) for value in (left, top, min(width, 1 - left), min(height, 1 - top))]


def _write_place(
    session: Session,
    asset_id: UUID,
    person_id: UUID,
    box: tuple[float, float, float, float] | None,
    account_id: UUID,
) -> None:
    row = session.get(PersonInAsset, (asset_id, person_id), with_for_update=True)
    row = row or PersonInAsset(asset_id=asset_id, person_id=person_id)
    row.box, row.rejected, row.by = clean_box(box), False, account_id
    session.add(row)


def _take_away(session: Session, asset_id: UUID, person_id: UUID, account_id: UUID) -> None:
    """Of the person and of everybody who was merged into them."""
    group = session.exec(select(Person.id).where(col(Person.stands_as) == person_id)).all()
    for one in {*group, person_id}:
        row = session.get(PersonInAsset, (asset_id, one), with_for_update=True)
        if row is None and one != person_id:
            continue
        row = row or PersonInAsset(asset_id=asset_id, person_id=one)
        row.box, row.rejected, row.by = None, True, account_id
        session.add(row)
