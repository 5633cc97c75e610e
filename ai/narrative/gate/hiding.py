"""Orders that hide from people: turned round, moved along the alphabet, or in other signs."""

from __future__ import annotations

import codecs
import re

_WRITTEN = """
    the and that with write story word every say only ignore rules this from must tell chapter
    que para com por uma escreve escreva historia palavra cada conta toda regras apenas
    para con una escribe escriba palabra cuenta regla reglas todo siempre solo
    les des une dans ecris ecrivez histoire mot chaque raconte toujours regles avec pour
    und der die das mit ein schreib schreibe wort geschichte jede jeden immer nur regeln vergiss
    che chi con una scrivi scriva racconta storia parola ogni sempre riga regole solo
"""
_WORDS = frozenset(_WRITTEN.split())
_RUN = re.compile(r"(?<!\w)\w{1,30}(?:[ ,'-]{1,2}\w{1,30}){4,}(?!\w)")
_LEAST = 3  # words of a run that are plain once they are turned back
_SIGNS = re.compile(
    r"(?:[a-zA-ZÀ-ɏ ][\u200b\u200c\u200d\u2060]){4,}"  # joints that draw nothing
    r"|[\uff21-\uff3a\uff41-\uff5a]{4,}"  # letters as wide as a Chinese sign
    r"|[\U0001d400-\U0001d7ff]{4,}"  # letters made for formulas
    r"|[\u24b6-\u24e9\U0001f130-\U0001f189]{4,}"  # letters in circles and boxes
    r"|\b[A-Za-z]+[\u0370-\u03ff\u0400-\u04ff]\w*|\b[\u0370-\u03ff\u0400-\u04ff]+[A-Za-z]\w*"
    r"|(?:&#x?\w+;){3,}|(?:%[0-9a-fA-F]{2}){3,}|(?:\\u[0-9a-fA-F]{4}){2,}"
    r"|(?:\b[01]{8}\b ?){3,}|(?:\b[0-9a-fA-F]{2}\b ){7,}|(?:[.\-·–]{1,5} ){6,}"
    r"|\b(?:\w[-.·_ ]){7,}\w\b"  # spelled out
    r"|\b[a-z]*(?:[a-z][0134579]){2,}[a-z]* [a-z0134579]*[0134579][a-z0134579]*\b"  # 1gn0r4
    r"|(?:\b[A-Z] (?:wie|as in|for|de|como|come|comme) \w+[, ]*){3,}"
)


def find(text: str) -> tuple[int, int] | None:
    """Where in the text as it came something hides, or None."""
    if match := _SIGNS.search(text):
        return match.span()
    for run in _RUN.finditer(text):
        if _reads(run[0][::-1], run[0]) or _reads(codecs.encode(run[0], "rot13"), run[0]):
            return run.span()
    return None


def _reads(turned: str, told: str) -> bool:
    return len(_known(turned)) >= _LEAST and len(_known(turned)) > 2 * len(_known(told))


def _known(text: str) -> frozenset[str]:
    return _WORDS & set(text.casefold().replace(",", " ").split())
