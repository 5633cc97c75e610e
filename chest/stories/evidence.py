"""Memories as a narrator reads them: the person, and citable pieces with their dates in words."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, not_, or_
from sqlalchemy import select as select_columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from ai.media import TEXTS
from ai.media.records import PLAIN, name_record
from ai.narrative.base import Kind as SegmentKind
from ai.narrative.base import LifeDate, Segment, Subject
from chest.access.repeats import comes_before, has_the_bytes_of
from chest.access.visibility import STORY_AUDIENCES, published_for
from chest.dates.uncertain import UNDATED_SORT_KEY, from_edtf, say_date_in_sentence
from chest.gate.held import Held, held_of
from chest.models import (
    CHAT_TYPE,
    Account,
    Asset,
    AssetState,
    Audience,
    Chest,
    Contribution,
    DateOrigin,
    Kind,
    PictureText,
    Review,
    utc_now,
)

_KINDS: dict[Kind, SegmentKind] = {
    Kind.photo: "photo",
    Kind.video: "video",
    Kind.audio: "audio",
    Kind.document: "document",
    Kind.note: "note",
}


_LETTERS_OF_A_PAGE = 60


def subject_of(chest: Chest) -> Subject:
    """The person, as the family entered them."""
    return Subject(
        name=chest.name,
        first=chest.called or _first_name(chest.name),
        maiden=chest.maiden_name,
        nick=chest.nick_name,
        born=_life_date(chest.born, southern=chest.southern),
        died=_life_date(chest.died, southern=chest.southern),
        places=tuple(chest.places or ()),
        words="\n".join(filter(None, (chest.words, chest.long_words))) or None,
        pronoun=chest.pronoun.value,
        southern=chest.southern,
    )


def citable_for(audience: Audience) -> ColumnElement[bool]:
    """The predicate over `Asset` for what a story for this audience can rest on."""
    return and_(
        published_for(audience),
        col(Asset.state) == AssetState.ready,
        col(Asset.kind) != Kind.other,
        # Talk is no letter, and would be quoted as one.
        col(Asset.media_type).is_distinct_from(CHAT_TYPE),
        # The film of a moment is no film of its own.
        col(Asset.companion_of).is_(None),
        not_(_is_mere_copy(audience)),
    )


def _is_mere_copy(audience: Audience) -> ColumnElement[bool]:
    """The same file came twice, and nobody wrote anything beside this one: told of both, a letter
    would be quoted twice and one walk would be two photographs. Told of is what has words, or else
    the one that is shown."""
    other = aliased(Asset)
    return and_(
        col(Asset.caption).is_(None),
        not_(col(Asset.stands_apart)),
        exists(
            select_columns(col(other.id)).where(
                has_the_bytes_of(other, Asset),
                col(other.companion_of).is_(None),
                or_(col(other.caption).is_not(None), comes_before(other, Asset)),
                col(other.deleted_at).is_(None),
                col(other.review) == Review.published,
                col(other.audience).in_(STORY_AUDIENCES[audience]),
                col(other.state) == AssetState.ready,
                or_(col(other.visible_from).is_(None), col(other.visible_from) <= utc_now()),
            )
        ),
    )


def list_segments(session: Session, chest: Chest, *, audience: Audience) -> list[Segment]:
    """Everything in the chest that this audience may see and a story can rest on, in the order of
    time. A segment's id is its asset's; what is said in it, `spoken` lists.

    Of a text about which somebody has to decide first, nothing is in it; the memory is, with its
    date and place, unless that text is all that it is.
    """
    held = held_of(session, chest, audience)
    rows = session.exec(
        select(Asset, Contribution, Account, PictureText)
        .join(Contribution, col(Contribution.id) == col(Asset.contribution_id), isouter=True)
        .join(Account, col(Account.id) == col(Asset.added_by), isouter=True)
        .join(PictureText, col(PictureText.asset_id) == col(Asset.id), isouter=True)
        .where(col(Asset.chest_id) == chest.id, citable_for(audience))
        .order_by(col(Asset.taken_sort), col(Asset.id))
    ).all()
    told = (_told(asset, reading, held) for asset, _gift, _account, reading in rows)
    return [
        _segment(asset, words, gift, account, southern=chest.southern)
        for (asset, gift, account, _reading), words in zip(rows, told, strict=True)
        if words.text or asset.kind is not Kind.note
    ]


# What stands before a name and is none; what is left of "Dr. Maria Silva" begins with Maria.
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "rev",
        "sir",
        "dame",
        "lady",
        "lord",
        "fr",
        "br",
        "sr",
        "sra",
        "dona",
        "don",
        "doña",
        "frau",
        "herr",
        "mme",
        "mlle",
        "madame",
        "monsieur",
        "sister",
        "father",
        "captain",
    ]
)


def _first_name(name: str) -> str:
    words = name.split()
    bare = [word for word in words if word.strip(".").casefold() not in _TITLES]
    return (bare or words)[0]


@dataclass(frozen=True)
class _Words:
    """What of a memory's words may be told. `is_letter`: they are those of a letter that came as a
    picture; `caption` is set where they are more than that."""

    text: str
    caption: str | None
    is_letter: bool
    place: str | None


def _told(asset: Asset, reading: PictureText | None, held: Held) -> _Words:
    def of(name: str, words: str | None) -> str | None:
        return held.tell(asset.id, name, words)

    caption = of("caption", asset.caption)
    own = of("extracted", _own_words(asset))
    letter = of("picture", _words_in_picture(asset, reading))
    if letter is None and asset.kind is Kind.note:
        text = of("body", asset.body)
    else:
        text = letter or own or caption
    return _Words(
        text=text or "",
        caption=caption if letter or own else None,
        is_letter=letter is not None,
        place=of("place", asset.place),
    )


def _segment(
    asset: Asset,
    told: _Words,
    contribution: Contribution | None,
    account: Account | None,
    *,
    southern: bool,
) -> Segment:
    edtf = asset.taken if may_be_told(asset) else None
    when, earliest, latest = dates_in_words(edtf, southern=southern)
    given = asset.kind is Kind.note and contribution is not None
    giver = contribution or account
    kind = "document" if told.is_letter else _KINDS[asset.kind]
    return Segment(
        id=str(asset.id),
        asset=str(asset.id),
        kind="contribution" if given else kind,
        text=told.text,
        date=edtf,
        when=when,
        earliest=earliest,
        latest=latest,
        sort_key=asset.taken_sort if edtf else UNDATED_SORT_KEY,
        place=told.place,
        who=giver.name if giver else None,
        relation=_relation(contribution.relation if contribution else None),
        attached_to=str(asset.attached_to) if asset.attached_to else None,
        caption=told.caption,
    )


def may_be_told(asset: Asset) -> bool:
    """A story tells no date that is only a bound, and none of a clock that may have been reset."""
    return asset.taken_source is DateOrigin.user or asset.taken_by not in ("changed", "reset")


def _words_in_picture(asset: Asset, reading: PictureText | None) -> str | None:
    """A letter that came as a picture or scan: what a person confirmed stands there, or a model was
    sure of. A few words are no letter, but a sign or a stamp in the photograph."""
    if reading is None or not reading.is_clear or _own_words(asset):
        return None
    is_page = sum(char.isalpha() for char in reading.text) >= _LETTERS_OF_A_PAGE
    return reading.text if is_page else None


def _own_words(asset: Asset) -> str | None:
    """What somebody wrote to somebody: a card with addresses, a calendar or a table is no letter,
    though it can be read. What came before these were told apart is looked at here."""
    words = asset.extracted_text
    if asset.kind is not Kind.document or not words or asset.media_type not in TEXTS:
        return words if asset.kind is Kind.document else None
    is_plain = asset.media_type == PLAIN and name_record(words, complete=True) == PLAIN
    return words if is_plain else None


def dates_in_words(
    edtf: str | None, *, southern: bool
) -> tuple[str | None, datetime.date | None, datetime.date | None]:
    date = from_edtf(edtf, southern=southern) if edtf else None
    if date is None:
        return None, None, None
    return say_date_in_sentence(date), date.earliest, date.latest


def _life_date(edtf: str | None, *, southern: bool) -> LifeDate | None:
    if not edtf:
        return None
    words, earliest, latest = dates_in_words(edtf, southern=southern)
    return LifeDate(when=words, date=edtf, earliest=earliest, latest=latest)


def _relation(relation: str | None) -> str | None:
    """ "niece" as somebody wrote it about themselves; None for nothing."""
    words = re.sub(r"\s+", " ", relation or "").strip()
    return words or None
