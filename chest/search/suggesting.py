"""What somebody may go on to type: names, places, tags and dates that the viewer sees."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from chest.access.viewers import Viewer
from chest.dates.uncertain import parse_date, say_date
from chest.models import Asset, AssetTag, Contribution
from chest.search.folding import Term, words_of
from chest.search.rows import find_matching

_LOOKED_AT = 200  # memories whose names and places are told apart
_LONGEST = 60
_SHORTEST = 2
_PARTS = re.compile(r"\s*(?:[,;/&+\n]|\b(?:and|e|und|et|y)\b)\s*")


@dataclass(frozen=True)
class Suggestion:
    """`kind` is person, giver, place, tag or date; `text` goes on from what was typed."""

    kind: str
    text: str


def suggest(
    session: Session, viewer: Viewer, chest_id: UUID, typed: str, *, limit: int, southern: bool
) -> list[Suggestion]:
    """At most `limit` of them, those of most memories first. Made of what the viewer sees, so that
    nothing else can be in them."""
    words = tuple(word.folded for word in words_of(typed))
    if not words or len("".join(words)) < _SHORTEST:
        return []
    counts: Counter[Suggestion] = Counter()
    for row in _rows(session, viewer, chest_id, words):
        told: list[tuple[str, str | None]] = [
            ("person", row.who),
            ("place", row.place),
            ("giver", row.name),
            ("giver", row.sender),
        ]
        for kind, text in told:
            parts = [text] if kind in ("place", "giver") else _PARTS.split(text or "")
            counts.update(
                {
                    Suggestion(kind, part.strip()): 1
                    for part in parts
                    if part and len(part) <= _LONGEST and _goes_on(part, words)
                }
            )
    for label in _tags(session, viewer, chest_id, words):
        counts[Suggestion("tag", label)] += 1
    best = sorted(counts, key=lambda one: (-counts[one], one.text))
    unlike: dict[str, Suggestion] = {}
    for one in best:  # somebody who gave and is on it is offered once
        unlike.setdefault(one.text.lower(), one)
    return [*_dates(typed, southern), *unlike.values()][:limit]


def _goes_on(text: str, words: tuple[str, ...]) -> bool:
    """Whether the words stand in the text one after the other, the last of them only begun."""
    told = [word.folded for word in words_of(text)]
    for at in range(len(told) - len(words) + 1):
        here = told[at : at + len(words)]
        if tuple(here[:-1]) == words[:-1] and here[-1].startswith(words[-1]):
            return True
    return False


def _rows(session: Session, viewer: Viewer, chest_id: UUID, words: tuple[str, ...]) -> Any:
    ids = _matching(session, viewer, chest_id, words, ("who", "place", "giver"))
    asked = (
        select_columns(col(Asset.who), col(Asset.place), col(Contribution.name), col(Asset.sender))
        .select_from(Asset)
        .outerjoin(Contribution, col(Contribution.id) == col(Asset.contribution_id))
        .where(col(Asset.id).in_(ids))
    )
    return session.connection().execute(asked) if ids else ()


def _tags(session: Session, viewer: Viewer, chest_id: UUID, words: tuple[str, ...]) -> list[str]:
    """The tags that begin so, of memories that the viewer sees."""
    ids = _matching(session, viewer, chest_id, words, ("seen",))
    asked = select_columns(col(AssetTag.label)).where(
        col(AssetTag.asset_id).in_(ids), col(AssetTag.rejected).is_(False)
    )
    found = session.connection().execute(asked) if ids else ()
    return [label for (label,) in found if _goes_on(label, words)]


def _matching(
    session: Session,
    viewer: Viewer,
    chest_id: UUID,
    words: tuple[str, ...],
    columns: tuple[str, ...],
) -> list[UUID]:
    term = Term(words, is_beginning=True)
    return find_matching(session, viewer, chest_id, term, columns, most=_LOOKED_AT)


def _dates(typed: str, southern: bool) -> list[Suggestion]:
    """The date that is told already, in words: nothing of what is kept is in it."""
    if not any(c.isdigit() for c in typed):
        return []
    known = parse_date(typed, southern=southern)
    return [Suggestion("date", say_date(known))] if known else []
