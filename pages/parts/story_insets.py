"""Pictures, films and voices of the scene, set into the text of the story."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chest.access.viewers import Viewer
from chest.assets.views import AssetView
from chest.models import AssetState, Kind
from chest.stories.views import ChapterView, SentenceView, StoryView
from language import _
from pages.components.gallery.gallery import GalleryItem
from pages.components.reader.reader import Inset
from pages.parts import items, session

MOST_LOOKED_AT = 120  # memories; a story of five thousand asks for no more
_EACH = 3  # of a paragraph, of which the first that can be shown is
_MANY = 4  # a sentence that rests on more memories shows none of them in particular
_BETWEEN = 70  # words from one to the next
_SHOWN = frozenset({Kind.photo, Kind.video, Kind.audio})


@dataclass(frozen=True)
class Scene:
    """A paragraph, and which memories could be set below it, the best first: each with the sentence
    that rests on it."""

    text: str
    candidates: tuple[tuple[UUID, SentenceView], ...]


def list_insets(
    viewer: Viewer,
    story: StoryView,
    *,
    tile: Callable[[AssetView], GalleryItem],
    southern: bool,
) -> list[Inset]:
    """What is set into the text for this viewer: of each stretch of it one memory that a sentence
    there rests on. One question for the whole story."""
    chapters = choose_scenes(story)
    wanted = dict.fromkeys(
        memory for scenes in chapters for scene in scenes for memory, _sentence in scene.candidates
    )
    found = {view.id: view for view in session.library().assets.list_views(viewer, list(wanted))}
    insets: list[Inset] = []
    taken: set[UUID] = set()
    for scenes in chapters:
        words_since = _BETWEEN
        for scene in scenes:
            words_since += len(scene.text.split())
            if words_since < _BETWEEN:
                continue
            for memory, sentence in scene.candidates:
                view = found.get(memory)
                if view is None or memory in taken or not _can_be_shown(viewer, view):
                    continue
                insets.append(
                    _inset(viewer, view, sentence, scene, tile=tile(view), southern=southern)
                )
                taken.add(memory)
                words_since = 0
                break
    return insets


def choose_scenes(story: StoryView) -> list[list[Scene]]:
    """By chapter, the paragraphs that could have something set below them; together they name at
    most `MOST_LOOKED_AT` memories."""
    chapters = [
        [scene for scene in _iter_scenes(chapter, story.unshown) if scene.candidates]
        for chapter in story.chapters
        if not chapter.is_appendix
    ]
    chapters = [scenes for scenes in chapters if scenes]
    if not chapters:
        return []
    share = max(1, MOST_LOOKED_AT // (_EACH * len(chapters)))
    return [_spread(scenes, share) for scenes in chapters[: MOST_LOOKED_AT // _EACH]]


def _spread(scenes: list[Scene], most: int) -> list[Scene]:
    """So many of them, evenly along the chapter, beginning with the first."""
    if len(scenes) <= most:
        return scenes
    return [scenes[number * len(scenes) // most] for number in range(most)]


def _iter_scenes(chapter: ChapterView, unshown: Collection[UUID]) -> Iterator[Scene]:
    paragraph: list[SentenceView] = []
    for sentence in chapter.sentences:
        if sentence.opens_paragraph and paragraph:
            yield _scene(paragraph, unshown)
            paragraph = []
        paragraph.append(sentence)
    if paragraph:
        yield _scene(paragraph, unshown)


def _scene(paragraph: list[SentenceView], unshown: Collection[UUID]) -> Scene:
    told = [s for s in paragraph if not s.waits]
    candidates: dict[UUID, SentenceView] = {}
    for sentence in told:
        if len(sentence.sources) > _MANY:
            continue
        # What is heard there is told of it; a picture beside it is only of the same day.
        heard = [one.asset_id for one in sentence.heard]
        for memory in (*heard, *sentence.sources):
            if memory not in unshown:
                candidates.setdefault(memory, sentence)
    return Scene(" ".join(s.text for s in told), tuple(candidates.items())[:_EACH])


def _can_be_shown(viewer: Viewer, view: AssetView) -> bool:
    if view.kind not in _SHOWN or view.state is not AssetState.ready:
        return False
    return bool(items.address(viewer, view, "audio" if view.kind is Kind.audio else "thumb"))


def _inset(
    viewer: Viewer,
    view: AssetView,
    sentence: SentenceView,
    scene: Scene,
    *,
    tile: GalleryItem,
    southern: bool,
) -> Inset:
    second = next((one.second for one in sentence.heard if one.asset_id == view.id), None)
    # A caption that the paragraph has just quoted is not said twice.
    is_said = bool(view.caption) and _spelt(view.caption or "") in _spelt(scene.text)
    return Inset(
        sentence=sentence.id,
        tile=tile,
        caption=None if is_said else view.caption,
        when=" · ".join(filter(None, (items.when(view, southern=southern), view.place))) or None,
        large=items.address(viewer, view, "preview") or None,
        voice=_voice(viewer, view) if view.kind is Kind.audio else None,
        second=second,
        at=_("from {time} on", time=items.clock(second)) if second else None,
    )


def _voice(viewer: Viewer, view: AssetView) -> dict[str, Any]:
    return {
        "src": items.address(viewer, view, "audio"),
        "download": items.address(viewer, view, "original") or None,
        "plays": view.plays_in_browser,
        "played_as": view.played_as,
        "making": items.making(view),
    }


def _spelt(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
