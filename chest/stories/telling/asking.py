"""Asking a narrator: each question once, whatever becomes of the worker; each call written down
with what it cost; none beyond what the chest may spend."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from hashlib import sha256
from threading import Lock
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from ai.asking import ask
from ai.base import ProviderError, Result
from ai.narrative.base import (
    Clause,
    Draft,
    Fallen,
    NarrativeProvider,
    Sentence,
    Span,
    Task,
)
from ai.narrative.prices import cost, count_task, estimate
from ai.narrative.prompts import VERSION, word
from chest.database import Database
from chest.models import Story, StoryCall, ToldChapter, utc_now
from chest.stories.costs import is_over, to_micro
from language import N_

OVER_CEILING = N_(
    "This month’s money for narrators is spent. A keeper can raise the limit in the chest’s "
    "settings."
)


class NoMore(Exception):
    """Raised where no further question is put; the text is a sentence that says why."""


class AskAgain(Protocol):
    """`ai.asking.ask`, or the same with shorter waits."""

    def __call__(
        self,
        call: Callable[[], Result[Draft]],
        *,
        on_error: Callable[[ProviderError, int], object],
    ) -> Result[Draft]: ...


def key_of(narrator: NarrativeProvider, task: Task) -> str:
    """What an answer is known by: who was asked, and all that they were shown."""
    question = word(task)
    asked = [
        narrator.name,
        narrator.model,
        VERSION,
        question.text,
        question.max_tokens,
        [piece.id for piece in question.pieces],
    ]
    return sha256(json.dumps(asked, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()


def find_told(session: Session, chest_id: UUID, key: str) -> Draft | None:
    """What was answered to that question before."""
    row = session.exec(
        select(ToldChapter).where(
            col(ToldChapter.chest_id) == chest_id, col(ToldChapter.key) == key
        )
    ).one_or_none()
    return None if row is None else _draft(row)


def forget_told(session: Session, chest_id: UUID, used: set[str], since: Any) -> None:
    """Keep the answers that this telling used and those of late; others go."""
    session.exec(
        update(ToldChapter)
        .where(col(ToldChapter.chest_id) == chest_id, col(ToldChapter.key).in_(used))
        .values(used_at=utc_now())
        .execution_options(synchronize_session=False)
    )
    session.exec(
        delete(ToldChapter)
        .where(col(ToldChapter.chest_id) == chest_id, col(ToldChapter.used_at) < since)
        .execution_options(synchronize_session=False)
    )


@dataclass
class Asker:
    """Puts the questions of one story. May be used from several threads."""

    database: Database
    narrator: NarrativeProvider
    story: Story
    again: AskAgain = ask
    used: set[str] = field(default_factory=set)
    _stopped: str | None = None
    _under_way: int = 0
    _lock: Lock = field(default_factory=Lock)

    def ask(self, task: Task, *, chapter: str) -> Draft:
        """The draft. Raises ProviderError when no answer came, after asking again where that may
        help, and NoMore where nobody is asked any more."""
        key = key_of(self.narrator, task)
        with self.database.read() as session:
            told = find_told(session, self.story.chest_id, key)
        if told is None:
            told = self._ask(task, key, chapter)
        self.used.add(key)
        return told

    def stop(self, why: str) -> None:
        """Put no further question; what was answered before is still there."""
        self._stopped = self._stopped or why

    def _ask(self, task: Task, key: str, chapter: str) -> Draft:
        if self._stopped is not None:
            raise NoMore(self._stopped)
        began = time.monotonic()

        def failed(error: ProviderError, number: int) -> None:
            self._log(task, chapter, time.monotonic() - began, error=error)

        with self._within_ceiling(task):
            result = self.again(partial(self.narrator.run, task), on_error=failed)
            call = self._call(task, chapter, time.monotonic() - began, result)
            self._keep(task, key, chapter, result, call)
        return result.value

    @contextmanager
    def _within_ceiling(self, task: Task) -> Iterator[None]:
        """What is under way at the same time counts as spent."""
        about = estimate(self._name, count_task(task), local=self.narrator.local).dollars
        more = to_micro(about) or 0
        with self._lock:
            with self.database.read() as session:
                if is_over(session, self.story.chest_id, self._under_way + more):
                    self.stop(OVER_CEILING)
                    raise NoMore(OVER_CEILING)
            self._under_way += more
        try:
            yield
        finally:
            with self._lock:
                self._under_way -= more

    def _keep(
        self, task: Task, key: str, chapter: str, result: Result[Draft], call: StoryCall
    ) -> None:
        """The answer and what it cost, in one transaction: paid for is paid for once."""
        draft = result.value
        row = ToldChapter(
            chest_id=self.story.chest_id,
            key=key,
            chapter=chapter,
            provider=self.narrator.name,
            model=result.model[:200],
            prompt_version=VERSION,
            sentences=[asdict(sentence) for sentence in draft.sentences],
            fallen=[{"text": one.text, "because": one.because} for one in draft.fallen],
            assets=sorted({segment.asset for segment in task.segments}),
        )
        try:
            with self.database.write() as session:
                session.add_all([row, call])
        except IntegrityError:
            # Two tellings at once asked the same; both calls were paid for.
            with self.database.write() as session:
                session.add(self._call(task, chapter, call.seconds, result))

    def _call(self, task: Task, chapter: str, seconds: float, result: Result[Draft]) -> StoryCall:
        return self._row(
            task,
            chapter,
            seconds,
            model=result.model,
            tokens=(result.tokens_in, result.tokens_out),
            cached=result.cached,
        )

    def _log(self, task: Task, chapter: str, seconds: float, *, error: ProviderError) -> None:
        row = self._row(
            task,
            chapter,
            seconds,
            model=self.narrator.model,
            tokens=(error.tokens_in, error.tokens_out),
            problem=error.kind,
        )
        with self.database.write() as session:
            session.add(row)

    def _row(
        self,
        task: Task,
        chapter: str,
        seconds: float,
        *,
        model: str,
        tokens: tuple[int, int],
        cached: int = 0,
        problem: str | None = None,
    ) -> StoryCall:
        return StoryCall(
            chest_id=self.story.chest_id,
            story_id=self.story.id,
            chapter=chapter,
            kind="repair" if task.kind == "repair" else "chapter",
            provider=self.narrator.name,
            model=model[:200],
            tokens_in=tokens[0],
            tokens_out=tokens[1],
            cached=cached,
            microdollars=to_micro(cost(self._name, *tokens, local=self.narrator.local)),
            seconds=round(seconds, 3),
            problem=problem,
        )

    @property
    def _name(self) -> str:
        return f"{self.narrator.name}:{self.narrator.model}"


def _draft(row: ToldChapter) -> Draft:
    return Draft(
        tuple(_sentence(told) for told in row.sentences),
        tuple(Fallen(one["text"], one["because"]) for one in row.fallen),  # type: ignore[arg-type]  # one of its words, as it was kept
    )


def _sentence(told: dict[str, Any]) -> Sentence:
    clauses = tuple(
        Clause(one["text"], tuple(Span(s["source"], s["text"]) for s in one["spans"]))
        for one in told["clauses"]
    )
    return Sentence(
        text=told["text"],
        sources=tuple(told["sources"]),
        quote=told["quote"],
        frame=told["frame"],
        opens=told["opens"],
        clauses=clauses,
    )
