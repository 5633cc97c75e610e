"""What is said round about: the same concepts in each language (see `phrases.lines`)."""

from __future__ import annotations

from collections.abc import Mapping

from ai.narrative.gate.words.turns import de, deeds, deeds_iberia, en, en_wounds, es, fr, it, pt

_INDIRECT: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "en": {**en.TURNS, **en_wounds.TURNS}, "pt": pt.TURNS, "es": es.TURNS, "fr": fr.TURNS,
    "de": de.TURNS, "it": it.TURNS,
}  # fmt: skip
_DEEDS = {**deeds.DEEDS, **deeds_iberia.DEEDS}

BY_LANGUAGE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    language: {
        reason: turns.get(reason, ()) + _DEEDS[language].get(reason, ())
        for reason in turns.keys() | _DEEDS[language].keys()
    }
    for language, turns in _INDIRECT.items()
}
