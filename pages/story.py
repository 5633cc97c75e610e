"""The life's story, as a page of a book; each sentence opens the memories that it rests on."""

from __future__ import annotations

import streamlit as st

from chest.chests import ChestView
from chest.models import Audience, StoryState
from chest.stories import SentenceView, StoryView
from chest.visibility import ALLOWED, Action
from pages.components import items, session
from pages.components.gallery import gallery
from pages.components.live import live
from pages.components.reader import reader

library = session.library()
person = session.viewer()
chest = session.the_chest()

SHOWN_SOURCES = 24
LONGEST_EVIDENCE = 4000  # characters of a letter beside its sentence
AUDIENCES = {
    Audience.family: "from what the family may see",
    Audience.everyone: "only from what anyone with a link may see",
    Audience.keepers: "from everything, for keepers only",
}


@st.dialog("What this sentence rests on", width="medium")
def show_evidence(sentence: SentenceView) -> None:
    st.html(f"<div class='story'><p>{session.html(sentence.text)}</p></div>")
    if sentence.quote and sentence.quote not in sentence.text:
        st.caption(session.plain(f"It quotes: “{sentence.quote}”"))
    if sentence.from_chest:
        st.write("What the family entered about the person, in the chest's settings.")
    found = library.assets.list_views(person, sentence.sources[:SHOWN_SOURCES])
    opened = gallery(
        [items.gallery_item(person, asset, chest) for asset in found], key=f"evidence-{sentence.id}"
    )
    if len(sentence.sources) > SHOWN_SOURCES:
        st.caption(f"And {len(sentence.sources) - SHOWN_SOURCES} more.")
    for note in found:
        words = note.body or note.extracted_text
        if words:
            st.html(
                f"<blockquote class='story'>{session.html(words[:LONGEST_EVIDENCE])}</blockquote>"
            )
    if opened:
        st.switch_page("memory.py", query_params={"id": opened, "chest": str(chest.id)})


def show_asking(of: ChestView, *, again: bool) -> None:
    if of.role is None or Action.tell_story not in ALLOWED[of.role]:
        if not again:
            st.write("When someone who curates this chest has it told, the story is here.")
        return
    audiences = [a for a in AUDIENCES if a is not Audience.keepers or of.role == "keeper"]
    with st.expander("Tell it again" if again else "How it is told", expanded=not again):
        st.write(
            "The story is put together on this computer from captions, notes, letters, dates and "
            "what others have added. Nothing is invented, and nothing leaves this computer."
        )
        audience = st.selectbox("Told", audiences, format_func=AUDIENCES.__getitem__)
        if st.button("Tell the story", type="primary"):
            with session.report_errors():
                library.stories.begin(person, of.id, audience=audience)
                st.rerun()


def show_progress(story: StoryView) -> None:
    if story.state is StoryState.failed:
        session.show_sentence(story.reason or "The story could not be told. Please ask again.")
        return
    st.info("The story is being put together. You can close this page.")
    live(
        key=f"story-{story.id}",
        url=f"/api/stories/{story.id}/progress",
        version=story.state.value,
    )


def show_story(story: StoryView) -> None:
    marks = st.toggle("Show what each sentence rests on", value=True)
    by_id = {s.id: s for chapter in story.chapters for s in chapter.sentences}
    opened = reader(story, key=f"reader-{story.id}", marks=marks)
    if opened in by_id:
        show_evidence(by_id[opened])
    told = items.day(story.finished_at or story.created_at, chest)
    st.caption(f"Put together on {told} from the memories in this chest, without a model.")
    if story.withheld:
        st.caption(
            "Some sentences are left out because a memory they rest on is no longer here. "
            "Telling the story again brings it up to date."
        )


st.title(f"The story of {session.plain(chest.name)}")
with session.report_errors():
    progress = library.stories.find_in_progress(person, chest.id)
    latest = library.stories.find_latest(person, chest.id)
    if progress is not None:
        show_progress(progress)
    if latest is not None:
        show_story(latest)
    if progress is None or progress.state is StoryState.failed:
        show_asking(chest, again=latest is not None)
