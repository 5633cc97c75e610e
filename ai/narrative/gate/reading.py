"""Reads a text and says what a family should decide on before it is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from ai.narrative.gate import asking, hiding, learned, orders, private, together
from ai.narrative.gate.contexts import HARMLESS, SPOKEN, TURNED_BACK
from ai.narrative.gate.folding import fold
from ai.narrative.gate.tenses import is_told_then
from ai.narrative.gate.told import is_long_ago, is_only_told, said_of_old
from ai.narrative.gate.tongues import spoken
from ai.narrative.gate.words import PACKS
from ai.narrative.gate.words.plain import plain
from ai.narrative.gate.words.turns import BY_LANGUAGE

Reason = Literal[
    "secrecy",  # not for everybody's eyes
    "condition",  # only if, not before, ask first
    "doubt",  # does it belong here, is it them
    "editor_note",  # said to whoever puts the story together
    "insult",
    "accusation",
    "paternity",
    "violence",
    "abuse",
    "suicide",
    "illness",
    "address",
    "number",
    "password",
    "machine",  # speaks to a model
]
REASONS: tuple[Reason, ...] = get_args(Reason)

VERSION = "4"
"""Changes whenever the same text would be judged otherwise: what was read is then read again."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a text waits, and the words that say so: `text[start:end]` of what was read."""

    reason: Reason
    start: int
    end: int
    words: str


def find_held(text: str) -> list[Finding]:
    """What in the text somebody should decide on, in its order; at most one finding for each
    reason. Every language is looked for: families write in several at once.

    Rules that are seldom wrong hold alone; what others found, and what no rule foresaw, is weighed
    by the part that was taught. Raises `learned.WeightsError` where its weights cannot be read."""
    weights = learned.load()
    folded = fold(text)
    found, hints = _find_by_rules(text)
    weighed = weights.weigh(folded.text, hints)
    if weighed and not found and _is_no_matter_of_words(weighed.reason, folded.text):
        return []
    if weighed and weighed.whole <= 0 and not hints & weights.strong:
        return []
    if weighed and (not found or weighed.alone > 0):
        reason = _named(weighed.reason)
        if reason not in found:
            first, last = _without_spaces(text, *folded.span(weighed.start, weighed.end))
            found[reason] = Finding(reason, first, last, text[first:last])
    return sorted(found.values(), key=lambda finding: (finding.start, finding.end))


def _is_no_matter_of_words(reason: str, folded: str) -> bool:
    """Numbers have a form, which the rules know; and what a camera calls its file says nothing."""
    return reason == "number" or bool(_FILE_NAME.fullmatch(folded.strip()))


_FILE_NAME = re.compile(
    r"[^\n]{1,100}\.(?:jpe?g|png|gif|heic|tiff?|webp|mp[34]|m4[av]|mov|avi|wav|ogg|opus|pdf|docx?|txt)"
)


def find_by_rules(text: str) -> list[Finding]:
    """What the rules alone say should wait, without the part that was taught."""
    found, _ = _find_by_rules(text)
    return sorted(found.values(), key=lambda finding: (finding.start, finding.end))


def find_hints(text: str) -> frozenset[learned.Hint]:
    """Which kinds of rules found which reasons, as the part that is taught sees them."""
    return _find_by_rules(text)[1]


def _find_by_rules(text: str) -> tuple[dict[Reason, Finding], frozenset[learned.Hint]]:
    folded = fold(text)
    found: dict[Reason, Finding] = {}
    hints: set[learned.Hint] = set()
    for kind, reason, start, end in _spans(folded.text):
        if end <= start:
            continue
        hints.add((kind, reason))
        if reason not in found:
            first, last = folded.span(start, end)
            found[reason] = Finding(reason, first, last, text[first:last])
    hidden = orders.find_hidden(text) or hiding.find(text)
    if hidden:
        hints.add(("hidden", "machine"))
        if "machine" not in found:
            first, last = hidden
            found["machine"] = Finding("machine", first, last, text[first:last])
    return found, frozenset(hints)


def _named(reason: str) -> Reason:
    return next(known for known in REASONS if known == reason)


def _without_spaces(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _spans(folded: str) -> Iterable[tuple[str, Reason, int, int]]:
    """What each kind of rule finds, and where."""
    for reason, start, end in _worded(folded, _compiled()):
        yield "words", reason, start, end
    for language in sorted(spoken(folded)):
        for reason, start, end in _worded(folded, _turns(language)):
            yield "turns", reason, start, end
    for shown, start, end in together.find(folded):
        yield "together", shown, start, end
    for kind, start, end in private.find(folded):
        if kind != "address" or not is_long_ago(_sentence(folded, start, end)):
            yield "private", kind, start, end
    for told, start, end in orders.find(folded):
        yield "orders", told, start, end
    if (asked := asking.find(folded)) and not _is_reported(folded, *asked):
        yield "asking", "machine", *asked


def _worded(
    folded: str, words: Mapping[Reason, tuple[re.Pattern[str], ...]]
) -> Iterable[tuple[Reason, int, int]]:
    for reason, patterns in words.items():
        for pattern in patterns:
            for match in pattern.finditer(folded):
                sentence = _sentence(folded, *match.span())
                if not _is_taken_back(reason, sentence) and not is_only_told(
                    reason, match[0], sentence
                ):
                    yield reason, match.start(), match.end()
                    break


def _is_taken_back(reason: Reason, sentence: str) -> bool:
    harmless = HARMLESS.get(reason)
    return bool(
        (harmless and harmless.search(sentence))
        or (reason in TURNED_BACK and SPOKEN.search(sentence))
    )


def _is_reported(folded: str, start: int, end: int) -> bool:
    """Whether a machine is only spoken of: up to the order, the sentence tells of long ago; or
    somebody used to say it."""
    sentence = _sentence(folded, start, end)
    before = sentence[: sentence.find(folded[start:end]) + end - start]
    return is_told_then(before) or said_of_old(sentence)


def _sentence(folded: str, start: int, end: int) -> str:
    """The sentence that a match stands in."""
    first = max((mark.end() for mark in _STOP.finditer(folded, 0, start)), default=0)
    last = _STOP.search(folded, end)
    return folded[first : last.start() if last else len(folded)]


_STOP = re.compile(r'[.!?\n](?!")')


@cache
def _compiled() -> Mapping[Reason, tuple[re.Pattern[str], ...]]:
    """Each pack's patterns of a reason as one, which is quicker than one after the other."""
    return {
        reason: tuple(
            re.compile(rf"(?<!\w)(?:{'|'.join(pack[reason])})(?!\w)")
            for pack in PACKS
            if pack.get(reason)
        )
        for reason in REASONS
    }


@cache
def _turns(language: str) -> Mapping[Reason, tuple[re.Pattern[str], ...]]:
    """A language's indirect and plain ways, each reason's as one."""
    turns, said = BY_LANGUAGE[language], plain(language)
    written = {reason: turns.get(reason, ()) + said.get(reason, ()) for reason in REASONS}
    return {
        reason: (re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?:(?!\w)|(?<=\?))"),)
        for reason, ways in written.items()
        if ways
    }
