"""What stands around the story: how it comes along, what it leaves out, and who wrote it."""

from __future__ import annotations

import streamlit as st

from chest.access.viewers import Viewer
from chest.chests.manager import ChestView
from chest.models import StoryState
from chest.stories.views import StoryView
from language import _, ngettext
from pages.components.live.live import live
from pages.parts import failures, items, session
from pages.parts.story_asking import COMPOSER, Wish, ask
from pages.parts.words import plain


def show_progress(person: Viewer, chest: ChestView, story: StoryView, *, again: bool) -> None:
    if story.state is StoryState.failed:
        failures.show_sentence(
            _("The story could not be told. {reason}", reason=story.reason or "").strip()
        )
        st.write(_("Nothing is lost. The last one is below.") if again else _("Nothing is lost."))
        # One that leaves this computer is asked for in the form, where that is agreed to.
        if _stays_here(story) and st.button(_("Try again"), key="asking-failed"):
            ask(person, chest, Wish.like(story))
        return
    progress = session.library().stories.get_progress(person, story.id)
    said = [
        _(
            "The story is being put together. You can close this page. Until it is there, the "
            "last one is below."
        )
        if again
        else _("The story is being put together. You can close this page.")
    ]
    if progress.words:
        said.append(progress.words)
    st.info(plain(" ".join(said)))
    live(
        key=f"story-{story.id}",
        url=f"/api/stories/{story.id}/progress",
        version=progress.version,
    )


def _stays_here(story: StoryView) -> bool:
    """Whether nothing left this computer for it, and nobody has to agree to that anew."""
    return story.provider in (COMPOSER, "local")


def show_news(person: Viewer, chest: ChestView, story: StoryView) -> None:
    """What came to the chest, left it or changed since this was told; for those who can have it
    retold."""
    untold = session.library().stories.count_untold(person, story.id)
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
        if not _stays_here(story):
            st.write(_("To have it told again, open “How it is told”, below the story."))
        elif st.button(_("Tell it again")):
            ask(person, chest, Wish.like(story))


def show_waiting(story: StoryView) -> None:
    """How many sentences wait for whoever may decide. Its place stays when the last of them is
    decided: the book below is then not drawn from the beginning."""
    waiting = sum(s.waits for chapter in story.chapters for s in chapter.sentences)
    with st.container(key="around-waiting"):
        if waiting:
            st.write(
                ngettext(
                    "{n} sentence waits for you: it is marked “to decide”, and nobody else reads "
                    "it yet.",
                    "{n} sentences wait for you: they are marked “to decide”, and nobody else "
                    "reads them yet.",
                    waiting,
                )
            )


def show_by_line(story: StoryView, chest: ChestView) -> None:
    """Who wrote it, and when; said under the story, also on paper."""
    told = items.day(story.finished_at or story.created_at, chest)
    if story.who is None:
        st.caption(
            _("Put together on {told} from the memories in this chest, without a model.", told=told)
        )
        return
    st.caption(
        plain(_("Written with {who} from these memories, on {told}.", who=story.who, told=told))
    )


def show_left_out(story: StoryView) -> None:
    """For those who may have the story told: chapters that the narrator did not write, sentences
    that are not told, and what was said to whoever edits."""
    if story.fallbacks:
        with st.expander(
            ngettext(
                "One chapter was put together without the model",
                "{n} chapters were put together without the model",
                len(story.fallbacks),
            ),
            key="around-fallbacks",
        ):
            for each in story.fallbacks:
                st.write(
                    plain(
                        _(
                            "{chapter}: {reason}",
                            chapter=each.chapter or _("Without a title"),
                            reason=each.reason,
                        )
                    )
                )
    if story.left_out:
        with st.expander(
            ngettext("One sentence is left out", "{n} sentences are left out", len(story.left_out)),
            key="around-left-out",
        ):
            st.caption(
                _("They were written, and rest on nothing that is in the memories they name.")
            )
            for sentence in story.left_out:
                st.markdown(plain(sentence.text))
                st.caption(plain(" ".join((sentence.chapter, *sentence.reasons))))
    if story.notes:
        with st.expander(
            ngettext("One note to whoever edits", "{n} notes to whoever edits", len(story.notes)),
            key="around-notes",
        ):
            st.caption(_("They stand in what people sent, and are told in no story."))
            for note in story.notes:
                said = _("“{text}”, {name}", text=note.text, name=note.by) if note.by else note.text
                st.markdown(plain(said))
                st.page_link(
                    "memory.py",
                    label=_("Open the memory"),
                    query_params={"chest": str(story.chest_id), "id": str(note.asset_id)},
                )
