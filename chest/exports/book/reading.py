"""What goes into a book, read in the name of whoever asked for it.

A book is handed around and lies on tables: it holds what was published to the family, and of that
what the asker sees. What is for keepers or for one alone, what waits, and what is held back from
stories is in no book.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, func, select

from chest.access.albums import album_seen_by, shown_in_albums
from chest.access.repeats import stands
from chest.access.viewers import Viewer
from chest.access.visibility import published_for, visible_to
from chest.assets.views import AssetView, load_views
from chest.database import Database
from chest.exports.book.orders import BookOrder
from chest.exports.book.words import CALLED, say_edtf, say_life
from chest.gate.held import held_of
from chest.models import (
    Album,
    AlbumItem,
    Asset,
    AssetState,
    Audience,
    Chest,
    Derivative,
    Kind,
    PictureText,
    StoryState,
    TranscriptSegment,
    utc_now,
)
from chest.people.relations import say_relation
from chest.people.roster import roster_of
from chest.stories.manager import StoryManager
from chest.stories.views import StoryView

_AT_ONCE = 400
_QUOTED = 420  # characters of what is said in a recording that no sentence of the story quotes
_FEWEST_WORDS = 25  # that make a picture of writing a letter


@dataclass(frozen=True)
class Picture:
    """The picture there is of a memory: upright, in sRGB, with its size in pixels; `original` is
    the key of the file that it was made of, where that is a picture too."""

    key: str
    width: int
    height: int
    original: str | None = None

    @property
    def shape(self) -> float:
        """How many times as wide as it is high."""
        return self.width / self.height


@dataclass(frozen=True)
class Item:
    """A memory as the book tells of it; `about` is when and where, `text` what is written in it,
    `said` how a recording begins."""

    id: UUID
    kind: Kind
    caption: str
    about: str
    alt: str
    giver: str
    year: str
    duration: float | None
    picture: Picture | None
    text: str = ""
    said: str = ""

    @property
    def is_letter(self) -> bool:
        return self.kind is Kind.document or (
            self.kind is Kind.photo and len(self.text.split()) >= _FEWEST_WORDS
        )

    @property
    def is_picture(self) -> bool:
        return self.kind in (Kind.photo, Kind.video) and not self.is_letter


@dataclass(frozen=True)
class AlbumOf:
    name: str
    description: str
    memories: tuple[UUID, ...]


@dataclass(frozen=True)
class Book:
    """All that a book is made of. `items` are in the order of time, undated ones last."""

    name: str
    life: str
    words: str
    long_words: str
    language: str
    hero: UUID | None
    hero_crop: tuple[float, ...] | None
    story: StoryView | None
    items: dict[UUID, Item]
    albums: tuple[AlbumOf, ...] = ()
    people: tuple[tuple[str, str, str], ...] = ()
    givers: tuple[tuple[str, dict[Kind, int]], ...] = field(default=())


@dataclass(frozen=True)
class BookSize:
    """About how large a book would be: pictures, pages, and bytes of the file."""

    pictures: int
    pages: int
    bytes: int


class BookReader:
    """Reads for one viewer."""

    def __init__(self, database: Database, stories: StoryManager, viewer: Viewer) -> None:
        self._database = database
        self._stories = stories
        self._viewer = viewer

    def find_story(self, chest_id: UUID) -> StoryView | None:
        """The last that was told and that may be told to the family, without what waits for
        somebody to decide."""
        for story in self._stories.list_stories(self._viewer, chest_id):
            told = story.state is StoryState.ready
            if told and story.audience in (Audience.family, Audience.everyone):
                return self._stories.get(self._viewer, story.id)
        return None

    def read(self, chest_id: UUID, order: BookOrder) -> Book:
        """In the language that is spoken now, which should be the chest's."""
        story = self.find_story(chest_id)
        with self._database.read() as session:
            chest = session.get_one(Chest, chest_id)
            held = held_of(session, chest, Audience.family)
            unshown = {id for id, _words in (*held.fields, *held.cuts)}
            unshown |= story.unshown if story else set()
            items: dict[UUID, Item] = {}
            for some in _in_turn(_list_ids(session, self._viewer, chest_id)):
                for item in self._read_some(session, chest, some, unsaid=held.said):
                    if item.id not in unshown:
                        items[item.id] = item
            albums = tuple(self._read_albums(session, chest_id, order, items))
            people = [
                (
                    one.name,
                    "" if one.is_honoree else say_relation(one.relation, one.relation_words) or "",
                    say_life(one.born, one.died, southern=chest.southern),
                )
                for one in roster_of(session, chest)
            ]
        counts: dict[str, Counter[Kind]] = {}
        for item in items.values():
            counts.setdefault(item.giver, Counter())[item.kind] += 1
        return Book(
            name=chest.name,
            life=say_life(chest.born, chest.died, southern=chest.southern),
            words=chest.words or "",
            long_words=chest.long_words or "",
            language=chest.language,
            hero=chest.hero_asset_id if chest.hero_asset_id in items else None,
            hero_crop=tuple(chest.hero_crop) if chest.hero_crop else None,
            story=story,
            items=items,
            albums=albums,
            people=tuple(people),
            givers=tuple((name, dict(counts[name])) for name in sorted(counts) if name),
        )

    def _read_some(
        self, session: Session, chest: Chest, ids: Sequence[UUID], *, unsaid: frozenset[UUID]
    ) -> Iterator[Item]:
        found = {one.id: one for one in session.exec(select(Asset).where(col(Asset.id).in_(ids)))}
        assets = [found[id] for id in ids if id in found]
        previews = {
            row.asset_id: row
            for row in session.exec(
                select(Derivative).where(
                    col(Derivative.asset_id).in_(ids),
                    col(Derivative.kind).in_(("preview", "poster")),
                )
            )
        }
        written = dict(
            session.exec(
                select(PictureText.asset_id, PictureText.text).where(
                    col(PictureText.asset_id).in_(ids)
                )
            ).all()
        )
        said: dict[UUID, str] = {}
        for id, segment, words in session.exec(
            select(TranscriptSegment.asset_id, TranscriptSegment.id, TranscriptSegment.text)
            .where(col(TranscriptSegment.asset_id).in_(ids), col(TranscriptSegment.text) != "")
            .order_by(col(TranscriptSegment.asset_id), col(TranscriptSegment.position))
        ):
            if segment not in unsaid and len(said.get(id, "")) < _QUOTED:
                said[id] = f"{said.get(id, '')} {words.strip()}".strip()
        for asset, view in zip(assets, load_views(session, self._viewer, assets), strict=True):
            preview = previews.get(asset.id)
            yield _item(
                view,
                picture=_picture(asset, preview) if preview else None,
                text=view.body or view.extracted_text or written.get(asset.id) or "",
                said=_shorten(said.get(asset.id, "")),
                southern=chest.southern,
            )

    def _read_albums(
        self, session: Session, chest_id: UUID, order: BookOrder, items: dict[UUID, Item]
    ) -> Iterator[AlbumOf]:
        if not order.albums:
            return
        seen = select(Album).where(
            col(Album.id).in_(order.albums),
            col(Album.chest_id) == chest_id,
            album_seen_by(self._viewer),
        )
        there = {row.id: row for row in session.execute(seen, {"now": utc_now()}).scalars()}
        for album in (there[id] for id in order.albums if id in there):
            inside = (
                select(AlbumItem.asset_id)
                .join(Asset, col(Asset.id) == col(AlbumItem.asset_id))
                .where(col(AlbumItem.album_id) == album.id, shown_in_albums(self._viewer))
                .order_by(col(AlbumItem.place), col(AlbumItem.asset_id))
            )
            ids = session.execute(inside, {"now": utc_now()}).scalars().all()
            memories = tuple(id for id in ids if id in items)
            if memories:
                yield AlbumOf(album.name, album.description or "", memories)

    def count(self, chest_id: UUID, order: BookOrder) -> tuple[int, int, bool]:
        """How many pictures the book would show, and characters it would tell, at most; and whether
        there is a story for it."""
        story = self.find_story(chest_id)
        with self._database.read() as session:
            where = in_book(self._viewer, chest_id)
            letters = session.exec(
                select(
                    func.coalesce(func.sum(func.length(col(Asset.extracted_text))), 0)
                    + func.coalesce(func.sum(func.length(col(Asset.body))), 0)
                ).where(where)
            ).one()
            shown = and_(where, col(Asset.kind).in_((Kind.photo, Kind.video, Kind.document)))
            pictures = set(session.exec(select(Asset.id).where(shown)))
            chosen: set[UUID] = set()
            if order.albums:
                inside = (
                    select(AlbumItem.asset_id)
                    .join(Album, col(Album.id) == col(AlbumItem.album_id))
                    .where(col(Album.id).in_(order.albums), album_seen_by(self._viewer))
                )
                chosen = set(session.execute(inside, {"now": utc_now()}).scalars())
        if story is None:
            return len(pictures), int(letters), False
        sentences = [one for chapter in story.chapters for one in chapter.sentences]
        cited = {id for one in sentences if one.verdict != "frame" for id in one.sources}
        told = sum(len(one.text) for one in sentences)
        return len(pictures & (cited | chosen)), int(letters) + told, True


