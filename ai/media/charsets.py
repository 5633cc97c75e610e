"""In which letters old text was written, where nothing in the file says so.

charset-normalizer proposes and weighs; here it is only asked about what families have, and every
proposal has to read like writing: a word in one alphabet, capitals where they belong, characters
that people use. Where two readings stay equally good, nobody knows, and nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from charset_normalizer import from_bytes

# Of two that give equally good readings, the more common one. What is written in the first is also
# good in the second, letter for letter, but for a few.
_LATIN = ("cp1252", "cp1250", "cp850", "mac_roman", "cp1254", "cp1257")
_OTHERS = ("cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5", "cp1253", "cp1255", "cp1256")
_WIDE = ("cp932", "euc_jp", "euc_kr", "gb18030", "big5")
_SAMPLE = 16 * 1024
_BAD = 0.04  # of what is not ASCII may be unusual
_FEW = 4  # characters of many bytes that say too little
_QUOTES = frozenset("‘’‚“”„«»‹›–—…•·€£§©®°ºª¿¡´`²³½¼¾№×™\u00a0\u3000")
_CJK_MARKS = frozenset(
    "、。，．・：；？！「」『』（）〔〕【】《》〈〉“”‘’—…～ー－　〜％＋０１２３４５６７８９"
)
_INSIDE = frozenset("’‘´·")  # a word may have these within it
_ALPHABETS = tuple(
    map(
        frozenset,
        (
            *("áâãàçéêíóôõúü", "áéíñóúü", "àâæçéèêëîïôœùûüÿ", "äöüß", "àèéìíîòóùú", "éëïóöüèáê"),
            *("åäöé", "æøåéôòóâ", "áðéíóúýþæö", "ąćęłńóśźż", "áčďéěíňóřšťúůýž"),
            *("áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîșşțţ", "čćđšž", "çğıöşüâîû", "ąčęėįšųūž"),
            *("āčēģīķļņšūž", "äõöüšž", "àçéèíïóòúü", "âêîôûŵŷ"),
        ),
    )
)
_VOWELS = frozenset("аеёиоуыэюяіїє")
_EUROPEAN = frozenset().union(*_ALPHABETS)


_AROUND = "".join(_QUOTES) + "!\"#%&'()*+,-./:;<=>?@[]_{|}~$^\\"
# Western words have such letters one or two at a time.
_STRANGE_RUN = re.compile(r"[^\W\d_a-zA-Z]{3,}")


@dataclass(frozen=True)
class _Reading:
    text: str
    encoding: str
    bad: float
    fit: float  # how well its letters fit one language
    coherence: float

    @property
    def rank(self) -> tuple[float, float, float]:
        return round(self.bad, 2), -round(self.fit, 1), -round(self.coherence, 1)


def find_encoding(data: bytes) -> str | None:
    """The name of the encoding of text that is neither ASCII nor Unicode; None where it cannot be
    told. The bytes may be cut anywhere."""
    sample = _sample(data)
    if b"\x1b$" in sample:
        return "iso2022_jp" if _decoded(sample, "iso2022_jp") is not None else None
    readings = _readings(sample)
    if not readings:
        return None
    best = min(one.rank for one in readings)
    equal = [one for one in readings if one.rank == best]
    first = min(equal, key=lambda one: (*_LATIN, *_OTHERS, *_WIDE).index(one.encoding))
    rivals = [one for one in equal if one.text != first.text]
    if rivals and not _is_sure(first, rivals):
        return None
    return first.encoding


def _is_sure(first: _Reading, rivals: list[_Reading]) -> bool:
    """Western letters stand alone in words of ASCII, where no other alphabet puts them. Syllables
    of Korean fill a part of the table of Chinese, so that a few may be either."""
    if first.encoding in _LATIN:
        return all(
            one.encoding in _LATIN
            or (one.encoding in _WIDE and sum(ord(c) > 127 for c in one.text) < _FEW)
            for one in rivals
        )
    if first.encoding == "koi8_r":
        return all(one.encoding == "koi8_u" for one in rivals)
    return first.encoding == "euc_kr" and sum(ord(c) > 127 for c in first.text) > 2 * _FEW


def _sample(data: bytes) -> bytes:
    """A piece with what is not ASCII in it, whole lines where it can be."""
    start = next((at for at, byte in enumerate(data) if byte > 127 or byte == 0x1B), 0)
    start = max(data.rfind(b"\n", 0, start) + 1, start - _SAMPLE // 2)
    piece = data[start : start + _SAMPLE]
    if start + _SAMPLE < len(data):
        piece = piece[: piece.rfind(b"\n") + 1] or piece
    return piece


def _readings(sample: bytes) -> list[_Reading]:
    encodings = [*_LATIN, *_OTHERS, *_WIDE]
    told = {
        one: match.coherence
        for match in from_bytes(
            sample, cp_isolation=encodings, preemptive_behaviour=False, enable_fallback=False
        )
        for one in (match.encoding, *match.could_be_from_charset)
    }
    found = []
    for encoding in encodings:
        text = _decoded(sample, encoding)
        if text is None:
            continue
        bad = _share_of_bad(text, encoding)
        if bad <= _BAD:
            found.append(_Reading(text, encoding, bad, _fit(text), told.get(encoding, 0.0)))
    return found


def _decoded(data: bytes, encoding: str) -> str | None:
    for cut in range(4):  # the last character may be halved
        try:
            return data[: len(data) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _share_of_bad(text: str, encoding: str) -> float:
    """How much of what is not ASCII no writer would have written."""
    total = sum(ord(c) > 127 for c in text)
    if encoding in _WIDE:
        bad = sum(not _is_usual(c, encoding) for c in text if ord(c) > 127)
        kana = sum("\u3041" <= c <= "\u30ff" for c in text)
        if encoding in ("cp932", "euc_jp") and kana * 10 < total:
            return 1.0  # nobody writes Japanese without
    else:
        bad = sum(_bad_in(word) for word in text.split())
        if encoding in _LATIN:
            bad += sum(len(run) for run in _STRANGE_RUN.findall(text))
    return bad / total if total else 0.0


def _fit(text: str) -> float:
    cyrillic = [c for c in text.lower() if "\u0430" <= c <= "\u045f"]
    if cyrillic:  # small and capital letters change places in a wrong table, vowels are lost
        return min(1.0, 3 * sum(c in _VOWELS for c in cyrillic) / len(cyrillic))
    letters = [c for c in text.lower() if ord(c) > 127 and c in _EUROPEAN]
    if not letters:
        return 1.0
    return max(sum(c in alphabet for c in letters) for alphabet in _ALPHABETS) / len(letters)


def _is_usual(c: str, encoding: str) -> bool:
    if c in _CJK_MARKS:
        return True
    if "\u3041" <= c <= "\u30ff":
        return encoding in ("cp932", "euc_jp")
    if "\uac00" <= c <= "\ud7a3":
        return encoding == "euc_kr"
    if not "\u4e00" <= c <= "\u9fff":
        return False
    table, first, last = {
        "cp932": ("shift_jis", 0x889F, 0x9872),
        "euc_jp": ("shift_jis", 0x889F, 0x9872),
        "gb18030": ("gb2312", 0xB0A1, 0xD7F9),
        "big5": ("big5", 0xA440, 0xC67E),
        "euc_kr": ("ascii", 0, 0),
    }[encoding]
    try:
        return first <= int.from_bytes(c.encode(table)) <= last
    except UnicodeEncodeError:
        return False


def _bad_in(word: str) -> int:
    """The characters of a word that do not belong into it."""
    bad, scripts, before = 0, set(), " "
    bare = word.strip(_AROUND)
    for c in bare:
        if c.isalpha():
            script = "LATIN" if c.isascii() else unicodedata.name(c, "NONE").split()[0]
            scripts.add(script)
            bad += script == "LATIN" and not c.isascii() and c.lower() not in _EUROPEAN
            # A capital after a small letter of the same word: "McÉ" is rarer than a wrong table.
            bad += not c.isascii() and c.isupper() and before.islower()
            bad += c.isascii() and c.isupper() and before.islower() and not before.isascii()
        elif not c.isascii():
            is_mark = unicodedata.category(c) == "Mn" and before.isalpha() and not before.isascii()
            bad += not is_mark and c not in _INSIDE
        before = c
    if len(scripts) > 1:
        return sum(ord(c) > 127 for c in bare)
    outside = [c for c in word if ord(c) > 127 and c not in _QUOTES]
    return bad + max(0, len(outside) - sum(ord(c) > 127 and c not in _QUOTES for c in bare))
