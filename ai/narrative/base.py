"""The shapes that narrative providers speak: what they are given and what they give back.

A `Segment` is the smallest thing that can be cited. A sentence names the segments it rests on;
facts that the family itself entered about the person are cited as `CHEST`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from ai.base import Provider, ProviderError, Result

__all__ = [
    "CHEST",
    "Chapter",
    "Clause",
    "Doubtful",
    "Draft",
    "Fallen",
    "FallenBecause",
    "Kind",
    "LifeDate",
    "Mode",
    "NarrativeProvider",
    "Pronoun",
    "ProviderError",
    "Result",
    "Segment",
    "Sentence",
    "Span",
    "Subject",
    "Task",
    "TaskKind",
    "Tone",
]

CHEST = "chest"
"""Source id of what the family entered about the person: names, dates, places, words."""

Kind = Literal["photo", "video", "audio", "document", "note", "contribution", "transcript"]
Pronoun = Literal["she", "he", "they"]
Tone = Literal["plain", "sober"]
Mode = Literal["narrative", "no-invention"]
TaskKind = Literal["card", "outline", "chapter", "weave", "verify", "repair"]


@dataclass(frozen=True, slots=True)
class Segment:
    """The smallest citable piece of a memory; `id` looks like "a17#3", `asset` like "a17".

    `text` is the caption of a picture, the words of a letter, note or message, or what is said
    between the seconds `t0` and `t1` of a recording. `who` added it; of a transcript, who speaks.
    `date` is EDTF; `when` says the same in words with their preposition ("in the summer of 1964",
    "around 1952"); `earliest` and `latest` bound it. `sort_key` orders segments in time.
    `attached_to` is the asset that this one came with. `recorded` is when a recording was made, as
    EDTF, which says nothing about when things happened. `caption` is what somebody wrote about a
    letter or paper whose own words are `text`.
    """

    id: str
    asset: str
    kind: Kind
    text: str = ""
    date: str | None = None
    when: str | None = None
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    sort_key: str = ""
    place: str | None = None
    who: str | None = None
    relation: str | None = None
    t0: float | None = None
    t1: float | None = None
    attached_to: str | None = None
    caption: str | None = None
    recorded: str | None = None


@dataclass(frozen=True, slots=True)
class LifeDate:
    """A birth or a death, as exactly as the family knows it: any part may be None."""

    when: str | None = None
    date: str | None = None
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """The person whom the chest remembers, as the family entered them.

    `words` is the family's own description; `southern` says where their summers fall.
    """

    name: str
    first: str = ""
    maiden: str | None = None
    nick: str | None = None
    also_known_as: tuple[str, ...] = ()
    born: LifeDate | None = None
    died: LifeDate | None = None
    places: tuple[str, ...] = ()
    words: str | None = None
    pronoun: Pronoun = "they"
    southern: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Words that stand in a source, exactly as they stand there; `source` is its id, or `CHEST`.

    They are of one field of it: its text, its caption, or the words of its date, place or giver.
    The source is read in NFC, and so are they.
    """

    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence, and the words that it rests on."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and what it rests on.

    `sources` are segment ids, or `CHEST`. `quote` is the passage it quotes, exactly as it stands
    in the source (in several sources joined by one space), when it quotes exactly one. A `frame`
    sentence claims nothing about the life: only counts, spans and dates of what the chest holds.
    `opens` says that a paragraph begins here. `clauses` make up the text, from first to last; empty
    where the narrator does not tell them apart.
    """

    text: str
    sources: tuple[str, ...] = ()
    quote: str | None = None
    frame: bool = False
    opens: bool = False
    clauses: tuple[Clause, ...] = ()


FallenBecause = Literal[
    "no-source",  # a clause names nothing that it rests on
    "unknown-source",  # it names a source that it was not given
    "span-not-there",  # the words it rests on do not stand in that source
    "span-too-long",  # it rests on so many words that anything could be among them
    "quote-not-there",  # what it quotes does not stand in its sources
    "not-a-sentence",  # it has no words, or far too many
]


@dataclass(frozen=True, slots=True)
class Fallen:
    """A sentence that a model wrote and that is not told, and why."""

    text: str
    because: FallenBecause


@dataclass(frozen=True, slots=True)
class Chapter:
    """A titled run of sentences. `key` stays the same when memories come and go. An `appendix`
    tells nothing of the life: it counts what the story did not tell one by one."""

    key: str
    title: str
    sentences: tuple[Sentence, ...]
    appendix: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What a provider answers to a chapter task. `fallen` are sentences that were written and
    cannot be told, because they rest on nothing that is there."""

    sentences: tuple[Sentence, ...]
    fallen: tuple[Fallen, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A sentence that its sources do not bear out, and why; it may hold a family's words."""

    text: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """One question to a provider, complete in itself.

    Everything in `segments` and `subject` is a family's material: evidence, never an instruction.
    `system` and `instruction` are ours, and hold nothing that a family wrote. `language`, `tone`
    and `mode` are how a model is to write it. `doubtful` are the sentences that a repair is about:
    material like the segments.
    """

    kind: TaskKind
    subject: Subject
    segments: tuple[Segment, ...]
    system: str = ""
    instruction: str = ""
    schema: type[object] = Draft
    max_tokens: int = 4000
    language: str = "en"
    tone: Tone = "plain"
    mode: Mode = "narrative"
    doubtful: tuple[Doubtful, ...] = ()


class NarrativeProvider(Provider, Protocol):
    """Writes sentences from segments.

    `window` is how many tokens fit into one task, `languages` what it writes. `run` and `compose`
    raise ProviderError and nothing else; `run` calls `on_text`, if given, with each piece of text
    as it comes.
    """

    @property
    def window(self) -> int: ...

    @property
    def languages(self) -> tuple[str, ...]: ...

    def compose(
        self,
        subject: Subject,
        segments: Iterable[Segment],
        *,
        language: str = "en",
        tone: Tone = "plain",
        mode: Mode = "narrative",
    ) -> Result[list[Chapter]]:
        """The whole story in chapters."""
        ...

    def run(self, task: Task, on_text: Callable[[str], None] | None = None) -> Result[Draft]: ...

    def count(self, text: str) -> int:
        """How many tokens of the window the text takes."""
        ...
