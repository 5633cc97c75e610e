"""The pages of the documentation say where things are; here they are held to it."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from api.application import build_api
from chest.library import open_library
from chest.settings import Settings

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "docs" / "seeds.md"
PAGES = (
    ROOT / "README.md",
    ROOT / "deploy" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
)

# The rooms that the README promises. When one comes, it goes from here and into the table of rooms.
TO_COME = (
    "chest/reactions",
    "chest/capsules",
    "chest/notifications",
    "chest/mirror",
)

_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"[\w.-]+(/[\w.-]+)*/?")
_LINKED = re.compile(r"\]\(([^)#:\s]+)(?:#[^)\s]*)?\)")
_PARAMETER = re.compile(r"\{\w*\}")  # whatever it is called
_FILE_ENDINGS = (".py", ".md", ".toml", ".txt", ".js", ".css")


def list_spans(page: Path) -> list[str]:
    return _SPAN.findall(_FENCED.sub("", page.read_text(encoding="utf-8")))


def is_path(words: str) -> bool:
    """Whether the words name something of this repository: a file, or what lies in a folder."""
    if not _PATH.fullmatch(words) or words.startswith("./"):
        return False
    first, slash, _ = words.partition("/")
    return (ROOT / first).is_dir() if slash else words.endswith(_FILE_ENDINGS)


def is_there(path: str) -> bool:
    """A path from the root, or the bare name of a file of any room."""
    return (ROOT / path).exists() or ("/" not in path and any((ROOT / "chest").rglob(path)))


def list_rows() -> list[list[str]]:
    lines = SEEDS.read_text(encoding="utf-8").splitlines()
    cells = [line.strip("|").split("|") for line in lines if re.match(r"\| \w\d\.\d+ \|", line)]
    return [[cell.strip() for cell in row] for row in cells]


def list_tests(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in ast.walk(tree) if isinstance(node, functions)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_that_the_pages_name_is_there(page: Path):
    named = {words.partition("::")[0] for words in list_spans(page)}
    paths = {words for words in named if is_path(words)}
    linked = _LINKED.findall(page.read_text(encoding="utf-8"))
    missing = [path for path in paths if not is_there(path)]
    missing += [path for path in linked if not (page.parent / path).exists()]
    assert not missing, f"{page.name} names what is not there: {sorted(missing)}"


def test_every_room_stands_in_the_readme():
    named = set(list_spans(ROOT / "README.md"))
    rooms = {path.parent.name for path in (ROOT / "chest").glob("*/__init__.py")}
    missing = sorted(room for room in rooms if f"chest/{room}/" not in named)
    assert not missing, f"The README says nothing of these rooms of chest/: {missing}"


def test_what_is_to_come_is_told_and_not_there_yet():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for room in TO_COME:
        assert re.search(rf"[| ]{room}\b", readme), f"The README does not say where {room} will be."
        assert not (ROOT / room).exists(), f"{room} has come: move it to the README's rooms."


def test_the_glossary_has_25_lines_in_the_order_of_the_alphabet():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    glossary = readme.partition("## The house's own words")[2]
    words = re.findall(r"^\| ([a-z][a-z ]*) \|", glossary, re.MULTILINE)[1:]
    assert len(words) == 25
    assert words == sorted(words)


def test_every_demand_has_its_line_and_its_state():
    rows = list_rows()
    assert len({row[0] for row in rows}) == len(rows) == 300
    for row in rows:
        name, demand, where, test, state = row
        assert demand, name
        known = re.match(r"(there|partly|absent|no)\b", state)
        assert known, f"{name}: {state!r} is no state"
        is_found = known[0] in ("there", "partly")
        assert where != "—" if is_found else test == "—", name
        assert known[0] != "partly" or "(" in state, f"{name} does not say what is missing"


def test_the_count_at_the_top_is_the_count_below():
    states = Counter(re.split(r"\W", row[4])[0] for row in list_rows())
    told = ", ".join(f"{states[word]} {word}" for word in ("there", "partly", "absent", "no"))
    assert f"Now: {told}." in " ".join(SEEDS.read_text(encoding="utf-8").split()), told


def test_every_route_that_is_named_is_answered(tmp_path: Path):
    library = open_library(Settings(data_dir=tmp_path))
    paths = build_api(library).openapi()["paths"]
    library.close()
    answered = {f"{verb.upper()} /api{path}" for path, verbs in paths.items() for verb in verbs}
    known = {_PARAMETER.sub("{}", route) for route in answered}
    named = {span for span in list_spans(SEEDS) if re.match(r"[A-Z]+ /", span)}
    assert named
    assert not {route for route in named if _PARAMETER.sub("{}", route) not in known}


def test_every_test_that_is_named_exists():
    missing = []
    for name in {span for page in PAGES for span in list_spans(page) if "::" in span}:
        path, _, test = name.partition("::")
        file = ROOT / path
        if not file.exists() or test not in list_tests(file):
            missing.append(name)
    assert not missing, sorted(missing)
