"""Which language a text is in, for those that this program's models can tell apart."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cache
from typing import Any

_SURE = 0.9
_LETTERS = 20  # in fewer, any language looks like another
_ALONE = threading.Lock()  # the identifier keeps scratch numbers of its own


def guess_language(text: str, likely: Sequence[str] = ()) -> str | None:
    """The ISO 639-1 code of the text's language; where it is too short or too odd to be told, the
    likeliest of those that were named, if any was."""
    first = likely[0] if likely else None
    if sum(char.isalpha() for char in text) < _LETTERS:
        return first
    with _ALONE:
        code, sure = _identifier().classify(text)
    return str(code) if sure >= _SURE else first


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
