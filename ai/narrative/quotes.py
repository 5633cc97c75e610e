"""Chooses what to quote from a longer text: one or two complete sentences, verbatim."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, zip_longest

from ai.narrative.base import Segment
from ai.narrative.screening import is_order_to_a_machine, is_unwanted

WHOLE = 45  # words: a text no longer than this is quoted whole
WHOLE_MESSAGE = 90  # what somebody wrote for the chest is not cut as soon
_SHORTEST, _LONGEST = 5, 34  # words in a sentence that can stand alone
_TWO = 34  # words in two sentences together
_TWO_OF_MESSAGE = 60
_IDEAL = 18
_ROOM = 400  # characters beyond which one sentence is too long for any page

_END = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s|$)|[。！？]+[”」』]*"
    r"|\n\s*\n|\n(?=[ \t]{0,8}[-–•*])"
)
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_STOP = re.compile(r"[.!?…。！？]")
_PARAGRAPH = re.compile(r"\n\s*\n")
_LINE = re.compile(r"\n")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“‘\"'])(?:[A-Z]|Mrs?|Ms|Dr|Prof|Rev|Fr|Sr|Sra|Dna?|Jr|St|Sta|Mt|No|Nr|vs|etc|approx"
    r"|ca|c|b|d|e\.g|i\.e|a\.m|p\.m|Jan|Feb|Aug|Sept?|Oct|Nov|Dec|Ave|Rd)\.$"
)
_ENDED = re.compile(r"[.!?…。！？][\"'”’»)\]」』]*$")
_DANGLING = re.compile(
    r"(?:it|its|this|that|these|those|they|them|and|but|so|or|because|which|then|well|yeah|yes|no"
    r"|okay|ok|um|uh|er|also|anyway|however|therefore|e|mas|und|aber|et|mais|y|pero)\b",
    re.IGNORECASE,
)
_POINTING = re.compile(r"[^.!?]{0,40}\b(?:that|this|it|them|so)[.!?]")
_GREETING = re.compile(
    r"(?:(?:my )?(?:dear|dearest|darling)|hello|hi|hey|love|lots of love|yours|best wishes|kisses"
    r"|kind regards|with love|sincerely|querid[oa]|liebe[rn]?|ch[eè]re?|car[oa])\b"
    r"[^.!?]{0,60}[.!?,]*$",
    re.IGNORECASE,
)
_SALUTATION = re.compile(
    r"(?:(?:my|meu|minha|meine?|mon|ma|mi|mio|mia) )?(?:own )?(?:dear(?:est)?|darling|querid[oa]s?"
    r"|liebe[rs]?|ch[eè]re?s?|car[oai]s?|kær[ae]|kär[ae]|beste|estimad[oa]s?)\b[^\n.!?]{1,60}(?:,|$)",
    re.IGNORECASE,
)
_CONCRETE = re.compile(r"\d|(?<=[\w,] )[A-ZÀ-Þ][\w’'-]+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage as it stands in its sources; `who` speaks it, if the text is a transcript."""

    text: str
    sources: tuple[str, ...]
    who: str | None = None


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    words: int


@dataclass(frozen=True, slots=True)
class _Passage:
    """Where a passage stands; `short` is the end of its first sentence."""

    start: int
    end: int
    short: int


def is_letter(text: str) -> bool:
    """Whether a text greets its reader as letters do, if need be after a place and a date."""
    lines = [line.strip(" \t,.“\"'") for line in text[:300].splitlines() if line.strip()]
    return any(_SALUTATION.match(line) for line in lines[:4])


