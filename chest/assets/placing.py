"""Where in a picture its words stand, line by line: also those that somebody put right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

Box = tuple[float, float, float, float]

_ALIKE = 70.0
_LONG_ENOUGH = 8  # letters; a shorter line is a part of too many others
_MOST = 250_000  # letters of one side times those of the other that are compared


@dataclass(frozen=True)
class WrittenLine:
    """A line as the model saw it. `box` is left, top, right, bottom, as parts of the picture's
    width and height; `page` counts from 1 in a scan of several pages."""

    text: str
    confidence: float
    box: Box
    page: int | None = None


@dataclass(frozen=True)
class PlacedLine:
    """A line of the words as they are shown, and the boxes in which it stands: none where that is
    not known, several where somebody joined lines. `page` is that of the scan."""

    text: str
    boxes: tuple[Box, ...] = ()
    page: int | None = None


def place_lines(text: str, seen: Sequence[WrittenLine]) -> tuple[PlacedLine, ...]:
    """The lines of `text` that are not empty, each with its place. Where somebody put words right,
    a line has the place of what was read most like it; one that resembles nothing has none."""
    written = [line for line in text.split("\n") if line.strip()]
    places: list[list[int]] = [[] for _line in written]
    matcher = SequenceMatcher(None, [one.text for one in seen], written, autojunk=False)
    for tag, seen_from, seen_to, from_, to in matcher.get_opcodes():
        if tag == "equal":
            for place, line in enumerate(range(from_, to), start=seen_from):
                places[line].append(place)
        elif tag == "replace":
            for place, line in _pair(
                [one.text for one in seen[seen_from:seen_to]], written[from_:to]
            ):
                places[from_ + line].append(seen_from + place)
    return tuple(
        _placed(line, [seen[place] for place in sorted(found)])
        for line, found in zip(written, places, strict=True)
    )


def _placed(text: str, seen: Sequence[WrittenLine]) -> PlacedLine:
    if not seen:
        return PlacedLine(text)
    page = seen[0].page  # a line ends with its page
    return PlacedLine(text, tuple(one.box for one in seen if one.page == page), page)


def _pair(seen: Sequence[str], written: Sequence[str]) -> list[tuple[int, int]]:
    """Which of the lines read is which of those written: each has its likest, also where several
    were joined into one or one was parted."""
    if sum(map(len, seen)) * sum(map(len, written)) > _MOST:
        return []
    pairs = []
    for place, text in enumerate(seen):
        line = _likest(text, written)
        if line is not None:
            pairs.append((place, line))
    placed = {line for _place, line in pairs}
    for line, text in enumerate(written):
        if line not in placed:
            likest = _likest(text, seen)
            if likest is not None:
                pairs.append((likest, line))
    return pairs


def _likest(text: str, among: Sequence[str]) -> int | None:
    best, found = _ALIKE, None
    for place, other in enumerate(among):
        alike = fuzz.ratio(text.lower(), other.lower())
        if min(len(text), len(other)) >= _LONG_ENOUGH:
            alike = max(alike, fuzz.partial_ratio(text.lower(), other.lower()))
        if alike > best:
            best, found = alike, place
    return found
