"""The families, and a way to have their stories told and checked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ai.narrative.base import Chapter, Segment, Sentence, Subject
from ai.narrative.composer import compose
from tests.ai.narrative.families import FAMILIES, Family

Told = tuple[Subject, dict[str, Segment], list[Chapter]]


@pytest.fixture(params=sorted(FAMILIES))
def family(request: pytest.FixtureRequest) -> Family:
    """Each of the families in turn."""
    return FAMILIES[request.param]()


@pytest.fixture
def told(family: Family) -> Told:
    """Each family, its segments by id, and its story."""
    subject, segments = family
    return subject, {s.id: s for s in segments}, compose(subject, segments).value


@pytest.fixture
def read() -> Callable[[list[Chapter]], str]:
    """A story as one text, to look for what it says."""

    def join(story: list[Chapter]) -> str:
        return "\n".join(f"{c.title}\n{' '.join(s.text for s in c.sentences)}" for c in story)

    return join


@pytest.fixture
def find() -> Callable[[list[Chapter], str], Sentence]:
    """The one sentence that holds certain words."""

    def one(story: list[Chapter], words: str) -> Sentence:
        found = [s for c in story for s in c.sentences if words in s.text]
        assert len(found) == 1, f"{len(found)} sentences say {words!r}"
        return found[0]

    return one
