"""Finding memories: by words, by dates, by what they look like; and what else looks like one."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from chest.access.memories import get_visible
from chest.access.prepared import NOW, Prepared
from chest.access.repeats import stands
from chest.access.viewers import Viewer
from chest.access.visibility import visible_to
from chest.assets.cards import AssetCard, read_card, select_cards
from chest.assets.pages import require_chest
from chest.database import Database
from chest.models import Asset, Chest
from chest.paging import MAX_PAGE, Page
from chest.search.asking import Question, Wanted, read_question
from chest.search.folding import Term
from chest.search.labels import Named, name_labels
from chest.search.matching import among, is_sqlite, write_ids
from chest.search.meaning import Meaning, OpenTextEmbedder
from chest.search.people import find_on
from chest.search.ranking import Ranked, fuse, number_of, place_of, read_place, write_place
from chest.search.reasons import Reason, load_reasons
from chest.search.rows import (
    Hit,
    find_across,
    find_rows,
    find_sentences,
    find_wanted,
)
from chest.search.suggesting import Suggestion, suggest
from chest.search.vectors import Near, Shelf
from chest.search.vocabulary import Vocabulary
from language import current

_FEW = 8  # memories found: with fewer, other words are tried
_NEAR = 60  # memories that lie near in meaning, at most
_EACH = 3  # sentences of one recording that are shown
_ANYTHING = Wanted()
_TIDIES_EVERY = 3600.0  # seconds


@dataclass(frozen=True)
class Found:
    """A memory that was found, and why; the higher the score, the nearer to what was asked.

    `other` is the memory whose words they are, where that is shown as a part of this one.
    """

    card: AssetCard
    why: tuple[Reason, ...]
    score: float
    other: UUID | None = None


@dataclass(frozen=True)
class Findings(Page[Found]):
    """Some of what was found. `day` tells the date that was read out of the words, as EDTF, and
    `rest` is what was asked without it."""

    day: str | None = None
    rest: str = ""


@dataclass(frozen=True)
class Alike:
    """What looks like a memory, nearest first; `is_known` says whether any picture of it was looked
    at, so that none means none."""

    items: tuple[AssetCard, ...] = ()
    is_known: bool = False


class SearchManager:
    """Every call takes the viewer first; what they may not see is found by nothing, is in no
    suggestion, and changes no answer."""

    def __init__(
        self,
        *,
        database: Database,
        folder: Path,
        open_text_embedders: Sequence[OpenTextEmbedder] = (),
    ) -> None:
        self._database = database
        self.shelf = Shelf(folder)
        self._meaning = Meaning(self.shelf, open_text_embedders)
        self._vocabulary = Vocabulary()
        self._tidied_at = -_TIDIES_EVERY

    def search(
        self,
        viewer: Viewer,
        chest_id: UUID,
        text: str,
        wanted: Wanted = _ANYTHING,
        *,
        cursor: str | None = None,
        limit: int = 30,
    ) -> Findings:
        """What answers to these words, nearest first; without words, what is wanted in the order of
        a life. A cursor goes on after what was told, whatever came or went since.

        Raises NotFound for a chest that is not the viewer's, Invalid for a cursor of something
        else.
        """
        count = max(1, min(limit, MAX_PAGE))
        after = read_place(cursor)
        with self._database.read() as session:
            require_chest(session, viewer, chest_id)
            southern = _is_southern(session, viewer, chest_id)
            question = read_question(text, southern=southern)
            if question.is_empty and not wanted.is_anything:
                return Findings([], None)
            terms, ranked = self._find(session, viewer, chest_id, question, wanted)
            rest = [one for one in ranked if after is None or place_of(one) > after]
            told = rest[:count]
            items = self._show(session, viewer, told, terms, question, southern=southern)
        following = write_place(told[-1]) if len(rest) > count else None
        day = question.date.edtf if question.date else None
        return Findings(items, following, day, question.rest)

    def suggest(
        self, viewer: Viewer, chest_id: UUID, typed: str, *, limit: int = 8
    ) -> list[Suggestion]:
        """Names, places, tags, dates and albums that go on from what was typed; none for one
        letter. Raises NotFound for a chest that is not the viewer's."""
        with self._database.read() as session:
            require_chest(session, viewer, chest_id)
            southern = _is_southern(session, viewer, chest_id)
            return suggest(session, viewer, chest_id, typed[:100], limit=limit, southern=southern)

    def list_alike(self, viewer: Viewer, asset_id: UUID, *, limit: int = 12) -> Alike:
        """What looks like this memory, and nothing that is no nearer than any other picture. Raises
        NotFound."""
        with self._database.read() as session:
            asset = get_visible(session, viewer, asset_id)
            nearest = self._meaning.iter_alike(session, asset.chest_id, asset_id, number=limit * 10)
            if nearest is None:
                return Alike()
            cards: list[AssetCard] = []
            for near in nearest:
                ids = [one.asset_id for one in near if one.asset_id != asset_id]
                hits = find_wanted(session, viewer, asset.chest_id, _ANYTHING, ids=ids[:900])
                there = {hit.asset_id: hit for hit in hits}
                of = asset.companion_of or asset.id
                shown: dict[UUID, None] = {}
                for one in ids:
                    hit = there.get(one)
                    if hit is None or hit.shown_as == of:
                        continue
                    if hit.sha256 is not None and hit.sha256 == (asset.same_as or asset.sha256):
                        continue
                    shown.setdefault(hit.shown_as)
                cards = _load_cards(session, viewer, list(shown), standing=True)[:limit]
                if len(cards) >= limit or len(ids) > 900:
                    break
            return Alike(tuple(cards), is_known=True)

    def tidy(self) -> int:
        """`erase_what_is_gone`, once an hour: for the worker's sweep."""
        if time.monotonic() - self._tidied_at < _TIDIES_EVERY:
            return 0
        self._tidied_at = time.monotonic()
        return self.erase_what_is_gone()

    def erase_what_is_gone(self) -> int:
        """Take what was erased for good out of the files of directions; returns how many files were
        deleted for it, to be made anew."""
        with self._database.read() as session:
            return self.shelf.erase_what_is_gone(session)

    def _find(
        self,
        session: Session,
        viewer: Viewer,
        chest_id: UUID,
        question: Question,
        wanted: Wanted,
    ) -> tuple[list[Term], list[Ranked]]:
        """What was looked for in the end, and what was found, nearest first."""
        terms = list(question.terms)
        if question.is_empty:
            hits = find_wanted(session, viewer, chest_id, wanted)
            return terms, fuse([("date", hits)])
        lists = [("words", find_rows(session, viewer, chest_id, terms, wanted))]
        text, named = question.text, self._name_labels(session, viewer, chest_id, question)
        if named is not None:
            text = named.text
            lists.append(("label", find_rows(session, viewer, chest_id, named.terms, wanted)))
        shown = find_on(session, viewer, chest_id, terms, wanted)
        lists += [("person", hits) for hits, _ in shown]
        if question.date is not None:
            lists.append(("date", self._dated(session, viewer, chest_id, question, wanted)))
        if number_of(lists) < _FEW:
            lists.append(("across", find_across(session, viewer, chest_id, terms, wanted)))
        if not number_of(lists):  # or who asks for Rosa would find every rose
            forgiven = self._vocabulary.forgive(session, chest_id, terms)
            if forgiven != terms:
                found = find_rows(session, viewer, chest_id, forgiven, wanted)
                if not found:
                    found = find_across(session, viewer, chest_id, forgiven, wanted)
                lists.append(("typo", found))
                terms = forgiven if found else terms
        for nearest in self._meaning.iter_near(session, chest_id, text, number=_NEAR * 4):
            lists.append(("near", _seen(session, viewer, chest_id, wanted, nearest)))
        if named is not None:
            terms += [term for term in named.terms if term not in terms]
        return terms, fuse(lists, {hit.asset_id: name for hits, name in shown for hit in hits})

    @staticmethod
    def _name_labels(
        session: Session, viewer: Viewer, chest_id: UUID, question: Question
    ) -> Named | None:
        def is_name(word: str) -> bool:
            return bool(find_wanted(session, viewer, chest_id, Wanted(person=word)))

        return name_labels(question.text, question.terms, current(), is_name=is_name)

    def _dated(
        self, session: Session, viewer: Viewer, chest_id: UUID, question: Question, wanted: Wanted
    ) -> list[Hit]:
        """What has the other words, and may be of the date that was read."""
        assert question.date is not None
        since, until = question.date.earliest, question.date.latest
        within = replace(
            wanted,
            since=max(filter(None, (since, wanted.since)), default=None),
            until=min(filter(None, (until, wanted.until)), default=None),
        )
        if question.others:
            return find_rows(session, viewer, chest_id, question.others, within) or find_across(
                session, viewer, chest_id, question.others, within
            )
        return find_wanted(session, viewer, chest_id, within)

    def _show(
        self,
        session: Session,
        viewer: Viewer,
        told: Sequence[Ranked],
        terms: Sequence[Term],
        question: Question,
        *,
        southern: bool,
    ) -> list[Found]:
        cards = {
            card.id: card
            for card in _load_cards(session, viewer, [one.hit.shown_as for one in told])
        }
        found_in = [one.hit.asset_id for one in told]
        reasons = load_reasons(
            session,
            viewer,
            found_in,
            terms,
            sentences=_sentences(session, viewer, told, terms),
            dated=question.date is not None,
            southern=southern,
        )
        items = []
        for one in told:
            card = cards.get(one.hit.shown_as)
            if card is None:
                continue
            why = reasons.get(one.hit.asset_id, [])
            if one.shows and not any(reason.field == "who" for reason in why):
                why = [Reason("who", one.shows), *why]
            if "near" in one.lists:
                why = [*why, Reason("meaning", "")]
            other = one.hit.asset_id if one.hit.asset_id != card.id else None
            items.append(Found(card, tuple(why), round(one.score, 6), other))
        return items


