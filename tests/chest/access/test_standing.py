"""That one place writes how visible a memory is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import chest
from chest.access.standing import REVIEW_OF, begin_standing
from chest.models import ContributionState, Review, new_id

ROOT = Path(chest.__file__).parent


def writes_of_review(tree: ast.AST) -> Iterator[int]:
    """The lines on which `review` is assigned to, or handed to a row or an update."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            if node.attr == "review":
                yield node.lineno
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in ("Asset", "values") and any(k.arg == "review" for k in node.keywords):
                yield node.lineno


def test_only_standing_writes_review() -> None:
    written = {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        for _ in writes_of_review(ast.parse(path.read_text()))
    }
    assert written == {"access/standing.py"}


def test_every_state_of_a_contribution_says_how_visible_it_is() -> None:
    assert REVIEW_OF.keys() == set(ContributionState)


def test_nothing_begins_published_inside_a_contribution_or_hidden_outside_of_one() -> None:
    with pytest.raises(AssertionError):
        begin_standing(Review.published, new_id())
    with pytest.raises(AssertionError):
        begin_standing(Review.pending, None)
