"""What no single turn of phrase says, but things that stand together do: a birth and a father at
the war, a step on the stairs and children who hide, a coat laid on a bridge. In six languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ai.narrative.gate.words.asides import ASIDES
from ai.narrative.gate.words.shown import SETS, Shown

_NEAR = 170  # signs on either side: two or three sentences


@cache
def _cues() -> tuple[tuple[Shown, tuple[re.Pattern[str], ...]], ...]:
    return tuple(
        (reason, tuple(re.compile(rf"(?<!\w)(?:{words})(?:(?!\w)|(?<=\?))") for words in cues))
        for reason, cues in SETS + ASIDES
    )


def find(folded: str) -> Iterator[tuple[Shown, int, int]]:
    """Each reason whose things stand near each other, from the first of them to the last."""
    for reason, (first, *others) in _cues():
        for match in first.finditer(folded):
            left, right = max(0, match.start() - _NEAR), match.end() + _NEAR
            found = [other.search(folded, left, right) for other in others]
            spans = [match.span(), *(one.span() for one in found if one)]
            if all(found) and not any(one and _meet(one.span(), match.span()) for one in found):
                yield reason, min(start for start, _ in spans), max(end for _, end in spans)
                break


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
