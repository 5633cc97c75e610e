"""The gate's words, one file a language: for each reason the ways in which people say it.

A pattern is a regular expression over folded text (small letters, no accents, plain quotation
marks); it begins and ends at the edge of a word.
"""

from __future__ import annotations

from collections.abc import Mapping

from ai.narrative.gate.words import de, en, en_wounds, es, fr, it, pt

PACKS: tuple[Mapping[str, tuple[str, ...]], ...] = (
    {**en.HELD, **en_wounds.HELD}, pt.HELD, es.HELD, fr.HELD, de.HELD, it.HELD,
)  # fmt: skip
