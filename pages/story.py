"""The life's story, as a page of a book; each sentence opens the memories that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from chest.models import StoryState
from chest.stories.views import StoryView
from language import _
from pages.components.address.address import show_address
from pages.components.reader.reader import Done, Inset, Look, reader
from pages.parts import failures, held_texts, items, session
from pages.parts.once import keep
from pages.parts.story_around import (
    show_by_line,
    show_left_out,
    show_news,
    show_progress,
    show_waiting,
)
from pages.parts.story_asking import may_ask, show_asking, show_means
from pages.parts.story_edits import carry_out, show_edits
from pages.parts.story_evidence import find_evidence, find_sentence
from pages.parts.story_insets import list_insets
from pages.parts.words import plain

library = session.library()
person = session.viewer()
chest = session.the_chest()
show_address("story", chest=str(chest.id))
decides = may_ask(chest)

# On paper, and where it is read aloud from, the story stands alone: what can be pressed or chosen
# is for the screen.
STANDS_ALONE = """<style>
html[data-chest-reading] :is([data-testid="stHeader"], [data-testid="stAlert"],
  [data-testid="stElementContainer"]:has(.chest-here), [class*="st-key-asking"],
  [class*="st-key-around"], .st-key-finder) { display: none !important; }
@page { margin: 18mm 20mm; }
@media print {
  [data-testid="stMainBlockContainer"] { padding: 0 !important; }
  [data-testid="stAlert"], [class*="st-key-asking"], [class*="st-key-around"] {
    display: none !important; }
  [class*="st-key-wide"] { width: auto; }
  html, body, [data-testid="stAppViewContainer"], .stApp * { background: #fff !important; }
}</style>"""


@st.fragment
def show_story(story: StoryView, insets: Sequence[Inset]) -> None:
    """Runs by itself when a mark is pressed, so that the story is not read again for it."""
    key = f"reader-{story.id}"
    asked = st.session_state.get(key)
    sentence = find_sentence(story, asked) if asked else None
    evidence = None
    if sentence is not None:
        with failures.report_errors():
            evidence = find_evidence(person, story, sentence, chest, decides=decides)
    done: Done | None = st.session_state.get("story-done")
    with st.container(key="wide-story"):
        pressed = reader(
            story,
            key=f"book-{story.id}",
            look=Look(under=chest.name, beside=True, tools=True, decides=decides),
            insets=insets,
            evidence=evidence,
            done=done,
        )
    if pressed.memory:
        session.open_memory(pressed.memory)
    if pressed.deed and (done is None or pressed.deed.n != done.n):
        keep({"story-done": carry_out(person, pressed.deed)})
        st.rerun(scope="app")  # what was decided is read anew
    # What was pressed is known only after the book is drawn: it is drawn once more, with it.
    if pressed.sentence and pressed.sentence != asked:
        st.session_state[key] = pressed.sentence
        st.rerun(scope="fragment")


st.html(STANDS_ALONE)
st.title(_("The story of {name}", name=plain(chest.name)), anchor=False)
held_texts.show_waiting_line(person, chest)
with failures.report_errors():
    progress = library.stories.find_in_progress(person, chest.id)
    latest = library.stories.find_latest(person, chest.id)
    if progress is not None:
        show_progress(person, chest, progress, again=latest is not None)
    if latest is not None:
        show_waiting(latest)
        tile = partial(items.gallery_item, person, chest=chest)
        show_story(latest, list_insets(person, latest, tile=tile, southern=chest.southern))
        show_by_line(latest, chest)
        if progress is None:
            show_news(person, chest, latest)  # counted once the story is there to be read
        show_left_out(latest)
        if decides:
            show_edits(person, chest)
    if progress is None or progress.state is StoryState.failed:
        show_asking(person, chest, latest)
        show_means(person, chest)