def count_words(text: str) -> int:
    """Words, also of scripts that write none apart."""
    apart = max(len(text.split()), len(text) // 9)
    return apart if text.isascii() else max(apart, len(_UNSPACED.findall(text)) // 2)


def choose_quotations(
    segments: Sequence[Segment], *, names: tuple[str, ...] = ()
) -> list[Quotation]:
    """One to three passages of the segments' text, in their order, none of them screened out.

    `names` are those of the person: a sentence about them is preferred. Segments that follow each
    other and have one speaker are read as one text. A message that speaks to a machine gives none.
    """
    joined = "\n".join(segment.text for segment in segments)
    spoken = any(segment.kind == "transcript" for segment in segments)
    message = all(segment.kind in ("note", "contribution") for segment in segments)
    if not joined.strip() or (message and is_order_to_a_machine(joined)):
        return []
    runs = [list(run) for _, run in groupby(segments, key=lambda s: s.who if spoken else None)]
    texts = [_Text(run, spoken=spoken, message=message) for run in runs]
    ranked: list[tuple[float, int, int, _Passage]] = []
    for order, text in enumerate(texts):
        for index, passage in enumerate(text.list_passages()):
            score = _score(text.read(passage), names) - 0.02 * index
            ranked.append((-score, order, index, passage))
    own = any(s.who and s.who.strip() in names for s in segments) if spoken else False
    most = _how_many(count_words(joined), own=own, message=message)
    best: list[tuple[int, int, Quotation]] = []
    # Screening is the dearest step, so it comes last: few passages are ever looked at.
    for _, order, index, passage in sorted(ranked, key=lambda r: r[:3]):
        # Neighbours share a sentence; two quotations of one text should lie apart.
        if any(order == o and abs(index - i) < 2 for o, i, _ in best):
            continue
        quotation = texts[order].find_quotation(passage)
        if quotation is not None:
            best.append((order, index, quotation))
        if len(best) == most:
            break
    return [quotation for _, _, quotation in sorted(best, key=lambda b: b[:2])]


def find_beginning(text: str, *, longest: int) -> str | None:
    """The first sentences of a text, as many as fit into so many words; None where not even the
    first does, or where something in them may not be quoted."""
    whole = _Text([Segment(id="", asset="", kind="note", text=text)], spoken=False, message=True)
    begun = whole.find_beginning(longest)
    if begun is None or is_unwanted(begun) or is_order_to_a_machine(begun):
        return None
    return begun


def _how_many(words: int, *, own: bool, message: bool) -> int:
    """More passages of a longer text; and sooner where it is the person's own voice."""
    second, third = (60, 400) if own else (150, 1500) if message else (250, 1500)
    return 1 + (words >= second) + (words >= third)


class _Text:
    """Segments read as one text, with the way back from a passage to its segments."""

    def __init__(self, segments: Sequence[Segment], *, spoken: bool, message: bool) -> None:
        self._spoken = spoken
        self._message = message
        self._who = segments[0].who if segments else None
        pieces = [(s.id, s.text.strip()) for s in segments if s.text.strip()]
        self._ids = [id for id, _ in pieces]
        self._text = " ".join(piece for _, piece in pieces)
        self._punctuated = self._spoken or bool(_STOP.search(self._text))
        lengths = (len(piece) + 1 for _, piece in pieces)
        self._starts = list(accumulate(lengths, initial=0))[:-1]

    def read(self, passage: _Passage) -> str:
        return self._text[passage.start : passage.end]

    def find_quotation(self, passage: _Passage) -> Quotation | None:
        """The passage, or its first sentence, if it may be quoted."""
        for end in dict.fromkeys((passage.end, passage.short)):
            text = self._text[passage.start : end]
            if not is_unwanted(text) and not is_order_to_a_machine(text):
                first = bisect_right(self._starts, passage.start) - 1
                last = bisect_left(self._starts, end)
                ids = tuple(dict.fromkeys(self._ids[first:last]))
                return Quotation(text, ids, self._who)
        return None

    def find_beginning(self, longest: int) -> str | None:
        """See the function of that name."""
        end, words = 0, 0
        for span in self._sentences():
            words += span.words
            if words > longest:
                break
            end = span.end
        return self._text[:end] or None

    def list_passages(self) -> list[_Passage]:
        """The whole of a short text; else each sentence that can stand alone, with the next where
        that belongs to it."""
        if not re.search(r"\w", self._text):
            return []
        if self._is_short() and not is_unwanted(self._text):
            return [_Passage(0, len(self._text), len(self._text))]
        spans = self._sentences()
        letter = self._find_letter(spans)
        if letter is not None:
            return [letter]
        passages: list[_Passage] = []
        for span, after in zip_longest(spans, spans[1:]):
            if span is None or not self._stands_alone(span):
                continue
            belongs = after is not None and self._belongs(span, after)
            end = after.end if after is not None and belongs else span.end
            passages.append(_Passage(span.start, end, span.end))
        return passages

    def _find_letter(self, spans: Sequence[_Span]) -> _Passage | None:
        """A short letter from its first sentence to its last, without address and signature."""
        if self._spoken or not is_letter(self._text):
            return None
        told = [span for span in spans if self._stands_alone(span)]
        # A letter of a few short lines says no less than a long one.
        told = told or [span for span in spans if self._is_said(span)]
        if not told:
            return None
        first, last = told[0], told[-1]
        words = sum(s.words for s in spans if first.start <= s.start <= last.start)
        return _Passage(first.start, last.end, first.end) if words <= WHOLE_MESSAGE else None

    def _is_said(self, span: _Span) -> bool:
        """Whether it is a sentence and neither the greeting nor the signature, however short."""
        passage = self._text[span.start : span.end]
        greets = _GREETING.match(passage) or _SALUTATION.match(passage)
        return span.words > 1 and not greets and bool(_ENDED.search(passage))

    def _is_short(self) -> bool:
        words = count_words(self._text)
        if self._message:
            return words <= WHOLE_MESSAGE
        if words > WHOLE or _PARAGRAPH.search(self._text):
            return False
        if not self._spoken:
            return True
        return words > 3 and not self._text[0].islower() and bool(_ENDED.search(self._text))

    def _belongs(self, span: _Span, after: _Span) -> bool:
        """Whether the second of two sentences is best quoted with the first."""
        longest = _TWO_OF_MESSAGE if self._message else _TWO
        if not 4 <= after.words <= longest - span.words:
            return False
        more = self._text[after.start : after.end]
        if not (self._message or span.words < _IDEAL - 4 or _DANGLING.match(more)):
            return False
        if _PARAGRAPH.search(self._text[span.end : after.start]) or _GREETING.match(more):
            return False
        return not more.endswith("?") and bool(_ENDED.search(more))

    def _stands_alone(self, span: _Span) -> bool:
        if not _SHORTEST <= span.words <= _LONGEST or span.end - span.start > _ROOM:
            return False
        passage = self._text[span.start : span.end]
        if _GREETING.match(passage) or _PARAGRAPH.search(passage):
            return False
        if self._spoken and passage[0].islower():
            return False
        # Without its full stop it is broken off, or an address or a heading.
        if not self._message and self._punctuated and not _ENDED.search(passage):
            return False
        return passage[0].isalnum() or passage[0] in "“‘\"'¿¡("

    def _sentences(self) -> list[_Span]:
        text, spans, start = self._text, list[_Span](), 0
        # Words set line by line without full stops (verses, lists) are read by their lines.
        ends = _END if self._punctuated else _LINE
        for match in ends.finditer(text):
            stop = match.end() if match[0].strip() else match.start()
            after = text[match.end() : match.end() + 3].lstrip()
            greeting = not match[0].strip() and _SALUTATION.match(text[start:stop].strip())
            if (after[:1].islower() and not greeting) or _ABBREVIATION.search(
                text[max(start, stop - 12) : stop]
            ):
                continue
            spans.append(self._span(start, stop))
            start = match.end()
        spans.append(self._span(start, len(text)))
        return [span for span in spans if span.words]

    def _span(self, start: int, end: int) -> _Span:
        while start < end and self._text[start].isspace():
            start += 1
        while end > start and self._text[end - 1].isspace():
            end -= 1
        return _Span(start, end, count_words(self._text[start:end]))


def _score(passage: str, names: tuple[str, ...]) -> float:
    """How well a passage tells something: about the person, concrete, neither clipped nor long."""
    words = count_words(passage)
    score = float(min(words, _IDEAL)) - max(0, words - 2 * _IDEAL) * 0.5
    folded = passage.casefold()
    if any(name.casefold() in folded for name in names if len(name) > 1):
        score += 5
    elif re.search(r"\b(?:she|her|he|his|him|mum|mom|dad|gran|nan|papa|mama)\b", folded):
        score += 3
    if _CONCRETE.search(passage):
        score += 3
    if re.search(r"\b(?:I|my|we|our)\b", passage):
        score += 2
    if _DANGLING.match(passage):
        score -= 7
    if _POINTING.match(passage):
        score -= 4
    if passage.rstrip("”’\"' ").endswith("?"):
        score -= 5
    return score
