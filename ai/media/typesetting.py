"""A book set by typst. Runs inside the decoding process: the pictures and the words in it came from
strangers, and a long book takes memory."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pikepdf
import typst

from ai.media.types import MediaError, MediaErrorKind

# For archives, and for whoever has it read aloud.
STANDARDS: list[Any] = ["a-2a", "ua-1"]

_NO_GLYPH = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_NOT_TEXT = re.compile(r'the PDF contains the private-use codepoints? .*?`"((?:[^"\\]|\\.)*)"`')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
_MOST_TOLD = 20_000  # signs that no font has


def typeset(main: Path, out: Path, *, system_fonts: int) -> dict[str, Any]:
    """Sets the document, which reads what lies in its folder and nothing else, as PDF/A-2a and
    PDF/UA-1; answers how many pages it has.

    Where no font has some sign of it, nothing is written, and those signs are told: shown as boxes
    they would tell nobody what is missing. Raises MediaError(crashed) for a document that cannot be
    set.
    """
    try:
        typst.compile(
            main,
            out,
            root=main.parent,
            ignore_system_fonts=not system_fonts,
            pdf_standards=STANDARDS,
        )
    except typst.TypstError as error:
        told = f"{error.message}\n{error.diagnostic}"
        found = [*_NO_GLYPH.findall(told), *_NOT_TEXT.findall(told)]
        if not found:
            raise MediaError(MediaErrorKind.crashed, told[:2000]) from error
        missing = sorted(set("".join(map(_unescaped, found))))
        return {"pages": 0, "missing": "".join(missing)[:_MOST_TOLD]}
    with pikepdf.open(out) as written:
        return {"pages": len(written.pages), "missing": ""}


def _unescaped(written: str) -> str:
    return _ESCAPED.sub(lambda one: chr(int(one[1], 16)) if one[1] else one[2], written)
