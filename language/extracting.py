"""Collects every marked sentence for translators: `make words` writes `locale/messages.pot` and
brings the catalogues that there are up to it."""

from __future__ import annotations

import re
from io import BytesIO
from os import PathLike
from os.path import relpath
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from language.catalogues import DOMAIN, FOLDER, list_languages, path_of

ROOT = Path(__file__).parents[1]
TEMPLATE = FOLDER / f"{DOMAIN}.pot"

# Where sentences stand, and in what.
_FILES = [
    ("ai/**.py", "python"),
    ("api/**.py", "python"),
    ("chest/**.py", "python"),
    ("pages/**.py", "python"),
    ("chest/letters/templates/**.txt", "jinja2.ext:babel_extract"),
    ("chest/letters/templates/**.html", "jinja2.ext:babel_extract"),
]
_KEYWORDS = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "nN_": (1, 2),
    "pgettext": ((1, "c"), 2),
}
# What says when and with what it was made.
_PASSING = re.compile(r'^"(POT-Creation-Date|PO-Revision-Date|Generated-By): .*\n', re.MULTILINE)
_NOTE = "for translators:"
_HEADER = """\
# Every sentence of Memory Chest that people read. Made by `make words`: nobody edits this file.
# How to translate it stands in docs/translating.md.
#"""


def extract(root: Path = ROOT) -> Catalog:
    """The sentences that stand in the sources below `root`."""
    catalog = Catalog(
        project="Memory Chest", version="", charset="utf-8", fuzzy=False, header_comment=_HEADER
    )
    found = extract_from_dir(
        root,
        method_map=_FILES,
        keywords=_KEYWORDS,
        comment_tags=(_NOTE,),
        strip_comment_tags=True,
        directory_filter=lambda folder: _is_ours(folder, root),
    )
    for file, _line, sentence, comments, context in found:
        # Without the line: the file would change with every change above a sentence.
        catalog.add(sentence, None, [(file, 0)], auto_comments=comments, context=context)
    return catalog


def write(catalog: Catalog) -> bytes:
    """The catalogue as it lies in the repository: the same for the same sentences."""
    packed = BytesIO()
    write_po(packed, catalog, width=100, sort_output=True, include_lineno=False)
    text = packed.getvalue().decode()
    return _PASSING.sub("", text).encode()


def update() -> list[Path]:
    """Write the template, and bring every catalogue up to it; what was translated stays."""
    template = extract()
    TEMPLATE.write_bytes(write(template))
    written = [TEMPLATE]
    for language in list_languages(FOLDER):
        path = path_of(language)
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
        catalog.update(template)
        path.write_bytes(write(catalog))
        written.append(path)
    return written


def begin(language: str) -> Path:
    """A new catalogue, with nothing translated yet. Raises FileExistsError where there is one, and
    ValueError for what is no language."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language)
    except UnknownLocaleError as error:
        raise ValueError(f"There is no language {language!r}.") from error
    path = path_of(language)
    if path.exists():
        raise FileExistsError(path)
    catalog = extract()
    catalog.locale = locale
    catalog.fuzzy = False
    path.parent.mkdir(parents=True)
    path.write_bytes(write(catalog))
    return path


_FOLDERS = {folder.partition("/")[0] for folder, _method in _FILES}


def _is_ours(folder: str | PathLike[str], root: Path) -> bool:
    """Whether it is looked through; neither the environment nor the tests are."""
    first, *_rest = Path(relpath(folder, root)).parts
    return first in _FOLDERS
