"""Texts as words: cut at elisions, folded, and brought back to a stem that forms of a word share.

The stemming is light: it errs on the side of two stems for one word, which makes a sentence amber,
and not of one stem for two words, which would make it green.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from ai.narrative.checking.packs.base import Pack, fold
from ai.narrative.checking.packs.synonyms import SAME

_ELIDED = (
    r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|d?all|del?l|nell|sull|un|vent|trent|cent|\w+ant)"
)
_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*(?:st|nd|rd|th|º|ª)?(?![^\W\d_])|[^\W\d_]+(?:['-][^\W\d_]+)*|[^\w\s]|\w+"
)
_CUT = re.compile(rf"({_ELIDED})'(?=\w)", re.IGNORECASE)
_TIED = {
    "it": re.compile(r"(\w{2,}[aei]r|\w+ndo)(?:si|lo|la|li|le|gli|ci|mi|ti|vi|ne|gliel[aeio])"),
    "es": re.compile(r"(\w{2,}[aei]r|\w+ndo)(?:se|l[aeo]s?|me|te|nos|sel[aeo]s?|mel[aeo]s?)"),
}
_CLITICS = frozenset(
    """il elle on je tu nous vous ils elles ce lui moi toi leur la le les y en se me te lhe lhes lo
    las los no na nos o a os as""".split()  # noqa: SIM905
)
_SHORTENED = re.compile(
    r"((?:s?he|i|you|we|they|it|who|that|there))'(?:d|ll|ve|re|m)", re.IGNORECASE
)
_APOSTROPHES = str.maketrans("’‘ʼ´`", "'''''")
_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark. `owned` says that it ended in a possessive 's."""

    text: str
    low: str
    folded: str
    stem: str
    at: int
    owned: bool = False

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


def tidy(text: str) -> str:
    """One form of the text: NFC, straight apostrophes, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_APOSTROPHES).split())


def list_words(text: str, pack: Pack) -> list[Word]:
    """The words and marks of a tidied text, in their order."""
    found: list[Word] = []
    for match in _TOKEN.finditer(text):
        token, at = match[0], match.start()
        if pack.code in ("fr", "it") and "'" in token:
            while cut := _CUT.match(token):
                found.append(_word(cut[1], at, pack))
                token, at = token[cut.end() :], at + cut.end()
        elif pack.code == "en" and token.lower().endswith("'s"):
            found.append(_word(token[:-2], at, pack, owned=True))
            continue
        if pack.code in ("fr", "pt") and "-" in token:
            # "dit-il", "deu-lhes", but not "petit-fils" or "Jean-Marie".
            head, _, tail = token.rpartition("-")
            if tail in _CLITICS:
                found += [_word(head, at, pack), _word(tail, at + len(head) + 1, pack)]
                continue
        if pack.code == "en" and (cut := _SHORTENED.fullmatch(token)):
            found.append(_word(cut[1], at, pack))
            continue
        found.append(_word(token, at, pack))
    return found


@lru_cache(maxsize=65536)
def _shape(text: str, code: str) -> tuple[str, str, str]:
    from ai.narrative.checking.packs import PACKS

    folded = fold(text)
    return text.casefold(), folded, stem(folded, PACKS[code])


def _word(text: str, at: int, pack: Pack, *, owned: bool = False) -> Word:
    low, folded, root = _shape(text, pack.code)
    return Word(text, low, folded, root, at, owned)


def stem(folded: str, pack: Pack) -> str:
    """What the forms of a word have in common, as far as endings and a short list tell; words that
    say the same have one stem."""
    root = _root(folded, pack)
    return _same(pack.code).get(root, root)


@lru_cache(maxsize=8)
def _same(code: str) -> dict[str, str]:
    from ai.narrative.checking.packs import PACKS

    found: dict[str, str] = {}
    for group in SAME[code].strip().splitlines():
        first, *others = (_root(fold(word), PACKS[code]) for word in group.split())
        # A word of two groups would make one of them.
        found |= {root: first for root in others if root not in found and root != first}
    return found


def _root(folded: str, pack: Pack) -> str:
    word = pack.irregular.get(folded, folded)
    if pack.code in ("it", "es") and (tied := _TIED[pack.code].fullmatch(word)):
        bare = tied[1] + "e" if pack.code == "it" and tied[1].endswith("r") else tied[1]
        word = pack.irregular.get(bare, bare)
    if pack.code == "de" and len(word) > 5 and word.startswith("ge") and word.endswith(("t", "en")):
        word = word[2:]
    for suffix in pack.suffixes:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[: -len(suffix)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in _VOWELS:
        word = word[:-1]
    return word


def are_alike(one: str, other: str) -> bool:
    """Whether two stems are those of one word: equal, or one the beginning of the other."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= 4 and len(long) - len(short) <= 2 and long.startswith(short)
