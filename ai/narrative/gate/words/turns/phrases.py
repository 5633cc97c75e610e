"""How a turn of phrase is written: stems and gaps in place of long lists.

In a line, a space may hold a comma, `~` is any ending, `..` up to two words, `...` up to six (a
`?` before them: behind something that may be missing), an apostrophe may be missing, and `<name>`
is one of the stems of that name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_WORD = r"""(?:,? [\w'"-]+)"""
_LOOSE = r"""(?:[\w'"-]+,? )"""
_GAPS = {
    "\0": rf"{_WORD}{{0,6}}?,? ",
    "\1": rf"{_WORD}{{0,2}}?,? ",
    "\2": rf",? ?{_LOOSE}{{0,6}}?",
    "\3": rf",? ?{_LOOSE}{{0,2}}?",
}
_STEM = re.compile(r"<(\w+)>")


def lines(written: str, **stems: str) -> tuple[str, ...]:
    """The regular expression of each line; one that begins with two blanks goes on the last."""
    whole = re.sub(r"\n {2,}", "", written.strip("\n"))
    return tuple(_pattern(line, stems) for line in whole.splitlines() if line)


def _pattern(line: str, stems: Mapping[str, str]) -> str:
    filled = line
    while _STEM.search(filled):
        filled = _STEM.sub(lambda match: f"(?:{stems[match[1]]})", filled)
    spaced = (
        filled.replace("~", r"\w*")
        .replace("'", "'?")
        .replace(" ?... ", "\2")
        .replace(" ?.. ", "\3")
        .replace(" ... ", "\0")
        .replace(" .. ", "\1")
        .replace(" ", ",? ")
    )
    for mark, gap in _GAPS.items():
        spaced = spaced.replace(mark, gap)
    return spaced
