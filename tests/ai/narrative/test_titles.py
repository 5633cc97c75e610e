"""What a chapter's title may say when some of its sentences may not be shown."""

from __future__ import annotations

import pytest

from ai.narrative.base import LifeDate, Subject
from ai.narrative.titles import may_stand
from tests.ai.narrative.conftest import Told
from tests.ai.narrative.families import bounds

ROSA = Subject(
    name="Rosa Almeida",
    first="Rosa",
    maiden="Costa",
    pronoun="she",
    places=("Setúbal",),
    born=LifeDate("on 12 April 1931", "1931-04-12", *bounds("1931-04-12")),
)


def test_the_composers_titles_stand_over_anything(told: Told) -> None:
    subject, _, story = told
    assert all(may_stand(chapter.title, [], subject) for chapter in story)


@pytest.mark.parametrize(
    ("title", "stands"),
    [
        ("Rosa in Setúbal", True),
        ("The bakery on Rua Augusta", True),
        ("Over the bakery, 1961", True),
        ("The bakery in Lisbon", False),
        ("The wedding", False),
        ("Tom and the bakery", False),
        ("Over the bakery, 1962", False),
        ("The 1960s", True),
        ("The 1960s in Leeds", False),
        ("Her twenties", True),
        ("Her twenties with Tom", False),
    ],
)
def test_another_title_may_only_say_what_stands_below_it(title: str, stands: bool) -> None:
    shown = ["Ana writes: “We lived over the bakery on Rua Augusta from 1961.”"]
    assert may_stand(title, shown, ROSA) is stands
