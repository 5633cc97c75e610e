"""Text as the gate reads it: without case, accents and tricks, and with the way back."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
_TAGS = re.compile("[\U000e0000-\U000e007f]")
_ALIKE = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "`": "'", "´": "'", "ʼ": "'",
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "–": "-", "—": "-", "‑": "-", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l",
        # Cyrillic and Greek letters that look like Latin ones, and stand in for them.
        "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ј": "j",
        "ѕ": "s", "ԁ": "d", "ɡ": "g", "һ": "h", "ո": "n", "ս": "u", "ν": "v", "ο": "o", "α": "a",
        "ρ": "p", "τ": "t", "ι": "i", "κ": "k", "в": "b", "к": "k", "м": "m", "н": "h", "т": "t",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is folded; `where[i]` is where its character i stands in the original."""

    text: str
    where: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """From where to where in the original a match stands."""
        return self.where[start], self.where[end - 1] + 1


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    """One sign in small plain letters; nothing for what cannot be seen."""
    if _TAGS.match(sign):
        sign = chr(ord(sign) - 0xE0000) if 0xE0020 <= ord(sign) <= 0xE007E else ""
    elif _INVISIBLE.match(sign):
        return ""
    plain = unicodedata.normalize("NFKD", sign).casefold().translate(_ALIKE)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@lru_cache(maxsize=64)
def fold(text: str) -> Folded:
    """One form for comparison: small letters without accents, plain quotation marks, one space;
    what cannot be seen is left out, and what hides in tag characters stands in plain letters."""
    letters: list[str] = []
    where: list[int] = []
    for at, sign in enumerate(text):
        for letter in _plain(sign):
            if letter.isspace():
                letter = "\n" if letter == "\n" else " "
                if letters and letters[-1] in " \n":
                    continue
            letters.append(letter)
            where.append(at)
    return Folded("".join(letters), tuple(where))
