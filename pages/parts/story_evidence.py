"""What a sentence of the story rests on: the memories, with the words in them marked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from uuid import UUID

from chest.access.viewers import Viewer
from chest.assets.views import AssetView
from chest.chests.manager import ChestView
from chest.stories.views import Heard, SentenceView, StoryView
from language import _, number
from pages.components.reader.reader import Evidence, EvidenceItem, Piece
from pages.parts import items, session

SHOWN_SOURCES = 12
LONGEST_EVIDENCE = 4000  # characters of a letter beside its sentence
_BEFORE = 1200  # of these, before the first words that the sentence rests on


def find_evidence(
    viewer: Viewer, story: StoryView, sentence: SentenceView, chest: ChestView, *, decides: bool
) -> Evidence:
    """The memories behind a sentence, as this person may see them now."""
    found = session.library().assets.list_views(viewer, sentence.sources[:SHOWN_SOURCES])
    more = len(sentence.sources) - SHOWN_SOURCES
    lines = []
    if sentence.from_chest:
        lines.append(_("What the family entered about the person, in the chest’s settings."))
    if not sentence.sources and not sentence.from_chest:
        lines.append(_("It rests on no single memory: it links others, or counts."))
    if len(found) < min(len(sentence.sources), SHOWN_SOURCES):
        lines.append(_("Something that it rests on is no longer here. Reload this page."))
    return Evidence(
        sentence=sentence.id,
        doubts=sentence.reasons if decides and sentence.waits else (),
        lines=lines,
        items=[_item(viewer, sentence, asset, chest) for asset in found],
        more=_("And {more} more.", more=number(more)) if more > 0 else None,
        origin=say_origin(story, sentence),
    )


def say_origin(story: StoryView, sentence: SentenceView) -> str:
    """Who wrote the sentence, in a line."""
    if sentence.origin == "family":
        return _("The family’s own words.")
    if sentence.origin == "composer" or story.who is None:
        return _("Put together without a model.")
    return _("Written by {who}.", who=story.who)


def _item(
    viewer: Viewer, sentence: SentenceView, asset: AssetView, chest: ChestView
) -> EvidenceItem:
    heard = next((one for one in sentence.heard if one.asset_id == asset.id), None)
    second = heard.second if heard else None
    rests_on = [words for of, words in sentence.spans if of == asset.id]
    # A narrator that names no words quotes some.
    wanted = rests_on or [words for words in (sentence.quote,) if words]
    title, words = _pieces(asset, heard, wanted, is_sure=bool(rests_on))
    return EvidenceItem(
        id=str(asset.id),
        href=f"/memory?chest={chest.id}&id={asset.id}"
        + (f"&at={second:g}" if second is not None else ""),
        title=title,
        when=items.when(asset, southern=chest.southern),
        second=second,
        at=_("at {time}", time=items.clock(second)) if second is not None else None,
        thumb=items.address(viewer, asset, "thumb"),
        alt=items.alt_text(asset),
        words=words,
        tile=items.gallery_item(viewer, asset, chest),
    )


def _pieces(
    asset: AssetView, heard: Heard | None, wanted: Sequence[str], *, is_sure: bool
) -> tuple[list[Piece], list[Piece]]:
    """The title and the words of the memory, what the sentence rests on apart from the rest."""
    title = mark(items.title(asset), wanted)
    words = mark(heard.words if heard else asset.body or asset.extracted_text or "", wanted)
    marked = "".join(text for text, is_marked in [*title, *words] if is_marked)
    # Words that stand in a picture, or in a date or place, are shown by themselves.
    if is_sure and not marked and not words:
        words = [(text, True) for text in dict.fromkeys(wanted)]
    return title, words


def mark(text: str, wanted: Iterable[str]) -> list[Piece]:
    """The text in pieces, each with whether it is among the `wanted` words. Of a long one, what
    stands around the first of them."""
    text = unicodedata.normalize("NFC", text)
    places = _merge(place for words in wanted for place in _find(text, words))
    begin = 0
    if len(text) > LONGEST_EVIDENCE and places and places[0][0] > _BEFORE:
        begin = text.find(" ", places[0][0] - _BEFORE) + 1
    end = min(len(text), begin + LONGEST_EVIDENCE)
    pieces: list[Piece] = [("… ", False)] if begin else []
    at = begin
    for start, stop in places:
        if start >= end:
            break
        pieces += [(text[at:start], False), (text[start : min(stop, end)], True)]
        at = min(stop, end)
    pieces.append((text[at:end] + (" …" if end < len(text) else ""), False))
    return [piece for piece in pieces if piece[0]]


def _find(text: str, words: str) -> list[tuple[int, int]]:
    """Where the words stand, one after the other, however they are spaced and punctuated."""
    every = re.findall(r"\w+", unicodedata.normalize("NFC", words))
    if not every:
        return []
    pattern = r"(?<!\w)" + r"\W+".join(map(re.escape, every)) + r"(?!\w)"
    return [found.span() for found in re.finditer(pattern, text, re.IGNORECASE)][:1]


def _merge(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def find_sentence(story: StoryView, sentence_id: UUID) -> SentenceView | None:
    return next(
        (s for chapter in story.chapters for s in chapter.sentences if s.id == sentence_id), None
    )
