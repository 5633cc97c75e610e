"""Every sentence that people read can be translated: all are found, and none is left out."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from language import catalogues, lint
from language.extracting import ROOT, TEMPLATE, extract, write
from language.lint import Finding, check, check_all, check_script
from tests.language.pseudo import accented

_PLACE = re.compile(r"\{(\w+)\}")


def test_nothing_that_people_read_is_left_out() -> None:
    assert check_all() == []


def test_the_template_is_what_stands_in_the_sources() -> None:
    assert TEMPLATE.read_bytes() == write(extract()), "run `make words`"


def test_whatever_is_said_or_marked_is_found_by_translators() -> None:
    known = {
        form
        for message in extract()
        for form in (message.id if isinstance(message.id, tuple) else (message.id,))
    }
    missed = []
    for folder in ("ai", "api", "chest", "pages"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    forms = {"_": 1, "N_": 1, "ngettext": 2, "nN_": 2}.get(node.func.id, 0)
                    missed += [
                        f"{path.relative_to(ROOT)}:{node.lineno}: {given.value}"
                        for given in node.args[:forms]
                        if isinstance(given, ast.Constant) and given.value not in known
                    ]
    assert missed == []


def test_every_translation_fills_in_what_its_sentence_does() -> None:
    wrong = []
    for language in catalogues.list_languages(catalogues.FOLDER):
        with catalogues.path_of(language).open("rb") as file:
            for message in read_po(file, locale=language):
                ids = message.id if isinstance(message.id, tuple) else (message.id,)
                forms = message.string if isinstance(message.string, tuple) else (message.string,)
                places = {place for one in ids for place in _PLACE.findall(one)}
                wrong += [
                    f"{language}: {form}"
                    for form in forms
                    if message.id and form and not places.issuperset(_PLACE.findall(form))
                ]
    assert wrong == []


def found_in(source: str, name: str = "pages/made_up.py") -> list[str]:
    return [one.said for one in check(name, source)]


@pytest.mark.parametrize(
    "source",
    [
        'st.title("Who is this chest for?")',
        'st.button("Save")',
        'st.button("go")',  # a label, however short
        'st.text_input("x", placeholder="summer")',
        'st.write(f"For the chest of {name}")',
        'Question(label="Your name")',
        'raise Invalid("Choose a day ahead.")',
        'st.html("<p>Nobody has used it yet.</p>")',
        "st.html(f\"<img alt='A code that opens this link'>{'One moment'}\")",
        'WORDS = {"close": "Close"}',
        'SENTENCES = {State.live: "This link works."}',
        'def ask(label="Show more"): ...',
        'words.append("it is kept where it was")',
        'title = "That did not work"',
    ],
)
def test_a_sentence_that_is_not_wrapped_is_found(source: str) -> None:
    assert any("does not go through gettext" in said for said in found_in(source)), source


@pytest.mark.parametrize(
    "source",
    [
        'st.title(_("Who is this chest for?"))',
        'st.button(_("Save"), key="save-this one", type="primary")',
        'log.warning("the disk is full", reason="no room left")',
        'raise ValueError("a crop is four numbers")',
        '"""What a page says of itself."""',
        'session.exec("SELECT name FROM chest")',
        "st.html(\"<p class='soft words'></p>\")",
        'if step == "Something else": ...',
        'found = kept["Some key"]',
        'WORDS = {"close": N_("Close")}',
        'x = ngettext("One file", "{n} files", n)',
    ],
)
def test_what_is_wrapped_or_seen_by_nobody_is_left_alone(source: str) -> None:
    assert found_in(source) == []


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ('_(f"For {name}")', "an f-string"),
        ('_("For " + name)', "an f-string"),
        ('_("For {}".format(name))', "filled in before"),
        ("N_(sentence)", "no literal"),
        ('_("For {name}", title=name)', "is given"),
        ('_("For {0}", name=name)', "without a plain name"),
        ('_("Nothing is lost. ")', "a blank"),
        ('x = _("Deleted on ") + day', "glued together"),
        ('x = {"added_one": N_("1 added"), "added_many": N_("{n} added")}', "count with nN_"),
    ],
)
def test_what_no_translator_could_use_is_found(source: str, why: str) -> None:
    assert any(why in said for said in found_in(source)), found_in(source)


def test_what_is_said_while_a_module_is_loaded_is_found_there_and_not_in_pages() -> None:
    source = 'from language import _\nDONE = _("Saved.")\n'
    assert "said once for all" in found_in(source, "pages/parts/made_up.py")[0]
    assert found_in(source) == []
    assert found_in('from language import _\ndef f():\n    return _("Saved.")', "chest/x.py") == []


def test_the_name_of_saying_is_given_to_nothing_else() -> None:
    source = "from language import _\nfor _ in range(3): ...\n"
    assert "gives the name _" in found_in(source)[0]
    assert found_in("for _ in range(3): ...\n") == []


def test_a_sentence_in_a_browsers_script_is_found() -> None:
    script = 'say("Nothing was recorded. Try again.");\n// "Not this one, it is a remark."\n'
    assert check_script("x.js", script) == [
        Finding("x.js", 1, "is said by a script: 'Nothing was recorded. Try again.'")
    ]
    assert check_script("x.js", 'make("p", { class: "soft words" }, words.close)') == []


def test_everything_that_is_left_out_is_still_there() -> None:
    gone = []
    for name in lint.LEFT_OUT:
        file, _sep, inner = name.partition("::")
        path = ROOT / file
        if not path.exists() or (inner and inner not in path.read_text(encoding="utf-8")):
            gone.append(name)
    assert gone == []


def test_what_is_allowed_is_still_said_somewhere() -> None:
    watched = [ROOT / name for name in lint.WATCHED]
    files = [p for w in watched for p in (w.rglob("*.py") if w.is_dir() else [w])]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    assert [words for words in lint.ALLOWED if words not in text] == []


def test_the_made_up_language_leaves_places_and_commands() -> None:
    assert accented("Restore {name}: `make run`") == "⟦Ŕéśťóŕé {name}: `make run`⟧"


def test_a_language_is_begun_and_brought_up_to_the_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from language import extracting

    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    monkeypatch.setattr(extracting, "FOLDER", tmp_path)
    monkeypatch.setattr(extracting, "TEMPLATE", tmp_path / "messages.pot")
    catalogues.list_languages.cache_clear()
    path = extracting.begin("pt")
    assert b"Language: pt" in path.read_bytes()
    with pytest.raises(FileExistsError):
        extracting.begin("pt")
    with pytest.raises(ValueError, match="no language"):
        extracting.begin("nowhere")
    text = path.read_text(encoding="utf-8")
    assert 'msgid "Save"\nmsgstr ""' in text
    path.write_text(
        text.replace('msgid "Save"\nmsgstr ""', 'msgid "Save"\nmsgstr "Guardar"'), encoding="utf-8"
    )
    catalogues.list_languages.cache_clear()
    written = extracting.update()
    assert written == [tmp_path / "messages.pot", path]
    assert 'msgstr "Guardar"' in path.read_text(encoding="utf-8")
