"""A telling as it is kept: chapters, sentences with their verdicts, and what was left out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, update

from ai.narrative.prompts import VERSION
from chest.database import Database
from chest.models import Chapter, Story, StorySentence, StoryState, utc_now
from chest.stories.telling.asking import forget_told
from chest.stories.telling.chapters import Judged, ToldChapter

KEPT_FOR = timedelta(days=60)
"""How long an answer is kept that no telling has used."""


def store(
    database: Database,
    story: Story,
    chapters: Sequence[ToldChapter],
    *,
    read_at: datetime,
    used: Collection[str] = (),
    all_because: str | None = None,
) -> None:
    """Keep it in place of what was kept of this story before, and say that it is ready;
    `all_because` says why the composer told all of it and not the narrator it was asked of."""
    rows = [row for number, told in enumerate(chapters) for row in _rows(story, number, told)]
    fallbacks = [
        {"chapter": told.title, "reason": told.fallback} for told in chapters if told.fallback
    ]
    if all_because is not None:
        fallbacks = [{"chapter": "", "reason": all_because}]
    with database.write() as session:
        # A worker that died after half of this left nothing: one transaction.
        session.exec(delete(Chapter).where(col(Chapter.story_id) == story.id))
        _add_all(session, rows)
        session.exec(
            update(Story)
            .where(col(Story.id) == story.id)
            .values(
                state=StoryState.ready,
                reason=None,
                finished_at=read_at,
                fallbacks=fallbacks,
                doing=None,
            )
        )
        forget_told(session, story.chest_id, set(used), utc_now() - KEPT_FOR)


def _rows(story: Story, number: int, told: ToldChapter) -> list[Chapter | StorySentence]:
    by_model = any(one.origin == "model" for one in told.sentences)
    chapter = Chapter(
        story_id=story.id,
        position=number,
        title=told.title,
        key=told.key,
        is_appendix=told.is_appendix,
        model=story.model if by_model else "",
        prompt_version=VERSION if by_model else "",
        memories=list(told.memories),
        sent=list(told.sent),
        left_out=[{"text": text, "reason": reason} for text, reason in told.left_out],
    )
    return [chapter, *(_row(chapter, at, one) for at, one in enumerate(told.sentences))]


def _row(chapter: Chapter, position: int, judged: Judged) -> StorySentence:
    sentence, support = judged.sentence, judged.support
    spans = dict.fromkeys((s.source, s.text) for clause in sentence.clauses for s in clause.spans)
    return StorySentence(
        chapter_id=chapter.id,
        position=position,
        text=sentence.text,
        sources=list(sentence.sources),
        quote=sentence.quote,
        opens_paragraph=sentence.opens,
        origin=judged.origin,
        verdict=support.verdict,
        reasons=list(support.reasons),
        spans=[list(span) for span in spans],
    )


def _add_all(session: Session, rows: list[Chapter | StorySentence]) -> None:
    """Chapters first: sentences refer to them."""
    session.add_all([row for row in rows if isinstance(row, Chapter)])
    session.flush()
    session.add_all([row for row in rows if isinstance(row, StorySentence)])
