"""Labels are words: what people wrote never becomes Markdown in them. Streamlit reads the labels of
buttons, fields, expanders and headings as Markdown, links and pictures included."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PAGES = Path(__file__).parents[2] / "pages"

LABELLED = {
    "button",
    "caption",
    "checkbox",
    "date_input",
    "error",
    "expander",
    "form_submit_button",
    "header",
    "info",
    "link_button",
    "markdown",
    "multiselect",
    "number_input",
    "page_link",
    "radio",
    "selectbox",
    "subheader",
    "success",
    "text_area",
    "text_input",
    "title",
    "toggle",
    "warning",
    "write",
}
# What is made of numbers and of our own words alone.
SAYING = {"_", "ngettext", "pgettext"}
HARMLESS_CALLS = {
    "plain",
    "count",
    "counted",
    "count_words",
    "explain",
    "explain_to_them",
    "len",
    "number",
}
HARMLESS_NAMES = {"number", "kept", "word"}
# Names for words of ours, made in ways that this test does not follow.
OURS = {
    "account.py: since",  # a day
    "account.py: seen",
    "exports.py: items.day(one.expires_at, of) if one.expires_at else ''",
    "exports.py: say_bytes(one.size or 0)",
    "exports.py: _('about {size}', size=files) if size.about else files",
    "exports.py: say_bytes(own.bytes)",
    "parts/book_form.py: say_bytes(size.bytes)",
    "history.py: chest.time_zone.replace('_', ' ')",  # a name of the zones' own table
    "parts/archives.py: found.progress.done",  # a number
    "parts/archives.py: found.progress.files",
    "parts/archives.py: size",  # what `say_bytes` made
    "parts/given.py: gift.sent_on",  # a day
    "parts/given.py: say_day(gift.submitted_at or gift.created_at, time_zone)",
    "parts/link_door.py: of.title",  # one of `TITLES`
    "parts/models.py: name",  # of a model, out of our own table
    "share.py: who",  # a part of what `plain` made
    "parts/story_around.py: told",  # a day
}


def labels(tree: ast.AST) -> Iterator[tuple[int, ast.expr]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr not in LABELLED:
            continue
        given = node.args[:1] + [k.value for k in node.keywords if k.arg in ("label", "body")]
        for label in given:
            yield node.lineno, label


def unsafe(label: ast.expr, plain_names: set[str]) -> list[str]:
    """The parts of a label that may be somebody's words and did not go through `plain`."""
    if isinstance(label, ast.JoinedStr):
        return [
            ast.unparse(part.value)
            for part in label.values
            if isinstance(part, ast.FormattedValue) and not harmless(part.value, plain_names)
        ]
    if isinstance(label, ast.BinOp):
        return unsafe(label.left, plain_names) + unsafe(label.right, plain_names)
    if isinstance(label, ast.IfExp):
        return unsafe(label.body, plain_names) + unsafe(label.orelse, plain_names)
    if isinstance(label, ast.Call) and called(label) in SAYING:
        return [
            ast.unparse(filled.value)
            for filled in label.keywords
            if not harmless(filled.value, plain_names)
        ]
    if isinstance(label, ast.Attribute) and label.attr in ("name", "caption", "label", "title"):
        return [ast.unparse(label)]
    return []


def called(call: ast.Call) -> str:
    func = call.func
    return func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")


def harmless(value: ast.expr, plain_names: set[str]) -> bool:
    if isinstance(value, ast.Constant):
        return True
    if isinstance(value, ast.IfExp):
        return harmless(value.body, plain_names) and harmless(value.orelse, plain_names)
    if isinstance(value, ast.JoinedStr):
        return not unsafe(value, plain_names)
    if isinstance(value, ast.Call):
        name = called(value)
        if name in SAYING:
            return not unsafe(value, plain_names)
        return name in HARMLESS_CALLS or (name == "str" and harmless(value.args[0], plain_names))
    if isinstance(value, ast.Name):
        return value.id in plain_names or value.id in HARMLESS_NAMES
    # A word of ours out of a table of them, or how one of its states is called.
    in_table = (
        isinstance(value, ast.Subscript) and ast.unparse(value.value).split(".")[-1].isupper()
    )
    return in_table or ast.unparse(value).endswith(
        (".state.value", ".left_out", "NAMES[role]", "WITHIN[role]", "WITHIN[one.role]")
    )


def plain_names(tree: ast.AST) -> set[str]:
    """Names that stand for what `plain` made, or for a number or words of our own."""
    found: set[str] = set()
    for node in ast.walk(tree):
        is_name = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        if is_name and harmless(node.value, found):
            found.add(node.targets[0].id)
    return found


def scopes(tree: ast.Module) -> Iterator[ast.AST]:
    """Each function by itself, and what stands outside of all: a name means something else in
    each."""
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    yield from functions
    outside = [node for node in tree.body if node not in functions]
    yield ast.Module(body=outside, type_ignores=[])


def test_labels_with_words_of_people_go_through_plain() -> None:
    bare = [
        f"{path.relative_to(PAGES)}: {part}"
        for path in sorted(PAGES.rglob("*.py"))
        for scope in scopes(ast.parse(path.read_text(encoding="utf-8")))
        for _, label in labels(scope)
        for part in unsafe(label, plain_names(scope))
    ]
    assert set(bare) == OURS


def test_a_bare_name_is_noticed() -> None:
    tree = ast.parse(
        "st.button(f'Restore {one.name}')\n"
        "st.button(f'Restore {plain(one.name)}')\n"
        "name = plain(one.name)\n"
        "st.button(f'Restore {name}')\n"
        "st.subheader(chest.name)\n"
        "st.button(_('Restore {name}', name=one.name))\n"
        "st.button(_('Restore {name}', name=plain(one.name)))\n"
    )
    found = [(line, unsafe(label, plain_names(tree))) for line, label in labels(tree)]
    assert found == [
        (1, ["one.name"]),
        (2, []),
        (4, []),
        (5, ["chest.name"]),
        (6, ["one.name"]),
        (7, []),
    ]
