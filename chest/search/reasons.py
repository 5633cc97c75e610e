"""Why a memory was found: what of it has the words, and where they stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from chest.assets.tiles import date_words
from chest.models import Asset, AssetTag, Contribution, PictureText, TranscriptSegment
from chest.search.folding import Term, find_terms, words_of

_AROUND = 90  # characters shown before and after the first word found
_MOST_MARKS = 12


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
    asset_ids: Sequence[UUID],
    terms: Sequence[Term],
    *,
    sentences: dict[UUID, list[UUID]],
    dated: bool,
    southern: bool,
) -> dict[UUID, list[Reason]]:
    """For each of these memories, which the viewer is known to see, what of it has any of the
    words; a handful of questions, however many memories."""
    rows = session.exec(select(Asset).where(col(Asset.id).in_(asset_ids))).all()
    tags = _by_asset(
        session,
        select_columns(col(AssetTag.asset_id), col(AssetTag.label))
        .where(col(AssetTag.asset_id).in_(asset_ids), col(AssetTag.rejected).is_(False))
        .order_by(col(AssetTag.label)),
    )
    read = _by_asset(
        session,
        select_columns(col(PictureText.asset_id), col(PictureText.text)).where(
            col(PictureText.asset_id).in_(asset_ids)
        ),
    )
    gifts = {row.contribution_id for row in rows if row.contribution_id}
    givers: dict[UUID, str] = {}
    if gifts:
        asked = select_columns(col(Contribution.id), col(Contribution.name)).where(
            col(Contribution.id).in_(gifts)
        )
        givers = {row.id: row.name for row in session.connection().execute(asked)}
    said = _sentences(session, sentences)
    found: dict[UUID, list[Reason]] = {}
    for row in rows:
        told: list[tuple[str, str | None]] = [
            ("caption", row.caption),
            ("who", row.who),
            ("place", row.place),
            ("body", row.body),
            ("text", row.extracted_text),
            *(("tag", label) for label in tags.get(row.id, ())),
            *(("picture_text", words) for words in read.get(row.id, ())),
            ("alt_text", row.alt_text),
            ("giver", givers.get(row.contribution_id) if row.contribution_id else None),
            ("sender", row.sender),
            ("name", row.original_name),
        ]
        reasons = [one for name, words in told if (one := _passage(name, words, terms))]
        for text, second in said.get(row.id, ()):
            one = _passage("transcript", text, terms, second=second)
            if one:
                reasons.append(one)
        if dated and row.taken and (words := date_words(row.taken, southern=southern)):
            reasons.append(Reason("date", words))
        found[row.id] = reasons
    return found


def _passage(
    field: str, text: str | None, terms: Sequence[Term], *, second: float | None = None
) -> Reason | None:
    """The part of a text around the first word found; None where none stands in it."""
    if not text:
        return None
    places = find_terms(words_of(text), terms)
    if not places:
        return None
    start, end = _cut(text, places[0])
    before, after = "… " if start else "", " …" if end < len(text) else ""
    # What parts lines is one blank each, so that places stay what they are.
    shown = "".join(" " if c.isspace() else c for c in text[start:end])
    shift = len(before) - start
    marks = [(a + shift, b + shift) for a, b in places if a >= start and b <= end]
    return Reason(field, before + shown + after, tuple(marks[:_MOST_MARKS]), second)


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
    session: Session, sentences: dict[UUID, list[UUID]]
) -> dict[UUID, list[tuple[str, float]]]:
    ids = [one for told in sentences.values() for one in told]
    if not ids:
        return {}
    asked = (
        select_columns(
            col(TranscriptSegment.asset_id),
            col(TranscriptSegment.text),
            col(TranscriptSegment.start),
        )
        .where(col(TranscriptSegment.id).in_(ids))
        .order_by(col(TranscriptSegment.start))
    )
    found: dict[UUID, list[tuple[str, float]]] = {}
    for asset_id, text, start in session.connection().execute(asked):
        found.setdefault(asset_id, []).append((text, start))
    return found


def _by_asset(session: Session, asked: Select[UUID, str]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    for asset_id, words in session.connection().execute(asked):
        found.setdefault(asset_id, []).append(words)
    return found
