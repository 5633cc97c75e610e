"""Finds sentences that reach people and do not go through gettext, and calls that translators could
make nothing of. `python -m language lint` prints them; `make lint` and tests/language run it.

Whatever looks like words of ours in the files of `WATCHED` has to stand in a call of `_`,
`ngettext`, `pgettext`, `N_` or `nN_`, unless it is given to something that shows it to nobody (a
log, a key, a pattern), or `LEFT_OUT` or `ALLOWED` names it with its reason. Words in a browser's
scripts come from Python, so that none may stand there.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]

# Where sentences for people are made.
WATCHED = ("pages", "api", "chest", "ai/media/types.py", "app.py")

# What lies there and speaks to nobody who uses a chest, each with its reason: folders, files, and
# single names in a file.
LEFT_OUT = {
    "chest/cli": "the terminal of whoever runs the chest: commands, logs and manuals are English",
    "chest/upkeep": "the same: `python -m chest doctor` and the log",
    "chest/uploads/folders.py": "the same: `python -m chest add`",
    "chest/settings.py": "the same: settings that are wrong, told when the chest starts",
    "chest/letters/composing.py::_WRONG_SENDER": "the same",
    "chest/letters/mail_server.py::check": "the same: what the doctor found",
    "chest/letters/mail_server.py::read_mail_server": "the same: a setting that is wrong",
    "chest/letters/mail_server.py::_read_encryption": "the same",
    "chest/letters/mail_server.py::_wrong": "the same",
    "chest/security/home_network.py": "the same: `make run HOST=lan`",
    "chest/jobs/runner.py::_attempt": "a word for whoever reads the engine's table",
    "chest/letters/sending.py::_told": "the same",
    "api/lifespan.py": "lines in the terminal",
    "api/worker_child.py": "lines in the terminal",
    "api/serving.py": "lines in the terminal",
    "chest/ingest/inspecting.py": "`python -m chest inspect`",
    "chest/ingest/joining.py::_ABOUT_A_FOLDER": "a key",
    "chest/ingest/name_words.py": "words that stand in the names of files, in six languages",
    "chest/ingest/stems.py": "the same, and endings of files",
    "ai/media/types.py::LOCKED": "a mark that programs read",
    "chest/demo": "a family that was made up: its own words",
    "chest/dates/words": "reads and says dates in English; another language is another such folder",
    "chest/dates/uncertain.py::_READ_AS_MONTH": "kept beside a date, and shown nowhere",
    "chest/dates/uncertain.py::_READ_AS_SEASON": "the same",
    "chest/migrations": "statements for the database",
    "chest/models": "tables, and the page that describes them to programmers",
    "chest/stories/reading.py": "stories are composed in English (ai/narrative/english), and "
    "kept so",
    "chest/stories/evidence.py": "the same",
    "chest/security/addresses.py::Scope": "names of networks in the log",
    "api/schemas": "descriptions for programmers",
    "api/http/forms.py::FORM_ANSWERS": "the same",
    "api/routes/documentation.py": "the same",
    "api/http/problems.py::_REFUSALS": "the same",
    "api/http/problems.py::PROBLEMS": "the same",
    "api/http/problems.py::malformed": "what a program sent wrongly, as the framework words it",
    "api/http/caching.py": "headers, and descriptions for programmers",
    "api/http/security.py": "a policy, which browsers read",
    "api/http/plain_page.py::_FACES": "names of faces",
    "api/http/plain_page.py::_SCRIPTS": "ranges of characters",
    "api/http/plain_page.py::_FONTS": "a style sheet",
    "api/routes/media.py": "headers of files",
    "chest/accounts/devices.py::_BROWSERS": "names of programs",
    "pages/components/viewer/viewer.py::viewer_script": "a script",
    "pages/components/transcript/transcript.py::LANGUAGES": "languages as their speakers call them",
    "api/routes/transcripts.py::export_transcript": "headers of files",
    "chest/transcripts/exports.py::FORMS": "headers of files",
    "api/routes/exports.py": "headers of files",
    "chest/exports/bags.py": "`python -m chest import`",
    "chest/exports/bringing.py": "the same",
    "chest/exports/disk.py": "`python -m chest export`",
    "chest/exports/readme.py": "for whoever finds a bag in fifty years: English, as its lists are",
    "chest/exports/bagging.py": "the same: the lists and the catalogue of a bag",
    "chest/exports/takeout.py::_WITH_ME": "a folder, as its README.txt has it",
    "chest/exports/site/cards.py": "statements for the database",
    "chest/exports/site/html.py::POLICY": "a policy, which browsers read",
    "chest/exports/sidecars.py": "names in XMP",
    "chest/exports/memories.py::_texts": "names of files in a bag, as its README.txt has them",
    "chest/exports/memories.py::_said": "a unit, for programs",
    "chest/lockers/packing.py": "lines in the log, for whoever runs the chest",
    "chest/exports/telling.py::write_story": "a page of a bag, in English as its README.txt is",
}

# Single strings: what they are.
ALLOWED = {
    "Memory Chest": "the product's name",
    "Windows": "a name",
    "Android": "a name",
    "Linux": "a name",
    "Macintosh|Mac OS X": "a pattern",
    "python -m chest reset-password you@example.org": "a command",
    "extract(epoch from clock_timestamp())::double precision": "a statement for the database",
    "public, max-age=31536000, immutable": "a header",
    "Bearer": "a header",
    "The request": "a program's request",
}

SAYING = {"_", "ngettext", "pgettext"}
MARKING = {"N_", "nN_"}
_WRAPPING = SAYING | MARKING | {"said", "say"}
_FORMS = {"ngettext": 2, "nN_": 2, "pgettext": 2}

# Calls that show nobody what they are given.
_UNSEEN_CALLS = {
    *("compile", "match", "search", "fullmatch", "sub", "findall", "finditer", "split", "strip"),
    *("source", "show_address", "once", "is_second_press", "getattr", "setdefault", "text", "DDL"),
    *("exec_driver_sql", "execute", "TypeVar", "Literal", "ZoneInfo", "startswith", "endswith"),
    *("removeprefix", "removesuffix", "replace", "partition", "rpartition", "lstrip", "rstrip"),
    *("ForwardRef", "cast", "Depends", "Mount", "Route", "PlainRoute", "ContextVar"),
}
_UNSEEN_ERRORS = {
    *("ValueError", "TypeError", "RuntimeError", "AssertionError", "KeyError", "LookupError"),
    *("NotImplementedError", "SettingsError", "Exception", "DisconnectionError"),
}
_UNSEEN_KEYWORDS = {
    *("key", "kind", "type", "autocomplete", "action", "url", "css", "js", "width", "name"),
    *("description", "summary", "responses", "media_type", "style", "event", "openapi_url"),
}
# Keyword arguments and first arguments that people read, however short they are.
_SHOWN_KEYWORDS = {
    *("label", "help", "placeholder", "hint", "button", "missing", "ask", "offer", "alt", "more"),
}
_SHOWN_CALLS = {
    *("button", "caption", "checkbox", "date_input", "error", "expander", "form_submit_button"),
    *("header", "info", "link_button", "markdown", "multiselect", "number_input", "radio"),
    *("selectbox", "subheader", "success", "text_area", "text_input", "title", "toggle"),
    *("warning", "write", "show_sentence"),
}
_TWO_WORDS = re.compile(r"[A-Za-z’']{2,}[,.:;?!…]? +[“(]?[A-Za-z]")
_ONE_WORD = re.compile(r"[A-Z][a-z]{2,}[.?…:]?")
_TAG = re.compile(r"<style>.*?</style>|<[^<>]*>", re.DOTALL)
# What of a tag is read out, or shown.
_READ = re.compile(r"(?:alt|aria-label|title|placeholder)=[\"']([^\"'>]+)")
_PLACE = re.compile(r"\{([^{}]*)\}")
_STATEMENT = re.compile(
    r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|PRAGMA|BEGIN|SET|VACUUM|ANALYZE|WITH) ",
)


@dataclass(frozen=True)
class Finding:
    file: str
    line: int
    said: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.said}"


def check_all(root: Path = ROOT) -> list[Finding]:
    """Everything found in the watched files below `root`."""
    found: list[Finding] = []
    for watched in WATCHED:
        start = root / watched
        for path in sorted(start.rglob("*.py")) if start.is_dir() else [start]:
            name = path.relative_to(root).as_posix()
            if not any(name == out or name.startswith(f"{out}/") for out in LEFT_OUT):
                found += check(name, path.read_text(encoding="utf-8"))
    for path in sorted((root / "pages" / "components").rglob("*.js")):
        name = path.relative_to(root).as_posix()
        found += check_script(name, path.read_text(encoding="utf-8"))
    return found


def check(name: str, text: str) -> list[Finding]:
    """What is found in one Python file, called `name` from the root on."""
    tree = ast.parse(text)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    found = [
        Finding(name, line, f"does not go through gettext: {words[:80]!r}")
        for line, words in _unwrapped(tree, parents, name)
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in SAYING | MARKING:
            found += [Finding(name, node.lineno, why) for why in _mistakes(node)]
            if _called(node) in SAYING and _is_too_early(node, parents, name):
                why = "is said once for all, while the module is loaded: mark it with N_"
                found.append(Finding(name, node.lineno, why))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and _adds_sayings(node):
            why = "is glued together: another language has another order; say it as a whole"
            found.append(Finding(name, node.lineno, why))
        if isinstance(node, ast.Dict):
            found += [
                Finding(name, key.lineno, f"{key.value!r}: count with nN_, not with two sentences")
                for key in node.keys
                if isinstance(key, ast.Constant) and str(key.value).endswith(("_one", "_many"))
            ]
    if re.search(r"^from language import .*\b_\b", text, re.MULTILINE):
        found += [
            Finding(name, node.lineno, "gives the name _ to something else, in a file that says")
            for node in ast.walk(tree)
            if isinstance(node, ast.Name) and node.id == "_" and isinstance(node.ctx, ast.Store)
        ]
    return sorted(found, key=lambda one: one.line)


def check_script(name: str, text: str) -> list[Finding]:
    """What looks like a sentence in a browser's script."""
    bare = re.sub(r"(?m)^\s*//.*$|(?<=[;{},)\s])//\s.*$", "", text)
    found = []
    for match in re.finditer(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`', bare):
        words = re.sub(r"\$\{[^}]*\}", "X", match[1] or match[2] or "")
        if re.match(r"[A-Z][a-z]+ [a-z]|[A-Z][a-z]+[.?…]$", words):
            line = bare[: match.start()].count("\n") + 1
            if words not in ALLOWED:
                found.append(Finding(name, line, f"is said by a script: {words[:80]!r}"))
    return found


def _unwrapped(
    tree: ast.Module, parents: dict[ast.AST, ast.AST], name: str
) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            words = "".join(
                str(part.value) if isinstance(part, ast.Constant) else "\0" for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if isinstance(parents.get(node), ast.JoinedStr):
                continue
            words = node.value
        else:
            continue
        words = _TAG.sub(lambda tag: "\0".join(["", *_READ.findall(tag[0]), ""]), words)
        shown = _is_shown(node, parents)
        if not (shown and re.search(r"[A-Za-z]{2}", _PLACE.sub("", words))) and not _speaks(words):
            continue
        if not _is_unseen(node, parents, name) and _bare(words) not in ALLOWED:
            yield node.lineno, words


def _speaks(words: str) -> bool:
    return not _STATEMENT.match(words) and bool(
        _TWO_WORDS.search(words) or _ONE_WORD.fullmatch(words)
    )


def _is_shown(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    parent = parents.get(node)
    if isinstance(parent, ast.keyword):
        return parent.arg in _SHOWN_KEYWORDS
    return (
        isinstance(parent, ast.Call)
        and isinstance(parent.func, (ast.Attribute, ast.Name))
        and _called(parent) in _SHOWN_CALLS
        and parent.args[:1] == [node]
    )


def _bare(words: str) -> str:
    """Without places to fill in, and what is left of tags."""
    return " ".join(re.sub(r"\0|\{\w+\}", " ", words).split())


def _is_unseen(node: ast.AST, parents: dict[ast.AST, ast.AST], name: str) -> bool:
    """Whether it is wrapped, or given to what shows it to nobody."""
    below: ast.AST = node
    while (above := parents.get(below)) is not None:
        if any(f"{name}::{named}" in LEFT_OUT for named in _names_of(above)):
            return True
        match above:
            case ast.Call():
                called = _called(above)
                if called in _WRAPPING | _UNSEEN_ERRORS | {"log"}:
                    return True
                if called in _UNSEEN_CALLS and below is node:
                    return True
                if called in ("get", "pop") and above.args[:1] == [below]:
                    return True
                if _is_log(above):
                    return True
            case ast.keyword(arg=arg) if below is node and arg in _UNSEEN_KEYWORDS:
                return True
            case ast.keyword(arg="responses" | "description"):
                return True
            case ast.Dict() if below in above.keys:
                return True
            case ast.Subscript() if below is above.slice:
                return True
            case ast.Compare() | ast.MatchValue() | ast.Assert():
                return True
            case ast.Expr() if isinstance(below, (ast.Constant, ast.JoinedStr)):
                return True  # a docstring, or of its kind
            case ast.AnnAssign() if below is above.annotation:
                return True
            case ast.arg():
                return True
            case ast.FunctionDef() | ast.AsyncFunctionDef() if below is above.returns:
                return True
            case ast.Assign(targets=[ast.Name(id="__all__")]):
                return True
        below = above
    return False


def _names_of(node: ast.AST) -> list[str]:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return [node.name]
        case ast.Assign():
            return [one.id for one in node.targets if isinstance(one, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=named)):
            return [named]
    return []


def _is_log(call: ast.Call) -> bool:
    of = call.func.value if isinstance(call.func, ast.Attribute) else None
    return isinstance(of, ast.Name) and of.id == "log"


def _adds_sayings(node: ast.BinOp) -> bool:
    both = (node.left, node.right)
    return any(isinstance(one, ast.Call) and _called(one) in SAYING for one in both)


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _mistakes(call: ast.Call) -> Iterator[str]:
    """What translators, or whoever fills it in, could make nothing of."""
    called = _called(call)
    sentences = call.args[: _FORMS.get(called, 1)]
    for sentence in sentences:
        if isinstance(sentence, (ast.JoinedStr, ast.BinOp)):
            yield "is an f-string or glued together: use {names} and give their values"
        elif isinstance(sentence, ast.Call):
            if _called(sentence) in ("format", "join"):
                yield "is filled in before it is looked up: give the values to the call"
        elif isinstance(sentence, ast.Constant) and isinstance(sentence.value, str):
            yield from _mistakes_of(sentence.value)
        elif called in MARKING:
            yield "marks what is no literal: nobody can find it"
    if called not in SAYING or not all(isinstance(one, ast.Constant) for one in sentences):
        return
    named = {keyword.arg for keyword in call.keywords if keyword.arg}
    places = {place for one in sentences for place in _PLACE.findall(str(one.value))}  # type: ignore[attr-defined]  # constants, see above
    places -= {"n"} if called == "ngettext" else set()
    if named and named != places:
        yield f"is given {sorted(named)} and has {sorted(places)}"


def _mistakes_of(sentence: str) -> Iterator[str]:
    if sentence != sentence.strip() and "\n" not in sentence:
        yield "begins or ends with a blank: it is a part of something, say the whole"
    if any(not place.isidentifier() for place in _PLACE.findall(sentence)):
        yield "has a place without a plain name"
    if not re.search(r"[A-Za-z]", _PLACE.sub("", sentence)) and not _PLACE.search(sentence):
        yield "holds no words"


def _is_too_early(call: ast.Call, parents: dict[ast.AST, ast.AST], name: str) -> bool:
    """Whether it runs while its module is loaded. Pages themselves run for each person."""
    if re.fullmatch(r"pages/\w+\.py", name):
        return False
    below: ast.AST = call
    while (above := parents.get(below)) is not None:
        if isinstance(above, ast.Lambda):
            return False
        if isinstance(above, (ast.FunctionDef, ast.AsyncFunctionDef)) and below in above.body:
            return False
        below = above
    return True
