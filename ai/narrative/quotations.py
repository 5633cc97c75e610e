"""Whether what a sentence quotes stands in its sources: letter by letter, or nearly."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from ai.narrative.base import Sentence
from ai.narrative.evidence import Evidence, plain

NEARLY = 95.0  # of 100: a quotation this close differs by a letter, not by a word

QUOTED = re.compile(r"“([^“”]*)”|\"([^\"]*)\"")


def _quotations(text: str) -> list[str]:
    return [plain(m[1] if m[1] is not None else m[2]) for m in QUOTED.finditer(text)]


def check_quotations(sentence: Sentence, evidence: Evidence) -> list[str]:
    """What is wrong with what it quotes."""
    wrong: list[str] = []
    if sentence.text.count("“") != sentence.text.count("”"):
        wrong.append("A quotation in it does not end.")
    texts = evidence.list_texts()
    for quotation in _quotations(sentence.text):
        if _closeness(quotation, texts) is None:
            wrong.append(f"The words “{quotation[:60]}” are not in its sources.")
    if sentence.quote is not None:
        if _closeness(plain(sentence.quote), texts) is None:
            wrong.append("The passage it quotes is not in its sources.")
        if plain(sentence.quote).strip("' ,;:–—-") not in plain(sentence.text):
            wrong.append("The passage it quotes is not the one it shows.")
    return wrong


def find_near_quotations(sentence: Sentence, evidence: Evidence) -> list[str]:
    """Quotations in which a letter differs."""
    texts = evidence.list_texts()
    return [
        f"The words “{quotation[:60]}” differ a little from the source."
        for quotation in _quotations(sentence.text)
        if _closeness(quotation, texts) != 100
    ]


def _closeness(quotation: str, texts: list[str]) -> float | None:
    """100 where the words stand in a text, NEARLY or more where a letter differs, else None."""
    wanted = quotation.strip("' ")
    if not wanted or any(wanted in text for text in texts):
        return 100.0
    for text in texts:
        near = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=NEARLY)
        if near is None or len(text) < len(wanted):
            continue
        # Same words, each with at most a letter changed: no word came, went, or became another.
        there = _whole_words(text, near.dest_start, near.dest_end).split()
        words = wanted.split()
        if len(words) == len(there) and all(map(_is_same_word, words, there)):
            return near.score
    return None


def _whole_words(text: str, start: int, end: int) -> str:
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end]


def _is_same_word(one: str, other: str) -> bool:
    a, b = one.strip(".,;:!?'()").casefold(), other.strip(".,;:!?'()").casefold()
    if a == b:
        return True
    if any(c.isdigit() for c in a + b) or min(len(a), len(b)) < 5 or "n't" in a + b:
        return False
    return fuzz.ratio(a, b) >= 80