def in_book(viewer: Viewer, chest_id: UUID) -> ColumnElement[bool]:
    """The predicate over `Asset` for what may stand in a book that this viewer asks for."""
    now = utc_now()
    return and_(
        col(Asset.chest_id) == chest_id,
        col(Asset.state) != AssetState.uploading,
        visible_to(viewer, now=now),
        published_for(Audience.family),
        stands(viewer, now),
    )


def _list_ids(session: Session, viewer: Viewer, chest_id: UUID) -> Sequence[UUID]:
    query = select(Asset.id).where(in_book(viewer, chest_id))
    return session.exec(query.order_by(col(Asset.taken_sort), col(Asset.id))).all()


def _in_turn(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for at in range(0, len(ids), _AT_ONCE):
        yield ids[at : at + _AT_ONCE]


def _picture(asset: Asset, preview: Derivative) -> Picture | None:
    if not preview.width or not preview.height:
        return None
    original = asset.storage_key if asset.kind is Kind.photo else None
    return Picture(preview.storage_key, preview.width, preview.height, original)


def _item(view: AssetView, *, southern: bool, **more: Any) -> Item:
    about = (say_edtf(view.taken, southern=southern), view.place)
    return Item(
        id=view.id,
        kind=view.kind,
        caption=view.caption or "",
        about=", ".join(one for one in about if one),
        alt=view.alt_text or view.caption or CALLED[view.kind],
        giver=view.contributor_name or "",
        year=(view.taken_earliest or "")[:4],
        duration=view.duration,
        **more,
    )


def _shorten(words: str) -> str:
    if len(words) <= _QUOTED:
        return words
    return words[:_QUOTED].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
