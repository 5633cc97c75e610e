"""What is said round about: the same concepts in each language (see `phrases.lines`)."""

from __future__ import annotations

from collections.abc import Mapping

from ai.narrative.gate.words.turns import de, en, es, fr, it, pt
from ai.narrative.gate.words.turns.deeds import DEEDS

_INDIRECT: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "en": en.TURNS, "pt": pt.TURNS, "es": es.TURNS, "fr": fr.TURNS, "de": de.TURNS, "it": it.TURNS,
}  # fmt: skip

BY_LANGUAGE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    language: {
        reason: turns.get(reason, ()) + DEEDS[language].get(reason, ())
        for reason in turns.keys() | DEEDS[language].keys()
    }
    for language, turns in _INDIRECT.items()
}