def _seen(
    session: Session, viewer: Viewer, chest_id: UUID, wanted: Wanted, nearest: Iterator[list[Near]]
) -> list[Hit]:
    """Those near in meaning that the viewer sees, in their order: more are asked for until there
    are enough."""
    found: list[Hit] = []
    for near in nearest:
        ids = [one.asset_id for one in near]
        there: dict[UUID, Hit] = {}
        for start in range(0, len(ids), _NEAR + 30):  # most of them are seen, usually
            part = ids[start : start + _NEAR + 30]
            hits = find_wanted(session, viewer, chest_id, wanted, ids=part)
            there.update({hit.asset_id: hit for hit in hits})
            if len(there) >= _NEAR:
                break
        found = [there[one] for one in ids if one in there][:_NEAR]
        if len(found) >= _NEAR:
            break
    return found


def _sentences(
    session: Session, viewer: Viewer, told: Sequence[Ranked], terms: Sequence[Term]
) -> dict[UUID, list[UUID]]:
    """Which sentences are told of each recording: those that were found, and of what was found by
    words in several places those that have any."""
    found = {one.hit.asset_id: one.segments[:_EACH] for one in told if one.segments}
    others = [
        one.hit.asset_id for one in told if "across" in one.lists and one.hit.asset_id not in found
    ]
    return found | find_sentences(session, viewer, others, terms, each=_EACH)


def _load_cards(
    session: Session, viewer: Viewer, ids: Sequence[UUID], *, standing: bool = False
) -> list[AssetCard]:
    """The cards of these memories that the viewer sees, in the order given; with `standing`, only
    of such as are shown by themselves."""
    if not ids:
        return []
    rows = _CARDS.ask(session, viewer, is_sqlite(session), standing, ids=write_ids(session, ids))
    by_id = {card.id: card for card in map(read_card, rows)}
    return [by_id[one] for one in ids if one in by_id]


def _cards(viewer: Viewer, on_sqlite: bool, standing: bool) -> Select[Any]:
    query = select_cards().where(among(Asset.id, on_sqlite), visible_to(viewer, now=NOW))
    return query.where(stands(viewer, NOW)) if standing else query


_CARDS = Prepared(_cards)


def _is_southern(session: Session, viewer: Viewer, chest_id: UUID) -> bool:
    return bool(_SOUTHERN.ask(session, viewer, chest_id=chest_id)[0].southern)


def _southern(_: Viewer) -> Select[Any]:
    return select_columns(col(Chest.southern)).where(col(Chest.id) == bindparam("chest_id"))


_SOUTHERN = Prepared(_southern)
