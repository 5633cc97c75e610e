"""In which lines of a text the words stand for which it was found."""

from __future__ import annotations

from collections.abc import Sequence

from chest.search.folding import fold


def find_lines(words: str, lines: Sequence[str]) -> tuple[int, ...]:
    """The numbers of the lines in which these words stand, as they stood in the passage that was
    shown: also where a line ends between them."""
    wanted = " ".join(fold(words).split())
    if not wanted:
        return ()
    whole, spans = "", []
    for line in lines:
        text = " ".join(fold(line).split())
        spans.append((len(whole), len(whole) + len(text)))
        whole += f"{text} "
    found: set[int] = set()
    at = whole.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        found.update(n for n, (start, stop) in enumerate(spans) if start < end and at < stop)
        at = whole.find(wanted, end)
    return tuple(sorted(found))
