"""Whether words stand in a text, letter by letter.

Two ways of writing the same are one here: NFC, one kind of quotation mark and of space, nothing
that cannot be seen. Everything else, capitals and commas too, must be as it is in the text.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LONGEST_SPAN = 500
"""Characters. Among more words than two long sentences have, anything could be found."""

_SHOWN_CONTROLS = "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"  # spaces and ends of lines
# Letters and marks by their class, and yet nothing to see: fillers, joiners, variation selectors.
_UNSEEN = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
    + "".join(map(chr, range(0x180B, 0x1810)))
    + "".join(map(chr, range(0xFE00, 0xFE10)))
    + "".join(map(chr, range(0xE0100, 0xE01F0)))
)
_SAME = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″＂〝〞", '"'),
        **dict.fromkeys("‘’‚‛‹›′`´ʼ＇", "'"),
        "＜": "<",
        "＞": ">",
    }
)


def strip_hidden(text: str) -> str:
    """The text without what a reader cannot see and a machine can: controls, tags, marks of
    direction, joiners, private and broken characters. Ends of lines stay."""
    if _UNSEEN.isdisjoint(text) and all(line.isprintable() for line in text.split("\n")):
        return text
    return "".join(c for c in text if not _is_hidden(c))


def fold(text: str) -> str:
    """The text as it is compared."""
    return _folded(unicodedata.normalize("NFC", text))[0].strip(" ")


def find_span(span: str, text: str) -> str | None:
    """The words of the span as they stand in the text (which is read in NFC), or None.

    They are whole words: "art" does not stand in "party". A span without any letter or digit stands
    nowhere.
    """
    wanted = fold(span)
    if not any(c.isalnum() for c in wanted):
        return None
    read = unicodedata.normalize("NFC", text)
    folded, at = _folded(read)
    start = folded.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if not _cuts_a_word(folded, start) and not _cuts_a_word(folded, end):
            return read[at[start] : at[end - 1] + 1]
        start = folded.find(wanted, start + 1)
    return None


@lru_cache(maxsize=256)  # the same letter is asked for many spans
def _folded(read: str) -> tuple[str, tuple[int, ...]]:
    """The text as it is compared, and where in what was read each of its characters stands."""
    folded: list[str] = []
    at: list[int] = []
    for place, c in enumerate(read.translate(_SAME)):
        if _is_hidden(c):
            continue
        if c.isspace():
            if folded and folded[-1] == " ":
                continue
            c = " "
        folded.append(c)
        at.append(place)
    return "".join(folded), tuple(at)


def _cuts_a_word(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()


def _is_hidden(c: str) -> bool:
    if c < "\x7f":
        return c < " " and c not in _SHOWN_CONTROLS
    return c in _UNSEEN or (
        unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs", "Cn") and c not in _SHOWN_CONTROLS
    )
