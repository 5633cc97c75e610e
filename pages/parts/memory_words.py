"""What is written in a picture, under it, and where people put it right."""

from __future__ import annotations

from functools import partial

import streamlit as st

from chest.access.viewers import Viewer
from chest.assets.readings import ReadingView
from chest.assets.views import AssetView
from chest.chests.manager import ChestView
from chest.errors import Stale
from chest.models import Kind
from chest.search.lines import find_lines
from language import _
from pages.components.written.written import written
from pages.parts import drafts, failures, items, session
from pages.parts.once import keep, once
from pages.parts.words import paragraphs, plain


def show_words_in_picture(person: Viewer, asset: AssetView, chest: ChestView) -> None:
    """The words that stand in a photo or scan; nothing where none do and nobody wrote any."""
    if asset.kind not in (Kind.photo, Kind.document):
        return
    reading = session.library().readings.get(person, asset.id)
    if reading.version == 0 or not (reading.text or asset.editable):
        return
    st.subheader(_("Written on it"), anchor=False)
    if reading.text:
        _show_words(person, asset, reading)
    else:
        st.caption(_("Nothing, as somebody wrote here."))
    if not reading.is_clear and reading.text:
        st.caption(_("Hard to read; please check."))
    elif not reading.by_person:
        st.caption(_("Read by this computer. It may have misread a word."))
    if asset.editable:
        _show_correcting(person, asset, chest, reading)


def _show_words(person: Viewer, asset: AssetView, reading: ReadingView) -> None:
    """The words; line by line where it is known where each stands, so that its place is shown."""
    placed = reading.placed
    if not any(line.boxes for line in placed):
        st.html(f"<div class='story'>{paragraphs(reading.text)}</div>")
        return
    written(
        placed,
        of=str(asset.id),
        src=items.address(person, asset, "preview") if "preview" in asset.renditions else None,
        marked=find_lines(session.opened_words(asset.id), [line.text for line in placed]),
        key=f"lines-of-{asset.id}",
    )


def _show_correcting(
    person: Viewer, asset: AssetView, chest: ChestView, reading: ReadingView
) -> None:
    library = session.library()
    draft = drafts.begin(f"words-{asset.id}", version=reading.version, before=reading.text)
    theirs = draft.before != reading.text and draft.version == reading.version
    with st.expander(_("Put these words right"), expanded=theirs):
        if theirs:
            st.warning(
                _(
                    "Someone else changed these words while you were writing. Theirs stand above, "
                    "yours are in the field. Save to keep yours."
                )
            )
        with st.form(draft.key, border=False):
            typed = st.text_area(
                _("What stands there"), draft.before, height=240, key=f"{draft.key}-text"
            )
            if st.form_submit_button(_("Save"), type="primary", key=draft.save_key):
                _save(person, asset, draft, typed)
        if reading.by_person and reading.seen:
            st.caption(_("This computer reads:"))
            st.html(f"<div class='story soft'>{paragraphs(reading.seen)}</div>")
        with failures.report_errors():
            if st.button(_("Read it again"), key=f"read-again-{asset.id}"):
                once(
                    f"read-again-{asset.id}",
                    reading.version,
                    lambda: library.readings.read_again(person, asset.id),
                )
                keep({f"reading-{asset.id}": True})
                st.rerun()
        if st.session_state.pop(f"reading-{asset.id}", False):
            st.caption(_("It will be read again. What you wrote stays."))
        _show_earlier(person, asset, chest, reading)


def _save(person: Viewer, asset: AssetView, draft: drafts.Draft[str], typed: str) -> None:
    library = session.library()
    with failures.report_errors():
        try:
            once(
                f"words-{asset.id}",
                (draft.version, typed),
                lambda: library.readings.edit(person, asset.id, version=draft.version, text=typed),
            )
        except Stale as overtaken:
            drafts.move(draft, version=int(overtaken.data["current"]["version"]))
            st.rerun()
        drafts.drop(draft)
        st.rerun()


def _show_earlier(person: Viewer, asset: AssetView, chest: ChestView, reading: ReadingView) -> None:
    """What the words were before, each with a way back to it."""
    library = session.library()
    for one in library.readings.list_earlier(person, asset.id):
        by = one.changed_by_name or _("Someone")
        when = items.day(one.changed_at, chest)
        st.caption(plain(_("{by} changed this on {when}. Before, it said:", by=by, when=when)))
        st.html(
            f"<div class='story soft'>{paragraphs(one.text) if one.text else _('nothing')}</div>"
        )
        if one.text == reading.text:
            continue
        label = _("Bring back these words")
        with failures.report_errors():
            if st.button(label, key=f"words-back-{asset.id}-{one.version}"):
                back = partial(
                    library.readings.edit,
                    person,
                    asset.id,
                    version=reading.version,
                    text=one.text,
                )
                once(f"words-back-{asset.id}", one.version, back)
                keep({f"draft-words-{asset.id}": None})
                st.rerun()
