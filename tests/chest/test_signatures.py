"""That what always travels together travels as one."""

from __future__ import annotations

import ast
from pathlib import Path

import chest

ROOT = Path(chest.__file__).parent


def test_no_function_of_the_chest_takes_more_than_eight_arguments() -> None:
    crowded = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and len([a for a in (*node.args.args, *node.args.kwonlyargs) if a.arg != "self"]) > 8
    ]
    assert crowded == []
