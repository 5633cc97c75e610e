"""What a later hearing made of a recording, beside the text that people have worked on: where the
two differ, and what is taken from it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Any

from chest.models import TranscriptSegment

_TOUCHING = 0.1  # seconds: no two models agree exactly on where a sentence ends


@dataclass(frozen=True)
class Difference:
    """One place in which the texts differ. `id` names it for as long as both stay as they are."""

    id: str
    start: float
    there: Sequence[TranscriptSegment]
    offered: Sequence[dict[str, Any]]
    first: int  # of what is offered, its place in the whole

    @property
    def says_now(self) -> str:
        return " ".join(row.text for row in self.there if row.text)

    @property
    def would_say(self) -> str:
        return " ".join(one["text"] for one in self.offered if one["text"])


def list_differences(
    rows: Sequence[TranscriptSegment], offer: Mapping[str, Any]
) -> list[Difference]:
    """Where a later hearing says something else, in the order of the recording."""
    offered = offer["segments"]
    matcher = SequenceMatcher(
        a=[row.text for row in rows], b=[one["text"] for one in offered], autojunk=False
    )
    found = []
    for tag, a_first, a_last, b_first, b_last in matcher.get_opcodes():
        if tag == "equal":
            continue
        there, new = list(rows[a_first:a_last]), list(offered[b_first:b_last])
        for some, others in _apart(there, new):
            one = _difference(some, others, b_first)
            b_first += len(others)
            if one.says_now or one.would_say:  # else neither has a word there
                found.append(one)
    return found


def _difference(
    there: Sequence[TranscriptSegment], new: Sequence[dict[str, Any]], first: int
) -> Difference:
    start = there[0].start if there else new[0]["start"]
    named = sha256(repr((start, [r.text for r in there], [n["text"] for n in new])).encode())
    return Difference(named.hexdigest()[:16], start, there, new, first)


def _apart(
    there: list[TranscriptSegment], new: list[dict[str, Any]]
) -> Iterator[tuple[list[TranscriptSegment], list[dict[str, Any]]]]:
    """Two stretches of sentences, cut wherever neither has a sentence that goes on: so that one
    decides about a sentence, and not about a tape."""
    while there or new:
        some: list[TranscriptSegment] = []
        others: list[dict[str, Any]] = []
        end = None
        while True:
            starts_there = there[0].start if there else math.inf
            starts_new = new[0]["start"] if new else math.inf
            first = min(starts_there, starts_new)
            if first == math.inf or (end is not None and first > end - _TOUCHING):
                break
            if starts_there <= starts_new:
                some.append(there.pop(0))
                ended = some[-1].end
            else:
                others.append(new.pop(0))
                ended = others[-1]["end"]
            end = ended if end is None else max(end, ended)
        yield some, others


def leave(offer: Mapping[str, Any], difference: Difference) -> dict[str, Any]:
    """The offer without this difference: it says there what the text says."""
    own = [
        {name: getattr(row, name) for name in _FIELDS} | {"heard": None} for row in difference.there
    ]
    segments = list(offer["segments"])
    segments[difference.first : difference.first + len(difference.offered)] = own
    return dict(offer) | {"segments": segments}


_FIELDS = ("start", "end", "text", "language", "confidence", "words")
