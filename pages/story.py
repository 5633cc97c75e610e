"""The life's story, as a page of a book; each sentence opens the memories that it rests on."""

from __future__ import annotations

import streamlit as st

from chest.access.visibility import ALLOWED, Action
from chest.chests.manager import ChestView
from chest.models import Audience, StoryState
from chest.stories.views import SentenceView, StoryView
from language import _, ngettext, number
from pages.components.address.address import show_address
from pages.components.live.live import live
from pages.components.reader.reader import Evidence, EvidenceItem, reader
from pages.parts import failures, items, session
from pages.parts.once import once
from pages.parts.words import offered, plain

library = session.library()
person = session.viewer()
chest = session.the_chest()
show_address("story", chest=str(chest.id))

SHOWN_SOURCES = 12
LONGEST_EVIDENCE = 4000  # characters of a letter beside its sentence
AUDIENCES = {
    Audience.family: _("from what the family may see"),
    Audience.everyone: _("only from what anyone with a link may see"),
    Audience.keepers: _("from everything, for keepers only"),
}
# On paper the story stands alone: what can be pressed or chosen is for the screen.
PRINTED = """<style>@media print {
  [data-testid="stCheckbox"], [data-testid="stExpander"], [data-testid="stAlert"],
  [class*="st-key-asking"] { display: none !important; }
  [class*="st-key-wide"] { width: auto; }
  html, body, [data-testid="stAppViewContainer"], .stApp * { background: #fff !important; }
}</style>"""


def find_evidence(sentence: SentenceView) -> Evidence:
    """The memories behind a sentence, as this person may see them now."""
    viewer = session.viewer()
    found = library.assets.list_views(viewer, sentence.sources[:SHOWN_SOURCES])
    more = len(sentence.sources) - SHOWN_SOURCES
    heard = {one.asset_id: one for one in sentence.heard}
    lines = []
    if sentence.from_chest:
        lines.append(_("What the family entered about the person, in the chest’s settings."))
    if len(found) < min(len(sentence.sources), SHOWN_SOURCES):
        lines.append(_("Something that it rests on is no longer here. Reload this page."))
    return Evidence(
        sentence=sentence.id,
        lines=lines,
        items=[
            EvidenceItem(
                id=str(asset.id),
                href=f"/memory?chest={chest.id}&id={asset.id}"
                + (f"&at={heard[asset.id].second:g}" if asset.id in heard else ""),
                title=items.title(asset),
                when=items.when(asset, southern=chest.southern),
                second=heard[asset.id].second if asset.id in heard else None,
                at=_("at {time}", time=items.clock(heard[asset.id].second))
                if asset.id in heard
                else None,
                thumb=items.address(viewer, asset, "thumb"),
                alt=items.alt_text(asset),
                words=(
                    heard[asset.id].words
                    if asset.id in heard
                    else asset.body or asset.extracted_text or ""
                )[:LONGEST_EVIDENCE],
                tile=items.gallery_item(viewer, asset, chest),
            )
            for asset in found
        ],
        more=_("And {more} more.", more=number(more)) if more > 0 else None,
    )


def may_ask(of: ChestView) -> bool:
    return of.role is not None and Action.tell_story in ALLOWED[of.role]


def ask(audience: Audience) -> None:
    with failures.report_errors():
        once(
            "tell-the-story",
            (chest.id, audience),
            lambda: library.stories.begin(person, chest.id, audience=audience),
        )
        st.rerun()


def show_asking(*, again: bool) -> None:
    if not may_ask(chest):
        if not again:
            st.write(_("When someone who curates this chest has it told, the story is here."))
        return
    with st.expander(_("How it is told"), expanded=not again):
        st.write(
            _(
                "The story is put together on this computer from captions, notes, letters, dates "
                "and what others have added. Nothing is invented, and nothing leaves this "
                "computer."
            )
        )
        audience = st.selectbox(
            _("Told"), offered(AUDIENCES, chest.role), format_func=AUDIENCES.__getitem__
        )
        if st.button(_("Tell the story"), type="primary"):
            ask(audience)


def show_progress(story: StoryView, *, again: bool) -> None:
    if story.state is StoryState.failed:
        failures.show_sentence(
            _("The story could not be told. {reason}", reason=story.reason or "").strip()
        )
        st.write(_("Nothing is lost. The last one is below.") if again else _("Nothing is lost."))
        if st.button(_("Try again"), key="asking-failed"):
            ask(story.audience)
        return
    st.info(
        _(
            "The story is being put together. You can close this page. Until it is there, the "
            "last one is below."
        )
        if again
        else _("The story is being put together. You can close this page.")
    )
    live(
        key=f"story-{story.id}",
        url=f"/api/stories/{story.id}/progress",
        version=library.stories.get_progress(person, story.id).version,
    )


def show_news(story: StoryView) -> None:
    """What came to the chest, left it or changed since this was told; for those who can have it
    retold."""
    untold = library.stories.count_untold(person, story.id)
    words = []
    if untold.memories:
        words.append(
            ngettext(
                "One memory is not in this story yet.",
                "{n} memories are not in this story yet.",
                untold.memories,
            )
        )
    if untold.recordings:
        words.append(
            ngettext(
                "What is said in one recording was written down after it was told.",
                "What is said in {n} recordings was written down after it was told.",
                untold.recordings,
            )
        )
    if story.changed:
        words.append(
            ngettext(
                "One memory has changed since this was told: what rests on it is left out until "
                "the story is told again.",
                "{n} memories have changed since this was told: what rests on them is left out "
                "until the story is told again.",
                story.changed,
            )
        )
    if story.withheld:
        words.append(_("Some sentences are left out: a memory they rest on is no longer here."))
    if not words:
        return
    with st.container(key="asking-again"):
        st.write(" ".join(words))
        if st.button(_("Tell it again")):
            ask(story.audience)


@st.fragment
def show_story(story: StoryView) -> None:
    """Runs by itself when a mark is pressed, so that the story is not read again for it."""
    marks = st.toggle(_("Show what each sentence rests on"), value=True)
    by_id = {s.id: s for chapter in story.chapters for s in chapter.sentences}
    key = f"reader-{story.id}"
    asked = st.session_state.get(key)
    evidence = None
    if asked in by_id:
        with failures.report_errors():
            evidence = find_evidence(by_id[asked])
    with st.container(key="wide-story"):
        pressed = reader(
            story,
            key=f"book-{story.id}",
            marks=marks,
            under=chest.name,
            beside=True,
            evidence=evidence,
        )
    if pressed.memory:
        session.open_memory(pressed.memory)
    # What was pressed is known only after the book is drawn: it is drawn once more, with it.
    if pressed.sentence and pressed.sentence != asked:
        st.session_state[key] = pressed.sentence
        st.rerun(scope="fragment")


st.html(PRINTED)
st.title(_("The story of {name}", name=plain(chest.name)), anchor=False)
with failures.report_errors():
    progress = library.stories.find_in_progress(person, chest.id)
    latest = library.stories.find_latest(person, chest.id)
    if progress is not None:
        show_progress(progress, again=latest is not None)
    elif latest is not None:
        show_news(latest)
    if latest is not None:
        show_story(latest)
        told = items.day(latest.finished_at or latest.created_at, chest)
        st.caption(
            _("Put together on {told} from the memories in this chest, without a model.", told=told)
        )
    if progress is None or progress.state is StoryState.failed:
        show_asking(again=latest is not None)
