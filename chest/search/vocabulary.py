"""Words that are nearly those which somebody typed: out of all words that are written anywhere.

They are only looked for besides: what nobody sees is found by none of them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein
from sqlalchemy import text
from sqlmodel import Session

from chest.search.folding import Term

_SHORTEST = 4  # letters of a word in which one may be wrong
_MOST = 5
_KEPT_FOR = 60.0  # seconds
_MOST_WORDS = 200_000


class Vocabulary:
    """The words of a chest (on PostgreSQL), or of all that are kept here (on SQLite), by their
    first letter; read when first needed, and anew after a minute."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[tuple[UUID | None, str], tuple[float, list[str]]] = {}

    def forgive(self, session: Session, chest_id: UUID, terms: Sequence[Term]) -> list[Term]:
        """The same terms, each single word with those that may have been meant."""
        return [self._with_near(session, chest_id, term) for term in terms]

    def _with_near(self, session: Session, chest_id: UUID, term: Term) -> Term:
        (word, *more) = term.words
        if more or len(word) < _SHORTEST or word.isdigit():
            return term
        wrong = 1 if len(word) < 7 else 2
        for begins in (word[0], ""):  # the first letter is seldom wrong
            known = self._words(session, chest_id, begins)
            near = process.extract(
                word,
                known,
                scorer=DamerauLevenshtein.distance,
                score_cutoff=wrong,
                limit=_MOST + 1,
            )
            found = tuple(other for other, _, _ in near if other != word)[:_MOST]
            if found:
                return replace(term, near=found)
        return term

    def _words(self, session: Session, chest_id: UUID, begins: str) -> list[str]:
        is_sqlite = session.get_bind().dialect.name == "sqlite"
        if not is_sqlite:
            begins = ""  # it has to read all of a chest's in any case
        key = (None if is_sqlite else chest_id, begins)
        with self._lock:
            made, words = self._known.get(key, (0.0, []))
            if made and time.monotonic() - made < _KEPT_FOR:
                return words
            words = _read(session, begins) if is_sqlite else _read_chest(session, chest_id)
            if len(self._known) > 200:
                self._known.clear()
            self._known[key] = (time.monotonic(), words)
            return words


def _read(session: Session, begins: str) -> list[str]:
    """An index of terms in order: a letter's are read without the others."""
    rows = session.connection().execute(
        text("select term from search_words where term >= :begins and term < :ends limit :most"),
        {"begins": begins, "ends": begins + "\U0010ffff", "most": _MOST_WORDS},
    )
    return [term for (term,) in rows if len(term) >= _SHORTEST - 1 and not term.isdigit()]


def _read_chest(session: Session, chest_id: UUID) -> list[str]:
    rows = session.connection().execute(
        text(
            "select word from ts_stat("
            "format('select words from search_text where chest_id = %L', cast(:chest as text))"
            ") limit :most"
        ),
        {"chest": str(chest_id), "most": _MOST_WORDS},
    )
    return [word for (word,) in rows if len(word) >= _SHORTEST - 1 and not word.isdigit()]
