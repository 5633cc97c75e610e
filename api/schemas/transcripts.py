"""What is said in recordings, as the API says it and takes changes to it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from api.http.formats import SentNumber
from api.schemas.base import Answer
from chest.models import StepState
from chest.transcripts.edits import SegmentChange, SpeakerChange
from chest.transcripts.manager import MOST_CHANGES, UNCHANGED
from chest.transcripts.offers import Difference as ListedDifference


class Segment(Answer):
    """One sentence or so of a recording, between two seconds of it. `confidence` is from 0 to 1,
    and null for what a person wrote. `heard` is what the model wrote where somebody wrote something
    else since; it and `edited_by` are told to those who may change the text. `clear` is
    whether one may rely on it: a person wrote it, or the model heard it well."""

    id: UUID
    start: float
    end: float
    text: str
    heard: str | None
    speaker: str | None
    language: str | None
    confidence: float | None
    clear: bool
    edited_by: UUID | None


class Hearing(Answer):
    """How far a recording is heard. `state` is null where nobody has asked for it yet; `reason` is
    a sentence; `seconds_left` is told where it was measured how quickly it goes on."""

    state: StepState | None
    reason: str | None
    heard_to: float
    whole: float | None
    seconds_left: int | None


class Transcript(Answer):
    """What is said in a recording, and who heard it: `provider` and `model`. `version` counts what
    people changed. `next` is the cursor of the sentences after these, `count` how many there are.
    `differences` says in how many places a later hearing differs from what people have made of the
    text, `undoable` whether the last change can be taken back."""

    asset_id: UUID
    language: str | None
    language_set: bool
    provider: str | None
    model: str | None
    version: int
    segments: list[Segment]
    next: str | None
    count: int
    speakers: list[str]
    hearing: Hearing
    editable: bool
    differences: int
    undoable: bool


class SentSegment(BaseModel):
    """A sentence that is changed: what is not sent stays as it is."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    text: str | None = None
    speaker: str | None = None

    def change(self) -> SegmentChange:
        return SegmentChange(self.id, self.model_dump(exclude_unset=True, exclude={"id"}))


class SentSpeaker(BaseModel):
    """Whoever is called `old` (null: nobody yet) is called `new` from now on (null: nobody)."""

    model_config = ConfigDict(extra="forbid")

    old: str | None
    new: str | None

    def change(self) -> SpeakerChange:
        return SpeakerChange(self.old, self.new)


class TranscriptChanges(BaseModel):
    """Sentences that are put right, names of those who speak, and the language, an ISO 639-1 code:
    null has it found out. What is not sent stays as it is."""

    model_config = ConfigDict(extra="forbid")

    version: SentNumber
    segments: Annotated[list[SentSegment], Field(max_length=MOST_CHANGES)] = []
    speakers: Annotated[list[SentSpeaker], Field(max_length=100)] = []
    language: str | None = None

    @property
    def wanted_language(self) -> str | None:
        return self.language if "language" in self.model_fields_set else UNCHANGED


class At(BaseModel):
    """The version that whoever asks has seen."""

    model_config = ConfigDict(extra="forbid")

    version: SentNumber


class Decision(At):
    """Of the differences of a later hearing, by their ids, those that are taken and those that are
    left."""

    take: Annotated[list[str], Field(max_length=MOST_CHANGES)] = []
    leave: Annotated[list[str], Field(max_length=MOST_CHANGES)] = []


class Difference(Answer):
    """One place, from the second `start` on, in which a later hearing says something else."""

    id: str
    start: float
    says_now: str
    would_say: str

    @classmethod
    def of(cls, found: ListedDifference) -> Difference:
        return cls.model_validate(found)


class Choice(Answer):
    """Who listens to a chest's recordings (local, openai or off), the language that is spoken where
    no recording says otherwise, and the names that were put right."""

    speech: str
    language: str | None
    names: list[dict[str, str]]


class SentChoice(BaseModel):
    model_config = ConfigDict(extra="forbid")

    speech: str | None = None
    language: str | None = None

    @property
    def wanted_language(self) -> str | None:
        return self.language if "language" in self.model_fields_set else UNCHANGED


class SentName(BaseModel):
    model_config = ConfigDict(extra="forbid")

    old: str
    new: str


class NamePlaces(Answer):
    """In how many places a name stands that may be put right: in recordings, in what is written to
    memories, and in what is written on pictures. `examples` are some of them."""

    count: int
    recordings: int
    writings: int
    pictures: int
    examples: list[str]


class NameResult(Answer):
    """In how many places it was put right; `undo` undoes it for 30 days, null where there was
    nothing to do."""

    changed: int
    undo: UUID | None
