"""Why a memory was found: what of it has the words, and where they stand in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, type_coerce
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from ai.tagging.vocabulary import called
from chest.access.prepared import Prepared
from chest.access.viewers import Viewer
from chest.assets.tiles import date_words
from chest.models import Asset, AssetTag, Contribution, PictureText, TranscriptSegment
from chest.models.base import ManyIds
from chest.search.folding import Term, find_terms, fold, words_of
from chest.search.matching import among, is_sqlite, write_ids
from chest.tags.rows import reads_tags
from language import current

_AROUND = 90  # characters shown before and after the first word found
_MOST_MARKS = 12
_INDEXED = 200_000  # characters of one text, as many as are found
_BLANK = re.compile(r"\s")
_LONG, _OVER = 4_000, 400  # of a longer text, parts are looked at, and how far they overlap


@dataclass(frozen=True)
class Reason:
    """`field` names what of the memory was found, `text` is a passage of it as it was written, and
    `marks` tell from where to where in `text` the words stand. `second` is when it is said in a
    recording. Of a memory that was found by its date or by what it looks like, there are no marks;
    then `text` is the date, or empty."""

    field: str
    text: str
    marks: tuple[tuple[int, int], ...] = ()
    second: float | None = None


def load_reasons(
    session: Session,
    viewer: Viewer,
    asset_ids: Sequence[UUID],
    terms: Sequence[Term],
    *,
    sentences: dict[UUID, list[UUID]],
    dated: bool,
    southern: bool,
) -> dict[UUID, list[Reason]]:
    """For each of these memories, which the viewer is known to see, what of it has any of the
    words; a handful of questions, however many memories. Whoever reads no tags is told none."""
    if not asset_ids:
        return {}
    on_sqlite, ids = is_sqlite(session), write_ids(session, asset_ids)
    tags: dict[UUID, list[str]] = {}
    if reads_tags(viewer):
        for asset_id, label in _TAGS.ask(session, viewer, on_sqlite, ids=ids):
            tags.setdefault(asset_id, []).append(called(label, current()))
    said = _sentences(session, viewer, sentences)
    found: dict[UUID, list[Reason]] = {}
    for asset_id, taken, *words in _TOLD.ask(session, viewer, on_sqlite, ids=ids):
        told = dict(zip(_FIELDS, words, strict=True))
        reasons = [
            one
            for name in (*_FIELDS[:5], "tag", *_FIELDS[5:])
            for text in (tags.get(asset_id, ()) if name == "tag" else (told[name],))
            if (one := _passage(name, text, terms))
        ]
        for text, speaker, second in said.get(asset_id, ()):
            for name, words_of_it in (("transcript", text), ("speaker", speaker)):
                one = _passage(name, words_of_it, terms, second=second)
                if one:
                    reasons.append(one)
                    break
        if dated and taken and (words_of_date := date_words(taken, southern=southern)):
            reasons.append(Reason("date", words_of_date))
        found[asset_id] = reasons
    return found


_FIELDS = (
    "caption", "who", "place", "body", "text",
    "picture_text", "alt_text", "giver", "sender", "name",
)  # fmt: skip


def _told(_: Viewer, on_sqlite: bool) -> Select[Any]:
    """The id and the date of memories, and what they say in the order of `_FIELDS`."""
    columns: list[Any] = [
        col(Asset.caption),
        col(Asset.who),
        col(Asset.place),
        func.substr(col(Asset.body), 1, _INDEXED),
        func.substr(col(Asset.extracted_text), 1, _INDEXED),
        func.substr(col(PictureText.text), 1, _INDEXED),
        col(Asset.alt_text),
        col(Contribution.name),
        col(Asset.sender),
        col(Asset.original_name),
    ]
    return (
        select_columns(type_coerce(col(Asset.id), ManyIds()), col(Asset.taken), *columns)
        .select_from(Asset)
        .outerjoin(PictureText, col(PictureText.asset_id) == col(Asset.id))
        .outerjoin(Contribution, col(Contribution.id) == col(Asset.contribution_id))
        .where(among(Asset.id, on_sqlite))
    )


_TOLD = Prepared(_told)


def _tags(_: Viewer, on_sqlite: bool) -> Select[Any]:
    columns: list[Any] = [type_coerce(col(AssetTag.asset_id), ManyIds()), col(AssetTag.label)]
    return (
        select_columns(*columns)
        .where(among(AssetTag.asset_id, on_sqlite), col(AssetTag.rejected).is_(False))
        .order_by(col(AssetTag.label))
    )


_TAGS = Prepared(_tags)


def _passage(
    field: str, text: str | None, terms: Sequence[Term], *, second: float | None = None
) -> Reason | None:
    """The part of a text around the first word found; None where none stands in it."""
    if not text:
        return None
    text, places = _find(text, terms)
    if not places:
        return None
    start, end = _cut(text, places[0])
    before, after = "… " if start else "", " …" if end < len(text) else ""
    # What parts lines is one blank each, so that places stay what they are.
    shown = _BLANK.sub(" ", text[start:end])
    shift = len(before) - start
    marks = [(a + shift, b + shift) for a, b in places if a >= start and b <= end]
    return Reason(field, before + shown + after, tuple(marks[:_MOST_MARKS]), second)


def _find(text: str, terms: Sequence[Term]) -> tuple[str, list[tuple[int, int]]]:
    """Where the words stand; of a long text in the part of it around the first of them."""
    at = 0
    while len(text) - at > _LONG:
        part = text[at : at + _LONG]
        # What may begin a phrase at the end of this part is in the next one whole.
        places = _places(part, terms)
        if places and places[0][1] < _LONG - _OVER:
            return text[: at + _LONG], [(a + at, b + at) for a, b in places]
        at += _LONG - 2 * _OVER
    return text, [(a + at, b + at) for a, b in _places(text[at:], terms)]


def _places(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    folded = fold(text)  # most texts have none of the words: they are not taken apart
    if not any(word in folded for term in terms for word in (term.words[0], *term.near)):
        return []
    return find_terms(words_of(text), terms)


def _cut(text: str, place: tuple[int, int]) -> tuple[int, int]:
    start, end = place[0] - _AROUND, place[1] + _AROUND
    if start <= _AROUND // 3:
        start = 0
    else:
        blank = text.find(" ", start, place[0])
        start = blank + 1 if blank >= 0 else start
    if end >= len(text) - _AROUND // 3:
        end = len(text)
    else:
        blank = text.rfind(" ", place[1], end)
        end = blank if blank >= 0 else end
    return start, end


def _sentences(
    session: Session, viewer: Viewer, sentences: dict[UUID, list[UUID]]
) -> dict[UUID, list[tuple[str, str | None, float]]]:
    ids = [one for told in sentences.values() for one in told]
    if not ids:
        return {}
    rows = _SAID.ask(session, viewer, is_sqlite(session), ids=write_ids(session, ids))
    found: dict[UUID, list[tuple[str, str | None, float]]] = {}
    for asset_id, *told in rows:
        found.setdefault(asset_id, []).append(tuple(told))
    return found


def _said(_: Viewer, on_sqlite: bool) -> Select[Any]:
    of = TranscriptSegment
    columns: list[Any] = [col(of.asset_id), col(of.text), col(of.speaker), col(of.start)]
    return select_columns(*columns).where(among(of.id, on_sqlite)).order_by(col(of.start))


_SAID = Prepared(_said)
