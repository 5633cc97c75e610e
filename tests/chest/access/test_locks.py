"""That row locks are taken where their order is told, under names that say so."""

from __future__ import annotations

import ast
from pathlib import Path

import chest

ROOT = Path(chest.__file__).parent


def test_what_locks_rows_is_called_lock_and_only_a_moderator_holds() -> None:
    named = {
        (str(path.relative_to(ROOT)), node.name)
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("hold")
    }
    assert named == {("contributions/moderation.py", "hold")}


def test_each_row_lock_with_a_name_stands_once() -> None:
    names = [
        node.name
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("lock_")
    ]
    assert len(names) == len(set(names)) > 5
