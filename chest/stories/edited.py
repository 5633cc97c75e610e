"""A telling as the family left it: rows that read as it is read, and what decides about each."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from ai.narrative.changes import Laid, Line, Op
from chest.models import Chapter, EditOp, Story, StoryEdit, StorySentence
from language import said

FAMILY = "family"
ACCEPTED = "accepted"
FRAME = "frame"
WAITING = "amber"

ToldRows = list[tuple[Chapter, list[StorySentence]]]


@dataclass(frozen=True)
class Renamed:
    """A title that the family gave, and what it rests on."""

    title: str
    sources: frozenset[str]


@dataclass
class Edited:
    """A telling as the family left it. `told` has rows that are not kept anywhere for whatever
    reads otherwise than it was told.

    `by_row` has the edit that decides how a sentence or title reads, by its id; `renamed` has
    titles by the chapter's id.
    """

    told: ToldRows
    by_row: dict[UUID, StoryEdit] = field(default_factory=dict)
    renamed: dict[UUID, Renamed] = field(default_factory=dict)
    placed: set[UUID] = field(default_factory=set)
    """The edits that hold somewhere in it."""
    laid: Laid | None = None

    def list_sources(self) -> Iterable[Iterable[str]]:
        """What all of it rests on, a sentence or title at a time."""
        yield from (row.sources for _, rows in self.told for row in rows)
        yield from (renamed.sources for renamed in self.renamed.values())

    def title_of(self, chapter: Chapter, hidden: Collection[str]) -> str | None:
        """The family's title for a chapter, unless it rests on something hidden; None where there
        is none."""
        renamed = self.renamed.get(chapter.id)
        return renamed.title if renamed and renamed.sources.isdisjoint(hidden) else None


@dataclass(frozen=True)
class Thread:
    """What holds of one sentence in tellings for one audience: `head` decides, and `anchors` are
    all the edits that know the sentence."""

    id: UUID
    op: Op
    head: StoryEdit
    anchors: tuple[StoryEdit, ...]


class LaidRows:
    """What was laid, as rows again."""

    def __init__(self, story: Story, told: ToldRows, threads: Iterable[Thread], laid: Laid) -> None:
        self._story = story
        self._chapters = {str(chapter.id): chapter for chapter, _ in told}
        self._sentences = {str(row.id): row for _, rows in told for row in rows}
        self._heads = {str(thread.id): thread.head for thread in threads}
        self._laid = laid
        self._edited = Edited([], laid=laid)

    def edited(self) -> Edited:
        done = self._edited
        for position, chapter in enumerate(self._laid.chapters):
            row = self._chapters.get(chapter.id or "") or Chapter(
                story_id=self._story.id, position=position, title=chapter.title
            )
            if chapter.renamed is not None:
                head = self._heads[chapter.renamed.id]
                done.renamed[row.id] = Renamed(chapter.title, frozenset(head.sources))
                done.by_row[row.id] = head
            done.told.append((row, [self._row(row, n, li) for n, li in enumerate(chapter.lines)]))
        for id, carried in self._laid.carried.items():
            if carried.how != "nowhere":
                done.placed.add(self._heads[id].id)
        return done

    def _row(self, chapter: Chapter, position: int, line: Line) -> StorySentence:
        told = self._sentences[line.told.id] if line.told else None
        if line.edit is not None:
            return self._own(chapter, position, line, told)
        assert told is not None
        if line.accepted is not None:
            self._edited.by_row[told.id] = self._heads[line.accepted.id]
        if line.held:
            return _copy(
                told,
                verdict=WAITING,
                reasons=[*told.reasons, *map(said, line.held)],
                opens_paragraph=line.opens,
            )
        if line.accepted is not None:
            return _copy(told, verdict=ACCEPTED, opens_paragraph=line.opens)
        if line.opens != told.opens_paragraph:
            return _copy(told, opens_paragraph=line.opens)
        return told

    def _own(
        self, chapter: Chapter, position: int, line: Line, told: StorySentence | None
    ) -> StorySentence:
        """A sentence in the family's words, or in those of a narrator that the family locked."""
        assert line.edit is not None
        head = self._heads[line.edit.id]
        locked = head.op is EditOp.lock and head.base_origin != FAMILY
        row = StorySentence(
            id=told.id if told is not None else head.thread,
            chapter_id=chapter.id,
            position=position,
            text=line.edit.text,
            sources=list(line.edit.sources),
            quote=head.base_quote if locked else None,
            opens_paragraph=line.opens,
            origin=head.base_origin if locked else FAMILY,
            verdict=head.base_verdict if locked else FAMILY,
            spans=head.base_spans if locked else [],
        )
        if row.verdict in ("amber", "red"):
            row.verdict = ACCEPTED  # somebody read it, and wanted it to stay
        self._edited.by_row[row.id] = head
        return row


def _copy(row: StorySentence, **changes: object) -> StorySentence:
    """The row as it reads here; what is kept stays as it is."""
    return StorySentence(**{**row.model_dump(), **changes})
