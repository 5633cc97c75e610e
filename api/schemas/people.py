"""People of a chest as they are told and written."""

from __future__ import annotations

from uuid import UUID

from pydantic import BaseModel, Field

from ai.narrative.kinship.relations import Relation
from api.schemas.base import Answer
from chest.models import Life, MentionIn, Pronoun, ProposalState
from chest.people.changes import PersonFields
from chest.people.manager import PersonView
from chest.people.pictures import Place
from chest.people.proposals import Proposal as ProposalView
from chest.people.roster import AlsoKnownAs, RosterEntry

_LIFE = {True: Life.living, False: Life.dead, None: Life.unknown}


class CalledBy(Answer):
    """What one person calls them: Tom says "Dad". `who` is a name, or an id of the people."""

    who: str
    as_: str = Field(alias="as", max_length=1000)

    model_config = Answer.model_config | {"populate_by_name": True}


class OtherName(Answer):
    id: UUID
    name: str


class Person(Answer):
    """Somebody whom the family told apart. `relation` is what they are to the person the chest is
    about: one of a fixed set of English words, `self` for the person themself. `living` is null
    where nobody said. `merged` are those who turned out to be the same."""

    id: UUID
    name: str
    called: str | None
    aka: list[str]
    called_by: list[CalledBy]
    relation: str | None
    relation_words: str | None
    pronoun: Pronoun | None
    living: bool | None
    born: str | None
    died: str | None
    is_honoree: bool
    account_id: UUID | None
    merged: list[OtherName]
    version: int

    @classmethod
    def of(cls, one: RosterEntry) -> Person:
        by = [name for name in one.also if name.by or name.who]
        return cls(
            **{
                name: getattr(one, name)
                for name in cls.model_fields
                if name not in ("aka", "called_by", "living", "merged")
            },
            aka=[name.name for name in one.also if name not in by],
            called_by=[
                CalledBy.model_validate({"who": str(name.by or name.who), "as": name.name})
                for name in by
            ],
            living=None if one.life is Life.unknown else one.life is Life.living,
            merged=[OtherName(id=person_id, name=name) for person_id, name in one.merged],
        )


class PersonOfChest(Person):
    """Somebody, and whether whoever asks may change what is written of them."""

    chest_id: UUID
    editable: bool

    @classmethod
    def told(cls, view: PersonView) -> PersonOfChest:
        fields = Person.of(view.person).model_dump(by_alias=True)
        return cls.model_validate(fields | {"chest_id": view.chest_id, "editable": view.editable})


class PersonBody(BaseModel):
    """What is written of somebody; what is not sent stays as it is. `relation` may be any phrase in
    English, Portuguese, Spanish, French, German or Italian."""

    name: str | None = Field(default=None, max_length=1000)
    called: str | None = Field(default=None, max_length=1000)
    aka: list[str] | None = Field(default=None, max_length=200)
    called_by: list[CalledBy] | None = Field(default=None, max_length=200)
    relation: str | None = Field(default=None, max_length=1000)
    pronoun: Pronoun | None = None
    living: bool | None = None
    born: str | None = Field(default=None, max_length=200)
    died: str | None = Field(default=None, max_length=200)

    def fields(self, before: RosterEntry | None = None) -> PersonFields:
        """As the manager takes them. Other names and callings are one list there: of what is sent
        alone, the other stays as it was."""
        return PersonFields(
            name=self.name,
            called=self.called,
            also=self._also(before),
            relation=self.relation if self.relation in (*map(str, Relation), "") else None,
            relation_words=self.relation,
            pronoun=self.pronoun,
            life=_LIFE[self.living] if "living" in self.model_fields_set else None,
            born=self.born,
            died=self.died,
        )

    def _also(self, before: RosterEntry | None) -> list[AlsoKnownAs] | None:
        if self.aka is None and self.called_by is None:
            return None
        had = before.also if before else ()
        names = [one for one in had if not one.by and not one.who]
        callings = [one for one in had if one.by or one.who]
        if self.aka is not None:
            names = [AlsoKnownAs(name) for name in self.aka]
        if self.called_by is not None:
            callings = [_calling(one) for one in self.called_by]
        return [*names, *callings]


class PersonChanges(PersonBody):
    version: int | None = None


def _calling(one: CalledBy) -> AlsoKnownAs:
    try:
        return AlsoKnownAs(one.as_, by=UUID(one.who))
    except ValueError:
        return AlsoKnownAs(one.as_, who=one.who)


class MeBody(BaseModel):
    """What whoever asks is to the person the chest is about, in their own words."""

    relation: str = Field(max_length=1000)


class MergeBody(BaseModel):
    into: UUID


class SplitBody(BaseModel):
    """A second person's name; which of the other names and memories are theirs."""

    name: str = Field(max_length=1000)
    aka: list[str] = Field(default=[], max_length=200)
    called_by: list[CalledBy] = Field(default=[], max_length=200)
    assets: list[UUID] = Field(default=[], max_length=500)

    @property
    def also(self) -> list[AlsoKnownAs]:
        return [*map(AlsoKnownAs, self.aka), *map(_calling, self.called_by)]


class PlaceBody(BaseModel):
    """Somebody on a memory: an id of the people, or the name of somebody new. `box` is where in the
    picture, as parts of its width and height: left, top, width, height."""

    person: str = Field(max_length=1000)
    box: tuple[float, float, float, float] | None = None

    @property
    def place(self) -> Place:
        try:
            return Place(person_id=UUID(self.person), box=self.box)
        except ValueError:
            return Place(name=self.person, box=self.box)


class Evidence(Answer):
    asset_id: UUID
    place: MentionIn
    quote: str | None


class Proposal(Answer):
    """Somebody who may be told apart, and where the name stands. `called_by` is set where it is
    what one person calls them; `suggested` is who is probably meant."""

    id: UUID
    name: str
    relation: str | None
    relation_words: str | None
    called_by: str | None
    suggested: Person | None
    number: int
    evidence: list[Evidence]
    state: ProposalState
    person_id: UUID | None

    @classmethod
    def of(cls, view: ProposalView) -> Proposal:
        fields = {name: getattr(view, name) for name in cls.model_fields}
        fields["suggested"] = Person.of(view.suggested) if view.suggested else None
        fields["evidence"] = [Evidence.model_validate(one) for one in view.evidence]
        return cls(**fields)


class ConfirmBody(BaseModel):
    """Who is meant: an id of the people; without it somebody new, with what is known of them."""

    person: UUID | None = None
    name: str | None = Field(default=None, max_length=1000)
    relation: str | None = Field(default=None, max_length=1000)
    pronoun: Pronoun | None = None

    def fields(self) -> PersonFields:
        return PersonBody(name=self.name, relation=self.relation, pronoun=self.pronoun).fields()


class Confirmed(Answer):
    person_id: UUID
